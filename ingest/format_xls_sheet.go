package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// xlsRows reads the records of one worksheet, which may come in any order.
type xlsRows struct {
	*xlsReader
	table    int // its number
	cells    []sheetCell
	blanks   map[int][][3]int // by row: from column to column, and where the record begins
	merged   []area
	hidden   []int       // rows
	columns  []int       // hidden ones
	ends     map[int]int // by row: its last column, 0 if not said
	end      int         // the last column of the sheet, 0 if not said
	records  int         // of cells
	uncalced bool        // formulas were not worked out before the file was saved
	pending  *sheetCell  // a formula whose text comes with the next record
}

// mostBlanks is how many cells a sheet may have with the empty ones, which sheets have many of.
const mostBlanks = 4 * mostTokens

var errLength = errors.New("a record of the workbook has a length that its kind cannot have")

// sheet appends the worksheet that begins at a place in the stream to the page.
func (r *xlsReader) sheet(ctx context.Context, table, at int, p *page) error {
	first, at, err := r.next(at)
	if err != nil || first.kind != recBOF {
		return errors.New("the workbook names a sheet where none is")
	}
	s := xlsRows{xlsReader: r, table: table, blanks: map[int][][3]int{}, ends: map[int]int{}}
	for depth := 0; ; { // a chart in a sheet is a sheet within it
		rec, end, err := r.next(at)
		if err != nil {
			return err
		}
		at = end
		switch {
		case rec.kind == recBOF:
			depth++
		case rec.kind == recEOF && depth == 0:
			if err := s.settle(unshown); err != nil {
				return err
			}
			w, err := s.worksheet()
			if err != nil {
				return err
			}
			return w.addTo(p, ctx.Err)
		case rec.kind == recEOF:
			depth--
		case rec.kind == recFilePass:
			return errXLSPassword
		case depth == 0:
			if err := s.record(rec); err != nil {
				return err
			}
		}
		if len(s.cells) > mostTokens || s.records > mostBlanks {
			return errTokens
		}
	}
}

// worksheet is what was read, in order, if it holds together: a cell stands in it once, and none
// beyond where both its row and the sheet end.
func (s *xlsRows) worksheet() (worksheet, error) {
	w := worksheet{sheet: sheet{number: s.table, merged: s.merged}, rows: s.hidden, columns: s.columns, lastText: -1}
	slices.Sort(w.rows)
	slices.Sort(w.columns)
	w.rows, w.columns = slices.Compact(w.rows), slices.Compact(w.columns)
	cells := s.cells
	for row, spans := range s.blanks {
		for _, span := range spans {
			for column := span[0]; column <= span[1]; column++ {
				cells = append(cells, sheetCell{row: row, column: column, offset: int64(span[2])})
			}
		}
		if len(cells) > mostBlanks {
			return w, errTokens
		}
	}
	slices.SortFunc(cells, func(a, b sheetCell) int { return cmp.Or(a.row-b.row, a.column-b.column) })
	for i, c := range cells {
		end := s.ends[c.row]
		switch {
		case i > 0 && cells[i-1].row == c.row && cells[i-1].column == c.column:
			return w, fmt.Errorf("the cell in row %d, column %d is there twice", c.row, c.column)
		case c.text != "" && end > 0 && c.column > end && s.end > 0 && c.column > s.end || c.column > 256:
			return w, fmt.Errorf("a cell stands in row %d, column %d, beyond the end of its row", c.row, c.column)
		case trim(c.text) == "":
			w.blank(c, w.rows.hidden(c.row))
		default:
			w.written(c, w.rows.hidden(c.row))
		}
	}
	return w, nil
}

// lengths are how long a record of a cell is, at least and at most; 0 for no end. A record with
// another length would swallow its neighbours.
var lengths = map[int][2]int{
	recFormula: {20, 0}, recMulRK: {12, 0}, recRString: {8, 0}, recLabelSST: {10, 10}, recNumber: {14, 14}, recLabel: {8, 0},
	recBoolErr: {8, 8}, recRK: {10, 10}, recBlank: {6, 6}, recMulBlank: {8, 0}, recMergedCells: {2, 0}, recRow: {16, 16},
	recColInfo: {10, 12}, recDimensions: {10, 14},
}

func (s *xlsRows) record(rec xlsRecord) error {
	if l, ok := lengths[rec.kind]; ok && (len(rec.data) < l[0] || l[1] > 0 && len(rec.data) > l[1]) {
		return errLength
	}
	if s.pending != nil && rec.kind == recString {
		text, err := s.text(rec.data, 0, false)
		if err != nil {
			return err
		}
		return s.settle(text)
	}
	d := rec.data
	row, column, style := u16(d, 0), u16(d, 2), u16(d, 4)
	switch rec.kind {
	case recLabelSST:
		n := u32(d, 6)
		if n >= len(s.strings) {
			return fmt.Errorf("a cell has the text %d of %d", n, len(s.strings))
		}
		return s.put(rec, row, column, s.strings[n])
	case recLabel, recRString:
		text, err := s.text(d, 6, false)
		if err != nil {
			return err
		}
		return s.put(rec, row, column, text)
	case recRK:
		return s.number(rec, row, column, style, rk(little.Uint32(d[6:])))
	case recNumber:
		return s.number(rec, row, column, style, decimal(math.Float64frombits(little.Uint64(d[6:]))))
	case recMulRK:
		return s.several(rec)
	case recFormula:
		return s.formula(rec)
	case recBoolErr:
		return s.put(rec, row, column, unshown)
	case recBlank:
		s.blank(rec, row, column, column)
	case recMulBlank:
		last := u16(d, len(d)-2)
		if len(d) != 6+2*(last-column+1) {
			return errLength
		}
		s.blank(rec, row, column, last)
	case recMergedCells:
		return s.merge(d)
	case recDimensions:
		s.end = u16(d, len(d)-4)
	case recRow:
		s.ends[row+1] = u16(d, 4)
		if d[12]&0x20 != 0 {
			s.hidden = append(s.hidden, row+1)
		}
	case recColInfo:
		if d[8]&1 != 0 {
			for c := row; c <= min(column, 255); c++ {
				s.columns = append(s.columns, c+1)
			}
		}
	case recUncalced:
		s.uncalced = true
	}
	return nil
}

func (s *xlsRows) blank(rec xlsRecord, row, first, last int) {
	s.blanks[row+1] = append(s.blanks[row+1], [3]int{first + 1, last + 1, rec.at})
	s.records++
}

func (s *xlsRows) put(rec xlsRecord, row, column int, text string) error {
	return s.add(sheetCell{row + 1, column + 1, text, int64(rec.at)})
}

// settle adds the formula that waits for its text, if one does.
func (s *xlsRows) settle(text string) error {
	if s.pending == nil {
		return nil
	}
	c := *s.pending
	s.pending, c.text = nil, text
	return s.add(c)
}

func (s *xlsRows) add(c sheetCell) error {
	if err := s.settle(unshown); err != nil {
		return err
	}
	s.cells = append(s.cells, c)
	return nil
}

func (s *xlsRows) number(rec xlsRecord, row, column, style int, text string) error {
	f, err := s.format(style)
	if err != nil {
		return err
	}
	return s.put(rec, row, column, f.show(text))
}

// several are numbers side by side, each with its style.
func (s *xlsRows) several(rec xlsRecord) error {
	d := rec.data
	row, first, last := u16(d, 0), u16(d, 2), u16(d, len(d)-2)
	if n := last - first + 1; n < 1 || len(d) != 6+6*n {
		return errLength
	}
	for column := first; column <= last; column++ {
		at := 4 + 6*(column-first)
		if err := s.number(rec, row, column, u16(d, at), rk(little.Uint32(d[at+2:]))); err != nil {
			return err
		}
	}
	return nil
}

// formula takes the result a formula had when the file was saved.
func (s *xlsRows) formula(rec xlsRecord) error {
	d := rec.data
	row, column, style := u16(d, 0), u16(d, 2), u16(d, 4)
	switch {
	case s.uncalced:
		return s.put(rec, row, column, unshown)
	case u16(d, 12) != 0xFFFF:
		return s.number(rec, row, column, style, decimal(math.Float64frombits(little.Uint64(d[6:]))))
	case d[6] == 0:
		s.pending = &sheetCell{row + 1, column + 1, "", int64(rec.at)}
		return nil
	case d[6] == 3:
		return s.put(rec, row, column, "")
	}
	return s.put(rec, row, column, unshown)
}

func (s *xlsRows) merge(d []byte) error {
	n := u16(d, 0)
	if len(d) != 2+8*n {
		return errLength
	}
	for i := range n {
		at := 2 + 8*i
		a := area{top: u16(d, at) + 1, bottom: u16(d, at+2) + 1, left: u16(d, at+4) + 1, right: u16(d, at+6) + 1}
		if a.bottom < a.top || a.right < a.left || a.right > 256 {
			return errors.New("a merged cell of the workbook ends before it begins")
		}
		s.merged = append(s.merged, a)
	}
	if len(s.merged) > mostMerged {
		return errMerged
	}
	return nil
}
