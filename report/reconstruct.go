package report

import (
	"slices"
	"sync"
)

// Figures are the numbers of one report, laid out as its edition's sums need them.
type Figures struct {
	form  *sumForm
	value []Number
	known []bool
}

// sumForm is an edition's sums by the positions of their cells.
type sumForm struct {
	refs   []Ref
	index  map[Ref]int
	blocks [][]sumOf // sums that share cells: table 三, then each block of 四
	totals []sumOf   // sums of parts with one total, in the order in which totals are made
}

type sumOf struct{ left, right []int }

var (
	sumForm2019 = sync.OnceValue(func() *sumForm { return newSumForm(E2019) })
	sumForm2021 = sync.OnceValue(func() *sumForm { return newSumForm(E2021) })
	sumFormNone = &sumForm{}
)

func sumFormOf(e Edition) *sumForm {
	switch e {
	case E2019:
		return sumForm2019()
	case E2021:
		return sumForm2021()
	}
	return sumFormNone
}

func newSumForm(e Edition) *sumForm {
	f := &sumForm{refs: Refs(e), index: make(map[Ref]int)}
	for i, r := range f.refs {
		f.index[r] = i
	}
	positions := func(refs []Ref) (at []int) {
		for _, r := range refs {
			at = append(at, f.index[r])
		}
		return at
	}
	block := map[string]int{}
	var outcomes, outcomesTotal, applicants, challenges []sumOf
	for _, identity := range Identities(e) {
		sum := sumOf{positions(identity.Left), positions(identity.Right)}
		line, _ := FindLine(identity.Left[0].Line)
		key := ""
		switch {
		case identity.Rule == RuleChallenge:
			key, challenges = line.Block, append(challenges, sum)
		case identity.Rule == RuleApplicants:
			applicants = append(applicants, sum)
		case identity.Rule == RuleOutcomes && identity.Right[0].Column == Total:
			outcomesTotal = append(outcomesTotal, sum)
		case identity.Rule == RuleOutcomes:
			outcomes = append(outcomes, sum)
		}
		if _, ok := block[key]; !ok {
			block[key] = len(f.blocks)
			f.blocks = append(f.blocks, nil)
		}
		f.blocks[block[key]] = append(f.blocks[block[key]], sum)
	}
	f.totals = slices.Concat(outcomes, applicants, outcomesTotal, challenges)
	return f
}

// FiguresOf are the figures of a report on the edition's form. Cells that are no numbers or do not
// stand on the form are passed over; an edition that is not read has no sums.
func FiguresOf(e Edition, cells []Cell) Figures {
	form := sumFormOf(e)
	f := Figures{form, make([]Number, len(form.refs)), make([]bool, len(form.refs))}
	next := 0 // cells mostly come in the order of the form
	for n := range cells {
		c, i, ok := &cells[n], next, true
		if i >= len(form.refs) || form.refs[i] != c.Ref() {
			if i, ok = form.index[c.Ref()]; !ok {
				continue
			}
		}
		next = i + 1
		if c.State == Numeric {
			f.value[i], f.known[i] = c.Value, true
		}
	}
	return f
}

// Consistent reports whether every sum of the form holds as far as its figures are known. A sum
// with unknown cells fails if what is known is already too much.
func (f Figures) Consistent() bool {
	for _, block := range f.form.blocks {
		if f.broken(block) {
			return false
		}
	}
	return true
}

// Summed are the totals that are not known although all their parts are: in table 三 the column
// 总计 from the six applicants and (七)总计 from the outcomes, in 四 each total from its results.
// Where two ways lead to (七)总计 the applicants decide. Nil if there is none.
func (f Figures) Summed() map[Ref]Number {
	if f.complete() {
		return nil
	}
	filled := f.clone()
	filled.sumUp()
	return filled.beyond(f)
}

// complete reports whether nothing is left to find out.
func (f Figures) complete() bool { return !slices.Contains(f.known, false) }

func (f Figures) sumUp() {
	for _, sum := range f.form.totals {
		at := sum.right[0]
		if f.known[at] {
			continue
		}
		if parts := f.add(sum.left); parts.unknown == 0 {
			f.value[at], f.known[at] = parts.sum, true
		}
	}
}

// Reconstructed are the figures that are not known but proved by the sums, those of Summed among
// them: the one unknown of a sum, and every unknown where the known parts already reach the total.
// A block whose figures contradict each other proves nothing. Nil if there is none.
func (f Figures) Reconstructed() map[Ref]Number {
	if f.complete() {
		return nil
	}
	filled := f.clone()
	filled.sumUp()
	for _, block := range f.form.blocks {
		if filled.broken(block) {
			continue
		}
		proved := filled.clone()
		for proved.prove(block) {
		}
		if !proved.broken(block) {
			filled = proved
		}
	}
	return filled.beyond(f)
}

// prove solves what it can in one pass over the sums and reports whether it solved anything.
func (f Figures) prove(block []sumOf) bool {
	solved := false
	for _, sum := range block {
		left, right := f.add(sum.left), f.add(sum.right)
		if left.negative || right.negative {
			continue
		}
		if left.unknown > 0 && right.unknown == 0 {
			solved = f.share(sum.left, right.sum.Sub(left.sum), left.unknown) || solved
		} else if right.unknown > 0 && left.unknown == 0 {
			solved = f.share(sum.right, left.sum.Sub(right.sum), right.unknown) || solved
		}
	}
	return solved
}

// share gives the rest of a sum to its unknown cells if there is one way only.
func (f Figures) share(cells []int, rest Number, unknown int) bool {
	if rest.Sign() < 0 || rest.Sign() > 0 && unknown > 1 {
		return false
	}
	for _, at := range cells {
		if !f.known[at] {
			f.value[at], f.known[at] = rest, true
		}
	}
	return true
}

func (f Figures) broken(block []sumOf) bool {
	for _, sum := range block {
		left, right := f.add(sum.left), f.add(sum.right)
		rest := right.sum.Cmp(left.sum)
		switch {
		case left.unknown == 0 && right.unknown == 0:
			if rest != 0 {
				return true
			}
		case left.negative || right.negative:
		case left.unknown == 0 && rest > 0, right.unknown == 0 && rest < 0:
			return true
		}
	}
	return false
}

// side is what is known of one side of a sum.
type side struct {
	sum      Number
	unknown  int
	negative bool
}

func (f Figures) add(cells []int) (s side) {
	for _, at := range cells {
		if !f.known[at] {
			s.unknown++
			continue
		}
		s.sum = s.sum.Add(f.value[at])
		s.negative = s.negative || f.value[at].Sign() < 0
	}
	return s
}

func (f Figures) clone() Figures {
	return Figures{f.form, slices.Clone(f.value), slices.Clone(f.known)}
}

func (f Figures) beyond(before Figures) map[Ref]Number {
	var gained map[Ref]Number
	for i, known := range f.known {
		if known && !before.known[i] {
			if gained == nil {
				gained = make(map[Ref]Number)
			}
			gained[f.form.refs[i]] = f.value[i]
		}
	}
	return gained
}
