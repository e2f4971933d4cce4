package report

import (
	"slices"
	"sort"
)

// Ranked is one of several values that are put in order.
type Ranked struct {
	Value     Fraction
	Low, High float64 // its interval; from -Inf to +Inf, it lies wholly on neither side of any other
}

// Standing is where one of several values stands.
type Standing struct {
	Rank       int     // 1 + the number of better values
	Ties       int     // how many others are equal
	Percentile float64 // percent of all values that are smaller, equal ones counted half
	// Best and Worst are the ranks that the intervals do not rule out: 1 + the number of intervals
	// that lie wholly on the better side of its own, and the number of all less those wholly on the
	// worse side (H. Goldstein and D. J. Spiegelhalter, League tables and their limitations, J. R.
	// Statist. Soc. A 159, 1996, 385-443, on why a rank without such a range misleads).
	Best, Worst int
}

// Standings are where the values stand, in the order given. Descending makes the largest the best.
func Standings(values []Ranked, descending bool) []Standing {
	n := len(values)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return values[a].Value.Cmp(values[b].Value) })
	standings := make([]Standing, n)
	for from := 0; from < n; {
		to := from + 1
		for to < n && values[order[to]].Value.Cmp(values[order[from]].Value) == 0 {
			to++
		}
		for _, i := range order[from:to] {
			s := Standing{Rank: 1 + from, Ties: to - from - 1}
			if descending {
				s.Rank = 1 + n - to
			}
			s.Percentile = 100 * (float64(from) + float64(to-from)/2) / float64(n)
			standings[i] = s
		}
		from = to
	}
	rangeRanks(values, standings, descending)
	return standings
}

func rangeRanks(values []Ranked, standings []Standing, descending bool) {
	n := len(values)
	lows, highs := make([]float64, n), make([]float64, n)
	for i, v := range values {
		lows[i], highs[i] = v.Low, v.High
	}
	slices.Sort(lows)
	slices.Sort(highs)
	for i, v := range values {
		above := n - sort.Search(n, func(j int) bool { return lows[j] > v.High })
		below := sort.SearchFloat64s(highs, v.Low)
		if !descending {
			above, below = below, above
		}
		standings[i].Best, standings[i].Worst = 1+above, n-below
	}
}
