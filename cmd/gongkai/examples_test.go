package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The ten questions that the playground offers have the answers in testdata/examples, over the sample
// that the demo serves.
func TestExamples(t *testing.T) {
	s := startServer(t, []string{"XDG_CACHE_HOME=" + t.TempDir()}, "demo")
	defer s.end(t)
	paths, err := filepath.Glob("../../graph/examples/*.graphql")
	if err != nil || len(paths) != 10 {
		t.Fatalf("%d examples, want 10: %v", len(paths), err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".graphql")
		t.Run(name, func(t *testing.T) {
			question, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var data json.RawMessage
			if err := ask(s.address, string(question), &data); err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, data, "", " "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			golden := filepath.Join("testdata", "examples", name+".json")
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("the answer changed (-want +got); if it is meant, run go test ./cmd/gongkai -run TestExamples -update\n%s", diff)
			}
		})
	}
}
