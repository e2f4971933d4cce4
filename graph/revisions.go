package graph

import (
	"context"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"

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
// report of a page, so those of all of them are asked for at once where the lists are made.
type changes struct {
	mu    sync.Mutex
	known map[string][]sql.Change
}

// load asks for those that are not known yet.
func (c *changes) load(ctx context.Context, ids []string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	wanted := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, known := c.known[id]; return known })
	found, err := snapshotOf(ctx).Changes(ctx, wanted)
	if c.known == nil {
		c.known = map[string][]sql.Change{}
	}
	for id, list := range found {
		c.known[id] = list
	}
	return err
}

func (c *changes) of(ctx context.Context, ids []string) ([][]sql.Change, error) {
	if err := c.load(ctx, ids); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	lists := make([][]sql.Change, len(ids))
	for i, id := range ids {
		if lists[i] = c.known[id]; lists[i] == nil {
			lists[i] = []sql.Change{}
		}
	}
	return lists, nil
}

// selects reports whether the question asks for that field of what the current field gives.
func selects(ctx context.Context, name string) bool {
	return slices.ContainsFunc(graphql.CollectFieldsCtx(ctx, nil), func(f graphql.CollectedField) bool { return f.Name == name })
}
