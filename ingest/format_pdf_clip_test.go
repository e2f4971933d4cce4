package ingest_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/gongkai/gongkai/report"
)

var threeRowLines = [2][3]report.LineCode{
	{"rules.made", "rules.repealed", "rules.in_force"},
	{"normative_documents.made", "normative_documents.repealed", "normative_documents.in_force"},
}

// TestCutTables draws tables that go on beyond what the page shows: nothing may be read in the
// column that is cut, and everything in the others.
func TestCutTables(t *testing.T) {
	rightOpen := func(d *tableDrawing) { d.skip = func(c, _ int) bool { return c == 4 } }
	for name, change := range map[string]func(*tableDrawing){
		"by the end of the page":         func(d *tableDrawing) { d.page = "/CropBox[0 0 400 842]" },
		"by a clip":                      func(d *tableDrawing) { d.clip = "20 20 380 800" },
		"its last border left out":       rightOpen,
		"by a clip, open at its sides":   func(d *tableDrawing) { d.clip, d.open = "20 20 380 800", true },
		"by the page, open at its sides": func(d *tableDrawing) { d.page, d.open = "/CropBox[0 0 400 842]", true },
	} {
		t.Run(name, func(t *testing.T) {
			d := tableDrawing{size: 10.5, line: hairline, rows: threeRows}
			change(&d)
			r := readPDF(d.draw())
			for i, row := range [2][2]string{{"1", "BLANK"}, {"14", "5"}} {
				for k, want := range row {
					if got := cell(r, threeRowLines[i][k], ""); got != want {
						t.Errorf("%s is %s, want %s (%s: %s)", threeRowLines[i][k], got, want, r.Status, r.Message)
					}
				}
				if got := cell(r, threeRowLines[i][2], ""); got != "UNREADABLE" {
					t.Errorf("%s is %s, want UNREADABLE", threeRowLines[i][2], got)
				}
			}
		})
	}
}

// loosePage prints pieces of text without lines: x, y and what stands there.
func loosePage(extra string, pieces ...any) []byte {
	doc := drawnPDF{page: extra}
	p := doc.newPage()
	for i, text := range []string{"某县2023年政府信息公开工作年度报告", "一、总体情况", "二、主动公开政府信息情况", "第二十条第(一)项"} {
		printAt(p, 40, 600-24*float64(i), 10, 0, text)
	}
	for i := 0; i < len(pieces); i += 3 {
		printAt(p, float64(pieces[i].(int)), float64(pieces[i+1].(int)), 10, 0, pieces[i+2].(string))
	}
	printAt(p, 40, 300, 10, 0, "第二十条第(五)项")
	printAt(p, 40, 276, 10, 0, "三、收到和处理政府信息公开申请情况")
	return doc.bytes()
}

// TestTornFigures prints tables without lines whose figures are not whole, or stand beside a part of
// a label: nothing may come out that was not printed.
func TestTornFigures(t *testing.T) {
	heads := []any{40, 500, "信息内容", 180, 500, "本年制发件数", 280, 500, "本年废止件数", 380, 500, "现行有效件数"}
	rules := []any{40, 476, "规章", 180, 476, "1", 280, 476, "2", 380, 476, "31"}
	for name, c := range map[string]struct {
		page   string
		pieces []any
	}{
		"digits on the next line":         {"", []any{40, 452, "行政规范性文件", 180, 452, "1", 280, 452, "5", 380, 452, "11", 180, 440, "4", 380, 440, "6"}},
		"digits beside the label's rest":  {"", []any{40, 452, "行政规范性", 180, 452, "1", 280, 452, "5", 380, 452, "11", 40, 440, "文件", 180, 440, "4", 380, 440, "6"}},
		"figures beside a part of it":     {"", []any{40, 452, "行政", 180, 452, "14", 280, 452, "5", 380, 452, "116", 40, 440, "规范", 40, 428, "性文", 40, 416, "件(含", 40, 404, "其他)"}},
		"figures above the label":         {"", []any{180, 452, "14", 280, 452, "5", 380, 452, "116", 40, 430, "行政规范性文件"}},
		"the page's edge through figures": {"/CropBox[0 0 387 842]", []any{40, 452, "行政规范性文件", 180, 452, "14", 280, 452, "5", 380, 452, "116"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := readPDF(loosePage(c.page, append(append(heads[:len(heads):len(heads)], rules...), c.pieces...)...))
			for k, want := range []string{"14", "5", "116"} {
				if got := cell(r, threeRowLines[1][k], ""); got != want && got != "UNREADABLE" && got != "absent" {
					t.Errorf("%s is %s, want %s or UNREADABLE (%s: %s)", threeRowLines[1][k], got, want, r.Status, r.Message)
				}
			}
		})
	}
}

// TestClippedFigure clips a figure to a cell too narrow for it, as spreadsheets do.
func TestClippedFigure(t *testing.T) {
	d := tableDrawing{size: 10.5, line: hairline, rows: [][]string{threeRows[0], threeRows[1], {"行政规范性文件", "14", "5", ""}}}
	for name, c := range map[string]struct{ clip, want string }{
		"wide enough": {"320 400 60 100", "116"},
		"too narrow":  {"320 400 14.5 100", "UNREADABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			d := d
			var more bytes.Buffer
			fmt.Fprintf(&more, "q %s re W n\n", c.clip)
			printAt(&more, 328.75, 419.3, 10.5, 0, "116")
			fmt.Fprint(&more, "Q\n")
			d.after = more.String()
			if got := cell(readPDF(d.draw()), "normative_documents.in_force", ""); got != c.want {
				t.Errorf("it is %s, want %s", got, c.want)
			}
		})
	}
}

// TestForms draws the table in a page within the page.
func TestForms(t *testing.T) {
	d := tableDrawing{size: 10.5, line: hairline, rows: threeRows}
	for name, c := range map[string]struct{ matrix, box, last string }{
		"as it is":      {"1 0 0 1 0 0", "0 0 595 842", "116"},
		"half as large": {".5 0 0 .5 50 50", "0 0 595 842", "116"},
		"cut by itself": {"1 0 0 1 0 0", "0 0 400 842", "UNREADABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			drawing := d.content()
			doc := drawnPDF{extra: []string{fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[%s]/Matrix[%s]/Resources<</Font<</F1 3 0 R>>>>/Length %d>>\nstream\n%s\nendstream", c.box, c.matrix, len(drawing), drawing)}}
			fmt.Fprint(doc.newPage(), "/X1 Do\n")
			r := readPDF(doc.bytes())
			for line, want := range map[report.LineCode]string{"rules.made": "1", "rules.repealed": "BLANK", "normative_documents.made": "14", "normative_documents.in_force": c.last} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("%s is %s, want %s (%s %s)", line, got, want, r.Status, r.Message)
				}
			}
		})
	}
}
