package main

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/ingest"
)

// numbered are documents whose paths are their numbers; taken counts those that were asked for.
func numbered(n int, taken *atomic.Int64) iter.Seq[ingest.Document] {
	return func(yield func(ingest.Document) bool) {
		for i := range n {
			taken.Add(1)
			if !yield(ingest.Document{Path: fmt.Sprint(i), Bytes: []byte(strings.Repeat("x", i%7))}) {
				return
			}
		}
	}
}

func TestIntakeKeepsOrderAndLittleInMemory(t *testing.T) {
	for _, jobs := range []int{1, 2, 8} {
		t.Run(fmt.Sprint(jobs), func(t *testing.T) {
			var taken atomic.Int64
			given := 0
			for r := range (intake{jobs: jobs}).read(t.Context(), numbered(1000, &taken)) {
				if want := fmt.Sprint(given); r.document.Path != want || r.report.Source.Path != want {
					t.Fatalf("document %s and report of %s, want %s", r.document.Path, r.report.Source.Path, want)
				}
				given++
				if ahead := int(taken.Load()) - given; ahead > 3*jobs+2 {
					t.Fatalf("%d documents ahead with %d jobs", ahead, jobs)
				}
			}
			if given != 1000 {
				t.Errorf("%d documents, want 1000", given)
			}
		})
	}
}

func TestIntakeEnds(t *testing.T) {
	for name, stop := range map[string]func(context.CancelFunc) bool{
		"when its context does":      func(cancel context.CancelFunc) bool { cancel(); return true },
		"when the caller has enough": func(context.CancelFunc) bool { return false },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var taken atomic.Int64
			given := 0
			for range (intake{jobs: 2}).read(ctx, numbered(100_000, &taken)) {
				if given++; given >= 10 && !stop(cancel) {
					break
				}
			}
			if given < 10 || taken.Load() > 1000 {
				t.Errorf("%d documents given, %d taken", given, taken.Load())
			}
		})
	}
}

func TestIntakeSkipsWhatIsKnownUnlessTheManifestSpeaksOfIt(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "manifest.csv")
	if err := os.WriteFile(name, []byte("path,year\na.html,2020\n./given/b.html,2021\nlost.html,2022\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := openManifest(name)
	if err != nil {
		t.Fatal(err)
	}
	in := intake{jobs: 1, manifest: m, known: func(string) bool { return true }}
	known := map[string]bool{}
	documents := func(yield func(ingest.Document) bool) {
		for _, path := range []string{filepath.Join(dir, "a.html"), "given/b.html", "other.html"} {
			if !yield(ingest.Document{Path: path, Bytes: []byte("x")}) {
				return
			}
		}
	}
	for r := range in.read(t.Context(), documents) {
		known[filepath.Base(r.document.Path)] = r.known
	}
	if diff := cmp.Diff(map[string]bool{"a.html": false, "b.html": false, "other.html": true}, known); diff != "" {
		t.Errorf("taken as known (-want +got):\n%s", diff)
	}
	var told bytes.Buffer
	m.tellUnused(&told)
	if want := "manifest: no document has the path lost.html\n"; told.String() != want {
		t.Errorf("said %q, want %q", told.String(), want)
	}
}
