package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	pdfium_errors "github.com/klippa-app/go-pdfium/errors"

	"github.com/gongkai/gongkai/report"
)

// A PDF has no tables, only glyphs and lines in places. Where lines draw a lattice, the glyphs
// inside a cell are its text and a cell without any is blank. Elsewhere what stands on one line
// becomes running text, parted where the gaps are wide, and the labels of the form tell what it is.
//
// Places: Table counts the lattices of the document; one that goes on over a page break keeps its
// number, and its rows go on. Row and Column count the lattice's own, merged cells by their first.
// Outside tables Row is the page times 1000 plus the line. Offset is 0: the bytes of a PDF are
// packed, and no offset would lead anyone to a figure.
//
// Scripts, attachments and fields to fill in are not looked at; a cell with a field or a picture
// in it is unreadable, not blank.

const (
	mostPages   = 300
	mostGlyphs  = 200_000
	mostObjects = 50_000 // text, lines and pictures on a page
	pageRows    = 1000   // see above
)

var (
	errPages     = refusal{report.TooLarge, fmt.Sprintf("it has more than %d pages: take out the report's own and read that", mostPages)}
	errGlyphs    = refusal{report.TooLarge, fmt.Sprintf("it has more than %d letters: take out the report's own pages and read that", mostGlyphs)}
	errDrawing   = refusal{report.TooLarge, fmt.Sprintf("it has a page with more than %d drawn things: print the report's own pages to a new PDF", mostObjects)}
	errPDFSecret = refusal{report.Encrypted, "it is protected by a password: save it without one and read that"}
	errPDFOpen   = refusal{report.Corrupt, "it is no whole PDF: fetch it again"}
	errScan      = refusal{report.NeedsOCR, "its pages are pictures: there is no text in them to read. Find the page's text or the office's own file, or type the figures into the form"}
	errNoLetters = refusal{report.NeedsOCR, "its fonts do not say which letters they draw: there is nothing to read but shapes. Find the page's text or the office's own file"}
	errNoText    = refusal{report.Empty, "there is nothing on its pages: fetch it again"}
)

// pdfPage is a page turned upright.
type pdfPage struct {
	tables []*lattice
	lines  []*textLine // outside the tables, from the top down
	em     float64
}

// readPDF reads the text layer of a PDF.
func readPDF(ctx context.Context, b []byte) (page, error) {
	if err := soundPDF(b); err != nil {
		return page{}, err
	}
	var d pdfDocument
	err := withPDFium(ctx, func(p pdfium.Pdfium) error {
		d = pdfDocument{pdfium: p}
		return d.read(ctx, b)
	})
	switch {
	case ctx.Err() != nil:
		return page{}, ctx.Err()
	case errors.Is(err, pdfium_errors.ErrPassword), errors.Is(err, pdfium_errors.ErrSecurity):
		return page{}, errPDFSecret
	case errors.Is(err, pdfium_errors.ErrFormat), errors.Is(err, pdfium_errors.ErrFile), errors.Is(err, pdfium_errors.ErrPage), errors.Is(err, pdfium_errors.ErrUnknown):
		return page{}, errPDFOpen
	case err != nil:
		return page{}, err
	}
	if err := d.legible(); err != nil {
		return page{}, err
	}
	return d.page(ctx)
}

// legible refuses a document without text, saying which kind of nothing it has.
func (d *pdfDocument) legible() error {
	glyphs, unknown := 0, 0
	pictures := false
	for _, p := range d.pages {
		glyphs += len(p.glyphs)
		unknown += p.unknown
		pictures = pictures || p.pictures()
	}
	switch {
	case glyphs-unknown < 20 && pictures:
		return errScan
	case glyphs == 0:
		return errNoText
	case 5*unknown > glyphs:
		return errNoLetters
	}
	return nil
}

// page lays the document out: its tables and the lines around them, in reading order.
func (d *pdfDocument) page(ctx context.Context) (page, error) {
	var pages []*pdfPage
	var pictured []string
	for i, raw := range d.pages {
		if ctx.Err() != nil {
			return page{}, ctx.Err()
		}
		if len(raw.glyphs) == 0 && raw.pictures() {
			pictured = append(pictured, fmt.Sprint(i+1))
		}
		pages = append(pages, layOut(raw))
		d.pages[i] = nil
	}
	runningHeads(pages)
	p := page{titles: d.titles(pages)}
	if len(pictured) > 0 {
		p.cut = fmt.Sprintf("page %s is a picture without text", strings.Join(pictured, ", "))
	}
	for _, p := range pages {
		apartFromLabels(p.lines)
		wholeLabels(p.lines)
		p.lines = slices.DeleteFunc(p.lines, func(l *textLine) bool { return len(l.chunks) == 0 })
	}
	placed := columns(pdfLines(pages))
	for _, b := range blocks(pages) {
		p.addBlock(b, placed)
	}
	if len(p.tokens) > mostTokens {
		return page{}, errTokens
	}
	return p, nil
}

// layOut turns a page upright and finds its tables.
func layOut(raw *rawPage) *pdfPage {
	quarter := raw.quarter()
	glyphs := make([]glyph, len(raw.glyphs))
	for i, g := range raw.glyphs {
		glyphs[i] = g.turned(quarter)
	}
	rulings := make([]ruling, len(raw.rulings))
	for i, r := range raw.rulings {
		rulings[i] = r.turned(quarter)
	}
	p := &pdfPage{em: middleEm(glyphs)}
	var view rectangle
	view.x0, view.y0, view.x1, view.y1 = turnBox(quarter, raw.view.x0, raw.view.y0, raw.view.x1, raw.view.y1)
	atEdge(glyphs, view, p.em)
	p.tables = lattices(rulings, p.em)
	outside := placeGlyphs(p.tables, glyphs)
	var whole []*lattice
	for _, t := range p.tables {
		t.cutCells(view, p.em)
		text, ok := t.settle(p.tables, p.em)
		outside = append(outside, text...)
		if ok {
			whole = append(whole, t)
		}
	}
	p.tables = whole
	for _, box := range raw.covers {
		x0, y0, x1, y1 := turnBox(quarter, box.x0, box.y0, box.x1, box.y1)
		cover(p.tables, glyph{char: unknownGlyph, x0: x0, y0: y0, x1: x1, y1: y1}, box.picture)
	}
	for quarter := range 4 {
		same := slices.DeleteFunc(slices.Clone(outside), func(g glyph) bool { return g.turn != quarter })
		for _, l := range inLines(same, p.em) {
			if quarter > 0 { // sliced words, and no figures for sure
				l.chunks = slices.DeleteFunc(l.chunks, func(c chunk) bool { return strings.ContainsFunc(c.text, unicode.IsDigit) })
			}
			p.lines = append(p.lines, &l)
		}
	}
	p.lines = slices.DeleteFunc(p.lines, func(l *textLine) bool { return len(l.chunks) == 0 })
	slices.SortStableFunc(p.lines, func(a, b *textLine) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	return p
}

// cover puts what is no text into the cell it stands in: a field to fill in, or a picture that is
// not much larger than its cell.
func cover(tables []*lattice, g glyph, picture bool) {
	for _, t := range tables {
		c := t.at(g.midX(), g.midY())
		if c == nil || c.ragged {
			continue
		}
		width, height := t.xs[c.right]-t.xs[c.column], t.ys[c.below]-t.ys[c.row]
		if picture && (len(c.glyphs) > 0 || g.x1-g.x0 > 1.5*width || g.y1-g.y0 > 1.5*height) {
			continue
		}
		c.glyphs = append(c.glyphs, g)
	}
}

// titles are the largest text of the first page and the title the file gives itself.
func (d *pdfDocument) titles(pages []*pdfPage) []heading {
	var all []heading
	if len(pages) > 0 {
		largest := 0.0
		for _, l := range pages[0].lines {
			if hanLetters(l.text()) >= 4 {
				largest = max(largest, l.em)
			}
		}
		var b strings.Builder
		for _, l := range pages[0].lines {
			if l.em > 0.93*largest && l.em > 1.1*pages[0].em && b.Len() < longestLabel {
				b.WriteString(l.text())
			} else if b.Len() > 0 {
				break
			}
		}
		if b.Len() > 0 {
			all = append(all, heading{text: b.String(), where: "heading"})
		}
	}
	if d.title != "" {
		all = append(all, heading{text: d.title, where: "title"})
	}
	return all
}

func hanLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
