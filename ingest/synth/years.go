package synth

import (
	"math"

	"github.com/gongkai/gongkai/report"
)

// world is one office with its past.
type world struct {
	seed   uint64
	office Office
	region report.Region
	traits traits
	anchor *anchor
}

// byApplicant are counts by the six applicants.
type byApplicant [6]int64

// year is what truly happened in a year, before it is put on a form.
type year struct {
	year       int
	received   byApplicant
	carriedIn  byApplicant
	carriedOut byApplicant
	outcomes   []byApplicant // in the order of outcomes()
	challenges [3][4]int64   // blocks and results in printed order

	rules, documents               stock
	licensing, penalties, coercion int64
	fees                           report.Number // 万元
	items                          [4]items      // licensing, other services, penalties, coercion
	feeItems                       items
	otherServices                  int64
	procured                       int64
	spent                          int64 // 元
}

// stock is what was made, what was repealed and what was left at the end of the year.
type stock struct{ made, repealed, inForce int64 }

// items are how many there were the year before and by how many they changed.
type items struct{ previous, change int64 }

// years are the years from 2019 on.
func (w *world) years(to int) []year {
	all := make([]year, to-FirstYear+1)
	first := newStream(w.seed, w.office.key(), "first", 0)
	open := byApplicant{}
	for range first.poisson(w.traits.requests * w.traits.carry) {
		open[first.pick(w.traits.applicants, total(w.traits.applicants))]++
	}
	counted := [5]int64{} // items at the end of the year before
	for i, share := range [...]float64{1, 0.6, 4, 0.3, 0.08} {
		counted[i] = int64(first.around(w.traits.items*share, 0.4))
	}
	for i := range all {
		y := &all[i]
		y.year = FirstYear + i
		w.requests(y, open)
		open = y.carriedOut
		w.activity(y)
		for n, group := range []*items{&y.items[0], &y.items[1], &y.items[2], &y.items[3], &y.feeItems} {
			*group = w.changed(y.year, n, counted[n])
			counted[n] += group.change
		}
	}
	w.stocks(all, "rules", w.traits.rules, 0.05, func(y *year) *stock { return &y.rules })
	w.stocks(all, "normative_documents", w.traits.documents, 0.09, func(y *year) *stock { return &y.documents })
	return all
}

// requests draws every request with its applicant and, unless it stays open, its outcome.
func (w *world) requests(y *year, open byApplicant) {
	s := newStream(w.seed, w.office.key(), "requests", y.year)
	t := &w.traits
	sum := total(t.applicants)
	y.carriedIn = open
	handled := open
	for range s.poisson(t.requests * trend(y.year) * s.around(1, 0.22)) {
		a := s.pick(t.applicants, sum)
		y.received[a]++
		if s.chance(t.carry) {
			y.carriedOut[a]++
		} else {
			handled[a]++
		}
	}
	if w.anchor != nil {
		switch w.anchor.report.Year {
		case y.year + 1:
			handled = w.leadUp(y)
		case y.year:
			y.carriedOut = w.anchor.byApplicant("carried_out")
		}
	}
	weights := make([]float64, len(t.outcomes))
	for i, weight := range t.outcomes {
		weights[i] = weight * s.around(1, 0.18)
	}
	sum = total(weights)
	y.outcomes = make([]byApplicant, len(weights))
	var ended int64
	for a, n := range handled {
		ended += n
		for range n {
			y.outcomes[s.pick(weights, sum)][a]++
		}
	}
	y.challenges = w.challenges(y.year, float64(ended))
}

// leadUp leaves open what the anchor says was carried in, and answers what is then handled.
func (w *world) leadUp(y *year) (handled byApplicant) {
	y.carriedOut = w.anchor.byApplicant("carried_in")
	for a := range handled {
		y.received[a] = max(y.received[a], y.carriedOut[a])
		handled[a] = y.received[a] + y.carriedIn[a] - y.carriedOut[a]
	}
	return handled
}

func (w *world) challenges(in int, ended float64) (blocks [3][4]int64) {
	s := newStream(w.seed, w.office.key(), "challenges", in)
	reviews := s.poisson(ended * w.traits.reviews)
	sum := total(w.traits.results)
	for block, n := range [3]int64{
		reviews,
		s.poisson(ended * w.traits.suits),
		s.poisson(float64(reviews) * w.traits.appeals),
	} {
		for range n {
			blocks[block][s.pick(w.traits.results, sum)]++
		}
	}
	return blocks
}

// activity draws the figures of table 二 that stand for themselves.
func (w *world) activity(y *year) {
	s := newStream(w.seed, w.office.key(), "activity", y.year)
	t := &w.traits
	count := func(median, spread float64) int64 {
		return int64(s.around(median*trend(y.year), spread))
	}
	y.licensing = count(t.licensing, 0.25)
	y.penalties = count(t.penalties, 0.3)
	y.coercion = count(t.coercion, 0.5)
	y.otherServices = count(t.licensing*0.7, 0.5)
	y.procured = count(t.procurement, 0.3)
	y.spent = y.procured * count(400_000, 0.6)
	scale := int64(math.Pow10(t.feePlaces))
	scaled := report.Count(count(t.fees*float64(scale), 0.3))
	y.fees, _ = report.Quotient(scaled, report.Count(scale))
	if s.chance(0.05) { // nothing to report of this kind this year
		y.coercion = 0
	}
}

// changed are the items of one kind, of which there were n.
func (w *world) changed(in, kind int, n int64) items {
	s := newStream(w.seed, w.office.key(), "items", in*8+kind)
	if s.chance(0.5) {
		return items{previous: n}
	}
	return items{n, max(-n, int64(math.Round(s.normal()*(2+0.02*float64(n)))))}
}

// stocks fills in what was made, repealed and left in each year, walking both ways from a year
// whose stock is known: the anchor's, else the first.
func (w *world) stocks(all []year, what string, size, made float64, of func(*year) *stock) {
	code := func(part string) report.LineCode { return report.LineCode(what + "." + part) }
	known := 0
	for i := range all {
		s := newStream(w.seed, w.office.key(), what, all[i].year)
		*of(&all[i]) = stock{made: s.poisson(size * made), repealed: s.poisson(size * made * 0.75)}
		if i == 0 {
			of(&all[i]).inForce = int64(size)
		}
		if w.anchor != nil && w.anchor.report.Year == all[i].year {
			known = i
			*of(&all[i]) = stock{
				w.anchor.value(code("made"), ""), w.anchor.value(code("repealed"), ""), w.anchor.value(code("in_force"), ""),
			}
		}
	}
	first := of(&all[known])
	first.made = min(first.made, first.inForce)
	for i := known; i > 0; i-- {
		after, before := of(&all[i]), of(&all[i-1])
		before.inForce = after.inForce - after.made + after.repealed
		before.made = min(before.made, before.inForce)
	}
	for i := known + 1; i < len(all); i++ {
		before, after := of(&all[i-1]), of(&all[i])
		after.repealed = min(after.repealed, before.inForce)
		after.inForce = before.inForce + after.made - after.repealed
	}
}
