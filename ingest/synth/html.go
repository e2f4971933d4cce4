package synth

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"
)

// markup is how a family writes a table.
type markup struct {
	table, row    string // opening tags
	cell          string // attributes of every td, with a blank in front
	before, after string // around the text of a cell
	blank         string // stands for nothing
	lineBreak     string // between the pieces of a narrow cell; empty: they stay together
	letters       bool   // cells merged downwards are set upright, a letter a line
	newline       string // after rows and cells that begin a line
	foreign       string // opening tag around Latin letters and digits
}

func (m markup) write(b *strings.Builder, g grid) {
	b.WriteString(m.table + "<tbody>" + m.newline)
	for _, row := range g.rows {
		b.WriteString(m.row)
		for _, c := range row {
			b.WriteString("<td")
			if c.columns > 1 {
				fmt.Fprintf(b, ` colspan="%d"`, c.columns)
			}
			if c.rows > 1 {
				fmt.Fprintf(b, ` rowspan="%d"`, c.rows)
			}
			b.WriteString(m.cell + ">" + m.before)
			m.text(b, c)
			b.WriteString(m.after + "</td>")
		}
		b.WriteString("</tr>" + m.newline)
	}
	b.WriteString("</tbody></table>" + m.newline)
}

func (m markup) text(b *strings.Builder, c box) {
	if c.blank() {
		b.WriteString(m.blank)
		return
	}
	pieces := c.pieces
	if m.letters && c.rows > 1 && utf8.RuneCountInString(strings.Join(pieces, "")) < 5 {
		pieces = strings.Split(strings.Join(pieces, ""), "")
	}
	for i, piece := range pieces {
		if i > 0 {
			b.WriteString(m.lineBreak)
		}
		m.run(b, piece)
	}
}

// run writes a text, its Latin part in front set apart where the family does so.
func (m markup) run(b *strings.Builder, text string) {
	latin := 0
	for latin < len(text) && text[latin] < utf8.RuneSelf {
		latin++
	}
	if m.foreign != "" && latin > 0 {
		b.WriteString(m.foreign + html.EscapeString(text[:latin]) + "</span>")
		text = text[latin:]
	}
	b.WriteString(html.EscapeString(text))
}

// body writes headings, sentences and tables. Each of its tags is an opening and a closing one.
func (p page) body(b *strings.Builder, m markup, heading, paragraph [2]string) {
	wrap := func(tags [2]string, text string) {
		b.WriteString(tags[0])
		m.run(b, text)
		b.WriteString(tags[1] + m.newline)
	}
	wrap(paragraph, p.notice)
	wrap(paragraph, p.opening)
	for _, part := range p.parts {
		wrap(heading, part.heading)
		for _, text := range part.paragraphs {
			wrap(paragraph, text)
		}
		for _, g := range part.tables {
			m.write(b, g)
		}
	}
}

func writePlain(p page, l Layout) []byte {
	var b strings.Builder
	b.Grow(16 << 10)
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="%s">
<title>%s</title>
<style>table{border-collapse:collapse}td{border:1px solid #333;padding:.2em .5em}</style>
</head>
<body>
<h1>%s</h1>
`, l.charset(), p.title, p.title)
	if p.published != "" {
		fmt.Fprintf(&b, "<p>%s<time datetime=\"%s\">%s</time></p>\n", prose("发布日期:"), p.published, day(p.published))
	}
	p.body(&b, markup{table: "<table>", row: "<tr>", newline: "\n"}, [2]string{"<h2>", "</h2>"}, [2]string{"<p>", "</p>"})
	b.WriteString("</body>\n</html>\n")
	return []byte(b.String())
}

func writeCMS(p page, l Layout) []byte {
	var b strings.Builder
	b.Grow(24 << 10)
	fmt.Fprintf(&b, `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=%[1]s" />
<title>%[2]s-%[3]s</title>
<meta name="SiteName" content="%[3]s" />
<meta name="ColumnName" content="政府信息公开年报" />
<meta name="ArticleTitle" content="%[2]s" />
`, l.charset(), p.title, p.site)
	if p.published != "" {
		fmt.Fprintf(&b, "<meta name=\"PubDate\" content=\"%s 09:30\" />\n", p.published)
	}
	fmt.Fprintf(&b, `<script type="text/javascript">
//<![CDATA[
var page = { id: 1, size: function (n) { return n < 2 && "</p>" ? 16 : 14; } };
//]]>
</script>
</head>
<body>
<div class="header"><a href="/">%[2]s</a></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul>
<table class="layout" width="1000" border="0" cellspacing="0" cellpadding="0"><tr>
<td width="200" valign="top"><ul><li><a href="/zn/">政府信息公开指南</a></li><li><a href="/zd/">政府信息公开制度</a></li><li><a href="/nb/">政府信息公开年报</a></li></ul></td>
<td valign="top"><div class="article"><div class="title">%[1]s</div>
`, p.title, p.site)
	if p.published != "" {
		fmt.Fprintf(&b, "<div class=\"info\"><span>%s%s 09:30</span><span>%s%s</span></div>\n", prose("发布时间:"), p.published, prose("来源:"), p.site)
	}
	b.WriteString("<div id=\"zoom\">\n")
	m := markup{
		table: `<table border="1" cellspacing="0" cellpadding="0" width="100%">`, row: "<tr>\n", cell: ` style="text-align:center"`,
		before: "<span>", after: "</span>", blank: "&nbsp;", lineBreak: "<br />", newline: "\n",
	}
	p.body(&b, m, [2]string{`<p style="text-indent:2em"><strong>`, "</strong></p>"}, [2]string{`<p style="text-indent:2em">`, "</p>"})
	fmt.Fprintf(&b, `</div></div></td>
</tr></table>
<div class="footer"><p>%s %s</p><p><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></p></div>
</body>
</html>
`, prose("主办:%s", p.site), prose("网站标识码:0000000000"))
	return []byte(b.String())
}

func writeWord(p page, l Layout) []byte {
	const (
		song = `<span style='font-size:12.0pt;font-family:宋体;mso-bidi-font-family:宋体'>`
		arab = `<span lang=EN-US style='font-size:12.0pt'>`
		none = `<span lang=EN-US><o:p></o:p></span>`
	)
	var b strings.Builder
	b.Grow(96 << 10)
	fmt.Fprintf(&b, `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=%[1]s">
<meta name=Generator content="Microsoft Word 15">
<title>%[2]s</title>
<!--[if gte mso 9]><xml>
 <w:WordDocument><w:View>Print</w:View><w:Compatibility><w:UseFELayout/></w:Compatibility></w:WordDocument>
</xml><![endif]-->
<style>
<!--
 p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0cm;text-align:justify;font-size:10.5pt;}
table.MsoNormalTable
	{mso-style-name:普通表格;}
-->
</style>
</head>

<body lang=ZH-CN style='text-justify-trim:punctuation'>

<div class=WordSection1>

<p class=MsoNormal align=center style='text-align:center'><b>%[3]s`, l.charset(), p.title, song)
	m := markup{
		table:  "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0\n style='border-collapse:collapse;border:none'>\n ",
		row:    " <tr style='height:20.0pt'>\n",
		cell:   " style='border:solid windowtext 1.0pt;\n  padding:0cm 5.4pt 0cm 5.4pt'",
		before: "\n  <p class=MsoNormal align=center style='text-align:center'>" + song,
		after:  "</span>" + none + "</p>\n  ",
		blank:  "<span lang=EN-US>&nbsp;</span>", lineBreak: "<br>\n  ", newline: "\n", foreign: arab,
	}
	m.run(&b, p.title)
	b.WriteString("</span></b>" + none + "</p>\n\n")
	indented := [2]string{"<p class=MsoNormal style='text-indent:24.0pt'>" + song, "</span>" + none + "</p>\n"}
	if p.published != "" {
		fmt.Fprintf(&b, "%s%s%s%s\n", indented[0], prose("发布日期:"), day(p.published), indented[1])
	}
	p.body(&b, m, [2]string{"<p class=MsoNormal style='text-indent:24.0pt'><b>" + song, "</span></b>" + none + "</p>\n"}, indented)
	b.WriteString("</div>\n\n</body>\n\n</html>\n")
	return []byte(b.String())
}

func writeOneLine(p page, l Layout) []byte {
	var b strings.Builder
	b.Grow(48 << 10)
	fmt.Fprintf(&b, `<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s"/><title>%s</title></head><body><p style="text-align:center;font-weight:bold;">%s</p>`, l.charset(), p.title, p.title)
	if p.published != "" {
		fmt.Fprintf(&b, `<p style="text-align:center;">%s%s</p>`, prose("日期:"), p.published)
	}
	m := markup{
		table: `<table align="center" border="1" cellspacing="0" style="border-collapse:collapse;">`, row: "<tr>",
		cell: ` nowrap="nowrap" style="width:60px;word-break:break-all;"`, before: `<p align="center">`, after: "</p>",
		blank: "&nbsp;", lineBreak: "<br />", letters: true,
	}
	p.body(&b, m, [2]string{`<p style="text-indent:2em;"><strong>`, "</strong></p>"}, [2]string{`<p style="text-indent:2em;">`, "</p>"})
	b.WriteString("</body></html>")
	return []byte(b.String())
}
