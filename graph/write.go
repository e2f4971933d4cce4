package graph

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/gongkai/gongkai/report"
)

// The answer to a question is thousands of values that are there already: gqlgen's own executor makes
// a context, a closure and a marshaler for each, which costs many times what finding them did. So the
// fields of a question are planned once, their resolvers called as gqlgen would, and the values written
// straight as JSON. The methods for each type are generated (schema_gen.go); questions about the schema
// itself stay with gqlgen.
//
// What is asked of the warehouse object by object (batch in gqlgen.yml) is gathered before anything is
// written: level by level, for all objects of a level at once, whatever lists they stand in. So the
// statements of an answer are as many as its fields, not as its rows.

// plannedSchema executes questions by plan.
type plannedSchema struct{ *executableSchema }

// Exec answers the operation of ctx.
func (s plannedSchema) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation != ast.Query || asksForSchema(op) {
		return s.executableSchema.Exec(ctx)
	}
	return func(ctx context.Context) *graphql.Response { return s.write(ctx, op) }
}

func asksForSchema(op *graphql.OperationContext) bool {
	for _, f := range graphql.CollectFields(op, op.Operation.SelectionSet, queryImplementors) {
		if f.Name == "__schema" || f.Name == "__type" {
			return true
		}
	}
	return false
}

func (s plannedSchema) write(ctx context.Context, op *graphql.OperationContext) (r *graphql.Response) {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	*w = writer{ctx: ctx, ec: newExecutionContext(op, s.executableSchema, nil), buffer: w.buffer[:0], path: w.path[:0]}
	defer func() {
		if fault := recover(); fault != nil {
			graphql.AddError(ctx, gqlerror.WrapPath(w.at(nil), op.Recover(ctx, fault)))
			r = &graphql.Response{Data: []byte("null")}
		}
	}()
	if !w.objectQuery(w.plan(ctx, op.Operation.SelectionSet, queryImplementors)) {
		return &graphql.Response{Data: []byte("null")}
	}
	return &graphql.Response{Data: bytes.Clone(bytes.TrimSuffix(w.buffer, []byte(",")))}
}

// selection is the fields asked of an object, fragments and directives worked in.
type selection struct {
	fields  []planned
	gathers bool // some of them, or below, are asked once for all objects of a level
}

// planned is one field of a selection.
type planned struct {
	name  string
	key   string          // "name": or "alias":
	alias string          // what it is called in the answer
	Args  map[string]any  // as gqlgen's calls of resolvers have them
	ctx   context.Context // for its resolver, which may look at what is asked below
	fault error           // of its arguments

	required bool          // it must not be null
	position *ast.Position // in the question
	below    *selection    // nil for scalars and enums

	// What was found for all objects of a level, which are those that all objects of the level above
	// have here, in their order.
	found  any     // a slice
	err    error   // for all of them
	errs   []error // for each
	starts []int   // where in the level below the objects of each begin
}

// first is where in the level below the objects begin that one object of this level has.
func (f *planned) first(at int) int {
	if f.starts == nil {
		return 0
	}
	return f.starts[at]
}

// given is what was found for an object already, or is found now.
func given[T any](f *planned, at int, find func() (T, error)) (T, error) {
	if found, ok := f.found.([]T); ok {
		return found[at], f.errs[at]
	}
	return find()
}

func (w *writer) plan(ctx context.Context, set ast.SelectionSet, implementors []string) *selection {
	fields := graphql.CollectFields(w.ec.OperationContext, set, implementors)
	s := &selection{fields: make([]planned, len(fields))}
	for i, f := range fields {
		p := &s.fields[i]
		p.name, p.alias, p.key, p.required = f.Name, f.Alias, `"`+f.Alias+`":`, f.Definition.Type.NonNull
		p.position = f.Position
		below := graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: f.ObjectDefinition.Name, Field: f})
		p.ctx = below
		if len(f.Definition.Arguments) > 0 {
			p.Args, p.fault = w.argumentsOf(below, f)
		}
		if len(f.Selections) > 0 {
			p.below = w.plan(below, f.Selections, []string{f.Definition.Type.Name()})
		}
		if isGathered(f.ObjectDefinition.Name+"."+f.Name) || p.below != nil && p.below.gathers {
			s.gathers = true
		}
	}
	return s
}

// writer writes one answer. Its methods return false where null stands for what must not be null: then
// the object around is null, or the one around that.
type writer struct {
	ctx    context.Context
	ec     *executionContext
	buffer []byte
	path   []step
}

// writers keeps buffers for the next answers.
var writers = sync.Pool{New: func() any { return new(writer) }}

// step is a way into the answer: a field and, in lists, a position.
type step struct {
	field *planned
	index int // -1 outside lists
}

// mark is where a value began.
type mark struct{ buffer, path int }

func (w *writer) enter(f *planned) mark {
	m := mark{len(w.buffer), len(w.path)}
	w.path = append(w.path, step{f, -1})
	return m
}

// leave ends a value that is whole.
func (w *writer) leave(m mark) bool {
	w.path = w.path[:m.path]
	return true
}

// void takes a value back of which a part must not be null and is. If it may be null itself, it is.
func (w *writer) void(m mark, nullable bool) bool {
	w.path, w.buffer = w.path[:m.path], w.buffer[:m.buffer]
	return nullable && w.null()
}

// next begins a member of the list at hand; false once time is up.
func (w *writer) next(i int) bool {
	w.path[len(w.path)-1].index = i
	if i%1000 == 999 && w.ctx.Err() != nil {
		graphql.AddError(w.ctx, gqlerror.WrapPath(w.at(nil), context.Cause(w.ctx)))
		return false
	}
	return true
}

// Behind every value stands a comma, which the bracket behind the last takes the place of.

func (w *writer) key(f *planned) { w.buffer = append(w.buffer, f.key...) }

func (w *writer) open(bracket byte) { w.buffer = append(w.buffer, bracket) }

func (w *writer) close(bracket byte) {
	w.buffer = append(bytes.TrimSuffix(w.buffer, []byte(",")), bracket, ',')
}

func (w *writer) null() bool {
	w.buffer = append(w.buffer, "null,"...)
	return true
}

func (w *writer) string(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			graphql.MarshalString(s).MarshalGQL(w)
			w.buffer = append(w.buffer, ',')
			return true
		}
	}
	w.buffer = append(append(append(w.buffer, '"'), s...), `",`...)
	return true
}

func (w *writer) boolean(v bool) bool {
	w.buffer = append(strconv.AppendBool(w.buffer, v), ',')
	return true
}

func (w *writer) integer(v int) bool {
	w.buffer = append(strconv.AppendInt(w.buffer, int64(v), 10), ',')
	return true
}

func (w *writer) number(v report.Number) bool {
	w.buffer = append(v.Append(w.buffer), ',')
	return true
}

// leaf writes any other scalar or enum.
func (w *writer) leaf(f *planned, m graphql.Marshaler, required bool) bool {
	if m == graphql.Null {
		if required {
			return w.missing(f)
		}
		return w.null()
	}
	m.MarshalGQL(w)
	w.buffer = append(w.buffer, ',')
	return true
}

// Write lets marshalers of gqlgen write into the answer.
func (w *writer) Write(b []byte) (int, error) {
	w.buffer = append(w.buffer, b...)
	return len(b), nil
}

// failed puts the error of a resolver into the answer, and null in the place of its value if it may.
func (w *writer) failed(f *planned, err error) bool {
	w.report(f, err)
	return !f.required && w.null()
}

// report adds an error of a field to the answer, with where it is asked and where its value would be.
func (w *writer) report(f *planned, err error) {
	shown := *gqlerror.WrapPath(w.at(f), err)
	if shown.Locations == nil && f.position != nil {
		shown.Locations = []gqlerror.Location{{Line: f.position.Line, Column: f.position.Column}}
	}
	graphql.AddError(w.ctx, &shown)
}

var errMissing = errors.New("a value that must not be null is missing")

func (w *writer) missing(f *planned) bool {
	w.report(f, errMissing)
	return false
}

// at is the path to a field of the object at hand.
func (w *writer) at(f *planned) ast.Path {
	var path ast.Path
	for _, s := range w.path {
		path = append(path, ast.PathName(s.field.alias))
		if s.index >= 0 {
			path = append(path, ast.PathIndex(s.index))
		}
	}
	if f != nil {
		path = append(path, ast.PathName(f.alias))
	}
	return path
}
