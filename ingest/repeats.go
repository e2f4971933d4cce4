package ingest

import (
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// repeats looks at rows of the form that the page prints again: files repeat a row after a page
// break, and some pages carry the whole table twice. The same figures again are left aside; other
// figures are a finding, for then nobody knows which are meant.
func (rd *reading) repeats(a *alignment, rows []row) {
	read := make(map[report.LineCode]*row, len(rows))
	for i := range rows {
		read[rows[i].slot.Cells[0].Line] = &rows[i]
	}
	var kept []report.Row
	for _, stranger := range rd.r.Rows {
		i := slices.IndexFunc(rd.tokens, func(t token) bool { return t.place == stranger.Place && t.kind == word })
		if i < 0 || len(a.form.again(rd.tokens[i])) == 0 {
			kept = append(kept, stranger)
		}
	}
	rd.r.Rows = kept
	for i := range a.beforeChallenges(rd.tokens) {
		if rd.tokens[i].used || rd.tokens[i].kind != word {
			continue
		}
		slots := a.form.again(rd.tokens[i])
		if len(slots) == 0 {
			continue
		}
		texts := valuesAfter(rd.tokens[i+1:])
		if len(texts) == 0 || slices.ContainsFunc(slots, func(s editions.Slot) bool {
			first := read[s.Cells[0].Line]
			return first != nil && samePrinted(first, texts)
		}) {
			continue
		}
		rd.find(report.Finding{Rule: "row_repeated", Severity: report.Warning, Line: slots[0].Cells[0].Line,
			Message: fmt.Sprintf("%s is printed again with other figures: %v", slots[0].Label, texts),
			Chinese: fmt.Sprintf("“%s”重复出现且数字不同:%v", slots[0].Label, texts),
			Places:  []report.Place{rd.tokens[i].place}})
	}
}

// beforeChallenges is the token at which table 四 begins, whose heads repeat words of table 三.
func (a *alignment) beforeChallenges(tokens []token) int {
	for i, at := range a.anchors {
		if a.slot(i).Part >= 4 {
			return at.from
		}
	}
	return len(tokens)
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
		if !t.value() {
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
