package sql_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

func received(t testing.TB, code string, year int, n string) report.Report {
	return government(t, code, year, report.E2021, map[report.Ref]string{mainCell("received"): n})
}

func rejected(reason report.Reason) report.Report {
	return report.Report{Status: report.Rejected, Reason: reason, Message: "convert it to DOCX",
		Source:   report.Source{Path: "a.zip!/scan.pdf", Format: "pdf"},
		Findings: []report.Finding{{Rule: "r", Severity: report.Warning}}}
}

// value asks one report for REQUESTS_RECEIVED.
func value(t testing.TB, s *sql.Snapshot, id string) string {
	t.Helper()
	values, err := s.Values(t.Context(), []string{id}, indicators(t, "REQUESTS_RECEIVED"), sql.Reported)
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := values[id]; !ok {
		return "no report"
	} else if v[0].Value == nil {
		return string(v[0].NullReason)
	} else {
		return v[0].Value.String()
	}
}

func TestRevisions(t *testing.T) {
	dir := t.TempDir()
	id := "130111-2023"
	steps := []struct {
		name     string
		n, bytes string
		want     sql.Loaded
	}{
		{"first", "7", "a", sql.Loaded{Outcome: sql.New, ReportID: id, Revision: 1}},
		{"the same figures elsewhere", "7", "b", sql.Loaded{Outcome: sql.Unchanged, ReportID: id, Revision: 1}},
		{"other figures", "8", "c", sql.Loaded{Outcome: sql.Revision, ReportID: id, Revision: 2}},
		{"other figures again", "9", "d", sql.Loaded{Outcome: sql.Revision, ReportID: id, Revision: 3}},
		{"an old copy", "7", "e", sql.Loaded{Outcome: sql.Unchanged, ReportID: id, Revision: 1}},
		{"a known document", "8", "c", sql.Loaded{Outcome: sql.Unchanged, ReportID: id, Revision: 2}},
	}
	check := func(t *testing.T) {
		w := open(t, dir)
		s := hold(t, w)
		for id, want := range map[string]string{id: "9", id + "~1": "7", id + "~2": "8", id + "~3": "9", id + "~4": "no report"} {
			if got := value(t, s, id); got != want {
				t.Errorf("%s: %s, want %s", id, got, want)
			}
		}
		heads, err := s.ReportsByID(t.Context(), []string{id, id + "~2"})
		if err != nil {
			t.Fatal(err)
		}
		if h := heads[id]; h.Revision != 3 || h.Revisions != 3 || !h.Latest || h.ID != id {
			t.Errorf("latest: %+v", h)
		}
		if h := heads[id+"~2"]; h.Revision != 2 || h.Revisions != 3 || h.Latest || h.ID != id+"~2" {
			t.Errorf("second: %+v", h)
		}
		a, err := s.Aggregate(t.Context(), sql.AggregateQuery{Indicators: indicators(t, "REQUESTS_RECEIVED")})
		if err != nil {
			t.Fatal(err)
		}
		if v := a.Rows[0].Values[0]; v.Value.String() != "9" || v.Reports != 1 || !cmp.Equal(a.LeftOut, []sql.LeftOut{{Reason: sql.Superseded, Reports: 2}}) {
			t.Errorf("the latest counts alone: %+v, left out %v", v, a.LeftOut)
		}
		_, info, err := w.Source(hashOf("e"))
		if err != nil || info.ReportID != id+"~1" {
			t.Errorf("the old copy: %+v, %v", info, err)
		}
		if info := s.Info(); info.Documents != 5 || info.Reports != 1 {
			t.Errorf("info %+v", info)
		}
	}
	t.Run("in one batch", func(t *testing.T) {
		b := begin(t, dir)
		for _, step := range steps {
			if got := add(t, b, received(t, "130111", 2023, step.n), step.bytes); got != step.want {
				t.Errorf("%s: %+v, want %+v", step.name, got, step.want)
			}
		}
		publish(t, b)
		check(t)
	})
	t.Run("each in a batch of its own", func(t *testing.T) {
		dir = t.TempDir()
		for _, step := range steps {
			b := begin(t, dir)
			if got := add(t, b, received(t, "130111", 2023, step.n), step.bytes); got != step.want {
				t.Errorf("%s: %+v, want %+v", step.name, got, step.want)
			}
			publish(t, b)
		}
		check(t)
	})
}

func TestHalfAReportDoesNotStandInForAWholeOne(t *testing.T) {
	dir := t.TempDir()
	for i, step := range []struct {
		n      string
		status report.Status
		want   string // what the latest says then
	}{
		{"5", report.Partial, "5"}, {"7", report.Read, "7"}, {"8", report.Partial, "7"}, {"9", report.Read, "9"}, {"6", report.Partial, "9"},
	} {
		b := begin(t, dir)
		r := received(t, "130111", 2023, step.n)
		r.Status = step.status
		if got := add(t, b, r, fmt.Sprint("copy ", i)); got.Revision != i+1 {
			t.Errorf("copy %d is revision %d", i, got.Revision)
		}
		publish(t, b)
		if got := value(t, hold(t, open(t, dir)), "130111-2023"); got != step.want {
			t.Errorf("after copy %d, a %s one: %s, want %s", i, step.status, got, step.want)
		}
	}
}

func TestRevisionsDifferCellByCell(t *testing.T) {
	dir := t.TempDir()
	first := government(t, "130111", 2023, report.E2021, map[report.Ref]string{
		mainCell("received"): "7", mainCell("total"): "5", mainCell("fees.amount_10k_yuan"): "1.50", mainCell("rules.made"): "0"})
	second := government(t, "130111", 2023, report.E2021, map[report.Ref]string{
		mainCell("received"): "8", mainCell("total"): "5", mainCell("fees.amount_10k_yuan"): "1.5", mainCell("review.total"): "3"})
	for i := range second.Cells {
		if second.Cells[i].Ref() == mainCell("total") {
			second.Cells[i].Text = "5件"
		}
		if second.Cells[i].Ref() == mainCell("rules.made") {
			second.Cells[i].State = report.NotApplicable
		}
	}
	third := government(t, "130111", 2023, report.E2019, map[report.Ref]string{mainCell("received"): "8"})
	third.Cells = third.Cells[len(third.Cells)-15:] // table 四 is all that is left
	load(t, dir, first, second, third)
	s := hold(t, open(t, dir))
	id := "130111-2023"
	changes, err := s.Changes(t.Context(), []string{id + "~1", id + "~2", id + "~3", "130102-2023~2", "nonsense"})
	if err != nil {
		t.Fatal(err)
	}
	say := func(n *report.Number, c *report.Cell) string {
		switch {
		case c == nil:
			return "absent"
		case n == nil:
			return string(c.State)
		}
		return n.String()
	}
	var got []string
	for _, c := range changes[id+"~2"] {
		got = append(got, fmt.Sprint(c.Line, " ", c.Column, " ", say(c.Before(), c.BeforeCell), " ", say(c.After(), c.AfterCell)))
	}
	want := []string{"rules.made  0 NOT_APPLICABLE", "received total 7 8", "review.total  BLANK 3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the second revision (-want +got):\n%s", diff)
	}
	gone := 0
	for _, c := range changes[id+"~3"] {
		if c.AfterCell == nil {
			gone++
		}
	}
	if want := len(second.Cells) - 15; gone != want || len(changes[id+"~3"]) != want+1 {
		t.Errorf("the third revision lost %d of %d cells that changed, want %d and review.total", gone, len(changes[id+"~3"]), want)
	}
	for _, id := range []string{id + "~1", "130102-2023~2", "nonsense"} {
		if list, there := changes[id]; !there || len(list) > 0 {
			t.Errorf("%s: %v", id, list)
		}
	}
}

func TestNamesTellNothingOfTheMachine(t *testing.T) {
	for path, want := range map[string]string{
		"/home/someone/reports/2023.html":      "2023.html",
		"/home/someone/all.zip!/栾城区/2023.html": "all.zip!/栾城区/2023.html",
		"河北省/栾城区/2023.html":                    "河北省/栾城区/2023.html",
		"../../reports/2023.html":              "reports/2023.html",
		"-":                                    "-",
	} {
		if got := (sql.SourceInfo{Source: report.Source{Path: path}}).Name(); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func hashOf(text string) string {
	var r report.Report
	document(&r, text)
	return r.Source.SHA256
}

func TestARejectedDocumentIsKeptAndCanBeReadLater(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, dir)
	if got := add(t, b, rejected(report.NeedsOCR), "a scan"); got != (sql.Loaded{Outcome: sql.Kept}) {
		t.Errorf("added %+v", got)
	}
	if got := add(t, b, rejected(report.NeedsOCR), "a scan"); got != (sql.Loaded{Outcome: sql.Unchanged}) {
		t.Errorf("added again %+v", got)
	}
	large := rejected(report.TooLarge)
	document(&large, "bytes that nobody kept")
	if _, err := b.Add(t.Context(), large, nil); err != nil {
		t.Fatal(err)
	}
	if info := publish(t, b); info.Rejected != 2 || info.Documents != 2 || info.Reports != 0 {
		t.Errorf("info %+v", info)
	}
	w := open(t, dir)
	file, source, err := w.Source(hashOf("a scan"))
	if err != nil {
		t.Fatal(err)
	}
	file.Close()
	if source.Reason != report.NeedsOCR || source.Message == "" || source.Path != "a.zip!/scan.pdf" || source.ReportID != "" {
		t.Errorf("source %+v", source)
	}
	if _, source, err := w.Source(hashOf("bytes that nobody kept")); !errors.Is(err, sql.ErrNotFound) || source.Reason != report.TooLarge {
		t.Errorf("%+v, %v", source, err)
	}
	for _, hash := range []string{hashOf("never seen"), "../../etc/passwd", ""} {
		if _, _, err := w.Source(hash); !errors.Is(err, sql.ErrNotFound) {
			t.Errorf("%q: %v", hash, err)
		}
	}
	b = begin(t, dir)
	if got := add(t, b, received(t, "130111", 2023, "7"), "a scan"); got.Outcome != sql.New {
		t.Errorf("read anew: %+v", got)
	}
	if info := publish(t, b); info.Rejected != 1 || info.Documents != 2 || info.Reports != 1 {
		t.Errorf("info %+v", info)
	}
	if changed, err := w.Refresh(t.Context()); !changed || err != nil {
		t.Error(changed, err)
	}
	if _, source, err := w.Source(hashOf("a scan")); err != nil || source.ReportID != "130111-2023" || source.Status != report.Read {
		t.Errorf("%+v, %v", source, err)
	}
}

func TestAddRefusesWhatItCannotStore(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, dir)
	cell := func(line report.LineCode, n string) report.Report {
		r := received(t, "130111", 2023, "7")
		for i := range r.Cells {
			if r.Cells[i].Ref() == mainCell(line) {
				r.Cells[i].State, r.Cells[i].Value = report.Numeric, mustNumber(t, n)
			}
		}
		return r
	}
	change := func(f func(*report.Report)) report.Report {
		r := received(t, "130111", 2023, "7")
		f(&r)
		return r
	}
	for _, c := range []struct {
		name string
		r    report.Report
		says string
	}{
		{"a count beyond its column", cell("received", "2147483648"), "received total: the count 2147483648"},
		{"half a case", cell("received", "0.5"), "the count 0.5"},
		{"more decimals than money has", cell("fees.amount_10k_yuan", "0.1234567"), "the amount 0.1234567"},
		{"more money than there is", cell("fees.amount_10k_yuan", "1000000000000"), "the amount 1000000000000"},
		{"no region", change(func(r *report.Report) { r.Region = report.Region{} }), "UNKNOWN_REGION"},
		{"no year", change(func(r *report.Report) { r.Year = 0 }), "UNKNOWN_YEAR"},
		{"no kind of organ", change(func(r *report.Report) { r.Organ.Kind = "" }), "no kind"},
		{"no status", change(func(r *report.Report) { r.Status = "" }), "unknown status"},
		{"a reason without rejection", change(func(r *report.Report) { r.Reason = report.Corrupt }), "CORRUPT"},
		{"rejected without a reason", change(func(r *report.Report) { r.Status, r.Cells = report.Rejected, nil }), "without a reason"},
		{"rejected with cells", change(func(r *report.Report) { r.Status, r.Reason = report.Rejected, report.Corrupt }), "has cells"},
		{"a cell twice", change(func(r *report.Report) { r.Cells = append(r.Cells[:1:1], r.Cells...) }), "comes twice"},
		{"a cell of no form", change(func(r *report.Report) { r.Cells[0].Column = "total" }), "stands on no form"},
		{"a cell without a state", change(func(r *report.Report) { r.Cells[0].State = "" }), "unknown state"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bytes := document(&c.r, c.name)
			if _, err := b.Add(t.Context(), c.r, bytes); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.r.Source.Path) {
				t.Errorf("error %v, want one with %q and the path", err, c.says)
			}
			if b.Has(c.r.Source.SHA256) {
				t.Error("it is known all the same")
			}
		})
	}
	r := received(t, "130111", 2023, "7")
	document(&r, "one")
	if _, err := b.Add(t.Context(), r, []byte("another")); err == nil {
		t.Error("bytes of another document were taken")
	}
	t.Run("the largest values fit", func(t *testing.T) {
		r := cell("received", "2147483647")
		for i := range r.Cells {
			if r.Cells[i].Ref() == mainCell("fees.amount_10k_yuan") {
				r.Cells[i].State, r.Cells[i].Value = report.Numeric, mustNumber(t, "999999999999.999999")
			}
		}
		add(t, b, r, "largest")
		publish(t, b)
		values, err := hold(t, open(t, dir)).Values(t.Context(), []string{"130111-2023"}, indicators(t, "REQUESTS_RECEIVED", "FEES_10K_YUAN"), sql.Reported)
		if err != nil {
			t.Fatal(err)
		}
		if v := values["130111-2023"]; v[0].Value.String() != "2147483647" || v[1].Value.String() != "999999999999.999999" {
			t.Errorf("got %s and %s", v[0].Value, v[1].Value)
		}
	})
}
