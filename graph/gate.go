package graph

import (
	"context"
	"sync/atomic"

	"golang.org/x/sync/semaphore"
)

// gate lets so many questions be worked on at once and has the others wait in the order they came.
// When too many wait already it turns the next away at once: a late answer helps nobody.
type gate struct {
	seats   *semaphore.Weighted
	limits  Limits
	running atomic.Int64
	waiting atomic.Int64
}

func newGate(l Limits) *gate {
	return &gate{seats: semaphore.NewWeighted(int64(l.Running)), limits: l}
}

// enter waits for a turn, no longer than ctx; call leave when done.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	if !g.seats.TryAcquire(1) {
		if g.waiting.Add(1) > int64(g.limits.Waiting) {
			g.waiting.Add(-1)
			return nil, limited(CodeBusy, "max-waiting", g.limits.Waiting, "%d questions wait already, as many as may (max-waiting); ask again in a moment", g.limits.Waiting)
		}
		err := g.seats.Acquire(ctx, 1)
		g.waiting.Add(-1)
		if err != nil {
			return nil, limited(CodeBusy, "time-limit", g.limits.Time.String(), "the turn of this question did not come within %s (time-limit); ask again in a moment", g.limits.Time)
		}
	}
	g.running.Add(1)
	return func() {
		g.running.Add(-1)
		g.seats.Release(1)
	}, nil
}
