package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/gongkai/gongkai/graph"
	"github.com/gongkai/gongkai/sql"
	"github.com/gongkai/gongkai/web"
	"github.com/gongkai/gongkai/web/charts"
)

// routes are all addresses of the server. It says that it is not ready once ctx has ended.
//
// A handler that needs answers is given questions, the handler of /graphql, and asks it as anyone
// would: limits, cache and snapshots are the same for all. To add an address, add its line here.
func (s serving) routes(ctx context.Context, warehouse *sql.Warehouse, log *slog.Logger) http.Handler {
	questions := graph.Handler(warehouse, graph.Options{Log: log, Origins: s.origins})
	drawn := charts.Handler(questions, s.origins)
	mux := http.NewServeMux()
	mux.Handle("/graphql", questions)
	mux.Handle("/schema.graphql", questions)
	mux.Handle("/sources/", questions)
	mux.Handle("/charts", drawn)
	mux.Handle("/charts/", drawn)
	mux.Handle("/", web.Handler())
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", ready(ctx, warehouse))
	return mux
}

func healthy(w http.ResponseWriter, _ *http.Request) { plainText(w, http.StatusOK, "alive") }

// ready tells a load balancer whether to send questions here.
func ready(ctx context.Context, warehouse *sql.Warehouse) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if ctx.Err() != nil {
			plainText(w, http.StatusServiceUnavailable, "ending")
			return
		}
		snapshot, release := warehouse.Hold()
		defer release()
		plainText(w, http.StatusOK, "ready, snapshot "+snapshot.Info().ID)
	}
}

func plainText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}
