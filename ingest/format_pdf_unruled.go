package ingest

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/editions"
)

// Tables without ruling lines: a label may be broken over several lines with its figures beside the
// middle one, and a blank cell leaves nothing on the page. Labels are put together only into what
// the form knows as one, and blanks are seen only where the columns are certain. The rest stays
// text in the order of the page.

// mostLines is how many lines a page may have whose figures are compared with each other.
const mostLines = 500

// mostPieces is how many lines of a label may stand above its figures, and below.
const mostPieces = 3

// apartFromLabels parts the figure that a label runs into where a cell is full: it stands a little
// apart, and under or over the figures of other lines.
func apartFromLabels(lines []*textLine) {
	if len(lines) > mostLines {
		return
	}
	for _, l := range lines {
		for i, c := range l.chunks {
			if c.tail == 0 || c.gap < 0.28*l.em || len(figuresAtEnd(l)) < len(l.chunks)-i-1 {
				continue
			}
			figure := c
			figure.text, figure.x0, figure.tail = c.text[c.tail:], c.tailX, 0
			agree := 0
			for _, other := range lines {
				if other != l && slices.ContainsFunc(figuresAtEnd(other), func(o chunk) bool {
					return math.Abs(o.x0-figure.x0) < 0.2*l.em || math.Abs(o.midX()-figure.midX()) < 0.2*l.em
				}) {
					agree++
				}
			}
			if agree >= 2 {
				c.text, c.x1, c.tail = c.text[:c.tail], c.tailX-c.gap, 0
				l.chunks = slices.Insert(l.chunks, i+1, figure)
				l.chunks[i] = c
				break
			}
		}
	}
}

// wholeLabels puts the labels of a page that are broken over lines into the line of their figures.
func wholeLabels(lines []*textLine) {
	for i, l := range lines {
		figures := figuresAtEnd(l)
		if len(figures) == 0 {
			continue
		}
		words := l.chunks[:len(l.chunks)-len(figures)]
		if n := len(words); n > 0 {
			own := words[n-1]
			if isLabel(own.text, editions.Row) {
				continue
			}
			if label, ok := gather(lines, i, &own); ok {
				l.chunks = slices.Concat(words[:n-1], []chunk{label}, figures)
				continue
			}
		}
		if label, ok := gather(lines, i, nil); ok && (len(words) == 0 || words[len(words)-1].x1 < label.x0) {
			l.chunks = slices.Concat(words, []chunk{label}, figures)
		}
	}
}

// gather joins the pieces of the label above and below line i with the one in the line, if there
// is one, and takes them out of their lines; ok is false if they make no label of a row.
func gather(lines []*textLine, i int, own *chunk) (label chunk, ok bool) {
	above := pieces(lines, i, -1, own)
	between := own == nil // the figures stand in the middle of the label
	if between && len(above) > 0 {
		own = &chunk{x0: above[0].x0, x1: above[0].x1, em: above[0].em}
	}
	if own == nil {
		return chunk{}, false
	}
	below := pieces(lines, i, 1, own)
	up, down := -1, -1
	for a := len(above); a >= 0; a-- {
		for b := len(below); b >= 0; b-- {
			if joined := join(above[:a], *own, below[:b]); !ok && a+b > 0 && (!between || a > 0 && b > 0) && isLabel(joined.text, editions.Row) {
				label, ok, up, down = joined, true, a, b
			}
		}
	}
	for k := range up {
		drop(lines[i-1-k], above[k])
	}
	for k := range down {
		drop(lines[i+1+k], below[k])
	}
	return label, ok
}

// pieces are the chunks above or below line i that may belong to its label, the nearest first.
func pieces(lines []*textLine, i, step int, own *chunk) []chunk {
	var all []chunk
	last := lines[i]
	for k := i + step; k >= 0 && k < len(lines) && len(all) < mostPieces; k += step {
		l := lines[k]
		if len(l.chunks) == 0 || len(figuresAtEnd(l)) > 0 || math.Abs(l.y0+l.y1-last.y0-last.y1) > 2*2.2*l.em {
			break
		}
		c := l.chunks[len(l.chunks)-1]
		if own == nil {
			own = &c
		}
		if math.Abs(c.x0-own.x0) > 0.6*l.em && math.Abs(c.midX()-own.midX()) > 0.6*l.em {
			break
		}
		all, last = append(all, c), l
	}
	return all
}

func join(above []chunk, own chunk, below []chunk) chunk {
	label := own
	label.text = ""
	for _, c := range slices.Backward(above) {
		label.text += c.text
		label.x0 = min(label.x0, c.x0)
	}
	label.text += own.text
	for _, c := range below {
		label.text += c.text
		label.x0 = min(label.x0, c.x0)
	}
	return label
}

func drop(l *textLine, c chunk) {
	l.chunks = slices.DeleteFunc(l.chunks, func(have chunk) bool { return have == c })
}

// columns gives the figures of tables without ruling lines their columns, so that a cell left blank
// is seen as one. It does so only where that is certain: within a section of the report, the lines
// with the most figures at their end must be several, or the heads of all columns be known, and
// every line's figures must stand in these columns.
func columns(lines []*textLine) map[*textLine][]chunk {
	found := map[*textLine][]chunk{}
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && !isLabel(lines[to].text(), editions.Section) {
			to++
		}
		within := lines[from:to]
		for _, places := range [][]chunk{headed(within), fullest(within)} {
			if places != nil && fit(within, places, found) {
				break
			}
		}
		from = to
	}
	return found
}

// fullest are the figures of a line that has more of them at its end than all but its equals; nil
// if there is only one such line, or they are few.
func fullest(lines []*textLine) []chunk {
	most, times := []chunk(nil), 0
	for _, l := range lines {
		switch figures := figuresAtEnd(l); {
		case len(figures) > len(most):
			most, times = figures, 1
		case len(figures) == len(most):
			times++
		}
	}
	if len(most) < 3 || times < 2 {
		return nil
	}
	return most
}

// heads is how many columns of applicants table 三 has.
const heads = 7

// headed are the heads of the columns of table 三, whose letters may stand on several lines each;
// nil unless all of them are there.
func headed(lines []*textLine) []chunk {
	var narrow []chunk
	for _, l := range lines {
		if len(figuresAtEnd(l)) > 0 {
			break
		}
		for _, c := range l.chunks {
			if c.x1-c.x0 < 3.6*l.em {
				narrow = append(narrow, c)
			}
		}
	}
	slices.SortStableFunc(narrow, func(a, b chunk) int { return cmp.Compare(a.x0, b.x0) })
	var places []chunk
	for from := 0; from < len(narrow); {
		to, right := from+1, narrow[from].x1
		for to < len(narrow) && narrow[to].x0 < right {
			right = max(right, narrow[to].x1)
			to++
		}
		column := slices.Clone(narrow[from:to])
		slices.SortStableFunc(column, func(a, b chunk) int { return cmp.Compare(a.y0, b.y0) })
		head := join(nil, chunk{x0: column[0].x0}, column)
		head.x1 = right
		if isLabel(head.text, editions.Head) {
			places = append(places, head)
		} else if len(places) > 0 {
			return nil
		}
		from = to
	}
	if len(places) != heads {
		return nil
	}
	return places
}

// fit puts the figures of all lines into the columns, which may stand under each other at their
// middles, their left or their right edges; it reports false, and does nothing, if one does not fit.
func fit(lines []*textLine, places []chunk, found map[*textLine][]chunk) bool {
	for _, edge := range []func(chunk) float64{chunk.midX, func(c chunk) float64 { return c.x0 }, func(c chunk) float64 { return c.x1 }} {
		fitted := map[*textLine][]chunk{}
		fits := true
		for _, l := range lines {
			if figures := figuresAtEnd(l); len(figures) > 0 {
				row, ok := inColumns(figures, places, edge, l.em)
				fitted[l], fits = row, fits && ok
			}
		}
		if fits {
			for l, row := range fitted {
				found[l] = row
			}
			return true
		}
	}
	return false
}

// inColumns puts figures into the columns they stand in; ok is false if one stands in none, or the
// columns are too near each other to tell.
func inColumns(figures, places []chunk, edge func(chunk) float64, em float64) (row []chunk, ok bool) {
	for i := 1; i < len(places); i++ {
		if edge(places[i])-edge(places[i-1]) < 1.5*em {
			return nil, false
		}
	}
	row = make([]chunk, len(places))
	last := -1
	for _, c := range figures {
		at := slices.IndexFunc(places, func(p chunk) bool { return math.Abs(edge(c)-edge(p)) < 0.35*em })
		if at <= last {
			return nil, false
		}
		last, row[at] = at, c
	}
	return row, true
}

// figuresAtEnd are the figures that a line ends with.
func figuresAtEnd(l *textLine) []chunk {
	i := len(l.chunks)
	for i > 0 && utf8.RuneCountInString(l.chunks[i-1].text) < 20 {
		if _, k := parseAmount(l.chunks[i-1].text); k != figure && k != void {
			break
		}
		i--
	}
	return l.chunks[i:]
}
