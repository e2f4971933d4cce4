package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// loadData is a data folder with so many reports of governments and departments. It is made in the
// folder that GONGKAI_BENCH names, and kept there for the next run.
func loadData(b *testing.B, reports int) string {
	b.Helper()
	base := os.Getenv("GONGKAI_BENCH")
	if base == "" {
		base = filepath.Join(os.TempDir(), "gongkai-bench")
	}
	dir := filepath.Join(base, strconv.Itoa(reports))
	if w, err := sql.Open(b.Context(), dir, sql.Settings{}); err == nil {
		defer w.Close()
		s, release := w.Hold()
		defer release()
		if s.Info().Reports == reports {
			return dir
		}
	}
	os.RemoveAll(dir)
	batch, err := sql.Begin(b.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer batch.Close()
	made := 0
	for r := range filings(reports) {
		sum := sha256.Sum256([]byte(fmt.Sprint(r.Region.Code, r.Organ.Name, r.Year)))
		r.Source.Path, r.Source.SHA256, r.Source.Format = fmt.Sprintf("%s-%d.html", r.Organ.Name, r.Year), hex.EncodeToString(sum[:]), "html"
		kept, err := batch.Add(b.Context(), r, nil)
		if err != nil {
			b.Fatal(err)
		}
		if kept.Outcome == sql.New {
			made++
		}
		if made == reports {
			break
		}
	}
	info, err := batch.Publish(b.Context())
	if err != nil || info.Reports != reports {
		b.Fatalf("%+v, %v", info, err)
	}
	return dir
}

// filings are reports of eight years each: of governments, then of departments, then of departments
// of these. Past a hundred thousand an office has the figures of another of a few hundred, because
// making them takes long.
func filings(reports int) iter.Seq[report.Report] {
	const few, kinds = 100_000, 500
	return func(yield func(report.Report) bool) {
		var histories [][]report.Report
		for n, office := range filers() {
			if reports <= few || len(histories) < kinds {
				histories = append(histories, synth.Reports(1, synth.Office{Region: office.Region}, synth.FirstYear, lastFiling))
			}
			history := histories[n*37%len(histories)]
			if reports <= few {
				history = synth.Reports(1, office, synth.FirstYear, lastFiling)
			}
			for _, r := range history {
				if name(&r, office) && !yield(r) {
					return
				}
			}
		}
	}
}

const lastFiling = synth.FirstYear + 7

// filers are the offices of the country, and then departments of these, without end.
func filers() iter.Seq2[int, synth.Office] {
	return func(yield func(int, synth.Office) bool) {
		known := synth.Offices(1_000_000)
		for n := 0; ; n++ {
			office := known[n%len(known)]
			if round := n / len(known); round > 0 {
				office.Department += fmt.Sprintf("第%d分局", round)
			}
			if !yield(n, office) {
				return
			}
		}
	}
}

// name makes a report that of an office; false if its region was not in force.
func name(r *report.Report, office synth.Office) bool {
	region, ok := report.RegionAt(office.Region, r.Year)
	r.Region, r.Organ = region, report.Organ{Kind: report.Government, Name: region.Name + "人民政府"}
	if office.Department != "" {
		r.Organ = report.Organ{Kind: report.Department, Name: region.Name + office.Department}
	}
	r.Title = fmt.Sprint(r.Organ.Name, r.Year, "年政府信息公开工作年度报告")
	return ok
}

// copyData is the data folder again, for a benchmark that adds to it.
func copyData(b *testing.B, dir string) string {
	b.Helper()
	to := b.TempDir()
	if err := os.CopyFS(filepath.Join(to, "snapshots"), os.DirFS(filepath.Join(dir, "snapshots"))); err != nil {
		b.Fatal(err)
	}
	current, err := os.ReadFile(filepath.Join(dir, "CURRENT"))
	if err == nil {
		err = os.WriteFile(filepath.Join(to, "CURRENT"), current, 0o644)
	}
	if err != nil {
		b.Fatal(err)
	}
	return to
}

// addOne publishes a snapshot with one report more.
func addOne(ctx context.Context, dir string, n int) error {
	batch, err := sql.Begin(ctx, dir, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer batch.Close()
	r := synth.Luancheng()
	r.Year, r.Cells[0].Text = 2040+n, fmt.Sprint(n)
	document := []byte(fmt.Sprint("another ", n))
	sum := sha256.Sum256(document)
	r.Source.Path, r.Source.SHA256, r.Source.Format = fmt.Sprintf("%d.html", n), hex.EncodeToString(sum[:]), "html"
	if _, err := batch.Add(ctx, r, document); err != nil {
		return err
	}
	_, err = batch.Publish(ctx)
	return err
}
