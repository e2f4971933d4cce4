package sql

import (
	"context"
	"fmt"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// trail is the way back from a value to the reports it is made of.
type trail struct {
	members   *members // nil for a group without reports
	group     int
	applicant report.Column
	basis     Basis
}

// members are the reports of the groups of an answer, told apart when first asked for.
type members struct {
	rows, of []int32
	groups   int

	once  sync.Once
	parts [][]int32
}

// rows are the reports of the value's group, those it leaves out among them.
func (t trail) rows() []int32 {
	m := t.members
	if m == nil {
		return nil
	}
	m.once.Do(func() {
		sizes := make([]int, m.groups)
		for _, g := range m.of {
			sizes[g]++
		}
		m.parts = make([][]int32, m.groups)
		for g, n := range sizes {
			m.parts[g] = make([]int32, 0, n)
		}
		for i, row := range m.rows {
			m.parts[m.of[i]] = append(m.parts[m.of[i]], row)
		}
	})
	return m.parts[t.group]
}

// ReportsOf is the report that each value comes from; nil where it comes from none or several.
func (s *Snapshot) ReportsOf(ctx context.Context, values []*Value) ([]*Report, error) {
	numbers := make([]int, 0, len(values))
	no := make([]int, len(values))
	for i, v := range values {
		no[i] = -1
		if rows := v.trail.rows(); len(rows) == 1 {
			no[i] = int(s.index.number[rows[0]])
			numbers = append(numbers, no[i])
		}
	}
	heads, err := s.headsOf(ctx, distinct(numbers))
	if err != nil {
		return nil, fmt.Errorf("read the reports of %d values: %w", len(values), err)
	}
	reports := make([]*Report, len(values))
	for i := range values {
		if r, ok := heads[no[i]]; ok {
			reports[i] = &r
		}
	}
	return reports, nil
}
