package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// Figures in the running text are there to be compared with the tables. What is taken must speak of
// the report's own year and office, and every word around it must be known: a part of a whole, a
// running total, last year's figure and a doubtful one are all left, for a contradiction that is none
// costs more than one that goes unseen.

// speech is what the sentences so far leave to the next one.
type speech struct {
	page   *page
	report *report.Report
	own    []string // how the office calls itself, longest first

	of      passage
	at      topic
	year    int  // last named; 0 for none
	known   bool // it is clear which requests are meant
	foreign bool // it speaks of another office

	veto   bool // nothing more of this sentence is taken
	within bool // the rest of the sentence tells parts of what was said: 其中
	facts  []report.Fact
}

// facts reads the figures that the sections state.
func facts(p *page, r *report.Report, sections []section) []report.Fact {
	s := &speech{page: p, report: r, own: ownNames(r)}
	for _, section := range sections {
		s.known = false
		for _, of := range section.passages {
			s.known = s.known || containsAny(of.text, "依申请", "依申請", "信息公开申请", "信息公開申請")
			if !containsAny(of.text, matters...) {
				continue
			}
			s.of, s.at, s.year, s.foreign = of, "", 0, false
			if section.number == 4 {
				s.at = ofChallenges
			}
			s.passage()
		}
	}
	return undisputed(s.facts)
}

// matters are words one of which a passage has that states a figure of the form.
var matters = []string{"申请", "申請", "复议", "復議", "複議", "诉讼", "訴訟", "规范性文件", "規範性文件", "规章", "規章",
	"行政许可", "行政許可", "行政处罚", "行政處罰", "行政强制", "行政強制", "收费", "收費", "处理费", "處理費"}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// undisputed are the facts that no other contradicts: where a text gives two figures for one thing,
// at least one of them is of something else.
func undisputed(facts []report.Fact) []report.Fact {
	type thing struct {
		lines string
		topic report.Topic
	}
	of := func(f report.Fact) thing { return thing{fmt.Sprint(f.Lines), f.Topic} }
	said, disputed := map[thing]report.Number{}, map[thing]bool{}
	for _, f := range facts {
		if before, known := said[of(f)]; known && before != f.Value && !f.Approx {
			disputed[of(f)] = true
		}
		if !f.Approx {
			said[of(f)] = f.Value
		}
	}
	return slices.DeleteFunc(facts, func(f report.Fact) bool { return disputed[of(f)] && !f.Approx })
}

// ownNames are the words for the reporting office at the beginning of a sentence.
func ownNames(r *report.Report) []string {
	names := []string{"我单位", "本单位", "本机关", "我机关", "本行政机关", "本级"}
	first := func(kinds ...string) {
		for _, kind := range kinds {
			names = append(names, "我"+kind, "本"+kind)
		}
	}
	organ := []rune(normal.Tight(r.Organ.Name))
	for i := 0; i+3 <= len(organ); i++ {
		names = append(names, string(organ[i:]))
	}
	switch r.Organ.Kind {
	case report.Government:
		first("省", "市", "区", "县", "州", "旗", "盟", "自治区", "自治州", "自治县", "政府")
		if region := normal.Tight(r.Region.Name); region != "" {
			names = append(names, region+"人民政府", region+"政府", region)
		}
		names = append(names, "市政府", "区政府", "县政府", "省政府", "市人民政府", "区人民政府", "县人民政府")
		if r.Scope == report.ScopeWhole {
			names = append(names, "全省", "全市", "全区", "全县", "全州", "全旗", "全盟")
		}
	case report.Department:
		first("局", "委", "办", "厅", "会", "院", "中心", "部门", "队", "署", "委员会", "办公室")
	case report.Township:
		first("镇", "乡", "街道", "街道办", "街道办事处", "街", "办")
		names = append(names, "全镇", "全乡", "镇政府", "乡政府", "街道办事处", "街道")
	case report.Zone:
		first("区", "开发区", "高新区", "管委会", "园区")
		names = append(names, "管委会")
	}
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	return names
}

var (
	wholeYear  = regexp.MustCompile(`((?:19|20)\d\d)年1月1日(?:起?至|到|-)(?:(?:19|20)\d\d年)?12月31日(?:期间|止)?`)
	yearNamed  = regexp.MustCompile(`((?:19|20)\d\d)年`)
	opening    = regexp.MustCompile(`^(?:(?:19|20)\d\d年1月1日(?:起?至|到|-)(?:(?:19|20)\d\d年)?12月31日(?:期间|止)?|(?:19|20)\d\d年度?(?:全年|期间|内)?|全年度?|年内|年度内?|本年度(?:内)?|本年内?|今年以来|今年|当年|报告期内?|一年来|期间|其间|期内|共计|总共|一共|合计|总计|共|已|均|都|依法依规|依法|依规|按时|按期|及时|规范|妥善|实际|\d{1,2}[.、]|[一二三四五六七八九]是)`)
	months     = regexp.MustCompile(`[0-9一二三四五六七八九十]月|月份`)
	otherOrgan = regexp.MustCompile(`局|委员会|卫健委|发改委|办公室|镇|乡|街道|部门|单位|科室|系统|中心|法院|公司|学校|各级|下属|所属`)
	byOrder    = regexp.MustCompile(`(?:按照|根据|依据|落实|遵照|在|对照)[^,]*?(?:要求|部署|领导下|指导下|规定|精神)|相关部门|有关部门|相关单位|有关单位|上级部门|中心工作|围绕中心`)
	limiting   = regexp.MustCompile(`方面|领域|条线|类$|自然人|法人|企业|涉及|其中|网上|互联网|网络|当面|现场|信函|邮寄|线上|线下|(?:通过|经由|以|从|由|采用).*(?:渠道|平台|方式|网站|途径|形式)`)
	openField  = regexp.MustCompile(`^(?:在)?(?:政府信息|信息)?(?:依申请公开|公开申请|依申请公开政府信息|政府信息公开申请)(?:工作|办理|处理)*(?:方面|情况)?$`)
	ofHandled  = regexp.MustCompile(`^(?:在)?(?:已)?(?:办结|办理|答复|处理)的?(?:政府信息公开|依申请公开)?申请(?:中|事项中|里)$`)
	including  = regexp.MustCompile(`^\(?(?:其中)?(?:含|包含|包括)|^\([^)]*结转`)
	without    = regexp.MustCompile(`^\(?(?:不含|不包括|除)`)
)

// closing are words before a figure that add nothing to it, nearly those that blur it; the longer of
// two with the same end comes first.
var (
	closing = []string{"共计", "合计", "总计", "总共", "一共", "共", "为", "是", "有", "达到", "达", "计", "了", "数量", "件数", "总数", "总量", ":"}
	nearly  = []string{"大约", "约", "将近", "接近", "近", "超过", "超", "逾"}
)

// running are the words of a total over more or less than the year, lastYear those of another.
var (
	running  = []string{"累计", "历年", "历次", "截至", "截止", "以来", "季度", "上半年", "下半年"}
	lastYear = []string{"上年", "上一年", "去年", "往年", "前一年"}
)

// passage reads the sentences of the passage at hand.
func (s *speech) passage() {
	all := sentences(s.of.text)
	if !containsAny(s.of.text, "未", "没", "無", "无") && !slices.ContainsFunc(all, func(now sentence) bool { return len(now.figures) > 0 }) {
		return
	}
	for _, now := range all {
		s.veto, s.within = false, false
		clauses := now.clauses()
		for i, c := range clauses {
			behind := c.behind
			if behind == "" && i+1 < len(clauses) {
				behind = string(now.plain[clauses[i+1].from:clauses[i+1].to])
			}
			s.clause(now, c, i == 0, behind)
		}
	}
}

func (s *speech) clause(now sentence, c clause, first bool, behind string) {
	words := s.neighbours(string(now.plain[c.from:c.to]))
	if containsAny(words, "信息公开申请", "依申请") {
		s.known = true
	}
	rest, own := s.begin(words)
	if first && own {
		s.foreign = false
	}
	if strings.HasPrefix(rest, "其中") {
		s.within = true
		rest = strings.TrimPrefix(rest, "其中")
		rest, _ = s.begin(rest)
	}
	start := c.from + utf8.RuneCountInString(words) - utf8.RuneCountInString(rest)
	if strings.Contains(words, "年") {
		words = wholeYear.ReplaceAllString(words, "${1}年")
		for _, m := range yearNamed.FindAllStringSubmatch(words, -1) {
			s.year, _ = strconv.Atoi(m[1])
		}
	}
	if containsAny(words, running...) || strings.Contains(words, "月") && months.MatchString(words) {
		s.veto, s.at = true, ""
	}
	if containsAny(words, "同比", "环比", "比", "较") {
		return // the figures of a comparison are no figures of the form
	}
	if len(c.figures) == 0 {
		s.remark(now, c, rest, start)
		return
	}
	from := c.from
	for i, q := range c.figures {
		tail := ""
		if i == len(c.figures)-1 {
			tail = string(now.plain[q.to:c.to])
		}
		s.figure(now, c, from, q, tail, behind)
		from = q.to
	}
}

// neighbours puts words for the numbers of the years beside the report's: what is carried over names
// them and still belongs to this report.
func (s *speech) neighbours(words string) string {
	if s.report.Year == 0 || !strings.Contains(words, "结转") {
		return words
	}
	before, after := strconv.Itoa(s.report.Year-1), strconv.Itoa(s.report.Year+1)
	for _, to := range []string{"至", "到", "入", ""} {
		words = strings.ReplaceAll(words, "结转"+to+after+"年度", "结转"+to+"下年度")
		words = strings.ReplaceAll(words, "结转"+to+after+"年", "结转"+to+"下年")
	}
	return strings.NewReplacer(before+"年度结转", "上年度结转", before+"年结转", "上年结转").Replace(words)
}

// begin takes the words off that only say who and when; own reports whether there were any.
func (s *speech) begin(words string) (rest string, own bool) {
	rest = words
	for {
		before := rest
		for _, name := range s.own {
			if cut, ok := strings.CutPrefix(rest, name); ok {
				rest = cut
				break
			}
		}
		if i := opening.FindStringIndex(rest); i != nil {
			rest = rest[i[1]:]
		}
		if rest == before {
			return rest, rest != words
		}
	}
}

// remark is a clause without figures: it may say that there was none, or of what the next one speaks.
func (s *speech) remark(now sentence, c clause, rest string, from int) {
	if rest == "" {
		return
	}
	for _, d := range denials() {
		if !containsAny(rest, "未", "没", "无") {
			break
		}
		if d.words.MatchString(rest) && s.plainly(rest) {
			if s.may(d) {
				s.state(now, d, quantity{}, from, c.to)
			}
			return
		}
	}
	switch {
	case ofHandled.MatchString(rest):
		s.within, s.at = true, ofRequests
	case openField.MatchString(rest):
	case containsAny(rest, lastYear...) || limiting.MatchString(rest):
		s.veto, s.at = true, ""
	case otherOrgan.MatchString(byOrder.ReplaceAllString(rest, "")):
		s.foreign, s.at = true, ""
	}
}

// plainly reports whether it is clear that requests for information are meant.
func (s *speech) plainly(words string) bool {
	return s.known || !strings.Contains(words, "申请") || containsAny(words, "信息公开", "依申请", "公开政府信息")
}

// figure is a quantity with what stands before and behind it.
func (s *speech) figure(now sentence, c clause, from int, q quantity, tail, behind string) {
	words := s.neighbours(string(now.plain[from:q.from]))
	lead, _ := s.begin(words)
	lead, _ = s.begin(strings.TrimPrefix(lead, "其中"))
	if tail == "左右" || tail == "上下" || tail == "以上" {
		q.approx, tail = true, ""
	}
	start := from + utf8.RuneCountInString(words) - utf8.RuneCountInString(lead)
	lead, q.approx = cutEnd(lead, nearly, q.approx)
	for more := true; more; {
		lead, more = cutEnd(lead, closing, false)
	}
	if lead == "" && tail == "" {
		return // 共 145 件: what was said is said again as a sum
	}
	around := lead + "#" + tail
	for _, said := range sayings()[s.report.Edition] {
		if !said.follows(s.at) || !strings.ContainsAny(around, said.letters) || !said.words.MatchString(around) || !s.plainly(around) || !said.takes(q) {
			continue
		}
		if s.within && said.about == ofRequests && !said.part {
			s.disown(said)
			break
		}
		if !s.may(said) || said.zero && q.value.Sign() != 0 {
			break
		}
		s.at = said.about
		if !without.MatchString(behind) && !(said.receives() && including.MatchString(behind)) {
			s.state(now, said, q, start, q.to+utf8.RuneCountInString(tail))
		}
		return
	}
	if !c.bracket {
		s.at = ""
		if otherOrgan.MatchString(lead) {
			s.foreign = true
		}
		if containsAny(lead, lastYear...) {
			s.veto = true
		}
	}
}

// cutEnd takes the first of the words off that s ends with; cut says if there was one, or as it was.
func cutEnd(s string, words []string, cut bool) (string, bool) {
	for _, w := range words {
		if before, ok := strings.CutSuffix(s, w); ok {
			return before, true
		}
	}
	return s, cut
}

// disown takes back that all requests were received this year where a part of them turns out to be
// carried in.
func (s *speech) disown(part saying) {
	if n := len(s.facts) - 1; n >= 0 && slices.Equal(part.facts[0], carriedIn) && slices.Equal(s.facts[n].Lines, received) {
		s.facts = s.facts[:n]
	}
}

// takes reports whether the figure is counted in what the saying asks for.
func (said saying) takes(q quantity) bool {
	return q.unit != "?" && q.money() == (said.about == ofFees)
}

// may reports whether what is said now is said of this year, of this office and of the whole.
func (s *speech) may(said saying) bool {
	return !s.veto && !s.foreign && (s.year == 0 || s.year == s.report.Year) && (!s.within || said.part)
}

// state adds what was said, from one character of the sentence to another.
func (s *speech) state(now sentence, said saying, q quantity, from, to int) {
	begin := now.at[from]
	_, size := utf8.DecodeRuneInString(s.of.text[now.at[to-1]:])
	f := report.Fact{Topic: said.of, Approx: q.approx, Text: s.of.text[begin : now.at[to-1]+size], Offset: s.page.offset(s.of, begin)}
	for _, lines := range said.facts {
		if value, ok := q.in(lines, s.report.Edition); ok {
			f.Lines, f.Value = lines, value
			s.facts = append(s.facts, f)
		}
	}
}

// in is the figure in the unit of the lines; ok is false if the edition has none of them or they
// cannot hold it. Without lines it is money in 元.
func (q quantity) in(lines []report.LineCode, e report.Edition) (value report.Number, ok bool) {
	if len(lines) == 0 {
		return q.value.Shift(yuan[q.unit])
	}
	for _, code := range lines {
		line, _ := report.FindLine(code)
		var why string
		if value, why = (amount{value: q.value, unit: q.unit}).in(line); why != "" || !line.In(e) {
			return value, false
		}
	}
	return value, true
}
