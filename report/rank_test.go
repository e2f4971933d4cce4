package report_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/report"
)

func ranked(part, whole int64) report.Ranked {
	low, high, ok := report.Wilson(part, whole)
	if !ok {
		low, high = math.Inf(-1), math.Inf(1)
	}
	return report.Ranked{Value: report.Fraction{Part: report.Count(part), Whole: report.Count(whole)}, Low: low, High: high}
}

func TestStandings(t *testing.T) {
	values := []report.Ranked{ranked(1, 2), ranked(50, 100), ranked(900, 1000), ranked(1, 1000), ranked(3, 4)}
	want := []report.Standing{
		{Rank: 3, Ties: 1, Percentile: 40, Best: 1, Worst: 4}, // 1/2 lies within 9 and 91 %: only 1/1000 is wholly below
		{Rank: 3, Ties: 1, Percentile: 40, Best: 2, Worst: 4},
		{Rank: 1, Ties: 0, Percentile: 90, Best: 1, Worst: 3},
		{Rank: 5, Ties: 0, Percentile: 10, Best: 5, Worst: 5},
		{Rank: 2, Ties: 0, Percentile: 70, Best: 1, Worst: 4},
	}
	if d := cmp.Diff(want, report.Standings(values, true)); d != "" {
		t.Errorf("descending (-want +got):\n%s", d)
	}
	for i := range want {
		w := &want[i]
		w.Rank, w.Best, w.Worst = 7-w.Rank-w.Ties-1, 6-w.Worst, 6-w.Best
	}
	if d := cmp.Diff(want, report.Standings(values, false)); d != "" {
		t.Errorf("ascending (-want +got):\n%s", d)
	}
}

// Against the definitions, counted one by one.
func TestStandingsAsDefined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var values []report.Ranked
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			whole := rapid.Int64Range(1, 60).Draw(t, "whole")
			values = append(values, ranked(rapid.Int64Range(-2, whole+5).Draw(t, "part"), whole))
		}
		descending := rapid.Bool().Draw(t, "descending")
		for i, got := range report.Standings(values, descending) {
			v := values[i]
			want := report.Standing{Rank: 1, Best: 1, Worst: len(values), Ties: -1}
			smaller := 0.0
			for _, o := range values {
				order := o.Value.Cmp(v.Value)
				above, below := o.Low > v.High, o.High < v.Low
				if !descending {
					above, below = below, above
				}
				if order > 0 == descending && order != 0 {
					want.Rank++
				}
				if order == 0 {
					want.Ties++
					smaller += 0.5
				}
				if order < 0 {
					smaller++
				}
				if above {
					want.Best++
				}
				if below {
					want.Worst--
				}
			}
			want.Percentile = got.Percentile
			if got != want || math.Abs(got.Percentile-100*smaller/float64(len(values))) > 1e-9 {
				t.Fatalf("value %d of %v: %+v, want %+v and the percentile %v", i, values, got, want, 100*smaller/float64(len(values)))
			}
			if got.Rank < got.Best || got.Rank > got.Worst {
				t.Fatalf("the rank lies outside its range: %+v", got)
			}
		}
	})
}

// Fractions are compared exactly, where floats would call them equal.
func TestFractionCmp(t *testing.T) {
	number := func(s string) report.Number {
		n, err := report.ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, c := range []struct {
		part1, whole1, part2, whole2 string
		want                         int
	}{
		{"1", "3", "2", "6", 0},
		{"900000000000000", "900000000000001", "899999999999999", "900000000000000", 1},
		{"0", "5", "0", "7", 0},
		{"-1", "2", "0", "1", -1},
		{"1.5", "1", "3", "2", 0},
		{"0.000000000001", "1", "0", "1", 1},
	} {
		a := report.Fraction{Part: number(c.part1), Whole: number(c.whole1)}
		b := report.Fraction{Part: number(c.part2), Whole: number(c.whole2)}
		if got := a.Cmp(b); got != c.want || b.Cmp(a) != -c.want {
			t.Errorf("%s/%s against %s/%s: %d, want %d", c.part1, c.whole1, c.part2, c.whole2, got, c.want)
		}
	}
}
