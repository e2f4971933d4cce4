package editions

import (
	"slices"

	"github.com/gongkai/gongkai/report"
)

// Sections 三 to 六 are the same in both editions but for (六)其他处理.

func requestsAndAfter(others ...Slot) []Slot {
	return slices.Concat([]Slot{
		section(3, "三、收到和处理政府信息公开申请情况", "三、行政机关收到和处理政府信息公开申请情况", "三、政府信息公开申请情况", "三、依申请公开政府信息情况"),
		head(3, "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"),
		head(3, "申请人情况"),
		head(3, "自然人"),
		head(3, "法人或其他组织"),
		head(3, "总计"),
		head(3, "商业企业"),
		head(3, "科研机构"),
		head(3, "社会公益组织"),
		head(3, "法律服务机构"),
		head(3, "其他"),
		request("received", "一、本年新收政府信息公开申请数量", "本年新收申请数量", "本年新收"),
		request("carried_in", "二、上年结转政府信息公开申请数量", "上年结转申请数量", "上年结转"),
		head(3, "三、本年度办理结果", "本年度办理结果"),
		request("granted", "(一)予以公开"),
		request("partly_granted", "(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "(二)部分公开"),
		head(3, "(三)不予公开"),
		request("refused_state_secret", "1.属于国家秘密"),
		request("refused_other_law", "2.其他法律行政法规禁止公开"),
		request("refused_safety_stability", "3.危及“三安全一稳定”"),
		request("refused_third_party", "4.保护第三方合法权益"),
		request("refused_internal", "5.属于三类内部事务信息"),
		request("refused_process", "6.属于四类过程性信息"),
		request("refused_enforcement_file", "7.属于行政执法案卷"),
		request("refused_admin_query", "8.属于行政查询事项"),
		head(3, "(四)无法提供"),
		request("unable_not_held", "1.本机关不掌握相关政府信息"),
		request("unable_needs_creation", "2.没有现成信息需要另行制作"),
		request("unable_unclear", "3.补正后申请内容仍不明确"),
		head(3, "(五)不予处理"),
		request("declined_petition", "1.信访举报投诉类申请"),
		request("declined_repeat", "2.重复申请"),
		request("declined_publication", "3.要求提供公开出版物"),
		request("declined_excessive", "4.无正当理由大量反复申请"),
		request("declined_reissue", "5.要求行政机关确认或重新出具已获取信息"),
	}, others, []Slot{
		request("total", "(七)总计", "(六)总计"),
		request("carried_out", "四、结转下年度继续办理"),
		section(4, "四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "四、政府信息公开行政复议和行政诉讼情况", "四、行政复议、行政诉讼情况"),
		challenges(),
		section(5, "五、存在的主要问题及改进情况", "五、存在的问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
		section(6, "六、其他需要报告的事项", "六、其他需要报告事项"),
	})
}

// challenges is table 四: its heads repeat and are often sliced, so its fifteen figures are one slot.
func challenges() Slot {
	s := Slot{Kind: Grid, Label: "行政复议", Part: 4}
	for _, block := range report.ChallengeBlocks() {
		for _, result := range append(report.ChallengeResults(), "total") {
			s.Cells = append(s.Cells, report.Ref{Line: report.LineCode(block + "." + result)})
		}
	}
	return s
}
