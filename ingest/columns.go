package ingest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// headRow is the heads of the columns above some rows, from left to right.
type headRow struct {
	wanted  []string // what the form prints above each cell of the rows
	columns []headColumn
	placed  bool // the columns of the grid they stand in are known
	ordered bool // they are printed in the form's own order
	table   int
	proven  bool // the sums of the rows agree with the columns
}

// headColumn is a head: the cell of a row that belongs under it, and the columns of the grid it covers.
type headColumn struct{ cell, from, to int }

// wantedHeads are the heads the form prints above the cells of a row of tables 二 or 三; nil where
// the row has but one.
func (f *form) wantedHeads(r row) []string {
	if len(r.slot.Cells) < 2 {
		return nil
	}
	if r.slot.Part == 3 {
		var all []string
		for _, c := range report.Columns() {
			all = append(all, c.Chinese)
		}
		return all
	}
	at := slices.IndexFunc(f.Slots, func(s editions.Slot) bool {
		return s.Kind == editions.Row && s.Cells[0] == r.slot.Cells[0]
	})
	for at > 0 && f.Slots[at].Kind == editions.Row {
		at--
	}
	var all []string
	for ; at > 0 && f.Slots[at].Kind == editions.Head && len(all) < len(r.slot.Cells); at-- {
		all = append(all, f.Slots[at].Label)
	}
	slices.Reverse(all)
	return all
}

// overRows gives every row the heads that stand above it: those between it and the row before, or
// else those of the row before.
func (f *form) overRows(tokens []token, rows []row) {
	var over *headRow
	from := 0
	for i := range rows {
		r := &rows[i]
		wanted := f.wantedHeads(*r)
		if wanted != nil {
			if next := f.headsIn(tokens[min(from, r.label):r.label], wanted, r.slot.Part); next != nil {
				over = next
			}
			if over != nil && slices.Equal(over.wanted, wanted) {
				r.heads = over
			}
		}
		from = r.end
	}
	for i := range rows {
		if h := rows[i].heads; h != nil && (i == 0 || rows[i-1].heads != h) {
			h.prove(rows[i:])
		}
	}
}

// headsIn are the wanted heads that stand in a stretch of tokens, nil if there are hardly any or one
// of them stands there twice.
func (f *form) headsIn(tokens []token, wanted []string, part int) *headRow {
	h := &headRow{wanted: wanted, placed: true}
	for i := range tokens {
		t := &tokens[i]
		if t.kind != word {
			continue
		}
		cell := f.headOf(t, wanted, part)
		if cell < 0 {
			continue
		}
		if slices.ContainsFunc(h.columns, func(c headColumn) bool { return c.cell == cell }) {
			return nil
		}
		if len(h.columns) == 0 {
			h.table = t.place.Table
		}
		h.placed = h.placed && t.grid && t.span > 0 && t.place.Table == h.table
		h.columns = append(h.columns, headColumn{cell, t.place.Column, t.place.Column + t.span})
	}
	if len(h.columns) < 2 || part == 3 && len(h.columns) < 4 {
		return nil
	}
	h.ordered = h.inOrder()
	if h.placed {
		slices.SortStableFunc(h.columns, func(a, b headColumn) int { return cmp.Compare(a.from, b.from) })
		for i := 1; i < len(h.columns); i++ {
			if h.columns[i].from < h.columns[i-1].to {
				return nil
			}
		}
	}
	return h
}

// headOf is the cell that the token is the head of, -1 if it is the head of none.
func (f *form) headOf(t *token, wanted []string, part int) int {
	found := f.exactly(t.label)
	if found == nil && part == 2 {
		found = f.nearly(t.label)
	}
	cell := -1
	for _, c := range found {
		if s := f.Slots[c.slot]; s.Kind == editions.Head && s.Part == part && c.quality > otherEnumerator*annotated {
			if i := slices.Index(wanted, s.Label); i >= 0 {
				cell = i
			}
		}
	}
	return cell
}

// inOrder reports whether the heads are in the form's own order, as far as they are there. The
// total of table 三 may stand anywhere: the form prints it above the others.
func (h *headRow) inOrder() bool {
	last := -1
	for _, c := range h.columns {
		if len(h.wanted) == len(report.Columns()) && c.cell == len(h.wanted)-1 {
			continue
		}
		if c.cell < last {
			return false
		}
		last = c.cell
	}
	return true
}

// whole reports whether every head of the form is there.
func (h *headRow) whole() bool { return len(h.columns) == len(h.wanted) }

// under are the row's values by the heads they stand under: nil for a cell without a head. ok is
// false where a figure stands under no head or under several, or nothing under one.
func (h *headRow) under(r row) (cells []*token, ok bool) {
	if !h.placed {
		return nil, false
	}
	cells = make([]*token, len(h.wanted))
	for i := range r.values {
		v := &r.values[i]
		if !v.grid || v.span < 1 || v.place.Table != h.table || v.kind == glued {
			return nil, false
		}
		at := -1
		for _, c := range h.columns {
			if v.place.Column < c.to && c.from < v.place.Column+v.span {
				if at >= 0 {
					return nil, false
				}
				at = c.cell
			}
		}
		switch {
		case at < 0 && v.kind != blank:
			return nil, false
		case at < 0 || cells[at] != nil && v.kind == blank:
		case cells[at] != nil && cells[at].kind != blank:
			return nil, false
		default:
			cells[at] = v
		}
	}
	for _, c := range h.columns {
		if cells[c.cell] == nil {
			return nil, false
		}
	}
	return cells, true
}

// prove asks the rows under the heads whether their sums agree with the columns. Table 二 has no
// sums, and a table without its total none within a row: there every cell must have its head.
func (h *headRow) prove(rows []row) {
	holds, fails, figures, loose := 0, 0, false, false
	for _, r := range rows {
		if r.heads != h {
			break
		}
		cells, ok := h.under(r)
		if !ok {
			continue
		}
		loose = loose || len(r.values) != len(h.columns)
		sum, total := int64(0), (*token)(nil)
		for i, v := range cells {
			if v == nil || v.kind != figure {
				continue
			}
			n, _ := v.number.value.Whole()
			figures = figures || n != 0
			if i == len(cells)-1 {
				total = v
			} else {
				sum += n
			}
		}
		if total == nil {
			continue
		}
		if n, _ := total.number.value.Whole(); n == sum && n != 0 {
			holds++
		} else if n != sum {
			fails++
		}
	}
	summed := slices.ContainsFunc(h.columns, func(c headColumn) bool { return c.cell == len(h.wanted)-1 })
	switch {
	case len(h.wanted) < len(report.Columns()), !figures:
		h.proven = true
	case !summed:
		h.proven = !loose
	default:
		h.proven = holds > 2*fails
	}
}

// ordering is what the heads of a row say of its values.
type ordering int

const (
	asPrinted ordering = iota // nothing: the values stand in the order of the form
	byHeads                   // each belongs to the head above it
	unordered                 // the heads stand in another order than the form's, and which value is whose cannot be told
)

// order tells how the values of the row are to be taken, and gives them by cell where heads decide.
func (r row) order() (o ordering, cells []*token) {
	h := r.heads
	switch {
	case h == nil || len(r.values) == 0:
		return asPrinted, nil
	case h.whole() && h.ordered && h.inOrder() && h.columns[len(h.columns)-1].cell == len(h.wanted)-1 && len(r.values) == len(h.wanted):
		return asPrinted, nil
	}
	if cells, ok := h.under(r); ok && h.proven {
		return byHeads, cells
	}
	switch {
	case h.ordered:
		return asPrinted, nil
	case len(r.values) == len(h.columns) && r.slot.Part == 2:
		cells = make([]*token, len(h.wanted))
		for i, c := range h.columns {
			cells[c.cell] = &r.values[i]
		}
		return byHeads, cells
	}
	return unordered, nil
}

// farthestBlock is how many tokens before a row of table 二 the heads of its block are looked for.
const farthestBlock = 30

// crowded reports whether more heads stand over a row of table 二 than it has cells, such as another
// year's beside each: then its values are only its own where they stand under a head of the form.
func crowded(tokens []token, r row) bool {
	heads := 0
	for i := r.label - 1; i >= max(0, r.label-farthestBlock); i-- {
		core := tokens[i].label.Core
		if tokens[i].kind != word || core == "" {
			continue
		}
		if strings.HasPrefix(core, "第二十条") || core == "信息内容" {
			return heads > len(r.slot.Cells)
		}
		over := tokens[i].span > 1 && len(r.slot.Cells) > 1 || core == "件数" || core == "数量" || core == "金额" // a head over heads, or none in particular
		if !over && (strings.HasSuffix(core, "件数") || strings.Contains(core, "数量") || strings.Contains(core, "金额")) {
			heads++
		}
	}
	return false // nothing says where its block begins
}
