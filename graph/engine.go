package graph

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/gongkai/gongkai/sql"
)

// engine answers questions; Handler and Ask are its two doors.
type engine struct {
	warehouse *sql.Warehouse
	log       *slog.Logger
	schema    graphql.ExecutableSchema
	executor  *executor.Executor
	documents graphql.Cache[*ast.QueryDocument] // validated questions by their text
	version   string                            // of the program and its schema
}

// An answer shows so many errors, and so many bytes of each.
const (
	shownErrors  = 20
	shownMessage = 1000
)

// A question is kept for its next asker if its text is short.
const (
	keptDocuments = 1000
	keptLength    = 8 << 10 // bytes
)

func newEngine(w *sql.Warehouse, log *slog.Logger) *engine {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	es := NewExecutableSchema(Config{Resolvers: &Resolver{}, Complexity: costs()})
	e := &engine{
		warehouse: w,
		log:       log,
		schema:    es,
		executor:  executor.New(es),
		documents: lru.New[*ast.QueryDocument](keptDocuments),
	}
	build, _ := debug.ReadBuildInfo()
	e.version = fmt.Sprint(build, SDL())
	e.executor.Use(extension.Introspection{})
	e.executor.SetQueryCache(carried{})
	e.executor.SetErrorPresenter(present)
	e.executor.SetRecoverFunc(recovered)
	return e
}

// SDL is the schema in the schema definition language, descriptions included.
func SDL() string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(parsedSchema)
	return b.String()
}

// question is what a client asks: the body of a POST, the parameters of a GET.
type question struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName,omitempty"`
	Variables     map[string]any `json:"variables,omitempty"`
	Extensions    map[string]any `json:"extensions,omitempty"` // of the protocol; none is known here
}

// readQuestion reads a question as JSON. It refuses what a GraphQL client does not send.
func readQuestion(body []byte) (question, error) {
	var q question
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '[' {
		return q, refuse(CodeBadRequest, "the body is a list; send one question in each request")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&q); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Field != "" {
			return q, refuse(CodeBadRequest, "%s cannot be a JSON %s", kind.Field, kind.Value)
		}
		return q, refuse(CodeBadRequest, `the body is no JSON object such as {"query": "{ snapshot { id } }"}`)
	}
	if _, err := d.Token(); err != io.EOF {
		return q, refuse(CodeBadRequest, "something follows the JSON object in the body")
	}
	return q, q.check()
}

func (q question) check() error {
	if strings.TrimSpace(q.Query) == "" {
		return refuse(CodeBadRequest, "there is no query")
	}
	if len(q.Query) > maxQuery {
		return refuse(CodeLimitExceeded, "the query has %d bytes, more than the limit of %d; put long lists into its variables", len(q.Query), maxQuery)
	}
	return nil
}

// tag names the answer to q from a snapshot: the same tag, the same answer.
func (e *engine) tag(snapshot string, q question, mediaType string) string {
	h := sha256.New()
	_ = json.NewEncoder(h).Encode([]any{e.version, snapshot, mediaType, q}) // maps are written in order of their keys
	return `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`
}

// reply is the answer to one question. Without data it was refused before anything was asked of the
// warehouse.
type reply struct {
	errors gqlerror.List
	data   json.RawMessage // nil if refused
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
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// ask answers q from the one snapshot, within the time limit.
func (e *engine) ask(ctx context.Context, snapshot *sql.Snapshot, q question) reply {
	started := time.Now()
	ctx, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	rq := &request{snapshot: snapshot, faults: newFaults(e.log)}
	ctx, statements := sql.CountStatements(rq.within(ctx))
	r := e.execute(graphql.StartOperationTrace(ctx), q)
	e.log.DebugContext(ctx, "question", "id", rq.faults.id, "snapshot", snapshot.Info().ID, "operation", q.OperationName,
		"statements", statements.Load(), "errors", len(r.errors), "took", time.Since(started))
	return r
}

func (e *engine) execute(ctx context.Context, q question) reply {
	doc, err := e.document(ctx, q.Query)
	if err != nil {
		return refusedWith(ctx, err)
	}
	ctx = context.WithValue(ctx, carriedKey{}, doc)
	now := graphql.Now()
	op, errs := e.executor.CreateOperationContext(ctx, &graphql.RawParams{
		Query: q.Query, OperationName: q.OperationName, Variables: q.Variables, Extensions: q.Extensions,
		ReadTime: graphql.TraceTiming{Start: now, End: now},
	})
	if len(errs) > 0 {
		return refusedWith(ctx, errs)
	}
	if err := checkCost(ctx, e.schema, op); err != nil {
		return refusedWith(ctx, err)
	}
	responses, ctx := e.executor.DispatchOperation(ctx, op)
	response := responses(ctx)
	if response == nil || len(response.Data) == 0 {
		return refusedWith(ctx, tooSlow())
	}
	return reply{response.Errors, response.Data}
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
func (e *engine) document(ctx context.Context, query string) (*ast.QueryDocument, error) {
	if doc, ok := e.documents.Get(ctx, query); ok {
		return doc, nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, maxTokens)
	if err != nil {
		return nil, parseError(err)
	}
	if len(doc.Operations) == 0 {
		return nil, refuse(CodeBadRequest, "the query holds no operation")
	}
	if err := checkSize(doc); err != nil {
		return nil, err
	}
	if errs := validator.ValidateWithRules(e.schema.Schema(), doc, rules.NewDefaultRules()); len(errs) > 0 {
		for _, err := range errs {
			errcode.Set(err, errcode.ValidationFailed)
		}
		return nil, errs
	}
	if len(query) <= keptLength {
		e.documents.Add(ctx, query, doc)
	}
	return doc, nil
}

func parseError(err error) error {
	if strings.Contains(err.Error(), "token limit") {
		return refuse(CodeLimitExceeded, "the question has more than the limit of %d words and signs", maxTokens)
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
