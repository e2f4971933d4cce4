package identity_test

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/report"
)

// lines makes evidence of a text, one line a paragraph.
func lines(text, where string) []identity.Line {
	var all []identity.Line
	at := int64(0)
	for l := range strings.Lines(text) {
		all = append(all, identity.Line{Text: strings.TrimRight(l, "\r\n"), Where: where, Offset: at})
		at += int64(len(l))
	}
	return all
}

func rules(r report.Report) string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.Rule)
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

func readShared(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../../shared", name))
	if err != nil {
		t.Skip("shared documents are absent: ", err)
	}
	return string(b)
}

func TestSeed(t *testing.T) {
	text := readShared(t, "seed/000_15e719a63086d79c.txt")
	var r report.Report
	identity.Fill(&r, identity.Evidence{Path: "000_15e719a63086d79c.txt", Prose: lines(text, "prose")})
	if r.Title != "石家庄市栾城区2023年政府信息公开工作年度报告" || r.Year != 2023 {
		t.Errorf("title %q, year %d", r.Title, r.Year)
	}
	if r.Region.Code != "130111" || r.Region.Name != "栾城区" || r.Region.Prefecture != "石家庄市" {
		t.Errorf("region %+v", r.Region)
	}
	if want := (report.Organ{Name: "栾城区人民政府", Kind: report.Government}); r.Organ != want {
		t.Errorf("organ %+v, want %+v", r.Organ, want)
	}
	if want := (report.Period{From: "2023-01-01", To: "2023-12-31"}); r.Period != want {
		t.Errorf("period %+v, want %+v", r.Period, want)
	}
	if len(r.Findings) != 0 {
		t.Errorf("findings %+v, want none", r.Findings)
	}
	for _, o := range r.Basis {
		if !strings.HasPrefix(text[max(0, o.Offset):], o.Text) {
			t.Errorf("%s %q is said to stand at byte %d, where %.30q stands", o.Fact, o.Text, o.Offset, text[max(0, o.Offset):])
		}
	}
	for _, fact := range []string{"title", "year", "period", "region", "organ"} {
		first := slices.IndexFunc(r.Basis, func(o report.Origin) bool { return o.Fact == fact })
		if first < 0 || !r.Basis[first].Taken {
			t.Errorf("no origin of the %s is marked as taken first: %+v", fact, r.Basis)
		}
	}
}

type truth struct {
	Title     string `json:"title"`
	InText    bool   `json:"title_in_text"`
	Region    string `json:"region"`
	Organ     string `json:"organ"`
	OrganKind string `json:"organ_kind"`
	Year      int    `json:"year"`
}

func corpus(t *testing.T) map[string]truth {
	t.Helper()
	names, _ := filepath.Glob("../../../shared/corpus/*.json")
	if len(names) == 0 {
		t.Skip("shared documents are absent")
	}
	all := make(map[string]truth)
	for _, name := range names {
		var w truth
		if err := json.Unmarshal([]byte(readShared(t, "corpus/"+filepath.Base(name))), &w); err != nil {
			t.Fatal(name, err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".json")] = w
	}
	return all
}

// score counts what is right and what is left open; anything else is an error.
type score struct{ right, open int }

func (s *score) add(t *testing.T, name, fact, got, want string, same bool) {
	t.Helper()
	switch {
	case same:
		s.right++
	case got == "" || got == "0":
		s.open++
	default:
		t.Errorf("%s: %s is %q, want %q", name, fact, got, want)
	}
}

// regionSays reports whether the region is the one the corpus describes: every name of it, in order.
func regionSays(r report.Region, described string) bool {
	if r.Code == "" {
		return false
	}
	says := func(name string) bool { return strings.Contains(described, report.Region{Name: name}.Short()) }
	if !r.Official && !strings.HasSuffix(described, r.Name) { // a park within the county described
		r, _ = r.Parent()
	}
	return says(r.Name) && says(r.Province) && (r.Prefecture == "" || says(r.Prefecture) || strings.Contains(described, "雄安")) &&
		(strings.HasSuffix(described, r.Name) || strings.HasSuffix(described, "县") && r.Level == report.County)
}

// kindSays: the corpus knows no zones, and calls a state office a department.
func kindSays(k report.OrganKind, w truth) bool {
	return string(k) == strings.ToUpper(w.OrganKind) || k == report.Zone && strings.Contains(w.Organ, "园区") ||
		k == report.OtherOrgan && w.Region == "中央"
}

func checkTruth(t *testing.T, name string, r report.Report, w truth, sums map[string]*score) {
	t.Helper()
	sums["year"].add(t, name, "year", strconv.Itoa(r.Year), strconv.Itoa(w.Year), r.Year == w.Year)
	sums["region"].add(t, name, "region", r.Region.Province+r.Region.Prefecture+r.Region.Name, w.Region, regionSays(r.Region, w.Region))
	sums["kind"].add(t, name, "organ kind", string(r.Organ.Kind), w.OrganKind, kindSays(r.Organ.Kind, w))
	got := strings.NewReplacer("人民政府", "", "办事处", "", "管理委员会", "", "办公室", "", "办公厅", "", "道", "").Replace(r.Organ.Name)
	want := strings.NewReplacer("人民政府", "", "办事处", "", "管理委员会", "", "办公室", "", "办公厅", "", "(道)", "", "道", "", "(未示名)", "").Replace(w.Organ)
	want = strings.TrimLeft(want, "区县市旗")
	sums["organ"].add(t, name, "organ", r.Organ.Name, w.Organ, r.Organ.Name != "" && strings.HasSuffix(got, want))
}

func newSums() map[string]*score {
	return map[string]*score{"title": {}, "year": {}, "region": {}, "kind": {}, "organ": {}}
}

var markup = regexp.MustCompile(`<[^>]*>`)

// The corpus as extractors left it: most of it has lost its title.
func TestCorpusText(t *testing.T) {
	all, sums := corpus(t), newSums()
	for name, w := range all {
		file := name + ".txt"
		if _, err := os.Stat("../../../shared/corpus/" + file); err != nil {
			file = name + ".html"
		}
		text := readShared(t, "corpus/"+file)
		if strings.HasSuffix(file, ".html") {
			text = html.UnescapeString(markup.ReplaceAllString(strings.ReplaceAll(text, "</p>", "\n"), ""))
		}
		var r report.Report
		identity.Fill(&r, identity.Evidence{Path: file, Prose: lines(text, "prose")})
		checkTruth(t, name, r, w, sums)
		sums["title"].add(t, name, "title", r.Title, w.Title, w.InText && r.Title == w.Title || strings.Contains(w.Title, r.Title) && r.Title != "")
	}
	for fact, s := range sums {
		t.Logf("%-6s %2d of %d right, %d left open", fact, s.right, len(all), s.open)
	}
}

// The same with the title the search result had.
func TestCorpusTitles(t *testing.T) {
	all, sums := corpus(t), newSums()
	for name, w := range all {
		var r report.Report
		identity.Fill(&r, identity.Evidence{Path: name[:3] + ".html", Titles: []identity.Line{{Text: w.Title, Where: "title"}}})
		checkTruth(t, name, r, w, sums)
		sums["title"].add(t, name, "title", r.Title, w.Title, r.Title != "" && strings.Contains(w.Title, r.Title))
		t.Logf("%s | %d %s%s%s %s | %s %s | %s", w.Title, r.Year, r.Region.Province, r.Region.Prefecture, r.Region.Name, r.Region.Code, r.Organ.Name, r.Organ.Kind, rules(r))
	}
	for fact, s := range sums {
		t.Logf("%-6s %2d of %d right, %d left open", fact, s.right, len(all), s.open)
	}
}
