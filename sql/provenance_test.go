package sql_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// Many values are followed a portion of their reports at a time, each to the cells that it leads to alone.
func TestCellsOfManyValues(t *testing.T) {
	received, _ := report.FindIndicator("REQUESTS_RECEIVED")
	var reports []report.Report
	for _, region := range report.Regions() {
		for _, year := range []int{2022, 2023} {
			if region.Level == report.County && region.In(year) && len(reports) < sql.MaxReports+sql.MaxReports/2 {
				reports = append(reports, government(t, region.Code, year, report.E2021, map[report.Ref]string{received.Numerator[0]: region.Code}))
			}
		}
	}
	dir := t.TempDir()
	load(t, dir, reports...)
	s := hold(t, open(t, dir))
	a, err := s.Aggregate(t.Context(), sql.AggregateQuery{Indicators: []report.Indicator{received}, By: []sql.Dimension{sql.ByYear, sql.ByRegion}})
	if err != nil || len(a.Rows) != len(reports) {
		t.Fatalf("%d rows, %v", len(a.Rows), err)
	}
	var values []*sql.Value
	for i := range a.Rows {
		values = append(values, &a.Rows[i].Values[0])
	}
	ctx, statements := sql.CountStatements(t.Context())
	pages, err := s.ValueCells(ctx, values, sql.Page{First: 1})
	if err != nil || len(pages) != len(values) || statements.Load() > 4 {
		t.Fatalf("%d pages in %d statements, %v", len(pages), statements.Load(), err)
	}
	for i, page := range pages {
		if cell := page.Nodes[0]; cell.Report.Region.Code != a.Rows[i].Region.Code || cell.Report.Year != *a.Rows[i].Year || *cell.Figure != *values[i].Numerator {
			t.Fatalf("row %d leads to %s %d, %v", i, cell.Report.Region.Code, cell.Report.Year, cell.Figure)
		}
	}
	for i := 0; i < len(values); i += 311 {
		alone, err := s.ValueCells(t.Context(), values[i:i+1], sql.Page{First: 1})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(alone[0], pages[i], numbers); diff != "" {
			t.Errorf("value %d alone (-) and among all (+):\n%s", i, diff)
		}
	}
	if _, err := s.ValueCells(t.Context(), values, sql.Page{First: 1, After: "x"}); !errors.Is(err, sql.ErrCursor) {
		t.Errorf("a cursor of nothing: %v", err)
	}
}
