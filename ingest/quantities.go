package ingest

import (
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// quantity is a figure with its unit in a sentence.
type quantity struct {
	from, to int // characters, the unit included
	value    report.Number
	approx   bool // 余, 多, or a count that is given in 万
	unit     string
}

// countUnits and moneyUnits are what prose counts in, longest first.
var (
	countUnits = []string{"件次", "件", "宗", "项", "份", "个", "条", "起", "部", "例", "次"}
	moneyUnits = []string{"万元", "亿元", "元"}
)

func (q quantity) money() bool { return slices.Contains(moneyUnits, q.unit) }

// quantities are the figures with a unit in a plain sentence. One of which anything is doubtful, such
// as the end of a span or a figure after 第, has no unit: it is there, and nobody knows what it says.
func quantities(s []rune) []quantity {
	var all []quantity
	for i := 0; i < len(s); {
		if !isDigit(s[i]) && !isNumeral(s[i]) {
			i++
			continue
		}
		q, end := quantityAt(s, i)
		if q.unit != "" {
			if doubtfulBefore(s, i) {
				q.unit = "?"
				if last := len(all) - 1; last >= 0 && all[last].to >= i-1 {
					all[last].unit = "?" // the beginning of the span
				}
			}
			all = append(all, q)
			i = q.to
			continue
		}
		i = end
	}
	return all
}

const (
	numerals = "零〇一二三四五六七八九"
	scales   = "十百千万亿"
)

func isNumeral(r rune) bool { return numeralValue(r) >= 0 || strings.ContainsRune(scales, r) }

func numeralValue(r rune) int64 {
	switch r {
	case '零', '〇':
		return 0
	case '两':
		return 2
	}
	if i := strings.IndexRune(numerals, r); i > 0 {
		return int64(i/3 - 1)
	}
	return -1
}

// doubtfulBefore reports whether what stands before a figure makes it another one than it looks.
func doubtfulBefore(s []rune, i int) bool {
	if i == 0 {
		return false
	}
	before := s[i-1]
	switch {
	case strings.ContainsRune("第几数上成每半-~/.%", before):
		return !(before == '数' && i > 1 && strings.ContainsRune("件总", s[i-2]))
	case before == '至' || before == '到':
		return i > 1 && (isDigit(s[i-2]) || isNumeral(s[i-2]) || slices.Contains(countUnits, string(s[i-2])) || s[i-2] == '元')
	}
	return before < 0x80 && (before >= 'a' && before <= 'z' || before >= 'A' && before <= 'Z')
}

// quantityAt reads the figure at i; its unit is empty if none follows. end is behind the figure.
func quantityAt(s []rune, i int) (q quantity, end int) {
	var value report.Number
	ok := false
	arabic := isDigit(s[i])
	if arabic {
		value, end, ok = arabicAt(s, i)
	} else {
		value, end, ok = numeralsAt(s, i)
	}
	rough := func() {
		if end < len(s) && (s[end] == '余' || s[end] == '多') {
			q.approx = true
			end++
		}
	}
	rough()
	scaled := false
	if ok && arabic && end < len(s) && !hasAt(s, end, "万元") && !hasAt(s, end, "亿元") {
		if places := strings.Index("  百千万   亿", string(s[end])); places >= 2 {
			places = map[rune]int{'百': 2, '千': 3, '万': 4, '亿': 8}[s[end]]
			value, ok = value.Shift(places)
			scaled = true
			end++
			rough()
		}
	}
	q.from = i
	for _, unit := range slices.Concat(moneyUnits, countUnits) {
		if hasAt(s, end, unit) {
			q.unit, q.to = unit, end+len([]rune(unit))
			break
		}
	}
	if q.unit == "" {
		return q, max(end, i+1)
	}
	q.value = value
	q.approx = q.approx || scaled && !q.money()
	if _, whole := value.Whole(); !ok || !whole && !q.money() {
		q.unit = "?"
	}
	return q, end
}

func hasAt(s []rune, i int, words string) bool {
	for _, r := range words {
		if i >= len(s) || s[i] != r {
			return false
		}
		i++
	}
	return true
}

// arabicAt reads digits, with points and groups of three.
func arabicAt(s []rune, i int) (value report.Number, end int, ok bool) {
	end = i
	for end < len(s) && (isDigit(s[end]) || (s[end] == '.' || s[end] == ',') && end+1 < len(s) && isDigit(s[end+1])) {
		end++
	}
	digits, ok := ungrouped(string(s[i:end]))
	if !ok || len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return value, end, false
	}
	value, err := report.ParseNumber(digits)
	return value, end, err == nil
}

// numeralsAt reads a Chinese numeral: 一百四十, 二〇, 两, 十二, 三万二千.
func numeralsAt(s []rune, i int) (value report.Number, end int, ok bool) {
	end = i
	scaled := false
	for end < len(s) && isNumeral(s[end]) && !hasAt(s, end, "万元") && !hasAt(s, end, "亿元") {
		scaled = scaled || strings.ContainsRune(scales, s[end])
		end++
	}
	if end == i {
		return value, i + 1, false
	}
	n, ok := int64(0), true
	if scaled {
		n, ok = scaledNumeral(s[i:end])
	} else {
		for _, r := range s[i:end] {
			n = n*10 + numeralValue(r)
		}
		ok = end-i < 10 && (end-i == 1 || s[i] != '零' && s[i] != '〇' && !strings.ContainsRune(string(s[i:end]), '两'))
	}
	return report.Count(n), end, ok
}

// scaledNumeral reads a numeral with 十, 百, 千, 万 or 亿 in it. Scales must fall within each part.
func scaledNumeral(s []rune) (n int64, ok bool) {
	var part, digit int64
	lastScale, lastPart := int64(10_000), int64(1)<<62
	seen := false
	for i, r := range s {
		switch v := numeralValue(r); {
		case v >= 0:
			if seen && digit != 0 || v == 0 && i == 0 {
				return 0, false
			}
			digit, seen = v, v != 0
		case r == '万' || r == '亿':
			scale := map[rune]int64{'万': 10_000, '亿': 100_000_000}[r]
			if part += digit; part == 0 || scale >= lastPart {
				return 0, false
			}
			n, lastPart = n+part*scale, scale
			part, digit, seen, lastScale = 0, 0, false, 10_000
		default:
			scale := map[rune]int64{'十': 10, '百': 100, '千': 1000}[r]
			if digit == 0 && scale == 10 && i == 0 {
				digit = 1
			}
			if digit == 0 || scale >= lastScale {
				return 0, false
			}
			part += digit * scale
			digit, seen, lastScale = 0, false, scale
		}
	}
	if digit > 0 && len(s) > 1 && lastScale > 10 && !strings.ContainsRune("零〇", s[len(s)-2]) {
		return 0, false // 三百五 may be 350
	}
	if n > 0 && part+digit > 0 && lastScale == 10_000 && !strings.ContainsRune("零〇", s[len(s)-2]) {
		return 0, false
	}
	return n + part + digit, n < 1<<40
}
