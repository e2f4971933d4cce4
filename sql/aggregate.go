package sql

import (
	"context"
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// AggregateQuery asks for indicators over a scope, split by dimensions.
type AggregateQuery struct {
	Indicators []report.Indicator
	By         []Dimension // empty: one row
	Scope      Scope
	Basis      Basis  // empty: Reported
	Order      *Order // nil: by the dimensions as listed in By
	Limit      int    // 0: MaxRows
}

// Order sorts rows by a dimension or by an indicator's value. Nulls come last either way, and ties
// follow the dimensions as listed in By.
type Order struct {
	Dimension  Dimension          // empty if by an indicator
	Indicator  report.IndicatorID // empty if by a dimension
	Descending bool
}

const (
	// MaxRows is the most rows one answer holds.
	MaxRows = 10_000
	// MaxIndicators is the most indicators one question asks for.
	MaxIndicators = 100
)

// Aggregate is the answer to an AggregateQuery.
type Aggregate struct {
	// Rows are the groups that have a report. Where By names only YEAR and REGION and the scope
	// lists each of them, every year and region listed has its row, if need be with NO_REPORT.
	Rows      []AggregateRow
	Truncated bool  // there were more rows than the limit
	Scope     Scope // as it was applied: organ kinds, the years, and the level if it is only one
	LeftOut   []LeftOut
}

// AggregateRow is one group. Only the dimensions of the question are set.
type AggregateRow struct {
	Year       *int
	Region     *report.Region
	Province   *report.Region
	Prefecture *report.Region // nil also for regions that belong to no prefecture
	Level      report.Level
	OrganKind  report.OrganKind
	Edition    report.Edition
	Applicant  report.Column
	Values     []Value // one for each indicator asked for, in their order
}

// Aggregate answers q: the sums over a scope's reports, the ratio taken last. It is a MixedError if
// that would add a region to its parent or an organ to its region.
func (s *Snapshot) Aggregate(ctx context.Context, q AggregateQuery) (Aggregate, error) {
	if q.Basis == "" {
		q.Basis = Reported
	}
	if q.Limit == 0 {
		q.Limit = MaxRows
	}
	if err := q.check(); err != nil {
		return Aggregate{}, err
	}
	if err := s.checkPlace(q.Scope); err != nil {
		return Aggregate{}, err
	}
	var err error
	if q.Scope, err = s.resolve(ctx, q.Scope, 0); err != nil {
		return Aggregate{}, err
	}
	answer, chosen, err := s.survey(q)
	if err != nil {
		return Aggregate{}, err
	}
	groups, crowdsOf, err := s.sum(ctx, sums{chosen, q.By, q.Indicators, q.Basis})
	if err != nil {
		return Aggregate{}, fmt.Errorf("aggregate %d indicators: %w", len(q.Indicators), err)
	}
	found := len(groups)
	groups = s.index.grid(groups, q.By, q.Scope, len(q.Indicators))
	order := q.ordered(groups)
	if len(order) > q.Limit {
		order, answer.Truncated = order[:q.Limit], true
	}
	answer.Rows = make([]AggregateRow, len(order))
	shown, crowds := make([]group, len(order)), make([]func() []crowd, len(order))
	for i, n := range order {
		shown[i] = groups[n]
		crowds[i] = func() []crowd { return nil }
		if n < found {
			crowds[i] = func() []crowd { return crowdsOf(n) }
		}
		answer.Rows[i] = s.row(&shown[i].key, q.By, lastOf(answer.Scope.Years))
		answer.Rows[i].Values = shown[i].values(q.Indicators, crowds[i])
	}
	compare(answer.Rows, shown, q, crowds)
	return answer, nil
}

func lastOf(years []int) int {
	if len(years) == 0 {
		return 0
	}
	return slices.Max(years)
}

func (q AggregateQuery) check() error {
	switch {
	case len(q.Indicators) == 0:
		return fmt.Errorf("%w: it names no indicator; name one or more", ErrQuestion)
	case len(q.Indicators) > MaxIndicators:
		return fmt.Errorf("%w indicators: %d, at most %d", ErrTooMany, len(q.Indicators), MaxIndicators)
	case q.Limit < 0:
		return fmt.Errorf("%w: limit is %d; ask for 1 to %d", ErrQuestion, q.Limit, MaxRows)
	case q.Limit > MaxRows:
		return fmt.Errorf("%w: limit is %d, at most %d", ErrTooMany, q.Limit, MaxRows)
	case q.Basis != Reported && q.Basis != Reconstructed:
		return fmt.Errorf("%w: unknown basis %.40q", ErrQuestion, q.Basis)
	}
	for i, d := range q.By {
		if !slices.Contains(dimensions, d) {
			return fmt.Errorf("%w: unknown dimension %.40q", ErrQuestion, d)
		}
		if slices.Contains(q.By[:i], d) {
			return fmt.Errorf("%w: dimension %s is named twice", ErrQuestion, d)
		}
	}
	for _, ind := range q.Indicators {
		if err := checkIndicator(ind); err != nil {
			return err
		}
		if slices.Contains(q.By, ByApplicant) && !ind.ByApplicant() {
			return fmt.Errorf("%w: %s cannot be split by applicant, because it needs cells outside the column 总计 of table 三; ask for it without APPLICANT", ErrQuestion, ind.ID)
		}
	}
	return q.checkOrder()
}

func (q AggregateQuery) checkOrder() error {
	o := q.Order
	switch {
	case o == nil:
	case (o.Dimension == "") == (o.Indicator == ""):
		return fmt.Errorf("%w: order by a dimension or by an indicator, one of them", ErrQuestion)
	case o.Dimension != "" && !slices.Contains(q.By, o.Dimension):
		return fmt.Errorf("%w: it orders by %s, which is not among its dimensions", ErrQuestion, o.Dimension)
	case o.Indicator != "" && q.indexOf(o.Indicator) < 0:
		return fmt.Errorf("%w: it orders by %.80s, which is not among its indicators", ErrQuestion, o.Indicator)
	}
	return nil
}

func (q AggregateQuery) indexOf(id report.IndicatorID) int {
	return slices.IndexFunc(q.Indicators, func(i report.Indicator) bool { return i.ID == id })
}

// checkIndicator makes sure that every cell stands in the catalogue: their names become SQL.
func checkIndicator(ind report.Indicator) error {
	if len(ind.Numerator) == 0 {
		return fmt.Errorf("%w: indicator %.80s has no cells", ErrQuestion, ind.ID)
	}
	for _, refs := range [][]report.Ref{ind.Numerator, ind.Denominator} {
		if len(refs) > len(refIndex()) {
			return fmt.Errorf("%w cells in indicator %.80s: %d, at most %d", ErrTooMany, ind.ID, len(refs), len(refIndex()))
		}
		for _, r := range refs {
			if _, ok := refIndex()[r]; !ok {
				return fmt.Errorf("%w: indicator %.80s needs the cell %.40q %.40q, which no form has", ErrQuestion, ind.ID, r.Line, r.Column)
			}
		}
	}
	return nil
}

// row names the group. Regions are as of the row's year, or of lastYear where rows have none.
func (s *Snapshot) row(k *key, by []Dimension, lastYear int) AggregateRow {
	var r AggregateRow
	year := lastYear
	if slices.Contains(by, ByYear) {
		year = int(k.year)
		r.Year = &year
	}
	r.Region, r.Province, r.Prefecture = s.numbered(k.region, year), s.numbered(k.province, year), s.numbered(k.prefecture, year)
	r.Level, r.OrganKind, r.Edition = nth(levelOrder, k.level), nth(kindOrder, k.kind), nth(editionOrder, k.edition)
	if slices.Contains(by, ByApplicant) {
		r.Applicant = report.Applicants()[k.applicant].Column
	}
	return r
}

// dimensions are what answers can be split by.
var dimensions = []Dimension{ByYear, ByRegion, ByProvince, ByPrefecture, ByLevel, ByOrganKind, ByEdition, ByApplicant}
