package graph

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"

	"github.com/gongkai/gongkai/sql"
)

// OccupiedHandler is a Handler of which a test can take turns away.
func OccupiedHandler(w *sql.Warehouse, o Options) (h http.Handler, occupy func(context.Context) (leave func(), err error)) {
	e := newEngine(w, o)
	return e.routes(), e.gate.enter
}

// Gate is the gate alone, and how many wait at it.
func Gate(l Limits) (enter func(context.Context) (leave func(), err error), waiting func() int64) {
	g := newGate(l.orDefault())
	return g.enter, g.waiting.Load
}

// Flights has equal questions worked out once: do gives a text, false if the caller had gone.
func Flights() (do func(ctx context.Context, question string, work func(context.Context) string) (text string, ok bool), waiting func(question string) int) {
	f := flights{now: map[key]*flight{}}
	do = func(ctx context.Context, question string, work func(context.Context) string) (string, bool) {
		r, _ := f.do(ctx, textKey(question), func(ctx context.Context) *response { return &response{body: []byte(work(ctx))} })
		if r == nil {
			return "", false
		}
		return string(r.body), true
	}
	waiting = func(question string) int {
		f.mu.Lock()
		defer f.mu.Unlock()
		if here, ok := f.now[textKey(question)]; ok {
			return here.waiting
		}
		return 0
	}
	return do, waiting
}

// Twice answers a question by plan, as all questions are, and by gqlgen's own executor.
func Twice(ctx context.Context, w *sql.Warehouse, query string, variables map[string]any) (planned, plain string) {
	snapshot, release := w.Hold()
	defer release()
	e := newEngine(w, Options{})
	q := question{Query: query, Variables: variables}
	planned = string(e.ask(ctx, snapshot, q).json())
	e.executor = executor.New(e.schema.(plannedSchema).executableSchema)
	e.executor.Use(extension.Introspection{})
	e.executor.SetQueryCache(carried{})
	e.executor.SetErrorPresenter(present)
	e.executor.SetRecoverFunc(recovered)
	return planned, string(e.ask(ctx, snapshot, q).json())
}
