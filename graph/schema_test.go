package graph_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/gongkai/gongkai/graph"
	"github.com/gongkai/gongkai/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The schema is a contract: a change shows here.
func TestSchemaGolden(t *testing.T) {
	const golden = "testdata/schema.graphql"
	got := graph.SDL()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("the schema changed; if it is meant, run go test ./graph -update\n%s", d)
	}
	schema := load(t)
	counts := fmt.Sprintf("%d questions, %d indicators, %d lines", len(schema.Query.Fields)-2, len(schema.Types["IndicatorId"].EnumValues), len(schema.Types["LineCode"].EnumValues))
	if want := fmt.Sprintf("17 questions, %d indicators, %d lines", len(report.Indicators()), len(report.Lines())); counts != want {
		t.Errorf("the schema has %s, want %s", counts, want)
	}
}

func load(t *testing.T) *ast.Schema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: graph.SDL()})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// The enums made from package report are those of today's report.
func TestCatalogueCurrent(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "catalogue.graphqls")
	if out, err := exec.Command("go", "run", "catalogue_gen.go", "-o", fresh).CombinedOutput(); err != nil {
		t.Fatalf("go run catalogue_gen.go: %v\n%s", err, out)
	}
	want, err := os.ReadFile(fresh)
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("catalogue.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, have) {
		t.Errorf("catalogue.graphqls is out of date: run go generate ./graph\n%s", cmp.Diff(string(have), string(want)))
	}
}

// Whoever reads the schema finds a sentence at every name.
func TestEverythingDescribed(t *testing.T) {
	described := 0
	check := func(name, description string) {
		described++
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", name)
		} else if !strings.ContainsAny(description[len(description)-1:], ".?!…") && !strings.HasSuffix(description, "…") {
			t.Errorf("the description of %s is no sentence: %q", name, description)
		}
	}
	for _, d := range load(t).Types {
		if d.BuiltIn {
			continue
		}
		check(d.Name, d.Description)
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			check(d.Name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				check(d.Name+"."+f.Name+"("+a.Name+")", a.Description)
			}
		}
		for _, v := range d.EnumValues {
			check(d.Name+"."+v.Name, v.Description)
		}
	}
	if described < 300 {
		t.Errorf("only %d descriptions were looked at", described)
	}
}

func TestDictionary(t *testing.T) {
	server := serve(t, sample()...)
	got := must(t, server, `{ indicators { id kind english chinese description explanation numerator { line column } denominator { line column } across byApplicant }
	  one: indicators(ids: [NOT_HELD_SHARE]) { id numerator { line column } denominator { line column } across byApplicant }
	  lines { code table block chinese english editions unit signed across parts columns }
	  new: lines(edition: E2021) { code } old: lines(edition: E2019) { code } oldest: lines(edition: E2014) { code } }`)
	if at := got.at(t, "one"); at != `[{"across":"EXACT","byApplicant":true,"denominator":[{"column":"TOTAL","line":"TOTAL"}],"id":"NOT_HELD_SHARE","numerator":[{"column":"TOTAL","line":"UNABLE_NOT_HELD"}]}]` {
		t.Errorf("NOT_HELD_SHARE is %s", at)
	}
	for i, want := range report.Indicators() {
		at := fmt.Sprintf("indicators %d ", i)
		if got.at(t, at+"id") != fmt.Sprintf("%q", want.ID) || got.at(t, at+"kind") != fmt.Sprintf("%q", want.Kind) || got.at(t, at+"explanation") == `""` || got.at(t, at+"chinese") == `""` {
			t.Errorf("%s: got %s", want.ID, got.at(t, strings.TrimSpace(at)))
		}
	}
	for i, want := range report.Lines() {
		at := fmt.Sprintf("lines %d ", i)
		if code := got.at(t, at+"code"); code != fmt.Sprintf("%q", strings.ToUpper(strings.ReplaceAll(string(want.Code), ".", "_"))) {
			t.Errorf("%s is the line %s", want.Code, code)
		}
		columns := 0
		if want.Table == report.Requests {
			columns = 7
		}
		if n := len(got.Data["lines"].([]any)[i].(map[string]any)["columns"].([]any)); n != columns {
			t.Errorf("%s has %d columns, want %d", want.Code, n, columns)
		}
	}
	// 50 of 2021: 10 in table 二, 25 in 三, 15 in 四. 60 of 2019: 22, 23 and 15.
	for list, want := range map[string]int{"new": 50, "old": 60, "oldest": 0} {
		if n := len(got.Data[list].([]any)); n != want {
			t.Errorf("%s: got %d lines, want %d", list, n, want)
		}
	}
}
