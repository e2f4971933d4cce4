package graph_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/graph"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// spy is a log that keeps how many statements the last question cost.
type spy struct {
	slog.Handler
	statements *int64
}

func (s spy) Enabled(context.Context, slog.Level) bool { return true }

func (s spy) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "statements" {
			*s.statements = a.Value.Int64()
		}
		return true
	})
	return nil
}

// counting opens the warehouse anew, to which nothing was asked, and counts what each question costs.
func counting(t *testing.T, dir string) (server *httptest.Server, statements *int64) {
	statements = new(int64)
	server = httptest.NewServer(graph.Handler(open(t, dir, sql.Settings{}), graph.Options{Log: slog.New(spy{slog.DiscardHandler, statements})}))
	t.Cleanup(server.Close)
	return server, statements
}

// However many reports a page holds, each field costs what it costs for one. Whoever asks first pays:
// each question is put to a warehouse that was just opened.
func TestStatements(t *testing.T) {
	var papers []paper
	papers = append(papers, sample()...)
	for _, code := range []string{"130105", "130107", "130108", "130109", "130110", "130121", "130123", "130125"} {
		papers = append(papers, paper{code: code, year: 2023, edition: "2021", figures: luancheng})
	}
	dir := t.TempDir()
	publish(t, dir, papers...)
	for name, c := range map[string]struct {
		query string
		want  int64
	}{
		"snapshot":          {`{ snapshot { id reports years citation } }`, 0},
		"dictionary":        {`{ indicators { id } lines { code } }`, 0},
		"regions":           {`{ regions(where: {within: "130100"}) { totalCount nodes { name province { name } prefecture { name } } } }`, 0},
		"a page":            {`{ reports { totalCount nodes { id } } }`, 1},
		"its heads":         {`{ reports { nodes { id organ { name } region { name province { name } prefecture { name } } source { name } period { from } } } }`, 1},
		"its cells":         {`{ reports { nodes { cells(lines: [TOTAL]) { value place { offset } } } } }`, 2},
		"its cells twice":   {`{ reports { nodes { a: cells(lines: [TOTAL]) { value } b: cells(lines: [RECEIVED]) { value } } } }`, 2},
		"its findings":      {`{ reports { nodes { findings { rule } } } }`, 3},
		"its rows":          {`{ reports { nodes { rows { label } } } }`, 2},
		"its sections":      {`{ reports { nodes { sections { text } } } }`, 2},
		"its facts":         {`{ reports { nodes { facts { value } } } }`, 2},
		"its basis":         {`{ reports { nodes { basis { where offset } } } }`, 2},
		"its revisions":     {`{ reports { nodes { revisions { id } } } }`, 2},
		"what they changed": {`{ reports { nodes { changes { line } } } }`, 2},
		"what all changed":  {`{ reports { nodes { revisions { changes { line before after } } } } }`, 3},
		"all of a page":     {`{ reports { nodes { cells { value } findings { rule } revisions { id } rows { label } sections { text } facts { value } basis { text } } } }`, 9},
		"a short page":      {`{ reports(first: 1) { nodes { cells { value } findings { rule } revisions { id } rows { label } sections { text } facts { value } basis { text } } } }`, 8},
		"one report":        {`{ report(id: "130111-2023") { cells { value } findings { rule } revisions { id } rows { label } sections { text } facts { value } basis { text } } }`, 7},
		"an aggregate":      {seedQuestion, 1},
		"a dear aggregate":  {`{ aggregate(indicators: [REVIEWS, LAWSUITS, NOT_HELD_SHARE, FEES_10K_YUAN], by: [YEAR, PROVINCE, PREFECTURE, REGION], where: {level: COUNTY}) { rows { region { province { name } prefecture { name } } values { value } } leftOut { reports } } }`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			server, statements := counting(t, dir)
			if must(t, server, c.query); *statements != c.want {
				t.Errorf("%d statements, want %d", *statements, c.want)
			}
		})
	}
	// What was read once is not read again, whoever asks.
	server, statements := counting(t, dir)
	must(t, server, `{ reports { nodes { id cells { value } values { value } } } }`)
	for _, query := range []string{`{ report(id: "130111-2023") { id cells { text } values { value } } }`, `{ reports(first: 2) { nodes { title values { value } } } }`} {
		if must(t, server, query); *statements != 0 {
			t.Errorf("%s: %d statements, want none", query, *statements)
		}
	}
}

// However deep in lists of lists, and however many there are of each, a field is asked once.
func TestNestedStatements(t *testing.T) {
	few, many := t.TempDir(), t.TempDir()
	codes := []string{"130102", "130104", "130105", "130107", "130108", "130109", "130110", "130111", "130121", "130123", "130125"}
	publish(t, few, talkative(codes[:2])...)
	publish(t, many, talkative(codes)...)
	for name, c := range map[string]struct {
		query string
		want  int64
	}{
		"findings":           {`{ findings { nodes { report { findings { id } sections { text } facts { value } rows { label } basis { text } revisions { changes { line } } cells { text } values { value } } } } }`, 13},
		"findings again":     {`{ findings(first: 2) { nodes { report { findings { report { findings { report { findings { report { sections { text } } } } } } } } } } }`, 11},
		"rows of a ranking":  {`{ ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}) { nodes { report { findings { rule } revisions { changes { line } } sections { heading } } value { cells { nodes { figure report { facts { value } } } } } } } }`, 8},
		"points of a funnel": {`{ funnel(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}) { points { report { findings { rule } } } } }`, 4},
		"points of trends":   {`{ trend(indicator: NOT_HELD_SHARE, regions: ["130102", "130104", "130111"], from: 2021, to: 2023) { points { report { findings { rule } sections { text } } value { cells { nodes { figure printed { text } } } } } } }`, 6},
		"comparisons":        {`{ compare(indicators: [NOT_HELD_SHARE, REVIEWS], regions: ["130102", "130104", "130111"], years: [2021, 2022, 2023]) { report { sections { text } } values { cells { nodes { figure } } } } }`, 4},
		"coverage":           {`{ coverage(years: [2021, 2022, 2023], within: "130000") { regions { nodes { report { findings { rule } facts { text } } } } } }`, 4},
		"coverage of pages":  {`{ coverage(years: [2021, 2022, 2023], within: "130000") { regions(first: 20, status: [COMPLETE]) { nodes { report { revisions { revisions { sections { text } } } } } } } }`, 3},
		"what is found":      {`{ search(text: "公开") { nodes { report { findings { rule } revisions { cells(lines: [TOTAL]) { value } } } } } }`, 7},
		"cells of sums":      {`{ aggregate(indicators: [NOT_HELD_SHARE, REVIEWS], by: [YEAR, PREFECTURE], where: {level: COUNTY}, limit: 50) { rows { values { cells(first: 5) { nodes { report { findings { rule } values(ids: [REVIEWS]) { cells { nodes { figure } } } } } } } } } }`, 5},
	} {
		t.Run(name, func(t *testing.T) {
			for _, dir := range []string{few, many} {
				server, statements := counting(t, dir)
				got := must(t, server, c.query)
				if *statements != c.want {
					t.Errorf("%d statements, want %d", *statements, c.want)
				}
				for _, found := range []string{`"findings":[{`, `"sections":[{`, `"facts":[{`, `"revisions":[{`} {
					field, _, _ := strings.Cut(found[1:], `"`)
					if strings.Contains(c.query, field) && !strings.Contains(got.text, found) {
						t.Errorf("no %s in %.500s", field, got.text)
					}
				}
			}
		})
	}
}

// talkative are reports of the regions about 2022 and 2023 that have something in every list, and two
// revisions each.
func talkative(codes []string) (papers []paper) {
	for _, code := range codes {
		for _, year := range []int{2022, 2023} {
			for _, print := range []string{"first", "second"} {
				p := paper{code: code, year: year, edition: report.E2021, figures: luancheng, print: print}
				if print == "second" {
					p.figures = in("review.upheld", 40).and(luancheng) // its total stays
				}
				p.besides = func(r *report.Report) {
					r.Parts = []report.Part{{Number: 1, Heading: "一、总体情况", Text: "主动公开政府信息。", Offset: 1}}
					r.Facts = []report.Fact{{Topic: report.ProcessingFee, Value: report.Count(1), Text: "1条", Offset: 2}}
				}
				papers = append(papers, p)
			}
		}
	}
	return papers
}
