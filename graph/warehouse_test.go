package graph_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/graph"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// figures are the cells of a report that are not 0, by line and column: "received.natural_person",
// "review.upheld".
type figures map[report.Ref]int64

func in(line report.LineCode, n int64) figures {
	l, _ := report.FindLine(line)
	return figures{{Line: line, Column: l.Main()}: n}
}

func (f figures) and(more ...figures) figures {
	all := figures{}
	for _, m := range append(more, f) {
		for ref, n := range m {
			all[ref] = n
		}
	}
	return all
}

// from is a line of table 三 with its figures from natural persons and law firms, and their total.
func from(line report.LineCode, persons, lawyers int64) figures {
	return figures{
		{Line: line, Column: "natural_person"}: persons,
		{Line: line, Column: "legal_service"}:  lawyers,
		{Line: line, Column: report.Total}:     persons + lawyers,
	}
}

// luancheng is the report of 栾城区 about 2023.
var luancheng = from("received", 134, 6).and(
	from("granted", 61, 6), from("partly_granted", 6, 0),
	from("refused_internal", 1, 0), from("refused_enforcement_file", 1, 0), from("refused_admin_query", 1, 0),
	from("unable_not_held", 46, 0), from("unable_needs_creation", 2, 0),
	from("declined_petition", 3, 0), from("declined_repeat", 1, 0), from("other_other", 12, 0), from("total", 134, 6),
	in("review.upheld", 38), in("review.corrected", 5), in("review.other", 4), in("review.total", 47),
	in("litigation_direct.other", 3), in("litigation_direct.total", 3),
	in("litigation_after_review.upheld", 3), in("litigation_after_review.other", 1), in("litigation_after_review.total", 4),
	in("normative_documents.made", 2), in("normative_documents.repealed", 2), in("normative_documents.in_force", 11),
	in("licensing.decisions", 40746), in("penalties.decisions", 716), in("coercion.decisions", 12), in("fees.amount_10k_yuan", 4019))

// paper is a report to be, every cell printed.
type paper struct {
	code    string
	organ   report.Organ
	year    int
	edition report.Edition
	figures figures
	blank   []report.Ref
	print   string // tells documents of the same organ and year apart
	besides func(*report.Report)
}

func (p paper) report(t testing.TB) (report.Report, []byte) {
	t.Helper()
	region, ok := report.RegionAt(p.code, p.year)
	if !ok {
		t.Fatalf("no region %s in %d", p.code, p.year)
	}
	if p.organ.Kind == "" {
		p.organ = report.Organ{Name: region.Name + "人民政府", Kind: report.Government}
	}
	document := []byte(fmt.Sprintf("%s %d %s", p.organ.Name, p.year, p.print))
	sum := sha256.Sum256(document)
	r := report.Report{
		Source: report.Source{Path: fmt.Sprintf("in/%s-%d%s.html", p.code, p.year, p.print), SHA256: hex.EncodeToString(sum[:]), Size: int64(len(document)), Format: "html"},
		Status: report.Read, Edition: p.edition, Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", region.Name, p.year),
		Year: p.year, Region: region, Organ: p.organ, Scope: report.ScopeWhole,
		Period: report.Period{From: fmt.Sprintf("%d-01-01", p.year), To: fmt.Sprintf("%d-12-31", p.year)},
	}
	blank := map[report.Ref]bool{}
	for _, ref := range p.blank {
		blank[ref] = true
	}
	for i, ref := range report.Refs(p.edition) {
		c := report.Cell{Line: ref.Line, Column: ref.Column, State: report.Numeric, Value: report.Count(p.figures[ref]),
			Text: fmt.Sprint(p.figures[ref]), Place: report.Place{Table: 1, Row: i/8 + 1, Column: i%8 + 1, Offset: int64(100 + 20*i)}}
		if blank[ref] {
			c.State, c.Value, c.Text = report.Blank, report.Number{}, ""
		}
		r.Cells = append(r.Cells, c)
	}
	if p.besides != nil {
		p.besides(&r)
	}
	return r, document
}

// sample holds one county over two editions, its neighbours, its city, a department and a revision.
func sample() []paper {
	notHeld := report.Ref{Line: "unable_not_held", Column: report.Total}
	persons := report.Ref{Line: "unable_not_held", Column: "natural_person"}
	small := from("received", 10, 0).and(from("granted", 9, 0), from("unable_not_held", 1, 0), from("total", 10, 0))
	return []paper{
		{code: "130111", year: 2023, edition: report.E2021, figures: luancheng},
		{code: "130111", year: 2020, edition: report.E2019, figures: small, blank: []report.Ref{notHeld, persons}},
		{code: "130102", year: 2022, edition: report.E2021, figures: small, print: "first"},
		{code: "130102", year: 2022, edition: report.E2021, figures: small.and(in("review.upheld", 1), in("review.total", 1)), print: "second"},
		{code: "130102", year: 2023, edition: report.E2021, figures: small},
		{code: "130104", year: 2023, edition: report.E2021, figures: small},
		{code: "130100", year: 2023, edition: report.E2021, figures: luancheng},
		{code: "130111", organ: report.Organ{Name: "栾城区教育局", Kind: report.Department}, year: 2023, edition: report.E2021, figures: small},
	}
}

// publish makes a data folder that holds the papers, and opens it.
func publish(t testing.TB, dir string, papers ...paper) *sql.Warehouse {
	t.Helper()
	b, err := sql.Begin(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, p := range papers {
		r, document := p.report(t)
		if _, err := b.Add(t.Context(), r, document); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	return open(t, dir, sql.Settings{})
}

func open(t testing.TB, dir string, s sql.Settings) *sql.Warehouse {
	t.Helper()
	w, err := sql.Open(t.Context(), dir, s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// serve answers over HTTP from a warehouse that holds the papers.
func serve(t testing.TB, papers ...paper) *httptest.Server {
	t.Helper()
	return serveWarehouse(t, publish(t, t.TempDir(), papers...))
}

func serveWarehouse(t testing.TB, w *sql.Warehouse) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(graph.Handler(w, graph.Options{Log: slog.New(slog.NewTextHandler(t.Output(), nil))}))
	t.Cleanup(server.Close)
	return server
}

// reply is an answer as a client reads it, numbers as written.
type reply struct {
	Data   map[string]any
	Errors []struct {
		Message    string
		Path       []any
		Extensions map[string]any
	}
	status int
	header http.Header
	text   string
}

func (r reply) code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	code, _ := r.Errors[0].Extensions["code"].(string)
	return code
}

// at follows a path such as "aggregate rows 0 values 1 value" and gives what stands there as JSON.
func (r reply) at(t testing.TB, path string) string {
	t.Helper()
	var v any = r.Data
	for _, step := range strings.Fields(path) {
		switch at := v.(type) {
		case map[string]any:
			v = at[step]
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(at) {
				t.Fatalf("%s: no %s in\n%s", path, step, r.text)
			}
			v = at[i]
		default:
			t.Fatalf("%s: no %s in\n%s", path, step, r.text)
		}
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func ask(t testing.TB, server *httptest.Server, query string, variables map[string]any) reply {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return send(t, server, http.MethodPost, "/graphql", string(body), "Content-Type", "application/json")
}

// must is ask for a question that has an answer.
func must(t testing.TB, server *httptest.Server, query string) reply {
	t.Helper()
	r := ask(t, server, query, nil)
	if len(r.Errors) > 0 {
		t.Fatalf("%s\nanswered %s", query, r.text)
	}
	return r
}

func send(t testing.TB, server *httptest.Server, method, path, body string, headers ...string) reply {
	t.Helper()
	rq, err := http.NewRequest(method, server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		rq.Header.Set(headers[i], headers[i+1])
	}
	rs, err := server.Client().Do(rq)
	if err != nil {
		t.Fatal(err)
	}
	defer rs.Body.Close()
	text, err := io.ReadAll(rs.Body)
	if err != nil {
		t.Fatal(err)
	}
	r := reply{status: rs.StatusCode, header: rs.Header, text: string(text)}
	if strings.Contains(rs.Header.Get("Content-Type"), "json") && rs.Header.Get("Content-Encoding") == "" && len(text) > 0 {
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&r); err != nil {
			t.Fatalf("%s %s: %v in %q", method, path, err, text)
		}
	}
	return r
}
