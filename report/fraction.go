package report

import (
	"math/big"
	"math/bits"
)

// Fraction is a value before it is rounded: a part over a whole that is more than 0. A plain number
// has the whole 1.
type Fraction struct{ Part, Whole Number }

// Cmp is -1, 0 or 1 as f is less than, equal to or greater than g, exactly.
func (f Fraction) Cmp(g Fraction) int {
	a, okA := f.counts()
	b, okB := g.counts()
	if okA && okB {
		high1, low1 := bits.Mul64(a[0], b[1])
		high2, low2 := bits.Mul64(b[0], a[1])
		switch {
		case high1 < high2 || high1 == high2 && low1 < low2:
			return -1
		case high1 == high2 && low1 == low2:
			return 0
		}
		return 1
	}
	left := new(big.Int).Mul(f.Part.coefficient(), g.Whole.coefficient())
	return left.Cmp(new(big.Int).Mul(g.Part.coefficient(), f.Whole.coefficient()))
}

// counts are part and whole if both are whole numbers of at least 0, as nearly all are.
func (f Fraction) counts() ([2]uint64, bool) {
	if f.Part.part != 0 || f.Whole.part != 0 || f.Part.whole < 0 || f.Whole.whole < 0 {
		return [2]uint64{}, false
	}
	return [2]uint64{uint64(f.Part.whole), uint64(f.Whole.whole)}, true
}
