package ingest

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// pdfBlock is a paragraph, or a table with its parts on the pages that it goes over.
type pdfBlock struct {
	paragraph []*textLine
	page      int // of the paragraph, or of the table's last part, from 0
	line      int // of the paragraph on its page
	number    int // of the table in the document
	parts     []*lattice
}

func pdfLines(pages []*pdfPage) []*textLine {
	var all []*textLine
	for _, p := range pages {
		all = append(all, p.lines...)
	}
	return all
}

// blocks are the paragraphs and tables in reading order.
func blocks(pages []*pdfPage) []pdfBlock {
	var all []pdfBlock
	tables := 0
	for i, p := range pages {
		n := 0
		add := func(paragraph []*textLine) {
			all = append(all, pdfBlock{paragraph: paragraph, page: i, line: n})
			n += len(paragraph)
		}
		lines := paragraphs(p.lines)
		for k, t := range p.tables {
			for ; len(lines) > 0 && lines[0][0].y0 < t.ys[0]; lines = lines[1:] {
				add(lines[0])
			}
			if last := len(all) - 1; k == 0 && n == 0 && last >= 0 && all[last].page == i-1 && len(all[last].parts) > 0 {
				upper := all[last].parts[len(all[last].parts)-1]
				if goesOn(upper, t, p.em) {
					mend(upper, t, p.em)
					all[last].parts, all[last].page = append(all[last].parts, t), i
					continue
				}
				upper.doubtBlanks(upper.rows()-1, p.em)
				t.doubtBlanks(0, p.em)
			}
			tables++
			all = append(all, pdfBlock{page: i, number: tables, parts: []*lattice{t}})
		}
		for _, l := range lines {
			add(l)
		}
	}
	return all
}

// goesOn reports whether the table that ends a page goes on in the one that begins the next: they
// end at the same place on one side, and all borders of the narrower but one are the wider's too.
func goesOn(upper, lower *lattice, em float64) bool {
	left, right := near(upper.xs[0], lower.xs[0], em), near(upper.xs[len(upper.xs)-1], lower.xs[len(lower.xs)-1], em)
	if left && right {
		return true
	}
	common := 0
	for _, x := range upper.xs {
		if slices.ContainsFunc(lower.xs, func(other float64) bool { return near(x, other, em) }) {
			common++
		}
	}
	return (left || right) && common >= 3 && common >= min(len(upper.xs), len(lower.xs))-1
}

// doubtBlanks makes unknown the blanks of a row beside a page break without any figure: its figures
// may stand on the other page.
func (t *lattice) doubtBlanks(row int, em float64) {
	var blanks []*latticeCell
	for i := range t.cells {
		c := &t.cells[i]
		if c.ragged || row < c.row || row >= c.below {
			continue
		}
		text := cellText(c.glyphs, em)
		if text == "" {
			blanks = append(blanks, c)
		} else if isValue(text) {
			return
		}
	}
	for _, c := range blanks {
		c.spoil(em)
	}
}

func near(a, b, em float64) bool { return math.Abs(a-b) < 0.5*em }

// pair is a cell that a page break may have broken in two.
type pair struct{ upper, lower *latticeCell }

func (p pair) said(em float64) (upper, lower string) {
	return cellText(p.upper.glyphs, em), cellText(p.lower.glyphs, em)
}

// mend puts together a row that a page break has broken: its label stands on both pages, or its
// label on one and its figures on the other. Where figures stand below a row without any and it
// cannot be told whether they belong to it, the row above is made unreadable.
func mend(upper, lower *lattice, em float64) {
	pairs := pairsAt(upper, lower, em)
	if len(pairs) < 2 {
		return
	}
	label := -1
	above, below := 0, 0 // figures
	for i, p := range pairs {
		u, l := p.said(em)
		if strings.ContainsFunc(u+l, unicode.IsLetter) && !isValue(u) || strings.ContainsFunc(l, unicode.IsLetter) && !isValue(l) {
			label = i
		}
	}
	for _, p := range pairs[label+1:] {
		if u, l := p.said(em); u != "" || l != "" {
			above, below = above+printed(u), below+printed(l)
		}
	}
	if label < 0 || above > 0 && below > 0 || label == len(pairs)-1 {
		return
	}
	u, l := pairs[label].said(em)
	whole, own := isOwn(u+l), l != "" && isOwn(l)
	switch {
	case u == "" && above > 0, whole && !(own && isOwn(u)) && u != "" && (l != "" || below > 0):
		for _, p := range pairs {
			p.upper.glyphs = append(p.upper.glyphs, shifted(p.lower.glyphs, p.upper, em)...)
			p.upper.doubtful = p.upper.doubtful || p.lower.doubtful
			p.lower.glyphs, p.lower.ragged = nil, true
		}
	case below > 0 && above == 0 && !own:
		for _, p := range pairs[label+1:] {
			p.upper.spoil(em)
		}
	}
}

// isOwn reports whether a text is the label of a row or column by itself.
func isOwn(s string) bool { return isLabel(s, editions.Row) || isLabel(s, editions.Head) }

func isValue(s string) bool {
	_, k := parseAmount(s)
	return k != word
}

func printed(s string) int {
	if s == "" {
		return 0
	}
	return 1
}

// shifted are glyphs of the page below, moved under the last line of a cell on the page above.
func shifted(glyphs []glyph, under *latticeCell, em float64) []glyph {
	low, top := 0.0, math.Inf(1)
	for _, g := range under.glyphs {
		low = max(low, g.y1)
	}
	for _, g := range glyphs {
		top = min(top, g.y0)
	}
	moved := make([]glyph, len(glyphs))
	for i, g := range glyphs {
		g.y0, g.y1 = g.y0-top+low+em, g.y1-top+low+em
		moved[i] = g
	}
	return moved
}

// pairsAt are the cells of the last row above and the first row below that stand under each other.
func pairsAt(upper, lower *lattice, em float64) []pair {
	var all []pair
	for i := range upper.cells {
		u := &upper.cells[i]
		if u.row != upper.rows()-1 || u.ragged {
			continue
		}
		for k := range lower.cells {
			l := &lower.cells[k]
			if l.row == 0 && l.below == 1 && !l.ragged && near(upper.xs[u.column], lower.xs[l.column], em) && near(upper.xs[u.right], lower.xs[l.right], em) {
				all = append(all, pair{u, l})
			}
		}
	}
	return all
}

// addBlock adds the tokens of a block to the page.
func (p *page) addBlock(b pdfBlock, placed map[*textLine][]chunk) {
	row := 0
	for _, t := range b.parts {
		p.addLattice(t, b.number, row)
		row += t.rows()
	}
	if len(b.paragraph) == 1 {
		p.addLine(b.paragraph[0], placed[b.paragraph[0]], (b.page+1)*pageRows+b.line+1)
		return
	}
	if len(b.paragraph) > 1 {
		texts := make([]string, len(b.paragraph))
		for i, l := range b.paragraph {
			texts[i] = l.text()
		}
		p.addText(strings.Join(texts, ""), report.Place{Row: (b.page+1)*pageRows + b.line + 1, Column: 1}, false)
	}
}

func (p *page) addLattice(t *lattice, number, above int) {
	for _, c := range t.cells {
		if c.ragged {
			continue
		}
		em := middleEm(c.glyphs)
		tok := token{text: trim(cellText(c.glyphs, em)), cell: true, grid: true, paper: true, span: max(1, c.right-c.column),
			place: report.Place{Table: number, Row: above + c.row + 1, Column: c.column + 1}}
		tok.classify()
		if c.doubtful && tok.kind != blank {
			tok.kind = word
		}
		p.tokens = append(p.tokens, tok)
	}
}

// addLine adds what stands on one line, with the blanks between its figures where their columns
// are known.
func (p *page) addLine(l *textLine, columns []chunk, row int) {
	labels := l.chunks
	if columns != nil {
		labels = labels[:len(labels)-len(figuresAtEnd(l))]
	}
	for i, c := range labels {
		p.addText(c.text, report.Place{Row: row, Column: i + 1}, false)
	}
	for i, c := range columns {
		p.addText(c.text, report.Place{Row: row, Column: len(labels) + i + 1}, true)
	}
}

func (p *page) addText(text string, at report.Place, cell bool) {
	t := token{text: trim(text), cell: cell, paper: true, place: at}
	t.classify()
	p.tokens = append(p.tokens, t)
}
