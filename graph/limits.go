package graph

import (
	"cmp"
	"math"
	"runtime"
	"time"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/gongkai/gongkai/sql"
)

// Limits are what one request may ask for, and how much runs at once. A zero field stands for its
// default. An error that comes from a limit names it as the flags of gongkai serve do.
type Limits struct {
	Body      int           // max-body: bytes of a request
	Query     int           // max-query: bytes of a question; long lists belong in its variables
	Tokens    int           // max-tokens: words and signs of a question
	Fields    int           // max-fields: fields and fragments of a question, those of fragments counted wherever they are used
	Depth     int           // max-depth: fields within fields
	Aliases   int           // max-aliases: fields that are given another name
	Repeats   int           // max-repeats: fields of one name, or fragments, in one place of a question
	Variables int           // max-variables: values within the variables of a question
	Cost      int           // max-cost: see cost.go
	Rows      int           // max-rows: rows of one table in an answer, at most sql.MaxRows
	Answer    int           // max-answer: bytes of an answer
	Time      time.Duration // time-limit: for an answer, waiting included
	Read      time.Duration // read-timeout: for the body of a request to arrive
	Write     time.Duration // write-timeout: for a client to take the next part of an export
	Export    int64         // max-export: bytes of an export
	Exports   int           // max-exports: exports that are written at the same time
	Running   int           // max-running: questions that are worked on at the same time
	Waiting   int           // max-waiting: questions that may wait for their turn
	Cache     int64         // cache: bytes of answers kept for the next who asks; negative: none
}

// DefaultLimits are the limits of the zero value, for the cores of this machine.
func DefaultLimits() Limits {
	return Limits{
		Body: 256 << 10, Query: 64 << 10, Tokens: 10_000, Fields: 1000, Depth: 20, Aliases: 100, Repeats: 50, Variables: 10_000,
		Cost: 1_000_000, Rows: sql.MaxRows, Answer: 16 << 20, Time: 5 * time.Second, Read: 15 * time.Second,
		Write: 30 * time.Second, Export: 1 << 30, Exports: 2,
		Running: 2 * runtime.GOMAXPROCS(0), Waiting: 256, Cache: 64 << 20,
	}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	l.Body = cmp.Or(l.Body, d.Body)
	l.Query = cmp.Or(l.Query, d.Query)
	l.Tokens = cmp.Or(l.Tokens, d.Tokens)
	l.Fields = cmp.Or(l.Fields, d.Fields)
	l.Depth = cmp.Or(l.Depth, d.Depth)
	l.Aliases = cmp.Or(l.Aliases, d.Aliases)
	l.Repeats = cmp.Or(l.Repeats, d.Repeats)
	l.Variables = cmp.Or(l.Variables, d.Variables)
	l.Cost = cmp.Or(l.Cost, d.Cost)
	l.Rows = cmp.Or(l.Rows, d.Rows)
	l.Answer = cmp.Or(l.Answer, d.Answer)
	l.Running = cmp.Or(l.Running, d.Running)
	l.Waiting = cmp.Or(l.Waiting, d.Waiting)
	l.Exports = cmp.Or(l.Exports, d.Exports)
	l.Time = cmp.Or(l.Time, d.Time)
	l.Read = cmp.Or(l.Read, d.Read)
	l.Write = cmp.Or(l.Write, d.Write)
	l.Export = cmp.Or(l.Export, d.Export)
	l.Cache = cmp.Or(l.Cache, d.Cache)
	l.Rows = min(l.Rows, d.Rows)
	return l
}

const (
	pageDefault = 50
	pageMax     = 500
)

// over refuses what is more than a limit.
func over(name string, limit int, format string, args ...any) error {
	return limited(CodeLimitExceeded, name, limit, format+", more than the limit of %d (%s)", append(args, limit, name)...)
}

func (l Limits) tooLarge() error {
	return limited(CodeLimitExceeded, "max-body", l.Body, "the request has more than the limit of %d bytes (max-body)", l.Body)
}

func (l Limits) tooLong() error {
	return limited(CodeLimitExceeded, "max-tokens", l.Tokens, "the question has more than the limit of %d words and signs (max-tokens)", l.Tokens)
}

func (l Limits) tooLate() error {
	return limited(CodeTimeout, "read-timeout", l.Read.String(), "the body did not arrive within %s (read-timeout)", l.Read)
}

func (l Limits) tooSlow() *refusal {
	return limited(CodeTimeout, "time-limit", l.Time.String(),
		"no answer within %s (time-limit): ask again in a moment, or for less, such as fewer years, regions or indicators", l.Time)
}

// size is how large a question is, whatever its answer.
type size struct {
	fragments map[string]*ast.FragmentDefinition
	extents   map[string]extent // of fragments, opened out
	circular  string            // a fragment that holds itself; empty if none does
}

// extent is the number of fields and fragments in a selection, how many fields have another name, and
// how deep they are nested.
type extent struct{ fields, aliases, depth int }

// checkSize refuses a question that would be dear to validate. It follows each fragment once, so it
// is itself quick on any question.
func (l Limits) checkSize(doc *ast.QueryDocument) error {
	s := size{fragments: map[string]*ast.FragmentDefinition{}, extents: map[string]extent{}}
	for _, f := range doc.Fragments {
		if s.fragments[f.Name] != nil {
			return refuse(errcode.ValidationFailed, "two fragments are called %s", f.Name)
		}
		s.fragments[f.Name] = f
	}
	var written, opened extent
	largest := 0 // of the fragments, used or not
	for _, f := range doc.Fragments {
		written = written.plus(s.of(f.SelectionSet, false), 0)
		largest = max(largest, s.fragment(f.Name).fields)
	}
	for _, op := range doc.Operations {
		written = written.plus(s.of(op.SelectionSet, false), 0)
		opened = opened.plus(s.of(op.SelectionSet, true), 0)
	}
	for _, f := range []struct {
		name         string
		limit, found int
		words        string
	}{
		{"max-depth", l.Depth, opened.depth, "the question is nested %d fields deep"},
		{"max-aliases", l.Aliases, max(opened.aliases, written.aliases), "the question has %d aliases"},
		{"max-fields", l.Fields, max(opened.fields, written.fields, largest), "the question has %d fields and fragments"},
	} {
		if f.found > f.limit {
			return over(f.name, f.limit, f.words, f.found)
		}
	}
	if s.circular != "" {
		return refuse(errcode.ValidationFailed, "the fragment %s holds itself", s.circular)
	}
	return s.checkRepeats(doc, l)
}

// checkRepeats refuses a question with many fields of one name, or many fragments, in one place: they
// are one there, and validation compares each with each other.
func (s *size) checkRepeats(doc *ast.QueryDocument, l Limits) error {
	var roots []ast.SelectionSet
	for _, op := range doc.Operations {
		roots = append(roots, op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		roots = append(roots, f.SelectionSet)
	}
	for _, root := range roots {
		if n := s.repeatsIn(root); n > l.Repeats {
			return over("max-repeats", l.Repeats, "the question has %d fields of one name, or fragments, in one place", n)
		}
	}
	return nil
}

// repeatsIn is the most fields of one name, or fragments, in one place of what the selections make
// together.
func (s *size) repeatsIn(sets ...ast.SelectionSet) int {
	fields, fragments := map[string][]ast.SelectionSet{}, map[string]bool{}
	var open func(ast.SelectionSet)
	open = func(set ast.SelectionSet) {
		for _, selection := range set {
			switch sel := selection.(type) {
			case *ast.Field:
				fields[sel.Alias] = append(fields[sel.Alias], sel.SelectionSet)
			case *ast.InlineFragment:
				open(sel.SelectionSet)
			case *ast.FragmentSpread:
				if f := s.fragments[sel.Name]; f != nil && !fragments[sel.Name] {
					open(f.SelectionSet)
				}
				fragments[sel.Name] = true
			}
		}
	}
	for _, set := range sets {
		open(set)
	}
	most := len(fragments)
	for _, below := range fields {
		most = max(most, len(below), s.repeatsIn(below...))
	}
	return most
}

// plus is both together, the other so much deeper.
func (e extent) plus(other extent, deeper int) extent {
	return extent{
		fields:  min(e.fields+other.fields, math.MaxInt32),
		aliases: min(e.aliases+other.aliases, math.MaxInt32),
		depth:   max(e.depth, other.depth+deeper),
	}
}

func (s *size) of(set ast.SelectionSet, open bool) extent {
	var sum extent
	for _, selection := range set {
		sum.fields++
		switch sel := selection.(type) {
		case *ast.Field:
			sum = sum.plus(s.of(sel.SelectionSet, open), 1)
			if sel.Alias != sel.Name {
				sum.aliases++
			}
		case *ast.InlineFragment:
			sum = sum.plus(s.of(sel.SelectionSet, open), 0)
		case *ast.FragmentSpread:
			if open {
				sum = sum.plus(s.fragment(sel.Name), 0)
			}
		}
	}
	return sum
}

// fragment is the extent of a fragment opened out. One that holds itself counts as empty there.
func (s *size) fragment(name string) extent {
	e, known := s.extents[name]
	switch {
	case !known:
		s.extents[name] = unfinished
		if f := s.fragments[name]; f != nil {
			e = s.of(f.SelectionSet, true)
		}
		s.extents[name] = e
	case e == unfinished:
		s.circular = name
		return extent{}
	}
	return e
}

// unfinished is the extent of a fragment that is being looked at.
var unfinished = extent{fields: -1}

// valuesIn counts the values within a value as JSON has them.
func valuesIn(v any) int {
	n := 1
	switch v := v.(type) {
	case map[string]any:
		for _, each := range v {
			n += valuesIn(each)
		}
	case []any:
		for _, each := range v {
			n += valuesIn(each)
		}
	}
	return n
}
