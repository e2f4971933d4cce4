package ingest_test

import (
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// A cell of each kind of line, in a grid of the edition that prints it.
func withCell(line report.LineCode, text string) string {
	row := map[report.LineCode]string{
		"licensing.decisions": "<tr><td>行政许可</td><td>@</td></tr>",
		"fees.amount_10k_yuan": "<tr><td>信息内容</td><td>本年收费金额(单位:万元)</td></tr>" +
			"<tr><td>行政事业性收费</td><td>@</td></tr>",
		"penalties.change":   "<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr><tr><td>行政处罚</td><td>1</td><td>@</td><td>2</td></tr>",
		"procurement.amount": "<tr><td>信息内容</td><td>采购项目数量</td><td>采购总金额</td></tr><tr><td>政府集中采购</td><td>1</td><td>@</td></tr>",
	}[line]
	return "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><table><tr><td>第二十条第(五)项</td></tr>" +
		strings.Replace(row, "@", text, 1) + "</table><p>三、收到和处理政府信息公开申请情况</p>"
}

func TestCellText(t *testing.T) {
	for _, c := range []struct {
		line       report.LineCode
		text, want string
	}{
		{"licensing.decisions", "40746", "40746"},
		{"licensing.decisions", "40,746", "40746"},
		{"licensing.decisions", "40,746", "40746"},
		{"licensing.decisions", " 12 件 ", "12"},
		{"licensing.decisions", "0", "0"},
		{"licensing.decisions", "零", "0"},
		{"licensing.decisions", "12.0", "12"},
		{"licensing.decisions", "? 0", "0"},
		{"licensing.decisions", "&nbsp;", "BLANK"},
		{"licensing.decisions", " ", "BLANK"},
		{"licensing.decisions", "/", "NOT_APPLICABLE"},
		{"licensing.decisions", "——", "NOT_APPLICABLE"},
		{"licensing.decisions", "无", "NOT_APPLICABLE"},
		{"licensing.decisions", "40,74", "UNREADABLE"},
		{"licensing.decisions", "4 0", "UNREADABLE"},
		{"licensing.decisions", "007", "UNREADABLE"},
		{"licensing.decisions", "1.", "UNREADABLE"},
		{"licensing.decisions", "1.5", "UNREADABLE"},
		{"licensing.decisions", "-3", "UNREADABLE"},
		{"licensing.decisions", "约120", "UNREADABLE"},
		{"licensing.decisions", "3万元", "UNREADABLE"},
		{"licensing.decisions", "2147483647", "2147483647"},
		{"licensing.decisions", "2147483648", "UNREADABLE"},
		{"licensing.decisions", "99999999999999999999", "UNREADABLE"},
		{"licensing.decisions", "详见附件", "UNREADABLE"},
		{"fees.amount_10k_yuan", "190.457379", "190.457379"},
		{"fees.amount_10k_yuan", "18.8710", "18.871"},
		{"fees.amount_10k_yuan", "251000元", "25.1"},
		{"fees.amount_10k_yuan", "4,019.5万元", "4019.5"},
		{"fees.amount_10k_yuan", "1.2亿元", "12000"},
		{"fees.amount_10k_yuan", "0.1234567", "UNREADABLE"},
		{"fees.amount_10k_yuan", "3件", "UNREADABLE"},
		{"fees.amount_10k_yuan", ".5", "UNREADABLE"},
		{"penalties.change", "减3", "-3"},
		{"penalties.change", "减少 3", "-3"},
		{"penalties.change", "增4", "4"},
		{"penalties.change", "+21", "21"},
		{"penalties.change", "+57", "57"},
		{"penalties.change", "--253", "-253"},
		{"penalties.change", "-2", "-2"},
		{"penalties.change", "0/0", "0"},
		{"penalties.change", "增0/减0", "0"},
		{"penalties.change", "3/2", "UNREADABLE"},
		{"procurement.amount", "251000元", "251000"},
		{"procurement.amount", "103.3879万元", "1033879"},
		{"procurement.amount", "52.15", "52.15"},
		{"procurement.amount", "约5万", "UNREADABLE"},
	} {
		t.Run(string(c.line)+" "+c.text, func(t *testing.T) {
			r := readString("", withCell(c.line, c.text))
			if got := cell(r, c.line, ""); got != c.want {
				t.Errorf("%q is %s, want %s (%s %s)", c.text, got, c.want, r.Status, r.Message)
			}
			for _, have := range r.Cells {
				if have.Line == c.line && have.State != report.Blank && !strings.Contains(c.text, have.Text) {
					t.Errorf("text %q is not what is printed, %q", have.Text, c.text)
				}
			}
		})
	}
}
