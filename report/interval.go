package report

import "math"

// Z95 is the two-sided 95 % quantile of the normal distribution.
const Z95 = 1.959963984540054

// Wilson is the 95 % score interval of part out of whole (E. B. Wilson, Probable inference, the law
// of succession, and statistical inference, JASA 22, 1927, 209-212), without continuity
// correction. It reports false where part is no part of a whole: none at all, less than 0 or more
// than there is.
func Wilson(part, whole int64) (low, high float64, ok bool) {
	if whole <= 0 || part < 0 || part > whole {
		return 0, 0, false
	}
	n, p := float64(whole), float64(part)/float64(whole)
	z2 := Z95 * Z95
	centre := p + z2/(2*n)
	spread := Z95 * math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	low, high = (centre-spread)/(1+z2/n), (centre+spread)/(1+z2/n)
	if part == 0 {
		low = 0
	}
	if part == whole {
		high = 1
	}
	return low, high, true
}

// Newcombe is the 95 % interval of the difference of two independent shares, part1/whole1 less
// part2/whole2, from their Wilson intervals without continuity correction (R. G. Newcombe, Interval
// estimation for the difference between independent proportions: comparison of eleven methods,
// Statist. Med. 17, 1998, 873-890, method 10). It reports false where either is no share.
func Newcombe(part1, whole1, part2, whole2 int64) (low, high float64, ok bool) {
	low1, high1, ok1 := Wilson(part1, whole1)
	low2, high2, ok2 := Wilson(part2, whole2)
	if !ok1 || !ok2 {
		return 0, 0, false
	}
	p1, p2 := float64(part1)/float64(whole1), float64(part2)/float64(whole2)
	return p1 - p2 - math.Hypot(p1-low1, high2-p2), p1 - p2 + math.Hypot(high1-p1, p2-low2), true
}
