// Package charts answers /charts: a saved question each, drawn as a Vega-Lite specification with its
// data (.vl.json), as a picture (.svg) and as a table (.csv), for any front end to use.
//
// It asks /graphql as anyone can. It computes no figure, knows nothing of the warehouse, and what it
// sends needs nothing else: no address stands in it that a reader's program would fetch.
//
// To add a chart, add a folder with three files; its name is the chart's code:
//
//	question.graphql  the question; its variables are the chart's parameters
//	chart.json        its name, its texts and how the answer becomes rows
//	spec.vl.json      the specification, with words such as "@title" to be filled in
package charts

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

//go:embed words.json */question.graphql */chart.json */spec.vl.json
var folders embed.FS

// chart is one folder.
type chart struct {
	code       string
	question   string
	parameters ast.VariableDefinitionList
	spec       []byte

	Name     text            `json:"name"`
	About    text            `json:"about"`
	Example  string          `json:"example"`  // parameters to show it with; {year}, {within} and {region} are filled in
	Order    int             `json:"order"`    // its place on the page
	Datasets []dataset       `json:"datasets"` // the first is what the table holds
	Facts    []column        `json:"facts"`    // what holds of the whole answer, for the texts
	Texts    map[string]text `json:"texts"`
}

// text is something a reader sees, in the languages it can be asked for in.
type text struct {
	Chinese string `json:"zh"`
	English string `json:"en"`
}

func (t text) in(l language) string {
	if l == english {
		return t.English
	}
	return t.Chinese
}

// language is one that titles, names and errors can be asked for in.
type language string

const (
	chinese language = "zh"
	english language = "en"
)

// library holds every chart, in the order of the page, and the words that all share.
type library struct {
	charts []*chart
	words  map[string]text
}

// load reads the folders. An error is the fault of a folder, and found by the tests.
func load(from fs.FS) (*library, error) {
	l := &library{}
	if err := readJSON(from, "words.json", &l.words); err != nil {
		return nil, err
	}
	files, err := fs.Glob(from, "*/chart.json")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		c, err := loadChart(from, path.Dir(file))
		if err != nil {
			return nil, fmt.Errorf("chart %s: %w", path.Dir(file), err)
		}
		l.charts = append(l.charts, c)
	}
	slices.SortStableFunc(l.charts, func(a, b *chart) int { return a.Order - b.Order })
	return l, nil
}

func loadChart(from fs.FS, code string) (*chart, error) {
	c := &chart{code: code}
	if err := readJSON(from, code+"/chart.json", c); err != nil {
		return nil, err
	}
	question, err := fs.ReadFile(from, code+"/question.graphql")
	if err != nil {
		return nil, err
	}
	c.question = string(question)
	document, parseErr := parser.ParseQuery(&ast.Source{Name: code, Input: c.question})
	if parseErr != nil {
		return nil, parseErr
	}
	if len(document.Operations) != 1 {
		return nil, fmt.Errorf("question.graphql holds %d questions, not one", len(document.Operations))
	}
	c.parameters = document.Operations[0].VariableDefinitions
	c.spec, err = fs.ReadFile(from, code+"/spec.vl.json")
	return c, err
}

func (l *library) find(code string) *chart {
	for _, c := range l.charts {
		if c.code == code {
			return c
		}
	}
	return nil
}

func (l *library) codes() string {
	var codes []string
	for _, c := range l.charts {
		codes = append(codes, c.code)
	}
	return strings.Join(codes, ", ")
}

func readJSON(from fs.FS, name string, to any) error {
	f, err := from.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
