package editions

import (
	"slices"

	"github.com/gongkai/gongkai/report"
)

// 国办公开办函〔2019〕60号 (试行).
var form2019 = Form{
	Edition: report.E2019,
	Marks:   []string{"本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "其他对外管理服务事项", "政府集中采购"},
	Slots: slices.Concat([]Slot{
		section(1, "一、总体情况"),
		section(2, "二、主动公开政府信息情况"),
		head(2, "第二十条第(一)项"),
		head(2, "信息内容"),
		head(2, "本年新制作数量"),
		head(2, "本年新公开数量"),
		head(2, "对外公开总数量"),
		row("规章", nil, "rules.made", "rules.published", "rules.total_public"),
		row("规范性文件", []string{"行政规范性文件", "规范性档案", "行政规范性档案"},
			"normative_documents.made", "normative_documents.published", "normative_documents.total_public"),
		head(2, "第二十条第(五)项"),
		head(2, "信息内容"),
		head(2, "上一年项目数量"),
		head(2, "本年增/减"),
		head(2, "处理决定数量"),
		row("行政许可", nil, "licensing.previous_items", "licensing.change", "licensing.decisions"),
		row("其他对外管理服务事项", nil, "other_services.previous_items", "other_services.change", "other_services.decisions"),
		head(2, "第二十条第(六)项"),
		head(2, "信息内容"),
		head(2, "上一年项目数量"),
		head(2, "本年增/减"),
		head(2, "处理决定数量"),
		row("行政处罚", nil, "penalties.previous_items", "penalties.change", "penalties.decisions"),
		row("行政强制", nil, "coercion.previous_items", "coercion.change", "coercion.decisions"),
		head(2, "第二十条第(八)项"),
		head(2, "信息内容"),
		head(2, "上一年项目数量"),
		head(2, "本年增/减"),
		row("行政事业性收费", nil, "fees.previous_items", "fees.change"),
		head(2, "第二十条第(九)项"),
		head(2, "信息内容"),
		head(2, "采购项目数量"),
		head(2, "采购总金额"),
		row("政府集中采购", nil, "procurement.items", "procurement.amount"),
	}, requestsAndAfter(
		request("other", "(六)其他处理"),
	)),
}
