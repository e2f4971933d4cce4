package graph

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/gongkai/gongkai/sql"
)

// Codes of errors, found in extensions.code. What the asker can mend has a code of its own; all else
// is INTERNAL. Questions that do not fit the schema carry GRAPHQL_PARSE_FAILED or
// GRAPHQL_VALIDATION_FAILED; a persisted query that is not here has PERSISTED_QUERY_NOT_FOUND, which
// clients know. Where a limit refuses, extensions.limit names it and extensions.value is what it allows.
const (
	CodeBadRequest    = "BAD_REQUEST"    // the request or an argument is not as it must be; the message says how
	CodeMixedLevels   = "MIXED_LEVELS"   // the question would add a region to its parent or its parts
	CodeUnknownRegion = "UNKNOWN_REGION" // no region has that code
	CodeNotFound      = "NOT_FOUND"      // no document has that SHA-256
	CodeBadCursor     = "BAD_CURSOR"     // the cursor is not one of this list
	CodeLimitExceeded = "LIMIT_EXCEEDED" // the message names the limit
	CodeTimeout       = "TIMEOUT"        // the question took longer than the limit; if nothing was found by then, ask again after Retry-After seconds
	CodeBusy          = "BUSY"           // too many ask at the same time; ask again after Retry-After seconds
	CodeForbidden     = "FORBIDDEN"      // a page of another site may not ask in this way
	CodeInternal      = "INTERNAL"       // a fault of ours; the log has it under the id in the message
)

// meanings are the errors of the warehouse whose words the asker sees.
var meanings = []struct {
	err  error
	code string
}{
	{sql.ErrMixedLevels, CodeMixedLevels},
	{sql.ErrUnknownRegion, CodeUnknownRegion},
	{sql.ErrCursor, CodeBadCursor},
	{sql.ErrTooMany, CodeLimitExceeded},
	{sql.ErrQuestion, CodeBadRequest},
}

// refusal is an error of the asker's, in words for the asker.
type refusal struct {
	code, message string
	limit         string // the limit that refuses, if one does
	value         any    // what it allows
}

func (r *refusal) Error() string { return r.message }

func refuse(code, format string, args ...any) *refusal {
	return &refusal{code: code, message: fmt.Sprintf(format, args...)}
}

// limited is a refusal that a limit makes; the message should name both.
func limited(code, limit string, value any, format string, args ...any) *refusal {
	r := refuse(code, format, args...)
	r.limit, r.value = limit, value
	return r
}

// asRefusal is an error that is known to be one.
func asRefusal(err error) (r *refusal) {
	errors.As(err, &r)
	return r
}

// shown is the refusal as GraphQL has errors.
func (r *refusal) shown() *gqlerror.Error {
	e := &gqlerror.Error{Message: clip(r.message), Extensions: map[string]any{"code": r.code}}
	if r.limit != "" {
		e.Extensions["limit"], e.Extensions["value"] = r.limit, r.value
	}
	return e
}

type requestIDKey struct{}

// WithRequestID names the request by what its log lines carry: internal errors tell it to the asker.
// A request without one is given one.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// faults logs what went wrong inside during one request, under one id and each fault once.
type faults struct {
	log  *slog.Logger
	id   string
	mu   sync.Mutex
	seen map[string]bool
}

func newFaults(ctx context.Context, log *slog.Logger) *faults {
	id, ok := ctx.Value(requestIDKey{}).(string)
	if !ok {
		var b [8]byte
		_, _ = rand.Read(b[:])
		id = hex.EncodeToString(b[:])
	}
	return &faults{log: log, id: id, seen: map[string]bool{}}
}

func (f *faults) record(ctx context.Context, err error, attrs ...any) *refusal {
	f.mu.Lock()
	known := f.seen[err.Error()]
	f.seen[err.Error()] = true
	f.mu.Unlock()
	if !known {
		f.log.ErrorContext(ctx, "internal error", append([]any{"id", f.id, "err", err}, attrs...)...)
	}
	return refuse(CodeInternal, "internal error (id %s)", f.id)
}

// present turns an error into what the asker may see.
func present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	if shown.Err == nil && shown.Extensions["code"] != nil { // parsing or validation of the question
		shown.Message = clip(shown.Message)
		return shown
	}
	public := meaning(ctx, err)
	if public == nil {
		public = requestOf(ctx).faults.record(ctx, unwrapPath(err), "path", shown.Path.String())
	}
	out := public.shown()
	out.Path, out.Locations = shown.Path, shown.Locations
	return out
}

// clip shortens a message that repeats a long text of the question.
func clip(message string) string {
	if len(message) <= shownMessage {
		return message
	}
	return strings.ToValidUTF8(message[:shownMessage], "") + " …"
}

// meaning is what err tells the asker; nil if it tells him nothing.
func meaning(ctx context.Context, err error) *refusal {
	var known *refusal
	if errors.As(err, &known) {
		return known
	}
	for _, m := range meanings {
		if errors.Is(err, m.err) {
			return refuse(m.code, "%s", unwrapPath(err))
		}
	}
	if ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return requestOf(ctx).limits.tooSlow()
	}
	return nil
}

// unwrapPath is the resolver's own error: the path stands beside the message already.
func unwrapPath(err error) error {
	var wrapped *gqlerror.Error
	for errors.As(err, &wrapped) && wrapped.Err != nil {
		err = wrapped.Err
	}
	return err
}

// recovered turns a panic of a resolver into an internal error whose stack only the log sees.
func recovered(ctx context.Context, p any) error {
	return requestOf(ctx).faults.record(ctx, fmt.Errorf("panic: %v", p), "stack", string(debug.Stack()))
}
