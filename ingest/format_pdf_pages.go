package ingest

import (
	"context"
	"math"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// pdfDocument takes from PDFium what the pages of a document show.
type pdfDocument struct {
	pdfium pdfium.Pdfium
	ref    references.FPDF_DOCUMENT
	title  string
	pages  []*rawPage
	glyphs int
}

// rawPage is what a page shows, as the file places it: y runs up.
type rawPage struct {
	glyphs   []glyph
	rulings  []ruling
	covers   []coverBox
	unknown  int // glyphs without a letter
	shapes   int // filled paths that are no lines
	scan     bool
	drawn    int  // objects seen
	unseen   bool // some of its text is drawn invisibly, as the text layer behind a scan is
	turns    [4]int
	textPage references.FPDF_TEXTPAGE
}

// coverBox is where a picture or a field stands.
type coverBox struct {
	x0, y0, x1, y1 float64
	picture        bool
}

// pictures reports whether the page shows something that text may be hidden in: a picture, or
// letters drawn as shapes.
func (p *rawPage) pictures() bool { return p.scan || p.shapes > 200 }

// quarter is how the page must be turned so that most of its text runs to the right.
func (p *rawPage) quarter() int {
	best := 0
	for i, n := range p.turns {
		if n > p.turns[best] {
			best = i
		}
	}
	return best
}

func (d *pdfDocument) read(ctx context.Context, b []byte) error {
	opened, err := d.pdfium.OpenDocument(&requests.OpenDocument{File: &b})
	if err != nil {
		return err
	}
	d.ref = opened.Document
	count, err := d.pdfium.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return err
	}
	if count.PageCount > mostPages {
		return errPages
	}
	if count.PageCount < 1 {
		return errPDFOpen
	}
	if title, err := d.pdfium.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.ref, Tag: "Title"}); err == nil {
		d.title = strings.TrimSpace(title.Value)
	}
	for i := range count.PageCount {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p, err := d.readPage(i)
		if err != nil {
			return err
		}
		d.pages = append(d.pages, p)
	}
	return nil
}

func (d *pdfDocument) readPage(index int) (*rawPage, error) {
	loaded, err := d.pdfium.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: index})
	if err != nil {
		return nil, err
	}
	defer d.pdfium.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	p := &rawPage{}
	at := requests.Page{ByReference: &loaded.Page}
	if err := d.objects(p, at); err != nil {
		return nil, err
	}
	if err := d.fields(p, at); err != nil {
		return nil, err
	}
	text, err := d.pdfium.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return nil, err
	}
	p.textPage = text.TextPage
	defer d.pdfium.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: p.textPage})
	chars, err := d.pdfium.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: p.textPage})
	if err != nil {
		return nil, err
	}
	if d.glyphs += chars.Count; d.glyphs > mostGlyphs {
		return nil, errGlyphs
	}
	return p, d.text(p, at)
}

// text takes the glyphs of a page. Blanks are left out: gaps tell more. Slanted text is a
// watermark.
func (d *pdfDocument) text(p *rawPage, at requests.Page) error {
	all, err := d.pdfium.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return err
	}
	for i, c := range all.Chars {
		box := c.PointPosition
		r := ' '
		for _, r = range c.Text {
			break
		}
		if c.Text == "" {
			r = unknownGlyph
		}
		inked := box.Right > box.Left && box.Top > box.Bottom
		switch {
		case unicode.In(r, unicode.Cf, unicode.Mn), !inked && (unicode.Is(unicode.Zs, r) || d.generated(p, i)):
			continue
		}
		turn := math.Mod(c.Angle/(math.Pi/2)+4, 4)
		quarter := math.Round(turn)
		if math.Abs(turn-quarter) > 0.05 || math.IsNaN(turn) {
			continue
		}
		if p.unseen {
			hidden, err := d.hidden(p, i)
			if err != nil {
				return err
			}
			if hidden {
				continue
			}
		}
		if r < 0x2e80 {
			if r, err = d.meaning(p, i, r); err != nil {
				return err
			}
		}
		if isDigit(r) {
			if r, err = d.spaced(p, i, r, glyph{x0: box.Left, y0: box.Bottom, x1: box.Right, y1: box.Top, turn: int(quarter) % 4}); err != nil {
				return err
			}
		}
		if unicode.IsSpace(r) {
			continue
		}
		if !inked {
			r, box.Right, box.Top = unknownGlyph, box.Left+1, box.Bottom+1
		}
		if r == unknownGlyph {
			p.unknown++
		}
		g := glyph{r, box.Left, box.Bottom, box.Right, box.Top, int(quarter) % 4, i}
		p.turns[g.turn]++
		p.glyphs = append(p.glyphs, g)
	}
	return nil
}

// generated reports whether PDFium put the character in, as it does at the ends of lines.
func (d *pdfDocument) generated(p *rawPage, index int) bool {
	made, err := d.pdfium.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: p.textPage, Index: index})
	return err == nil && made.IsGenerated
}

// meaning is the letter of a glyph: unknown where PDFium had none and gives the code instead.
func (d *pdfDocument) meaning(p *rawPage, index int, r rune) (rune, error) {
	wrong, err := d.pdfium.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: p.textPage, Index: index})
	if err != nil {
		return 0, err
	}
	switch {
	case wrong.HasUnicodeMapError:
		return unknownGlyph, nil
	case r == 2: // what PDFium makes of a hyphen that ends a line
		return '-', nil
	case r < ' ' && r != '\t':
		return unknownGlyph, nil
	}
	return r, nil
}

// spaced is a digit, or unknown where its font gives it no room that a digit can have: the digits
// after it then stand anywhere. PDFium widens a glyph's room to its ink, so that room which ends
// with the ink is none of the font's.
func (d *pdfDocument) spaced(p *rawPage, index int, r rune, ink glyph) (rune, error) {
	loose, err := d.pdfium.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: p.textPage, Index: index})
	if err != nil {
		return 0, err
	}
	box := loose.Rect
	room := glyph{x0: float64(box.Left), y0: float64(box.Bottom), x1: float64(box.Right), y1: float64(box.Top), turn: ink.turn}.turned(ink.turn)
	ink = ink.turned(ink.turn)
	height := max(ink.y1-ink.y0, ink.x1-ink.x0)
	width := room.x1 - room.x0
	if width < narrowestDigit*height || width > widestDigitRoom*height || room.x1-ink.x1 < 0.002*height {
		return unknownGlyph, nil
	}
	return r, nil
}

func (d *pdfDocument) hidden(p *rawPage, index int) (bool, error) {
	object, err := d.pdfium.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: p.textPage, Index: index})
	if err != nil {
		return false, err
	}
	return d.invisible(object.TextObject)
}

func (d *pdfDocument) invisible(object references.FPDF_PAGEOBJECT) (bool, error) {
	mode, err := d.pdfium.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: object})
	if err != nil {
		return false, err
	}
	return mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE || mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_CLIP, nil
}

// fields marks what is laid over the page and holds text that is not the page's.
func (d *pdfDocument) fields(p *rawPage, at requests.Page) error {
	count, err := d.pdfium.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: at})
	if err != nil {
		return err
	}
	if count.Count > mostObjects {
		return errDrawing
	}
	for i := range count.Count {
		annotation, err := d.pdfium.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: at, Index: i})
		if err != nil {
			continue // no annotation to speak of
		}
		kind, err := d.pdfium.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: annotation.Annotation})
		if err == nil && (kind.Subtype == enums.FPDF_ANNOT_SUBTYPE_WIDGET || kind.Subtype == enums.FPDF_ANNOT_SUBTYPE_FREETEXT || kind.Subtype == enums.FPDF_ANNOT_SUBTYPE_STAMP) {
			if r, err := d.pdfium.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: annotation.Annotation}); err == nil {
				p.covers = append(p.covers, coverBox{float64(r.Rect.Left), float64(r.Rect.Bottom), float64(r.Rect.Right), float64(r.Rect.Top), false})
			}
		}
		if _, err := d.pdfium.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: annotation.Annotation}); err != nil {
			return err
		}
	}
	return nil
}

const (
	// The room of a digit in its line, in heights of its ink: half an em to two thirds in all common
	// fonts.
	narrowestDigit  = 0.35
	widestDigitRoom = 1.15
)
