package report

import (
	"math"
	"math/big"
	"slices"
)

// Quantile is the percentile of values in ascending order, at least one, interpolated between the
// two nearest (type 7 of R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, Am.
// Statist. 50, 1996, 361-365), rounded at the twelfth decimal.
func Quantile(sorted []Number, percent int) Number {
	at := (len(sorted) - 1) * percent
	low, rest := sorted[at/100], int64(at%100)
	if rest == 0 {
		return low
	}
	gap := sorted[at/100+1].Sub(low)
	step, _ := FromScaled(new(big.Int).Mul(gap.coefficient(), big.NewInt(rest)), decimals) // no wider than the gap
	step, _ = Quotient(step, Count(100))
	return low.Add(step)
}

// floatQuantile is Quantile for floats in any order.
func floatQuantile(values []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	at := q * float64(len(sorted)-1)
	i := min(int(math.Floor(at)), len(sorted)-1)
	j := min(i+1, len(sorted)-1)
	return sorted[i] + (at-float64(i))*(sorted[j]-sorted[i])
}

// Bin is a part of the line of numbers with how many values lie in it.
type Bin struct {
	Low, High Number // Low belongs to it, High to the next; of the last bin, to it
	Count     int
}

// Bins counts values in ascending order, at least one, into at most so many bins of equal width with
// round edges: 1, 2 or 5 times a power of ten, and whole where all values are.
// Values on both sides of 0 take two bins at least, and so do whole ones up to 0.
func Bins(sorted []Number, most int) []Bin {
	whole := !slices.ContainsFunc(sorted, func(n Number) bool { return n.part != 0 })
	lowest, highest := sorted[0].coefficient(), sorted[len(sorted)-1].coefficient()
	if lowest.Sign() < 0 && (highest.Sign() > 0 || whole && highest.Sign() == 0) {
		most = max(most, 2) // 0 is an edge, whatever the width, and whole numbers lie above theirs
	}
	var from, count, step *big.Int
	for exponent := smallestStep(lowest, highest, most, whole); ; exponent++ {
		found := false
		for _, lead := range []int64{1, 2, 5} {
			step = new(big.Int).Mul(big.NewInt(lead), power(exponent))
			from, count = span(lowest, highest, step, whole)
			if found = count.Cmp(big.NewInt(int64(most))) <= 0; found {
				break
			}
		}
		if found {
			break
		}
	}
	bins := make([]Bin, count.Int64())
	edge := new(big.Int).Mul(from, step)
	for i := range bins {
		bins[i].Low, _ = FromScaled(edge, decimals)
		edge = new(big.Int).Add(edge, step)
		bins[i].High, _ = FromScaled(edge, decimals)
	}
	at := 0
	for _, n := range sorted {
		for at < len(bins)-1 && n.Cmp(bins[at].High) >= 0 {
			at++
		}
		bins[at].Count++
	}
	return bins
}

// smallestStep is the power of ten, in 10^-12ths, to begin with: no step below it can do.
func smallestStep(lowest, highest *big.Int, most int, whole bool) int64 {
	width := new(big.Int).Sub(highest, lowest)
	least := int64(0)
	if whole {
		least = decimals
	}
	if width.Sign() == 0 {
		return max(least, decimals-2)
	}
	width.Quo(width, big.NewInt(int64(most)))
	return max(least, int64(len(width.String()))-1)
}

// span is the first multiple of step at or below the lowest value, and the number of steps to reach
// the highest; whole numbers never share a bin with their edge.
func span(lowest, highest, step *big.Int, whole bool) (from, count *big.Int) {
	one := big.NewInt(1)
	from, rest := new(big.Int).DivMod(lowest, step, new(big.Int))
	to, rest := new(big.Int).DivMod(highest, step, rest)
	if whole || rest.Sign() > 0 || to.Cmp(from) == 0 {
		to.Add(to, one)
	}
	return from, to.Sub(to, from)
}
