package ingest_test

import (
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// flattened is a page drawn by drawn as text, its cells apart by the mark.
func flattened(page, apart string) string {
	return strings.NewReplacer("</td></tr>", apart+"\n", "</td><td>", apart, "</td>", apart, "<td>", "", "<td colspan=5>", "", "</tr>", "\n", "</p>", "\n", "</title>", "\n",
		"<tr>", "", "<table>", "", "</table>", "\n", "<p>", "", "<html><head><title>", "", "</head><body>", "", "</body></html>", "").Replace(page)
}

// TestCellsOfAPage: what a page does not show is no part of a figure, and what stands beside one is no
// digit of it.
func TestCellsOfAPage(t *testing.T) {
	for content, want := range map[string]string{
		"46": "46", "46<!--7-->": "46", "<b>4</b>6": "46", "46个": "46",
		"46<sup>1</sup>": "UNREADABLE", "46<sup>[1]</sup>": "46", "46①": "UNREADABLE", "①": "UNREADABLE", "46⑴": "UNREADABLE",
		"46<s>7</s>": "UNREADABLE", "<del>7</del>46": "UNREADABLE", "<strike>46</strike>": "UNREADABLE",
		"46<span style='display: none'>7</span>":               "46",
		"46<SPAN STYLE='DISPLAY:NONE'>7<span>8</span>9</SPAN>": "46",
		"<font style='visibility:hidden'>7</font>46":           "46",
		"<span style='display:none'>7</span>":                  "BLANK",
		"<span style='display:none'><br></span>46":             "46",
		"<table><tr><td>46</td></tr></table>":                  "absent",
		"46(其中本级3)":                                            "UNREADABLE", "46（3）": "UNREADABLE", "46<br>7": "UNREADABLE", "1&nbsp;234": "UNREADABLE",
	} {
		page := strings.Replace(straightly().page(), "<td>行政许可</td><td>40746", "<td>行政许可</td><td>"+content, 1)
		r := readString("", page)
		if got := cell(r, "licensing.decisions", ""); got != want {
			t.Errorf("%s is %s, want %s", content, got, want)
		}
		if got := cells(r, "", "normative_documents.in_force", "penalties.decisions", "coercion.decisions", "fees.amount_10k_yuan"); got != "11 716 12 4019" {
			t.Errorf("around %s stand %s", content, got)
		}
	}
}

// TestFeesInTheUnitOfTheirHead: the form asks for 万元; where an office prints another unit over its
// column, that one counts, and one in the cell before both.
func TestFeesInTheUnitOfTheirHead(t *testing.T) {
	const head = "本年收费金额(单位:万元)"
	for _, c := range []struct{ head, label, cell, want string }{
		{head, "行政事业性收费", "4019", "4019"},
		{"本年收费金额", "行政事业性收费", "4019", "4019"},
		{"本年收费金额(单位:元)", "行政事业性收费", "4019", "0.4019"},
		{"本年收费金额（元）", "行政事业性收费", "4019", "0.4019"},
		{"本年收费金额(单位:亿元)", "行政事业性收费", "0.5", "5000"},
		{"本年收费金额", "行政事业性收费（元）", "4019", "0.4019"},
		{"本年收费金额(单位:元)", "行政事业性收费", "4019万元", "4019"},
		{"本年收费金额(单位:元)", "行政事业性收费", "/", "NOT_APPLICABLE"},
		{"本年收费金额</td></tr><tr><td></td><td>(单位:元)", "行政事业性收费", "4019", "0.4019"},
	} {
		page := strings.NewReplacer(head, c.head, "<td>行政事业性收费</td><td>4019", "<td>"+c.label+"</td><td>"+c.cell).Replace(straightly().page())
		for _, text := range []string{page, flattened(page, "\n"), flattened(page, " | ")} {
			r := readString("", text)
			if got := cells(r, "", "fees.amount_10k_yuan", "coercion.decisions"); got != c.want+" 12" {
				t.Errorf("%s under %s behind %s: %s, want %s (%s)", c.cell, c.head, c.label, got, c.want, r.Source.Format)
			}
		}
	}
}

// TestLabelsAsHeads draws tables the other way round: rows of the form as heads of columns. A label
// with nothing behind it is then no row left blank, and another year's figure is not this year's.
func TestLabelsAsHeads(t *testing.T) {
	truth := synth.Luancheng().Cells
	page := straightly().page()
	between := func(from, to, instead string) string {
		a, b := strings.Index(page, from), strings.Index(page, to)
		return page[:a] + instead + page[b:]
	}
	all := map[report.Ref]string{}
	for _, c := range truth {
		all[c.Ref()] = c.Text
	}
	requests := "<p>三、收到和处理政府信息公开申请情况</p><table><tr><td></td>"
	for _, l := range report.Lines() {
		if l.Table == report.Requests && l.In(report.E2021) {
			requests += "<td>" + l.Chinese + "</td>"
		}
	}
	for _, c := range report.Columns() {
		requests += "</tr><tr><td>" + c.Chinese + "</td>"
		for _, l := range report.Lines() {
			if l.Table == report.Requests && l.In(report.E2021) {
				requests += "<td>" + all[report.Ref{Line: l.Code, Column: c.Column}] + "</td>"
			}
		}
	}
	lastYear := strings.NewReplacer("<td>本年处理决定数量</td>", "<td>上年处理决定数量</td><td>本年处理决定数量</td>")
	for name, c := range map[string]struct {
		page   string
		cells  []report.LineCode
		states string // what may be said of them
	}{
		"documents": {between("<tr><td>第二十条第(一)项", "<tr><td>第二十条第(五)项", "<tr><td>第二十条第(一)项</td></tr><tr><td>信息内容</td><td>规章</td><td>行政规范性文件</td></tr>"+
			"<tr><td>本年制发件数</td><td>0</td><td>2</td></tr><tr><td>本年废止件数</td><td>0</td><td>2</td></tr><tr><td>现行有效件数</td><td>0</td><td>11</td></tr>"),
			[]report.LineCode{"rules.made", "normative_documents.made", "normative_documents.in_force"}, "absent"},
		"penalties beside coercion": {between("<tr><td>第二十条第(六)项", "<tr><td>第二十条第(八)项", "<tr><td>第二十条第(六)项</td></tr><tr><td>信息内容</td><td>行政处罚</td><td>行政强制</td></tr>"+
			"<tr><td>本年处理决定数量</td><td>716</td><td>12</td></tr>"), []report.LineCode{"penalties.decisions", "coercion.decisions"}, "absent"},
		"requests":                    {between("<p>三、", "<p>四、", requests+"</tr></table>"), []report.LineCode{"received", "carried_in", "granted", "total", "carried_out"}, "absent"},
		"last year's alone is filled": {strings.Replace(lastYear.Replace(page), "<td>行政许可</td><td>40746", "<td>行政许可</td><td>77</td><td>", 1), []report.LineCode{"licensing.decisions"}, "UNREADABLE"},
	} {
		for format, text := range map[string]string{"html": c.page, "lines": flattened(c.page, "\n"), "bars": flattened(c.page, " | ")} {
			r := readString("", text)
			neverWrong(t, r, truth)
			if r.Status != report.Partial {
				t.Errorf("%s, %s: %s %s", name, format, r.Status, r.Message)
			}
			for _, l := range c.cells {
				column := report.Column(report.NoColumn)
				if line, _ := report.FindLine(l); line.Table == report.Requests {
					column = "natural_person"
				}
				if got := cell(r, l, column); got != c.states {
					t.Errorf("%s, %s: %s is %s, want %s", name, format, l, got, c.states)
				}
			}
		}
	}
}
