// Package editions holds the statutory form as it is printed: every label in reading order, with
// the other wordings offices use, and the lines each row's figures belong to. It is what the
// reader aligns documents with. It knows nothing of formats and reads nothing.
package editions

import "github.com/gongkai/gongkai/report"

// Kind is what a label does on the form.
type Kind int

const (
	Section Kind = iota // the heading of one of the six sections
	Head                // the head of a block or of columns: no figures follow it
	Row                 // the label of a row: its figures follow
	Grid                // the heads of table 四, whose figures stand in one row of fifteen
)

// Slot is one printed label.
type Slot struct {
	Kind  Kind
	Label string       // as the notice prints it
	Also  []string     // other wordings that mean the same place
	Part  int          // the section of the report it stands in, 1 to 6
	Cells []report.Ref // the figures after a Row, in printed order
}

// Form is an edition as printed.
type Form struct {
	Edition report.Edition
	Slots   []Slot
	Marks   []string // heads that no other edition prints
}

// To add an edition: one file beside this one with its Form, a line in All, its lines in
// report/lines.go, and a page with its cells in ingest/testdata.

// All are the forms whose figures are read, oldest first.
func All() []Form { return []Form{form2019, form2021} }

// Unread are the heads of forms that are known by name but not read.
func Unread() []Form { return []Form{form2014} }

func section(part int, label string, also ...string) Slot {
	return Slot{Kind: Section, Label: label, Also: also, Part: part}
}

func head(part int, label string, also ...string) Slot {
	return Slot{Kind: Head, Label: label, Also: also, Part: part}
}

// row is a row of table 二: one line a cell.
func row(label string, also []string, codes ...report.LineCode) Slot {
	s := Slot{Kind: Row, Label: label, Also: also, Part: 2}
	for _, code := range codes {
		s.Cells = append(s.Cells, report.Ref{Line: code})
	}
	return s
}

// request is a row of table 三: one line, seven columns.
func request(code report.LineCode, label string, also ...string) Slot {
	s := Slot{Kind: Row, Label: label, Also: also, Part: 3}
	for _, c := range report.Columns() {
		s.Cells = append(s.Cells, report.Ref{Line: code, Column: c.Column})
	}
	return s
}
