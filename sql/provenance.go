package sql

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"github.com/gongkai/gongkai/report"
)

// ValueCell is one cell of one report behind a value.
type ValueCell struct {
	Report  *Report
	Side    FractionSide
	Line    report.LineCode
	Column  report.Column
	Figure  *report.Number // the figure that counts; nil if there is none
	Printed *report.Cell   // nil if the document prints no such cell
	Addends []report.Cell  // the printed cells whose sum stands in for one that is not printed
}

// FractionSide is a side of a fraction.
type FractionSide string

const (
	NumeratorSide   FractionSide = "NUMERATOR"
	DenominatorSide FractionSide = "DENOMINATOR"
)

// maxBehind is how many reports the values of one question may lead to.
const maxBehind = 10 * MaxReports

// ValueCells are the cells that each value is made of, a page each: newest year first, then by region
// and organ, and of a report in the order of the indicator.
func (s *Snapshot) ValueCells(ctx context.Context, values []*Value, p Page) ([]Paged[ValueCell], error) {
	first, err := p.size()
	if err != nil {
		return nil, err
	}
	after, err := cursorFields(p.After, "cells", 4)
	if err != nil {
		return nil, err
	}
	pages := make([]cellPage, len(values))
	all := map[int32]bool{}
	for i, v := range values {
		if pages[i], err = s.cellPage(v, first, after); err != nil {
			return nil, err
		}
		for _, at := range pages[i].at {
			all[at.row] = true
		}
	}
	if len(all) > maxBehind {
		return nil, fmt.Errorf("%w reports: the values lead to %d, at most %d in one question; ask for fewer rows or for fewer cells of each (first)", ErrTooMany, len(all), maxBehind)
	}
	answers := make([]Paged[ValueCell], 0, len(values))
	for len(pages) > 0 {
		some, needed := portion(pages) // a page alone is small enough
		pages = pages[len(some):]
		behind, err := s.behind(ctx, needed)
		if err != nil {
			return nil, fmt.Errorf("follow %d values: %w", len(values), err)
		}
		for _, page := range some {
			cells, err := s.cellsOn(ctx, page, behind)
			if err != nil {
				return nil, fmt.Errorf("follow %d values: %w", len(values), err)
			}
			answers = append(answers, cells)
		}
	}
	return answers, nil
}

// portion is the first of the pages, as many as surely lead to no more than MaxReports reports, and the
// rows of those.
func portion(pages []cellPage) (some []cellPage, needed map[string]int32) {
	needed = map[string]int32{}
	for i, page := range pages {
		if len(needed)+len(page.at) > MaxReports {
			return pages[:i], needed
		}
		for _, at := range page.at {
			needed[strconv.Itoa(int(at.row))] = at.row
		}
	}
	return pages, needed
}

// cellPage is which cells of which reports one page of a value holds.
type cellPage struct {
	basis     Basis
	refs      []report.Ref
	numerator int // how many of refs stand above the line
	at        []struct {
		row int32
		ref int
	}
	total int
	more  bool
}

func (s *Snapshot) cellPage(v *Value, first int, after []string) (cellPage, error) {
	page := cellPage{basis: v.trail.basis, refs: slices.Concat(v.Indicator.Numerator, v.Indicator.Denominator), numerator: len(v.Indicator.Numerator)}
	if v.trail.applicant != "" && v.trail.applicant != report.Total { // split by applicant
		for i := range page.refs {
			page.refs[i].Column = v.trail.applicant
		}
	}
	x := s.index
	rows := slices.Clone(v.trail.rows())
	slices.SortFunc(rows, func(a, b int32) int {
		return cmp.Or(cmp.Compare(x.year[b], x.year[a]), cmp.Compare(x.place[a], x.place[b]), cmp.Compare(x.revision[b], x.revision[a]))
	})
	page.total = len(rows) * len(page.refs)
	lastYear, last := 0, 0
	if after != nil {
		var errYear, errAt error
		lastYear, errYear = strconv.Atoi(after[0])
		last, errAt = strconv.Atoi(after[3])
		if errYear != nil || errAt != nil {
			return page, fmt.Errorf("%w: it names no cell", ErrCursor)
		}
	}
	for _, row := range rows {
		from := 0
		if after != nil {
			at := x.at(row)
			switch order := cmp.Or(cmp.Compare(lastYear, int(x.year[row])), cmp.Compare(at.region, after[1]), cmp.Compare(at.organ, after[2])); {
			case order < 0:
				continue
			case order == 0:
				from = last + 1
			}
		}
		for ref := max(from, 0); ref < len(page.refs); ref++ {
			if len(page.at) == first {
				page.more = true
				return page, nil
			}
			page.at = append(page.at, struct {
				row int32
				ref int
			}{row, ref})
		}
	}
	return page, nil
}

// cellsOn are the cells of one page, given the reports that they stand in.
func (s *Snapshot) cellsOn(ctx context.Context, page cellPage, behind map[int32]printedReport) (Paged[ValueCell], error) {
	cells := Paged[ValueCell]{Total: page.total, HasNext: page.more}
	if len(page.at) == 0 { // a value of no report at all has no basis
		return cells, nil
	}
	columns, err := s.columns.of(ctx, page.refs, page.basis)
	if err != nil {
		return cells, err
	}
	for _, at := range page.at {
		b := behind[at.row]
		cells.Nodes = append(cells.Nodes, b.cell(page.refs[at.ref], columns[at.ref].number(at.row), at.ref < page.numerator))
		cells.EndCursor = cursor("cells", strconv.Itoa(b.report.Year), b.report.Region.Code, b.report.OrganID, strconv.Itoa(at.ref))
	}
	return cells, nil
}

// printedReport is a report with its cells as printed.
type printedReport struct {
	report *Report
	cells  map[report.Ref]*report.Cell
}

func (s *Snapshot) behind(ctx context.Context, rows map[string]int32) (map[int32]printedReport, error) {
	found := make(map[int32]printedReport, len(rows))
	numbers := s.index.numbersOf(rows)
	packed, err := s.printedOf(ctx, numbers)
	if err != nil {
		return nil, err
	}
	heads, err := s.headsOf(ctx, numbers)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		no := int(s.index.number[row])
		cells, err := unpackCells(packed[no])
		if err != nil {
			return nil, fmt.Errorf("report %s: %w", heads[no].ID, err)
		}
		head := heads[no]
		b := printedReport{&head, make(map[report.Ref]*report.Cell, len(cells))}
		for i := range cells {
			b.cells[cells[i].Ref()] = &cells[i]
		}
		found[row] = b
	}
	return found, nil
}

// number is the figure of a row as it counts; nil if there is none.
func (c *cellColumn) number(row int32) *report.Number {
	v := c.figure(row)
	if v == void {
		return nil
	}
	n := report.Count(v)
	if c.money {
		n, _ = report.FromScaled(big.NewInt(v), moneyScale) // 64 bits over a million always fit
	}
	return &n
}

func (b printedReport) cell(ref report.Ref, figure *report.Number, numerator bool) ValueCell {
	c := ValueCell{Report: b.report, Side: DenominatorSide, Line: ref.Line, Column: ref.Column, Figure: figure}
	if printed := b.cells[ref]; printed != nil {
		c.Printed = new(*printed) // alone: the other cells of the report are not kept
	}
	if numerator {
		c.Side = NumeratorSide
	}
	if figure != nil && (c.Printed == nil || c.Printed.State != report.Numeric) {
		c.Addends = b.addends(ref, *figure)
	}
	return c
}

// addends are the printed cells that add up to a figure which is not printed: those of the lines that
// stand for it in this edition, of the applicants, or of what it is the total of.
func (b printedReport) addends(ref report.Ref, figure report.Number) []report.Cell {
	ways := [][]report.Ref{partsOf(ref)}
	for _, rule := range []string{report.RuleChallenge, report.RuleApplicants, report.RuleOutcomes} {
		for _, sum := range report.Identities(b.report.Edition) {
			if sum.Rule == rule && len(sum.Right) == 1 && sum.Right[0] == ref {
				ways = append(ways, sum.Left)
			}
		}
	}
	for _, way := range ways {
		var cells []report.Cell
		var sum report.Number
		for _, r := range way {
			if c := b.cells[r]; c != nil && c.State == report.Numeric {
				cells = append(cells, *c)
				sum = sum.Add(c.Value)
			}
		}
		if len(way) > 0 && len(cells) == len(way) && sum == figure {
			return cells
		}
	}
	return nil
}
