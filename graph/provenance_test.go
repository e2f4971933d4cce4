package graph_test

import (
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

const cellFields = `totalCount pageInfo { hasNextPage endCursor } nodes { side line column figure printed { text state place { table row column offset } } addends { line column value } report { id source { sha256 name } } }`

// From any value down to its cells and documents.
func TestValueCells(t *testing.T) {
	server := serve(t, sample()...)
	got := must(t, server, `{ aggregate(indicators: [NOT_HELD_SHARE, REVIEWS], by: [YEAR], where: {level: COUNTY, years: [2020, 2023]}) {
	  rows { year values { value reports missing cells { `+cellFields+` } } } } }`)
	for path, want := range map[string]string{
		"aggregate rows 1 values 0 cells totalCount":            `6`, // three reports by two cells
		"aggregate rows 1 values 0 cells nodes 0 report id":     `"130102-2023"`,
		"aggregate rows 1 values 0 cells nodes 4 report id":     `"130111-2023"`,
		"aggregate rows 1 values 0 cells nodes 4 side":          `"NUMERATOR"`,
		"aggregate rows 1 values 0 cells nodes 4 line":          `"UNABLE_NOT_HELD"`,
		"aggregate rows 1 values 0 cells nodes 4 column":        `"TOTAL"`,
		"aggregate rows 1 values 0 cells nodes 4 figure":        `46`,
		"aggregate rows 1 values 0 cells nodes 4 printed text":  `"46"`,
		"aggregate rows 1 values 0 cells nodes 4 addends":       `[]`,
		"aggregate rows 1 values 0 cells nodes 5 side":          `"DENOMINATOR"`,
		"aggregate rows 1 values 0 cells nodes 5 figure":        `140`,
		"aggregate rows 0 values 0 missing":                     `1`,
		"aggregate rows 0 values 0 cells totalCount":            `2`, // the report left out leads to its blank
		"aggregate rows 0 values 0 cells nodes 0 figure":        `null`,
		"aggregate rows 0 values 0 cells nodes 0 printed state": `"BLANK"`,
		"aggregate rows 0 values 0 cells nodes 1 figure":        `10`,
		"aggregate rows 1 values 0 cells pageInfo hasNextPage":  `false`,
		"aggregate rows 1 values 1 cells nodes 2 printed state": `"NUMBER"`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	t.Run("pages join", func(t *testing.T) {
		var cells []string
		after, more := "", "true"
		for more == "true" && len(cells) < 10 {
			page := must(t, server, `{ aggregate(indicators: [NOT_HELD_SHARE], where: {level: COUNTY}) { rows { values { cells(first: 3`+after+`) { `+cellFields+` } } } } }`)
			at := "aggregate rows 0 values 0 cells "
			more = page.at(t, at+"pageInfo hasNextPage")
			after = `, after: ` + page.at(t, at+"pageInfo endCursor")
			cells = append(cells, page.at(t, at+"nodes 0 report id")+" "+page.at(t, at+"nodes 0 side"))
		}
		if got := strings.Join(cells, ", "); got != `"130102-2023" "NUMERATOR", "130104-2023" "DENOMINATOR", "130102-2022" "NUMERATOR", "130111-2020" "DENOMINATOR"` {
			t.Errorf("the pages begin with %s", got)
		}
	})
	t.Run("of applicants", func(t *testing.T) {
		got := must(t, server, `{ aggregate(indicators: [REQUESTS_RECEIVED], by: [APPLICANT], where: {regions: ["130111"], years: [2023]}) { rows { applicant values { value cells { nodes { line column figure } } } } } }`)
		if at := got.at(t, "aggregate rows 1 values 0 cells nodes"); at != `[{"column":"BUSINESS","figure":`+got.at(t, "aggregate rows 1 values 0 value")+`,"line":"RECEIVED"}]` {
			t.Errorf("got %s", at)
		}
	})
	t.Run("of rows, points and reports", func(t *testing.T) {
		got := must(t, server, `{ ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}, first: 1) { nodes { value { cells { nodes { figure report { id } } } } } }
		  trend(indicator: NOT_HELD_SHARE, regions: ["130111"], from: 2023, to: 2023) { points { value { cells { nodes { figure } } } } }
		  report(id: "130111-2023") { values(ids: [NOT_HELD_SHARE]) { cells { nodes { figure printed { place { row } } } } } } }`)
		for path, want := range map[string]string{
			"ranking nodes 0 value cells nodes 0":         `{"figure":46,"report":{"id":"130111-2023"}}`,
			"trend 0 points 0 value cells nodes 1 figure": `140`,
			"report values 0 cells nodes 0 figure":        `46`,
		} {
			if at := got.at(t, path); at != want {
				t.Errorf("%s: got %s, want %s", path, at, want)
			}
		}
	})
	if got := must(t, server, `{ trend(indicator: NOT_HELD_SHARE, regions: ["130111"], from: 2021, to: 2021) { points { value { cells { totalCount nodes { figure } } } } } }`); got.at(t, "trend 0 points 0 value cells") != `{"nodes":[],"totalCount":0}` {
		t.Errorf("a value of no report: %s", got.text)
	}
	if got := ask(t, server, `{ aggregate(indicators: [REVIEWS], where: {level: COUNTY}) { rows { values { cells(after: "x") { totalCount } } } } }`, nil); got.code() != "BAD_CURSOR" {
		t.Errorf("a cursor of nothing: %s", got.text)
	}
}

// Where a total is not printed, the cells that stand in for it show.
func TestValueCellsThatStandIn(t *testing.T) {
	total := report.Ref{Line: "total", Column: report.Total}
	server := serve(t, paper{code: "130111", year: 2023, edition: report.E2021, figures: luancheng, blank: []report.Ref{total}})
	got := must(t, server, `{ report(id: "130111-2023") { values(ids: [NOT_HELD_SHARE, OTHER_OUTCOME_SHARE]) { value cells { `+cellFields+` } } } }`)
	for path, want := range map[string]string{
		"report values 0 cells nodes 1 figure":           `140`,
		"report values 0 cells nodes 1 printed state":    `"BLANK"`,
		"report values 0 cells nodes 1 addends 0 column": `"NATURAL_PERSON"`,
		"report values 1 cells nodes 0 printed":          `null`, // the form of 2021 has three lines instead
		"report values 1 cells nodes 0 addends 2 line":   `"OTHER_OTHER"`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
}

func TestSearch(t *testing.T) {
	telling := func(code string, year int, text string) paper {
		return paper{code: code, year: year, edition: report.E2021, figures: luancheng, besides: func(r *report.Report) {
			r.Parts = []report.Part{{Number: 1, Heading: "一、总体情况", Text: text}, {Number: 5, Heading: "五、存在的主要问题", Text: "无。\n公开 力度不够,Web 页面陈旧。"}}
		}}
	}
	server := serve(t, telling("130111", 2023, "2023年,我区主动公开。\n政府信息公开目录新增公开事项。"), telling("130102", 2022, "全年受理申请。"), telling("130104", 2023, "公开为常态。"))
	got := must(t, server, `{ search(text: "公开") { totalCount pageInfo { hasNextPage } nodes { report { id } section heading matches snippets { before match after offset } } } }`)
	for path, want := range map[string]string{
		"search totalCount":         `5`,
		"search nodes 0 report id":  `"130104-2023"`,
		"search nodes 1 section":    `5`,
		"search nodes 2 report id":  `"130111-2023"`,
		"search nodes 2 heading":    `"一、总体情况"`,
		"search nodes 2 matches":    `3`,
		"search nodes 2 snippets 0": `{"after":"。","before":"2023年,我区主动","match":"公开","offset":10}`,
		"search nodes 2 snippets 1": `{"after":"目录新增公开事项。","before":"政府信息","match":"公开","offset":18}`,
		"search nodes 4 report id":  `"130102-2022"`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	got = must(t, server, `{ a: search(text: "web 力度", sections: [5], where: {years: [2023]}, first: 1) { totalCount pageInfo { endCursor } nodes { report { id } matches snippets { match } } }
	  none: search(text: "web", sections: [1]) { totalCount nodes { section } } sign: search(text: "%_'") { totalCount } }`)
	if at := got.at(t, "a nodes"); at != `[{"matches":2,"report":{"id":"130104-2023"},"snippets":[{"match":"力度"},{"match":"Web"}]}]` {
		t.Errorf("two words: %s", at)
	}
	if got.at(t, "none totalCount") != "0" || got.at(t, "sign totalCount") != "0" {
		t.Errorf("what is not there: %s", got.text)
	}
	next := must(t, server, `{ search(text: "web 力度", sections: [5], where: {years: [2023]}, first: 1, after: `+got.at(t, "a pageInfo endCursor")+`) { totalCount pageInfo { hasNextPage } nodes { report { id } } } }`)
	if at := next.at(t, "search"); at != `{"nodes":[{"report":{"id":"130111-2023"}}],"pageInfo":{"hasNextPage":false},"totalCount":2}` {
		t.Errorf("the next page: %s", at)
	}
	for text, code := range map[string]string{"": "BAD_REQUEST", "  ": "BAD_REQUEST", strings.Repeat("公", 101): "LIMIT_EXCEEDED"} {
		if got := ask(t, server, `query($text: String!) { search(text: $text) { totalCount } }`, map[string]any{"text": text}); got.code() != code {
			t.Errorf("search for %.20q: %s", text, got.text)
		}
	}
	if got := ask(t, server, `{ search(text: "公开", sections: [7]) { totalCount } }`, nil); got.code() != "BAD_REQUEST" || !strings.Contains(got.text, "1 to 6") {
		t.Errorf("section 7: %s", got.text)
	}
}
