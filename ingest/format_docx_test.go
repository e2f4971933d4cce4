package ingest_test

import (
	"archive/zip"
	"bytes"
	"context"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

func readBytes(b string) report.Report {
	return ingest.Read(context.Background(), ingest.Document{Path: "report", Bytes: []byte(b)}, nil)
}

const wordSpace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

// documentXML is a text part around what stands in its body.
func documentXML(body string) string {
	return `<w:document xmlns:w="` + wordSpace + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>` + body + "<w:sectPr/></w:body></w:document>"
}

func docxOf(t *testing.T, document string) string {
	return zipOf(t, false, file{"[Content_Types].xml", "<Types/>"}, file{"word/document.xml", document})
}

func para(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

// tc is a table cell with properties and a text.
func tc(properties, text string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + para(text) + "</w:tc>"
}

func tr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }

const wide, wide3 = `<w:gridSpan w:val="4"/>`, `<w:gridSpan w:val="3"/>`

// docxTableTwo is tableTwo of the tests of web pages.
var docxTableTwo = "<w:tbl><w:tblPr/><w:tblGrid/>" + tr(tc(wide, "第二十条第(一)项")) +
	tr(tc("", "信息内容"), tc("", "本年制发件数"), tc("", "本年废止件数"), tc("", "现行有效件数")) +
	tr(tc("", "规章"), tc("", "1"), tc("", "2"), tc("", "3")) +
	tr(tc("", "行政规范性文件"), tc("", "4"), tc("", "5"), tc("", "6")) +
	tr(tc(wide, "第二十条第(五)项")) + tr(tc("", "信息内容"), tc(wide3, "本年处理决定数量")) +
	tr(tc("", "行政许可"), tc(wide3, "7")) + "</w:tbl>"

func docxAround(table string) string {
	return documentXML(para("一、总体情况") + para("二、主动公开政府信息情况") + table + para("三、收到和处理政府信息公开申请情况"))
}

// textBox is a text box as word processors write it: once for new programs and once for old ones.
func textBox(content string) string {
	return `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + content + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + strings.ReplaceAll(content, "<w:t>4<", "<w:t>8<") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>`
}

func TestDOCXShapes(t *testing.T) {
	replaced := func(pairs ...string) string { return docxAround(strings.NewReplacer(pairs...).Replace(docxTableTwo)) }
	over := func(merge, row string) string {
		return strings.Replace(row, "</w:tr>", tc(`<w:vMerge w:val="`+merge+`"/>`, map[string]string{"restart": "件数", "continue": "9"}[merge])+"</w:tr>", 1)
	}
	first, second := tr(tc("", "规章"), tc("", "1"), tc("", "2"), tc("", "3")), tr(tc("", "行政规范性文件"), tc("", "4"), tc("", "5"), tc("", "6"))
	for name, document := range map[string]string{
		"plain":                      docxAround(docxTableTwo),
		"inserted":                   replaced("<w:r>", `<w:ins w:id="1"><w:r>`, "</w:r>", "</w:r></w:ins>"),
		"deleted beside":             replaced("</w:r>", `</w:r><w:del w:id="1"><w:r><w:delText>8</w:delText></w:r><w:r><w:t>9</w:t></w:r></w:del>`),
		"moved away":                 replaced("</w:r>", `</w:r><w:moveFrom w:id="1"><w:r><w:t>9</w:t></w:r></w:moveFrom>`),
		"moved here":                 replaced("<w:r>", `<w:moveTo w:id="1"><w:r>`, "</w:r>", "</w:r></w:moveTo>"),
		"hidden":                     replaced("</w:r>", "</w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"),
		"not hidden":                 replaced("<w:r>", `<w:r><w:rPr><w:vanish w:val="0"/></w:rPr>`),
		"a field":                    replaced("<w:r>", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(9)</w:instrText></w:r><w:r>`),
		"a footnote's mark":          replaced("</w:r>", `</w:r><w:r><w:footnoteReference w:id="2"/></w:r>`),
		"a raised mark":              replaced("</w:r>", `</w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>[1]</w:t></w:r>`),
		"controls around cells":      replaced("<w:tc>", "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:tc>", "</w:tc>", "</w:tc></w:sdtContent></w:sdt>"),
		"controls around rows":       replaced("<w:tr>", "<w:sdt><w:sdtContent><w:tr>", "</w:tr>", "</w:tr></w:sdtContent></w:sdt>"),
		"a control around all":       docxAround("<w:sdt><w:sdtContent>" + docxTableTwo + "</w:sdtContent></w:sdt>"),
		"in a layout table":          docxAround("<w:tbl>" + tr(tc("", "导航"), "<w:tc>"+docxTableTwo+para("脚注")+"</w:tc>") + "</w:tbl>"),
		"in a text box":              docxAround("<w:p><w:r>" + textBox(docxTableTwo) + "</w:r></w:p>"),
		"a text box between":         strings.Replace(docxAround(docxTableTwo), "<w:tbl>", "<w:p><w:r>"+textBox(para("印章"))+"</w:r></w:p><w:tbl>", 1),
		"heads with breaks":          replaced("本年制发件数", "本年</w:t><w:br/><w:t>制发</w:t><w:cr/><w:t>件数"),
		"heads in paragraphs":        replaced("本年制发件数", "本年</w:t></w:r></w:p><w:p><w:r><w:t>制发件数"),
		"a strict file":              strings.ReplaceAll(docxAround(docxTableTwo), wordSpace, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
		"another prefix":             strings.NewReplacer("w:", "ns0:", "xmlns:w=", "xmlns:ns0=").Replace(docxAround(docxTableTwo)),
		"a deleted row":              docxAround(strings.Replace(docxTableTwo, first, first+strings.NewReplacer("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", "<w:t>1<", "<w:t>9<").Replace(first), 1)),
		"a hidden row":               docxAround(strings.Replace(docxTableTwo, first, first+strings.NewReplacer("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", "<w:t>1<", "<w:t>9<").Replace(first), 1)),
		"a deleted cell":             replaced(tc("", "2"), tc("<w:cellDel/>", "9")+tc("", "2")),
		"a formula's text":           replaced("<w:r><w:t>2</w:t></w:r>", "<m:oMath><m:r><m:t>2</m:t></m:r></m:oMath>"),
		"a row that begins later":    docxAround(strings.Replace(docxTableTwo, first, strings.Replace(first, "<w:tr>", `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`, 1), 1)),
		"a merge with nothing above": replaced(first, strings.Replace(first, "<w:tcPr>", "<w:tcPr><w:vMerge/>", 1)),
		"a merge over two rows":      docxAround(strings.NewReplacer(first, over("restart", first), second, over("continue", second)).Replace(docxTableTwo)),
		"a merge below another":      docxAround(strings.NewReplacer(first, strings.Replace(first, "<w:tcPr>", `<w:tcPr><w:vMerge w:val="restart"/>`, 1), second, strings.Replace(second, "<w:tcPr>", `<w:tcPr><w:vMerge w:val="restart"/>`, 1)).Replace(docxTableTwo)),
		"a merge over a deleted row": docxAround(strings.NewReplacer(first, over("restart", first)+strings.Replace(first, "<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1), second, over("continue", second)).Replace(docxTableTwo)),
	} {
		t.Run(name, func(t *testing.T) {
			r := readBytes(docxOf(t, document))
			for line, want := range map[report.LineCode]string{
				"rules.made": "1", "rules.repealed": "2", "rules.in_force": "3", "licensing.decisions": "7",
				"normative_documents.made": "4", "normative_documents.repealed": "5", "normative_documents.in_force": "6",
			} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("%s is %s, want %s (%s: %s)", line, got, want, r.Status, r.Message)
				}
			}
			if hasFinding(r, "row_repeated") {
				t.Error("something is read that is not shown")
			}
		})
	}
}

// TestOtherPartsOfADOCX: what stands in headers, footers, notes and comments belongs to no table.
func TestOtherPartsOfADOCX(t *testing.T) {
	other := strings.NewReplacer("<w:t>1<", "<w:t>8<", "<w:t>4<", "<w:t>9<").Replace(docxTableTwo)
	part := func(root string) string {
		return "<w:" + root + ` xmlns:w="` + wordSpace + `">` + para("二、主动公开政府信息情况") + other + "</w:" + root + ">"
	}
	const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relations, files := "", []file{{"word/document.xml", strings.Replace(docxAround(docxTableTwo), "<w:sectPr/>",
		`<w:sectPr><w:headerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" w:type="default" r:id="header1"/></w:sectPr>`, 1)}}
	for name, root := range map[string]string{"header1": "hdr", "footer1": "ftr", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments"} {
		files = append(files, file{"word/" + name + ".xml", part(root)})
		relations += `<Relationship Id="` + name + `" Type="` + types + strings.TrimRight(name, "1") + `" Target="` + name + `.xml"/>`
	}
	files = append(files, file{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + relations + "</Relationships>"})
	r := readBytes(zipOf(t, false, files...))
	if got := cells(r, "", "rules.made", "rules.repealed", "rules.in_force", "normative_documents.made", "normative_documents.repealed", "licensing.decisions"); got != "1 2 3 4 5 7" {
		t.Errorf("table 二 is %s (%s: %s)", got, r.Status, r.Message)
	}
	if hasFinding(r, "row_repeated") {
		t.Error("something is read that is not shown on the page itself")
	}
}

func TestDOCXCells(t *testing.T) {
	for name, c := range map[string]struct{ instead, want string }{
		"nothing":                        {tc("", ""), "BLANK"},
		"an empty paragraph":             {"<w:tc><w:p/></w:tc>", "BLANK"},
		"all of it deleted":              {"<w:tc><w:p><w:del><w:r><w:delText>2</w:delText></w:r></w:del></w:p></w:tc>", "BLANK"},
		"a hyphen that does not break":   {"<w:tc><w:p><w:r><w:noBreakHyphen/></w:r></w:p></w:tc>", "NOT_APPLICABLE"},
		"digits in several runs":         {"<w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r></w:p></w:tc>", "12"},
		"crossed out beside a figure":    {"<w:tc><w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r></w:p></w:tc>", "UNREADABLE"},
		"a raised digit behind a figure": {`<w:tc><w:p><w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p></w:tc>`, "UNREADABLE"},
		"two paragraphs":                 {"<w:tc>" + para("1") + para("2") + "</w:tc>", "UNREADABLE"},
		"a tab between":                  {"<w:tc><w:p><w:r><w:t>1</w:t><w:tab/><w:t>2</w:t></w:r></w:p></w:tc>", "UNREADABLE"},
		"a figure in a text box":         {"<w:tc><w:p><w:r>" + textBox(para("2")) + "</w:r></w:p></w:tc>", "UNREADABLE"},
		"a character of a picture font":  {`<w:tc><w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p></w:tc>`, "UNREADABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readBytes(docxOf(t, docxAround(strings.Replace(docxTableTwo, tc("", "2"), c.instead, 1))))
			if got := cell(r, "rules.repealed", ""); got != c.want {
				t.Errorf("it is %s, want %s (%s: %s)", got, c.want, r.Status, r.Message)
			}
			for line, want := range map[report.LineCode]string{"rules.made": "1", "rules.in_force": "3"} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("beside it %s is %s, want %s", line, got, want)
				}
			}
		})
	}
}

// partOf is a part of an office document.
func partOf(t *testing.T, document []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(z, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func officeReport(t testing.TB, family synth.Family) []byte {
	t.Helper()
	b, err := synth.Render(synth.Luancheng(), synth.Layout{Family: family})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPlacesInDOCX(t *testing.T) {
	b := officeReport(t, synth.Docx)
	text := partOf(t, b, "word/document.xml")
	r := readBytes(string(b))
	for _, c := range r.Cells {
		if at := int(c.Place.Offset); at+len(c.Text) > len(text) || text[at:at+len(c.Text)] != c.Text {
			t.Errorf("%v: %q is not at byte %d", c.Ref(), c.Text, at)
		}
		want := report.Place{Table: 2, Row: 6, Column: 10}
		if got := c.Place; c.Ref() == (report.Ref{Line: "granted", Column: report.Total}) && (got.Table != want.Table || got.Row != want.Row || got.Column != want.Column) {
			t.Errorf("%v is at %+v, want %+v", c.Ref(), got, want)
		}
	}
	if len(r.Cells) != 200 {
		t.Errorf("%d cells, want 200", len(r.Cells))
	}
}

func TestColumnsInDOCX(t *testing.T) {
	row := tr(tc("", "规章"), tc("", "1"), tc("", "2"), tc("", "3"))
	r := readBytes(docxOf(t, docxAround(strings.Replace(docxTableTwo, row, strings.Replace(row, "<w:tr>", `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>`, 1), 1))))
	for _, c := range r.Cells {
		if want := map[report.LineCode]int{"rules.made": 4, "rules.in_force": 6, "normative_documents.made": 2, "licensing.decisions": 2}[c.Line]; want != 0 && c.Place.Column != want {
			t.Errorf("%s stands in column %d, want %d", c.Line, c.Place.Column, want)
		}
	}
}

func TestDOCXNamesItsReport(t *testing.T) {
	const title = "石家庄市栾城区2023年政府信息公开工作年度报告"
	styles := `<w:styles xmlns:w="` + wordSpace + `"><w:style w:type="paragraph" w:styleId="7"><w:name w:val="heading 2"/></w:style></w:styles>`
	untitled := docxAround(docxTableTwo)
	titled := strings.Replace(untitled, "<w:body>", `<w:body><w:p><w:pPr><w:pStyle w:val="7"/></w:pPr><w:r><w:t>`+title+"</w:t></w:r></w:p>", 1)
	core := `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>` + title + "</dc:title></cp:coreProperties>"
	for name, c := range map[string]struct{ document, where string }{
		"a heading":            {zipOf(t, false, file{"word/document.xml", titled}, file{"word/styles.xml", styles}), "heading"},
		"the title property":   {zipOf(t, false, file{"word/document.xml", untitled}, file{"docProps/core.xml", core}), "properties"},
		"the first line alone": {docxOf(t, strings.Replace(untitled, "<w:body>", "<w:body>"+para(title), 1)), "prose"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readBytes(c.document)
			if r.Year != 2023 || r.Region.Code != "130111" || r.Title != title {
				t.Errorf("%d %s %q", r.Year, r.Region.Code, r.Title)
			}
			found := false
			for _, o := range r.Basis {
				found = found || o.Fact == "title" && o.Where == c.where
			}
			if !found {
				t.Errorf("the title is not from the %s: %+v", c.where, r.Basis)
			}
		})
	}
}

// lying is a zip file whose directory gives another size than a part has.
func lying(t *testing.T, name, content string, declared uint64) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: name, CompressedSize64: uint64(len(content)), UncompressedSize64: declared, CRC32: crc32.ChecksumIEEE([]byte(content))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestZippedFilesThatAreRefused(t *testing.T) {
	document := docxAround(docxTableTwo)
	bomb := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	for name, c := range map[string]struct {
		document string
		want     report.Reason
	}{
		"a part of 17 MiB":          {lying(t, "word/document.xml", documentXML(para(strings.Repeat(" ", 17<<20))), 17<<20), report.TooLarge},
		"a part packed 1000:1":      {docxOf(t, documentXML(strings.Repeat(" ", 8<<20))), report.TooLarge},
		"a part that is longer":     {lying(t, "word/document.xml", document, uint64(len(document)-100)), report.Corrupt},
		"a part that is shorter":    {lying(t, "word/document.xml", document, uint64(len(document)+100)), report.Corrupt},
		"entities that expand":      {docxOf(t, bomb+strings.Replace(document, "规章", "&b;", 1)), report.Unreadable},
		"an entity nobody declares": {docxOf(t, strings.Replace(document, "规章", "&b;", 1)), report.Corrupt},
		"half of its XML":           {docxOf(t, document[:len(document)/2]), report.Corrupt},
		"an end without beginning":  {docxOf(t, strings.Replace(document, "</w:tr>", "</w:tc>", 1)), report.Corrupt},
		"UTF-16":                    {docxOf(t, "\xff\xfe"+utf16le(document)), report.NeedsConversion},
		"another encoding":          {docxOf(t, `<?xml version="1.0" encoding="GB2312"?>`+document), report.NeedsConversion},
		"tables nested deeply":      {docxOf(t, documentXML(strings.Repeat("<w:tbl><w:tr><w:tc>", 100)+strings.Repeat("</w:tc></w:tr></w:tbl>", 100))), report.TooLarge},
		"too many cells":            {docxOf(t, documentXML("<w:tbl>"+strings.Repeat("<w:tr>"+strings.Repeat("<w:tc/>", 20)+"</w:tr>", 11_000)+"</w:tbl>"+noise(t))), report.TooLarge},
		"two parts of one name":     {zipOf(t, false, file{"word/document.xml", document}, file{"word/Document.xml", document}), report.Corrupt},
		"no text part":              {zipOf(t, false, file{"word/document.xml.old", document}), report.Corrupt},
		"a password":                {locked(t, zipOf(t, false, file{"word/document.xml", document})), report.Encrypted},
		"only the beginning":        {docxOf(t, document)[:60], report.Corrupt},
		"a binary workbook":         {zipOf(t, false, file{"_rels/.rels", rels("officeDocument", "xl/workbook.bin")}, file{"xl/workbook.bin", "\x83\x01"}), report.NeedsConversion},
		"a workbook without sheets": {zipOf(t, false, file{"xl/workbook.xml", "<workbook/>"}), report.NotAReport},
		"a sheet that is not there": {zipOf(t, false, file{"xl/workbook.xml", `<workbook><sheets><sheet id="r1"/></sheets></workbook>`}, file{"xl/_rels/workbook.xml.rels", rels("worksheet", "sheet1.xml")}), report.Corrupt},
	} {
		t.Run(name, func(t *testing.T) {
			r := readBytes(c.document)
			if r.Status != report.Rejected || r.Reason != c.want || r.Message == "" {
				t.Errorf("%s %s %q, want %s", r.Status, r.Reason, r.Message, c.want)
			}
		})
	}
}

// noise is a comment that packs badly, so that the part around it is no bomb.
func noise(t *testing.T) string {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 1))
	b := make([]byte, 64<<10)
	for i := range b {
		b[i] = byte('A' + random.IntN(26))
	}
	return "<!--" + string(b) + "-->"
}

// rels names one part.
func rels(kind, target string) string {
	return `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `"/></Relationships>`
}

func TestSpansAreClamped(t *testing.T) {
	table := strings.ReplaceAll(docxTableTwo, `w:val="3"`, `w:val="2000000000"`)
	if got := cell(readBytes(docxOf(t, docxAround(table))), "licensing.decisions", ""); got != "7" {
		t.Errorf("licensing is %s, want 7", got)
	}
}

func TestPartlyElsewhere(t *testing.T) {
	r := readBytes(docxOf(t, strings.Replace(docxAround(docxTableTwo), "<w:sectPr/>", "<w:altChunk/><w:sectPr/>", 1)))
	if r.Status != report.Partial || !strings.Contains(r.Message, "file of its own") {
		t.Errorf("%s %q, want PARTIAL because of the file inside", r.Status, r.Message)
	}
}

// Every cut of an office file takes its directory away, so nothing of it is believed.
func TestCutZippedFiles(t *testing.T) {
	for _, family := range []synth.Family{synth.Docx, synth.Xlsx} {
		b := officeReport(t, family)
		random := rand.New(rand.NewPCG(1, 2))
		for range 300 {
			n := 4 + random.IntN(len(b)-4)
			if r := readBytes(string(b[:n])); r.Status != report.Rejected || r.Reason != report.Corrupt {
				t.Fatalf("%s cut to %d of %d bytes: %s %s %q", family, n, len(b), r.Status, r.Reason, r.Message)
			}
		}
	}
}

// No bit of an office file can flip and bring another figure: every part has its checksum. Those
// that are flipped here hit digits too.
func TestFlippedZippedFiles(t *testing.T) {
	for _, family := range []synth.Family{synth.Docx, synth.Xlsx} {
		whole := officeReport(t, family)
		random := rand.New(rand.NewPCG(3, 4))
		for range 300 {
			b := bytes.Clone(whole)
			b[random.IntN(len(b))] ^= 1 << random.IntN(8)
			r := readBytes(string(b))
			if r.Reason == report.Internal {
				t.Fatal(r.Message)
			}
			neverWrong(t, r, synth.Luancheng().Cells)
		}
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add(docxAround(docxTableTwo))
	f.Add(docxAround("<w:p><w:r>" + textBox(docxTableTwo) + "</w:r></w:p>"))
	f.Add(documentXML(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-1"/><w:vMerge/></w:tcPr><w:tbl><w:tr/></w:tbl></w:tc></w:tr></w:tbl>`))
	f.Add(documentXML(`</w:tc><w:tcPr/></w:tbl>`))
	f.Add(documentXML(`<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr></w:tc></w:tr><w:txbxContent><w:p/></w:txbxContent>`))
	f.Fuzz(func(t *testing.T, document string) {
		if r := readBytes(docxOf(t, document)); r.Reason == report.Internal {
			t.Error(r.Message)
		}
	})
}

func BenchmarkDOCX(b *testing.B) { benchmarkRead(b, officeReport(b, synth.Docx)) }
