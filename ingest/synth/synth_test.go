package synth_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

var update = flag.Bool("update", false, "rewrite golden files")

// office draws any office of the country, departments among them.
func office(t *rapid.T) synth.Office {
	return rapid.SampledFrom(offices).Draw(t, "office")
}

var offices = synth.Offices(20_000)

func values(r report.Report) map[report.Ref]report.Number {
	m := make(map[report.Ref]report.Number, len(r.Cells))
	for _, c := range r.Cells {
		m[c.Ref()] = c.Value
	}
	return m
}

func sum(m map[report.Ref]report.Number, refs []report.Ref) (n report.Number) {
	for _, r := range refs {
		n = n.Add(m[r])
	}
	return n
}

// failing are the sums that do not hold, as rule and first cell on the right.
func failing(r report.Report) (all []string) {
	m := values(r)
	for _, identity := range report.Identities(r.Edition) {
		if sum(m, identity.Left) != sum(m, identity.Right) {
			all = append(all, fmt.Sprint(identity.Rule, identity.Right[0]))
		}
	}
	return all
}

func TestEverySumHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := office(t)
		reports := synth.Reports(rapid.Uint64().Draw(t, "seed"), o, 2019, 2025)
		if len(reports) == 0 {
			t.Fatal("no report")
		}
		for i, r := range reports {
			if bad := failing(r); bad != nil {
				t.Errorf("%d: these sums fail: %v", r.Year, bad)
			}
			checkCells(t, r)
			if i > 0 {
				checkChain(t, reports[i-1], r)
			}
		}
	})
}

// checkCells checks that the report is whole, in order, and says nothing an office could not.
func checkCells(t *rapid.T, r report.Report) {
	var refs []report.Ref
	for _, c := range r.Cells {
		refs = append(refs, c.Ref())
		line, _ := report.FindLine(c.Line)
		if c.State != report.Numeric || c.Text == "" {
			t.Errorf("%d: %v is %s %q", r.Year, c.Ref(), c.State, c.Text)
		}
		if c.Value.Sign() < 0 && !line.Signed {
			t.Errorf("%d: %v is negative: %s", r.Year, c.Ref(), c.Text)
		}
		if _, whole := c.Value.Whole(); !whole && line.Unit == report.Cases {
			t.Errorf("%d: %v is no whole number: %s", r.Year, c.Ref(), c.Text)
		}
		rule := strings.HasPrefix(string(c.Line), "rules.")
		if rule && c.Value.Sign() > 0 && (r.Region.Level == report.County || r.Organ.Kind != report.Government) {
			t.Errorf("%s has 规章 of its own: %s", r.Organ.Name, c.Text)
		}
	}
	if !slices.Equal(refs, report.Refs(r.Edition)) {
		t.Errorf("%d: the cells are not those of the form in its order", r.Year)
	}
	if !r.Synthetic || r.Title == "" || r.Organ.Name == "" || !r.Region.In(r.Year) {
		t.Errorf("not a whole made-up report: %+v", r)
	}
}

// checkChain checks what a year hands on to the next.
func checkChain(t *rapid.T, before, after report.Report) {
	a, b := values(before), values(after)
	for _, c := range report.Columns() {
		out, in := a[report.Ref{Line: "carried_out", Column: c.Column}], b[report.Ref{Line: "carried_in", Column: c.Column}]
		if out != in {
			t.Errorf("%d hands on %s in %s, %d has %s", before.Year, out, c.Column, after.Year, in)
		}
	}
	if before.Edition == report.E2021 && after.Edition == report.E2021 {
		for _, what := range []report.LineCode{"rules", "normative_documents"} {
			want := a[report.Ref{Line: what + ".in_force"}].Add(b[report.Ref{Line: what + ".made"}]).Sub(b[report.Ref{Line: what + ".repealed"}])
			if got := b[report.Ref{Line: what + ".in_force"}]; got != want {
				t.Errorf("%d: %s in force %s, want %s", after.Year, what, got, want)
			}
		}
	}
	if before.Edition == report.E2019 && after.Edition == report.E2019 {
		for _, what := range []report.LineCode{"licensing", "other_services", "penalties", "coercion", "fees"} {
			want := a[report.Ref{Line: what + ".previous_items"}].Add(a[report.Ref{Line: what + ".change"}])
			if got := b[report.Ref{Line: what + ".previous_items"}]; got != want {
				t.Errorf("%d: %s had %s items the year before, want %s", after.Year, what, got, want)
			}
		}
	}
}

// A year is the same whatever else is asked for, and in whatever order.
func TestAYearDependsOnNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, seed := office(t), rapid.Uint64().Draw(t, "seed")
		year := rapid.IntRange(2019, 2025).Draw(t, "year")
		alone := synth.Reports(seed, o, year, year)
		for _, r := range synth.Reports(seed, o, 2015, 2028) {
			if r.Year == year && (len(alone) != 1 || !reflect.DeepEqual(r, alone[0])) {
				t.Fatalf("%d asked for alone differs: %+v, with others %+v", year, alone, r)
			}
		}
	})
}

func TestSeedsAndOfficesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(20) {
		for _, o := range []synth.Office{{Region: "130111"}, {Region: "130102"}, {Region: "130111", Department: "教育局"}} {
			r := synth.Reports(seed, o, 2023, 2023)[0]
			seen[fmt.Sprint(values(r))] = true
		}
	}
	if len(seen) != 60 {
		t.Errorf("60 reports have %d different sets of figures", len(seen))
	}
}

func TestReportsThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		office   synth.Office
		from, to int
		want     int
	}{
		"a code nobody has":            {synth.Office{Region: "999999"}, 2019, 2025, 0},
		"no code":                      {synth.Office{}, 2019, 2025, 0},
		"before the forms":             {synth.Office{Region: "130111"}, 2008, 2018, 0},
		"from before the forms":        {synth.Office{Region: "130111"}, 2008, 2020, 2},
		"years the wrong way":          {synth.Office{Region: "130111"}, 2025, 2019, 0},
		"a district of 2020 and after": {synth.Office{Region: "130505"}, 2019, 2025, 6},
		"a county until 2019":          {synth.Office{Region: "130521"}, 2019, 2025, 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := len(synth.Reports(1, c.office, c.from, c.to)); got != c.want {
				t.Errorf("%d reports, want %d", got, c.want)
			}
		})
	}
}

// The figures of one seed are pinned: a change to them changes every sample ever made with it.
func TestFiguresArePinned(t *testing.T) {
	var b strings.Builder
	b.WriteString("# 长安区 with seed 1: the main figure of each line, 2019 to 2025; a dot where the form has no such line.\n")
	reports := synth.Reports(1, synth.Office{Region: "130102"}, 2019, 2025)
	for _, l := range report.Lines() {
		b.WriteString(string(l.Code))
		for _, r := range reports {
			text := "."
			for _, c := range r.Cells {
				if c.Line == l.Code && c.Column == l.Main() {
					text = c.Text
				}
			}
			b.WriteString("\t" + text)
		}
		b.WriteString("\n")
	}
	const golden = "testdata/changan.tsv"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Error(diff)
	}
	if lines := strings.Count(b.String(), "\n"); lines != 1+len(report.Lines()) || len(reports) != 7 {
		t.Errorf("%d lines of %d years", lines, len(reports))
	}
}

func TestOffices(t *testing.T) {
	if got := len(synth.Offices(10)); got != 10 {
		t.Errorf("%d offices, want 10", got)
	}
	all := synth.Offices(1 << 20)
	seen := map[synth.Office]bool{}
	for _, o := range all {
		seen[o] = true
	}
	if len(all) != len(seen) || len(all) < 50_000 {
		t.Errorf("%d offices, %d of them different", len(all), len(seen))
	}
}

func BenchmarkReports(b *testing.B) {
	n := 0
	for b.Loop() {
		n += len(synth.Reports(uint64(n), synth.Office{Region: "130102"}, 2019, 2025))
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
}
