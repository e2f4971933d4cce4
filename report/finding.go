package report

// Severity says how much a finding matters.
type Severity string

const (
	Error   Severity = "ERROR"   // the printed figures contradict themselves, or one cannot be read
	Warning Severity = "WARNING" // likely wrong, or a fact of identity is in doubt
	Info    Severity = "INFO"    // worth knowing; nothing is wrong
)

// Finding is one thing a reader or a rule noticed. It never changes a figure.
type Finding struct {
	Rule     string // a stable code, lower case with underscores
	Severity Severity
	Line     LineCode // empty if the finding is not about a line
	Column   Column   // empty if the finding is not about a column
	Expected *Number  // nil when there is nothing to compare
	Actual   *Number
	Message  string // one sentence in English
	Chinese  string // the same in Chinese
	Places   []Place
}
