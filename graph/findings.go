package graph

import (
	"context"
	"slices"

	"github.com/gongkai/gongkai/sql"
)

// FindingPage is a page of findings, which knows what it was asked for: its counts are of all pages.
type FindingPage struct {
	Nodes      []sql.Finding
	TotalCount int
	PageInfo   *PageInfo
	where      sql.FindingFilter
}

// reportsOf are the reports of those ids, asked for as often as the warehouse allows in one question;
// nil for those that do not exist.
func reportsOf(ctx context.Context, ids []string) ([]*sql.Report, error) {
	reports := make([]*sql.Report, 0, len(ids))
	for some := range slices.Chunk(ids, sql.MaxReports) {
		found, err := snapshotOf(ctx).ReportsByID(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			var r *sql.Report
			if known, ok := found[id]; ok {
				r = &known
			}
			reports = append(reports, r)
		}
	}
	return reports, nil
}
