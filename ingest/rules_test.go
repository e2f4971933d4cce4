package ingest_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// Whatever the reader notices has its entry among the rules of reading, which say what it means.
func TestEveryFindingHasItsRule(t *testing.T) {
	code := regexp.MustCompile(`(?:note\(|Rule:\s*)"([a-z_]+)"`)
	met := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range code.FindAllSubmatch(text, -1) {
			met[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var known []string
	for _, r := range report.ReadingRules() {
		known = append(known, r.Code)
		if !met[r.Code] {
			t.Errorf("nothing makes a finding %s", r.Code)
		}
	}
	for m := range met {
		if !slices.Contains(known, m) {
			t.Errorf("%s has no entry in report/rule.go", m)
		}
	}
	if len(known) < 25 || !slices.IsSorted(known) {
		t.Errorf("%d rules of reading, sorted %v", len(known), slices.IsSorted(known))
	}
}
