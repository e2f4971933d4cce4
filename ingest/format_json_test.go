package ingest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

type object = map[string]any

// printed is a report as the command read --json prints it.
func printed(r report.Report) object {
	or := func(known bool, v any) any {
		if !known {
			return nil
		}
		return v
	}
	o := object{"path": r.Source.Path, "sha256": r.Source.SHA256, "status": r.Status, "format": r.Source.Format,
		"edition": or(r.Edition != "", r.Edition), "title": or(r.Title != "", r.Title), "year": or(r.Year != 0, r.Year),
		"region": or(r.Region.Code != "", object{"code": r.Region.Code, "name": r.Region.Name}),
		"organ":  or(r.Organ.Name != "", object{"name": r.Organ.Name, "kind": r.Organ.Kind}),
		"scope":  r.Scope, "published": r.Published, "url": r.Source.URL, "synthetic": r.Synthetic,
		"period": object{"from": r.Period.From, "to": r.Period.To}, "reason": r.Reason, "message": r.Message}
	cells, findings := []object{}, []object{}
	for _, c := range r.Cells {
		cells = append(cells, object{"line": c.Line, "column": c.Column, "value": or(c.State == report.Numeric, c.Value),
			"state": c.State, "text": c.Text, "derived": c.Derived, "place": c.Place})
	}
	for _, f := range r.Findings {
		findings = append(findings, object{"rule": f.Rule, "severity": f.Severity, "line": f.Line, "column": f.Column,
			"expected": f.Expected, "actual": f.Actual, "message": f.Message, "chinese": f.Chinese, "places": f.Places})
	}
	o["cells"], o["findings"] = cells, findings
	var rows, sections, facts, basis []object
	for _, x := range r.Rows {
		rows = append(rows, object{"label": x.Label, "texts": x.Texts, "place": x.Place})
	}
	for _, p := range r.Parts {
		sections = append(sections, object{"number": p.Number, "heading": p.Heading, "offset": p.Offset, "text": p.Text})
	}
	for _, f := range r.Facts {
		facts = append(facts, object{"lines": f.Lines, "topic": f.Topic, "value": f.Value, "approximate": f.Approx, "text": f.Text, "offset": f.Offset})
	}
	for _, b := range r.Basis {
		basis = append(basis, object{"fact": b.Fact, "text": b.Text, "where": b.Where, "taken": b.Taken, "offset": or(b.Offset >= 0, b.Offset)})
	}
	o["rows"], o["sections"], o["facts"], o["basis"] = rows, sections, facts, basis
	return o
}

func readObject(t rapid.TB, o any, known *identity.Entry) report.Report {
	t.Helper()
	b, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return ingest.Read(context.Background(), ingest.Document{Path: "report.json", Bytes: append(b, '\n')}, known)
}

func TestWhatIsPrintedAsJSONIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		made, layout := anyLayout(t)
		if layout.Fits(made) != nil {
			layout.Family = synth.Padded
		}
		b, err := synth.Render(made, layout)
		if err != nil {
			t.Fatal(err)
		}
		if layout.Family.Format() == "text" || layout.Family.Format() == "html" {
			b = b[:len(b)-rapid.IntRange(0, len(b)/2).Draw(t, "cut")]
		}
		want := ingest.Read(context.Background(), ingest.Document{Path: "report", Bytes: b}, nil)
		got := readObject(t, printed(want), nil)
		if got.Source.Format != "json" || got.Source.SHA256 == want.Source.SHA256 {
			t.Errorf("source %+v", got.Source)
		}
		got.Source = want.Source
		if want.Status == report.Rejected {
			if got.Status != want.Status || got.Reason != want.Reason || got.Message != want.Message || len(got.Cells) != 0 {
				t.Errorf("%s %s %s, want %s %s", got.Status, got.Reason, got.Message, want.Reason, want.Message)
			}
			return
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(report.Number{}), equateEmpty); diff != "" {
			t.Error(diff)
		}
	})
}

// equateEmpty takes nil for an empty list.
var equateEmpty = cmp.FilterValues(func(x, y []report.Place) bool { return len(x) == 0 && len(y) == 0 }, cmp.Ignore())

func TestClaimsAreChecked(t *testing.T) {
	whole, err := synth.Render(synth.Luancheng(), synth.Layout{Family: synth.Plain})
	if err != nil {
		t.Fatal(err)
	}
	read := ingest.Read(context.Background(), ingest.Document{Path: "report", Bytes: whole}, nil)
	if read.Status != report.Read || read.Region.Code != "130111" {
		t.Fatalf("%s %s %s", read.Status, read.Region.Code, read.Message)
	}
	cellOf := func(o object, line report.LineCode) object {
		for _, c := range o["cells"].([]object) {
			if c["line"] == line {
				return c
			}
		}
		t.Fatalf("no cell of %s", line)
		return nil
	}
	for name, c := range map[string]struct {
		change func(o object)
		reason report.Reason
		says   string
	}{
		"a line of no form":        {func(o object) { cellOf(o, "rules.made")["line"] = "rules.burnt" }, report.Corrupt, `no line "rules.burnt"`},
		"a line of the other form": {func(o object) { cellOf(o, "rules.made")["line"] = "procurement.items" }, report.Corrupt, "not on the form of 2021"},
		"a column of no line":      {func(o object) { cellOf(o, "rules.made")["column"] = "total" }, report.Corrupt, `no column "total"`},
		"no column":                {func(o object) { cellOf(o, "received")["column"] = "" }, report.Corrupt, `no column ""`},
		"a state of none":          {func(o object) { c := cellOf(o, "received"); c["state"], c["value"] = "ZERO", nil }, report.Corrupt, `state "ZERO"`},
		"a number without value":   {func(o object) { cellOf(o, "received")["value"] = nil }, report.Corrupt, "a value belongs to state NUMBER"},
		"a blank with a value":     {func(o object) { cellOf(o, "received")["state"] = report.Blank }, report.Corrupt, "a value belongs to state NUMBER"},
		"a blank with a figure":    {func(o object) { c := cellOf(o, "received"); c["state"], c["value"] = report.Blank, nil }, report.Corrupt, `its text "134"`},
		"another value":            {func(o object) { cellOf(o, "received")["value"] = 135 }, report.Corrupt, `value is 135 and its text "134"`},
		"half a request":           {func(o object) { c := cellOf(o, "received"); c["value"], c["text"] = 0.5, "0.5" }, report.Corrupt, "a fraction where a count belongs"},
		"an exponent":              {func(o object) { cellOf(o, "received")["value"] = json.RawMessage("1.34e2") }, report.Corrupt, "byte"},
		"the same cell twice":      {func(o object) { cellOf(o, "rules.repealed")["line"] = "rules.made" }, report.Corrupt, "twice"},
		"a place before the start": {func(o object) { cellOf(o, "received")["place"] = report.Place{Offset: -1} }, report.Corrupt, "place"},
		"an unknown edition":       {func(o object) { o["edition"] = "2030" }, report.Corrupt, `edition "2030"`},
		"no edition":               {func(o object) { o["edition"] = nil }, report.Corrupt, `edition ""`},
		"an unknown region":        {func(o object) { o["region"] = object{"code": "999999", "name": "某区"} }, report.Corrupt, "999999"},
		"another region's name":    {func(o object) { o["region"] = object{"code": "130111", "name": "长安区"} }, report.Corrupt, "130111 is 栾城区"},
		"a year that is none":      {func(o object) { o["year"] = 20230 }, report.Corrupt, "20230"},
		"a kind that is none":      {func(o object) { o["organ"] = object{"name": "栾城区人民政府", "kind": "CLUB"} }, report.Corrupt, "CLUB"},
		"a status that is none":    {func(o object) { o["status"] = "FINE" }, report.Corrupt, "FINE"},
		"a fact of no line":        {func(o object) { o["facts"] = []object{{"value": 1, "text": "1件"}} }, report.Corrupt, "of no line"},
		"rejected with figures":    {func(o object) { o["status"], o["reason"] = "REJECTED", "EMPTY" }, report.Corrupt, "rejected"},
		"rejected for nothing":     {func(o object) { o["status"], o["reason"], o["cells"] = "REJECTED", "BORING", nil }, report.Corrupt, "BORING"},
		"words for a year":         {func(o object) { o["year"] = "2023" }, report.Corrupt, "year"},
		"no cells":                 {func(o object) { o["cells"] = nil }, report.NoTables, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := printed(read)
			c.change(o)
			r := readObject(t, o, nil)
			if r.Status != report.Rejected || r.Reason != c.reason || !strings.Contains(r.Message, c.says) || len(r.Cells) != 0 {
				t.Errorf("%s %s %q with %d cells, want %s with %q", r.Status, r.Reason, r.Message, len(r.Cells), c.reason, c.says)
			}
		})
	}
	t.Run("findings that are not of reading", func(t *testing.T) {
		o := printed(read)
		o["findings"] = []object{{"rule": "balance", "severity": "ERROR"}, {"rule": "title_cut", "severity": "INFO"}}
		r := readObject(t, o, nil)
		if r.Status != report.Read || len(r.Findings) != 1 || r.Findings[0].Rule != "title_cut" {
			t.Errorf("%s %s, findings %+v, want title_cut alone", r.Status, r.Message, r.Findings)
		}
	})
	t.Run("cells left out", func(t *testing.T) {
		o := printed(read)
		o["cells"] = o["cells"].([]object)[:150]
		if r := readObject(t, o, nil); r.Status != report.Partial || len(r.Cells) != 150 {
			t.Errorf("%s %s with %d cells, want PARTIAL with 150", r.Status, r.Message, len(r.Cells))
		}
	})
	t.Run("several", func(t *testing.T) {
		one, _ := json.Marshal(printed(read))
		for _, b := range [][]byte{bytes.Join([][]byte{one, one}, []byte("\n")), []byte("[" + string(one) + "]")} {
			if r := readString("", string(b)); r.Reason != report.NeedsConversion || !strings.Contains(r.Message, "several") {
				t.Errorf("%s %s %s", r.Status, r.Reason, r.Message)
			}
		}
	})
	t.Run("cut", func(t *testing.T) {
		one, _ := json.Marshal(printed(read))
		for n := 100; n < len(one); n += 997 {
			if r := readString("", string(one[:n])); r.Status != report.Rejected {
				t.Errorf("%d bytes of %d are %s", n, len(one), r.Status)
			}
		}
	})
	t.Run("a manifest", func(t *testing.T) {
		r := readObject(t, printed(read), &identity.Entry{Year: 2022, Published: "2024-02-01", URL: "https://example.org/a.html"})
		if r.Year != 2022 || r.Region.Code != "130111" || r.Published != "2024-02-01" || !hasFinding(r, "manifest_conflict") {
			t.Errorf("%d %s %s %+v", r.Year, r.Region.Code, r.Published, r.Findings)
		}
	})
}
