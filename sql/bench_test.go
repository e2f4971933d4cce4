package sql_test

import (
	stdsql "database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// counties makes n reports of counties over seven years whose sums hold, every twentieth with
// missing totals.
func counties(t testing.TB, n int) func(yield func(report.Report) bool) {
	const years = 7
	return func(yield func(report.Report) bool) {
		random := rand.New(rand.NewPCG(1, 2))
		var codes []string
		for _, r := range report.Regions() {
			if r.Level == report.County && r.In(2019) && r.In(2025) {
				codes = append(codes, r.Code)
			}
		}
		for i := range n {
			code, year := codes[i/years%len(codes)], 2019+i%years
			e := report.E2021
			if year < 2021 {
				e = report.E2019
			}
			r := government(t, code, year, e, nil)
			// More reports than counties and years: the rest are of departments.
			if nth := i / years / len(codes); nth > 0 {
				r.Organ = report.Organ{Kind: report.Department, Name: fmt.Sprintf("第%d局", nth)}
			}
			for j := range r.Cells {
				r.Cells[j].State, r.Cells[j].Value = report.Numeric, report.Count(int64(random.ExpFloat64()*6))
				r.Cells[j].Text = r.Cells[j].Value.String()
				r.Cells[j].Place.Offset += int64(random.IntN(20) + j*20)
			}
			addUp(r)
			for j := range r.Cells {
				if i%20 == 0 && r.Cells[j].Column == report.Total {
					r.Cells[j].State, r.Cells[j].Value, r.Cells[j].Text = report.Blank, report.Number{}, ""
				} else if r.Cells[j].State == report.Numeric {
					r.Cells[j].Text = r.Cells[j].Value.String()
				}
			}
			if !yield(r) {
				return
			}
		}
	}
}

// filled is a data folder with n reports, made once a run.
func filled(b *testing.B, n int) string {
	folders.Lock()
	defer folders.Unlock()
	if dir, ok := folders.made[n]; ok {
		return dir
	}
	dir, err := os.MkdirTemp("", "gongkai-bench")
	if err != nil {
		b.Fatal(err)
	}
	batch := begin(b, dir)
	i := 0
	for r := range counties(b, n) {
		i++
		document(&r, fmt.Sprint("document ", i))
		if _, err := batch.Add(b.Context(), r, nil); err != nil {
			b.Fatal(err)
		}
	}
	publish(b, batch)
	folders.made[n] = dir
	return dir
}

var folders = struct {
	sync.Mutex
	made map[int]string
}{made: map[int]string{}}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range folders.made {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

func BenchmarkAdd(b *testing.B) {
	batch := begin(b, b.TempDir())
	i := 0
	b.ResetTimer()
	b.StopTimer()
	for r := range counties(b, b.N) {
		i++
		document(&r, fmt.Sprint("document ", i))
		b.StartTimer()
		if _, err := batch.Add(b.Context(), r, nil); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

func BenchmarkPublish(b *testing.B) {
	for range b.N {
		dir := b.TempDir()
		b.StopTimer()
		batch := begin(b, dir)
		i := 0
		for r := range counties(b, 24_000) {
			i++
			document(&r, fmt.Sprint("document ", i))
			if _, err := batch.Add(b.Context(), r, nil); err != nil {
				b.Fatal(err)
			}
		}
		b.StartTimer()
		publish(b, batch)
	}
}

func BenchmarkAggregate(b *testing.B) {
	for _, n := range []int{1_400, 24_000} {
		dir := filled(b, n)
		w := open(b, dir)
		s := hold(b, w)
		files, err := filepath.Glob(filepath.Join(dir, "snapshots", "*.duckdb"))
		if err != nil || len(files) != 1 {
			b.Fatal(files, err)
		}
		info, _ := os.Stat(files[0])
		for _, c := range []struct {
			name       string
			indicators []report.Indicator
			by         []sql.Dimension
			bare       string
		}{
			{"rate by year", indicators(b, "DISCLOSURE_RATE"), []sql.Dimension{sql.ByYear},
				`SELECT year, sum(granted__total + partly_granted__total), sum(total__total), count(*) FROM report
				 WHERE latest AND organ_kind = 'GOVERNMENT' AND level = 'COUNTY' AND granted__total + partly_granted__total + total__total IS NOT NULL GROUP BY year ORDER BY year`},
			{"share by province and year", indicators(b, "NOT_HELD_SHARE"), []sql.Dimension{sql.ByProvince, sql.ByYear},
				`SELECT province_code, year, sum(unable_not_held__total), sum(total__total), count(*) FROM report
				 WHERE latest AND organ_kind = 'GOVERNMENT' AND level = 'COUNTY' AND unable_not_held__total + total__total IS NOT NULL GROUP BY province_code, year ORDER BY province_code, year`},
			{"all indicators by year", report.Indicators(), []sql.Dimension{sql.ByYear}, ""},
		} {
			name := fmt.Sprintf("%d/%s", n, c.name)
			b.Run(name+"/aggregate", func(b *testing.B) {
				for range b.N {
					a, err := s.Aggregate(b.Context(), sql.AggregateQuery{Indicators: c.indicators, By: c.by, Scope: sql.Scope{Level: report.County}})
					if err != nil || len(a.Rows) == 0 {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(info.Size())/(1<<20), "MiB")
			})
			if c.bare == "" {
				continue
			}
			b.Run(name+"/bare", func(b *testing.B) { bare(b, files[0], c.bare) })
		}
	}
}

func bare(b *testing.B, path, text string) {
	db, err := stdsql.Open("duckdb", path+"?access_mode=READ_ONLY")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for range b.N {
		rows, err := db.QueryContext(b.Context(), text)
		if err != nil {
			b.Fatal(err)
		}
		names, _ := rows.Columns()
		row, slots := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			slots[i] = &row[i]
		}
		for rows.Next() {
			if err := rows.Scan(slots...); err != nil {
				b.Fatal(err)
			}
		}
		if err := rows.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCells(b *testing.B) {
	s := hold(b, open(b, filled(b, 24_000)))
	page, err := s.Reports(b.Context(), sql.ReportFilter{}, sql.Page{})
	if err != nil {
		b.Fatal(err)
	}
	ids := make([]string, len(page.Nodes))
	for i, r := range page.Nodes {
		ids[i] = r.ID
	}
	for _, n := range []int{1, 50} {
		b.Run(fmt.Sprint(n, " reports"), func(b *testing.B) {
			for range b.N {
				cells, err := s.Cells(b.Context(), ids[:n], nil)
				if err != nil || len(cells) != n {
					b.Fatal(len(cells), err)
				}
			}
		})
	}
}
