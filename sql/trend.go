package sql

import (
	"context"
	"fmt"

	"github.com/gongkai/gongkai/report"
)

// TrendQuery asks for one indicator of regions year by year.
type TrendQuery struct {
	Indicator report.Indicator
	Regions   []string
	From, To  int // 0: the first and last year of the snapshot
	Basis     Basis
}

// Trend is one region over time.
type Trend struct {
	Region  report.Region   // as it is, or last was
	Lineage []report.Region // oldest first, the region among them
	Points  []TrendPoint    // one a year, without gaps
}

// TrendPoint is one year of a trend.
type TrendPoint struct {
	Year   int
	Region *report.Region // whose report it is, else as it was in that year; nil if it did not exist
	Value  Value
	Change *YearChange // from the year before; nil if there is none that can be told
}

// YearChange is this year's value less that of the year before.
type YearChange struct {
	Since         int
	Difference    report.Number
	Interval      *Interval // Newcombe's 95 % interval; nil unless a share
	Comparability report.Comparability
}

// maxYears is how many years one question spans.
const maxYears = 100

// Trend answers q, in the order of its regions.
func (s *Snapshot) Trend(ctx context.Context, q TrendQuery) ([]Trend, error) {
	if known := s.Info().Years; len(known) > 0 {
		if q.From == 0 {
			q.From = known[0]
		}
		if q.To == 0 {
			q.To = known[len(known)-1]
		}
	}
	switch {
	case q.From > q.To:
		return nil, fmt.Errorf("%w: it is from %d to %d; the first year comes first", ErrQuestion, q.From, q.To)
	case q.To-q.From >= maxYears:
		return nil, fmt.Errorf("%w years: %d to %d, at most %d", ErrTooMany, q.From, q.To, maxYears)
	}
	years := []int{q.From - 1} // asked for too, so that the first year has a change
	for y := q.From; y <= q.To; y++ {
		years = append(years, y)
	}
	indicators := []report.Indicator{q.Indicator}
	courses, err := s.follow(ctx, indicators, q.Regions, years, q.Basis)
	if err != nil {
		return nil, err
	}
	trends := make([]Trend, len(courses))
	for i, c := range courses {
		c.compareYears(indicators, years)
		trends[i] = Trend{Region: c.region, Lineage: c.lineage, Points: make([]TrendPoint, len(years)-1)}
		for j, year := range years[1:] {
			p := c.points[j+1]
			trends[i].Points[j] = TrendPoint{Year: year, Region: p.region, Value: p.values[0], Change: change(year, c.points[j].values[0], p.values[0])}
		}
	}
	return trends, nil
}

// change is nil where one of the values is missing, or the form changed so that the two are different
// things.
func change(year int, before, now Value) *YearChange {
	if before.Value == nil || now.Value == nil || now.Comparability == "" || now.Comparability == report.Break {
		return nil
	}
	c := &YearChange{Since: year - 1, Difference: now.Value.Sub(*before.Value), Comparability: now.Comparability}
	if now.Interval != nil && before.Interval != nil {
		part1, _ := now.Numerator.Whole()
		whole1, _ := now.Denominator.Whole()
		part2, _ := before.Numerator.Whole()
		whole2, _ := before.Denominator.Whole()
		if low, high, ok := report.Newcombe(part1, whole1, part2, whole2); ok {
			c.Interval = &Interval{low, high}
		}
	}
	return c
}

// CompareQuery asks for a cross table.
type CompareQuery struct {
	Indicators []report.Indicator
	Regions    []string
	Years      []int
	Basis      Basis
}

// Comparison is one region in one year.
type Comparison struct {
	Region     report.Region // as it is, or last was
	Year       int
	ReportedAs *report.Region // as TrendPoint.Region
	Values     []Value        // in the order of the indicators
}

// Compare answers q, region by region and year by year as they were asked for.
func (s *Snapshot) Compare(ctx context.Context, q CompareQuery) ([]Comparison, error) {
	if len(q.Years) == 0 {
		return nil, fmt.Errorf("%w: it names no year; name one or more", ErrQuestion)
	}
	courses, err := s.follow(ctx, q.Indicators, q.Regions, q.Years, q.Basis)
	if err != nil {
		return nil, err
	}
	var rows []Comparison
	for _, c := range courses {
		c.compareYears(q.Indicators, q.Years)
		for i, year := range q.Years {
			p := c.points[i]
			rows = append(rows, Comparison{Region: c.region, Year: year, ReportedAs: p.region, Values: p.values})
		}
	}
	return rows, nil
}
