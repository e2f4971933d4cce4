package graph

import (
	"container/list"
	"context"
	"crypto/sha256"
	"sync"
)

// key names a question to a snapshot: the same key, the same answer.
type key [sha256.Size]byte

// cache keeps what was worked out, up to so many bytes; what was not asked for longest goes first.
// What belongs to a snapshot that is no longer served is never asked for again and goes that way too.
type cache[V any] struct {
	limit int64

	mu      sync.Mutex
	size    int64
	dropped int64
	entries map[key]*list.Element
	recent  *list.List // of kept[V], the latest first
}

type kept[V any] struct {
	key   key
	value V
	bytes int64
}

// overhead is about what an entry costs beside its bytes.
const overhead = 512

func newCache[V any](limit int64) *cache[V] {
	return &cache[V]{limit: limit, entries: map[key]*list.Element{}, recent: list.New()}
}

func (c *cache[V]) get(k key) (v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[k]
	if !ok {
		return v, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(kept[V]).value, true
}

// put keeps a value unless it would push out a good part of the others.
func (c *cache[V]) put(k key, v V, bytes int) {
	each := kept[V]{k, v, int64(bytes) + overhead}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.entries[k]; known || each.bytes > c.limit/4 {
		return
	}
	c.entries[k] = c.recent.PushFront(each)
	c.size += each.bytes
	for c.size > c.limit {
		old := c.recent.Remove(c.recent.Back()).(kept[V])
		delete(c.entries, old.key)
		c.size -= old.bytes
		c.dropped++
	}
}

// stats are the entries, their bytes, and how many had to go for others.
func (c *cache[V]) stats() (entries int, bytes, dropped int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.entries), c.size, c.dropped
}

// flights has equal questions that are asked at the same time worked out once. The work belongs to
// none of those who wait for it: it ends early only when the last of them has gone.
type flights struct {
	mu  sync.Mutex
	now map[key]*flight
}

type flight struct {
	waiting  int
	cancel   context.CancelFunc
	done     chan struct{}
	response *response // once done
}

// do gives the response that work finds, and whether it was begun for another request. It is nil if
// ctx ended first. The values of ctx reach work, its end does not.
func (f *flights) do(ctx context.Context, k key, work func(context.Context) *response) (r *response, shared bool) {
	f.mu.Lock()
	here, shared := f.now[k]
	if !shared {
		working, cancel := context.WithCancel(context.WithoutCancel(ctx))
		here = &flight{cancel: cancel, done: make(chan struct{})}
		f.now[k] = here
		go func() {
			defer cancel()
			here.response = work(working)
			f.forget(k, here)
			close(here.done)
		}()
	}
	here.waiting++
	f.mu.Unlock()
	select {
	case <-here.done:
		return here.response, shared
	case <-ctx.Done():
		f.leave(k, here)
		return nil, shared
	}
}

// leave has one wait no longer, and stops the work if he was the last. Who asks next begins anew.
func (f *flights) leave(k key, here *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	here.waiting--
	if here.waiting > 0 {
		return
	}
	here.cancel()
	if f.now[k] == here {
		delete(f.now, k)
	}
}

func (f *flights) forget(k key, here *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.now[k] == here {
		delete(f.now, k)
	}
}
