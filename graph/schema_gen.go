//go:build ignore

// schema_gen makes Go of the schema: what gqlgen makes, and besides it write.generated.go, which writes
// answers as JSON without a closure, a context and a goroutine for each of their values (see write.go).
// Run it with go generate ./graph.
package main

import (
	_ "embed"
	"log"
	"slices"
	"strings"
	"text/template"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

//go:embed write.gotpl
var writeTemplate string

func main() {
	c, err := config.LoadConfigFromDefaultLocations()
	if err == nil {
		err = api.Generate(c, api.AddPlugin(writers{}))
	}
	if err != nil {
		log.Fatal(err)
	}
}

// writers is the plugin of gqlgen that generates package graph's writer.
type writers struct{}

func (writers) Name() string { return "writers" }

func (writers) GenerateCode(data *codegen.Data) error {
	return templates.Render(templates.Options{
		PackageName:     data.Config.Exec.Package,
		Filename:        data.Config.Exec.DirName + "/write.generated.go",
		Template:        writeTemplate,
		Data:            data,
		GeneratedHeader: true,
		Packages:        data.Config.Packages,
		Funcs: template.FuncMap{
			"hasPrefix": strings.HasPrefix,
			"outputs":   func() []*config.TypeReference { return outputs(data) },
			"objectOf":  func(t *config.TypeReference) *codegen.Object { return objectOf(data, t) },
			"objectIn":  func(t *config.TypeReference) *codegen.Object { return objectIn(data, t) },
			"gathered":  func() []string { return gathered(data) },
			"gathers":   gathers(data),
			"mayFail":   mayFail,
			"call":      call,
			"at": func(f *codegen.Field) string {
				if gathers(data)(objectIn(data, f.TypeReference)) {
					return ", at"
				}
				return ""
			},
			"resolves": func(o *codegen.Object) bool {
				return slices.ContainsFunc(o.Fields, func(f *codegen.Field) bool {
					return !strings.HasPrefix(f.Name, "__") && (f.IsResolver && !f.IsBatch() || f.IsMethod() && f.MethodHasContext)
				})
			},
			"writes": func(t *config.TypeReference) string { return "write" + strings.TrimPrefix(t.MarshalFunc(), "marshal") },
			"gather": func(t *config.TypeReference) string { return "gather" + strings.TrimPrefix(t.MarshalFunc(), "marshal") },
			"quick":  quick,
		},
	})
}

// objectOf is the object that a type is, or points to; nil for lists, scalars and enums.
func objectOf(data *codegen.Data, t *config.TypeReference) *codegen.Object {
	if t.IsSlice() || t.Definition.Kind != ast.Object {
		return nil
	}
	return data.Objects.ByName(t.Definition.Name)
}

// objectIn is the object that a type is, points to or lists; nil for scalars and enums.
func objectIn(data *codegen.Data, t *config.TypeReference) *codegen.Object {
	if t.IsSlice() {
		t = t.Elem()
	}
	return objectOf(data, t)
}

// gathered are the fields that are asked once for all objects of a level.
func gathered(data *codegen.Data) (names []string) {
	for _, o := range data.Objects {
		for _, f := range o.Fields {
			if f.IsBatch() {
				names = append(names, o.Name+"."+f.Name)
			}
		}
	}
	return names
}

// gathers tells of the objects that have such fields, or objects below them that do.
func gathers(data *codegen.Data) func(*codegen.Object) bool {
	found := map[*codegen.Object]bool{}
	for grown := true; grown; {
		grown = false
		for _, o := range data.Objects {
			has := slices.ContainsFunc(o.Fields, func(f *codegen.Field) bool { return f.IsBatch() || found[objectIn(data, f.TypeReference)] })
			if has && !found[o] && !strings.HasPrefix(o.Name, "__") {
				found[o], grown = true, true
			}
		}
	}
	return func(o *codegen.Object) bool { return found[o] }
}

// mayFail tells of the fields whose value comes with an error.
func mayFail(f *codegen.Field) bool {
	return f.IsResolver || f.IsMethod() && !f.NoErr && !f.VOkFunc
}

// call is the Go that gives the value of a field of obj.
func call(f *codegen.Field) string {
	switch {
	case f.IsResolver:
		return "w.ec.Resolvers." + f.ShortInvocation()
	case f.IsMethod():
		return "obj." + f.GoFieldName + "(" + f.CallArgs() + ")"
	}
	return "obj." + f.GoFieldName
}

// outputs are the types that fields have, and those of the members of their lists that are written by
// themselves, once each.
func outputs(data *codegen.Data) []*config.TypeReference {
	seen := map[string]bool{}
	var all []*config.TypeReference
	var add func(t *config.TypeReference)
	add = func(t *config.TypeReference) {
		if name := t.MarshalFunc(); !seen[name] {
			seen[name] = true
			all = append(all, t)
			if t.IsSlice() && (objectIn(data, t) == nil || t.Elem().IsPtr() && !t.Elem().GQL.NonNull) {
				add(t.Elem())
			}
		}
	}
	for _, o := range data.Objects {
		for _, f := range o.Fields {
			if !strings.HasPrefix(o.Name, "__") && !strings.HasPrefix(f.Name, "__") {
				add(f.TypeReference)
			}
		}
	}
	return all
}

// quick is the method of the writer, and what it takes, for the scalars that most answers consist of;
// nil for others.
func quick(t *config.TypeReference) map[string]string {
	if t.Marshaler == nil {
		return nil
	}
	switch t.Marshaler.FullName() {
	case "github.com/99designs/gqlgen/graphql.MarshalString":
		return map[string]string{"method": "string", "cast": "string"}
	case "github.com/99designs/gqlgen/graphql.MarshalBoolean":
		return map[string]string{"method": "boolean", "cast": "bool"}
	case "github.com/gongkai/gongkai/graph.MarshalInt":
		return map[string]string{"method": "integer", "cast": "int"}
	case "github.com/gongkai/gongkai/graph.MarshalNumber":
		return map[string]string{"method": "number", "cast": ""}
	}
	return nil
}
