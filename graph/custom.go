package graph

import (
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/report"
)

const maxNameLength = 80 // characters of an indicator's name

// questionOf gathers the indicators of a question: those of the dictionary, then its own.
func questionOf(ids []report.IndicatorID, custom []CustomIndicator) ([]report.Indicator, error) {
	indicators := make([]report.Indicator, 0, len(ids)+len(custom))
	names := map[string]bool{}
	for _, id := range ids {
		if names[string(id)] {
			return nil, refuse(CodeBadRequest, "%s is asked for twice", id)
		}
		names[string(id)] = true
		i, _ := report.FindIndicator(id) // the schema knows no others
		indicators = append(indicators, i)
	}
	for _, c := range custom {
		i, err := c.indicator()
		if err != nil {
			return nil, err
		}
		if _, taken := report.FindIndicator(report.IndicatorID(c.Name)); taken || names[c.Name] {
			return nil, refuse(CodeBadRequest, "the name %q is taken; give the custom indicator another", c.Name)
		}
		names[c.Name] = true
		indicators = append(indicators, i)
	}
	return indicators, nil
}

// indicator is the custom indicator as any other, under its own name.
func (c CustomIndicator) indicator() (report.Indicator, error) {
	i := report.Indicator{ID: report.IndicatorID(c.Name), English: c.Name, Chinese: c.Name}
	if strings.TrimSpace(c.Name) == "" || utf8.RuneCountInString(c.Name) > maxNameLength {
		return i, refuse(CodeBadRequest, "a custom indicator needs a name of 1 to %d characters", maxNameLength)
	}
	var err error
	if i.Numerator, err = c.cells("numerator", c.Numerator); err != nil {
		return i, err
	}
	if len(i.Numerator) == 0 {
		return i, refuse(CodeBadRequest, "the numerator of %q names no cell", c.Name)
	}
	if c.Denominator == nil {
		i.Kind, err = c.sumKind(i.Numerator)
		return i, err
	}
	if i.Denominator, err = c.cells("denominator", c.Denominator); err != nil {
		return i, err
	}
	if len(i.Denominator) == 0 {
		return i, refuse(CodeBadRequest, "the denominator of %q names no cell; leave it out for a plain sum", c.Name)
	}
	i.Kind = report.KindRatio
	if within(i.Numerator, i.Denominator) {
		i.Kind = report.KindShare
	}
	return i, nil
}

// cells checks each cell against the form: it must exist, and be named once, because a sum that
// counts a cell twice is a slip.
func (c CustomIndicator) cells(side string, inputs []CellInput) ([]report.Ref, error) {
	refs := make([]report.Ref, len(inputs))
	seen := map[report.Ref]bool{}
	for n, in := range inputs {
		l, _ := report.FindLine(in.Line) // the schema knows no others
		ref := report.Ref{Line: in.Line, Column: l.Main()}
		if in.Applicant != nil {
			if l.Table != report.Requests {
				return nil, refuse(CodeBadRequest, "the %s of %q names %s with an applicant, but that line has no columns: leave the applicant out", side, c.Name, lineName(in.Line))
			}
			ref.Column = *in.Applicant
		}
		if seen[ref] {
			return nil, refuse(CodeBadRequest, "the %s of %q names the cell %s %s twice", side, c.Name, lineName(ref.Line), strings.ToUpper(string(ref.Column)))
		}
		seen[ref] = true
		refs[n] = ref
	}
	return refs, nil
}

// sumKind is what a plain sum counts. Cases and yuan do not add up.
func (c CustomIndicator) sumKind(refs []report.Ref) (report.Kind, error) {
	first, _ := report.FindLine(refs[0].Line)
	for _, ref := range refs[1:] {
		if l, _ := report.FindLine(ref.Line); l.Unit != first.Unit {
			return "", refuse(CodeBadRequest, "the numerator of %q adds up %s and %s, which are counted in different units (%s and %s)",
				c.Name, lineName(first.Code), lineName(l.Code), first.Unit, l.Unit)
		}
	}
	if first.Unit == report.Cases {
		return report.KindCount, nil
	}
	return report.KindAmount, nil
}

// within reports whether the form makes the parts of a sum parts of the whole, each once: then their
// ratio is a share. A total stands for the lines, and 总计 for the applicants, that add up to it.
func within(parts, whole []report.Ref) bool {
	have := map[report.Ref]bool{}
	for _, r := range whole {
		for _, a := range atoms(r) {
			have[a] = true
		}
	}
	for _, r := range parts {
		for _, a := range atoms(r) {
			if !have[a] {
				return false
			}
			delete(have, a)
		}
	}
	return true
}

// atoms are the cells that add up to a cell and have no parts themselves.
func atoms(r report.Ref) []report.Ref {
	codes := []report.LineCode{r.Line}
	l, _ := report.FindLine(r.Line)
	switch block, isTotal := strings.CutSuffix(string(r.Line), ".total"); {
	case r.Line == "total":
		codes = report.Outcomes(report.E2021)
	case isTotal:
		codes = nil
		for _, result := range report.ChallengeResults() {
			codes = append(codes, report.LineCode(block+"."+result))
		}
	case len(l.Parts) > 0:
		codes = l.Parts
	}
	columns := []report.Column{r.Column}
	if r.Column == report.Total {
		columns = nil
		for _, a := range report.Applicants() {
			columns = append(columns, a.Column)
		}
	}
	var all []report.Ref
	for _, code := range codes {
		for _, column := range columns {
			all = append(all, report.Ref{Line: code, Column: column})
		}
	}
	return all
}
