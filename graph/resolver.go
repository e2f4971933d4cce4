package graph

import (
	"context"
	"maps"
	"slices"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// Resolver answers the fields of the schema. It has no state: what a request needs it carries along.
type Resolver struct{}

// request is what the fields of one request share: the one snapshot all of them ask.
type request struct {
	snapshot *sql.Snapshot
	faults   *faults
	limits   Limits
}

type requestKey struct{}

func (r *request) within(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

func requestOf(ctx context.Context) *request { return ctx.Value(requestKey{}).(*request) }

func snapshotOf(ctx context.Context) *sql.Snapshot { return requestOf(ctx).snapshot }

// pageOf is the page asked for.
func pageOf(first *int, after *string) (sql.Page, error) {
	n, err := numberOf("first", first, pageMax)
	return sql.Page{First: n, After: valueOr(after)}, err
}

// numberOf is how many the argument asks for, 0 if it is left out. The warehouse has a default for
// that, so a 0 that somebody wrote must not reach it.
func numberOf(argument string, n *int, most int) (int, error) {
	if n != nil && *n == 0 {
		return 0, refuse(CodeBadRequest, "%s is 0; ask for 1 to %d", argument, most)
	}
	return valueOr(n), nil
}

// rowsOf is how many rows of a table the argument allows: all that the server gives if it is left out.
func rowsOf(ctx context.Context, limit *int) (int, error) {
	most := requestOf(ctx).limits.Rows
	n, err := numberOf("limit", limit, most)
	if n > most {
		return 0, over("max-rows", most, "%d rows are asked for", n)
	}
	if n == 0 {
		n = most
	}
	return n, err
}

func pageInfo[T any](p sql.Paged[T]) *PageInfo {
	return &PageInfo{HasNextPage: p.HasNext, EndCursor: unless(p.EndCursor, "")}
}

// unless is nil for a value that stands for none.
func unless[T comparable](v, none T) *T {
	if v == none {
		return nil
	}
	return &v
}

// valueOr is what p points to, or the zero value.
func valueOr[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

func idsOf(reports []*sql.Report) []string {
	ids := make([]string, len(reports))
	for i, r := range reports {
		ids[i] = r.ID
	}
	return ids
}

// byIDs asks the warehouse for each id once, as many at a time as it takes.
func byIDs[T any](ctx context.Context, ids []string, ask func(context.Context, []string) (map[string]T, error)) (map[string]T, error) {
	all := make(map[string]T, len(ids))
	for some := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(ids))), sql.MaxReports) {
		found, err := ask(ctx, some)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, found)
	}
	return all, nil
}

// listsOf gives each report its list. A report without any has an empty one: the warehouse was asked
// and has none.
func listsOf[T any](ctx context.Context, reports []*sql.Report, ask func(context.Context, []string) (map[string][]T, error)) ([][]T, error) {
	ids := idsOf(reports)
	found, err := byIDs(ctx, ids, ask)
	if err != nil {
		return nil, err
	}
	lists := make([][]T, len(ids))
	for i, id := range ids {
		lists[i] = orEmpty(found[id])
	}
	return lists, nil
}

// dictionary is the indicators of those ids, in that order; all of them if ids is empty.
func dictionary(ids []report.IndicatorID) []report.Indicator {
	if len(ids) == 0 {
		return report.Indicators()
	}
	indicators := make([]report.Indicator, len(ids))
	for i, id := range ids {
		indicators[i], _ = report.FindIndicator(id) // the schema knows no others
	}
	return indicators
}
