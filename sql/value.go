package sql

import (
	"slices"

	"github.com/gongkai/gongkai/report"
)

// Value is one indicator over one group of reports.
type Value struct {
	Indicator   *report.Indicator
	Numerator   *report.Number // nil if no report has every cell needed
	Denominator *report.Number // nil also for indicators without one
	Value       *report.Number // nil with a NullReason; a quotient is rounded at the twelfth decimal
	Interval    *Interval      // Wilson 95 % interval; nil with an IntervalNullReason
	Reports     int            // reports that count
	Missing     int            // reports left out of numerator and denominator for want of a cell
	NullReason  NullReason     // empty if there is a value

	// Comparability with the same group one year before, or one edition before where rows are split
	// by edition and not by year; empty where the answer holds no such group with a report.
	Comparability report.Comparability

	trail trail
}

// Interval is a range that holds the true value with 95 % confidence.
type Interval struct{ Low, High float64 }

// IntervalNullReason is why a value has no interval: one of those below, or ImpossibleShare.
type IntervalNullReason string

const (
	NoValue   IntervalNullReason = "NO_VALUE"
	NotAShare IntervalNullReason = "NOT_A_SHARE"
)

// IntervalNullReason is empty if there is an interval.
func (v Value) IntervalNullReason() IntervalNullReason {
	switch {
	case v.Interval != nil:
		return ""
	case v.Value == nil:
		return NoValue
	case v.Indicator.Kind != report.KindShare:
		return NotAShare
	}
	return IntervalNullReason(ImpossibleShare)
}

// values are the indicators of a group; crowds are its reports, asked for only where none counts.
func (g group) values(indicators []report.Indicator, crowds func() []crowd) []Value {
	values := make([]Value, len(indicators))
	for i := range indicators {
		t := g.indicators[i]
		values[i] = t.value(&indicators[i], g.reports)
		values[i].trail = g.trail
		if t.reports == 0 {
			values[i].NullReason = whyNone(indicators[i], crowds())
		}
	}
	return values
}

func (t tally) value(ind *report.Indicator, reports int) Value {
	v := Value{Indicator: ind, Numerator: t.numerator, Denominator: t.denominator,
		Reports: t.reports, Missing: reports - t.reports}
	switch {
	case t.reports == 0:
	case len(ind.Denominator) == 0:
		v.Value = t.numerator
	default:
		quotient, ok := report.Quotient(*t.numerator, *t.denominator)
		if !ok {
			v.NullReason = ZeroDenominator
			break
		}
		v.Value = &quotient
		if ind.Kind == report.KindShare {
			v.Interval = wilson(*t.numerator, *t.denominator)
		}
	}
	return v
}

// whyNone is the most frequent reason why none of the reports counts.
func whyNone(ind report.Indicator, crowds []crowd) NullReason {
	unasked, untabled, blank := 0, 0, 0
	for _, c := range crowds {
		switch {
		case !asks(c.edition, ind):
			unasked += c.reports
		case c.lacksTable(ind):
			untabled += c.reports
		default:
			blank += c.reports
		}
	}
	switch {
	case unasked+untabled+blank == 0:
		return NoReport
	case unasked >= max(untabled, blank):
		return NotInEdition
	case untabled >= blank:
		return TableMissing
	}
	return CellBlank
}

// asks reports whether the edition asks for every cell of the indicator, if need be in parts.
func asks(e report.Edition, ind report.Indicator) bool {
	for _, r := range slices.Concat(ind.Numerator, ind.Denominator) {
		l, _ := report.FindLine(r.Line)
		if l.In(e) {
			continue
		}
		if len(l.Parts) == 0 {
			return false
		}
		for _, code := range l.Parts {
			if part, _ := report.FindLine(code); !part.In(e) {
				return false
			}
		}
	}
	return true
}

func wilson(part, whole report.Number) *Interval {
	p, wholePart := part.Whole()
	n, wholeWhole := whole.Whole()
	low, high, ok := report.Wilson(p, n)
	if !wholePart || !wholeWhole || !ok {
		return nil
	}
	return &Interval{low, high}
}

// compare says of each row how it compares with the one before it in time.
func compare(rows []AggregateRow, groups []group, q AggregateQuery, crowds []func() []crowd) {
	overYears, overEditions := slices.Contains(q.By, ByYear), slices.Contains(q.By, ByEdition)
	if !overYears && !overEditions {
		return
	}
	at := make(map[key]int, len(groups))
	for i, g := range groups {
		at[g.key] = i
	}
	for i, g := range groups {
		for _, k := range g.key.before(overYears, overEditions) {
			j, ok := at[k]
			if !ok || groups[j].reports == 0 || g.reports == 0 {
				continue
			}
			for n, ind := range q.Indicators {
				rows[i].Values[n].Comparability = across(ind, groups[j].formsOf(n, crowds[j]), g.formsOf(n, crowds[i]))
			}
			break
		}
	}
}

// before are the keys of the groups that a group is compared with, the best first.
func (k key) before(overYears, overEditions bool) []key {
	base := k
	if overYears {
		base.year--
		if !overEditions {
			return []key{base}
		}
	}
	var keys []key
	if overYears {
		keys = append(keys, base)
	}
	for _, e := range slices.Backward(report.Editions()) {
		if n := ordinal(editionOrder, e); n < k.edition || overYears && n != k.edition {
			other := base
			other.edition = n
			keys = append(keys, other)
		}
	}
	return keys
}

// formsOf are the forms of the reports that count in an indicator, or of all if none does.
func (g group) formsOf(n int, crowds func() []crowd) forms {
	if t := g.indicators[n]; t.reports > 0 {
		return t.forms
	}
	all := forms{-1, -1}
	for _, c := range crowds() {
		i := slices.Index(report.Editions(), c.edition)
		if all.first < 0 || i < all.first {
			all.first = i
		}
		all.last = max(all.last, i)
	}
	return all
}

// across is EXACT between reports on one and the same form; otherwise it is as the indicator
// compares across editions.
func across(ind report.Indicator, old, new forms) report.Comparability {
	if old == new && old.first == old.last {
		return report.Exact
	}
	return ind.Across()
}
