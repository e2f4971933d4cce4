package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
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

// Whoever got nothing in time may come again, a little later than who found the server full.
func TestLate(t *testing.T) {
	w := publish(t, t.TempDir(), sample()...)
	registry := prometheus.NewRegistry()
	h, _ := graph.StalledHandler(w, graph.Options{Metrics: registry, Limits: graph.Limits{Time: 20 * time.Millisecond}})
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	for name, c := range map[string]struct {
		query, data string
		status      int
	}{
		"nothing in time":       {`{ reports { totalCount } }`, "null", 503},
		"nothing, twice":        {`{ a: reports { totalCount } b: reports { totalCount } }`, "null", 503},
		"nothing but a null":    {`{ report(id: "none") { id } reports { totalCount } }`, "null", 503},
		"some of it":            {`{ snapshot { reports } reports { totalCount } }`, `{"reports":null,"snapshot":{"reports":7}}`, 200},
		"a list without member": {`{ regions(where: {name: "none"}) { nodes { name } } reports { totalCount } }`, `{"regions":{"nodes":[]},"reports":null}`, 200},
	} {
		for _, media := range []string{"application/json", "application/graphql-response+json"} {
			t.Run(name+" as "+media, func(t *testing.T) {
				got := send(t, server, "GET", "/graphql?query="+url.QueryEscape(c.query), "", "Accept", media)
				data, err := json.Marshal(got.Data)
				if err != nil || got.status != c.status || string(data) != c.data || strings.Contains(got.text, `"data"`) != (c.status == 200) {
					t.Errorf("got %d %s, want %d and the data %s", got.status, got.text, c.status, c.data)
				}
				why := got.Errors[0]
				if got.code() != "TIMEOUT" || why.Extensions["limit"] != "time-limit" || why.Extensions["value"] != "20ms" || !strings.Contains(why.Message, "20ms (time-limit)") {
					t.Errorf("it names no limit: %s", got.text)
				}
				if (c.status == 200) != (len(why.Path) == 1 && why.Path[0] == "reports") {
					t.Errorf("the path is %v", why.Path)
				}
				if again := got.header.Get("Retry-After"); (c.status == 503) != (again == "5") || got.header.Get("ETag") != "" || got.header.Get("Cache-Control") != "no-store" {
					t.Errorf("headers are %v", got.header)
				}
			})
		}
	}
	if late, worked := counted(t, registry, "gongkai_questions_total", "late"), counted(t, registry, "gongkai_questions_total", "worked"); late != 6 || worked != 4 {
		t.Errorf("%v came too late and %v were worked out, want 6 and 4", late, worked)
	}
}

// counted is what a registry has under a name, of one label if that is not empty.
func counted(t *testing.T, registry *prometheus.Registry, name, label string) (sum float64) {
	t.Helper()
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

// A client that goes away leaves its place to others.
func TestClientGone(t *testing.T) {
	w := publish(t, t.TempDir(), sample()[0])
	registry := prometheus.NewRegistry()
	h, occupy := graph.OccupiedHandler(w, graph.Options{Metrics: registry, Limits: graph.Limits{Running: 1}})
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	leave, err := occupy(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	goAway := comes(t, server, "{snapshot{id}}")
	until(t, "it waits", func() bool { return counted(t, registry, "gongkai_gate_waiting", "") == 1 })
	goAway()
	until(t, "its place is free", func() bool {
		return counted(t, registry, "gongkai_gate_waiting", "") == 0 && counted(t, registry, "gongkai_questions_total", "gone") == 1
	})
	leave()
	must(t, server, `{ snapshot { id } }`)
}

// What a client asked that has gone is not worked on, and is no question that came too late.
func TestClientGoneMeanwhile(t *testing.T) {
	w := publish(t, t.TempDir(), sample()[0])
	registry := prometheus.NewRegistry()
	h, working := graph.StalledHandler(w, graph.Options{Metrics: registry, Limits: graph.Limits{Time: time.Hour}})
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	goAway := comes(t, server, "{reports{totalCount}}")
	until(t, "it is worked on", func() bool { return working() == 1 })
	goAway()
	until(t, "it is no longer", func() bool {
		return working() == 0 && counted(t, registry, "gongkai_gate_running", "") == 0 && counted(t, registry, "gongkai_questions_total", "gone") == 1
	})
	if n := counted(t, registry, "gongkai_question_errors_total", ""); n != 0 {
		t.Errorf("%v errors are counted", n)
	}
}

// comes has a client ask that waits for its answer until it is told to go away.
func comes(t *testing.T, server *httptest.Server, query string) (goAway func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	rq, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/graphql?query="+query, nil)
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
	return func() {
		cancel()
		if err := <-ended; err == nil {
			t.Error("it was answered")
		}
	}
}
