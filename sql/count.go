package sql

import (
	"context"
	"sync/atomic"
	"time"
)

type statementsKey struct{}

// Statements is what the engine was asked under a context, by all who share it.
type Statements struct{ asked, nanoseconds atomic.Int64 }

// Load is their number.
func (s *Statements) Load() int64 { return s.asked.Load() }

// Took is how long they took together, until their last row was read. Those that ran at the same
// time count each in full.
func (s *Statements) Took() time.Duration { return time.Duration(s.nanoseconds.Load()) }

// CountStatements gives a context, and counts the statements that the engine is asked under it.
func CountStatements(ctx context.Context) (context.Context, *Statements) {
	var s Statements
	return context.WithValue(ctx, statementsKey{}, &s), &s
}

// countStatement counts one that begins; call ended when its last row was read.
func countStatement(ctx context.Context) (ended func()) {
	s, ok := ctx.Value(statementsKey{}).(*Statements)
	if !ok {
		return func() {}
	}
	s.asked.Add(1)
	began := time.Now()
	return func() { s.nanoseconds.Add(int64(time.Since(began))) }
}
