package synth

import (
	"slices"
	"strconv"

	"github.com/gongkai/gongkai/report"
)

// The flaws that a check of reports against themselves and each other must find, each planted so that
// nothing else is wrong because of it. An office gets one at most, in one of its years.
const (
	UnbalancedFlaw   Flaw = "balance"                    // more comes in than goes out
	OutcomesFlaw     Flaw = "outcomes"                   // the outcomes are more than the requests handled
	ApplicantsFlaw   Flaw = "applicants"                 // applicants do not make up the total of two lines
	ChallengeFlaw    Flaw = "challenge"                  // results do not make up the total of the reviews
	CarryOverFlaw    Flaw = "carry_over"                 // more is carried in than the year before carried out
	StockFlaw        Flaw = "documents_stock"            // the stock does not follow from the year before
	RuleMakingFlaw   Flaw = "rule_making"                // rules of an office that cannot make any
	ProseFlaw        Flaw = "prose"                      // the text gives another figure than the table
	YearFlaw         Flaw = "year_conflict"              // the period is the year before
	PeriodFlaw       Flaw = "year_stated"                // the period is not the calendar year
	CopiedFlaw       Flaw = "copied"                     // a table is that of the year before
	TenfoldFlaw      Flaw = "tenfold"                    // two digits too many
	PartsFlaw        Flaw = "parts_exceed_whole"         // says that it speaks for all of a city, and states less than its parts
	NoRequestsFlaw   Flaw = "challenge_without_requests" // a review without requests
	LateFlaw         Flaw = "published_late"             // published after the legal date
	TableMissingFlaw Flaw = "table_missing"              // table 四 is left out
	UnreadableFlaw   Flaw = "cell_unreadable"            // half a measure, where a count belongs
)

// planter puts a flaw into the report of the year all[i] and reports whether that was possible. It may
// change all[i] alone, whose cells are its own.
type planter func(s Set, all []report.Report, i int, draw stream) (report.Ref, bool)

// To add a flaw: its name above, its planter here. Its name is the rule that finds it.
var planters = []struct {
	flaw  Flaw
	plant planter
}{
	{UnbalancedFlaw, func(_ Set, all []report.Report, i int, draw stream) (report.Ref, bool) {
		return both(all[i], "received", int64(1+draw.below(9)))
	}},
	{OutcomesFlaw, func(_ Set, all []report.Report, i int, draw stream) (report.Ref, bool) {
		return both(all[i], "granted", int64(1+draw.below(9)))
	}},
	{ApplicantsFlaw, func(_ Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
		from := report.Ref{Line: "unable_not_held", Column: "natural_person"}
		to := report.Ref{Line: "granted", Column: "natural_person"}
		if value(all[i], from) < 1 {
			return from, false
		}
		return from, change(all[i], from, -1) && change(all[i], to, 1)
	}},
	{ChallengeFlaw, func(_ Set, all []report.Report, i int, draw stream) (report.Ref, bool) {
		at := report.Ref{Line: "review.upheld"}
		return at, change(all[i], at, int64(1+draw.below(5)))
	}},
	{CarryOverFlaw, func(_ Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
		at := report.Ref{Line: "carried_in", Column: "natural_person"}
		if !follows(all, i) || value(all[i], report.Ref{Line: "received", Column: "natural_person"}) < 2 {
			return at, false
		}
		both(all[i], "received", -1)
		return both(all[i], "carried_in", 1)
	}},
	{StockFlaw, func(_ Set, all []report.Report, i int, draw stream) (report.Ref, bool) {
		at := report.Ref{Line: "normative_documents.made"}
		if !follows(all, i) || all[i].Edition != report.E2021 || all[i-1].Edition != report.E2021 {
			return at, false
		}
		return at, change(all[i], at, int64(1+draw.below(3)))
	}},
	{RuleMakingFlaw, func(_ Set, all []report.Report, i int, draw stream) (report.Ref, bool) {
		at := report.Ref{Line: "rules.made"}
		if all[i].Organ.Kind == report.Government && all[i].Region.Level != report.County {
			return at, false
		}
		n := int64(1 + draw.below(3))
		if all[i].Edition == report.E2021 {
			change(all[i], report.Ref{Line: "rules.repealed"}, n)
		}
		return at, change(all[i], at, n)
	}},
	{ProseFlaw, func(_ Set, all []report.Report, i int, draw stream) (report.Ref, bool) {
		at := report.Ref{Line: "received", Column: report.Total}
		said := report.Count(value(all[i], at) + int64(1+draw.below(9)))
		all[i].Facts = []report.Fact{{Lines: []report.LineCode{"received"}, Value: said}}
		return at, true
	}},
	{YearFlaw, func(_ Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
		before := strconv.Itoa(all[i].Year - 1)
		all[i].Period = report.Period{From: before + "-01-01", To: before + "-12-31"}
		return report.Ref{}, true
	}},
	{PeriodFlaw, func(_ Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
		year := all[i].Year
		all[i].Period = report.Period{From: strconv.Itoa(year-1) + "-12-21", To: strconv.Itoa(year) + "-12-20"}
		return report.Ref{}, true
	}},
	{CopiedFlaw, plantCopy},
	{TenfoldFlaw, plantTenfold},
	{PartsFlaw, plantParts},
	{NoRequestsFlaw, func(_ Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
		at := report.Ref{Line: "review.upheld"}
		for _, line := range []report.LineCode{"received", "carried_in", "total"} {
			if value(all[i], report.Ref{Line: line, Column: report.Total}) != 0 {
				return at, false
			}
		}
		return at, change(all[i], at, 1) && change(all[i], report.Ref{Line: "review.total"}, 1)
	}},
	{LateFlaw, func(_ Set, all []report.Report, i int, draw stream) (report.Ref, bool) {
		all[i].Published = strconv.Itoa(all[i].Year+1) + "-0" + strconv.Itoa(4+draw.below(5)) + "-1" + strconv.Itoa(draw.below(10))
		return report.Ref{}, true
	}},
	{TableMissingFlaw, func(_ Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
		all[i].Cells = slices.DeleteFunc(all[i].Cells, func(c report.Cell) bool { return tableOf(c) == report.Challenges })
		return report.Ref{}, true
	}},
	{UnreadableFlaw, func(_ Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
		at := report.Ref{Line: "coercion.decisions"}
		c := &all[i].Cells[cellAt(all[i], at)]
		*c = report.Cell{Line: at.Line, State: report.Illegible, Text: c.Value.String() + ".5"}
		return at, true
	}},
}

func tableOf(c report.Cell) report.Table {
	l, _ := report.FindLine(c.Line)
	return l.Table
}

func cellAt(r report.Report, at report.Ref) int {
	return slices.IndexFunc(r.Cells, func(c report.Cell) bool { return c.Ref() == at })
}

func value(r report.Report, at report.Ref) int64 {
	if i := cellAt(r, at); i >= 0 {
		n, _ := r.Cells[i].Value.Whole()
		return n
	}
	return 0
}

// change adds n to a cell; false if the form has none there.
func change(r report.Report, at report.Ref, n int64) bool {
	i := cellAt(r, at)
	if i < 0 {
		return false
	}
	c := &r.Cells[i]
	c.Value = c.Value.Add(report.Count(n))
	c.Text = c.Value.String()
	return true
}

// both adds n to a line's natural persons and to its total.
func both(r report.Report, line report.LineCode, n int64) (report.Ref, bool) {
	at := report.Ref{Line: line, Column: "natural_person"}
	return at, change(r, at, n) && change(r, report.Ref{Line: line, Column: report.Total}, n)
}

// follows reports whether the year before all[i] is there.
func follows(all []report.Report, i int) bool { return i > 0 && all[i-1].Year == all[i].Year-1 }

// plantCopy leaves table 四 or 二 as it was, where its figures are too many for chance and nothing else
// hangs on them.
func plantCopy(_ Set, all []report.Report, i int, _ stream) (at report.Ref, ok bool) {
	if !follows(all, i) || all[i].Edition != all[i-1].Edition {
		return at, false
	}
	r, before := all[i], all[i-1]
	figure := func(line report.LineCode) int64 { return value(before, report.Ref{Line: line}) }
	even := func(r report.Report, what string) bool {
		return value(r, report.Ref{Line: report.LineCode(what + ".made")}) == value(r, report.Ref{Line: report.LineCode(what + ".repealed")})
	}
	table := report.Challenges
	if figure("review.total")+figure("litigation_direct.total")+figure("litigation_after_review.total") < 20 {
		table = report.Disclosure
		large := 0
		for _, line := range []report.LineCode{"licensing.decisions", "penalties.decisions", "coercion.decisions", "fees.amount_10k_yuan"} {
			if figure(line) >= 100 {
				large++
			}
		}
		if large < 2 || r.Edition == report.E2021 && !(even(r, "rules") && even(before, "rules") && even(r, "normative_documents") && even(before, "normative_documents")) {
			return at, false
		}
	}
	for n, c := range r.Cells {
		if tableOf(c) == table {
			r.Cells[n] = before.Cells[n]
		}
	}
	return at, true
}

// plantTenfold adds two digits to the licences of a year, if the other years tell that they are many.
func plantTenfold(_ Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
	at := report.Ref{Line: "licensing.decisions"}
	n, most := value(all[i], at), int64(0)
	for j, other := range all {
		if j != i {
			most = max(most, value(other, at))
		}
	}
	if len(all) < 4 || n == 0 || most == 0 || n > 10_000_000 || n*100 < max(100, most*10) {
		return at, false
	}
	return at, change(all[i], at, n*99)
}

// plantParts has a prefecture say that it speaks for its counties where these state much more.
func plantParts(s Set, all []report.Report, i int, _ stream) (report.Ref, bool) {
	at := report.Ref{Line: "received", Column: report.Total}
	r := &all[i]
	if r.Region.Level != report.Prefecture || r.Organ.Kind != report.Government {
		return at, false
	}
	var sum int64
	for _, o := range s.Offices {
		if o.Department != "" || o.Region[:4] != r.Region.Code[:4] || o.Region == r.Region.Code {
			continue
		}
		for _, part := range Reports(s.Seed, o, r.Year, r.Year) {
			sum += value(part, at)
		}
	}
	if sum < 2*value(*r, at) || sum == 0 {
		return at, false
	}
	r.Scope = report.ScopeWhole
	return at, true
}

// plant puts at most one flaw into an office's reports and says in which, -1 for none.
func (s Set) plant(o Office, all []report.Report) (int, Planted) {
	draw := newStream(s.Seed, o.key(), "flaw", 0)
	var weights []float64
	for _, p := range planters {
		weights = append(weights, s.Flaws[p.flaw])
	}
	if len(all) == 0 || !draw.chance(min(1, total(weights)*float64(len(all)))) {
		return -1, Planted{}
	}
	p := planters[draw.pick(weights, total(weights))]
	start := draw.below(len(all))
	for n := range all {
		i := (start + n) % len(all)
		cells := all[i].Cells
		if !all[i].Synthetic || s.old(all[i]) {
			continue
		}
		all[i].Cells = slices.Clone(cells)
		if at, ok := p.plant(s, all, i, draw); ok {
			planted := Planted{Flaw: p.flaw, Cell: at, Broken: broken(all[i].Edition, all[i].Cells)}
			if was := slices.IndexFunc(cells, func(c report.Cell) bool { return c.Ref() == at }); was >= 0 {
				planted.Was = cells[was].Text
			}
			return i, planted
		}
		all[i].Cells = cells
	}
	return -1, Planted{}
}

func (s Set) old(r report.Report) bool { return r.Edition == report.E2019 && r.Year > 2020 }

// LedgerFlaws are the flaws that can be planted by rate, in the order they are told.
func LedgerFlaws() []Flaw {
	var all []Flaw
	for _, p := range planters {
		all = append(all, p.flaw)
	}
	return all
}
