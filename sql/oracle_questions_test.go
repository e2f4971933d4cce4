package sql_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

var fiveCounties = []string{"130102", "130104", "130111", "110105", "130202"}

// world is a warehouse of random reports beside the reports themselves.
type world struct {
	s       *sql.Snapshot
	reports []report.Report
}

func newWorld(t *testing.T, seed uint64) world {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 2))
	var w world
	for _, code := range fiveCounties {
		for year := 2019; year <= 2023; year++ {
			if random.IntN(5) > 0 {
				w.reports = append(w.reports, patchy(t, random, code, year))
			}
		}
	}
	dir := t.TempDir()
	loadPiecemeal(t, dir, w.reports)
	w.s = hold(t, open(t, dir))
	return w
}

// loadPiecemeal loads most reports at once and the last few one by one, any of any year: what is added to
// a snapshot lies behind what was there. Some are revisions of others, with other figures, that were
// loaded before.
func loadPiecemeal(t *testing.T, dir string, reports []report.Report) {
	t.Helper()
	const late, revised = 3, 6
	random := rand.New(rand.NewPCG(uint64(len(reports)), 3))
	order := random.Perm(len(reports))
	var most []report.Report
	for _, i := range order[:revised] {
		stale := patchy(t, random, reports[i].Region.Code, reports[i].Year)
		stale.Status = report.Partial // or a revision of which less could be read would not count
		most = append(most, stale)
	}
	for _, i := range order[late:] {
		most = append(most, reports[i])
	}
	load(t, dir, most...)
	for _, i := range order[:late] {
		load(t, dir, reports[i])
	}
}

// value is the indicator of one region and year by the second computation.
func (w world) value(code string, year int, ind report.Indicator, basis sql.Basis) sql.Value {
	q := sql.AggregateQuery{Indicators: []report.Indicator{ind}, Basis: basis}
	for _, r := range w.reports {
		if r.Region.Code == code && r.Year == year {
			return expected([]oracle{newOracle(r, basis)}, q)[""][0]
		}
	}
	return sql.Value{Indicator: &ind, NullReason: sql.NoReport}
}

var alone = cmp.Options{cmpopts.IgnoreUnexported(sql.Value{}), cmpopts.IgnoreFields(sql.Value{}, "Interval", "Comparability")}

func TestQuestionsAgainstASecondComputation(t *testing.T) {
	for seed := range uint64(2) {
		w := newWorld(t, seed)
		for name, check := range map[string]func(*rapid.T, world, sql.CrossSectionQuery){
			"ranking": againstRanking, "funnel": againstFunnel, "distribution": againstDistribution, "trend": againstTrend, "coverage": againstCoverage,
		} {
			t.Run(fmt.Sprint(name, " seed ", seed), func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					check(t, w, sql.CrossSectionQuery{
						Indicator: rapid.SampledFrom(report.Indicators()).Draw(t, "indicator"),
						Year:      rapid.IntRange(2019, 2024).Draw(t, "year"),
						Basis:     rapid.SampledFrom([]sql.Basis{sql.Reported, sql.Reconstructed}).Draw(t, "basis"),
						Scope:     sql.Scope{Level: report.County, Regions: fiveCounties},
					})
				})
			})
		}
	}
}

// split are the values of a year, those that are null counted by reason.
func (w world) split(q sql.CrossSectionQuery) (values map[string]sql.Value, absent map[sql.AbsenceReason]int) {
	values, absent = map[string]sql.Value{}, map[sql.AbsenceReason]int{}
	for _, code := range fiveCounties {
		v := w.value(code, q.Year, q.Indicator, q.Basis)
		if v.Value == nil {
			absent[sql.AbsenceReason(v.NullReason)]++
			continue
		}
		values[code] = v
	}
	return values, absent
}

// possible are those of split without the shares that cannot be.
func (w world) possible(q sql.CrossSectionQuery) (values map[string]sql.Value, absent map[sql.AbsenceReason]int) {
	values, absent = w.split(q)
	for code, v := range values {
		if q.Indicator.Kind == report.KindShare && (v.Numerator.Sign() < 0 || v.Numerator.Cmp(*v.Denominator) > 0) {
			absent[sql.ImpossibleShare]++
			delete(values, code)
		}
	}
	return values, absent
}

func counted(list []sql.Absence) map[sql.AbsenceReason]int {
	m := map[sql.AbsenceReason]int{}
	for _, a := range list {
		m[a.Reason] = a.Count
	}
	return m
}

func fractionOf(v sql.Value) report.Fraction {
	if v.Denominator == nil {
		return report.Fraction{Part: *v.Numerator, Whole: report.Count(1)}
	}
	return report.Fraction{Part: *v.Numerator, Whole: *v.Denominator}
}

func againstRanking(t *rapid.T, w world, q sql.CrossSectionQuery) {
	descending, least := rapid.Bool().Draw(t, "descending"), 0
	if len(q.Indicator.Denominator) > 0 {
		least = rapid.IntRange(0, 8).Draw(t, "least")
	}
	got, err := w.s.Ranking(t.Context(), sql.RankingQuery{CrossSectionQuery: q, Descending: descending, MinDenominator: least})
	if err != nil {
		t.Fatal(err)
	}
	values, absent := w.split(q)
	for code, v := range values {
		if least > 0 && v.Denominator.Cmp(report.Count(int64(least))) < 0 {
			absent[sql.BelowMinDenominator]++
			delete(values, code)
		}
	}
	if d := cmp.Diff(absent, counted(got.Absent)); d != "" || got.Ranked != len(values) || len(got.Nodes) != len(values) {
		t.Fatalf("%d ranked, want %d; absent (-want +got):\n%s", got.Ranked, len(values), d)
	}
	for _, row := range got.Nodes {
		want := values[row.Region.Code]
		if d := cmp.Diff(want, row.Value, numbers, alone); d != "" {
			t.Fatalf("%s (-want +got):\n%s", row.Region.Code, d)
		}
		rank := 1
		for _, other := range values {
			if order := fractionOf(other).Cmp(fractionOf(want)); order > 0 && descending || order < 0 && !descending {
				rank++
			}
		}
		if row.Rank != rank {
			t.Fatalf("%s has rank %d, want %d", row.Region.Code, row.Rank, rank)
		}
		if got, want := row.RankInterval, rankInterval(want, values, descending); cmp.Diff(got, want) != "" {
			t.Fatalf("%s could have the ranks %v, want %v", row.Region.Code, got, want)
		}
		againstInterval(t, row.Value)
	}
}

// shareOf is the 95 % interval of a value, and whether it can have one.
func shareOf(v sql.Value) (low, high float64, ok bool) {
	if v.Value == nil || v.Indicator.Kind != report.KindShare {
		return 0, 0, false
	}
	part, wholePart := v.Numerator.Whole()
	whole, wholeWhole := v.Denominator.Whole()
	low, high, ok = report.Wilson(part, whole)
	return low, high, ok && wholePart && wholeWhole
}

// rankInterval is the ranks that the intervals of all values leave to one of them. Those without an
// interval neither have such ranks nor take any from the others.
func rankInterval(v sql.Value, values map[string]sql.Value, descending bool) *sql.RankInterval {
	low, high, ok := shareOf(v)
	if !ok {
		return nil
	}
	ranks := &sql.RankInterval{Low: 1, High: len(values)}
	for _, other := range values {
		otherLow, otherHigh, ok := shareOf(other)
		switch {
		case ok && otherLow > high && descending, ok && otherHigh < low && !descending:
			ranks.Low++
		case ok && otherHigh < low, ok && otherLow > high:
			ranks.High--
		}
	}
	return ranks
}

// againstInterval holds the interval of a value to its own figures.
func againstInterval(t *rapid.T, v sql.Value) {
	low, high, ok := shareOf(v)
	if ok != (v.Interval != nil) || ok && *v.Interval != (sql.Interval{Low: low, High: high}) {
		t.Fatalf("%s/%s has the interval %v, want %v to %v (%t)", v.Numerator, v.Denominator, v.Interval, low, high, ok)
	}
	want := sql.IntervalNullReason(sql.ImpossibleShare)
	switch {
	case ok:
		want = ""
	case v.Value == nil:
		want = sql.NoValue
	case v.Indicator.Kind != report.KindShare:
		want = sql.NotAShare
	}
	if why := v.IntervalNullReason(); why != want {
		t.Fatalf("%s/%s has no interval for %q, want %q", v.Numerator, v.Denominator, why, want)
	}
}

func againstFunnel(t *rapid.T, w world, q sql.CrossSectionQuery) {
	got, err := w.s.Funnel(t.Context(), q)
	if q.Indicator.Kind != report.KindShare {
		if err == nil {
			t.Fatalf("a funnel of %s", q.Indicator.ID)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	values, absent := w.possible(q)
	var part, whole report.Number
	for _, v := range values {
		part, whole = part.Add(*v.Numerator), whole.Add(*v.Denominator)
	}
	if d := cmp.Diff(absent, counted(got.Absent)); d != "" || len(got.Points) != len(values) {
		t.Fatalf("%d points, want %d; absent (-want +got):\n%s", len(got.Points), len(values), d)
	}
	if len(values) == 0 {
		return
	}
	if *got.Overall.Numerator != part || *got.Overall.Denominator != whole || got.Overall.Reports != len(values) {
		t.Fatalf("overall %s/%s of %d, want %s/%s of %d", got.Overall.Numerator, got.Overall.Denominator, got.Overall.Reports, part, whole, len(values))
	}
	for _, p := range got.Points {
		if d := cmp.Diff(values[p.Region.Code], p.Value, numbers, alone); d != "" {
			t.Fatalf("%s (-want +got):\n%s", p.Region.Code, d)
		}
		n, _ := p.Value.Denominator.Whole()
		limits, share := report.BinomialLimits(n, part.Float()/whole.Float()), p.Value.Value.Float()
		want := sql.Within
		switch {
		case share > limits.High998+1e-11:
			want = sql.Above998
		case share < limits.Low998-1e-11:
			want = sql.Below998
		case share > limits.High95+1e-11:
			want = sql.Above95
		case share < limits.Low95-1e-11:
			want = sql.Below95
		}
		againstInterval(t, p.Value)
		if p.Flag != want || p.Limits.Limits != limits {
			t.Fatalf("%s is %s within %+v, want %s within %+v", p.Region.Code, p.Flag, p.Limits, want, limits)
		}
	}
}

func againstDistribution(t *rapid.T, w world, q sql.CrossSectionQuery) {
	most := rapid.IntRange(2, 30).Draw(t, "bins")
	got, err := w.s.Distribution(t.Context(), q, most)
	if err != nil {
		t.Fatal(err)
	}
	values, absent := w.possible(q)
	if d := cmp.Diff(absent, counted(got.Absent)); d != "" || got.Count != len(values) {
		t.Fatalf("%d values, want %d; absent (-want +got):\n%s", got.Count, len(values), d)
	}
	var all []report.Number
	for _, v := range values {
		all = append(all, *v.Value)
	}
	slices.SortFunc(all, report.Number.Cmp)
	in := 0
	for _, b := range got.Bins {
		in += b.Count
	}
	if in != len(all) || len(got.Bins) > most {
		t.Fatalf("%d bins hold %d of %d", len(got.Bins), in, len(all))
	}
	if len(all) > 0 && (got.Quantiles[0].Value != all[0] || got.Quantiles[8].Value != all[len(all)-1] || len(all) == 5 && got.Quantiles[4].Value != all[2]) {
		t.Fatalf("quantiles %v of %v", got.Quantiles, all)
	}
}

func againstTrend(t *rapid.T, w world, q sql.CrossSectionQuery) {
	trends, err := w.s.Trend(t.Context(), sql.TrendQuery{Indicator: q.Indicator, Regions: fiveCounties, From: 2019, To: 2024, Basis: q.Basis})
	if err != nil {
		t.Fatal(err)
	}
	years := []int{2024, 2021, 2019}
	table, err := w.s.Compare(t.Context(), sql.CompareQuery{Indicators: []report.Indicator{q.Indicator}, Regions: fiveCounties, Years: years, Basis: q.Basis})
	if err != nil {
		t.Fatal(err)
	}
	for i, code := range fiveCounties {
		for j, p := range trends[i].Points {
			now, before := w.value(code, p.Year, q.Indicator, q.Basis), w.value(code, p.Year-1, q.Indicator, q.Basis)
			if d := cmp.Diff(now, p.Value, numbers, alone); d != "" || p.Year != 2019+j {
				t.Fatalf("%s in %d (-want +got):\n%s", code, p.Year, d)
			}
			told := now.Value != nil && before.Value != nil && p.Value.Comparability != report.Break
			if (p.Change != nil) != told || told && p.Change.Difference != now.Value.Sub(*before.Value) {
				t.Fatalf("%s in %d: change %+v from %v to %v", code, p.Year, p.Change, before.Value, now.Value)
			}
			_, _, sure := shareOf(now)
			if _, _, sureBefore := shareOf(before); told && (p.Change.Interval != nil) != (sure && sureBefore) {
				t.Fatalf("%s in %d: change %+v from %v to %v", code, p.Year, p.Change, before.Value, now.Value)
			}
			againstInterval(t, p.Value)
		}
		for j, year := range years {
			row := table[i*len(years)+j]
			if d := cmp.Diff(w.value(code, year, q.Indicator, q.Basis), row.Values[0], numbers, alone); d != "" || row.Year != year || row.Region.Code != code {
				t.Fatalf("%s in %d (-want +got):\n%s", code, year, d)
			}
			againstInterval(t, row.Values[0])
		}
	}
}

func againstCoverage(t *rapid.T, w world, q sql.CrossSectionQuery) {
	got, err := w.s.Coverage([]int{q.Year}, "130100", report.County)
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]int{}
	reported, complete := 0, 0
	for _, r := range w.reports {
		if r.Year != q.Year || r.Region.PrefectureCode() != "130100" {
			continue
		}
		there := map[report.Table]bool{}
		for _, c := range r.Cells {
			l, _ := report.FindLine(c.Line)
			there[l.Table] = true
		}
		reported++
		if len(there) == 3 {
			complete++
		}
		for _, table := range []report.Table{report.Disclosure, report.Requests, report.Challenges} {
			if !there[table] {
				want[int(table)]++
			}
		}
	}
	lacking := map[int]int{}
	for _, gap := range got[0].Lacking {
		lacking[gap.Table] = gap.Reports
	}
	c := got[0]
	if d := cmp.Diff(want, lacking); d != "" || c.Reported != reported || c.Complete != complete || c.Expected != 22 || c.Missing != 22-reported {
		t.Fatalf("%d: %+v, want %d reported and %d complete; lacking (-want +got):\n%s", q.Year, c, reported, complete, d)
	}
}
