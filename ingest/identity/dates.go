package identity

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/report"
)

// Reports are asked for since 2008 and were published by some cities from 2004 on.
const firstYear, lastYear = 2004, 2099

// date is a day as printed; a part that is missing or cut is 0.
type date struct{ year, month, day int }

func (d date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

func (d date) valid() bool {
	return d.year >= firstYear && d.year <= lastYear && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= monthDays(d.year, d.month)
}

func monthDays(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// numeral reads a figure at the head of s, 2023, 二〇二三, 十二 or 31, and says how many bytes and
// digits it has.
func numeral(s string) (value, size, digits int) {
	for i, r := range s {
		d := -1
		switch r {
		case '〇', '零', '○', 'О', 'O', 'o':
			if r < 0x80 && size == 0 {
				return 0, 0, 0
			}
			d = 0
		case '十':
			if value == 0 {
				value = 1
			}
			next, n, _ := numeral(s[i+len("十"):])
			if n > 0 && next < 10 {
				return value*10 + next, i + len("十") + n, 2
			}
			return value * 10, i + len("十"), 2
		default:
			if r >= '0' && r <= '9' {
				d = int(r - '0')
			} else if at := strings.IndexRune("一二三四五六七八九", r); at >= 0 {
				d = at/3 + 1
			}
		}
		if d < 0 || digits == 8 {
			break
		}
		value, size, digits = value*10+d, i+utf8.RuneLen(r), digits+1
	}
	return value, size, digits
}

// yearAt reads a year of four digits at the head of s.
func yearAt(s string) (year, size int) {
	y, n, digits := numeral(s)
	if digits != 4 || y < firstYear || y > lastYear {
		return 0, 0
	}
	return y, n
}

// dateAt reads a date at the head of s: 2023年1月1日, 2023-01-01, 2023.1.1, 二〇二三年一月一日, 1月1日,
// 2023年12月. Glyphs may be lost: 202年月31日 is a date of which the day is known.
func dateAt(s string) (d date, size int) {
	value, n, digits := numeral(s)
	rest := s[n:]
	switch {
	case strings.HasPrefix(rest, "年"):
		if digits == 4 && value >= firstYear && value <= lastYear {
			d.year = value
		}
		rest = strings.TrimPrefix(rest[len("年"):], "度")
	case digits == 4 && len(rest) > 1 && strings.IndexByte("-./", rest[0]) >= 0:
		return numericDate(s)
	case strings.HasPrefix(rest, "月"):
		rest = s
	default:
		return date{}, 0
	}
	if value, n, _ = numeral(rest); strings.HasPrefix(rest[n:], "月") {
		d.month, rest = value, rest[n+len("月"):]
		if value, n, _ = numeral(rest); strings.HasPrefix(rest[n:], "日") || strings.HasPrefix(rest[n:], "号") {
			d.day, rest = value, rest[n+len("日"):]
		}
	} else if strings.HasPrefix(rest[n:], "-") && n > 0 { // 2023年1-12月
		d.month, rest = value, rest[n:]
	}
	return d, len(s) - len(rest)
}

func numericDate(s string) (d date, size int) {
	year, n := yearAt(s)
	if n == 0 || n == len(s) || strings.IndexByte("-./", s[n]) < 0 {
		return d, 0
	}
	mark := s[n : n+1]
	month, m, _ := numeral(s[n+1:])
	end := n + 1 + m
	if m == 0 || m > 2 || !strings.HasPrefix(s[end:], mark) {
		return d, 0
	}
	day, k, _ := numeral(s[end+1:])
	if k == 4 && strings.HasPrefix(s[end+1+k:], ":") { // a time of day behind it: 2024-01-2609:30
		day, k = day/100, 2
	}
	if k == 0 || k > 2 {
		return d, 0
	}
	return date{year, month, day}, end + 1 + k
}

// span is a stretch of days as printed.
type span struct {
	from, to date
	text     string
	at       int // byte offset in the text searched
}

// whole reports whether both ends can be read.
func (s span) whole() bool { return s.from.valid() && s.to.valid() && s.from.String() <= s.to.String() }

// year is the calendar year the span speaks of, if the ends that can be read agree on one.
func (s span) year() int {
	switch {
	case s.from.year == 0:
		return s.to.year
	case s.to.year == 0 || s.to.year == s.from.year:
		return s.from.year
	case s.from.month == 12 && s.to.year == s.from.year+1: // 2022年12月26日至2023年12月25日
		return s.to.year
	}
	return 0
}

// period is what the span says as a report's period; it is zero where an end is lost.
func (s span) period() report.Period {
	if !s.whole() {
		return report.Period{}
	}
	return report.Period{From: s.from.String(), To: s.to.String()}
}

// spanAt reads 2023年1月1日至2023年12月31日 and its variants at the head of s.
func spanAt(s string) (span, bool) {
	from, n := dateAt(s)
	if n == 0 || from.month == 0 && from.day == 0 && !strings.HasPrefix(s[n:], "月日") && !strings.Contains(s[:n], "月") {
		return span{}, false
	}
	rest := s[n:]
	for _, w := range []string{"(含)", "起", "开始", ",", "止"} {
		rest = strings.TrimPrefix(rest, w)
	}
	joined := false
	for _, w := range []string{"截至到", "截止到", "截至", "截止", "至", "到", "--", "-", "~"} {
		if after, ok := strings.CutPrefix(rest, w); ok {
			rest, joined = after, true
			break
		}
	}
	if !joined {
		return span{}, false
	}
	to, m := dateAt(rest)
	if m == 0 {
		return span{}, false
	}
	if to.year == 0 && from.year != 0 && !strings.Contains(rest[:m], "年") {
		to.year = from.year
	}
	if from.day == 0 && to.day == 0 && from.month != 0 && to.month != 0 && strings.HasSuffix(rest[:m], "月") {
		from.day, to.day = 1, monthDays(to.year, to.month)
	}
	end := len(s) - len(rest) + m
	return span{from: from, to: to, text: s[:end]}, true
}

// spans are the stretches of days in s, in order.
func spans(s string) []span {
	var all []span
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case b == '1' || b == '2' || b == "年"[0] && strings.HasPrefix(s[i:], "年") || b == "二"[0] && strings.HasPrefix(s[i:], "二"):
		default:
			i++
			continue
		}
		if found, ok := spanAt(s[i:]); ok {
			found.at = i
			all = append(all, found)
			i += len(found.text)
			continue
		}
		_, digits, _ := numeral(s[i:])
		i += max(1, digits)
	}
	return all
}

// yearIn is the year in s if it names exactly one, and where: 2023年, 2023 or 二〇二三年, but no part of
// a date such as 20230116 or 2023-01-16 and none in a longer number or word.
func yearIn(s string) (year, at int) {
	at = -1
	for i := 0; i < len(s); {
		y, n := yearAt(s[i:])
		if n == 0 {
			_, n, _ = numeral(s[i:])
			_, one := utf8.DecodeRuneInString(s[i:])
			i += max(n, one)
			continue
		}
		if _, dated := numericDate(s[i:]); dated == 0 && apart(s[:i], s[i+n:]) {
			if year != 0 && year != y {
				return 0, -1
			}
			if year == 0 {
				year, at = y, i
			}
		}
		i += n
	}
	return year, at
}

// apart reports whether neither letter nor digit of the Latin kind touches what stands between.
func apart(before, after string) bool {
	latin := func(b byte) bool { return b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z' }
	return (before == "" || !latin(before[len(before)-1])) && (after == "" || !latin(after[0]))
}
