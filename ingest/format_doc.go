package ingest

import (
	"context"
	"errors"

	"github.com/gongkai/gongkai/report"
)

var (
	errDOCPassword = refusal{report.Encrypted, "it is protected by a password: save it without one and read that"}
	errDOCVersion  = refusal{report.NeedsConversion, "it was made by Word 95 or older: open it in an office program, save it as DOCX and read that"}
	errDOCChanges  = refusal{report.NeedsConversion, "it keeps changes of its layout apart (a fast save): open it in an office program, save it as DOCX and read that"}
	errPieces      = errors.New("the list of the pieces of its text is damaged")
	errLayout      = errors.New("the list of its paragraphs is damaged")
	errOpenRow     = errors.New("it ends inside the row of a table")
	errRowCells    = errors.New("a row of a table has other cells than it says")
)

// docPiece is a run of the text that lies in one place of the stream.
type docPiece struct {
	from, to int // characters
	at       int // of the first in the stream
	narrow   bool
}

// readDOC reads the main text of a Word 97 to 2003 document: no headers, notes or text boxes, no
// text that is deleted but tracked, or hidden. Offsets are those in the document's text stream.
func readDOC(ctx context.Context, b []byte) (page, error) {
	o, err := openOLE(b)
	if err != nil {
		return page{}, err
	}
	main, err := o.read("WordDocument")
	if err != nil {
		return page{}, err
	}
	pieces, r, err := openDOC(o, main)
	if err != nil {
		return page{}, err
	}
	for _, p := range pieces {
		if err := r.piece(ctx, p); err != nil {
			return page{}, err
		}
	}
	p, err := r.end()
	p.titles = append(p.titles, o.titles()...)
	return p, err
}

// openDOC reads the head of the document: where its text and the properties lie.
func openDOC(o ole, main []byte) ([]docPiece, *docReader, error) {
	const (
		encrypted = 1 << 8
		secondOne = 1 << 9 // which of the two streams holds the lists
	)
	flags := u16(main, 10)
	switch {
	case len(main) < 0x1AA || u16(main, 0) != 0xA5EC && u16(main, 0) != 0xA5DC:
		return nil, nil, errors.New("its head is damaged")
	case flags&encrypted != 0:
		return nil, nil, errDOCPassword
	case u16(main, 2) < 0xC1:
		return nil, nil, errDOCVersion
	}
	name := "0Table"
	if flags&secondOne != 0 {
		name = "1Table"
	}
	table, err := o.read(name)
	if err != nil {
		return nil, nil, err
	}
	r := &docReader{main: main}
	if _, ok := o["Data"]; ok {
		if r.data, err = o.read("Data"); err != nil {
			return nil, nil, err
		}
	}
	if r.runs, err = newProperties(main, table, 0xFA, false); err != nil {
		return nil, nil, err
	}
	if r.paragraphs, err = newProperties(main, table, 0x102, true); err != nil {
		return nil, nil, err
	}
	pieces, err := piecesOf(main, table)
	return pieces, r, err
}

// stretch is the part of a stream that the head names at an offset by its place and length.
func stretch(main, stream []byte, at int) ([]byte, bool) {
	from, length := u32(main, at), u32(main, at+4)
	if from > len(stream) || length > len(stream)-from {
		return nil, false
	}
	return stream[from : from+length], true
}

// piecesOf are the pieces of the main text in order.
func piecesOf(main, table []byte) ([]docPiece, error) {
	clx, ok := stretch(main, table, 0x1A2)
	if !ok {
		return nil, errPieces
	}
	var changes [][]byte
	for len(clx) >= 3 && clx[0] == 1 {
		end := 3 + u16(clx, 1)
		if end > len(clx) {
			return nil, errPieces
		}
		changes = append(changes, clx[3:end])
		clx = clx[end:]
	}
	if len(clx) < 5+4 || clx[0] != 2 || u32(clx, 1) > len(clx)-5 {
		return nil, errPieces
	}
	list := clx[5 : 5+u32(clx, 1)]
	n, length := (len(list)-4)/12, u32(main, 76)
	if n < 1 || len(list) != 4+12*n || u32(list, 0) != 0 || u32(list, 4*n) < length || length > len(main) {
		return nil, errPieces
	}
	var pieces []docPiece
	for i := range n {
		p := docPiece{from: u32(list, 4*i), to: min(u32(list, 4*i+4), length)}
		if u32(list, 4*i+4) <= p.from {
			return nil, errPieces
		}
		if p.from >= length {
			break
		}
		at := 4*(n+1) + 8*i
		if !harmless(u16(list, at+6), changes) {
			return nil, errDOCChanges
		}
		where := u32(list, at+2)
		p.at, p.narrow = where&0x3FFFFFFF, where&0x40000000 != 0
		if p.narrow {
			p.at /= 2
		}
		if p.at+(p.to-p.from)*p.size() > len(main) {
			return nil, errPieces
		}
		pieces = append(pieces, p)
	}
	return pieces, nil
}

// size is how many bytes a character of the piece has.
func (p docPiece) size() int {
	if p.narrow {
		return 1
	}
	return 2
}
