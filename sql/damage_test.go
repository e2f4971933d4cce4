package sql_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/sql"
)

func TestDamage(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, dir string, last sql.Info)
		is     error
		says   string // what to do; FIRST is the older snapshot
	}{
		{"a flipped byte", func(t *testing.T, dir string, last sql.Info) {
			path := filepath.Join(dir, "snapshots", last.ID+".duckdb")
			bytes, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			bytes[len(bytes)/2] ^= 1
			if err := os.WriteFile(path, bytes, 0o644); err != nil {
				t.Fatal(err)
			}
		}, sql.ErrDamaged, "snapshot FIRST is whole"},
		{"a cut file", func(t *testing.T, dir string, last sql.Info) {
			if err := os.Truncate(filepath.Join(dir, "snapshots", last.ID+".duckdb"), 5000); err != nil {
				t.Fatal(err)
			}
		}, sql.ErrDamaged, "snapshot FIRST is whole"},
		{"no file", func(t *testing.T, dir string, last sql.Info) {
			remove(t, filepath.Join(dir, "snapshots", last.ID+".duckdb"))
		}, sql.ErrDamaged, "snapshot FIRST is whole"},
		{"no manifest", func(t *testing.T, dir string, last sql.Info) {
			remove(t, filepath.Join(dir, "snapshots", last.ID+".json"))
		}, sql.ErrDamaged, "snapshot FIRST is whole"},
		{"no CURRENT", func(t *testing.T, dir string, last sql.Info) {
			remove(t, filepath.Join(dir, "CURRENT"))
		}, sql.ErrDamaged, "gongkai snapshots rollback"},
		{"a foreign CURRENT", func(t *testing.T, dir string, last sql.Info) {
			if err := os.WriteFile(filepath.Join(dir, "CURRENT"), []byte("../../etc/passwd\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, sql.ErrDamaged, "does not name a snapshot"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			first := load(t, dir, received(t, "130111", 2022, "7"))
			last := load(t, dir, received(t, "130111", 2023, "8"))
			if s := hold(t, open(t, dir)); s.Info().ID != last.ID {
				t.Fatalf("opened %s, want %s", s.Info().ID, last.ID)
			}
			c.damage(t, dir, last)
			says := strings.ReplaceAll(c.says, "FIRST", first.ID)
			_, err := sql.Open(t.Context(), dir, sql.Settings{})
			if !errors.Is(err, c.is) || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), dir) {
				t.Errorf("open: %v", err)
			}
			if _, err := sql.Begin(t.Context(), dir, nil); !errors.Is(err, c.is) || !strings.Contains(err.Error(), says) {
				t.Errorf("begin: %v", err)
			}
			if _, now, err := sql.Rollback(dir, first.ID, nil); err != nil || now.ID != first.ID {
				t.Fatalf("roll back: %+v, %v", now, err)
			}
			if got := value(t, hold(t, open(t, dir)), "130111-2022"); got != "7" {
				t.Errorf("after going back: %s", got)
			}
		})
	}
	t.Run("nothing there", func(t *testing.T) {
		if _, err := sql.Open(t.Context(), t.TempDir(), sql.Settings{}); !errors.Is(err, sql.ErrNoData) || !strings.Contains(err.Error(), "gongkai ingest") {
			t.Errorf("%v", err)
		}
	})
}

func remove(t testing.TB, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}
