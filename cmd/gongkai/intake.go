package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// intake says how documents become reports.
type intake struct {
	jobs     int
	known    func(sha256 string) bool // documents that need no reading unless the manifest speaks of them; nil: none
	manifest manifest

	converter *ingest.Converter         // nil: nothing is converted
	rejected  map[string]sql.SourceInfo // by hash, documents that gave no report before and are read again
}

// reading is one document and what was read in it.
type reading struct {
	document ingest.Document
	known    bool          // not read: it is in the warehouse already
	before   report.Reason // why it was rejected before; empty if it was not, or is not known to have been
	report   report.Report
}

// read reads documents in parallel and gives them in their own order. No more than a few documents
// a worker are in memory at once. It ends early when ctx does.
func (in intake) read(ctx context.Context, documents iter.Seq[ingest.Document]) iter.Seq[reading] {
	return func(yield func(reading) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var workers sync.WaitGroup
		defer workers.Wait()
		defer cancel()

		type task struct {
			document ingest.Document
			done     chan reading
		}
		tasks := make(chan task)
		inOrder := make(chan chan reading, 2*in.jobs)
		for range in.jobs {
			workers.Go(func() {
				for t := range tasks {
					t.done <- in.readOne(ctx, t.document)
				}
			})
		}
		workers.Go(func() {
			defer close(inOrder)
			defer close(tasks)
			for d := range documents {
				t := task{d, make(chan reading, 1)}
				select {
				case inOrder <- t.done:
				case <-ctx.Done():
					return
				}
				select {
				case tasks <- t:
				case <-ctx.Done():
					return
				}
			}
		})
		for done := range inOrder {
			select {
			case r := <-done:
				if !yield(r) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

func (in intake) readOne(ctx context.Context, d ingest.Document) reading {
	claimed := in.manifest.find(d.Path)
	if in.known != nil && d.Reason == "" && claimed == nil {
		if hash := hashOf(d); in.known(hash) {
			source := report.Source{Path: d.Path, SHA256: hash, Size: int64(len(d.Bytes))}
			return reading{document: d, known: true, report: report.Report{Source: source}}
		}
	}
	r := in.converter.Read(ctx, d, claimed)
	before := in.rejected[r.Source.SHA256]
	r.Source.URL = cmp.Or(r.Source.URL, before.URL)
	return reading{document: d, before: before.Reason, report: r}
}

// manifest is what a file beside the documents says of them.
type manifest struct {
	entries map[string]*manifestEntry // by clean path
	rows    []*manifestEntry
}

type manifestEntry struct {
	identity.Entry
	mu   sync.Mutex
	used bool
}

// openManifest reads a manifest. Its paths are as the documents' paths are given, or relative to
// the manifest's own folder.
func openManifest(name string) (manifest, error) {
	if name == "" {
		return manifest{}, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return manifest{}, fmt.Errorf("manifest: %w", err)
	}
	defer f.Close()
	rows, err := identity.ReadManifest(f)
	if err != nil {
		return manifest{}, fmt.Errorf("%s: %w", name, err)
	}
	m := manifest{entries: map[string]*manifestEntry{}}
	for _, path := range slices.Sorted(maps.Keys(rows)) {
		e := &manifestEntry{Entry: rows[path]}
		m.rows = append(m.rows, e)
		if !filepath.IsAbs(path) {
			m.entries[filepath.Join(filepath.Dir(name), path)] = e
		}
	}
	for _, e := range m.rows { // a path as it was given goes before one that only fits the folder
		m.entries[filepath.Clean(e.Path)] = e
	}
	return m, nil
}

// find is what the manifest says of a document; nil if nothing.
func (m manifest) find(path string) *identity.Entry {
	e := m.entries[filepath.Clean(path)]
	if e == nil {
		return nil
	}
	e.mu.Lock()
	e.used = true
	e.mu.Unlock()
	return &e.Entry
}

// tellUnused names the manifest's paths that no document had.
func (m manifest) tellUnused(w io.Writer) {
	for _, e := range m.rows {
		if !e.used {
			fmt.Fprintf(w, "manifest: no document has the path %s\n", printable(e.Path))
		}
	}
}
