package sql_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// patchy is a report with random figures, blanks and missing tables. Its sums need not hold.
func patchy(t testing.TB, random *rand.Rand, code string, year int) report.Report {
	edition := report.Editions()[random.IntN(2)]
	r := government(t, code, year, edition, nil)
	blanks := random.IntN(60)
	without := report.Table(random.IntN(12))
	r.Cells = slices.DeleteFunc(r.Cells, func(c report.Cell) bool {
		l, _ := report.FindLine(c.Line)
		return l.Table == without
	})
	for i := range r.Cells {
		c := &r.Cells[i]
		switch l, _ := report.FindLine(c.Line); {
		case random.IntN(100) < blanks:
			c.State = []report.State{report.Blank, report.NotApplicable, report.Illegible}[random.IntN(3)]
		case l.Unit != report.Cases:
			c.State, c.Value = report.Numeric, mustNumber(t, fmt.Sprintf("%d.%06d", random.IntN(1000), random.IntN(1_000_000)))
		default:
			c.State, c.Value = report.Numeric, report.Count(int64(random.IntN(6)))
		}
	}
	// Half of them have sums that hold, so that totals can be told from their parts.
	if random.IntN(2) == 0 {
		addUp(r)
	}
	return r
}

// addUp overwrites totals that are there by the sums of their parts, missing ones as zero.
func addUp(r report.Report) {
	at := map[report.Ref]*report.Cell{}
	for i := range r.Cells {
		at[r.Cells[i].Ref()] = &r.Cells[i]
	}
	for _, rule := range []string{report.RuleOutcomes, report.RuleApplicants, report.RuleChallenge} {
		for _, sum := range report.Identities(r.Edition) {
			total := at[sum.Right[0]]
			if sum.Rule != rule || total == nil || total.State != report.Numeric {
				continue
			}
			total.Value = report.Number{}
			for _, part := range sum.Left {
				if c := at[part]; c != nil && c.State == report.Numeric {
					total.Value = total.Value.Add(c.Value)
				}
			}
		}
	}
}

// oracle computes what the warehouse does, report by report and cell by cell.
type oracle struct {
	report  report.Report
	figures map[report.Ref]report.Number
}

func newOracle(r report.Report, basis sql.Basis) oracle {
	o := oracle{r, map[report.Ref]report.Number{}}
	for _, c := range r.Cells {
		if c.State == report.Numeric {
			o.figures[c.Ref()] = c.Value
		}
	}
	if basis == sql.Reconstructed {
		for ref, n := range report.FiguresOf(r.Edition, r.Cells).Reconstructed() {
			o.figures[ref] = n
		}
	}
	return o
}

func (o oracle) sum(refs []report.Ref) (report.Number, bool) {
	var n report.Number
	for _, r := range refs {
		part, ok := o.cell(r)
		if !ok {
			return n, false
		}
		n = n.Add(part)
	}
	return n, true
}

func (o oracle) cell(ref report.Ref) (report.Number, bool) {
	if n, ok := o.figures[ref]; ok {
		return n, true
	}
	l, _ := report.FindLine(ref.Line)
	column := func(codes []report.LineCode) (refs []report.Ref) {
		for _, code := range codes {
			refs = append(refs, report.Ref{Line: code, Column: ref.Column})
		}
		return refs
	}
	if !l.In(o.report.Edition) {
		if len(l.Parts) == 0 {
			return report.Number{}, false
		}
		return o.sum(column(l.Parts))
	}
	if block, isTotal := strings.CutSuffix(string(ref.Line), ".total"); isTotal {
		var results []report.LineCode
		for _, r := range report.ChallengeResults() {
			results = append(results, report.LineCode(block+"."+r))
		}
		return o.sum(column(results))
	}
	if ref.Column == report.Total {
		var applicants []report.Ref
		for _, a := range report.Applicants() {
			applicants = append(applicants, report.Ref{Line: ref.Line, Column: a.Column})
		}
		if n, ok := o.sum(applicants); ok {
			return n, true
		}
	}
	if ref.Line == "total" {
		return o.sum(column(report.Outcomes(o.report.Edition)))
	}
	return report.Number{}, false
}

func (o oracle) why(ind report.Indicator) sql.NullReason {
	has := map[report.Table]bool{}
	for _, c := range o.report.Cells {
		l, _ := report.FindLine(c.Line)
		has[l.Table] = true
	}
	why := sql.CellBlank
	for _, ref := range slices.Concat(ind.Numerator, ind.Denominator) {
		l, _ := report.FindLine(ref.Line)
		if !l.In(o.report.Edition) && len(l.Parts) == 0 {
			return sql.NotInEdition
		}
		if !has[l.Table] {
			why = sql.TableMissing
		}
	}
	return why
}

func (o oracle) key(by []sql.Dimension) string {
	key := []string{}
	for _, d := range by {
		switch d {
		case sql.ByYear:
			key = append(key, strconv.Itoa(o.report.Year))
		case sql.ByRegion:
			key = append(key, o.report.Region.Code)
		case sql.ByProvince:
			key = append(key, o.report.Region.ProvinceCode())
		case sql.ByPrefecture:
			key = append(key, o.report.Region.PrefectureCode())
		case sql.ByLevel:
			key = append(key, string(o.report.Region.Level))
		case sql.ByOrganKind:
			key = append(key, string(o.report.Organ.Kind))
		case sql.ByEdition:
			key = append(key, string(o.report.Edition))
		}
	}
	return strings.Join(key, " ")
}

func keyOf(r sql.AggregateRow, by []sql.Dimension) string {
	key := []string{}
	code := func(r *report.Region) string {
		if r == nil {
			return ""
		}
		return r.Code
	}
	for _, d := range by {
		switch d {
		case sql.ByYear:
			key = append(key, strconv.Itoa(*r.Year))
		case sql.ByRegion:
			key = append(key, code(r.Region))
		case sql.ByProvince:
			key = append(key, code(r.Province))
		case sql.ByPrefecture:
			key = append(key, code(r.Prefecture))
		case sql.ByLevel:
			key = append(key, string(r.Level))
		case sql.ByOrganKind:
			key = append(key, string(r.OrganKind))
		case sql.ByEdition:
			key = append(key, string(r.Edition))
		case sql.ByApplicant:
			key = append(key, string(r.Applicant))
		}
	}
	return strings.Join(key, " ")
}

// expected are the groups' values by key; applicants are split here, too.
func expected(all []oracle, q sql.AggregateQuery) map[string][]sql.Value {
	type sums struct {
		v       sql.Value
		reasons map[sql.NullReason]int
	}
	groups := map[string][]*sums{}
	columns := []report.Column{report.Total}
	if slices.Contains(q.By, sql.ByApplicant) {
		columns = nil
		for _, a := range report.Applicants() {
			columns = append(columns, a.Column)
		}
	}
	for _, o := range all {
		for _, column := range columns {
			key := o.key(q.By)
			switch {
			case len(q.By) == 1 && len(columns) > 1:
				key = string(column)
			case len(columns) > 1:
				key += " " + string(column)
			}
			if groups[key] == nil {
				for _, ind := range q.Indicators {
					groups[key] = append(groups[key], &sums{sql.Value{Indicator: &ind}, map[sql.NullReason]int{}})
				}
			}
			for i, ind := range q.Indicators {
				g := groups[key][i]
				n, complete := o.sum(in(ind.Numerator, column))
				d, denominatorComplete := o.sum(in(ind.Denominator, column))
				if !complete || !denominatorComplete {
					g.v.Missing++
					g.reasons[o.why(ind)]++
					continue
				}
				g.v.Reports++
				g.v.Numerator = plus(g.v.Numerator, n)
				if len(ind.Denominator) > 0 {
					g.v.Denominator = plus(g.v.Denominator, d)
				}
			}
		}
	}
	answer := map[string][]sql.Value{}
	for key, list := range groups {
		for i, g := range list {
			answer[key] = append(answer[key], finish(g.v, g.reasons, q.Indicators[i]))
		}
	}
	return answer
}

func in(refs []report.Ref, column report.Column) []report.Ref {
	if column == report.Total {
		return refs
	}
	moved := slices.Clone(refs)
	for i := range moved {
		moved[i].Column = column
	}
	return moved
}

func plus(sum *report.Number, n report.Number) *report.Number {
	if sum != nil {
		n = n.Add(*sum)
	}
	return &n
}

func finish(v sql.Value, reasons map[sql.NullReason]int, ind report.Indicator) sql.Value {
	switch {
	case v.Reports == 0:
		v.NullReason = sql.CellBlank
		for _, r := range []sql.NullReason{sql.TableMissing, sql.NotInEdition} {
			if reasons[r] >= reasons[v.NullReason] {
				v.NullReason = r
			}
		}
	case len(ind.Denominator) == 0:
		v.Value = v.Numerator
	case v.Denominator.Sign() == 0:
		v.NullReason = sql.ZeroDenominator
	default:
		q, _ := report.Quotient(*v.Numerator, *v.Denominator)
		v.Value = &q
	}
	return v
}

var hebei = []string{"130102", "130104", "130111", "130200", "130100", "110101", "110105", "130202"}

func TestEveryIndicatorAgainstASecondComputation(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			var reports []report.Report
			for _, code := range hebei {
				for year := 2019; year <= 2023; year++ {
					if random.IntN(5) > 0 {
						reports = append(reports, patchy(t, random, code, year))
					}
				}
			}
			dir := t.TempDir()
			loadPiecemeal(t, dir, reports)
			s := hold(t, open(t, dir))
			rapid.Check(t, func(t *rapid.T) { againstOracle(t, s, reports) })
		})
	}
}

func againstOracle(t *rapid.T, s *sql.Snapshot, reports []report.Report) {
	q := sql.AggregateQuery{
		Indicators: report.Indicators(),
		Basis:      rapid.SampledFrom([]sql.Basis{sql.Reported, sql.Reconstructed}).Draw(t, "basis"),
		Scope:      sql.Scope{ConsistentOnly: rapid.Bool().Draw(t, "consistent only")},
	}
	if rapid.Bool().Draw(t, "one level") {
		q.Scope.Level = report.County
	} else {
		q.By = append(q.By, sql.ByLevel)
	}
	others := []sql.Dimension{sql.ByYear, sql.ByRegion, sql.ByProvince, sql.ByPrefecture, sql.ByOrganKind, sql.ByEdition}
	q.By = append(q.By, rapid.Permutation(others).Draw(t, "dimensions")[:rapid.IntRange(0, 3).Draw(t, "how many")]...)
	if rapid.Bool().Draw(t, "by applicant") {
		q.By = append(q.By, sql.ByApplicant)
		q.Indicators = slices.DeleteFunc(slices.Clone(q.Indicators), func(i report.Indicator) bool { return !i.ByApplicant() })
	}
	var scope []oracle
	for _, r := range reports {
		if q.Scope.Level != "" && r.Region.Level != q.Scope.Level ||
			q.Scope.ConsistentOnly && !report.FiguresOf(r.Edition, r.Cells).Consistent() {
			continue
		}
		scope = append(scope, newOracle(r, q.Basis))
	}
	a, err := s.Aggregate(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	want := expected(scope, q)
	if len(q.By) > 0 && len(a.Rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(a.Rows), len(want))
	}
	for _, row := range a.Rows {
		for i := range row.Values {
			row.Values[i].Comparability, row.Values[i].Interval = "", nil
		}
		key := keyOf(row, q.By)
		if len(want) == 0 && len(q.By) == 0 {
			continue // one row with NO_REPORT
		}
		if diff := cmp.Diff(want[key], row.Values, numbers, cmpopts.IgnoreUnexported(sql.Value{})); diff != "" {
			t.Fatalf("%s %v by %v, group %q (-want +got):\n%s", q.Basis, q.Scope, q.By, key, diff)
		}
	}
}
