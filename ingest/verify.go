package ingest

import (
	"fmt"

	"github.com/gongkai/gongkai/report"
)

// verify checks every sum of the form on the printed figures and reports those that fail. It
// changes nothing. Blanks count as zero, but a blank total proves nothing.
func (rd *reading) verify() {
	cells := make(map[report.Ref]*report.Cell, len(rd.r.Cells))
	for i := range rd.r.Cells {
		cells[rd.r.Cells[i].Ref()] = &rd.r.Cells[i]
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
func total(cells map[report.Ref]*report.Cell, refs []report.Ref) (sum int64, ok bool) {
	for _, ref := range refs {
		c := cells[ref]
		if c == nil || c.State == report.Illegible {
			return 0, false
		}
		if c.State != report.Numeric && ref.Column == report.Total {
			for _, applicant := range report.Applicants() {
				if c := cells[report.Ref{Line: ref.Line, Column: applicant.Column}]; c != nil {
					n, _ := c.Value.Whole()
					sum += n
				}
			}
			continue
		}
		n, _ := c.Value.Whole()
		sum += n
	}
	return sum, true
}
