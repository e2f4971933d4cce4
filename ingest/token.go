package ingest

import (
	"strings"

	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// kind is what a token is taken for by its text alone.
type kind uint8

const (
	word   kind = iota // anything that is no figure: a label, a note, running text
	figure             // a number, maybe with a sign or a unit
	void               // 无, /, —: nothing to state
	blank              // a cell with nothing in it
	glued              // several figures without anything between them
	pad                // filling at the end of a row: it stands for no cell, or for cells that were lost
)

// token is one cell, or one piece of running text, in reading order. A merged cell is one token
// and an empty cell is a token too.
type token struct {
	text   string // as printed, outer blanks cut
	place  report.Place
	cell   bool // stands in a cell of a grid or between bars; false in running text
	grid   bool // its row and column are known for sure
	span   int  // the columns of the grid it covers; 0 where its column only counts the cells before it
	paper  bool // printed: Row is the line it stands on, and nothing follows from what is not there
	used   bool // is a label or a value of the form
	last   bool // the document ends with it, so that digits may be missing
	kind   kind
	number amount
	label  normal.Label // set for words that are short enough to be labels
}

// page is what an adapter makes of a document.
type page struct {
	tokens []token
	titles []heading // titles and headings outside the running text, the best first
	whole  bool      // the format shows that nothing is missing at its end
	cut    string    // why the document seems to end before its end; empty if it does not

	// within is where in the document the byte at of a running text stands. It is nil where that
	// cannot be told: then what a text says stands where the text begins.
	within func(of *token, at int) int64
}

type heading struct {
	text, where string
	offset      int64
}

// longestLabel is how many bytes a label with its notes may have; longer words, and sentences, are
// running text.
const longestLabel = 400

// classify sets what the token is.
func (t *token) classify() {
	switch n, k := parseAmount(t.text); k {
	case figure, void, blank:
		t.kind, t.number = k, n
	default:
		t.kind = word
		if len(t.text) <= longestLabel && strings.IndexByte(t.text, ';') < 0 && !strings.Contains(t.text, "。") {
			t.label = normal.Of(t.text)
		}
	}
}

// value reports whether the token can stand in a cell that wants a figure.
func (t *token) value() bool { return t.kind == figure || t.kind == void || t.kind == blank }
