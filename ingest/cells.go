package ingest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// reading is a report in the making.
type reading struct {
	r       *report.Report
	tokens  []token
	cut     string
	whole   bool
	dropped bool
	full    [4]bool // by table: a row of it has all its figures

	headsOnly [4]bool // by table: none of several rows has anything behind its label, as where they are heads of columns
}

func (rd *reading) find(f report.Finding) { rd.r.Findings = append(rd.r.Findings, f) }

// cell adds what stands at a cell of the form.
func (rd *reading) cell(ref report.Ref, t token, derived bool) {
	c := report.Cell{Line: ref.Line, Column: ref.Column, Text: t.text, Place: t.place, Derived: derived}
	why := ""
	switch t.kind {
	case blank:
		c.State = report.Blank
	case void:
		c.State = report.NotApplicable
	case figure:
		line, _ := report.FindLine(ref.Line)
		c.State = report.Numeric
		if c.Value, why = t.number.in(line); why != "" {
			c.State, c.Value = report.Illegible, report.Number{}
		}
	default:
		c.State, why = report.Illegible, "a text where a figure belongs"
	}
	if why != "" {
		rd.find(report.Finding{Rule: "cell_unreadable", Severity: report.Error, Line: ref.Line, Column: ref.Column,
			Message: fmt.Sprintf("%s: %q is %s", ref.English(), c.Text, why),
			Chinese: fmt.Sprintf("%s:无法读作数字“%s”", ref.Chinese(), c.Text), Places: []report.Place{c.Place}})
	}
	if derived {
		rd.find(report.Finding{Rule: "cell_derived", Severity: report.Info, Line: ref.Line, Column: ref.Column,
			Message: fmt.Sprintf("%s: the column of %q was solved from the sums", ref.English(), c.Text),
			Chinese: fmt.Sprintf("%s:“%s”所在列由勾稽关系推定", ref.Chinese(), c.Text), Places: []report.Place{c.Place}})
	}
	rd.r.Cells = append(rd.r.Cells, c)
}

// rows turns the printed rows into cells. Rows whose values have no certain place are solved
// together by the sums; what the sums leave open is unreadable, with its text.
func (rd *reading) rows(rows []row) {
	rd.dropped = dropped(rows)
	for _, r := range rows {
		rd.full[r.slot.Part] = rd.full[r.slot.Part] || r.figures() > 0 && len(r.values) == len(r.slot.Cells)
	}
	rd.headsOnly = headsOnly(rows)
	rd.r.Cells = make([]report.Cell, 0, len(report.Refs(rd.r.Edition)))
	var open []row
	for _, r := range rows {
		if !rd.plain(r) {
			open = append(open, r)
		}
	}
	for i, solved := range place(rd.r.Edition, rd.r.Cells, open) {
		rd.placed(open[i], solved)
	}
}

// fewestHeads are the rows without anything behind them that prove to be heads.
const fewestHeads = 3

func headsOnly(rows []row) (only [4]bool) {
	var found, behind [4]int
	for _, r := range rows {
		found[r.slot.Part]++
		behind[r.slot.Part] += len(r.values) + r.pads
	}
	for part := range only {
		only[part] = found[part] >= fewestHeads && behind[part] == 0
	}
	return only
}

// plain adds the cells of a row whose values are where they are printed; it reports false if
// their places are not certain.
func (rd *reading) plain(r row) bool {
	o, cells := r.order()
	if r.slot.Kind == editions.Grid {
		o, cells = rd.blocks(r)
	}
	switch o {
	case byHeads:
		for i, v := range cells {
			if v != nil {
				rd.cell(r.slot.Cells[i], *v, false)
			}
		}
		return true
	case unordered:
		rd.placed(r, nil)
		return true
	}
	if r.slot.Part == 2 && len(r.values) > 0 && crowded(rd.tokens, r) {
		rd.placed(r, nil)
		return true
	}
	rd.inUnitOfHead(r)
	values, ok := r.trimmed()
	want := len(r.slot.Cells)
	if r.slot.Kind == editions.Grid && len(r.values) > want {
		if values, ok = unremarked(r, rd.tokens[r.from:]); !ok {
			values, ok = windowed(r)
		}
	}
	switch {
	case r.parted && len(r.values) == 0:
		return true
	case !ok:
		return false
	case len(values) == 1 && values[0].kind == glued:
		if values, ok = unglued(values[0], r); !ok {
			return false
		}
	case hasGlued(values):
		return false
	case len(values) == want && doubtful(values):
		return false
	case rd.tokens[r.label].paper && !rd.printed(r, values):
		rd.placed(r, nil)
		return true
	case len(values) == want && !(rd.dropped && r.pads == 0 && values[want-1].kind == blank && r.figures() > 0 && !values[0].grid):
	case r.figures() == 0:
		return rd.empty(r, values)
	case r.last && !rd.dropped && r.pads == 0:
	default:
		return false
	}
	if n := len(values); n > 0 && values[n-1].last && !rowSums(r, values) {
		values = values[:n-1]
		rd.cut = "the text ends with a figure that may have lost digits"
	}
	for i, v := range values {
		rd.cell(r.slot.Cells[i], v, false)
	}
	return true
}

// printed reports whether a row on paper has its figures where it is read. One without any is blank
// only where nothing else can be: its label stands whole on one line, and other rows of the table
// show all their figures.
func (rd *reading) printed(r row, values []token) bool {
	switch {
	case r.loose && !rowSums(r, values):
		return false
	case r.figures() > 0 || len(values) == len(r.slot.Cells):
		return true
	}
	return r.sole && !rd.tokens[r.label].grid && rd.full[r.slot.Part]
}

// rowSums reports whether the row is whole and its own sum holds.
func rowSums(r row, values []token) bool {
	counts := make([]int64, len(values))
	for i, v := range values {
		counts[i], _ = v.number.value.Whole()
	}
	return len(values) == len(r.slot.Cells) && r.slot.Part > 2 && sumsWithin(r.slot.Cells, counts, func(int) bool { return true })
}

// empty adds a row that is printed without any figure. At the very end of the page nothing is
// inferred: what was cut off is not blank.
func (rd *reading) empty(r row, values []token) bool {
	if len(values) == 0 && (rd.tokens[r.label].grid || rd.headsOnly[r.slot.Part]) {
		return true // a grid prints its blanks; a label without any is a head
	}
	for i, ref := range r.slot.Cells {
		switch {
		case i < len(values):
			rd.cell(ref, values[i], false)
		case !r.last:
			rd.cell(ref, token{kind: blank, place: rd.tokens[r.label].place}, false)
		}
	}
	return true
}

// doubtful reports whether a bar may have been lost in the row: a word stands among its cells, which
// may be two of them run together, and the last is blank, which may be filling.
func doubtful(values []token) bool {
	last := values[len(values)-1]
	return last.kind == blank && !last.grid && slices.ContainsFunc(values, func(v token) bool { return v.kind == word })
}

func hasGlued(values []token) bool {
	for _, v := range values {
		if v.kind == glued {
			return true
		}
	}
	return false
}

// unglued parts a run of digits into the row's figures if that can be done in one way only. No
// figure begins with a zero unless it is zero; in table 三 the parts must also add up.
func unglued(t token, r row) ([]token, bool) {
	want := len(r.slot.Cells)
	var solution []token
	found := 0
	var part func(rest string, parts []string)
	part = func(rest string, parts []string) {
		if found > 1 {
			return
		}
		if len(parts) == want {
			if rest != "" {
				return
			}
			if split := tokensOf(t, parts); r.slot.Part == 2 || rowSums(r, split) {
				found++
				solution = split
			}
			return
		}
		longest := len(rest) - (want - len(parts) - 1)
		for n := 1; n <= longest && n <= 9; n++ {
			if n > 1 && rest[0] == '0' {
				break
			}
			part(rest[n:], append(parts[:len(parts):len(parts)], rest[:n]))
		}
	}
	part(t.text, nil)
	return solution, found == 1
}

func tokensOf(t token, parts []string) []token {
	var all []token
	offset := t.place.Offset
	for i, p := range parts {
		part := token{text: p, place: t.place}
		part.place.Offset = offset
		part.place.Column += i
		part.classify()
		all = append(all, part)
		offset += int64(len(p))
	}
	return all
}

// placed adds a row that was solved from the sums, or what is left of it.
func (rd *reading) placed(r row, solved []*token) {
	if solved == nil {
		texts := make([]string, 0, len(r.values))
		for _, v := range r.values {
			if v.text != "" {
				texts = append(texts, v.text)
			}
		}
		text := strings.Join(texts, " | ")
		at := rd.tokens[r.label].place
		if len(r.values) > 0 {
			at = r.values[0].place
		}
		for _, ref := range r.slot.Cells {
			rd.r.Cells = append(rd.r.Cells, report.Cell{Line: ref.Line, Column: ref.Column, State: report.Illegible, Text: text, Place: at})
		}
		line := r.slot.Cells[0].Line
		rd.find(report.Finding{Rule: "row_unplaced", Severity: report.Error, Line: line,
			Message: fmt.Sprintf("%s: %d figures for %d cells, and no telling which is which: %s", r.slot.Label, r.figures(), len(r.slot.Cells), text),
			Chinese: fmt.Sprintf("%s:原文仅有%d个数字,应有%d格,无法确定各自所在列:%s", r.slot.Label, r.figures(), len(r.slot.Cells), text),
			Places:  []report.Place{at}})
		return
	}
	for i, ref := range r.slot.Cells {
		if solved[i] == nil {
			rd.cell(ref, token{kind: blank, place: rd.tokens[r.label].place}, false)
			continue
		}
		rd.cell(ref, *solved[i], true)
	}
}
