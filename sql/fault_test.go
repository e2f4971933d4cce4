package sql_test

import (
	"fmt"
	"iter"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// TestABatchAmongManyReaders has another process publish an eighth more reports while 64 readers ask in
// this one, as ingest does beside serve. Every answer is of one snapshot, the one before or the one
// after. GONGKAI_BENCH_REPORTS says how many reports there are at first: 24000 is what a nation's
// counties publish in eight years.
func TestABatchAmongManyReaders(t *testing.T) {
	n := atFirst()
	const readers = 64
	dir := t.TempDir()
	b := begin(t, dir)
	wants := map[int]int64{} // the sum of requests received by how many reports there are
	var sum int64
	at := 0
	for r := range numberedCounties(t, n+n/8) {
		at++
		for _, c := range r.Cells {
			if c.Ref() == mainCell("received") && c.State == report.Numeric {
				whole, _ := c.Value.Whole()
				sum += whole
			}
		}
		if at > n {
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
	b.Close()
	child := exec.Command(os.Args[0], "-test.run=^TestMoreReports$", "-test.v")
	child.Env = append(os.Environ(), moreFolder+"="+dir)
	said, err := child.CombinedOutput()
	_, published, told := strings.Cut(string(said), "published ")
	if err != nil || !told {
		t.Fatalf("%s %v", said, err)
	}
	if _, err := w.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	for was := after.Load(); after.Load() < was+2*readers && !t.Failed(); {
		time.Sleep(time.Millisecond)
	}
	close(stop)
	asking.Wait()
	published, _, _ = strings.Cut(published, "\n")
	t.Logf("%s, while %d questions were answered", published, asked.Load())
}

const moreFolder = "GONGKAI_TEST_MORE"

// TestMoreReports is what the test above runs in a process of its own.
func TestMoreReports(t *testing.T) {
	dir := os.Getenv(moreFolder)
	if dir == "" {
		t.Skip("runs only as the child of another test")
	}
	n, at := atFirst(), 0
	b := begin(t, dir)
	for r := range numberedCounties(t, n+n/8) {
		if at++; at <= n {
			continue
		}
		if _, err := b.Add(t.Context(), r, nil); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	publish(t, b)
	fmt.Printf("published %d reports beside %d in %s\n", n/8, n, time.Since(began))
}

func atFirst() int {
	n := 400
	if s := os.Getenv("GONGKAI_BENCH_REPORTS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	return n
}

// numberedCounties are counties, each with a document of its own.
func numberedCounties(t *testing.T, n int) iter.Seq[report.Report] {
	return func(yield func(report.Report) bool) {
		at := 0
		for r := range counties(t, n) {
			document(&r, fmt.Sprint("document ", at))
			if at++; !yield(r) {
				return
			}
		}
	}
}
