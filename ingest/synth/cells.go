package synth

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// sheet is a form being filled in.
type sheet struct {
	cells  []report.Cell
	offset map[report.LineCode]int // of a line's first cell
}

// blankSheets are the forms with 0 in every cell.
var blankSheets = sync.OnceValue(func() map[report.Edition]sheet {
	sheets := map[report.Edition]sheet{}
	for _, e := range report.Editions() {
		s := sheet{offset: map[report.LineCode]int{}}
		for i, ref := range report.Refs(e) {
			if _, seen := s.offset[ref.Line]; !seen {
				s.offset[ref.Line] = i
			}
			s.cells = append(s.cells, report.Cell{Line: ref.Line, Column: ref.Column, State: report.Numeric, Text: "0"})
		}
		sheets[e] = s
	}
	return sheets
})

func newSheet(e report.Edition) sheet {
	s := blankSheets()[e]
	s.cells = slices.Clone(s.cells)
	return s
}

// set puts a figure where the form has the line, and leaves it out where it has not.
func (s sheet) set(code report.LineCode, v report.Number, text string) {
	if i, ok := s.offset[code]; ok {
		s.cells[i].Value, s.cells[i].Text = v, text
	}
}

func (s sheet) count(code report.LineCode, n int64) {
	s.set(code, report.Count(n), strconv.FormatInt(n, 10))
}

// add adds to a line of table 三.
func (s sheet) add(code report.LineCode, n byApplicant) {
	i, ok := s.offset[code]
	if !ok {
		return
	}
	for a, v := range append(n[:], n.sum()) {
		if v != 0 {
			c := &s.cells[i+a]
			c.Value = c.Value.Add(report.Count(v))
			c.Text = c.Value.String()
		}
	}
}

func (b byApplicant) sum() (n int64) {
	for _, v := range b {
		n += v
	}
	return n
}

// cells are the year on a form, as the office prints figures.
func (w *world) cells(y year, e report.Edition) []report.Cell {
	s := newSheet(e)
	w.disclosure(s, y)
	if e == report.E2019 {
		w.disclosure2019(s, y)
	}
	s.add("received", y.received)
	s.add("carried_in", y.carriedIn)
	s.add("carried_out", y.carriedOut)
	for i, l := range outcomes() {
		s.add(lineOn(e, l), y.outcomes[i])
		s.add("total", y.outcomes[i])
	}
	for b, block := range report.ChallengeBlocks() {
		var sum int64
		for r, result := range report.ChallengeResults() {
			s.count(report.LineCode(block+"."+result), y.challenges[b][r])
			sum += y.challenges[b][r]
		}
		s.count(report.LineCode(block+".total"), sum)
	}
	return s.cells
}

// lineOn is the line an outcome is counted under: itself, or the one that stands for it on a form
// that does not print it.
func lineOn(e report.Edition, l report.Line) report.LineCode {
	if l.In(e) {
		return l.Code
	}
	for _, whole := range report.Lines() {
		for _, part := range whole.Parts {
			if part == l.Code {
				return whole.Code
			}
		}
	}
	return ""
}

// disclosure fills in what both forms have and what the 2021 form has alone.
func (w *world) disclosure(s sheet, y year) {
	for what, stock := range map[string]stock{"rules": y.rules, "normative_documents": y.documents} {
		s.count(report.LineCode(what+".made"), stock.made)
		s.count(report.LineCode(what+".repealed"), stock.repealed)
		s.count(report.LineCode(what+".in_force"), stock.inForce)
	}
	s.set("licensing.decisions", report.Count(y.licensing), w.large(y.licensing))
	s.set("penalties.decisions", report.Count(y.penalties), w.large(y.penalties))
	s.count("coercion.decisions", y.coercion)
	s.set("fees.amount_10k_yuan", y.fees, w.places(y.fees))
}

// disclosure2019 fills in what the 2019 form has alone. What is public is what is in force but for
// a few old papers.
func (w *world) disclosure2019(s sheet, y year) {
	hidden := int64(w.region.Code[5]-'0') % 3
	for what, stock := range map[string]stock{"rules": y.rules, "normative_documents": y.documents} {
		s.count(report.LineCode(what+".published"), stock.made)
		s.count(report.LineCode(what+".total_public"), max(stock.made, stock.inForce-hidden))
	}
	for i, what := range []string{"licensing", "other_services", "penalties", "coercion"} {
		w.changes(s, what, y.items[i])
	}
	w.changes(s, "fees", y.feeItems)
	s.count("other_services.decisions", y.otherServices)
	s.count("procurement.items", y.procured)
	value, text := w.amount(y.spent)
	s.set("procurement.amount", value, text)
}

func (w *world) changes(s sheet, what string, i items) {
	s.count(report.LineCode(what+".previous_items"), i.previous)
	s.set(report.LineCode(what+".change"), report.Count(i.change), w.signed(i.change))
}

// signed is a change as the office writes it: 3, +3 or 增3; -3 or 减3.
func (w *world) signed(n int64) string {
	sign := [][2]string{{"", "-"}, {"+", "-"}, {"增", "减"}}[w.traits.plus]
	switch {
	case n < 0:
		return sign[1] + strconv.FormatInt(-n, 10)
	case n > 0:
		return sign[0] + strconv.FormatInt(n, 10)
	}
	return "0"
}

// amount is the money spent, as the office writes it: in 元 with or without the unit, in 万元 with
// the unit, or in 万元 without it, in which case nobody can tell and the value is as printed.
func (w *world) amount(yuan int64) (report.Number, string) {
	value := report.Count(yuan)
	inTenK, _ := report.Quotient(value, report.Count(10_000))
	switch w.traits.money {
	case 0:
		return value, value.String()
	case 1:
		return value, value.String() + "元"
	case 2:
		return value, inTenK.String() + "万元"
	}
	return inTenK, inTenK.String()
}

// places is a fee with as many decimals as the office always prints.
func (w *world) places(n report.Number) string {
	scaled, _ := n.Scaled(uint8(w.traits.feePlaces))
	if w.traits.feePlaces == 0 || n.Sign() == 0 {
		return n.String()
	}
	digits := fmt.Sprintf("%0*d", w.traits.feePlaces+1, scaled)
	point := len(digits) - w.traits.feePlaces
	return digits[:point] + "." + digits[point:]
}

// large is a count, in groups of three where the office prints it so.
func (w *world) large(n int64) string {
	text := strconv.FormatInt(n, 10)
	if !w.traits.thousands {
		return text
	}
	var b strings.Builder
	for i, digit := range text {
		if i > 0 && (len(text)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}
