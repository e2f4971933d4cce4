package sql_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// ruleFindings is how many findings each rule's case holds.
var ruleFindings = map[string]int{
	"applicants": 2, "balance": 5, "carry_over": 10, "challenge": 2, "challenge_without_requests": 1, "copied": 2, "documents_stock": 1,
	"edition_year": 2, "outcomes": 3, "parts_exceed_whole": 2, "prose": 3, "published_late": 2, "rule_making": 4, "table_missing": 1,
	"tenfold": 1, "year_stated": 2,
}

// Each rule finds what its case says, and nothing else is found in it.
func TestRules(t *testing.T) {
	for _, r := range sql.Rules() {
		if r.Stage != sql.Publishing {
			continue
		}
		t.Run(r.Code, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join("testdata", "rules", r.Code+".txtar")
			c, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir, b := t.TempDir(), (*sql.Batch)(nil)
			b = begin(t, dir)
			var want string
			for i, f := range c.Files {
				if f.Name == "findings" {
					want = string(f.Data)
					c.Files[i].Data = nil
					continue
				}
				add(t, b, caseReport(t, f), f.Name)
			}
			publish(t, b)
			s := hold(t, open(t, dir))
			var lines strings.Builder
			n := 0
			for _, f := range ledger(t, s, sql.FindingFilter{}) {
				n++
				fmt.Fprintln(&lines, told(f))
			}
			got := lines.String()
			if *update {
				c.Files[len(c.Files)-1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(c), 0o644); err != nil {
					t.Fatal(err)
				}
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if n != ruleFindings[r.Code] {
				t.Errorf("%d findings, want %d", n, ruleFindings[r.Code])
			}
		})
	}
}

func ledger(t testing.TB, s *sql.Snapshot, f sql.FindingFilter) (all []sql.Finding) {
	t.Helper()
	for found, err := range s.EachFinding(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found)
	}
	return all
}

// told is a finding in a few lines.
func told(f sql.Finding) string {
	number := func(n *report.Number) string {
		if n == nil {
			return "-"
		}
		return n.String()
	}
	cell := strings.TrimSuffix(string(f.Line)+" "+string(f.Column), " ")
	if cell == "" {
		cell = "-"
	}
	return fmt.Sprintf("%s %s %s: %s\n  expected %s, actual %s, difference %s, %d places\n  %s\n  %s", f.ReportID, f.Severity, f.Rule, cell,
		number(f.Expected), number(f.Actual), number(f.Difference), len(f.Places), f.Chinese, f.Message)
}

// caseReport is a report of a case. Its name is a region's code, a year and, for another organ than
// the government, the organ's name and kind. A line of it is edition, title, period, published, scope,
// fact, without (a table), rest (what stands in the cells not named, 0 if not said), or a line of the
// form with its figures; _ is a blank cell.
func caseReport(t testing.TB, f txtar.File) report.Report {
	t.Helper()
	name := strings.Fields(f.Name)
	year, err := strconv.Atoi(name[1])
	if err != nil {
		t.Fatal(err)
	}
	region, ok := report.RegionAt(name[0], year)
	if !ok {
		t.Fatalf("%s is no region of %d", name[0], year)
	}
	r := report.Report{Status: report.Read, Edition: report.E2021, Year: year, Region: region,
		Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", region.Name, year),
		Organ: report.Organ{Name: region.Name + "人民政府", Kind: report.Government}}
	if year < 2021 {
		r.Edition = report.E2019
	}
	if len(name) > 3 {
		r.Organ = report.Organ{Name: name[2], Kind: report.OrganKind(name[3])}
	}
	figures, rest, without := map[report.Ref]string{}, "0", ""
	for text := range strings.Lines(string(f.Data)) {
		words := strings.Fields(text)
		switch words[0] {
		case "edition":
			r.Edition = report.Edition(words[1])
		case "title":
			r.Title = words[1]
		case "period":
			r.Period = report.Period{From: words[1], To: words[2]}
		case "published":
			r.Published = words[1]
		case "scope":
			r.Scope = report.Scope(words[1])
		case "rest":
			rest = words[1]
		case "without":
			without = words[1]
		case "fact":
			fact := report.Fact{Text: words[2], Approx: strings.Contains(words[2], "约"), Offset: int64(len(r.Facts) + 1), Value: mustNumber(t, words[3])}
			for line := range strings.SplitSeq(words[1], "+") {
				fact.Lines = append(fact.Lines, report.LineCode(line))
			}
			r.Facts = append(r.Facts, fact)
		default:
			l, ok := report.FindLine(report.LineCode(words[0]))
			if columns := l.Columns(); !ok || len(words) != 1+len(columns) {
				t.Fatalf("%s: %q is no line of the form with its figures", f.Name, text)
			}
			for i, c := range l.Columns() {
				figures[report.Ref{Line: l.Code, Column: c}] = words[1+i]
			}
		}
	}
	for i, ref := range report.Refs(r.Edition) {
		l, _ := report.FindLine(ref.Line)
		if strings.Contains(without, fmt.Sprint(l.Table)) {
			continue
		}
		text, named := figures[ref]
		if !named {
			text = rest
		}
		c := report.Cell{Line: ref.Line, Column: ref.Column, State: report.Blank, Place: report.Place{Table: int(l.Table), Row: i, Offset: int64(i)}}
		if text != "_" {
			c.State, c.Value, c.Text = report.Numeric, mustNumber(t, text), text
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}

// Every rule says in both languages what it is for, and every finding of a rule fills in its words.
func TestRulesAreTold(t *testing.T) {
	rules := sql.Rules()
	if len(rules) < 40 {
		t.Errorf("only %d rules", len(rules))
	}
	for _, r := range rules {
		if r.English == "" || r.Chinese == "" || r.Reason == "" || r.Grounds == "" || r.Stage == "" {
			t.Errorf("%s is not told in full: %+v", r.Code, r)
		}
		if known, ok := sql.FindRule(r.Code); !ok || known.English != r.English {
			t.Errorf("%s cannot be found by its code", r.Code)
		}
	}
}
