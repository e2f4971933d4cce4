package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// drawn is the published report of 栾城区 2023 as an HTML page whose tables are drawn column by column.
type drawn struct {
	disclosed  []int  // the columns of the first block of table 二, as indices of the form's; -1 is an empty one
	applicants []int  // those of table 三
	heads      bool   // heads stand above the columns
	blocks     []int  // the blocks of table 四
	results    []int  // the results in each
	label      string // the cells of a row before its figures, behind its label
}

func straightly() drawn {
	return drawn{disclosed: []int{0, 1, 2}, applicants: []int{0, 1, 2, 3, 4, 5, 6}, heads: true, blocks: []int{0, 1, 2}, results: []int{0, 1, 2, 3, 4}}
}

func (d drawn) page() string {
	figures := map[report.Ref]string{}
	for _, c := range synth.Luancheng().Cells {
		figures[c.Ref()] = c.Text
	}
	var b strings.Builder
	b.WriteString("<html><head><title>栾城区2023年政府信息公开工作年度报告</title></head><body><p>一、总体情况</p><p>二、主动公开政府信息情况</p><table>")
	cellsOf := func(columns []int, at func(int) string) {
		for _, c := range columns {
			if c < 0 {
				b.WriteString("<td></td>")
			} else {
				b.WriteString("<td>" + at(c) + "</td>")
			}
		}
	}
	row := func(label string, columns []int, at func(int) string) {
		b.WriteString("<tr><td>" + label + "</td>" + d.label)
		cellsOf(columns, at)
		b.WriteString("</tr>\n")
	}
	line := func(label string, codes ...report.LineCode) {
		row(label, d.disclosed[:min(len(codes), len(d.disclosed))], func(i int) string { return figures[report.Ref{Line: codes[i]}] })
	}
	b.WriteString("<tr><td>第二十条第(一)项</td></tr>")
	if d.heads {
		row("信息内容", d.disclosed, func(i int) string {
			return []string{"本年制发件数", "本年废止件数", "现行有效件数"}[i]
		})
	}
	row("规章", d.disclosed, func(i int) string {
		return figures[report.Ref{Line: []report.LineCode{"rules.made", "rules.repealed", "rules.in_force"}[i]}]
	})
	row("行政规范性文件", d.disclosed, func(i int) string {
		return figures[report.Ref{Line: []report.LineCode{"normative_documents.made", "normative_documents.repealed", "normative_documents.in_force"}[i]}]
	})
	one := d
	one.disclosed, one.label = []int{0}, ""
	d, whole := one, d
	for _, block := range [][]string{{"第二十条第(五)项", "行政许可", "licensing.decisions"}, {"第二十条第(六)项", "行政处罚", "penalties.decisions", "行政强制", "coercion.decisions"}} {
		fmt.Fprintf(&b, "<tr><td>%s</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>", block[0])
		for i := 1; i < len(block); i += 2 {
			line(block[i], report.LineCode(block[i+1]))
		}
	}
	b.WriteString("<tr><td>第二十条第(八)项</td></tr><tr><td>信息内容</td><td>本年收费金额(单位:万元)</td></tr>")
	line("行政事业性收费", "fees.amount_10k_yuan")
	d = whole
	b.WriteString("</table><p>三、收到和处理政府信息公开申请情况</p><table>")
	if d.heads {
		row("申请人情况", d.applicants, func(i int) string { return report.Columns()[i].Chinese })
	}
	for _, l := range report.Lines() {
		if l.Table == report.Requests && l.In(report.E2021) {
			row(l.Chinese, d.applicants, func(i int) string {
				return figures[report.Ref{Line: l.Code, Column: report.Columns()[i].Column}]
			})
		}
	}
	b.WriteString("</table><p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr>")
	results := append(report.ChallengeResults(), "total")
	for _, block := range d.blocks {
		fmt.Fprintf(&b, "<td colspan=%d>%s</td>", len(d.results), []string{"行政复议", "未经复议直接起诉", "复议后起诉"}[block])
	}
	b.WriteString("</tr><tr>")
	for range d.blocks {
		cellsOf(d.results, func(i int) string {
			return []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}[i]
		})
	}
	b.WriteString("</tr><tr>")
	for _, block := range d.blocks {
		cellsOf(d.results, func(i int) string {
			return figures[report.Ref{Line: report.LineCode(report.ChallengeBlocks()[block] + "." + results[i])}]
		})
	}
	b.WriteString("</tr></table><p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p></body></html>")
	return b.String()
}

// TestColumnsStandUnderTheirHeads draws the tables with columns in other orders, too many or too few of
// them. Nothing is read but what is printed, and all of it where the heads leave no doubt.
func TestColumnsStandUnderTheirHeads(t *testing.T) {
	whole := len(synth.Luancheng().Cells)
	for name, c := range map[string]struct {
		change func(*drawn)
		read   int // figures
	}{
		"as the form prints it":           {func(d *drawn) {}, whole},
		"table 二 in another order":        {func(d *drawn) { d.disclosed = []int{2, 0, 1} }, whole},
		"table 二 with empty columns":      {func(d *drawn) { d.disclosed = []int{-1, 0, -1, 1, 2, -1} }, whole},
		"table 二 without a column":        {func(d *drawn) { d.disclosed = []int{0, 2} }, whole - 2},
		"applicants in another order":     {func(d *drawn) { d.applicants = []int{1, 0, 2, 3, 5, 4, 6} }, whole},
		"the total first":                 {func(d *drawn) { d.applicants = []int{6, 0, 1, 2, 3, 4, 5} }, whole},
		"empty columns between":           {func(d *drawn) { d.applicants = []int{0, -1, 1, 2, -1, 3, 4, 5, 6} }, whole},
		"an empty column first":           {func(d *drawn) { d.applicants = []int{-1, 0, 1, 2, 3, 4, 5, 6} }, whole},
		"an empty column last":            {func(d *drawn) { d.applicants = []int{0, 1, 2, 3, 4, 5, 6, -1} }, whole},
		"without the total":               {func(d *drawn) { d.applicants = []int{0, 1, 2, 3, 4, 5} }, whole - 25},
		"without 社会公益组织":                  {func(d *drawn) { d.applicants = []int{0, 1, 2, 4, 5, 6} }, whole - 25},
		"another order and heads unknown": {func(d *drawn) { d.heads, d.applicants = false, []int{0, 1, 2, 3, 4, 5, -1, 6} }, -1},
		"a wide label":                    {func(d *drawn) { d.label = "<td></td>" }, whole},
		"lawsuits first":                  {func(d *drawn) { d.blocks = []int{1, 2, 0} }, whole},
		"lawsuits the other way round":    {func(d *drawn) { d.blocks = []int{0, 2, 1} }, whole},
		"totals first":                    {func(d *drawn) { d.results = []int{4, 0, 1, 2, 3} }, whole},
		"empty columns in table 四":        {func(d *drawn) { d.results = []int{0, 1, -1, 2, 3, 4} }, whole},
		"without a result":                {func(d *drawn) { d.results = []int{0, 1, 2, 4} }, whole - 15},
	} {
		t.Run(name, func(t *testing.T) {
			d := straightly()
			c.change(&d)
			r := readString("", d.page())
			neverWrong(t, r, synth.Luancheng().Cells)
			read := 0
			for _, cell := range r.Cells {
				if cell.State == report.Numeric {
					read++
				}
			}
			if c.read >= 0 && read != c.read {
				t.Errorf("%d figures read, want %d: %s %s", read, c.read, r.Status, r.Message)
				for _, f := range slices.Collect(firstOf(r.Findings, 4)) {
					t.Log(f.Message)
				}
			}
		})
	}
}

func firstOf[T any](all []T, n int) func(func(T) bool) {
	return func(yield func(T) bool) {
		for _, x := range all[:min(n, len(all))] {
			if !yield(x) {
				return
			}
		}
	}
}

// TestTextInAnotherOrderIsNotRead flattens the tables: where the heads stand in another order, nobody
// knows which figure is whose.
func TestTextInAnotherOrderIsNotRead(t *testing.T) {
	text := strings.NewReplacer("<tr><td>", "\n", "</td><td>", "|", "</td></tr>", "|", "</td><td colspan=5>", "|", "<tr><td colspan=5>", "\n", "<p>", "\n", "</p>", "\n", "<td>", "", "</td>", "|", "</tr>", "\n", "<table>", "", "</table>", "\n", "<tr>", "\n",
		"<title>", "", "</title>", "\n", "<html>", "", "<head>", "", "</head>", "", "<body>", "", "</body>", "", "</html>", "")
	straight := straightly().page()
	for name, c := range map[string]struct {
		page   string
		unread []report.LineCode
	}{
		"as the form prints it":        {straight, nil},
		"applicants in another order":  {with(func(d *drawn) { d.applicants = []int{1, 0, 2, 3, 5, 4, 6} }), []report.LineCode{"received", "total"}},
		"lawsuits the other way round": {with(func(d *drawn) { d.blocks = []int{0, 2, 1} }), []report.LineCode{"review.total", "litigation_direct.upheld"}},
		"lawsuits first":               {with(func(d *drawn) { d.blocks = []int{1, 2, 0} }), []report.LineCode{"review.total", "litigation_direct.upheld"}},
		"lawsuits first, under a head": {strings.Replace(straight, "<td colspan=5>行政复议", "<td>行政诉讼</td><td colspan=5>行政复议", 1), []report.LineCode{"review.total", "litigation_direct.upheld"}},
		"totals of table 四 first":      {with(func(d *drawn) { d.results = []int{4, 0, 1, 2, 3} }), []report.LineCode{"review.total", "litigation_direct.upheld"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", text.Replace(c.page))
			if r.Source.Format != "text" {
				t.Fatal("the page is still", r.Source.Format)
			}
			for _, l := range []report.LineCode{"received", "total", "review.total", "litigation_direct.upheld"} {
				column := report.Column(report.NoColumn)
				if line, _ := report.FindLine(l); line.Table == report.Requests {
					column = "natural_person"
				}
				got, want := cell(r, l, column), "a figure"
				if slices.Contains(c.unread, l) {
					want = string(report.Illegible)
				}
				if got != want && !(want == "a figure" && got[0] >= '0' && got[0] <= '9') {
					t.Errorf("%s is %s, want %s", l, got, want)
				}
			}
		})
	}
}

func with(change func(*drawn)) string {
	d := straightly()
	change(&d)
	return d.page()
}

// cells are what a report says at some lines of a column, with a blank for a blank.
func cells(r report.Report, column report.Column, lines ...report.LineCode) string {
	var all []string
	for _, l := range lines {
		s := cell(r, l, column)
		if s == string(report.Blank) {
			s = ""
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}
