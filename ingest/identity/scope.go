package identity

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/normal"
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

var publishedWords = []string{"发布日期", "发布时间", "发文日期", "公开日期", "公开时间", "生成日期", "发表时间", "日期", "时间"}

// tellPublished takes the date of publication from the page's own words.
func (f *reading) tellPublished() {
	type dated struct {
		date
		origin, rank int
	}
	var found []dated
	for _, m := range f.meta {
		if slices.Contains([]string{"pubdate", "publishdate", "article:published_time", "publishtime", "dc.date", "date"}, m.name) {
			if d, text := dateAfter(m.text, ""); text != "" {
				found = append(found, dated{d, f.propose(factPublished, m.Text, "meta", m.Offset), 0})
			}
		}
	}
	for _, t := range slices.Concat(f.titles, f.head, f.tail) {
		if !containsAny(t.plain, "日期", "时间") {
			continue
		}
		for rank, w := range publishedWords {
			if !strings.Contains(t.plain, w) || rank > 6 && !strings.HasPrefix(t.plain, w) {
				continue
			}
			if d, text := dateAfter(t, w); text != "" {
				words, at := t.find(strings.Index(t.plain, w), normal.Tight(text))
				found = append(found, dated{d, f.propose(factPublished, words, t.Where, at), rank + 1})
				break
			}
		}
	}
	slices.SortStableFunc(found, func(a, b dated) int { return a.rank - b.rank })
	switch m := f.Manifest; {
	case m != nil && m.Published != "":
		f.report.Published = m.Published
		f.take(f.propose(factPublished, m.Published, "manifest", -1))
		if len(found) > 0 && found[0].String() != m.Published {
			f.disagree("date of publication", "发布日期", m.Published, found[0].String(), f.basis[found[0].origin].Where)
		}
	case len(found) > 0:
		f.report.Published = found[0].String()
		f.take(found[0].origin)
	}
	if len(found) > 0 && f.report.Year != 0 && found[0].year < f.report.Year {
		f.note("published_early", report.Warning,
			fmt.Sprintf("published on %s, before the year %d it reports on began", found[0].date, f.report.Year),
			fmt.Sprintf("发布日期%s早于所报告的%d年度", found[0].date, f.report.Year))
	}
}

// dateAfter reads the date behind a word and how it is printed; "" if there is none. It looks at the text with its blanks, lest 2024-01-20 09:12
// become one number, and without them where 年 and 月 keep the figures apart.
func dateAfter(t text, word string) (date, string) {
	for _, s := range []string{normal.Text(t.Text), t.plain} {
		_, after, ok := strings.Cut(s, word)
		after = strings.TrimLeft(after, " :]>")
		d, n := dateAt(after)
		if ok && n > 0 && d.valid() && (s != t.plain || s == t.Text || strings.Contains(after[:n], "月")) {
			return d, after[:n]
		}
	}
	return date{}, ""
}
