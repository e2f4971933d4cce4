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
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.kind == word && !t.cell && !t.used && t.text != "" {
			e.Prose = append(e.Prose, identity.Line{Text: t.text, Where: "prose", Offset: t.place.Offset})
			r.Synthetic = r.Synthetic || strings.Contains(t.text, report.SyntheticNotice)
		}
	}
	identity.Fill(r, e)
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
