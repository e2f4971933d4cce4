package ingest

import (
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// row is one printed row of tables 二 or 三: its label and what stands behind it.
type row struct {
	slot   editions.Slot
	label  int      // the token its label begins with
	values []token  // figures, voids, blanks and unreadable words in printed order
	pads   int      // filling after the values
	end    int      // the token after its last value
	from   int      // table 四 only: the token its heads begin with
	heads  *headRow // those of its columns; nil where none are known
	last   bool     // nothing of the page follows it
	parted bool     // the page prints rows of its own in place of this one
	loose  bool     // printed without lines around it, and figures that no label claims stand beside it
	sole   bool     // its label is one token, letter for letter
}

// figures counts the values that are no blanks.
func (r row) figures() int {
	n := 0
	for _, v := range r.values {
		if v.kind != blank {
			n++
		}
	}
	return n
}

// collect gathers the rows of the form found on the page, and those that no edition knows.
func (a *alignment) collect(tokens []token) (rows []row, strangers []report.Row) {
	claimed := 0 // tokens up to here are labels or their values, or come before any
	for i, at := range a.anchors {
		slot := a.slot(i)
		for j := at.from; j < at.to; j++ {
			tokens[j].used = true
		}
		before := tokens[claimed:at.from]
		claimed = at.to
		if slot.Part != 2 && slot.Part != 3 {
			continue
		}
		stop := len(tokens)
		if i+1 < len(a.anchors) {
			stop = a.anchors[i+1].from
		}
		next := at.to
		if slot.Kind == editions.Row {
			r := row{slot: slot, label: at.from, values: make([]token, 0, len(slot.Cells)+1)}
			next = r.take(tokens, at, stop)
			for j := at.to; j < next; j++ {
				tokens[j].used = true
			}
			r.last, r.end = next >= len(tokens), next
			r.loose = unclaimed(tokens[at.from], before) || unclaimed(tokens[at.from], tokens[next:stop])
			r.sole = at.to == at.from+1 && len(a.form.exactly(tokens[at.from].label)) > 0
			rows, claimed = append(rows, r), next
		}
		if len(rows) > 1 && slot.Kind == editions.Row {
			headsBefore(rows)
		}
		if i+1 < len(a.anchors) || slot.Kind == editions.Row {
			strangers = append(strangers, rowsBetween(tokens[next:stop])...)
		}
	}
	a.form.overRows(tokens, rows)
	return rows, strangers
}

// headsBefore marks rows without anything behind them that stand right before one of which the page
// makes a head: 行政处罚 | 行政强制 over 本年处理决定数量 | 7 | 8 are heads, both.
func headsBefore(rows []row) {
	for i := len(rows) - 1; i > 0 && rows[i].parted && len(rows[i].values) == 0; i-- {
		if before := &rows[i-1]; len(before.values) == 0 && before.pads == 0 && before.end == rows[i].label {
			before.parted = true
		} else {
			return
		}
	}
}

// take gathers the values of the row and returns the token after the last of them. In a grid they
// end with the row of the grid, on paper with the line, elsewhere with the next label.
func (r *row) take(tokens []token, at anchor, stop int) int {
	label := tokens[at.to-1]
	want := len(r.slot.Cells)
	i := at.to
	for ; i < stop; i++ {
		t := tokens[i]
		if label.grid && !alongside(label, t) || label.paper && !label.grid && !onLine(tokens[at.from:at.to], t) {
			break
		}
		switch {
		case t.kind == pad:
			r.pads++
		case t.kind != word || len(r.values) > 0 && isSign(t.text):
			r.values = append(r.values, t)
		case len(r.values) == 0 && r.continues(tokens[at.from:at.to], t):
		case len(r.values) == 0 && !(label.grid && inRow(tokens[i:stop], t) == want):
			r.parted = r.pads == 0
			return i
		case len(r.values) < want && (label.grid || len(r.values) > 0 && t.cell && r.pads == 0):
			r.values = append(r.values, t)
		default:
			return i
		}
	}
	return i
}

// onLine reports whether a token stands on the same printed line as a part of the label.
func onLine(label []token, t token) bool {
	return !t.grid && slices.ContainsFunc(label, func(l token) bool { return l.place.Row == t.place.Row })
}

// unclaimed reports whether figures without a label stand beside a row that no lines part from them:
// they may be its own, or the rest of its own, broken in narrow columns.
func unclaimed(label token, beside []token) bool {
	return label.paper && !label.grid && slices.ContainsFunc(beside, func(t token) bool { return t.kind != word && t.kind != blank && t.kind != pad })
}

// isSign reports whether a text is a word or mark of change without its figure: the digits of the row
// are set apart, and none of them is a figure for sure.
func isSign(text string) bool {
	text = normal.Text(text)
	return slices.ContainsFunc(signs, func(s sign) bool { return s.mark == text })
}

// inRow counts the tokens at the start of the stretch that stand in the same row of a grid as t.
func inRow(tokens []token, t token) int {
	n := 0
	for n < len(tokens) && alongside(t, tokens[n]) {
		n++
	}
	return n
}

// continues reports whether a word behind the label only goes on with it: a note in brackets, or
// the rest of a label that broke over lines.
func (r *row) continues(label []token, t token) bool {
	if strings.HasPrefix(t.text, "(") || strings.HasPrefix(t.text, "\uff08") {
		return true
	}
	if t.label.Core == "" {
		return !t.cell
	}
	core := ""
	for _, l := range label {
		core += l.label.Core
	}
	for _, f := range forms() {
		if f.prefixes[core+t.label.Core] || f.exact[core+t.label.Core] != nil {
			return true
		}
	}
	return false
}

// rowsBetween are the rows in a stretch of tokens without a known label: a word with figures
// behind it.
func rowsBetween(tokens []token) []report.Row {
	var found []report.Row
	for i := 0; i < len(tokens); {
		if tokens[i].kind != word || len(tokens[i].text) > longestLabel || tokens[i].text == "" {
			i++
			continue
		}
		r := report.Row{Label: tokens[i].text, Place: tokens[i].place}
		figures := 0
		i++
		for ; i < len(tokens) && tokens[i].kind != word; i++ {
			if tokens[i].kind == pad {
				continue
			}
			if tokens[i].kind == figure || tokens[i].kind == void {
				figures++
			}
			r.Texts = append(r.Texts, tokens[i].text)
		}
		if figures > 0 {
			found = append(found, r)
		}
	}
	return found
}

// trimmed are the values without what is beyond the row's cells, if that is blank, or without all
// blanks, if there are as many figures as cells; ok is false if there is more than the row holds,
// or if a blank in front may be the empty half of a label.
func (r row) trimmed() (values []token, ok bool) {
	want := len(r.slot.Cells)
	if len(r.values) <= want {
		return r.values, true
	}
	if !slices.ContainsFunc(r.values[want:], func(v token) bool { return v.kind != blank }) {
		return r.values[:want], !r.values[0].grid || r.values[0].kind != blank || r.figures() == 0
	}
	if r.figures() != want {
		return r.values, false
	}
	for _, v := range r.values {
		if v.kind != blank {
			values = append(values, v)
		}
	}
	return values, true
}

// dropped reports whether the page leaves blank cells out and fills its rows at their end: then
// the place of a value in its row says nothing where values are missing.
func dropped(rows []row) bool {
	for _, r := range rows {
		if n := len(r.values); n > 0 && n < len(r.slot.Cells) && r.figures() > 0 && !r.last {
			return true
		}
	}
	return false
}
