package sql_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

func TestPagesOfReports(t *testing.T) {
	dir := t.TempDir()
	var reports []report.Report
	for year := 2020; year <= 2023; year++ {
		for _, code := range []string{"130000", "130100", "130102", "130111", "110101"} {
			reports = append(reports, received(t, code, year, "7"))
		}
	}
	for _, name := range []string{"栾城区教育局", "栾城区财政局"} {
		r := received(t, "130111", 2022, "1")
		r.Organ, r.Status = report.Organ{Kind: report.Department, Name: name}, report.Partial
		reports = append(reports, r)
	}
	load(t, dir, reports...)
	load(t, dir, received(t, "130111", 2022, "8")) // a revision must not show twice
	s := hold(t, open(t, dir))
	for _, c := range []struct {
		name   string
		filter sql.ReportFilter
		want   int
	}{
		{"all", sql.ReportFilter{}, 22},
		{"a year", sql.ReportFilter{Scope: sql.Scope{Years: []int{2022}}}, 7},
		{"a region", sql.ReportFilter{Scope: sql.Scope{Regions: []string{"130111"}}}, 6},
		{"departments", sql.ReportFilter{Scope: sql.Scope{OrganKinds: []report.OrganKind{report.Department}}}, 2},
		{"partial", sql.ReportFilter{Statuses: []report.Status{report.Partial}}, 2},
		{"a level", sql.ReportFilter{Scope: sql.Scope{Level: report.County}}, 14},
		{"within", sql.ReportFilter{Scope: sql.Scope{Within: "130000"}}, 14},
		{"an edition nobody used", sql.ReportFilter{Scope: sql.Scope{Editions: []report.Edition{report.E2019}}}, 0},
		{"many regions", sql.ReportFilter{Scope: sql.Scope{Regions: slices.Repeat([]string{"130111", "110101"}, 40)}}, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, first := range []int{1, 3, 500} {
				var ids []string
				page := sql.Page{First: first}
				for {
					got, err := s.Reports(t.Context(), c.filter, page)
					if err != nil {
						t.Fatal(err)
					}
					if got.Total != c.want || len(got.Nodes) > first {
						t.Fatalf("total %d, want %d; %d nodes of %d", got.Total, c.want, len(got.Nodes), first)
					}
					for _, r := range got.Nodes {
						ids = append(ids, r.ID)
					}
					if !got.HasNext {
						break
					}
					page.After = got.EndCursor
				}
				if len(ids) != c.want || len(distinctOf(ids)) != c.want {
					t.Errorf("pages of %d: %d reports, want %d: %v", first, len(ids), c.want, ids)
				}
				if !slices.IsSortedFunc(ids, newestFirst) {
					t.Errorf("pages of %d are out of order: %v", first, ids)
				}
			}
		})
	}
	cursorOfRegions := func() string {
		p, err := s.Regions(t.Context(), sql.RegionFilter{}, sql.Page{First: 1})
		if err != nil {
			t.Fatal(err)
		}
		return p.EndCursor
	}()
	for name, after := range map[string]string{"nonsense": "nonsense", "a cursor of another list": cursorOfRegions} {
		if _, err := s.Reports(t.Context(), sql.ReportFilter{}, sql.Page{After: after}); !errors.Is(err, sql.ErrCursor) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Reports(t.Context(), sql.ReportFilter{}, sql.Page{First: 501}); !errors.Is(err, sql.ErrTooMany) {
		t.Errorf("a page too large: %v", err)
	}
	if _, err := s.ReportsByID(t.Context(), make([]string, sql.MaxReports+1)); !errors.Is(err, sql.ErrTooMany) {
		t.Errorf("too many ids: %v", err)
	}
}

func distinctOf(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func newestFirst(a, b string) int {
	organA, yearA, _ := strings.Cut(a, "-")
	organB, yearB, _ := strings.Cut(b, "-")
	if yearA != yearB {
		return strings.Compare(yearB, yearA)
	}
	return strings.Compare(organA, organB)
}

func TestRegions(t *testing.T) {
	dir := t.TempDir()
	city, _ := report.RegionAt("130100", 2023)
	zone := received(t, "130100", 2023, "3")
	zone.Region = report.ZoneIn(city, "石家庄高新技术产业开发区")
	zone.Organ = report.Organ{Kind: report.Zone, Name: "石家庄高新区管委会"}
	load(t, dir, zone, received(t, "130111", 2023, "7"))
	load(t, dir, received(t, "130102", 2023, "7")) // the zone is remembered
	s := hold(t, open(t, dir))
	yes, no := true, false
	count := func(f sql.RegionFilter) int {
		p, err := s.Regions(t.Context(), f, sql.Page{})
		if err != nil {
			t.Fatal(err)
		}
		return p.Total
	}
	for _, c := range []struct {
		name   string
		filter sql.RegionFilter
		want   string
	}{
		{"reporting", sql.RegionFilter{Reporting: &yes}, "130100-z" + strings.TrimPrefix(zone.Region.Code, "130100-z") + " 130102 130111"},
		{"by name as of today", sql.RegionFilter{Name: "栾城"}, "130111"},
		{"by name before the change", sql.RegionFilter{Name: "栾城", AsOf: 2013}, "130124"},
		{"by code", sql.RegionFilter{Codes: []string{"130111", "130102", "999999"}}, "130102 130111"},
		{"zones within a city", sql.RegionFilter{Within: "130100", Reporting: &yes}, zone.Region.Code + " 130102 130111"},
		{"a level within", sql.RegionFilter{Within: "130000", Level: report.Prefecture, Name: "石家庄"}, "130100"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := s.Regions(t.Context(), c.filter, sql.Page{})
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for _, r := range p.Nodes {
				codes = append(codes, r.Code)
			}
			if strings.Join(codes, " ") != c.want || p.Total != len(codes) {
				t.Errorf("%v of %d, want %s", codes, p.Total, c.want)
			}
		})
	}
	if all, with, without := count(sql.RegionFilter{}), count(sql.RegionFilter{Reporting: &yes}), count(sql.RegionFilter{Reporting: &no}); all != with+without || all < 3000 {
		t.Errorf("%d regions, %d report and %d do not", all, with, without)
	}
	t.Run("pages join up", func(t *testing.T) {
		f := sql.RegionFilter{Within: "130000"}
		seen, page := 0, sql.Page{First: 7}
		for {
			p, err := s.Regions(t.Context(), f, page)
			if err != nil {
				t.Fatal(err)
			}
			seen += len(p.Nodes)
			if !p.HasNext {
				break
			}
			page.After = p.EndCursor
		}
		if seen != count(f) {
			t.Errorf("%d on all pages, want %d", seen, count(f))
		}
	})
	t.Run("by code as of a year", func(t *testing.T) {
		got, err := s.RegionsByCode(t.Context(), []string{"130124", "130111", zone.Region.Code, "x"}, 2013)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || got["130124"].Name != "栾城县" || got[zone.Region.Code].Official {
			t.Errorf("got %v", got)
		}
	})
	t.Run("a zone answers like a district", func(t *testing.T) {
		a, err := s.Aggregate(t.Context(), sql.AggregateQuery{Indicators: indicators(t, "REQUESTS_RECEIVED"), By: []sql.Dimension{sql.ByRegion},
			Scope: sql.Scope{Within: "130100", OrganKinds: []report.OrganKind{report.Zone}}})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Rows) != 1 || a.Rows[0].Region.Code != zone.Region.Code || a.Rows[0].Region.Name != zone.Region.Name {
			t.Errorf("rows %+v", a.Rows)
		}
	})
	if _, err := s.Regions(t.Context(), sql.RegionFilter{Within: "999999"}, sql.Page{}); !errors.Is(err, sql.ErrUnknownRegion) {
		t.Errorf("within nowhere: %v", err)
	}
}

func TestCellsComeBackAsTheyWere(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	texts := []string{"", "0", "12", "12件", " 12 ", "/", "无", "十二", "a\x00b", strings.Repeat("长", 300)}
	var reports []report.Report
	for year := 2019; year <= 2023; year++ {
		for _, code := range hebei {
			r := patchy(t, random, code, year)
			r.Cells = slices.DeleteFunc(r.Cells, func(report.Cell) bool { return random.IntN(9) == 0 })
			for i := range r.Cells {
				c := &r.Cells[i]
				c.Text = texts[random.IntN(len(texts))]
				c.Derived = random.IntN(4) == 0
				c.Place = report.Place{Table: random.IntN(3), Row: random.IntN(40), Column: random.IntN(9), Offset: int64(random.IntN(1 << 20))}
				if c.State == report.Numeric && random.IntN(2) == 0 {
					c.Text = c.Value.String()
				}
				if l, _ := report.FindLine(c.Line); l.Signed && c.State == report.Numeric {
					c.Value = c.Value.Neg()
				}
			}
			reports = append(reports, r)
		}
	}
	dir := t.TempDir()
	load(t, dir, reports...)
	s := hold(t, open(t, dir))
	var ids []string
	for _, r := range reports {
		ids = append(ids, fmt.Sprintf("%s-%d", r.Region.Code, r.Year))
	}
	cells, err := s.Cells(t.Context(), ids, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range reports {
		if diff := cmp.Diff(r.Cells, cells[ids[i]], numbers); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", ids[i], diff)
		}
	}
}
