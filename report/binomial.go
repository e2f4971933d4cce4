package report

import "math"

// BinomialQuantiles gives for each q, ascending, the smallest k with P(R <= k) >= q, where R is the
// number of successes in n trials of probability p: the exact quantiles of the binomial
// distribution. The terms are added up outwards from the mode and their sum is made 1, so that no
// logarithm of a factorial comes in.
func BinomialQuantiles(n int64, p float64, qs []float64) []int64 {
	ks := make([]int64, len(qs))
	switch {
	case n <= 0 || p <= 0:
		return ks
	case p >= 1:
		for i := range ks {
			ks[i] = n
		}
		return ks
	}
	odds := p / (1 - p)
	mode := min(int64(float64(n+1)*p), n)
	first, sum := mode, 1.0
	for term := 1.0; first > 0; first-- {
		term *= float64(first) / (float64(n-first+1) * odds)
		if term < negligible {
			break
		}
		sum += term
	}
	term := 1.0
	for k := mode; k < n && term >= negligible; k++ {
		term *= float64(n-k) * odds / float64(k+1)
		sum += term
	}
	// The same terms once more, from the first that counts.
	term = 1
	for k := mode; k > first; k-- {
		term *= float64(k) / (float64(n-k+1) * odds)
	}
	at, below := first, term/sum
	for i, q := range qs {
		for below < q-rounding && at < n {
			term *= float64(n-at) * odds / float64(at+1)
			at++
			below += term / sum
			if term < negligible && at > mode {
				below = 1
			}
		}
		ks[i] = at
	}
	return ks
}

// rounding is how exact the sums are; a sum so close to q has reached it.
const rounding = 1e-13

// negligible is the share of the largest term below which the others no longer tell.
const negligible = 1e-20

// Limits are the shares that chance alone keeps to.
type Limits struct{ Low95, High95, Low998, High998 float64 }

var tails = []float64{0.001, 0.025, 0.975, 0.999}

// BinomialLimits are the exact limits of a funnel plot at a denominator, around the share p (D. J.
// Spiegelhalter, Funnel plots for comparing institutional performance, Statist. Med. 24, 2005,
// 1185-1202, appendix A.1.1, without the interpolation between counts, which would call 1 of 1
// unusual): the binomial quantiles at 2.5 and 97.5 %, 0.1 and 99.9 %, over n. A share lies outside
// only if chance gives one so far out with at most the probability of that tail.
func BinomialLimits(n int64, p float64) Limits {
	k := BinomialQuantiles(n, p, tails)
	share := func(i int) float64 { return float64(k[i]) / float64(n) }
	return Limits{Low95: share(1), High95: share(2), Low998: share(0), High998: share(3)}
}

// Z998 is the two-sided 99.8 % quantile of the normal distribution.
const Z998 = 3.090232306167813

// AdjustedLimits are the limits of a funnel plot widened by the factor of over-dispersion
// (Spiegelhalter 2005, section 3.2, multiplicative): p ± z·√(factor·p·(1-p)/n), kept within 0 and 1.
func AdjustedLimits(n int64, p, factor float64) Limits {
	spread := math.Sqrt(factor * p * (1 - p) / float64(n))
	low := func(z float64) float64 { return max(0, p-z*spread) }
	high := func(z float64) float64 { return min(1, p+z*spread) }
	return Limits{Low95: low(Z95), High95: high(Z95), Low998: low(Z998), High998: high(Z998)}
}

// Share is a part of a whole, both counted.
type Share struct{ Part, Whole int64 }

// Winsorised is the share of standardised differences that Overdispersion draws in on either side.
const Winsorised = 0.1

// Overdispersion is the factor by which shares differ more than chance explains around p: the mean
// of the squared standardised differences, of which the outermost tenth on either side is first set
// to the 10th and 90th percentile (Spiegelhalter 2005, section 3.2 and appendix A.3). It reports
// false for fewer than three shares, or where p leaves chance no room.
func Overdispersion(shares []Share, p float64) (factor float64, ok bool) {
	if len(shares) < 3 || p <= 0 || p >= 1 {
		return 0, false
	}
	z := make([]float64, len(shares))
	for i, s := range shares {
		n := float64(s.Whole)
		z[i] = (float64(s.Part)/n - p) / math.Sqrt(p*(1-p)/n)
	}
	low, high := floatQuantile(z, Winsorised), floatQuantile(z, 1-Winsorised)
	for _, v := range z {
		v = min(max(v, low), high)
		factor += v * v
	}
	return factor / float64(len(z)), true
}
