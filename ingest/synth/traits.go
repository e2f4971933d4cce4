package synth

import (
	"math"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// traits are what stays the same about an office over the years: its size, its habits in answering
// and its ways of printing.
type traits struct {
	requests   float64   // requests a year, as of 2019
	applicants []float64 // weights of the six applicants
	outcomes   []float64 // weights of outcomes, in their order
	carry      float64   // share of requests that stay open at the end of the year
	reviews    float64   // reviews a handled request
	suits      float64   // lawsuits without review a handled request
	appeals    float64   // lawsuits a review
	results    []float64 // weights of the four results of a challenge
	disclosure
	printing
}

// disclosure are the sizes of table 二.
type disclosure struct {
	rules, documents               float64 // in force
	licensing, penalties, coercion float64 // decisions a year
	fees                           float64 // 万元 a year
	items                          float64 // licensing items; the others follow from it
	procurement                    float64 // projects a year
}

// printing is how the office words and prints.
type printing struct {
	scope     report.Scope
	title     int
	dated     bool // says when the report was published
	late      int  // years on the old form after 2020
	feePlaces int
	thousands bool // 40,746
	plus      int  // how a change is signed, see signed
	money     int  // how the procurement amount is printed, see amount
}

// sizes are medians by level.
var sizes = map[report.Level]struct {
	requests float64
	disclosure
}{
	report.Province:   {1100, disclosure{260, 900, 180_000, 9_000, 700, 60_000, 1200, 900}},
	report.Prefecture: {420, disclosure{38, 210, 60_000, 12_000, 900, 16_000, 700, 420}},
	report.County:     {48, disclosure{0, 34, 9_000, 1_300, 60, 2_100, 420, 90}},
}

// The outcome lines' usual weights, in thousandths. Those of the 2021 form are drawn; the 2019 form
// prints sums of them.
var usual = map[report.LineCode]float64{
	"granted": 400, "partly_granted": 52,
	"refused_state_secret": 1.5, "refused_other_law": 4, "refused_safety_stability": 3, "refused_third_party": 12,
	"refused_internal": 10, "refused_process": 12, "refused_enforcement_file": 14, "refused_admin_query": 13,
	"unable_not_held": 265, "unable_needs_creation": 32, "unable_unclear": 24,
	"declined_petition": 30, "declined_repeat": 22, "declined_publication": 3, "declined_excessive": 8, "declined_reissue": 7,
	"other_overdue_correction": 34, "other_unpaid_fee": 0.4, "other_other": 53,
}

// outcomes are the outcome lines that are drawn, each with the group it varies with.
var outcomes = sync.OnceValue(func() (drawn []report.Line) {
	for _, code := range report.Outcomes(report.E2021) {
		l, _ := report.FindLine(code)
		drawn = append(drawn, l)
	}
	return drawn
})

func traitsOf(seed uint64, o Office, region report.Region) traits {
	s := newStream(seed, o.key(), "traits", 0)
	size := sizes[region.Level]
	t := traits{
		requests:   size.requests * math.Exp(0.45*area(seed, region, "requests")) * s.around(1, 0.95),
		applicants: []float64{880, s.around(42, 0.6), s.around(2, 0.8), s.around(2.5, 0.8), s.around(30, 0.9), s.around(9, 0.8)},
		outcomes:   habits(seed, region, s),
		carry:      min(0.4, s.around(0.05, 0.7)),
		reviews:    min(0.5, s.around(0.055, 0.9)),
		suits:      min(0.2, s.around(0.012, 0.9)),
		appeals:    min(0.7, s.around(0.2, 0.5)),
		results:    []float64{s.around(600, 0.3), s.around(150, 0.6), s.around(160, 0.5), s.around(70, 0.6)},
		disclosure: size.disclosure,
	}
	t.documents *= s.around(1, 0.7)
	t.licensing *= s.around(1, 0.9)
	t.penalties *= s.around(1, 0.9)
	t.coercion *= s.around(1, 1.2)
	t.fees *= s.around(1, 0.9)
	t.items *= s.around(1, 0.4)
	t.procurement *= s.around(1, 0.7)
	if o.Department != "" {
		t.shrink(s)
	}
	if o.Department != "" || !makesRules(region) {
		t.rules = 0
	} else {
		t.rules *= s.around(1, 0.3)
	}
	t.printing = printingOf(s, region.Level, o)
	return t
}

// shrink makes a government's sizes those of one department, which has no business in half of what
// table 二 lists.
func (t *traits) shrink(s stream) {
	t.requests *= 0.08
	t.documents *= 0.06
	for _, size := range []*float64{&t.licensing, &t.penalties, &t.coercion, &t.fees, &t.items, &t.procurement} {
		if *size *= 0.05; s.chance(0.5) {
			*size = 0
		}
	}
}

// makesRules reports whether the region's government may make 规章: a province, a city with
// districts, an autonomous prefecture.
func makesRules(r report.Region) bool {
	return r.Level == report.Province ||
		r.Level == report.Prefecture && (strings.HasSuffix(r.Name, "市") || strings.HasSuffix(r.Name, "自治州"))
}

// habits are the weights of outcomes: the usual ones, bent by group for the area and the office.
func habits(seed uint64, region report.Region, s stream) []float64 {
	own := map[string]float64{}
	var weights []float64
	for _, l := range outcomes() {
		group := l.Block
		if _, ok := own[group]; !ok {
			own[group] = 0.4*s.normal() + 0.35*area(seed, region, group)
		}
		weights = append(weights, usual[l.Code]*math.Exp(own[group]+0.3*s.normal()))
	}
	return weights
}

// area is what the offices of a province and of a prefecture have in common.
func area(seed uint64, region report.Region, what string) float64 {
	province := newStream(seed, region.Code[:2], what, 0).normal()
	prefecture := newStream(seed, region.Code[:4], what, 0).normal()
	return 0.6*province + 0.8*prefecture
}

func printingOf(s stream, level report.Level, o Office) printing {
	p := printing{
		title:     s.below(3),
		dated:     s.chance(0.8),
		feePlaces: []int{0, 2, 2, 4, 6}[s.below(5)],
		thousands: s.chance(0.04),
		plus:      s.below(3),
		money:     s.below(4),
	}
	if s.chance(0.04) {
		p.late = 1 + s.below(2)
	}
	whole := 0.5
	if level != report.County {
		whole = 0 // a prefecture or province speaks for itself here, never for its counties
	}
	switch {
	case o.Department != "":
	case s.chance(whole):
		p.scope = report.ScopeWhole
	case s.chance(0.5):
		p.scope = report.ScopeSelf
	}
	return p
}

// follow makes the sizes those of the anchor, and lets its outcomes resemble it.
func (t *traits) follow(a *anchor) {
	t.requests = float64(a.value("received", report.Total)) / trend(a.report.Year)
	t.licensing = float64(a.value("licensing.decisions", "")) / trend(a.report.Year)
	t.penalties = float64(a.value("penalties.decisions", "")) / trend(a.report.Year)
	t.coercion = float64(a.value("coercion.decisions", "")) / trend(a.report.Year)
	t.fees = float64(a.value("fees.amount_10k_yuan", "")) / trend(a.report.Year)
	t.documents = float64(a.value("normative_documents.in_force", ""))
	handled := float64(max(1, a.value("total", report.Total)))
	t.reviews = float64(a.value("review.total", "")) / handled
	for i, l := range outcomes() {
		t.outcomes[i] = 0.5*t.outcomes[i] + 500*float64(a.value(l.Code, report.Total))/handled
	}
	t.late = 0
}

// trend is how much more there is to do than in 2019.
func trend(year int) float64 {
	if year < FirstYear {
		return 1
	}
	return math.Pow(1.06, float64(year-FirstYear))
}

// anchor is a report whose figures are given.
type anchor struct {
	report report.Report
	values map[report.Ref]int64
}

func newAnchor(r report.Report) *anchor {
	a := &anchor{report: r, values: map[report.Ref]int64{}}
	for _, c := range r.Cells {
		a.values[c.Ref()], _ = c.Value.Whole()
	}
	return a
}

func (a *anchor) value(code report.LineCode, column report.Column) int64 {
	return a.values[report.Ref{Line: code, Column: column}]
}

func (a *anchor) byApplicant(code report.LineCode) (counts byApplicant) {
	for i, c := range report.Applicants() {
		counts[i] = a.value(code, c.Column)
	}
	return counts
}
