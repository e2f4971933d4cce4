package synth

import (
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// box is one cell of a printed table, with the rows and columns it spans.
type box struct {
	pieces  []string // the text; several where a narrow cell wraps it
	rows    int
	columns int
	figure  bool
}

func (b box) blank() bool { return len(b.pieces) == 1 && b.pieces[0] == "" }

// grid is a printed table: the boxes that begin in each row.
type grid struct {
	width int
	rows  [][]box
}

// drawer draws the tables of one report.
type drawer struct {
	layout Layout
	form   editions.Form
	texts  map[report.Ref]string
}

func (d drawer) wide(text string, rows, columns int) box {
	return box{pieces: d.layout.label(text, false), rows: rows, columns: columns}
}

func (d drawer) narrow(text string, rows, columns int) box {
	return box{pieces: d.layout.label(text, true), rows: rows, columns: columns}
}

func (d drawer) figures(refs []report.Ref) []box {
	boxes := make([]box, len(refs))
	for i, ref := range refs {
		boxes[i] = box{pieces: []string{d.texts[ref]}, rows: 1, columns: 1, figure: true}
	}
	return boxes
}

// disclosure is table 二: blocks of a head over all columns, the heads of its columns, and its rows.
func (d drawer) disclosure() grid {
	g := grid{width: 4}
	var heads []box
	opened := false // a block's own head has been drawn, those of its columns follow
	for _, s := range d.form.Slots {
		if s.Part != 2 {
			continue
		}
		switch text := d.layout.slotLabel(s); s.Kind {
		case editions.Head:
			if !opened {
				g.rows = append(g.rows, []box{d.wide(text, 1, g.width)})
				opened = true
				continue
			}
			heads = append(heads, d.wide(text, 1, 1))
		case editions.Row:
			if opened {
				g.rows = append(g.rows, g.stretched(heads))
				heads, opened = nil, false
			}
			row := append([]box{d.wide(text, 1, 1)}, d.figures(s.Cells)...)
			g.rows = append(g.rows, g.stretched(row))
		}
	}
	return g
}

// stretched lets the last box of a row take what is left of the width.
func (g grid) stretched(row []box) []box {
	row[len(row)-1].columns += g.width - len(row)
	return row
}

// requests is table 三. Its heads come first, in the order the form prints them; its rows stand in
// the blocks that the lines name.
func (d drawer) requests() grid {
	g := grid{width: 10}
	var heads []string
	var rows []editions.Slot
	within := map[string]int{} // rows in a block
	for _, s := range d.form.Slots {
		switch {
		case s.Part != 3:
		case s.Kind == editions.Head:
			heads = append(heads, d.layout.slotLabel(s))
		case s.Kind == editions.Row:
			rows = append(rows, s)
			within[block(s)]++
		}
	}
	note, applicants, person, others, sum, kinds := heads[0], heads[1], heads[2], heads[3], heads[4], heads[5:10]
	g.rows = [][]box{
		{d.wide(note, 3, 3), d.wide(applicants, 1, 7)},
		{d.narrow(person, 2, 1), d.wide(others, 1, 5), d.narrow(sum, 2, 1)},
		nil,
	}
	for _, kind := range kinds {
		g.rows[2] = append(g.rows[2], d.narrow(kind, 1, 1))
	}
	outcomes := blockOf("total")
	ended := len(rows) - within[""]
	seen := map[string]bool{"": true}
	for _, s := range rows {
		var row []box
		in := block(s)
		if in != "" && !seen[outcomes] {
			row = append(row, d.narrow(outcomes, ended, 1))
			seen[outcomes] = true
		}
		label := d.wide(d.layout.slotLabel(s), 1, 1)
		switch {
		case in == "":
			label.columns = 3
		case in == outcomes:
			label.columns = 2
		case !seen[in]:
			row = append(row, d.narrow(in, within[in], 1))
			seen[in] = true
		}
		row = append(row, label)
		g.rows = append(g.rows, append(row, d.figures(s.Cells)...))
	}
	return g
}

func block(s editions.Slot) string { return blockOf(s.Cells[0].Line) }

func blockOf(code report.LineCode) string {
	l, _ := report.FindLine(code)
	return l.Block
}

// suits is the head over the two blocks of lawsuits; it carries no figures, so nobody else names it.
const suits = "行政诉讼"

// challenges is table 四: three blocks of five side by side.
func (d drawer) challenges() grid {
	g := grid{width: 15}
	var names, results []string
	for _, b := range report.ChallengeBlocks() {
		names = append(names, blockOf(report.LineCode(b+".total")))
	}
	for _, r := range append(report.ChallengeResults(), "total") {
		l, _ := report.FindLine(report.LineCode("review." + r))
		results = append(results, l.Chinese)
	}
	g.rows = [][]box{{d.wide(names[0], 1, 5), d.wide(suits, 1, 10)}, nil, nil, nil}
	for _, r := range results {
		g.rows[1] = append(g.rows[1], d.narrow(r, 2, 1))
	}
	for _, name := range names[1:] {
		g.rows[1] = append(g.rows[1], d.wide(name, 1, 5))
		for _, r := range results {
			g.rows[2] = append(g.rows[2], d.narrow(r, 1, 1))
		}
	}
	for _, s := range d.form.Slots {
		if s.Kind == editions.Grid {
			g.rows[3] = d.figures(s.Cells)
		}
	}
	return g
}

// placedBox is a box where it stands in a row: the column it begins in, from 1, and whether it
// began in a row above.
type placedBox struct {
	box
	column    int
	continued bool
}

// placed are the boxes of every row from left to right, those that reach down into it included.
func (g grid) placed() [][]placedBox {
	rows := make([][]placedBox, len(g.rows))
	for i, row := range g.rows {
		above := rows[i] // boxes from rows above
		slices.SortFunc(above, func(a, b placedBox) int { return a.column - b.column })
		rows[i] = nil
		column := 1
		next := func() {
			for len(above) > 0 && above[0].column == column {
				rows[i] = append(rows[i], above[0])
				column += above[0].columns
				above = above[1:]
			}
		}
		for _, c := range row {
			next()
			rows[i] = append(rows[i], placedBox{box: c, column: column})
			column += c.columns
		}
		next()
		for _, c := range rows[i] {
			if c.rows > 1 && !c.continued {
				for below := i + 1; below < i+c.rows; below++ {
					rows[below] = append(rows[below], placedBox{c.box, c.column, true})
				}
			}
		}
	}
	return rows
}

// lines is the text of a box in the lines it is set in: one where words are not sliced.
func (l Layout) lines(c box) []string {
	if l.OddBlanks {
		return c.pieces
	}
	return []string{strings.Join(c.pieces, "")}
}
