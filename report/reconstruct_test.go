package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/report"
)

// formGen draws a complete report whose sums all hold.
func formGen(e report.Edition) *rapid.Generator[map[report.Ref]int64] {
	return rapid.Custom(func(t *rapid.T) map[report.Ref]int64 {
		figures := make(map[report.Ref]int64)
		count := rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(0, 40))
		for _, a := range report.Applicants() {
			c := a.Column
			var total int64
			for _, line := range report.Outcomes(e) {
				n := count.Draw(t, string(line))
				figures[report.Ref{Line: line, Column: c}] = n
				total += n
			}
			out, in := count.Draw(t, "out"), int64(0)
			if total+out > 0 {
				in = rapid.Int64Range(0, total+out).Draw(t, "in")
			}
			figures[report.Ref{Line: "total", Column: c}] = total
			figures[report.Ref{Line: "carried_out", Column: c}] = out
			figures[report.Ref{Line: "carried_in", Column: c}] = in
			figures[report.Ref{Line: "received", Column: c}] = total + out - in
		}
		for _, l := range report.Lines() {
			if l.Table != report.Requests || !l.In(e) {
				continue
			}
			for _, a := range report.Applicants() {
				figures[report.Ref{Line: l.Code, Column: report.Total}] += figures[report.Ref{Line: l.Code, Column: a.Column}]
			}
		}
		for _, block := range report.ChallengeBlocks() {
			var total int64
			for _, result := range report.ChallengeResults() {
				n := count.Draw(t, block)
				figures[report.Ref{Line: report.LineCode(block + "." + result)}] = n
				total += n
			}
			figures[report.Ref{Line: report.LineCode(block + ".total")}] = total
		}
		return figures
	})
}

func cellsOf(e report.Edition, figures map[report.Ref]int64, hide func(report.Ref) bool) []report.Cell {
	var cells []report.Cell
	for _, r := range report.Refs(e) {
		n, ok := figures[r]
		if !ok {
			continue
		}
		cell := report.Cell{Line: r.Line, Column: r.Column, State: report.Numeric, Value: report.Count(n)}
		if hide(r) {
			cell.State, cell.Value = report.Blank, report.Number{}
		}
		cells = append(cells, cell)
	}
	return cells
}

func TestReconstructionNeverContradictsTheWholeForm(t *testing.T) {
	for _, e := range report.Editions() {
		t.Run(string(e), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				figures := formGen(e).Draw(t, "form")
				share := rapid.IntRange(0, 100).Draw(t, "share of blanks")
				cells := cellsOf(e, figures, func(report.Ref) bool { return rapid.IntRange(1, 100).Draw(t, "blank") <= share })
				f := report.FiguresOf(e, cells)
				if !f.Consistent() {
					t.Fatal("blanks made a report whose sums hold inconsistent")
				}
				proved := f.Reconstructed()
				for r, n := range proved {
					if n != report.Count(figures[r]) {
						t.Fatalf("%v: proved %v, was %d", r, n, figures[r])
					}
				}
				for r, n := range f.Summed() {
					if proved[r] != n {
						t.Fatalf("%v: summed %v, reconstructed %v", r, n, proved[r])
					}
				}
				for _, c := range cells {
					if _, gained := proved[c.Ref()]; gained && c.State == report.Numeric {
						t.Fatalf("%v: known and gained", c.Ref())
					}
				}
			})
		})
	}
}

func TestAnyOneBlankIsProved(t *testing.T) {
	for _, e := range report.Editions() {
		figures := formGen(e).Example(7)
		for r := range figures {
			f := report.FiguresOf(e, cellsOf(e, figures, func(have report.Ref) bool { return have == r }))
			want := map[report.Ref]report.Number{r: report.Count(figures[r])}
			if diff := cmp.Diff(want, f.Reconstructed(), numbers); diff != "" {
				t.Errorf("edition %s without %v (-want +got):\n%s", e, r, diff)
			}
		}
	}
}

var numbers = cmp.Comparer(func(a, b report.Number) bool { return a == b })

func TestReconstructed(t *testing.T) {
	review := func(total string, results ...string) []report.Cell {
		var cells []report.Cell
		for i, text := range append(results, total) {
			cell := report.Cell{Line: report.LineCode("review." + append(report.ChallengeResults(), "total")[i]), State: report.Blank}
			if n, err := report.ParseNumber(text); err == nil {
				cell.State, cell.Value = report.Numeric, n
			}
			cells = append(cells, cell)
		}
		return cells
	}
	ref := func(result string) report.Ref { return report.Ref{Line: report.LineCode("review." + result)} }
	type figures = map[report.Ref]report.Number
	for _, c := range []struct {
		name           string
		cells          []report.Cell
		consistent     bool
		summed, proved figures
	}{
		{"whole", review("47", "38", "5", "4", "0"), true, nil, nil},
		{"total from its parts", review("", "38", "5", "4", "0"), true,
			figures{ref("total"): report.Count(47)}, figures{ref("total"): report.Count(47)}},
		{"one part", review("47", "38", "", "4", "0"), true, nil, figures{ref("corrected"): report.Count(5)}},
		{"parts reach the total", review("47", "43", "", "4", ""), true, nil,
			figures{ref("corrected"): {}, ref("pending"): {}}},
		{"a total of zero", review("0", "", "", "", ""), true, nil,
			figures{ref("upheld"): {}, ref("corrected"): {}, ref("other"): {}, ref("pending"): {}}},
		{"two ways to fill", review("47", "", "", "4", "0"), true, nil, nil},
		{"nothing known", review("", "", "", "", ""), true, nil, nil},
		{"does not add up", review("40", "38", "5", "4", "0"), false, nil, nil},
		{"too much already", review("40", "38", "", "4", "0"), false, nil, nil},
		{"a misprinted negative proves nothing", review("47", "-38", "", "4", "0"), true, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := report.FiguresOf(report.E2021, c.cells)
			if f.Consistent() != c.consistent {
				t.Errorf("consistent %v, want %v", f.Consistent(), c.consistent)
			}
			if diff := cmp.Diff(c.summed, f.Summed(), numbers); diff != "" {
				t.Errorf("summed (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.proved, f.Reconstructed(), numbers); diff != "" {
				t.Errorf("proved (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAContradictionProvesNothingInItsTable(t *testing.T) {
	figures := formGen(report.E2021).Example(3)
	wrong := report.Ref{Line: "total", Column: report.Total}
	figures[wrong]++
	hidden := report.Ref{Line: "granted", Column: "business"}
	f := report.FiguresOf(report.E2021, cellsOf(report.E2021, figures, func(r report.Ref) bool {
		return r == hidden || r.Line == "review.upheld"
	}))
	want := map[report.Ref]report.Number{{Line: "review.upheld"}: report.Count(figures[report.Ref{Line: "review.upheld"}])}
	if diff := cmp.Diff(want, f.Reconstructed(), numbers); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFiguresOfAnEditionThatIsNotRead(t *testing.T) {
	f := report.FiguresOf(report.E2014, []report.Cell{{Line: "received", Column: report.Total, State: report.Numeric}})
	if !f.Consistent() || f.Summed() != nil || f.Reconstructed() != nil {
		t.Error("an edition without sums has nothing to prove")
	}
}
