package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// sheet is a worksheet as a spreadsheet program shows it. Rows and columns count from 1. No cell is
// in it twice; what is hidden is left out.
type sheet struct {
	number int // among the sheets that are shown, from 1
	cells  []sheetCell
	merged []area
}

type sheetCell struct {
	row, column int
	text        string
	offset      int64
}

// area is a merged cell: the rectangle it covers, ends included.
type area struct{ top, left, bottom, right int }

// sheetRow is a row with text in it. prose is set where it is no row of a table but a title or a
// sentence, which sheets keep in a cell of its own.
type sheetRow struct {
	number int
	cells  []sheetCell // with text
	right  int         // the last column its texts reach, merged ones over all they cover
	prose  bool
	covers []area // by column: the merged cell around it, or one that ended above
}

const (
	mostMerged  = 10_000
	mostColumns = 16_384
	mostCovered = 4 << 20 // columns under merged cells, over all rows where that changes
)

var errMerged = refusal{report.TooLarge, "it has more merged cells than any report: save the sheet with the report alone"}

// addSheet appends the sheet's tokens to the page. A table is a run of rows that are no prose; each
// of its rows has as many cells as the widest, so that a cell that was never filled is a blank.
func (p *page) addSheet(s sheet) error {
	if len(s.merged) > mostMerged {
		return errMerged
	}
	rows, err := s.rows()
	if err != nil {
		return err
	}
	for len(rows) > 0 {
		if rows[0].prose {
			p.addProse(s.number, rows[0].cells[0])
			rows = rows[1:]
			continue
		}
		n, left, right := 0, mostColumns, 0
		for n < len(rows) && !rows[n].prose && (n == 0 || rows[n].number == rows[n-1].number+1) {
			left, right = min(left, rows[n].cells[0].column), max(right, rows[n].right)
			n++
		}
		for _, row := range rows[:n] {
			row.add(p, s.number, left, right)
			if len(p.tokens) > mostTokens {
				return errTokens
			}
		}
		rows = rows[n:]
	}
	return nil
}

// rows are the rows with text, in order.
func (s sheet) rows() ([]sheetRow, error) {
	slices.SortFunc(s.cells, func(a, b sheetCell) int { return cmp.Or(a.row-b.row, a.column-b.column) })
	slices.SortStableFunc(s.merged, func(a, b area) int { return a.top - b.top })
	var rows []sheetRow
	var covers []area // by column: the merged cell that covers it
	waiting, covered := s.merged, 0
	for i := 0; i < len(s.cells); {
		row := sheetRow{number: s.cells[i].row}
		if len(waiting) > 0 && waiting[0].top <= row.number {
			covers = slices.Clone(covers) // rows above keep theirs
			for ; len(waiting) > 0 && waiting[0].top <= row.number; waiting = waiting[1:] {
				covers = waiting[0].over(covers, row.number)
			}
			if covered += len(covers); covered > mostCovered {
				return nil, errMerged
			}
		}
		row.covers = covers
		for ; i < len(s.cells) && s.cells[i].row == row.number; i++ {
			c := s.cells[i]
			if c.text = trim(c.text); c.text == "" {
				continue
			}
			if row.covered(c.column) { // there is no telling whether it counts
				c.text = unshown
			}
			row.cells = append(row.cells, c)
			row.right = c.column
			if c.column <= len(covers) && covers[c.column-1].bottom >= row.number {
				row.right = covers[c.column-1].right
			}
		}
		if len(row.cells) > 0 {
			row.prose = len(row.cells) == 1 && isProse(row.cells[0].text)
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// over marks the columns the merged cell covers, if it reaches down to the row.
func (a area) over(covers []area, row int) []area {
	if a.bottom < row {
		return covers
	}
	for len(covers) < a.right {
		covers = append(covers, area{})
	}
	for c := a.left; c <= a.right; c++ {
		covers[c-1] = a
	}
	return covers
}

// span is how many columns the cell that begins in the column covers.
func (r sheetRow) span(column int) int {
	if column <= len(r.covers) && r.covers[column-1].bottom >= r.number && r.covers[column-1].left == column {
		return r.covers[column-1].right - column + 1
	}
	return 1
}

// covered reports whether the column belongs to a merged cell that begins elsewhere.
func (r sheetRow) covered(column int) bool {
	if column > len(r.covers) {
		return false
	}
	a := r.covers[column-1]
	return a.bottom >= r.number && (a.top != r.number || a.left != column)
}

// isProse reports whether a text that is alone in its row is no label of a row left blank.
func isProse(text string) bool {
	var t token
	t.text = text
	t.classify()
	if t.kind != word {
		return false
	}
	if t.label == (normal.Label{}) {
		return true
	}
	return !slices.ContainsFunc(forms(), func(f *form) bool {
		return slices.ContainsFunc(append(f.exactly(t.label), f.nearly(t.label)...), func(c candidate) bool {
			return f.Slots[c.slot].Kind == editions.Row
		})
	})
}

// longestTitle is how many characters a line that names the report may have to be a title.
const longestTitle = 60

// addSheetName keeps the name of a sheet, which may say whose report it is.
func (p *page) addSheetName(name string) {
	if name = trim(name); name != "" {
		p.titles = append(p.titles, heading{name, "sheet name", -1})
	}
}

func (p *page) addProse(table int, c sheetCell) {
	for line := range strings.Lines(c.text) {
		if line = trim(line); line == "" {
			continue
		}
		if utf8.RuneCountInString(line) <= longestTitle && isSubject(line) {
			p.titles = append(p.titles, heading{line, "heading", c.offset})
		}
		t := token{text: line, place: report.Place{Table: table, Row: c.row, Column: c.column, Offset: c.offset}}
		t.classify()
		p.tokens = append(p.tokens, t)
	}
}

func (r sheetRow) add(p *page, table, left, right int) {
	cells := r.cells
	at := cells[0].offset
	for column := left; column <= right; column++ {
		if r.covered(column) && !(len(cells) > 0 && cells[0].column == column) {
			continue
		}
		t := token{kind: blank, cell: true, grid: true, span: r.span(column), place: report.Place{Table: table, Row: r.number, Column: column, Offset: at}}
		if len(cells) > 0 && cells[0].column == column {
			t.text, t.place.Offset = cells[0].text, cells[0].offset
			at, cells = cells[0].offset, cells[1:]
			t.classify()
		}
		p.tokens = append(p.tokens, t)
	}
}
