package ingest

import (
	"slices"
	"sort"

	"github.com/gongkai/gongkai/report"
)

// worksheet is a sheet being read, with what is hidden in it.
type worksheet struct {
	sheet   sheet
	rows    gaps // hidden
	columns gaps // hidden

	lastText int         // the last row with text, hidden ones not counted; -1 before the first
	blanks   []sheetCell // those of rows without text right below one with text
}

// gaps are the numbers of rows or columns that are not shown, in order. Without them the others
// close up: what stands beside a hidden column is neighbours, and no blank is between.
type gaps []int

func (g gaps) before(n int) int { return sort.SearchInts(g, n) }

// closed is the number that n has when the gaps are closed; for one that is hidden, that of the
// next one shown.
func (g gaps) closed(n int) int { return n - g.before(n) }

func (g gaps) hidden(n int) bool {
	_, found := slices.BinarySearch(g, n)
	return found
}

// opened is the number that closed made of it.
func (g gaps) opened(n int) int {
	return n + sort.Search(len(g), func(i int) bool { return g[i]-i > n })
}

// written adds a cell in which something stands, in order of rows.
func (r *worksheet) written(c sheetCell, hidden bool) {
	r.sheet.cells = append(r.sheet.cells, c)
	if !hidden {
		r.lastText = c.row - len(r.rows)
	}
}

// blank keeps an empty cell if it may be one of a row of figures that are all left out.
func (r *worksheet) blank(c sheetCell, hidden bool) {
	if !hidden && c.row-len(r.rows) == r.lastText+1 {
		r.blanks = append(r.blanks, c)
	}
}

// closed is what is shown of a merged cell; ok is false if nothing is.
func (a area) closed(rows, columns gaps) (shown area, ok bool) {
	shown = area{
		top: rows.closed(a.top), bottom: a.bottom - rows.before(a.bottom+1),
		left: columns.closed(a.left), right: a.right - columns.before(a.right+1),
	}
	return shown, shown.top <= shown.bottom && shown.left <= shown.right
}

// shown is the sheet with its hidden rows and columns closed up. A merged cell that begins in one
// of them begins where it is first seen.
func (r *worksheet) shown() sheet {
	if len(r.rows) == 0 && len(r.columns) == 0 {
		return r.sheet
	}
	s := sheet{number: r.sheet.number}
	moved := map[[2]int][2]int{} // from where a merged cell begins to where it is seen
	for _, a := range r.sheet.merged {
		to, ok := a.closed(r.rows, r.columns)
		if !ok {
			continue
		}
		s.merged = append(s.merged, to)
		if r.rows.hidden(a.top) || r.columns.hidden(a.left) {
			moved[[2]int{a.top, a.left}] = [2]int{to.top, to.left}
		}
	}
	taken := map[[2]int]bool{}
	for _, c := range r.sheet.cells {
		if to, ok := moved[[2]int{c.row, c.column}]; ok && !taken[to] {
			taken[to] = true
			c.row, c.column = to[0], to[1]
			s.cells = append(s.cells, c)
		}
	}
	for _, c := range r.sheet.cells {
		to := [2]int{r.rows.closed(c.row), r.columns.closed(c.column)}
		if r.rows.hidden(c.row) || r.columns.hidden(c.column) || taken[to] {
			continue
		}
		c.row, c.column = to[0], to[1]
		s.cells = append(s.cells, c)
	}
	return s
}

// addTo appends what is shown of the sheet to the page, with the rows and columns it really has.
func (r *worksheet) addTo(p *page, stop func() error) error {
	s := r.shown()
	from := len(p.tokens)
	if err := p.addSheet(s); err != nil {
		return err
	}
	blanks, err := r.blankRows(s, stop)
	if err != nil {
		return err
	}
	added := withBlankRows(p.tokens[from:], blanks)
	if p.tokens = append(p.tokens[:from:from], added...); len(p.tokens) > mostTokens {
		return errTokens
	}
	for i := range p.tokens[from:] {
		at := &p.tokens[from+i].place
		at.Row, at.Column = r.rows.opened(at.Row), r.columns.opened(at.Column)
	}
	return nil
}

// blankRows are the cells of the rows in which nothing stands at all, by row. Only those count that
// the file has and no merged cell covers.
func (r *worksheet) blankRows(s sheet, stop func() error) (map[int][]token, error) {
	written := map[int]bool{}
	for _, c := range s.cells {
		written[c.row] = true
	}
	found := map[int][]token{}
	row, covering := 0, []area(nil) // the merged cells that reach into the row
	for _, c := range r.blanks {
		if r.columns.hidden(c.column) {
			continue
		}
		at := report.Place{Table: s.number, Row: r.rows.closed(c.row), Column: r.columns.closed(c.column), Offset: c.offset}
		if written[at.Row] {
			continue
		}
		if at.Row != row {
			if err := stop(); err != nil {
				return nil, err
			}
			row, covering = at.Row, nil
			for _, a := range s.merged {
				if a.top <= row && row <= a.bottom {
					covering = append(covering, a)
				}
			}
		}
		if !slices.ContainsFunc(covering, func(a area) bool {
			return a.left <= at.Column && at.Column <= a.right && (a.top != row || a.left != at.Column)
		}) {
			found[row] = append(found[row], token{kind: blank, cell: true, grid: true, span: 1, place: at})
		}
	}
	return found, nil
}

// withBlankRows puts blank rows behind the rows of a table they follow.
func withBlankRows(tokens []token, blanks map[int][]token) []token {
	if len(blanks) == 0 {
		return tokens
	}
	all := make([]token, 0, len(tokens))
	for i, t := range tokens {
		all = append(all, t)
		if t.grid && (i+1 == len(tokens) || tokens[i+1].place.Row != t.place.Row) {
			all = append(all, blanks[t.place.Row+1]...)
		}
	}
	return all
}
