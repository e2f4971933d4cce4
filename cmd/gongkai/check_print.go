package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// ledgerLine is a finding as check --json prints it. What is not known is null.
type ledgerLine struct {
	ID         string           `json:"id"`
	Rule       string           `json:"rule"`
	Severity   report.Severity  `json:"severity"`
	Report     *string          `json:"report"`
	Region     *region          `json:"region"`
	Organ      *string          `json:"organ"`
	Year       *int             `json:"year"`
	Line       *report.LineCode `json:"line"`
	Column     *report.Column   `json:"column"`
	Expected   *report.Number   `json:"expected"`
	Actual     *report.Number   `json:"actual"`
	Difference *report.Number   `json:"difference"`
	Message    string           `json:"message"`
	Chinese    string           `json:"chinese"`
	Places     []report.Place   `json:"places"`
	Decision   sql.Decision     `json:"decision"`
	Note       string           `json:"note"`
	Path       string           `json:"path,omitempty"`
}

func ledgerJSON(f checked) ledgerLine {
	return ledgerLine{
		ID: f.ID, Rule: f.Rule, Severity: f.Severity, Report: known(f.ReportID), Region: regionJSON(f.Region), Organ: known(f.Organ), Year: known(f.Year),
		Line: known(f.Line), Column: known(f.Column), Expected: f.Expected, Actual: f.Actual, Difference: f.Difference,
		Message: f.Message, Chinese: f.Chinese, Places: append([]report.Place{}, f.Places...), Decision: f.Decision, Note: f.Note, Path: f.path,
	}
}

// printer prints findings one after the other.
type printer struct {
	print func(checked) error
	end   func() error
}

func (c *checking) printer(cmd *cobra.Command) (printer, error) {
	w := cmd.OutOrStdout()
	switch c.format {
	case "json":
		lines := newJSONLines(w)
		return printer{func(f checked) error { return lines.Encode(ledgerJSON(f)) }, func() error { return nil }}, nil
	case "csv":
		return csvPrinter(w, c.bom)
	}
	return c.tablePrinter(w), nil
}

var ledgerHead = []string{"id", "rule", "severity", "report", "region_code", "region_name", "organ", "year", "line", "column",
	"expected", "actual", "difference", "message", "chinese", "places", "decision", "note", "path"}

func csvPrinter(w io.Writer, bom bool) (printer, error) {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return printer{}, err
		}
	}
	out := csv.NewWriter(w)
	number := func(n *report.Number) string {
		if n == nil {
			return ""
		}
		return n.String()
	}
	print := func(f checked) error {
		year := ""
		if f.Year != 0 {
			year = strconv.Itoa(f.Year)
		}
		places, err := json.Marshal(append([]report.Place{}, f.Places...))
		if err != nil {
			return err
		}
		return out.Write([]string{f.ID, f.Rule, string(f.Severity), f.ReportID, f.Region.Code, f.Region.Name, f.Organ, year, string(f.Line), string(f.Column),
			number(f.Expected), number(f.Actual), number(f.Difference), f.Message, f.Chinese, string(places), string(f.Decision), f.Note, f.path})
	}
	return printer{print, func() error { out.Flush(); return out.Error() }}, out.Write(ledgerHead)
}

// tableRows is how many findings a table for people shows.
const tableRows = 500

func (c *checking) tablePrinter(w io.Writer) printer {
	t := newTable("ID", "Severity", "Report", "Year", "Rule", "Finding", "Decision")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 6, WidthMax: 70, WidthMaxEnforcer: text.WrapSoft}})
	more := 0
	print := func(f checked) error {
		if t.Length() == tableRows {
			more++
			return nil
		}
		words := f.Message
		if c.lang == "zh" {
			words = f.Chinese
		}
		whose := f.Organ
		if f.path != "" {
			whose = f.path
		}
		year := ""
		if f.Year != 0 {
			year = strconv.Itoa(f.Year)
		}
		t.AppendRow(table.Row{f.ID, f.Severity, printable(whose), year, f.Rule, printable(words), strings.TrimSpace(string(f.Decision) + " " + printable(f.Note))})
		return nil
	}
	return printer{print, func() error {
		if t.Length() > 0 {
			fmt.Fprintln(w, t.Render())
		}
		if more > 0 {
			fmt.Fprintf(w, "and %d more; --format csv tells of each\n", more)
		}
		return nil
	}}
}

// tally counts what was shown.
type tally struct {
	reports map[string]bool
	total   int
	all     map[report.Severity]int
	open    map[report.Severity]int
}

func (t *tally) add(f checked) {
	if t.all == nil {
		t.all, t.open = map[report.Severity]int{}, map[report.Severity]int{}
	}
	t.total++
	t.reports[f.path+f.ReportID] = true
	t.all[f.Severity]++
	if f.Decision == sql.Undecided {
		t.open[f.Severity]++
	}
}

func (t tally) String() string {
	if t.total == 0 {
		return "no findings"
	}
	var parts []string
	for _, s := range []report.Severity{report.Error, report.Warning, report.Info} {
		if n := t.all[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s (%d open)", n, s, t.open[s]))
		}
	}
	return fmt.Sprintf("%s in %s: %s", counted(t.total, "finding"), counted(len(t.reports), "report"), strings.Join(parts, ", "))
}
