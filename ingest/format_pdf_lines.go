package ingest

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/gongkai/gongkai/ingest/editions"
)

// runningHeads takes out what is printed on every page around the text: the same words in the same
// place, and page numbers. Lines with figures of a table in them are never taken out.
func runningHeads(pages []*pdfPage) {
	edges := make([][]*textLine, len(pages))
	rest := map[*textLine][]chunk{} // of the lines at the edges, what is not the same on other pages
	for i, p := range pages {
		edges[i] = p.edges()
	}
	for i, lines := range edges {
		for _, l := range lines {
			rest[l] = slices.DeleteFunc(slices.Clone(l.chunks), func(c chunk) bool { return repeated(edges, i, c) })
		}
	}
	numbers := map[*textLine]bool{}
	for i, lines := range edges {
		for _, l := range lines {
			if left := rest[l]; len(left) > 0 && len(left) <= mostNumber {
				whole := textLine{chunks: left}
				numbers[l] = pageNumber(whole.text(), i, len(pages)) && (len(left) < len(l.chunks) || pages[i].alone(l)) ||
					len(left) == 1 && numbered(edges, rest, i, left[0])
			}
		}
	}
	for _, p := range pages {
		for _, l := range p.lines {
			if left, edge := rest[l]; edge {
				l.chunks = left
			}
		}
		p.lines = slices.DeleteFunc(p.lines, func(l *textLine) bool { return len(l.chunks) == 0 || numbers[l] })
	}
}

// edges are the two first and two last lines of a page that no table stands above or below.
func (p *pdfPage) edges() []*textLine {
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, t := range p.tables {
		top, bottom = min(top, t.ys[0]), max(bottom, t.ys[len(t.ys)-1])
	}
	var all []*textLine
	for i, l := range p.lines {
		switch {
		case i < 2 && l.y0 < top, i >= len(p.lines)-2 && l.y1 > bottom:
			all = append(all, l)
		}
	}
	return all
}

// alone reports whether a line stands well apart from all others of the page.
func (p *pdfPage) alone(line *textLine) bool {
	for _, l := range p.lines {
		if l != line && l.y1 > line.y0-1.2*line.em && l.y0 < line.y1+1.2*line.em {
			return false
		}
	}
	for _, t := range p.tables {
		if t.ys[len(t.ys)-1] > line.y0-0.5*line.em && t.ys[0] < line.y1+0.5*line.em {
			return false
		}
	}
	return true
}

// repeated reports whether another page has the same words in the same place at its edge.
func repeated(edges [][]*textLine, page int, c chunk) bool {
	if !strings.ContainsFunc(c.text, unicode.IsLetter) {
		return false
	}
	for i, lines := range edges {
		if i == page {
			continue
		}
		for _, l := range lines {
			for _, other := range l.chunks {
				if other.text == c.text && math.Abs(other.y0-c.y0) < 3 && math.Abs(other.x0-c.x0) < 3 {
					return true
				}
			}
		}
	}
	return false
}

// mostNumber is how many pieces a page number is printed in: - 3 -.
const mostNumber = 4

var pageNumbers = regexp.MustCompile(`^[-–—·.~\s]*第?\s*(\d{1,4})\s*(?:页|(?:页\s*)?[,,]?\s*(?:/|共)\s*(\d{1,4})\s*页?)?[-–—·.~\s]*$`)

// pageNumber reports whether a text is the number of a page: dressed as one (- 3 -, 第3页, 3/8), or
// bare and right.
func pageNumber(text string, page, pages int) bool {
	m := pageNumbers.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	n, _ := strconv.Atoi(m[1])
	bare := m[1] == strings.TrimSpace(text)
	return n == page+1 || !bare && m[2] == "" || !bare && m[2] == strconv.Itoa(pages)
}

// numbered reports whether the text is a number that goes up with the pages at the same height.
func numbered(edges [][]*textLine, rest map[*textLine][]chunk, page int, c chunk) bool {
	m := pageNumbers.FindStringSubmatch(c.text)
	if m == nil {
		return false
	}
	n, _ := strconv.Atoi(m[1])
	agree := 0
	for i, lines := range edges {
		for _, l := range lines {
			left := rest[l]
			if i == page || len(left) != 1 || math.Abs(left[0].y0-c.y0) > 3 {
				continue
			}
			other := pageNumbers.FindStringSubmatch(left[0].text)
			if other == nil {
				continue
			}
			if k, _ := strconv.Atoi(other[1]); k-n == i-page {
				agree++
			} else {
				return false
			}
		}
	}
	return agree >= 2
}

// paragraphs joins the lines that a paragraph was broken into. A line goes on in the next if it
// reaches the right margin and the next begins at the left one, at the usual distance.
func paragraphs(lines []*textLine) [][]*textLine {
	left, right, pitch := margins(lines)
	var all [][]*textLine
	for i, l := range lines {
		if i > 0 && runsOn(lines[i-1], l, left, right, pitch) {
			all[len(all)-1] = append(all[len(all)-1], l)
			continue
		}
		all = append(all, []*textLine{l})
	}
	return all
}

func margins(lines []*textLine) (left, right, pitch float64) {
	left, right, pitch = math.Inf(1), math.Inf(-1), math.Inf(1)
	for i, l := range lines {
		if len(l.chunks) == 1 {
			left, right = min(left, l.x0()), max(right, l.x1())
		}
		if i > 0 && l.y1-lines[i-1].y1 > l.em {
			pitch = min(pitch, l.y1-lines[i-1].y1)
		}
	}
	return left, right, pitch
}

func runsOn(l, next *textLine, left, right, pitch float64) bool {
	if len(l.chunks) != 1 || len(next.chunks) != 1 || isLabel(next.text(), editions.Section) {
		return false
	}
	return l.x1() > right-1.8*l.em && l.x1()-l.x0() > max(15*l.em, 0.6*(right-left)) &&
		next.x0() < left+l.em && math.Abs(l.em-next.em) < 0.15*l.em && next.y1-l.y1 < 1.2*pitch && next.y1-l.y1 < 3*l.em
}
