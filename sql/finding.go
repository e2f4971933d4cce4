package sql

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"

	"github.com/gongkai/gongkai/report"
)

// Finding is a finding with the report it is about and what was decided about it.
type Finding struct {
	report.Finding
	ID         string // made of what it says: the same whenever it is found again
	ReportID   string
	Region     report.Region // as of the year
	Organ      string
	Year       int
	Difference *report.Number // Actual less Expected; of a report published late, the days
	Decision   Decision
	Note       string // why it was decided so
}

// FindingFilter chooses findings of the latest revisions, of any kind of organ.
type FindingFilter struct {
	Scope
	IDs        []string
	Rules      []string
	Severities []report.Severity
	Decisions  []Decision
	Lines      []report.LineCode
	Reports    []string // ids of reports, without revision
}

// FindingCount is how many findings of a rule and severity there are.
type FindingCount struct {
	Rule      Rule
	Severity  report.Severity
	Findings  int
	Reports   int
	Open      int
	Confirmed int
	Dismissed int
}

// found is a finding as it was stored.
type found struct {
	Finding
	no        int
	edition   report.Edition
	published bool
}

// Findings are the findings of reports in the order they were made, by report id. An empty list means
// that there are none, and reports that do not exist are absent.
func (s *Snapshot) Findings(ctx context.Context, ids []string) (map[string][]Finding, error) {
	rows, err := s.rowsByID(ids)
	if err != nil || len(rows) == 0 {
		return map[string][]Finding{}, err
	}
	of := &clause{}
	of.amongIntegers("f.no", s.index.numbersOf(rows))
	all, err := s.findingsOf(ctx, of)
	if err != nil {
		return nil, fmt.Errorf("read the findings of %d reports: %w", len(rows), err)
	}
	lists := make(map[string][]Finding, len(rows))
	for id, row := range rows {
		lists[id] = []Finding{}
		for _, f := range all[int(s.index.number[row])] {
			lists[id] = append(lists[id], f.Finding)
		}
	}
	return lists, nil
}

// findingsOf are the findings that a clause chooses, in the order they were made, by document.
func (s *Snapshot) findingsOf(ctx context.Context, chosen *clause) (map[int][]*found, error) {
	var all []*found
	of := map[int][]*found{}
	statement := fmt.Sprintf(query("findings"), "", chosen.text(), "f.no, f.ordinal", "")
	err := eachRow(ctx, s.db, statement, chosen.args, func(row []any) error {
		f, err := s.scanFinding(row)
		all, of[f.no] = append(all, &f), append(of[f.no], &f)
		return err
	})
	if err != nil {
		return nil, err
	}
	return of, s.locate(ctx, all)
}

// scanFinding reads a finding in the order of findings.sql.
func (s *Snapshot) scanFinding(row []any) (f found, err error) {
	f.ID, f.Rule, f.Severity = text(row[0]), text(row[1]), report.Severity(text(row[2]))
	f.Line, f.Column = report.LineCode(text(row[3])), report.Column(text(row[4]))
	for i, into := range []**report.Number{&f.Expected, &f.Actual, &f.Difference} {
		if *into, err = number(row[5+i]); err != nil {
			return f, err
		}
	}
	f.Message, f.Chinese = text(row[8]), text(row[9])
	f.no, f.published, f.edition = integer(row[11]), row[12] == true, report.Edition(text(row[13]))
	f.ReportID = reportID(text(row[14]), integer(row[15]), row[16] == true)
	f.Organ, f.Year = text(row[17]), integer(row[18])
	f.Region = s.regionOf(text(row[19]), f.Year)
	f.Decision, f.Note = s.decided().of(f.ID)
	return f, unpack(row[10], &f.Places)
}

// locate fills in where the cells stand that the findings of rules concern.
func (s *Snapshot) locate(ctx context.Context, all []*found) error {
	places := map[int]map[report.Ref]report.Place{}
	for _, f := range all {
		if f.published && f.Line != "" {
			places[f.no] = nil
		}
	}
	if len(places) == 0 {
		return nil
	}
	where := &clause{}
	where.amongIntegers("no", slices.Collect(maps.Keys(places)))
	err := eachRow(ctx, s.db, "SELECT no, cells FROM printed WHERE "+where.text(), nil, func(row []any) error {
		packed, _ := row[1].([]byte)
		cells, err := unpackCells(packed)
		of := make(map[report.Ref]report.Place, len(cells))
		for _, c := range cells {
			of[c.Ref()] = c.Place
		}
		places[integer(row[0])] = of
		return err
	})
	if err != nil {
		return fmt.Errorf("find the places of findings: %w", err)
	}
	for _, f := range all {
		if !f.published || f.Line == "" {
			continue
		}
		for _, ref := range refsOf(f.edition, f.Finding.Finding) {
			if p, printed := places[f.no][ref]; printed {
				f.Places = append(f.Places, p)
			}
		}
	}
	return nil
}

// Ledger is a page of findings: ERROR first, then newest year first, then by region code, organ and
// rule.
func (s *Snapshot) Ledger(ctx context.Context, f FindingFilter, p Page) (Paged[Finding], error) {
	var page Paged[Finding]
	first, err := p.size()
	if err != nil {
		return page, err
	}
	after, err := cursorFields(p.After, "findings", len(findingOrder))
	if err != nil {
		return page, err
	}
	c, err := s.findingClause(f)
	if err != nil {
		return page, err
	}
	err = eachRow(ctx, s.db, "SELECT count(*) FROM finding AS f JOIN report AS r ON r.no = f.no WHERE "+c.text(), c.args, func(row []any) error {
		page.Total = integer(row[0])
		return nil
	})
	if err != nil {
		return page, fmt.Errorf("count findings: %w", err)
	}
	all, keys, err := s.findings(ctx, c, after, first+1) // one more tells whether there is a next page
	if err != nil {
		return page, fmt.Errorf("read a page of findings: %w", err)
	}
	if len(all) > first {
		all, page.HasNext = all[:first], true
	}
	for i := range all {
		page.Nodes = append(page.Nodes, all[i].Finding)
		page.EndCursor = cursor("findings", keys[i]...)
	}
	return page, nil
}

// ledgerChunk is how many findings are read at once where all are wanted.
const ledgerChunk = 5_000

// EachFinding are all findings of the filter in the order of the ledger. It ends with the first error.
func (s *Snapshot) EachFinding(ctx context.Context, f FindingFilter) iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		c, err := s.findingClause(f)
		var after []string
		for err == nil {
			var all []found
			var keys [][]string
			if all, keys, err = s.findings(ctx, c, after, ledgerChunk); err != nil || len(all) == 0 {
				break
			}
			for i := range all {
				if !yield(all[i].Finding, nil) {
					return
				}
			}
			after = keys[len(keys)-1]
		}
		if err != nil {
			yield(Finding{}, fmt.Errorf("read the ledger: %w", err))
		}
	}
}

// findingOrder is the order of the ledger. Each is text in a cursor.
var findingOrder = []struct{ column, direction, before string }{
	{"CASE f.severity WHEN 'ERROR' THEN 0 WHEN 'WARNING' THEN 1 ELSE 2 END", "", "<"},
	{"year", " DESC", ">"},
	{"region_code", "", "<"},
	{"organ_id", "", "<"},
	{"f.rule", "", "<"},
	{"f.id", "", "<"},
}

// findings are at most so many findings after the sort key of another, with their own keys.
func (s *Snapshot) findings(ctx context.Context, where *clause, after []string, most int) (all []found, keys [][]string, err error) {
	c := &clause{conditions: slices.Clone(where.conditions), args: slices.Clone(where.args)}
	if after != nil {
		if err := c.afterFinding(after); err != nil {
			return nil, nil, err
		}
	}
	order, key := "", ""
	for i, o := range findingOrder {
		if i > 0 {
			order += ", "
		}
		order += o.column + o.direction
		key += ", CAST(" + o.column + " AS VARCHAR)"
	}
	statement := fmt.Sprintf(query("findings"), key, c.text(), order, "LIMIT "+strconv.Itoa(most))
	err = eachRow(ctx, s.db, statement, c.args, func(row []any) error {
		f, err := s.scanFinding(row)
		if err != nil {
			return err
		}
		all = append(all, f)
		var k []string
		for _, v := range row[len(row)-len(findingOrder):] {
			k = append(k, text(v))
		}
		keys = append(keys, k)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	pointers := make([]*found, len(all))
	for i := range all {
		pointers[i] = &all[i]
	}
	return all, keys, s.locate(ctx, pointers)
}

// afterFinding restricts to the findings that come after a sort key.
func (c *clause) afterFinding(key []string) error {
	for _, i := range []int{0, 1} {
		if _, err := strconv.Atoi(key[i]); err != nil {
			return fmt.Errorf("%w: %.80q", ErrCursor, key[i])
		}
	}
	condition := ""
	for i := len(findingOrder) - 1; i >= 0; i-- {
		o := findingOrder[i]
		value := key[i]
		if i > 1 {
			value = c.arg(key[i])
		}
		step := value + " " + o.before + " " + o.column
		if condition != "" {
			step += " OR " + value + " = " + o.column + " AND (" + condition + ")"
		}
		condition = step
	}
	c.add("(" + condition + ")")
	return nil
}

// findingClause is what the filter asks of a finding f and its report.
func (s *Snapshot) findingClause(f FindingFilter) (*clause, error) {
	if err := s.checkPlace(f.Scope); err != nil {
		return nil, err
	}
	if n := max(len(f.IDs), len(f.Reports)); n > MaxList {
		return nil, fmt.Errorf("%w: the filter lists %d, at most %d", ErrTooMany, n, MaxList)
	}
	for _, code := range f.Rules {
		if _, known := FindRule(code); !known {
			return nil, fmt.Errorf("%w: there is no rule %.40q; ask for { rules { code } }", ErrQuestion, code)
		}
	}
	c := s.place(f.Scope)
	c.add("latest")
	c.narrow(f.Scope, f.Scope.OrganKinds)
	c.among("f.id", f.IDs)
	amongWords(c, "f.rule", f.Rules)
	amongWords(c, "f.severity", f.Severities)
	c.among("f.line", names(f.Lines))
	c.among("report_id", f.Reports)
	return c, s.decided().restrict(c, f.Decisions)
}

// FindingCounts counts the findings of the filter by rule and severity, ERROR first.
func (s *Snapshot) FindingCounts(ctx context.Context, f FindingFilter) ([]FindingCount, error) {
	c, err := s.findingClause(f)
	if err != nil {
		return nil, err
	}
	ids, decided := s.decided().lists()
	statement := fmt.Sprintf(query("finding_counts"), c.arg(ids), c.arg(decided), c.text())
	counts := []FindingCount{}
	err = eachRow(ctx, s.db, statement, c.args, func(row []any) error {
		rule, known := FindRule(text(row[0]))
		if !known {
			rule.Code = text(row[0]) // of another version of this program
		}
		counts = append(counts, FindingCount{Rule: rule, Severity: report.Severity(text(row[1])), Findings: integer(row[2]),
			Reports: integer(row[3]), Open: integer(row[4]), Confirmed: integer(row[5]), Dismissed: integer(row[6])})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count findings: %w", err)
	}
	return counts, nil
}
