package sql

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/gongkai/gongkai/report"
)

// RankingQuery asks who stands where.
type RankingQuery struct {
	CrossSectionQuery
	Descending     bool     // the largest value has rank 1
	MinDenominator int      // what has a smaller one is not ranked; 0: no least
	Show           []string // only the rows of these regions; empty: all
	Page           Page
}

// Ranking is a page of a ranking, best first; regions of equal value follow their codes.
type Ranking struct {
	CrossSection
	Paged[RankingRow]
	Descending bool
	Ranked     int // how many have a rank, shown or not
}

// RankingRow is one region in a ranking.
type RankingRow struct {
	Rank         int
	RankInterval *RankInterval // nil where the value has no interval
	Percentile   float64       // how many percent have a smaller value, equal ones counted half
	Ties         int           // how many others have the same value
	Region       report.Region // as of the year
	Value        Value
}

// RankInterval is the ranks that the 95 % intervals do not rule out.
type RankInterval struct{ Low, High int }

// Ranking answers q.
func (s *Snapshot) Ranking(ctx context.Context, q RankingQuery) (Ranking, error) {
	r := Ranking{Descending: q.Descending}
	first, after, err := q.page()
	if err != nil {
		return r, err
	}
	if err := s.knownRegions(q.Show...); err != nil {
		return r, err
	}
	if q.MinDenominator != 0 && len(q.Indicator.Denominator) == 0 {
		return r, fmt.Errorf("%w: %s has no denominator; leave minDenominator out", ErrQuestion, q.Indicator.ID)
	}
	section, marks, absent, err := s.crossSection(ctx, q.CrossSectionQuery)
	if err != nil {
		return r, err
	}
	marks = slices.DeleteFunc(marks, func(m mark) bool {
		small := q.MinDenominator != 0 && m.value.Denominator.Cmp(report.Count(int64(q.MinDenominator))) < 0
		if small {
			absent[BelowMinDenominator] = append(absent[BelowMinDenominator], m.region)
		}
		return small
	})
	r.CrossSection = section
	r.Absent = s.absences(absent, q.Year)
	r.Ranked = len(marks)
	rows := standings(marks, q)
	if len(q.Show) > 0 {
		rows = slices.DeleteFunc(rows, func(row ranked) bool { return !slices.Contains(q.Show, row.region) })
	}
	r.Total = len(rows)
	for _, row := range rows {
		if after != nil && !after(row) {
			continue
		}
		if len(r.Nodes) == first {
			r.HasNext = true
			break
		}
		r.Nodes = append(r.Nodes, s.rankingRow(row, q))
		r.EndCursor = cursor(q.list(), row.fraction().Part.String(), row.fraction().Whole.String(), row.region)
	}
	return r, nil
}

// ranked is a region with its standing.
type ranked struct {
	mark
	report.Standing
}

// standings are the regions with their ranks, best first.
func standings(marks []mark, q RankingQuery) []ranked {
	values := make([]report.Ranked, len(marks))
	for i, m := range marks {
		values[i] = report.Ranked{Value: m.fraction(), Low: math.Inf(-1), High: math.Inf(1)}
		if interval := m.value.Interval; interval != nil {
			values[i].Low, values[i].High = interval.Low, interval.High
		}
	}
	rows, equal := make([]ranked, len(marks)), make([]int, len(marks))
	for i, standing := range report.Standings(values, q.Descending) {
		first := standing.Rank - 1 // of those with the rank
		rows[first+equal[first]] = ranked{marks[i], standing}
		equal[first]++
	}
	return rows
}

func (s *Snapshot) rankingRow(r ranked, q RankingQuery) RankingRow {
	row := RankingRow{Rank: r.Rank, Percentile: r.Percentile, Ties: r.Ties, Region: s.regionOf(r.region, q.Year), Value: r.value}
	if r.value.Interval != nil {
		row.RankInterval = &RankInterval{r.Best, r.Worst}
	}
	return row
}

// list names the order a cursor is good for.
func (q RankingQuery) list() string {
	return fmt.Sprintf("ranking %s %d %t", q.Indicator.ID, q.Year, q.Descending)
}

// page is how many rows the page has, and which come after the page before; nil for the first page.
func (q RankingQuery) page() (first int, after func(ranked) bool, err error) {
	if q.MinDenominator < 0 {
		return 0, nil, fmt.Errorf("%w: minDenominator is %s; it is at least 1", ErrQuestion, strconv.Itoa(q.MinDenominator))
	}
	if first, err = q.Page.size(); err != nil {
		return 0, nil, err
	}
	key, err := cursorFields(q.Page.After, q.list(), 3)
	if err != nil || key == nil {
		return first, nil, err
	}
	part, errPart := report.ParseNumber(key[0])
	whole, errWhole := report.ParseNumber(key[1])
	if errPart != nil || errWhole != nil || whole.Sign() <= 0 {
		return 0, nil, fmt.Errorf("%w: %.80q", ErrCursor, q.Page.After)
	}
	last := report.Fraction{Part: part, Whole: whole}
	return first, func(r ranked) bool {
		order := r.fraction().Cmp(last)
		if q.Descending {
			order = -order
		}
		return order > 0 || order == 0 && r.region > key[2]
	}, nil
}
