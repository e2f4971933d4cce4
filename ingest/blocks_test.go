package ingest_test

import (
	"fmt"
	"strings"
	"testing"

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
