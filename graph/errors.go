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
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/gongkai/gongkai/sql"
)

// Codes of errors, found in extensions.code. What the asker can mend has a code of its own; all else
// is INTERNAL. Questions that do not fit the schema carry GRAPHQL_PARSE_FAILED or
// GRAPHQL_VALIDATION_FAILED.
const (
	CodeBadRequest    = "BAD_REQUEST"    // the request or an argument is not as it must be; the message says how
	CodeMixedLevels   = "MIXED_LEVELS"   // the question would add a region to its parent or its parts
	CodeUnknownRegion = "UNKNOWN_REGION" // no region has that code
	CodeNotFound      = "NOT_FOUND"      // no document has that SHA-256
	CodeBadCursor     = "BAD_CURSOR"     // the cursor is not one of this list
	CodeLimitExceeded = "LIMIT_EXCEEDED" // the message names the limit
	CodeTimeout       = "TIMEOUT"        // the question took longer than the limit
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
type refusal struct{ code, message string }

func (r *refusal) Error() string { return r.message }

func refuse(code, format string, args ...any) error {
	return &refusal{code, fmt.Sprintf(format, args...)}
}

// faults logs what went wrong inside during one request, under one id and each fault once.
type faults struct {
	log  *slog.Logger
	id   string
	mu   sync.Mutex
	seen map[string]bool
}

func newFaults(log *slog.Logger) *faults {
	var b [8]byte
	_, _ = rand.Read(b[:])
	return &faults{log: log, id: hex.EncodeToString(b[:]), seen: map[string]bool{}}
}

func (f *faults) record(ctx context.Context, err error, attrs ...any) error {
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
		errors.As(requestOf(ctx).faults.record(ctx, err, "path", shown.Path.String()), &public)
	}
	out := &gqlerror.Error{Message: clip(public.message), Path: shown.Path, Locations: shown.Locations}
	errcode.Set(out, public.code)
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
			return &refusal{m.code, unwrapPath(err).Error()}
		}
	}
	if ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return tooSlow()
	}
	return nil
}

func tooSlow() *refusal {
	return &refusal{CodeTimeout, fmt.Sprintf("no answer within %s: ask for less, such as fewer years, regions or indicators", timeLimit)}
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
