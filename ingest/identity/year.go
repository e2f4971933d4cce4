package identity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// period is a stretch of days the text gives as the report's.
type period struct {
	span
	line  text
	named bool // the line says that it is the period of the figures
}

// tellPeriod finds 统计期限为2023年1月1日至2023年12月31日.
func (f *reading) tellPeriod() {
	for _, t := range slices.Concat(f.head, f.tail) {
		found, to := spans(t.plain), upTo(t)
		if len(found) == 0 && to.text == "" {
			continue
		}
		named := containsAny(t.plain, "统计期", "期限", "统计时", "数据", "报告期", "起止", "统计年度")
		for _, s := range found {
			calendar := s.whole() && s.from.month == 1 && s.from.day == 1 && s.to.month == 12 && s.to.day == 31
			if named || calendar {
				f.periods = append(f.periods, period{s, t, named})
			}
		}
		if to.text != "" && named {
			f.periods = append(f.periods, period{to, t, named})
		}
	}
	slices.SortStableFunc(f.periods, func(a, b period) int { return b.worth() - a.worth() })
	for i, p := range f.periods {
		printed, at := p.line.printed(p.at, p.at+len(p.text))
		n := f.propose(factPeriod, printed, p.line.Where, at)
		if i > 0 {
			continue
		}
		f.report.Period = p.period()
		if p.from == (date{}) && p.to.valid() {
			f.report.Period = report.Period{To: p.to.String()}
		}
		if f.report.Period == (report.Period{}) {
			f.note("period_unreadable", report.Warning,
				fmt.Sprintf("the period %q cannot be read", printed), fmt.Sprintf("统计期限“%s”无法辨认", printed))
			continue
		}
		f.take(n)
	}
}

func (p period) worth() int {
	n := 0
	if p.named {
		n += 2
	}
	if p.whole() {
		n++
	}
	return n
}

// upTo reads 截至2023年12月31日; its text is empty if the line says no such thing.
func upTo(t text) span {
	if !strings.Contains(t.plain, "截") {
		return span{}
	}
	for _, w := range []string{"截至到", "截止到", "截止至", "截至", "截止"} {
		if i := strings.Index(t.plain, w); i >= 0 {
			from := i + len(w)
			if d, n := dateAt(t.plain[from:]); n > 0 && d.valid() && d.month == 12 && d.day == 31 {
				return span{to: d, text: t.plain[from : from+n], at: from}
			}
			break
		}
	}
	return span{}
}

// vote is one proposal for the year.
type vote struct {
	year, weight int
	origin       int // in basis
	where        string
	firm         bool // enough to file a report by
}

// The weights: a title or a period alone outweighs all that is not in the document's own words;
// where the two differ, the rest decides, and the title if nothing does.
const (
	titleWeight, periodWeight            = 9, 8
	otherTitleWeight, lostPeriodWeight   = 3, 5
	fileWeight, folderWeight, wordWeight = 4, 2, 3
	urlWeight                            = 1
)

func (f *reading) tellYear() {
	votes := f.yearVotes()
	sums := map[int]int{}
	for _, v := range votes {
		sums[v.year] += v.weight
	}
	slices.SortStableFunc(votes, func(a, b vote) int { return cmp.Compare(sums[b.year], sums[a.year]) })
	if m := f.Manifest; m != nil && m.Year != 0 {
		f.report.Year = m.Year
		f.take(f.propose(factYear, fmt.Sprint(m.Year), "manifest", -1))
		f.manifestYear(votes)
		return
	}
	firm := slices.IndexFunc(votes, func(v vote) bool { return v.firm })
	if len(votes) == 0 || firm < 0 && votes[0].weight < folderWeight {
		f.note("year_unknown", report.Warning,
			"nothing says which year the report is for; name it in a manifest", "未见报告所属年度,请在清单中注明")
		return
	}
	best := votes[0]
	f.report.Year = best.year
	for _, v := range votes {
		if v.year == best.year {
			f.take(v.origin)
		}
	}
	if firm < 0 {
		f.note("year_weak", report.Warning, fmt.Sprintf("the year %d is taken from the %s only", best.year, best.where),
			fmt.Sprintf("年度%d仅据%s判定", best.year, chinesePlaces[best.where]))
	}
	f.yearConflicts(best, votes)
}

func (f *reading) yearConflicts(best vote, votes []vote) {
	var others, chinese []string
	for _, v := range votes {
		if v.year != best.year && (v.firm || v.where == "file name") {
			others = append(others, fmt.Sprintf("%d in the %s", v.year, v.where))
			chinese = append(chinese, fmt.Sprintf("%s为%d", chinesePlaces[v.where], v.year))
		}
	}
	if len(others) > 0 {
		f.note("year_conflict", report.Warning,
			fmt.Sprintf("the year is %d in the %s but %s; %d is taken", best.year, best.where, strings.Join(others, " and "), best.year),
			fmt.Sprintf("年度不一致:%s为%d,%s;采用%d", chinesePlaces[best.where], best.year, strings.Join(chinese, ","), best.year))
	}
}

func (f *reading) manifestYear(votes []vote) {
	if len(votes) > 0 && votes[0].year != f.report.Year {
		f.disagree("year", "年度", fmt.Sprint(f.report.Year), fmt.Sprint(votes[0].year), votes[0].where)
	}
}

// disagree is the finding that a manifest says other than the document.
func (f *reading) disagree(fact, chinese, manifest, document, where string) {
	f.note("manifest_conflict", report.Warning,
		fmt.Sprintf("the manifest gives the %s as %s, the document's %s says %s; the manifest is followed", fact, manifest, where, document),
		fmt.Sprintf("清单所列%s为%s,文件%s为%s;以清单为准", chinese, manifest, chinesePlaces[where], document))
}

var chinesePlaces = map[string]string{
	"title": "标题", "heading": "题名", "prose": "正文", "period": "统计期限", "file name": "文件名",
	"folder": "文件夹名", "url": "网址", "meta": "页面信息", "manifest": "清单", "properties": "文件属性", "sheet name": "工作表名", "publication date": "发布日期",
}

func (f *reading) yearVotes() []vote {
	var votes []vote
	add := func(year, weight int, text, where string, at int64, firm bool) {
		votes = append(votes, vote{year, weight, f.propose(factYear, text, where, at), where, firm})
	}
	title := titleWeight
	for _, h := range f.headings {
		if h.year == 0 {
			continue
		}
		where, weight, firm := h.line.Where, title, true
		switch {
		case where == "sheet name":
			weight, firm = folderWeight, false
		case isAside(where):
			weight = fileWeight
		default:
			title = otherTitleWeight
		}
		words, at := h.line.find(h.from, h.yearText)
		add(h.year, weight, words, where, at, firm)
	}
	if len(f.periods) > 0 {
		p := f.periods[0]
		if y := p.year(); y != 0 {
			weight := periodWeight
			if !p.whole() {
				weight = lostPeriodWeight
			}
			printed, at := p.line.printed(p.at, p.at+len(p.text))
			add(y, weight, printed, "period", at, p.named || p.whole())
		}
	}
	for _, t := range f.head {
		if y, size := sentenceYear(t.plain); y != 0 {
			words, at := t.printed(0, size)
			add(y, wordWeight, words, "prose", at, false)
			break
		}
	}
	titled := slices.ContainsFunc(f.headings, func(h heading) bool { return h.line.Where == "file name" && h.year != 0 })
	if y, at := yearIn(f.file.plain); y != 0 && !titled {
		add(y, fileWeight, f.file.plain[at:min(len(f.file.plain), at+4)], "file name", -1, false)
	}
	for _, t := range f.office {
		if y, at := yearIn(t.plain); y != 0 && t.Where == "sheet name" {
			add(y, folderWeight, t.plain[at:min(len(t.plain), at+4)], "sheet name", -1, false)
			break
		}
	}
	for _, t := range slices.Backward(f.folders) {
		if y, at := yearIn(t.plain); y != 0 {
			add(y, folderWeight, t.plain[at:min(len(t.plain), at+4)], "folder", -1, false)
			break
		}
	}
	for _, t := range f.titles {
		if y, _ := yearIn(t.plain); t.Where == "url" && y != 0 {
			add(y, urlWeight, fmt.Sprint(y), "url", t.Offset, false)
		}
	}
	return votes
}

// sentenceYear is the year a sentence opens with: 2023年,栾城区政务公开工作…
func sentenceYear(s string) (year, size int) {
	y, n := yearAt(s)
	if y == 0 {
		return 0, 0
	}
	for _, w := range []string{"年度,", "年,", "年度", "年以来", "年我", "年全", "年在"} {
		if strings.HasPrefix(s[n:], w) {
			return y, n + len("年")
		}
	}
	return 0, 0
}
