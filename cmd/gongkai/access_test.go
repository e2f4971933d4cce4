package main

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
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/sql"
)

// smallWarehouse holds the one report of 栾城区.
func smallWarehouse(t *testing.T) *sql.Warehouse {
	t.Helper()
	data := filepath.Join(t.TempDir(), "d")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, t.TempDir(), synth.Luancheng()))
	w, err := sql.Open(t.Context(), data, sql.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// lockedBuffer is a log that a server writes while a test reads.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) lines() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Split(strings.TrimSpace(l.b.String()), "\n")
}

// Each request is one line of JSON, under the id that the client was given.
func TestAccessLog(t *testing.T) {
	var log lockedBuffer
	s := serving{proxies: []string{"127.0.0.0/8", "10.0.0.7"}}
	routes, err := s.routes(t.Context(), smallWarehouse(t), slog.New(slog.NewJSONHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(routes)
	defer server.Close()
	for _, c := range []struct {
		name, path string
		headers    []string
		client, id string
		status     int
	}{
		{"by itself", "/graphql?query={snapshot{id}}", nil, "127.0.0.1", "", 200},
		{"through a proxy", "/graphql?query={snapshot{id}}", []string{"X-Forwarded-For", "192.0.2.1", "X-Request-Id", "a-request-1"}, "192.0.2.1", "a-request-1", 200},
		{"through two proxies", "/schema.graphql", []string{"X-Forwarded-For", "192.0.2.1, 10.0.0.7"}, "192.0.2.1", "", 200},
		{"with a made-up hop", "/schema.graphql", []string{"X-Forwarded-For", "10.0.0.7, 198.51.100.2, 10.0.0.7"}, "198.51.100.2", "", 200},
		{"with a name for a hop", "/schema.graphql", []string{"X-Forwarded-For", "192.0.2.1, unknown"}, "127.0.0.1", "", 200},
		{"with an id that is none", "/nothing", []string{"X-Request-Id", "line\tbreak"}, "127.0.0.1", "", 404},
	} {
		resp, _ := fetch(t, server.URL+c.path, c.headers...)
		id := resp.Header.Get("X-Request-Id")
		var line struct {
			Msg, ID, Client, Method, Path string
			Status                        int
			Bytes                         int64
			Seconds                       float64
		}
		until(t, "the request is logged", func() bool { return strings.Contains(strings.Join(log.lines(), ""), id) })
		lines := log.lines()
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &line); err != nil {
			t.Fatal(err)
		}
		if c.id != "" && id != c.id || line.ID != id || len(id) < 8 {
			t.Errorf("%s: the client has the id %q, the log %q", c.name, id, line.ID)
		}
		path, _, _ := strings.Cut(c.path, "?")
		if line.Msg != "request" || line.Client != c.client || line.Method != "GET" || line.Path != path || line.Status != c.status || line.Bytes == 0 || line.Seconds <= 0 {
			t.Errorf("%s: %+v", c.name, line)
		}
	}
	fetch(t, server.URL+"/healthz")
	if last := log.lines()[len(log.lines())-1]; strings.Contains(last, "healthz") {
		t.Errorf("what machines look at is logged: %s", last)
	}
	if _, err := readProxies([]string{"here"}); err == nil || !strings.Contains(err.Error(), "10.0.0.0/8") {
		t.Errorf("a proxy named here: %v", err)
	}
}

// Nobody but a trusted proxy may say who he is.
func TestUntrustedProxy(t *testing.T) {
	var log lockedBuffer
	routes, err := serving{}.routes(t.Context(), smallWarehouse(t), slog.New(slog.NewJSONHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(routes)
	defer server.Close()
	resp, _ := fetch(t, server.URL+"/schema.graphql", "X-Forwarded-For", "192.0.2.1", "X-Request-Id", "a-request-1")
	if id := resp.Header.Get("X-Request-Id"); id == "a-request-1" {
		t.Error("it took the id of a stranger")
	}
	until(t, "the request is logged", func() bool { return strings.Contains(log.lines()[0], `"client":"127.0.0.1"`) })
}

// A panic shows an id and nothing else; the log has the rest under it.
func TestPanic(t *testing.T) {
	var log lockedBuffer
	count := newTraffic(prometheus.NewRegistry())
	server := httptest.NewServer(logged(slog.New(slog.NewJSONHandler(&log, nil)), proxies{}, count, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		panic("SELECT secret FROM /data")
	})))
	defer server.Close()
	resp, text := fetch(t, server.URL+"/x")
	id := regexp.MustCompile(`^internal error \(id ([0-9a-f]{16})\)\n$`).FindStringSubmatch(text)
	if resp.StatusCode != 500 || id == nil || resp.Header.Get("X-Request-Id") != id[1] {
		t.Fatalf("got %d %q", resp.StatusCode, text)
	}
	until(t, "the panic is logged", func() bool {
		all := strings.Join(log.lines(), "\n")
		return strings.Contains(all, "SELECT secret") && strings.Contains(all, id[1]) && strings.Contains(all, `"status":500`)
	})
}

func TestKeys(t *testing.T) {
	hash := func(key string) string {
		sum := sha256.Sum256([]byte(key))
		return hex.EncodeToString(sum[:])
	}
	file := filepath.Join(t.TempDir(), "keys")
	text := fmt.Sprintf("# who may ask\n\npress %s\nstudents %s 0.001 2 # slow\n", hash("first-key"), hash("second-key"))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(routesOf(t, serving{keys: file, origins: []string{"https://example.org"}}, smallWarehouse(t)))
	defer server.Close()
	const question = "/graphql?query={snapshot{reports}}"
	for _, c := range []struct {
		name, path, key string
		status          int
		says            string
	}{
		{"without a key", question, "", 401, "UNAUTHENTICATED"},
		{"with a wrong key", question, "Bearer third-key", 401, "UNAUTHENTICATED"},
		{"with a hash for a key", question, "Bearer " + hash("first-key"), 401, "UNAUTHENTICATED"},
		{"in another scheme", question, "Basic first-key", 401, "UNAUTHENTICATED"},
		{"with a key", question, "Bearer first-key", 200, `"reports":1`},
		{"with a key in small letters", question, "bearer first-key", 200, `"reports":1`},
		{"metrics without", "/metrics", "", 401, ""},
		{"metrics", "/metrics", "Bearer first-key", 200, "gongkai_questions_total"},
		{"exports without", "/export/cells.csv", "", 401, ""},
		{"health", "/healthz", "", 200, "alive"},
		{"readiness", "/readyz", "", 200, "ready"},
		{"slow, once", question, "Bearer second-key", 200, ""},
		{"slow, twice", question, "Bearer second-key", 200, ""},
		{"slow, too often", question, "Bearer second-key", 429, "the key students allows 0.001 requests a second, 2 at once"},
		{"the other key still", question, "Bearer first-key", 200, ""},
	} {
		resp, body := fetch(t, server.URL+c.path, "Authorization", c.key, "Origin", "https://example.org")
		if resp.StatusCode != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s: got %d %.300s", c.name, resp.StatusCode, body)
		}
		if resp.Header.Get("Access-Control-Allow-Origin") != "https://example.org" {
			t.Errorf("%s: a page cannot read why", c.name)
		}
		if (c.status == 401) != (resp.Header.Get("WWW-Authenticate") != "") || (c.status == 429) != (resp.Header.Get("Retry-After") != "") {
			t.Errorf("%s: headers %v", c.name, resp.Header)
		}
	}
	rq, err := http.NewRequest(http.MethodOptions, server.URL+"/graphql", nil)
	if err != nil {
		t.Fatal(err)
	}
	rq.Header.Set("Origin", "https://example.org")
	rq.Header.Set("Access-Control-Request-Method", "POST")
	rq.Header.Set("Access-Control-Request-Headers", "authorization,content-type")
	resp, err := http.DefaultClient.Do(rq)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 204 || resp.Header.Get("Access-Control-Allow-Headers") == "" || resp.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("a browser that asks first: %d %v", resp.StatusCode, resp.Header)
	}
}

func TestKeyFiles(t *testing.T) {
	sum := strings.Repeat("ab", 32)
	for name, c := range map[string]struct{ text, says string }{
		"empty":            {"# none\n", "nobody could ask"},
		"no hash":          {"press\n", "line 1: after the name press"},
		"a key for a hash": {"\npress secret\n", "line 2: after the name press"},
		"no hex":           {"press " + strings.Repeat("xy", 32), "the SHA-256 of press"},
		"twice the same":   {"a " + sum + "\nb " + sum, "line 2: b has the same key as a"},
		"no rate":          {"a " + sum + " often", `"often" is no number of requests a second`},
		"no rate at all":   {"a " + sum + " 0", `"0" is no number`},
		"no burst":         {"a " + sum + " 1 0", `"0" is no number of requests at once`},
		"too many words":   {"a " + sum + " 1 1 1", "too much"},
	} {
		file := filepath.Join(t.TempDir(), "keys")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := readKeys(file)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want the words %q", name, err, c.says)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells a key: %v", name, err)
		}
	}
	if _, err := readKeys(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("an absent file is no error")
	}
}

// Every answer carries what keeps browsers from misusing it.
func TestSecurityHeaders(t *testing.T) {
	server := httptest.NewServer(routesOf(t, serving{}, smallWarehouse(t)))
	defer server.Close()
	for _, path := range []string{"/", "/playground", "/graphql?query={snapshot{id}}", "/graphql", "/schema.graphql", "/export/cells.csv", "/charts", "/metrics", "/healthz", "/nothing", "/sources/x"} {
		resp, _ := fetch(t, server.URL+path)
		h := resp.Header
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s: %v", path, h)
		}
		if h.Get("Access-Control-Allow-Credentials") != "" || h.Get("Server") != "" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

func TestMetricsPage(t *testing.T) {
	server := httptest.NewServer(routesOf(t, serving{}, smallWarehouse(t)))
	defer server.Close()
	fetch(t, server.URL+"/graphql?query={snapshot{id}}")
	fetch(t, server.URL+"/graphql")
	fetch(t, server.URL+"/no/such/page")
	_, text := fetch(t, server.URL+"/metrics")
	for _, want := range []string{
		`gongkai_http_requests_total{route="/graphql",status="200"} 1`,
		`gongkai_http_requests_total{route="/graphql",status="400"} 1`,
		`gongkai_http_requests_total{route="none",status="404"} 1`,
		`gongkai_http_request_seconds_count{route="/graphql"} 2`,
		`gongkai_questions_total{outcome="worked"} 1`,
		"gongkai_snapshot_age_seconds", "gongkai_gate_waiting 0", "gongkai_engine_seconds_count 1", "go_goroutines", "process_resident_memory_bytes",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text, "/no/such/page") {
		t.Error("whoever asks for many pages makes as many counters")
	}
}

// A client that takes an export slowly is waited for; one that takes nothing is not.
func TestExportOverHTTP(t *testing.T) {
	w := smallWarehouse(t)
	snapshot, release := w.Hold()
	id := snapshot.Info().ID
	release()
	server := httptest.NewServer(routesOf(t, serving{}, w))
	defer server.Close()
	for path, c := range map[string]struct {
		media, name, begins string
	}{
		"/export/cells.csv":                      {"text/csv; charset=utf-8", "gongkai-cells-" + id + ".csv", "\ufeffreport_id,"},
		"/export/reports.csv?years=2023,2024":    {"text/csv; charset=utf-8", "gongkai-reports-" + id + ".csv", "\ufeffreport_id,"},
		"/export/findings.csv":                   {"text/csv; charset=utf-8", "gongkai-findings-" + id + ".csv", "\ufeff"},
		"/export/documents.csv":                  {"text/csv; charset=utf-8", "gongkai-documents-" + id + ".csv", "\ufeffsha256,"},
		"/export/reports.parquet?editions=2021":  {"application/vnd.apache.parquet", "gongkai-reports-" + id + ".parquet", "PAR1"},
		"/export/cells.parquet?level=COUNTY":     {"application/vnd.apache.parquet", "gongkai-cells-" + id + ".parquet", "PAR1"},
		"/export/findings.parquet?within=130000": {"application/vnd.apache.parquet", "gongkai-findings-" + id + ".parquet", "PAR1"},
	} {
		resp, text := fetch(t, server.URL+path)
		h := resp.Header
		if resp.StatusCode != 200 || h.Get("Content-Type") != c.media || !strings.Contains(h.Get("Content-Disposition"), "attachment; filename="+c.name) || !strings.HasPrefix(text, c.begins) {
			t.Errorf("%s: %d %v %.80q", path, resp.StatusCode, h, text)
		}
		if again, _ := fetch(t, server.URL+path, "If-None-Match", h.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("%s again: %d", path, again.StatusCode)
		}
	}
	_, text := fetch(t, server.URL+"/export/cells.csv?regions=130111")
	if rows := strings.Count(text, "\n"); rows != 201 || !strings.Contains(text, "unable_not_held") {
		t.Errorf("the cells of one report take %d lines: %.200s", rows, text)
	}
	for path, c := range map[string]struct {
		status int
		says   string
	}{
		"/export/cells.xlsx":                     {404, "each as .csv and .parquet"},
		"/export/indicators.csv":                 {404, "cells, reports, findings and documents"},
		"/export/cells.csv?year=2023":            {400, "there is no parameter year; an export knows years, regions"},
		"/export/cells.csv?years=x":              {400, `the parameter years cannot be \"x\"`},
		"/export/cells.csv?level=county":         {400, `the parameter level cannot be \"county\"`},
		"/export/cells.csv?regions=999999":       {400, "999999"},
		"/export/cells.csv?within=' OR 1=1 --":   {400, ""},
		"/export/cells.csv?consistentOnly=maybe": {400, "consistentOnly"},
		"/export/cells.csv?within=%zz":           {400, "cannot be read"},
		"/export/cells.csv?years=2023;years=":    {400, "cannot be read"},
	} {
		resp, text := fetch(t, server.URL+strings.ReplaceAll(path, " ", "%20"))
		if resp.StatusCode != c.status || !strings.Contains(text, c.says) || resp.Header.Get("Content-Disposition") != "" || resp.Header.Get("ETag") != "" {
			t.Errorf("%s: %d %v %s", path, resp.StatusCode, resp.Header, text)
		}
	}
	rq, _ := http.NewRequest(http.MethodHead, server.URL+"/export/cells.csv", nil)
	resp, err := http.DefaultClient.Do(rq)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 200 || !strings.Contains(resp.Header.Get("Content-Disposition"), id) {
		t.Errorf("HEAD: %d %v", resp.StatusCode, resp.Header)
	}
}

// An export that would be too large is cut so that nobody takes it for whole.
func TestExportCap(t *testing.T) {
	var s serving
	s.limits.Export = 5000
	server := httptest.NewServer(routesOf(t, s, smallWarehouse(t)))
	defer server.Close()
	resp, err := http.Get(server.URL + "/export/cells.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if resp.StatusCode == 200 && err == nil {
		t.Errorf("a part of %d bytes looks like the whole", len(text))
	}
	if len(text) > 5000 {
		t.Errorf("%d bytes came", len(text))
	}
}
