package graph

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/gongkai/gongkai/sql"
)

// Options of a Handler. The zero value has good defaults.
type Options struct {
	Log     *slog.Logger          // nil: silent
	Limits  Limits                // what a request may ask for
	Metrics prometheus.Registerer // where to register what is counted; nil: nowhere
}

// Handler serves /graphql, /schema.graphql, /sources/{sha256} and /export/{file}, and answers nothing
// else.
func Handler(w *sql.Warehouse, o Options) http.Handler {
	return newEngine(w, o).routes()
}

func (e *engine) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/graphql", e.serveQuestion)
	mux.HandleFunc("GET /schema.graphql", serveSchema)
	mux.HandleFunc("GET /sources/{sha256}", e.serveSource)
	mux.HandleFunc("GET /export/{file}", e.serveExport)
	return guarded(mux)
}

// Ask answers one question in this process as Handler would over HTTP, through the same limits. The
// first result is the JSON that a client would get. The error is not nil if that holds errors.
func Ask(ctx context.Context, w *sql.Warehouse, query string, variables map[string]any) ([]byte, error) {
	e := newEngine(w, Options{})
	snapshot, release := w.Hold()
	defer release()
	ctx, cancel := context.WithTimeout(ctx, e.limits.Time)
	defer cancel()
	r := e.askBody(ctx, snapshot, question{Query: query, Variables: variables})
	if len(r.errors) > 0 {
		return r.json(), r.errors
	}
	return r.json(), nil
}

// askBody puts the question through the form it has on the wire.
func (e *engine) askBody(ctx context.Context, snapshot *sql.Snapshot, q question) reply {
	body, err := json.Marshal(q)
	if err == nil && len(body) > e.limits.Body {
		err = e.limits.tooLarge()
	}
	if err == nil {
		q, err = readQuestion(body)
	}
	if err == nil {
		err = e.limits.check(q)
	}
	if err != nil {
		return refusedWith(ctx, err)
	}
	return e.ask(ctx, snapshot, q)
}

// guarded sets what no answer of ours may be used for.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

func (e *engine) serveQuestion(w http.ResponseWriter, r *http.Request) {
	media, ok := mediaType(r.Header.Values("Accept"))
	h := w.Header()
	h.Set("Content-Type", media+"; charset=utf-8")
	h.Add("Vary", "Accept, Accept-Encoding")
	refuseWith := func(status int, err error) {
		e.metrics.outcomes.WithLabelValues(outcomeRefused).Inc()
		why := asRefusal(err)
		e.metrics.errors.WithLabelValues(why.code).Inc()
		refusedRequest(status, why).write(w, r, media, "")
	}
	switch {
	case !ok:
		refuseWith(http.StatusNotAcceptable, refuse(CodeBadRequest, "answers are %s or %s; the Accept header takes neither", mediaGraphQL, mediaJSON))
		return
	case embedded(r):
		refuseWith(http.StatusForbidden, refuse(CodeForbidden, "a page of another site asks by an image, a script or a frame; ask with fetch instead"))
		return
	}
	q, status, err := e.requestQuestion(w, r)
	if err != nil {
		refuseWith(status, err)
		return
	}
	snapshot, release := e.warehouse.Hold()
	k := e.key(snapshot, q)
	tag := k.tag(media)
	if hasTag(r.Header.Get("If-None-Match"), tag) {
		release()
		e.metrics.outcomes.WithLabelValues(outcomeNotModified).Inc()
		setCaching(h, tag)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	out, outcome := e.find(r.Context(), k, q, snapshot, release)
	e.metrics.outcomes.WithLabelValues(outcome).Inc()
	if out == nil {
		return // nobody is there to read it
	}
	if !out.refused {
		e.keepText(q)
	}
	out.write(w, r, media, tag)
}

// embedded reports whether a page of another site made the browser ask without asking itself: such
// a page never sees the answer, it can only have its readers burden us. A link that somebody follows
// is not meant. Browsers that do not say where a request comes from are taken at their word.
func embedded(r *http.Request) bool {
	if r.Header.Get("Sec-Fetch-Site") != "cross-site" {
		return false
	}
	mode, dest := r.Header.Get("Sec-Fetch-Mode"), r.Header.Get("Sec-Fetch-Dest")
	return mode == "no-cors" || mode == "navigate" && dest != "document"
}

// find gives the response to q: one kept, one just being made for somebody else, or a new one. It
// is nil if the client has gone. It releases the snapshot when that is no longer needed.
func (e *engine) find(ctx context.Context, k key, q question, snapshot *sql.Snapshot, release func()) (*response, string) {
	if kept, ok := e.responses.get(k); ok {
		release()
		return kept, outcomeCached
	}
	out, shared := e.flights.do(ctx, k, func(ctx context.Context) *response {
		defer release()
		return e.respond(ctx, k, q, snapshot)
	})
	if shared {
		release()
	}
	switch {
	case out == nil:
		return nil, outcomeGone
	case out.code == CodeBusy:
		return out, outcomeShed
	case out.code == CodeTimeout:
		return out, outcomeLate
	case shared:
		return out, outcomeShared
	}
	return out, outcomeWorked
}

// respond makes the response within the time limit, when its turn has come.
func (e *engine) respond(ctx context.Context, k key, q question, snapshot *sql.Snapshot) (out *response) {
	defer func() {
		if p := recover(); p != nil {
			fault := recovered((&request{faults: newFaults(ctx, e.log)}).within(ctx), p)
			out = refusedRequest(http.StatusInternalServerError, asRefusal(fault))
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, e.limits.Time)
	defer cancel()
	began := time.Now()
	leave, err := e.gate.enter(ctx)
	e.metrics.waited.Observe(time.Since(began).Seconds())
	if err != nil {
		return newResponse(refusedWith(ctx, err))
	}
	defer leave()
	out = newResponse(e.ask(ctx, snapshot, q))
	if out.whole {
		e.responses.put(k, out, out.bytes())
	}
	return out
}

// requestQuestion is the question of a request, or the status and the error to refuse it with.
func (e *engine) requestQuestion(w http.ResponseWriter, r *http.Request) (q question, status int, err error) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		q, err = urlQuestion(r.URL.RawQuery)
	case http.MethodPost:
		q, status, err = e.bodyQuestion(w, r)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		return q, http.StatusMethodNotAllowed, refuse(CodeBadRequest, "ask with GET or POST, not %s", r.Method)
	}
	if err == nil {
		err = e.findText(&q)
		if errors.Is(err, errTextUnknown) {
			return q, http.StatusOK, err // as Apollo's clients expect
		}
	}
	if err == nil {
		err = e.limits.check(q)
	}
	if status == 0 {
		status = http.StatusBadRequest
	}
	return q, status, err
}

func (e *engine) bodyQuestion(w http.ResponseWriter, r *http.Request) (question, int, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := strings.ToLower(params["charset"])
	if err != nil || media != mediaJSON || charset != "" && charset != "utf-8" {
		return question{}, http.StatusUnsupportedMediaType, refuse(CodeBadRequest, "send a POST with Content-Type: application/json in UTF-8")
	}
	if coding := strings.Join(r.Header.Values("Content-Encoding"), ","); coding != "" && !strings.EqualFold(coding, "identity") {
		return question{}, http.StatusUnsupportedMediaType, refuse(CodeBadRequest, "send the body uncompressed")
	}
	if r.ContentLength > int64(e.limits.Body) {
		return question{}, http.StatusRequestEntityTooLarge, e.limits.tooLarge()
	}
	// A connection that cannot have a deadline is one of a test.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(e.limits.Read))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(e.limits.Body)))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return question{}, http.StatusRequestEntityTooLarge, e.limits.tooLarge()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return question{}, http.StatusRequestTimeout, e.limits.tooLate()
	case err != nil:
		return question{}, http.StatusBadRequest, refuse(CodeBadRequest, "the body ended too early")
	}
	q, err := readQuestion(body)
	return q, http.StatusBadRequest, err
}
