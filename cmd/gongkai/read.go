package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/report"
)

func newRead() *cobra.Command {
	var (
		asJSON   bool
		jobs     int
		manifest string
		convert  string
	)
	cmd := &cobra.Command{
		Use:   "read [--json] [--manifest FILE] [--convert soffice] PATH|- ...",
		Short: "Read documents and show what is in them; write nothing",
		Long: `Read documents and show what is in them; write nothing.

A PATH is a file, a folder (walked), an archive (.zip, .tar.gz) or - for what is piped in.
With --json every document is one object a line; without, one document is shown as the form
itself and several as a table.

Exit code 3 says that some documents were rejected, each with its reason.`,
		Example: "  gongkai read report.html\n  gongkai read --json reports/ | jq .status",
		Args:    pathArgs,
		RunE: func(cmd *cobra.Command, paths []string) error {
			in, err := newIntake(jobs, manifest, convert)
			if err != nil {
				return err
			}
			if asJSON {
				return readJSON(cmd, in, paths)
			}
			return readTable(cmd, in, paths)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	manifestFlag(cmd, &manifest)
	convertFlag(cmd, &convert)
	jobsFlag(cmd, &jobs)
	return cmd
}

// newIntake checks what a command was given to read with.
func newIntake(jobs int, manifestName, convert string) (in intake, err error) {
	in.jobs = jobs
	if jobs < 1 {
		return in, usage("--jobs %d: at least one document must be read at a time", jobs)
	}
	if convert != "" {
		if in.converter, err = ingest.NewConverter(convert, 0); err != nil {
			return in, usage("--convert: %w", err)
		}
	}
	in.manifest, err = openManifest(manifestName)
	return in, err
}

func convertFlag(cmd *cobra.Command, program *string) {
	cmd.Flags().StringVar(program, "convert", "", "installed office `PROGRAM` (soffice, or its path) that turns documents refused with NEEDS_CONVERSION into ones that are read")
	fromEnvironment(cmd.Flags(), "convert")
}

func manifestFlag(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "manifest", "", "CSV `FILE` that says what documents are: path, region, organ, year, url, published")
}

// eachReading reads the paths, shows progress and says which rows of the manifest were idle. quiet
// leaves the progress out.
func eachReading(cmd *cobra.Command, in intake, paths []string, quiet bool, take func(reading) error) error {
	ctx := cmd.Context()
	p := newProgress(cmd.ErrOrStderr(), ingest.Files(ctx, paths), quiet)
	defer p.close()
	for r := range in.read(ctx, ingest.Documents(ctx, paths, cmd.InOrStdin())) {
		if err := take(r); err != nil {
			return err
		}
		p.add(r.document.Path, r.report.Status == report.Rejected)
	}
	if err := ctx.Err(); err != nil {
		return errors.New("interrupted")
	}
	in.manifest.tellUnused(p)
	return nil
}

func readJSON(cmd *cobra.Command, in intake, paths []string) error {
	rejected := false
	out := newJSONLines(cmd.OutOrStdout())
	err := eachReading(cmd, in, paths, isTerminal(cmd.OutOrStdout()), func(r reading) error {
		rejected = rejected || r.report.Status == report.Rejected
		return out.Encode(documentJSON(r.report))
	})
	return rejectedOr(rejected, err)
}

func newJSONLines(w io.Writer) *json.Encoder {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out
}

func rejectedOr(rejected bool, err error) error {
	if err == nil && rejected {
		return errRejected
	}
	return err
}

func readTable(cmd *cobra.Command, in intake, paths []string) error {
	var (
		rejected bool
		only     report.Report
		rows     int
		out      = newTable("Document", "Status", "Region", "Year", "Edition", "Read", "Blank", "Unreadable", "Findings")
		why      reasons
	)
	err := eachReading(cmd, in, paths, false, func(r reading) error {
		rows++
		only = r.report
		rejected = rejected || r.report.Status == report.Rejected
		out.AppendRow(overview(r.report))
		why.add(r.report.Source.Path, statusWord(r.report), r.report.Message)
		return nil
	})
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	fmt.Fprintln(w, out.Render())
	why.print(w)
	if rows == 1 && only.Status != report.Rejected {
		printForm(w, only)
	}
	return rejectedOr(rejected, nil)
}

// overview is the row of a document among others.
func overview(r report.Report) table.Row {
	count := map[report.State]int{}
	for _, c := range r.Cells {
		count[c.State]++
	}
	year := ""
	if r.Year != 0 {
		year = fmt.Sprint(r.Year)
	}
	region := r.Region.Name
	if r.Region.Code != "" {
		region += " " + r.Region.Code
	}
	return table.Row{printable(r.Source.Path), statusWord(r), region, year, string(r.Edition),
		count[report.Numeric], count[report.Blank] + count[report.NotApplicable], count[report.Illegible], len(r.Findings)}
}

func statusWord(r report.Report) string {
	if r.Status == report.Rejected {
		return string(r.Reason)
	}
	return string(r.Status)
}

// reasons are what documents that were not read whole say of it.
type reasons struct {
	lines []string
	more  int
}

const reasonsShown = 20

func (rs *reasons) add(path, word, message string) {
	switch {
	case message == "":
	case len(rs.lines) == reasonsShown:
		rs.more++
	default:
		rs.lines = append(rs.lines, fmt.Sprintf("%s: %s: %s", printable(path), word, printable(message)))
	}
}

func (rs *reasons) print(w io.Writer) {
	for _, line := range rs.lines {
		fmt.Fprintln(w, line)
	}
	if rs.more > 0 {
		fmt.Fprintf(w, "and %d more; --json tells of each\n", rs.more)
	}
}
