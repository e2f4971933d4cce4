package sql_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// tangle is a handful of offices over some years in which about everything is wrong, some of it only
// beside other reports: small random figures, blanks, revisions, a city and its districts.
func tangle(t testing.TB, random *rand.Rand) []report.Report {
	var all []report.Report
	for _, code := range []string{"130000", "130100", "130102", "130104"} {
		for year := 2019; year <= 2024; year++ {
			for revision := range 1 + random.IntN(2) {
				e := report.E2021
				if year < 2021 {
					e = report.E2019
				}
				r := government(t, code, year, e, nil)
				for i := range r.Cells {
					if random.IntN(10) > 0 {
						n := report.Count(int64(random.IntN(3) * random.IntN(200)))
						r.Cells[i].State, r.Cells[i].Value, r.Cells[i].Text = report.Numeric, n, n.String()
					}
				}
				if random.IntN(2) == 0 {
					addUp(r)
				}
				r.Scope = []report.Scope{report.ScopeWhole, report.ScopeSelf, ""}[random.IntN(3)]
				r.Published = fmt.Sprintf("%d-%02d-15", year+1, 1+random.IntN(6))
				r.Facts = []report.Fact{{Lines: []report.LineCode{"received"}, Value: report.Count(3), Text: "3件"}}
				r.Source.Path = fmt.Sprint(code, year, revision)
				all = append(all, r)
			}
		}
	}
	return all
}

// statements are the ids of the ledger in order, with the report each is about.
func statements(t testing.TB, dir string) (all []string) {
	t.Helper()
	for _, f := range ledger(t, hold(t, open(t, dir)), sql.FindingFilter{}) {
		all = append(all, f.ReportID+" "+f.Rule+" "+f.ID)
	}
	return all
}

// The ledger of reports that came one batch after the other is that of reports that came at once:
// what a later report changes about an earlier one is found anew.
func TestTheLedgerDoesNotDependOnBatches(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 1))
			all := tangle(t, random)
			whole, parts := t.TempDir(), t.TempDir()
			b := begin(t, whole)
			for _, r := range all {
				add(t, b, r, r.Source.Path)
			}
			publish(t, b)
			// Revisions keep their order; the offices and years come in any.
			order := map[string]int{}
			for _, r := range all {
				order[fmt.Sprint(r.Region.Code, r.Year)] = random.IntN(4)
			}
			for n := range 4 {
				b := begin(t, parts)
				b.InPortions(1 + random.IntN(20))
				for _, r := range all {
					if order[fmt.Sprint(r.Region.Code, r.Year)] == n {
						add(t, b, r, r.Source.Path)
					}
				}
				publish(t, b)
				b.Close()
			}
			want, got := statements(t, whole), statements(t, parts)
			if len(want) < 100 {
				t.Errorf("only %d findings", len(want))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-at once +in batches):\n%s", diff)
			}
		})
	}
}

// A report whose sums the arithmetic of package report finds broken has a finding of the four rules of
// sums, and no other report has.
func TestSumsFailWhereTheReportIsInconsistent(t *testing.T) {
	dir, random := t.TempDir(), rand.New(rand.NewPCG(9, 9))
	b := begin(t, dir)
	var ids []string
	for year := 2019; year <= 2025; year++ {
		for i, code := range five {
			e := report.Editions()[(year+i)%2]
			r := government(t, code, year, e, nil)
			for j := range r.Cells {
				if random.IntN(30) > 0 {
					n := report.Count(int64(random.IntN(4)))
					r.Cells[j].State, r.Cells[j].Value, r.Cells[j].Text = report.Numeric, n, n.String()
				}
			}
			addUp(r)
			balance(r)
			if random.IntN(2) == 0 { // one figure is off, or gone
				c := &r.Cells[random.IntN(len(r.Cells))]
				if random.IntN(4) == 0 {
					c.State, c.Value, c.Text = report.Blank, report.Number{}, ""
				} else if c.State == report.Numeric {
					c.Value = c.Value.Add(report.Count(1))
				}
			}
			ids = append(ids, add(t, b, r, fmt.Sprint(code, year)).ReportID)
		}
	}
	publish(t, b)
	s := hold(t, open(t, dir))
	failing := map[string]bool{}
	for _, f := range ledger(t, s, sql.FindingFilter{Rules: []string{"balance", "outcomes", "applicants", "challenge"}}) {
		failing[f.ReportID] = true
	}
	heads, err := s.ReportsByID(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	broken := 0
	for _, id := range ids {
		if !heads[id].Consistent {
			broken++
		}
		if failing[id] == heads[id].Consistent {
			t.Errorf("%s: consistent %v, a sum fails %v", id, heads[id].Consistent, failing[id])
		}
	}
	if broken < 5 || broken > len(ids)-5 {
		t.Errorf("%d of %d reports are inconsistent, some are meant", broken, len(ids))
	}
}

// balance has everything that was handled received in the same year.
func balance(r report.Report) {
	handled := map[report.Column]report.Cell{}
	for _, c := range r.Cells {
		if c.Line == "total" {
			handled[c.Column] = c
		}
	}
	for i := range r.Cells {
		c := &r.Cells[i]
		switch c.Line {
		case "received":
			c.State, c.Value, c.Text = handled[c.Column].State, handled[c.Column].Value, handled[c.Column].Text
		case "carried_in", "carried_out":
			c.State, c.Value, c.Text = report.Numeric, report.Number{}, "0"
		}
	}
}

func TestDecisions(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, dir)
	add(t, b, seed(t), "the seed")
	publish(t, b)
	w := open(t, dir)
	decided := func(f sql.FindingFilter) (told []string) {
		for _, f := range ledger(t, hold(t, w), f) {
			told = append(told, f.Rule+" "+string(f.Decision)+" "+f.Note)
		}
		slices.Sort(told)
		return told
	}
	var id string
	for _, f := range ledger(t, hold(t, w), sql.FindingFilter{Rules: []string{"cell_unreadable"}}) {
		id = f.ID
	}
	before := hold(t, w).Version()
	note := "第一行\n\"第二行\", 逗号"
	if err := sql.Decide(dir, sql.Decided{ID: id, Decision: sql.Dismissed, Note: note, Rule: "cell_unreadable"}); err != nil {
		t.Fatal(err)
	}
	if got := decided(sql.FindingFilter{Decisions: []sql.Decision{sql.Dismissed}}); len(got) != 1 || got[0] != "cell_unreadable DISMISSED "+note {
		t.Errorf("dismissed are %q", got)
	}
	if hold(t, w).Version() == before {
		t.Error("the version is the same although a decision was made")
	}
	for _, d := range decided(sql.FindingFilter{Decisions: []sql.Decision{sql.Undecided, sql.Confirmed}}) {
		if strings.HasPrefix(d, "cell_unreadable") {
			t.Errorf("it is still open: %s", d)
		}
	}

	t.Run("many at once", func(t *testing.T) {
		var all sync.WaitGroup
		for n := range 20 {
			all.Go(func() {
				if err := sql.Decide(dir, sql.Decided{ID: fmt.Sprintf("%016d", n), Decision: sql.Confirmed}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		text, err := os.ReadFile(filepath.Join(dir, "decisions.csv"))
		if n := strings.Count(string(text), ",CONFIRMED,"); err != nil || n != 20 {
			t.Errorf("%d of 20 decisions are kept, %v", n, err)
		}
	})
	t.Run("taken back", func(t *testing.T) {
		if err := sql.Decide(dir, sql.Decided{ID: id, Decision: sql.Undecided}); err != nil {
			t.Fatal(err)
		}
		if got := decided(sql.FindingFilter{Decisions: []sql.Decision{sql.Dismissed}}); len(got) != 0 {
			t.Errorf("dismissed are %q", got)
		}
	})
	t.Run("edited by a person", func(t *testing.T) {
		write(t, dir, "\ufeffdecision,id\ndismissed,"+id+"\n")
		if got := decided(sql.FindingFilter{Decisions: []sql.Decision{sql.Dismissed}}); len(got) != 1 {
			t.Errorf("dismissed are %q", got)
		}
		write(t, dir, "decision,id\nperhaps,"+id+"\n")
		if got := decided(sql.FindingFilter{Decisions: []sql.Decision{sql.Dismissed}}); len(got) != 1 {
			t.Errorf("with a broken file dismissed are %q, the decisions before should stay", got)
		}
		err := sql.Decide(dir, sql.Decided{ID: id, Decision: sql.Confirmed})
		if err == nil || !strings.Contains(err.Error(), "line 2") || !strings.Contains(err.Error(), "perhaps") {
			t.Errorf("deciding beside a broken file: %v", err)
		}
		if _, err := sql.Open(t.Context(), dir, sql.Settings{}); err == nil || !strings.Contains(err.Error(), "decisions.csv") {
			t.Errorf("opening beside a broken file: %v", err)
		}
	})
	t.Run("a decision that is none", func(t *testing.T) {
		write(t, dir, "id,decision\n")
		if err := sql.Decide(dir, sql.Decided{ID: id, Decision: "PERHAPS"}); !errors.Is(err, sql.ErrQuestion) {
			t.Errorf("got %v", err)
		}
	})
}

func write(t testing.TB, dir, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "decisions.csv"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Turning the pages of the ledger gives every finding once, in the order of the whole.
func TestPagesOfTheLedger(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, dir)
	for _, r := range tangle(t, rand.New(rand.NewPCG(5, 5))) {
		add(t, b, r, r.Source.Path)
	}
	publish(t, b)
	s := hold(t, open(t, dir))
	var want, got []string
	for _, f := range ledger(t, s, sql.FindingFilter{}) {
		want = append(want, f.ID)
	}
	after := ""
	for range 100 {
		page, err := s.Ledger(t.Context(), sql.FindingFilter{}, sql.Page{First: 37, After: after})
		if err != nil {
			t.Fatal(err)
		}
		if page.Total != len(want) {
			t.Fatalf("%d findings in all, want %d", page.Total, len(want))
		}
		for _, f := range page.Nodes {
			got = append(got, f.ID)
		}
		if after = page.EndCursor; !page.HasNext {
			break
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 100 {
		t.Errorf("%d findings (-whole +pages):\n%s", len(want), diff)
	}
	counts, err := s.FindingCounts(t.Context(), sql.FindingFilter{})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, c := range counts {
		sum += c.Findings
		if c.Open != c.Findings || c.Reports > c.Findings || c.Rule.English == "" {
			t.Errorf("%+v", c)
		}
	}
	if sum != len(want) {
		t.Errorf("the counts add up to %d, want %d", sum, len(want))
	}
	// A city's filter leaves out what is not under it.
	for _, f := range ledger(t, s, sql.FindingFilter{Scope: sql.Scope{Within: "130100", Years: []int{2023}}, Severities: []report.Severity{report.Error}}) {
		if f.Region.Code != "130102" && f.Region.Code != "130104" || f.Year != 2023 || f.Severity != report.Error {
			t.Errorf("%s %d %s does not belong there", f.Region.Code, f.Year, f.Severity)
		}
	}
}
