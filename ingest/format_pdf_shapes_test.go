package ingest_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/report"
)

// tableDrawing is table 二's block of three rows as it can be drawn.
type tableDrawing struct {
	quarters int     // the page's content is turned against the clock; 0 or 2
	size     float64 // of the type
	line     func(p *bytes.Buffer, x0, y0, x1, y1 float64)
	rows     [][]string
	open     bool // no lines at the sides
	skip     func(column, row int) bool
	after    string // drawn after it
	clip     string // what the page shows, as x y width height; all of it if empty
	page     string // more of the page's dictionary
}

var threeRows = [][]string{{"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"}, {"规章", "1", "", "31"}, {"行政规范性文件", "14", "5", "116"}}

func hairline(p *bytes.Buffer, x0, y0, x1, y1 float64) { drawLine(p, x0, y0, x1, y1) }

// bar draws a line as a filled rectangle.
func bar(p *bytes.Buffer, x0, y0, x1, y1 float64) {
	fmt.Fprintf(p, "%g %g %g %g re f\n", x0-0.3, y0-0.3, x1-x0+0.6, y1-y0+0.6)
}

// double draws two lines side by side.
func double(p *bytes.Buffer, x0, y0, x1, y1 float64) {
	d := 0.8
	if x0 == x1 {
		drawLine(p, x0-d, y0, x0-d, y1)
		drawLine(p, x0+d, y0, x0+d, y1)
		return
	}
	drawLine(p, x0, y0-d, x1, y0-d)
	drawLine(p, x0, y0+d, x1, y0+d)
}

// dashed draws a line in pieces.
func dashed(p *bytes.Buffer, x0, y0, x1, y1 float64) {
	for at := 0.0; at < 1; at += 0.05 {
		drawLine(p, x0+(x1-x0)*at, y0+(y1-y0)*at, x0+(x1-x0)*(at+0.04), y0+(y1-y0)*(at+0.04))
	}
}

func (d tableDrawing) draw() []byte {
	doc := drawnPDF{page: d.page}
	doc.newPage().WriteString(d.content())
	return doc.bytes()
}

func (d tableDrawing) content() string {
	p := &bytes.Buffer{}
	if d.clip != "" {
		fmt.Fprintf(p, "%s re W n\n", d.clip)
	}
	fmt.Fprintf(p, "q %s cm\n", [3]string{0: "1 0 0 1 0 0", 2: "-1 0 0 -1 595 842"}[d.quarters])
	s := d.size
	y := 560.0
	for _, text := range []string{"某县2023年政府信息公开工作年度报告", "一、总体情况", "二、主动公开政府信息情况", "第二十条第(一)项"} {
		printAt(p, 40, y, s, 0, text)
		y -= 2 * s
	}
	width, height := 9*s, 2*s
	top := y
	for r, row := range d.rows {
		for c, text := range row {
			printAt(p, 40+float64(c)*width+0.5*s, top-float64(r)*height-1.4*s, s, 0, text)
		}
	}
	right, bottom := 40+float64(len(d.rows[0]))*width, top-float64(len(d.rows))*height
	for r := range len(d.rows) + 1 {
		d.line(p, 40, top-float64(r)*height, right, top-float64(r)*height)
	}
	for c := range len(d.rows[0]) + 1 {
		if d.open && (c == 0 || c == len(d.rows[0])) {
			continue
		}
		for r := range d.rows {
			if d.skip == nil || !d.skip(c, r) {
				d.line(p, 40+float64(c)*width, top-float64(r+1)*height, 40+float64(c)*width, top-float64(r)*height)
			}
		}
	}
	y = bottom - 2*s
	for _, text := range []string{"第二十条第(五)项", "三、收到和处理政府信息公开申请情况"} {
		printAt(p, 40, y, s, 0, text)
		y -= 2 * s
	}
	fmt.Fprint(p, "Q\n"+d.after)
	return p.String()
}

func TestDrawnTables(t *testing.T) {
	plain := tableDrawing{size: 10.5, line: hairline, rows: threeRows}
	for name, change := range map[string]func(*tableDrawing){
		"hairlines":              func(d *tableDrawing) {},
		"filled bars":            func(d *tableDrawing) { d.line = bar },
		"double lines":           func(d *tableDrawing) { d.line = double },
		"dashed lines":           func(d *tableDrawing) { d.line = dashed },
		"open at the sides":      func(d *tableDrawing) { d.open = true },
		"upside down":            func(d *tableDrawing) { d.quarters = 2 },
		"small type":             func(d *tableDrawing) { d.size = 5 },
		"large type":             func(d *tableDrawing) { d.size = 15 },
		"a line missing in head": func(d *tableDrawing) { d.skip = func(c, r int) bool { return c == 2 && r == 0 } },
	} {
		t.Run(name, func(t *testing.T) {
			d := plain
			change(&d)
			r := readPDF(d.draw())
			for line, want := range map[report.LineCode]string{
				"rules.made": "1", "rules.repealed": "BLANK", "rules.in_force": "31",
				"normative_documents.made": "14", "normative_documents.repealed": "5", "normative_documents.in_force": "116",
			} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("%s is %s, want %s (%s %s: %s)", line, got, want, r.Status, r.Reason, r.Message)
				}
			}
		})
	}
}

// TestFiguresInDoubt draws tables that do not say where a figure ends: it must not be read.
func TestFiguresInDoubt(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*tableDrawing)
		line   report.LineCode
	}{
		"a line between figures missing": {func(d *tableDrawing) { d.skip = func(c, r int) bool { return c == 3 && r == 2 } }, "normative_documents.repealed"},
		"a figure across a line": {func(d *tableDrawing) {
			d.rows = [][]string{threeRows[0], threeRows[1], {"行政规范性文件", "12345678901234567890", "5", "116"}}
		}, "normative_documents.made"},
		"blanks in a figure": {func(d *tableDrawing) {
			d.rows = [][]string{threeRows[0], threeRows[1], {"行政规范性文件", "1 4", "5", "116"}}
		}, "normative_documents.made"},
	} {
		t.Run(name, func(t *testing.T) {
			d := tableDrawing{size: 10.5, line: hairline, rows: threeRows}
			c.change(&d)
			if got := cell(readPDF(d.draw()), c.line, ""); got != "UNREADABLE" && got != "absent" {
				t.Errorf("%s is %s, want UNREADABLE", c.line, got)
			}
		})
	}
}

// brokenRow draws table 二 over two pages, the row of 行政规范性文件 broken between them.
func brokenRow(above, below []string) []byte {
	var doc drawnPDF
	p := doc.newPage()
	for i, text := range []string{"某县2023年政府信息公开工作年度报告", "一、总体情况", "二、主动公开政府信息情况", "第二十条第(一)项"} {
		printAt(p, 40, 300-24*float64(i), 12, 0, text)
	}
	grid := func(p *bytes.Buffer, top float64, rows [][]string) {
		for r := range len(rows) + 1 {
			drawLine(p, 40, top-30*float64(r), 520, top-30*float64(r))
		}
		for c := range 5 {
			drawLine(p, 40+120*float64(c), top-30*float64(len(rows)), 40+120*float64(c), top)
		}
		for r, row := range rows {
			for c, text := range row {
				printAt(p, 45+120*float64(c), top-30*float64(r)-20, 12, 0, text)
			}
		}
	}
	grid(p, 200, [][]string{threeRows[0], {"规章", "0", "0", "7"}, above})
	printAt(p, 290, 30, 10, 0, "- 1 -")
	p = doc.newPage()
	grid(p, 790, [][]string{below, {"行政措施", "8", "8", "8"}})
	printAt(p, 40, 600, 12, 0, "第二十条第(五)项")
	printAt(p, 40, 570, 12, 0, "三、收到和处理政府信息公开申请情况")
	printAt(p, 290, 30, 10, 0, "- 2 -")
	return doc.bytes()
}

func TestRowsOverPageBreaks(t *testing.T) {
	for name, c := range map[string]struct {
		above, below []string
		want         [3]string
	}{
		"label broken, figures above":        {[]string{"行政规范性", "1", "2", "3"}, []string{"文件", "", "", ""}, [3]string{"1", "2", "3"}},
		"label broken, figures below":        {[]string{"行政规范性", "", "", ""}, []string{"文件", "1", "2", "3"}, [3]string{"1", "2", "3"}},
		"label above, figures below":         {[]string{"行政规范性文件", "", "", ""}, []string{"", "1", "2", "3"}, [3]string{"1", "2", "3"}},
		"figures above, label below":         {[]string{"", "1", "2", "3"}, []string{"行政规范性文件", "", "", ""}, [3]string{"1", "2", "3"}},
		"label broken, whole below":          {[]string{"行政", "1", "2", "3"}, []string{"规范性文件", "", "", ""}, [3]string{"1", "2", "3"}},
		"the row repeated":                   {[]string{"行政规范性文件", "1", "2", "3"}, []string{"行政规范性文件", "1", "2", "3"}, [3]string{"1", "2", "3"}},
		"heads repeated":                     {[]string{"行政规范性文件", "1", "2", "3"}, threeRows[0], [3]string{"1", "2", "3"}},
		"blank, and a row that none knows":   {[]string{"行政规范性文件", "", "", ""}, []string{"其中部门", "1", "2", "3"}, [3]string{"UNREADABLE", "UNREADABLE", "UNREADABLE"}},
		"whole, and a row of its own behind": {[]string{"行政规范性文件", "1", "2", "3"}, []string{"其他", "4", "5", "6"}, [3]string{"1", "2", "3"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := readPDF(brokenRow(c.above, c.below))
			for i, line := range []report.LineCode{"normative_documents.made", "normative_documents.repealed", "normative_documents.in_force"} {
				if got := cell(r, line, ""); got != c.want[i] {
					t.Errorf("%s is %s, want %s (%s: %s)", line, got, c.want[i], r.Status, r.Message)
				}
			}
		})
	}
}

func TestPDFsThatAreNotRead(t *testing.T) {
	scan := drawnPDF{extra: []string{"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n\x80\nendstream"}}
	fmt.Fprint(scan.newPage(), "q 595 0 0 842 0 0 cm /X1 Do Q\n")
	hidden := drawnPDF{extra: scan.extra}
	p := hidden.newPage()
	fmt.Fprint(p, "q 595 0 0 842 0 0 cm /X1 Do Q\n3 Tr\n")
	for i := range 30 {
		printAt(p, 40, 800-20*float64(i), 12, 0, "规章 1 2 3")
	}
	var empty, many, letters drawnPDF
	empty.newPage()
	for range 2000 {
		printAt(many.newPage(), 40, 700, 12, 0, "规章")
	}
	for range 41 {
		p := letters.newPage()
		for i := range 50 {
			printAt(p, 40, 800-15*float64(i), 4, 0, strings.Repeat("政府信息公开5", 15))
		}
	}
	locked := tableDrawing{size: 10.5, line: hairline, rows: threeRows}.draw()
	locked = bytes.Replace(locked, []byte("/Info 6 0 R"), []byte("/Info 6 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<0000000000000000000000000000000000000000000000000000000000000000>/U<0000000000000000000000000000000000000000000000000000000000000000>>>"), 1)
	bomb := drawnPDF{extra: []string{"<</Length 1/Filter/FlateDecode>>\nstream\nnot packed\nendstream"}}
	bomb.newPage()
	for name, c := range map[string]struct {
		b    []byte
		want report.Reason
	}{
		"a scan":                        {scan.bytes(), report.NeedsOCR},
		"a scan with letters behind it": {hidden.bytes(), report.NeedsOCR},
		"nothing on the page":           {empty.bytes(), report.Empty},
		"2000 pages":                    {many.bytes(), report.TooLarge},
		"letters without end":           {letters.bytes(), report.TooLarge},
		"a password":                    {locked, report.Encrypted},
		"only its first line":           {[]byte("%PDF-1.4\n"), report.Corrupt},
		"a stream that is not packed":   {bomb.bytes(), report.Corrupt},
	} {
		t.Run(name, func(t *testing.T) {
			r := readPDF(c.b)
			if r.Status != report.Rejected || r.Reason != c.want || r.Message == "" {
				t.Errorf("%s %s %q, want %s with words", r.Status, r.Reason, r.Message, c.want)
			}
		})
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(tableDrawing{size: 10.5, line: hairline, rows: threeRows}.draw())
	f.Add(brokenRow([]string{"行政规范性", "", "", ""}, []string{"文件", "1", "2", "3"}))
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r := ingest.Read(context.Background(), ingest.Document{Bytes: b}, nil); r.Reason == report.Internal {
			t.Error(r.Message)
		}
	})
}
