package sql

import (
	"encoding/binary"
	"errors"
	"slices"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// Cells are packed because two hundred rows a report would weigh four times as much. Each cell is
// a byte of flags, then what the flags do not already say: the cell's position in the catalogue
// unless it follows the one before, the value, the text unless it is the value's plain form, the
// place unless it is the next column of the same row, and always the byte offset from the one
// before. Numbers are varints. A change of the catalogue changes schemaID, so positions hold.
const (
	stateBits   = 0b11
	derivedBit  = 1 << 2
	followsBit  = 1 << 3 // the next cell of the catalogue
	wholeBit    = 1 << 4 // the value is a whole number
	plainBit    = 1 << 5 // the text is the value as a plain decimal; empty where there is no value
	nextBit     = 1 << 6 // the same table and row, one column on
	packVersion = 1
)

var packedStates = []report.State{report.Numeric, report.Blank, report.NotApplicable, report.Illegible}

var errPacked = errors.New("packed cells are damaged")

var refIndex = sync.OnceValue(func() map[report.Ref]int {
	index := make(map[report.Ref]int)
	for i, r := range report.Refs("") {
		index[r] = i
	}
	return index
})

// isPlain reports whether the cell's text is its value as a plain decimal, or empty without a value.
func isPlain(c *report.Cell) bool {
	if c.State != report.Numeric {
		return c.Text == ""
	}
	var plain [32]byte
	return string(c.Value.Append(plain[:0])) == c.Text
}

// packCells packs the cells of a report that was checked; positions are theirs in the catalogue.
func packCells(cells []report.Cell, positions []int) []byte {
	b := append(make([]byte, 0, 4*len(cells)+1), packVersion)
	last, at := -1, report.Place{}
	for i := range cells {
		c := &cells[i]
		flags := byte(slices.Index(packedStates, c.State))
		if c.Derived {
			flags |= derivedBit
		}
		if positions[i] == last+1 {
			flags |= followsBit
		}
		whole, isWhole := c.Value.Whole()
		if isWhole {
			flags |= wholeBit
		}
		if isPlain(c) {
			flags |= plainBit
		}
		if c.Place.Table == at.Table && c.Place.Row == at.Row && c.Place.Column == at.Column+1 {
			flags |= nextBit
		}
		b = append(b, flags)
		if flags&followsBit == 0 {
			b = binary.AppendUvarint(b, uint64(positions[i]))
		}
		if c.State == report.Numeric {
			if isWhole {
				b = binary.AppendVarint(b, whole)
			} else {
				b = appendText(b, c.Value.String())
			}
		}
		if flags&plainBit == 0 {
			b = appendText(b, c.Text)
		}
		if flags&nextBit == 0 {
			b = binary.AppendVarint(b, int64(c.Place.Table-at.Table))
			b = binary.AppendVarint(b, int64(c.Place.Row-at.Row))
			b = binary.AppendVarint(b, int64(c.Place.Column-at.Column))
		}
		b = binary.AppendVarint(b, c.Place.Offset-at.Offset)
		last, at = positions[i], c.Place
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// unpackCells are the cells in the order they were packed.
func unpackCells(b []byte) ([]report.Cell, error) {
	if len(b) == 0 || b[0] != packVersion {
		return nil, errPacked
	}
	r := packReader{rest: b[1:]}
	refs := report.Refs("")
	cells := make([]report.Cell, 0, 200)
	last, at := -1, report.Place{}
	for len(r.rest) > 0 && !r.failed {
		flags := r.rest[0]
		r.rest = r.rest[1:]
		position := last + 1
		if flags&followsBit == 0 {
			position = int(r.uvarint())
		}
		if position < 0 || position >= len(refs) {
			return nil, errPacked
		}
		c := report.Cell{Line: refs[position].Line, Column: refs[position].Column,
			State: packedStates[flags&stateBits], Derived: flags&derivedBit != 0}
		if c.State == report.Numeric {
			if flags&wholeBit != 0 {
				c.Value = report.Count(r.varint())
			} else {
				c.Value = r.number()
			}
		}
		switch {
		case flags&plainBit == 0:
			c.Text = r.text()
		case c.State == report.Numeric:
			c.Text = c.Value.String()
		}
		if flags&nextBit != 0 {
			at.Column++
		} else {
			at.Table += int(r.varint())
			at.Row += int(r.varint())
			at.Column += int(r.varint())
		}
		at.Offset += r.varint()
		c.Place, last = at, position
		cells = append(cells, c)
	}
	if r.failed {
		return nil, errPacked
	}
	return cells, nil
}

// packReader takes packed values off the front; failed tells that they ran out.
type packReader struct {
	rest   []byte
	failed bool
}

func (r *packReader) uvarint() uint64 {
	n, size := binary.Uvarint(r.rest)
	return advance(r, n, size)
}

func (r *packReader) varint() int64 {
	n, size := binary.Varint(r.rest)
	return advance(r, n, size)
}

func advance[T int64 | uint64](r *packReader, n T, size int) T {
	if size <= 0 {
		r.failed, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *packReader) text() string {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.failed, r.rest = true, nil
		return ""
	}
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}

func (r *packReader) number() report.Number {
	n, err := report.ParseNumber(r.text())
	if err != nil {
		r.failed = true
	}
	return n
}
