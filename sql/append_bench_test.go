package sql_test

import (
	stdsql "database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// BenchmarkAppend loads figures alone through the path that every document takes, and publishes them.
// It tells how many reports a second are added by 64 goroutines a core, how long publishing takes, and how large the wide table
// and the whole file are. GONGKAI_BENCH_REPORTS=1800000 makes a nation of them: 257,000 organs over
// seven years. The figures are made up as a generator of offices does: their sums hold and one year
// leads to the next, but for what offices get wrong, or the ledger would be larger than the figures.
//
//	GONGKAI_BENCH_REPORTS=1800000 go test -run '^$' -bench Append -benchtime 1x -timeout 1h ./sql
func BenchmarkAppend(b *testing.B) {
	n := 24_000
	if s := os.Getenv("GONGKAI_BENCH_REPORTS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	kinds := figuresAlone(300)
	for b.Loop() {
		dir := b.TempDir()
		batch := begin(b, dir)
		var adding time.Duration
		for first := 0; first < n; first += len(kinds) {
			some := kinds[:min(len(kinds), n-first)]
			for i := range some {
				another(&some[i], first/len(kinds), first+i)
			}
			began := time.Now()
			addAll(b, batch, some)
			adding += time.Since(began)
		}
		began := time.Now()
		publish(b, batch)
		b.ReportMetric(float64(n)/adding.Seconds(), "reports/s")
		b.ReportMetric(time.Since(began).Seconds(), "s/publish")
		size(b, dir)
	}
}

// addAll adds from many goroutines: while the engine writes what one of them handed over, the others make
// theirs ready.
func addAll(b *testing.B, batch *sql.Batch, reports []report.Report) {
	var adders errgroup.Group
	many := 64 * runtime.GOMAXPROCS(0)
	for n := range many {
		adders.Go(func() error {
			for i := n; i < len(reports); i += many {
				if _, err := batch.Add(b.Context(), reports[i], nil); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := adders.Wait(); err != nil {
		b.Fatal(err)
	}
}

// figuresAlone are the reports of n offices over seven years, without texts and places.
func figuresAlone(n int) (reports []report.Report) {
	for _, office := range synth.Offices(8_000)[8_000-n:] {
		for _, r := range synth.Reports(1, office, 2019, 2025) {
			for i := range r.Cells {
				r.Cells[i].Text, r.Cells[i].Place = "", report.Place{}
				if r.Cells[i].State == report.Numeric {
					r.Cells[i].Text = r.Cells[i].Value.String()
				}
			}
			r.Parts, r.Facts, r.Findings = nil, nil, nil
			reports = append(reports, r)
		}
	}
	return reports
}

// another makes a report that of the nth office of its kind; document is the number of its document.
func another(r *report.Report, n, no int) {
	r.Organ = report.Organ{Kind: report.Department, Name: "第" + strconv.Itoa(n+1) + "局"}
	document(r, "document "+strconv.Itoa(no))
	r.Source.Path = fmt.Sprint("reports/", no, ".html")
}

// size reports what the wide table and the whole snapshot weigh.
func size(b *testing.B, dir string) {
	files, err := filepath.Glob(filepath.Join(dir, "snapshots", "*.duckdb"))
	if err != nil || len(files) != 1 {
		b.Fatal(files, err)
	}
	info, err := os.Stat(files[0])
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/(1<<20), "MiB")
	db, err := stdsql.Open("duckdb", files[0]+"?access_mode=READ_ONLY")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var blocks int64
	err = db.QueryRowContext(b.Context(), "SELECT count(DISTINCT block_id) FROM pragma_storage_info('report') WHERE block_id >= 0").Scan(&blocks)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(blocks)/4, "MiB-wide") // blocks are 256 KiB
}
