package graph_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
)

// From a figure back to its cell and its document, in one question.
func TestProvenance(t *testing.T) {
	server := serve(t, sample()...)
	got := must(t, server, `{ report(id: "130111-2023") { id year edition title status level scope revision consistent synthetic published
	  organ { name kind } region { code name level province { code name } prefecture { name } from to official }
	  period { from to } source { sha256 name url size format }
	  cells(lines: [UNABLE_NOT_HELD, REVIEW_UPHELD]) { line column value state text derived place { table row column offset } }
	  values(ids: [NOT_HELD_SHARE]) { indicator { id chinese } value numerator denominator reports missing nullReason comparability }
	  findings { rule } revisions { id revision } } }`)
	for path, want := range map[string]string{
		"report id":        `"130111-2023"`,
		"report edition":   `"E2021"`,
		"report status":    `"READ"`,
		"report level":     `"COUNTY"`,
		"report scope":     `"WHOLE"`,
		"report published": `null`,
		"report organ":     `{"kind":"GOVERNMENT","name":"栾城区人民政府"}`,
		"report region":    `{"code":"130111","from":2014,"level":"COUNTY","name":"栾城区","official":true,"prefecture":{"name":"石家庄市"},"province":{"code":"130000","name":"河北省"},"to":null}`,
		"report period":    `{"from":"2023-01-01","to":"2023-12-31"}`,
		"report cells 0": `{"column":"NATURAL_PERSON","derived":false,"line":"UNABLE_NOT_HELD","place":` +
			place(t, "unable_not_held", "natural_person") + `,"state":"NUMBER","text":"46","value":46}`,
		"report cells 7 line":           `"REVIEW_UPHELD"`,
		"report cells 7 column":         `null`,
		"report cells 7 value":          `38`,
		"report values 0 indicator":     `{"chinese":"本机关不掌握占比","id":"NOT_HELD_SHARE"}`,
		"report values 0 value":         `0.328571428571`,
		"report values 0 comparability": `null`,
		"report findings":               `[]`,
		"report revisions":              `[{"id":"130111-2023","revision":1}]`,
		"report source name":            `"in/130111-2023.html"`,
		"report source url":             `null`,
		"report source size":            fmt.Sprint(len("栾城区人民政府 2023 ")),
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	sum := strings.Trim(got.at(t, "report source sha256"), `"`)
	document := send(t, server, http.MethodGet, "/sources/"+sum, "")
	if document.text != "栾城区人民政府 2023 " {
		t.Errorf("the document is %q", document.text)
	}
}

func place(t *testing.T, line report.LineCode, column report.Column) string {
	t.Helper()
	for i, ref := range report.Refs(report.E2021) {
		if ref.Line == line && ref.Column == column {
			return fmt.Sprintf(`{"column":%d,"offset":%d,"row":%d,"table":1}`, i%8+1, 100+20*i, i/8+1)
		}
	}
	t.Fatalf("no cell %s %s", line, column)
	return ""
}

// Every cell of the form comes back as it went in; a blank is null and never 0.
func TestCellsWhole(t *testing.T) {
	server := serve(t, sample()...)
	for _, p := range []paper{sample()[0], sample()[1]} {
		want := map[string]string{}
		r, _ := p.report(t)
		for _, c := range r.Cells {
			value := "null"
			if c.State == report.Numeric {
				value = c.Value.String()
			}
			want[strings.ToUpper(strings.ReplaceAll(string(c.Line), ".", "_"))+" "+strings.ToUpper(string(c.Column))] = fmt.Sprintf("%s %s %q", value, c.State, c.Text)
		}
		got := map[string]string{}
		answer := must(t, server, fmt.Sprintf(`{ report(id: "130111-%d") { cells { line column value state text } } }`, p.year))
		for _, each := range answer.Data["report"].(map[string]any)["cells"].([]any) {
			c := each.(map[string]any)
			column, _ := c["column"].(string)
			value := "null"
			if c["value"] != nil {
				value = fmt.Sprint(c["value"])
			}
			got[fmt.Sprintf("%s %s", c["line"], column)] = fmt.Sprintf("%s %s %q", value, c["state"], c["text"])
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d: %s", p.year, d)
		}
	}
}

// What a report says besides its figures: rows off the form, sections, figures of the running text,
// and where its identity was read.
func TestBesidesFigures(t *testing.T) {
	fee, err := report.ParseNumber("1234.56")
	if err != nil {
		t.Fatal(err)
	}
	server := serve(t,
		paper{code: "130111", year: 2023, edition: report.E2021, figures: luancheng, besides: func(r *report.Report) {
			r.Rows = []report.Row{{Label: "其中:网络申请", Texts: []string{"12", ""}, Place: report.Place{Table: 3, Row: 40, Column: 2, Offset: 9000}}}
			r.Parts = []report.Part{{Number: 1, Heading: "一、总体情况", Text: "共收到137余件。\n无。", Offset: 80}, {Number: 6, Heading: "六、其他", Offset: 9900}}
			r.Facts = []report.Fact{
				{Lines: []report.LineCode{"received"}, Value: report.Count(137), Approx: true, Text: "共收到137余件", Offset: 90},
				{Lines: []report.LineCode{"litigation_direct.total", "litigation_after_review.total"}, Value: report.Count(7), Text: "诉讼7件", Offset: 95},
				{Topic: report.ProcessingFee, Value: fee, Text: "1234.56元", Offset: 9990},
			}
			r.Basis = []report.Origin{
				{Fact: "year", Text: "2023", Where: "title", Offset: 0, Taken: true},
				{Fact: "year", Text: "2022", Where: "file name", Offset: -1},
			}
		}},
		paper{code: "130102", year: 2023, edition: report.E2021, figures: luancheng})
	const fields = `{ rows { label texts place { table row column offset } } sections { number heading text offset }
	  facts { lines topic value approximate text offset } basis { fact text where offset taken } }`
	got := must(t, server, `{ full: report(id: "130111-2023") `+fields+` bare: report(id: "130102-2023") `+fields+` }`)
	for path, want := range map[string]string{
		"full rows":     `[{"label":"其中:网络申请","place":{"column":2,"offset":9000,"row":40,"table":3},"texts":["12",""]}]`,
		"full sections": `[{"heading":"一、总体情况","number":1,"offset":80,"text":"共收到137余件。\n无。"},{"heading":"六、其他","number":6,"offset":9900,"text":""}]`,
		"full facts 0":  `{"approximate":true,"lines":["RECEIVED"],"offset":90,"text":"共收到137余件","topic":null,"value":137}`,
		"full facts 1":  `{"approximate":false,"lines":["LITIGATION_DIRECT_TOTAL","LITIGATION_AFTER_REVIEW_TOTAL"],"offset":95,"text":"诉讼7件","topic":null,"value":7}`,
		"full facts 2":  `{"approximate":false,"lines":[],"offset":9990,"text":"1234.56元","topic":"PROCESSING_FEE","value":1234.56}`,
		"full basis":    `[{"fact":"year","offset":0,"taken":true,"text":"2023","where":"title"},{"fact":"year","offset":null,"taken":false,"text":"2022","where":"file name"}]`,
		"bare":          `{"basis":[],"facts":[],"rows":[],"sections":[]}`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	if n := len(got.Data["full"].(map[string]any)["facts"].([]any)); n != 3 {
		t.Errorf("%d facts, want 3", n)
	}
	dear := "{"
	for i := range 4 {
		dear += fmt.Sprintf(" p%d: reports(first: 500) { nodes { sections { text } } }", i)
	}
	if got := ask(t, server, dear+" }", nil); got.code() != "LIMIT_EXCEEDED" {
		t.Errorf("the text of 2000 reports at once: %s", got.text)
	}
}

func TestRevisions(t *testing.T) {
	server := serve(t, sample()...)
	got := must(t, server, `{ report(id: "130102-2022") { id revision revisions { id revision cells(lines: [REVIEW_UPHELD]) { value } } }
	  earlier: report(id: "130102-2022~1") { id revision cells(lines: [REVIEW_UPHELD]) { value } revisions { id } }
	  none: report(id: "130102-2022~3") { id }
	  nonsense: report(id: "'; DROP TABLE report; --") { id }
	  reports(where: {regions: ["130102"], years: [2022]}) { totalCount nodes { id revision } } }`)
	for path, want := range map[string]string{
		"report revision":    `2`,
		"report revisions":   `[{"cells":[{"value":1}],"id":"130102-2022","revision":2},{"cells":[{"value":0}],"id":"130102-2022~1","revision":1}]`,
		"earlier revision":   `1`,
		"earlier cells":      `[{"value":0}]`,
		"earlier revisions":  `[{"id":"130102-2022"},{"id":"130102-2022~1"}]`,
		"none":               `null`,
		"nonsense":           `null`,
		"reports totalCount": `1`,
		"reports nodes":      `[{"id":"130102-2022","revision":2}]`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
}

// Turning pages gives every report once, in the order of the whole list.
func TestPages(t *testing.T) {
	server := serve(t, sample()...)
	whole := ids(must(t, server, `{ reports { nodes { id } } }`), "reports", "id")
	if len(whole) != 7 {
		t.Fatalf("got the reports %v, want 7", whole)
	}
	if !strings.HasSuffix(whole[0], "-2023") || !strings.HasSuffix(whole[6], "-2020") {
		t.Errorf("not newest first: %v", whole)
	}
	for _, first := range []int{1, 2, 3, 500} {
		var turned []string
		after := ""
		for more := true; more; {
			got := must(t, server, fmt.Sprintf(`{ reports(first: %d%s) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }`, first, after))
			turned = append(turned, ids(got, "reports", "id")...)
			if total := got.at(t, "reports totalCount"); total != "7" {
				t.Fatalf("totalCount is %s, want 7", total)
			}
			after = ", after: " + got.at(t, "reports pageInfo endCursor")
			more = got.at(t, "reports pageInfo hasNextPage") == "true"
		}
		if d := cmp.Diff(whole, turned); d != "" {
			t.Errorf("pages of %d: %s", first, d)
		}
	}
	for name, c := range map[string]struct{ question, code, says string }{
		"none":               {`{ reports(first: 0) { totalCount } }`, "BAD_REQUEST", "1 to 500"},
		"fewer than none":    {`{ regions(first: -1) { totalCount } }`, "BAD_REQUEST", "1 to 500"},
		"too many":           {`{ reports(first: 501) { totalCount } }`, "LIMIT_EXCEEDED", "at most 500"},
		"too many regions":   {`{ regions(first: 501) { totalCount } }`, "LIMIT_EXCEEDED", "at most 500"},
		"no cursor":          {`{ reports(after: "2023") { totalCount } }`, "BAD_CURSOR", "cursor"},
		"a cursor of others": {`{ regions(after: ` + must(t, server, `{ reports(first: 1) { pageInfo { endCursor } } }`).at(t, "reports pageInfo endCursor") + `) { totalCount } }`, "BAD_CURSOR", "cursor"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ask(t, server, c.question, nil); got.code() != c.code || !strings.Contains(got.text, c.says) {
				t.Errorf("got %s\nwant the code %s and the words %q", got.text, c.code, c.says)
			}
		})
	}
}

func ids(r reply, list, field string) []string {
	var all []string
	for _, n := range r.Data[list].(map[string]any)["nodes"].([]any) {
		all = append(all, n.(map[string]any)[field].(string))
	}
	return all
}

func TestReportFilter(t *testing.T) {
	server := serve(t, sample()...)
	for name, c := range map[string]struct {
		where string
		want  []string
	}{
		"department":    {`organKinds: [DEPARTMENT]`, []string{report.ReportID(report.OrganID(region(t, "130111"), report.Organ{Name: "栾城区教育局", Kind: report.Department}), 2023)}},
		"edition":       {`editions: [E2019]`, []string{"130111-2020"}},
		"level":         {`level: PREFECTURE`, []string{"130100-2023"}},
		"within a city": {`within: "130100", years: [2023], organKinds: [GOVERNMENT]`, []string{"130102-2023", "130104-2023", "130111-2023"}},
		"status":        {`statuses: [PARTIAL]`, nil},
		"nulls":         {`years: [2020], regions: null, statuses: null, within: null`, []string{"130111-2020"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := must(t, server, "{ reports(where: {"+c.where+"}) { nodes { id } } }")
			if d := cmp.Diff(c.want, ids(got, "reports", "id")); d != "" {
				t.Error(d)
			}
		})
	}
}

func region(t *testing.T, code string) report.Region {
	t.Helper()
	r, ok := report.RegionAt(code, 2023)
	if !ok {
		t.Fatalf("no region %s", code)
	}
	return r
}

func TestRegions(t *testing.T) {
	server := serve(t, sample()...)
	got := must(t, server, `{ now: region(code: "130111") { name level prefecture { code name prefecture { code } province { name } } }
	  before: region(code: "130124", asOf: 2013) { name from to province { name level province { code } } }
	  early: region(code: "130111", asOf: 2013) { name }
	  number: region(code: 130111) { name }
	  none: region(code: "999999") { name }
	  reporting: regions(where: {within: "130100", reporting: true}) { totalCount nodes { code } }
	  named: regions(where: {name: "栾城", asOf: 2000}) { nodes { code name } }
	  provinces: regions(where: {level: PROVINCE}, first: 1) { totalCount nodes { name province { code } } } }`)
	for path, want := range map[string]string{
		"now":             `{"level":"COUNTY","name":"栾城区","prefecture":{"code":"130100","name":"石家庄市","prefecture":null,"province":{"name":"河北省"}}}`,
		"before":          `{"from":1986,"name":"栾城县","province":{"level":"PROVINCE","name":"河北省","province":null},"to":2014}`,
		"early":           `null`,
		"number":          `{"name":"栾城区"}`,
		"none":            `null`,
		"reporting":       `{"nodes":[{"code":"130102"},{"code":"130104"},{"code":"130111"}],"totalCount":3}`,
		"named nodes":     `[{"code":"130124","name":"栾城县"}]`,
		"provinces nodes": `[{"name":"北京市","province":null}]`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
}

// Regions change: what lay in them, what became of them, what they were before.
func TestRegionsThroughTime(t *testing.T) {
	city := region(t, "130100")
	zone := report.ZoneIn(city, "高新区")
	server := serve(t, append(sample(), paper{code: "130111", year: 2023, edition: report.E2021, figures: luancheng, print: "zone", besides: func(r *report.Report) {
		r.Region, r.Organ = zone, report.Organ{Name: "石家庄高新区管委会", Kind: report.Zone}
	}})...)
	got := must(t, server, fmt.Sprintf(`{
	  now: region(code: "130111") { parent { code } predecessors { code name to } successors { code } lineage { code name from } children { code } }
	  before: region(code: "130124", asOf: 2013) { name parent { name } successors { code name from } lineage { code } }
	  city2013: region(code: "130100", asOf: 2013) { children { name code } }
	  city2023: region(code: "130100") { children { name code official } y2013: children(asOf: 2013) { code } }
	  above: region(code: "130000", asOf: 2013) { parent { code } children { code children { code } } }
	  zone: region(code: "%s") { code official name level from parent { code name } predecessors { code } successors { code } lineage { code } }
	  gone: region(code: "130102", asOf: 1900) { code } }`, zone.Code))
	for path, want := range map[string]string{
		"now":                 `{"children":[],"lineage":[{"code":"132327","from":1981,"name":"栾城县"},{"code":"130124","from":1986,"name":"栾城县"},{"code":"130111","from":2014,"name":"栾城区"}],"parent":{"code":"130100"},"predecessors":[{"code":"130124","name":"栾城县","to":2014}],"successors":[]}`,
		"before parent":       `{"name":"石家庄市"}`,
		"before successors":   `[{"code":"130108","from":2001,"name":"裕华区"},{"code":"130111","from":2014,"name":"栾城区"}]`, // part of its land went before
		"above parent":        `null`,
		"zone official":       `false`,
		"zone parent":         `{"code":"130100","name":"石家庄市"}`,
		"zone predecessors":   `[]`,
		"zone lineage 0 code": `"` + zone.Code + `"`,
		"gone":                `null`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	for path, wants := range map[string]map[string]bool{ // what lies in 石家庄市
		"city2013 children":         {`"130124"`: true, `"130111"`: false, `"` + zone.Code + `"`: true},
		"city2023 children":         {`"130124"`: false, `"130111"`: true, `"name":"` + zone.Name + `","official":false`: true},
		"city2023 y2013":            {`"130124"`: true, `"130111"`: false},
		"above children 0 children": {`"130124"`: true, `"130111"`: false},
	} {
		at := got.at(t, path)
		for code, want := range wants {
			if strings.Contains(at, code) != want {
				t.Errorf("%s holds %s: %v, want %v: %s", path, code, !want, want, at)
			}
		}
	}
}

func TestSnapshot(t *testing.T) {
	got := must(t, serve(t, sample()...), `{ snapshot { id builtAt reports organs documents rejected synthetic years citation } }`)
	id := strings.Trim(got.at(t, "snapshot id"), `"`)
	for path, want := range map[string]string{
		"snapshot reports": `7`, "snapshot organs": `5`, "snapshot documents": `8`, "snapshot rejected": `0`, "snapshot synthetic": `0`,
		"snapshot years": `[2020,2022,2023]`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	if citation := got.at(t, "snapshot citation"); id == "" || !strings.Contains(citation, id) {
		t.Errorf("the citation %s does not name the snapshot %s", citation, id)
	}
}

// A revision says what it changed; which one counts is not always the last.
func TestRevisionsAndTheirChanges(t *testing.T) {
	small := from("received", 10, 0).and(from("granted", 9, 0), from("unable_not_held", 1, 0), from("total", 10, 0))
	half := func(r *report.Report) {
		r.Status, r.Published, r.Source.URL = report.Partial, "2023-05-01", "https://example.cn/3"
	}
	server := serve(t,
		paper{code: "130102", year: 2022, edition: report.E2021, figures: small, print: "1"},
		paper{code: "130102", year: 2022, edition: report.E2021, figures: small.and(in("review.upheld", 1), in("review.total", 1)), print: "2",
			blank: []report.Ref{{Line: "received", Column: report.Total}}},
		paper{code: "130102", year: 2022, edition: report.E2021, figures: small.and(in("review.upheld", 2), in("review.total", 1)), print: "3", besides: half},
		paper{code: "130104", year: 2022, edition: report.E2021, figures: small})
	got := must(t, server, `{ report(id: "130102-2022") { revision latest changes { line }
	  revisions { id revision latest published source { name url } changes { line column before after beforeCell { state } afterCell { state text place { row } } } } } }`)
	for path, want := range map[string]string{
		"report revision":                               "2",
		"report latest":                                 "true",
		"report changes":                                `[{"line":"RECEIVED"},{"line":"REVIEW_UPHELD"},{"line":"REVIEW_TOTAL"}]`,
		"report revisions 0 id":                         `"130102-2022~3"`,
		"report revisions 0 latest":                     "false",
		"report revisions 0 published":                  `"2023-05-01"`,
		"report revisions 0 source":                     `{"name":"in/130102-20223.html","url":"https://example.cn/3"}`,
		"report revisions 1 id":                         `"130102-2022"`,
		"report revisions 1 latest":                     "true",
		"report revisions 1 changes 1 line":             `"REVIEW_UPHELD"`,
		"report revisions 1 changes 1 before":           "0",
		"report revisions 1 changes 1 after":            "1",
		"report revisions 1 changes 0 column":           `"TOTAL"`,
		"report revisions 1 changes 0 before":           "10",
		"report revisions 1 changes 0 after":            "null",
		"report revisions 1 changes 0 afterCell state":  `"BLANK"`,
		"report revisions 1 changes 0 beforeCell state": `"NUMBER"`,
		"report revisions 2 id":                         `"130102-2022~1"`,
		"report revisions 2 changes":                    "[]",
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
}

func TestEveryAnswerNamesItsSnapshot(t *testing.T) {
	server := serve(t, sample()...)
	id := must(t, server, `{ snapshot { id } }`).at(t, "snapshot id")
	for _, query := range []string{`{ __typename }`, `{ report(id: "none") { id } }`, `{ regions(where: {within: "nowhere"}) { totalCount } }`} {
		if r := ask(t, server, query, nil); !strings.Contains(r.text, `"extensions":{"snapshot":`+id+`}`) {
			t.Errorf("%s: %s", query, r.text)
		}
	}
}
