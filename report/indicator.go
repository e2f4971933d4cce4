package report

import "sync"

// IndicatorID names an indicator, in upper case with underscores. It never changes meaning.
type IndicatorID string

// Kind is what an indicator's value is.
type Kind string

const (
	KindCount  Kind = "COUNT"  // a sum of cells that count
	KindAmount Kind = "AMOUNT" // a sum of money
	KindShare  Kind = "SHARE"  // part of a whole: between 0 and 1, with a Wilson interval
	KindRatio  Kind = "RATIO"  // one sum over another that it is no part of: no interval
)

// Indicator is a figure computed from cells: a sum of cells, or the ratio of two such sums. Over
// several reports it is the ratio of the sums, never the mean of ratios.
type Indicator struct {
	ID          IndicatorID
	Kind        Kind
	English     string
	Chinese     string
	Description string // what it tells, which way is which, what null means, in English
	Explanation string // the same in Chinese
	Numerator   []Ref
	Denominator []Ref // nil for COUNT and AMOUNT
}

// ByApplicant reports whether the indicator can be split by applicant: every cell it needs stands
// in table 三 in the column 总计.
func (i Indicator) ByApplicant() bool {
	for _, refs := range [][]Ref{i.Numerator, i.Denominator} {
		for _, r := range refs {
			if r.Column != Total {
				return false
			}
		}
	}
	return true
}

// Across is how the indicator compares over the change of editions: as its worst cell does.
func (i Indicator) Across() Comparability {
	worst := Exact
	for _, refs := range [][]Ref{i.Numerator, i.Denominator} {
		for _, r := range refs {
			switch l, _ := FindLine(r.Line); l.Across {
			case Break:
				return Break
			case Approximate:
				worst = Approximate
			}
		}
	}
	return worst
}

// Indicators are all indicators in the order they are shown.
func Indicators() []Indicator { return indicators }

var indicatorIndex = sync.OnceValue(func() map[IndicatorID]int {
	m := make(map[IndicatorID]int, len(indicators))
	for i, ind := range indicators {
		m[ind.ID] = i
	}
	return m
})

// FindIndicator is the indicator of that id.
func FindIndicator(id IndicatorID) (Indicator, bool) {
	i, ok := indicatorIndex()[id]
	if !ok {
		return Indicator{}, false
	}
	return indicators[i], true
}

// of are the main cells of the lines: the column 总计 in table 三, the only cell elsewhere.
func of(codes ...LineCode) []Ref {
	refs := make([]Ref, len(codes))
	for i, code := range codes {
		refs[i] = Ref{Line: code}
		if l, _ := FindLine(code); l.Table == Requests {
			refs[i].Column = Total
		}
	}
	return refs
}
