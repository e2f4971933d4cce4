package main

import (
	"github.com/gongkai/gongkai/report"
)

// document is a report as read --json prints it. What is not known is null, never empty.
type document struct {
	Path      string        `json:"path"`
	SHA256    *string       `json:"sha256"`
	Status    report.Status `json:"status"`
	Reason    report.Reason `json:"reason,omitempty"`
	Message   string        `json:"message,omitempty"`
	Format    *string       `json:"format"`
	Edition   *string       `json:"edition"`
	Title     *string       `json:"title"`
	Year      *int          `json:"year"`
	Period    *period       `json:"period,omitempty"`
	Region    *region       `json:"region"`
	Organ     *organ        `json:"organ"`
	Scope     report.Scope  `json:"scope,omitempty"`
	Published string        `json:"published,omitempty"`
	URL       string        `json:"url,omitempty"`
	Synthetic bool          `json:"synthetic,omitempty"`
	Cells     []cell        `json:"cells"`
	Rows      []row         `json:"rows,omitempty"`
	Sections  []section     `json:"sections,omitempty"`
	Facts     []fact        `json:"facts,omitempty"`
	Basis     []origin      `json:"basis,omitempty"`
	Findings  []finding     `json:"findings"`
}

type period struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type region struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

type organ struct {
	Name string           `json:"name"`
	Kind report.OrganKind `json:"kind"`
}

type cell struct {
	Line    report.LineCode `json:"line"`
	Column  report.Column   `json:"column,omitempty"`
	Value   *report.Number  `json:"value"`
	State   report.State    `json:"state"`
	Text    string          `json:"text"`
	Derived bool            `json:"derived,omitempty"`
	Place   report.Place    `json:"place"`
}

type row struct {
	Label string       `json:"label"`
	Texts []string     `json:"texts"`
	Place report.Place `json:"place"`
}

type section struct {
	Number  int    `json:"number"`
	Heading string `json:"heading"`
	Offset  int64  `json:"offset"`
	Text    string `json:"text"`
}

type fact struct {
	Lines  []report.LineCode `json:"lines,omitempty"`
	Topic  report.Topic      `json:"topic,omitempty"`
	Value  report.Number     `json:"value"`
	Approx bool              `json:"approximate,omitempty"`
	Text   string            `json:"text"`
	Offset int64             `json:"offset"`
}

type origin struct {
	Fact   string `json:"fact"`
	Text   string `json:"text"`
	Where  string `json:"where"`
	Offset *int64 `json:"offset,omitempty"`
	Taken  bool   `json:"taken"`
}

type finding struct {
	Rule     string          `json:"rule"`
	Severity report.Severity `json:"severity"`
	Line     report.LineCode `json:"line,omitempty"`
	Column   report.Column   `json:"column,omitempty"`
	Expected *report.Number  `json:"expected,omitempty"`
	Actual   *report.Number  `json:"actual,omitempty"`
	Message  string          `json:"message"`
	Chinese  string          `json:"chinese,omitempty"`
	Places   []report.Place  `json:"places,omitempty"`
}

func documentJSON(r report.Report) document {
	d := document{
		Path: r.Source.Path, SHA256: known(r.Source.SHA256), Status: r.Status, Reason: r.Reason, Message: r.Message,
		Format: known(r.Source.Format), Edition: known(string(r.Edition)), Title: known(r.Title), Year: known(r.Year),
		Region: regionJSON(r.Region), Scope: r.Scope, Published: r.Published, URL: r.Source.URL, Synthetic: r.Synthetic,
		Cells: []cell{}, Findings: []finding{},
	}
	if r.Organ != (report.Organ{}) {
		d.Organ = &organ{r.Organ.Name, r.Organ.Kind}
	}
	if r.Period != (report.Period{}) {
		d.Period = &period{r.Period.From, r.Period.To}
	}
	for _, c := range r.Cells {
		d.Cells = append(d.Cells, cellJSON(c))
	}
	for _, x := range r.Rows {
		d.Rows = append(d.Rows, row{x.Label, x.Texts, x.Place})
	}
	for _, p := range r.Parts {
		d.Sections = append(d.Sections, section{p.Number, p.Heading, p.Offset, p.Text})
	}
	for _, f := range r.Facts {
		d.Facts = append(d.Facts, fact{f.Lines, f.Topic, f.Value, f.Approx, f.Text, f.Offset})
	}
	for _, o := range r.Basis {
		shown := origin{Fact: o.Fact, Text: o.Text, Where: o.Where, Taken: o.Taken}
		if o.Offset >= 0 {
			shown.Offset = &o.Offset
		}
		d.Basis = append(d.Basis, shown)
	}
	for _, f := range r.Findings {
		d.Findings = append(d.Findings, finding{f.Rule, f.Severity, f.Line, f.Column, f.Expected, f.Actual, f.Message, f.Chinese, f.Places})
	}
	return d
}

func cellJSON(c report.Cell) cell {
	shown := cell{Line: c.Line, Column: c.Column, State: c.State, Text: c.Text, Derived: c.Derived, Place: c.Place}
	if c.State == report.Numeric {
		shown.Value = &c.Value
	}
	return shown
}

func regionJSON(r report.Region) *region {
	if r.Code == "" {
		return nil
	}
	return &region{r.Code, r.Name}
}

// known is nil for the zero value, which stands for what nobody said.
func known[T comparable](v T) *T {
	var unknown T
	if v == unknown {
		return nil
	}
	return &v
}
