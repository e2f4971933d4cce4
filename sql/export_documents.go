package sql

import (
	"context"
	"strconv"
	"strings"

	"github.com/gongkai/gongkai/report"
)

func documentColumns() []exportColumn {
	return []exportColumn{
		{"sha256", words, "The document, by the SHA-256 of its bytes."},
		{"document", words, "Its file name."},
		{"format", words, "What it was read as: html, docx, pdf …"},
		{"size", whole, "Its bytes."},
		{"url", words, "Where it was published."},
		{"status", words, "READ, PARTIAL, or REJECTED: then it gives no figures."},
		{"reason", words, "Why it was rejected: NOT_A_REPORT, NEEDS_OCR, CORRUPT …"},
		{"message", words, "The same in words, and what to do."},
		{"report_id", words, "The report it stands for; NULL if rejected."},
		{"revision", whole, "Which revision of that report; NULL if rejected."},
	}
}

// documentRows are the documents in the order they were loaded. Nobody knows of which region and year
// a rejected one is, so they are left out where only some reports are asked for.
func documentRows(ctx context.Context, s *Snapshot, e Extract, row func([]datum) error) error {
	c := s.place(e.Scope)
	c.narrow(e.Scope, e.Scope.OrganKinds)
	chosen, rejected := c.text(), ""
	if len(c.conditions) == 0 {
		rejected = "OR s.report_no IS NULL"
	}
	statement := strings.NewReplacer("/* chosen */", chosen, "/* rejected */", rejected, "/* after */", c.arg(0),
		"/* many */", strconv.Itoa(chunk)).Replace(query("documents"))
	for n := chunk; n == chunk; {
		n = 0
		err := eachRow(ctx, s.db, statement, c.args, func(v []any) error {
			c.args[len(c.args)-1] = v[0]
			n++
			return row(documentRow(v))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func documentRow(v []any) record {
	var r record
	name := SourceInfo{Source: report.Source{Path: text(v[2])}}.Name()
	r.word(text(v[1]), name, text(v[3]))
	r.whole(int64(integer(v[4])))
	r.word(text(v[5]), text(v[6]), text(v[7]), text(v[8]), text(v[9]))
	r.wholeUnless(int64(integer(v[10])), 0)
	return r
}
