package sql

import (
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// Coverage is who has reported about one year, of the regions of the code book.
type Coverage struct {
	Year                                  int
	Expected, Reported, Complete, Missing int
	Lacking                               []TableGap // by table; those that no report lacks are absent

	regions []CoveredRegion
}

// TableGap is how many reports lack a table.
type TableGap struct{ Table, Reports int }

// CoverageStatus is whether a region has reported.
type CoverageStatus string

const (
	Complete     CoverageStatus = "COMPLETE"      // with all three tables
	LacksTable   CoverageStatus = "TABLE_MISSING" // a report without some of them
	NotAvailable CoverageStatus = "NO_REPORT"
)

// CoveredRegion is whether a region has reported about a year.
type CoveredRegion struct {
	Region report.Region // as of the year
	Status CoverageStatus
	Lacks  []int // the tables its report lacks, by section

	row int32 // of its report; -1 without one
}

// Coverage tells of each year who has reported, in the order of the years. Without a level it looks at
// every level of the code book.
func (s *Snapshot) Coverage(years []int, within string, level report.Level) ([]Coverage, error) {
	switch {
	case len(years) == 0:
		return nil, fmt.Errorf("%w: it names no year; name one or more", ErrQuestion)
	case len(years) > maxYears:
		return nil, fmt.Errorf("%w years: %d, at most %d", ErrTooMany, len(years), maxYears)
	case level == report.Town:
		return nil, fmt.Errorf("%w: townships are not in the code book, so nobody can say which of them are missing; ask for reports(where: {level: TOWNSHIP})", ErrQuestion)
	}
	if err := s.checkPlace(Scope{Within: within, Level: level}); err != nil {
		return nil, err
	}
	coverage := make([]Coverage, len(years))
	for i, year := range years {
		coverage[i] = s.covered(year, within, level)
	}
	return coverage, nil
}

func (s *Snapshot) covered(year int, within string, level report.Level) Coverage {
	c := Coverage{Year: year}
	lacking := map[int]int{}
	for _, e := range s.expected(year) {
		if level != "" && e.region.Level != level || within != "" && !lies(*e.region, within) {
			continue
		}
		c.Expected++
		if e.row < 0 {
			c.Missing++
			c.regions = append(c.regions, CoveredRegion{*e.region, NotAvailable, nil, -1})
			continue
		}
		c.Reported++
		region := CoveredRegion{*e.region, Complete, s.index.of(e.row).lacks(), e.row}
		for _, table := range region.Lacks {
			lacking[table]++
			region.Status = LacksTable
		}
		if region.Status == Complete {
			c.Complete++
		}
		c.regions = append(c.regions, region)
	}
	for _, table := range []report.Table{report.Disclosure, report.Requests, report.Challenges} {
		if n := lacking[int(table)]; n > 0 {
			c.Lacking = append(c.Lacking, TableGap{int(table), n})
		}
	}
	return c
}

// lacks are the tables that reports of the standing lack, by section.
func (st *standing) lacks() []int {
	var tables []int
	for table, there := range []bool{2: st.disclosure, 3: st.requests, 4: st.challenges} {
		if table >= 2 && !there {
			tables = append(tables, table)
		}
	}
	return tables
}

// Regions is a page of the regions that stand in one of those ways, all if there are none, in the
// order of their codes.
func (c Coverage) Regions(statuses []CoverageStatus, p Page) (Paged[CoveredRegion], error) {
	var page Paged[CoveredRegion]
	first, err := p.size()
	if err != nil {
		return page, err
	}
	list := fmt.Sprint("coverage ", c.Year)
	after, err := cursorFields(p.After, list, 1)
	if err != nil {
		return page, err
	}
	for _, r := range c.regions {
		if len(statuses) > 0 && !slices.Contains(statuses, r.Status) {
			continue
		}
		page.Total++
		if after != nil && r.Region.Code <= after[0] {
			continue
		}
		if len(page.Nodes) == first {
			page.HasNext = true
			continue
		}
		page.Nodes = append(page.Nodes, r)
		page.EndCursor = cursor(list, r.Region.Code)
	}
	return page, nil
}

// expectation is a region of the code book and the row of its government's latest report about a year;
// -1 without one.
type expectation struct {
	region *report.Region
	row    int32
}

// expected are the regions in force in a year, in the order of their codes.
func (s *Snapshot) expected(year int) []expectation {
	if known, ok := s.expectations.Load(year); ok {
		return known.([]expectation)
	}
	reported := s.index.governments(year)
	var all []expectation
	for _, r := range s.regionsIn(RegionFilter{AsOf: year}) {
		if !r.Official {
			continue
		}
		e := expectation{&r, -1}
		if row, ok := s.reportOf(r, reported); ok {
			e.row = row
		}
		all = append(all, e)
	}
	if len(s.index.ofYear[year]) > 0 { // a caller may name any year
		s.expectations.Store(year, all)
	}
	return all
}

// governments are the rows of the latest reports of governments about a year, by region.
func (x *index) governments(year int) map[string]int32 {
	found := map[string]int32{}
	for _, row := range x.ofYear[year] {
		if st := x.of(row); st.latest && st.kind == report.Government {
			found[x.at(row).region] = row
		}
	}
	return found
}

// reportOf finds the report of a region among those of a year, which may have been filed under the
// code it had before or has now.
func (s *Snapshot) reportOf(r report.Region, reported map[string]int32) (row int32, ok bool) {
	if row, ok = reported[r.Code]; ok || len(reported) == 0 {
		return row, ok
	}
	for _, l := range report.Lineage(r) {
		if row, ok = reported[l.Code]; ok {
			return row, true
		}
	}
	return 0, false
}
