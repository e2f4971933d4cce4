package ingest

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// longestProperties is how many bytes of an OLE file's properties are looked at; pictures in them
// come last.
const longestProperties = 1 << 16

// titles is the title that the properties of an OLE file give. What cannot be read of them is left:
// they are no part of the text.
func (o ole) titles() []heading {
	f := o["SummaryInformation"]
	if f == nil || f.Size > longestProperties {
		return nil
	}
	b, err := o.read(f.Name)
	if err != nil || len(b) < 48 || u16(b, 0) != 0xFFFE {
		return nil
	}
	const codePageProperty, titleProperty = 1, 2
	section := u32(b, 44)
	page, at := 0, -1
	for i := range min(u32(b, section+4), 64) {
		id, offset := u32(b, section+8+8*i), section+u32(b, section+12+8*i)
		switch id {
		case codePageProperty:
			page = u16(b, offset+4)
		case titleProperty:
			at = offset
		}
	}
	if at < 0 {
		return nil
	}
	if text := trim(propertyText(b, at, page)); text != "" {
		return []heading{{text, "properties", -1}}
	}
	return nil
}

// propertyText is a text among the properties; empty where its encoding is not known.
func propertyText(b []byte, at, page int) string {
	const narrow, wide, utf16Page, utf8Page = 0x1E, 0x1F, 1200, 65001
	kind, size := u32(b, at), u32(b, at+4)
	if kind == wide {
		size *= 2
	}
	if size < 0 || at < 0 || at+8+size > len(b) || kind != narrow && kind != wide {
		return ""
	}
	raw := b[at+8 : at+8+size]
	if kind == wide || page == utf16Page {
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = uint16(u16(raw, 2*i))
		}
		return strings.TrimRight(string(utf16.Decode(units)), "\x00")
	}
	var text []byte
	var err error
	switch page {
	case 936, 54936:
		text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	case 950:
		text, err = traditionalchinese.Big5.NewDecoder().Bytes(raw)
	case utf8Page:
		text = raw
	}
	if err != nil || !utf8.Valid(text) {
		return ""
	}
	return strings.TrimRight(string(text), "\x00")
}
