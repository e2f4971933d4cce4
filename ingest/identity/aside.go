package identity

import (
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// What names a document from outside its text, the surest first: the title in an office file's
// properties, the file's name, a sheet's. Offices write a report over the last one, or over
// another office's, and leave its properties: where they contradict the text or the file's name they
// are not believed.

func isAside(where string) bool {
	return where == "properties" || where == "file name" || where == "sheet name"
}

// aside adds the titles that stand outside the text.
func (f *reading) aside() {
	inFile := headingsIn(f.file, true)
	for _, t := range f.office {
		if t.Where != "properties" {
			continue
		}
		for _, h := range headingsIn(t, true) {
			if !f.stale(h, inFile) {
				f.add(h)
			}
		}
	}
	f.add(inFile...)
	for _, t := range f.office {
		if t.Where == "sheet name" {
			f.add(headingsIn(t, false)...)
		}
	}
}

// stale reports, and says, that a title in the properties is of another report.
func (f *reading) stale(h heading, inFile []heading) bool {
	other := func(o heading) bool {
		return h.year != 0 && o.year != 0 && h.year != o.year ||
			h.subject.kind != "" && o.subject.kind != "" && (h.subject.kind != o.subject.kind || h.subject.name != o.subject.name)
	}
	stale := slices.ContainsFunc(f.headings, other) || slices.ContainsFunc(inFile, other)
	if len(f.periods) > 0 && h.year != 0 {
		year := f.periods[0].year()
		stale = stale || year != 0 && year != h.year
	}
	if stale {
		words, at := h.line.printed(h.from, h.to)
		f.propose(factTitle, words, h.line.Where, at)
		f.note("properties_stale", report.Info,
			fmt.Sprintf("the file's properties call it %q, which its text or its name contradicts; they are not believed", words),
			fmt.Sprintf("文件属性中的标题“%s”与正文或文件名不符,不予采信", words))
	}
	return stale
}

// asideSource is the organ that one of them names.
func (f *reading) asideSource() (source, bool) {
	for _, where := range []string{"properties", "file name", "sheet name"} {
		for _, h := range f.headings {
			if h.line.Where == where && h.subject.kind != "" {
				return source{h.subject, h.line, h.from, false}, true
			}
		}
		lines := []text{f.file}
		if where != "file name" {
			lines = slices.DeleteFunc(slices.Clone(f.office), func(t text) bool { return t.Where != where || where == "properties" })
		}
		for _, t := range lines {
			if s, ok := organIn(t); ok {
				return s, true
			}
		}
	}
	return source{}, false
}
