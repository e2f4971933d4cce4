package ingest

import (
	"bytes"
	"strings"
	"unicode/utf16"

	"github.com/gongkai/gongkai/report"
)

// magic tells the formats of bytes apart by how they begin; names are never asked.
var magic = []struct {
	format string
	starts []string
}{
	{"pdf", []string{"%PDF-"}},
	{"zip", []string{"PK\x03\x04", "PK\x05\x06"}},
	{"ole", []string{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}},
	{"rtf", []string{"{\\rtf"}},
	{"picture", []string{"\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "GIF87a", "GIF89a", "BM", "II*\x00", "MM\x00*", "\x00\x00\x00\x0cjP  "}},
	{"archive", []string{"\x1f\x8b", "Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "BZh"}},
}

// members tell what is inside a zip by the name of a member every such file has.
var members = []struct{ format, member string }{
	{"docx", "word/document.xml"}, {"docx", "word/document2.xml"}, {"xlsx", "xl/workbook.xml"}, {"xlsx", "xl/workbook.bin"}, {"pptx", "ppt/presentation.xml"}, {"ofd", "OFD.xml"}, {"odf", "META-INF/manifest.xml"},
}

// streams tell what is inside an OLE file by the name of a stream.
var streams = []struct{ format, stream string }{
	{"encrypted", "EncryptedPackage"}, {"doc", "WordDocument"}, {"xls", "Workbook"}, {"xls", "Book"},
}

// sniff names the format of a document from its bytes: one of the names in formats, "" for bytes
// that are none of them.
func sniff(b []byte) string {
	head := bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	for _, m := range magic {
		for _, start := range m.starts {
			if !bytes.HasPrefix(head, []byte(start)) {
				continue
			}
			switch m.format {
			case "zip":
				return inZip(b)
			case "ole":
				return inOLE(b)
			}
			return m.format
		}
	}
	if bytes.HasPrefix(b, []byte("RIFF")) && len(b) > 12 && string(b[8:12]) == "WEBP" {
		return "picture"
	}
	return ""
}

// inZip looks at the names of the parts: a document may hold others. One that cannot be opened, or
// has no part by its name, is known by the names anywhere in it, so that it is said what is damaged.
func inZip(b []byte) string {
	z, opened := openZip(bytes.NewReader(b), int64(len(b)))
	if opened {
		for _, f := range z.File {
			for _, m := range members {
				if partName("", f.Name) == strings.ToLower(m.member) {
					return m.format
				}
			}
		}
	}
	for _, m := range members {
		if bytes.Contains(b, []byte(m.member)) {
			return m.format
		}
	}
	if !opened {
		return "zip"
	}
	return "archive"
}

// inOLE looks at the root of the file: a document may hold others. One that cannot be opened is
// known by the names anywhere in it, so that it is said what is damaged.
func inOLE(b []byte) string {
	o, err := openOLE(b)
	for _, s := range streams {
		name := utf16LE(s.stream)
		if err == nil && o[s.stream] != nil || err != nil && bytes.Contains(b, name) {
			return s.format
		}
	}
	return "ole"
}

// utf16LE is a name as OLE files write it, with the zero at its end.
func utf16LE(name string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(name)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return append(b, 0, 0)
}

// binary reports whether the bytes are no text in any encoding: a zero byte where the text is not
// in pairs, or many control characters.
func binary(b []byte) bool {
	head := b[:min(len(b), 4096)]
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return false
	}
	zeros, controls := 0, 0
	for _, c := range head {
		switch {
		case c == 0:
			zeros++
		case c < 9 || c > 13 && c < 32 && c != 27:
			controls++
		}
	}
	return controls*20 > len(head) || zeros > 0 && letterScore(decode(head).text) <= 0
}

// looksHTML reports whether a text is a page or a piece of one.
func looksHTML(text string) bool {
	head := text[:min(len(text), 1<<16)]
	for {
		open := strings.IndexByte(head, '<')
		if open < 0 {
			return false
		}
		head = head[open+1:]
		name := strings.ToLower(head[:min(len(head), 8)])
		for _, tag := range []string{"!doctype", "html", "head", "table", "td", "tr", "div", "p>", "p ", "br", "span", "body", "meta"} {
			if strings.HasPrefix(name, tag) {
				return true
			}
		}
	}
}

// refusals say what becomes of formats that are known but not read, and what a person can do.
var refusals = map[string]refusal{
	"picture":   {report.NeedsOCR, "this is a picture: there is no text in it to read. Find the page's text or the office's own file, or type the figures into the form"},
	"rtf":       {report.NeedsConversion, "open it in an office program, save it as a web page (HTML) and read that"},
	"ofd":       {report.NeedsConversion, "open it in an OFD reader, save it as text or a web page and read that"},
	"pptx":      {report.NeedsConversion, "slides are not read: save the text as a document"},
	"odf":       {report.NeedsConversion, "open it in an office program, save it as a web page (HTML) and read that"},
	"ole":       {report.NeedsConversion, "an office file of a kind that is not read: save it as a web page (HTML)"},
	"encrypted": {report.Encrypted, "it is protected by a password: save it without one and read that"},
	"zip":       {report.Corrupt, "it is damaged or cut off: fetch it again"},
	"archive":   {report.NeedsConversion, "an archive inside an archive, or of a kind that is not opened: unpack it first"},
}
