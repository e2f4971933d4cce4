package graph

import (
	"context"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// crossSectionOf is one indicator in one year over a scope.
func crossSectionOf(id report.IndicatorID, year int, where *sql.Scope, basis *sql.Basis) sql.CrossSectionQuery {
	indicator, _ := report.FindIndicator(id) // the schema knows no others
	return sql.CrossSectionQuery{Indicator: indicator, Year: year, Scope: valueOr(where), Basis: valueOr(basis)}
}

// comeFrom is the one report that each value comes from; nil where there are several or none.
func comeFrom[T any](ctx context.Context, rows []T, value func(T) *sql.Value) ([]*sql.Report, error) {
	values := make([]*sql.Value, len(rows))
	for i, r := range rows {
		values[i] = value(r)
	}
	return snapshotOf(ctx).ReportsOf(ctx, values)
}
