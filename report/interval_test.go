package report_test

import (
	"math"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// The first four are method 3 of table I in R. G. Newcombe, Two-sided confidence intervals for the
// single proportion, Statistics in Medicine 17, 1998, 857-872.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		low, high   float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
		{46, 140, 0.2563, 0.4100},
		{20, 20, 0.8389, 1},
	} {
		low, high, ok := report.Wilson(c.part, c.whole)
		if !ok || math.Abs(low-c.low) > 0.00005 || math.Abs(high-c.high) > 0.00005 {
			t.Errorf("%d/%d: %.6f to %.6f, want %.4f to %.4f", c.part, c.whole, low, high, c.low, c.high)
		}
	}
	for _, c := range [][2]int64{{0, 0}, {1, 0}, {-1, 5}, {6, 5}, {1, -2}} {
		if _, _, ok := report.Wilson(c[0], c[1]); ok {
			t.Errorf("%d/%d has no interval", c[0], c[1])
		}
	}
}
