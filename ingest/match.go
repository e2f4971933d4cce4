package ingest

import (
	"slices"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/normal"
)

// form is an edition made ready for matching: every wording of every label by its letters.
type form struct {
	editions.Form
	exact    map[string][]wording
	prefixes map[string]bool // every proper prefix of a wording, for labels split over tokens
	wordings []wording
	marked   []string // the letters of its marks
}

type wording struct {
	slot  int
	label normal.Label
	runes []rune
	pairs []uint64 // each two neighbouring characters, in order of their codes
}

var forms = sync.OnceValue(func() []*form {
	var all []*form
	for _, f := range editions.All() {
		all = append(all, compile(f))
	}
	return all
})

func compile(f editions.Form) *form {
	c := &form{Form: f, exact: map[string][]wording{}, prefixes: map[string]bool{}, marked: cores(f.Marks)}
	for i, slot := range f.Slots {
		for _, text := range append([]string{slot.Label}, slot.Also...) {
			w := wording{slot: i, label: normal.Of(text)}
			w.runes = []rune(w.label.Core)
			w.pairs = pairs(w.runes)
			c.wordings = append(c.wordings, w)
			c.exact[w.label.Core] = append(c.exact[w.label.Core], w)
			for n := range w.runes {
				c.prefixes[string(w.runes[:n])] = true
			}
		}
	}
	return c
}

// cores are the letters of labels.
func cores(labels []string) []string {
	all := make([]string, len(labels))
	for i, l := range labels {
		all[i] = normal.Of(l).Core
	}
	return all
}

// pairs are the neighbouring characters of a text, sorted.
func pairs(runes []rune) []uint64 {
	all := make([]uint64, 0, len(runes))
	for i := 1; i < len(runes); i++ {
		all = append(all, uint64(runes[i-1])<<32|uint64(runes[i]))
	}
	slices.Sort(all)
	return all
}

// shared counts the pairs two texts have in common.
func shared(a, b []uint64) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}

// candidate is a label of the form that a text may be, and how well the two agree, from 0 to 1.
type candidate struct {
	slot    int
	quality float64
}

// Qualities of agreement, best first. An exact label with another enumerator still beats any
// likeness: offices renumber, and leave numbers out.
const (
	sameLabel       = 1.0
	noEnumerator    = 0.95
	otherEnumerator = 0.85
	annotated       = 0.9
	truncated       = 0.7
	extended        = 0.6
	alike           = 0.75 // times the likeness itself
	leastLikeness   = 0.8
	leastMargin     = 0.1 // the likeness must stand this far above that to any other label
)

// exactly are the labels the text is, letter for letter, with or without enumerator and notes.
func (f *form) exactly(l normal.Label) []candidate {
	found := f.same(l.Core, l.Enumerator, 1)
	if found == nil && l.Head != "" {
		found = f.same(l.Head, l.Enumerator, annotated)
	}
	return found
}

func (f *form) same(core, enumerator string, factor float64) []candidate {
	var found []candidate
	for _, w := range f.exact[core] {
		quality := sameLabel
		switch {
		case w.label.Enumerator == enumerator:
		case enumerator == "" || w.label.Enumerator == "":
			quality = noEnumerator
		default:
			quality = otherEnumerator
		}
		if n := len(found); n > 0 && found[n-1].slot == w.slot {
			found[n-1].quality = max(found[n-1].quality, quality*factor)
			continue
		}
		found = append(found, candidate{w.slot, quality * factor})
	}
	return found
}

// longestCore is how many characters a label with a few too many may have.
const longestCore = 45

// nearly are the labels a text resembles: cut off, or with some characters lost or changed.
func (f *form) nearly(l normal.Label) []candidate {
	if len(l.Core) < 3*3 || len(l.Core) > 3*longestCore || strings.ContainsAny(l.Core, "0123456789") {
		return nil // no label has figures in it: here a cell ran into its label
	}
	core := []rune(l.Core)
	if f.prefixes[l.Core] {
		var found []candidate
		for _, w := range f.wordings {
			if strings.HasPrefix(w.label.Core, l.Core) && (len(core) >= 4 || 2*len(core) >= len(w.runes)) {
				found = append(found, candidate{w.slot, truncated})
			}
		}
		return found
	}
	if found := f.likest(core); found != nil {
		return found
	}
	for n := len(core) - 1; n >= 4 && n >= len(core)-mostAdded; n-- {
		if found := f.same(string(core[:n]), l.Enumerator, extended); found != nil {
			return found
		}
	}
	return nil
}

// mostAdded is how many characters may follow a label that a text goes on with: 行政许可事项.
const mostAdded = 4

// likest is the label most like the text by shared neighbouring characters (Dice's coefficient),
// if no other label comes near.
func (f *form) likest(core []rune) []candidate {
	have := pairs(core)
	best, second, text := 0.0, 0.0, ""
	for _, w := range f.wordings {
		longer, shorter := max(len(core), len(w.runes)), min(len(core), len(w.runes))
		if shorter < 4 || 3*shorter < 2*longer {
			continue
		}
		likeness := 2 * float64(shared(have, w.pairs)) / float64(len(core)+len(w.runes)-2)
		switch {
		case likeness > best:
			if text != w.label.Core {
				second = best
			}
			best, text = likeness, w.label.Core
		case text != w.label.Core:
			second = max(second, likeness)
		}
	}
	if best < leastLikeness || best-second < leastMargin {
		return nil
	}
	var found []candidate
	for _, w := range f.exact[text] {
		found = append(found, candidate{w.slot, alike * best})
	}
	return found
}
