package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// TestTableFourInOtherShapes lays the fifteen figures of table 四 out as offices do: the heads say which
// is which. A second row of figures under them leaves it open.
func TestTableFourInOtherShapes(t *testing.T) {
	printed := synth.Luancheng()
	text := map[report.LineCode]string{}
	for _, c := range printed.Cells {
		text[c.Line] = c.Text
	}
	results := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	names := []string{"行政复议", "未经复议直接起诉", "复议后起诉"}
	row := func(cells ...string) string { return "<tr><td>" + strings.Join(cells, "</td><td>") + "</td></tr>" }
	figures := func(block int) (all []string) {
		for _, result := range append(report.ChallengeResults(), "total") {
			all = append(all, text[report.LineCode(report.ChallengeBlocks()[block]+"."+result)])
		}
		return all
	}
	suits := "<tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>" + row(append(results[:5:5], results...)...)
	var downwards, byRow, byTable string
	for block, name := range names {
		for i, figure := range figures(block) {
			downwards += "<tr>" + map[bool]string{true: "<td rowspan=5>" + name + "</td>"}[i == 0] + "<td>" + results[i] + "</td><td>" + figure + "</td></tr>"
		}
		byRow += row(append([]string{name}, figures(block)...)...)
		byTable += "<table><tr><td colspan=5>" + name + "</td></tr>" + row(results...) + row(figures(block)...) + "</table>"
	}
	all := append(append(figures(0), figures(1)...), figures(2)...)
	remarked := func(remark string) string {
		return "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td><td rowspan=3>备注</td></tr><tr><td rowspan=2>" + strings.Join(results, "</td><td rowspan=2>") +
			"</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>" + row(append(results[:5:5], results...)...) + row(append(all[:15:15], remark)...) + "</table>"
	}
	three := "<tr><td colspan=5>行政复议</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>" + row(append(append(results[:5:5], results...), results...)...)
	page := straightly().page()
	before, after := page[:strings.Index(page, "<p>四、")]+"<p>四、政府信息公开行政复议、行政诉讼情况</p>", page[strings.Index(page, "<p>五、"):]
	for name, c := range map[string]struct {
		table string
		read  bool
	}{
		"as printed":                 {"<table>" + three + row(all...) + "</table>", true},
		"one below the other":        {"<table>" + downwards + "</table>", true},
		"a block a row":              {"<table>" + row(append([]string{""}, results...)...) + byRow + "</table>", true},
		"a block a table":            {byTable, true},
		"reviews and suits apart":    {"<table><tr><td colspan=5>行政复议</td></tr>" + row(results...) + row(figures(0)...) + "</table><table><tr><td colspan=10>行政诉讼</td></tr>" + suits + row(all[5:]...) + "</table>", true},
		"an empty row below":         {"<table>" + three + row(all...) + row(make([]string, 15)...) + "</table>", true},
		"another year's row below":   {"<table>" + three + row(all...) + "<tr>" + strings.Repeat("<td>1</td>", 15) + "</tr></table>", false},
		"another year's row above":   {"<table>" + three + "<tr>" + strings.Repeat("<td>1</td>", 15) + "</tr>" + row(all...) + "</table>", false},
		"a remark behind":            {remarked("无"), true},
		"a blank remark behind":      {remarked(""), true},
		"a remark in words behind":   {remarked("含上年结转1件"), true},
		"a figure as remark behind":  {remarked("7"), true},
		"a remark without its head":  {strings.Replace(remarked("7"), "<td rowspan=3>备注</td>", "", 1), false},
		"a total of its own between": {"<table>" + three + row(append(all[:14:14], "", all[14])...) + "</table>", false},
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", before+c.table+after)
			neverWrong(t, r, printed.Cells)
			if got := cell(r, "review.total", ""); (got == text["review.total"]) != c.read {
				t.Errorf("review.total is %s, %s %s", got, r.Status, r.Message)
			}
			if c.read && (r.Status != report.Read || len(r.Cells) != len(printed.Cells)) {
				t.Error(fmt.Sprint(r.Status, " ", r.Message))
			}
		})
	}
}

// TestRemarksBehindTableFour flattens table 四 with a column for remarks: fifteen figures stand before a
// text, and what is no text is a remark only where a head says so.
func TestRemarksBehindTableFour(t *testing.T) {
	printed := synth.Luancheng()
	var figures []string
	for _, c := range printed.Cells[len(printed.Cells)-15:] {
		figures = append(figures, c.Text)
	}
	for name, write := range settings {
		if slices.Contains(loose, name) || strings.HasPrefix(name, "a page") || slices.Contains([]string{"blanks", "one line", "a drawn box"}, name) {
			continue // heads run into each other, there are no cells, or rules that look like dashes part each head
		}
		for _, c := range []struct {
			head, remark string
			read         bool
		}{
			{"备注", "含上年结转", true}, {"", "含上年结转", true}, {"备注", "无", true}, {"备注", "/", true}, {"备注", "", true},
			{"备注", "7", false}, {"", "/", false},
		} {
			t.Run(name+"/"+c.head+" "+c.remark, func(t *testing.T) {
				lines := linesOf(printed)
				at := slices.IndexFunc(lines, func(l printedLine) bool { return l.kind == editions.Grid })
				lines[at].values = append(slices.Clone(lines[at].values), c.remark)
				if c.head != "" {
					lines = slices.Insert(lines, at, printedLine{label: c.head, kind: editions.Head, part: 4})
				}
				r := readString("", write(lines))
				neverWrong(t, r, printed.Cells)
				if got := cells(r, "", "review.total", "litigation_after_review.upheld"); (got == figures[4]+" "+figures[10]) != c.read {
					t.Errorf("review.total and litigation_after_review.upheld are %s, want read %v: %s %s", got, c.read, r.Status, r.Message)
				}
			})
		}
	}
}
