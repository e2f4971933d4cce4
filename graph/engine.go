package graph

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
	"golang.org/x/sync/semaphore"

	"github.com/gongkai/gongkai/sql"
)

// engine answers questions; Handler and Ask are its two doors.
type engine struct {
	warehouse *sql.Warehouse
	log       *slog.Logger
	limits    Limits
	version   []byte // of the program and its schema
	schema    graphql.ExecutableSchema
	executor  *executor.Executor
	gate      *gate
	exporting *semaphore.Weighted
	metrics   *metrics
	flights   flights
	responses *cache[*response]          // by question and snapshot
	documents *cache[*ast.QueryDocument] // validated questions by the hash of their text
	texts     *cache[string]             // persisted questions by the hash of their text
}

// An answer shows so many errors, and so many bytes of each.
const (
	shownErrors  = 20
	shownMessage = 1000
)

// What is kept of questions, whatever becomes of their answers. A document is so many times as large
// in memory as its text.
const (
	keptDocuments  = 32 << 20
	documentWeight = 40
	keptTexts      = 8 << 20
)

func newEngine(w *sql.Warehouse, o Options) *engine {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	limits := o.Limits.orDefault()
	es := plannedSchema{NewExecutableSchema(Config{Resolvers: &Resolver{}, Complexity: costs()}).(*executableSchema)}
	build, _ := debug.ReadBuildInfo()
	version := sha256.Sum256([]byte(fmt.Sprint(build, SDL())))
	e := &engine{
		warehouse: w,
		log:       o.Log,
		limits:    limits,
		version:   version[:],
		schema:    es,
		executor:  newExecutor(es),
		gate:      newGate(limits),
		exporting: semaphore.NewWeighted(int64(limits.Exports)),
		flights:   flights{now: map[key]*flight{}},
		responses: newCache[*response](limits.Cache),
		documents: newCache[*ast.QueryDocument](keptDocuments),
		texts:     newCache[string](keptTexts),
	}
	e.metrics = newMetrics(o.Metrics, e)
	return e
}

func newExecutor(es graphql.ExecutableSchema) *executor.Executor {
	x := executor.New(es)
	x.Use(extension.Introspection{})
	x.SetQueryCache(carried{})
	x.SetErrorPresenter(present)
	x.SetRecoverFunc(recovered)
	return x
}

// SDL is the schema in the schema definition language, descriptions included.
func SDL() string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(parsedSchema)
	return b.String()
}

// reply is the answer to one question. Without data it was refused, or nothing of it was found in time.
type reply struct {
	errors   gqlerror.List
	data     json.RawMessage // nil if refused
	snapshot string          // that answers; empty if refused
}

func (r reply) refused() bool { return r.data == nil }

// json is the reply as a client gets it. Of many errors it holds the first few and the number of the
// others.
func (r reply) json() []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	if len(r.errors) > 0 {
		shown := r.errors
		if more := len(shown) - shownErrors; more > 0 {
			shown = append(slices.Clone(shown[:shownErrors]), &gqlerror.Error{
				Message: fmt.Sprintf("and %d more errors", more), Extensions: shown[0].Extensions})
		}
		list, err := json.Marshal(shown)
		if err != nil { // they are made of strings and numbers
			panic(err)
		}
		b.WriteString(`"errors":`)
		b.Write(list)
	}
	if r.data != nil {
		if len(r.errors) > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"data":`)
		b.Write(r.data)
		fmt.Fprintf(&b, `,"extensions":{"snapshot":%q}`, r.snapshot)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// ask answers q from the one snapshot.
func (e *engine) ask(ctx context.Context, snapshot *sql.Snapshot, q question) reply {
	began := time.Now()
	rq := &request{snapshot: snapshot, faults: newFaults(ctx, e.log), limits: e.limits}
	ctx, statements := sql.CountStatements(rq.within(ctx))
	r := e.execute(graphql.StartOperationTrace(ctx), q)
	took := time.Since(began)
	if !errors.Is(ctx.Err(), context.Canceled) { // else nobody waits any more
		e.metrics.asked(r, took, statements)
	}
	e.log.DebugContext(ctx, "question", "id", rq.faults.id, "snapshot", snapshot.Info().ID, "operation", q.OperationName,
		"statements", statements.Load(), "engine", statements.Took(), "errors", len(r.errors), "took", took)
	return r
}

func (e *engine) execute(ctx context.Context, q question) reply {
	doc, err := e.document(q.Query)
	if err != nil {
		return refusedWith(ctx, err)
	}
	if n := len(doc.Operations); n > 1 && q.OperationName == "" {
		return refusedWith(ctx, refuse(CodeBadRequest, "the query holds %d operations; name one of them in operationName", n))
	}
	ctx = context.WithValue(ctx, carriedKey{}, doc)
	now := graphql.Now()
	op, errs := e.executor.CreateOperationContext(ctx, &graphql.RawParams{
		Query: q.Query, OperationName: q.OperationName, Variables: q.Variables,
		ReadTime: graphql.TraceTiming{Start: now, End: now},
	})
	if len(errs) > 0 {
		q.nameNumbers(errs)
		return refusedWith(ctx, errs)
	}
	if err := e.limits.checkCost(ctx, e.schema, op); err != nil {
		return refusedWith(ctx, err)
	}
	responses, ctx := e.executor.DispatchOperation(ctx, op)
	got := responses(ctx)
	if got == nil || len(got.Data) == 0 || ctx.Err() != nil && isEmpty(got.Data) {
		return refusedWith(ctx, e.limits.tooSlow())
	}
	if len(got.Data) > e.limits.Answer {
		return refusedWith(ctx, over("max-answer", e.limits.Answer, "the answer has %d bytes", len(got.Data)))
	}
	return reply{errors: got.Errors, data: got.Data, snapshot: snapshotOf(ctx).Info().ID}
}

// isEmpty reports whether none of the fields asked for has a value.
func isEmpty(data json.RawMessage) bool {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil { // we wrote it
		panic(err)
	}
	for _, value := range fields {
		if string(value) != "null" {
			return false
		}
	}
	return true
}

func refusedWith(ctx context.Context, err error) reply {
	var list gqlerror.List
	var one *gqlerror.Error
	switch {
	case errors.As(err, &list):
	case errors.As(err, &one):
		list = gqlerror.List{one}
	default:
		list = gqlerror.List{gqlerror.Wrap(err)}
	}
	var r reply
	for _, e := range list {
		r.errors = append(r.errors, present(ctx, e))
	}
	return r
}

// document is the question parsed and validated. Its size is checked between the two, because
// validating compares fields with each other.
func (e *engine) document(query string) (*ast.QueryDocument, error) {
	name := textKey(query)
	if doc, ok := e.documents.get(name); ok {
		return doc, nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, e.limits.Tokens)
	if err != nil {
		return nil, e.limits.parseError(err)
	}
	if len(doc.Operations) == 0 {
		return nil, refuse(CodeBadRequest, "the query holds no operation")
	}
	if err := e.limits.checkSize(doc); err != nil {
		return nil, err
	}
	if errs := validator.ValidateWithRules(e.schema.Schema(), doc, rulesFor(query)); len(errs) > 0 {
		for _, err := range errs {
			errcode.Set(err, errcode.ValidationFailed)
		}
		return nil, errs
	}
	e.documents.put(name, doc, documentWeight*len(query))
	return doc, nil
}

// suggestLength is the length of a question, in bytes, up to which a name that the schema does not
// have is compared with those it has: that takes time by the product of their lengths.
const suggestLength = 4 << 10

func rulesFor(query string) *rules.Rules {
	r := rules.NewDefaultRules()
	if len(query) > suggestLength {
		for _, each := range []validator.Rule{rules.FieldsOnCorrectTypeRuleWithoutSuggestions, rules.KnownArgumentNamesRuleWithoutSuggestions,
			rules.KnownTypeNamesRuleWithoutSuggestions, rules.ScalarLeafsRuleWithoutSuggestions, rules.ValuesOfCorrectTypeRuleWithoutSuggestions} {
			r.RemoveRule(strings.TrimSuffix(each.Name, "WithoutSuggestions"))
			r.AddRule(each.Name, each.RuleFunc)
		}
	}
	return r
}

func (l Limits) parseError(err error) error {
	if strings.Contains(err.Error(), "token limit") {
		return l.tooLong()
	}
	if strings.Contains(err.Error(), "nesting depth") {
		return over("max-depth", l.Depth, "the question is nested more than a thousand deep")
	}
	var parse *gqlerror.Error
	if errors.As(err, &parse) {
		errcode.Set(parse, errcode.ParseFailed)
	}
	return err
}

// carried hands the executor the document that the request carries, so that it parses none itself.
type carried struct{}

type carriedKey struct{}

func (carried) Get(ctx context.Context, _ string) (*ast.QueryDocument, bool) {
	doc, ok := ctx.Value(carriedKey{}).(*ast.QueryDocument)
	return doc, ok
}

func (carried) Add(context.Context, string, *ast.QueryDocument) {}
