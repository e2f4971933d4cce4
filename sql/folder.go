package sql

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// folder is a data folder:
//
//	CURRENT                      names the snapshot that counts
//	snapshots/<seq>-<hash>.duckdb  never changed once there, with its manifest (.json)
//	sources/<sha256>             documents as they came
//	decisions.csv                what people decided about findings
//	work/                        the batch being written; swept by the next one
//	lock                         held by the one writer
type folder string

func (f folder) current() string             { return filepath.Join(string(f), "CURRENT") }
func (f folder) decisions() string           { return filepath.Join(string(f), "decisions.csv") }
func (f folder) snapshots() string           { return filepath.Join(string(f), "snapshots") }
func (f folder) sources() string             { return filepath.Join(string(f), "sources") }
func (f folder) work() string                { return filepath.Join(string(f), "work") }
func (f folder) staged() string              { return filepath.Join(f.work(), "sources") }
func (f folder) journal() string             { return filepath.Join(f.work(), "publishing") }
func (f folder) lock() string                { return filepath.Join(string(f), "lock") }
func (f folder) snapshot(id string) string   { return filepath.Join(f.snapshots(), id+".duckdb") }
func (f folder) manifest(id string) string   { return filepath.Join(f.snapshots(), id+".json") }
func (f folder) verified(id string) string   { return filepath.Join(f.snapshots(), id+".verified") }
func (f folder) source(sha256 string) string { return filepath.Join(f.sources(), sha256) }

var (
	snapshotID = regexp.MustCompile(`^[0-9]{6,}-[0-9a-f]{12}$`)
	sha256Hex  = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// currentID is the id CURRENT names; ErrNoData if nothing was ever published.
func (f folder) currentID() (string, error) {
	text, err := os.ReadFile(f.current())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if len(f.published()) == 0 {
			return "", fmt.Errorf("%w in %s; run: gongkai ingest --data %s PATH", ErrNoData, f, f)
		}
		return "", fmt.Errorf("%w: %s is missing; %s", ErrDamaged, f.current(), f.advice(""))
	case err != nil:
		return "", fmt.Errorf("read which snapshot is current: %w", err)
	}
	id := strings.TrimSpace(string(text))
	if !snapshotID.MatchString(id) {
		return "", fmt.Errorf("%w: %s does not name a snapshot (it says %.60q); %s", ErrDamaged, f.current(), id, f.advice(""))
	}
	return id, nil
}

// published are the ids of the snapshots that have a manifest, newest first, but for one whose
// publication was cut short.
func (f folder) published() []string {
	unfinished, _ := os.ReadFile(f.journal())
	entries, _ := os.ReadDir(f.snapshots())
	var ids []string
	for _, e := range entries {
		id, isManifest := strings.CutSuffix(e.Name(), ".json")
		if isManifest && snapshotID.MatchString(id) && id != strings.TrimSpace(string(unfinished)) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(b, a)
	})
	return ids
}

// advice says which snapshot is whole, to be made current instead of a damaged one.
func (f folder) advice(damaged string) string {
	for _, id := range f.published() {
		if id == damaged {
			continue
		}
		if m, err := f.readManifest(id); err == nil && f.checkHash(m) == nil {
			return fmt.Sprintf("snapshot %s is whole: go back to it with gongkai snapshots rollback --data %s %s", id, f, id)
		}
	}
	return "no other snapshot is whole: ingest the documents again into another folder (they are kept in " + f.sources() + ")"
}

// replaceFile puts text at path so that a reader, and a machine that loses power, sees the old file
// or the new one.
func replaceFile(path, text string) error {
	temp := path + ".new"
	file, err := os.OpenFile(temp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, text)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		os.Remove(temp)
		return err
	}
	return syncPath(filepath.Dir(path))
}

// syncPath makes a file, or the names in a folder, last.
func syncPath(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return file.Sync()
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if closed := out.Close(); err == nil {
		err = closed
	}
	return err
}
