package sql_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

func TestRowsComeInTheOrderAskedFor(t *testing.T) {
	dir := t.TempDir()
	var reports []report.Report
	for i, code := range []string{"130102", "130104", "130111", "130105"} {
		for year := 2021; year <= 2022; year++ {
			total := []string{"10", "30", "20", ""}[i]
			figures := map[report.Ref]string{mainCell("granted"): "5"}
			if total != "" {
				figures[mainCell("total")] = total
			}
			reports = append(reports, government(t, code, year, report.E2021, figures))
		}
	}
	load(t, dir, reports...)
	s := hold(t, open(t, dir))
	for _, c := range []struct {
		name  string
		order *sql.Order
		limit int
		want  string
		more  bool
	}{
		{"as the dimensions are listed", nil, 0, "130102 130104 130105 130111", false},
		{"dimension down", &sql.Order{Dimension: sql.ByRegion, Descending: true}, 0, "130111 130105 130104 130102", false},
		{"value up, null last", &sql.Order{Indicator: "FULL_DISCLOSURE_RATE"}, 0, "130104 130111 130102 130105", false},
		{"value down, null last", &sql.Order{Indicator: "FULL_DISCLOSURE_RATE", Descending: true}, 0, "130102 130111 130104 130105", false},
		{"ties follow the dimensions", &sql.Order{Indicator: "REQUESTS_RECEIVED"}, 0, "130102 130104 130105 130111", false},
		{"limited", &sql.Order{Indicator: "FULL_DISCLOSURE_RATE"}, 2, "130104 130111", true},
		{"a limit that is just met", nil, 4, "130102 130104 130105 130111", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := s.Aggregate(t.Context(), sql.AggregateQuery{Indicators: indicators(t, "FULL_DISCLOSURE_RATE", "REQUESTS_RECEIVED"),
				By: []sql.Dimension{sql.ByRegion}, Order: c.order, Limit: c.limit})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range a.Rows {
				got = append(got, r.Region.Code)
			}
			if strings.Join(got, " ") != c.want || a.Truncated != c.more {
				t.Errorf("%v, truncated %v; want %s, %v", got, a.Truncated, c.want, c.more)
			}
		})
	}
}

func TestNothingIsAddedToItsParent(t *testing.T) {
	dir := t.TempDir()
	figures := map[report.Ref]string{mainCell("received"): "7"}
	of := func(code string, year int) report.Report { return government(t, code, year, report.E2021, figures) }
	office := of("130111", 2022)
	office.Organ = report.Organ{Name: "栾城区教育局", Kind: report.Department}
	town := of("130111", 2022)
	town.Organ = report.Organ{Name: "楼底镇人民政府", Kind: report.Township}
	load(t, dir, of("130000", 2022), of("130100", 2022), of("130111", 2022), of("130102", 2022), of("130111", 2021), office, town)
	s := hold(t, open(t, dir))
	for _, c := range []struct {
		name    string
		by      []sql.Dimension
		scope   sql.Scope
		want    string // region or level and value of each row
		mixed   string // a part of the error
		leftOut []sql.LeftOut
	}{
		{name: "several levels", scope: sql.Scope{Years: []int{2022}}, mixed: "PROVINCE 1, PREFECTURE 1, COUNTY 2"},
		{name: "several levels by year", by: []sql.Dimension{sql.ByYear}, mixed: "level: COUNTY"},
		{name: "several levels by province", by: []sql.Dimension{sql.ByProvince}, mixed: "by: [LEVEL]"},
		{name: "by level", by: []sql.Dimension{sql.ByLevel}, scope: sql.Scope{Years: []int{2022}}, want: "PROVINCE 7, PREFECTURE 7, COUNTY 14",
			leftOut: []sql.LeftOut{{sql.OtherOrganKind, 2}}},
		{name: "by region", by: []sql.Dimension{sql.ByRegion}, scope: sql.Scope{Years: []int{2022}}, want: "130000 7, 130100 7, 130102 7, 130111 7",
			leftOut: []sql.LeftOut{{sql.OtherOrganKind, 2}}},
		{name: "one level", by: []sql.Dimension{sql.ByYear}, scope: sql.Scope{Level: report.County}, want: "2021 7, 2022 14",
			leftOut: []sql.LeftOut{{sql.OtherOrganKind, 2}, {sql.OtherLevel, 2}}},
		{name: "within a prefecture", scope: sql.Scope{Years: []int{2022}, Within: "130100"}, want: " 14",
			leftOut: []sql.LeftOut{{sql.OtherOrganKind, 2}, {sql.RegionItself, 1}}},
		{name: "within a province", scope: sql.Scope{Years: []int{2022}, Within: "130000"}, mixed: "PREFECTURE 1, COUNTY 2"},
		{name: "exactly these", scope: sql.Scope{Regions: []string{"130111", "130102"}, Years: []int{2022}}, want: " 14",
			leftOut: []sql.LeftOut{{sql.OtherOrganKind, 2}}},
		{name: "several kinds", scope: sql.Scope{Regions: []string{"130111"}, OrganKinds: []report.OrganKind{report.Government, report.Department}},
			mixed: "GOVERNMENT 2, DEPARTMENT 1"},
		{name: "by kind", by: []sql.Dimension{sql.ByOrganKind}, want: "GOVERNMENT 14, DEPARTMENT 7",
			scope:   sql.Scope{Regions: []string{"130111"}, OrganKinds: []report.OrganKind{report.Government, report.Department}},
			leftOut: []sql.LeftOut{{sql.OtherOrganKind, 1}}},
		{name: "the towns of a county", scope: sql.Scope{Within: "130111", Level: report.Town}, want: " 7",
			leftOut: []sql.LeftOut{{sql.OtherOrganKind, 3}}},
		{name: "years and regions listed have their rows", by: []sql.Dimension{sql.ByRegion, sql.ByYear},
			scope: sql.Scope{Regions: []string{"130102", "130111"}, Years: []int{2021, 2022}},
			want:  "130102 2021 NO_REPORT, 130102 2022 7, 130111 2021 7, 130111 2022 7", leftOut: []sql.LeftOut{{sql.OtherOrganKind, 2}}},
		{name: "nobody", scope: sql.Scope{Years: []int{1999}}, want: " NO_REPORT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := s.Aggregate(t.Context(), sql.AggregateQuery{Indicators: indicators(t, "REQUESTS_RECEIVED"), By: c.by, Scope: c.scope})
			if c.mixed != "" {
				if !errors.Is(err, sql.ErrMixedLevels) || !strings.Contains(err.Error(), c.mixed) {
					t.Errorf("error %v, want one with %q", err, c.mixed)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range a.Rows {
				value := string(r.Values[0].NullReason)
				if r.Values[0].Value != nil {
					value = r.Values[0].Value.String()
				}
				got = append(got, keyOf(r, c.by)+" "+value)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("rows %q, want %q", strings.Join(got, ", "), c.want)
			}
			if diff := cmp.Diff(c.leftOut, a.LeftOut); diff != "" {
				t.Errorf("left out (-want +got):\n%s", diff)
			}
		})
	}
}

func TestComparability(t *testing.T) {
	dir := t.TempDir()
	figures := map[report.Ref]string{mainCell("received"): "7", mainCell("licensing.decisions"): "3"}
	var reports []report.Report
	for year := 2019; year <= 2023; year++ {
		e := report.E2021
		if year < 2021 {
			e = report.E2019
		}
		if year != 2022 {
			reports = append(reports, government(t, "130111", year, e, figures))
		}
	}
	reports = append(reports, government(t, "130102", 2021, report.E2019, figures), government(t, "130102", 2020, report.E2019, figures))
	load(t, dir, reports...)
	s := hold(t, open(t, dir))
	ids := indicators(t, "REQUESTS_RECEIVED", "LICENSING_DECISIONS", "NORMATIVE_DOCUMENTS_IN_FORCE")
	for _, c := range []struct {
		name  string
		by    []sql.Dimension
		scope sql.Scope
		want  string
	}{
		{"one region", []sql.Dimension{sql.ByYear}, sql.Scope{Regions: []string{"130111"}},
			"2019: - - -; 2020: EXACT EXACT EXACT; 2021: EXACT APPROXIMATE BREAK; 2023: - - -"},
		{"a gap that was asked for", []sql.Dimension{sql.ByYear}, sql.Scope{Regions: []string{"130111"}, Years: []int{2021, 2022, 2023}},
			"2021: - - -; 2022: - - -; 2023: - - -"},
		{"both editions in a year", []sql.Dimension{sql.ByYear}, sql.Scope{Years: []int{2020, 2021}},
			"2020: - - -; 2021: EXACT APPROXIMATE BREAK"},
		{"a region that kept the old form", []sql.Dimension{sql.ByRegion, sql.ByYear}, sql.Scope{Years: []int{2020, 2021}},
			"130102 2020: - - -; 130102 2021: EXACT EXACT EXACT; 130111 2020: - - -; 130111 2021: EXACT APPROXIMATE BREAK"},
		{"by edition", []sql.Dimension{sql.ByEdition}, sql.Scope{},
			"2019: - - -; 2021: EXACT APPROXIMATE BREAK"},
		{"by year and edition", []sql.Dimension{sql.ByYear, sql.ByEdition}, sql.Scope{Years: []int{2020, 2021}},
			"2020 2019: - - -; 2021 2019: EXACT EXACT EXACT; 2021 2021: EXACT APPROXIMATE BREAK"},
		{"not by time", []sql.Dimension{sql.ByRegion}, sql.Scope{}, "130102: - - -; 130111: - - -"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := s.Aggregate(t.Context(), sql.AggregateQuery{Indicators: ids, By: c.by, Scope: c.scope})
			if err != nil {
				t.Fatal(err)
			}
			var rows []string
			for _, r := range a.Rows {
				row := keyOf(r, c.by) + ":"
				for _, v := range r.Values {
					row += " " + string(cmpOr(v.Comparability, "-"))
				}
				rows = append(rows, row)
			}
			if got := strings.Join(rows, "; "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func cmpOr(c, otherwise report.Comparability) report.Comparability {
	if c == "" {
		return otherwise
	}
	return c
}

func TestQuestionsThatHaveNoAnswer(t *testing.T) {
	dir := t.TempDir()
	load(t, dir, seed(t))
	s := hold(t, open(t, dir))
	received := indicators(t, "REQUESTS_RECEIVED")
	for _, c := range []struct {
		name string
		q    sql.AggregateQuery
		is   error
		says string
	}{
		{"no indicator", sql.AggregateQuery{}, sql.ErrQuestion, "no indicator"},
		{"too many indicators", sql.AggregateQuery{Indicators: slices.Repeat(received, sql.MaxIndicators+1)}, sql.ErrTooMany, "at most 100"},
		{"a limit beyond the cap", sql.AggregateQuery{Indicators: received, Limit: sql.MaxRows + 1}, sql.ErrTooMany, "at most 10000"},
		{"a negative limit", sql.AggregateQuery{Indicators: received, Limit: -1}, sql.ErrQuestion, "limit"},
		{"an unknown dimension", sql.AggregateQuery{Indicators: received, By: []sql.Dimension{"no; DROP TABLE report"}}, sql.ErrQuestion, "unknown dimension"},
		{"a dimension twice", sql.AggregateQuery{Indicators: received, By: []sql.Dimension{sql.ByYear, sql.ByYear}}, sql.ErrQuestion, "twice"},
		{"an unknown region", sql.AggregateQuery{Indicators: received, Scope: sql.Scope{Regions: []string{"999999"}}}, sql.ErrUnknownRegion, "999999"},
		{"within an unknown region", sql.AggregateQuery{Indicators: received, Scope: sql.Scope{Within: "' OR true --"}}, sql.ErrUnknownRegion, "OR true"},
		{"applicants of what has none", sql.AggregateQuery{Indicators: indicators(t, "REVIEWS"), By: []sql.Dimension{sql.ByApplicant}}, sql.ErrQuestion, "REVIEWS cannot be split by applicant"},
		{"a cell that no form has", sql.AggregateQuery{Indicators: []report.Indicator{{ID: "X", Numerator: []report.Ref{{Line: "no"}}}}}, sql.ErrQuestion, "no form has"},
		{"order by what is not asked for", sql.AggregateQuery{Indicators: received, Order: &sql.Order{Indicator: "REVIEWS"}}, sql.ErrQuestion, "not among its indicators"},
		{"order by nothing", sql.AggregateQuery{Indicators: received, Order: &sql.Order{}}, sql.ErrQuestion, "one of them"},
		{"an unknown basis", sql.AggregateQuery{Indicators: received, Basis: "GUESSED"}, sql.ErrQuestion, "basis"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := s.Aggregate(t.Context(), c.q)
			if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want %v with %q", err, c.is, c.says)
			}
		})
	}
}
