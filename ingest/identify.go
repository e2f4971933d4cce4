package ingest

import (
	"fmt"
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// identify fills in who reports, for which region and year.
func identify(r *report.Report, p page, known *identity.Entry) {
	e := identity.Evidence{Path: r.Source.Path, Manifest: known}
	for _, h := range p.titles {
		e.Titles = append(e.Titles, identity.Line{Text: h.text, Where: h.where, Offset: h.offset})
	}
	form := false // the form's own rows have begun
	for i := range p.tokens {
		t := &p.tokens[i]
		form = form || t.used && t.cell
		switch {
		case t.kind != word || t.used || t.text == "":
		case !t.cell:
			e.Prose = append(e.Prose, identity.Line{Text: t.text, Where: "prose", Offset: t.place.Offset})
			r.Synthetic = r.Synthetic || strings.Contains(t.text, report.SyntheticNotice)
		case !form && len(t.text) <= longestLabel && (strings.Contains(t.text, "日期") || strings.Contains(t.text, "时间")):
			e.Prose = append(e.Prose, identity.Line{Text: dateBeside(p.tokens[i:]), Where: "prose", Offset: t.place.Offset})
		}
	}
	identity.Fill(r, e)
}

// dateBeside is what a cell says with the cell beside it: pages print 发布日期 and the date in a table
// above the report.
func dateBeside(tokens []token) string {
	text := tokens[0].text
	if !strings.ContainsAny(text, "0123456789") && len(tokens) > 1 && tokens[1].cell && len(tokens[1].text) <= longestLabel {
		text += " " + tokens[1].text
	}
	return text
}

// nameless rejects a page without the form's rows, saying which kind of nothing it is.
func nameless(r report.Report, p page) report.Report {
	if f := unread(p.tokens); f != nil {
		r.Edition = f.Edition
		return rejected(r, report.UnsupportedEdition, fmt.Sprintf("it follows the form of %s, which is recognised but not read", f.Edition))
	}
	sections, subject := 0, false
	for _, h := range p.titles {
		subject = subject || isSubject(h.text)
	}
	for i := range p.tokens {
		t := &p.tokens[i]
		subject = subject || isSubject(t.text)
		for _, c := range forms()[0].exactly(t.label) {
			if forms()[0].Slots[c.slot].Kind == editions.Section {
				sections++
			}
		}
	}
	if subject || sections >= 2 {
		return rejected(r, report.NoTables, "it is an annual report without its tables: they may stand in an attachment or a picture, or be loaded by a script")
	}
	return rejected(r, report.NotAReport, "nothing in it is an annual report on government-information disclosure")
}

// isSubject reports whether a text names a report of this kind.
func isSubject(s string) bool {
	s = normal.Text(s)
	return strings.Contains(s, "信息公开") && (strings.Contains(s, "年度报告") || strings.Contains(s, "年报"))
}
