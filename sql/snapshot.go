package sql

import (
	"cmp"
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/gongkai/gongkai/report"
)

// Info says what a snapshot holds.
type Info struct {
	ID        string    `json:"id"`
	BuiltAt   time.Time `json:"built_at"`
	Reports   int       `json:"reports"` // latest revisions
	Organs    int       `json:"organs"`
	Documents int       `json:"documents"` // rejected ones included
	Rejected  int       `json:"rejected"`
	Years     []int     `json:"years"`
	Synthetic int       `json:"synthetic"` // reports made by a generator
}

// Citation is a line for a paper: what was asked, when it was built, how much it held.
func (i Info) Citation() string {
	reports := "reports"
	if i.Reports == 1 {
		reports = "report"
	}
	return fmt.Sprintf("gongkai snapshot %s, %s, %d %s", i.ID, i.BuiltAt.UTC().Format(time.DateOnly), i.Reports, reports)
}

// keptReports is how many reports a snapshot keeps in memory once they were asked for, about a kilobyte
// each. To find 50 again costs the engine milliseconds.
const keptReports = 32_768

// Snapshot is one published state of the warehouse. It never changes.
type Snapshot struct {
	manifest  manifest
	mark      *os.File // that this process answers from it; nil where it could not be set
	db        *stdsql.DB
	zones     map[string]report.Region // regions outside the code book
	index     *index
	columns   *columns
	heads     *lru.Cache[int, Report] // by document; with printed what was asked for last
	printed   *lru.Cache[int, []byte] // packed cells by document
	reporting map[string]bool         // regions whose government has reported

	named        sync.Map // year to []report.Region, by the number of the region in the index
	expectations sync.Map // year to []expectation

	decisions atomic.Pointer[decisions] // as of when it was last held; nil if there are none

	// Guarded by the warehouse.
	holders int
	retired bool
}

// Info says what the snapshot holds.
func (s *Snapshot) Info() Info { return s.manifest.Info }

// Version changes whenever an answer from the snapshot could: decisions about findings are made
// beside it.
func (s *Snapshot) Version() string {
	if d := s.decided(); d != nil {
		return s.manifest.ID + "+" + d.mark
	}
	return s.manifest.ID
}

func (s *Snapshot) decided() *decisions { return s.decisions.Load() }

func openSnapshot(ctx context.Context, dir folder, id string, settings Settings) (*Snapshot, error) {
	// Some file systems know no such marks; then nobody prunes beside a server.
	mark, _ := dir.hold(id)
	s := &Snapshot{mark: mark, reporting: map[string]bool{}}
	var err error
	if s.manifest, err = dir.verify(id); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if s.db, err = openReader(dir.snapshot(id), settings); err == nil {
		err = s.load(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open snapshot %s: %w", dir.snapshot(id), err), s.close())
	}
	s.heads, _ = lru.New[int, Report](keptReports) // fails only for a size below 1
	s.printed, _ = lru.New[int, []byte](keptReports)
	s.columns = newColumns(s.db, s.index, cmp.Or(settings.ColumnMemory, columnMemory))
	if settings.Warm {
		if err := s.warm(ctx); err != nil {
			return nil, errors.Join(fmt.Errorf("open snapshot %s: %w", dir.snapshot(id), err), s.close())
		}
	}
	return s, nil
}

// load reads what is small and asked for all the time.
func (s *Snapshot) load(ctx context.Context) (err error) {
	if s.zones, err = readZones(ctx, s.db); err != nil {
		return err
	}
	if s.index, err = readIndex(ctx, s.db, s.zones); err != nil {
		return err
	}
	for _, row := range s.index.byRow {
		code, kind := s.index.at(row).region, s.index.of(row).kind
		_, zone := s.zones[code]
		if kind == report.Government || zone && kind == report.Zone {
			s.reporting[code] = true
		}
	}
	return nil
}

// warm reads as many reports as are kept, the newest first.
func (s *Snapshot) warm(ctx context.Context) error {
	const together = 4_096
	for numbers := range slices.Chunk(s.index.newest(keptReports), together) {
		_, err := s.headsOf(ctx, numbers)
		if err == nil {
			_, err = s.printedOf(ctx, numbers)
		}
		if err != nil {
			return fmt.Errorf("read the newest reports: %w", err)
		}
	}
	return nil
}

func (s *Snapshot) close() error {
	var errs []error
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	if s.mark != nil {
		errs = append(errs, s.mark.Close())
	}
	return errors.Join(errs...)
}

func (s *Snapshot) source(ctx context.Context, sha256 string) (SourceInfo, error) {
	var info SourceInfo
	found := false
	err := eachRow(ctx, s.db, query("source_by_hash"), []any{sha256}, func(row []any) error {
		info, found = scanSource(row), true
		return nil
	})
	if err == nil && !found {
		err = fmt.Errorf("document %s: %w", sha256, ErrNotFound)
	}
	return info, err
}

// Rejected are the documents that give no report, in the order of loading. Their bytes are to be had
// from the warehouse, by Source.
func (s *Snapshot) Rejected(ctx context.Context) ([]SourceInfo, error) {
	var all []SourceInfo
	err := eachRow(ctx, s.db, query("rejected"), nil, func(row []any) error {
		all = append(all, scanSource(row))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list rejected documents: %w", err)
	}
	return all, nil
}

// querier is what can be asked: a database or one connection of it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*stdsql.Rows, error)
}

// eachRow runs a statement and hands over its rows, in slots that the next row overwrites.
func eachRow(ctx context.Context, q querier, text string, args []any, visit func(row []any) error) (err error) {
	defer countStatement(ctx)()
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return asked(ctx, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	row, slots := make([]any, len(names)), make([]any, len(names))
	for i := range row {
		slots[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(slots...); err != nil {
			return err
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return asked(ctx, rows.Err())
}

// asked puts the context's own error first: the driver does not always wrap it.
func asked(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%w (%w)", context.Cause(ctx), err)
	}
	return err
}

func integer(v any) int {
	switch n := v.(type) {
	case int16:
		return int(n)
	case int32:
		return int(n)
	case int64:
		return int(n)
	}
	return 0
}

func text(v any) string {
	s, _ := v.(string)
	return s
}
