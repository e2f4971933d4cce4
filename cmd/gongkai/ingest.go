package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

func newIngest() *cobra.Command {
	var (
		data, manifest, convert string
		jobs                    int
		asJSON, retry           bool
	)
	cmd := &cobra.Command{
		Use:   "ingest [--data DIR] [--manifest FILE] [--convert soffice] [--retry] [--jobs N] [--json] PATH|- ...",
		Short: "Read documents and publish their figures in the warehouse",
		Long: `Read documents and publish their figures in the warehouse, all at once at the end: until
then, and if this is interrupted or killed, the warehouse is what it was before.

A PATH is a file, a folder (walked), an archive (.zip, .tar.gz) or - for what is piped in.
Documents that the warehouse holds already are not read again. Documents that give no report
are kept with the reason and make the exit code 3.

--retry reads these kept documents again, after a newer version of this program or with --convert
or --manifest, and says what became of them; it needs no PATH.`,
		Example: "  gongkai ingest reports/\n  gongkai ingest --manifest reports.csv reports.zip\n  gongkai ingest --retry --convert soffice",
		Args: func(cmd *cobra.Command, paths []string) error {
			if retry && len(paths) == 0 {
				return nil
			}
			return pathArgs(cmd, paths)
		},
		RunE: func(cmd *cobra.Command, paths []string) error {
			in, err := newIntake(jobs, manifest, convert)
			if err != nil {
				return err
			}
			files, documents := ingest.Files(cmd.Context(), paths), ingest.Documents(cmd.Context(), paths, cmd.InOrStdin())
			if !retry {
				return ingestAll(cmd, data, in, files, documents, asJSON)
			}
			kept, err := openRejects(cmd.Context(), data)
			if err != nil {
				return fmt.Errorf("--retry: %w", err)
			}
			defer kept.warehouse.Close()
			if len(kept.documents) == 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "%s: every document that is kept has given a report; there is none to retry\n", data)
			}
			in.rejected = kept.byHash
			return ingestAll(cmd, data, in, files+len(kept.documents), kept.after(documents), asJSON)
		},
	}
	dataFlag(cmd, &data)
	manifestFlag(cmd, &manifest)
	convertFlag(cmd, &convert)
	jobsFlag(cmd, &jobs)
	cmd.Flags().BoolVar(&retry, "retry", false, "read again every document that is kept without a report")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the outcome of each document, one object a line")
	return cmd
}

// ingestAll loads documents and tells of each. It shows progress out of so many files.
func ingestAll(cmd *cobra.Command, data string, in intake, files int, documents iter.Seq[ingest.Document], asJSON bool) error {
	p := newProgress(cmd.ErrOrStderr(), files, asJSON && isTerminal(cmd.OutOrStdout()))
	if !asJSON {
		return ingestTable(cmd, data, in, documents, p)
	}
	out := newJSONLines(cmd.OutOrStdout())
	return rejectedOr(load(cmd.Context(), data, in, documents, p, func(o outcome) error { return out.Encode(o) }))
}

// outcome is what became of one document, as ingest --json prints it.
type outcome struct {
	Path     string        `json:"path"`
	SHA256   *string       `json:"sha256"`
	Outcome  sql.Outcome   `json:"outcome"`
	Before   report.Reason `json:"before,omitempty"` // why it was rejected before, of a document read again
	Reason   report.Reason `json:"reason,omitempty"`
	Message  string        `json:"message,omitempty"`
	Report   *string       `json:"report"`
	Revision int           `json:"revision,omitempty"`
	Status   report.Status `json:"status,omitempty"` // empty if the document was not read again
	Region   *region       `json:"region,omitempty"`
	Year     *int          `json:"year,omitempty"`
	Cells    int           `json:"cells,omitempty"`
	Findings int           `json:"findings,omitempty"`
}

// load reads documents into the warehouse of the folder and publishes them. It reports whether some
// were rejected. It closes the progress.
func load(ctx context.Context, data string, in intake, documents iter.Seq[ingest.Document], p *progress, tell func(outcome) error) (rejected bool, err error) {
	defer p.close()
	defer collectLess()()
	batch, err := sql.Begin(ctx, data, logger(p, slog.LevelWarn))
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, batch.Close()) }()
	in.known = batch.Has
	for r := range in.read(ctx, documents) {
		o, err := add(ctx, batch, r)
		if err == nil {
			err = tell(o)
		}
		if err != nil {
			return false, notPublished(ctx, fmt.Errorf("%s: %w", r.document.Path, err))
		}
		rejected = rejected || o.Outcome == sql.Kept
		p.add(o.Path, o.Outcome == sql.Kept)
	}
	if ctx.Err() != nil {
		return false, notPublished(ctx, ctx.Err())
	}
	info, err := batch.Publish(ctx)
	if err != nil {
		return false, notPublished(ctx, err)
	}
	in.manifest.tellUnused(p)
	fmt.Fprintf(p, "%s: snapshot %s, %s\n", data, info.ID, describe(info))
	return rejected, nil
}

func notPublished(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errors.New("interrupted: nothing was published, the warehouse is what it was")
	}
	return fmt.Errorf("nothing was published: %w", err)
}

func describe(i sql.Info) string {
	years := ""
	if len(i.Years) > 0 {
		if years = fmt.Sprintf(" for %d", slices.Min(i.Years)); len(i.Years) > 1 {
			years += fmt.Sprintf(" to %d", slices.Max(i.Years))
		}
	}
	synthetic := ""
	if i.Synthetic > 0 {
		synthetic = fmt.Sprintf(", %d of them synthetic", i.Synthetic)
	}
	return fmt.Sprintf("%s of %s%s%s", counted(i.Reports, "report"), counted(i.Organs, "organ"), years, synthetic)
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

func add(ctx context.Context, batch *sql.Batch, r reading) (outcome, error) {
	source := r.report.Source
	o := outcome{Path: source.Path, SHA256: known(source.SHA256)}
	if r.known {
		o.Outcome = sql.Unchanged
		return o, nil
	}
	o.Before = r.before
	filed := fit(r.report)
	loaded, err := file(ctx, batch, &filed, r.document.Bytes)
	if err != nil {
		return o, err
	}
	o.Outcome, o.Report, o.Revision = loaded.Outcome, known(loaded.ReportID), loaded.Revision
	o.Status, o.Reason, o.Message = filed.Status, filed.Reason, filed.Message
	o.Region, o.Year = regionJSON(filed.Region), known(filed.Year)
	o.Cells, o.Findings = len(filed.Cells), len(filed.Findings)
	if meant := report.ReportID(report.OrganID(filed.Region, filed.Organ), filed.Year); loaded.ReportID != "" && loaded.ReportID != meant {
		o.Message = fmt.Sprintf("it was filed as %s before and stays so, though it is now taken for %s; to file it anew, ingest into another folder", loaded.ReportID, meant)
	}
	return o, nil
}

// file adds a report. One that the warehouse refuses is rejected alone; an error means that the
// warehouse takes nothing any more.
func file(ctx context.Context, batch *sql.Batch, r *report.Report, document []byte) (sql.Loaded, error) {
	if r.Source.SHA256 == "" {
		return sql.Loaded{Outcome: sql.Kept}, nil // its bytes were never had: there is nothing to keep
	}
	loaded, err := batch.Add(ctx, *r, document)
	if err != nil && r.Status != report.Rejected && ctx.Err() == nil {
		*r = reject(*r, report.Internal, "what was read in it cannot be kept ("+err.Error()+"): please report it with the file")
		loaded, err = batch.Add(ctx, *r, document)
	}
	if r.Status == report.Rejected {
		loaded.Outcome = sql.Kept // as before or not: it gives no report
	}
	return loaded, err
}

// fit rejects what could be read but not filed: half a document, or one without region or year.
func fit(r report.Report) report.Report {
	const advice = "name it in a manifest (--manifest)"
	switch {
	case r.Status == report.Rejected:
	case r.Cut != "":
		return reject(r, report.Corrupt, "it is cut off: "+r.Cut+"; fetch it again")
	case r.Region.Code == "" && said(r, "region_none") != "":
		return reject(r, report.UnknownRegion, strings.TrimSuffix(said(r, "region_none"), "; "))
	case r.Region.Code == "":
		return reject(r, report.UnknownRegion, said(r, "region_")+advice)
	case r.Organ.Kind == "":
		return reject(r, report.UnknownOrgan, said(r, "organ_")+advice)
	case r.Year == 0:
		return reject(r, report.UnknownYear, said(r, "year_")+advice)
	}
	return r
}

func reject(r report.Report, reason report.Reason, message string) report.Report {
	r.Status, r.Reason, r.Message = report.Rejected, reason, message
	r.Cells, r.Rows = nil, nil
	return r
}

// said is the first warning of the reader about a fact, to go before advice.
func said(r report.Report, rule string) string {
	for _, f := range r.Findings {
		if f.Severity == report.Warning && strings.HasPrefix(f.Rule, rule) {
			return strings.TrimSuffix(f.Message, "; name it in a manifest") + "; "
		}
	}
	return ""
}

// ingestTable tells a person what became of the documents, by outcome and reason.
func ingestTable(cmd *cobra.Command, data string, in intake, documents iter.Seq[ingest.Document], p *progress) error {
	count := map[string]int{}
	var why reasons
	rejected, err := load(cmd.Context(), data, in, documents, p, func(o outcome) error {
		count[outcomeWord(o)]++
		why.add(o.Path, outcomeWord(o), o.Message)
		return nil
	})
	if err != nil {
		return err
	}
	printOutcomes(cmd.OutOrStdout(), count)
	why.print(cmd.OutOrStdout())
	return rejectedOr(rejected, nil)
}

func outcomeWord(o outcome) string {
	if o.Outcome == sql.Kept {
		return fmt.Sprintf("%s, %s", sql.Kept, o.Reason)
	}
	return string(o.Outcome)
}

func printOutcomes(w io.Writer, count map[string]int) {
	t := newTable("Outcome", "Documents")
	var words []string
	for word := range count {
		words = append(words, word)
	}
	order := []string{string(sql.New), string(sql.Revision), string(sql.Unchanged)}
	slices.Sort(words)
	for _, word := range order {
		if count[word] > 0 {
			t.AppendRow([]any{word, count[word]})
		}
	}
	for _, word := range words {
		if !slices.Contains(order, word) {
			t.AppendRow([]any{word, count[word]})
		}
	}
	fmt.Fprintln(w, t.Render())
}
