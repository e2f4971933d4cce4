package sql_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/sql"
)

// four publishes as many snapshots; the nth says n requests were received.
func four(t testing.TB) (dir string, ids []string) {
	dir = t.TempDir()
	for _, n := range []string{"1", "2", "3", "4"} {
		ids = append(ids, load(t, dir, received(t, "130111", 2023, n)).ID)
	}
	return dir, ids
}

// listed is a line for each snapshot: how many documents it knows, and its standing.
func listed(t testing.TB, dir string) (lines []string) {
	t.Helper()
	all, err := sql.Snapshots(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		line := p.ID[:6]
		if p.Current {
			line += " current"
		}
		if p.Held {
			line += " held"
		}
		if p.Fault != nil {
			line += " fault"
		}
		if file, err := os.Stat(filepath.Join(dir, "snapshots", p.ID+".duckdb")); err == nil && (file.Size() != p.Size || p.Documents == 0) {
			t.Errorf("%+v", p)
		}
		lines = append(lines, line)
	}
	return lines
}

func wantListed(t testing.TB, dir string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, listed(t, dir)); diff != "" {
		t.Errorf("snapshots (-want +got):\n%s", diff)
	}
}

func TestRollback(t *testing.T) {
	dir, ids := four(t)
	w := open(t, dir)
	wantListed(t, dir, "000004 current held", "000003", "000002", "000001")
	for _, c := range []struct{ name, id, says, before string }{
		{"the one before", "", "3", ids[3]},
		{"an older one by its number", "2", "2", ids[2]},
		{"forward again by its name", ids[3], "4", ids[1]},
		{"the first by the beginning of its name", "000001", "1", ids[3]},
	} {
		before, now, err := sql.Rollback(dir, c.id, nil)
		if err != nil || before.ID != c.before {
			t.Fatalf("%s: from %s, %v, want %s", c.name, before.ID, err, c.before)
		}
		if changed, err := w.Refresh(t.Context()); !changed || err != nil {
			t.Fatalf("%s: a server: %v %v", c.name, changed, err)
		}
		s := hold(t, w)
		if got := value(t, s, "130111-2023"); got != c.says || s.Info().ID != now.ID {
			t.Errorf("%s: %s says %s, want %s", c.name, s.Info().ID, got, c.says)
		}
	}
	for name, id := range map[string]string{"before the first": "", "no such": "999", "several": "0000"} {
		if _, _, err := sql.Rollback(dir, id, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, _, err := sql.Rollback(t.TempDir(), "", nil); !errors.Is(err, sql.ErrNoData) {
		t.Errorf("nothing there: %v", err)
	}

	next := load(t, dir, received(t, "130102", 2023, "9"))
	if got := value(t, hold(t, open(t, dir)), "130111-2023"); got != "1" || next.ID[:6] != "000005" {
		t.Errorf("the next ingest, %s, builds on %s", next.ID, got)
	}
}

func TestADamagedSnapshotCannotBeRolledBackTo(t *testing.T) {
	dir, ids := four(t)
	path := filepath.Join(dir, "snapshots", ids[1]+".duckdb")
	bytes, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)/2] ^= 1
	if err := os.WriteFile(path, bytes, 0o644); err != nil {
		t.Fatal(err)
	}
	remove(t, filepath.Join(dir, "snapshots", ids[2]+".duckdb"))
	wantListed(t, dir, "000004 current", "000003 fault", "000002", "000001")
	for _, id := range ids[1:3] {
		if _, _, err := sql.Rollback(dir, id, nil); !errors.Is(err, sql.ErrDamaged) {
			t.Errorf("%s: %v", id, err)
		}
	}
	wantListed(t, dir, "000004 current", "000003 fault", "000002", "000001")
}

func TestPrune(t *testing.T) {
	made, _ := four(t)
	for _, c := range []struct {
		name    string
		keep    int
		current string // rolled back to
		serve   string // held
		left    []string
	}{
		{"all but two", 2, "4", "4", []string{"000004 current", "000003"}},
		{"as many as it can", 0, "4", "4", []string{"000004 current"}},
		{"never the current one", 1, "2", "2", []string{"000004", "000002 current"}},
		{"never one that is served", 1, "4", "2", []string{"000004 current", "000002"}},
		{"fewer than there are to keep", 9, "4", "4", []string{"000004 current", "000003", "000002", "000001"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(made)); err != nil {
				t.Fatal(err)
			}
			if _, _, err := sql.Rollback(dir, c.current, nil); err != nil {
				t.Fatal(err)
			}
			w, err := sql.OpenSnapshot(t.Context(), dir, c.serve, sql.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			removed, spared, err := sql.Prune(dir, c.keep, nil)
			if err != nil || len(removed) != 4-len(c.left) || len(spared) != 0 && c.serve == c.current {
				t.Errorf("removed %d, spared %v, %v", len(removed), spared, err)
			}
			s, release := w.Hold()
			if got := value(t, s, "130111-2023"); got != c.serve {
				t.Errorf("the server says %s, want %s", got, c.serve)
			}
			release()
			if changed, err := w.Refresh(t.Context()); changed || err != nil {
				t.Errorf("a fixed warehouse changed: %v, %v", changed, err)
			}
			w.Close()
			wantListed(t, dir, c.left...)
			files, _ := os.ReadDir(filepath.Join(dir, "snapshots"))
			if len(files) > 3*len(c.left) {
				t.Errorf("%d files are left", len(files))
			}
			if got := value(t, hold(t, open(t, dir)), "130111-2023"); got != c.current {
				t.Errorf("the current one says %s, want %s", got, c.current)
			}
		})
	}
}

func TestPruneAndRollbackWaitForNoIngest(t *testing.T) {
	dir, _ := four(t)
	b := begin(t, dir)
	if _, _, err := sql.Prune(dir, 1, nil); !errors.Is(err, sql.ErrBusy) {
		t.Errorf("prune: %v", err)
	}
	if _, _, err := sql.Rollback(dir, "", nil); !errors.Is(err, sql.ErrBusy) {
		t.Errorf("rollback: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	wantListed(t, dir, "000004 current", "000003", "000002", "000001")
}
