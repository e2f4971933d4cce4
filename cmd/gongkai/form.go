package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/gongkai/gongkai/report"
)

// newTable is a table for people, with heads as they are given.
func newTable(head ...any) table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.AppendHeader(table.Row(head))
	return t
}

// printable is text of a document's making, safe to show on a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, s)
}

// printForm shows a report as the form it was printed on.
func printForm(w io.Writer, r report.Report) {
	cells := map[report.Ref]report.Cell{}
	for _, c := range r.Cells {
		cells[c.Ref()] = c
	}
	show := func(line report.LineCode, column report.Column) string {
		c, printed := cells[report.Ref{Line: line, Column: column}]
		return cellText(c, printed)
	}
	if r.Title != "" {
		fmt.Fprintf(w, "\n%s\n", printable(r.Title))
	}
	fmt.Fprintf(w, "\n二、主动公开政府信息情况\n%s\n", disclosureTable(r.Edition, show))
	fmt.Fprintf(w, "\n三、收到和处理政府信息公开申请情况\n%s\n", requestsTable(r.Edition, show))
	fmt.Fprintf(w, "\n四、政府信息公开行政复议、行政诉讼情况\n%s\n", challengesTable(show))
	fmt.Fprintln(w, "_ blank   ?… no figure   * place solved from the sums   (empty) not in the document")
	for _, row := range r.Rows {
		fmt.Fprintf(w, "not on the form: %s: %s\n", printable(row.Label), printable(strings.Join(row.Texts, " | ")))
	}
	for _, f := range r.Findings {
		fmt.Fprintf(w, "%s %s: %s\n", f.Severity, f.Rule, printable(f.Message))
	}
}

func cellText(c report.Cell, printed bool) string {
	switch {
	case !printed:
		return ""
	case c.State == report.Blank:
		return "_"
	case c.State == report.NotApplicable:
		return printable(c.Text)
	case c.State == report.Illegible:
		return "?" + printable(c.Text)
	case c.Derived:
		return c.Value.String() + "*"
	}
	return c.Value.String()
}

type shower func(report.LineCode, report.Column) string

func disclosureTable(e report.Edition, show shower) string {
	t := newTable("第二十条", "", "")
	above := ""
	for _, l := range report.Lines() {
		if l.Table == report.Disclosure && l.In(e) {
			t.AppendRow(table.Row{unless(above, l.Block), l.Chinese, show(l.Code, report.NoColumn)})
			above = l.Block
		}
	}
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 3, Align: text.AlignRight}})
	return t.Render()
}

// unless is a head, empty where the row above stands under it already.
func unless(above, head string) string {
	if head == above {
		return ""
	}
	return head
}

func requestsTable(e report.Edition, show shower) string {
	const labelWidth = 44
	head := table.Row{"", ""}
	configs := []table.ColumnConfig{{Number: 2, WidthMax: labelWidth}}
	for i, c := range report.Columns() {
		head = append(head, c.Chinese)
		configs = append(configs, table.ColumnConfig{Number: 3 + i, Align: text.AlignRight})
	}
	t := newTable(head...)
	t.SetColumnConfigs(configs)
	above := ""
	for _, l := range report.Lines() {
		if l.Table != report.Requests || !l.In(e) {
			continue
		}
		row := table.Row{unless(above, l.Block), l.Chinese}
		above = l.Block
		for _, c := range report.Columns() {
			row = append(row, show(l.Code, c.Column))
		}
		t.AppendRow(row)
	}
	return t.Render()
}

func challengesTable(show shower) string {
	results := append(report.ChallengeResults(), "total")
	head := table.Row{""}
	configs := []table.ColumnConfig{}
	var rows []table.Row
	for _, block := range report.ChallengeBlocks() {
		var row table.Row
		for i, result := range results {
			line, _ := report.FindLine(report.LineCode(block + "." + result))
			if i == 0 {
				row = append(row, line.Block)
			}
			if len(rows) == 0 {
				head = append(head, line.Chinese)
				configs = append(configs, table.ColumnConfig{Number: 2 + i, Align: text.AlignRight})
			}
			row = append(row, show(line.Code, report.NoColumn))
		}
		rows = append(rows, row)
	}
	t := newTable(head...)
	t.SetColumnConfigs(configs)
	t.AppendRows(rows)
	return t.Render()
}
