package graph

import (
	"cmp"
	"math"
	"runtime"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/gongkai/gongkai/sql"
)

// Limits are what one request may ask for, and how much runs at once. A zero field stands for its
// default. An error that comes from a limit names it as the flags of gongkai serve do.
type Limits struct {
	Body      int           // max-body: bytes of a request
	Query     int           // max-query: bytes of a question; long lists belong in its variables
	Tokens    int           // max-tokens: words and signs of a question
	Fields    int           // max-fields: fields of a question, those of fragments counted wherever they are used
	Depth     int           // max-depth: fields within fields
	Aliases   int           // max-aliases: fields that are given another name
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
		Body: 256 << 10, Query: 64 << 10, Tokens: 10_000, Fields: 1000, Depth: 20, Aliases: 100, Variables: 10_000,
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
	doc       *ast.QueryDocument
	fragments map[string]extent
}

// extent is the number of fields in a selection, how many of them have another name, and how deep
// they are nested.
type extent struct{ fields, aliases, depth int }

// checkSize refuses a question that would be dear to validate. It follows each fragment once, so it
// is itself quick on any question.
func (l Limits) checkSize(doc *ast.QueryDocument) error {
	s := size{doc, map[string]extent{}}
	var written extent
	for _, f := range doc.Fragments {
		written = written.plus(s.of(f.SelectionSet, false), 0)
	}
	for _, op := range doc.Operations {
		written = written.plus(s.of(op.SelectionSet, false), 0)
		opened := s.of(op.SelectionSet, true)
		for _, f := range []struct {
			name         string
			limit, found int
			words        string
		}{
			{"max-depth", l.Depth, opened.depth, "the question is nested %d fields deep"},
			{"max-aliases", l.Aliases, max(opened.aliases, written.aliases), "the question has %d aliases"},
			{"max-fields", l.Fields, max(opened.fields, written.fields), "the question has %d fields"},
		} {
			if f.found > f.limit {
				return over(f.name, f.limit, f.words, f.found)
			}
		}
	}
	return nil
}

func (e extent) plus(other extent, own int) extent {
	return extent{
		fields:  min(e.fields+other.fields+own, math.MaxInt32),
		aliases: min(e.aliases+other.aliases, math.MaxInt32),
		depth:   max(e.depth, other.depth+own),
	}
}

func (s size) of(set ast.SelectionSet, open bool) extent {
	var sum extent
	for _, selection := range set {
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
