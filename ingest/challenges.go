package ingest

import (
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
)

// headLetters are the characters of which all heads of table 四 are made. Upright heads come out
// of some files in slices across the columns, so the heads are known by their letters only.
const headLetters = "行政复议诉讼未经直接起后结果维持纠正其他尚审总计情况"

func isHead(t token) bool {
	for _, r := range t.label.Core {
		if !strings.ContainsRune(headLetters, r) {
			return false
		}
	}
	return t.label.Core != "" || t.text == ""
}

// challenges is the one row of fifteen figures of table 四, which stands behind its heads; ok is
// false if the page has no such row.
func (a *alignment) challenges(tokens []token) (r row, ok bool) {
	from, to, grid := -1, len(tokens), -1
	heads := 0 // where those of the table may begin
	for i, at := range a.anchors {
		slot := a.slot(i)
		if slot.Part < 4 || slot.Kind == editions.Section && slot.Part == 4 {
			heads = at.to
		}
		switch {
		case slot.Part == 4:
			from, grid = at.to, at.slot
		case slot.Part > 4 && from >= 0 && at.from < to:
			to = at.from
		}
	}
	if from < 0 {
		return row{}, false
	}
	if a.form.Slots[grid].Kind == editions.Section {
		grid++
	}
	r = row{slot: a.form.Slots[grid], label: from - 1, from: heads, end: to, last: to == len(tokens)}
	for i := from; i < to; i++ {
		t := tokens[i]
		switch {
		case t.kind == pad:
			r.pads++
		case len(r.values) > 0 && !alongside(r.values[0], t):
			if r.figures() > 0 && len(r.values) >= len(r.slot.Cells) {
				r.last = false
				return r, true
			}
			r.values, r.pads, r.label = nil, 0, i-1
			i--
		case t.kind != word:
			if len(r.values) == 1 && r.values[0].kind == word {
				r.values = nil // a label before the figures, such as 件数
			}
			r.values = append(r.values, t)
			r.last = r.last && i == len(tokens)-1
		case isHead(t):
			r.values, r.pads, r.label = nil, 0, i
		case r.figures() > 0 && !t.cell:
			return r, true
		case t.cell:
			r.values = append(r.values, t)
		}
	}
	return r, len(r.values) > 0
}

// alongside reports whether two tokens may stand in one row: in a grid they must, and what stands
// outside a grid does not stand in it.
func alongside(a, b token) bool {
	return a.grid == b.grid && (!a.grid || a.place.Table == b.place.Table && a.place.Row == b.place.Row)
}

// windowed are the fifteen values of a row without label among blanks that belong to no cell: a
// bar that opens the row looks like a blank cell. The sums must leave one way only.
func windowed(r row) ([]token, bool) {
	want := len(r.slot.Cells)
	var found []token
	for from := 0; from+want <= len(r.values); from++ {
		window := r.values[from : from+want]
		if outside := slices.Concat(r.values[:from], r.values[from+want:]); slices.ContainsFunc(outside, func(v token) bool { return v.kind != blank }) {
			continue
		}
		if !challengeSums(r, window) {
			continue
		}
		if found != nil && !sameValues(found, window) {
			return nil, false
		}
		found = window
	}
	return found, found != nil
}

// challengeSums reports whether every block of the window is blank or adds up to a printed total.
func challengeSums(r row, window []token) bool {
	counts := make([]int64, len(window))
	for i, v := range window {
		if v.kind == word || v.kind == glued {
			return false
		}
		counts[i], _ = v.number.value.Whole()
	}
	return sumsWithin(r.slot.Cells, counts, func(int) bool { return true })
}

func sameValues(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.kind == y.kind && x.number == y.number })
}
