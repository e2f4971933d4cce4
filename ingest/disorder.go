package ingest

import (
	"cmp"
	"slices"

	"github.com/gongkai/gongkai/ingest/editions"
)

// portion is what stands from the heading of a section to the next; the first of a page has none.
type portion struct {
	part     int // the section, 0 before any heading
	from, to int // tokens, half open
}

// portions are the parts of a page that its section headings bound, in printed order. Only tokens that
// are a heading letter for letter, whatever their number, are headings.
func (f *form) portions(tokens []token) []portion {
	all := []portion{{}}
	for i := range tokens {
		t := &tokens[i]
		if t.kind != word {
			continue
		}
		for _, c := range f.exact[t.label.Core] {
			if s := f.Slots[c.slot]; s.Kind == editions.Section {
				all[len(all)-1].to = i
				all = append(all, portion{part: s.Part, from: i})
				break
			}
		}
	}
	all[len(all)-1].to = len(tokens)
	return all
}

// inPlace reads a page whose sections stand in another order than the form's: each is put where the form
// has it, whole. It gives the alignment and tokens at hand back unless that finds more of the form. The
// section printed last must be the last of the form's, for what ends a page may have been cut off.
func (a *alignment) inPlace(tokens []token) (*alignment, []token) {
	if a.found() == a.form.wanted() {
		return a, tokens
	}
	all := a.form.portions(tokens)
	byPart := func(x, y portion) int { return cmp.Compare(x.part, y.part) }
	if last := all[len(all)-1]; last.part < 5 || slices.IsSortedFunc(all, byPart) {
		return a, tokens
	}
	slices.SortStableFunc(all, byPart)
	moved := make([]token, 0, len(tokens))
	for _, s := range all {
		moved = append(moved, tokens[s.from:s.to]...)
	}
	if b := a.form.align(moved); b.found() > a.found() {
		return b, moved
	}
	return a, tokens
}

// found counts the sections and rows found, and table 四 as one row.
func (a *alignment) found() int {
	n := 0
	for i := range a.anchors {
		if a.slot(i).Kind != editions.Head {
			n++
		}
	}
	return n
}

// wanted is how many of them a whole report has.
func (f *form) wanted() int {
	n := 0
	for _, s := range f.Slots {
		if s.Kind != editions.Head {
			n++
		}
	}
	return n
}
