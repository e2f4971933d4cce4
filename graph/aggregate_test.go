package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

const seedQuestion = `{ aggregate(indicators: [REVIEW_CORRECTION_RATE, NOT_HELD_SHARE], by: [REGION, YEAR],
  where: {regions: ["130111"]}) {
  rows { year region { code name } province { code } applicant
    values { indicator { id } value numerator denominator interval { low high } reports missing nullReason comparability } }
  truncated scope { years regions level organKinds } leftOut { reason reports } } }`

func TestAggregateSeed(t *testing.T) {
	got := must(t, serve(t, sample()...), seedQuestion)
	for path, want := range map[string]string{
		"aggregate rows 1 year":                  `2023`,
		"aggregate rows 1 region":                `{"code":"130111","name":"栾城区"}`,
		"aggregate rows 1 province":              `null`,
		"aggregate rows 1 applicant":             `null`,
		"aggregate rows 1 values 0 indicator id": `"REVIEW_CORRECTION_RATE"`,
		"aggregate rows 1 values 0 numerator":    `5`,
		"aggregate rows 1 values 0 denominator":  `47`,
		"aggregate rows 1 values 0 reports":      `1`,
		"aggregate rows 1 values 0 missing":      `0`,
		"aggregate rows 1 values 1 indicator id": `"NOT_HELD_SHARE"`,
		"aggregate rows 1 values 1 numerator":    `46`,
		"aggregate rows 1 values 1 denominator":  `140`,
		"aggregate rows 1 values 1 value":        `0.328571428571`,
		"aggregate rows 1 values 1 nullReason":   `null`,
		"aggregate rows 0 year":                  `2020`,
		"aggregate rows 0 values 0 value":        `null`,
		"aggregate rows 0 values 0 nullReason":   `"ZERO_DENOMINATOR"`,
		"aggregate rows 0 values 0 interval":     `null`,
		"aggregate rows 0 values 1 value":        `null`,
		"aggregate rows 0 values 1 numerator":    `null`,
		"aggregate rows 0 values 1 missing":      `1`,
		"aggregate rows 0 values 1 nullReason":   `"CELL_BLANK"`,
		"aggregate truncated":                    `false`,
		"aggregate scope organKinds":             `["GOVERNMENT"]`,
		"aggregate scope level":                  `"COUNTY"`,
		"aggregate scope years":                  `[2020,2023]`,
		"aggregate leftOut":                      `[{"reason":"OTHER_ORGAN_KIND","reports":1}]`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	var low, high float64
	fmt.Sscan(got.at(t, "aggregate rows 1 values 1 interval low"), &low)
	fmt.Sscan(got.at(t, "aggregate rows 1 values 1 interval high"), &high)
	if fmt.Sprintf("%.3f %.3f", low, high) != "0.256 0.410" {
		t.Errorf("interval of 46/140: got %.3f to %.3f, want 0.256 to 0.410", low, high)
	}
}

// A custom indicator made of an indicator's cells is that indicator, under another name.
func TestCustomLikeDictionary(t *testing.T) {
	server := serve(t, sample()...)
	for _, i := range report.Indicators() {
		t.Run(string(i.ID), func(t *testing.T) {
			custom := fmt.Sprintf(`{name: "mine", numerator: %s%s}`, cellList(i.Numerator), denominator(i))
			got := must(t, server, fmt.Sprintf(`{ aggregate(indicators: [%s], custom: [%s], by: [REGION, YEAR], where: {level: COUNTY}) {
			  rows { values { indicator { id english kind } value numerator denominator interval { low } reports missing nullReason } } } }`, i.ID, custom))
			var rows int
			for n := range got.Data["aggregate"].(map[string]any)["rows"].([]any) {
				rows++
				for _, field := range []string{"value", "numerator", "denominator", "reports", "missing", "nullReason"} {
					want := got.at(t, fmt.Sprintf("aggregate rows %d values 0 %s", n, field))
					if have := got.at(t, fmt.Sprintf("aggregate rows %d values 1 %s", n, field)); have != want {
						t.Errorf("row %d: %s of the custom indicator is %s, of the dictionary's %s", n, field, have, want)
					}
				}
			}
			if rows != 5 {
				t.Errorf("got %d rows, want 5", rows)
			}
			if id := got.at(t, "aggregate rows 0 values 1 indicator id"); id != "null" {
				t.Errorf("a custom indicator has the id %s", id)
			}
			want := string(i.Kind)
			if i.ID == "CARRY_OVER_RATE" { // a share by a sum over two years' tables, which its cells do not show
				want = "RATIO"
			}
			if kind := got.at(t, "aggregate rows 0 values 1 indicator kind"); kind != `"`+want+`"` {
				t.Errorf("the custom indicator is a %s, want %s", kind, want)
			}
		})
	}
}

func cellList(refs []report.Ref) string {
	var cells []string
	for _, r := range refs {
		cell := "line: " + strings.ToUpper(strings.ReplaceAll(string(r.Line), ".", "_"))
		if r.Column != report.NoColumn {
			cell += ", applicant: " + strings.ToUpper(string(r.Column))
		}
		cells = append(cells, "{"+cell+"}")
	}
	return "[" + strings.Join(cells, ", ") + "]"
}

func denominator(i report.Indicator) string {
	if i.Denominator == nil {
		return ""
	}
	return ", denominator: " + cellList(i.Denominator)
}

func TestAggregateRefuses(t *testing.T) {
	server := serve(t, sample()...)
	for name, c := range map[string]struct{ arguments, code, says string }{
		"levels mixed":               {`indicators: [REVIEWS], by: [YEAR]`, "MIXED_LEVELS", "level: COUNTY"},
		"kinds mixed":                {`indicators: [REVIEWS], where: {level: COUNTY, organKinds: [GOVERNMENT, DEPARTMENT]}`, "MIXED_LEVELS", "organKinds"},
		"no such region":             {`indicators: [REVIEWS], where: {regions: ["999999"]}`, "UNKNOWN_REGION", "999999"},
		"no such parent":             {`indicators: [REVIEWS], where: {within: "999999"}`, "UNKNOWN_REGION", "999999"},
		"no indicator":               {`by: [YEAR]`, "BAD_REQUEST", "names no indicator"},
		"indicator twice":            {`indicators: [REVIEWS, REVIEWS]`, "BAD_REQUEST", "twice"},
		"limit of none":              {`indicators: [REVIEWS], limit: 0`, "BAD_REQUEST", "1 to 10000"},
		"limit too high":             {`indicators: [REVIEWS], limit: 10001`, "LIMIT_EXCEEDED", "limit of 10000 (max-rows)"},
		"year beyond 32 bits":        {`indicators: [REVIEWS], where: {years: [3000000000]}`, "BAD_REQUEST", "32 bits"},
		"applicant of table 四":       {`indicators: [REVIEWS], by: [APPLICANT], where: {level: COUNTY}`, "BAD_REQUEST", "APPLICANT"},
		"order by another dimension": {`indicators: [REVIEWS], by: [REGION], orderBy: {dimension: YEAR}`, "BAD_REQUEST", "not among its dimensions"},
		"order by another indicator": {`indicators: [REVIEWS], by: [REGION], orderBy: {indicator: LAWSUITS}`, "BAD_REQUEST", "LAWSUITS"},
		"order by nothing":           {`indicators: [REVIEWS], by: [REGION], orderBy: {direction: DESC}`, "BAD_REQUEST", "one of them"},
		"order by two":               {`indicators: [REVIEWS], by: [REGION], orderBy: {dimension: REGION, indicator: REVIEWS}`, "BAD_REQUEST", "one of them"},
		"order by two indicators":    {`indicators: [REVIEWS], custom: [{name: "a", numerator: [{line: TOTAL}]}], by: [REGION], orderBy: {custom: "a", indicator: REVIEWS}`, "BAD_REQUEST", "one of them"},
		"a dimension twice":          {`indicators: [REVIEWS], by: [YEAR, YEAR]`, "BAD_REQUEST", "twice"},
		"a negative limit":           {`indicators: [REVIEWS], limit: -1`, "BAD_REQUEST", "1 to 10000"},
		"custom without a name":      {`custom: [{name: " ", numerator: [{line: TOTAL}]}]`, "BAD_REQUEST", "needs a name"},
		"custom without a cell":      {`custom: [{name: "a", numerator: []}]`, "BAD_REQUEST", "names no cell"},
		"custom over nothing":        {`custom: [{name: "a", numerator: [{line: TOTAL}], denominator: []}]`, "BAD_REQUEST", "names no cell"},
		"custom with a taken name":   {`custom: [{name: "REVIEWS", numerator: [{line: TOTAL}]}]`, "BAD_REQUEST", "taken"},
		"custom names alike":         {`custom: [{name: "a", numerator: [{line: TOTAL}]}, {name: "a", numerator: [{line: GRANTED}]}]`, "BAD_REQUEST", "taken"},
		"custom cell twice":          {`custom: [{name: "a", numerator: [{line: TOTAL}, {line: TOTAL, applicant: TOTAL}]}]`, "BAD_REQUEST", "twice"},
		"custom cell that is none":   {`custom: [{name: "a", numerator: [{line: REVIEW_UPHELD, applicant: TOTAL}]}]`, "BAD_REQUEST", "no columns"},
		"cases and yuan":             {`custom: [{name: "a", numerator: [{line: FEES_AMOUNT_10K_YUAN}, {line: TOTAL}]}]`, "BAD_REQUEST", "different units"},
		"no such line":               {`custom: [{name: "a", numerator: [{line: NO_SUCH_LINE}]}]`, "GRAPHQL_VALIDATION_FAILED", "NO_SUCH_LINE"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ask(t, server, "{ aggregate("+c.arguments+") { rows { values { value } } } }", nil)
			if got.code() != c.code || !strings.Contains(got.text, c.says) {
				t.Errorf("got %s\nwant the code %s and the words %q", got.text, c.code, c.says)
			}
			if got.Data["aggregate"] != nil {
				t.Errorf("an answer beside the error: %s", got.text)
			}
		})
	}
}

func TestAggregateShapes(t *testing.T) {
	server := serve(t, sample()...)
	for name, c := range map[string]struct {
		arguments string
		want      map[string]string
	}{
		"ratio of sums": {`indicators: [NOT_HELD_SHARE], where: {level: COUNTY, years: [2023]}`, map[string]string{
			"rows 0 values 0 numerator": `48`, "rows 0 values 0 denominator": `160`, "rows 0 values 0 value": `0.3`, "rows 0 values 0 reports": `3`}},
		"a blank is left out whole": {`indicators: [NOT_HELD_SHARE], where: {level: COUNTY}`, map[string]string{
			"rows 0 values 0 numerator": `49`, "rows 0 values 0 denominator": `170`, "rows 0 values 0 missing": `1`}},
		"order and limit": {`indicators: [REQUESTS_HANDLED], by: [REGION], where: {level: COUNTY, years: [2023]}, orderBy: {indicator: REQUESTS_HANDLED, direction: DESC}, limit: 1`, map[string]string{
			"rows 0 region code": `"130111"`, "truncated": `true`}},
		"order by a custom indicator": {`custom: [{name: "件数", numerator: [{line: TOTAL}]}], by: [REGION], where: {level: COUNTY, years: [2023]}, orderBy: {custom: "件数"}`, map[string]string{
			"rows 2 region code": `"130111"`, "rows 2 values 0 value": `140`, "rows 2 values 0 indicator chinese": `"件数"`}},
		"levels apart": {`indicators: [REQUESTS_HANDLED], by: [LEVEL], where: {years: [2023]}`, map[string]string{
			"rows 0 level": `"PREFECTURE"`, "rows 0 values 0 value": `140`, "rows 1 level": `"COUNTY"`, "rows 1 values 0 value": `160`, "scope level": `null`}},
		"editions apart": {`indicators: [REQUESTS_HANDLED], by: [EDITION], where: {level: COUNTY, regions: ["130111"]}`, map[string]string{
			"rows 0 edition": `"E2019"`, "rows 1 edition": `"E2021"`}},
		"applicants": {`indicators: [REQUESTS_RECEIVED], by: [APPLICANT], where: {regions: ["130111"], years: [2023]}`, map[string]string{
			"rows 0 applicant": `"NATURAL_PERSON"`, "rows 0 values 0 value": `134`, "rows 4 applicant": `"LEGAL_SERVICE"`, "rows 4 values 0 value": `6`}},
		"one custom share": {`custom: [{name: "a", numerator: [{line: UNABLE_NOT_HELD, applicant: NATURAL_PERSON}], denominator: [{line: TOTAL}]}], where: {regions: ["130111"], years: [2023]}`, map[string]string{
			"rows 0 values 0 numerator": `46`, "rows 0 values 0 indicator kind": `"SHARE"`}},
		"nobody reported": {`indicators: [REVIEWS], where: {regions: ["130105"]}`, map[string]string{
			"rows 0 values 0 value": `null`, "rows 0 values 0 nullReason": `"NO_REPORT"`, "rows 0 values 0 reports": `0`}},
		"null arguments restrict nothing": {`indicators: [REQUESTS_HANDLED], by: [], where: {regions: null, within: null, level: COUNTY, years: [2023], organKinds: null, consistentOnly: null}, basis: null, orderBy: null, limit: null`, map[string]string{
			"rows 0 values 0 value": `160`, "scope within": `null`}},
	} {
		t.Run(name, func(t *testing.T) {
			got := must(t, server, "{ aggregate("+c.arguments+`) { truncated scope { level within } rows { level edition applicant region { code }
			  values { value numerator denominator reports missing nullReason indicator { kind chinese } } } } }`)
			for path, want := range c.want {
				if at := got.at(t, "aggregate "+path); at != want {
					t.Errorf("%s: got %s, want %s", path, at, want)
				}
			}
		})
	}
}

func TestVariables(t *testing.T) {
	server := serve(t, sample()...)
	query := `query ($years: [Int!], $by: [Dimension!]!, $where: Scope) {
	  a: aggregate(indicators: [REQUESTS_HANDLED], by: $by, where: {level: COUNTY, years: $years}) { rows { year values { value } } }
	  b: aggregate(indicators: [REQUESTS_HANDLED], where: $where) { rows { values { value } } } }`
	got := ask(t, server, query, map[string]any{"years": []int{2022}, "by": []string{"YEAR"}, "where": map[string]any{"regions": []string{"130111"}, "years": []int{2023}}})
	if got.at(t, "a rows 0 year") != "2022" || got.at(t, "a rows 0 values 0 value") != "10" || got.at(t, "b rows 0 values 0 value") != "140" {
		t.Errorf("got %s", got.text)
	}
	for name, variables := range map[string]map[string]any{
		"a number too large": {"by": []string{"YEAR"}, "years": []int64{3_000_000_000}, "where": map[string]any{"level": "COUNTY"}},
		"no such dimension":  {"by": []string{"MONTH"}},
		"a missing one":      {},
		"a text for a year":  {"by": []string{"YEAR"}, "years": []string{"last"}},
		"an unknown field":   {"by": []string{"YEAR"}, "where": map[string]any{"year": 2023}},
	} {
		t.Run(name, func(t *testing.T) {
			got := ask(t, server, query, variables)
			if code := got.code(); code != "GRAPHQL_VALIDATION_FAILED" && code != "BAD_REQUEST" {
				t.Errorf("got %s", got.text)
			}
		})
	}
}
