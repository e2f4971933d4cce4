package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"mime"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/graph"
)

const small = `{"query":"{ snapshot { reports } }"}`

func TestRequests(t *testing.T) {
	server := serve(t, sample()...)
	get := "/graphql?query=" + url.QueryEscape(`query Q($c: ID!) { region(code: $c) { name } }`) + "&operationName=Q&variables=" + url.QueryEscape(`{"c":"130111"}`)
	for name, c := range map[string]struct {
		method, path, body string
		headers            []string
		status             int
		says               string
	}{
		"POST":                      {"POST", "/graphql", small, []string{"Content-Type", "application/json"}, 200, `{"data":{"snapshot":{"reports":7}},`},
		"POST in UTF-8":             {"POST", "/graphql", small, []string{"Content-Type", "application/json; charset=UTF-8"}, 200, `"reports":7`},
		"null members":              {"POST", "/graphql", `{"query":"{ snapshot { reports } }","operationName":null,"variables":null,"extensions":null}`, []string{"Content-Type", "application/json"}, 200, `"reports":7`},
		"GET":                       {"GET", get, "", nil, 200, `{"data":{"region":{"name":"栾城区"}},`},
		"HEAD":                      {"HEAD", get, "", nil, 200, ""},
		"one of several operations": {"POST", "/graphql", `{"query":"query A { snapshot { reports } } query B { snapshot { organs } }","operationName":"B"}`, []string{"Content-Type", "application/json"}, 200, `"organs":5`},
		"invalid, older media type": {"POST", "/graphql", `{"query":"{ nothing }"}`, []string{"Content-Type", "application/json", "Accept", "application/json"}, 200, "GRAPHQL_VALIDATION_FAILED"},
		"invalid, newer media type": {"POST", "/graphql", `{"query":"{ nothing }"}`, []string{"Content-Type", "application/json", "Accept", "application/graphql-response+json"}, 400, "GRAPHQL_VALIDATION_FAILED"},
		"unreadable question":       {"POST", "/graphql", `{"query":"{ snapshot "}`, []string{"Content-Type", "application/json", "Accept", "application/graphql-response+json"}, 400, "GRAPHQL_PARSE_FAILED"},
		"no such operation":         {"POST", "/graphql", `{"query":"query A { snapshot { id } }","operationName":"B"}`, []string{"Content-Type", "application/json", "Accept", "application/graphql-response+json"}, 400, "operation B not found"},
		"a mutation":                {"POST", "/graphql", `{"query":"mutation { drop }"}`, []string{"Content-Type", "application/json"}, 200, "GRAPHQL_VALIDATION_FAILED"},
		"a subscription":            {"POST", "/graphql", `{"query":"subscription { news }"}`, []string{"Content-Type", "application/json"}, 200, "GRAPHQL_VALIDATION_FAILED"},
		"no query":                  {"POST", "/graphql", `{}`, []string{"Content-Type", "application/json"}, 400, "there is no query"},
		"no query in the address":   {"GET", "/graphql", "", nil, 400, "there is no query"},
		"only a comment":            {"POST", "/graphql", `{"query":"# nothing"}`, []string{"Content-Type", "application/json"}, 200, "no operation"},
		"a number for a query":      {"POST", "/graphql", `{"query":7}`, []string{"Content-Type", "application/json"}, 400, "query cannot be a JSON number"},
		"a list of variables":       {"POST", "/graphql", `{"query":"{ snapshot { id } }","variables":[1]}`, []string{"Content-Type", "application/json"}, 400, "variables cannot be a JSON array"},
		"a text of variables":       {"GET", "/graphql?query={snapshot{id}}&variables=x", "", nil, 400, "variables is no JSON object"},
		"half a body":               {"POST", "/graphql", `{"query":"{ snap`, []string{"Content-Type", "application/json"}, 400, "no JSON object"},
		"two bodies":                {"POST", "/graphql", small + small, []string{"Content-Type", "application/json"}, 400, "follows the JSON object"},
		"a batch":                   {"POST", "/graphql", "[" + small + "]", []string{"Content-Type", "application/json"}, 400, "one question in each request"},
		"no content type":           {"POST", "/graphql", small, nil, 415, "Content-Type: application/json"},
		"a form":                    {"POST", "/graphql", "query=%7Bsnapshot%7Bid%7D%7D", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "Content-Type: application/json"},
		"a text (no preflight)":     {"POST", "/graphql", small, []string{"Content-Type", "text/plain"}, 415, "Content-Type: application/json"},
		"an upload":                 {"POST", "/graphql", small, []string{"Content-Type", "multipart/form-data; boundary=x"}, 415, "Content-Type: application/json"},
		"another charset":           {"POST", "/graphql", small, []string{"Content-Type", "application/json; charset=gbk"}, 415, "UTF-8"},
		"another media type":        {"POST", "/graphql", small, []string{"Content-Type", "application/json", "Accept", "text/html"}, 406, "application/graphql-response+json"},
		"another method":            {"PUT", "/graphql", small, []string{"Content-Type", "application/json"}, 405, "GET or POST"},
		"another path":              {"GET", "/graphql/x", "", nil, 404, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := send(t, server, c.method, c.path, c.body, c.headers...)
			if got.status != c.status || !strings.Contains(got.text, c.says) {
				t.Errorf("got %d %s\nwant %d and the words %q", got.status, got.text, c.status, c.says)
			}
			if len(got.Errors) > 0 && (got.code() == "" || strings.Contains(got.text, `"data"`)) {
				t.Errorf("refused with %s", got.text)
			}
			if got.header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(got.header.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("headers are %v", got.header)
			}
		})
	}
}

func TestMediaType(t *testing.T) {
	server := serve(t, sample()...)
	for accept, want := range map[string]string{
		"":                                  "application/json; charset=utf-8",
		"*/*":                               "application/json; charset=utf-8",
		"application/*":                     "application/json; charset=utf-8",
		"application/json":                  "application/json; charset=utf-8",
		"application/graphql-response+json": "application/graphql-response+json; charset=utf-8",
		"application/graphql-response+json; charset=utf-8, application/json; charset=utf-8": "application/graphql-response+json; charset=utf-8",
		"text/html, application/json;q=0.9":                                                 "application/json; charset=utf-8",
		"application/json;q=0.1, application/graphql-response+json":                         "application/graphql-response+json; charset=utf-8",
		"application/json;q=0.0, */*;q=0.1":                                                 "application/graphql-response+json; charset=utf-8",
		"*/*, application/graphql-response+json":                                            "application/graphql-response+json; charset=utf-8",
		"application/graphql-response+json;q=0.5, application/json;q=NaN, */*;q=0.2":        "application/graphql-response+json; charset=utf-8",
		"*/*;q=0.5, text/html":                                                              "application/json; charset=utf-8",
	} {
		got := send(t, server, "POST", "/graphql", small, "Content-Type", "application/json", "Accept", accept)
		if have := got.header.Get("Content-Type"); got.status != 200 || have != want {
			t.Errorf("Accept %q: got %d %s, want %s", accept, got.status, have, want)
		}
	}
	for _, accept := range []string{"text/html", "application/json;q=0.0", "*/*;q=0, text/html", `"; x`, "application/json;q=2"} {
		if got := send(t, server, "POST", "/graphql", small, "Content-Type", "application/json", "Accept", accept); got.status != 406 {
			t.Errorf("Accept %q: got %d, want 406", accept, got.status)
		}
	}
}

// A repeat of a question to the same snapshot costs a 304, and only that.
func TestETag(t *testing.T) {
	dir := t.TempDir()
	w := publish(t, dir, sample()[0])
	server := httptest.NewServer(graph.Handler(w, graph.Options{}))
	t.Cleanup(server.Close)
	tag := func(path string, headers ...string) (string, int) {
		r := send(t, server, "GET", path, "", headers...)
		return r.header.Get("ETag"), r.status
	}
	const one, other = "/graphql?query={snapshot{id}}", "/graphql?query={snapshot{reports}}"
	first, _ := tag(one)
	if first == "" {
		t.Fatal("no ETag")
	}
	for name, c := range map[string]struct {
		path   string
		header []string
		status int
	}{
		"again":              {one, []string{"If-None-Match", first}, 304},
		"weak, among others": {one, []string{"If-None-Match", `"x", W/` + first}, 304},
		"another question":   {other, []string{"If-None-Match", first}, 200},
		"another media type": {one, []string{"If-None-Match", first, "Accept", "application/graphql-response+json"}, 200},
		"other variables":    {one + "&variables=%7B%22a%22:1%7D", []string{"If-None-Match", first}, 200},
	} {
		if _, status := tag(c.path, c.header...); status != c.status {
			t.Errorf("%s: got %d, want %d", name, status, c.status)
		}
	}
	body := `{"query":"{snapshot{id}}"}`
	if r := send(t, server, "POST", "/graphql", body, "Content-Type", "application/json", "If-None-Match", first); r.status != 304 || r.text != "" {
		t.Errorf("the same question by POST: got %d %q, want 304", r.status, r.text)
	}
	if r := send(t, server, "GET", "/graphql?query={nothing}", ""); r.header.Get("ETag") != "" || r.header.Get("Cache-Control") != "no-store" {
		t.Errorf("an error may be kept: %v", r.header)
	}

	publish(t, dir, sample()[1])
	if changed, err := w.Refresh(t.Context()); err != nil || !changed {
		t.Fatalf("refresh: %v, %v", changed, err)
	}
	if second, status := tag(one, "If-None-Match", first); status != 200 || second == first {
		t.Errorf("after a new snapshot: got %d and the tag %s, want 200 and another than %s", status, second, first)
	}
}

func TestSourcesAndSchema(t *testing.T) {
	dir := t.TempDir()
	var log bytes.Buffer
	w := publish(t, dir, sample()[0])
	server := httptest.NewServer(graph.Handler(w, graph.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}))
	t.Cleanup(server.Close)

	sum := strings.Trim(must(t, server, `{ report(id: "130111-2023") { source { sha256 } } }`).at(t, "report source sha256"), `"`)
	got := send(t, server, "GET", "/sources/"+sum, "")
	disposition, params, _ := mime.ParseMediaType(got.header.Get("Content-Disposition"))
	if got.status != 200 || disposition != "attachment" || params["filename"] != "130111-2023.html" || got.header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("got %d %v", got.status, got.header)
	}
	if !strings.Contains(got.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("a document could run scripts: %v", got.header)
	}
	for _, path := range []string{strings.Repeat("0", 64), "x", "..%2f..%2fCURRENT", strings.ToUpper(sum) + "0"} {
		if r := send(t, server, "GET", "/sources/"+path, ""); r.status != 404 || r.code() != "NOT_FOUND" {
			t.Errorf("%s: got %d %s", path, r.status, r.text)
		}
	}

	schema := send(t, server, "GET", "/schema.graphql", "")
	if schema.text != graph.SDL() || !strings.HasPrefix(schema.header.Get("Content-Type"), "text/plain") {
		t.Errorf("/schema.graphql is %q …, %v", schema.text[:min(80, len(schema.text))], schema.header)
	}

	// A document that cannot be opened is a fault of ours: the asker gets an id, the log the path.
	matches, err := filepath.Glob(filepath.Join(dir, "sources", sum+"*"))
	if err != nil || len(matches) != 1 {
		t.Fatalf("the stored document: %v, %v", matches, err)
	}
	if err := os.Remove(matches[0]); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(matches[0], matches[0]); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	lost := send(t, server, "GET", "/sources/"+sum, "")
	id := regexp.MustCompile(`internal error \(id ([0-9a-f]{16})\)`).FindStringSubmatch(lost.text)
	if lost.status != 500 || id == nil || strings.Contains(lost.text, dir) {
		t.Fatalf("got %d %s", lost.status, lost.text)
	}
	if !strings.Contains(log.String(), id[1]) || !strings.Contains(log.String(), dir) {
		t.Errorf("the log does not tell: %s", log.String())
	}
}

func TestAskIsHTTP(t *testing.T) {
	w := publish(t, t.TempDir(), sample()...)
	server := httptest.NewServer(graph.Handler(w, graph.Options{}))
	t.Cleanup(server.Close)
	for name, c := range map[string]struct {
		query     string
		variables map[string]any
		fails     bool
	}{
		"an answer":    {seedQuestion, nil, false},
		"variables":    {`query ($c: ID!, $y: Int) { region(code: $c, asOf: $y) { name } }`, map[string]any{"c": "130124", "y": 2013}, false},
		"an error":     {`{ aggregate(indicators: [REVIEWS]) { truncated } }`, nil, true},
		"no question":  {`{ nothing }`, nil, true},
		"nothing":      {` `, nil, true},
		"a long query": {"{ snapshot { id } } #" + strings.Repeat("x", 70_000), nil, true},
		"too much":     {`{ snapshot { id } }`, map[string]any{"x": strings.Repeat("x", 300_000)}, true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := graph.Ask(t.Context(), w, c.query, c.variables)
			if (err != nil) != c.fails {
				t.Errorf("error %v", err)
			}
			if want := ask(t, server, c.query, c.variables).text; string(got) != want {
				t.Error(cmp.Diff(want, string(got)))
			}
			if !json.Valid(got) {
				t.Errorf("no JSON: %s", got)
			}
		})
	}
}

// Whoever waits too long is told so, and what to do.
func TestTimeout(t *testing.T) {
	w := publish(t, t.TempDir(), sample()...)
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	got, err := graph.Ask(ctx, w, seedQuestion, nil)
	if err == nil || !strings.Contains(string(got), `"TIMEOUT"`) || !strings.Contains(string(got), "5s") {
		t.Errorf("got %s, %v", got, err)
	}
}

// Every request is answered from one snapshot, whatever is published meanwhile.
func TestOneSnapshotARequest(t *testing.T) {
	dir := t.TempDir()
	w := publish(t, dir, sample()[0])
	server := httptest.NewServer(graph.Handler(w, graph.Options{}))
	t.Cleanup(server.Close)
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r := ask(t, server, `{ snapshot { reports } reports { totalCount nodes { cells(lines: [TOTAL]) { value } } } }`, nil)
				if len(r.Errors) > 0 || r.at(t, "snapshot reports") != r.at(t, "reports totalCount") {
					t.Errorf("got %s", r.text)
					return
				}
			}
		})
	}
	for _, p := range sample()[4:7] {
		publish(t, dir, p)
		if _, err := w.Refresh(t.Context()); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	readers.Wait()
	if n := must(t, server, `{ snapshot { reports } }`).at(t, "snapshot reports"); n != "4" {
		t.Errorf("in the end %s reports, want 4", n)
	}
}
