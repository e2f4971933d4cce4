package sql_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// reader asks for lists by report id.
type reader func(ctx context.Context, ids []string) (map[string]any, error)

// readers are what a snapshot tells of reports besides their figures, without the findings.
func readers(s *sql.Snapshot) map[string]reader {
	return map[string]reader{
		"rows":     loosely(s.Rows),
		"sections": loosely(s.Sections),
		"facts":    loosely(s.Facts),
		"origins":  loosely(s.Origins),
	}
}

func loosely[T any](ask func(context.Context, []string) (map[string][]T, error)) reader {
	return func(ctx context.Context, ids []string) (map[string]any, error) {
		found, err := ask(ctx, ids)
		loose := make(map[string]any, len(found))
		for id, list := range found {
			loose[id] = list
		}
		return loose, err
	}
}

// Many reports cost one statement, each has its own list in the order it was made, and a report
// without any has an empty one.
func TestWhatElseWasReadInManyReports(t *testing.T) {
	dir := t.TempDir()
	reports := []report.Report{received(t, "130102", 2023, "1")} // with nothing else
	want := map[string]map[string]any{
		"rows": {"130102-2023": []report.Row{}}, "sections": {"130102-2023": []report.Part{}},
		"facts": {"130102-2023": []report.Fact{}}, "origins": {"130102-2023": []report.Origin{}},
	}
	for i, code := range []string{"130111", "130104", "130105"} {
		r := received(t, code, 2023, "2")
		id := code + "-2023"
		for n := range 11 + i {
			r.Rows = append(r.Rows, report.Row{Label: fmt.Sprint(code, " ", n), Texts: []string{"", "\u2460"}, Place: report.Place{Offset: int64(100 - n)}})
			r.Facts = append(r.Facts, report.Fact{Lines: []report.LineCode{"total"}, Value: report.Count(int64(n)), Text: code, Offset: 7})
			r.Basis = append(r.Basis, report.Origin{Fact: "title", Text: fmt.Sprint(code, n), Where: "title", Offset: int64(50 - n)})
		}
		for n := range 6 {
			r.Parts = append(r.Parts, report.Part{Number: n + 1, Heading: code})
		}
		want["rows"][id], want["sections"][id], want["facts"][id], want["origins"][id] = r.Rows, r.Parts, r.Facts, r.Basis
		reports = append(reports, r)
	}
	load(t, dir, reports...)
	s := hold(t, open(t, dir))
	for name, asked := range readers(s) {
		ctx, statements := sql.CountStatements(t.Context())
		got, err := asked(ctx, []string{"130105-2023", "130102-2023", "130111-2023", "130111-2023", "130104-2023", "nonsense"})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want[name], got, numbers); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if n := statements.Load(); n != 1 {
			t.Errorf("%s: %d statements, want 1", name, n)
		}
	}
}

func TestRejectedDocumentsAreListed(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, dir)
	photo, scan := rejected(report.NeedsOCR), rejected(report.NeedsConversion)
	scan.Source = report.Source{Path: "b.rtf", Format: "rtf", URL: "https://example.cn/b.rtf"}
	add(t, b, photo, "photo")
	add(t, b, received(t, "130111", 2023, "7"), "good")
	add(t, b, scan, "scan")
	publish(t, b)
	list := func() (all []string) {
		s := hold(t, open(t, dir))
		found, err := s.Rejected(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			all = append(all, fmt.Sprint(d.Path, " ", d.SHA256 == hashOf("photo"), " ", d.Format, " ", d.URL, " ", d.Reason, " ", d.Message, d.ReportID))
		}
		return all
	}
	want := []string{
		"a.zip!/scan.pdf true pdf  NEEDS_OCR convert it to DOCX",
		"b.rtf false rtf https://example.cn/b.rtf NEEDS_CONVERSION convert it to DOCX",
	}
	if diff := cmp.Diff(want, list()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b = begin(t, dir)
	add(t, b, received(t, "130102", 2023, "7"), "scan")
	publish(t, b)
	if diff := cmp.Diff(want[:1], list()); diff != "" {
		t.Errorf("once one of them was read (-want +got):\n%s", diff)
	}
}
