package sql_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

func TestAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	first := load(t, dir, received(t, "130111", 2023, "7"))
	b := begin(t, dir)
	add(t, b, received(t, "130102", 2023, "8"), "abandoned")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Publish(t.Context()); err == nil {
		t.Error("a closed batch was published")
	}
	w := open(t, dir)
	s := hold(t, w)
	if s.Info().ID != first.ID || value(t, s, "130102-2023") != "no report" {
		t.Errorf("info %+v", s.Info())
	}
	if files := tree(t, dir); !cmp.Equal(files, []string{"CURRENT", "lock", "snapshots/" + first.ID + ".duckdb", "snapshots/" + first.ID + ".json",
		"snapshots/" + first.ID + ".verified", "sources/" + filepath.Base(files[len(files)-1])}) {
		t.Errorf("left behind: %v", files)
	}
}

// tree lists the files of a folder.
func tree(t testing.TB, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			files = append(files, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestOneWriterAtATime(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, dir)
	if _, err := sql.Begin(t.Context(), dir, nil); !errors.Is(err, sql.ErrBusy) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
		t.Errorf("second writer: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	begin(t, dir)
}

func TestFoldersThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, dir, says string }{
		{"a file in its place", file, "make data folder"},
		{"a path that would be an option", "/tmp/a?access_mode=x", "must not contain"},
	} {
		if _, err := sql.Begin(t.Context(), c.dir, nil); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere: a folder without permission is not tried")
	}
	locked := t.TempDir()
	if err := os.Chmod(locked, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := sql.Begin(t.Context(), locked, nil); err == nil || !strings.Contains(err.Error(), locked) {
		t.Errorf("without permission: %v", err)
	}
}

func TestSmallBatchesAreAppendedAndLargeOnesSorted(t *testing.T) {
	dir := t.TempDir()
	var reports []report.Report
	for year := 2019; year <= 2025; year++ {
		for _, code := range []string{"130102", "130104", "130111"} {
			reports = append(reports, received(t, code, year, fmt.Sprint(year)))
		}
	}
	load(t, dir, reports[:20]...)
	info := load(t, dir, reports[20])
	if info.Reports != 21 || len(info.Years) != 7 {
		t.Errorf("info %+v", info)
	}
	s := hold(t, open(t, dir))
	for i, r := range reports {
		if got := value(t, s, report.ReportID(r.Region.Code, r.Year)); got != fmt.Sprint(r.Year) {
			t.Errorf("report %d: %s, want %d", i, got, r.Year)
		}
	}
}
