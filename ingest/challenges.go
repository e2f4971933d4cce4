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

// remarkHeads are the heads of a column for remarks.
var remarkHeads = []string{"备注", "备考", "说明", "备注说明"}

// unremarked are the fifteen figures of a row with a remark behind them: a text, or, under a head of
// its own behind the others, whatever is no figure. A bar that opens the row looks like a blank cell.
// The tokens begin with the heads of the table. ok is false if the row is none such.
func unremarked(r row, tokens []token) (values []token, ok bool) {
	want := len(r.slot.Cells)
	values = r.values
	for len(values) > 0 && (values[0].kind == blank || isRemark(values[0])) {
		values = values[1:]
	}
	if len(values) < want || slices.ContainsFunc(values[:want], func(v token) bool { return v.kind != figure && v.kind != void }) {
		return nil, false
	}
	values, behind := values[:want], values[want:]
	if slices.ContainsFunc(behind, func(v token) bool { return v.kind == word }) {
		return values, !slices.ContainsFunc(behind, func(v token) bool { return v.kind != word && v.kind != blank })
	}
	for len(behind) > 1 && behind[len(behind)-1].kind == blank {
		behind = behind[:len(behind)-1]
	}
	return values, len(behind) == 1 && (behind[0].kind == void || behind[0].kind == blank) && remarkBehind(tokens, r.label-r.from)
}

func isRemark(t token) bool { return t.kind == word && slices.Contains(remarkHeads, t.label.Core) }

// remarkBehind reports whether a head of remarks stands behind that of the reviews and before the figures.
func remarkBehind(tokens []token, last int) bool {
	reviews := false
	for i, t := range tokens {
		switch {
		case i > last && t.kind != word && t.kind != blank && t.kind != pad:
			return false
		case reviews && isRemark(t):
			return true
		case t.label.Core == blockHeads[0]:
			reviews = true
		}
	}
	return false
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
