package sql_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gongkai/gongkai/sql"
)

// smallDisk is a disk of so many MiB, to be filled; grow makes it larger.
func smallDisk(t testing.TB, size string) (dir string, grow func(size string)) {
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("a small disk cannot be mounted here (%v): run as root to see what happens when one is full", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir, func(size string) {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size="+size); err != nil {
			t.Fatal(err)
		}
	}
}

// wantNoRoom makes sure that the error says what happened and where.
func wantNoRoom(t testing.TB, err error, dir string) {
	t.Helper()
	if err == nil || !strings.Contains(strings.ToLower(err.Error()), "no space left on device") || !strings.Contains(err.Error(), dir) {
		t.Errorf("the error does not say what and where: %v", err)
	}
}

func TestASmallDisk(t *testing.T) {
	dir, grow := smallDisk(t, "4m")
	published := ""
	for waves := 0; ; waves++ {
		if waves == 20 {
			t.Fatal("the disk never became full")
		}
		info, err := wave(t, dir)
		if err != nil {
			wantNoRoom(t, err, dir)
			break
		}
		published = info.ID
	}
	if published == "" {
		t.Fatal("nothing fits the disk")
	}
	if now := whole(t, dir); now != published {
		t.Errorf("%s is current, want %s", now, published)
	}
	grow("64m")
	if _, err := wave(t, dir); err != nil {
		t.Errorf("with room again: %v", err)
	}
	whole(t, dir)
}

func TestAnExportOntoASmallDisk(t *testing.T) {
	s, _ := exportable(t)
	for _, f := range sql.Formats() {
		t.Run(string(f), func(t *testing.T) {
			dir, grow := smallDisk(t, "60k")
			out := filepath.Join(dir, "out")
			wantNoRoom(t, s.ExportTo(t.Context(), out, f, sql.Extract{}), dir)
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("%v was left, %v", left, err)
			}
			grow("64m")
			if err := s.ExportTo(t.Context(), out, f, sql.Extract{}); err != nil {
				t.Errorf("with room again: %v", err)
			}
			if _, err := os.Stat(out); errors.Is(err, os.ErrNotExist) {
				t.Error("nothing was written")
			}
		})
	}
}
