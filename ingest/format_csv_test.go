package ingest_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// gridRows are a page's paragraphs and table rows as a spreadsheet program has them in its cells:
// what a merged cell covers is empty.
func gridRows(page []byte) (rows [][]string) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		panic(err)
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.DataAtom {
		case atom.Table:
			rows = append(rows, tableRows(n)...)
			return
		case atom.P, atom.H1, atom.H2, atom.H3:
			rows = append(rows, []string{inner(n)})
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return rows
}

func inner(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	text := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		text += inner(c)
	}
	return strings.TrimSpace(text)
}

func tableRows(table *html.Node) (rows [][]string) {
	covered := map[[2]int]bool{}
	for tr := range table.Descendants() {
		if tr.DataAtom != atom.Tr {
			continue
		}
		y, x := len(rows), 0
		var row []string
		put := func(text string) { row = append(row, text); x++ }
		for td := range tr.ChildNodes() {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			for covered[[2]int{x, y}] {
				put("")
			}
			wide, high := 1, 1
			for _, a := range td.Attr {
				switch n, _ := strconv.Atoi(a.Val); a.Key {
				case "colspan":
					wide = n
				case "rowspan":
					high = n
				}
			}
			for i := range wide {
				for j := range high {
					covered[[2]int{x + i, y + j}] = true
				}
			}
			put(inner(td))
			for range wide - 1 {
				put("")
			}
		}
		for covered[[2]int{x, y}] {
			put("")
		}
		rows = append(rows, row)
	}
	return rows
}

// separated writes rows as a spreadsheet program does; padded makes all of them as wide.
func separated(rows [][]string, separator string, quoted, padded bool) []byte {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	var b strings.Builder
	for _, row := range rows {
		row = slices.Clone(row)
		for padded && len(row) < width {
			row = append(row, "")
		}
		for i, cell := range row {
			if quoted && cell != "" || strings.ContainsAny(cell, separator+"\"\n") {
				row[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
		}
		b.WriteString(strings.Join(row, separator) + "\r\n")
	}
	return []byte(b.String())
}

func asCSV(t rapid.TB, printed report.Report, zerosBlank bool, separator string, quoted, padded bool) []byte {
	t.Helper()
	page, err := synth.Render(printed, synth.Layout{Family: synth.Plain, ZerosBlank: zerosBlank})
	if err != nil {
		t.Fatal(err)
	}
	return separated(gridRows(page), separator, quoted, padded)
}

func TestSeparatedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		printed, layout := anyLayout(t)
		separator := rapid.SampledFrom([]string{",", "\t", ";"}).Draw(t, "separator")
		b := asCSV(t, printed, layout.ZerosBlank, separator, rapid.Bool().Draw(t, "quoted"), rapid.Bool().Draw(t, "padded"))
		if layout.GB18030 {
			b, _ = simplifiedchinese.GB18030.NewEncoder().Bytes(b)
		} else {
			b = append([]byte("\xef\xbb\xbf"), b...)
		}
		got := ingest.Read(context.Background(), ingest.Document{Path: "report.csv", Bytes: b}, nil)
		want := synth.Printed(printed, synth.Layout{Family: synth.Plain, ZerosBlank: layout.ZerosBlank})
		if got.Status != report.Read || got.Source.Format != "csv" || got.Edition != printed.Edition || got.Year != printed.Year || got.Region.Code != printed.Region.Code {
			t.Fatalf("%s %s %s, format %s, edition %s, %d %s", got.Status, got.Reason, got.Message, got.Source.Format, got.Edition, got.Year, got.Region.Code)
		}
		if len(got.Cells) != len(want) {
			t.Fatalf("%d cells, want %d", len(got.Cells), len(want))
		}
		for i, c := range got.Cells {
			if w := want[i]; c.Ref() != w.Ref() || c.State != w.State || c.Value != w.Value || c.Derived {
				t.Errorf("%v is %s %s %q, want %s %s", c.Ref(), c.State, c.Value, c.Text, w.State, w.Value)
			}
			printed := []byte(c.Text)
			if layout.GB18030 {
				printed, _ = simplifiedchinese.GB18030.NewEncoder().Bytes(printed)
			}
			if at := b[c.Place.Offset:]; c.State == report.Numeric && !bytes.HasPrefix(at, printed) {
				t.Errorf("%v: %q is not at byte %d, where %.20q stands", c.Ref(), c.Text, c.Place.Offset, at)
			}
		}
	})
}

func TestWhatIsNoTableOfSeparatedValues(t *testing.T) {
	for name, text := range map[string]string{
		"a cell a line":       form2021("规章\n1\n2\n3"),
		"commas in sentences": "某县2023年政府信息公开工作年度报告\n" + strings.Repeat("一, 二, 三\n四, 五\n", 10),
		"another table":       strings.Repeat("姓名,年龄,城市\n", 20),
		"cells between bars":  strings.Repeat("| 规章 | 1, 2 | 3 |\n", 10),
	} {
		t.Run(name, func(t *testing.T) {
			if r := readString("report.csv", text); r.Source.Format != "text" {
				t.Errorf("format %s, want text", r.Source.Format)
			}
		})
	}
}

func TestUnquotedGroupsAreNotCells(t *testing.T) {
	printed := synth.Luancheng()
	whole := string(asCSV(t, printed, false, ",", false, true))
	for name, c := range map[string]struct {
		replace, with string
		line          report.LineCode
		column        report.Column
	}{
		"one cell":            {"行政许可,40746,", "行政许可,40,746,", "licensing.decisions", ""},
		"the row grows":       {"行政处罚,716,", "行政处罚,7,160,", "penalties.decisions", ""},
		"a row of seven":      {",134,0,0,0,6,0,140", ",1,134,0,0,0,6,0,140", "received", report.Total},
		"a separator is lost": {"规范性文件,2,2,11", "规范性文件,22,11", "normative_documents.made", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(whole, c.replace, c.with, 1)
			if text == whole {
				t.Fatalf("%q does not stand in it", c.replace)
			}
			if got := cell(readString("", text), c.line, c.column); got != "UNREADABLE" {
				t.Errorf("%s is %s, want UNREADABLE", c.line, got)
			}
		})
	}
}

func TestDamagedSeparatedValues(t *testing.T) {
	printed := synth.Luancheng()
	for name, whole := range map[string][]byte{
		"padded": asCSV(t, printed, false, ",", false, true),
		"ragged": asCSV(t, printed, false, ",", false, false),
		"tabs":   asCSV(t, printed, true, "\t", false, true),
		"quoted": asCSV(t, printed, false, ";", true, true),
	} {
		t.Run(name, func(t *testing.T) {
			want := synth.Printed(printed, synth.Layout{Family: synth.Plain, ZerosBlank: name == "tabs"})
			random := rand.New(rand.NewPCG(7, 7))
			for n := range 600 {
				b := bytes.Clone(whole)
				if n < 300 {
					b = b[:random.IntN(len(b))]
				} else {
					i, bit := random.IntN(len(b)), byte(1)<<random.IntN(8)
					if is := b[i] ^ bit; strings.IndexByte("0123456789", is) < 0 {
						b[i] = is
					}
				}
				got := ingest.Read(context.Background(), ingest.Document{Bytes: b}, nil)
				if got.Reason == report.Internal {
					t.Fatalf("case %d: %s", n, got.Message)
				}
				neverWrong(t, got, want)
				if got.Status == report.Read && len(b) < len(whole) && len(got.Cells) < 200 {
					t.Errorf("case %d: %d bytes of %d pass as whole", n, len(b), len(whole))
				}
			}
		})
	}
}

func BenchmarkCSV(b *testing.B) {
	page, err := synth.Render(synth.Luancheng(), synth.Layout{Family: synth.Plain})
	if err != nil {
		b.Fatal(err)
	}
	benchmarkRead(b, separated(gridRows(page), ",", false, true))
}
