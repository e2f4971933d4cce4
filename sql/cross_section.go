package sql

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// CrossSectionQuery asks for one indicator in one year, region by region.
type CrossSectionQuery struct {
	Indicator report.Indicator
	Year      int
	Scope     Scope // its Years must be empty, or this year alone
	Basis     Basis // empty: Reported
}

// CrossSection is what ranking, funnel and distribution have in common.
type CrossSection struct {
	Indicator *report.Indicator
	Year      int
	Overall   Value // over all regions together
	Absent    []Absence
	Scope     Scope // as it was applied
	LeftOut   []LeftOut
}

// AbsenceReason is why a region has no place in an answer: a NullReason or one of those below.
type AbsenceReason string

const (
	BelowMinDenominator AbsenceReason = "BELOW_MIN_DENOMINATOR" // fewer cases than were asked for
	ImpossibleShare     AbsenceReason = "IMPOSSIBLE_SHARE"      // the printed part exceeds the whole or is below 0, or one of them is no whole number
)

// absenceOrder is the order in which reasons are told.
var absenceOrder = []AbsenceReason{AbsenceReason(NoReport), AbsenceReason(TableMissing), AbsenceReason(CellBlank),
	AbsenceReason(NotInEdition), AbsenceReason(ZeroDenominator), BelowMinDenominator, ImpossibleShare}

// Absence are the regions of a scope that have no place in an answer for one reason.
type Absence struct {
	Reason AbsenceReason
	Count  int

	codes  []string // in order
	region func(code string) report.Region
}

// Regions are the first so many of the regions, 1 to 500, in the order of their codes.
func (a Absence) Regions(first int) ([]report.Region, error) {
	if first < 1 {
		return nil, fmt.Errorf("%w: first is %d; ask for 1 to %d", ErrQuestion, first, maxPage)
	}
	if first > maxPage {
		return nil, fmt.Errorf("%w: first is %d, at most %d", ErrTooMany, first, maxPage)
	}
	regions := make([]report.Region, min(first, len(a.codes)))
	for i := range regions {
		regions[i] = a.region(a.codes[i])
	}
	return regions, nil
}

// mark is one region's value in a cross section.
type mark struct {
	region string
	value  Value
}

// fraction is the value before it is rounded.
func (m mark) fraction() report.Fraction {
	f := report.Fraction{Part: *m.value.Numerator, Whole: report.Count(1)}
	if m.value.Denominator != nil {
		f.Whole = *m.value.Denominator
	}
	return f
}

// share is the part and the whole of a share that has an interval.
func (m mark) share() report.Share {
	part, _ := m.value.Numerator.Whole()
	whole, _ := m.value.Denominator.Whole()
	return report.Share{Part: part, Whole: whole}
}

// possible are the marks whose share can be; Overall becomes that of these alone.
func (f *CrossSection) possible(marks []mark, absent map[AbsenceReason][]string) []mark {
	var total report.Share
	reports := 0
	marks = slices.DeleteFunc(marks, func(m mark) bool {
		if m.value.Interval == nil {
			absent[ImpossibleShare] = append(absent[ImpossibleShare], m.region)
			return true
		}
		share := m.share()
		total.Part, total.Whole = total.Part+share.Part, total.Whole+share.Whole
		reports += m.value.Reports
		return false
	})
	if len(marks) > 0 {
		v := &f.Overall
		part, whole := report.Count(total.Part), report.Count(total.Whole)
		quotient, _ := report.Quotient(part, whole) // each has a whole above 0
		v.Numerator, v.Denominator, v.Value, v.Interval, v.NullReason = &part, &whole, &quotient, wilson(part, whole), ""
		v.Reports, v.Missing = reports, v.Reports+v.Missing-reports
	}
	return marks
}

// crossSection answers q: the regions that have a value, in the order of their codes. Those without are
// told in absent, to which the question adds its own before it is made into Absent.
func (s *Snapshot) crossSection(ctx context.Context, q CrossSectionQuery) (f CrossSection, marks []mark, absent map[AbsenceReason][]string, err error) {
	if len(q.Scope.Years) > 0 && !slices.Equal(distinct(q.Scope.Years), []int{q.Year}) {
		return f, nil, nil, fmt.Errorf("%w: it is about %d, and the scope names other years; leave where.years out", ErrQuestion, q.Year)
	}
	q.Scope.Years = []int{q.Year}
	if q.Basis == "" {
		q.Basis = Reported
	}
	asked := AggregateQuery{Indicators: []report.Indicator{q.Indicator}, Scope: q.Scope, Basis: q.Basis}
	if err := asked.check(); err != nil {
		return f, nil, nil, err
	}
	if err := s.checkPlace(q.Scope); err != nil {
		return f, nil, nil, err
	}
	if asked.Scope, err = s.resolve(ctx, asked.Scope, q.Year); err != nil {
		return f, nil, nil, err
	}
	surveyed, rows, err := s.survey(asked)
	if err != nil {
		if mixed := (*MixedError)(nil); errors.As(err, &mixed) {
			mixed.Whole = true
		}
		return f, nil, nil, err
	}
	f = CrossSection{Indicator: &q.Indicator, Year: q.Year, Scope: surveyed.Scope, LeftOut: surveyed.LeftOut}
	if f.Overall, err = s.overall(ctx, rows, asked); err != nil {
		return f, nil, nil, err
	}
	groups, crowds, err := s.sum(ctx, sums{rows, []Dimension{ByRegion}, asked.Indicators, q.Basis})
	if err != nil {
		return f, nil, nil, fmt.Errorf("%s in %d: %w", q.Indicator.ID, q.Year, err)
	}
	absent = map[AbsenceReason][]string{}
	for n, g := range groups {
		v := g.values(asked.Indicators, func() []crowd { return crowds(n) })[0]
		v.Indicator = f.Indicator
		if v.Value == nil {
			absent[AbsenceReason(v.NullReason)] = append(absent[AbsenceReason(v.NullReason)], s.index.codes[g.key.region])
			continue
		}
		marks = append(marks, mark{s.index.codes[g.key.region], v})
	}
	slices.SortFunc(marks, func(a, b mark) int { return cmp.Compare(a.region, b.region) })
	if codes := s.silent(f.Scope, q.Year); len(codes) > 0 {
		absent[AbsenceReason(NoReport)] = codes
	}
	return f, marks, absent, nil
}

// overall is the indicator of all reports together.
func (s *Snapshot) overall(ctx context.Context, rows []int32, q AggregateQuery) (Value, error) {
	groups, crowds, err := s.sum(ctx, sums{rows, nil, q.Indicators, q.Basis})
	if err != nil {
		return Value{}, fmt.Errorf("%s over all: %w", q.Indicators[0].ID, err)
	}
	return groups[0].values(q.Indicators, func() []crowd { return crowds(0) })[0], nil
}

// absences are the regions without a place, by reason.
func (s *Snapshot) absences(absent map[AbsenceReason][]string, year int) []Absence {
	var list []Absence
	for _, reason := range absenceOrder {
		if codes := absent[reason]; len(codes) > 0 {
			slices.Sort(codes)
			list = append(list, Absence{reason, len(codes), codes, func(code string) report.Region { return s.regionOf(code, year) }})
		}
	}
	return list
}

// silent are the regions of the code book that a scope asks about and whose government has no report
// of the year under any of their codes; none unless the scope is of governments.
func (s *Snapshot) silent(scope Scope, year int) []string {
	if !slices.Contains(scope.OrganKinds, report.Government) || scope.Level == report.Town {
		return nil
	}
	listed := make(map[string]bool, len(scope.Regions))
	for _, code := range scope.Regions {
		listed[code] = true
	}
	var codes []string
	for _, e := range s.expected(year) {
		r := e.region
		if e.row >= 0 || len(listed) > 0 && !listed[r.Code] || scope.Level != "" && r.Level != scope.Level ||
			scope.Within != "" && !lies(*r, scope.Within) ||
			scope.peers != nil && !scope.peers.holds(&place{region: r.Code, province: r.ProvinceCode(), prefecture: r.PrefectureCode()}) {
			continue
		}
		codes = append(codes, r.Code)
	}
	return codes
}
