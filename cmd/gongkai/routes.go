package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/rs/cors"

	"github.com/gongkai/gongkai/graph"
	"github.com/gongkai/gongkai/sql"
	"github.com/gongkai/gongkai/web"
	"github.com/gongkai/gongkai/web/charts"
)

// routes are all addresses of the server, behind the log, the headers and the keys that all of them
// share. It says that it is not ready once ctx has ended.
//
// A handler that needs answers is given questions, the handler of /graphql, and asks it as anyone
// would: limits, cache and snapshots are the same for all. To add an address, add its line here.
func (s serving) routes(ctx context.Context, warehouse *sql.Warehouse, log *slog.Logger) (http.Handler, error) {
	trusted, err := readProxies(s.proxies)
	if err != nil {
		return nil, err
	}
	var keys apiKeys
	if s.keys != "" {
		if keys, err = readKeys(s.keys); err != nil {
			return nil, err
		}
	}
	registry := prometheus.NewRegistry()
	questions := graph.Handler(warehouse, graph.Options{Log: log, Limits: s.limits, Metrics: registry})
	drawn := compressed(charts.Handler(questions, charts.Options{Log: log}))

	mux := http.NewServeMux()
	mux.Handle("/graphql", questions) // which compresses by itself, once an answer
	mux.Handle("/schema.graphql", compressed(questions))
	mux.Handle("/sources/", questions)
	mux.Handle("/export/", compressed(questions))
	mux.Handle("/charts", drawn)
	mux.Handle("/charts/", drawn)
	mux.Handle("/", compressed(web.Handler()))
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", ready(ctx, warehouse))
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))

	shared := s.shared(keys.guard(s.secured(mux)))
	return logged(log, trusted, newTraffic(registry), shared), nil
}

// compressed sends what is text as gzip to those who take it. Its ETag tells it from what is not.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.ContentTypes(compressible), gzhttp.SuffixETag(zippedTag))
	if err != nil {
		panic(err) // the options are constant
	}
	return wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if tags := r.Header.Get("If-None-Match"); strings.Contains(tags, zippedTag) {
			r.Header.Set("If-None-Match", strings.ReplaceAll(tags, zippedTag+`"`, `"`))
		}
		next.ServeHTTP(w, r)
	}))
}

const zippedTag = "-gzip"

var compressible = []string{"application/json", "text/csv", "text/css", "text/html", "text/javascript", "text/plain", "image/svg+xml",
	"application/javascript", "application/manifest+json", "application/vnd.vegalite.v6+json"}

// shared lets pages of other sites ask, all or those that are named, always without credentials.
func (s serving) shared(next http.Handler) http.Handler {
	return cors.New(cors.Options{
		AllowedOrigins: s.origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Authorization", "Content-Type", "If-None-Match"},
		ExposedHeaders: []string{"Content-Disposition", "ETag", "Retry-After", "X-Request-Id"},
		MaxAge:         86400,
	}).Handler(next)
}

// secured sets the headers of every answer. A handler may loosen the policy for a page of its own.
func (s serving) secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
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
