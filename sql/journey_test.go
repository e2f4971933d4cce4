package sql_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

var numbers = cmp.Comparer(func(a, b report.Number) bool { return a == b })

// document makes up the bytes of a document and puts their hash into the report.
func document(r *report.Report, text string) []byte {
	sum := sha256.Sum256([]byte(text))
	r.Source.SHA256, r.Source.Size = hex.EncodeToString(sum[:]), int64(len(text))
	if r.Source.Path == "" {
		r.Source.Path = "reports/" + r.Source.SHA256[:8] + ".html"
	}
	return []byte(text)
}

// government is the report of a region's government with the given figures; every other cell of
// the edition is blank.
func government(t testing.TB, code string, year int, e report.Edition, figures map[report.Ref]string) report.Report {
	t.Helper()
	region, ok := report.RegionAt(code, year)
	if !ok {
		t.Fatalf("%s is no region of %d", code, year)
	}
	r := report.Report{
		Status: report.Read, Edition: e, Year: year, Region: region,
		Title: fmt.Sprintf("%s人民政府%d年政府信息公开工作年度报告", region.Name, year),
		Organ: report.Organ{Name: region.Name + "人民政府", Kind: report.Government},
	}
	for i, ref := range report.Refs(e) {
		cell := report.Cell{Line: ref.Line, Column: ref.Column, State: report.Blank,
			Place: report.Place{Table: 1, Row: i/7 + 1, Column: i%7 + 1, Offset: int64(100 + 40*i)}}
		if text, ok := figures[ref]; ok {
			n, err := report.ParseNumber(text)
			if err != nil {
				t.Fatal(err)
			}
			cell.State, cell.Value, cell.Text = report.Numeric, n, text
		}
		r.Cells = append(r.Cells, cell)
	}
	return r
}

func mainCell(line report.LineCode) report.Ref {
	l, _ := report.FindLine(line)
	return report.Ref{Line: line, Column: l.Main()}
}

// seed are figures of the annual report of 栾城区 for 2023.
func seed(t testing.TB) report.Report {
	r := government(t, "130111", 2023, report.E2021, map[report.Ref]string{
		mainCell("total"):            "140",
		mainCell("unable_not_held"):  "46",
		mainCell("review.upheld"):    "38",
		mainCell("review.corrected"): "5",
		mainCell("review.other"):     "4",
		mainCell("review.pending"):   "0",
		mainCell("review.total"):     "47",
	})
	for i, c := range r.Cells {
		switch c.Ref() {
		case mainCell("fees.amount_10k_yuan"):
			r.Cells[i].State, r.Cells[i].Value, r.Cells[i].Text = report.Numeric, mustNumber(t, "190.457379"), "190.457379"
		case mainCell("unable_unclear"):
			r.Cells[i].State, r.Cells[i].Text = report.NotApplicable, "/"
		case mainCell("unable_needs_creation"):
			r.Cells[i].State, r.Cells[i].Text, r.Cells[i].Derived = report.Illegible, "十二", true
		}
	}
	places := []report.Place{{Table: 2, Row: 9, Column: 8, Offset: 5120}}
	expected := report.Count(3)
	r.Findings = []report.Finding{
		{Rule: "cell_unreadable", Severity: report.Error, Line: "unable_needs_creation", Column: report.Total, Message: "m", Chinese: "无法识别", Places: places},
		{Rule: "scope_unsaid", Severity: report.Info, Expected: &expected, Actual: &report.Number{}, Message: "n", Chinese: "口径未说明"},
	}
	r.Source.URL, r.Source.Format, r.Published = "https://example.cn/2023.html", "html", "2024-01-20"
	r.Period, r.Scope = report.Period{From: "2023-01-01", To: "2023-12-31"}, report.ScopeWhole
	r.Rows = []report.Row{{Label: "附表", Texts: []string{"1", ""}, Place: report.Place{Table: 5, Row: 1}}}
	r.Facts = []report.Fact{
		{Lines: []report.LineCode{"received"}, Value: report.Count(137), Approx: true, Text: "137余件", Offset: 900},
		{Lines: []report.LineCode{"litigation_direct.total", "litigation_after_review.total"}, Value: report.Count(7), Text: "7件", Offset: 940},
		{Lines: []report.LineCode{}, Topic: report.ProcessingFee, Value: mustNumber(t, "1234.56"), Text: "1234.56元", Offset: 940},
	}
	r.Parts = []report.Part{
		{Number: 1, Heading: "一、总体情况", Text: "第一段。\n第二段。", Offset: 20},
		{Number: 6, Heading: "六、其他需要报告的事项", Offset: 1 << 40},
	}
	r.Basis = []report.Origin{
		{Fact: "year", Text: "2023", Where: "title", Offset: 4, Taken: true},
		{Fact: "year", Text: "2022", Where: "file name", Offset: -1},
	}
	return r
}

func mustNumber(t testing.TB, s string) report.Number {
	t.Helper()
	n, err := report.ParseNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func begin(t testing.TB, dir string) *sql.Batch {
	t.Helper()
	b, err := sql.Begin(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func add(t testing.TB, b *sql.Batch, r report.Report, text string) sql.Loaded {
	t.Helper()
	bytes := document(&r, text)
	loaded, err := b.Add(t.Context(), r, bytes)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func publish(t testing.TB, b *sql.Batch) sql.Info {
	t.Helper()
	info, err := b.Publish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return info
}

// load publishes reports in one batch.
func load(t testing.TB, dir string, reports ...report.Report) sql.Info {
	t.Helper()
	b := begin(t, dir)
	for i, r := range reports {
		add(t, b, r, fmt.Sprintf("document %d %s %d %p", i, r.Region.Code, r.Year, b))
	}
	return publish(t, b)
}

func open(t testing.TB, dir string) *sql.Warehouse {
	t.Helper()
	w, err := sql.Open(t.Context(), dir, sql.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func hold(t testing.TB, w *sql.Warehouse) *sql.Snapshot {
	t.Helper()
	s, release := w.Hold()
	t.Cleanup(release)
	return s
}

func indicators(t testing.TB, ids ...report.IndicatorID) []report.Indicator {
	t.Helper()
	var list []report.Indicator
	for _, id := range ids {
		ind, ok := report.FindIndicator(id)
		if !ok {
			t.Fatalf("no indicator %s", id)
		}
		list = append(list, ind)
	}
	return list
}

func fraction(v sql.Value) string {
	if v.Numerator == nil || v.Denominator == nil {
		return string(v.NullReason)
	}
	return v.Numerator.String() + "/" + v.Denominator.String()
}

func TestOneReportAllTheWay(t *testing.T) {
	dir := t.TempDir()
	r := seed(t)
	r.Region.AsOf = r.Year // as answers say of whose year they are
	b := begin(t, dir)
	if got, want := add(t, b, r, "the seed"), (sql.Loaded{Outcome: sql.New, ReportID: "130111-2023", Revision: 1}); got != want {
		t.Errorf("added %+v, want %+v", got, want)
	}
	info := publish(t, b)
	if info.Reports != 1 || info.Organs != 1 || info.Documents != 1 || !cmp.Equal(info.Years, []int{2023}) {
		t.Errorf("info %+v", info)
	}
	document(&r, "the seed")
	w := open(t, dir)
	s := hold(t, w)

	t.Run("indicators", func(t *testing.T) {
		a, err := s.Aggregate(t.Context(), sql.AggregateQuery{
			Indicators: indicators(t, "REVIEW_CORRECTION_RATE", "NOT_HELD_SHARE", "FEES_10K_YUAN"),
			By:         []sql.Dimension{sql.ByRegion, sql.ByYear},
			Scope:      sql.Scope{Regions: []string{"130111"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Rows) != 1 || a.Rows[0].Region.Name != "栾城区" || *a.Rows[0].Year != 2023 {
			t.Fatalf("rows %+v", a.Rows)
		}
		v := a.Rows[0].Values
		if fraction(v[0]) != "5/47" || fraction(v[1]) != "46/140" || v[2].Value.String() != "190.457379" {
			t.Errorf("got %s, %s and %s", fraction(v[0]), fraction(v[1]), v[2].Value)
		}
		if v[1].Value.String() != "0.328571428571" || math.Abs(v[1].Interval.Low-0.256) > 0.0005 || math.Abs(v[1].Interval.High-0.410) > 0.0005 {
			t.Errorf("not held: %s, %f to %f", v[1].Value, v[1].Interval.Low, v[1].Interval.High)
		}
		if a.Scope.Level != report.County || !cmp.Equal(a.Scope.OrganKinds, []report.OrganKind{report.Government}) || !cmp.Equal(a.Scope.Years, []int{2023}) {
			t.Errorf("applied scope %+v", a.Scope)
		}
	})
	t.Run("values of the report", func(t *testing.T) {
		values, err := s.Values(t.Context(), []string{"130111-2023", "130111-2023~1", "130111-1999", "nonsense"}, indicators(t, "NOT_HELD_SHARE"), sql.Reported)
		if err != nil {
			t.Fatal(err)
		}
		if len(values) != 2 || fraction(values["130111-2023"][0]) != "46/140" || fraction(values["130111-2023~1"][0]) != "46/140" {
			t.Errorf("got %v", values)
		}
	})
	t.Run("cells", func(t *testing.T) {
		cells, err := s.Cells(t.Context(), []string{"130111-2023"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.Cells, cells["130111-2023"], numbers); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if len(cells["130111-2023"]) != 200 {
			t.Errorf("%d cells, want 200", len(cells["130111-2023"]))
		}
		line, err := s.Cells(t.Context(), []string{"130111-2023"}, []report.LineCode{"unable_not_held"})
		if err != nil || len(line["130111-2023"]) != 7 {
			t.Errorf("one line: %v, %v", line, err)
		}
	})
	t.Run("findings", func(t *testing.T) {
		findings, err := s.Findings(t.Context(), []string{"130111-2023"})
		if err != nil {
			t.Fatal(err)
		}
		difference := report.Count(-3)
		want := []sql.Finding{{Finding: r.Findings[0]}, {Finding: r.Findings[1], Difference: &difference}}
		want[1].Places = []report.Place{}
		for i := range want {
			f := &want[i]
			f.ID, f.ReportID, f.Region, f.Organ, f.Year, f.Decision = findings["130111-2023"][i].ID, "130111-2023", r.Region, r.Organ.Name, 2023, sql.Undecided
			if len(f.ID) != 16 {
				t.Errorf("the id of finding %d is %q", i, f.ID)
			}
		}
		if diff := cmp.Diff(want, findings["130111-2023"], numbers); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("what else was read", func(t *testing.T) {
		for name, asked := range readers(s) {
			got, err := asked(t.Context(), []string{"130111-2023", "130111-2023~1", "130111-1999"})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want := map[string]any{"rows": r.Rows, "sections": r.Parts, "facts": r.Facts, "origins": r.Basis}[name]
			if diff := cmp.Diff(map[string]any{"130111-2023": want, "130111-2023~1": want}, got, numbers); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	})
	t.Run("head", func(t *testing.T) {
		heads, err := s.ReportsByID(t.Context(), []string{"130111-2023"})
		if err != nil {
			t.Fatal(err)
		}
		want := sql.Report{
			ID: "130111-2023", OrganID: "130111", Revision: 1, Revisions: 1, Latest: true, Status: report.Read, Year: 2023,
			Edition: report.E2021, Title: r.Title, Organ: r.Organ, Region: r.Region, Level: report.County, Scope: r.Scope,
			Period: r.Period, Published: "2024-01-20", Consistent: true,
			Source: sql.SourceInfo{Source: r.Source, Status: report.Read, ReportID: "130111-2023"},
		}
		if diff := cmp.Diff(want, heads["130111-2023"]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("document", func(t *testing.T) {
		file, info, err := w.Source(r.Source.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		bytes, err := io.ReadAll(file)
		if err != nil || string(bytes) != "the seed" || info.ReportID != "130111-2023" || info.URL != r.Source.URL {
			t.Errorf("%q, %+v, %v", bytes, info, err)
		}
	})
	t.Run("the same document again", func(t *testing.T) {
		again := begin(t, dir)
		if !again.Has(r.Source.SHA256) {
			t.Error("the document is not known")
		}
		if got, want := add(t, again, seed(t), "the seed"), (sql.Loaded{Outcome: sql.Unchanged, ReportID: "130111-2023", Revision: 1}); got != want {
			t.Errorf("added %+v, want %+v", got, want)
		}
		if now := publish(t, again); now.ID != info.ID {
			t.Errorf("published %s over %s without a change", now.ID, info.ID)
		}
	})
	entries, err := os.ReadDir(dir + "/work")
	if err == nil && len(entries) > 0 {
		t.Errorf("left behind: %v", entries)
	}
}
