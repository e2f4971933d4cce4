package ingest

import (
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// section is one of the six sections: its heading and what stands under it outside its tables.
type section struct {
	number   int
	heading  *token
	passages []passage
}

func (s section) part() report.Part {
	texts := make([]string, len(s.passages))
	for i, of := range s.passages {
		texts[i] = of.text
	}
	return report.Part{Number: s.number, Heading: s.heading.text, Text: strings.Join(texts, "\n"), Offset: s.heading.place.Offset}
}

func (a *alignment) sections(tokens []token) []section {
	var all []section
	for i, at := range a.anchors {
		if a.slot(i).Kind != editions.Section {
			continue
		}
		stop := len(tokens)
		for j := i + 1; j < len(a.anchors); j++ {
			if a.slot(j).Kind == editions.Section {
				stop = a.anchors[j].from
				break
			}
		}
		all = append(all, section{a.slot(i).Part, &tokens[at.from], passages(tokens[at.to:stop])})
	}
	return all
}
