package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/rs/cors"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/gongkai/gongkai/sql"
)

// Options of a Handler. The zero value has good defaults.
type Options struct {
	Log     *slog.Logger // nil: silent
	Origins []string     // whose pages may ask from a browser; empty: any, always without credentials
}

// Handler serves /graphql, /schema.graphql and /sources/{sha256}, and answers nothing else.
func Handler(w *sql.Warehouse, o Options) http.Handler {
	e := newEngine(w, o.Log)
	mux := http.NewServeMux()
	mux.HandleFunc("/graphql", e.serveQuestion)
	mux.HandleFunc("GET /schema.graphql", serveSchema)
	mux.HandleFunc("GET /sources/{sha256}", e.serveSource)
	share := cors.New(cors.Options{
		AllowedOrigins: o.Origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Content-Type", "If-None-Match"},
		ExposedHeaders: []string{"ETag"},
		MaxAge:         86400,
	})
	return share.Handler(guarded(mux))
}

// Ask answers one question in this process as Handler would over HTTP, through the same limits. The
// first result is the JSON that a client would get. The error is not nil if that holds errors.
func Ask(ctx context.Context, w *sql.Warehouse, query string, variables map[string]any) ([]byte, error) {
	e := newEngine(w, nil)
	snapshot, release := w.Hold()
	defer release()
	r := e.askBody(ctx, snapshot, question{Query: query, Variables: variables})
	if len(r.errors) > 0 {
		return r.json(), r.errors
	}
	return r.json(), nil
}

// askBody puts the question through the form it has on the wire.
func (e *engine) askBody(ctx context.Context, snapshot *sql.Snapshot, q question) reply {
	body, err := json.Marshal(q)
	if err == nil && len(body) > maxBody {
		err = tooLarge()
	}
	if err == nil {
		q, err = readQuestion(body)
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

// Media types of answers. Under the first a refused question has status 400; under the second, which
// older clients use, it has 200 like any other well-formed request.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

func (e *engine) serveQuestion(w http.ResponseWriter, r *http.Request) {
	media, ok := mediaType(r.Header.Values("Accept"))
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Add("Vary", "Accept")
	if !ok {
		refuseRequest(w, http.StatusNotAcceptable, refuse(CodeBadRequest, "answers are %s or %s; the Accept header takes neither", mediaGraphQL, mediaJSON))
		return
	}
	q, status, err := requestQuestion(w, r)
	if err != nil {
		refuseRequest(w, status, err)
		return
	}
	snapshot, release := e.warehouse.Hold()
	defer release()
	tag := e.tag(snapshot.Info().ID, q, media)
	if hasTag(r.Header.Get("If-None-Match"), tag) {
		setCaching(w, tag)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	answer := e.ask(r.Context(), snapshot, q)
	if len(answer.errors) == 0 {
		setCaching(w, tag)
	} else {
		w.Header().Set("Cache-Control", "no-store")
	}
	if answer.refused() && media == mediaGraphQL {
		w.WriteHeader(http.StatusBadRequest)
	}
	_, _ = w.Write(answer.json())
}

// requestQuestion is the question of a request, or the status and the error to refuse it with.
func requestQuestion(w http.ResponseWriter, r *http.Request) (question, int, error) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		q, err := urlQuestion(r.URL.Query())
		return q, http.StatusBadRequest, err
	case http.MethodPost:
		media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		charset := strings.ToLower(params["charset"])
		if err != nil || media != mediaJSON || charset != "" && charset != "utf-8" {
			return question{}, http.StatusUnsupportedMediaType, refuse(CodeBadRequest, "send a POST with Content-Type: application/json in UTF-8")
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return question{}, http.StatusRequestEntityTooLarge, tooLarge()
		}
		if err != nil {
			return question{}, http.StatusBadRequest, refuse(CodeBadRequest, "the body ended too early")
		}
		q, err := readQuestion(body)
		return q, http.StatusBadRequest, err
	}
	w.Header().Set("Allow", "GET, HEAD, POST")
	return question{}, http.StatusMethodNotAllowed, refuse(CodeBadRequest, "ask with GET or POST, not %s", r.Method)
}

func tooLarge() error {
	return refuse(CodeLimitExceeded, "the request has more than the limit of %d bytes", maxBody)
}

// urlQuestion is the question of a GET; variables and extensions are JSON there.
func urlQuestion(values url.Values) (question, error) {
	q := question{Query: values.Get("query"), OperationName: values.Get("operationName")}
	for name, to := range map[string]*map[string]any{"variables": &q.Variables, "extensions": &q.Extensions} {
		text := values.Get(name)
		if text == "" {
			continue
		}
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if d.Decode(to) != nil {
			return q, refuse(CodeBadRequest, "the parameter %s is no JSON object", name)
		}
	}
	return q, q.check()
}

// mediaType chooses the form of the answer: the first that the client names, and application/json if
// it takes anything. It is false if the client takes neither.
func mediaType(accept []string) (string, bool) {
	named := strings.Join(accept, ",")
	if strings.TrimSpace(named) == "" {
		return mediaJSON, true
	}
	for _, each := range strings.Split(named, ",") {
		media, params, err := mime.ParseMediaType(each)
		if err != nil || params["q"] == "0" {
			continue
		}
		switch media {
		case mediaGraphQL:
			return mediaGraphQL, true
		case mediaJSON, "application/*", "*/*":
			return mediaJSON, true
		}
	}
	return mediaJSON, false
}

func refuseRequest(w http.ResponseWriter, status int, err error) {
	var why *refusal
	errors.As(err, &why)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(reply{errors: gqlerror.List{{Message: why.message, Extensions: map[string]any{"code": why.code}}}}.json())
}

// setCaching lets a client keep an answer, and ask each time whether it still holds: the next
// snapshot may come at any moment.
func setCaching(w http.ResponseWriter, tag string) {
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache")
}

// hasTag looks for tag in an If-None-Match header. A question changes nothing, so a POST is told
// 304 just as a GET.
func hasTag(header, tag string) bool {
	for _, each := range strings.Split(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(each), "W/") == tag {
			return true
		}
	}
	return false
}

func serveSchema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = io.WriteString(w, SDL())
}

// serveSource hands out a document as it came, to be kept and never rendered: it is a stranger's.
func (e *engine) serveSource(w http.ResponseWriter, r *http.Request) {
	sum := r.PathValue("sha256")
	document, info, err := e.warehouse.Source(sum)
	if err != nil {
		w.Header().Set("Content-Type", mediaJSON+"; charset=utf-8")
		if errors.Is(err, sql.ErrNotFound) {
			refuseRequest(w, http.StatusNotFound, refuse(CodeNotFound, "no document of this snapshot has that SHA-256"))
			return
		}
		refuseRequest(w, http.StatusInternalServerError, newFaults(e.log).record(r.Context(), fmt.Errorf("open source %s: %w", sum, err)))
		return
	}
	defer document.Close()
	name := path.Base(strings.ReplaceAll(info.Path, `\`, "/"))
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("ETag", `"`+info.SHA256+`"`)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, document)
}
