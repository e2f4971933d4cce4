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
