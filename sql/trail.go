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
	rows := make([]int32, len(values))
	for i, v := range values {
		rows[i] = -1
		if own := v.trail.rows(); len(own) == 1 {
			rows[i] = own[0]
		}
	}
	return s.reportsOf(ctx, rows)
}

// ReportsOfRegions is the report of each region; nil where there is none.
func (s *Snapshot) ReportsOfRegions(ctx context.Context, regions []*CoveredRegion) ([]*Report, error) {
	rows := make([]int32, len(regions))
	for i, r := range regions {
		rows[i] = r.row
	}
	return s.reportsOf(ctx, rows)
}

// reportsOf are the reports of rows, in one statement; nil for a row of -1.
func (s *Snapshot) reportsOf(ctx context.Context, rows []int32) ([]*Report, error) {
	numbers := make([]int, 0, len(rows))
	for _, row := range rows {
		if row >= 0 {
			numbers = append(numbers, int(s.index.number[row]))
		}
	}
	heads, err := s.headsOf(ctx, distinct(numbers))
	if err != nil {
		return nil, fmt.Errorf("read %d reports: %w", len(numbers), err)
	}
	reports := make([]*Report, len(rows))
	for i, row := range rows {
		if row >= 0 {
			r := heads[int(s.index.number[row])]
			reports[i] = &r
		}
	}
	return reports, nil
}
