package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// readText reads what extractors leave of a page: one cell a line, bars before, after or alone,
// markdown rows, cells apart by blanks, figures glued to their label, blank cells as blank lines.
func readText(text string) (page, error) {
	p := page{tokens: make([]token, 0, strings.Count(text, "\n")+bars(text)+1)}
	p.within = func(of *token, at int) int64 { return of.place.Offset + int64(at) }
	r := textReader{text: text, page: &p, markdown: isMarkdown(text)}
	if bars(text) >= fewestBars {
		r.barred()
	} else {
		r.unbarred()
	}
	if n := len(p.tokens); n > 0 {
		last := &p.tokens[n-1]
		last.last = last.kind == figure && last.text != "0" && strings.HasSuffix(text, last.text)
	}
	if len(p.tokens) > mostTokens {
		return page{}, errTokens
	}
	return p, nil
}

// fewestBars is how many bars a text has at least if they part its cells.
const fewestBars = 8

func bars(text string) int {
	return strings.Count(text, "|") + strings.Count(text, "│") + strings.Count(text, "\uff5c") + strings.Count(text, "┃")
}

// barAt is the length of the bar at i, 0 if there is none.
func barAt(s string, i int) int {
	if i < 0 || i >= len(s) {
		return 0
	}
	switch s[i] {
	case '|':
		return 1
	case 0xe2, 0xef: // what the others begin with
		if bar := s[i:min(i+3, len(s))]; bar == "│" || bar == "\uff5c" || bar == "┃" {
			return len(bar)
		}
	}
	return 0
}

type textReader struct {
	text string
	page *page
	row  int

	opened   bool // rows open with a bar
	markdown bool // bars may be escaped, and <br> breaks lines in cells
}

// opensRows reports whether a bar stands before the first cell of most lines that have cells and
// bars. Elsewhere a bar that a line begins with closes a blank cell.
func opensRows(text string) bool {
	lines, opened := 0, 0
	for line := range strings.Lines(text) {
		line = trim(line)
		bar, cell := false, false
		for i := 0; i < len(line) && !(bar && cell); {
			size := barAt(line, i)
			if bar = bar || size > 0; size == 0 {
				var r rune
				r, size = utf8.DecodeRuneInString(line[i:])
				cell = cell || !isBlank(r)
			}
			i += size
		}
		if bar && cell {
			lines++
			if barAt(line, 0) > 0 {
				opened++
			}
		}
	}
	return 10*opened > 9*lines
}

// add appends the piece of the text between two offsets as one token.
func (r *textReader) add(from, to int, cell bool, column int) {
	raw := r.text[from:to]
	trimmed := trim(raw)
	offset := from
	if trimmed != "" {
		offset += strings.Index(raw, trimmed)
	}
	if r.markdown {
		trimmed = trim(unmarked.Replace(trimmed))
	}
	t := token{text: trimmed, cell: cell, place: report.Place{Row: r.row, Column: column, Offset: int64(offset)}}
	t.classify()
	r.page.tokens = append(r.page.tokens, t)
}

// unmarked takes out of a cell what markdown needs to keep it in its row or to print it bold.
var unmarked = strings.NewReplacer(`\|`, "|", "<br>", "\n", "<br/>", "\n", "<br />", "\n", "<BR>", "\n", "&nbsp;", " ", "**", "")

func trim(s string) string {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if !isBlank(r) {
			break
		}
		s = s[n:]
	}
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		if !isBlank(r) {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

func isBlank(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '\u00a0', '\u3000', '\u200b', '\ufeff':
		return true
	}
	return false
}

func (r *textReader) pad(at int) {
	r.page.tokens = append(r.page.tokens, token{kind: pad, cell: true, place: report.Place{Row: r.row, Offset: int64(at)}})
}

// barred reads text whose cells are told apart by bars. What stands between two bars is a cell,
// wherever the lines break: a bar that closes a line, opens it, or has a line of its own does the
// same. Bars in a run are the filling of merged or lost cells. Lines without any bar between
// cells are running text.
func (r *textReader) barred() {
	r.opened = opensRows(r.text)
	open := 0 // where the current cell began
	line := 0
	for line <= len(r.text) {
		end := strings.IndexByte(r.text[line:], '\n')
		if end < 0 {
			end = len(r.text)
		} else {
			end += line
		}
		r.row++
		if rule(r.text[line:end]) {
			open = end
		} else {
			open = r.line(open, line, end)
		}
		line = end + 1
	}
	if open < len(r.text) {
		r.words(open, len(r.text), false)
	}
}

// line takes the bars of one line; it returns where the cell after its last bar begins.
func (r *textReader) line(open, line, end int) int {
	bars, beside := 0, false
	for i := line; i < end; i++ {
		size := barAt(r.text, i)
		if size == 0 || r.markdown && i > line && r.text[i-1] == '\\' {
			beside = false
			continue
		}
		bars++
		after := i + size
		between := r.text[open:i]
		switch {
		case trim(between) != "":
			opens := bars == 1 && r.opened && trim(r.text[line:i]) == "" // and closes nothing of the lines before
			r.words(open, i, !opens)
		case beside || after < end && barAt(r.text, after) > 0:
			r.pad(i)
		case bars == 1 && r.opened && after < end && trim(r.text[after:end]) != "":
			// a bar that opens a row holds no cell
		default:
			r.add(open, i, true, bars)
		}
		open, beside, i = after, true, after-1
	}
	return open
}

// words adds what stands between two bars. Every line of it but the last is running text, as is
// the last where no bar follows.
func (r *textReader) words(from, to int, closed bool) {
	for from < to {
		end := strings.IndexByte(r.text[from:to], '\n')
		if end < 0 {
			end = to
		} else {
			end += from
		}
		if trim(r.text[from:end]) != "" {
			last := trim(r.text[end:to]) == ""
			r.add(from, end, closed && last && !isSentence(trim(r.text[from:end])), 0)
		}
		from = end + 1
	}
}

// shortestSentence is how many bytes a text has at least that is running text for its full stop.
const shortestSentence = 60

func isSentence(s string) bool { return len(s) >= shortestSentence && strings.HasSuffix(s, "。") }

// rule reports whether a line is the line under the heads of a markdown table.
func rule(line string) bool {
	return (strings.Contains(line, "-|") || strings.Contains(line, "---")) && strings.IndexByte(line, '|') >= 0 && strings.Trim(line, "|-: \t\r") == ""
}

// isMarkdown reports whether a text has tables in markdown, which may hold tags such as <br> and
// escaped bars and is no page for that.
func isMarkdown(text string) bool {
	if bars(text) < fewestBars || !strings.Contains(text, "---") {
		return false
	}
	ruled := false
	for line := range strings.Lines(text) {
		ruled = ruled || rule(trim(line))
		if strings.IndexByte(line, '<') >= 0 && ofPage.MatchString(line) {
			return false
		}
	}
	return ruled
}

var ofPage = regexp.MustCompile(`(?i)<(?:!doctype|html|body|table|tr|td)[ >]`)

// unbarred reads text with a cell a line, or the cells of a line apart by blanks. Where lines are
// a blank line apart, each further blank line is a blank cell.
func (r *textReader) unbarred() {
	spaced := doubleSpaced(r.text)
	blanks := 0
	for line := 0; line <= len(r.text); {
		end := strings.IndexByte(r.text[line:], '\n')
		if end < 0 {
			end = len(r.text)
		} else {
			end += line
		}
		r.row++
		if trim(r.text[line:end]) == "" {
			blanks++
			if spaced && blanks > 1 && end < len(r.text) {
				r.add(line, line, true, 0)
			}
		} else {
			blanks = 0
			r.fields(line, end)
		}
		line = end + 1
	}
}

// doubleSpaced reports whether most lines of the text are one blank line apart.
func doubleSpaced(text string) bool {
	lines, single, apart := 0, 0, 0
	blanks := 0
	for line := range strings.Lines(text) {
		if trim(line) == "" {
			blanks++
			continue
		}
		if lines > 0 {
			switch blanks {
			case 0:
				single++
			case 1:
				apart++
			}
		}
		lines++
		blanks = 0
	}
	return apart > 2*single && apart > 4
}

// longestField is how many characters a cell may have in a line that is cells apart by blanks.
const longestField = 60

// fields splits a line at its blanks if every piece is short enough to be a cell, and figures
// from the label they are glued to.
func (r *textReader) fields(from, to int) {
	for _, f := range strings.Fields(r.text[from:to]) {
		if utf8.RuneCountInString(f) > longestField {
			r.add(from, to, false, 0)
			return
		}
	}
	column := 0
	for i := from; i < to; {
		size := blankAt(r.text[i:to])
		if size > 0 {
			i += size
			continue
		}
		start := i
		for i < to && blankAt(r.text[i:to]) == 0 {
			_, n := utf8.DecodeRuneInString(r.text[i:to])
			i += n
		}
		column++
		labels := unglue(r.text[start:i])
		for _, end := range labels {
			r.add(start, start+end, false, column)
			start, column = start+end, column+1
		}
		if len(labels) > 0 || lump(r.text[start:i]) {
			r.glued(start, i, column)
		} else {
			r.add(start, i, false, column)
		}
	}
}

// lump reports whether s is a run of digits that can be no single figure: as many as table 四 has
// cells, or as table 三 has columns with a zero in front.
func lump(s string) bool {
	if tail(s) > 0 || strings.ContainsAny(s, ".,") {
		return false
	}
	return len(s) >= 15 || len(s) >= len(report.Columns()) && s[0] == '0'
}

// tail is where the digits, points and commas that s ends with begin.
func tail(s string) int {
	end := len(s)
	for end > 0 && (s[end-1] >= '0' && s[end-1] <= '9' || s[end-1] == '.' || s[end-1] == ',') {
		end--
	}
	return end
}

// unglue is where the labels end in a row whose cells run together: 规章000, and before the first
// row of a group its head too, (三)不予公开1.属于国家秘密0000000. It is nil for anything else.
func unglue(s string) []int {
	end := tail(s)
	if end == len(s) || end == 0 {
		return nil
	}
	if isLabel(s[:end], editions.Row) {
		return []int{end}
	}
	for i := range s[:end] {
		if i > 0 && isLabel(s[i:end], editions.Row) && isLabel(s[:i], editions.Head) {
			return []int{i, end - i}
		}
	}
	return nil
}

func isLabel(s string, kind editions.Kind) bool {
	label := normal.Of(s)
	return slices.ContainsFunc(forms(), func(f *form) bool {
		return slices.ContainsFunc(f.exactly(label), func(c candidate) bool { return f.Slots[c.slot].Kind == kind })
	})
}

// glued adds the figures behind a label: one with a point or groups, or digits that may be several.
func (r *textReader) glued(from, to, column int) {
	if strings.ContainsAny(r.text[from:to], ".,") {
		r.add(from, to, false, column)
		return
	}
	r.page.tokens = append(r.page.tokens, token{kind: glued, text: r.text[from:to],
		place: report.Place{Row: r.row, Column: column, Offset: int64(from)}})
}

// blankAt is the length of the blank at the start of s, 0 if there is none.
func blankAt(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case ' ', '\t', '\r', '\u00a0', '\u3000', '\u200b', '\ufeff':
		return n
	}
	return 0
}
