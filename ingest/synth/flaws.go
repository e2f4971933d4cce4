package synth

import (
	"slices"

	"github.com/gongkai/gongkai/report"
)

// Flaw is something wrong that was put into a document on purpose, or that an office did wrong.
type Flaw string

const (
	SumFails      Flaw = "sum_fails"      // a figure was changed so that sums no longer hold
	NotApplicable Flaw = "not_applicable" // a 0 is printed as 无 or /
	BlankTotal    Flaw = "blank_total"    // the column 总计 of a line is blank, its parts are not
	OldForm       Flaw = "old_form"       // the 2019 form was used after 2020
	NotReported   Flaw = "not_reported"   // there is no document for the year
)

// Planted is one flaw of a set.
type Planted struct {
	Path   string // of the document; where it would be, for one that is not there
	Flaw   Flaw
	Cell   report.Ref        // zero if the flaw is of the whole document
	Was    string            // the cell's text without the flaw
	Broken []report.Identity // the sums that do not hold because of it, a blank counted as 0
}

// To add a flaw that is put into cells: its name above and its line here. Each is tried on a report
// and reports the index of the cell that it changed, or -1 if it found none to change.
var cellFlaws = []struct {
	flaw  Flaw
	plant func([]report.Cell, stream) int
}{
	{SumFails, func(cells []report.Cell, s stream) int {
		i := choose(cells, s, func(c report.Cell) bool {
			return slices.Contains(report.Outcomes(report.E2021), c.Line) && c.Column == report.Total && c.Value.Sign() > 0
		})
		if i >= 0 {
			v := cells[i].Value.Add(report.Count(int64(1 + s.below(9))))
			cells[i].Value, cells[i].Text = v, v.String()
		}
		return i
	}},
	{NotApplicable, func(cells []report.Cell, s stream) int {
		i := choose(cells, s, func(c report.Cell) bool {
			l, _ := report.FindLine(c.Line)
			return l.Table == report.Disclosure && c.Value.Sign() == 0
		})
		if i >= 0 {
			cells[i] = report.Cell{Line: cells[i].Line, State: report.NotApplicable, Text: []string{"无", "/"}[s.below(2)]}
		}
		return i
	}},
	{BlankTotal, func(cells []report.Cell, s stream) int {
		i := choose(cells, s, func(c report.Cell) bool {
			return c.Line == "received" && c.Column == report.Total && c.Value.Sign() > 0
		})
		if i >= 0 {
			cells[i] = report.Cell{Line: cells[i].Line, Column: cells[i].Column, State: report.Blank}
		}
		return i
	}},
}

// choose is the index of one of the cells that are wanted, -1 if there is none.
func choose(cells []report.Cell, s stream, wanted func(report.Cell) bool) int {
	var found []int
	for i, c := range cells {
		if wanted(c) {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return -1
	}
	return found[s.below(len(found))]
}

// flawed puts one flaw into the report, the first that finds a cell. Path is left to the caller.
func flawed(r *report.Report, s stream) (Planted, bool) {
	start := s.below(len(cellFlaws))
	for n := range cellFlaws {
		f := cellFlaws[(start+n)%len(cellFlaws)]
		cells := slices.Clone(r.Cells)
		if i := f.plant(cells, s); i >= 0 {
			p := Planted{Flaw: f.flaw, Cell: r.Cells[i].Ref(), Was: r.Cells[i].Text, Broken: broken(r.Edition, cells)}
			r.Cells = cells
			return p, true
		}
	}
	return Planted{}, false
}

// broken are the sums of the edition that do not hold in the cells. A cell without a figure counts
// as 0.
func broken(e report.Edition, cells []report.Cell) []report.Identity {
	values := make(map[report.Ref]report.Number, len(cells))
	for _, c := range cells {
		values[c.Ref()] = c.Value
	}
	sum := func(refs []report.Ref) (n report.Number) {
		for _, r := range refs {
			n = n.Add(values[r])
		}
		return n
	}
	var failing []report.Identity
	for _, identity := range report.Identities(e) {
		if sum(identity.Left) != sum(identity.Right) {
			failing = append(failing, identity)
		}
	}
	return failing
}
