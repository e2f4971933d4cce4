package main

import (
	"fmt"
	"log/slog"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// planted is a set of offices of all levels with flaws of every kind, in every format.
func planted() synth.Set {
	s := synth.Set{Seed: 4, Offices: synth.OfficesUnder("130000", 2019, 2025), From: 2019, To: 2025, Flaws: map[synth.Flaw]float64{}}
	for _, o := range synth.OfficesUnder("130000", 2019, 2025)[:60] {
		s.Offices = append(s.Offices, synth.Office{Region: o.Region, Department: "审计局"}, synth.Office{Region: o.Region, Department: "统计局"})
	}
	for _, f := range synth.Families() {
		if f != synth.Spaced && f != synth.Glued {
			s.Families = append(s.Families, f)
		}
	}
	for _, f := range synth.LedgerFlaws() {
		s.Flaws[f] = 0.004
	}
	for _, rare := range []synth.Flaw{synth.PartsFlaw, synth.NoRequestsFlaw, synth.CopiedFlaw} { // few reports have a place for them
		s.Flaws[rare] = 0.02
	}
	return s
}

// Flaws of every kind that the ledger looks for are planted in made-up reports, which are then read
// and published like any others. The ledger finds every one and nothing else.
func TestTheLedgerFindsWhatWasPlanted(t *testing.T) {
	set := planted()
	want := map[string]bool{} // path and rule
	kinds := map[synth.Flaw]int{}
	for _, p := range set.Planted() {
		kinds[p.Flaw]++
		want[p.Path+" "+listed(p).Rule] = true
	}
	for _, f := range append(synth.LedgerFlaws(), synth.OldForm) {
		if kinds[f] == 0 {
			t.Errorf("no flaw %s was planted", f)
		}
	}
	dir := t.TempDir()
	batch, err := sql.Begin(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer batch.Close()
	documents := func(yield func(ingest.Document) bool) {
		for d, err := range set.Documents() {
			if err != nil {
				t.Error(err)
				return
			}
			if !yield(ingest.Document{Path: d.Path, Bytes: d.Bytes}) {
				return
			}
		}
	}
	paths := map[string]string{} // by report
	for r := range (intake{jobs: runtime.GOMAXPROCS(0)}).read(t.Context(), documents) {
		filed := fit(r.report)
		loaded, err := file(t.Context(), batch, &filed, nil)
		if err != nil || loaded.Outcome != sql.New {
			t.Fatalf("%s: %s %s %s, %v", r.document.Path, loaded.Outcome, filed.Reason, filed.Message, err)
		}
		paths[loaded.ReportID] = r.document.Path
	}
	if _, err := batch.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	w, err := sql.Open(t.Context(), dir, sql.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	s, release := w.Hold()
	defer release()
	got := map[string]string{}
	for f, err := range s.EachFinding(t.Context(), sql.FindingFilter{Severities: []report.Severity{report.Error, report.Warning}}) {
		if err != nil {
			t.Fatal(err)
		}
		got[paths[f.ReportID]+" "+f.Rule] = fmt.Sprintf("%s %s: %s", f.Line, f.Column, f.Message)
	}
	hits := 0
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if _, found := got[key]; found {
			hits++
		} else {
			t.Errorf("not found: %s", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if !want[key] {
			t.Errorf("found and not planted: %s: %s", key, got[key])
		}
	}
	var told []string
	for _, f := range slices.Sorted(maps.Keys(kinds)) {
		told = append(told, fmt.Sprintf("%s %d", f, kinds[f]))
	}
	t.Logf("%d reports, planted: %s", len(paths), strings.Join(told, ", "))
	t.Logf("precision %d/%d = %.3f, recall %d/%d = %.3f", hits, len(got), float64(hits)/float64(len(got)), hits, len(want), float64(hits)/float64(len(want)))
}
