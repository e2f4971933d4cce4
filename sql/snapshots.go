package sql

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Published is one snapshot of a data folder.
type Published struct {
	Info
	Size    int64 // bytes of its file
	Current bool
	Held    bool  // by a process of this machine that answers from it
	Fault   error // why it cannot be made current; nil if its file is there and of this program's tables
}

// Snapshots are the snapshots of a data folder, newest first. Their contents are not checked.
func Snapshots(dir string) ([]Published, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	current, err := f.currentID()
	if errors.Is(err, ErrNoData) {
		return nil, err
	}
	var all []Published
	for _, id := range f.published() {
		p := Published{Info: Info{ID: id}, Current: id == current}
		m, fault := f.readManifest(id)
		if fault == nil {
			p.Info = m.Info
			fault = f.knows(m)
		}
		p.Fault = fault
		if file, err := os.Stat(f.snapshot(id)); err == nil {
			p.Size = file.Size()
		}
		release, held := f.claim(id)
		release()
		p.Held = errors.Is(held, errHeld)
		all = append(all, p)
	}
	return all, nil
}

// knows refuses a snapshot whose file is not there, or whose tables are not this program's.
func (f folder) knows(m manifest) error {
	if m.Schema != schemaID() {
		return fmt.Errorf("snapshot %s was written by another version of this program (its tables are %s, not %s): "+
			"ingest the documents in %s again into another folder", m.ID, m.Schema, schemaID(), f.sources())
	}
	if _, err := os.Stat(f.snapshot(m.ID)); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("open snapshot: %w", err)
		}
		return fmt.Errorf("%w: %s is missing", ErrDamaged, f.snapshot(m.ID))
	}
	return nil
}

// find is the one snapshot whose id begins with prefix, as a sequence number does: 12 and 000012 name
// 000012-3fa2c1….
func (f folder) find(prefix string) (string, error) {
	var found []string
	for _, id := range f.published() {
		if prefix != "" && (strings.HasPrefix(id, prefix) || strings.HasPrefix(strings.TrimLeft(id, "0"), prefix+"-")) {
			found = append(found, id)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", fmt.Errorf("snapshot %.60q: %w in %s; see: gongkai snapshots list --data %s", prefix, ErrNotFound, f, f)
	}
	return "", fmt.Errorf("snapshot %.60q could be %s; write more of its name", prefix, strings.Join(found, " or "))
}

// Rollback makes a published snapshot current; id may be the beginning of its name. Empty, it is the
// newest that is older than the current one. The snapshot is verified first. It gives what was current
// before, a zero Info if that cannot be told.
func Rollback(dir, id string, log *slog.Logger) (before, now Info, err error) {
	f, err := openFolder(dir)
	if err != nil {
		return before, now, err
	}
	lock, err := f.lockForKeeping(log)
	if err != nil {
		return before, now, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	current, _ := f.currentID() // what is damaged is what one goes back from
	if m, err := f.readManifest(current); err == nil {
		before = m.Info
	}
	if id == "" {
		id, err = f.olderThan(current)
	} else {
		id, err = f.find(id)
	}
	if err != nil {
		return before, now, err
	}
	m, err := f.verify(id)
	if err != nil {
		return before, now, err
	}
	return before, m.Info, replaceFile(f.current(), m.ID+"\n")
}

func (f folder) olderThan(current string) (string, error) {
	all := f.published()
	if i := slices.Index(all, current); i >= 0 && i+1 < len(all) {
		return all[i+1], nil
	}
	return "", fmt.Errorf("no snapshot is older than the current one in %s; name one: gongkai snapshots list --data %s", f, f)
}

// Prune removes all snapshots but the newest keep, the current one, and those that a process of this
// machine answers from. The documents are kept. It gives those removed, and those spared because they
// are held.
func Prune(dir string, keep int, log *slog.Logger) (removed, spared []Published, err error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, nil, err
	}
	lock, err := f.lockForKeeping(log)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if _, err := f.currentID(); err != nil {
		return nil, nil, err
	}
	all, err := Snapshots(dir)
	if err != nil {
		return nil, nil, err
	}
	for i, p := range all {
		if i < keep || p.Current {
			continue
		}
		release, err := f.claim(p.ID)
		if errors.Is(err, errHeld) {
			spared = append(spared, p)
			continue
		}
		if err == nil {
			err = f.remove(p.ID)
		}
		release()
		if err != nil {
			return removed, spared, fmt.Errorf("remove snapshot %s: %w", p.ID, err)
		}
		removed = append(removed, p)
	}
	return removed, spared, f.removeOrphans()
}

// lockForKeeping takes the lock of the one writer and sweeps what an ingest left that was cut short,
// so that no half-published snapshot is taken for one.
func (f folder) lockForKeeping(log *slog.Logger) (*os.File, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if _, err := f.currentID(); errors.Is(err, ErrNoData) {
		return nil, err
	}
	lock, err := f.takeLock()
	if err != nil {
		return nil, err
	}
	if err := f.sweep(log); err != nil {
		return nil, errors.Join(fmt.Errorf("sweep what an earlier run left: %w", err), lock.Close())
	}
	return lock, nil
}

// remove takes the manifest first: without it the rest is no snapshot.
func (f folder) remove(id string) error {
	for _, path := range []string{f.manifest(id), f.verified(id), f.snapshot(id)} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return syncPath(f.snapshots())
}

// removeOrphans removes what a prune left that was cut short.
func (f folder) removeOrphans() error {
	left, err := filepath.Glob(filepath.Join(f.snapshots(), "*.duckdb"))
	if err != nil {
		return err
	}
	current, _ := f.currentID()
	for _, path := range left {
		id := strings.TrimSuffix(filepath.Base(path), ".duckdb")
		if _, err := os.Stat(f.manifest(id)); errors.Is(err, fs.ErrNotExist) && id != current && snapshotID.MatchString(id) {
			if err := f.remove(id); err != nil {
				return err
			}
		}
	}
	return nil
}

// OpenSnapshot opens a warehouse that stays at one published snapshot, the current or an older one; id
// may be the beginning of its name. ErrNotFound if there is none of that name.
func OpenSnapshot(ctx context.Context, dir, id string, s Settings) (*Warehouse, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	if id, err = f.find(id); err != nil {
		return nil, err
	}
	w, err := openAt(ctx, f, id, s)
	if err == nil {
		w.fixed = true
	}
	return w, err
}
