package report

// State says what stands in a cell. Missing is never zero: only Numeric cells have a value.
type State string

const (
	Numeric       State = "NUMBER"
	Blank         State = "BLANK"          // printed, with nothing in it
	NotApplicable State = "NOT_APPLICABLE" // 无, /, —: the office says there is nothing to state
	Illegible     State = "UNREADABLE"     // something stands there that is no figure; Text keeps it
)

// Cell is one figure of the form. A line the document does not print has no cell at all.
type Cell struct {
	Line    LineCode
	Column  Column // empty in tables 二 and 四
	State   State
	Value   Number // meaningful only when State is Numeric
	Text    string // as printed
	Place   Place
	Derived bool // the place, not the figure, was solved from the sums
}

// Figure is the value, and whether the cell has one: only a Numeric cell does.
func (c Cell) Figure() (Number, bool) { return c.Value, c.State == Numeric }

// Ref names the cell on the form.
func (c Cell) Ref() Ref { return Ref{c.Line, c.Column} }

// Ref names a cell of the form: a line, and in table 三 an applicant column.
type Ref struct {
	Line   LineCode
	Column Column
}

// English is the cell in words: its line, and its column where it has one.
func (r Ref) English() string {
	l, _ := FindLine(r.Line)
	for _, c := range Columns() {
		if c.Column == r.Column {
			return l.English + ", " + c.English
		}
	}
	return l.English
}

// Chinese is the cell in the form's own words.
func (r Ref) Chinese() string {
	l, _ := FindLine(r.Line)
	label := l.Chinese
	if l.Table == Challenges {
		label = l.Block + " " + label
	}
	for _, c := range Columns() {
		if c.Column == r.Column {
			return label + "·" + c.Chinese
		}
	}
	return label
}

// Place is where a text stands in its document. Table, Row and Column count from 1 in reading
// order, 0 where the format has no such thing (running text has no tables). Offset is the byte
// offset of the text in the document's bytes; in zipped formats, in the member that holds the text.
type Place struct {
	Table  int   `json:"table"`
	Row    int   `json:"row"`
	Column int   `json:"column"`
	Offset int64 `json:"offset"`
}
