package graph_test

import (
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/graph"
)

// Each example asks the engine so many statements, the first time when columns of cells are read into
// memory, and again. However many rows an answer has, the number is the same.
func TestStatementsOfExamples(t *testing.T) {
	want := map[string][2]int64{
		"01-corrections-and-not-held": {1, 0},
		"02-not-held-ranking":         {2, 0}, // the columns, and the reports of the rows
		"03-disclosure-trend":         {1, 0},
		"04-who-asks":                 {1, 0},
		"05-not-held-funnel":          {1, 0},
		"06-peers":                    {2, 0}, // the requests handled, and what is asked for
		"07-who-has-reported":         {0, 0},
		"08-where-the-number-stands":  {3, 0}, // the report, its columns and its cells
		"09-own-indicator":            {1, 0},
		"10-search":                   {1, 1},
	}
	paths, err := filepath.Glob("examples/*.graphql")
	if err != nil || len(paths) != len(want) {
		t.Fatalf("%d examples, want %d: %v", len(paths), len(want), err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".graphql")
		t.Run(name, func(t *testing.T) {
			question, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var statements int64
			w := publish(t, t.TempDir(), sample()...)
			server := httptest.NewServer(graph.Handler(w, graph.Options{Log: slog.New(spy{slog.DiscardHandler, &statements})}))
			defer server.Close()
			var got [2]int64
			for i := range got {
				// Another name for the same question, so that its answer is not kept.
				text := strings.Replace(string(question), "query ", "query "+strings.Repeat("Again", i), 1)
				must(t, server, text)
				got[i] = statements
			}
			if got != want[name] {
				t.Errorf("%d statements and then %d, want %d and %d", got[0], got[1], want[name][0], want[name][1])
			}
		})
	}
}

// The list that pages read is made of the files.
func TestExamplesOfPage(t *testing.T) {
	text, err := os.ReadFile("../web/plain/examples.json")
	if err != nil {
		t.Fatal(err)
	}
	var listed []struct{ Name, English, Chinese, Query string }
	if err := json.Unmarshal(text, &listed); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("examples/*.graphql")
	if err != nil || len(paths) != len(listed) {
		t.Fatalf("%d examples are listed, and there are %d files: %v", len(listed), len(paths), err)
	}
	for i, e := range listed {
		file, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		if whole := "# " + e.Chinese + "\n# " + e.English + "\n" + e.Query; whole != string(file) {
			t.Errorf("%s is not what is listed; run go generate ./graph", paths[i])
		}
	}
}
