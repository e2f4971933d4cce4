package graph_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/gongkai/gongkai/graph"
)

func TestPersistedQueries(t *testing.T) {
	server := serve(t, sample()...)
	const text = `query ($c: ID!) { region(code: $c) { name } }`
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	body := func(query, hash string, version int) string {
		return fmt.Sprintf(`{%s"variables":{"c":"130111"},"extensions":{"persistedQuery":{"version":%d,"sha256Hash":%q}}}`, query, version, hash)
	}
	with := fmt.Sprintf(`"query":%q,`, text)
	invalid := `{ nothing }`
	for _, c := range []struct{ name, body, code, says string }{
		{"not known yet", body("", hash(text), 1), "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound"},
		{"another text's hash", body(with, hash("x"), 1), "BAD_REQUEST", "does not match"},
		{"still not known", body("", hash(text), 1), "PERSISTED_QUERY_NOT_FOUND", ""},
		{"a text with its hash", body(with, hash(text), 1), "", "栾城区"},
		{"the hash alone", body("", hash(text), 1), "", "栾城区"},
		{"in capitals", body("", strings.ToUpper(hash(text)), 1), "", "栾城区"},
		{"another version", body("", hash(text), 2), "BAD_REQUEST", "version 2"},
		{"no hash", body("", "x", 1), "BAD_REQUEST", "SHA-256"},
		{"a long hash", body("", hash(text)+"00", 1), "BAD_REQUEST", "SHA-256"},
		{"an invalid text", fmt.Sprintf(`{"query":%q,"extensions":{"persistedQuery":{"version":1,"sha256Hash":%q}}}`, invalid, hash(invalid)), "GRAPHQL_VALIDATION_FAILED", ""},
		{"is not kept", body("", hash(invalid), 1), "PERSISTED_QUERY_NOT_FOUND", ""},
	} {
		got := send(t, server, "POST", "/graphql", c.body, "Content-Type", "application/json")
		if got.code() != c.code || !strings.Contains(got.text, c.says) {
			t.Errorf("%s: got %s", c.name, got.text)
		}
	}
	get := "/graphql?variables=" + url.QueryEscape(`{"c":"130111"}`) + "&extensions=" + url.QueryEscape(fmt.Sprintf(`{"persistedQuery":{"version":1,"sha256Hash":%q}}`, hash(text)))
	got := send(t, server, "GET", get, "")
	if !strings.Contains(got.text, "栾城区") {
		t.Errorf("by GET: %s", got.text)
	}
	if again := send(t, server, "GET", get, "", "If-None-Match", got.header.Get("ETag")); again.status != 304 {
		t.Errorf("by GET again: %d", again.status)
	}
}

func TestCompressed(t *testing.T) {
	server := serve(t, sample()...)
	server.Client().Transport = &http.Transport{DisableCompression: true}
	const long, short = "/graphql?query={lines{code,chinese,english}}", "/graphql?query={snapshot{id}}"
	plain := send(t, server, "GET", long, "")
	for accept, want := range map[string]string{"gzip": "gzip", "br, GZIP;q=0.5": "gzip", "gzip;q=0": "", "br": "", "": ""} {
		got := send(t, server, "GET", long, "", "Accept-Encoding", accept)
		if got.header.Get("Content-Encoding") != want || !strings.Contains(strings.Join(got.header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%q: headers %v", accept, got.header)
		}
		text := got.text
		if want == "gzip" {
			r, err := gzip.NewReader(strings.NewReader(got.text))
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			text = string(b)
		}
		if text != plain.text {
			t.Errorf("%q: another answer: %.200s", accept, text)
		}
		if again := send(t, server, "GET", long, "", "Accept-Encoding", accept, "If-None-Match", got.header.Get("ETag")); again.status != 304 {
			t.Errorf("%q: the tag %s is not known again: %d", accept, got.header.Get("ETag"), again.status)
		}
	}
	if got := send(t, server, "GET", short, "", "Accept-Encoding", "gzip"); got.header.Get("Content-Encoding") != "" {
		t.Error("a short answer is compressed")
	}
}

// Each limit can be set, and the error names it as it was set.
func TestLimits(t *testing.T) {
	w := publish(t, t.TempDir(), sample()...)
	for name, c := range map[string]struct {
		limits graph.Limits
		body   string
		value  string
	}{
		"max-body":      {graph.Limits{Body: 50}, `{"query":"{ snapshot { id reports organs years citation } }"}`, "50"},
		"max-query":     {graph.Limits{Query: 10}, `{"query":"{ snapshot { id } }"}`, "10"},
		"max-tokens":    {graph.Limits{Tokens: 3}, `{"query":"{ snapshot { id } }"}`, "3"},
		"max-fields":    {graph.Limits{Fields: 1}, `{"query":"{ snapshot { id } }"}`, "1"},
		"max-depth":     {graph.Limits{Depth: 1}, `{"query":"{ snapshot { id } }"}`, "1"},
		"max-aliases":   {graph.Limits{Aliases: 1}, `{"query":"{ a: snapshot { b: id } }"}`, "1"},
		"max-repeats":   {graph.Limits{Repeats: 2}, `{"query":"{ ...a ...b ...c } fragment a on Query { snapshot { id } } fragment b on Query { snapshot { id } } fragment c on Query { snapshot { reports } }"}`, "2"},
		"max-variables": {graph.Limits{Variables: 2}, `{"query":"query ($y: [Int!]) { aggregate(indicators: [REVIEWS], where: {years: $y, level: COUNTY}) { truncated } }","variables":{"y":[2022,2023]}}`, "2"},
		"max-cost":      {graph.Limits{Cost: 100}, `{"query":"{ reports { totalCount } }"}`, "100"},
		"max-rows":      {graph.Limits{Rows: 5}, `{"query":"{ aggregate(indicators: [REVIEWS], by: [YEAR], where: {level: COUNTY}, limit: 6) { truncated } }"}`, "5"},
		"max-answer":    {graph.Limits{Answer: 100}, `{"query":"{ lines { chinese } }"}`, "100"},
		"time-limit":    {graph.Limits{Time: time.Nanosecond}, `{"query":"{ reports { totalCount } }"}`, "1ns"},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(graph.Handler(w, graph.Options{Limits: c.limits}))
			defer server.Close()
			got := send(t, server, "POST", "/graphql", c.body, "Content-Type", "application/json")
			if got.code() != "LIMIT_EXCEEDED" && got.code() != "TIMEOUT" {
				t.Fatalf("got %s", got.text)
			}
			why := got.Errors[0]
			if why.Extensions["limit"] != name || fmt.Sprint(why.Extensions["value"]) != c.value || !strings.Contains(why.Message, name) || !strings.Contains(why.Message, c.value) {
				t.Errorf("got %s, want the limit %s and its value %s", got.text, name, c.value)
			}
		})
	}
	server := httptest.NewServer(graph.Handler(w, graph.Options{Limits: graph.Limits{Rows: 2}}))
	defer server.Close()
	got := must(t, server, `{ aggregate(indicators: [REVIEWS], by: [REGION, YEAR], where: {level: COUNTY}) { rows { year } truncated } }`)
	if n := len(got.Data["aggregate"].(map[string]any)["rows"].([]any)); n != 2 || got.at(t, "aggregate truncated") != "true" {
		t.Errorf("without a limit of its own: %s", got.text)
	}
}

// A body that does not come is not waited for.
func TestSlowBody(t *testing.T) {
	w := publish(t, t.TempDir(), sample()[0])
	server := httptest.NewServer(graph.Handler(w, graph.Options{Limits: graph.Limits{Read: 50 * time.Millisecond}}))
	t.Cleanup(server.Close)
	body, never := io.Pipe()
	defer never.Close()
	rq, err := http.NewRequest("POST", server.URL+"/graphql", body)
	if err != nil {
		t.Fatal(err)
	}
	rq.Header.Set("Content-Type", "application/json")
	go io.WriteString(never, `{"query":`)
	rs, err := server.Client().Do(rq)
	if err != nil {
		t.Fatal(err)
	}
	defer rs.Body.Close()
	text, _ := io.ReadAll(rs.Body)
	if rs.StatusCode != http.StatusRequestTimeout || !strings.Contains(string(text), "50ms (read-timeout)") {
		t.Errorf("got %d %s", rs.StatusCode, text)
	}
}

// Pages of other sites can have a browser ask without a script; that is refused.
func TestEmbedded(t *testing.T) {
	server := serve(t, sample()[0])
	for name, c := range map[string]struct {
		site, mode, dest string
		status           int
	}{
		"an image elsewhere":     {"cross-site", "no-cors", "image", 403},
		"a script elsewhere":     {"cross-site", "no-cors", "script", 403},
		"a frame elsewhere":      {"cross-site", "navigate", "iframe", 403},
		"a link that is clicked": {"cross-site", "navigate", "document", 200},
		"fetch elsewhere":        {"cross-site", "cors", "empty", 200},
		"a page of our own":      {"same-origin", "no-cors", "image", 200},
		"the address bar":        {"none", "navigate", "document", 200},
		"no browser":             {"", "", "", 200},
	} {
		got := send(t, server, "GET", "/graphql?query={snapshot{id}}", "", "Sec-Fetch-Site", c.site, "Sec-Fetch-Mode", c.mode, "Sec-Fetch-Dest", c.dest)
		if got.status != c.status || c.status == 403 && got.code() != "FORBIDDEN" {
			t.Errorf("%s: got %d %s", name, got.status, got.text)
		}
	}
}

// What becomes of questions can be counted from outside.
func TestMetrics(t *testing.T) {
	w := publish(t, t.TempDir(), sample()...)
	registry := prometheus.NewRegistry()
	server := httptest.NewServer(graph.Handler(w, graph.Options{Metrics: registry}))
	t.Cleanup(server.Close)
	const question = `{ reports { totalCount } }`
	must(t, server, question)
	first := send(t, server, "GET", "/graphql?query="+url.QueryEscape(question), "")
	send(t, server, "GET", "/graphql?query="+url.QueryEscape(question), "", "If-None-Match", first.header.Get("ETag"))
	send(t, server, "GET", "/graphql?query=", "")
	ask(t, server, `{ nothing }`, nil)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			got[name] = m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	for name, want := range map[string]float64{
		"gongkai_questions_total worked":                          2,
		"gongkai_questions_total cached":                          1,
		"gongkai_questions_total not_modified":                    1,
		"gongkai_questions_total refused":                         1,
		"gongkai_questions_total shed":                            0,
		"gongkai_questions_total late":                            0,
		"gongkai_question_errors_total BAD_REQUEST":               1,
		"gongkai_question_errors_total GRAPHQL_VALIDATION_FAILED": 1,
		"gongkai_question_seconds":                                2,
		"gongkai_engine_seconds":                                  2,
		"gongkai_gate_wait_seconds":                               2,
		"gongkai_gate_running":                                    0,
		"gongkai_cache_answers":                                   1,
		"gongkai_snapshot_reports":                                7,
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if got["gongkai_snapshot_age_seconds"] <= 0 || got["gongkai_snapshot_age_seconds"] > 3600 || got["gongkai_cache_bytes"] < 40 {
		t.Errorf("got %v", got)
	}
}

// The answers kept never take more memory than they may.
func TestCacheCap(t *testing.T) {
	w := publish(t, t.TempDir(), sample()...)
	registry := prometheus.NewRegistry()
	server := httptest.NewServer(graph.Handler(w, graph.Options{Metrics: registry, Limits: graph.Limits{Cache: 10_000}}))
	t.Cleanup(server.Close)
	for i := range 60 {
		must(t, server, fmt.Sprintf(`{ snapshot { id a%d: reports } }`, i))
	}
	must(t, server, `{ lines { code chinese english } }`) // larger than what one may have of it
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		v := f.GetMetric()[0]
		switch f.GetName() {
		case "gongkai_cache_bytes":
			if n := v.GetGauge().GetValue(); n > 10_000 || n < 5_000 {
				t.Errorf("the answers kept take %v bytes", n)
			}
		case "gongkai_cache_dropped_total":
			if v.GetCounter().GetValue() == 0 {
				t.Error("none had to go")
			}
		}
	}
}
