// Package ingest turns documents into reports: it finds out what a file is from its bytes, brings
// it to one stream of cells and words, finds the statutory form in that stream and takes its
// figures with the place each stands at.
//
// It never guesses: a figure whose place is not certain is kept as text and said to be unreadable.
// It never changes a printed figure, never asks the network, and knows nothing of the warehouse.
package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/report"
)

// To add a format: a file format_<kind>.go with its adapter, its line here, how it is recognised
// in sniff.go, and a test that the same report in it gives the same cells.

// texts are the formats that are text in some encoding.
var texts = map[string]func(text string) (page, error){
	"html":          readHTML,
	"text":          readText,
	"csv":           readCSV,
	"spreadsheetml": readSpreadsheetML,
}

// files are the formats that are not.
var files = map[string]func(ctx context.Context, b []byte) (page, error){
	"pdf":  readPDF,
	"doc":  readDOC,
	"docx": readDOCX,
	"xls":  readXLS,
	"xlsx": readXLSX,
}

const (
	mostTokens = 200_000
	mostTime   = 20 * time.Second // a document
)

// refusal is an adapter's reason to give a document back, in words for a person.
type refusal struct {
	reason  report.Reason
	message string
}

func (r refusal) Error() string { return r.message }

var errTokens = refusal{report.TooLarge, fmt.Sprintf("it has more than %d cells and words: this is hardly one report; read its parts", mostTokens)}

// Read reads one document. It never fails and never panics: a document that gives no figures comes
// back Rejected, with a Reason and a Message that says what to do. What known says of the document,
// if it is not nil, wins over what the document says of itself; a contradiction is a finding. Read
// may be called from many goroutines at once.
func Read(ctx context.Context, d Document, known *identity.Entry) (r report.Report) {
	r = report.Report{Source: report.Source{Path: d.Path, Size: int64(len(d.Bytes))}}
	defer func() {
		if p := recover(); p != nil {
			r = rejected(report.Report{Source: r.Source}, report.Internal,
				fmt.Sprintf("reading it went wrong in a way we did not foresee (%v at %s): please report it with the file", p, origin(debug.Stack())))
		}
	}()
	ctx, stop := context.WithTimeout(ctx, mostTime)
	defer stop()
	if known != nil {
		r.Source.URL = known.URL
	}
	if d.Reason != "" {
		return rejected(r, d.Reason, d.Message)
	}
	sum := sha256.Sum256(d.Bytes)
	r.Source.SHA256 = hex.EncodeToString(sum[:])
	return read(ctx, r, d.Bytes, known)
}

// origin is the first line of a stack trace that lies in this package.
func origin(stack []byte) string {
	for line := range strings.Lines(string(stack)) {
		if i := strings.LastIndex(line, "/ingest/"); i >= 0 && strings.HasPrefix(line, "\t") && !strings.Contains(line, "/ingest/ingest.go") {
			return strings.TrimSpace(line[i+1:])
		}
	}
	return "an unknown place"
}

func rejected(r report.Report, reason report.Reason, message string) report.Report {
	r.Status, r.Reason, r.Message = report.Rejected, reason, message
	r.Cells = nil
	return r
}

func read(ctx context.Context, r report.Report, b []byte, known *identity.Entry) report.Report {
	if strings.TrimSpace(string(b[:min(len(b), 1<<16)])) == "" && len(b) <= 1<<16 {
		return rejected(r, report.Empty, "there is nothing in it: fetch it again")
	}
	format := sniff(b)
	if no, ok := refusals[format]; ok {
		r.Source.Format = format
		return rejected(r, no.reason, no.message)
	}
	if format == "" && binary(b) {
		return rejected(r, report.NotAReport, "it is no text and no kind of file we know")
	}
	if readFile, ok := files[format]; ok {
		r.Source.Format = format
		p, err := readFile(ctx, b)
		p.whole = p.cut == ""
		return finish(ctx, r, p, err, known)
	}
	d := decode(b)
	if looksJSON(d.text) {
		r.Source.Format = "json"
		if ctx.Err() != nil {
			return timedOut(r)
		}
		return readJSON(r, d.text, known)
	}
	r.Source.Format = "text"
	switch {
	case looksSpreadsheetML(d.text):
		r.Source.Format = "spreadsheetml"
	case looksHTML(d.text) && !isMarkdown(d.text):
		r.Source.Format = "html"
	case csvSeparator(d.text) != 0:
		r.Source.Format = "csv"
	}
	p, err := texts[r.Source.Format](d.text)
	r = finish(ctx, r, p, err, known)
	d.restore(&r)
	return r
}

// finish reads the page an adapter made, or says why there is none.
func finish(ctx context.Context, r report.Report, p page, err error, known *identity.Entry) report.Report {
	var no refusal
	switch {
	case ctx.Err() != nil:
		return timedOut(r)
	case errors.As(err, &no):
		return rejected(r, no.reason, no.message)
	case err != nil:
		return rejected(r, report.Corrupt, err.Error()+": fetch it again")
	}
	return understand(ctx, r, p, known)
}

func timedOut(r report.Report) report.Report {
	return rejected(r, report.TimedOut, fmt.Sprintf("reading took longer than %s", mostTime))
}

// restore turns the offsets in the decoded text into offsets in the document.
func (d decoded) restore(r *report.Report) {
	var offsets []*int64
	for i := range r.Cells {
		offsets = append(offsets, &r.Cells[i].Place.Offset)
	}
	for i := range r.Rows {
		offsets = append(offsets, &r.Rows[i].Place.Offset)
	}
	for i := range r.Parts {
		offsets = append(offsets, &r.Parts[i].Offset)
	}
	for i := range r.Facts {
		offsets = append(offsets, &r.Facts[i].Offset)
	}
	for i := range r.Basis {
		if r.Basis[i].Offset >= 0 {
			offsets = append(offsets, &r.Basis[i].Offset)
		}
	}
	for i := range r.Findings {
		for j := range r.Findings[i].Places {
			offsets = append(offsets, &r.Findings[i].Places[j].Offset)
		}
	}
	d.origins(offsets)
}

// understand finds the form on the page and reads it.
func understand(ctx context.Context, r report.Report, p page, known *identity.Entry) report.Report {
	best, rival := align(p.tokens)
	if ctx.Err() != nil {
		return timedOut(r)
	}
	var rows []row
	if best != nil {
		if rival == nil {
			best, p.tokens = best.inPlace(p.tokens)
		}
		rows, r.Rows = best.collect(p.tokens)
	}
	identify(&r, p, known)
	if best != nil && rival != nil {
		if best = elder(&r, best, rival); best == rival {
			rows, r.Rows = best.collect(p.tokens)
		}
	}
	if best == nil || !best.evident() {
		return nameless(r, p)
	}
	r.Edition = best.form.Edition
	rd := &reading{r: &r, tokens: p.tokens, cut: p.cut, whole: p.whole}
	rd.rows(rows)
	if rd.repeats(best, rows) {
		return rejected(r, errReports.reason, errReports.message)
	}
	if grid, ok := best.challenges(p.tokens); ok && !rd.plain(grid) {
		rd.placed(grid, place(r.Edition, r.Cells, []row{grid})[0])
	}
	if ctx.Err() != nil {
		return timedOut(r)
	}
	sections := best.sections(p.tokens)
	for _, s := range sections {
		r.Parts = append(r.Parts, s.part())
	}
	r.Facts = facts(&p, &r, sections)
	return rd.grade(best)
}

// elder chooses between editions that the page does not tell apart: the year must, and says so.
func elder(r *report.Report, newer, older *alignment) *alignment {
	chosen := newer
	if r.Year != 0 && r.Year < 2021 {
		chosen = older
	}
	r.Findings = append(r.Findings, report.Finding{Rule: "edition_assumed", Severity: report.Warning,
		Message: fmt.Sprintf("nothing on the page tells its edition; %s is assumed from the year", chosen.form.Edition),
		Chinese: fmt.Sprintf("页面内容不足以判断格式版本,按年度推定为%s年版", chosen.form.Edition)})
	return chosen
}

// evident reports whether the page is a report and not a text that happens to use its words.
func (a *alignment) evident() bool {
	sections := 0
	for i := range a.anchors {
		if a.slot(i).Kind == editions.Section {
			sections++
		}
	}
	return a.rows() >= 4 || a.rows() >= 1 && sections >= 2
}
