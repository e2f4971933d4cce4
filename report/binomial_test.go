package report_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/report"
)

// The exact limits after Clopper and Pearson, method 5 of table I in R. G. Newcombe, Two-sided
// confidence intervals for the single proportion, Statistics in Medicine 17, 1998, 857-872, are the
// shares at which the count just lies within the 95 % limits of a funnel plot.
func TestBinomialLimitsAgainstClopperPearson(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		low, high   float64
	}{
		{81, 263, 0.2527, 0.3676},
		{15, 148, 0.0578, 0.1617},
		{0, 20, 0, 0.1684},
		{1, 29, 0.0009, 0.1776},
	} {
		share := float64(c.part) / float64(c.whole)
		const rounding = 0.00006
		if c.low > 0 {
			if outside := report.BinomialLimits(c.whole, c.low-rounding); share <= outside.High95 {
				t.Errorf("%d/%d lies within the limits around %.5f: %+v", c.part, c.whole, c.low-rounding, outside)
			}
		}
		if within := report.BinomialLimits(c.whole, c.low+rounding); share > within.High95 {
			t.Errorf("%d/%d lies above the limits around %.5f: %+v", c.part, c.whole, c.low+rounding, within)
		}
		if within := report.BinomialLimits(c.whole, c.high-rounding); share < within.Low95 {
			t.Errorf("%d/%d lies below the limits around %.5f: %+v", c.part, c.whole, c.high-rounding, within)
		}
		if outside := report.BinomialLimits(c.whole, c.high+rounding); share >= outside.Low95 {
			t.Errorf("%d/%d lies within the limits around %.5f: %+v", c.part, c.whole, c.high+rounding, outside)
		}
	}
}

// The quantiles are those of the sums of exact terms.
func TestBinomialQuantiles(t *testing.T) {
	qs := []float64{0.001, 0.025, 0.5, 0.975, 0.999}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 300).Draw(t, "n")
		p := float64(rapid.IntRange(1, 999).Draw(t, "thousandths")) / 1000
		got := report.BinomialQuantiles(n, p, qs)
		below, exact := new(big.Float).SetPrec(200), new(big.Float).SetPrec(200).SetFloat64(p)
		rest := new(big.Float).SetPrec(200).Sub(big.NewFloat(1).SetPrec(200), exact)
		i := 0
		for k := int64(0); k <= n && i < len(qs); k++ {
			term := new(big.Float).SetPrec(200).SetInt(new(big.Int).Binomial(n, k))
			for range k {
				term.Mul(term, exact)
			}
			for range n - k {
				term.Mul(term, rest)
			}
			below.Add(below, term) // a sum within 10^-13 of q has reached it
			for i < len(qs) && below.Cmp(big.NewFloat(qs[i]-1e-13)) >= 0 {
				if got[i] != k {
					t.Fatalf("n %d, p %g: quantile %g is %d, want %d", n, p, qs[i], got[i], k)
				}
				i++
			}
		}
	})
	for _, c := range []struct {
		n    int64
		p    float64
		want int64
	}{{10, 0, 0}, {10, 1, 10}, {0, 0.5, 0}, {1_000_000, 0.3, 300_000}, {2_000_000_000, 0.5, 1_000_000_000}} {
		if got := report.BinomialQuantiles(c.n, c.p, []float64{0.5})[0]; got != c.want {
			t.Errorf("median of n %d, p %g: %d, want %d", c.n, c.p, got, c.want)
		}
	}
}

func TestOverdispersion(t *testing.T) {
	// Shares of 100 cases around 1/2, whose standardised differences are -2, -1.8 … 2.
	var shares []report.Share
	for x := int64(40); x <= 60; x++ {
		shares = append(shares, report.Share{Part: x, Whole: 100})
	}
	// The outermost two on either side are drawn in to ±1.6.
	want := 0.0
	for x := -10; x <= 10; x++ {
		z := max(-1.6, min(1.6, float64(x)/5))
		want += z * z
	}
	want /= 21
	if got, ok := report.Overdispersion(shares, 0.5); !ok || math.Abs(got-want) > 1e-12 {
		t.Errorf("factor %v, want %v", got, want)
	}
	// One wild share tells no more than the next to it.
	wild := append([]report.Share{}, shares...)
	wild[20] = report.Share{Part: 100, Whole: 100}
	if got, _ := report.Overdispersion(wild, 0.5); math.Abs(got-want) > 1e-12 {
		t.Errorf("with a wild share the factor is %v, want %v", got, want)
	}
	for name, c := range map[string]struct {
		shares []report.Share
		p      float64
	}{"two": {shares[:2], 0.5}, "no room below": {shares, 0}, "no room above": {shares, 1}} {
		if _, ok := report.Overdispersion(c.shares, c.p); ok {
			t.Errorf("%s: there is a factor", name)
		}
	}
}

func TestAdjustedLimits(t *testing.T) {
	l := report.AdjustedLimits(100, 0.5, 4)
	for i, c := range [][2]float64{{l.Low95, 0.5 - 0.1*report.Z95}, {l.High95, 0.5 + 0.1*report.Z95}, {l.Low998, 0.5 - 0.1*report.Z998}, {l.High998, 0.5 + 0.1*report.Z998}} {
		if math.Abs(c[0]-c[1]) > 1e-12 {
			t.Errorf("limit %d is %v, want %v", i, c[0], c[1])
		}
	}
	if l := report.AdjustedLimits(4, 0.9, 9); l.High95 != 1 || l.High998 != 1 || l.Low998 < 0 {
		t.Errorf("limits of a share leave 0 to 1: %+v", l)
	}
}

func BenchmarkBinomialLimits(b *testing.B) {
	for b.Loop() {
		for n := int64(1); n < 3000; n++ {
			report.BinomialLimits(n, 0.3)
		}
	}
}
