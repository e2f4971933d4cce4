package ingest

import (
	"slices"
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

const sentenceEnds = "。;!?\uff1b\uff01\uff1f\n"

func sentences(text string) []sentence {
	var all []sentence
	var now sentence
	title := false
	end := func() {
		if len(now.plain) > 0 {
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
	figures := s.figures
	ends := func(i int) bool { return slices.ContainsFunc(figures, func(q quantity) bool { return q.to == i }) }
	begins := func(i int) bool {
		return slices.ContainsFunc(figures, func(q quantity) bool { return q.from == i || q.from == i+1 })
	}
	inside := func(i int) bool {
		return slices.ContainsFunc(figures, func(q quantity) bool { return q.from < i && i < q.to })
	}
	var all []clause
	from, depth := 0, 0
	for i := 0; i <= len(s.plain); i++ {
		if i < len(s.plain) && (!strings.ContainsRune(",:()[]、", s.plain[i]) || inside(i) ||
			s.plain[i] == '、' && !ends(i) || s.plain[i] == ':' && begins(i+1)) {
			continue
		}
		if i > from {
			c := clause{from: from, to: i, bracket: depth > 0}
			for _, q := range figures {
				if q.from >= from && q.to <= i {
					c.figures = append(c.figures, q)
				}
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
