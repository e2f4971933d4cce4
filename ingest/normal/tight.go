package normal

import (
	"strings"
	"unicode/utf8"
)

// Tight is Text without blanks, line breaks and the pinyin that mirrors put in brackets.
func Tight(s string) string {
	t := table()
	var b []byte // nil as long as nothing changed
	for i, r := range s {
		p := r
		if r < 1<<16 {
			p = rune(t[r])
		}
		gone := p == drop || p == ' ' || p == '\n' || p == '\r'
		if b == nil && (p != r || gone) {
			b = append(make([]byte, 0, len(s)), s[:i]...)
		}
		if b != nil && !gone {
			b = utf8.AppendRune(b, p)
		}
	}
	if b != nil {
		s = string(b)
	}
	if strings.IndexByte(s, '(') < 0 {
		return s
	}
	return withoutPinyin(s)
}

// Rune is the plain form of one character, or -1 for one that Tight leaves out.
func Rune(r rune) rune {
	if r < 1<<16 && r >= 0 {
		r = rune(table()[r])
	}
	if r == drop || r == ' ' || r == '\n' || r == '\r' {
		return -1
	}
	return r
}
