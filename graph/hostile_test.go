package graph_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// What is meant to hurt is refused in words, and fast.
func TestHostile(t *testing.T) {
	server := serve(t, sample()...)
	repeat := func(n int, each func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(each(i))
		}
		return b.String()
	}
	nested := func(n int) string {
		return "{ region(code: \"130111\") { " + strings.Repeat("province { ", n) + "name" + strings.Repeat(" }", n) + " } }"
	}
	bomb := "{ region(code: \"130111\") { ...f0 } }" + repeat(40, func(i int) string {
		return fmt.Sprintf(" fragment f%d on Region { ...f%d a%d: province { ...f%d } }", i, i+1, i, i+1)
	}) + " fragment f40 on Region { name }"
	for name, c := range map[string]struct{ query, code, says string }{
		"deep nesting":              {nested(25), "LIMIT_EXCEEDED", "20"},
		"very deep nesting":         {nested(3000), "", ""},
		"10,000 aliases":            {"{" + repeat(10_000, func(i int) string { return fmt.Sprintf(" a%d:snapshot{id}", i) }) + "}", "LIMIT_EXCEEDED", ""},
		"1,001 aliases":             {"{" + repeat(501, func(i int) string { return fmt.Sprintf(" a%d: snapshot{id}", i) }) + "}", "LIMIT_EXCEEDED", "1000"},
		"the same field over again": {"{" + strings.Repeat(" snapshot{id}", 2400) + "}", "LIMIT_EXCEEDED", "1000"},
		"circular fragments":        {`{ region(code: "130111") { ...a } } fragment a on Region { province { ...b } } fragment b on Region { province { ...a } }`, "GRAPHQL_VALIDATION_FAILED", "fragment"},
		"a fragment in itself":      {`{ region(code: "130111") { ...a } } fragment a on Region { ...a }`, "GRAPHQL_VALIDATION_FAILED", "fragment"},
		"fragments that double":     {bomb, "LIMIT_EXCEEDED", "1000"},
		"unused fragments":          {"{ snapshot { id } }" + repeat(1500, func(i int) string { return fmt.Sprintf(" fragment f%d on Snapshot { id }", i) }), "LIMIT_EXCEEDED", ""},
		"duplicate directives":      {"{ snapshot " + strings.Repeat("@include(if: true) ", 1400) + "{ id } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"a long list":               {`{ aggregate(custom: [` + repeat(101, func(i int) string { return fmt.Sprintf("{name: \"a%d\", numerator: [{line: TOTAL}]} ", i) }) + `], where: {level: COUNTY}) { truncated } }`, "LIMIT_EXCEEDED", "100"},
		"a long list of the same":   {`{ aggregate(indicators: [` + strings.Repeat("REVIEWS ", 5000) + `]) { truncated } }`, "BAD_REQUEST", "twice"},
		"a long name":               {"{ " + strings.Repeat("x", 60_000) + " }", "GRAPHQL_VALIDATION_FAILED", ""},
		"a long query":              {"{ snapshot { id } } # " + strings.Repeat("x", 100_000), "LIMIT_EXCEEDED", "65536"},
		"huge pages":                {`{ reports(first: 500) { nodes { revisions { cells { line column value text place { table row column offset } } } } } }`, "LIMIT_EXCEEDED", "1000000"},
		"huge tables":               {`{ aggregate(indicators: [` + strings.Join(manyIndicators, " ") + `], by: [REGION, YEAR]) { rows { values { indicator { id } value numerator denominator } } } }`, "LIMIT_EXCEEDED", "1000000"},
		"introspection flood": {"{" + repeat(150, func(i int) string {
			return fmt.Sprintf(" a%d: __schema { types { fields { args { name description } } } }", i)
		}) + "}", "LIMIT_EXCEEDED", "1000000"},
		"deep introspection": {"{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }", "GRAPHQL_VALIDATION_FAILED", "introspection"},
		"a NUL":              {"{ region(code: \"\x00\") { name } }", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			started := time.Now()
			got := ask(t, server, c.query, nil)
			if took := time.Since(started); took > time.Second {
				t.Errorf("took %s", took)
			}
			if len(got.text) > 20_000 {
				t.Errorf("the refusal has %d bytes", len(got.text))
			}
			if c.code == "" {
				return // answered or refused, but alive
			}
			if got.code() != c.code || !strings.Contains(got.text, c.says) {
				t.Errorf("got %.600s\nwant the code %s and the words %q", got.text, c.code, c.says)
			}
		})
	}
}

var manyIndicators = []string{"REQUESTS_RECEIVED", "REQUESTS_HANDLED", "REQUESTS_CARRIED_OUT", "DISCLOSURE_RATE", "FULL_DISCLOSURE_RATE",
	"REFUSAL_RATE", "UNABLE_SHARE", "NOT_HELD_SHARE", "DECLINED_SHARE", "REVIEWS", "LAWSUITS", "REVIEW_RATE", "FEES_10K_YUAN", "BUSINESS_SHARE",
	"CARRY_OVER_RATE", "REVIEW_CORRECTION_RATE", "PENALTY_DECISIONS"}

func TestLargeBody(t *testing.T) {
	server := serve(t, sample()...)
	for name, body := range map[string]string{
		"10 MB":             `{"query":"` + strings.Repeat("x", 10<<20) + `"}`,
		"just over":         `{"query":"{ snapshot { id } }","variables":{"x":"` + strings.Repeat("x", 256<<10) + `"}}`,
		"10 MB of brackets": strings.Repeat("[", 10<<20),
	} {
		started := time.Now()
		got := send(t, server, "POST", "/graphql", body, "Content-Type", "application/json")
		if got.status != 413 || got.code() != "LIMIT_EXCEEDED" || !strings.Contains(got.text, "262144") || time.Since(started) > time.Second {
			t.Errorf("%s: got %d %.300s in %s", name, got.status, got.text, time.Since(started))
		}
	}
}

// Whatever stands in an argument is data: it is not run, and not shown as a fault of ours.
func TestInjection(t *testing.T) {
	server := serve(t, sample()...)
	for _, text := range []string{`' OR 1=1 --`, `"; DROP TABLE report; --`, `130111') UNION SELECT 1 --`, `%`, `\`, "\u0000", "栾城区", strings.Repeat("9", 5000), `../../CURRENT`, `$1`, `null`, ``} {
		for name, query := range map[string]string{
			"region":  `query ($s: ID!) { region(code: $s) { code } }`,
			"report":  `query ($s: ID!) { report(id: $s) { id } }`,
			"name":    `query ($s: String!) { regions(where: {name: $s}) { totalCount } }`,
			"within":  `query ($s: ID!) { reports(where: {within: $s}) { totalCount } }`,
			"regions": `query ($s: ID!) { aggregate(indicators: [REVIEWS], where: {regions: [$s]}) { truncated } }`,
			"after":   `query ($s: String!) { reports(after: $s) { totalCount } }`,
			"custom":  `query ($s: String!) { aggregate(custom: [{name: $s, numerator: [{line: TOTAL}]}], by: [REGION], where: {level: COUNTY}, orderBy: {custom: $s}) { rows { values { value } } } }`,
		} {
			got := ask(t, server, query, map[string]any{"s": text})
			if got.code() == "INTERNAL" || len(got.Errors) > 0 && got.code() == "" {
				t.Errorf("%s %q: %s", name, text, got.text)
			}
			if (name == "region" || name == "report") && len(got.Errors) == 0 && got.at(t, name) != "null" {
				t.Errorf("%s %q: found %s", name, text, got.text)
			}
		}
	}
	if n := must(t, server, `{ snapshot { reports } reports { totalCount } }`).at(t, "reports totalCount"); n != "7" {
		t.Errorf("afterwards there are %s reports, want 7", n)
	}
}

// The question that tools send to learn the schema fits within the limits.
func TestIntrospection(t *testing.T) {
	server := serve(t, sample()...)
	ref := strings.Repeat("kind name ofType { ", 9) + "kind name" + strings.Repeat(" }", 9)
	value := `name description type { ` + ref + ` } defaultValue isDeprecated deprecationReason`
	got := must(t, server, `{ __schema { description queryType { name kind } mutationType { name } subscriptionType { name }
	  types { kind name description specifiedByURL isOneOf
	    fields(includeDeprecated: true) { name description args(includeDeprecated: true) { `+value+` } type { `+ref+` } isDeprecated deprecationReason }
	    inputFields(includeDeprecated: true) { `+value+` } interfaces { `+ref+` } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
	    possibleTypes { `+ref+` } }
	  directives { name description isRepeatable locations args(includeDeprecated: true) { `+value+` } } } }`)
	if types := len(got.Data["__schema"].(map[string]any)["types"].([]any)); types < 40 {
		t.Errorf("only %d types", types)
	}
	if mutation := got.at(t, "__schema mutationType"); mutation != "null" {
		t.Errorf("there are mutations: %s", mutation)
	}
	if !json.Valid([]byte(got.text)) {
		t.Error("no JSON")
	}
}
