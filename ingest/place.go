package ingest

import (
	"slices"

	"github.com/gongkai/gongkai/report"
)

// mostSteps bounds the search for places; a search that runs out of steps proves nothing.
const mostSteps = 20_000

// place solves where the values of rows with lost blanks, or with strays among them, belong. The
// values keep their order; every sum of the form that all its cells are known for must hold, a
// blank counting as zero. A row comes back nil unless every joint solution agrees on it: one
// solution found is no proof while others may exist, so all are looked at or none is believed.
func place(e report.Edition, known []report.Cell, open []row) [][]*token {
	solved := make([][]*token, len(open))
	if len(open) == 0 {
		return solved
	}
	s := newSearch(e, known, open)
	for i := range open {
		s.options[i] = s.rowOptions(open[i])
		if len(s.options[i]) == 0 {
			return solved
		}
	}
	s.run(0)
	if s.steps > mostSteps || s.hopeless || !s.any {
		return solved
	}
	for i := range open {
		if agreed := s.options[i][s.agreed[i]]; !s.split[i] && agreed.summed(open[i]) {
			solved[i] = agreed.tokens
		}
	}
	return solved
}

// summed reports whether every total of the row is printed. Without it the row's own sum proves
// nothing, and a place that only the count of figures suggests is a guess.
func (o option) summed(r row) bool {
	block := blockOf(r.slot.Cells)
	for total := block - 1; total < len(o.tokens); total += block {
		if o.tokens[total] == nil {
			return false
		}
	}
	return true
}

// blockOf is how many cells of a row make one sum with its total, which stands last.
func blockOf(cells []report.Ref) int {
	if cells[0].Column != report.NoColumn {
		return len(cells)
	}
	return len(report.ChallengeResults()) + 1
}

// option is one way to place a row's values.
type option struct {
	tokens []*token // by cell; nil for a lost blank
	counts []int64
}

type search struct {
	sums    [][2][]int // the sums over rows: on both sides, which values
	values  []int64    // by cell, in the order of cells
	known   []bool
	open    []row
	cells   [][]int // by row: where its cells are among values
	options [][]option
	chosen  []int
	agreed  []int
	split   []bool // solutions differ on this row
	any     bool
	steps   int

	hopeless bool // solutions differ on every row: looking further proves nothing
}

func newSearch(e report.Edition, known []report.Cell, open []row) *search {
	s := &search{open: open, options: make([][]option, len(open)), chosen: make([]int, len(open)), agreed: make([]int, len(open)), split: make([]bool, len(open))}
	numbers := map[report.Ref]int{}
	numbered := func(refs []report.Ref) []int {
		all := make([]int, len(refs))
		for i, ref := range refs {
			n, ok := numbers[ref]
			if !ok {
				n = len(numbers)
				numbers[ref] = n
			}
			all[i] = n
		}
		return all
	}
	for _, sum := range report.Identities(e) {
		if sum.Rule == report.RuleBalance || sum.Rule == report.RuleOutcomes {
			s.sums = append(s.sums, [2][]int{numbered(sum.Left), numbered(sum.Right)})
		}
	}
	for _, r := range open {
		s.cells = append(s.cells, numbered(r.slot.Cells))
	}
	s.values, s.known = make([]int64, len(numbers)), make([]bool, len(numbers))
	for _, c := range known {
		if at, ok := numbers[c.Ref()]; ok && (c.State == report.Numeric || c.State == report.Blank) {
			s.values[at], _ = c.Value.Whole()
			s.known[at] = true
		}
	}
	return s
}

// rowOptions are the ways to place a row's values that its own sum allows. Rows of table 二 have
// no sum and therefore no options.
func (s *search) rowOptions(r row) []option {
	want := len(r.slot.Cells)
	if r.slot.Part < 3 {
		return nil
	}
	var values []token
	for _, v := range r.values {
		switch v.kind {
		case figure, void:
			values = append(values, v)
		case blank:
		default:
			return nil
		}
	}
	if len(values) == 0 || len(values) > want+2 {
		return nil
	}
	var all []option
	placeInto(want, values, nil, len(values) > want, func(tokens []*token) {
		o := option{tokens: append([]*token(nil), tokens...), counts: make([]int64, want)}
		for i, t := range tokens {
			if t != nil && t.kind == figure {
				n, whole := t.number.value.Whole()
				if !whole {
					return
				}
				o.counts[i] = n
			}
		}
		holds := sumsWithin(r.slot.Cells, o.counts, func(i int) bool { return o.tokens[i] != nil })
		if holds && !(len(values) > want && known(all, o)) {
			all = append(all, o)
		}
	})
	return all
}

// known reports whether an option with the same figures is there already: which of two equal
// strays is left out makes no difference.
func known(all []option, o option) bool {
	return slices.ContainsFunc(all, func(have option) bool { return slices.Equal(have.counts, o.counts) })
}

// placeInto calls found with every way to put the values, in order, into the cells. Values may be
// left out as strays only where there are more of them than cells.
func placeInto(cells int, values []token, placed []*token, strays bool, found func([]*token)) {
	if len(placed) == cells {
		if len(values) == 0 || strays {
			found(placed)
		}
		return
	}
	left := cells - len(placed)
	if strays {
		for skip := 0; skip+left <= len(values); skip++ {
			placeInto(cells, values[skip+1:], append(placed[:len(placed):len(placed)], &values[skip]), strays, found)
		}
		return
	}
	if len(values) > 0 {
		placeInto(cells, values[1:], append(placed[:len(placed):len(placed)], &values[0]), strays, found)
	}
	if len(values) < left {
		placeInto(cells, values, append(placed[:len(placed):len(placed)], nil), strays, found)
	}
}

// sumsWithin checks the sums that lie within a row: in table 三 the six applicants make the total,
// in table 四 the four results of each block. A total that is not printed proves nothing.
func sumsWithin(cells []report.Ref, counts []int64, printed func(int) bool) bool {
	block := blockOf(cells)
	for from := 0; from+block <= len(cells); from += block {
		var sum int64
		total := from + block - 1
		for _, n := range counts[from:total] {
			sum += n
		}
		if printed(total) && sum != counts[total] {
			return false
		}
	}
	return true
}

// run tries every option of the rows from i on.
func (s *search) run(i int) {
	if s.steps++; s.steps > mostSteps || s.hopeless {
		return
	}
	if i == len(s.open) {
		s.solution()
		return
	}
	for k, o := range s.options[i] {
		s.chosen[i] = k
		s.set(i, o)
		if s.columnsHold() {
			s.run(i + 1)
		}
		s.unset(i)
	}
}

func (s *search) set(i int, o option) {
	for c, at := range s.cells[i] {
		s.values[at], s.known[at] = o.counts[c], true
	}
}

func (s *search) unset(i int) {
	for _, at := range s.cells[i] {
		s.known[at] = false
	}
}

// columnsHold checks the sums over rows that all their cells are known for.
func (s *search) columnsHold() bool {
	for _, sum := range s.sums {
		left, ok := s.add(sum[0])
		if !ok {
			continue
		}
		if right, ok := s.add(sum[1]); ok && left != right {
			return false
		}
	}
	return true
}

func (s *search) add(cells []int) (int64, bool) {
	var sum int64
	for _, at := range cells {
		if !s.known[at] {
			return 0, false
		}
		sum += s.values[at]
	}
	return sum, true
}

// solution compares a joint solution with those before it, row by row.
func (s *search) solution() {
	differ := 0
	for i, k := range s.chosen {
		if !s.any {
			s.agreed[i] = k
		} else if k != s.agreed[i] {
			s.split[i] = true
		}
		if s.split[i] {
			differ++
		}
	}
	s.any = true
	s.hopeless = differ == len(s.open)
}
