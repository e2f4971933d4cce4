package synth

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// docxFrame are the parts of a DOCX file beside its text and its title.
var docxFrame = []struct{ name, content string }{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
	{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"word/styles.xml", `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style></w:styles>`},
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// writeDocx writes a document as a word processor saves it. The files carry no time, so that the
// same report is always the same file.
func writeDocx(p page, l Layout) ([]byte, error) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	add := func(name, content string) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		_, err = w.Write([]byte(xmlHead + content))
		return err
	}
	for _, part := range docxFrame {
		if err := add(part.name, part.content); err != nil {
			return nil, err
		}
	}
	if err := add("docProps/core.xml", `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`+escaped(p.title)+`</dc:title></cp:coreProperties>`); err != nil {
		return nil, err
	}
	if err := add("word/document.xml", p.docx(l)); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return file.Bytes(), nil
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder never fails
	return b.String()
}

// docx is the text part.
func (p page) docx(l Layout) string {
	var b strings.Builder
	b.Grow(128 << 10)
	b.WriteString(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	paragraph(&b, "a3", p.title)
	if p.published != "" {
		paragraph(&b, "", prose("发布日期:")+day(p.published))
	}
	paragraph(&b, "", p.notice)
	paragraph(&b, "", p.opening)
	for _, part := range p.parts {
		paragraph(&b, "1", part.heading)
		for _, text := range part.paragraphs {
			paragraph(&b, "", text)
		}
		for _, g := range part.tables {
			g.docx(&b, l)
		}
	}
	b.WriteString(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`)
	return b.String()
}

func paragraph(b *strings.Builder, style string, lines ...string) {
	b.WriteString("<w:p>")
	if style != "" {
		fmt.Fprintf(b, `<w:pPr><w:pStyle w:val="%s"/></w:pPr>`, style)
	}
	for i, line := range lines {
		if i > 0 {
			b.WriteString("<w:r><w:br/></w:r>")
		}
		runs(b, line)
	}
	b.WriteString("</w:p>")
}

// runs writes a text as word processors do, Latin letters and digits apart from Chinese characters.
func runs(b *strings.Builder, text string) {
	for text != "" {
		latin := text[0] < utf8.RuneSelf
		end := strings.IndexFunc(text, func(r rune) bool { return (r < utf8.RuneSelf) != latin })
		if end < 0 {
			end = len(text)
		}
		b.WriteString(`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">` + escaped(text[:end]) + "</w:t></w:r>")
		text = text[end:]
	}
}

func (g grid) docx(b *strings.Builder, l Layout) {
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>` + strings.Repeat("<w:gridCol/>", g.width) + "</w:tblGrid>")
	for _, row := range g.placed() {
		b.WriteString("<w:tr>")
		for _, c := range row {
			b.WriteString("<w:tc><w:tcPr>")
			if c.columns > 1 {
				fmt.Fprintf(b, `<w:gridSpan w:val="%d"/>`, c.columns)
			}
			switch {
			case c.continued:
				b.WriteString("<w:vMerge/></w:tcPr><w:p/></w:tc>")
				continue
			case c.rows > 1:
				b.WriteString(`<w:vMerge w:val="restart"/>`)
			}
			b.WriteString("</w:tcPr>")
			paragraph(b, "", l.lines(c.box)...)
			b.WriteString("</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString("</w:tbl>")
}
