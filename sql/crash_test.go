package sql_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gongkai/gongkai/sql"
)

// The folder a child process works in, and how large its files may grow; see TestChild.
const (
	childFolder = "GONGKAI_TEST_FOLDER"
	childLimit  = "GONGKAI_TEST_LIMIT"
)

var five = []string{"130102", "130104", "130105", "130107", "130111"}

// wave publishes one batch: a report of each of the five for the year after the last, all with
// that year as their figure.
func wave(t testing.TB, dir string) (sql.Info, error) {
	year := 2001
	w, err := sql.Open(t.Context(), dir, sql.Settings{})
	switch {
	case err == nil:
		s, release := w.Hold()
		year += len(s.Info().Years)
		release()
		w.Close()
	case !errors.Is(err, sql.ErrNoData):
		return sql.Info{}, err
	}
	b, err := sql.Begin(t.Context(), dir, nil)
	if err != nil {
		return sql.Info{}, err
	}
	defer b.Close()
	for _, code := range five {
		r := received(t, code, 2020, fmt.Sprint(year))
		r.Year = year
		bytes := document(&r, fmt.Sprint(code, year))
		if _, err := b.Add(t.Context(), r, bytes); err != nil {
			return sql.Info{}, err
		}
	}
	return b.Publish(t.Context())
}

// whole makes sure that the folder holds whole waves only, and gives the current id.
func whole(t testing.TB, dir string) string {
	t.Helper()
	w, err := sql.Open(t.Context(), dir, sql.Settings{})
	if errors.Is(err, sql.ErrNoData) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	s, release := w.Hold()
	defer release()
	if info := s.Info(); info.Reports != 5*len(info.Years) || info.Documents != info.Reports {
		t.Fatalf("a torn snapshot: %+v", info)
	}
	a, err := s.Aggregate(t.Context(), sql.AggregateQuery{Indicators: indicators(t, "REQUESTS_RECEIVED"), By: []sql.Dimension{sql.ByYear}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range a.Rows {
		if got, want := r.Values[0].Value.String(), fmt.Sprint(5**r.Year); got != want {
			t.Fatalf("%d: %s, want %s", *r.Year, got, want)
		}
		for _, code := range five {
			file, _, err := w.Source(hashOf(fmt.Sprint(code, *r.Year)))
			if err != nil {
				t.Fatal(err)
			}
			file.Close()
		}
	}
	return s.Info().ID
}

// TestChild is what the tests of this file run in a process of their own, to be killed or starved.
func TestChild(t *testing.T) {
	dir := os.Getenv(childFolder)
	if dir == "" {
		t.Skip("runs only as the child of another test")
	}
	if limit := os.Getenv(childLimit); limit != "" {
		var n uint64
		if _, err := fmt.Sscan(limit, &n); err != nil {
			t.Fatal(err)
		}
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			t.Fatal(err)
		}
		_, err := wave(t, dir)
		fmt.Println("outcome:", err)
		return
	}
	for {
		info, err := wave(t, dir)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("published", info.ID)
	}
}

func childCommand(dir string, env ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.v")
	c.Env = append(append(os.Environ(), childFolder+"="+dir), env...)
	return c
}

func TestKilledAtAnyInstantTheLastSnapshotStands(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(1, 3))
	last := ""
	for run := range 20 {
		c := childCommand(dir)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		// The moment is counted from the first publication, so that slow machines are killed, too.
		lines := bufio.NewScanner(out)
		said := make(chan string, 1000)
		go func() {
			defer close(said)
			for lines.Scan() {
				if id, ok := strings.CutPrefix(lines.Text(), "published "); ok {
					said <- id
				}
			}
		}()
		if run > 0 {
			last = <-said
		}
		time.AfterFunc(time.Duration(random.IntN(400))*time.Millisecond, func() { c.Process.Kill() })
		for id := range said {
			last = id
		}
		if err := c.Wait(); err == nil {
			t.Fatal("the child ended by itself")
		}
		if now := whole(t, dir); now < last {
			t.Fatalf("run %d: %s is current although %s had been published", run, now, last)
		}
	}
	if last == "" {
		t.Fatal("nothing was ever published")
	}
	if _, err := wave(t, dir); err != nil {
		t.Fatal(err)
	}
	id := whole(t, dir)
	for _, file := range tree(t, dir) {
		if strings.HasPrefix(file, "work") || strings.HasSuffix(file, ".new") || strings.HasSuffix(file, ".wal") {
			t.Errorf("not swept: %s", file)
		}
		if name := filepath.Base(file); strings.HasSuffix(name, ".duckdb") && name > id+".duckdb" {
			t.Errorf("never published, and not swept: %s", file)
		}
	}
}

func TestAFullDisk(t *testing.T) {
	dir := t.TempDir()
	if _, err := wave(t, dir); err != nil {
		t.Fatal(err)
	}
	before := whole(t, dir)
	info, err := os.Stat(filepath.Join(dir, "snapshots", before+".duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	// A limit to the size of files fails writes as a full disk does, at whatever place they reach.
	for _, c := range []struct {
		name, dir, before string
		limit             int64
	}{
		{"at the lock", dir, before, 10},
		{"at the copy", dir, before, info.Size() - 1},
		{"in the engine", t.TempDir(), "", info.Size() / 4},
		{"at the end of the engine's work", t.TempDir(), "", info.Size() - 1},
	} {
		out, err := childCommand(c.dir, fmt.Sprint(childLimit, "=", c.limit)).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", c.name, err, out)
		}
		_, outcome, _ := strings.Cut(string(out), "outcome: ")
		if !strings.Contains(strings.ToLower(outcome), "file too large") || !strings.Contains(outcome, c.dir) {
			t.Errorf("%s: the error does not say what and where: %s", c.name, outcome)
		}
		if now := whole(t, c.dir); now != c.before {
			t.Errorf("%s: %q is current, want %q", c.name, now, c.before)
		}
	}
	if _, err := wave(t, dir); err != nil {
		t.Errorf("with room again: %v", err)
	}
	whole(t, dir)
}
