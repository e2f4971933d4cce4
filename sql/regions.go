package sql

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

func readZones(ctx context.Context, q querier) (map[string]report.Region, error) {
	zones := map[string]report.Region{}
	err := eachRow(ctx, q, query("zones"), nil, func(row []any) error {
		z := report.Region{
			Code:       text(row[0]),
			Name:       text(row[1]),
			Level:      report.Level(text(row[2])),
			Province:   text(row[3]),
			Prefecture: text(row[4]),
		}
		zones[z.Code] = z
		return nil
	})
	return zones, err
}

// regionAt is the region with the code in the year, or as it is or last was if year is 0.
func (s *Snapshot) regionAt(code string, year int) (report.Region, bool) {
	if z, ok := s.zones[code]; ok {
		return z, true
	}
	return report.RegionAt(code, year)
}

// regionOf is regionAt for a code that a report was filed under: where the code was not in force
// in the year, the region it last was.
func (s *Snapshot) regionOf(code string, year int) report.Region {
	if r, ok := s.regionAt(code, year); ok {
		r.AsOf = year
		return r
	}
	r, _ := s.regionAt(code, 0)
	r.Code = code
	return r
}

// numbered is the region with a number of the index as of a year; nil for number 0, which is none.
func (s *Snapshot) numbered(no int32, year int) *report.Region {
	if no == 0 {
		return nil
	}
	if len(s.index.ofYear[year]) == 0 { // a caller may name any year
		r := s.regionOf(s.index.codes[no], year)
		return &r
	}
	known, ok := s.named.Load(year)
	if !ok {
		regions := make([]report.Region, len(s.index.codes))
		for n, code := range s.index.codes {
			regions[n] = s.regionOf(code, year)
		}
		known, _ = s.named.LoadOrStore(year, regions)
	}
	return &known.([]report.Region)[no]
}

// RegionsByCode are the regions of those codes as they were in the year asOf, zones included, by
// code. If asOf is 0, as they are or last were. Unknown codes, and those not in force in that year,
// are absent.
func (s *Snapshot) RegionsByCode(_ context.Context, codes []string, asOf int) (map[string]report.Region, error) {
	found := make(map[string]report.Region, len(codes))
	for _, code := range codes {
		if r, ok := s.regionAt(code, asOf); ok {
			r.AsOf = asOf
			found[code] = r
		}
	}
	return found, nil
}

// Children are the regions directly under the one with the code in the year, in order of code, and the
// zones that lie in it. Year 0 asks for those still in force.
func (s *Snapshot) Children(code string, year int) []report.Region {
	children := report.Children(code, year)
	for _, z := range s.zones {
		if above, ok := z.Parent(); ok && above.Code == code {
			children = append(children, z)
		}
	}
	for i := range children {
		children[i].AsOf = year
	}
	slices.SortFunc(children, func(a, b report.Region) int { return strings.Compare(a.Code, b.Code) })
	return children
}

// knownRegions is ErrUnknownRegion unless every code has ever been a region's.
func (s *Snapshot) knownRegions(codes ...string) error {
	for _, code := range codes {
		if _, ok := s.regionAt(code, 0); !ok {
			return fmt.Errorf("%w %.40q: it stands neither in the code book nor among the zones that report", ErrUnknownRegion, code)
		}
	}
	return nil
}

// Regions is a page of regions by code.
func (s *Snapshot) Regions(_ context.Context, f RegionFilter, p Page) (Paged[report.Region], error) {
	var page Paged[report.Region]
	first, err := p.size()
	if err != nil {
		return page, err
	}
	after, err := cursorFields(p.After, "regions", 1)
	if err != nil {
		return page, err
	}
	if f.Within != "" {
		if err := s.knownRegions(f.Within); err != nil {
			return page, err
		}
	}
	for _, r := range s.regionsIn(f) {
		page.Total++
		if after != nil && r.Code <= after[0] {
			continue
		}
		if len(page.Nodes) == first {
			page.HasNext = true
			continue
		}
		r.AsOf = f.AsOf
		page.Nodes = append(page.Nodes, r)
		page.EndCursor = cursor("regions", r.Code)
	}
	return page, nil
}

// regionsIn are the regions that pass the filter in order of code.
func (s *Snapshot) regionsIn(f RegionFilter) []report.Region {
	var passed []report.Region
	for _, r := range report.Regions() {
		if r.In(f.AsOf) && s.passes(r, f) {
			passed = append(passed, r)
		}
	}
	for _, z := range s.zones {
		if s.passes(z, f) {
			passed = append(passed, z)
		}
	}
	slices.SortFunc(passed, func(a, b report.Region) int { return strings.Compare(a.Code, b.Code) })
	return passed
}

func (s *Snapshot) passes(r report.Region, f RegionFilter) bool {
	return (len(f.Codes) == 0 || slices.Contains(f.Codes, r.Code)) &&
		(f.Within == "" || lies(r, f.Within)) &&
		(f.Level == "" || r.Level == f.Level) &&
		strings.Contains(r.Name, f.Name) &&
		(f.Reporting == nil || *f.Reporting == s.reporting[r.Code])
}

// lies reports whether r is under the region with the code, itself not included.
func lies(r report.Region, code string) bool {
	return r.Code != code && (r.ProvinceCode() == code || r.PrefectureCode() == code ||
		!r.Official && strings.HasPrefix(r.Code, code+"-"))
}
