package ingest

import (
	"cmp"
	"math"
	"slices"
)

// placeGlyphs gives the glyphs to the cells they stand in and returns those that stand in none. A glyph
// belongs to the smallest table around it.
func placeGlyphs(tables []*lattice, glyphs []glyph) (outside []glyph) {
	bySize := slices.Clone(tables)
	slices.SortStableFunc(bySize, func(a, b *lattice) int { return cmp.Compare(a.area(), b.area()) })
	for _, g := range glyphs {
		var in *latticeCell
		for _, t := range bySize {
			if in = t.at(g.midX(), g.midY()); in != nil {
				t.straddles(g, in)
				break
			}
		}
		if in == nil {
			outside = append(outside, g)
			continue
		}
		in.glyphs = append(in.glyphs, g)
	}
	return outside
}

// straddles marks the cells on both sides of a border that a digit stands on: a figure too wide
// for its cell runs on into the next.
func (t *lattice) straddles(g glyph, in *latticeCell) {
	if !numeral(g.char) {
		return
	}
	margin := 0.12 * (g.x1 - g.x0)
	for _, x := range []float64{g.x0 + margin, g.x1 - margin} {
		if other := t.at(x, g.midY()); other != nil && other != in {
			in.doubtful, other.doubtful = true, true
		}
	}
}

// widestDigit is how far apart, in em, the middles of two digits of one figure are at most.
const widestDigit = 0.66

// abutting marks neighbours whose digits stand as close over the border as those of one figure.
func (t *lattice) abutting(em float64) {
	for i := range t.cells {
		left := &t.cells[i]
		if left.right >= len(t.xs)-1 {
			continue
		}
		border := t.xs[left.right]
		for _, a := range left.glyphs {
			if !isDigit(a.char) || border-a.x1 > 0.3*em {
				continue
			}
			right := t.at(border+0.1, a.midY())
			if right == nil || right == left {
				continue
			}
			for _, b := range right.glyphs {
				if isDigit(b.char) && math.Abs(a.midY()-b.midY()) < 0.2*em && b.midX()-a.midX() < widestDigit*em {
					left.doubtful, right.doubtful = true, true
				}
			}
		}
	}
}

// settle takes back what the lines do not settle. Cells that are no rectangles, and cells around
// another table, hold no cell's text; it is returned. Where digits stand in one, or several rows
// hold more than one figure in a cell, borders are missing and the whole table is no table; whole
// is false then.
func (t *lattice) settle(others []*lattice, em float64) (text []glyph, whole bool) {
	crowded := 0
	for i := range t.cells {
		c := &t.cells[i]
		if c.ragged {
			if slices.ContainsFunc(c.glyphs, func(g glyph) bool { return isDigit(g.char) }) {
				return t.everything(), false
			}
			text = append(text, c.glyphs...)
			c.glyphs = nil
			continue
		}
		if t.surrounds(c, others) {
			text = append(text, c.glyphs...)
			c.glyphs, c.ragged = nil, true
			continue
		}
		if crowd(c.glyphs, em) {
			crowded++
		}
	}
	if crowded >= 3 {
		return append(text, t.everything()...), false
	}
	t.abutting(em)
	return text, true
}

func (t *lattice) everything() []glyph {
	var all []glyph
	for _, c := range t.cells {
		all = append(all, c.glyphs...)
	}
	return all
}

// surrounds reports whether another table stands inside the cell.
func (t *lattice) surrounds(c *latticeCell, others []*lattice) bool {
	for _, o := range others {
		if o != t && o.xs[0] >= t.xs[c.column] && o.xs[len(o.xs)-1] <= t.xs[c.right] && o.ys[0] >= t.ys[c.row] && o.ys[len(o.ys)-1] <= t.ys[c.below] {
			return true
		}
	}
	return false
}

// crowd reports whether a line of the cell holds several figures.
func crowd(glyphs []glyph, em float64) bool {
	if len(glyphs) < 2 {
		return false
	}
	for _, line := range inLines(slices.Clone(glyphs), em) {
		figures := 0
		for _, c := range line.chunks {
			if _, k := parseAmount(c.text); k == figure || k == void {
				figures++
			}
		}
		if figures >= 2 {
			return true
		}
	}
	return false
}
