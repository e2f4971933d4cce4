package identity_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/report"
)

func TestCases(t *testing.T) {
	table, err := os.ReadFile("testdata/identity.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for row := range strings.Lines(string(table)) {
		if strings.HasPrefix(row, "#") {
			continue
		}
		c := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(c) != 9 {
			t.Fatalf("%q has %d columns, want 9", row, len(c))
		}
		n++
		t.Run(c[0], func(t *testing.T) {
			e := identity.Evidence{Path: c[1]}
			if c[2] != "" {
				e.Titles = lines(strings.ReplaceAll(c[2], "⏎", "\n"), "title")
			}
			if c[3] != "" {
				e.Prose = lines(strings.ReplaceAll(c[3], "⏎", "\n"), "prose")
			}
			var r report.Report
			identity.Fill(&r, e)
			code := r.Region.Code
			if strings.HasSuffix(c[5], "-z") {
				code = code[:min(len(code), len(c[5]))]
			}
			year := ""
			if r.Year != 0 {
				year = strconv.Itoa(r.Year)
			}
			got := strings.Join([]string{year, code, r.Organ.Name, string(r.Organ.Kind), rules(r)}, " | ")
			if want := strings.Join(c[4:], " | "); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
				for _, f := range r.Findings {
					t.Log(f.Message, f.Chinese)
				}
			}
		})
	}
	if n < 60 {
		t.Errorf("%d cases, want at least 60", n)
	}
}
