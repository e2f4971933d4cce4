package report_test

import (
	"encoding/csv"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

func TestRegionsCountRows(t *testing.T) {
	levels := map[report.Level]int{}
	inForce := 0
	for _, r := range report.Regions() {
		levels[r.Level]++
		if r.In(0) {
			inForce++
		}
		if !r.Official || r.Name == "" || r.Province == "" || r.From < 1981 || r.To != 0 && r.To <= r.From {
			t.Errorf("row %+v is not whole", r)
		}
	}
	if got, want := len(report.Regions()), 6823; got != want {
		t.Errorf("%d rows, want %d", got, want)
	}
	for level, want := range map[report.Level]int{report.Province: 34, report.Prefecture: 544, report.County: 6245} {
		if levels[level] != want {
			t.Errorf("%d rows of level %s, want %d", levels[level], level, want)
		}
	}
	if inForce != 3213 {
		t.Errorf("%d regions in force, want 3213", inForce)
	}
}

// Every row of the source comes back with the same name, years, parents and successors.
func TestRegionsMatchSource(t *testing.T) {
	f, err := os.Open("../../shared/data/areacodes.csv")
	if err != nil {
		t.Skip("the source table is absent: ", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		from, _ := strconv.Atoi(row[6])
		r, ok := report.RegionAt(row[0], from)
		if !ok {
			t.Errorf("%s %s is missing in %d", row[0], row[3], from)
			continue
		}
		prefecture := row[2]
		if prefecture == "直辖" {
			prefecture = ""
		}
		to := ""
		if r.To > 0 {
			to = strconv.Itoa(r.To)
		}
		var successors []string
		for _, s := range r.Successors {
			if s.Year == r.To {
				successors = append(successors, s.Code)
			} else {
				successors = append(successors, s.Code+"["+strconv.Itoa(s.Year)+"]")
			}
		}
		got := []string{r.Province, r.Prefecture, r.Name, to, strings.Join(successors, ";")}
		want := []string{row[1], prefecture, row[3], row[7], row[8]}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s: got %q, want %q", row[0], got, want)
		}
	}
}

func TestRegionAt(t *testing.T) {
	for _, c := range []struct {
		what               string
		code               string
		year               int
		name, pref, parent string
	}{
		{"county before it became a district", "130124", 2013, "栾城县", "石家庄市", "130100"},
		{"district in its first year", "130111", 2014, "栾城区", "石家庄市", "130100"},
		{"latest of a code no longer in force", "130124", 0, "栾城县", "石家庄市", "130100"},
		{"code renamed: before", "420600", 2009, "襄樊市", "襄樊市", "420000"},
		{"code renamed: after", "420600", 2010, "襄阳市", "襄阳市", "420000"},
		{"district of a municipality", "110118", 2015, "密云区", "", "110000"},
		{"city directly under a province", "429004", 2023, "仙桃市", "", "420000"},
		{"prefecture-level city without counties", "441900", 2023, "东莞市", "东莞市", "440000"},
		{"prefecture-level city that was a county-level one", "460400", 2015, "儋州市", "儋州市", "460000"},
		{"the same before", "469003", 2014, "儋州市", "", "460000"},
		{"island city", "460300", 2012, "三沙市", "三沙市", "460000"},
		{"league", "152500", 2023, "锡林郭勒盟", "锡林郭勒盟", "150000"},
		{"banner", "152522", 2023, "阿巴嘎旗", "锡林郭勒盟", "152500"},
		{"province", "130000", 2023, "河北省", "", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			r, ok := report.RegionAt(c.code, c.year)
			if !ok || r.Name != c.name || r.Prefecture != c.pref {
				t.Fatalf("got %+v %v, want %s in %q", r, ok, c.name, c.pref)
			}
			if p, _ := r.Parent(); p.Code != c.parent {
				t.Errorf("parent %s, want %s", p.Code, c.parent)
			}
		})
	}
	for _, c := range []struct {
		code string
		year int
	}{{"130111", 2013}, {"130124", 2014}, {"371200", 2018}, {"999999", 0}, {"", 2020}, {"130124", 1980}} {
		if r, ok := report.RegionAt(c.code, c.year); ok {
			t.Errorf("%s in %d: got %+v, want none", c.code, c.year, r)
		}
	}
}

func TestNamesSharedByRegions(t *testing.T) {
	for _, c := range []struct {
		year int
		want string
	}{{2019, "130104 130503 130703"}, {2023, "130104 130703"}} {
		var codes []string
		for _, r := range report.Regions() {
			if r.Name == "桥西区" && r.In(c.year) {
				codes = append(codes, r.Code)
			}
		}
		if got := strings.Join(codes, " "); got != c.want {
			t.Errorf("桥西区 in %d: got %s, want %s", c.year, got, c.want)
		}
	}
}

func TestChildren(t *testing.T) {
	for _, c := range []struct {
		what string
		code string
		year int
		want int
		some string
	}{
		{"provinces", "", 0, 34, "130000"},
		{"a province: prefectures alone", "130000", 2023, 11, "130100"},
		{"a province: prefectures and its own cities", "420000", 2023, 17, "429004"},
		{"a municipality: its districts", "110000", 2023, 16, "110118"},
		{"a prefecture of today", "130100", 2023, 22, "130111"},
		{"the same ten years before", "130100", 2013, 23, "130124"},
		{"a city without counties", "441900", 2023, 0, ""},
		{"a county", "130111", 2023, 0, ""},
		{"no such code", "990000", 2023, 0, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			children := report.Children(c.code, c.year)
			found := c.some == ""
			for _, r := range children {
				found = found || r.Code == c.some
			}
			if len(children) != c.want || !found {
				t.Errorf("got %d children (%s among them: %v), want %d", len(children), c.some, found, c.want)
			}
		})
	}
}

func TestLineage(t *testing.T) {
	for _, c := range []struct {
		what string
		code string
		year int
		want string
	}{
		{"county, moved and made a district", "130111", 2023, "132327 130124 130111"},
		{"the same from its oldest code", "132327", 1985, "132327 130124 130111"},
		{"county shared out, its name taken over by a new district", "130323", 2014, "132727 130323 130306"},
		{"county of a municipality", "110118", 2023, "110228 110118"},
		{"district merged into another", "110103", 2009, "110103"},
		{"district made of three", "120116", 2009, "120116"},
		{"prefecture renamed under its code", "420600", 2023, "420600 420600"},
		{"prefecture given a new code with city status", "520500", 2023, "522400 520500"},
		{"prefecture merged away", "371200", 2017, "371200"},
		{"its district goes on elsewhere", "371202", 2017, "371202 370116"},
	} {
		t.Run(c.what, func(t *testing.T) {
			r, ok := report.RegionAt(c.code, c.year)
			if !ok {
				t.Fatal("no such region")
			}
			var codes []string
			for _, step := range report.Lineage(r) {
				codes = append(codes, step.Code)
			}
			if got := strings.Join(codes, " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestNextAndPrevious(t *testing.T) {
	codes := func(regions []report.Region) string {
		var all []string
		for _, r := range regions {
			all = append(all, r.Code)
		}
		return strings.Join(all, " ")
	}
	funing, _ := report.RegionAt("130323", 2014)
	if got, want := codes(funing.Next()), "130302 130304 130306"; got != want {
		t.Errorf("after 抚宁县: got %s, want %s", got, want)
	}
	binhai, _ := report.RegionAt("120116", 2009)
	if got, want := codes(binhai.Previous()), "120107 120108 120109"; got != want {
		t.Errorf("before 滨海新区: got %s, want %s", got, want)
	}
}

// Every lineage runs forward in time without gaps and reads the same from any of its members.
func TestLineageIsOneChain(t *testing.T) {
	for _, r := range report.Regions() {
		line := report.Lineage(r)
		for i, step := range line {
			if i > 0 && (line[i-1].To != step.From || line[i-1].Level != step.Level) {
				t.Fatalf("%v does not follow %v", step, line[i-1])
			}
			if again := report.Lineage(step); len(again) != len(line) {
				t.Errorf("from %s %d the lineage has %d steps, from %s %d %d", r.Code, r.From, len(line), step.Code, step.From, len(again))
			}
		}
	}
}

func TestShort(t *testing.T) {
	for name, want := range map[string]string{
		"河北省": "河北", "北京市": "北京", "内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "新疆维吾尔自治区": "新疆",
		"宁夏回族自治区": "宁夏", "西藏自治区": "西藏", "香港特别行政区": "香港", "石家庄市": "石家庄", "栾城区": "栾城",
		"赵县": "赵县", "耿马傣族佤族自治县": "耿马", "延边朝鲜族自治州": "延边", "锡林郭勒盟": "锡林郭勒", "阿巴嘎旗": "阿巴嘎",
		"鄂伦春自治旗": "鄂伦春", "鄂温克族自治旗": "鄂温克", "东乡族自治县": "东乡", "莫力达瓦达斡尔族自治旗": "莫力达瓦",
		"双江拉祜族佤族布朗族傣族自治县": "双江", "龙胜各族自治县": "龙胜", "阿里地区": "阿里", "滨海新区": "滨海",
		"神农架林区": "神农架", "巴音郭楞蒙古自治州": "巴音郭楞", "克孜勒苏柯尔克孜自治州": "克孜勒苏", "城区": "城区",
		"和布克赛尔蒙古自治县": "和布克赛尔", "喀喇沁左翼蒙古族自治县": "喀喇沁左翼", "积石山保安族东乡族撒拉族自治县": "积石山",
		"湘西土家族苗族自治州": "湘西", "海西蒙古族藏族自治州": "海西", "黔东南苗族侗族自治州": "黔东南", "白沙黎族自治县": "白沙",
	} {
		if got := (report.Region{Name: name}).Short(); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestZoneIn(t *testing.T) {
	city, _ := report.RegionAt("130100", 2023)
	zone := report.ZoneIn(city, "高新技术产业开发区")
	for _, name := range []string{"高新区", "石家庄高新区", "石家庄市高新技术产业开发区管理委员会", "河北石家庄高新技术产业开发区", "国家高新区管委会"} {
		if got := report.ZoneIn(city, name).Code; got != zone.Code {
			t.Errorf("%s: code %s, want %s", name, got, zone.Code)
		}
	}
	if other := report.ZoneIn(city, "循环化工园区"); other.Code == zone.Code {
		t.Errorf("two zones share the code %s", zone.Code)
	}
	if !regexp.MustCompile(`^130100-z[0-9a-f]{6}$`).MatchString(zone.Code) {
		t.Errorf("code %s has another shape", zone.Code)
	}
	if zone.Official || zone.Level != report.County || zone.Name != "石家庄高新技术产业开发区" || zone.Prefecture != "石家庄市" || !zone.In(2023) {
		t.Errorf("got %+v", zone)
	}
	if parent, ok := zone.Parent(); !ok || parent.Code != "130100" {
		t.Errorf("parent %+v", parent)
	}
	// Pinned: a zone's code is stored with its reports and must never change.
	if got := report.ZoneIn(city, "高新区").Code; got != "130100-z9d419a" {
		t.Errorf("the code of 石家庄高新区 became %s", got)
	}
}

func BenchmarkRegionAt(b *testing.B) {
	report.Regions()
	for b.Loop() {
		report.RegionAt("130111", 2023)
	}
}
