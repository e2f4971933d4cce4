package main

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// errOpen ends a check that found an ERROR nobody has decided about.
var errOpen = errors.New("some errors are open")

// checking is what a check was asked for.
type checking struct {
	data, format, lang string
	bom, asJSON        bool
	decide             []string
	note               string

	rules, severities, decisions []string
	years                        []int
	within                       string
}

func newCheck() *cobra.Command {
	var (
		c                 checking
		jobs              int
		manifest, convert string
	)
	cmd := &cobra.Command{
		Use:   "check [--data DIR] [--json | --format table|json|csv] [PATH ...]",
		Short: "Show what does not add up, in the warehouse or in drafts",
		Long: `Show what does not add up: the ledger of the warehouse or, for PATHs, that of documents that
are not published yet. A draft is checked by the same rules, beside what the warehouse holds of
the same office and of the regions under it, such as last year's report; nothing is written.

--decide keeps a decision about findings, with a note: ID=CONFIRMED (it is so), ID=DISMISSED (it is
set aside) or ID=OPEN (taken back). Decisions stand in decisions.csv of the data folder and stay
when documents are read anew.

Exit code 3 says that an ERROR is open, or that a draft was rejected.`,
		Example: "  gongkai check --severity ERROR\n  gongkai check draft.docx\n  gongkai check --decide 4f1c09ab77e0d215=DISMISSED --note '已核实,系口径调整'",
		Args:    pathArgsIfAny,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := c.usable(paths); err != nil {
				return err
			}
			if len(c.decide) > 0 {
				return c.current(cmd, c.decideAll)
			}
			if len(paths) == 0 {
				return c.current(cmd, c.warehouse)
			}
			in, err := newIntake(jobs, manifest, convert)
			if err != nil {
				return err
			}
			return c.drafts(cmd, in, paths)
		},
	}
	dataFlag(cmd, &c.data)
	f := cmd.Flags()
	f.BoolVar(&c.asJSON, "json", false, "print one object a line")
	f.StringVar(&c.format, "format", "table", "table, json or csv")
	f.StringVar(&c.lang, "lang", "en", "language of the findings in a table: en or zh")
	f.BoolVar(&c.bom, "bom", false, "begin CSV with a byte order mark, which Excel needs to see UTF-8")
	f.StringSliceVar(&c.decide, "decide", nil, "`ID=DECISION`: CONFIRMED, DISMISSED or OPEN")
	f.StringVar(&c.note, "note", "", "why it was decided so")
	f.StringSliceVar(&c.rules, "rule", nil, "only findings of these rules")
	f.StringSliceVar(&c.severities, "severity", nil, "only ERROR, WARNING or INFO")
	f.StringSliceVar(&c.decisions, "decision", nil, "only OPEN, CONFIRMED or DISMISSED")
	f.IntSliceVar(&c.years, "year", nil, "only reports about these years")
	f.StringVar(&c.within, "within", "", "only reports of regions under the one with this `CODE`")
	manifestFlag(cmd, &manifest)
	convertFlag(cmd, &convert)
	jobsFlag(cmd, &jobs)
	return cmd
}

func pathArgsIfAny(cmd *cobra.Command, paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	return pathArgs(cmd, paths)
}

func (c *checking) usable(paths []string) error {
	if c.asJSON {
		c.format = "json"
	}
	for _, list := range [][]string{c.severities, c.decisions} {
		for i, word := range list {
			list[i] = strings.ToUpper(word)
		}
	}
	switch {
	case !slices.Contains([]string{"table", "json", "csv"}, c.format):
		return usage("--format %s: the formats are table, json and csv", c.format)
	case c.lang != "en" && c.lang != "zh":
		return usage("--lang %s: the languages are en and zh", c.lang)
	case len(c.decide) > 0 && len(paths) > 0:
		return usage("--decide is about findings of the warehouse and takes no PATH")
	case len(c.decide) == 0 && c.note != "":
		return usage("--note goes with --decide")
	}
	for _, code := range c.rules {
		if _, known := sql.FindRule(code); !known {
			return usage("--rule %s: there is no such rule; gongkai ask '{ rules { code english } }' lists them", code)
		}
	}
	for _, s := range c.severities {
		if !slices.Contains([]string{"ERROR", "WARNING", "INFO"}, s) {
			return usage("--severity %s: it is ERROR, WARNING or INFO", s)
		}
	}
	for _, d := range c.decisions {
		if !slices.Contains([]string{"OPEN", "CONFIRMED", "DISMISSED"}, d) {
			return usage("--decision %s: it is OPEN, CONFIRMED or DISMISSED", d)
		}
	}
	return nil
}

func (c *checking) filter() sql.FindingFilter {
	f := sql.FindingFilter{Scope: sql.Scope{Years: c.years, Within: c.within}, Rules: c.rules}
	for _, s := range c.severities {
		f.Severities = append(f.Severities, report.Severity(s))
	}
	for _, d := range c.decisions {
		f.Decisions = append(f.Decisions, sql.Decision(d))
	}
	return f
}

// current hands over the current snapshot.
func (c *checking) current(cmd *cobra.Command, use func(*cobra.Command, *sql.Snapshot) error) error {
	w, err := sql.Open(cmd.Context(), c.data, sql.Settings{})
	if err != nil {
		return err
	}
	defer w.Close()
	s, release := w.Hold()
	defer release()
	return use(cmd, s)
}

// warehouse shows the ledger of the warehouse.
func (c *checking) warehouse(cmd *cobra.Command, s *sql.Snapshot) error {
	return c.show(cmd, func(yield func(checked, error) bool) {
		for f, err := range s.EachFinding(cmd.Context(), c.filter()) {
			if !yield(checked{Finding: f}, err) {
				return
			}
		}
	})
}

// checked is a finding, of a draft with the document it is about.
type checked struct {
	sql.Finding
	path string
}

// drafts shows the ledger of documents.
func (c *checking) drafts(cmd *cobra.Command, in intake, paths []string) error {
	var reports []report.Report
	var why reasons
	rejected := false
	err := eachReading(cmd, in, paths, c.format != "table" && isTerminal(cmd.OutOrStdout()), func(r reading) error {
		fitting := fit(r.report)
		rejected = rejected || fitting.Status == report.Rejected
		why.add(fitting.Source.Path, statusWord(fitting), fitting.Message)
		reports = append(reports, fitting)
		return nil
	})
	if err != nil {
		return err
	}
	findings, err := sql.CheckDrafts(cmd.Context(), c.data, reports)
	if err != nil {
		return err
	}
	why.print(cmd.ErrOrStderr())
	return rejectedOr(rejected, c.show(cmd, func(yield func(checked, error) bool) {
		for i, list := range findings {
			for _, f := range list {
				if c.wants(f) && !yield(checked{f, reports[i].Source.Path}, nil) {
					return
				}
			}
		}
	}))
}

// wants is the filter for findings of drafts.
func (c *checking) wants(f sql.Finding) bool {
	return (len(c.rules) == 0 || slices.Contains(c.rules, f.Rule)) &&
		(len(c.severities) == 0 || slices.Contains(c.severities, string(f.Severity))) &&
		(len(c.decisions) == 0 || slices.Contains(c.decisions, string(f.Decision))) &&
		(len(c.years) == 0 || slices.Contains(c.years, f.Year)) &&
		(c.within == "" || f.Region.Code != c.within && slices.Contains([]string{f.Region.ProvinceCode(), f.Region.PrefectureCode()}, c.within))
}

// show prints findings and ends with errOpen if an ERROR among them is open.
func (c *checking) show(cmd *cobra.Command, findings iter.Seq2[checked, error]) error {
	out, err := c.printer(cmd)
	if err != nil {
		return err
	}
	sum := tally{reports: map[string]bool{}}
	for f, err := range findings {
		if err == nil {
			sum.add(f)
			err = out.print(f)
		}
		if err != nil {
			return err
		}
	}
	if err := out.end(); err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), sum)
	if sum.open[report.Error] > 0 {
		return errOpen
	}
	return nil
}

// decideAll keeps decisions about findings that the warehouse has.
func (c *checking) decideAll(cmd *cobra.Command, s *sql.Snapshot) error {
	var made []sql.Decided
	for _, d := range c.decide {
		id, word, ok := strings.Cut(d, "=")
		decision := sql.Decision(strings.ToUpper(word))
		if !ok || !slices.Contains([]sql.Decision{sql.Confirmed, sql.Dismissed, sql.Undecided}, decision) {
			return usage("--decide %s: write ID=CONFIRMED, ID=DISMISSED or ID=OPEN", d)
		}
		one := sql.Decided{ID: id, Decision: decision, Note: c.note}
		for f, err := range s.EachFinding(cmd.Context(), sql.FindingFilter{IDs: []string{id}}) {
			if err != nil {
				return err
			}
			one.Rule, one.Report, one.Message = f.Rule, f.ReportID, f.Chinese
		}
		if one.Rule == "" && decision != sql.Undecided {
			return fmt.Errorf("--decide %s: the warehouse has no finding with that id; gongkai check lists them", id)
		}
		made = append(made, one)
	}
	if err := sql.Decide(c.data, made...); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s kept in %s/decisions.csv\n", counted(len(made), "decision"), strings.TrimSuffix(c.data, "/"))
	return nil
}
