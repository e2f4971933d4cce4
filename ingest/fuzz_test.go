package ingest_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// FuzzRead reads any text whatever. No figure may come of a cell without one, nothing may stand
// outside the document, and nothing may go wrong that has no name.
func FuzzRead(f *testing.F) {
	made := synth.Luancheng()
	for _, family := range synth.Families() {
		if format := family.Format(); format != "text" && format != "html" {
			continue
		}
		l := synth.Layout{Family: family, Annotated: true, FullWidth: true}
		if l.Fits(made) != nil {
			continue
		}
		b, err := synth.Render(made, l)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		l.GB18030 = true
		if b, err = synth.Render(made, l); err == nil {
			f.Add(b)
		}
		if object, err := json.Marshal(printed(ingest.Read(context.Background(), ingest.Document{Bytes: b}, nil))); err == nil && family == synth.Padded {
			f.Add(object)
		}
	}
	page, _ := synth.Render(made, synth.Layout{Family: synth.Plain})
	f.Add(separated(gridRows(page), ",", false, true))
	f.Add(separated(gridRows(page), "\t", true, false))
	for _, text := range []string{form2021("规章\n1\n2\n3"), form2021("规章000"), form2021("规章 1 2 3"), form2021("规章|1|/|3|\n|||"),
		aroundTable(tableTwo), saying("区", 1, "2023年,新收申请140余件,办结一百四十件,结转下年度0件。"), saying("局", 4, "未发生行政复议、行政诉讼。")} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			t.Skip()
		}
		r := ingest.Read(context.Background(), ingest.Document{Path: "x", Bytes: b}, nil)
		if r.Reason == report.Internal {
			t.Fatal(r.Message)
		}
		if (r.Status == report.Rejected) != (r.Reason != "") || r.Status != report.Read && r.Message == "" && r.Source.Format != "json" {
			t.Errorf("%s %s %q", r.Status, r.Reason, r.Message)
		}
		soundCells(t, r)
		if r.Source.Format != "json" { // its places are those of another document
			inside(t, r, int64(len(b)))
		}
	})
}

func soundCells(t *testing.T, r report.Report) {
	t.Helper()
	seen := map[report.Ref]bool{}
	for _, c := range r.Cells {
		if seen[c.Ref()] {
			t.Errorf("%v stands twice", c.Ref())
		}
		seen[c.Ref()] = true
		if c.State == report.Numeric && !strings.ContainsAny(normal.Text(c.Text), "0123456789零〇") && !(c.Text == "" && r.Source.Format == "json") {
			t.Errorf("%v: %q is read as %s", c.Ref(), c.Text, c.Value)
		}
		if c.State != report.Numeric && c.Value != (report.Number{}) {
			t.Errorf("%v is %s and has the value %s", c.Ref(), c.State, c.Value)
		}
		if !utf8.ValidString(c.Text) {
			t.Errorf("%v: the text %q is no text", c.Ref(), c.Text)
		}
	}
	for _, f := range r.Facts {
		if !strings.ContainsAny(normal.Text(f.Text), "0123456789零〇一二两三四五六七八九十百千未没无") {
			t.Errorf("%q is read as %s", f.Text, f.Value)
		}
	}
}

func inside(t *testing.T, r report.Report, size int64) {
	t.Helper()
	at := func(what string, offset int64) {
		if offset < 0 || offset > size {
			t.Errorf("%s stands at byte %d of %d", what, offset, size)
		}
	}
	for _, c := range r.Cells {
		at(c.Text, c.Place.Offset)
	}
	for _, x := range r.Rows {
		at(x.Label, x.Place.Offset)
	}
	for _, p := range r.Parts {
		at(p.Heading, p.Offset)
	}
	for _, f := range r.Facts {
		at(f.Text, f.Offset)
	}
	for _, o := range r.Basis {
		if o.Offset != -1 {
			at(o.Text, o.Offset)
		}
	}
	for _, f := range r.Findings {
		for _, p := range f.Places {
			at(f.Rule, p.Offset)
		}
	}
}

// FuzzAmount prints any text in a cell. Whatever figure is read has the digits that are printed, and
// its sign.
func FuzzAmount(f *testing.F) {
	for _, text := range []string{"12", "40,746", "1,234.5", "减3", "+21", "--253", "0/0", "251000元", "1.2亿元", "190.457379", "? 0", "零", "12 件", "1.", "007", "3万", "０．５", "—", "1e5"} {
		f.Add(text)
	}
	lines := []report.LineCode{"licensing.decisions", "fees.amount_10k_yuan", "penalties.change", "procurement.amount"}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "<>&\x00") || !utf8.ValidString(text) || len(text) > 200 {
			t.Skip()
		}
		for _, line := range lines {
			r := readString("", withCell(line, text))
			if r.Reason == report.Internal {
				t.Fatal(r.Message)
			}
			for _, c := range r.Cells {
				if c.Line == line && c.State == report.Numeric {
					sameDigits(t, text, c.Value.String())
				}
			}
		}
	})
}

// sameDigits compares a text with the figure read from it: the digits but for zeros at the ends,
// which units and points add and take.
func sameDigits(t *testing.T, text, value string) {
	t.Helper()
	digits := func(s string) string {
		return strings.Trim(strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s), "0")
	}
	plain := normal.Text(text)
	if digits(plain) != digits(value) {
		t.Errorf("%q is read as %s", text, value)
	}
	if strings.HasPrefix(value, "-") != strings.ContainsAny(plain, "-减负") && value != "0" {
		t.Errorf("%q is read as %s", text, value)
	}
	if !strings.ContainsAny(plain, "万亿元") && strings.Contains(plain, ".") && strings.Contains(value, ".") {
		if whole, _, _ := strings.Cut(plain, "."); strings.Trim(digits(whole), "0") != strings.Trim(digits(strings.Split(value, ".")[0]), "0") {
			t.Errorf("%q is read as %s", text, value)
		}
	}
}
