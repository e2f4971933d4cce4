package ingest_test

import (
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

const tableTwo = `<table><tr><td colspan=4>第二十条第(一)项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>
<tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr>
<tr><td colspan=4>第二十条第(五)项</td></tr>
<tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>
<tr><td>行政许可</td><td colspan=3>7</td></tr></table>`

func aroundTable(table string) string {
	return "<html><body><p>一、总体情况</p><p>二、主动公开政府信息情况</p>" + table + "<p>三、收到和处理政府信息公开申请情况</p></body></html>"
}

func TestHTMLShapes(t *testing.T) {
	for name, page := range map[string]string{
		"plain":                 aroundTable(tableTwo),
		"cells left open":       aroundTable(strings.NewReplacer("</td>", "", "</tr>", "").Replace(tableTwo)),
		"capital tags":          strings.ToUpper(aroundTable(tableTwo)),
		"inside a layout table": aroundTable("<table><tr><td>导航</td><td>" + tableTwo + "<p>脚注</p></td></tr></table>"),
		"paragraphs in cells":   aroundTable(strings.NewReplacer("<td>", "<td><p class=MsoNormal><span lang=EN-US>", "</td>", "<o:p></o:p></span></p></td>").Replace(tableTwo)),
		"broken heads":          aroundTable(strings.Replace(tableTwo, "本年制发件数", "本年<br />制发<br />件数", 1)),
		"nbsp around":           aroundTable(strings.NewReplacer("<td>", "<td>&nbsp;", "</td>", " &nbsp;</td>").Replace(tableTwo)),
		"scripts between":       aroundTable(strings.ReplaceAll(tableTwo, "</tr>", "</tr><script>document.write('<td>9</td>')</script>")),
		"comments between":      aroundTable(strings.ReplaceAll(tableTwo, "</td>", "</td><!-- <td>9</td> -->")),
		"empty cells behind":    aroundTable(strings.ReplaceAll(tableTwo, "</tr>", "<td></td><td> </td></tr>")),
		"a row of its own":      aroundTable(strings.Replace(tableTwo, "<tr><td colspan=4>第二十条第(五)项", "<tr><td>其他主动公开文件</td><td>86</td><td>87</td><td>88</td></tr><tr><td colspan=4>第二十条第(五)项", 1)),
		"a second header":       aroundTable("<table><thead><tr><th>栏目</th></tr></thead></table>" + tableTwo),
		"paragraphs, no table":  aroundTable(strings.NewReplacer("<table>", "", "</table>", "", "<tr>", "", "</tr>", "", "<td", "<p", "</td>", "</p>").Replace(tableTwo)),
		"utf-16":                "\xff\xfe" + utf16le(aroundTable(tableTwo)),
		"a lying meta":          strings.Replace(aroundTable(tableTwo), "<body>", `<head><meta charset="gb2312"></head><body>`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", page)
			for line, want := range map[report.LineCode]string{
				"rules.made": "1", "rules.repealed": "2", "rules.in_force": "3", "licensing.decisions": "7",
				"normative_documents.made": "4", "normative_documents.repealed": "5", "normative_documents.in_force": "6",
			} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("%s is %s, want %s (%s: %s)", line, got, want, r.Status, r.Message)
				}
			}
		})
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestPlaceInTheDocument(t *testing.T) {
	page := aroundTable(tableTwo)
	r := readString("", page)
	for _, c := range r.Cells {
		if c.Line != "licensing.decisions" {
			continue
		}
		want := report.Place{Table: 1, Row: 7, Column: 2, Offset: int64(strings.Index(page, ">7<") + 1)}
		if c.Place != want || c.Text != "7" {
			t.Errorf("%q at %+v, want 7 at %+v", c.Text, c.Place, want)
		}
	}
	wide := "\xff\xfe" + utf16le(page)
	for _, c := range readString("", wide).Cells {
		if at := int(c.Place.Offset); c.State == report.Numeric && wide[at:at+1] != c.Text {
			t.Errorf("%s: byte %d of the document is %q, want %q", c.Line, at, wide[at:at+1], c.Text)
		}
	}
}

func TestColumnsUnderSpans(t *testing.T) {
	page := aroundTable(`<table><tr><td rowspan=2>信息内容</td><td colspan=3>数量</td></tr><tr><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>`)
	for _, c := range readString("", page).Cells {
		if want := map[report.LineCode]int{"rules.made": 2, "rules.repealed": 3, "rules.in_force": 4}[c.Line]; c.Place.Column != want || c.Place.Row != 3 {
			t.Errorf("%s stands at row %d, column %d, want 3 and %d", c.Line, c.Place.Row, c.Place.Column, want)
		}
	}
}

func TestAWholePageWithoutATableIsNotCut(t *testing.T) {
	whole := aroundTable(tableTwo)
	closed := strings.Replace(whole, "<p>三、收到和处理政府信息公开申请情况</p>", "", 1)
	for name, c := range map[string]struct {
		page string
		cut  bool
	}{
		"closed after table 二":     {closed, false},
		"ends inside a table":      {closed[:strings.LastIndex(closed, "<tr>")], true},
		"ends after the table":     {closed[:strings.LastIndex(closed, "</table>")+len("</table>")], true},
		"a fragment, never closed": {strings.NewReplacer("<html><body>", "", "</body></html>", "").Replace(closed), true},
	} {
		t.Run(name, func(t *testing.T) {
			if r := readString("", c.page); r.Status != report.Partial || (r.Cut != "") != c.cut {
				t.Errorf("%s, cut %q: %s", r.Status, r.Cut, r.Message)
			}
		})
	}
}

func TestAnEmptyCellBeforeTheFiguresIsNotTakenForOne(t *testing.T) {
	for name, c := range map[string]struct{ heads, want string }{
		"under the heads": {`<td></td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td>`, "1  "},
		"without heads":   {`<td colspan=4>数量</td>`, "UNREADABLE UNREADABLE UNREADABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			page := aroundTable(`<table><tr><td>信息内容</td>` + c.heads + `</tr><tr><td>规章</td><td></td><td>1</td><td></td><td></td></tr></table>`)
			if got := cells(readString("", page), report.NoColumn, "rules.made", "rules.repealed", "rules.in_force"); got != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
		})
	}
}
