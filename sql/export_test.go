package sql_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// exportable is a warehouse with what is hard to carry over: amounts of many digits, blanks, texts
// with signs of every format, a zone, a revision.
func exportable(t testing.TB) (*sql.Snapshot, map[string][]report.Cell) {
	dir := t.TempDir()
	money := government(t, "130102", 2023, report.E2021, map[report.Ref]string{
		{Line: "fees.amount_10k_yuan"}: "123456789012.000001", {Line: "rules.made"}: "0", mainCell("received"): "2147483647"})
	odd := government(t, "130104", 2022, report.E2019, map[report.Ref]string{{Line: "licensing.change"}: "-3"})
	for i := range odd.Cells {
		switch odd.Cells[i].Line {
		case "received":
			odd.Cells[i].State, odd.Cells[i].Text = report.Illegible, "=1+1,\"两\"\n行;'"
		case "granted":
			odd.Cells[i].State, odd.Cells[i].Text = report.NotApplicable, "—"
		}
	}
	expected, actual := mustNumber(t, "0.000000000001"), mustNumber(t, "-7")
	odd.Title = strings.Repeat("长", 40_000)
	odd.Findings = []report.Finding{
		{Rule: "balance", Severity: report.Error, Line: "received", Column: "business", Expected: &expected, Actual: &actual,
			Message: "it's \"off\"", Chinese: "不平", Places: []report.Place{{Table: 1, Row: 2, Column: 3, Offset: 4}}},
		{Rule: "title", Severity: report.Info, Message: "no title"}}
	city, _ := report.RegionAt("130100", 2023)
	zone := received(t, "130111", 2023, "5")
	zone.Region, zone.Organ = report.ZoneIn(city, "高新区"), report.Organ{Kind: report.Zone, Name: "高新区管委会"}
	load(t, dir, seed(t), money, odd, zone)
	load(t, dir, received(t, "130102", 2023, "9"))
	s := hold(t, open(t, dir))
	ids := []string{"130111-2023", "130102-2023", "130104-2022", zone.Region.Code + "-2023"}
	cells, err := s.Cells(t.Context(), ids, nil)
	if err != nil || len(cells) != len(ids) {
		t.Fatal(cells, err)
	}
	return s, cells
}

func TestExportsReadBackAsTheyWere(t *testing.T) {
	s, cells := exportable(t)
	for _, f := range sql.Formats() {
		t.Run(string(f), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "out")
			if err := s.ExportTo(t.Context(), path, f, sql.Extract{}); err != nil {
				t.Fatal(err)
			}
			if info, err := os.Stat(path); err != nil || info.Mode().IsRegular() && info.Mode().Perm() != 0o644 {
				t.Errorf("mode %v, %v", info.Mode(), err)
			}
			got := map[string][]string{}
			for _, row := range readBack(t, path, f, sql.Cells) {
				got[row["report_id"]] = append(got[row["report_id"]], fmt.Sprint(row["line"], " ", row["applicant"], " ", figure(row["value"]), " ",
					row["state"], " ", row["text"], " ", strings.ToLower(row["derived"]), " ", row["table_no"], " ", row["row_no"], " ", row["column_no"], " ", row["byte_offset"]))
			}
			want := map[string][]string{}
			wide := map[string]map[string]string{}
			for id, list := range cells {
				wide[id] = map[string]string{}
				for _, c := range list {
					value := "NULL"
					if n, ok := c.Figure(); ok {
						value = n.String()
					}
					name := strings.ReplaceAll(string(c.Line), ".", "_")
					if c.Column != "" {
						name += "__" + string(c.Column)
					}
					wide[id][name] = value
					derived := map[bool]string{true: "true", false: "false"}[c.Derived]
					if f == sql.XLSX {
						derived = map[bool]string{true: "1", false: "0"}[c.Derived]
					}
					want[id] = append(want[id], fmt.Sprint(c.Line, " ", orNull(string(c.Column)), " ", value, " ", c.State, " ", orNull(c.Text), " ", derived,
						" ", c.Place.Table, " ", c.Place.Row, " ", c.Place.Column, " ", c.Place.Offset))
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("cells (-want +got):\n%.3000s", diff)
			}
			reports := readBack(t, path, f, sql.Reports)
			if len(reports) != len(cells) {
				t.Errorf("%d reports, want the latest of each of %d", len(reports), len(cells))
			}
			for _, row := range reports {
				for _, ref := range report.Refs("") {
					name := strings.ReplaceAll(string(ref.Line), ".", "_")
					if ref.Column != "" {
						name += "__" + string(ref.Column)
					}
					if got, want := figure(row[name]), orNull(wide[row["report_id"]][name]); got != want {
						t.Errorf("report %s: %s is %s, want %s", row["report_id"], name, got, want)
					}
				}
				if code, _, _ := strings.Cut(row["report_id"], "-2"); row["region_code"] != code {
					t.Errorf("report %s: region %s", row["report_id"], row["region_code"])
				}
				if title := row["title"]; row["report_id"] == "130104-2022" && strings.Count(title, "长") < 32_000 ||
					f != sql.XLSX && strings.Contains(title, "Excel") {
					t.Errorf("report %s: title %.30s…%s", row["report_id"], title, title[max(0, len(title)-60):])
				}
			}
			checkFindings(t, readBack(t, path, f, sql.Findings))
			if got := readBack(t, path, f, sql.Dictionary); len(got) != len(report.Indicators()) || got[0]["indicator"] != string(report.Indicators()[0].ID) {
				t.Errorf("dictionary: %d rows", len(got))
			}
			crosswalk := readBack(t, path, f, sql.Crosswalk)
			if len(crosswalk) != len(report.Refs("")) {
				t.Errorf("crosswalk: %d rows", len(crosswalk))
			}
			for _, row := range crosswalk {
				if _, ok := reports[0][row["column_name"]]; !ok {
					t.Errorf("crosswalk: reports have no column %s", row["column_name"])
				}
			}
			checkRegions(t, readBack(t, path, f, sql.Regions))
			checkReadme(t, s.Info(), path, f)
		})
	}
}

func checkFindings(t *testing.T, findings table) {
	t.Helper()
	var got []string
	for _, row := range findings {
		got = append(got, strings.Join([]string{row["report_id"], row["rule"], row["severity"], row["line"], row["applicant"],
			figure(row["expected"]), figure(row["actual"]), row["message"], row["chinese"], row["places"]}, "|"))
	}
	want := []string{
		"130104-2022|balance|ERROR|received|business|0.000000000001|-7|it's \"off\"|不平|1 2 3 4",
		"130104-2022|title|INFO|NULL|NULL|NULL|NULL|no title|NULL|NULL",
		"130104-2022|edition_year|WARNING|NULL|NULL|2021|2019|the form of 2019 is used for 2022, which asks for that of 2021|2022年度应使用2021年版表格,实际使用2019年版|NULL",
		"130111-2023|cell_unreadable|ERROR|unable_needs_creation|total|NULL|NULL|m|无法识别|2 9 8 5120",
		"130111-2023|scope_unsaid|INFO|NULL|NULL|3|0|n|口径未说明|NULL"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func checkRegions(t *testing.T, regions table) {
	t.Helper()
	zones := 0
	for _, row := range regions {
		switch {
		case row["official"] == "false" || row["official"] == "0":
			zones++
			if row["parent_code"] != "130100" || row["from_year"] != "NULL" {
				t.Errorf("zone %v", row)
			}
		case row["code"] == "130124":
			if row["name"] == "栾城县" && !strings.Contains(row["successors"], "130111@2014") {
				t.Errorf("栾城县: %v", row)
			}
		}
	}
	if len(regions) != len(report.Regions())+1 || zones != 1 {
		t.Errorf("%d regions, %d of them zones", len(regions), zones)
	}
}

// checkReadme makes sure that an export names its snapshot and explains its columns.
func checkReadme(t *testing.T, i sql.Info, path string, f sql.Format) {
	t.Helper()
	var text string
	switch f {
	case sql.XLSX:
		for _, row := range readSheets(t, path, "README") {
			for _, v := range row {
				text += v + "\n"
			}
		}
	case sql.DuckDB:
		text = ask(t, path, "SELECT readme FROM snapshot WHERE id = '"+i.ID+"'")[0]["readme"]
		if said := ask(t, path, "SELECT comment FROM duckdb_columns() WHERE table_name = 'cells' AND column_name = 'value'"); !strings.Contains(said[0]["comment"], "NULL") {
			t.Errorf("comment on cells.value: %v", said)
		}
	case sql.Parquet:
		text = ask(t, "", "SELECT decode(value) AS v FROM parquet_kv_metadata('"+filepath.Join(path, "cells.parquet")+"') WHERE decode(key) = 'readme'")[0]["v"]
		types := ask(t, "", "SELECT column_name, column_type FROM (DESCRIBE FROM '"+filepath.Join(path, "cells.parquet")+"') WHERE column_name IN ('report_id', 'region_code', 'value')")
		want := table{{"column_name": "report_id", "column_type": "VARCHAR"}, {"column_name": "region_code", "column_type": "VARCHAR"}, {"column_name": "value", "column_type": "DECIMAL(18,6)"}}
		if diff := cmp.Diff(want, types); diff != "" {
			t.Errorf("types (-want +got):\n%s", diff)
		}
		fallthrough
	default:
		b, err := os.ReadFile(filepath.Join(path, "README.txt"))
		if err != nil {
			t.Fatal(err)
		}
		if f == sql.Parquet && text != string(b) {
			t.Error("the metadata do not hold README.txt")
		}
		text = string(b)
	}
	for _, want := range []string{i.Citation(), i.ID, "received__natural_person", "自然人", "region_code", "never 0"} {
		if !strings.Contains(text, want) {
			t.Errorf("the README lacks %q", want)
		}
	}
}

func TestASheetTakesOnlySoManyRows(t *testing.T) {
	s, cells := exportable(t)
	want := 0
	for _, list := range cells {
		want += len(list)
	}
	path := filepath.Join(t.TempDir(), "out.xlsx")
	if err := s.ExportTo(t.Context(), path, sql.XLSX, sql.Extract{SheetRows: 300}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheets := 0
	for _, name := range f.GetSheetList() {
		lines, err := f.GetRows(name)
		if err != nil || len(lines) > 300 && name != "README" {
			t.Errorf("sheet %s: %d rows, %v", name, len(lines), err)
		}
		if name == "cells" || strings.HasPrefix(name, "cells ") {
			sheets++
		}
	}
	if got := len(readSheets(t, path, "cells")); got != want || sheets != (want+298)/299 {
		t.Errorf("%d cells on %d sheets, want %d", got, sheets, want)
	}
}

func TestAnExportOfSome(t *testing.T) {
	s, _ := exportable(t)
	for _, c := range []struct {
		name string
		take sql.Extract
		want []string
	}{
		{"all", sql.Extract{}, []string{"130104-2022", "130100-z-2023", "130102-2023", "130111-2023"}},
		{"every revision", sql.Extract{Revisions: true, Scope: sql.Scope{Regions: []string{"130102"}}}, []string{"130102-2023~1", "130102-2023"}},
		{"a year", sql.Extract{Scope: sql.Scope{Years: []int{2022}}}, []string{"130104-2022"}},
		{"zones", sql.Extract{Scope: sql.Scope{OrganKinds: []report.OrganKind{report.Zone}}}, []string{"130100-z-2023"}},
		{"none", sql.Extract{Scope: sql.Scope{Years: []int{1999}}}, nil},
	} {
		for _, f := range []sql.Format{sql.CSV, sql.Parquet} {
			t.Run(c.name+" as "+string(f), func(t *testing.T) {
				var b bytes.Buffer
				if err := s.Export(t.Context(), &b, sql.Reports, f, c.take); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(t.TempDir(), "reports."+string(f))
				if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, row := range readBack(t, filepath.Dir(path), f, sql.Reports) {
					before, year, _ := strings.Cut(row["report_id"], "-2")
					if strings.Contains(before, "-z") {
						before = before[:len("130100-z")]
					}
					got = append(got, before+"-2"+year)
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		}
	}
}

func TestExportsThatAreRefused(t *testing.T) {
	s, _ := exportable(t)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name string
		ctx  context.Context
		d    sql.Dataset
		f    sql.Format
		e    sql.Extract
		is   error
	}{
		{"an unknown dataset", t.Context(), "source", sql.CSV, sql.Extract{}, sql.ErrQuestion},
		{"a format of files", t.Context(), sql.Cells, sql.XLSX, sql.Extract{}, sql.ErrQuestion},
		{"an unknown region", t.Context(), sql.Cells, sql.CSV, sql.Extract{Scope: sql.Scope{Within: "999999"}}, sql.ErrUnknownRegion},
		{"too many bytes of CSV", t.Context(), sql.Cells, sql.CSV, sql.Extract{MaxBytes: 1000}, sql.ErrTooMany},
		{"too many bytes of Parquet", t.Context(), sql.Cells, sql.Parquet, sql.Extract{MaxBytes: 1000}, sql.ErrTooMany},
		{"a client who left", cancelled, sql.Cells, sql.Parquet, sql.Extract{}, context.Canceled},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := s.Export(c.ctx, &b, c.d, c.f, c.e); !errors.Is(err, c.is) {
				t.Errorf("%v, want %v", err, c.is)
			}
			if int64(b.Len()) > c.e.MaxBytes {
				t.Errorf("%d bytes were written", b.Len())
			}
		})
	}
}

func TestAnExportAppearsWholeOrNotAtAll(t *testing.T) {
	s, _ := exportable(t)
	for _, f := range sql.Formats() {
		t.Run(string(f), func(t *testing.T) {
			dir := t.TempDir()
			cancelled, cancel := context.WithCancel(t.Context())
			cancel()
			if err := s.ExportTo(cancelled, filepath.Join(dir, "out"), f, sql.Extract{}); !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled: %v", err)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%v was left", left)
			}
			taken := filepath.Join(dir, "taken")
			if err := os.WriteFile(taken, []byte("mine"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := s.ExportTo(t.Context(), taken, f, sql.Extract{}); !errors.Is(err, fs.ErrExist) {
				t.Errorf("where a file is: %v", err)
			}
			if err := s.ExportTo(t.Context(), dir, f, sql.Extract{}); !errors.Is(err, fs.ErrExist) {
				t.Errorf("where a folder is: %v", err)
			}
			if got, err := os.ReadFile(taken); string(got) != "mine" {
				t.Errorf("the file is now %.20q, %v", got, err)
			}
			if err := s.ExportTo(t.Context(), filepath.Join(dir, "no", "such"), f, sql.Extract{}); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("in no folder: %v", err)
			}
		})
	}
}
