package sql

import (
	"context"
	"fmt"
	"math/big"
	"math/bits"
	"slices"
	"sync"

	"github.com/gongkai/gongkai/report"
)

var (
	levelOrder = []report.Level{report.Province, report.Prefecture, report.County, report.Town}
	kindOrder  = []report.OrganKind{report.Government, report.Department, report.Township, report.Zone, report.OtherOrgan}

	editionOrder = []report.Edition{report.E2014, report.E2019, report.E2021}
)

// ordinal is a position in an order from 1; 0 if v is not there.
func ordinal[T comparable](order []T, v T) int8 { return int8(slices.Index(order, v) + 1) }

// nth is what stands at an ordinal; nothing for 0.
func nth[T any](order []T, ordinal int8) (v T) {
	if ordinal > 0 {
		v = order[ordinal-1]
	}
	return v
}

// byNumber splits by report; it is not offered to callers.
const byNumber Dimension = "NUMBER"

// sums asks for indicators of reports, split by dimensions.
type sums struct {
	rows       []int32
	by         []Dimension
	indicators []report.Indicator
	basis      Basis
}

// key says which group of an answer reports belong to. Only what the question is split by is set, to
// numbers: a key is hashed and sorted for every group.
type key struct {
	year                         int32
	region, province, prefecture int32 // positions in the index's codes
	level, kind, edition         int8  // positions in their orders, from 1
	applicant                    int8  // position among report.Applicants
	row                          int32
}

// group is the reports of one key.
type group struct {
	key        key
	reports    int
	indicators []tally
	trail      trail
}

// tally is one indicator in a group.
type tally struct {
	numerator, denominator *report.Number
	reports                int   // that count
	forms                  forms // of those that count
}

// forms are the first and last of report.Editions that reports use, counted from 0.
type forms struct{ first, last int }

// crowd is how many reports of a group stand the same way.
type crowd struct {
	*standing
	reports int
}

// sum adds up. Its groups come in no order; crowds gives the reports of the nth of them.
func (s *Snapshot) sum(ctx context.Context, q sums) (groups []group, crowds func(n int) []crowd, err error) {
	groups, of := s.index.grouped(q.rows, q.by)
	applicants := []report.Column{report.Total}
	if slices.Contains(q.by, ByApplicant) {
		applicants = nil
		for _, a := range report.Applicants() {
			applicants = append(applicants, a.Column)
		}
		groups = apart(groups, len(applicants))
	}
	tallies := make([]tally, len(groups)*len(q.indicators))
	members := &members{rows: q.rows, of: of, groups: len(groups) / len(applicants)}
	for g := range groups {
		groups[g].trail = trail{members, g / len(applicants), applicants[g%len(applicants)], q.basis}
		groups[g].indicators = tallies[g*len(q.indicators) : (g+1)*len(q.indicators) : (g+1)*len(q.indicators)]
	}
	if len(applicants) > 1 { // one statement for all of them
		if _, err := s.columns.of(ctx, cellsOf(q.indicators, applicants), q.basis); err != nil {
			return nil, nil, err
		}
	}
	for n, applicant := range applicants {
		terms, err := s.terms(ctx, q, applicant)
		if err != nil {
			return nil, nil, err
		}
		for i, t := range terms {
			into := func(g int) *tally { return &groups[g*len(applicants)+n].indicators[i] }
			if err := t.add(s.index, q.rows, of, len(groups)/len(applicants), into); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", q.indicators[i].ID, err)
			}
			if ctx.Err() != nil {
				return nil, nil, context.Cause(ctx)
			}
		}
	}
	counted := sync.OnceValue(func() map[int][]crowd { return s.index.crowds(q.rows, of) })
	return groups, func(n int) []crowd { return counted()[n/len(applicants)] }, nil
}

// apart makes n groups of each, one for an applicant.
func apart(groups []group, n int) []group {
	parts := make([]group, 0, n*len(groups))
	for _, g := range groups {
		for applicant := range n {
			g.key.applicant = int8(applicant)
			parts = append(parts, g)
		}
	}
	return parts
}

// cellsOf are the cells of indicators in the columns of applicants, each once.
func cellsOf(indicators []report.Indicator, applicants []report.Column) []report.Ref {
	var refs []report.Ref
	for _, ind := range indicators {
		for _, r := range slices.Concat(ind.Numerator, ind.Denominator) {
			for _, r.Column = range applicants {
				if !slices.Contains(refs, r) {
					refs = append(refs, r)
				}
			}
		}
	}
	return refs
}

// term is one indicator with the columns it is made of.
type term struct {
	numerator, denominator, all []*cellColumn
}

func (s *Snapshot) terms(ctx context.Context, q sums, applicant report.Column) ([]term, error) {
	var refs []report.Ref
	for _, ind := range q.indicators {
		refs = append(append(refs, ind.Numerator...), ind.Denominator...)
	}
	if slices.Contains(q.by, ByApplicant) {
		for i := range refs {
			refs[i].Column = applicant
		}
	}
	columns, err := s.columns.of(ctx, refs, q.basis)
	if err != nil {
		return nil, err
	}
	terms := make([]term, len(q.indicators))
	for i, ind := range q.indicators {
		n, all := len(ind.Numerator), len(ind.Numerator)+len(ind.Denominator)
		terms[i] = term{columns[:n:n], columns[n:all:all], columns[:all:all]}
		columns = columns[all:]
	}
	return terms, nil
}

// add adds the indicator of each report that has every cell it needs, group by group; of says which of
// the n groups a row belongs to.
func (t term) add(x *index, rows, of []int32, n int, into func(g int) *tally) error {
	type sum struct {
		numerator, denominator wideSum
		reports                int32
		first, last            int8
	}
	all := make([]sum, n)
	numeratorTimes, denominatorTimes := times(t.numerator), times(t.denominator)
	editions := x.editions()
next:
	for i, row := range rows {
		for _, c := range t.all {
			if c.figure(row) == void {
				continue next
			}
		}
		sum := &all[of[i]]
		for j, c := range t.numerator {
			sum.numerator.add(c.figure(row) * numeratorTimes[j])
		}
		for j, c := range t.denominator {
			sum.denominator.add(c.figure(row) * denominatorTimes[j])
		}
		form := editions[x.standing[row]]
		if sum.reports == 0 {
			sum.first, sum.last = form, form
		}
		sum.first, sum.last = min(sum.first, form), max(sum.last, form)
		sum.reports++
	}
	numbers := make([]report.Number, 2*n)
	for g := range all {
		sum, tally := &all[g], into(g)
		tally.reports, tally.forms = int(sum.reports), forms{int(sum.first), int(sum.last)}
		if sum.reports == 0 {
			continue
		}
		var fits bool
		if numbers[2*g], fits = sum.numerator.number(ofMoney(t.numerator)); !fits {
			return errTooLarge
		}
		tally.numerator = &numbers[2*g]
		if len(t.denominator) == 0 {
			continue
		}
		if numbers[2*g+1], fits = sum.denominator.number(ofMoney(t.denominator)); !fits {
			return errTooLarge
		}
		tally.denominator = &numbers[2*g+1]
	}
	return nil
}

var errTooLarge = fmt.Errorf("%w: its sum is too large", ErrQuestion)

// millionths are what money is counted in.
const millionths = 1_000_000

func ofMoney(columns []*cellColumn) bool {
	return slices.ContainsFunc(columns, func(c *cellColumn) bool { return c.money })
}

// times brings the columns to the same unit: beside money, counts are in millionths too.
func times(columns []*cellColumn) []int64 {
	times := slices.Repeat([]int64{1}, len(columns))
	for i, c := range columns {
		if ofMoney(columns) && !c.money {
			times[i] = millionths
		}
	}
	return times
}

// wideSum is a sum of 128 bits.
type wideSum struct {
	hi int64
	lo uint64
}

func (w *wideSum) add(v int64) {
	lo, carry := bits.Add64(w.lo, uint64(v), 0)
	w.lo = lo
	w.hi += v>>63 + int64(carry)
}

// number is the sum, or its millionth part; false if it does not fit.
func (w wideSum) number(money bool) (report.Number, bool) {
	scale := uint8(0)
	if money {
		scale = moneyScale
	} else if w.hi == int64(w.lo)>>63 {
		return report.Count(int64(w.lo)), true
	}
	n := new(big.Int).Lsh(big.NewInt(w.hi), 64)
	return report.FromScaled(n.Or(n, new(big.Int).SetUint64(w.lo)), scale)
}
