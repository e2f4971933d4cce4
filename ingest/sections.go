package ingest

import (
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// parts are the texts of the six sections, without their tables.
func (a *alignment) parts(tokens []token) []report.Part {
	var all []report.Part
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
		var texts []string
		for _, t := range tokens[at.to:stop] {
			if t.kind == word && !t.cell && !t.used && t.text != "" {
				texts = append(texts, t.text)
			}
		}
		all = append(all, report.Part{Number: a.slot(i).Part, Heading: tokens[at.from].text,
			Text: strings.Join(texts, "\n"), Offset: tokens[at.from].place.Offset})
	}
	return all
}
