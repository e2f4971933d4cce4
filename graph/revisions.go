package graph

import (
	"context"
	"slices"
	"sync"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// revisionIDs name all revisions of r's report by their numbers, the last first. Which one counts is
// not always the last.
func revisionIDs(r *sql.Report) []string {
	plain := report.ReportID(r.OrganID, r.Year)
	var ids []string
	for n := r.Revisions; n >= 1; n-- {
		ids = append(ids, report.RevisionID(plain, n))
	}
	return ids
}

// changes are what revisions changed, by their ids. Revisions hang in lists of their own, one for each
// report of a page: those of all of them are asked for at once, when the first is.
type changes struct {
	mu     sync.Mutex
	coming []string // revisions that were given out
	known  map[string][]sql.Change
}

// expect says of which revisions the changes may be asked for next.
func (c *changes) expect(ids []string) {
	c.mu.Lock()
	c.coming = append(c.coming, ids...)
	c.mu.Unlock()
}

func (c *changes) of(ctx context.Context, ids []string) ([][]sql.Change, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	unknown := func(id string) bool { _, known := c.known[id]; return !known }
	if slices.ContainsFunc(ids, unknown) {
		found, err := snapshotOf(ctx).Changes(ctx, append(c.coming, ids...))
		if err != nil {
			return nil, err
		}
		c.known, c.coming = found, nil
	}
	lists := make([][]sql.Change, len(ids))
	for i, id := range ids {
		lists[i] = c.known[id]
	}
	return lists, nil
}
