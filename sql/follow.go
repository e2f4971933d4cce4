package sql

import (
	"context"
	"fmt"

	"github.com/gongkai/gongkai/report"
)

// course is a region through the years.
type course struct {
	region  report.Region   // as it is, or last was
	lineage []report.Region // oldest first, the region among them
	points  []point         // one a year, as the years were asked for
}

// point is what a region reported of one year.
type point struct {
	region *report.Region // whose report it is, else as it was in that year; nil if it did not exist
	values []Value
	forms  []forms // by indicator, of the report; nil without one
}

// maxFollowed is how many regions one question follows.
const maxFollowed = 100

// follow gives indicators of regions by year, each region through its renamings and changes of code:
// the report of a year is the one under the code of that year, else under another of the region's.
// Figures are those of governments; of zones those of the zone.
func (s *Snapshot) follow(ctx context.Context, indicators []report.Indicator, codes []string, years []int, basis Basis) ([]course, error) {
	if basis == "" {
		basis = Reported
	}
	if err := (AggregateQuery{Indicators: indicators, Basis: basis}).check(); err != nil {
		return nil, err
	}
	if err := s.checkFollow(indicators, codes, years); err != nil {
		return nil, err
	}
	courses := make([]course, len(codes))
	scope := Scope{Years: years, OrganKinds: []report.OrganKind{report.Government, report.Zone}}
	for i, code := range codes {
		r, _ := s.regionAt(code, 0)
		courses[i] = course{region: r, lineage: []report.Region{r}}
		if r.Official {
			courses[i].lineage = report.Lineage(r)
		}
		for _, l := range courses[i].lineage {
			scope.Regions = append(scope.Regions, l.Code)
		}
	}
	groups, crowds, err := s.sum(ctx, sums{s.index.choose(scope).rows, []Dimension{ByRegion, ByYear, ByOrganKind}, indicators, basis})
	if err != nil {
		return nil, fmt.Errorf("follow %d regions: %w", len(codes), err)
	}
	at := make(map[key]int, len(groups))
	for n, g := range groups {
		at[g.key] = n
	}
	for i := range courses {
		c := &courses[i]
		for _, year := range years {
			p := point{region: c.in(year)}
			n, code, found := c.find(s.index, at, year)
			g := group{indicators: make([]tally, len(indicators))}
			standing := func() []crowd { return nil }
			if found {
				g, standing = groups[n], func() []crowd { return crowds(n) }
				r := s.regionOf(code, year)
				p.region = &r
				for n := range indicators {
					p.forms = append(p.forms, g.formsOf(n, standing))
				}
			}
			p.values = g.values(indicators, standing)
			c.points = append(c.points, p)
		}
	}
	return courses, nil
}

func (s *Snapshot) checkFollow(indicators []report.Indicator, codes []string, years []int) error {
	switch {
	case len(codes) == 0:
		return fmt.Errorf("%w: it names no region; name 1 to %d", ErrQuestion, maxFollowed)
	case len(codes) > maxFollowed:
		return fmt.Errorf("%w regions: %d, at most %d", ErrTooMany, len(codes), maxFollowed)
	case len(codes)*len(years)*len(indicators) > MaxRows:
		return fmt.Errorf("%w values: %d regions, %d years and %d indicators make %d, at most %d", ErrTooMany,
			len(codes), len(years), len(indicators), len(codes)*len(years)*len(indicators), MaxRows)
	}
	return s.knownRegions(codes...)
}

// in is the region as it was in a year; nil if it did not exist.
func (c *course) in(year int) *report.Region {
	for i := range c.lineage {
		if r := &c.lineage[i]; r.In(year) || !r.Official {
			return r
		}
	}
	return nil
}

// find looks for the region's group of a year: under the code of that year first.
func (c *course) find(x *index, at map[key]int, year int) (n int, code string, found bool) {
	codes := make([]string, 0, len(c.lineage)+1)
	if r := c.in(year); r != nil {
		codes = append(codes, r.Code)
	}
	for _, r := range c.lineage {
		codes = append(codes, r.Code)
	}
	kinds := []report.OrganKind{report.Government}
	if !c.region.Official {
		kinds = []report.OrganKind{report.Zone, report.Government}
	}
	for _, code := range codes {
		for _, kind := range kinds {
			if n, found = at[key{region: x.numbers[code], year: int32(year), kind: ordinal(kindOrder, kind)}]; found {
				return n, code, true
			}
		}
	}
	return 0, "", false
}

// compareYears says how the values of each point compare with those of the year before.
func (c *course) compareYears(indicators []report.Indicator, years []int) {
	for i := range c.points {
		for j := range c.points {
			if years[j] != years[i]-1 || c.points[i].forms == nil || c.points[j].forms == nil {
				continue
			}
			for n, ind := range indicators {
				c.points[i].values[n].Comparability = across(ind, c.points[j].forms[n], c.points[i].forms[n])
			}
			break
		}
	}
}
