// Package normal brings the many ways a Chinese text is typed to one: full and half width, odd
// blanks, Kangxi radicals, traditional script, the pinyin that mirrors put in brackets. It is for
// comparing; what is shown to a person stays as it was printed.
package normal

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed simplified.txt
var simplified string

// variants are spellings the database of simplified characters does not pair, and radicals that
// fonts put in place of the characters they look like.
const variants = "佈布裏里衆众衞卫峯峰羣群綫线囯国砦寨" +
	"⺠民⻄西⻓长⻚页⻔门⻋车⻛风⻜飞⻢马⻥鱼⻩黄⻬齐⻰龙⻆角⻅见⻘青⻝食⻉贝⻣骨⻤鬼⻨麦⺟母" +
	"㈠一㈡二㈢三㈣四㈤五㈥六㈦七㈧八⑴1⑵2⑶3⑷4⑸5⑹6⑺7⑻8"

const drop = 0xFFFF

// table maps each rune of the basic plane to its plain form.
var table = sync.OnceValue(func() *[1 << 16]uint16 {
	var t [1 << 16]uint16
	for r := range t {
		t[r] = uint16(r)
	}
	for _, span := range [][2]rune{{0x2000, 0x206F}, {0x2460, 0x24FF}, {0x2E80, 0x2FDF}, {0x3000, 0x33FF}, {0xF900, 0xFAFF}, {0xFE30, 0xFFEF}} {
		for r := span[0]; r <= span[1]; r++ {
			if plain := norm.NFKC.String(string(r)); utf8.RuneCountInString(plain) == 1 {
				first, _ := utf8.DecodeRuneInString(plain)
				t[r] = uint16(first)
			}
		}
	}
	for line := range strings.Lines(simplified) {
		if !strings.HasPrefix(line, "#") {
			pair(&t, strings.TrimSpace(line))
		}
	}
	pair(&t, variants)
	for r, plain := range map[rune]rune{
		'\u00a0': ' ', '\u3000': ' ', '\t': ' ', '\u202f': ' ', '。': '.', '、': '、',
		'“': '"', '”': '"', '‘': '\'', '’': '\'', '「': '"', '」': '"', '『': '"', '』': '"', '〝': '"', '〞': '"',
		'〔': '[', '〕': ']', '【': '[', '】': ']', '﹝': '[', '﹞': ']',
		'—': '-', '–': '-', '−': '-', '―': '-', '‐': '-', '‑': '-', '─': '-', '━': '-', '﹣': '-', '·': '.', '•': '.', '∕': '/', '⁄': '/',
	} {
		t[r] = uint16(plain)
	}
	for _, r := range "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f" {
		t[r] = drop
	}
	for r := range t {
		for next := t[t[r]]; next != t[r] && next != drop; next = t[t[r]] {
			t[r] = next
		}
	}
	return &t
})

func pair(t *[1 << 16]uint16, s string) {
	var left rune
	for i, r := range []rune(s) {
		if i%2 == 0 {
			left = r
		} else if int(left) < len(t) && int(r) < len(t) {
			t[left] = uint16(r)
		}
	}
}

// Text is s with width, blanks, radicals, quotes and script brought to one form. Every blank is a
// plain one; line breaks and the count of blanks stay.
func Text(s string) string {
	t := table()
	plain := true
	for _, r := range s {
		if r >= 1<<16 || t[r] != uint16(r) {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r >= 1<<16 {
			b.WriteRune(r)
		} else if p := t[r]; p != drop {
			b.WriteRune(rune(p))
		}
	}
	return b.String()
}

// Label is a printed label brought to the letters and figures that tell it from others.
type Label struct {
	Enumerator string // 一, (一), 1 … without the mark after it; empty if there is none
	Core       string // the rest without blanks and punctuation
	Head       string // Core without the note in brackets it ends with; empty if it ends with none
}

// Of is the label in s.
func Of(s string) Label {
	enumerator, rest := enumerate(unspaced(withoutPinyin(Text(s))))
	l := Label{Enumerator: enumerator, Core: letters(rest)}
	if i := strings.IndexAny(rest, "(["); i > 0 && letters(rest[strings.LastIndexAny(rest, ")]")+1:]) == "" || i > 0 && !strings.ContainsAny(rest, ")]") {
		l.Head = letters(rest[:i])
	}
	return l
}

func unspaced(s string) string {
	if !strings.ContainsAny(s, " \n\r\t") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, s)
}

// withoutPinyin takes out readings that mirrors of traditional pages put behind a character, as in
// 項(xiàng).
func withoutPinyin(s string) string {
	for from := 0; ; {
		open := strings.IndexByte(s[from:], '(')
		if open < 0 {
			return s
		}
		open += from
		end := strings.IndexByte(s[open:], ')')
		if end < 0 {
			return s
		}
		end += open
		if reading(s[open+1 : end]) {
			s, from = s[:open]+s[end+1:], open
		} else {
			from = open + 1
		}
	}
}

// reading reports whether s is one syllable of pinyin with or without its tone.
func reading(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > 6 {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && !strings.ContainsRune("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüɡ", r) {
			return false
		}
	}
	return true
}

const numerals = "一二三四五六七八九十"

// enumerate cuts the enumerator off the front: 一、 (一) 1. 1、 (1) and a bare figure before a word.
func enumerate(s string) (enumerator, rest string) {
	body, open := strings.CutPrefix(s, "(")
	n := 0
	for i, r := range body {
		if !strings.ContainsRune(numerals, r) && (r < '0' || r > '9') {
			break
		}
		n = i + utf8.RuneLen(r)
	}
	if n == 0 || n > 6 {
		return "", s
	}
	number, after := body[:n], body[n:]
	if open {
		if after, ok := strings.CutPrefix(after, ")"); ok {
			return "(" + number + ")", strings.TrimLeft(after, ".、,:;")
		}
		return "", s
	}
	trimmed := strings.TrimLeft(after, ".、,:;)")
	if trimmed == "" || trimmed == after && number[0] > '9' || trimmed[0] >= '0' && trimmed[0] <= '9' {
		return "", s
	}
	return number, trimmed
}

// letters keeps what carries meaning: characters, Latin letters, figures.
func letters(s string) string {
	keep := func(r rune) bool {
		return r >= 0x3400 && r < 0xFB00 || r >= 0x20000 || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	for _, r := range s {
		if !keep(r) {
			return strings.Map(func(r rune) rune {
				if keep(r) {
					return r
				}
				return -1
			}, s)
		}
	}
	return s
}
