package sql

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// findingID is made of what the finding says: of which report, by which rule, about which cell, with
// which figures and, where these do not tell all, in which words.
func findingID(about string, f report.Finding, words string) string {
	h := sha256.New()
	for _, n := range []*report.Number{f.Expected, f.Actual} {
		text := ""
		if n != nil {
			text = n.String()
		}
		fmt.Fprintf(h, "%s\x00", text)
	}
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00%s", about, f.Rule, f.Line, f.Column, words)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// audit runs the rules over what the batch may have changed.
func (b *Batch) audit(ctx context.Context, d *draft) error {
	since := b.firstNo
	if b.parent.Rules != rulesID() || b.redated() {
		since = 0
	}
	if d.appended == 0 && since > 0 {
		return nil
	}
	return d.audit(ctx, since, b.portion)
}

// audit finds anew what rules find in the reports with numbers beyond since, and what they find in
// others because of these.
func (d *draft) audit(ctx context.Context, since int32, portion int) error {
	if _, err := d.conn.ExecContext(ctx, query("checked")); err != nil {
		return err
	}
	if err := d.writeForm(ctx); err != nil {
		return err
	}
	if err := d.openAppender("finding"); err != nil {
		return err
	}
	for _, alone := range []bool{true, false} {
		if err := d.auditStage(ctx, alone, since, portion); err != nil {
			return err
		}
	}
	return d.flush()
}

// portionSize is how many reports the rules look at together: about as many as the writer's memory
// holds the figures of.
const portionSize = 50_000

// auditStage applies the rules that need only the report itself, or the others, to one portion of the
// reports after the other.
func (d *draft) auditStage(ctx context.Context, alone bool, since int32, portion int) error {
	which := "everything"
	if !alone && since > 0 {
		which = "touched"
	}
	if _, err := d.conn.ExecContext(ctx, fmt.Sprintf(query("due"), query(which)), since, portion); err != nil {
		return err
	}
	if err := d.retireFindings(ctx, alone, since); err != nil {
		return err
	}
	for n := 0; ; n++ {
		if _, err := d.conn.ExecContext(ctx, "DELETE FROM examined"); err != nil {
			return err
		}
		done, err := d.conn.ExecContext(ctx, "INSERT INTO examined SELECT no FROM due WHERE portion = $1", n)
		if err != nil {
			return err
		}
		if rows, err := done.RowsAffected(); err != nil || rows == 0 {
			return err
		}
		if _, err := d.conn.ExecContext(ctx, figuresQuery()); err != nil {
			return err
		}
		ordinals := map[int32]int{}
		for _, r := range rules() {
			if r.Stage == Publishing && r.alone == alone {
				if err := d.apply(ctx, r, ordinals); err != nil {
					return fmt.Errorf("rule %s: %w", r.Code, err)
				}
			}
		}
	}
}

// retireFindings removes what the rules are about to find anew.
func (d *draft) retireFindings(ctx context.Context, alone bool, since int32) error {
	switch {
	case alone && since > 0:
		return nil // the reports are new
	case alone:
		_, err := d.conn.ExecContext(ctx, "DELETE FROM finding WHERE published")
		return err
	case since == 0:
		return nil // nothing is left
	}
	var codes []string
	for _, r := range rules() {
		if r.Stage == Publishing && r.alone == alone {
			codes = append(codes, r.Code)
		}
	}
	c := &clause{}
	c.add("no IN (SELECT no FROM due)")
	c.among("rule", codes)
	_, err := d.conn.ExecContext(ctx, "DELETE FROM finding WHERE "+c.text(), c.args...)
	return err
}

// The findings of rules come after the reader's in a report's order: first what the report says
// against itself, then what it says against others, which is found anew more often.
const (
	aloneOrdinal = 100_000
	otherOrdinal = 200_000
)

// apply writes what one rule finds in the reports to check.
func (d *draft) apply(ctx context.Context, r Rule, ordinals map[int32]int) error {
	type found struct {
		no         int32
		id         string
		finding    report.Finding
		difference *report.Number
	}
	var all []found
	said := map[string]bool{}
	err := eachRow(ctx, d.conn, fmt.Sprintf(query("found"), r.statement), nil, func(row []any) (err error) {
		f := found{no: int32(integer(row[0])), finding: report.Finding{Rule: r.Code, Severity: r.Severity,
			Line: report.LineCode(text(row[3])), Column: report.Column(text(row[4]))}}
		for i, into := range []**report.Number{&f.finding.Expected, &f.finding.Actual, &f.difference} {
			if *into, err = number(row[5+i]); err != nil {
				return err
			}
		}
		detail := text(row[8])
		if row[9] != nil {
			f.finding.Places = []report.Place{{Offset: int64(integer(row[9]))}}
		}
		f.id = findingID(text(row[1]), f.finding, detail)
		f.finding.Message, f.finding.Chinese = r.say(f.finding, f.difference, detail, integer(row[2]))
		if key := fmt.Sprint(f.no, f.id); !said[key] {
			said[key] = true
			all = append(all, f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	begin := otherOrdinal
	if r.alone {
		begin = aloneOrdinal
	}
	for _, f := range all {
		if err := d.addFinding(f.no, begin+ordinals[f.no], f.id, true, f.finding, f.difference); err != nil {
			return err
		}
		ordinals[f.no]++
	}
	return nil
}

// writeForm says for the rules which cell each column of the wide table is.
func (d *draft) writeForm(ctx context.Context) error {
	var columns, lines, applicants []string
	for _, r := range report.Refs("") {
		columns, lines, applicants = append(columns, column(r)), append(lines, string(r.Line)), append(applicants, string(r.Column))
	}
	_, err := d.conn.ExecContext(ctx, query("form"), columns, lines, applicants)
	return err
}

// figuresQuery is queries/figures.sql with the catalogue's columns in it.
func figuresQuery() string {
	var all, mains []string
	for _, r := range report.Refs("") {
		name := quote(column(r))
		all = append(all, name)
		if l, _ := report.FindLine(r.Line); r.Column == l.Main() {
			mains = append(mains, name)
		}
	}
	return strings.NewReplacer("/* cells */", strings.Join(all, ", "), "/* main cells */", strings.Join(mains, ", ")).Replace(query("figures"))
}

// refsOf are the cells that a finding of a rule concerns: of a sum all that it adds up.
func refsOf(e report.Edition, f report.Finding) []report.Ref {
	at := report.Ref{Line: f.Line, Column: f.Column}
	for _, sum := range report.Identities(e) {
		if sum.Rule == f.Rule && sum.Right[0] == at {
			return slices.Concat(sum.Left, sum.Right)
		}
	}
	return []report.Ref{at}
}
