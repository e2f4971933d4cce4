package identity_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/report"
)

func one(text, where string) []identity.Line {
	return []identity.Line{{Text: text, Where: where}}
}

func TestManifestWins(t *testing.T) {
	title := one("栾城区司法局2022年政府信息公开工作年度报告", "title")
	for _, c := range []struct {
		what   string
		entry  identity.Entry
		titles []identity.Line
		year   int
		code   string
		organ  string
		rules  string
	}{
		{"agrees", identity.Entry{Region: "130111", Organ: "栾城区司法局", Year: 2022}, title, 2022, "130111", "栾城区司法局", ""},
		{"another year", identity.Entry{Year: 2023}, title, 2023, "130111", "栾城区司法局", "manifest_conflict"},
		{"another region by code", identity.Entry{Region: "130123"}, title, 2022, "130123", "正定县司法局", "manifest_conflict"},
		{"another region by name", identity.Entry{Region: "石家庄市正定县"}, title, 2022, "130123", "正定县司法局", "manifest_conflict"},
		{"another organ", identity.Entry{Organ: "栾城区教育局"}, title, 2022, "130111", "栾城区教育局", "manifest_conflict"},
		{"old code followed to the year", identity.Entry{Region: "130124"}, title, 2022, "130111", "栾城区司法局", "region_renamed"},
		{"says what the text does not", identity.Entry{Region: "120101"}, one("和平区发展改革委2019年政府信息公开工作年度报告", "title"), 2019, "120101", "和平区发展改革委", ""},
		{"says everything", identity.Entry{Region: "天津市和平区", Year: 2021}, nil, 2021, "120101", "和平区人民政府", "title_missing"},
		{"organ names the region", identity.Entry{Organ: "天津市和平区审计局", Year: 2021}, nil, 2021, "120101", "和平区审计局", "title_missing"},
		{"names a zone", identity.Entry{Region: "石家庄高新区", Year: 2021}, nil, 2021, "130100-z9d419a", "石家庄高新区管理委员会", "title_missing"},
		{"names no known region", identity.Entry{Region: "栾诚区"}, title, 2022, "130111", "栾城区司法局", "manifest_region_unknown"},
	} {
		t.Run(c.what, func(t *testing.T) {
			var r report.Report
			identity.Fill(&r, identity.Evidence{Titles: c.titles, Manifest: &c.entry})
			if r.Year != c.year || r.Region.Code != c.code || r.Organ.Name != c.organ || rules(r) != c.rules {
				t.Errorf("got %d %s %s %q, want %d %s %s %q", r.Year, r.Region.Code, r.Organ.Name, rules(r), c.year, c.code, c.organ, c.rules)
				for _, f := range r.Findings {
					t.Log(f.Message)
				}
			}
		})
	}
}

func TestReadManifest(t *testing.T) {
	gb18030 := "path,region\n\xd5\xd4\xcf\xd8.html,\xd5\xd4\xcf\xd8\n" // 赵县.html,赵县
	for _, c := range []struct {
		what, csv string
		path      string
		want      identity.Entry
	}{
		{"all columns", "path,region,organ,year,url,published\na.html,130111,栾城区司法局,2023,http://x/,2024-01-20\n", "a.html",
			identity.Entry{Path: "a.html", Region: "130111", Organ: "栾城区司法局", Year: 2023, URL: "http://x/", Published: "2024-01-20"}},
		{"any order, others left alone", "note,year,Path\nhello,2023,a.html\n", "a.html", identity.Entry{Path: "a.html", Year: 2023}},
		{"Chinese heads", "路径,年份,地区\na.html,2023年,栾城区\n", "a.html", identity.Entry{Path: "a.html", Year: 2023, Region: "栾城区"}},
		{"byte order mark and CRLF", "\ufeffpath,published\r\na.html,2024年1月20日\r\n", "a.html", identity.Entry{Path: "a.html", Published: "2024-01-20"}},
		{"GB18030", gb18030, "赵县.html", identity.Entry{Path: "赵县.html", Region: "赵县"}},
		{"short rows and empty lines", "path,year,url\na.html\n\n,,\nb.html,2022\n", "b.html", identity.Entry{Path: "b.html", Year: 2022}},
		{"quoted comma", "path,organ\n\"a,b.html\",x\n", "a,b.html", identity.Entry{Path: "a,b.html", Organ: "x"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			all, err := identity.ReadManifest(strings.NewReader(c.csv))
			if err != nil {
				t.Fatal(err)
			}
			if all[c.path] != c.want {
				t.Errorf("got %+v, want %+v", all[c.path], c.want)
			}
		})
	}
}

func TestReadManifestErrors(t *testing.T) {
	for _, c := range []struct{ what, csv, want string }{
		{"empty", "", "line 1: the file is empty"},
		{"no path", "region,year\n130111,2023\n", "line 1: no column path"},
		{"misspelt column", "path,regoin\na,b\n", `line 1: unknown column "regoin"; did you mean "region"?`},
		{"year that is none", "path,year\na.html,2023\nb.html,20x3\n", `line 3: the year "20x3"`},
		{"date that is none", "path,published\na.html,2024-02-30\n", `line 2: published "2024-02-30"`},
		{"empty path", "path,year\n,2023\n", "line 2: the path is empty"},
		{"too many fields", "path,year\na.html,2023,x\n", "line 2: 3 fields"},
		{"rows that disagree", "path,year\na.html,2023\na.html,2022\n", `line 3: "a.html" stands in the manifest twice`},
		{"broken quotes", "path,year\n\"a.html,2023\n", "line 2"},
		{"neither encoding", "path\n\xff\xff\xff\n", "neither UTF-8 nor GB18030"},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := identity.ReadManifest(strings.NewReader(c.csv))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestPeriod(t *testing.T) {
	whole := report.Period{From: "2023-01-01", To: "2023-12-31"}
	for _, c := range []struct {
		text   string
		want   report.Period
		year   int
		raised string
	}{
		{"本报告中所列数据的统计期限为2023年1月1日至2023年12月31日。", whole, 2023, ""},
		{"统计期限自2023年1月1日起至2023年12月31日止。", whole, 2023, ""},
		{"统计期限自2023年1月1日起,至12月31日止。", whole, 2023, ""},
		{"数据统计期限:2023.1.1-2023.12.31", whole, 2023, ""},
		{"数据统计期限为2023-01-01至2023-12-31。", whole, 2023, ""},
		{"统计期限为２０２３年１月１日—１２月３１日。", whole, 2023, ""},
		{"統計期限為二〇二三年一月一日至二〇二三年十二月三十一日。", whole, 2023, ""},
		{"统计期限为 2023 年 1 月 1 日 至 2023 年 12 月 31 日。", whole, 2023, ""},
		{"统计时间为2023年1月至12月。", whole, 2023, ""},
		{"本报告自2023年1月1日起至2023年12月31日止的情况。", whole, 2023, ""},
		{"数据统计截至2023年12月31日。", report.Period{To: "2023-12-31"}, 2023, ""},
		{"统计期限为2022年12月26日至2023年12月25日。", report.Period{From: "2022-12-26", To: "2023-12-25"}, 2023, ""},
		{"统计期限为2023年1月1日至202年12月31日。", report.Period{}, 2023, "period_unreadable"},
		{"统计期限为年1月1日至年12月31日。", report.Period{}, 0, "period_unreadable"},
		{"统计期限为2023年2月30日至2023年12月31日。", report.Period{}, 2023, "period_unreadable"},
		{"专项行动自2023年3月1日至2023年6月30日开展。", report.Period{}, 0, ""},
		{"本年度公开信息12条。", report.Period{}, 0, ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			var r report.Report
			identity.Fill(&r, identity.Evidence{Prose: one(c.text, "prose")})
			if r.Period != c.want || r.Year != c.year {
				t.Errorf("got %+v %d, want %+v %d", r.Period, r.Year, c.want, c.year)
			}
			if c.raised != "" && !strings.Contains(rules(r), c.raised) {
				t.Errorf("findings %s, want %s", rules(r), c.raised)
			}
			if c.raised == "" && strings.Contains(rules(r), "period") {
				t.Errorf("findings %s, want none of the period", rules(r))
			}
		})
	}
}

func TestScope(t *testing.T) {
	for _, c := range []struct {
		title, text string
		want        report.Scope
	}{
		{"", "本报告数据统计范围为全区各部门、各街道。", report.ScopeWhole},
		{"", "本报告所列数据为全市汇总数据。", report.ScopeWhole},
		{"", "数据统计范围为区政府本级。", report.ScopeSelf},
		{"", "本报告统计数据不含各部门、各镇。", report.ScopeSelf},
		{"", "统计口径包括本机关和各部门。", report.ScopeWhole},
		{"", "2023年,紧紧围绕全区中心工作推进政务公开。", report.ScopeUnsaid},
		{"石家庄市本级2023年政府信息公开工作年度报告", "", report.ScopeSelf},
		{"栾城区全区2023年政府信息公开工作年度报告", "", report.ScopeWhole},
		{"栾城区全区2023年政府信息公开工作年度报告", "数据统计范围为区政府本级。", report.ScopeUnsaid},
	} {
		t.Run(c.title+c.text, func(t *testing.T) {
			var r report.Report
			identity.Fill(&r, identity.Evidence{Titles: one(c.title, "title"), Prose: one(c.text, "prose")})
			if r.Scope != c.want {
				t.Errorf("got %q, want %q", r.Scope, c.want)
			}
			if conflict := c.title != "" && c.text != ""; conflict != strings.Contains(rules(r), "scope_conflict") {
				t.Errorf("findings %s", rules(r))
			}
		})
	}
}

func TestPublished(t *testing.T) {
	for _, c := range []struct {
		where, text, want string
	}{
		{"prose", "发布日期：2024-01-20 09:12 来源：栾城区", "2024-01-20"},
		{"prose", "【发布时间】2024年1月5日", "2024-01-05"},
		{"prose", "时间:2024/1/20", "2024-01-20"},
		{"prose", "会议时间:2024/1/20", ""},
		{"prose", "发布日期:2024-13-20", ""},
		{"meta", "PubDate=2024-01-20 10:00", "2024-01-20"},
		{"meta", "Keywords=2024-01-20", ""},
		{"meta", "publish-date=2024年1月20日", "2024-01-20"},
		{"meta", "ArticleDate=2024-01-20 10:00:00", "2024-01-20"},
		{"meta", "article:published_time=2024-01-20T10:00:00+08:00", "2024-01-20"},
		{"prose", "日期：2024-01-26", "2024-01-26"},
		{"prose", "发布时间：2024-01-26 浏览次数：12", "2024-01-26"},
		{"prose", "发布时间：2024-01-2609:30", "2024-01-26"},
		{"prose", "统计日期:2023年12月31日", ""},
		{"prose", "2024年1月26日", "2024-01-26"},
		{"prose", "二〇二四年一月二十六日", "2024-01-26"},
		{"prose", "栾城区司法局2024年1月26日", "2024-01-26"},
		{"prose", "2024-01-26 09:30", "2024-01-26"},
		{"prose", "会议于2024年1月26日", ""},
		{"prose", "2024年1月", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			e := identity.Evidence{Prose: one(c.text, c.where)}
			if c.where == "meta" {
				e = identity.Evidence{Titles: e.Prose}
			}
			var r report.Report
			identity.Fill(&r, e)
			if r.Published != c.want {
				t.Errorf("got %q, want %q", r.Published, c.want)
			}
		})
	}
}

// What is said about where a fact stood must be so, also where the text was not plain.
func TestBasisOffsets(t *testing.T) {
	text := "首页\n　栾 城 区２０２３年政府信息公開工作年度報告\n統計期限為２０２３年１月１日至１２月３１日。\n"
	var r report.Report
	identity.Fill(&r, identity.Evidence{Prose: lines(text, "prose")})
	for fact, want := range map[string]string{
		"title": "栾 城 区２０２３年政府信息公開工作年度報告", "region": "栾 城 区", "organ": "栾 城 区", "period": "２０２３年１月１日至１２月３１日",
	} {
		i := slices.IndexFunc(r.Basis, func(o report.Origin) bool { return o.Fact == fact })
		if i < 0 {
			t.Errorf("no origin of the %s", fact)
			continue
		}
		if o := r.Basis[i]; o.Text != want || !o.Taken || !strings.HasPrefix(text[o.Offset:], want) {
			t.Errorf("%s: got %+v, want %q at byte %d", fact, o, want, strings.Index(text, want))
		}
	}
}

func TestNearestNames(t *testing.T) {
	var r report.Report
	identity.Fill(&r, identity.Evidence{Titles: one("栾诚区教育局2023年政府信息公开工作年度报告", "title")})
	if len(r.Findings) != 1 || !strings.Contains(r.Findings[0].Message, "栾城区") || strings.Count(r.Findings[0].Message, ",") != 2 {
		t.Errorf("got %+v, want one finding with three names, 栾城区 among them", r.Findings)
	}
}

func FuzzFill(f *testing.F) {
	f.Add("栾城区2023年政府信息公开工作年度报告", "统计期限为2023年1月1日至2023年12月31日。", "河北/栾城区2023.html")
	f.Add("青岛市南区2015年政府信息公开年报", "发布日期:2016-01-20\n请与桥西区政府办公室联系,电话:0311-8", "")
	f.Add("石家庄高新区管委会二〇二〇年政務公開年報", "《》《政府信息公开2014年报》地址:河北", "a!/b/2019.txt")
	f.Add("栾城县2014年信息公开报告(", "20年月日至2014年", "2014")
	f.Fuzz(func(t *testing.T, title, prose, path string) {
		var r report.Report
		identity.Fill(&r, identity.Evidence{Path: path, Titles: one(title, "title"), Prose: lines(prose, "prose")})
		if r.Region.Code == "" || !r.Region.Official {
			return
		}
		if !r.Region.In(r.Year) {
			near := r.Region.In(r.Year-1) || r.Region.In(r.Year+1)
			if !near || !strings.Contains(rules(r), "region_not_in_force") {
				t.Errorf("%+v is taken for %d, findings %s", r.Region, r.Year, rules(r))
			}
		}
		for _, o := range r.Basis {
			if o.Offset > int64(len(prose)+len(title)) {
				t.Errorf("%+v stands behind the end", o)
			}
		}
	})
}

func BenchmarkFill(b *testing.B) {
	text := readShared(b, "seed/000_15e719a63086d79c.txt")
	e := identity.Evidence{Path: "a/2023/000.txt", Prose: lines(text, "prose")}
	b.ReportAllocs()
	for b.Loop() {
		var r report.Report
		identity.Fill(&r, e)
	}
}

func BenchmarkFillTitle(b *testing.B) {
	e := identity.Evidence{Path: "a.html", Titles: one("石家庄市栾城区2023年政府信息公开工作年度报告", "title"),
		Prose: one("本报告中所列数据的统计期限为2023年1月1日至2023年12月31日。", "prose")}
	b.ReportAllocs()
	for b.Loop() {
		var r report.Report
		identity.Fill(&r, e)
	}
}

// A report is dated by its page first, by what it is signed with last; days that should agree and do
// not are said.
func TestPublishedConflicts(t *testing.T) {
	for name, c := range map[string]struct {
		meta, text, want string
		finding          bool
	}{
		"the page's head and its line agree":   {"PubDate=2024-01-20", "发布日期:2024-01-20", "2024-01-20", false},
		"they differ":                          {"PubDate=2024-01-20", "发布日期:2024-01-21", "2024-01-20", true},
		"signed before it was published":       {"", "发布日期:2024-01-21\n栾城区司法局\n2024年1月18日", "2024-01-21", false},
		"signed only":                          {"", "栾城区司法局\n2024年1月18日", "2024-01-18", false},
		"a day of the year reported on":        {"", "2023年12月18日", "", false},
		"the day the page was looked at":       {"", "2026年11月22日", "", false},
		"written, not published, on that date": {"", "生成日期:2024-01-18\n发布日期:2024-01-21", "2024-01-21", false},
	} {
		t.Run(name, func(t *testing.T) {
			e := identity.Evidence{Titles: one("栾城区司法局2023年政府信息公开工作年度报告", "title"), Prose: lines(c.text, "prose")}
			if c.meta != "" {
				e.Titles = append(e.Titles, one(c.meta, "meta")...)
			}
			var r report.Report
			identity.Fill(&r, e)
			if r.Published != c.want || strings.Contains(rules(r), "published_conflict") != c.finding {
				t.Errorf("got %q %s, want %q", r.Published, rules(r), c.want)
			}
		})
	}
}

// An office file's own title and its sheets' names speak where the text does not, and not against it.
func TestNamesOutsideTheText(t *testing.T) {
	properties := func(s string) identity.Line { return identity.Line{Text: s, Where: "properties", Offset: -1} }
	sheet := func(s string) identity.Line { return identity.Line{Text: s, Where: "sheet name", Offset: -1} }
	const justice, education = "石家庄市栾城区司法局2023年政府信息公开工作年度报告", "石家庄市栾城区教育局2022年政府信息公开工作年度报告"
	for name, c := range map[string]struct {
		path         string
		titles       []identity.Line
		prose        string
		organ, where string
		year         int
		rules        string
	}{
		"properties alone":                         {"a.doc", []identity.Line{properties(justice)}, "", "栾城区司法局", "properties", 2023, "organ_from_context"},
		"properties of last year's report":         {"a.doc", []identity.Line{properties(education)}, "统计期限为2023年1月1日至2023年12月31日。", "", "", 2023, "organ_unresolved properties_stale region_unresolved title_missing"},
		"properties of another office's":           {"a.doc", []identity.Line{properties(education)}, justice, "栾城区司法局", "prose", 2023, "properties_stale"},
		"properties against the file's name":       {justice + ".doc", []identity.Line{properties(education)}, "", "栾城区司法局", "file name", 2023, "organ_from_context properties_stale"},
		"the text names the organ, they the year":  {"a.doc", []identity.Line{properties("2023年政府信息公开工作年度报告")}, "石家庄市栾城区司法局\n政府信息公开工作年度报告", "栾城区司法局", "prose", 2023, ""},
		"properties that name something else":      {"a.doc", []identity.Line{properties("关于召开会议的通知")}, "", "", "", 0, "organ_unresolved region_unresolved title_missing year_unknown"},
		"a sheet's name":                           {"a.xls", []identity.Line{sheet(justice)}, "", "栾城区司法局", "sheet name", 2023, "organ_from_context year_weak"},
		"a sheet named after the office, the year": {"a.xls", []identity.Line{sheet("栾城区司法局2023")}, "", "栾城区司法局", "sheet name", 2023, "organ_from_context title_missing year_weak"},
		"Sheet1": {"a.xls", []identity.Line{sheet("Sheet1")}, "", "", "", 0, "organ_unresolved region_unresolved title_missing year_unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			e := identity.Evidence{Path: c.path, Titles: c.titles}
			if c.prose != "" {
				e.Prose = lines(c.prose, "prose")
			}
			var r report.Report
			identity.Fill(&r, e)
			where := ""
			for _, o := range r.Basis {
				if o.Fact == "organ" && o.Taken {
					where = o.Where
				}
			}
			if r.Organ.Name != c.organ || where != c.where || r.Year != c.year || rules(r) != c.rules {
				t.Errorf("got %q from the %s, %d, %s; want %q from the %s, %d, %s", r.Organ.Name, where, r.Year, rules(r), c.organ, c.where, c.year, c.rules)
			}
		})
	}
}
