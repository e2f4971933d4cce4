package graph

import (
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// Aggregate is the answer to an aggregate question.
type Aggregate struct {
	Rows      []AggregateRow
	Truncated bool
	Scope     AppliedScope
	LeftOut   []sql.LeftOut
}

// AggregateRow is one group with its values beside their indicators.
type AggregateRow struct {
	sql.AggregateRow
	Values []Value
}

// figure is sql.Value under a name that does not hide its field of the same name.
type figure = sql.Value

// Value is a figure beside the indicator it is one of.
type Value struct {
	figure
	Indicator report.Indicator
}

// Interval is the Wilson interval; nil where there is none.
func (v Value) Interval() *Interval {
	if v.Low == nil || v.High == nil {
		return nil
	}
	return &Interval{Low: *v.Low, High: *v.High}
}

// valuesOf sets each figure beside its indicator; both run in the order of the question.
func valuesOf(figures []sql.Value, indicators []report.Indicator) []Value {
	values := make([]Value, len(figures))
	for i, f := range figures {
		values[i] = Value{figure: f, Indicator: indicators[i]}
		if _, known := report.FindIndicator(f.Indicator); !known {
			values[i].Indicator.ID = "" // the dictionary has no such id
		}
	}
	return values
}

func answer(a sql.Aggregate, indicators []report.Indicator) *Aggregate {
	rows := make([]AggregateRow, len(a.Rows))
	for i, r := range a.Rows {
		rows[i] = AggregateRow{AggregateRow: r, Values: valuesOf(r.Values, indicators)}
	}
	return &Aggregate{Rows: rows, Truncated: a.Truncated, LeftOut: a.LeftOut, Scope: AppliedScope{
		Years:          a.Scope.Years,
		Regions:        a.Scope.Regions,
		Within:         unless(a.Scope.Within, ""),
		Level:          unless(a.Scope.Level, ""),
		OrganKinds:     a.Scope.OrganKinds,
		Editions:       a.Scope.Editions,
		ConsistentOnly: a.Scope.ConsistentOnly,
	}}
}

// orderOf is the order of the rows; nil for that of the dimensions.
func orderOf(o *AggregateOrder) (*sql.Order, error) {
	if o == nil {
		return nil, nil
	}
	if o.Indicator != nil && o.Custom != nil {
		return nil, refuse(CodeBadRequest, "orderBy names both an indicator and a custom one; name one of them")
	}
	order := &sql.Order{Dimension: valueOr(o.Dimension), Indicator: valueOr(o.Indicator), Descending: o.Direction == DirectionDesc}
	if o.Custom != nil {
		order.Indicator = report.IndicatorID(*o.Custom)
	}
	return order, nil
}

// ancestor is the region of that level that r lies in, as of r's own years; nil if there is none.
func ancestor(r report.Region, level report.Level) *report.Region {
	for {
		above, ok := r.Parent()
		if !ok {
			return nil
		}
		if above.Level == level {
			return &above
		}
		r = above
	}
}

// revisionIDs are the ids of all revisions of r's report, latest first. The latest has the plain id.
func revisionIDs(r *sql.Report) []string {
	plain := report.ReportID(r.OrganID, r.Year)
	ids := []string{plain}
	for n := r.Revisions - 1; n >= 1; n-- {
		ids = append(ids, report.RevisionID(plain, n))
	}
	return ids
}
