package graph

import (
	"context"
	"math"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// Prices. One is about what a value in an answer costs: a microsecond. The engine takes some
// milliseconds for a statement over the whole country, whatever its answer, and more for each column.
const (
	statementCost = 10_000 // a statement over many reports
	columnCost    = 50     // a cell of the form that such a statement adds up
	lookupCost    = 500    // a statement that finds a few reports by key
	sectionCost   = 100    // the text of a section
)

// checkCost refuses a question that could take too much of the engine or have too large an answer.
func (l Limits) checkCost(ctx context.Context, es graphql.ExecutableSchema, op *graphql.OperationContext) error {
	if c := costOf(ctx, es, op.Operation.SelectionSet, op.Variables, 1); c > l.Cost {
		return limited(CodeLimitExceeded, "max-cost", l.Cost, "the question costs %d, more than the limit of %d (max-cost), where 1 is about a value in the answer and %d a search through all reports: "+
			"ask for smaller pages (first), fewer rows (limit), lines or indicators, or in several questions", c, l.Cost, statementCost)
	}
	return nil
}

// costOf prices what is selected of a field; of a page, page is how many nodes it may have.
func costOf(ctx context.Context, es graphql.ExecutableSchema, set ast.SelectionSet, variables map[string]any, page int) int {
	total := 0
	for _, selection := range set {
		switch sel := selection.(type) {
		case *ast.Field:
			arguments := sel.ArgumentMap(variables)
			inner := costOf(ctx, es, sel.SelectionSet, variables, pageLength(arguments))
			own := times(listLength(es.Schema(), sel, page), inner+1)
			if priced, ok := es.Complexity(ctx, sel.ObjectDefinition.Name, sel.Name, inner, arguments); ok {
				own = priced
			} else if sel.ObjectDefinition.Name == "Query" && !strings.HasPrefix(sel.Name, "__") {
				own = plus(own, statementCost) // until somebody prices it below
			}
			total = plus(total, own)
		case *ast.InlineFragment:
			total = plus(total, costOf(ctx, es, sel.SelectionSet, variables, page))
		case *ast.FragmentSpread:
			total = plus(total, costOf(ctx, es, sel.Definition.SelectionSet, variables, page))
		}
	}
	return total
}

// pageLength is how many nodes a page may have by the arguments of its field.
func pageLength(arguments map[string]any) int {
	n := pageDefault
	if first, given := arguments["first"]; given && first != nil {
		asked, err := graphql.UnmarshalInt(first)
		if err != nil {
			asked = pageMax // it will be refused
		}
		n = max(1, min(asked, pageMax))
	}
	if show, given := arguments["show"].([]any); given && len(show) > 0 {
		n = min(n, len(show))
	}
	return n
}

// listLength is how long a list is taken to be: the nodes of a page as many as were asked for, the lists
// of introspection of the schema's own size.
func listLength(schema *ast.Schema, f *ast.Field, page int) int {
	switch {
	case f.Definition.Type.Elem == nil:
		return 1
	case f.Name == "nodes":
		return page
	}
	if strings.HasPrefix(f.ObjectDefinition.Name, "__") {
		switch f.Name {
		case "types":
			return len(schema.Types)
		case "fields", "enumValues", "inputFields":
			return 15
		}
		return 3
	}
	return 5
}

func times(a, b int) int {
	if a > 0 && b > math.MaxInt32/a {
		return math.MaxInt32
	}
	return a * b
}

func plus(a, b int) int { return min(a+b, math.MaxInt32) }

// childrenTaken is how many regions are taken to lie in one.
const childrenTaken = 20

// costs prices the questions, and the fields whose lists are long. Those of the dictionary and of
// regions never ask the engine.
func costs() ComplexityRoot {
	var c ComplexityRoot
	catalogue := len(report.Indicators())
	c.Query.Snapshot = func(inner int) int { return inner + 1 }
	c.Query.Region = func(inner int, _ string, _ *int) int { return inner + 1 }
	c.Query.Report = func(inner int, _ string) int { return plus(lookupCost, inner) }
	c.Query.Indicators = func(inner int, ids []report.IndicatorID) int { return times(lengthOr(ids, catalogue), inner+1) }
	c.Query.Lines = func(inner int, _ *report.Edition) int { return times(len(report.Lines()), inner+1) }
	c.Query.Regions = func(inner int, _ *sql.RegionFilter, _ *int, _ *string) int { return inner + 1 }
	c.Query.Reports = func(inner int, _ *sql.ReportFilter, _ *int, _ *string) int { return plus(statementCost, inner) }
	c.Query.Findings = func(inner int, _ *sql.FindingFilter, _ *int, _ *string) int { return plus(statementCost, inner) }
	c.FindingPage.Counts = func(inner int) int { return plus(statementCost, times(len(sql.Rules()), inner+1)) }
	c.Query.Rules = func(inner int) int { return times(len(sql.Rules()), inner+1) }
	c.Region.Children = func(inner int, _ *int) int { return times(childrenTaken, inner+1) }
	c.Report.Cells = func(inner int, lines []report.LineCode) int {
		cells := len(report.Refs(""))
		if len(lines) > 0 {
			cells = min(cells, len(lines)*len(report.Columns()))
		}
		return times(cells, inner+1)
	}
	c.Report.Values = func(inner int, ids []report.IndicatorID, _ *sql.Basis) int {
		return times(lengthOr(ids, catalogue), inner+1)
	}
	c.Report.Changes = func(inner int) int { return times(len(report.Refs("")), inner+1) }
	c.Report.Sections = func(inner int) int { return times(6, inner+sectionCost) }
	c.Query.Aggregate = aggregateCost
	c.Aggregate.Rows = func(inner int) int { return inner + 1 }
	c.AggregateRow.Values = func(inner int) int { return inner + 1 }
	crossSectionCosts(&c)
	followCosts(&c)
	textCosts(&c)
	return c
}

func lengthOr[T any](list []T, otherwise int) int {
	if len(list) > 0 {
		return len(list)
	}
	return otherwise
}

// aggregateCost takes the rows to be as many as the dimensions allow: so many provinces, so many
// years. Indicators multiply all of a row, which errs a little to the dear side.
func aggregateCost(inner int, indicators []report.IndicatorID, custom []CustomIndicator, by []sql.Dimension,
	where *sql.Scope, _ *sql.Basis, _ *AggregateOrder, limit *int) int {
	rows := 1
	for _, d := range by {
		rows = times(rows, groups(d, where))
	}
	rows = min(rows, sql.MaxRows)
	if limit != nil {
		rows = min(rows, max(1, *limit))
	}
	answer := times(rows, times(max(1, len(indicators)+len(custom)), inner+1))
	return plus(plus(statementCost, times(columnCost, cellsOf(indicators, custom))), answer)
}

// cellsOf is how many cells of a report are read for some indicators.
func cellsOf(indicators []report.IndicatorID, custom []CustomIndicator) int {
	n := 0
	for _, id := range indicators {
		i, _ := report.FindIndicator(id) // the schema knows no others
		n += len(i.Numerator) + len(i.Denominator)
	}
	for _, c := range custom {
		n += len(c.Numerator) + len(c.Denominator)
	}
	return n
}

func groups(d sql.Dimension, where *sql.Scope) int {
	var s sql.Scope
	if where != nil {
		s = *where
	}
	switch d {
	case sql.ByYear:
		return lengthOr(s.Years, 20)
	case sql.ByRegion:
		return lengthOr(s.Regions, sql.MaxRows)
	case sql.ByPrefecture:
		return lengthOr(s.Regions, 400)
	case sql.ByProvince:
		return lengthOr(s.Regions, 35)
	}
	return 8
}

// manyRegions is how many regions an answer about all of a level could be of.
const manyRegions = 3_000

// crossSectionCosts prices the questions about one indicator in one year: each adds up its cells over
// the country, and reads the reports of its rows only if asked to.
func crossSectionCosts(c *ComplexityRoot) {
	section := func(id report.IndicatorID, answer int) int {
		return plus(plus(statementCost, times(columnCost, cellsOf([]report.IndicatorID{id}, nil))), answer)
	}
	c.Query.Ranking = func(inner int, id report.IndicatorID, _ int, _ *sql.Scope, _ *Direction, _ *int, _ *sql.Basis, _ []string, _ *int, _ *string) int {
		return section(id, inner)
	}
	c.Query.Funnel = func(inner int, id report.IndicatorID, _ int, _ *sql.Scope, _ *sql.Basis) int {
		return section(id, inner)
	}
	c.Query.Distribution = func(inner int, id report.IndicatorID, _ int, _ *sql.Scope, bins *int, _ *sql.Basis) int {
		return section(id, inner)
	}
	c.Ranking.Absent = func(inner int) int { return times(7, inner+1) }
	c.Funnel.Absent = c.Ranking.Absent
	c.Distribution.Absent = c.Ranking.Absent
	c.Absence.Regions = func(inner, first int) int { return times(max(1, min(first, pageMax)), inner+1) }
	c.Funnel.Points = func(inner int) int { return times(manyRegions, inner+1) }
	c.Funnel.Limits = func(inner int) int { return times(120, inner+1) }
	c.Funnel.AdjustedLimits = c.Funnel.Limits
	c.Distribution.Bins = func(inner int) int { return times(20, inner+1) }
	c.Distribution.Quantiles = func(inner int) int { return times(9, inner+1) }
}

// followCosts prices the questions about named regions and years, and about all regions of a year.
func followCosts(c *ComplexityRoot) {
	const years = 20 // where the question names none
	c.Query.Trend = func(inner int, id report.IndicatorID, regions []string, from, to *int, _ *sql.Basis) int {
		sums := plus(statementCost, times(columnCost, cellsOf([]report.IndicatorID{id}, nil)))
		return plus(sums, times(len(regions), inner+1))
	}
	c.Trend.Points = func(inner int) int { return times(years, inner+1) }
	c.Query.Compare = func(inner int, ids []report.IndicatorID, regions []string, asked []int, _ *sql.Basis) int {
		sums := plus(statementCost, times(columnCost, cellsOf(ids, nil)))
		return plus(sums, times(times(len(regions), len(asked)), times(max(1, len(ids)), inner+1)))
	}
	c.Comparison.Values = func(inner int) int { return inner + 1 }
	c.Query.Coverage = func(inner int, asked []int, _ *string, _ *report.Level) int {
		return times(len(asked), plus(manyRegions, inner))
	}
	c.Coverage.Regions = func(inner int, _ []sql.CoverageStatus, _ *int, _ *string) int { return inner + 1 }
}

// textCosts prices what reads texts: the sections that are searched, and the cells behind a value.
func textCosts(c *ComplexityRoot) {
	c.Query.Search = func(inner int, _ string, _ *sql.ReportFilter, _ []int, _ *int, _ *string) int {
		return plus(times(10, statementCost), inner)
	}
	c.SearchHit.Snippets = func(inner int) int { return plus(sectionCost, times(5, inner+1)) }
	c.SearchHit.Matches = func(inner int) int { return sectionCost }
	c.Value.Cells = func(inner int, _ *int, _ *string) int { return inner + 1 }
}
