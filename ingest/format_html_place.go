package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// silentHTML reports whether the text inside the element is not shown.
func silentHTML(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Select:
		return true
	}
	return false
}

// placeInHTML finds where in a page the byte at of a running text stands: it reads on from where the
// text begins and counts the characters that are no blanks, for these are the same in both.
func placeInHTML(source string, of *token, at int) int64 {
	left := inked(of.text[:at])
	offset := int(of.place.Offset)
	z := html.NewTokenizer(strings.NewReader(source[offset:]))
	var skip atom.Atom
	for {
		kind := z.Next()
		size := len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return of.place.Offset
		case html.StartTagToken:
			if name, _ := z.TagName(); skip == 0 && silentHTML(atom.Lookup(name)) {
				skip = atom.Lookup(name)
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == skip {
				skip = 0
			}
		case html.TextToken:
			if skip != 0 {
				break
			}
			raw := source[offset : offset+size]
			for i := 0; i < len(raw); {
				n := characterAt(raw[i:])
				ink := inked(html.UnescapeString(raw[i : i+n]))
				if ink > left {
					return int64(offset + i)
				}
				left -= ink
				i += n
			}
		}
		offset += size
	}
}

// inked is how many characters are no blanks.
func inked(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// longestReference is how many bytes of a character reference are looked at for its end.
const longestReference = 12

// characterAt is how many bytes the first character of the markup takes, written out or as a
// reference such as &nbsp;.
func characterAt(raw string) int {
	if raw[0] == '&' {
		if end := strings.IndexByte(raw[:min(len(raw), longestReference)], ';'); end > 0 {
			return end + 1
		}
	}
	_, n := utf8.DecodeRuneInString(raw)
	return n
}
