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

// Method 10 of table II in R. G. Newcombe, Interval estimation for the difference between independent
// proportions, Statistics in Medicine 17, 1998, 873-890, contrasts (a) to (h).
func TestNewcombe(t *testing.T) {
	for _, c := range []struct {
		part1, whole1, part2, whole2 int64
		low, high                    float64
	}{
		{56, 70, 48, 80, 0.0524, 0.3339},
		{9, 10, 3, 10, 0.1705, 0.8090},
		{6, 7, 2, 7, 0.0582, 0.8062},
		{5, 56, 0, 29, -0.0381, 0.1926},
		{0, 10, 0, 20, -0.1611, 0.2775},
		{0, 10, 0, 10, -0.2775, 0.2775},
		{10, 10, 0, 20, 0.6791, 1},
		{10, 10, 0, 10, 0.6075, 1},
	} {
		low, high, ok := report.Newcombe(c.part1, c.whole1, c.part2, c.whole2)
		if !ok || math.Abs(low-c.low) > 0.00005 || math.Abs(high-c.high) > 0.00005 {
			t.Errorf("%d/%d - %d/%d: %.6f to %.6f, want %.4f to %.4f", c.part1, c.whole1, c.part2, c.whole2, low, high, c.low, c.high)
		}
	}
	for _, c := range [][4]int64{{0, 0, 1, 2}, {1, 2, 0, 0}, {3, 2, 1, 2}, {1, 2, -1, 2}} {
		if _, _, ok := report.Newcombe(c[0], c[1], c[2], c[3]); ok {
			t.Errorf("%v has no interval", c)
		}
	}
}
