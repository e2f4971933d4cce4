package graph

import (
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

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
