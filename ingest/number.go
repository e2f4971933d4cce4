package ingest

import (
	"strings"

	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// amount is a figure as a cell prints it, before it is known what the cell counts.
type amount struct {
	value  report.Number
	unit   string // 件, 元, 万元 … as printed behind the figure; empty if none is
	signed bool   // a sign or a word of change was printed
}

// voids are what offices write where there is nothing to state.
var voids = map[string]bool{
	"/": true, "//": true, "\\": true, "-": true, "--": true, "---": true, "----": true, "_": true, "无": true, "暂无": true,
	"不适用": true, "不涉及": true, "未涉及": true, "n/a": true, "N/A": true, "NA": true, "*": true, "×": true, "x": true, "X": true, "|": true, "／": true,
}

// units are what may follow a figure. The unit never changes a count; for money it says the scale.
var units = map[string]bool{
	"件": true, "项": true, "宗": true, "个": true, "次": true, "条": true, "份": true, "人": true, "起": true, "部": true,
	"人次": true, "件次": true, "项次": true, "元": true, "万元": true, "亿元": true, "元整": true, "万": true,
}

type sign struct {
	mark     string
	negative bool
}

// signs are the words and marks of change that may stand before a figure, longest first.
var signs = []sign{
	{"减少", true}, {"增加", false}, {"新增", false}, {"减", true}, {"增", false},
	{"--", true}, {"-", true}, {"+", false}, {"负", true},
}

// parseAmount reads the text of a cell. A figure that is not exactly one is a word: 1. and 4 0 and
// 40,74 and 000 are not guessed at.
func parseAmount(s string) (amount, kind) {
	s = strings.TrimSpace(s)
	if s == "" {
		return amount{}, blank
	}
	if len(s) > 64 {
		return amount{}, word
	}
	if n, ok := plainCount(s); ok {
		return amount{value: report.Count(n)}, figure
	}
	if strings.ContainsFunc(s, enclosed) { // a footnote's mark is no digit
		return amount{}, word
	}
	s = strings.TrimSpace(strings.ReplaceAll(normal.Text(s), "&nbsp;", " "))
	if s == "" {
		return amount{}, blank
	}
	if rest, ok := strings.CutPrefix(s, "?"); ok { // a blank that lost its encoding
		s = strings.TrimSpace(rest)
		if s == "" {
			return amount{}, blank
		}
		if s[0] < '0' || s[0] > '9' {
			return amount{}, word
		}
	}
	if voids[s] {
		return amount{}, void
	}
	if s == "零" || s == "〇" || pairOfZeros(s) {
		return amount{}, figure
	}
	return signedAmount(s)
}

// enclosed tells digits and letters in circles and brackets: ① ⑴ ⒈ ❶ ㈠ ㊀.
func enclosed(r rune) bool {
	return r >= 0x2460 && r <= 0x24FF || r >= 0x2776 && r <= 0x2793 || r >= 0x3200 && r <= 0x32FF
}

// plainCount is the common case: up to nine digits and nothing else.
func plainCount(s string) (int64, bool) {
	if len(s) > 9 || len(s) > 1 && s[0] == '0' {
		return 0, false
	}
	var n int64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// pairOfZeros is 0/0 in a cell that asks for increase and decrease: nothing was added or removed.
// Any other pair says two things at once and stays a word.
func pairOfZeros(s string) bool {
	left, right, ok := strings.Cut(s, "/")
	return ok && change(left) == "0" && change(right) == "0"
}

// change is a figure without the word of change before it.
func change(s string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(s), "增"), "减"))
}

func signedAmount(s string) (amount, kind) {
	var a amount
	negative := false
	for _, sign := range signs {
		if rest, ok := strings.CutPrefix(s, sign.mark); ok {
			s, negative, a.signed = strings.TrimSpace(rest), sign.negative, true
			break
		}
	}
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' || s[end] == ',') {
		end++
	}
	digits, unit := s[:end], strings.TrimSpace(s[end:])
	if unit != "" && !units[unit] {
		return amount{}, word
	}
	digits, ok := ungrouped(digits)
	if !ok {
		return amount{}, word
	}
	value, err := report.ParseNumber(digits)
	if err != nil || len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return amount{}, word
	}
	if negative {
		value = value.Neg()
	}
	a.value, a.unit = value, unit
	return a, figure
}

// ungrouped takes the commas out of 40,746 where every group but the first has three digits.
func ungrouped(s string) (string, bool) {
	if !strings.Contains(s, ",") {
		return s, true
	}
	whole, part, point := strings.Cut(s, ".")
	groups := strings.Split(whole, ",")
	if strings.Contains(part, ",") || len(groups[0]) == 0 || len(groups[0]) > 3 || groups[0] == "0" {
		return "", false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return "", false
		}
	}
	whole = strings.Join(groups, "")
	if point {
		whole += "." + part
	}
	return whole, true
}

var (
	largestInteger  = report.Count(1<<31 - 1)
	smallestInteger = report.Count(-1 << 31)
	largestMoney    = report.Count(999_999_999_999)
)

// yuan is how many places a unit of money stands above 元.
var yuan = map[string]int{"元": 0, "元整": 0, "万元": 4, "万": 4, "亿元": 8}

// in is the amount as a cell of the line holds it: counts whole, fees in 万元, procurement in 元
// where a unit says so. If the line cannot hold it, why says so and is not empty.
func (a amount) in(l report.Line) (value report.Number, why string) {
	if a.value.Sign() < 0 && !l.Signed {
		return value, "a negative figure where none can be"
	}
	places, money := yuan[a.unit]
	switch {
	case l.Unit == report.Cases && money:
		return value, "a sum of money where a count belongs"
	case l.Unit == report.Cases:
		if _, whole := a.value.Whole(); !whole {
			return value, "a fraction where a count belongs"
		}
		if a.value.Cmp(largestInteger) > 0 || a.value.Cmp(smallestInteger) < 0 {
			return value, "a count too large to be one"
		}
		return a.value, ""
	case a.unit != "" && !money:
		return value, "a count where a sum of money belongs"
	}
	value = a.value
	exact := true
	if money && l.Unit == report.TenKYuan {
		places -= 4
	}
	if money {
		value, exact = value.Shift(places)
	}
	if _, short := value.Scaled(6); !exact || !short || value.Cmp(largestMoney) > 0 {
		return report.Number{}, "a sum of money with more digits than can be kept"
	}
	return value, ""
}
