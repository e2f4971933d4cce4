package identity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// publishedWords stand before the date of publication, the surest first. The short ones count only
// where a line begins with them.
var publishedWords = []string{"发布日期", "发布时间", "发文日期", "公开日期", "公开时间", "公布日期", "公布时间", "上网日期", "上传时间", "生成日期", "发表时间", "发稿时间", "日期", "时间"}

const shortWords = 2 // at the end of publishedWords

// publishedNames are the names under which a page's head gives the date, without blanks and marks.
var publishedNames = []string{
	"pubdate", "publishdate", "publisheddate", "pubtime", "publishtime", "publishedtime", "articledate", "articlepublishedtime",
	"firstpublishedtime", "datepublished", "ogpublishedtime", "ogreleasedate", "releasedate", "releasetime", "dcdate", "dcdateissued", "dctermsissued", "date",
}

// dated is a date that may be the one of publication.
type dated struct {
	date
	origin, rank int
}

// The ranks after those of publishedWords.
const (
	standsAlone = 50 // a date on a line of its own, below the title or at the end: the report is signed with it
	agreeing    = 2  // ranks that should give the same day: the page's head and 发布日期 or 发布时间
)

// tellPublished takes the date of publication from the page's head, from a line that says it is one,
// or else from the date the report is signed with.
func (f *reading) tellPublished() {
	found := slices.Concat(f.datesInHead(), f.datesNamed())
	if signed, ok := f.signed(); ok {
		found = append(found, signed)
	}
	slices.SortStableFunc(found, func(a, b dated) int { return a.rank - b.rank })
	switch m := f.Manifest; {
	case m != nil && m.Published != "":
		f.report.Published = m.Published
		f.take(f.propose(factPublished, m.Published, "manifest", -1))
		if len(found) > 0 && found[0].rank < standsAlone && found[0].String() != m.Published {
			f.disagree("date of publication", "发布日期", m.Published, found[0].String(), f.basis[found[0].origin].Where)
		}
	case len(found) > 0:
		f.report.Published = found[0].String()
		f.take(found[0].origin)
		f.publishedConflict(found)
	}
	if len(found) > 0 && f.report.Year != 0 && found[0].year < f.report.Year {
		f.note("published_early", report.Warning,
			fmt.Sprintf("published on %s, before the year %d it reports on began", found[0].date, f.report.Year),
			fmt.Sprintf("发布日期%s早于所报告的%d年度", found[0].date, f.report.Year))
	}
}

// datesInHead are those of the page's metadata.
func (f *reading) datesInHead() (found []dated) {
	for _, m := range f.meta {
		name := strings.Map(func(r rune) rune {
			if strings.ContainsRune("-_.: ", r) {
				return -1
			}
			return r
		}, m.name)
		if slices.Contains(publishedNames, name) {
			if d, text := dateAfter(m.text, ""); text != "" {
				found = append(found, dated{d, f.propose(factPublished, m.Text, "meta", m.Offset), 0})
			}
		}
	}
	return found
}

// datesNamed are those behind one of publishedWords.
func (f *reading) datesNamed() (found []dated) {
	for _, t := range slices.Concat(f.titles, f.head, f.tail) {
		if !containsAny(t.plain, "日期", "时间") {
			continue
		}
		for rank, w := range publishedWords {
			if !strings.Contains(t.plain, w) || rank >= len(publishedWords)-shortWords && !strings.HasPrefix(strings.TrimLeft(t.plain, "[("), w) {
				continue
			}
			if d, text := dateAfter(t, w); text != "" {
				words, at := t.find(strings.Index(t.plain, w), normal.Tight(text))
				found = append(found, dated{d, f.propose(factPublished, words, t.Where, at), rank + 1})
				break
			}
		}
	}
	return found
}

// latestYears is how many years after the one reported on a report is signed at the latest; pages
// print the day they are looked at, too.
const latestYears = 2

// signed is the date on a line of its own or behind the organ's name with which the report ends, or
// that stands below its title. One before the end of the year reported on is not it.
func (f *reading) signed() (dated, bool) {
	for _, t := range slices.Concat(f.tail, f.head) {
		from := 0
		d, ok := aloneIn(t)
		if !ok {
			d, from, ok = behindOrgan(t)
		}
		if ok && (f.report.Year == 0 || d.year > f.report.Year && d.year <= f.report.Year+latestYears) {
			words, at := t.printed(from, len(t.plain))
			return dated{d, f.propose(factPublished, words, t.Where, at), standsAlone}, true
		}
	}
	return dated{}, false
}

// aloneIn is the date that the line consists of, with a time of day behind it or without.
func aloneIn(t text) (date, bool) {
	s := strings.Trim(normal.Text(t.Text), " []()")
	if strings.Contains(t.plain, "年") {
		s = strings.Trim(t.plain, "[]()")
	}
	d, n := dateAt(s)
	if n == 0 || !d.valid() || strings.Trim(s[n:], " :0123456789") != "" || len(s)-n > len(" 09:30:00") {
		return date{}, false
	}
	return d, true
}

// behindOrgan is the date that ends a line which else names an organ alone: 栾城区司法局 2024年1月20日.
func behindOrgan(t text) (d date, from int, ok bool) {
	if !titleLike(t.plain) {
		return date{}, 0, false
	}
	for i := range t.plain {
		if d, n := dateAt(t.plain[i:]); i > 0 && n > 0 && d.valid() && i+n == len(t.plain) {
			return d, i, strings.Contains(t.plain[i:], "年") && parseSubject(t.plain[:i]).kind != ""
		}
	}
	return date{}, 0, false
}

// publishedConflict notes dates that should be the same and are not.
func (f *reading) publishedConflict(found []dated) {
	best := found[0]
	if best.rank > agreeing {
		return
	}
	for _, other := range found[1:] {
		if other.rank <= agreeing && other.date != best.date {
			where, elsewhere := f.basis[best.origin].Where, f.basis[other.origin].Where
			f.note("published_conflict", report.Warning,
				fmt.Sprintf("the date of publication is %s in the %s but %s in the %s; the first is taken", best.date, where, other.date, elsewhere),
				fmt.Sprintf("发布日期不一致:%s为%s,%s为%s;采用前者", chinesePlaces[where], best.date, chinesePlaces[elsewhere], other.date))
			return
		}
	}
}

// dateAfter reads the date behind a word and how it is printed; "" if there is none. It looks at the
// text with its blanks, lest 2024-01-20 09:12 become one number, and without them where 年 and 月 keep
// the figures apart.
func dateAfter(t text, word string) (date, string) {
	for i, s := range []string{normal.Text(t.Text), t.plain} {
		_, after, ok := strings.Cut(s, word)
		after = strings.TrimLeft(after, " :]>")
		d, n := dateAt(after)
		if ok && n > 0 && d.valid() && (i == 0 || strings.Contains(after[:n], "月")) {
			return d, after[:n]
		}
	}
	return date{}, ""
}
