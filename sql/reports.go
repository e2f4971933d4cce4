package sql

import (
	"context"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/gongkai/gongkai/report"
)

// Report is the head of a report: everything but its figures.
type Report struct {
	ID        string // of the latest revision plain, of an earlier one with ~ and its number
	OrganID   string
	Revision  int // from 1
	Revisions int // how many there are
	Latest    bool
	Status    report.Status
	Year      int
	Edition   report.Edition
	Title     string
	Organ     report.Organ
	Region    report.Region // as of the year
	Level     report.Level  // of the organ: a township's is below its region's
	Scope     report.Scope
	Period    report.Period
	Published string // ISO date, empty if unknown

	Consistent bool // its sums hold wherever they can be checked
	Synthetic  bool // made by a generator, of no real office
	Source     SourceInfo
}

// SourceInfo is one document and how the reading of it ended.
type SourceInfo struct {
	report.Source
	Status   report.Status
	Reason   report.Reason
	Message  string
	ReportID string // the revision it stands for; empty if it was rejected
}

// Name is the file's name as a stranger may see it: the path as it was given, but of a path from the
// root only the last name, for the folders of the machine are nobody's business.
func (s SourceInfo) Name() string {
	file, member, archived := strings.Cut(s.Path, "!/")
	if filepath.IsAbs(file) {
		file = filepath.Base(file)
	}
	for file = filepath.ToSlash(filepath.Clean(file)); strings.HasPrefix(file, "../"); {
		file = file[len("../"):]
	}
	if archived {
		return file + "!/" + member
	}
	return file
}

// MaxReports is how many reports one question by id may name.
const MaxReports = 1_000

// idLists are report ids as two lists: without revision, and the revisions, 0 for the latest. Texts
// that are no ids are left out: they are unknown like any other.
func idLists(ids []string) (reports []string, revisions []int32, err error) {
	if len(ids) > MaxReports {
		return nil, nil, fmt.Errorf("%w reports: %d ids, at most %d in one question", ErrTooMany, len(ids), MaxReports)
	}
	reports, revisions = []string{}, []int32{}
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		if r, revision, ok := report.ParseReportID(id); ok && !seen[id] {
			seen[id] = true
			reports, revisions = append(reports, r), append(revisions, int32(revision))
		}
	}
	return reports, revisions, nil
}

// eachByID asks a query of queries/*_by_id.sql and visits each row, without its first two columns,
// under the id that was asked for.
func (s *Snapshot) eachByID(ctx context.Context, name string, ids []string, visit func(id string, row []any) error) error {
	reports, revisions, err := idLists(ids)
	if err != nil || len(reports) == 0 {
		return err
	}
	err = eachRow(ctx, s.db, query(name), []any{reports, revisions}, func(row []any) error {
		id := text(row[0])
		if revision := integer(row[1]); revision > 0 {
			id = report.RevisionID(id, revision)
		}
		return visit(id, row[2:])
	})
	if err != nil {
		return fmt.Errorf("read %d reports: %w", len(reports), err)
	}
	return nil
}

// ReportsByID are the reports of those ids, by the id asked for. Unknown ids are absent.
func (s *Snapshot) ReportsByID(ctx context.Context, ids []string) (map[string]Report, error) {
	var numbers []int
	named := make(map[string]int, len(ids))
	err := s.eachByID(ctx, "numbers_by_id", ids, func(id string, row []any) error {
		named[id] = integer(row[0])
		numbers = append(numbers, named[id])
		return nil
	})
	if err != nil {
		return nil, err
	}
	heads, err := s.heads(ctx, numbers)
	if err != nil {
		return nil, fmt.Errorf("read %d reports: %w", len(numbers), err)
	}
	found := make(map[string]Report, len(ids))
	for id, no := range named {
		found[id] = heads[no]
	}
	return found, nil
}

// heads are reports by number. Numbers written out let the engine skip all other rows, which it
// does not where they come from a join.
func (s *Snapshot) heads(ctx context.Context, numbers []int) (map[int]Report, error) {
	found := make(map[int]Report, len(numbers))
	if len(numbers) == 0 {
		return found, nil
	}
	where := &clause{}
	where.amongIntegers("no", numbers)
	err := eachRow(ctx, s.db, "SELECT * FROM head WHERE "+where.text(), nil, func(row []any) error {
		found[integer(row[11])] = s.scanHead(row)
		return nil
	})
	return found, err
}

// Reports is a page of reports: newest year first, then by region code and organ.
func (s *Snapshot) Reports(ctx context.Context, f ReportFilter, p Page) (Paged[Report], error) {
	var page Paged[Report]
	first, err := p.size()
	if err != nil {
		return page, err
	}
	after, err := cursorFields(p.After, "reports", 3)
	if err != nil {
		return page, err
	}
	if err := s.checkPlace(f.Scope); err != nil {
		return page, err
	}
	c := s.place(f.Scope)
	c.add("latest")
	c.narrow(f.Scope, f.Scope.OrganKinds)
	c.among("status", names(f.Statuses))
	err = eachRow(ctx, s.db, "SELECT count(*) FROM report WHERE "+c.text(), c.args, func(row []any) error {
		page.Total = integer(row[0])
		return nil
	})
	if err != nil {
		return page, fmt.Errorf("count reports: %w", err)
	}
	if err := c.after(after); err != nil {
		return page, fmt.Errorf("%w: %.80q", err, p.After)
	}
	// One more than asked for tells whether there is a next page.
	statement := "SELECT no FROM report WHERE " + c.text() + " ORDER BY year DESC, region_code, organ_id LIMIT " + strconv.Itoa(first+1)
	var numbers []int
	err = eachRow(ctx, s.db, statement, c.args, func(row []any) error {
		numbers = append(numbers, integer(row[0]))
		return nil
	})
	if len(numbers) > first {
		numbers, page.HasNext = numbers[:first], true
	}
	var heads map[int]Report
	if err == nil {
		heads, err = s.heads(ctx, numbers)
	}
	if err != nil {
		return page, fmt.Errorf("read a page of reports: %w", err)
	}
	for _, no := range numbers {
		r := heads[no]
		page.Nodes = append(page.Nodes, r)
		page.EndCursor = cursor("reports", strconv.Itoa(r.Year), r.Region.Code, r.OrganID)
	}
	return page, nil
}

// after restricts to the reports that come after the sort key of a page's last; a nil key does not.
func (c *clause) after(key []string) error {
	if key == nil {
		return nil
	}
	year, err := strconv.Atoi(key[0])
	if err != nil {
		return ErrCursor
	}
	y := strconv.Itoa(year)
	c.add("(year < " + y + " OR year = " + y + " AND (region_code, organ_id) > (" + c.arg(key[1]) + ", " + c.arg(key[2]) + "))")
	return nil
}

// scanSource reads a document and the report it stands for, in the order of the view head.
func scanSource(row []any) SourceInfo {
	info := SourceInfo{
		Source: report.Source{
			SHA256: text(row[0]),
			Path:   text(row[1]),
			Size:   int64(integer(row[2])),
			Format: text(row[3]),
			URL:    text(row[4]),
		},
		Status:  report.Status(text(row[5])),
		Reason:  report.Reason(text(row[6])),
		Message: text(row[7]),
	}
	if id := text(row[8]); id != "" {
		info.ReportID = reportID(id, integer(row[9]), row[10] == true)
	}
	return info
}

func reportID(id string, revision int, latest bool) string {
	if latest {
		return id
	}
	return report.RevisionID(id, revision)
}

// scanHead reads a row of the view head.
func (s *Snapshot) scanHead(row []any) Report {
	source := scanSource(row)
	r := Report{
		ID:         source.ReportID,
		Source:     source,
		Revision:   integer(row[9]),
		Latest:     row[10] == true,
		OrganID:    text(row[12]),
		Revisions:  integer(row[13]),
		Status:     report.Status(text(row[14])),
		Year:       integer(row[15]),
		Edition:    report.Edition(text(row[16])),
		Title:      text(row[17]),
		Organ:      report.Organ{Name: text(row[18]), Kind: report.OrganKind(text(row[19]))},
		Level:      report.Level(text(row[21])),
		Scope:      report.Scope(text(row[22])),
		Period:     report.Period{From: text(row[23]), To: text(row[24])},
		Published:  text(row[25]),
		Consistent: row[26] == true,
		Synthetic:  row[27] == true,
	}
	r.Region = s.regionOf(text(row[20]), r.Year)
	return r
}

// Cells are the cells of reports in the order of the form, by report id; of all lines if lines is
// empty. Reports that do not exist are absent.
func (s *Snapshot) Cells(ctx context.Context, ids []string, lines []report.LineCode) (map[string][]report.Cell, error) {
	found := make(map[string][]report.Cell, len(ids))
	err := s.eachByID(ctx, "printed_by_id", ids, func(id string, row []any) error {
		packed, _ := row[0].([]byte)
		cells, err := unpackCells(packed)
		if err != nil {
			return fmt.Errorf("report %s: %w", id, err)
		}
		if len(lines) > 0 {
			cells = slices.DeleteFunc(cells, func(c report.Cell) bool { return !slices.Contains(lines, c.Line) })
		}
		found[id] = cells
		return nil
	})
	return found, err
}

// Values are indicators of single reports, in the order asked for, by report id. Reports that do
// not exist are absent.
func (s *Snapshot) Values(ctx context.Context, ids []string, indicators []report.Indicator, basis Basis) (map[string][]Value, error) {
	var numbers []int
	named := make(map[int][]string, len(ids))
	crowds := make(map[int][]*crowd, len(ids))
	err := s.eachByID(ctx, "numbers_by_id", ids, func(id string, row []any) error {
		no := integer(row[0])
		if named[no] == nil {
			numbers = append(numbers, no)
		}
		named[no] = append(named[no], id)
		crowds[no] = []*crowd{{reports: 1, edition: report.Edition(text(row[1])),
			disclosure: row[2] == true, requests: row[3] == true, challenges: row[4] == true}}
		return nil
	})
	if err != nil {
		return nil, err
	}
	found := make(map[string][]Value, len(ids))
	groups, err := s.singles(ctx, numbers, indicators, basis)
	if err != nil {
		return nil, fmt.Errorf("read indicators of %d reports: %w", len(numbers), err)
	}
	for _, g := range groups {
		no := integer(g.key[0])
		for _, id := range named[no] {
			found[id] = g.values(indicators, func(group) []*crowd { return crowds[no] })
		}
	}
	return found, nil
}

// number is an exact number as the engine gives it; nil for NULL.
func number(v any) (*report.Number, error) {
	var n report.Number
	ok := true
	switch v := v.(type) {
	case nil:
		return nil, nil
	case int64:
		n = report.Count(v)
	case *big.Int:
		n, ok = report.FromScaled(v, 0)
	case duckdb.Decimal:
		n, ok = report.FromScaled(v.Value, v.Scale)
	default:
		ok = false
	}
	if !ok {
		return nil, fmt.Errorf("%v (%T) is no exact number", v, v)
	}
	return &n, nil
}
