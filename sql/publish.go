package sql

import (
	"context"
	stdsql "database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gongkai/gongkai/report"
)

// Publish makes the batch the current snapshot and ends it. Without a change it publishes nothing
// and returns the current snapshot's Info, or a zero Info if there has never been one.
func (b *Batch) Publish(ctx context.Context) (Info, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.usable(ctx); err != nil {
		return Info{}, err
	}
	b.done = true
	if b.draft == nil {
		return b.parent.Info, nil
	}
	m, err := b.publish(ctx)
	if err != nil {
		return Info{}, fmt.Errorf("publish: %w; the snapshot before stands", asked(ctx, err))
	}
	b.log.Info("published", "id", m.ID, "reports", m.Reports, "bytes", m.Size)
	return m.Info, nil
}

func (b *Batch) publish(ctx context.Context) (manifest, error) {
	d := b.draft
	b.draft = nil
	m := manifest{Schema: schemaID(), Book: bookID(), Rules: rulesID(), Parent: b.parent.ID}
	path, err := b.finish(ctx, d, &m.Info)
	if err = errors.Join(err, d.closeAfter(path)); err != nil {
		return m, err
	}
	if _, err := os.Lstat(path + ".wal"); !errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%s.wal was left behind", path)
	}
	if err := syncPath(path); err != nil {
		return m, err
	}
	if m.SHA256, m.Size, err = hashFile(path); err != nil {
		return m, err
	}
	m.ID = fmt.Sprintf("%06d-%s", b.dir.nextSequence(), m.SHA256[:12])
	m.BuiltAt = time.Now().UTC().Truncate(time.Second)
	if err := b.keepSources(); err != nil {
		return m, fmt.Errorf("keep documents: %w", err)
	}
	return m, b.dir.install(path, m)
}

// finish completes the tables, closes the transaction and gives the path of the file to publish.
func (b *Batch) finish(ctx context.Context, d *draft, info *Info) (path string, err error) {
	if err := d.flush(); err != nil {
		return d.path, err
	}
	if err := b.settle(ctx, d.conn); err != nil {
		return d.path, err
	}
	if b.parent.Book != bookID() {
		if err := d.writeRegions(ctx); err != nil {
			return d.path, err
		}
	}
	if err := b.audit(ctx, d); err != nil {
		return d.path, fmt.Errorf("check the reports: %w", err)
	}
	if _, err := d.conn.ExecContext(ctx, "COMMIT"); err != nil {
		return d.path, err
	}
	if err := readInfo(ctx, d.conn, info); err != nil {
		return d.path, err
	}
	// Appended rows lie at the end. When they are many the file is written anew, sorted; a few stay.
	if total := info.Reports; d.appended*sortShare >= total {
		return d.sorted(ctx)
	}
	_, err = d.conn.ExecContext(ctx, "CHECKPOINT")
	return d.path, err
}

// sortShare: a snapshot is sorted anew when one in so many reports has been appended at once.
const sortShare = 5

// settle marks the latest revisions and removes documents that were read anew.
func (b *Batch) settle(ctx context.Context, conn *stdsql.Conn) error {
	if len(b.revised) > 0 {
		ids := slices.Sorted(maps.Keys(b.revised))
		if _, err := conn.ExecContext(ctx, query("retire_revisions"), ids); err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, query("retire_filled"), ids); err != nil {
			return err
		}
	}
	if err := b.writeAmendments(ctx, conn); err != nil {
		return err
	}
	if len(b.replaced) == 0 {
		return nil
	}
	for _, table := range []string{"source", "finding", "fact", "part", "unplaced", "origin"} {
		if _, err := conn.ExecContext(ctx, "DELETE FROM "+table+" WHERE no IN (SELECT unnest($1::INTEGER[]))", b.replaced); err != nil {
			return err
		}
	}
	return nil
}

// writeRegions puts the code book of this program in place of the one that stood there.
func (d *draft) writeRegions(ctx context.Context) error {
	if _, err := d.conn.ExecContext(ctx, "DELETE FROM region WHERE official"); err != nil {
		return err
	}
	if err := d.openAppenders(); err != nil {
		return err
	}
	for _, r := range report.Regions() {
		if err := d.addRegion(r); err != nil {
			return err
		}
	}
	return d.flush()
}

func readInfo(ctx context.Context, q querier, info *Info) error {
	err := eachRow(ctx, q, query("info"), nil, func(row []any) error {
		info.Reports, info.Organs, info.Documents = integer(row[0]), integer(row[1]), integer(row[2])
		info.Rejected, info.Synthetic = integer(row[3]), integer(row[4])
		return nil
	})
	if err != nil {
		return err
	}
	info.Years = []int{}
	return eachRow(ctx, q, query("years"), nil, func(row []any) error {
		info.Years = append(info.Years, integer(row[0]))
		return nil
	})
}

// sorted writes all tables anew into a second file, in their order and without gaps.
func (d *draft) sorted(ctx context.Context) (path string, err error) {
	path = filepath.Join(d.dir.work(), "sorted.duckdb")
	statements := []string{
		"ATTACH " + quote(path) + " AS sorted (STORAGE_VERSION 'latest')",
		"USE sorted",
		schema(),
	}
	for _, t := range tables {
		statements = append(statements, "INSERT INTO sorted."+t.name+" SELECT * FROM draft."+t.name+" ORDER BY "+t.order)
	}
	statements = append(statements, "CHECKPOINT sorted", "USE draft", "DETACH sorted")
	for _, s := range statements {
		if _, err := d.conn.ExecContext(ctx, s); err != nil {
			return path, err
		}
	}
	return path, nil
}

// closeAfter closes the draft and keeps its file only if it is the one to publish.
func (d *draft) closeAfter(publish string) error {
	err := errors.Join(d.conn.Close(), d.db.Close())
	if publish != d.path {
		err = errors.Join(err, os.Remove(d.path))
	}
	return err
}

func (b *Batch) keepSources() error {
	if len(b.staged) == 0 {
		return nil
	}
	if err := syncFiles(b.dir.staged(), b.staged); err != nil {
		return err
	}
	for _, sha := range b.staged {
		if err := os.Rename(filepath.Join(b.dir.staged(), sha), b.dir.source(sha)); err != nil {
			return err
		}
	}
	return syncPath(b.dir.sources())
}

func (f folder) nextSequence() int {
	last := 0
	for _, id := range f.published() {
		digits, _, _ := strings.Cut(id, "-")
		if n, err := strconv.Atoi(digits); err == nil {
			last = max(last, n)
		}
	}
	return last + 1
}

// install moves a finished file among the snapshots and makes it current. The journal tells the
// next batch what to remove if this is cut short.
func (f folder) install(path string, m manifest) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := replaceFile(f.journal(), m.ID); err != nil {
		return err
	}
	if err := os.Rename(path, f.snapshot(m.ID)); err != nil {
		return err
	}
	if err := replaceFile(f.manifest(m.ID), string(text)+"\n"); err != nil {
		return err
	}
	if err := replaceFile(f.current(), m.ID+"\n"); err != nil {
		return err
	}
	return os.Remove(f.journal())
}
