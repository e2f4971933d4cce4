package ingest

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/normal"
)

// passage is a paragraph of running text, put together from the tokens it was sliced into.
type passage struct {
	text   string
	pieces []piece
}

// piece says that a token begins at a byte of the passage.
type piece struct {
	from  int
	token *token
}

// offset is where in the document the byte of the passage stands.
func (p *page) offset(of passage, at int) int64 {
	i := sort.Search(len(of.pieces), func(i int) bool { return of.pieces[i].from > at }) - 1
	piece := of.pieces[i]
	if p.within == nil {
		return piece.token.place.Offset
	}
	return p.within(piece.token, at-piece.from)
}

// passages are the paragraphs in a stretch of tokens. A line that was cut at its blanks is one
// again, figures within it too, and so is a sentence that goes on in the next line.
func passages(tokens []token) []passage {
	var all []passage
	for i := 0; i < len(tokens); {
		if tokens[i].cell || tokens[i].used {
			i++
			continue
		}
		n := 1
		for i+n < len(tokens) && sameLine(tokens[i], tokens[i+n]) {
			n++
		}
		if line, ok := lineOf(tokens[i : i+n]); ok {
			if last := len(all) - 1; last >= 0 && all[last].goesOn(line) {
				all[last].add(line)
			} else {
				all = append(all, line)
			}
		}
		i += n
	}
	return all
}

func sameLine(a, b token) bool {
	return !b.cell && !b.used && a.place.Row > 0 && a.place.Row == b.place.Row && a.place.Table == b.place.Table
}

// sentenceMarks are what a line of running text has and a row of cells has not.
const sentenceMarks = "。\uff0c,\uff1b;\uff1a"

// lineOf is a line from its pieces; ok is false if no words are in it. Figures belong to a sentence
// and are left out where there is none.
func lineOf(tokens []token) (line passage, ok bool) {
	sentence := false
	for _, t := range tokens {
		sentence = sentence || strings.ContainsAny(t.text, sentenceMarks)
	}
	for i := range tokens {
		t := &tokens[i]
		if t.text == "" || t.kind != word && !sentence {
			continue
		}
		ok = ok || t.kind == word
		line.add(passage{text: t.text, pieces: []piece{{0, t}}})
	}
	return line, ok
}

func (p *passage) add(more passage) {
	if p.pieces == nil {
		*p = more
		return
	}
	if p.pieces[0].token.place.Row == more.pieces[0].token.place.Row {
		p.text += " "
	}
	for _, begins := range more.pieces {
		p.pieces = append(p.pieces, piece{len(p.text) + begins.from, begins.token})
	}
	p.text += more.text
}

// shortestWrapped is how many characters a line has at least that was broken for its length.
const shortestWrapped = 25

// goesOn reports whether a line of text breaks off for its length and the next one continues it.
func (p *passage) goesOn(next passage) bool {
	end, _ := utf8.DecodeLastRuneInString(p.text)
	last, first := p.pieces[len(p.pieces)-1].token, next.pieces[0].token
	return last.place.Row > 0 && last.place.Table == first.place.Table && first.place.Row == last.place.Row+1 &&
		utf8.RuneCountInString(last.text) >= shortestWrapped &&
		!strings.ContainsRune("。.\uff1b;\uff1a:\uff01!\uff1f?", end) && normal.Of(first.text).Enumerator == ""
}
