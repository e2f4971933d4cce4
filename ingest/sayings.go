package ingest

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// What sentences say, as patterns of plain text. A pattern holds for all the words around a figure or
// for none: a word that is not known here may be what makes it another figure.

// topic is what a sentence is about, so that a figure may go without saying it again.
type topic string

const (
	ofRequests   topic = "requests"
	ofReviews    topic = "reviews"
	ofLawsuits   topic = "lawsuits"
	ofChallenges topic = "challenges"
	ofDocuments  topic = "normative_documents"
	ofRules      topic = "rules"
	ofDecisions  topic = "decisions"
	ofFees       topic = "fees"
)

// saying is one way to state a figure. Its words are what stands before it and, behind #, after it;
// for a statement that there is none they are the whole clause.
type saying struct {
	words *regexp.Regexp
	facts [][]report.LineCode // each a fact of its own
	about topic
	after []topic // what the sentence must be about already; nil if the words say it
	part  bool    // may be said of what was named before: 其中
	zero  bool    // only if the figure is 0
	of    report.Topic

	letters string // the words have one of these characters: a quick look before the long one
}

var (
	received  = []report.LineCode{"received"}
	carriedIn = []report.LineCode{"carried_in"}
)

func (s saying) receives() bool { return slices.Equal(s.facts[0], received) }

func (s saying) follows(at topic) bool {
	return s.after == nil || slices.Contains(s.after, at)
}

const (
	who     = `(?:(?:公民、?法人(?:和|或|或者|及|以及|、)其他组织|群众|社会公众|公众|申请人)(?:提出|提交|申请|递交)?的?)?`
	request = `(?:` + who + `(?:政府信息依申请公开|依申请公开政府信息|依申请政府信息公开|政府信息公开依申请|依申请信息公开|依申请公开信息|依申请公开|申请公开政府信息|政府信息公开|信息公开)的?(?:申请事项|申请件|申请表|申请书|申请)` +
		`|` + who + `(?:依申请政府信息公开|依申请公开政府信息|政府信息依申请公开|政府信息公开依申请|依申请信息公开|依申请公开信息|依申请公开|申请公开政府信息)(?:事项|件)?` +
		`|` + who + `申请)`
	receive = `(?:新?收到|新收|接收到?|接到|新?受理|收件)`
	handle  = `(?:办结|办理|答复|办复|处理|回复|办理答复|办结答复|办理完结|办理完毕|办理完成|答复办结)`
	and     = `(?:和|或|或者|及|以及|与|、|并)`
	ended   = `的?(?:答复|决定|处理|情形|情况)?`
	cause   = `(?:因|由|涉及|针对|就)?(?:政府信息公开|信息公开|依申请公开)(?:类|相关)?(?:工作|申请|答复|事项)*(?:而)?(?:被|引起|引发|产生|导致|发生|提起|申请|申请人)*的?`
	raise   = `(?:被申请|被提起|被|引起|引发|产生|导致|发生|提起)+的?`
	review  = `(?:行政复议)(?:申请|案件|案|事项)?`
	lawsuit = `(?:行政诉讼)(?:案件|案|事项)?`
	paper   = `(?:行政)?规范性文件`
	making  = `(?:新?制发|新?制定|新?出台|印发|制定印发|制定出台|制定发布|新制作)`
	fee     = `(?:政府)?信息(?:公开)?(?:信息)?处理费(?:用)?`
	decided = `(?:处理)?决定`
	no      = `(?:未|没有|没|无|未曾|均未|均无|均没有)`
)

var lawsuits = []report.LineCode{"litigation_direct.total", "litigation_after_review.total"}

func routes(result string) []report.LineCode {
	return []report.LineCode{report.LineCode("litigation_direct." + result), report.LineCode("litigation_after_review." + result)}
}

func one(codes ...report.LineCode) (facts [][]report.LineCode) {
	for _, code := range codes {
		facts = append(facts, []report.LineCode{code})
	}
	return facts
}

// linesOf are the lines of a group of outcomes in an edition.
func linesOf(prefix string, e report.Edition) []report.LineCode {
	var lines []report.LineCode
	for _, l := range report.Lines() {
		if l.Table == report.Requests && l.In(e) && (string(l.Code) == prefix || strings.HasPrefix(string(l.Code), prefix+"_")) {
			lines = append(lines, l.Code)
		}
	}
	return lines
}

// sayings are the ways to state a figure with a unit, by edition.
var sayings = sync.OnceValue(func() map[report.Edition][]saying {
	all := map[report.Edition][]saying{}
	for _, e := range report.Editions() {
		all[e] = compileSayings(e)
	}
	return all
})

func compileSayings(e report.Edition) []saying {
	var all []saying
	add := func(s saying, patterns ...string) {
		s.words = regexp.MustCompile(`^(?:` + strings.Join(patterns, "|") + `)$`)
		all = append(all, s)
	}
	requests := []topic{ofRequests}
	add(saying{facts: one("received"), about: ofRequests, letters: "收受接"}, receive+request+`#`, request+receive+`#`, receive+`#`+`的?`+request)
	add(saying{facts: one("total"), about: ofRequests, letters: "办答处回"}, handle+request+`#`, request+handle+`#`, handle+`#`+`的?`+request)
	add(saying{facts: one("total"), about: ofRequests, after: requests, letters: "办答处回"}, handle+`(?:申请人)?#`)
	add(saying{facts: one("received", "total"), about: ofRequests, letters: "收受接"}, receive+and+`?`+handle+request+`#`, receive+and+`?`+handle+`#`+request)
	add(saying{facts: one("carried_in"), about: ofRequests, letters: "转"},
		`(?:含)?上一?年度?(?:结转|转结|转入)(?:至?本年度?|过来)?的?`+request+`#`, `结转上一?年度?的?`+request+`#`)
	add(saying{facts: one("carried_in"), about: ofRequests, after: requests, letters: "转"}, `(?:含)?上一?年度?(?:结转|转结|转入)(?:至?本年度?|过来)?#(?:`+request+`)?`, `结转上一?年度?#`)
	next := `(?:结转|转结|转)(?:至|到|入)?(?:下一?年度?|次年度?|来年)(?:继续)?(?:办理|处理|答复)?的?`
	add(saying{facts: one("carried_out"), about: ofRequests, letters: "转"}, next+request+`#`, request+next+`#`)
	add(saying{facts: one("carried_out"), about: ofRequests, after: requests, letters: "转"}, next+`#(?:`+request+`)?`)
	outcome := func(words string, lines ...report.LineCode) {
		if len(lines) == 0 {
			return
		}
		add(saying{facts: [][]report.LineCode{lines}, about: ofRequests, after: requests, part: true, letters: words},
			`(?:作出|做出|决定|属于|依法)?(?:`+words+`)`+ended+`(?:的?申请)?#(?:申请)?`)
	}
	outcome(`予以公开|同意公开|全部公开|全部予以公开|予以全部公开`, "granted")
	outcome(`(?:予以|同意)?部分公开|部分予以公开`, "partly_granted")
	outcome(`(?:予以)?公开`+and+`(?:予以)?部分公开`, "granted", "partly_granted")
	outcome(`不予公开`, linesOf("refused", e)...)
	outcome(`无法提供`, linesOf("unable", e)...)
	outcome(`不予处理`, linesOf("declined", e)...)
	outcome(`其他处理`, linesOf("other", e)...)
	for _, l := range report.Lines() {
		label := normal.Of(l.Chinese).Core
		if l.Table == report.Requests && l.In(e) && len([]rune(label)) > 5 && l.Code != "received" && l.Code != "carried_in" && l.Code != "carried_out" {
			own, isOwn := strings.CutPrefix(label, "本机关")
			if isOwn {
				label = "(?:本机关)?" + own
			}
			outcome(label, l.Code)
		}
	}
	addChallenges(add)
	addDisclosure(add, e)
	return all
}

func addChallenges(add func(saying, ...string)) {
	near := []topic{ofRequests, ofReviews, ofLawsuits, ofChallenges}
	for _, c := range []struct {
		name  string
		lines []report.LineCode
		about topic
		word  string
	}{{review, []report.LineCode{"review.total"}, ofReviews, "议"}, {lawsuit, lawsuits, ofLawsuits, "讼"}} {
		add(saying{facts: [][]report.LineCode{c.lines}, about: c.about, letters: c.word},
			`(?:`+raise+`)?`+cause+c.name+`#`, cause+`#(?:的)?`+c.name, `(?:发生|收到)?#`+`政府信息公开(?:类|相关)?`+c.name)
		add(saying{facts: [][]report.LineCode{c.lines}, about: c.about, after: near, letters: c.word},
			`(?:`+raise+`)?`+c.name+`(?:发生)?#`, raise+`#`+c.name)
		add(saying{facts: [][]report.LineCode{c.lines}, about: c.about, letters: c.word}, `(?:因此|由此)?(?:引起|引发|导致)的?`+c.name+`#`)
	}
	add(saying{facts: [][]report.LineCode{{"review.total"}, lawsuits}, about: ofChallenges, zero: true, letters: "议"},
		`(?:`+raise+`|收到)?(?:`+cause+`)?行政复议`+and+`?(?:提起)?行政诉讼(?:案件|申请|事项|数量)?(?:均|都)?#`)
	add(saying{facts: one("litigation_direct.total"), about: ofLawsuits, after: near, part: true, letters: "诉"}, `未经(?:行政)?复议直接(?:提?起诉|提起(?:行政)?诉讼)的?#`)
	add(saying{facts: one("litigation_after_review.total"), about: ofLawsuits, after: near, part: true, letters: "诉"}, `(?:经)?(?:行政)?复议后(?:起诉|提起(?:行政)?诉讼)的?#`)
	for words, result := range map[string]string{`(?:结果)?(?:予以|被)?维持`: "upheld", `(?:结果)?(?:予以|被)?纠正`: "corrected", `其他结果`: "other", `尚?未审结`: "pending"} {
		add(saying{facts: one(report.LineCode("review." + result)), about: ofReviews, after: []topic{ofReviews}, part: true, letters: words}, words+`的?#`)
		add(saying{facts: [][]report.LineCode{routes(result)}, about: ofLawsuits, after: []topic{ofLawsuits}, part: true, letters: words}, words+`的?#`)
	}
}

func addDisclosure(add func(saying, ...string), e report.Edition) {
	for _, c := range []struct {
		row   string
		name  string
		about topic
	}{{"normative_documents", paper, ofDocuments}, {"rules", `(?:政府)?规章`, ofRules}} {
		acts := map[string]string{"made": making}
		if e == report.E2021 {
			acts["repealed"], acts["in_force"] = `废止`, `现行有效的?`
		}
		for column, act := range acts {
			line := one(report.LineCode(c.row + "." + column))
			add(saying{facts: line, about: c.about, letters: act}, `(?:本年)?`+act+c.name+`#`, c.name+act+`#`, `(?:本年)?`+act+`#`+c.name)
			add(saying{facts: line, about: c.about, after: []topic{c.about}, letters: act}, act+`#`)
		}
	}
	for row, name := range map[string]string{"licensing": `行政许可`, "penalties": `行政处罚`, "coercion": `行政强制`} {
		line := one(report.LineCode(row + ".decisions"))
		add(saying{facts: line, about: ofDecisions, letters: name}, `(?:作出|做出)(?:各类)?`+name+decided+`#`, `(?:作出|做出)#(?:各类)?`+name+decided)
		add(saying{facts: line, about: ofDecisions, after: []topic{ofDecisions}, letters: name}, name+decided+`#`)
		if row != "licensing" {
			add(saying{facts: line, about: ofDecisions, letters: name}, `(?:作出|做出)(?:各类)?`+name+`#`)
		}
	}
	if e == report.E2021 {
		add(saying{facts: one("fees.amount_10k_yuan"), about: ofFees, letters: "费"}, `(?:收取|征收|收缴)?行政事业性收费(?:本年)?(?:收费)?(?:总?金额|总额)?#`, `(?:收取|征收|收缴)#(?:的)?行政事业性收费`)
	}
	add(saying{of: report.ProcessingFee, facts: [][]report.LineCode{nil}, about: ofFees, letters: "费"}, `(?:收取|征收|收缴)?的?`+fee+`(?:的?总?金额|总额)?#`, `(?:收取|征收|收缴)#(?:的)?`+fee)
}

// denials are the ways to say plainly that there was none. 暂无 and 不收取 do not say it.
var denials = sync.OnceValue(func() []saying {
	var all []saying
	add := func(s saying, patterns ...string) {
		s.words = regexp.MustCompile(`^(?:` + strings.Join(patterns, "|") + `)$`)
		all = append(all, s)
	}
	state := `(?:的?(?:情况|情形|事项|案件|案|申请|发生))*`
	got := `(?:过|任何)*`
	about := `(?:` + raise + `|收到|有|出现|涉及)?` + got + `(?:` + cause + `|` + raise + `)?`
	add(saying{facts: one("received"), about: ofRequests}, no+`(?:新?收到|接收到?|接到|新收|受理|有|发生)?`+got+request+state)
	add(saying{facts: one("review.total"), about: ofChallenges}, no+about+`行政复议`+state, `(?:`+cause+`)?行政复议(?:案件|申请)?(?:均|都)?(?:未发生|没有发生)`)
	add(saying{facts: [][]report.LineCode{lawsuits}, about: ofChallenges}, no+about+`行政诉讼`+state, `(?:`+cause+`)?行政诉讼(?:案件)?(?:均|都)?(?:未发生|没有发生)`)
	add(saying{facts: [][]report.LineCode{{"review.total"}, lawsuits}, about: ofChallenges},
		no+about+`行政复议`+state+and+`(?:提起|被提起)?(?:行政)?诉讼`+state, `(?:`+cause+`)?行政复议`+and+`(?:行政)?诉讼(?:案件)?(?:均|都)?(?:未发生|没有发生)`)
	add(saying{of: report.ProcessingFee, facts: [][]report.LineCode{nil}, about: ofFees},
		`(?:未|没有|无)(?:向(?:任何)?申请人)?(?:发生)?(?:收取|征收|产生)?(?:过|任何)*`+fee+state)
	add(saying{facts: one("carried_in")}, no+`上一?年度?结转的?`+request+state)
	add(saying{facts: one("carried_out")}, no+`结转(?:至)?下一?年度?(?:继续)?(?:办理)?的?`+request+state)
	for row, name := range map[string]string{"normative_documents": paper, "rules": `(?:政府)?规章`} {
		add(saying{facts: one(report.LineCode(row + ".made"))}, `(?:未|没有)`+making+name)
		add(saying{facts: one(report.LineCode(row + ".repealed"))}, `(?:未|没有)废止`+name)
	}
	return all
})
