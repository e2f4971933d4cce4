package ingest

import (
	"context"
	"strings"

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

	moving, stuck bool // see pitches
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
	view     rectangle // what the page shows
	reaches  [4]farthest
	clipped  []clippedText
	textPage references.FPDF_TEXTPAGE
}

// coverBox is where a picture or a field stands.
type coverBox struct {
	rectangle
	picture bool
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
	d.doubtDigits()
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
	if p.view, err = d.pageArea(at); err != nil {
		return nil, err
	}
	middle := rectangle{(p.view.x0 + p.view.x1) / 2, (p.view.y0 + p.view.y1) / 2, (p.view.x0 + p.view.x1) / 2, (p.view.y0 + p.view.y1) / 2}
	for side := range p.reaches {
		p.reaches[side].line = middle
	}
	if err := d.objects(p, at); err != nil {
		return nil, err
	}
	if err := d.edges(p); err != nil {
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

func (d *pdfDocument) hidden(p *rawPage, index int) (bool, error) {
	object, err := d.pdfium.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: p.textPage, Index: index})
	if err != nil {
		return false, err
	}
	mode, err := d.pdfium.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: object.TextObject})
	if err != nil {
		return false, err
	}
	return invisible(mode.TextRenderMode), nil
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
				p.covers = append(p.covers, coverBox{rectangle{float64(r.Rect.Left), float64(r.Rect.Bottom), float64(r.Rect.Right), float64(r.Rect.Top)}, false})
			}
		}
		if _, err := d.pdfium.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: annotation.Annotation}); err != nil {
			return err
		}
	}
	return nil
}
