package sql

import (
	"context"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// Change is a cell in which a revision of a report differs from the one before it.
type Change struct {
	Line       report.LineCode
	Column     report.Column
	BeforeCell *report.Cell // nil if the earlier revision does not print it
	AfterCell  *report.Cell // nil if the later one does not
}

// Before is the figure of the earlier revision; nil if it has none.
func (c Change) Before() *report.Number { return figureOf(c.BeforeCell) }

// After is the figure of the later revision; nil if it has none.
func (c Change) After() *report.Number { return figureOf(c.AfterCell) }

func figureOf(c *report.Cell) *report.Number {
	if c != nil {
		if n, ok := c.Figure(); ok {
			return &n
		}
	}
	return nil
}

// Changes are the cells in which revisions differ from those before them, in the order of the form, by
// the ids asked for, which name revisions by number (130111-2023~2). A cell differs if its figure or
// its state does. A first revision has an empty list; so has one that does not exist.
func (s *Snapshot) Changes(ctx context.Context, ids []string) (map[string][]Change, error) {
	found := make(map[string][]Change, len(ids))
	for some := range slices.Chunk(ids, MaxReports/2) {
		before := make(map[string]string, len(some))
		var wanted []string
		for _, id := range some {
			found[id] = []Change{}
			if plain, revision, ok := report.ParseReportID(id); ok && revision > 1 {
				before[id] = report.RevisionID(plain, revision-1)
				wanted = append(wanted, id, before[id])
			}
		}
		cells, err := s.Cells(ctx, wanted, nil)
		if err != nil {
			return nil, err
		}
		for id, earlier := range before {
			if cells[id] != nil && cells[earlier] != nil {
				found[id] = differences(cells[earlier], cells[id])
			}
		}
	}
	return found, nil
}

// differences runs through two lists of cells, both in the order of the form.
func differences(before, after []report.Cell) []Change {
	changes := []Change{}
	for len(before) > 0 || len(after) > 0 {
		c := Change{}
		if len(after) == 0 || len(before) > 0 && refIndex()[before[0].Ref()] <= refIndex()[after[0].Ref()] {
			c.Line, c.Column, c.BeforeCell = before[0].Line, before[0].Column, &before[0]
		}
		if len(after) > 0 && (c.BeforeCell == nil || after[0].Ref() == before[0].Ref()) {
			c.Line, c.Column, c.AfterCell = after[0].Line, after[0].Column, &after[0]
		}
		if c.BeforeCell != nil {
			before = before[1:]
		}
		if c.AfterCell != nil {
			after = after[1:]
		}
		if c.BeforeCell == nil || c.AfterCell == nil || c.BeforeCell.State != c.AfterCell.State || c.BeforeCell.Value != c.AfterCell.Value {
			changes = append(changes, c)
		}
	}
	return changes
}
