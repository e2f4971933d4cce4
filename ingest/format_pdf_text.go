package ingest

import (
	"math"
	"unicode"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

const (
	// The room of a digit in its line, in heights of its ink: half an em to two thirds in all common
	// fonts.
	narrowestDigit  = 0.35
	widestDigitRoom = 1.15

	thinnest   = 0.01 // of its length: a stroke thinner than this is no ink
	leastPitch = 0.3  // in heights of its ink, from a digit to the next
)

// text takes the glyphs of a page. Blanks are left out, for gaps tell more, and so is slanted text:
// it is a watermark.
func (d *pdfDocument) text(p *rawPage, at requests.Page) error {
	all, err := d.pdfium.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return err
	}
	for i, c := range all.Chars {
		g, shown, err := d.glyph(p, i, c)
		if err != nil {
			return err
		}
		if !shown {
			continue
		}
		if g.char == unknownGlyph {
			p.unknown++
		}
		p.turns[g.turn]++
		p.glyphs = append(p.glyphs, g)
	}
	p.cutText()
	d.pitches(p)
	return nil
}

// glyph is a character of the page; shown is false for one that nobody is meant to see.
func (d *pdfDocument) glyph(p *rawPage, index int, c *responses.GetPageTextStructuredChar) (g glyph, shown bool, err error) {
	box := c.PointPosition
	g = glyph{char: unknownGlyph, x0: box.Left, y0: box.Bottom, x1: box.Right, y1: box.Top, order: index}
	for _, g.char = range c.Text {
		break
	}
	inked := hasInk(g.x1-g.x0, g.y1-g.y0)
	if unicode.In(g.char, unicode.Cf, unicode.Mn) || !inked && (unicode.Is(unicode.Zs, g.char) || d.generated(p, index)) {
		return g, false, nil
	}
	upright := false
	if g.turn, upright, err = d.turn(p, index, c.Angle); err != nil || !upright {
		return g, false, err
	}
	if p.unseen {
		if hidden, err := d.hidden(p, index); err != nil || hidden {
			return g, false, err
		}
	}
	if g.char < 0x2e80 {
		if g.char, err = d.meaning(p, index, g.char); err != nil || unicode.IsSpace(g.char) {
			return g, false, err
		}
	}
	switch {
	case isDigit(g.char) && inked:
		err = d.room(p, &g)
	case !inked && g.char >= 0x2e80:
		err = d.inkless(p, &g)
	case !inked:
		g.char, g.x1, g.y1 = unknownGlyph, g.x0+1, g.y0+1
	}
	return g, true, err
}

// hasInk reports whether a box is that of a printed character: not empty, nor thinner than any stroke.
func hasInk(width, height float64) bool {
	return min(width, height) > thinnest*max(width, height)
}

// turn is how many quarters the baseline of a character is turned by, with the clock; ok is false if
// it runs slanted. PDFium's angle is that of the upstroke, which leans in slanted type.
func (d *pdfDocument) turn(p *rawPage, index int, angle float64) (quarters int, ok bool, err error) {
	exact := math.Mod(angle/(math.Pi/2)+4, 4)
	if math.Abs(exact-math.Round(exact)) > 0.02 {
		m, err := d.pdfium.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: p.textPage, Index: index})
		if err != nil {
			return 0, false, err
		}
		exact = math.Mod(4-math.Atan2(float64(m.Matrix.B), float64(m.Matrix.A))/(math.Pi/2), 4)
	}
	whole := math.Round(exact)
	return int(whole) % 4, math.Abs(exact-whole) < 0.05, nil
}

// generated reports whether PDFium put the character in, as it does at the ends of lines.
func (d *pdfDocument) generated(p *rawPage, index int) bool {
	made, err := d.pdfium.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: p.textPage, Index: index})
	return err == nil && made.IsGenerated
}

// meaning is the letter of a glyph: unknown where PDFium had none and gives the code instead.
func (d *pdfDocument) meaning(p *rawPage, index int, r rune) (rune, error) {
	wrong, err := d.pdfium.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: p.textPage, Index: index})
	switch {
	case err != nil:
		return 0, err
	case wrong.HasUnicodeMapError:
		return unknownGlyph, nil
	case r == 2: // what PDFium makes of a hyphen that ends a line
		return '-', nil
	case r < ' ' && r != '\t':
		return unknownGlyph, nil
	}
	return r, nil
}

// loose is the room that a glyph's font gives it in its line, at least its ink.
func (d *pdfDocument) loose(p *rawPage, index int) (glyph, error) {
	box, err := d.pdfium.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: p.textPage, Index: index})
	if err != nil {
		return glyph{}, err
	}
	r := box.Rect
	return glyph{x0: float64(r.Left), y0: float64(min(r.Bottom, r.Top)), x1: float64(r.Right), y1: float64(max(r.Bottom, r.Top))}, nil
}

// room makes a digit unknown whose font gives it no room that a digit can have: those after it then
// stand anywhere. Room that ends with the ink may be none of the font's.
func (d *pdfDocument) room(p *rawPage, g *glyph) error {
	loose, err := d.loose(p, g.order)
	if err != nil {
		return err
	}
	loose.turn = g.turn
	room, ink := loose.turned(g.turn), g.turned(g.turn)
	width, height := room.x1-room.x0, max(ink.y1-ink.y0, ink.x1-ink.x0)
	if width < narrowestDigit*height || width > widestDigitRoom*height {
		g.char = unknownGlyph
	}
	g.tight = room.x1-ink.x1 < 0.002*height
	return nil
}

// inkless gives a character whose font is not in the file the room it has for its ink.
func (d *pdfDocument) inkless(p *rawPage, g *glyph) error {
	loose, err := d.loose(p, g.order)
	if err != nil {
		return err
	}
	if !hasInk(loose.x1-loose.x0, loose.y1-loose.y0) {
		g.char, g.x1, g.y1 = unknownGlyph, g.x0+1, g.y0+1
		return nil
	}
	dx, dy := 0.04*(loose.x1-loose.x0), 0.04*(loose.y1-loose.y0)
	g.x0, g.y0, g.x1, g.y1 = loose.x0+dx, loose.y0+dy, loose.x1-dx, loose.y1-dy
	return nil
}

// pitches looks at digits whose room ends with their ink, and at those drawn right after them: where
// they do not move on, the font has lost its widths.
func (d *pdfDocument) pitches(p *rawPage) {
	for i := 1; i < len(p.glyphs); i++ {
		a, b := p.glyphs[i-1], p.glyphs[i]
		if !a.tight || !isDigit(b.char) || b.order != a.order+1 || a.turn != b.turn {
			continue
		}
		a, b = a.turned(a.turn), b.turned(b.turn)
		if math.Abs(a.midY()-b.midY()) > 0.3*(a.y1-a.y0) || b.midX() > a.midX()+3*(a.y1-a.y0) {
			continue
		}
		if b.midX()-a.midX() < leastPitch*(a.y1-a.y0) {
			d.stuck = true
		} else {
			d.moving = true
		}
	}
}

// doubtDigits makes unknown the digits whose room ends with their ink, unless the document shows
// that such digits have room.
func (d *pdfDocument) doubtDigits() {
	if d.moving && !d.stuck {
		return
	}
	for _, p := range d.pages {
		for i := range p.glyphs {
			if g := &p.glyphs[i]; g.tight && isDigit(g.char) {
				g.char = unknownGlyph
			}
		}
	}
}
