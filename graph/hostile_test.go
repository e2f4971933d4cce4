package graph_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/gongkai/gongkai/graph"
)

// attack is a question that is meant to hurt, and what refuses it.
type attack struct {
	query string
	code  string
	limit string // the limit, if one refuses
}

func attacks() map[string]attack {
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
	fragments := func(depth int) string {
		return "{ region(code: \"130111\") { ...f0 } }" + repeat(depth, func(i int) string {
			return fmt.Sprintf(" fragment f%d on Region { ...f%d ...g%d } fragment g%d on Region { ...f%d }", i, i+1, i, i, i+1)
		}) + fmt.Sprintf(" fragment f%d on Region { name }", depth)
	}
	custom := func(n int) string {
		return "[" + repeat(n, func(i int) string { return fmt.Sprintf("{name: \"a%d\", numerator: [{line: TOTAL}]} ", i) }) + "]"
	}
	const refused = "LIMIT_EXCEEDED"
	return map[string]attack{
		"deep nesting":           {nested(25), refused, "max-depth"},
		"very deep nesting":      {nested(3000), refused, "max-depth"},
		"deeper than its tokens": {nested(7000), refused, "max-query"},
		"10,000 aliases":         {"{" + repeat(10_000, func(i int) string { return fmt.Sprintf("a%d:__typename ", i) }) + "}", refused, "max-query"},
		"3,500 aliases":          {"{" + repeat(3_500, func(i int) string { return fmt.Sprintf("a%d:__typename ", i) }) + "}", refused, "max-tokens"},
		"501 aliases":            {"{" + repeat(501, func(i int) string { return fmt.Sprintf(" a%d: snapshot{id}", i) }) + "}", refused, "max-aliases"},
		"90 searches": {"{" + repeat(90, func(i int) string {
			return fmt.Sprintf(" a%d: aggregate(indicators: [%s], where: {level: COUNTY}) { truncated }", i, strings.Join(manyIndicators, " "))
		}) + "}", refused, "max-cost"},
		"the same field over again": {"{" + strings.Repeat(" snapshot{id}", 2400) + "}", refused, "max-fields"},
		"circular fragments":        {`{ region(code: "130111") { ...a } } fragment a on Region { province { ...b } } fragment b on Region { province { ...a } }`, "GRAPHQL_VALIDATION_FAILED", ""},
		"a fragment in itself":      {`{ region(code: "130111") { ...a } } fragment a on Region { ...a }`, "GRAPHQL_VALIDATION_FAILED", ""},
		"fragments that double":     {fragments(30), refused, "max-fields"},
		"unused fragments":          {"{ snapshot { id } }" + repeat(1200, func(i int) string { return fmt.Sprintf(" fragment f%d on Snapshot { id }", i) }), refused, "max-fields"},
		"duplicate directives":      {"{ snapshot " + strings.Repeat("@include(if: true) ", 1400) + "{ id } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"unknown directives":        {"{ snapshot " + repeat(1400, func(i int) string { return fmt.Sprintf("@d%d ", i) }) + "{ id } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"conflicting fields":        {"{ region(code: \"130111\") {" + repeat(900, func(i int) string { return []string{" name", " code", " level"}[i%3] }) + " } }", refused, "max-repeats"},
		"a long list":               {`{ aggregate(custom: ` + custom(101) + `, where: {level: COUNTY}) { truncated } }`, refused, ""},
		"a long list of the same":   {`{ aggregate(indicators: [` + strings.Repeat("REVIEWS ", 5000) + `]) { truncated } }`, "BAD_REQUEST", ""},
		"a huge list":               {`{ regions(where: {codes: [` + strings.Repeat(`"1" `, 11_000) + `]}) { totalCount } }`, refused, "max-tokens"},
		"a long name":               {"{ " + strings.Repeat("x", 60_000) + " }", "GRAPHQL_VALIDATION_FAILED", ""},
		"a long enum value":         {`{ aggregate(indicators: [` + strings.Repeat("X", 60_000) + `], where: {level: COUNTY}) { truncated } }`, "GRAPHQL_VALIDATION_FAILED", ""},
		"a long type":               {`query ($x: ` + strings.Repeat("X", 60_000) + `) { snapshot { id } }`, "GRAPHQL_VALIDATION_FAILED", ""},
		"a long query":              {"{ snapshot { id } } # " + strings.Repeat("x", 100_000), refused, "max-query"},
		"huge pages":                {`{ reports(first: 500) { nodes { revisions { cells { line column value text place { table row column offset } } } } } }`, refused, "max-cost"},
		"huge tables":               {`{ aggregate(indicators: [` + strings.Join(manyIndicators, " ") + `], by: [REGION, YEAR]) { rows { values { indicator { id } value numerator denominator } } } }`, refused, "max-cost"},
		"too many rows":             {`{ aggregate(indicators: [REVIEWS], by: [YEAR], limit: 2000000) { truncated } }`, refused, "max-rows"},
		"introspection flood": {"{" + repeat(90, func(i int) string {
			return fmt.Sprintf(" a%d: __schema { types { fields { args { name description type { name } } } } }", i)
		}) + "}", refused, "max-cost"},
		"unknown fragments":          {"{" + repeat(990, func(i int) string { return fmt.Sprintf(" ...f%d", i) }) + " }", refused, "max-repeats"},
		"a chain of fragments":       {"{ ...f0 }" + repeat(900, func(i int) string { return fmt.Sprintf(" fragment f%d on Query { ...f%d }", i, i+1) }) + " fragment f900 on Query { __typename }", refused, "max-repeats"},
		"two fragments of one name":  {"{ ...f } fragment f on Query { __typename } fragment f on Query { ...f }", "GRAPHQL_VALIDATION_FAILED", ""},
		"fields that differ":         {"{" + repeat(490, func(i int) string { return fmt.Sprintf(` region(code: "%d") { name }`, i) }) + " }", refused, "max-repeats"},
		"fields that differ, unused": {"{ __typename } fragment f on Query {" + repeat(490, func(i int) string { return fmt.Sprintf(` region(code: "%d") { name }`, i) }) + " }", refused, "max-repeats"},
		"fields that differ, below":  {"{" + strings.Repeat(` region(code: "1") {`+repeat(30, func(i int) string { return fmt.Sprintf(" children(asOf: %d) { name }", i) })+" }", 15) + " }", refused, "max-repeats"},
		"fields that differ, apart": {"{" + repeat(11, func(i int) string {
			return fmt.Sprintf(` a%d: region(code: "1") {`, i) + repeat(44, func(i int) string { return fmt.Sprintf(" children(asOf: %d) { name }", i) }) + " }"
		}) + " }", "GRAPHQL_VALIDATION_FAILED", ""},
		"operations with a fragment": {repeat(900, func(i int) string { return fmt.Sprintf("query q%d { ...f } ", i) }) + "fragment f on Query { snapshot { id } }", refused, "max-fields"},
		"undefined variables":        {"{ regions(where: {codes: [" + repeat(2000, func(i int) string { return fmt.Sprintf("$v%d ", i) }) + "]}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"unused variables":           {"query (" + repeat(2400, func(i int) string { return fmt.Sprintf("$v%d: ID ", i) }) + ") { snapshot { id } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"1,400 variables":            {"query (" + repeat(1400, func(i int) string { return fmt.Sprintf("$v%d: ID ", i) }) + ") { regions(where: {codes: [" + repeat(1400, func(i int) string { return fmt.Sprintf("$v%d ", i) }) + "]}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"lists in lists":             {"{ regions(where: {codes: " + strings.Repeat("[", 900) + strings.Repeat("]", 900) + "}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"deep lists in lists":        {"{ regions(where: {codes: " + strings.Repeat("[", 4500) + strings.Repeat("]", 4500) + "}) { totalCount } }", refused, "max-depth"},
		"objects in objects":         {"{ regions(where: " + strings.Repeat("{a: ", 900) + "1" + strings.Repeat("}", 900) + ") { totalCount } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"a type of lists":            {"query ($x: " + strings.Repeat("[", 900) + "Int" + strings.Repeat("]", 900) + ") { regions(where: {codes: $x}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"selections in selections":   {"{" + strings.Repeat("... {", 900) + "__typename" + strings.Repeat("}", 900) + "}", "", ""},
		"30,000 comments":            {strings.Repeat("#\n", 30_000) + "{ snapshot { id } }", refused, "max-tokens"},
		"60,000 commas":              {strings.Repeat(",", 60_000) + "{ snapshot { id } }", "", ""},
		"a block of 30,000 lines":    {`{ region(code: """` + strings.Repeat("\n ", 30_000) + `""") { name } }`, "", ""},
		"a number of 60,000 digits":  {"{ reports(where: {years: [" + strings.Repeat("9", 60_000) + "]}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"10,000 escapes":             {`{ region(code: "` + strings.Repeat(`\u0041`, 10_000) + `") { name } }`, "", ""},
		"an escape beyond Unicode":   {`{ region(code: "\u{110000}") { name } }`, "GRAPHQL_PARSE_FAILED", ""},
		"an alias of 60,000 letters": {"{ " + strings.Repeat("a", 60_000) + ": nothing }", "GRAPHQL_VALIDATION_FAILED", ""},
		"the same argument again":    {"{ regions(" + strings.Repeat("first: 1 ", 2400) + ") { totalCount } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"the same member again":      {"{ regions(where: {" + strings.Repeat(`codes: ["1"] `, 1500) + "}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"deep introspection":         {"{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }", "GRAPHQL_VALIDATION_FAILED", ""},
		"a NUL":                      {"{ region(code: \"\x00\") { name } }", "", ""},
	}
}

// What is meant to hurt is refused in words that name the limit, and nothing else is said.
func TestHostile(t *testing.T) {
	server := serve(t, sample()...)
	for name, c := range attacks() {
		t.Run(name, func(t *testing.T) {
			var got reply
			quickly(t, func(spaces string) { got = ask(t, server, spaces+c.query, nil) })
			if len(got.text) > 20_000 {
				t.Errorf("the answer has %d bytes", len(got.text))
			}
			if c.code == "" {
				if got.code() == "INTERNAL" {
					t.Errorf("got %.600s", got.text)
				}
				return // answered or refused, but no fault of ours
			}
			if got.code() != c.code {
				t.Fatalf("got %.600s\nwant the code %s", got.text, c.code)
			}
			why := got.Errors[0]
			if limit, _ := why.Extensions["limit"].(string); limit != c.limit {
				t.Errorf("got %.600s\nwant the limit %q", got.text, c.limit)
			}
			if c.limit != "" && (!strings.Contains(why.Message, c.limit) || !strings.Contains(why.Message, fmt.Sprint(why.Extensions["value"]))) {
				t.Errorf("%q does not name the limit %s and its value %v", why.Message, c.limit, why.Extensions["value"])
			}
		})
	}
}

// However often it is tried, nothing of it stays in memory.
func TestHostileLeavesNothing(t *testing.T) {
	server := serve(t, sample()...)
	used := func() int64 {
		for _, c := range attacks() {
			ask(t, server, c.query, nil)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	used()
	before := used()
	var after int64
	for range 10 {
		after = used()
	}
	if grown := after - before; grown > 8<<20 {
		t.Errorf("after 10 rounds %d bytes more are in use", grown)
	}
}

// BenchmarkHostile says how long each refusal takes, over HTTP.
func BenchmarkHostile(b *testing.B) {
	server := serve(b, sample()...)
	for name, c := range attacks() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ask(b, server, c.query, nil)
			}
		})
	}
	large := `{"query":"` + strings.Repeat("x", 10<<20) + `"}`
	b.Run("10 MB", func(b *testing.B) {
		for b.Loop() {
			send(b, server, "POST", "/graphql", large, "Content-Type", "application/json")
		}
	})
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

// injections are texts that mean something to an engine, a shell, a file system or a parser.
var injections = []string{`' OR 1=1 --`, `"; DROP TABLE report; --`, `130111') UNION SELECT 1 --`, `%`, `\`, "\u0000", "栾城区", "\u202e\ufeff", strings.Repeat("9", 5000), `../../CURRENT`, `$1`, `{{.}}`, `null`, ``}

// Whatever stands in an argument is data: it is not run, and not shown as a fault of ours. Every text
// that the schema lets a client send is tried, so a new argument is tried too.
func TestInjection(t *testing.T) {
	dir := t.TempDir()
	server := httptest.NewServer(graph.Handler(publish(t, dir, sample()...), graph.Options{Log: slog.New(slog.NewTextHandler(t.Output(), nil))}))
	t.Cleanup(server.Close)
	schema := load(t)
	tried := 0
	for _, f := range schema.Query.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		for _, a := range f.Arguments {
			for _, build := range texts(schema, a.Type, 4) {
				tried++
				for _, text := range injections {
					query, variables := questionWith(schema, f, a.Name, build(text))
					got := ask(t, server, query, variables)
					if got.code() == "INTERNAL" || len(got.Errors) > 0 && got.code() == "" {
						t.Errorf("%s(%s: %q): %s", f.Name, a.Name, text, got.text)
					}
					for _, leak := range []string{dir, "duckdb", "Binder Error", "Parser Error", "Conversion Error", ".go:", "goroutine"} {
						if strings.Contains(got.text, leak) {
							t.Errorf("%s(%s: %q) tells of %s: %s", f.Name, a.Name, text, leak, got.text)
						}
					}
					if (f.Name == "region" || f.Name == "report") && len(got.Errors) == 0 && got.at(t, f.Name) != "null" {
						t.Errorf("%s %q: found %s", f.Name, text, got.text)
					}
				}
			}
		}
	}
	if tried < 20 {
		t.Errorf("only %d texts can be sent", tried)
	}
	if n := must(t, server, `{ snapshot { reports } reports { totalCount } }`).at(t, "reports totalCount"); n != "7" {
		t.Errorf("afterwards there are %s reports, want 7", n)
	}
}

// texts are ways to make a value of a type that holds one text of the caller's, one for each place
// where a text may stand.
func texts(schema *ast.Schema, of *ast.Type, depth int) (builds []func(string) any) {
	if depth == 0 {
		return nil
	}
	if of.Elem != nil {
		for _, build := range texts(schema, of.Elem, depth) {
			builds = append(builds, func(s string) any { return []any{build(s)} })
		}
		return builds
	}
	if of.NamedType == "ID" || of.NamedType == "String" {
		return []func(string) any{func(s string) any { return s }}
	}
	for _, field := range schema.Types[of.NamedType].Fields {
		for _, build := range texts(schema, field.Type, depth-1) {
			builds = append(builds, func(s string) any {
				object := plain(schema, of).(map[string]any)
				object[field.Name] = build(s)
				return object
			})
		}
	}
	return builds
}

// plain is a value of a type that is nothing special.
func plain(schema *ast.Schema, of *ast.Type) any {
	switch {
	case of.Elem != nil:
		return []any{plain(schema, of.Elem)}
	case of.NamedType == "Int":
		return 2023
	case of.NamedType == "Boolean":
		return true
	case of.NamedType == "ID" || of.NamedType == "String":
		return "130111"
	}
	d := schema.Types[of.NamedType]
	if len(d.EnumValues) > 0 {
		return d.EnumValues[0].Name
	}
	object := map[string]any{}
	for _, field := range d.Fields {
		if field.Type.NonNull && field.DefaultValue == nil {
			object[field.Name] = plain(schema, field.Type)
		}
	}
	return object
}

// questionWith asks a field with one argument given, and the others as they must be.
func questionWith(schema *ast.Schema, f *ast.FieldDefinition, argument string, value any) (string, map[string]any) {
	variables := map[string]any{argument: value}
	var declared, passed []string
	for _, a := range f.Arguments {
		if a.Name != argument && (!a.Type.NonNull || a.DefaultValue != nil) {
			continue
		}
		if a.Name != argument {
			variables[a.Name] = plain(schema, a.Type)
		}
		declared = append(declared, "$"+a.Name+": "+a.Type.String())
		passed = append(passed, a.Name+": $"+a.Name)
	}
	return fmt.Sprintf("query (%s) { %s(%s) { __typename } }", strings.Join(declared, ", "), f.Name, strings.Join(passed, ", ")), variables
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
