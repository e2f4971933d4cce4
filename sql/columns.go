package sql

import (
	"context"
	stdsql "database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/gongkai/gongkai/report"
)

// columns are the figures of a snapshot that questions have needed, in memory: a column a cell and
// basis, in the order of the index. A snapshot never changes, so what was read once holds; the
// columns that were not needed for longest make room when there are too many.
type columns struct {
	db    *stdsql.DB
	index *index
	most  int64 // bytes

	loading chan struct{} // holds one token while columns are read

	mu   sync.Mutex
	kept map[figureKey]*cellColumn
	size int64
	now  int64 // counts questions
}

type figureKey struct {
	ref   report.Ref
	basis Basis
}

// cellColumn is one cell of every report: a number, or void. Most counts fit into 32 bits; money is in
// 10^-6 of its unit and large.
type cellColumn struct {
	small []int32
	large []int64 // instead of small, where a figure does not fit
	money bool
	used  int64
}

const (
	voidSmall = math.MinInt32
	void      = math.MinInt64
)

// figure is the number of a row, void if there is none.
func (c *cellColumn) figure(row int32) int64 {
	if c.large != nil {
		return c.large[row]
	}
	if v := c.small[row]; v != voidSmall {
		return int64(v)
	}
	return void
}

func (c *cellColumn) bytes() int64 { return int64(4*len(c.small) + 8*len(c.large)) }

// columnMemory is how many bytes of columns a snapshot keeps if not told.
const columnMemory = 512 << 20

func newColumns(db *stdsql.DB, x *index, most int64) *columns {
	return &columns{db: db, index: x, most: most, loading: make(chan struct{}, 1), kept: map[figureKey]*cellColumn{}}
}

// of gives the columns of cells, in their order. Those that are not in memory are read in one
// statement.
func (c *columns) of(ctx context.Context, refs []report.Ref, basis Basis) ([]*cellColumn, error) {
	found, lacking := c.look(refs, basis)
	if len(lacking) == 0 {
		return found, nil
	}
	select {
	case c.loading <- struct{}{}:
		defer func() { <-c.loading }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	// Another question may have read them meanwhile.
	if found, lacking = c.look(refs, basis); len(lacking) == 0 {
		return found, nil
	}
	read, err := c.read(ctx, lacking, basis)
	if err != nil {
		return nil, fmt.Errorf("read %d columns: %w", len(lacking), err)
	}
	c.keep(lacking, basis, read)
	for i, r := range refs {
		if found[i] == nil {
			found[i] = read[slices.Index(lacking, r)]
		}
	}
	return found, nil
}

func (c *columns) look(refs []report.Ref, basis Basis) (found []*cellColumn, lacking []report.Ref) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now++
	found = make([]*cellColumn, len(refs))
	for i, r := range refs {
		if found[i] = c.kept[figureKey{r, basis}]; found[i] != nil {
			found[i].used = c.now
		} else if !slices.Contains(lacking, r) {
			lacking = append(lacking, r)
		}
	}
	return found, lacking
}

// keep keeps columns just read, if need be in place of others.
func (c *columns) keep(refs []report.Ref, basis Basis, read []*cellColumn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, r := range refs {
		read[i].used = c.now
		c.kept[figureKey{r, basis}] = read[i]
		c.size += read[i].bytes()
	}
	for c.size > c.most {
		var oldest figureKey
		for key, column := range c.kept {
			if o := c.kept[oldest]; o == nil || column.used < o.used {
				oldest = key
			}
		}
		c.size -= c.kept[oldest].bytes()
		delete(c.kept, oldest)
	}
}

func (c *columns) read(ctx context.Context, refs []report.Ref, basis Basis) ([]*cellColumn, error) {
	read := make([]*cellColumn, len(refs))
	for i, r := range refs {
		read[i] = &cellColumn{small: make([]int32, 0, len(c.index.number)), money: money(r.Line)}
	}
	// The engine hands over whole answers, so rows are asked for a stretch at a time.
	statement := figures(refs, basis)
	for from := 0; from < c.index.rowIDs; from += columnStretch {
		err := eachRow(ctx, c.db, statement, []any{from, from + columnStretch}, func(row []any) error {
			for i, v := range row {
				read[i].append(v)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return read, nil
}

// columnStretch is how many rows are read together: two row groups of the engine.
const columnStretch = 2 * 122_880

func (c *cellColumn) append(v any) {
	n := int64(void)
	switch v := v.(type) {
	case int64:
		n = v
	case duckdb.Decimal:
		n = v.Value.Int64() // of moneyScale places, and at most 18 digits
	}
	switch {
	case c.large != nil:
		c.large = append(c.large, n)
	case n == void:
		c.small = append(c.small, voidSmall)
	case n > voidSmall && n <= math.MaxInt32:
		c.small = append(c.small, int32(n))
	default:
		c.large = make([]int64, len(c.small), cap(c.small))
		for i := range c.small {
			c.large[i] = c.figure32(i)
		}
		c.small, c.large = nil, append(c.large, n)
	}
}

func (c *cellColumn) figure32(i int) int64 {
	if c.small[i] == voidSmall {
		return void
	}
	return int64(c.small[i])
}

// figures is the one statement that is put together from the names of the catalogue, never from what
// a caller typed. One row of its answer is a report: the cells' numbers as a basis has them, from the
// printed row, or from the filled one where that has figures which are not printed.
func figures(refs []report.Ref, basis Basis) string {
	flag := map[Basis]string{Reported: "summed", Reconstructed: "reconstructed"}[basis]
	columns := make([]string, len(refs))
	for i, r := range refs {
		columns[i] = "CASE WHEN r." + flag + " THEN " + figure("f.", r) + " ELSE " + figure("r.", r) + " END"
	}
	return "SELECT\n  " + strings.Join(columns, ",\n  ") +
		"\nFROM report AS r\nLEFT JOIN filled AS f ON f.no = r.no AND f.basis = '" + string(basis) +
		"'\nWHERE r.rowid >= $1 AND r.rowid < $2\nORDER BY r.rowid"
}

// figure is a cell's number in a table: its own, else the sum of its parts, in an edition that prints
// these instead.
func figure(table string, r report.Ref) string {
	if money(r.Line) {
		return table + column(r)
	}
	wide := func(r report.Ref) string { return "CAST(" + table + column(r) + " AS BIGINT)" }
	parts := partsOf(r)
	if len(parts) == 0 {
		return wide(r)
	}
	sum := make([]string, len(parts))
	for i, p := range parts {
		sum[i] = wide(p)
	}
	return "COALESCE(" + wide(r) + ", " + strings.Join(sum, " + ") + ")"
}

// partsOf are the cells that add up to r in an edition that prints these instead.
func partsOf(r report.Ref) []report.Ref {
	var parts []report.Ref
	l, _ := report.FindLine(r.Line)
	for _, code := range l.Parts {
		parts = append(parts, report.Ref{Line: code, Column: r.Column})
	}
	return parts
}
