package ingest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// decimal is a number of a spreadsheet in digits: the shortest that mean this double and no other,
// but no more than the fifteen a spreadsheet program shows.
func decimal(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return unshown
	}
	if f == 0 {
		return "0"
	}
	shortest := strconv.FormatFloat(f, 'e', -1, 64)
	if digits, _, _ := strings.Cut(shortest, "e"); len(strings.Trim(digits, "-")) > 16 { // the point counts too
		f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'e', 14, 64), 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// numberFormat is how a cell prints its number, as far as it changes what the number is read as.
type numberFormat struct {
	date     bool
	from1904 bool   // days are counted from 1904 and not from 1900
	behind   string // a unit behind the figure
	odd      string // anything else that prints another figure than the cell holds: percent, scaled
}

// formatOf reads a format by its number and code; the numbers below 164 have fixed meanings.
func formatOf(n int, code string) numberFormat {
	switch {
	case code == "" && (n == 9 || n == 10):
		return numberFormat{odd: "%"}
	case code == "" && (n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58):
		return numberFormat{date: true}
	case code == "" || strings.EqualFold(code, "General") || code == "@":
		return numberFormat{}
	}
	return parseFormat(code)
}

// parseFormat looks at the section of a format that is for positive numbers.
func parseFormat(code string) (f numberFormat) {
	var literal strings.Builder
	digits, marks := false, "" // a place for a digit came before; what changes the figure
	runes := []rune(code)
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; c {
		case ';':
			i = len(runes)
		case '"':
			for i++; i < len(runes) && runes[i] != '"'; i++ {
				literal.WriteRune(runes[i])
			}
		case '\\', '!':
			if i++; i < len(runes) {
				literal.WriteRune(runes[i])
			}
		case '_', '*':
			i++
		case '[':
			start := i
			for i < len(runes) && runes[i] != ']' {
				i++
			}
			switch strings.ToLower(string(runes[start:min(i+1, len(runes))])) {
			case "[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]":
				f.date = true
			}
		case '0', '#', '?':
			digits = true
			switch trim(literal.String()) {
			case "":
			case "¥", "\uffe5", "RMB", "CNY": // says what the sheet says anyway
				literal.Reset()
			default:
				f.odd = code // a text among the digits or before them
			}
			if rest, ok := strings.CutSuffix(marks, ","); ok { // it parts groups of three
				marks = rest
			}
		case '-':
			if !digits {
				f.odd = code
			}
		case '%', 'E', 'e', '/':
			marks += string(c)
		case ',':
			if digits {
				marks += ","
			}
		case '.', ' ', '+', '(', ')', '¥', '\uffe5', '$', '@':
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			f.date = true
		case 'G', 'g':
			if strings.HasPrefix(strings.ToLower(string(runes[i:])), "general") {
				i += len("general") - 1
				digits = true
			} else {
				f.odd = code
			}
		default:
			literal.WriteRune(c)
		}
	}
	if marks != "" && !f.date {
		f.odd = code
	}
	f.behind = trim(literal.String())
	return f
}

// show is the text a number is read as. A date is a date, and a figure that is printed as another
// one keeps its format beside it and is none.
func (f numberFormat) show(number string) string {
	switch {
	case f.date:
		return day(number, f.from1904)
	case f.odd != "":
		return number + " (" + f.odd + ")"
	case f.behind != "" && number != "":
		return number + f.behind
	}
	return number
}

// day is the date that a count of days stands for.
func day(number string, from1904 bool) string {
	days, err := strconv.ParseFloat(number, 64)
	if err != nil || days < 1 || days > 100_000 {
		return number + " (日期)"
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if from1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	d := start.AddDate(0, 0, int(days))
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}
