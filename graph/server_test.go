package graph_test

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/gongkai/gongkai/graph"
)

// until polls until a condition holds, and fails the test if it never does.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !holds(); {
		if time.Now().After(deadline) {
			t.Fatal("never:", what)
		}
	}
}

func TestGateLetsInByTurn(t *testing.T) {
	enter, waiting := graph.Gate(graph.Limits{Running: 1, Waiting: 5})
	leave, err := enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var order []int
	var came sync.WaitGroup
	for i := range 5 {
		came.Go(func() {
			leave, err := enter(t.Context())
			if err != nil {
				t.Error(err)
				return
			}
			order = append(order, i) // one at a time is inside
			leave()
		})
		until(t, fmt.Sprint(i+1, " wait"), func() bool { return waiting() == int64(i+1) })
	}
	if _, err := enter(t.Context()); err == nil || !strings.Contains(err.Error(), "5 questions wait already") || !strings.Contains(err.Error(), "max-waiting") {
		t.Errorf("the sixth who waits is told %v", err)
	}
	leave()
	came.Wait()
	if !slices.Equal(order, []int{0, 1, 2, 3, 4}) {
		t.Errorf("they came in as %v", order)
	}
}

func TestGateForgetsWhoLeaves(t *testing.T) {
	enter, waiting := graph.Gate(graph.Limits{Running: 1, Waiting: 1})
	leave, err := enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error)
	go func() {
		_, err := enter(ctx)
		left <- err
	}()
	until(t, "one waits", func() bool { return waiting() == 1 })
	cancel()
	if err := <-left; err == nil || !strings.Contains(err.Error(), "time-limit") {
		t.Errorf("who left is told %v", err)
	}
	leave()
	if leave, err = enter(t.Context()); err != nil || waiting() != 0 {
		t.Fatalf("then %v, %d wait", err, waiting())
	}
	leave()
}

// Equal questions of the same moment are worked out once, and the first who asked may leave.
func TestFlights(t *testing.T) {
	do, waiting := graph.Flights()
	var worked atomic.Int64
	release := make(chan struct{})
	work := func(ctx context.Context) string {
		worked.Add(1)
		select {
		case <-release:
			return "answer"
		case <-ctx.Done():
			return "stopped"
		}
	}
	first, leave := context.WithCancel(t.Context())
	gone := make(chan bool)
	go func() {
		_, ok := do(first, "q", work)
		gone <- ok
	}()
	until(t, "the first asks", func() bool { return waiting("q") == 1 })
	var others sync.WaitGroup
	for range 3 {
		others.Go(func() {
			if text, ok := do(t.Context(), "q", work); text != "answer" || !ok {
				t.Errorf("got %q, %v", text, ok)
			}
		})
	}
	until(t, "the others ask", func() bool { return waiting("q") == 4 })
	leave()
	if <-gone {
		t.Error("who left got an answer")
	}
	close(release)
	others.Wait()
	if n := worked.Load(); n != 1 {
		t.Errorf("worked out %d times", n)
	}
}

// When nobody waits any more the work is told to stop, and the next who asks has it begin anew.
func TestFlightsStop(t *testing.T) {
	do, waiting := graph.Flights()
	ctx, leave := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go do(ctx, "q", func(ctx context.Context) string {
		<-ctx.Done()
		close(stopped)
		return "stopped"
	})
	until(t, "one asks", func() bool { return waiting("q") == 1 })
	leave()
	<-stopped
	if text, ok := do(t.Context(), "q", func(context.Context) string { return "anew" }); text != "anew" || !ok {
		t.Errorf("got %q, %v", text, ok)
	}
}

// A server that is full says so, and when to come back; what it has answered before it still answers.
func TestBusy(t *testing.T) {
	w := publish(t, t.TempDir(), sample()...)
	h, occupy := graph.OccupiedHandler(w, graph.Options{Limits: graph.Limits{Running: 1, Waiting: 1}})
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	must(t, server, `{ snapshot { id } }`)
	leave, err := occupy(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	waiter, cancel := context.WithCancel(t.Context())
	gone := make(chan error)
	waits := make(chan struct{})
	go func() {
		close(waits)
		_, err := occupy(waiter)
		gone <- err
	}()
	<-waits
	var full reply
	until(t, "the server is full", func() bool {
		full = send(t, server, "GET", "/graphql?query={snapshot{reports}}", "", "Accept", "application/graphql-response+json")
		return full.status == http.StatusServiceUnavailable
	})
	if full.code() != "BUSY" || full.header.Get("Retry-After") == "" || full.header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %d %v %s", full.status, full.header, full.text)
	}
	must(t, server, `{ snapshot { id } }`)
	cancel()
	<-gone
	leave()
	must(t, server, `{ snapshot { reports } }`)
}

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

// A client that goes away leaves its place to others.
func TestClientGone(t *testing.T) {
	w := publish(t, t.TempDir(), sample()[0])
	registry := prometheus.NewRegistry()
	h, occupy := graph.OccupiedHandler(w, graph.Options{Metrics: registry, Limits: graph.Limits{Running: 1}})
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	value := func(name, label string) (sum float64) {
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range families {
			for _, m := range f.GetMetric() {
				if f.GetName() == name && (label == "" || m.GetLabel()[0].GetValue() == label) {
					sum += m.GetCounter().GetValue() + m.GetGauge().GetValue()
				}
			}
		}
		return sum
	}
	leave, err := occupy(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	rq, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/graphql?query={snapshot{id}}", nil)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() {
		rs, err := server.Client().Do(rq)
		if err == nil {
			rs.Body.Close()
		}
		ended <- err
	}()
	until(t, "it waits", func() bool { return value("gongkai_gate_waiting", "") == 1 })
	cancel()
	if err := <-ended; err == nil {
		t.Error("it was answered")
	}
	until(t, "its place is free", func() bool {
		return value("gongkai_gate_waiting", "") == 0 && value("gongkai_questions_total", "gone") == 1
	})
	leave()
	must(t, server, `{ snapshot { id } }`)
}
