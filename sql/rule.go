package sql

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// To add a rule: a file rules/<code>.sql and its case testdata/rules/<code>.txtar. The file begins
// with its words, one to a line of comment:
//
//	zh, en       what holds where there is no such finding, for readers
//	severity     ERROR, WARNING or INFO
//	reason, 理由  why it matters so much
//	finding, 发现 what was found; {cell} {expected} {actual} {difference} {detail} {year} {before} stand
//	             for the finding's own, {before} for the year before
//	compares     "one report" if the rule needs only the report itself, else "other reports"
//
// Its statement gives a row a finding: no, line, applicant, expected, actual, difference, detail and
// byte_offset, the last where a text and not a cell is meant. It reads
//
//	checked  the revisions to check, a portion of them at a time: rows of report, with the office through its region's renamings
//	counted  the latest revisions of all reports, likewise: a nation's, so no rule joins all of them
//	history  the latest revisions of the checked reports' offices, likewise
//	main_cell  figures of checked reports in the main column of their lines: no, line, applicant, value
//	cell     all figures of checked reports some sum of which fails: no, edition, line, applicant, value
//
// and the tables of schema.sql. A missing figure is NULL, or no row, and must never lead to a finding.

//go:embed rules/*.sql
var ruleFiles embed.FS

// Stage is when a rule is looked at.
type Stage string

const (
	Reading    Stage = "READING"    // when a document is read
	Publishing Stage = "PUBLISHING" // when reports are published
)

// Rule is one thing the ledger looks for.
type Rule struct {
	report.Rule
	Stage Stage

	message, chinese string // of a finding, with its places in braces
	alone            bool   // it needs only the report itself
	statement        string
}

// Rules are all rules in order of code. The slice is shared and not to be changed.
func Rules() []Rule { return rules() }

var rules = sync.OnceValue(func() []Rule {
	var all []Rule
	for _, r := range report.ReadingRules() {
		all = append(all, Rule{Rule: r, Stage: Reading})
	}
	entries, err := fs.ReadDir(ruleFiles, "rules")
	if err != nil {
		panic(err) // embedded
	}
	for _, e := range entries {
		text, err := fs.ReadFile(ruleFiles, path.Join("rules", e.Name()))
		if err != nil {
			panic(err)
		}
		r, err := parseRule(strings.TrimSuffix(e.Name(), ".sql"), string(text))
		if err != nil {
			panic(fmt.Sprintf("rules/%s: %v", e.Name(), err)) // a fault of the build, which the tests catch
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b Rule) int { return strings.Compare(a.Code, b.Code) })
	return all
})

// FindRule is the rule of that code.
func FindRule(code string) (Rule, bool) {
	i, ok := slices.BinarySearchFunc(rules(), code, func(r Rule, code string) int { return strings.Compare(r.Code, code) })
	if !ok {
		return Rule{}, false
	}
	return rules()[i], true
}

// parseRule reads the words at the head of a rule's file.
func parseRule(code, text string) (Rule, error) {
	r := Rule{Rule: report.Rule{Code: code}, Stage: Publishing, statement: text}
	words := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "-- "), ": ")
		if !strings.HasPrefix(line, "-- ") || !ok {
			break
		}
		words[name] = value
	}
	for name, into := range map[string]*string{
		"zh": &r.Chinese, "en": &r.English, "reason": &r.Reason, "理由": &r.Grounds, "finding": &r.message, "发现": &r.chinese,
	} {
		if *into = words[name]; *into == "" {
			return r, fmt.Errorf("its head has no line “-- %s: …”", name)
		}
	}
	r.Severity = report.Severity(words["severity"])
	if !slices.Contains(severityOrder, r.Severity) {
		return r, fmt.Errorf("its severity %q is none", r.Severity)
	}
	switch words["compares"] {
	case "one report":
		r.alone = true
	case "other reports":
	default:
		return r, fmt.Errorf("it compares %q, not “one report” or “other reports”", words["compares"])
	}
	return r, nil
}

var severityOrder = []report.Severity{report.Error, report.Warning, report.Info}

// rulesID changes whenever a rule does: then every report is checked anew.
var rulesID = sync.OnceValue(func() string {
	h := sha256.New()
	for _, r := range rules() {
		fmt.Fprintln(h, r.Code, r.statement)
	}
	for _, name := range []string{"checked", "figures", "due", "everything", "touched"} {
		fmt.Fprintln(h, query(name))
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
})

// say is the finding in words, in English and in Chinese.
func (r Rule) say(f report.Finding, difference *report.Number, detail string, year int) (message, chinese string) {
	number := func(n *report.Number) string {
		if n == nil {
			return ""
		}
		return n.String()
	}
	fill := func(template, cell string) string {
		return strings.NewReplacer("{cell}", cell, "{expected}", number(f.Expected), "{actual}", number(f.Actual), "{difference}", number(difference),
			"{detail}", detail, "{year}", fmt.Sprint(year), "{before}", fmt.Sprint(year-1)).Replace(template)
	}
	at := report.Ref{Line: f.Line, Column: f.Column}
	return fill(r.message, at.English()), fill(r.chinese, at.Chinese())
}
