package graph

import (
	"context"
	"net/http"
	"sync/atomic"

	"github.com/gongkai/gongkai/sql"
)

// OccupiedHandler is a Handler of which a test can take turns away.
func OccupiedHandler(w *sql.Warehouse, o Options) (h http.Handler, occupy func(context.Context) (leave func(), err error)) {
	e := newEngine(w, o)
	return e.routes(), e.gate.enter
}

// StalledHandler is a Handler that finds no reports until time is up; working is how many questions wait
// for some.
func StalledHandler(w *sql.Warehouse, o Options) (h http.Handler, working func() int64) {
	e := newEngine(w, o)
	s := &stalled{}
	e.executor = newExecutor(plannedSchema{NewExecutableSchema(Config{Resolvers: s}).(*executableSchema)})
	return e.routes(), s.queries.working.Load
}

type stalled struct {
	Resolver
	queries stalledQueries
}

type stalledQueries struct {
	queryResolver
	working atomic.Int64
}

func (s *stalled) Query() QueryResolver { return &s.queries }

func (s *stalledQueries) Reports(ctx context.Context, _ *sql.ReportFilter, _ *int, _ *string) (*ReportPage, error) {
	s.working.Add(1)
	defer s.working.Add(-1)
	<-ctx.Done()
	return nil, ctx.Err()
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
	e.executor = newExecutor(e.schema.(plannedSchema).executableSchema)
	return planned, string(e.ask(ctx, snapshot, q).json())
}
