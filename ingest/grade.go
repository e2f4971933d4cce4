package ingest

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// identify fills in who reports, for which region and year.
func identify(r *report.Report, p page, known *identity.Entry) {
	e := identity.Evidence{Path: r.Source.Path, Manifest: known}
	for _, h := range p.titles {
		e.Titles = append(e.Titles, identity.Line{Text: h.text, Where: h.where, Offset: h.offset})
	}
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.kind == word && !t.cell && !t.used && t.text != "" {
			e.Prose = append(e.Prose, identity.Line{Text: t.text, Where: "prose", Offset: t.place.Offset})
			r.Synthetic = r.Synthetic || strings.Contains(t.text, report.SyntheticNotice)
		}
	}
	identity.Fill(r, e)
}

// nameless rejects a page without the form's rows, saying which kind of nothing it is.
func nameless(r report.Report, p page) report.Report {
	if f := unread(p.tokens); f != nil {
		r.Edition = f.Edition
		return rejected(r, report.UnsupportedEdition, fmt.Sprintf("it follows the form of %s, which is recognised but not read", f.Edition))
	}
	sections, subject := 0, false
	for _, h := range p.titles {
		subject = subject || isSubject(h.text)
	}
	for i := range p.tokens {
		t := &p.tokens[i]
		subject = subject || isSubject(t.text)
		for _, c := range forms()[0].exactly(t.label) {
			if forms()[0].Slots[c.slot].Kind == editions.Section {
				sections++
			}
		}
	}
	if subject || sections >= 2 {
		return rejected(r, report.NoTables, "it is an annual report without its tables: they may stand in an attachment or a picture, or be loaded by a script")
	}
	return rejected(r, report.NotAReport, "nothing in it is an annual report on government-information disclosure")
}

// isSubject reports whether a text names a report of this kind.
func isSubject(s string) bool {
	s = normal.Text(s)
	return strings.Contains(s, "信息公开") && (strings.Contains(s, "年度报告") || strings.Contains(s, "年报"))
}

// parts are the texts of the six sections, without their tables.
func (a *alignment) parts(tokens []token) []report.Part {
	var all []report.Part
	for i, at := range a.anchors {
		if a.slot(i).Kind != editions.Section {
			continue
		}
		stop := len(tokens)
		for j := i + 1; j < len(a.anchors); j++ {
			if a.slot(j).Kind == editions.Section {
				stop = a.anchors[j].from
				break
			}
		}
		var texts []string
		for _, t := range tokens[at.to:stop] {
			if t.kind == word && !t.cell && !t.used && t.text != "" {
				texts = append(texts, t.text)
			}
		}
		all = append(all, report.Part{Number: a.slot(i).Part, Heading: tokens[at.from].text,
			Text: strings.Join(texts, "\n"), Offset: tokens[at.from].place.Offset})
	}
	return all
}

// order is where each cell stands on the form.
var order = sync.OnceValue(func() map[report.Ref]int {
	m := map[report.Ref]int{}
	for i, ref := range report.Refs("") {
		m[ref] = i
	}
	return m
})

// grade brings the cells into the order of the form, checks its sums and says how whole the
// reading is.
func (rd *reading) grade(a *alignment) report.Report {
	r := rd.r
	slices.SortStableFunc(r.Cells, func(x, y report.Cell) int { return order()[x.Ref()] - order()[y.Ref()] })
	figures, illegible := 0, 0
	for _, c := range r.Cells {
		switch c.State {
		case report.Numeric:
			figures++
		case report.Illegible:
			illegible++
		}
	}
	if len(r.Cells) == 0 {
		return rejected(*r, report.NoTables, "the heads of its tables are there but none of its rows")
	}
	form := len(report.Refs(r.Edition))
	missing := form - len(r.Cells)
	r.Cut = rd.cutAt(a, missing)
	rd.verify()
	r.Status = report.Read
	switch {
	case r.Cut != "":
		rd.partial("it is cut off: " + r.Cut)
	case figures == 0:
		rd.partial("its tables are there but not one figure in them")
	case missing > 0:
		rd.partial(fmt.Sprintf("%d of the form's %d cells are not in it", missing, form))
	case illegible > 0:
		rd.partial(fmt.Sprintf("%d of its cells cannot be read", illegible))
	}
	return *r
}

func (rd *reading) partial(message string) {
	rd.r.Status, rd.r.Message = report.Partial, message
}

// cutAt says where the page was cut off, if it was: inside its markup, or with a table begun and
// nothing of the form after it.
func (rd *reading) cutAt(a *alignment, missing int) string {
	last := a.slot(len(a.anchors) - 1)
	switch {
	case missing == 0:
		return ""
	case rd.cut != "":
		return rd.cut
	case last.Part < 5:
		return fmt.Sprintf("the text ends at “%s”, before the end of the form", last.Label)
	}
	return ""
}

// verify checks every sum of the form on the printed figures and reports those that fail. It
// changes nothing. Blanks count as zero, but a blank total proves nothing.
func (rd *reading) verify() {
	cells := make(map[report.Ref]report.Cell, len(rd.r.Cells))
	for _, c := range rd.r.Cells {
		cells[c.Ref()] = c
	}
	for _, sum := range report.Identities(rd.r.Edition) {
		left, ok := total(cells, sum.Left)
		right, also := total(cells, sum.Right)
		if !ok || !also || left == right || len(sum.Right) == 1 && cells[sum.Right[0]].State != report.Numeric {
			continue
		}
		at := sum.Right[0]
		var places []report.Place
		for _, ref := range append(sum.Left[:len(sum.Left):len(sum.Left)], sum.Right...) {
			if c := cells[ref]; c.State == report.Numeric {
				places = append(places, c.Place)
			}
		}
		expected, actual := report.Count(left), report.Count(right)
		rd.find(report.Finding{Rule: sum.Rule, Severity: report.Error, Line: at.Line, Column: at.Column, Expected: &expected, Actual: &actual,
			Message: fmt.Sprintf("%s: the parts add up to %d, the report prints %d", name(at), left, right),
			Chinese: fmt.Sprintf("%s:各项之和为%d,报告所列为%d", chinese(at), left, right), Places: places})
	}
}

// total adds cells up; ok is false if one of them is not on the page or cannot be read. A blank
// 总计 of a row stands for the sum of its applicants.
func total(cells map[report.Ref]report.Cell, refs []report.Ref) (sum int64, ok bool) {
	for _, ref := range refs {
		c, printed := cells[ref]
		if !printed || c.State == report.Illegible {
			return 0, false
		}
		if c.State != report.Numeric && ref.Column == report.Total {
			for _, applicant := range report.Applicants() {
				n, _ := cells[report.Ref{Line: ref.Line, Column: applicant.Column}].Value.Whole()
				sum += n
			}
			continue
		}
		n, _ := c.Value.Whole()
		sum += n
	}
	return sum, true
}
