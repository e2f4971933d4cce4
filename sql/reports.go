package sql

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/big"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
	lru "github.com/hashicorp/golang-lru/v2"

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

// rowsByID are the rows of reports by id. Unknown ids are absent, and so are texts that are no ids.
func (s *Snapshot) rowsByID(ids []string) (map[string]int32, error) {
	if len(ids) > MaxReports {
		return nil, fmt.Errorf("%w reports: %d ids, at most %d in one question", ErrTooMany, len(ids), MaxReports)
	}
	rows := make(map[string]int32, len(ids))
	for _, id := range ids {
		if row, ok := s.index.row(id); ok {
			rows[id] = row
		}
	}
	return rows, nil
}

// eachByID asks a query of queries/*_by_id.sql and visits each row, without its first column, under
// every id that asks for its report.
func (s *Snapshot) eachByID(ctx context.Context, name string, rows map[string]int32, visit func(id string, row []any) error) error {
	named := make(map[int][]string, len(rows))
	for id, row := range rows {
		no := int(s.index.number[row])
		named[no] = append(named[no], id)
	}
	if len(named) == 0 {
		return nil
	}
	err := s.eachByNumber(ctx, name, slices.Sorted(maps.Keys(named)), func(no int, row []any) error {
		for _, id := range named[no] {
			if err := visit(id, row); err != nil {
				return fmt.Errorf("report %s: %w", id, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read %d reports: %w", len(named), err)
	}
	return nil
}

// eachByNumber asks such a query and visits each row under the number of the document. Numbers written
// out let the engine skip all other rows, which it does not where they come from a join.
func (s *Snapshot) eachByNumber(ctx context.Context, name string, numbers []int, visit func(no int, row []any) error) error {
	list := strings.Trim(fmt.Sprint(numbers), "[]")
	statement := strings.Replace(query(name), "/* numbers */", strings.ReplaceAll(list, " ", ", "), 1)
	return eachRow(ctx, s.db, statement, nil, func(row []any) error { return visit(integer(row[0]), row[1:]) })
}

// ReportsByID are the reports of those ids, by the id asked for. Unknown ids are absent.
func (s *Snapshot) ReportsByID(ctx context.Context, ids []string) (map[string]Report, error) {
	rows, err := s.rowsByID(ids)
	if err != nil {
		return nil, err
	}
	heads, err := s.headsOf(ctx, s.index.numbersOf(rows))
	if err != nil {
		return nil, fmt.Errorf("read %d reports: %w", len(rows), err)
	}
	found := make(map[string]Report, len(ids))
	for id, row := range rows {
		found[id] = heads[int(s.index.number[row])]
	}
	return found, nil
}

// headsOf are reports by the number of their document.
func (s *Snapshot) headsOf(ctx context.Context, numbers []int) (map[int]Report, error) {
	found := make(map[int]Report, len(numbers))
	lacking := &clause{}
	lacking.amongIntegers("no", missing(s.heads, numbers, found))
	if len(found) == len(numbers) {
		return found, nil
	}
	err := eachRow(ctx, s.db, "SELECT * FROM head WHERE "+lacking.text(), nil, func(row []any) error {
		no := integer(row[11])
		found[no] = s.scanHead(row)
		s.heads.Add(no, found[no])
		return nil
	})
	return found, err
}

// missing are the numbers that a cache has nothing under; what it has goes into found.
func missing[T any](kept *lru.Cache[int, T], numbers []int, found map[int]T) (missing []int) {
	for _, no := range numbers {
		if v, ok := kept.Get(no); ok {
			found[no] = v
		} else {
			missing = append(missing, no)
		}
	}
	return missing
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
	rows, total, err := s.index.page(f, after, first+1)
	if err != nil {
		return page, fmt.Errorf("%w: %.80q", err, p.After)
	}
	page.Total = total
	if len(rows) > first { // one more than asked for tells that there is a next page
		rows, page.HasNext = rows[:first], true
	}
	numbers := make([]int, len(rows))
	for i, row := range rows {
		numbers[i] = int(s.index.number[row])
	}
	heads, err := s.headsOf(ctx, numbers)
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
	rows, err := s.rowsByID(ids)
	if err != nil {
		return nil, err
	}
	packed, err := s.printedOf(ctx, s.index.numbersOf(rows))
	if err != nil {
		return nil, fmt.Errorf("read the cells of %d reports: %w", len(rows), err)
	}
	found := make(map[string][]report.Cell, len(ids))
	for id, row := range rows {
		cells, err := unpackCells(packed[int(s.index.number[row])])
		if err != nil {
			return nil, fmt.Errorf("read the cells of report %s: %w", id, err)
		}
		if len(lines) > 0 {
			cells = slices.DeleteFunc(cells, func(c report.Cell) bool { return !slices.Contains(lines, c.Line) })
		}
		found[id] = cells
	}
	return found, nil
}

// printedOf are the packed cells of reports by the number of their document.
func (s *Snapshot) printedOf(ctx context.Context, numbers []int) (map[int][]byte, error) {
	found := make(map[int][]byte, len(numbers))
	lacking := missing(s.printed, numbers, found)
	if len(lacking) == 0 {
		return found, nil
	}
	err := s.eachByNumber(ctx, "printed_by_id", lacking, func(no int, row []any) error {
		packed, _ := row[0].([]byte)
		found[no] = bytes.Clone(packed)
		s.printed.Add(no, found[no])
		return nil
	})
	return found, err
}

// Values are indicators of single reports, in the order asked for, by report id. Reports that do
// not exist are absent.
func (s *Snapshot) Values(ctx context.Context, ids []string, indicators []report.Indicator, basis Basis) (map[string][]Value, error) {
	if basis == "" {
		basis = Reported
	}
	q := AggregateQuery{Indicators: indicators, Basis: basis, Limit: MaxReports}
	if err := q.check(); err != nil {
		return nil, err
	}
	byID, err := s.rowsByID(ids)
	if err != nil {
		return nil, err
	}
	named := make(map[int32][]string, len(byID))
	for id, row := range byID {
		named[row] = append(named[row], id)
	}
	rows := slices.Collect(maps.Keys(named))
	groups, crowds, err := s.sum(ctx, sums{rows, []Dimension{byNumber}, indicators, basis})
	if err != nil {
		return nil, fmt.Errorf("read indicators of %d reports: %w", len(rows), err)
	}
	found := make(map[string][]Value, len(ids))
	for n, g := range groups {
		for _, id := range named[g.key.row] {
			found[id] = g.values(indicators, func() []crowd { return crowds(n) })
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
