package ingest

import (
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/normal"
)

// anchor is a run of tokens found to be a label of the form.
type anchor struct {
	slot     int
	from, to int // tokens, half open
	score    float64
}

// alignment is the best reading of a page as one edition: anchors in the order of page and form.
type alignment struct {
	form    *form
	anchors []anchor
	score   float64
}

// align reads the page as each edition and returns the one whose labels agree best, nil if none
// of them has a row on the page, and the other one if the page shows nothing that tells the two
// apart.
func align(tokens []token) (best, rival *alignment) {
	for _, f := range forms() {
		a := f.align(tokens)
		a.score += markScore * float64(f.marks(tokens))
		switch {
		case a.rows() == 0:
		case best == nil || a.score > best.score:
			best, rival = a, nil
		case a.score == best.score:
			best, rival = a, best
		}
	}
	return best, rival
}

// markScore is what a head that only one edition prints adds, found anywhere in a text.
const markScore = 3

// marks counts the edition's own heads that occur on the page, whole or within other words.
func (f *form) marks(tokens []token) int {
	n := 0
	for _, want := range f.marked {
		for i := range tokens {
			if tokens[i].kind == word && strings.Contains(tokens[i].label.Core, want) {
				n++
				break
			}
		}
	}
	return n
}

func (a *alignment) slot(i int) editions.Slot { return a.form.Slots[a.anchors[i].slot] }

func (a *alignment) rows() int {
	n := 0
	for i := range a.anchors {
		if a.slot(i).Kind == editions.Row {
			n++
		}
	}
	return n
}

// align finds the chain of labels of highest score in which both the tokens and the labels of the
// form go forward. It is exact: one pass over the tokens, keeping for each label the best chain
// that ends with it. A greedy match would take the column 其他 for the row 3.其他.
func (f *form) align(tokens []token) *alignment {
	var found []link
	bestAt := make([]int, len(f.Slots)) // the best chain ending at each label; -1 for none
	for i := range bestAt {
		bestAt[i] = -1
	}
	waiting := make([][]int, len(tokens)+1) // links by the token they end before
	for i := range tokens {
		for _, k := range waiting[i] {
			if b := bestAt[found[k].slot]; b < 0 || found[k].total > found[b].total {
				bestAt[found[k].slot] = k
			}
		}
		for _, a := range f.at(tokens, i) {
			l := link{anchor: a, before: -1}
			for _, b := range bestAt[:a.slot] {
				if b >= 0 && (l.before < 0 || found[b].total > found[l.before].total) {
					l.before = b
				}
			}
			l.total = a.score
			if l.before >= 0 {
				l.total += found[l.before].total
			}
			waiting[a.to] = append(waiting[a.to], len(found))
			found = append(found, l)
		}
	}
	return f.chain(found)
}

// link is an anchor with the best chain of anchors before it.
type link struct {
	anchor
	total  float64
	before int // in the list of links; -1 for none
}

func (f *form) chain(found []link) *alignment {
	a := &alignment{form: f}
	last := -1
	for k := range found {
		if last < 0 || found[k].total > found[last].total {
			last = k
		}
	}
	if last < 0 {
		return a
	}
	a.score = found[last].total
	for k := last; k >= 0; k = found[k].before {
		a.anchors = append(a.anchors, found[k].anchor)
	}
	for i, j := 0, len(a.anchors)-1; i < j; i, j = i+1, j-1 {
		a.anchors[i], a.anchors[j] = a.anchors[j], a.anchors[i]
	}
	return a
}

// mostJoined is how many tokens a label may be split over: some files set each letter apart.
const mostJoined = 24

// at are the labels that may begin at token i, whole, split over tokens, cut or misspelt.
func (f *form) at(tokens []token, i int) []anchor {
	if tokens[i].kind != word || tokens[i].label == (normal.Label{}) {
		return nil
	}
	var found []anchor
	add := func(to int, candidates []candidate) {
		for _, c := range candidates {
			found = append(found, anchor{slot: c.slot, from: i, to: to, score: f.weight(tokens, c, to)})
		}
	}
	l := tokens[i].label
	exact := f.exactly(l)
	add(i+1, exact)
	joined, longest, end := tokens[i].text, l, i+1
	for to := i + 2; to <= i+mostJoined && to <= len(tokens) && f.prefixes[longest.Core]; to++ {
		next := tokens[to-1]
		if next.kind != word || next.label == (normal.Label{}) {
			break
		}
		joined += next.text
		l := normal.Of(joined)
		whole := f.exactly(l)
		if whole == nil && !f.prefixes[l.Core] {
			break
		}
		longest, end = l, to
		add(to, whole)
		exact = append(exact, whole...)
	}
	if len(exact) == 0 {
		add(end, f.nearly(longest))
	}
	return found
}

// weight is what an agreement is worth: longer labels tell more, rows count for more than heads,
// and a row with figures behind it for more than one without.
func (f *form) weight(tokens []token, c candidate, to int) float64 {
	slot := f.Slots[c.slot]
	w := c.quality * min(12, 3+float64(len([]rune(slot.Label))))
	if slot.Kind == editions.Row {
		w *= 1.5
		if to < len(tokens) && (tokens[to].value() || tokens[to].kind == pad) {
			w *= 1.3
		}
	}
	return w
}

// unread names the form the page follows if it is one that is known but not read; nil if not.
func unread(tokens []token) *editions.Form {
	for _, f := range editions.Unread() {
		if (&form{Form: f, marked: cores(f.Marks)}).marks(tokens) >= 2 {
			return &f
		}
	}
	return nil
}
