package ingest

import (
	"strings"

	"github.com/gongkai/gongkai/ingest/normal"
)

// sentence is plain text with the byte of the passage each character comes from. What stands in a
// title 《》 is out of sight.
type sentence struct {
	plain   []rune
	at      []int
	figures []quantity
}

// longestSentence is how many characters a sentence may have that figures are taken from.
const longestSentence = 2000

const sentenceEnds = "。;!?\uff1b\uff01\uff1f\n"

func sentences(text string) []sentence {
	var all []sentence
	var now sentence
	title := false
	end := func() {
		if n := len(now.plain); n > 0 && n <= longestSentence {
			now.figures = quantities(now.plain)
			all = append(all, now)
		}
		now = sentence{}
	}
	for i, r := range text {
		if strings.ContainsRune(sentenceEnds, r) && !title {
			end()
			continue
		}
		plain := normal.Rune(r)
		if plain < 0 {
			continue
		}
		switch {
		case r == '《':
			title = true
		case r == '》':
			title = false
		case title:
			plain = '§'
		}
		now.plain, now.at = append(now.plain, plain), append(now.at, i)
	}
	end()
	return all
}

// clause is a stretch of a sentence between marks, with the figures in it.
type clause struct {
	from, to int
	figures  []quantity
	bracket  bool
	behind   string // what stands in the bracket that follows
}

func (s sentence) clauses() []clause {
	const inside, behind = 1, 2 // a figure
	marks := make([]byte, len(s.plain)+1)
	for _, q := range s.figures {
		for i := q.from + 1; i < q.to; i++ {
			marks[i] = inside
		}
		marks[q.to] = behind
	}
	starts := func(i int) bool { // a figure, or 约 before one
		return i+1 < len(marks) && marks[i+1] == inside || i+2 < len(marks) && marks[i+2] == inside
	}
	figures := s.figures
	var all []clause
	from, depth := 0, 0
	for i := 0; i <= len(s.plain); i++ {
		if i < len(s.plain) && (!strings.ContainsRune(",:()[]、", s.plain[i]) || marks[i] == inside ||
			s.plain[i] == '、' && marks[i] != behind || s.plain[i] == ':' && starts(i+1)) {
			continue
		}
		if i > from {
			c := clause{from: from, to: i, bracket: depth > 0}
			for len(figures) > 0 && figures[0].to <= i {
				c.figures, figures = append(c.figures, figures[0]), figures[1:]
			}
			if i < len(s.plain) && s.plain[i] == '(' {
				c.behind = string(s.plain[i:min(len(s.plain), i+20)])
			}
			all = append(all, c)
		}
		if i < len(s.plain) {
			switch s.plain[i] {
			case '(', '[':
				depth++
			case ')', ']':
				depth = max(0, depth-1)
			}
		}
		from = i + 1
	}
	return all
}
