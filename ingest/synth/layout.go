package synth

import (
	"errors"
	"fmt"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// Family is a way in which offices publish a report, or an extractor leaves it.
type Family string

// To add a family: its name here, its line in families, and its writer. A family of a new format
// names it there.
const (
	Plain     Family = "plain"      // HTML: headings, paragraphs and tables
	CMS       Family = "cms"        // HTML: a page of a government site's content system
	Word      Family = "word"       // HTML as a word processor saves it
	OneLine   Family = "one-line"   // HTML without line breaks, every cell styled and in a <p>
	Padded    Family = "padded"     // text: a cell and a bar a line, runs of bars for merged cells below
	InlineEnd Family = "inline-end" // text: the same, the runs of bars behind the row's last cell
	Bars      Family = "bars"       // text: a row a line, bars between cells and for merged cells at its end
	Leading   Family = "leading"    // text: a row a line, bars in front for cells merged downwards
	Markdown  Family = "markdown"   // text: a row a line, a bar in front and behind
	OwnLine   Family = "own-line"   // text: a cell a line, its bar on the next
	Opener    Family = "opener"     // text: a bar on a line of its own opens each row
	Lines     Family = "lines"      // text: a cell a line, an empty line between any two, one more for a blank cell
	Spaced    Family = "spaced"     // text: a row a line, one blank between cells
	Glued     Family = "glued"      // text: a row a line, nothing between cells
	Docx      Family = "docx"       // DOCX: headings, paragraphs and tables
	Xlsx      Family = "xlsx"       // XLSX: one sheet, headings and paragraphs in rows of their own
)

// families are what can be written, with the format and the writer of each.
var families = []struct {
	family Family
	format string
	write  func(page, Layout) ([]byte, error)
}{
	{Plain, "html", always(writePlain)},
	{CMS, "html", always(writeCMS)},
	{Word, "html", always(writeWord)},
	{OneLine, "html", always(writeOneLine)},
	{Padded, "text", always(writeText)},
	{InlineEnd, "text", always(writeText)},
	{Bars, "text", always(writeText)},
	{Leading, "text", always(writeText)},
	{Markdown, "text", always(writeText)},
	{OwnLine, "text", always(writeText)},
	{Opener, "text", always(writeText)},
	{Lines, "text", always(writeText)},
	{Spaced, "text", always(writeText)},
	{Glued, "text", always(writeText)},
	{Docx, "docx", writeDocx},
	{Xlsx, "xlsx", writeXlsx},
}

// always is a writer that nothing can go wrong in.
func always(write func(page, Layout) []byte) func(page, Layout) ([]byte, error) {
	return func(p page, l Layout) ([]byte, error) { return write(p, l), nil }
}

// Families are all families, HTML first.
func Families() []Family {
	var all []Family
	for _, f := range families {
		all = append(all, f.family)
	}
	return all
}

// Format is the format of the family's files: html, text, docx or xlsx; empty for a family that does not exist.
func (f Family) Format() string {
	for _, known := range families {
		if known.family == f {
			return known.format
		}
	}
	return ""
}

// Extension is the ending of the names of the family's files, with its dot.
func (f Family) Extension() string {
	if f.Format() == "text" {
		return ".txt"
	}
	return "." + f.Format()
}

// Layout is how a report is printed.
type Layout struct {
	Family      Family
	GB18030     bool // the bytes are GB18030 instead of UTF-8; office files are not bytes of a text
	ZerosBlank  bool // every 0 is left blank, and nothing else is
	FullWidth   bool // brackets and colons of labels are full width
	OddBlanks   bool // labels are sliced: (三) 不予 公开, 1. 属于国家秘密
	Annotated   bool // some labels carry a note in brackets
	OtherWords  bool // labels are worded as offices also word them
	Traditional bool // labels are in traditional script
}

// ErrUnfit is returned when figures printed in a layout could not be told apart by anyone.
var ErrUnfit = errors.New("layout cannot hold the figures")

// Fits reports why the report cannot be printed in the layout; nil if it can.
func (l Layout) Fits(r report.Report) error {
	if l.Family != Spaced && l.Family != Glued {
		return nil
	}
	single := alone(r.Edition)
	for _, c := range Printed(r, l) {
		if c.Text == "" {
			return fmt.Errorf("%s: %s is blank and nothing would mark it: %w", l.Family, c.Line, ErrUnfit)
		}
		if l.Family == Glued && len(c.Text) > 1 && !single[c.Line] {
			return fmt.Errorf("%s: %q in %s would run into its neighbours: %w", l.Family, c.Text, c.Line, ErrUnfit)
		}
	}
	return nil
}

// alone are the lines whose figure is the only one of its row.
func alone(e report.Edition) map[report.LineCode]bool {
	lines := map[report.LineCode]bool{}
	for _, f := range editions.All() {
		for _, s := range f.Slots {
			if f.Edition == e && len(s.Cells) == 1 {
				lines[s.Cells[0].Line] = true
			}
		}
	}
	return lines
}

// Printed are the cells that a perfect reader finds in the report printed so, in the order of the
// form. Their places are not set.
func Printed(r report.Report, l Layout) []report.Cell {
	cells := append([]report.Cell(nil), r.Cells...)
	if !l.ZerosBlank {
		return cells
	}
	for i, c := range cells {
		if c.State == report.Numeric && c.Value.Sign() == 0 {
			cells[i] = report.Cell{Line: c.Line, Column: c.Column, State: report.Blank}
		}
	}
	return cells
}

// Render is the report as a document. It fails with [ErrUnfit] where the layout cannot hold the
// figures, and for editions and families it does not know.
func Render(r report.Report, l Layout) ([]byte, error) {
	if err := l.Fits(r); err != nil {
		return nil, err
	}
	p, err := newPage(r, l)
	if err != nil {
		return nil, err
	}
	for _, f := range families {
		if f.family != l.Family {
			continue
		}
		document, err := f.write(p, l)
		if err != nil || f.format != "html" && f.format != "text" {
			return document, err
		}
		return l.encode(document)
	}
	return nil, fmt.Errorf("no layout family %q", l.Family)
}
