package graph_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"

	"github.com/gongkai/gongkai/graph"
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
	var statements int64
	fresh := func(t *testing.T) *httptest.Server {
		server := httptest.NewServer(graph.Handler(open(t, dir, sql.Settings{}), graph.Options{Log: slog.New(spy{slog.DiscardHandler, &statements})}))
		t.Cleanup(server.Close)
		return server
	}
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
			must(t, fresh(t), c.query)
			if statements != c.want {
				t.Errorf("%d statements, want %d", statements, c.want)
			}
		})
	}
	// What was read once is not read again, whoever asks.
	server := fresh(t)
	must(t, server, `{ reports { nodes { id cells { value } values { value } } } }`)
	for _, query := range []string{`{ report(id: "130111-2023") { id cells { text } values { value } } }`, `{ reports(first: 2) { nodes { title values { value } } } }`} {
		if must(t, server, query); statements != 0 {
			t.Errorf("%s: %d statements, want none", query, statements)
		}
	}
}
