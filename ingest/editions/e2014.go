package editions

import "github.com/gongkai/gongkai/report"

// The annex 政府信息公开情况统计表 of 国办发〔2014〕32号: a list of indicators with their units. It is
// recognised by its heads and named; its figures are not read.
var form2014 = Form{
	Edition: report.E2014,
	Marks:   []string{"统计指标", "统计数", "主动公开政府信息数", "通过不同渠道和方式公开政府信息的情况", "申请办结数"},
}
