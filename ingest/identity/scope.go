package identity

import (
	"regexp"
	"strings"

	"github.com/gongkai/gongkai/report"
)

var (
	scopeClause = regexp.MustCompile(`(?:统计|数据)[^.;]{0,8}(?:范围|口径|涵盖|包括|包含|汇总|来源)[^.;]{0,40}|(?:数据|本报告|本年报|统计)[^.;]{0,12}(?:不含|不包括|不包含|仅为|仅限|仅含|为全|包括全|包含全|涵盖全|涵盖各)[^.;]{0,40}`)
	wholeClause = regexp.MustCompile(`全(?:省|市|区|县|旗|州|盟)|各(?:镇|乡|街道|部门|市直|区直|县直|县|区|乡镇)`)
	selfClause  = regexp.MustCompile(`本级|本机关|本部门|本局|本单位|不含|不包括|不包含|仅为|仅限|仅含`)
)

// tellScope takes the scope from the title or from a clause about the figures: 数据统计范围为全区.
func (f *reading) tellScope() {
	scope, taken := report.ScopeUnsaid, -1
	propose := func(s report.Scope, text, where string, at int64) bool {
		n := f.propose(factScope, text, where, at)
		if taken >= 0 && s != scope {
			f.note("scope_conflict", report.Warning, "the report gives its figures' scope both as the whole region and as the office alone",
				"报告对统计范围的说法不一:既称全域,又称本级")
			f.basis[taken].Taken, scope = false, report.ScopeUnsaid
			return false
		}
		scope, taken = s, n
		f.take(n)
		return true
	}
	for _, h := range f.headings {
		printed, at := h.line.printed(h.from, h.to)
		if s := h.subject.scope; s != "" && !propose(s, printed, h.line.Where, at) {
			return
		}
	}
	for _, t := range f.head {
		from, to := scopeIn(t.plain)
		if to == 0 {
			continue
		}
		clause := t.plain[from:to]
		s := report.ScopeUnsaid
		if selfClause.MatchString(clause) {
			s = report.ScopeSelf
			if !containsAny(clause, "不含", "不包括", "不包含", "仅") && wholeClause.MatchString(clause) {
				s = report.ScopeWhole // 包括本机关和各部门
			}
		} else if wholeClause.MatchString(clause) {
			s = report.ScopeWhole
		}
		printed, at := t.printed(from, to)
		if s != "" && !propose(s, printed, t.Where, at) {
			return
		}
	}
	f.report.Scope = scope
}

// scopeIn finds the clause in which s says whose figures the report gives; it reads sentence by
// sentence, and only those that speak of figures at all.
func scopeIn(s string) (from, to int) {
	for start := 0; start < len(s); {
		end := len(s)
		if i := strings.IndexAny(s[start:], ".;"); i >= 0 {
			end = start + i
		}
		sentence := s[start:end]
		if containsAny(sentence, "数据", "统计", "本报告", "本年报") && containsAny(sentence, "全", "各", "本", "不", "仅") {
			if m := scopeClause.FindStringIndex(sentence); m != nil {
				return start + m[0], start + m[1]
			}
		}
		start = end + 1
	}
	return 0, 0
}
