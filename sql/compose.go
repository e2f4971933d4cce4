package sql

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// composer is the one place where SQL is put together: from the names of the catalogue and of the
// tables, never from what a caller typed.
type composer struct {
	snapshot   *Snapshot
	where      *clause
	basis      Basis
	by         []Dimension
	indicators []report.Indicator

	refs      []report.Ref // the cells needed, each once
	applicant int          // the position of ByApplicant in by, or -1
	overTime  bool         // rows are compared with those before them
}

var (
	levelOrder = []report.Level{report.Province, report.Prefecture, report.County, report.Town}
	kindOrder  = []report.OrganKind{report.Government, report.Department, report.Township, report.Zone, report.OtherOrgan}
)

// byNumber splits by report; it is not offered to callers.
const byNumber Dimension = "NUMBER"

// dimensions are the columns of report and filled that answers can be split by, with their order
// where it is not that of their values.
var dimensions = map[Dimension]struct {
	column string
	order  []string
}{
	ByYear:       {"year", nil},
	ByRegion:     {"region_code", nil},
	ByProvince:   {"province_code", nil},
	ByPrefecture: {"prefecture_code", nil},
	ByLevel:      {"level", names(levelOrder)},
	ByOrganKind:  {"organ_kind", names(kindOrder)},
	ByEdition:    {"edition", nil},
	ByApplicant:  {"applicant", nil},
	byNumber:     {"no", nil},
}

func names[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

// singles are the indicators of single reports, each a group of its own.
func (s *Snapshot) singles(ctx context.Context, numbers []int, indicators []report.Indicator, basis Basis) ([]group, error) {
	if basis == "" {
		basis = Reported
	}
	q := AggregateQuery{Indicators: indicators, Basis: basis}
	if err := q.check(); err != nil || len(numbers) == 0 {
		return nil, err
	}
	where := &clause{}
	where.amongIntegers("no", numbers)
	c := composer{snapshot: s, where: where, basis: basis, by: []Dimension{byNumber}, indicators: indicators}
	return c.ask(ctx, "", nil, MaxReports)
}

// grid makes a row for each of the years and regions a scope lists, if those are all the question
// is split by; empty otherwise.
func (c *composer) grid(scope Scope) string {
	var parts []string
	for i, d := range c.by {
		key := " AS k" + strconv.Itoa(i)
		switch {
		case d == ByYear && len(scope.Years) > 0:
			years := make([]string, 0, len(scope.Years))
			for _, y := range distinct(scope.Years) {
				years = append(years, strconv.Itoa(y))
			}
			parts = append(parts, "(SELECT unnest(["+strings.Join(years, ", ")+"])"+key+")")
		case d == ByRegion && len(scope.Regions) > 0:
			parts = append(parts, "(SELECT unnest("+c.where.arg(distinct(scope.Regions))+"::VARCHAR[])"+key+")")
		default:
			return ""
		}
	}
	return strings.Join(parts, " CROSS JOIN ")
}

// ask runs the statement and gives its groups in order.
func (c *composer) ask(ctx context.Context, grid string, order *Order, limit int) ([]group, error) {
	statement := c.statement(grid, order, limit)
	var groups []group
	err := eachRow(ctx, c.snapshot.db, statement, c.where.args, func(row []any) error {
		g, err := c.scan(row)
		groups = append(groups, g)
		return err
	})
	return groups, err
}

// statement asks for, by group: the keys, the count of reports, and for each indicator its sums,
// the reports that count, and over time the first and last form of these.
func (c *composer) statement(grid string, order *Order, limit int) string {
	c.applicant = slices.Index(c.by, ByApplicant)
	c.overTime = slices.Contains(c.by, ByYear) || slices.Contains(c.by, ByEdition)
	for _, ind := range c.indicators {
		for _, r := range slices.Concat(ind.Numerator, ind.Denominator) {
			if !slices.Contains(c.refs, r) {
				c.refs = append(c.refs, r)
			}
		}
	}
	text := "WITH cell AS (\n" + c.cells() + "\n),\nterm AS (\n" + c.terms() + "\n),\ngrouped AS (\n" + c.groups(order) +
		"\n)\nSELECT " + c.answer() + "\nFROM "
	if grid == "" {
		text += "grouped AS g"
	} else {
		text += grid + "\nLEFT JOIN grouped AS g USING (" + strings.Join(c.keys(), ", ") + ")"
	}
	if sorted := c.order(order); sorted != "" {
		text += "\nORDER BY " + sorted
	}
	return text + "\nLIMIT " + strconv.Itoa(limit)
}

func (c *composer) keys() []string {
	keys := make([]string, len(c.by))
	for i := range keys {
		keys[i] = "k" + strconv.Itoa(i)
	}
	return keys
}

// cells has the needed cells of the scope's reports, as columns, once a report or once a report and
// applicant: from the printed row, or from the filled one where a report has figures of the basis
// that are not printed.
func (c *composer) cells() string {
	printed, filled := "report\n  WHERE "+c.where.text(), ""
	if c.snapshot.filled[c.basis] {
		flag := map[Basis]string{Reported: "summed", Reconstructed: "reconstructed"}[c.basis]
		filled = "filled\n  WHERE basis = '" + string(c.basis) + "'\n  AND " + c.where.text()
		printed += "\n  AND NOT " + flag
	}
	columns := []report.Column{report.Total}
	if c.applicant >= 0 {
		columns = nil
		for _, a := range report.Applicants() {
			columns = append(columns, a.Column)
		}
	}
	var selects []string
	for n, column := range columns {
		list := "  SELECT " + c.cellList(n, column) + "\n  FROM "
		selects = append(selects, list+printed)
		if filled != "" {
			selects = append(selects, list+filled)
		}
	}
	return strings.Join(selects, "\n  UNION ALL\n")
}

func (c *composer) cellList(n int, applicant report.Column) string {
	var columns []string
	for i, d := range c.by {
		name := dimensions[d].column
		if i == c.applicant {
			name = strconv.Itoa(n)
		}
		columns = append(columns, name+" AS k"+strconv.Itoa(i))
	}
	if c.overTime {
		columns = append(columns, form()+" AS form")
	}
	for i, r := range c.refs {
		if c.applicant >= 0 {
			r.Column = applicant
		}
		columns = append(columns, figure(r)+" AS c"+strconv.Itoa(i))
	}
	return strings.Join(columns, ", ")
}

// partsOf are the cells that add up to r in an edition that prints these instead.
func partsOf(r report.Ref) []report.Ref {
	var parts []report.Ref
	l, _ := report.FindLine(r.Line)
	for _, code := range l.Parts {
		parts = append(parts, report.Ref{Line: code, Column: r.Column})
	}
	return parts
}

// figure is a cell's number, wide enough to be added: its own, else the sum of its parts.
func figure(r report.Ref) string {
	wide := func(r report.Ref) string {
		if money(r.Line) {
			return column(r)
		}
		return "CAST(" + column(r) + " AS BIGINT)"
	}
	parts := partsOf(r)
	if len(parts) == 0 {
		return wide(r)
	}
	sum := make([]string, len(parts))
	for i, p := range parts {
		sum[i] = wide(p)
	}
	return "COALESCE(" + wide(r) + ", " + strings.Join(sum, " + ") + ")"
}

// terms has, for each indicator, a report's numerator and denominator and over time its form, all
// NULL if a cell is missing.
func (c *composer) terms() string {
	columns := c.keys()
	for i, ind := range c.indicators {
		numerator, all := c.sum(ind.Numerator), c.sum(slices.Concat(ind.Numerator, ind.Denominator))
		complete := func(value string) string { return "CASE WHEN " + all + " IS NOT NULL THEN " + value + " END" }
		if len(ind.Denominator) == 0 {
			columns = append(columns, fmt.Sprintf("%s AS n%d", numerator, i))
		} else {
			columns = append(columns, fmt.Sprintf("%s AS n%d, %s AS d%d", complete(numerator), i, complete(c.sum(ind.Denominator)), i))
		}
		if c.overTime {
			columns = append(columns, fmt.Sprintf("%s AS f%d", complete("form"), i))
		}
	}
	return "  SELECT " + strings.Join(columns, ",\n    ") + "\n  FROM cell"
}

func (c *composer) sum(refs []report.Ref) string {
	terms := make([]string, len(refs))
	for i, r := range refs {
		terms[i] = "c" + strconv.Itoa(slices.Index(c.refs, r))
	}
	return strings.Join(terms, " + ")
}

// form is the position of a report's edition among those that are read, counted from 0.
func form() string {
	text := "CASE edition"
	for i, e := range report.Editions() {
		text += fmt.Sprintf(" WHEN '%s' THEN %d", e, i)
	}
	return text + " END"
}

// groups adds up; last comes what the rows are sorted by, if that is an indicator. Aggregates with a
// FILTER cost ten times as much as plain ones, so there is none.
func (c *composer) groups(order *Order) string {
	columns := append(c.keys(), "count(*) AS reports")
	for i, ind := range c.indicators {
		columns = append(columns, total(ind.Numerator, "n", i))
		if len(ind.Denominator) > 0 {
			columns = append(columns, total(ind.Denominator, "d", i))
		}
		columns = append(columns, fmt.Sprintf("count(n%d) AS reports%d", i, i))
		if c.overTime {
			columns = append(columns, fmt.Sprintf("min(f%d) AS first%d, max(f%d) AS last%d", i, i, i, i))
		}
	}
	if i := c.orderIndex(order); i >= 0 {
		value := fmt.Sprintf("sum(n%d)", i)
		if len(c.indicators[i].Denominator) > 0 {
			value = fmt.Sprintf("CAST(sum(n%d) AS DOUBLE) / nullif(sum(d%d), 0)", i, i)
		}
		columns = append(columns, value+" AS sorted")
	}
	text := "  SELECT " + strings.Join(columns, ",\n    ") + "\n  FROM term"
	if len(c.by) > 0 {
		text += "\n  GROUP BY " + strings.Join(c.keys(), ", ")
	}
	return text
}

func total(refs []report.Ref, name string, i int) string {
	if slices.ContainsFunc(refs, func(r report.Ref) bool { return money(r.Line) }) {
		return fmt.Sprintf("sum(%s%d) AS %s%d", name, i, name, i)
	}
	return fmt.Sprintf("CAST(sum(%s%d) AS BIGINT) AS %s%d", name, i, name, i)
}

func (c *composer) orderIndex(order *Order) int {
	if order == nil || order.Indicator == "" {
		return -1
	}
	return AggregateQuery{Indicators: c.indicators}.indexOf(order.Indicator)
}

// answer lists the columns in the order they are scanned.
func (c *composer) answer() string {
	columns := append(c.keys(), "g.reports")
	for i, ind := range c.indicators {
		columns = append(columns, fmt.Sprintf("g.n%d", i))
		if len(ind.Denominator) > 0 {
			columns = append(columns, fmt.Sprintf("g.d%d", i))
		}
		columns = append(columns, fmt.Sprintf("g.reports%d", i))
		if c.overTime {
			columns = append(columns, fmt.Sprintf("g.first%d, g.last%d", i, i))
		}
	}
	return strings.Join(columns, ", ")
}

func (c *composer) order(order *Order) string {
	var terms []string
	direction := " NULLS LAST"
	if order != nil && order.Descending {
		direction = " DESC NULLS LAST"
	}
	if c.orderIndex(order) >= 0 {
		terms = append(terms, "g.sorted"+direction)
	}
	if order != nil && order.Dimension != "" {
		terms = append(terms, c.rank(order.Dimension)+direction)
	}
	for _, d := range c.by {
		terms = append(terms, c.rank(d)+" NULLS LAST")
	}
	return strings.Join(terms, ", ")
}

// rank is what a dimension is sorted by.
func (c *composer) rank(d Dimension) string {
	key := "k" + strconv.Itoa(slices.Index(c.by, d))
	if dimensions[d].order == nil {
		return key
	}
	text := "CASE " + key
	for i, value := range dimensions[d].order {
		text += fmt.Sprintf(" WHEN '%s' THEN %d", value, i)
	}
	return text + " END"
}
