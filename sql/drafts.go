package sql

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/gongkai/gongkai/report"
)

// CheckDrafts runs the rules over reports that are not published, beside what the data folder holds of
// the same offices and of the regions under theirs, in which a draft stands for the published report
// of its organ and year. It gives the findings of each report in their order, and writes nothing into
// the folder, which may be empty. The findings have the ids they will have once published.
func CheckDrafts(ctx context.Context, dir string, drafts []report.Report) (findings [][]Finding, err error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp("", "gongkai-check-")
	if err != nil {
		return nil, fmt.Errorf("check drafts: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if err := os.Mkdir(folder(work).work(), 0o700); err != nil {
		return nil, err
	}
	d, err := folder(work).newDraft(ctx, "")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	findings, err = d.checkDrafts(ctx, f, drafts)
	if err != nil {
		return nil, fmt.Errorf("check %d drafts: %w", len(drafts), asked(ctx, err))
	}
	return findings, nil
}

func (d *draft) checkDrafts(ctx context.Context, shelf folder, drafts []report.Report) ([][]Finding, error) {
	if err := d.writeRegions(ctx); err != nil { // it flushes what it writes
		return nil, err
	}
	since, err := d.borrow(ctx, shelf, drafts)
	if err == nil {
		err = d.openAppenders()
	}
	if err != nil {
		return nil, err
	}
	revisions := map[string]int{}
	for i, r := range drafts {
		e, err := prepare(r, nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.Source.Path, err)
		}
		no := since + 1 + int32(i)
		if err := d.addReading(no, r); err != nil {
			return nil, err
		}
		if r.Status == report.Rejected {
			continue
		}
		id := report.ReportID(e.organ, r.Year)
		revisions[id]++
		if err := d.addReport(no, revisions[id], e); err != nil {
			return nil, err
		}
	}
	if err := d.flush(); err != nil {
		return nil, err
	}
	if _, err := d.conn.ExecContext(ctx, query("retire_drafts")); err != nil {
		return nil, err
	}
	if err := d.audit(ctx, since, portionSize); err != nil {
		return nil, err
	}
	if _, err := d.conn.ExecContext(ctx, "COMMIT"); err != nil {
		return nil, err
	}
	return d.findings(ctx, shelf, since, drafts)
}

// borrow copies what the current snapshot holds of the drafts' offices and regions, and gives the
// highest number among it.
func (d *draft) borrow(ctx context.Context, shelf folder, drafts []report.Report) (last int32, err error) {
	id, err := shelf.currentID()
	if errors.Is(err, ErrNoData) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if _, err := shelf.verify(id); err != nil {
		return 0, err
	}
	codes, ids, years := []string{}, []string{}, []int32{}
	for _, r := range drafts {
		if r.Status == report.Rejected {
			continue
		}
		ids, years = append(ids, report.ReportID(report.OrganID(r.Region, r.Organ), r.Year)), append(years, int32(r.Year))
		for _, region := range report.Lineage(r.Region) {
			codes = append(codes, region.Code)
		}
	}
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{"COMMIT", nil},
		{"ATTACH " + quote(shelf.snapshot(id)) + " AS shelf (READ_ONLY)", nil},
		{"BEGIN TRANSACTION", nil},
		{query("borrow"), []any{codes, years, ids}},
	} {
		if _, err := d.conn.ExecContext(ctx, s.statement, s.args...); err != nil {
			return 0, err
		}
	}
	err = eachRow(ctx, d.conn, "SELECT coalesce(max(no), 0) FROM report", nil, func(row []any) error {
		last = int32(integer(row[0]))
		return nil
	})
	return last, err
}

// findings are those of the drafts, whose numbers follow since.
func (d *draft) findings(ctx context.Context, shelf folder, since int32, drafts []report.Report) ([][]Finding, error) {
	decided, err := shelf.readDecisions()
	if err != nil {
		return nil, err
	}
	s := &Snapshot{db: d.db, zones: map[string]report.Region{}}
	s.decisions.Store(decided)
	lists := make([][]Finding, len(drafts))
	for i, r := range drafts {
		lists[i] = []Finding{}
		if r.Region.Code != "" && !r.Region.Official {
			s.zones[r.Region.Code] = r.Region
		}
		if r.Status != report.Rejected {
			continue
		}
		for _, f := range r.Findings {
			one := Finding{Finding: f, ID: findingID(r.Source.SHA256, f, f.Chinese), Region: r.Region, Organ: r.Organ.Name, Year: r.Year}
			one.Decision, one.Note = decided.of(one.ID)
			lists[i] = append(lists[i], one)
		}
	}
	of, err := s.findingsOf(ctx, &clause{conditions: []string{fmt.Sprintf("f.no > %d", since)}})
	for no, list := range of {
		i := int32(no) - since - 1
		for _, f := range list {
			f.ReportID = report.ReportID(report.OrganID(drafts[i].Region, drafts[i].Organ), drafts[i].Year)
			lists[i] = append(lists[i], f.Finding)
		}
	}
	return lists, err
}
