//go:build ignore

// Examples_gen makes the list of examples that pages offer from graph/examples: of each file the first
// line is its title in Chinese, the second in English, and the rest is the question.
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"os"
	"path/filepath"
	"strings"
)

type example struct {
	Name    string `json:"name"`
	English string `json:"english"`
	Chinese string `json:"chinese"`
	Query   string `json:"query"`
}

func main() {
	paths, err := filepath.Glob("examples/*.graphql")
	if err != nil {
		log.Fatal(err)
	}
	var list []example
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		lines := strings.SplitN(string(text), "\n", 3)
		if len(lines) < 3 || !strings.HasPrefix(lines[0], "# ") || !strings.HasPrefix(lines[1], "# ") {
			log.Fatalf("%s: it begins with two lines of comment, its titles in Chinese and English", path)
		}
		list = append(list, example{strings.TrimSuffix(filepath.Base(path), ".graphql"), lines[1][2:], lines[0][2:], lines[2]})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(list); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("../web/plain/examples.json", b.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}
