package ingest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// heap is how many bytes are in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestTooManyTokens(t *testing.T) {
	const many = 100_001
	row := "规章,1,2\n"
	for name, text := range map[string]string{
		"a cell a line":         opening + strings.Repeat("规章\n1\n", many),
		"cells between bars":    opening + strings.Repeat("| 规章 | 1 |\n", many),
		"bars alone":            opening + strings.Repeat("|||", many),
		"cells apart by blanks": opening + strings.Repeat("规章 1\n", many),
		"separated values":      opening + strings.Repeat("行政许可,1,2\n行政处罚,1,2\n"+row+row, many/4),
		"paragraphs":            "<html><p>一、总体情况" + strings.Repeat("<p>规章<p>1", many),
		"cells":                 "<table>" + strings.Repeat("<tr><td>规章<td>1", many),
	} {
		t.Run(name, func(t *testing.T) {
			if r := readString("x", text); r.Reason != report.TooLarge || !strings.Contains(r.Message, "200000") {
				t.Errorf("%s %s %s, want TOO_LARGE naming the limit", r.Status, r.Reason, r.Message)
			}
		})
	}
}

// TestPatience reads documents made to be slow. Each must be done, or given up, in the time a
// document may take.
func TestPatience(t *testing.T) {
	for name, text := range map[string]string{
		"one label again and again": opening + strings.Repeat("行政复议\n", 190_000),
		"labels in pieces":          opening + strings.Repeat("规\n", 190_000),
		"words like labels":         opening + strings.Repeat("行政规范行文件\n", 190_000),
		"one row with many figures": opening + "一、本年新收政府信息公开申请数量 |\n" + strings.Repeat("1 |\n", 190_000),
		"rows with two figures":     opening + strings.Repeat("一、本年新收政府信息公开申请数量 |\n1 |\n1 |\n", 60_000),
		"glued figures":             opening + "规章" + strings.Repeat("1", 1<<20),
		"one long line":             opening + strings.Repeat("政府信息公开申请1件,", 1<<17),
		"one long sentence":         saying("区", 1, strings.Repeat("收到政府信息公开申请1件、", 1<<16)+"。"),
		"figures without end":       saying("区", 1, strings.Repeat("1", 1<<20)+"件申请。"),
		"numerals without end":      saying("区", 1, strings.Repeat("一", 1<<18)+"件申请。"),
		"brackets without end":      saying("区", 1, strings.Repeat("(", 1<<18)+"申请1件。"),
		"elements in elements":      strings.Repeat("<div><span>", 1<<18) + opening,
		"quotes in separated cells": strings.Repeat("行政许可,\"\"\"\",1\n", 40_000),
		"a list of lists in JSON":   `{"cells":` + strings.Repeat("[", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			r := readString("x", text)
			if took := time.Since(start); took > 20*time.Second || r.Reason == report.Internal {
				t.Errorf("%s: %s %s %s", took, r.Status, r.Reason, r.Message)
			} else {
				t.Logf("%s %s %s", took.Round(time.Millisecond), r.Status, r.Reason)
			}
		})
	}
}

func TestSpanBombs(t *testing.T) {
	before := heap()
	for name, page := range map[string]string{
		"a wide cell":      aroundTable(strings.Replace(tableTwo, "<td colspan=4>第二十条第(一)项", "<td colspan=1000000000 rowspan=1>第二十条第(一)项", 1)),
		"a number too big": aroundTable(strings.Replace(tableTwo, "<td colspan=4>第二十条第(一)项", "<td colspan=99999999999999999999>第二十条第(一)项", 1)),
		"a negative span":  aroundTable(strings.Replace(tableTwo, "<td colspan=4>第二十条第(一)项", "<td colspan=-4 rowspan=0>第二十条第(一)项", 1)),
		"another table's":  aroundTable("<table>" + strings.Repeat("<tr><td colspan=1000000000 rowspan=1000000000>栏目</td></tr>", 1000) + "</table>" + tableTwo),
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", page)
			for line, want := range map[report.LineCode]string{"rules.made": "1", "rules.in_force": "3", "licensing.decisions": "7"} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("%s is %s, want %s", line, got, want)
				}
			}
		})
	}
	if after := heap(); after > before+32<<20 {
		t.Errorf("%d bytes in use, %d before", after, before)
	}
}

func TestTimeIsUp(t *testing.T) {
	ctx, stop := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer stop()
	luancheng := synth.Luancheng()
	for name, b := range map[string][]byte{
		"text":             []byte(form2021("规章\n1\n2\n3")),
		"a page":           []byte(aroundTable(tableTwo)),
		"separated values": asCSV(t, luancheng, false, ",", false, true),
		"JSON":             []byte(`{"status":"READ","edition":"2021","cells":[]}`),
	} {
		t.Run(name, func(t *testing.T) {
			r := ingest.Read(ctx, ingest.Document{Path: "x", Bytes: b}, nil)
			if r.Status != report.Rejected || r.Reason != report.TimedOut || len(r.Cells) != 0 || r.Message == "" {
				t.Errorf("%s %s %s with %d cells, want TIMED_OUT", r.Status, r.Reason, r.Message, len(r.Cells))
			}
		})
	}
}

// TestNothingEscapes: what goes wrong inside a document stays inside it, whoever's fault it is. The
// caller's own, a context that is none, brings it about for certain.
func TestNothingEscapes(t *testing.T) {
	var none context.Context
	d := ingest.Document{Path: "x", Bytes: []byte(form2021("规章\n1\n2\n3"))}
	r := ingest.Read(none, d, nil)
	if r.Status != report.Rejected || r.Reason != report.Internal || len(r.Cells) != 0 || r.Source.Path != "x" || r.Source.Size != int64(len(d.Bytes)) {
		t.Errorf("%s %s with %d cells, source %+v", r.Status, r.Reason, len(r.Cells), r.Source)
	}
	for _, want := range []string{"nil parent", "ingest/limits_test.go:", "report it"} {
		if !strings.Contains(r.Message, want) {
			t.Errorf("%q does not say %q", r.Message, want)
		}
	}
	if r := ingest.Read(context.Background(), d, nil); cell(r, "rules.made", "") != "1" {
		t.Errorf("the document after it: %s %s", r.Status, r.Message)
	}
}

// folder writes n reports of one table and returns where they are.
func folder(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf("石家庄市栾城区%d年政府信息公开工作年度报告\n", 2021+i%4) + strings.TrimPrefix(form2021(fmt.Sprintf("规章\n%d\n2\n3", i)), opening[:strings.Index(opening, "\n")+1])
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.txt", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTenThousandFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("writes ten thousand files")
	}
	const files = 10_000
	dir := folder(t, files)
	ctx := context.Background()
	before, most := heap(), uint64(0)
	n := 0
	for d := range ingest.Documents(ctx, []string{dir}, nil) {
		r := ingest.Read(ctx, d, nil)
		if got := cell(r, "rules.made", ""); got != fmt.Sprint(n) {
			t.Fatalf("%s: %s %s, rules.made is %s, want %d", d.Path, r.Status, r.Message, got, n)
		}
		if n++; n%1000 == 0 {
			most = max(most, heap())
		}
	}
	if n != files {
		t.Errorf("%d documents, want %d", n, files)
	}
	if most > before+8<<20 {
		t.Errorf("%d KiB in use while reading, %d before", most>>10, before>>10)
	}
	t.Logf("%d documents; %d KiB in use before, at most %d while reading", n, before>>10, most>>10)
}

func TestOneBrokenAmongAThousand(t *testing.T) {
	dir := folder(t, 1000)
	for name, c := range map[string]struct {
		content string
		want    report.Reason
	}{
		"nothing":       {"", report.Empty},
		"noise":         {strings.Repeat("\x00\x01\x02\xfe", 4096), report.NotAReport},
		"half a page":   {"<html><body><table><tr><td>规章", report.NotAReport},
		"nested tables": {strings.Repeat("<table><tr><td>", 5000), report.TooLarge},
		"half JSON":     {`{"status":"READ","cells":[{"line":`, report.Corrupt},
		"half a zip":    {"PK\x03\x04\x14\x00\x00\x00word/document.xml", report.Corrupt},
	} {
		t.Run(name, func(t *testing.T) {
			broken := filepath.Join(dir, "00500.txt")
			if err := os.WriteFile(broken, []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			ctx := context.Background()
			read := 0
			for d := range ingest.Documents(ctx, []string{dir}, nil) {
				r := ingest.Read(ctx, d, nil)
				switch {
				case d.Path == broken:
					if r.Status != report.Rejected || r.Reason != c.want || r.Message == "" {
						t.Errorf("%s %s %q, want %s", r.Status, r.Reason, r.Message, c.want)
					}
				case cell(r, "rules.repealed", "") == "2":
					read++
				default:
					t.Errorf("%s: %s %s %s", d.Path, r.Status, r.Reason, r.Message)
				}
			}
			if read != 999 {
				t.Errorf("%d read, want 999", read)
			}
		})
	}
}
