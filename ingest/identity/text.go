package identity

import (
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/normal"
)

// text is a line beside its plain form: one width, one script, no blanks.
type text struct {
	Line
	plain string
}

func plainly(l Line) text { return text{l, normal.Tight(l.Text)} }

// printed is the part of the line that plain[from:to] was made from, as printed, and its byte offset
// in the document. Where the two cannot be laid side by side it is the plain text and the line's offset.
func (t text) printed(from, to int) (string, int64) {
	start, end := from, to
	if t.plain != t.Text {
		start, end = t.source(from, to)
		if start < 0 {
			return t.plain[from:to], t.Offset
		}
	}
	if t.Offset < 0 {
		return t.Text[start:end], -1
	}
	return t.Text[start:end], t.Offset + int64(start)
}

// source is where in Text plain[from:to] comes from; -1 if that cannot be told.
func (t text) source(from, to int) (start, end int) {
	alike := 0 // bytes at the front that the two have in common
	for alike < from && alike < len(t.Text) && t.Text[alike] == t.plain[alike] {
		alike++
	}
	for alike > 0 && (alike == len(t.Text) || !utf8.RuneStart(t.Text[alike])) {
		alike--
	}
	first := utf8.RuneCountInString(t.plain[alike:from])
	last := first + utf8.RuneCountInString(t.plain[from:to])
	start, end = -1, -1
	n := 0
	for i := alike; i < len(t.Text) && n < last; {
		r, size := utf8.DecodeRuneInString(t.Text[i:]) // a byte of no character is one byte long
		i += size
		if (r < 0x4E00 || r > 0x9FFF) && normal.Tight(string(r)) == "" {
			continue
		}
		if n == first {
			start = i - size
		}
		n++
		end = i
	}
	if start < 0 || end < start || normal.Tight(t.Text[start:end]) != t.plain[from:to] {
		return -1, -1
	}
	return start, end
}

// find is words as the line prints them at or after plain[from:], and their offset; if they do not
// stand there unbroken, words themselves and the offset of what does.
func (t text) find(from int, words string) (string, int64) {
	if i := strings.Index(t.plain[from:], words); i >= 0 && words != "" {
		return t.printed(from+i, from+i+len(words))
	}
	_, at := t.printed(from, len(t.plain))
	return words, at
}

const (
	headRunes  = 1600 // how much of a document's beginning is looked at
	tailRunes  = 400  // and of its end
	titleRunes = 300  // and of a title or a heading
	headLines  = 80   // a table of one cell a line needs no more
)

// cut is at most n characters of s, from its end if n is negative.
func cut(s string, n int) string {
	if n >= 0 {
		for i := range s {
			if n--; n < 0 {
				return s[:i]
			}
		}
		return s
	}
	if len(s) <= -n {
		return s
	}
	i := len(s)
	for ; n < 0 && i > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// readTitles, readHead and readTail are what is looked at of a document; all lines are non-empty.
func readTitles(lines []Line) []text {
	var all []text
	for _, l := range lines[:min(len(lines), headLines)] {
		l.Text = cut(l.Text, titleRunes)
		if t := plainly(l); t.plain != "" {
			all = append(all, t)
		}
	}
	return all
}

func readHead(lines []Line) (head []text, used int) {
	budget := headRunes
	for i, l := range lines {
		if budget <= 0 || len(head) == headLines {
			return head, i
		}
		l.Text = cut(l.Text, budget)
		budget -= utf8.RuneCountInString(l.Text)
		if t := plainly(l); t.plain != "" {
			head = append(head, t)
		}
	}
	return head, len(lines)
}

func readTail(lines []Line) []text {
	budget := tailRunes
	var tail []text
	for i := len(lines) - 1; i >= 0 && budget > 0; i-- {
		l := lines[i]
		whole := len(l.Text)
		l.Text = cut(l.Text, -budget)
		if l.Offset >= 0 {
			l.Offset += int64(whole - len(l.Text))
		}
		budget -= utf8.RuneCountInString(l.Text) + 1
		if t := plainly(l); t.plain != "" {
			tail = append(tail, t)
		}
	}
	return tail
}

// readPath makes texts of the Chinese in a path: the folders from the outside in, and the file name
// without its ending.
func readPath(path string) (folders []text, file text) {
	path = strings.ReplaceAll(strings.ReplaceAll(path, "!/", "/"), `\`, "/")
	parts := strings.Split(path, "/")
	for i, part := range parts {
		where := "folder"
		if i == len(parts)-1 {
			where = "file name"
			if dot := strings.LastIndexByte(part, '.'); dot > 0 && len(part)-dot <= 6 {
				part = part[:dot]
			}
		}
		t := plainly(Line{Text: cut(part, titleRunes), Where: where, Offset: -1})
		if where == "file name" {
			file = t
		} else if t.plain != "" {
			folders = append(folders, t)
		}
	}
	return folders[max(0, len(folders)-12):], file
}
