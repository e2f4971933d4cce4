package sql

import (
	"context"
	"strconv"

	"github.com/gongkai/gongkai/report"
)

// dataset is what one file, sheet or table of an export holds. The values of a row come in the
// order of its columns.
type dataset struct {
	name    Dataset
	about   string // what one row is, for its reader
	columns func() []exportColumn
	rows    func(ctx context.Context, s *Snapshot, e Extract, row func([]datum) error) error
}

type exportColumn struct {
	name  string
	kind  datumKind
	about string
}

// datasetOf is the dataset of a name among Datasets.
func datasetOf(d Dataset) dataset {
	switch d {
	case Cells:
		return dataset{d, "One row a cell of the form that a report prints. A line that a report does not print has no row.", cellColumns, cellRows}
	case Reports:
		return dataset{d, "One row a report; after its head a column a cell of the form, with the figure as printed.", reportColumns, reportRows}
	case Findings:
		return dataset{d, "One row a thing that does not add up in a report or could not be read in it.", findingColumns, findingRows}
	case Documents:
		return dataset{d, "One row a document that was loaded. Those that were rejected, with the reason, are there where every report is asked for: nobody knows of which region and year they are.", documentColumns, documentRows}
	case Dictionary:
		return dataset{d, "One row an indicator: what it means and of which columns of reports it is made.", dictionaryColumns, dictionaryRows}
	case Crosswalk:
		return dataset{d, "One row a cell of the form in whichever edition: the column of reports that holds it, its labels, and how it compares across editions.", crosswalkColumns, crosswalkRows}
	}
	return dataset{Regions, "One row a region and the years it bore its name and code, since 1981, and a row a zone that reports without a code of its own.", regionColumns, regionRows}
}

// datumKind is what the values of a column are.
type datumKind int

const (
	words  datumKind = iota
	whole            // a whole number
	truth            // true or false
	amount           // a figure of the form: six decimals
	exact            // whatever a Number holds: twelve decimals
)

// duckdb is the type of the column in a DuckDB file, and what a README says of it.
func (k datumKind) duckdb() string {
	return [...]string{"VARCHAR", "BIGINT", "BOOLEAN", "DECIMAL(18,6)", "DECIMAL(38,12)"}[k]
}

// datum is one value on its way out.
type datum struct {
	kind   datumKind
	null   bool
	text   string // words
	n      int64  // whole; truth as 0 or 1
	number report.Number
}

// plain is the value as text; empty for NULL.
func (d *datum) plain() string {
	switch {
	case d.null:
		return ""
	case d.kind == whole:
		return strconv.FormatInt(d.n, 10)
	case d.kind == truth:
		return strconv.FormatBool(d.n != 0)
	case d.kind == words:
		return d.text
	}
	return d.number.String()
}

// record is a row being filled from left to right.
type record []datum

// word adds a text; an empty one is unknown, and so NULL.
func (r *record) word(texts ...string) {
	for _, s := range texts {
		*r = append(*r, datum{kind: words, text: s, null: s == ""})
	}
}

func (r *record) whole(n int64)    { *r = append(*r, datum{kind: whole, n: n}) }
func (r *record) null(k datumKind) { *r = append(*r, datum{kind: k, null: true}) }

// wholeUnless adds NULL for a number that stands for none.
func (r *record) wholeUnless(n, none int64) {
	*r = append(*r, datum{kind: whole, n: n, null: n == none})
}

func (r *record) truth(b bool) {
	d := datum{kind: truth}
	if b {
		d.n = 1
	}
	*r = append(*r, d)
}

// number adds a figure, NULL for nil.
func (r *record) number(k datumKind, n *report.Number) {
	if n == nil {
		r.null(k)
		return
	}
	*r = append(*r, datum{kind: k, number: *n})
}

// figure adds that of a cell, NULL where it has none.
func (r *record) figure(c report.Cell) {
	n, ok := c.Figure()
	*r = append(*r, datum{kind: amount, number: n, null: !ok})
}
