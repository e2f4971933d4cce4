package ingest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// glyph is a printed character with the box of its ink. Once a page has been turned upright x runs
// right and y runs down, in points.
type glyph struct {
	char           rune
	x0, y0, x1, y1 float64
	turn           int  // quarter turns the character is rotated by, against the page
	order          int  // in which the page draws it
	tight          bool // it is a digit with no room behind its ink
}

// unknownGlyph is ink whose meaning is not known: a code that the font gives no letter for, two
// characters on top of each other, a picture or a form field in a cell. A text with it is no
// figure, no blank and no label.
const unknownGlyph = '\ufffd'

func (g glyph) midX() float64 { return (g.x0 + g.x1) / 2 }
func (g glyph) midY() float64 { return (g.y0 + g.y1) / 2 }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// numeral reports whether the character can be part of a figure.
func numeral(r rune) bool { return isDigit(r) || r == '.' || r == ',' }

// em is the size of the font as the glyph's ink shows it; 0 where it shows nothing.
func (g glyph) em() float64 {
	switch {
	case unicode.Is(unicode.Han, g.char):
		return max(g.x1-g.x0, g.y1-g.y0) / 0.92
	case isDigit(g.char) || unicode.IsUpper(g.char):
		return (g.y1 - g.y0) / 0.72
	}
	return 0
}

// middleEm is the size that most text has; 10 where nothing shows it.
func middleEm(glyphs []glyph) float64 {
	var sizes []float64
	for _, g := range glyphs {
		if em := g.em(); em > 0.5 {
			sizes = append(sizes, em)
		}
	}
	if len(sizes) == 0 {
		return 10
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// turned is the glyph in a page turned by quarter turns, so that text which ran in that direction
// runs to the right. turned(0) only makes y run down.
func (g glyph) turned(quarter int) glyph {
	g.x0, g.y0, g.x1, g.y1 = turnBox(quarter, g.x0, g.y0, g.x1, g.y1)
	g.turn = (g.turn - quarter + 4) % 4
	return g
}

// turnBox turns a box given with y running up. The quarter counts with the clock.
func turnBox(quarter int, x0, y0, x1, y1 float64) (a0, b0, a1, b1 float64) {
	switch quarter {
	case 1: // text runs down the page
		return -y1, -x1, -y0, -x0
	case 2:
		return -x1, y0, -x0, y1
	case 3: // text runs up the page
		return y0, x0, y1, x1
	}
	return x0, -y1, x1, -y0
}

// chunk is a run of glyphs of one line without a wide gap among them.
type chunk struct {
	text           string
	x0, x1, y0, y1 float64
	em             float64

	tail       int     // where the digits that follow a Chinese character at the end begin in text; 0 if none do
	tailX, gap float64 // their left edge, and how far they stand from it
}

func (c chunk) midX() float64 { return (c.x0 + c.x1) / 2 }

// textLine is what stands on one line, from left to right.
type textLine struct {
	chunks []chunk
	y0, y1 float64
	em     float64
}

func (l textLine) x0() float64 { return l.chunks[0].x0 }
func (l textLine) x1() float64 { return l.chunks[len(l.chunks)-1].x1 }

func (l textLine) text() string {
	texts := make([]string, len(l.chunks))
	for i, c := range l.chunks {
		texts[i] = c.text
	}
	return strings.Join(texts, " ")
}

// inLines brings glyphs into lines, from the top down. Tall glyphs make the lines; flat ones (一,
// dashes, points) join the line they stand in.
func inLines(glyphs []glyph, em float64) []textLine {
	tall, flat := make([]glyph, 0, len(glyphs)), []glyph(nil)
	for _, g := range glyphs {
		if g.y1-g.y0 >= 0.5*em {
			tall = append(tall, g)
		} else {
			flat = append(flat, g)
		}
	}
	byMiddle := func(a, b glyph) int { return cmp.Compare(a.midY(), b.midY()) }
	slices.SortStableFunc(tall, byMiddle)
	var lines [][]glyph
	var middle []float64
	for _, g := range tall {
		n := len(lines)
		if n > 0 && g.midY()-middle[n-1] < 0.4*min(em, max(g.y1-g.y0, 0.5*em)) {
			lines[n-1] = append(lines[n-1], g)
			middle[n-1] += (g.midY() - middle[n-1]) / float64(len(lines[n-1]))
			continue
		}
		lines, middle = append(lines, []glyph{g}), append(middle, g.midY())
	}
	slices.SortStableFunc(flat, byMiddle)
	var own []glyph // flat glyphs on lines of their own
	for _, g := range flat {
		best := beside(lines, middle, g, em)
		if best < 0 {
			own = append(own, g)
			continue
		}
		lines[best] = append(lines[best], g)
	}
	for from := 0; from < len(own); {
		to := from + 1
		for to < len(own) && own[to].midY()-own[from].midY() < 0.4*em {
			to++
		}
		lines = append(lines, own[from:to:to])
		from = to
	}
	var all []textLine
	for _, l := range lines {
		all = append(all, newLine(l, em))
	}
	slices.SortStableFunc(all, func(a, b textLine) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	return all
}

// beside is the line a flat glyph stands in: the one with a neighbour on its left or right, else
// the nearest; -1 if none is near.
func beside(lines [][]glyph, middle []float64, g glyph, em float64) int {
	best, least := -1, math.Inf(1)
	from, _ := slices.BinarySearch(middle, g.midY()-0.75*em)
	for k := from; k < len(middle) && middle[k] < g.midY()+0.75*em; k++ {
		gap := math.Inf(1)
		for _, h := range lines[k] {
			if h.y0-0.2*em < g.midY() && g.midY() < h.y1+0.2*em {
				gap = min(gap, max(h.x0-g.x1, g.x0-h.x1, 0))
			}
		}
		distance := math.Abs(middle[k]-g.midY()) + 10*em
		if gap < 0.8*em {
			distance = gap
		}
		if distance < least {
			best, least = k, distance
		}
	}
	return best
}

// newLine parts the glyphs of a line into chunks.
func newLine(glyphs []glyph, em float64) textLine {
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.x0, b.x0) })
	glyphs = overprinted(glyphs)
	line := textLine{y0: math.Inf(1), y1: math.Inf(-1)}
	for _, g := range glyphs {
		line.em = max(line.em, min(g.em(), 4*em))
		line.y0, line.y1 = min(line.y0, g.y0), max(line.y1, g.y1)
	}
	if line.em == 0 {
		line.em = em
	}
	for from := 0; from < len(glyphs); {
		to := from + 1
		for to < len(glyphs) && glyphs[to].x0-glyphs[to-1].x1 < widest(glyphs[to-1], glyphs[to])*line.em {
			to++
		}
		line.chunks = append(line.chunks, newChunk(glyphs[from:to], line.em))
		from = to
	}
	return line
}

func newChunk(glyphs []glyph, em float64) chunk {
	c := chunk{x0: glyphs[0].x0, x1: glyphs[0].x1, y0: glyphs[0].y0, y1: glyphs[0].y1, em: em}
	var b strings.Builder
	for i, g := range glyphs {
		switch {
		case !numeral(g.char):
			c.tail = 0
		case i > 0 && unicode.Is(unicode.Han, glyphs[i-1].char):
			c.tail, c.tailX, c.gap = b.Len(), g.x0, g.x0-glyphs[i-1].x1
		}
		c.x1, c.y0, c.y1 = max(c.x1, g.x1), min(c.y0, g.y0), max(c.y1, g.y1)
		b.WriteRune(g.char)
	}
	c.text = b.String()
	return c
}

// widest is the gap of ink, in em, at which two neighbours no longer belong together. Between the
// digits of a figure no blank may pass unseen: 1 2 is not 12.
func widest(a, b glyph) float64 {
	switch {
	case a.char >= '\uff10' && a.char <= '\uff19' || b.char >= '\uff10' && b.char <= '\uff19':
		return 0.9 // full-width digits stand far apart
	case a.char < 0x2e80 && b.char < 0x2e80:
		return 0.42
	}
	return 0.75
}

// overprinted drops what is printed again in the same place, as fake bold letters are, and makes
// unknown what is printed over something else, or right after itself. The glyphs come in order of x.
func overprinted(glyphs []glyph) []glyph {
	kept := glyphs[:0]
next:
	for _, g := range glyphs {
		for k := len(kept) - 1; k >= 0 && k >= len(kept)-4; k-- {
			have := &kept[k]
			width := min(have.x1-have.x0, g.x1-g.x0)
			if have.x1-g.x0 < 0.6*width || min(have.y1, g.y1)-max(have.y0, g.y0) < 0.6*min(have.y1-have.y0, g.y1-g.y0) {
				continue
			}
			if have.char != g.char || g.order-have.order == 1 || have.order-g.order == 1 {
				have.char = unknownGlyph
				have.x1 = max(have.x1, g.x1)
			}
			continue next
		}
		kept = append(kept, g)
	}
	return kept
}

// cellText is what a cell says: its lines without a break where Chinese goes on, so that an
// upright head becomes one word, and with one elsewhere, so that no figure is made of two.
func cellText(glyphs []glyph, em float64) string {
	if len(glyphs) == 0 {
		return ""
	}
	counts := [4]int{}
	for _, g := range glyphs {
		counts[g.turn]++
	}
	for quarter, n := range counts {
		if quarter > 0 && 2*n > len(glyphs) {
			upright := make([]glyph, len(glyphs))
			for i, g := range glyphs { // back to y running up, which turned expects
				g.y0, g.y1 = -g.y1, -g.y0
				upright[i] = g.turned(quarter)
			}
			glyphs = upright
		}
	}
	var b strings.Builder
	last := ' '
	for i, line := range inLines(glyphs, em) {
		text := line.text()
		first := []rune(text)[0]
		if i > 0 && !(unicode.Is(unicode.Han, last) && unicode.Is(unicode.Han, first)) {
			b.WriteByte('\n')
		}
		b.WriteString(text)
		last = []rune(text)[len([]rune(text))-1]
	}
	return b.String()
}
