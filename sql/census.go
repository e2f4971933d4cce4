package sql

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// crowd is how many reports there are of one region, year, level, kind of organ, edition and
// standing. A snapshot keeps its crowds in memory, so that a scope can be surveyed before it is
// asked about for next to nothing.
type crowd struct {
	region, province, prefecture string // codes; the texts are shared
	level                        report.Level
	kind                         report.OrganKind
	edition                      report.Edition
	year                         int
	latest, consistent           bool
	disclosure                   bool // which tables are there
	requests                     bool
	challenges                   bool
	reports                      int
}

func readCensus(ctx context.Context, q querier) ([]crowd, error) {
	var census []crowd
	seen := map[string]string{}
	shared := func(v any) string {
		s, ok := seen[text(v)]
		if !ok {
			s = strings.Clone(text(v))
			seen[s] = s
		}
		return s
	}
	err := eachRow(ctx, q, query("census"), nil, func(row []any) error {
		census = append(census, crowd{
			region:     shared(row[0]),
			province:   shared(row[1]),
			prefecture: shared(row[2]),
			year:       integer(row[3]),
			level:      report.Level(shared(row[4])),
			kind:       report.OrganKind(shared(row[5])),
			edition:    report.Edition(shared(row[6])),
			latest:     row[7] == true,
			consistent: row[8] == true,
			disclosure: row[9] == true,
			requests:   row[10] == true,
			challenges: row[11] == true,
			reports:    integer(row[12]),
		})
		return nil
	})
	return census, err
}

// in reports whether the crowd is of the years, places and editions of a scope: what place says in
// SQL.
func (c *crowd) in(scope *Scope) bool {
	return (len(scope.Years) == 0 || slices.Contains(scope.Years, c.year)) &&
		(len(scope.Regions) == 0 || slices.Contains(scope.Regions, c.region)) &&
		(len(scope.Editions) == 0 || slices.Contains(scope.Editions, c.edition)) &&
		(scope.Within == "" || c.province == scope.Within || c.prefecture == scope.Within || c.region == scope.Within ||
			strings.HasPrefix(c.region, scope.Within) && strings.HasPrefix(c.region, scope.Within+"-"))
}

// itself reports whether the crowd is of the region a scope looks within; its towns are not.
func (c *crowd) itself(scope *Scope) bool {
	return c.region == scope.Within && c.level != report.Town
}

// survey looks at the reports a scope could be about: which it leaves out and why, and whether
// those it takes may be added up. The answer's scope comes back with its defaults filled in.
func (s *Snapshot) survey(q AggregateQuery) (Aggregate, error) {
	a := Aggregate{Scope: q.Scope}
	if len(a.Scope.OrganKinds) == 0 {
		a.Scope.OrganKinds = []report.OrganKind{report.Government}
		if a.Scope.Level == report.Town {
			a.Scope.OrganKinds = []report.OrganKind{report.Township}
		}
	}
	left := map[Reason]int{}
	levels, kinds, years := map[report.Level]int{}, map[report.OrganKind]int{}, map[int]bool{}
	place := q.Scope
	place.Years, place.Regions = distinct(place.Years), distinct(place.Regions)
	for i := range s.census {
		c := &s.census[i]
		if !c.in(&place) {
			continue
		}
		if reason := c.leftOut(&a.Scope); reason != "" {
			left[reason] += c.reports
			continue
		}
		levels[c.level] += c.reports
		kinds[c.kind] += c.reports
		years[c.year] = true
	}
	for _, reason := range []Reason{Superseded, OtherOrganKind, OtherLevel, Inconsistent, RegionItself} {
		if left[reason] > 0 {
			a.LeftOut = append(a.LeftOut, LeftOut{reason, left[reason]})
		}
	}
	if len(a.Scope.Years) == 0 {
		for y := range years {
			a.Scope.Years = append(a.Scope.Years, y)
		}
	}
	a.Scope.Years = distinct(a.Scope.Years)
	for level := range levels {
		if len(levels) == 1 {
			a.Scope.Level = level
		}
	}
	return a, mixed(levels, kinds, q.By)
}

// leftOut is the first reason why the crowd does not count; empty if it does.
func (c *crowd) leftOut(scope *Scope) Reason {
	switch {
	case !c.latest:
		return Superseded
	case !slices.Contains(scope.OrganKinds, c.kind):
		return OtherOrganKind
	case scope.Level != "" && scope.Level != c.level:
		return OtherLevel
	case scope.ConsistentOnly && !c.consistent:
		return Inconsistent
	case scope.Within != "" && c.itself(scope):
		return RegionItself
	}
	return ""
}

// lacksTable reports whether the reports lack a whole table that the indicator needs.
func (c *crowd) lacksTable(ind report.Indicator) bool {
	for _, r := range slices.Concat(ind.Numerator, ind.Denominator) {
		l, _ := report.FindLine(r.Line)
		there := map[report.Table]bool{report.Disclosure: c.disclosure, report.Requests: c.requests, report.Challenges: c.challenges}
		if !there[l.Table] {
			return true
		}
	}
	return false
}

// crowdsOf gives the reports of a scope, as it was applied, by the groups of an answer. They are
// sorted into groups when first asked for: most answers never need to.
func (s *Snapshot) crowdsOf(scope *Scope, by []Dimension) func(group) []*crowd {
	groups := sync.OnceValue(func() map[string][]*crowd {
		m := map[string][]*crowd{}
		for i := range s.census {
			c := &s.census[i]
			if c.in(scope) && c.leftOut(scope) == "" {
				key := c.key(by)
				m[key] = append(m[key], c)
			}
		}
		return m
	})
	return func(g group) []*crowd {
		key := slices.Clone(g.key)
		if i := slices.Index(by, ByApplicant); i >= 0 {
			key[i] = nil
		}
		return groups()[fmt.Sprint(key)]
	}
}

// key is the key of the crowd's group, whatever the applicant.
func (c *crowd) key(by []Dimension) string {
	key := make([]any, len(by))
	for i, d := range by {
		switch d {
		case ByYear:
			key[i] = c.year
		case ByRegion:
			key[i] = c.region
		case ByProvince:
			key[i] = c.province
		case ByPrefecture:
			if c.prefecture != "" {
				key[i] = c.prefecture
			}
		case ByLevel:
			key[i] = c.level
		case ByOrganKind:
			key[i] = c.kind
		case ByEdition:
			key[i] = c.edition
		}
	}
	return fmt.Sprint(key)
}

func distinct[T int | string](values []T) []T {
	values = slices.Clone(values)
	slices.Sort(values)
	return slices.Compact(values)
}

// mixed is a MixedError if the reports found must not be added up as the question would.
func mixed(levels map[report.Level]int, kinds map[report.OrganKind]int, by []Dimension) error {
	if len(levels) > 1 && !slices.Contains(by, ByLevel) && !slices.Contains(by, ByRegion) {
		e := &MixedError{}
		for _, l := range levelOrder {
			if n := levels[l]; n > 0 {
				e.Levels = append(e.Levels, LevelCount{l, n})
			}
		}
		return e
	}
	if len(kinds) > 1 && !slices.Contains(by, ByOrganKind) {
		e := &MixedError{}
		for _, k := range kindOrder {
			if n := kinds[k]; n > 0 {
				e.Kinds = append(e.Kinds, OrganKindCount{k, n})
			}
		}
		return e
	}
	return nil
}

// checkPlace refuses a scope that names a region nobody knows, or too much of anything.
func (s *Snapshot) checkPlace(scope Scope) error {
	if n := max(len(scope.Years), len(scope.Regions)); n > MaxList {
		return fmt.Errorf("%w: the scope lists %d, at most %d", ErrTooMany, n, MaxList)
	}
	if scope.Level != "" && !slices.Contains(levelOrder, scope.Level) {
		return fmt.Errorf("%w: unknown level %.40q", ErrQuestion, scope.Level)
	}
	for _, k := range scope.OrganKinds {
		if !slices.Contains(kindOrder, k) {
			return fmt.Errorf("%w: unknown organ kind %.40q", ErrQuestion, k)
		}
	}
	for _, e := range scope.Editions {
		if e != report.E2014 && !slices.Contains(report.Editions(), e) {
			return fmt.Errorf("%w: unknown edition %.40q", ErrQuestion, e)
		}
	}
	if scope.Within != "" {
		if err := s.knownRegions(scope.Within); err != nil {
			return err
		}
	}
	return s.knownRegions(scope.Regions...)
}
