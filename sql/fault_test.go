package sql_test

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// TestABatchAmongManyReaders publishes an eighth more reports while 64 readers ask. Every answer is of
// one snapshot, the one before or the one after. GONGKAI_BENCH_REPORTS says how many reports there are
// at first: 24000 is what a nation's counties publish in eight years.
func TestABatchAmongManyReaders(t *testing.T) {
	n := 400
	if s := os.Getenv("GONGKAI_BENCH_REPORTS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	const readers = 64
	dir := t.TempDir()
	b := begin(t, dir)
	var more []report.Report
	wants := map[int]int64{} // the sum of requests received by how many reports there are
	var sum int64
	at := 0
	for r := range counties(t, n+n/8) {
		document(&r, fmt.Sprint("document ", at))
		at++
		for _, c := range r.Cells {
			if c.Ref() == mainCell("received") && c.State == report.Numeric {
				whole, _ := c.Value.Whole()
				sum += whole
			}
		}
		if at > n {
			more = append(more, r)
			continue
		}
		wants[n] = sum
		if _, err := b.Add(t.Context(), r, nil); err != nil {
			t.Fatal(err)
		}
	}
	wants[n+n/8] = sum
	publish(t, b)
	w := open(t, dir)

	question := sql.AggregateQuery{Indicators: indicators(t, "REQUESTS_RECEIVED"), By: []sql.Dimension{sql.ByYear, sql.ByOrganKind},
		Scope: sql.Scope{Level: report.County, OrganKinds: []report.OrganKind{report.Government, report.Department}}}
	var asked, after atomic.Int64
	var asking sync.WaitGroup
	stop := make(chan struct{})
	for range readers {
		asking.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				s, release := w.Hold()
				reports := s.Info().Reports
				a, err := s.Aggregate(t.Context(), question)
				var got int64
				counted := 0
				for _, row := range a.Rows {
					v := row.Values[0]
					counted += v.Reports + v.Missing
					if v.Value != nil {
						whole, _ := v.Value.Whole()
						got += whole
					}
				}
				release()
				// A missing total is the sum of its parts: no report is left out, but the sum may be more.
				if err != nil || counted != reports || got < wants[reports] || wants[reports] == 0 {
					t.Errorf("of %d reports: %d that count, sum %d, want at least %d, %v", reports, counted, got, wants[reports], err)
					return
				}
				asked.Add(1)
				if reports > n {
					after.Add(1)
				}
			}
		})
	}
	b = begin(t, dir)
	for _, r := range more {
		if _, err := b.Add(t.Context(), r, nil); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	publish(t, b)
	published := time.Since(began)
	if _, err := w.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	for was := after.Load(); after.Load() < was+2*readers && !t.Failed(); {
		time.Sleep(time.Millisecond)
	}
	close(stop)
	asking.Wait()
	t.Logf("%d reports added to %d were published in %s, while %d questions were answered", len(more), n, published, asked.Load())
}
