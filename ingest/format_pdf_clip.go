package ingest

import (
	"math"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A table wider than its page is cut off at the page's edge: browsers leave out what lies beyond it,
// so that 355 becomes 3 and a whole column is gone, as if it were blank. Spreadsheets cut what is
// too wide for its cell. A figure that touches such an edge is therefore unknown, and so is what
// stands in the cells that the edge cuts.

// rectangle is a part of a page.
type rectangle struct{ x0, y0, x1, y1 float64 }

func (a rectangle) within(b rectangle) rectangle {
	return rectangle{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)}
}

func (a rectangle) around(b rectangle) rectangle {
	return rectangle{min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1)}
}

func (a rectangle) holds(x, y float64) bool { return x >= a.x0 && x <= a.x1 && y >= a.y0 && y <= a.y1 }

// everywhere is the area of what is not clipped.
var everywhere = rectangle{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)}

// clippedText is a text that goes on beyond the area it is shown in.
type clippedText struct {
	text, clip rectangle
	torn       bool // a figure in it is not shown whole
}

const mostClips = 16 // areas within each other, and corners of one, that are looked at

// clip is the area that an object is shown in, everywhere if there is no clip.
func (d *pdfDocument) clip(object references.FPDF_PAGEOBJECT, m matrix) (rectangle, error) {
	path, err := d.pdfium.FPDFPageObj_GetClipPath(&requests.FPDFPageObj_GetClipPath{PageObject: object})
	if err != nil {
		return everywhere, err
	}
	paths, err := d.pdfium.FPDFClipPath_CountPaths(&requests.FPDFClipPath_CountPaths{ClipPath: path.ClipPath})
	if err != nil {
		return everywhere, nil // so it answers where there is none
	}
	shown := everywhere
	for i := range min(paths.Count, mostClips) {
		count, err := d.pdfium.FPDFClipPath_CountPathSegments(&requests.FPDFClipPath_CountPathSegments{ClipPath: path.ClipPath, PathIndex: i})
		if err != nil {
			return everywhere, err
		}
		if count.Count == 0 || count.Count > mostClips {
			continue
		}
		outline := rectangle{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
		for k := range count.Count {
			at, err := d.pdfium.FPDFClipPath_GetPathSegment(&requests.FPDFClipPath_GetPathSegment{ClipPath: path.ClipPath, PathIndex: i, SegmentIndex: k})
			if err != nil {
				return everywhere, err
			}
			point, err := d.pdfium.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: at.PathSegment})
			if err != nil {
				return everywhere, err
			}
			x, y := m.apply(float64(point.X), float64(point.Y))
			outline = outline.around(rectangle{x, y, x, y})
		}
		shown = shown.within(outline)
	}
	return shown, nil
}

// pageArea is the page's own area.
func (d *pdfDocument) pageArea(at requests.Page) (rectangle, error) {
	box, err := d.pdfium.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: at})
	if err != nil {
		return everywhere, err
	}
	r := box.Rect
	return rectangle{float64(min(r.Left, r.Right)), float64(min(r.Bottom, r.Top)), float64(max(r.Left, r.Right)), float64(max(r.Bottom, r.Top))}, nil
}

// textObject notes where a text is shown, and whether it is drawn invisibly.
func (d *pdfDocument) textObject(p *rawPage, object references.FPDF_PAGEOBJECT, m matrix) error {
	mode, err := d.pdfium.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: object})
	if err != nil {
		return err
	}
	p.unseen = p.unseen || invisible(mode.TextRenderMode)
	clip, err := d.clip(object, m)
	if err != nil || clip == everywhere {
		return err
	}
	x0, y0, x1, y1, err := d.bounds(object, m)
	if err != nil {
		return err
	}
	if text := (rectangle{x0, y0, x1, y1}); text.sticksOut(clip) {
		p.clipped = append(p.clipped, clippedText{text: text, clip: clip})
		p.narrow(clip)
	}
	return nil
}

// sticksOut reports whether a part of the rectangle is outside of the other.
func (a rectangle) sticksOut(b rectangle) bool {
	const room = 0.5
	return a.x0 < b.x0-room || a.y0 < b.y0-room || a.x1 > b.x1+room || a.y1 > b.y1+room
}

// narrow takes a clip that something sticks out of for the edge of what the page shows, if it is as
// large as that.
func (p *rawPage) narrow(clip rectangle) {
	if page := p.view; 2*(clip.x1-clip.x0) > page.x1-page.x0 && 2*(clip.y1-clip.y0) > page.y1-page.y0 {
		p.view = p.view.within(clip)
	}
}

// farthest is the line that goes farthest to one side of the page.
type farthest struct {
	line   rectangle
	object references.FPDF_PAGEOBJECT
	m      matrix
}

// reach notes a line that goes farther than the others.
func (p *rawPage) reach(line rectangle, object references.FPDF_PAGEOBJECT, m matrix) {
	for side, farther := range [4]bool{line.x0 < p.reaches[0].line.x0, line.y0 < p.reaches[1].line.y0, line.x1 > p.reaches[2].line.x1, line.y1 > p.reaches[3].line.y1} {
		if farther {
			p.reaches[side] = farthest{line, object, m}
		}
	}
}

// edges looks whether the lines that go farthest are drawn to their ends.
func (d *pdfDocument) edges(p *rawPage) error {
	for _, f := range p.reaches {
		if f.object == "" {
			continue
		}
		clip, err := d.clip(f.object, f.m)
		if err != nil {
			return err
		}
		if f.line.sticksOut(clip) {
			p.narrow(clip)
		}
	}
	return nil
}

func invisible(mode enums.FPDF_TEXT_RENDERMODE) bool {
	return mode == enums.FPDF_TEXTRENDERMODE_INVISIBLE || mode == enums.FPDF_TEXTRENDERMODE_CLIP
}

// cutText takes out the glyphs of clipped texts that are not shown, and makes the figures of a text
// unknown where one of them is not shown whole.
func (p *rawPage) cutText() {
	if len(p.clipped) == 0 {
		return
	}
	kept := p.glyphs[:0]
	for _, g := range p.glyphs {
		c := p.clippedAt(g)
		if c == nil || c.shows(g) {
			kept = append(kept, g)
			continue
		}
		if numeral(g.char) {
			c.torn = true
			kept = append(kept, g)
		}
	}
	p.glyphs = kept
	for i := range p.glyphs {
		if g := &p.glyphs[i]; numeral(g.char) {
			if c := p.clippedAt(*g); c != nil && c.torn {
				g.char = unknownGlyph
			}
		}
	}
}

func (p *rawPage) clippedAt(g glyph) *clippedText {
	for i := range p.clipped {
		if p.clipped[i].text.holds(g.midX(), g.midY()) {
			return &p.clipped[i]
		}
	}
	return nil
}

// shows reports whether a glyph of the text is shown, but for a fraction.
func (c *clippedText) shows(g glyph) bool {
	dx, dy := 0.15*(g.x1-g.x0), 0.15*(g.y1-g.y0)
	return g.x0 >= c.clip.x0-dx && g.x1 <= c.clip.x1+dx && g.y0 >= c.clip.y0-dy && g.y1 <= c.clip.y1+dy
}

// atEdge makes unknown the figures that end at the right edge of what the page shows, for their
// other digits may lie behind it, and those that the left edge cuts.
func atEdge(glyphs []glyph, view rectangle, em float64) {
	for i := range glyphs {
		if g := &glyphs[i]; numeral(g.char) && (g.x1 > view.x1-0.3*em || g.x0 < view.x0-0.05*em) {
			g.char = unknownGlyph
		}
	}
}

// cutCells makes unknown what stands in the cells at a side where the table goes on beyond what the
// page shows: its border is not drawn there though it is on the other side, or lies outside.
func (t *lattice) cutCells(view rectangle, em float64) {
	left := t.open.left && !t.open.right || t.xs[0] < view.x0-0.1*em
	right := t.open.right && !t.open.left || t.xs[len(t.xs)-1] > view.x1+0.1*em
	for i := range t.cells {
		c := &t.cells[i]
		if !(left && c.column == 0 || right && c.right == len(t.xs)-1) {
			continue
		}
		if !strings.ContainsFunc(cellText(c.glyphs, em), unicode.IsLetter) {
			c.spoil(em)
		}
	}
}

// spoil makes what the cell says unknown.
func (c *latticeCell) spoil(em float64) {
	c.glyphs = append(c.glyphs, glyph{char: unknownGlyph, x1: em, y1: em})
}
