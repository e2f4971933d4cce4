package sql

import (
	"context"
	"sync/atomic"
)

type statementsKey struct{}

// CountStatements gives a context, and the number of statements the engine was asked under it.
func CountStatements(ctx context.Context) (context.Context, *atomic.Int64) {
	var n atomic.Int64
	return context.WithValue(ctx, statementsKey{}, &n), &n
}

func countStatement(ctx context.Context) {
	if n, ok := ctx.Value(statementsKey{}).(*atomic.Int64); ok {
		n.Add(1)
	}
}
