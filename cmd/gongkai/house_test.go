package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/gongkai/gongkai/"

// rooms are the packages at the top of the repository and the rooms that each may import. To add a
// room takes a reason.
var rooms = map[string][]string{
	"report": {},
	"ingest": {"report"},
	"sql":    {"report"},
	"graph":  {"report", "sql"},
	"web":    {},
	"cmd":    {"report", "ingest", "sql", "graph", "web"},
}

// TestHouse holds the floors: imports go downwards only, and one room alone knows the engine.
func TestHouse(t *testing.T) {
	const root = "../.."
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "node_modules" || name == "testdata" || path != root && strings.HasPrefix(name, ".")) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		room, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		seen[room] = true
		return checkImports(t, room, rel, path)
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range rooms {
		if !seen[room] {
			t.Errorf("the room %s is empty", room)
		}
	}
}

func checkImports(t *testing.T, room, name, path string) error {
	may, known := rooms[room]
	if !known {
		t.Errorf("%s: there is no room %s", name, room)
		return nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	test := strings.HasSuffix(name, "_test.go")
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		ours, inside := strings.CutPrefix(imported, module)
		other, _, _ := strings.Cut(ours, "/")
		switch {
		case inside && other != room && !slices.Contains(may, other) && !(test && ours == "ingest/synth"):
			t.Errorf("%s imports %s: %s may import only %v", name, ours, room, may)
		case inside && room == "cmd" && other == "cmd":
			t.Errorf("%s imports %s", name, ours)
		case !inside && room == "report" && !test && strings.Contains(imported, "."):
			t.Errorf("%s imports %s: report knows the standard library alone", name, imported)
		case room != "sql" && !test && (imported == "database/sql" || strings.Contains(imported, "duckdb")):
			t.Errorf("%s imports %s: sql alone knows the engine, and the load client that compares with it", name, imported)
		}
	}
	return nil
}
