package ingest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"github.com/gongkai/gongkai/report"
)

// Characters that mean something else in Word's text (MS-DOC 2.4.1 and the chapters on fields).
const (
	charPicture    = 0x01
	charNote       = 0x02
	charComment    = 0x05
	charCell       = 0x07 // ends a cell or a row
	charDrawing    = 0x08
	charLine       = 0x0B
	charPage       = 0x0C
	charColumn     = 0x0E
	charParagraph  = 0x0D
	charField      = 0x13
	charResult     = 0x14
	charFieldEnd   = 0x15
	charHyphen     = 0x1E
	charSoftHyphen = 0x1F
)

// docReader walks the text character by character. Tables are known by the marks in the text and
// by the properties of the paragraphs that end with them.
type docReader struct {
	page       page
	main       []byte
	paragraphs docProperties
	runs       docProperties
	data       []byte // the stream for properties too long for their page

	text   []uint16 // of the paragraph at hand
	start  int      // where it begins in the stream
	fields []docField
	tables []*docTable // the table at hand and those around it
	count  int         // tables begun
	made   int         // cells and paragraphs
}

const (
	mostCells      = 1000    // in a row
	mostCharacters = 1 << 21 // in a paragraph
)

type docField struct{ result, hidden bool }

// docTable is a table being read; rows wait for their mark, which says what their cells are.
type docTable struct {
	number, row int
	cells       []docCell
	open        docCell // the cell at hand
}

type docCell struct {
	lines  []string
	offset int
	inner  []token // of the tables in it
	begun  bool
}

// piece reads the characters of a piece.
func (r *docReader) piece(ctx context.Context, p docPiece) error {
	size, began := p.size(), p.at
	var look docRun
	for i := range p.to - p.from {
		at := p.at + i*size
		if i&0xFFFF == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		unit := uint16(r.main[at])
		if p.narrow {
			unit = uint16(charmap.Windows1252.DecodeByte(byte(unit)))
		} else {
			unit = uint16(u16(r.main, at))
		}
		if at >= look.to || at < look.from {
			var err error
			if look, err = r.runs.at(at); err != nil {
				return err
			}
		}
		if len(r.text) == 0 {
			r.start = at
		}
		switch unit {
		case charParagraph, charPage, charCell:
			if err := r.mark(unit, at, size, began, look.character()); err != nil {
				return err
			}
			began = at + size
		default:
			r.character(unit, look.character())
		}
		if len(r.text) > mostCharacters {
			return errTokens
		}
	}
	return nil
}

// character adds one to the paragraph, unless it is not printed.
func (r *docReader) character(unit uint16, c docCharacter) {
	n := len(r.fields)
	resultless := false
	switch {
	case !c.special: // then the marks of fields are none
	case unit == charField:
		r.fields = append(r.fields, docField{hidden: c.deleted || c.hidden})
		return
	case unit == charResult && n > 0:
		r.fields[n-1].result = true
		return
	case unit == charFieldEnd && n > 0:
		resultless = !r.fields[n-1].result && !r.fields[n-1].hidden
		if r.fields = r.fields[:n-1]; !resultless {
			return
		}
	}
	if c.deleted || c.hidden || slices.ContainsFunc(r.fields, func(f docField) bool { return !f.result }) {
		return
	}
	switch {
	case resultless: // a field without a result may still print something
		unit = unshownUnit
	case c.symbol || (unit == charPicture || unit == charDrawing) && c.special:
		unit = unshownUnit
	case (unit == charNote || unit == charComment) && c.special || unit == charSoftHyphen:
		return
	case unit == charLine || unit == charColumn:
		unit = '\n'
	case unit == charHyphen:
		unit = '-'
	case unit < ' ' && unit != '\t':
		unit = 0xFFFD
	}
	r.text = append(r.text, unit)
}

const unshownUnit = 0xFFFC // [unshown]

// mark ends a paragraph, a cell or a row.
func (r *docReader) mark(unit uint16, at, size, began int, c docCharacter) error {
	found, err := r.paragraphs.at(at)
	if err != nil {
		return err
	}
	if found.from > began || found.to < at+size {
		return errLayout // a paragraph of the list ends where none of the text does
	}
	p, err := found.paragraph(r.data)
	if err != nil {
		return err
	}
	depth := p.depth
	if unit == charCell {
		depth = 1
	}
	if err := r.descend(depth); err != nil {
		return err
	}
	if depth == 0 {
		return r.flush(p)
	}
	t := r.tables[depth-1]
	switch {
	case unit == charCell && p.rowEnd || p.innerRowEnd:
		if len(r.text) > 0 || t.open.begun || len(t.cells) == 0 {
			return errRowCells
		}
		return r.endRow(t, p, c.deleted)
	}
	r.line(t)
	if unit == charCell || p.innerCellEnd {
		t.cells, t.open = append(t.cells, t.open), docCell{}
	}
	if len(t.cells) > mostCells || len(t.open.lines) > mostTokens {
		return errTokens
	}
	return nil
}

// descend opens or closes tables until there are as many as the paragraph stands in.
func (r *docReader) descend(depth int) error {
	if depth > mostNested {
		return errNested
	}
	for len(r.tables) > depth {
		if err := r.closeTable(); err != nil {
			return err
		}
	}
	for len(r.tables) < depth {
		r.count++
		r.tables = append(r.tables, &docTable{number: r.count})
	}
	return nil
}

func (r *docReader) closeTable() error {
	n := len(r.tables)
	if t := r.tables[n-1]; len(t.cells) > 0 || t.open.begun {
		return errOpenRow
	}
	r.tables = r.tables[:n-1]
	return nil
}

// line ends a paragraph within a cell.
func (r *docReader) line(t *docTable) {
	if !t.open.begun {
		t.open.begun, t.open.offset = true, r.start
	}
	if len(r.text) > 0 {
		t.open.lines = append(t.open.lines, string(utf16.Decode(r.text)))
		r.text = r.text[:0]
	}
}

// endRow turns the row into tokens. Cells that a merged one covers are none.
func (r *docReader) endRow(t *docTable, p docParagraph, deleted bool) error {
	cells := t.cells
	t.cells = nil
	if p.cells != nil && len(p.cells) != len(cells) {
		return errRowCells
	}
	if deleted {
		return nil
	}
	t.row++
	out := &r.page.tokens
	if n := len(r.tables); n > 1 {
		out = &r.tables[n-2].open.inner
		r.tables[n-2].open.begin(r.start)
	}
	for i, c := range cells {
		text := shownText(strings.Join(c.lines, "\n"))
		if p.cells != nil && p.cells[i] {
			if text == "" {
				continue
			}
			text = unshown // a text under a merged cell: there is no telling whether it counts
		}
		if c.inner != nil { // it only holds tables: what stands beside them is running text
			*out = append(*out, c.beside(text)...)
			*out = append(*out, c.inner...)
		} else {
			tk := token{text: text, cell: true, grid: true, place: report.Place{Table: t.number, Row: t.row, Column: i + 1, Offset: int64(c.offset)}}
			tk.classify()
			*out = append(*out, tk)
		}
		if r.made++; r.made > mostTokens {
			return errTokens
		}
	}
	return nil
}

func (c *docCell) begin(at int) {
	if !c.begun {
		c.begun, c.offset = true, at
	}
}

func (c docCell) beside(text string) []token {
	var all []token
	for line := range strings.Lines(text) {
		if line = trim(line); line != "" {
			t := token{text: line, place: report.Place{Offset: int64(c.offset)}}
			t.classify()
			all = append(all, t)
		}
	}
	return all
}

// shownText is a text without the pictures in it, unless it would be a figure or blank then.
func shownText(s string) string {
	s = trim(s)
	if bare := trim(strings.ReplaceAll(s, unshown, "")); bare != s {
		if _, k := parseAmount(bare); k == word {
			return bare
		}
	}
	return s
}

// flush ends a paragraph of running text.
func (r *docReader) flush(p docParagraph) error {
	text := strings.Join(strings.Fields(shownText(string(utf16.Decode(r.text)))), " ")
	r.text = r.text[:0]
	if text == "" || text == unshown {
		return nil
	}
	if p.heading {
		r.page.titles = append(r.page.titles, heading{text, "heading", int64(r.start)})
	}
	t := token{text: text, place: report.Place{Offset: int64(r.start)}}
	t.classify()
	r.page.tokens = append(r.page.tokens, t)
	if r.made++; r.made > mostTokens {
		return errTokens
	}
	return nil
}

func (r *docReader) end() (page, error) {
	if err := r.descend(0); err != nil {
		return page{}, err
	}
	if len(r.fields) > 0 {
		return page{}, errors.New("it ends inside a field")
	}
	if err := r.flush(docParagraph{}); err != nil {
		return page{}, err
	}
	return r.page, nil
}
