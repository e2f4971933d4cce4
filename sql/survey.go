package sql

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// chosen are the reports of a scope, by row, the earliest year first, how many there are of each
// standing, and how many of its years, places and editions the scope leaves out, by reason.
type chosen struct {
	rows      []int32
	years     []int
	standings []int
	left      [len(reasons)]int
}

// reasons are why reports are left out, in the order in which they are looked at.
var reasons = [...]Reason{Superseded, OtherOrganKind, OtherLevel, Inconsistent, RegionItself}

// How a place lies to a scope.
const (
	outside = iota
	inside
	itself // the region the scope looks within
)

// What becomes of the reports of a standing. From 0 it is a position in reasons.
const (
	counts  = -1
	unasked = -2 // of another edition
)

// choose finds the reports of a scope that has passed checkPlace. What depends on a year, a place or
// a standing alone is settled before the reports are looked at.
func (x *index) choose(scope Scope) chosen {
	c := chosen{standings: make([]int, len(x.standings))}
	lies, verdicts := x.lies(scope), x.verdicts(&scope)
	for _, year := range x.years {
		if len(scope.Years) > 0 && !slices.Contains(scope.Years, year) {
			continue
		}
		before := len(c.rows)
		for _, row := range x.ofYear[year] {
			place, standing := lies[x.place[row]], x.standing[row]
			if place == outside {
				continue
			}
			switch v := verdicts[standing]; {
			case v == counts && place == itself && x.standings[standing].level != report.Town:
				c.left[len(reasons)-1]++
			case v == counts:
				c.rows = append(c.rows, row)
				c.standings[standing]++
			case v != unasked:
				c.left[v]++
			}
		}
		if len(c.rows) > before {
			c.years = append(c.years, year)
		}
	}
	return c
}

// verdicts says of each standing what becomes of its reports, wherever they are from.
func (x *index) verdicts(scope *Scope) []int8 {
	verdicts := make([]int8, len(x.standings))
	for i := range x.standings {
		st := &x.standings[i]
		verdicts[i] = counts
		if len(scope.Editions) > 0 && !slices.Contains(scope.Editions, st.edition) {
			verdicts[i] = unasked
		} else if reason := st.leftOut(scope); reason != "" {
			verdicts[i] = int8(slices.Index(reasons[:], reason))
		}
	}
	return verdicts
}

// lies says of each place how it lies to the scope's regions. The towns of a region are inside it.
func (x *index) lies(scope Scope) []int8 {
	regions := make(map[string]bool, len(scope.Regions))
	for _, code := range scope.Regions {
		regions[code] = true
	}
	lies := make([]int8, len(x.places))
	for i := range x.places {
		p := &x.places[i]
		switch {
		case len(regions) > 0 && !regions[p.region], scope.peers != nil && !scope.peers.holds(p):
		case scope.Within == "":
			lies[i] = inside
		case p.region == scope.Within:
			lies[i] = itself
		case p.province == scope.Within, p.prefecture == scope.Within,
			strings.HasPrefix(p.region, scope.Within) && strings.HasPrefix(p.region[len(scope.Within):], "-"):
			lies[i] = inside
		}
	}
	return lies
}

// leftOut is the first reason why reports of the standing do not count; empty if they do.
func (st *standing) leftOut(scope *Scope) Reason {
	switch {
	case !st.latest:
		return Superseded
	case len(scope.OrganKinds) > 0 && !slices.Contains(scope.OrganKinds, st.kind):
		return OtherOrganKind
	case scope.Level != "" && scope.Level != st.level:
		return OtherLevel
	case scope.ConsistentOnly && !st.consistent:
		return Inconsistent
	}
	return ""
}

// lacksTable reports whether the reports lack a whole table that the indicator needs.
func (st *standing) lacksTable(ind report.Indicator) bool {
	for _, r := range slices.Concat(ind.Numerator, ind.Denominator) {
		l, _ := report.FindLine(r.Line)
		there := map[report.Table]bool{report.Disclosure: st.disclosure, report.Requests: st.requests, report.Challenges: st.challenges}
		if !there[l.Table] {
			return true
		}
	}
	return false
}

// survey looks at the reports a question could be about: which it leaves out and why, and whether
// those it takes may be added up. The answer's scope has its defaults filled in.
func (s *Snapshot) survey(q AggregateQuery) (Aggregate, []int32, error) {
	a := Aggregate{Scope: q.Scope}
	if len(a.Scope.OrganKinds) == 0 {
		a.Scope.OrganKinds = []report.OrganKind{report.Government}
		if a.Scope.Level == report.Town {
			a.Scope.OrganKinds = []report.OrganKind{report.Township}
		}
	}
	c := s.index.choose(a.Scope)
	for i, n := range c.left {
		if n > 0 {
			a.LeftOut = append(a.LeftOut, LeftOut{reasons[i], n})
		}
	}
	levels, kinds := map[report.Level]int{}, map[report.OrganKind]int{}
	for i, n := range c.standings {
		if n > 0 {
			levels[s.index.standings[i].level] += n
			kinds[s.index.standings[i].kind] += n
		}
	}
	if len(a.Scope.Years) == 0 {
		a.Scope.Years = c.years
	}
	a.Scope.Years = distinct(a.Scope.Years)
	for level := range levels {
		if len(levels) == 1 {
			a.Scope.Level = level
		}
	}
	return a, c.rows, mixed(levels, kinds, q.By)
}

func distinct[T ~int | ~string](values []T) []T {
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

// page finds the first reports of a filter that has passed checkPlace, in the order of Reports and
// behind the sort key of the page before, if after is not nil; total counts those of all pages.
func (x *index) page(f ReportFilter, after []string, first int) (rows []int32, total int, err error) {
	lastYear, next := math.MaxInt16, 0
	if after != nil {
		if lastYear, err = strconv.Atoi(after[0]); err != nil {
			return nil, 0, ErrCursor
		}
		next = sort.Search(len(x.places), func(i int) bool {
			p := &x.places[i]
			return cmp.Or(cmp.Compare(p.region, after[1]), cmp.Compare(p.organ, after[2])) > 0
		})
	}
	earlier := func(a, b int32) int {
		return cmp.Or(cmp.Compare(x.year[b], x.year[a]), cmp.Compare(x.place[a], x.place[b]))
	}
	full := false
	shrink := func() {
		slices.SortFunc(rows, earlier)
		if full = len(rows) >= first; full {
			rows = rows[:first]
		}
	}
	for _, row := range x.choose(f.Scope).rows {
		if len(f.Statuses) > 0 && !slices.Contains(f.Statuses, x.of(row).status) {
			continue
		}
		total++
		year := int(x.year[row])
		if year > lastYear || year == lastYear && int(x.place[row]) < next || full && earlier(row, rows[first-1]) > 0 {
			continue
		}
		// Two pages' worth are sorted at a time, and the second half is let go.
		if rows = append(rows, row); len(rows) == 2*first {
			shrink()
		}
	}
	shrink()
	return rows, total, nil
}
