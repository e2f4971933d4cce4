package sql

import (
	"context"
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// Distribution is how an indicator is spread over regions, each counted once.
type Distribution struct {
	CrossSection
	Count     int
	Quantiles []Quantile   // empty if no region has a value
	Bins      []report.Bin // likewise
}

// Quantile is the value that so many percent do not exceed.
type Quantile struct {
	Percent int
	Value   report.Number
}

const (
	defaultBins = 20
	maxBins     = 100
)

// Distribution answers q in at most so many bins; 0 stands for 20.
func (s *Snapshot) Distribution(ctx context.Context, q CrossSectionQuery, bins int) (Distribution, error) {
	switch {
	case bins == 0:
		bins = defaultBins
	case bins < 0:
		return Distribution{}, fmt.Errorf("%w: bins is %d; ask for 1 to %d", ErrQuestion, bins, maxBins)
	case bins > maxBins:
		return Distribution{}, fmt.Errorf("%w bins: %d, at most %d", ErrTooMany, bins, maxBins)
	}
	section, marks, absent, err := s.crossSection(ctx, q)
	if err != nil {
		return Distribution{}, err
	}
	d := Distribution{CrossSection: section}
	if q.Indicator.Kind == report.KindShare {
		marks = d.possible(marks, absent)
	}
	d.Count = len(marks)
	d.Absent = s.absences(absent, q.Year)
	if len(marks) == 0 {
		return d, nil
	}
	values := make([]report.Number, len(marks))
	for i, m := range marks {
		values[i] = *m.value.Value
	}
	slices.SortFunc(values, report.Number.Cmp)
	for _, percent := range []int{0, 5, 10, 25, 50, 75, 90, 95, 100} {
		d.Quantiles = append(d.Quantiles, Quantile{percent, report.Quantile(values, percent)})
	}
	d.Bins = report.Bins(values, bins)
	return d, nil
}
