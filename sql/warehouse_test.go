package sql_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gongkai/gongkai/sql"
)

func TestSwapsUnderReaders(t *testing.T) {
	dir := t.TempDir()
	publishAll := func(n int) sql.Info {
		b := begin(t, dir)
		for _, code := range five {
			add(t, b, received(t, code, 2023, fmt.Sprint(n)), fmt.Sprint(code, n))
		}
		return publish(t, b)
	}
	publishAll(1)
	w := open(t, dir)
	sum := func(s *sql.Snapshot) (string, error) {
		a, err := s.Aggregate(t.Context(), sql.AggregateQuery{Indicators: indicators(t, "REQUESTS_RECEIVED")})
		if err != nil {
			return "", err
		}
		return a.Rows[0].Values[0].Value.String(), nil
	}
	var asked atomic.Int64
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 8 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				s, release := w.Hold()
				first, err := sum(s)
				second, again := sum(s)
				held := s.Info().ID
				release()
				var n int
				fmt.Sscan(first, &n)
				if err != nil || again != nil || first != second || n == 0 || n%5 != 0 || !strings.HasPrefix(held, fmt.Sprintf("%06d-", n/5)) {
					t.Errorf("snapshot %s: %s then %s, %v, %v", held, first, second, err, again)
					return
				}
				asked.Add(1)
			}
		})
	}
	for n := 2; n <= 10; n++ {
		publishAll(n)
		for was := asked.Load(); asked.Load() < was+16 && !t.Failed(); {
			if _, err := w.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	close(stop)
	readers.Wait()
	if got, err := sum(hold(t, w)); got != "50" || err != nil {
		t.Errorf("at last: %s, %v", got, err)
	}
}

func TestAHeldSnapshotOutlivesTheWarehouse(t *testing.T) {
	dir := t.TempDir()
	load(t, dir, received(t, "130111", 2023, "7"))
	w := open(t, dir)
	s, release := w.Hold()
	load(t, dir, received(t, "130102", 2023, "8"))
	if changed, err := w.Refresh(t.Context()); !changed || err != nil {
		t.Fatal(changed, err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := value(t, s, "130111-2023"); got != "7" {
		t.Errorf("after the swap and the end: %s", got)
	}
	release()
	release() // a second release does nothing
	if _, err := s.Reports(t.Context(), sql.ReportFilter{}, sql.Page{}); err == nil {
		t.Error("the snapshot was not closed with its last holder")
	}
}

func TestARefreshThatFailsKeepsTheOldSnapshot(t *testing.T) {
	dir := t.TempDir()
	load(t, dir, received(t, "130111", 2023, "7"))
	w := open(t, dir)
	next := load(t, dir, received(t, "130102", 2023, "8"))
	path := filepath.Join(dir, "snapshots", next.ID+".duckdb")
	bytes, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)-100] ^= 0xff
	if err := os.WriteFile(path, bytes, 0o644); err != nil {
		t.Fatal(err)
	}
	if changed, err := w.Refresh(t.Context()); changed || !errors.Is(err, sql.ErrDamaged) {
		t.Errorf("changed %v, %v", changed, err)
	}
	if got := value(t, hold(t, w), "130111-2023"); got != "7" {
		t.Errorf("got %s", got)
	}
}

func TestFollowPicksUpWhatIsPublished(t *testing.T) {
	dir := t.TempDir()
	load(t, dir, received(t, "130111", 2023, "7"))
	w := open(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { w.Follow(ctx); close(ended) }()
	next := load(t, dir, received(t, "130102", 2023, "8"))
	for deadline := time.Now().Add(time.Minute); ; {
		s, release := w.Hold()
		id := s.Info().ID
		release()
		if id == next.ID {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("still serving %s", id)
		}
	}
	cancel()
	<-ended
}

func TestACancelledQuestionSaysSo(t *testing.T) {
	dir := t.TempDir()
	load(t, dir, received(t, "130111", 2023, "7"))
	s := hold(t, open(t, dir))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Aggregate(ctx, sql.AggregateQuery{Indicators: indicators(t, "REQUESTS_RECEIVED")}); !errors.Is(err, context.Canceled) {
		t.Errorf("aggregate: %v", err)
	}
	if _, err := s.Cells(ctx, []string{"130111-2023"}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cells: %v", err)
	}
}
