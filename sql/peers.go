package sql

import (
	"context"
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// PeerGroup is what regions have in common.
type PeerGroup string

const (
	SameLevel    PeerGroup = "SAME_LEVEL"
	SameCity     PeerGroup = "SAME_CITY"     // the same prefecture, or directly under the same province
	SameProvince PeerGroup = "SAME_PROVINCE" // also true of a province and itself
	SameBand     PeerGroup = "SAME_BAND"     // about as many requests handled
)

// Peers chooses the regions that have everything in Groups in common with a region, and its level.
type Peers struct {
	Region string
	Groups []PeerGroup // empty: SameLevel
	Year   *int        // whose requests handled make the bands; nil: the year of the question
}

// AppliedPeers are peers as they were found.
type AppliedPeers struct {
	Region           report.Region
	Groups           []PeerGroup
	Year             *int // nil without SameBand
	BandFrom, BandTo *int // requests handled, both included; BandTo is nil for the highest band

	city, province bool
	prefectureCode string
	provinceCode   string
	band           map[string]bool // the regions of the band; nil without SameBand
}

// AppliedPeers are the peers a scope was confined to; nil if none were asked for.
func (s Scope) AppliedPeers() *AppliedPeers { return s.peers }

// bands are the least requests handled of each band.
var bands = []int{0, 1, 10, 30, 100, 300, 1000, 3000, 10_000}

// resolve finds the peers that a scope asks for. The year is that of the question, 0 if it has
// several.
func (s *Snapshot) resolve(ctx context.Context, scope Scope, year int) (Scope, error) {
	asked := scope.PeersOf
	if asked == nil {
		return scope, nil
	}
	if err := s.knownRegions(asked.Region); err != nil {
		return scope, err
	}
	if len(scope.Years) == 1 && year == 0 {
		year = scope.Years[0]
	}
	r := s.regionOf(asked.Region, year)
	if scope.Level != "" && scope.Level != r.Level {
		return scope, fmt.Errorf("%w: the peers of %s are of its level, %s, and the scope asks for %s; leave level out", ErrQuestion, r.Name, r.Level, scope.Level)
	}
	scope.Level = r.Level
	p := &AppliedPeers{Region: r, Groups: distinct(append([]PeerGroup{SameLevel}, asked.Groups...)),
		prefectureCode: r.PrefectureCode(), provinceCode: r.ProvinceCode()}
	for _, g := range p.Groups {
		switch g {
		case SameLevel:
		case SameCity:
			p.city = true
		case SameProvince:
			p.province = true
		case SameBand:
			if asked.Year != nil {
				year = *asked.Year
			}
			if year == 0 {
				return scope, fmt.Errorf("%w: the band of %s differs from year to year; say which in peersOf.year, or ask about one year", ErrQuestion, r.Name)
			}
			if err := s.findBand(ctx, p, year); err != nil {
				return scope, err
			}
		default:
			return scope, fmt.Errorf("%w: unknown peer group %.40q", ErrQuestion, g)
		}
	}
	scope.peers = p
	return scope, nil
}

// findBand finds the regions of a level that handled about as many requests as p's region.
func (s *Snapshot) findBand(ctx context.Context, p *AppliedPeers, year int) error {
	handled, _ := report.FindIndicator("REQUESTS_HANDLED")
	kinds := []report.OrganKind{report.Government}
	if !p.Region.Official {
		kinds = append(kinds, report.Zone)
	}
	rows := s.index.choose(Scope{Years: []int{year}, Level: p.Region.Level, OrganKinds: kinds}).rows
	groups, _, err := s.sum(ctx, sums{rows, []Dimension{ByRegion}, []report.Indicator{handled}, Reported})
	if err != nil {
		return fmt.Errorf("find the band of %s: %w", p.Region.Code, err)
	}
	bandOf := map[string]int{}
	for _, g := range groups {
		if n := g.indicators[0].numerator; n != nil {
			count, _ := n.Whole()
			at, found := slices.BinarySearch(bands, int(count))
			if !found {
				at--
			}
			bandOf[s.index.codes[g.key.region]] = at
		}
	}
	band, known := bandOf[p.Region.Code]
	if !known || band < 0 {
		return fmt.Errorf("%w: the requests %s (%s) handled in %d are not known, so it is in no band; ask for other peers or another year", ErrQuestion, p.Region.Name, p.Region.Code, year)
	}
	p.Year, p.BandFrom, p.band = &year, &bands[band], map[string]bool{}
	if band+1 < len(bands) {
		to := bands[band+1] - 1
		p.BandTo = &to
	}
	for code, b := range bandOf {
		if b == band {
			p.band[code] = true
		}
	}
	return nil
}

// holds reports whether an organ's place is among the peers; levels are the scope's to see to.
func (p *AppliedPeers) holds(at *place) bool {
	return (!p.city || at.province == p.provinceCode && at.prefecture == p.prefectureCode) &&
		(!p.province || at.province == p.provinceCode) &&
		(p.band == nil || p.band[at.region])
}
