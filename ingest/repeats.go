package ingest

import (
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

const (
	fewestAgain = 8 // rows printed again that make a second form, if any of their figures differ
	fewestOther = 4 // rows printed again with other figures that make one
)

var errReports = refusal{report.NeedsConversion, "it holds more than one report, with different figures: save each as a document of its own and read those"}

// repeats looks at rows of the form that the page prints again: files repeat a row after a page
// break, and some pages carry the whole table twice. The same figures again are left aside; other
// figures are a finding, for then nobody knows which are meant. It reports whether there are so many
// that the page holds several reports.
func (rd *reading) repeats(a *alignment, rows []row) (several bool) {
	read := make(map[report.LineCode]*row, len(rows))
	for i := range rows {
		read[rows[i].slot.Cells[0].Line] = &rows[i]
	}
	rd.r.Rows = rd.strangers(a)
	again, other := map[report.LineCode]bool{}, map[report.LineCode]bool{}
	for i := range rd.tokens {
		if rd.tokens[i].used || rd.tokens[i].kind != word {
			continue
		}
		slots := a.form.again(rd.tokens[i])
		if len(slots) == 0 {
			continue
		}
		texts := valuesAfter(rd.tokens[i+1:])
		if len(texts) == 0 {
			continue
		}
		known := slices.ContainsFunc(slots, func(s editions.Slot) bool { return read[s.Cells[0].Line] != nil })
		if !known {
			rd.find(report.Finding{Rule: "row_unplaced", Severity: report.Error, Line: slots[0].Cells[0].Line,
				Message: fmt.Sprintf("%s stands out of the form's order and is left: %v", slots[0].Label, texts),
				Chinese: fmt.Sprintf("“%s”不在表中应有的位置,未予读取:%v", slots[0].Label, texts),
				Places:  []report.Place{rd.tokens[i].place}})
			continue
		}
		again[slots[0].Cells[0].Line] = true
		if slices.ContainsFunc(slots, func(s editions.Slot) bool {
			first := read[s.Cells[0].Line]
			return first != nil && samePrinted(first, texts)
		}) {
			continue
		}
		other[slots[0].Cells[0].Line] = true
		rd.find(report.Finding{Rule: "row_repeated", Severity: report.Warning, Line: slots[0].Cells[0].Line,
			Message: fmt.Sprintf("%s is printed again with other figures: %v", slots[0].Label, texts),
			Chinese: fmt.Sprintf("“%s”重复出现且数字不同:%v", slots[0].Label, texts),
			Places:  []report.Place{rd.tokens[i].place}})
	}
	return len(other) >= fewestOther || len(again) >= fewestAgain && len(other) > 0
}

// strangers are the rows without a place on the form that are no row of it printed again.
func (rd *reading) strangers(a *alignment) (kept []report.Row) {
	if len(rd.r.Rows) == 0 {
		return nil
	}
	at := make(map[report.Place]*token, len(rd.tokens)/2)
	for i := range rd.tokens {
		if t := &rd.tokens[i]; t.kind == word && at[t.place] == nil {
			at[t.place] = t
		}
	}
	for _, stranger := range rd.r.Rows {
		if t := at[stranger.Place]; t == nil || len(a.form.again(*t)) == 0 {
			kept = append(kept, stranger)
		}
	}
	return kept
}

// again are the rows of the form whose label the token is, letter for letter. Short labels are
// words of the heads too and count only with their number.
func (f *form) again(t token) []editions.Slot {
	var slots []editions.Slot
	for _, c := range f.exactly(t.label) {
		if f.Slots[c.slot].Kind == editions.Row && (c.quality == sameLabel || len([]rune(t.label.Core)) > 3) {
			slots = append(slots, f.Slots[c.slot])
		}
	}
	return slots
}

func valuesAfter(tokens []token) []string {
	var texts []string
	for _, t := range tokens {
		if !t.value() && t.kind != glued {
			break
		}
		if t.kind != blank {
			texts = append(texts, t.text)
		}
	}
	return texts
}

func samePrinted(r *row, texts []string) bool {
	var printed []string
	for _, v := range r.values {
		if v.kind != blank {
			printed = append(printed, v.text)
		}
	}
	return slices.Equal(printed, texts)
}
