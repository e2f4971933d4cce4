package report

// To add a line: one literal here, in the order of the form, and its label in the edition's file
// under ingest/editions. A code never changes meaning and is never reused.

var (
	both     = []Edition{E2019, E2021}
	only2019 = []Edition{E2019}
	only2021 = []Edition{E2021}
)

const (
	item1 = "第二十条第(一)项"
	item5 = "第二十条第(五)项"
	item6 = "第二十条第(六)项"
	item8 = "第二十条第(八)项"
	item9 = "第二十条第(九)项"

	outcome  = "三、本年度办理结果"
	refused  = "(三)不予公开"
	unable   = "(四)无法提供"
	declined = "(五)不予处理"
	others   = "(六)其他处理"

	review  = "行政复议"
	direct  = "未经复议直接起诉"
	onwards = "复议后起诉"
)

var lines = []Line{
	{Code: "rules.made", Table: Disclosure, Block: item1, Chinese: "规章 本年制发件数", English: "rules issued in the year", Editions: both, Unit: Cases, Across: Approximate},
	{Code: "rules.published", Table: Disclosure, Block: item1, Chinese: "规章 本年新公开数量", English: "rules published in the year", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "rules.total_public", Table: Disclosure, Block: item1, Chinese: "规章 对外公开总数量", English: "rules public at the end of the year", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "rules.repealed", Table: Disclosure, Block: item1, Chinese: "规章 本年废止件数", English: "rules repealed in the year", Editions: only2021, Unit: Cases, Across: Break},
	{Code: "rules.in_force", Table: Disclosure, Block: item1, Chinese: "规章 现行有效件数", English: "rules in force at the end of the year", Editions: only2021, Unit: Cases, Across: Break},
	{Code: "normative_documents.made", Table: Disclosure, Block: item1, Chinese: "行政规范性文件 本年制发件数", English: "normative documents issued in the year", Editions: both, Unit: Cases, Across: Approximate},
	{Code: "normative_documents.published", Table: Disclosure, Block: item1, Chinese: "规范性文件 本年新公开数量", English: "normative documents published in the year", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "normative_documents.total_public", Table: Disclosure, Block: item1, Chinese: "规范性文件 对外公开总数量", English: "normative documents public at the end of the year", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "normative_documents.repealed", Table: Disclosure, Block: item1, Chinese: "行政规范性文件 本年废止件数", English: "normative documents repealed in the year", Editions: only2021, Unit: Cases, Across: Break},
	{Code: "normative_documents.in_force", Table: Disclosure, Block: item1, Chinese: "行政规范性文件 现行有效件数", English: "normative documents in force at the end of the year", Editions: only2021, Unit: Cases, Across: Break},
	{Code: "licensing.previous_items", Table: Disclosure, Block: item5, Chinese: "行政许可 上一年项目数量", English: "licensing items of the year before", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "licensing.change", Table: Disclosure, Block: item5, Chinese: "行政许可 本年增/减", English: "licensing items added or removed", Editions: only2019, Unit: Cases, Signed: true, Across: Break},
	{Code: "licensing.decisions", Table: Disclosure, Block: item5, Chinese: "行政许可 本年处理决定数量", English: "licensing decisions", Editions: both, Unit: Cases, Across: Approximate},
	{Code: "other_services.previous_items", Table: Disclosure, Block: item5, Chinese: "其他对外管理服务事项 上一年项目数量", English: "other service items of the year before", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "other_services.change", Table: Disclosure, Block: item5, Chinese: "其他对外管理服务事项 本年增/减", English: "other service items added or removed", Editions: only2019, Unit: Cases, Signed: true, Across: Break},
	{Code: "other_services.decisions", Table: Disclosure, Block: item5, Chinese: "其他对外管理服务事项 处理决定数量", English: "decisions in other services", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "penalties.previous_items", Table: Disclosure, Block: item6, Chinese: "行政处罚 上一年项目数量", English: "penalty items of the year before", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "penalties.change", Table: Disclosure, Block: item6, Chinese: "行政处罚 本年增/减", English: "penalty items added or removed", Editions: only2019, Unit: Cases, Signed: true, Across: Break},
	{Code: "penalties.decisions", Table: Disclosure, Block: item6, Chinese: "行政处罚 本年处理决定数量", English: "administrative penalties decided", Editions: both, Unit: Cases, Across: Approximate},
	{Code: "coercion.previous_items", Table: Disclosure, Block: item6, Chinese: "行政强制 上一年项目数量", English: "coercive-measure items of the year before", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "coercion.change", Table: Disclosure, Block: item6, Chinese: "行政强制 本年增/减", English: "coercive-measure items added or removed", Editions: only2019, Unit: Cases, Signed: true, Across: Break},
	{Code: "coercion.decisions", Table: Disclosure, Block: item6, Chinese: "行政强制 本年处理决定数量", English: "coercive measures decided", Editions: both, Unit: Cases, Across: Approximate},
	{Code: "fees.previous_items", Table: Disclosure, Block: item8, Chinese: "行政事业性收费 上一年项目数量", English: "fee items of the year before", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "fees.change", Table: Disclosure, Block: item8, Chinese: "行政事业性收费 本年增/减", English: "fee items added or removed", Editions: only2019, Unit: Cases, Signed: true, Across: Break},
	{Code: "fees.amount_10k_yuan", Table: Disclosure, Block: item8, Chinese: "行政事业性收费 本年收费金额(万元)", English: "fees collected, in 10,000 yuan", Editions: only2021, Unit: TenKYuan, Across: Break},
	{Code: "procurement.items", Table: Disclosure, Block: item9, Chinese: "政府集中采购 采购项目数量", English: "central procurement items", Editions: only2019, Unit: Cases, Across: Break},
	{Code: "procurement.amount", Table: Disclosure, Block: item9, Chinese: "政府集中采购 采购总金额", English: "central procurement amount", Editions: only2019, Unit: YuanIfSaid, Across: Break},

	{Code: "received", Table: Requests, Chinese: "一、本年新收政府信息公开申请数量", English: "requests received in the year", Editions: both, Unit: Cases, Across: Exact},
	{Code: "carried_in", Table: Requests, Chinese: "二、上年结转政府信息公开申请数量", English: "requests carried in from the year before", Editions: both, Unit: Cases, Across: Exact},
	{Code: "granted", Table: Requests, Block: outcome, Chinese: "(一)予以公开", English: "granted", Editions: both, Unit: Cases, Across: Exact},
	{Code: "partly_granted", Table: Requests, Block: outcome, Chinese: "(二)部分公开", English: "granted in part", Editions: both, Unit: Cases, Across: Exact},
	{Code: "refused_state_secret", Table: Requests, Block: refused, Chinese: "1.属于国家秘密", English: "refused: state secret", Editions: both, Unit: Cases, Across: Exact},
	{Code: "refused_other_law", Table: Requests, Block: refused, Chinese: "2.其他法律行政法规禁止公开", English: "refused: forbidden by another law or regulation", Editions: both, Unit: Cases, Across: Exact},
	{Code: "refused_safety_stability", Table: Requests, Block: refused, Chinese: "3.危及“三安全一稳定”", English: "refused: endangers national, public or economic security or social stability", Editions: both, Unit: Cases, Across: Exact},
	{Code: "refused_third_party", Table: Requests, Block: refused, Chinese: "4.保护第三方合法权益", English: "refused: protects a third party", Editions: both, Unit: Cases, Across: Exact},
	{Code: "refused_internal", Table: Requests, Block: refused, Chinese: "5.属于三类内部事务信息", English: "refused: internal affairs of the office", Editions: both, Unit: Cases, Across: Exact},
	{Code: "refused_process", Table: Requests, Block: refused, Chinese: "6.属于四类过程性信息", English: "refused: deliberative process", Editions: both, Unit: Cases, Across: Exact},
	{Code: "refused_enforcement_file", Table: Requests, Block: refused, Chinese: "7.属于行政执法案卷", English: "refused: enforcement case file", Editions: both, Unit: Cases, Across: Exact},
	{Code: "refused_admin_query", Table: Requests, Block: refused, Chinese: "8.属于行政查询事项", English: "refused: a matter of administrative inquiry", Editions: both, Unit: Cases, Across: Exact},
	{Code: "unable_not_held", Table: Requests, Block: unable, Chinese: "1.本机关不掌握相关政府信息", English: "unable to provide: not held", Editions: both, Unit: Cases, Across: Exact},
	{Code: "unable_needs_creation", Table: Requests, Block: unable, Chinese: "2.没有现成信息需要另行制作", English: "unable to provide: would have to be created", Editions: both, Unit: Cases, Across: Exact},
	{Code: "unable_unclear", Table: Requests, Block: unable, Chinese: "3.补正后申请内容仍不明确", English: "unable to provide: still unclear after correction", Editions: both, Unit: Cases, Across: Exact},
	{Code: "declined_petition", Table: Requests, Block: declined, Chinese: "1.信访举报投诉类申请", English: "not processed: petition, report or complaint", Editions: both, Unit: Cases, Across: Exact},
	{Code: "declined_repeat", Table: Requests, Block: declined, Chinese: "2.重复申请", English: "not processed: repeated request", Editions: both, Unit: Cases, Across: Exact},
	{Code: "declined_publication", Table: Requests, Block: declined, Chinese: "3.要求提供公开出版物", English: "not processed: asks for a publication", Editions: both, Unit: Cases, Across: Exact},
	{Code: "declined_excessive", Table: Requests, Block: declined, Chinese: "4.无正当理由大量反复申请", English: "not processed: many repeated requests without good reason", Editions: both, Unit: Cases, Across: Exact},
	{Code: "declined_reissue", Table: Requests, Block: declined, Chinese: "5.要求行政机关确认或重新出具已获取信息", English: "not processed: asks to confirm or reissue what was already obtained", Editions: both, Unit: Cases, Across: Exact},
	{Code: "other", Table: Requests, Block: outcome, Chinese: "(六)其他处理", English: "otherwise handled", Editions: only2019, Unit: Cases, Across: Exact, Parts: []LineCode{"other_overdue_correction", "other_unpaid_fee", "other_other"}},
	{Code: "other_overdue_correction", Table: Requests, Block: others, Chinese: "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", English: "otherwise handled: not corrected in time", Editions: only2021, Unit: Cases, Across: Break},
	{Code: "other_unpaid_fee", Table: Requests, Block: others, Chinese: "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", English: "otherwise handled: fee not paid in time", Editions: only2021, Unit: Cases, Across: Break},
	{Code: "other_other", Table: Requests, Block: others, Chinese: "3.其他", English: "otherwise handled: other", Editions: only2021, Unit: Cases, Across: Break},
	{Code: "total", Table: Requests, Block: outcome, Chinese: "(七)总计", English: "requests handled in the year", Editions: both, Unit: Cases, Across: Exact},
	{Code: "carried_out", Table: Requests, Chinese: "四、结转下年度继续办理", English: "requests carried out to the next year", Editions: both, Unit: Cases, Across: Exact},

	{Code: "review.upheld", Table: Challenges, Block: review, Chinese: "结果维持", English: "administrative reviews: upheld", Editions: both, Unit: Cases, Across: Exact},
	{Code: "review.corrected", Table: Challenges, Block: review, Chinese: "结果纠正", English: "administrative reviews: corrected", Editions: both, Unit: Cases, Across: Exact},
	{Code: "review.other", Table: Challenges, Block: review, Chinese: "其他结果", English: "administrative reviews: other result", Editions: both, Unit: Cases, Across: Exact},
	{Code: "review.pending", Table: Challenges, Block: review, Chinese: "尚未审结", English: "administrative reviews: pending", Editions: both, Unit: Cases, Across: Exact},
	{Code: "review.total", Table: Challenges, Block: review, Chinese: "总计", English: "administrative reviews", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_direct.upheld", Table: Challenges, Block: direct, Chinese: "结果维持", English: "lawsuits without prior review: upheld", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_direct.corrected", Table: Challenges, Block: direct, Chinese: "结果纠正", English: "lawsuits without prior review: corrected", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_direct.other", Table: Challenges, Block: direct, Chinese: "其他结果", English: "lawsuits without prior review: other result", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_direct.pending", Table: Challenges, Block: direct, Chinese: "尚未审结", English: "lawsuits without prior review: pending", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_direct.total", Table: Challenges, Block: direct, Chinese: "总计", English: "lawsuits without prior review", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_after_review.upheld", Table: Challenges, Block: onwards, Chinese: "结果维持", English: "lawsuits after review: upheld", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_after_review.corrected", Table: Challenges, Block: onwards, Chinese: "结果纠正", English: "lawsuits after review: corrected", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_after_review.other", Table: Challenges, Block: onwards, Chinese: "其他结果", English: "lawsuits after review: other result", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_after_review.pending", Table: Challenges, Block: onwards, Chinese: "尚未审结", English: "lawsuits after review: pending", Editions: both, Unit: Cases, Across: Exact},
	{Code: "litigation_after_review.total", Table: Challenges, Block: onwards, Chinese: "总计", English: "lawsuits after review", Editions: both, Unit: Cases, Across: Exact},
}
