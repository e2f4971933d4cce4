package editions

import (
	"slices"

	"github.com/gongkai/gongkai/report"
)

// 国办公开办函〔2021〕30号.
var form2021 = Form{
	Edition: report.E2021,
	Marks:   []string{"本年制发件数", "本年废止件数", "现行有效件数", "本年收费金额"},
	Slots: slices.Concat([]Slot{
		section(1, "一、总体情况"),
		section(2, "二、主动公开政府信息情况"),
		head(2, "第二十条第(一)项"),
		head(2, "信息内容"),
		head(2, "本年制发件数", "本年发件"),
		head(2, "本年废止件数"),
		head(2, "现行有效件数"),
		row("规章", nil, "rules.made", "rules.repealed", "rules.in_force"),
		row("行政规范性文件", []string{"规范性文件", "规范性档案", "行政规范性档案"},
			"normative_documents.made", "normative_documents.repealed", "normative_documents.in_force"),
		head(2, "第二十条第(五)项"),
		head(2, "信息内容"),
		head(2, "本年处理决定数量", "处理决定数量"),
		row("行政许可", nil, "licensing.decisions"),
		head(2, "第二十条第(六)项"),
		head(2, "信息内容"),
		head(2, "本年处理决定数量", "处理决定数量"),
		row("行政处罚", nil, "penalties.decisions"),
		row("行政强制", nil, "coercion.decisions"),
		head(2, "第二十条第(八)项"),
		head(2, "信息内容"),
		head(2, "本年收费金额(单位:万元)", "本年收费金额"),
		row("行政事业性收费", nil, "fees.amount_10k_yuan"),
	}, requestsAndAfter(
		head(3, "(六)其他处理"),
		request("other_overdue_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
		request("other_unpaid_fee", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
		request("other_other", "3.其他"),
	)),
}
