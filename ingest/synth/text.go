package synth

import (
	"slices"
	"strings"
)

// writeText writes the families of plain text.
func writeText(p page, l Layout) []byte {
	var b strings.Builder
	b.Grow(12 << 10)
	gap := "\n"
	if l.Family == Lines {
		gap = "\n\n"
	}
	b.WriteString(p.title + gap)
	if p.published != "" {
		b.WriteString(prose("发布日期:") + p.published + gap)
	}
	b.WriteString(p.notice + gap + p.opening + gap)
	for _, part := range p.parts {
		b.WriteString(part.heading + gap)
		for _, text := range part.paragraphs {
			b.WriteString(text + gap)
		}
		for _, g := range part.tables {
			g.text(&b, l)
		}
	}
	return []byte(b.String())
}

// text writes the rows as an extractor leaves them.
func (g grid) text(b *strings.Builder, l Layout) {
	left := g.left()
	for i, row := range g.rows {
		texts := make([]string, len(row))
		for n, c := range row {
			texts[n] = l.flat(c)
		}
		writeRow(b, l.Family, texts, g.width-len(row), left[i])
	}
}

// left is, for every row, how many cells from rows above stand before its first own cell.
func (g grid) left() []int {
	left := make([]int, len(g.rows))
	taken := make([][]bool, len(g.rows)) // columns that cells from rows above reach into
	for i := range taken {
		taken[i] = make([]bool, g.width)
	}
	for i, row := range g.rows {
		column := 0
		for _, c := range row {
			for taken[i][column] {
				column++
			}
			for below := i + 1; below < i+c.rows; below++ {
				if !slices.Contains(taken[below][:column], false) {
					left[below]++
				}
				for x := range c.columns {
					taken[below][column+x] = true
				}
			}
			column += c.columns
		}
	}
	return left
}

// flat is the text of a cell on one line.
func (l Layout) flat(c box) string {
	if l.OddBlanks {
		return strings.Join(c.pieces, " ")
	}
	return strings.Join(c.pieces, "")
}

// writeRow writes one row. Merged is how many columns have no cell of their own in it, left how
// many cells of rows above stand in front of it.
func writeRow(b *strings.Builder, f Family, texts []string, merged, left int) {
	bars := strings.Repeat("|", merged)
	switch f {
	case Padded:
		for _, t := range texts {
			b.WriteString(t + " |\n")
		}
		if merged > 0 {
			b.WriteString(bars + "\n")
		}
	case InlineEnd, Opener:
		if f == Opener {
			b.WriteString("|\n")
		}
		b.WriteString(strings.Join(texts, " |\n") + " |")
		if merged > 0 {
			b.WriteString(" " + bars)
		}
		b.WriteString("\n")
	case Bars:
		writeCells(b, texts)
		b.WriteString(strings.TrimRight(" "+bars, " ") + "\n")
	case Leading:
		b.WriteString(strings.Repeat("| ", left))
		writeCells(b, texts)
		b.WriteString("\n")
	case Markdown:
		b.WriteString("| ")
		writeCells(b, texts)
		b.WriteString(" " + bars + "\n")
	case OwnLine:
		for _, t := range texts {
			b.WriteString(t + "\n|\n")
		}
	case Lines:
		for _, t := range texts {
			b.WriteString(t + "\n")
			if t != "" {
				b.WriteString("\n")
			}
		}
	case Spaced:
		b.WriteString(strings.Join(texts, " ") + "\n")
	case Glued:
		b.WriteString(strings.Join(texts, "") + "\n")
	}
}

// writeCells writes cells with a bar behind each; a blank one is the blank between two bars.
func writeCells(b *strings.Builder, texts []string) {
	for i, t := range texts {
		if i > 0 {
			b.WriteString(" ")
		}
		if t != "" {
			b.WriteString(t + " ")
		}
		b.WriteString("|")
	}
}
