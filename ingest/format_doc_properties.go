package ingest

import "sort"

// docProperties are the formatting of paragraphs or of runs of characters, by where the text lies in
// the stream. They stand on pages of 512 bytes which a list names; a page is looked at when text
// of it comes up.
type docProperties struct {
	main       []byte
	starts     []byte // where the pages' text begins, and where the last one's ends
	pages      []byte
	paragraphs bool
	page       int // the one looked at last, from 1; 0 for none
	list       []docRun
}

// docRun is a stretch of text of one formatting.
type docRun struct {
	from, to int
	style    int
	changes  []byte // the differences from the style, nil for none
}

const pageSize = 512

func newProperties(main, table []byte, at int, paragraphs bool) (docProperties, error) {
	list, ok := stretch(main, table, at)
	n := (len(list) - 4) / 8
	if !ok || n < 1 || len(list) != 4+8*n {
		return docProperties{}, errLayout
	}
	return docProperties{main: main, starts: list[:4*(n+1)], pages: list[4*(n+1):], paragraphs: paragraphs}, nil
}

// at is the run that covers a place in the stream.
func (p *docProperties) at(place int) (docRun, error) {
	n := len(p.pages) / 4
	i := sort.Search(n, func(i int) bool { return u32(p.starts, 4*(i+1)) > place })
	if end := u32(p.starts, 4*n); i == n && !p.paragraphs && place-end < 2 {
		return docRun{from: end, to: end + 2}, nil // some programs leave the last mark of the text out
	}
	if i == n || u32(p.starts, 4*i) > place {
		return docRun{}, errLayout
	}
	if p.page != i+1 {
		if err := p.open(u32(p.pages, 4*i) & 0x3FFFFF); err != nil {
			return docRun{}, err
		}
		p.page = i + 1
	}
	k := sort.Search(len(p.list), func(k int) bool { return p.list[k].to > place })
	if k == len(p.list) || p.list[k].from > place {
		return docRun{}, errLayout
	}
	return p.list[k], nil
}

func (p *docProperties) open(number int) error {
	p.page, p.list = 0, p.list[:0]
	if (number+1)*pageSize > len(p.main) {
		return errLayout
	}
	page := p.main[number*pageSize:][:pageSize]
	n, wide := int(page[pageSize-1]), 1
	if p.paragraphs {
		wide = 13
	}
	if n == 0 || 4*(n+1)+wide*n >= pageSize {
		return errLayout
	}
	for i := range n {
		r := docRun{from: u32(page, 4*i), to: u32(page, 4*i+4)}
		if r.to <= r.from {
			return errLayout
		}
		if at := 2 * int(page[4*(n+1)+wide*i]); at > 0 {
			if !r.read(page[at:pageSize-1], p.paragraphs) {
				return errLayout
			}
		}
		p.list = append(p.list, r)
	}
	return nil
}

// read takes the style and the changes of a run, with their length in front.
func (r *docRun) read(b []byte, paragraph bool) bool {
	if len(b) == 0 {
		return false
	}
	length, b := int(b[0]), b[1:]
	if paragraph {
		length = 2*length - 1
		if length < 0 {
			if len(b) == 0 {
				return false
			}
			length, b = 2*int(b[0]), b[1:]
		}
	}
	if length > len(b) || paragraph && length < 2 {
		return false
	}
	if b = b[:length]; paragraph {
		r.style, b = u16(b, 0), b[2:]
	}
	r.changes = b
	return true
}

// The changes (sprm) that matter here, by their numbers in MS-DOC 2.6.
const (
	sprmDeleted      = 0x0800
	sprmHidden       = 0x083C
	sprmSpecHidden   = 0x0818
	sprmSpecial      = 0x0855
	sprmSymbol       = 0x6A09
	sprmInTable      = 0x2416
	sprmRowEnd       = 0x2417
	sprmInnerCellEnd = 0x244B
	sprmInnerRowEnd  = 0x244C
	sprmDepth        = 0x6649
	sprmTabs         = 0xC615
	sprmCells        = 0xD608
	sprmMerge        = 0x5624
	sprmMergeDown    = 0xD62B
	sprmFarAway      = 0x6646 // the changes stand in another stream
	sprmFarAwayOld   = 0x6645
)

// matter reports whether a change decides what is a cell or what is printed.
func matter(code int) bool {
	switch code {
	case sprmDeleted, sprmHidden, sprmSpecHidden, sprmInTable, sprmRowEnd, sprmInnerCellEnd, sprmInnerRowEnd,
		sprmDepth, sprmCells, sprmMerge, sprmMergeDown, sprmFarAway, sprmFarAwayOld:
		return true
	}
	return false
}

// each calls found with every change and its operand. It reports false if the last one breaks off.
func each(changes []byte, found func(code int, operand []byte)) bool {
	for len(changes) >= 2 {
		code, rest := u16(changes, 0), changes[2:]
		size := [8]int{1, 1, 2, 4, 2, 2, 0, 3}[code>>13]
		if code>>13 == 6 {
			if len(rest) == 0 {
				return false
			}
			size = 1 + int(rest[0])
			switch {
			case code == sprmCells:
				size = 1 + u16(rest, 0)
			case code == sprmTabs && rest[0] == 255 && len(rest) > 1:
				deleted := 4 * int(rest[1])
				if len(rest) < 3+deleted {
					return false
				}
				size = 3 + deleted + 3*int(rest[2+deleted])
			}
		}
		if size > len(rest) {
			return false
		}
		found(code, rest[:size])
		changes = rest[size:]
	}
	return true
}

// harmless reports whether the change that a piece of the text carries can be left aside. It names
// one of a short list of changes by its index there, or one of the lists in front of the pieces.
func harmless(modifier int, changes [][]byte) bool {
	if modifier&1 == 0 {
		switch modifier >> 1 & 0x7F {
		case 0x18, 0x19, 0x41, 0x47: // in a table, end of a row, deleted, hidden
			return false
		}
		return true
	}
	if modifier>>1 >= len(changes) {
		return false
	}
	ok := true
	whole := each(changes[modifier>>1], func(code int, _ []byte) { ok = ok && !matter(code) })
	return ok && whole
}

// docCharacter is what the formatting of a run says that matters here.
type docCharacter struct {
	deleted bool // and the deletion is tracked
	hidden  bool
	special bool // stands for something else
	symbol  bool // a letter of a font of pictures
}

func (r docRun) character() (c docCharacter) {
	each(r.changes, func(code int, operand []byte) {
		on := operand[0] == 1 || operand[0] == 0x81
		switch code {
		case sprmDeleted:
			c.deleted = on
		case sprmHidden, sprmSpecHidden:
			c.hidden = on
		case sprmSpecial:
			c.special = on
		case sprmSymbol:
			c.symbol = true
		}
	})
	return c
}

// docParagraph is what the formatting of a paragraph says that matters here.
type docParagraph struct {
	depth                     int // tables it stands in
	rowEnd                    bool
	innerCellEnd, innerRowEnd bool
	heading                   bool
	cells                     []bool // for the end of a row, by cell: a merged cell covers it; nil if not said
}

func (r docRun) paragraph(data []byte) (docParagraph, error) {
	p := docParagraph{heading: r.style >= 1 && r.style <= 3} // the first styles are the headings by definition
	inTable := false
	changes := r.changes
	for range 2 {
		far := -1
		whole := each(changes, func(code int, operand []byte) {
			switch code {
			case sprmFarAway, sprmFarAwayOld:
				far = u32(operand, 0)
			case sprmInTable:
				inTable = operand[0] != 0
			default:
				p.change(code, operand)
			}
		})
		if !whole {
			return p, errLayout
		}
		if far < 0 {
			break
		}
		if far+2 > len(data) || far+2+u16(data, far) > len(data) {
			return p, errLayout
		}
		changes = data[far+2 : far+2+u16(data, far)]
	}
	if inTable {
		p.depth = max(p.depth, 1)
	}
	return p, nil
}

func (p *docParagraph) change(code int, operand []byte) {
	switch code {
	case sprmRowEnd:
		p.rowEnd = operand[0] != 0
	case sprmInnerCellEnd:
		p.innerCellEnd = operand[0] != 0
	case sprmInnerRowEnd:
		p.innerRowEnd = operand[0] != 0
	case sprmDepth:
		p.depth = u32(operand, 0)
	case sprmCells:
		p.define(operand)
	case sprmMerge: // from one cell up to another, which is not in it
		for i := int(operand[0]) + 1; i < int(operand[1]) && i < len(p.cells); i++ {
			p.cells[i] = true
		}
	case sprmMergeDown:
		if len(operand) >= 3 && int(operand[1]) < len(p.cells) {
			p.cells[operand[1]] = operand[2] == 1
		}
	}
}

// define reads the cells of a row: a length, their number, their edges, and 20 bytes for each, of
// which the last may be missing.
func (p *docParagraph) define(operand []byte) {
	if len(operand) < 3 {
		return
	}
	n := int(operand[2])
	p.cells = make([]bool, n)
	for i := range p.cells {
		at := 3 + 2*(n+1) + 20*i
		if at+2 > len(operand) {
			return
		}
		flags := u16(operand, at)
		across, down := flags&3, flags>>5&3
		p.cells[i] = across == 1 || down == 1
	}
}
