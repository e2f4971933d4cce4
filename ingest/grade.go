package ingest

import (
	"fmt"
	"slices"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// order is where each cell stands on the form.
var order = sync.OnceValue(func() map[report.Ref]int {
	m := map[report.Ref]int{}
	for i, ref := range report.Refs("") {
		m[ref] = i
	}
	return m
})

// inFormOrder sorts cells, most of which stand in their order already.
func inFormOrder(cells []report.Cell) {
	at := make([]int, len(cells))
	for i, c := range cells {
		at[i] = order()[c.Ref()]
	}
	if slices.IsSorted(at) {
		return
	}
	slices.SortStableFunc(cells, func(x, y report.Cell) int { return order()[x.Ref()] - order()[y.Ref()] })
}

// cutOff begins the message of a report that ends before its end.
const cutOff = "it is cut off: "

// grade brings the cells into the order of the form and says how whole the reading is. Its sums are
// checked where reports are compared with each other. The alignment is nil for a report that did not need one.
func (rd *reading) grade(a *alignment) report.Report {
	r := rd.r
	inFormOrder(r.Cells)
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
	if a != nil {
		r.Cut = rd.cutAt(a, missing)
	}
	r.Status = report.Read
	switch {
	case r.Cut != "":
		rd.partial(cutOff + r.Cut)
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

// cutAt says where the page was cut off, if it was: inside its markup or, where the format does not
// tell, with a table begun and nothing of the form after it.
func (rd *reading) cutAt(a *alignment, missing int) string {
	last := a.slot(len(a.anchors) - 1)
	switch {
	case missing == 0:
		return ""
	case rd.cut != "":
		return rd.cut
	case !rd.whole && last.Part < 5:
		return fmt.Sprintf("the text ends at “%s”, before the end of the form", last.Label)
	}
	return ""
}
