package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// TestPublishedIsReadFromThePage looks for the date where sites print it.
func TestPublishedIsReadFromThePage(t *testing.T) {
	page := func(head, above, below string) string {
		return "<html><head><title>栾城区司法局2023年政府信息公开工作年度报告</title>" + head + "</head><body>" + above + "<p>一、总体情况</p><p>二、主动公开政府信息情况</p>" + tableTwo +
			"<p>三、收到和处理政府信息公开申请情况</p>" + below + "</body></html>"
	}
	for name, text := range map[string]string{
		"meta":                         page(`<meta name="PubDate" content="2024-01-26 10:12"/>`, "", ""),
		"a line":                       page("", "<div>发布日期：2024-01-26</div>", ""),
		"among other furniture":        page("", "<div>来源：区司法局 <span>发布时间：2024-01-26 10:12</span> <span>浏览次数：<i>318</i></span></div>", ""),
		"without blanks":               page("", "<div><span>发布时间：2024-01-26</span><span>来源：区司法局</span></div>", ""),
		"a cell of its own":            page("", "<table><tr><td>索引号：</td><td>1/2024</td></tr><tr><td>发文日期：</td><td>2024年1月26日</td></tr></table>", ""),
		"one cell":                     page("", "<table><tr><td>发布机构：区司法局</td><td>发布日期：2024-01-26</td></tr></table>", ""),
		"in one line":                  strings.ReplaceAll(page("", "<span>日期：2024-01-26</span><br>", ""), "\n", ""),
		"below the title":              page("", "<p>2024-01-26 10:12:00</p>", ""),
		"signed":                       page("", "", "<p>栾城区司法局</p><p>2024年1月26日</p>"),
		"signed, then the page's foot": page("", "", "<p align=right>2024 年 1 月 26 日</p><div>主办：栾城区人民政府</div><div>冀ICP备05000000号</div>"),
		"text":                         "栾城区司法局2023年政府信息公开工作年度报告\n发布日期：2024-01-26\n" + strings.SplitN(form2021("规章\n1\n2\n3"), "\n", 2)[1],
		"text with bars":               "栾城区司法局2023年政府信息公开工作年度报告\n发布日期：2024-01-26 | 来源：区司法局 |\n二、主动公开政府信息情况\n信息内容|本年制发件数|本年废止件数|现行有效件数|\n规章|1|2|3|\n行政规范性文件|1|2|3|\n三、收到和处理政府信息公开申请情况\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", text)
			if r.Published != "2024-01-26" || cell(r, "rules.made", "") != "1" {
				t.Fatalf("published %q, %s %s", r.Published, r.Status, r.Message)
			}
			i := slices.IndexFunc(r.Basis, func(o report.Origin) bool { return o.Fact == "published" && o.Taken })
			if o := r.Basis[i]; o.Offset < 0 || !strings.Contains(text[o.Offset:min(len(text), int(o.Offset)+120)], "26") {
				t.Errorf("it is said to stand at %d: %+v", o.Offset, o)
			}
		})
	}
}
