package graph

import (
	"math"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// What one request may ask for. Every error names the limit.
const (
	maxBody   = 256 << 10 // bytes of a request
	maxQuery  = 64 << 10  // bytes of a question; long lists belong in its variables
	maxTokens = 10_000    // words and signs of a question
	maxFields = 1_000     // fields of a question, those of fragments counted wherever they are used
	maxDepth  = 20        // fields within fields
	maxCost   = 1_000_000 // values the answer could hold
	timeLimit = 5 * time.Second

	sectionCost = 100 // values that weigh as much as the text of a section

	pageDefault = 50
	pageMax     = 500
)

// size is how large a question is, whatever its answer.
type size struct {
	doc       *ast.QueryDocument
	fragments map[string]extent
}

// extent is the number of fields in a selection, and how deep they are nested.
type extent struct{ fields, depth int }

// checkSize refuses a question that would be dear to validate. It follows each fragment once, so it
// is itself quick on any question.
func checkSize(doc *ast.QueryDocument) error {
	s := size{doc, map[string]extent{}}
	written := 0
	for _, f := range doc.Fragments {
		written += s.of(f.SelectionSet, false).fields
	}
	for _, op := range doc.Operations {
		written += s.of(op.SelectionSet, false).fields
		opened := s.of(op.SelectionSet, true)
		if max(opened.fields, written) > maxFields {
			return refuse(CodeLimitExceeded, "the question has %d fields, more than the limit of %d", max(opened.fields, written), maxFields)
		}
		if opened.depth > maxDepth {
			return refuse(CodeLimitExceeded, "the question is nested %d fields deep, more than the limit of %d", opened.depth, maxDepth)
		}
	}
	return nil
}

func (s size) of(set ast.SelectionSet, open bool) extent {
	var sum extent
	add := func(e extent, own int) {
		sum.fields = min(sum.fields+e.fields+own, math.MaxInt32)
		sum.depth = max(sum.depth, e.depth+own)
	}
	for _, selection := range set {
		switch sel := selection.(type) {
		case *ast.Field:
			add(s.of(sel.SelectionSet, open), 1)
		case *ast.InlineFragment:
			add(s.of(sel.SelectionSet, open), 0)
		case *ast.FragmentSpread:
			if open {
				add(s.fragment(sel.Name), 0)
			}
		}
	}
	return sum
}

// fragment is the extent of a fragment opened out. One that contains itself counts as empty there;
// validation refuses it.
func (s size) fragment(name string) extent {
	if e, known := s.fragments[name]; known {
		return e
	}
	s.fragments[name] = extent{}
	if f := s.doc.Fragments.ForName(name); f != nil {
		s.fragments[name] = s.of(f.SelectionSet, true)
	}
	return s.fragments[name]
}
