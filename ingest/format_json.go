package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/report"
)

// A report that was printed as JSON is read back cell by cell. What it claims is checked as if it had
// been typed by hand, for it may have been: every code, every place and that each value is what its
// text says.

// printedReport is the object; what is null or absent is the zero value.
type printedReport struct {
	Status    report.Status `json:"status"`
	Reason    report.Reason `json:"reason"`
	Message   string        `json:"message"`
	Edition   string        `json:"edition"`
	Title     string        `json:"title"`
	Year      int           `json:"year"`
	Period    report.Period `json:"period"`
	Region    struct{ Code, Name string }
	Organ     report.Organ    `json:"organ"`
	Scope     report.Scope    `json:"scope"`
	Published string          `json:"published"`
	URL       string          `json:"url"`
	Synthetic bool            `json:"synthetic"`
	Cells     []printedCell   `json:"cells"`
	Rows      []report.Row    `json:"rows"`
	Sections  []report.Part   `json:"sections"`
	Facts     []printedFact   `json:"facts"`
	Basis     []printedOrigin `json:"basis"`
	Findings  []report.Finding
}

type printedCell struct {
	Line    report.LineCode `json:"line"`
	Column  report.Column   `json:"column"`
	Value   *report.Number  `json:"value"`
	State   report.State    `json:"state"`
	Text    string          `json:"text"`
	Derived bool            `json:"derived"`
	Place   report.Place    `json:"place"`
}

type printedFact struct {
	report.Fact
	Approx bool `json:"approximate"`
}

type printedOrigin struct {
	report.Origin
	Offset *int64 `json:"offset"`
}

// looksJSON reports whether a text is a report as JSON, or several of them.
func looksJSON(text string) bool {
	text = trim(text)
	return (strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")) && strings.Contains(text, `"cells"`)
}

var errSeveral = refusal{report.NeedsConversion, "it holds several reports: give each a file of its own, as split -l 1 makes them"}

// readJSON reads a report that was printed as JSON. The report given has its source.
func readJSON(r report.Report, text string, known *identity.Entry) report.Report {
	whole, err := claimed(r, text, known)
	var no refusal
	switch {
	case errors.As(err, &no):
		return rejected(r, no.reason, no.message)
	case err != nil:
		return rejected(r, report.Corrupt, err.Error()+"; mend it, or read the document it came from again")
	}
	return whole
}

// claimed is the report as the text has it, if nothing in it contradicts the form or itself.
func claimed(r report.Report, text string, known *identity.Entry) (report.Report, error) {
	var p printedReport
	if strings.HasPrefix(trim(text), "[") {
		return r, errSeveral
	}
	d := json.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&p); err != nil {
		return r, jsonError(err, d.InputOffset())
	}
	var more json.RawMessage
	switch err := d.Decode(&more); {
	case err == nil:
		return r, errSeveral
	case !errors.Is(err, io.EOF):
		return r, jsonError(err, d.InputOffset())
	}
	if p.Status == report.Rejected {
		if len(p.Cells) > 0 || !slices.Contains(reasons, p.Reason) {
			return r, fmt.Errorf("it is said to be rejected for reason %q and has %d cells", p.Reason, len(p.Cells))
		}
		return rejected(r, p.Reason, p.Message), nil
	}
	if err := p.check(); err != nil {
		return r, err
	}
	p.fill(&r)
	if err := p.identify(&r, known); err != nil {
		return r, err
	}
	rd := &reading{r: &r}
	for i, c := range p.Cells {
		cell, err := c.cell(r.Edition)
		if err != nil {
			return r, fmt.Errorf("cell %d, %s: %w", i+1, report.Ref{Line: c.Line, Column: c.Column}.English(), err)
		}
		if slices.ContainsFunc(r.Cells, func(have report.Cell) bool { return have.Ref() == cell.Ref() }) {
			return r, fmt.Errorf("cell %d, %s stands in it twice", i+1, cell.Ref().English())
		}
		r.Cells = append(r.Cells, cell)
	}
	r = rd.grade(nil)
	if p.Status == report.Partial && r.Status != report.Rejected {
		r.Status, r.Message = report.Partial, p.Message
		r.Cut, _ = strings.CutPrefix(p.Message, cutOff)
		if r.Cut == p.Message {
			r.Cut = ""
		}
	}
	return r, nil
}

var reasons = []report.Reason{report.NotAReport, report.NoTables, report.NeedsOCR, report.NeedsConversion, report.Encrypted,
	report.TooLarge, report.Corrupt, report.Empty, report.UnsupportedEdition, report.UnknownYear, report.UnknownOrgan,
	report.UnknownRegion, report.TimedOut, report.Unreadable, report.Internal}

func jsonError(err error, at int64) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		return fmt.Errorf("byte %d: %s is a %s where another kind of value belongs", kind.Offset, kind.Field, kind.Value)
	}
	return fmt.Errorf("no JSON at byte %d (%w)", at, err)
}

var isoDate = regexp.MustCompile(`^(?:|\d{4}-\d{2}-\d{2})$`)

// check looks at the codes that are not of cells.
func (p *printedReport) check() error {
	switch {
	case p.Status != report.Read && p.Status != report.Partial:
		return fmt.Errorf("status %q is none of READ, PARTIAL and REJECTED", p.Status)
	case !slices.Contains(report.Editions(), report.Edition(p.Edition)):
		return fmt.Errorf("edition %q is none of %v", p.Edition, report.Editions())
	case p.Year != 0 && (p.Year < 2008 || p.Year > 2100):
		return fmt.Errorf("year %d is no year of a report", p.Year)
	case !slices.Contains([]report.Scope{report.ScopeUnsaid, report.ScopeWhole, report.ScopeSelf}, p.Scope):
		return fmt.Errorf("scope %q is neither WHOLE nor SELF", p.Scope)
	case !slices.Contains([]report.OrganKind{report.Government, report.Department, report.Township, report.Zone, report.OtherOrgan}, p.Organ.Kind) && p.Organ != (report.Organ{}):
		return fmt.Errorf("organ kind %q is not known", p.Organ.Kind)
	case !isoDate.MatchString(p.Published) || !isoDate.MatchString(p.Period.From) || !isoDate.MatchString(p.Period.To):
		return errors.New("a date is not written as 2024-01-31")
	}
	for _, f := range p.Findings {
		if !slices.Contains([]report.Severity{report.Error, report.Warning, report.Info}, f.Severity) {
			return fmt.Errorf("the finding %q has severity %q, none of ERROR, WARNING and INFO", f.Rule, f.Severity)
		}
	}
	for _, s := range p.Sections {
		if s.Number < 1 || s.Number > 6 {
			return fmt.Errorf("section %d: there are six", s.Number)
		}
	}
	for _, f := range p.Facts {
		if len(f.Lines) == 0 && f.Topic != report.ProcessingFee {
			return fmt.Errorf("the fact %q is of no line", f.Text)
		}
		for _, code := range f.Lines {
			if _, err := lineOn(code, report.Edition(p.Edition)); err != nil {
				return fmt.Errorf("the fact %q: %w", f.Text, err)
			}
		}
	}
	return nil
}

func lineOn(code report.LineCode, e report.Edition) (report.Line, error) {
	line, ok := report.FindLine(code)
	switch {
	case !ok:
		return line, fmt.Errorf("the form has no line %q", code)
	case !line.In(e):
		return line, fmt.Errorf("line %q is not on the form of %s", code, e)
	}
	return line, nil
}

// fill copies what needs no looking up. Findings that are not of reading are made again
// when the report is published.
func (p *printedReport) fill(r *report.Report) {
	r.Edition, r.Title, r.Year, r.Period = report.Edition(p.Edition), p.Title, p.Year, p.Period
	r.Organ, r.Scope, r.Published, r.Synthetic = p.Organ, p.Scope, p.Published, p.Synthetic
	r.Source.URL, r.Rows, r.Parts = p.URL, p.Rows, p.Sections
	for _, f := range p.Facts {
		f.Fact.Approx = f.Approx
		r.Facts = append(r.Facts, f.Fact)
	}
	for _, o := range p.Basis {
		o.Origin.Offset = -1
		if o.Offset != nil {
			o.Origin.Offset = *o.Offset
		}
		r.Basis = append(r.Basis, o.Origin)
	}
	for _, f := range p.Findings {
		if slices.ContainsFunc(report.ReadingRules(), func(known report.Rule) bool { return known.Code == f.Rule }) {
			r.Findings = append(r.Findings, f)
		}
	}
}

// identify looks the region up. What a manifest says of the document wins.
func (p *printedReport) identify(r *report.Report, known *identity.Entry) error {
	if p.Region.Code != "" {
		region, err := regionOf(p.Region.Code, p.Region.Name, p.Year)
		if err != nil {
			return err
		}
		r.Region = region
	}
	if known == nil {
		return nil
	}
	var told report.Report
	title := fmt.Sprintf("%s%d年政府信息公开工作年度报告", p.Organ.Name, p.Year)
	e := *known
	if e.Region == "" {
		e.Region = p.Region.Code
	}
	if e.Organ == "" {
		e.Organ = p.Organ.Name
	}
	if e.Year == 0 {
		e.Year = p.Year
	}
	identity.Fill(&told, identity.Evidence{Titles: []identity.Line{{Text: title, Where: "title", Offset: -1}}, Manifest: &e})
	if known.Year != 0 || known.Region != "" || known.Organ != "" {
		r.Year, r.Region, r.Organ = told.Year, told.Region, told.Organ
		r.Findings = append(r.Findings, told.Findings...)
	}
	if known.Published != "" {
		r.Published = told.Published
	}
	if known.URL != "" {
		r.Source.URL = known.URL
	}
	return nil
}

// regionOf is the region of a code as it was in the year; the name must be its own.
func regionOf(code, regionName string, year int) (report.Region, error) {
	official, _, isZone := strings.Cut(code, "-z")
	region, ok := report.RegionAt(official, year)
	if ok && isZone {
		region = report.ZoneIn(region, regionName)
		ok = region.Code == code
	}
	switch {
	case !ok:
		return region, fmt.Errorf("region %q with the name %q is not in the code book of %d", code, regionName, year)
	case region.Name != regionName:
		return region, fmt.Errorf("region %s is %s, not %q", code, region.Name, regionName)
	}
	return region, nil
}

// cell is the cell as it was read; it is refused if its codes are not those of the form or its text
// does not say what it is said to.
func (c printedCell) cell(e report.Edition) (report.Cell, error) {
	cell := report.Cell{Line: c.Line, Column: c.Column, State: c.State, Text: c.Text, Derived: c.Derived, Place: c.Place}
	line, err := lineOn(c.Line, e)
	switch {
	case err != nil:
		return cell, err
	case !slices.Contains(line.Columns(), c.Column):
		return cell, fmt.Errorf("line %q has no column %q", c.Line, c.Column)
	case c.Place.Table < 0 || c.Place.Row < 0 || c.Place.Column < 0 || c.Place.Offset < 0:
		return cell, errors.New("its place is before the beginning")
	case (c.State == report.Numeric) != (c.Value != nil):
		return cell, fmt.Errorf("a value belongs to state NUMBER and to no other, such as %q", c.State)
	}
	printed, is := parseAmount(c.Text)
	switch c.State {
	case report.Numeric:
		cell.Value = *c.Value
		if _, why := (amount{value: *c.Value}).in(line); why != "" {
			return cell, fmt.Errorf("%s is %s", c.Value, why)
		}
		if value, why := printed.in(line); c.Text != "" && (is != figure || why != "" || value != *c.Value) {
			return cell, fmt.Errorf("its value is %s and its text %q", c.Value, c.Text)
		}
	case report.Blank, report.NotApplicable:
		if (c.State == report.Blank) != (is == blank) || (c.State == report.NotApplicable) != (is == void) {
			return cell, fmt.Errorf("its state is %s and its text %q", c.State, c.Text)
		}
	case report.Illegible:
	default:
		return cell, fmt.Errorf("state %q is none of NUMBER, BLANK, NOT_APPLICABLE and UNREADABLE", c.State)
	}
	return cell, nil
}
