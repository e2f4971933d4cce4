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

// filings are reports of governments, eight years of each, then of departments. Past a hundred
// thousand the figures are those of others again, moved on, because making them takes long; so many
// years stand in for offices that the country has and the code book does not.
func filings(reports int) iter.Seq[report.Report] {
	const few = 100_000
	from, to := synth.FirstYear, synth.FirstYear+7
	all := synth.Offices(1_000_000)
	if reports > few {
		to = from + reports/len(all) + 1
	}
	return func(yield func(report.Report) bool) {
		var figures []report.Report
		for n, office := range all {
			if reports <= few || len(figures) < few/10 {
				made := synth.Reports(1, office, from, min(to, from+7))
				if figures = append(figures, made...); reports <= few {
					for _, r := range made {
						if !yield(r) {
							return
						}
					}
					continue
				}
			}
			for year := from; year <= to; year++ {
				region, ok := report.RegionAt(office.Region, year)
				if !ok {
					continue
				}
				r := figures[(n*37+year*101)%len(figures)]
				r.Region, r.Year = region, year
				r.Organ = report.Organ{Kind: report.Government, Name: region.Name + "人民政府"}
				if office.Department != "" {
					r.Organ = report.Organ{Kind: report.Department, Name: region.Name + office.Department}
				}
				if !yield(r) {
					return
				}
			}
		}
	}
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
