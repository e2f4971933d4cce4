package graph_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/graph"
)

// Answers are written by plan. They are what gqlgen's own executor would have written.
func TestAnswersAreThoseOfGqlgen(t *testing.T) {
	w := publish(t, t.TempDir(), sample()...)
	cursor := strings.Trim(must(t, serveWarehouse(t, w), `{ coverage(years: [2023], within: "130100") { regions(first: 1) { pageInfo { endCursor } } } }`).at(t, "coverage 0 regions pageInfo endCursor"), `"`)
	for name, c := range map[string]struct {
		query     string
		variables map[string]any
	}{
		"values":                {seedQuestion, nil},
		"every kind of value":   {`{ report(id: "130111-2023") { id year edition title status organ { name kind } level region { code name level } scope period { from to } published consistent synthetic revision source { sha256 name url } cells { line column value state text derived place { table row column offset } } values { indicator { id kind } value numerator denominator interval { low high } reports missing nullReason comparability } findings { rule severity } rows { label } sections { text } facts { value } basis { where offset } } }`, nil},
		"lists of lists":        {`{ reports { totalCount nodes { id revisions { id cells(lines: [TOTAL]) { value } } region { province { name prefecture { code } } } } pageInfo { hasNextPage endCursor } } }`, nil},
		"lists far below":       {`{ coverage(years: [2020, 2021, 2023], within: "130000") { year regions(first: 20) { nodes { status report { id findings { rule } revisions { revisions { cells(lines: [TOTAL]) { text } } } } } } } findings { nodes { rule report { findings { report { id } } } } } }`, nil},
		"with gaps between":     {`{ trend(indicator: NOT_HELD_SHARE, regions: ["130111", "130105", "130102"], from: 2019, to: 2023) { region { code } points { year report { sections { text } values(ids: [REVIEWS]) { cells { nodes { figure } } } } value { cells(first: 1) { nodes { figure report { id } } } } } } }`, nil},
		"a cursor of one list":  {`{ coverage(years: [2020, 2023], within: "130100") { regions(after: "` + cursor + `") { nodes { report { findings { rule } } } } } }`, nil},
		"aliases and fragments": {`query($y: [Int!]) { a: aggregate(indicators: [REVIEWS], where: {years: $y}, by: [REGION]) { ...f __typename } b: aggregate(indicators: [LAWSUITS], by: [REGION, YEAR]) { ...f } } fragment f on Aggregate { rows { r: region { code ... on Region { code name } } values { value } } truncated }`, map[string]any{"y": []any{2023}}},
		"directives":            {`query($no: Boolean = false) { snapshot { id @skip(if: true) reports years @include(if: $no) citation } indicators(ids: [REVIEWS]) @include(if: true) { english chinese numerator { line } denominator { line } } }`, nil},
		"nothing found":         {`{ report(id: "130111-1999") { id cells { value } } region(code: "130111", asOf: 1900) { name } }`, nil},
		"a wrong argument":      {`{ region(code: "130111") { name } aggregate(indicators: [REVIEWS], where: {regions: ["999999"]}) { rows { year } } }`, nil},
		"wrong in a list":       {`{ reports(first: 3) { nodes { id cells(lines: [TOTAL]) { text } } } bad: reports(first: 9999) { totalCount } }`, nil},
		"mixed levels":          {`{ aggregate(indicators: [REVIEWS]) { rows { values { value } } scope { level organKinds years } leftOut { reason reports } } }`, nil},
		"characters":            {`{ regions(where: {name: "\"\\\n县"}) { totalCount } indicators(ids: [REFUSED_SAFETY_STABILITY_SHARE]) { chinese description } }`, nil},
		"the schema itself":     {`{ __schema { queryType { name } } snapshot { reports } }`, nil},
		"only a type's name":    {`{ __typename }`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			planned, plain := graph.Twice(t.Context(), w, c.query, c.variables)
			if diff := cmp.Diff(plain, planned); diff != "" {
				t.Errorf("gqlgen's answer (-) and the one by plan (+):\n%s", diff)
			}
		})
	}
}
