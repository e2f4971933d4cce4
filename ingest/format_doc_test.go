package ingest_test

import (
	"bytes"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// marked.doc has a deletion that is tracked and one of a whole figure, an insertion, hidden text, a
// link, a footnote, and two paragraphs in a cell.
func TestWhatWordPrints(t *testing.T) {
	r := readString("", string(officeFile(t, "marked.doc")))
	if len(r.Cells) != 8 || r.Title != "示例县2023年政府信息公开工作年度报告" {
		t.Errorf("%d cells under the title %q, want 8: %s %s", len(r.Cells), r.Title, r.Reason, r.Message)
	}
	for line, want := range map[report.LineCode]string{
		"rules.made": "1", "rules.repealed": "2", "rules.in_force": "3",
		"normative_documents.made": "BLANK", "normative_documents.repealed": "5", "normative_documents.in_force": "6",
		"penalties.decisions": "UNREADABLE", "coercion.decisions": "7",
	} {
		if got := cell(r, line, ""); got != want {
			t.Errorf("%s is %s, want %s", line, got, want)
		}
	}
}

func TestWordDocumentsThatAreNotRead(t *testing.T) {
	whole := officeFile(t, "marked.doc")
	main := bytes.Index(whole, []byte("\xec\xa5")) // the head of the text's stream
	with := func(at int, b ...byte) []byte {
		d := bytes.Clone(whole)
		copy(d[main+at:], b)
		return d
	}
	for name, c := range map[string]struct {
		b    []byte
		want report.Reason
	}{
		"a password":                 {with(11, whole[main+11]|1), report.Encrypted},
		"Word 95":                    {with(2, 0x65, 0), report.NeedsConversion},
		"no head":                    {with(0, 0, 0), report.Corrupt},
		"no text stream":             {oleFile("1Table", []byte("WordDocument")), report.NeedsConversion},
		"a head and nothing else":    {oleFile("WordDocument", whole[main:main+0x400]), report.Corrupt},
		"pieces beyond the stream":   {with(0x1A2, 0xff, 0xff, 0xff, 0x7f), report.Corrupt},
		"more text than there is":    {with(76, 0xff, 0xff, 0xff, 0x7f), report.Corrupt},
		"text that ends in a row":    {with(76, 90, 0, 0, 0), report.Corrupt},
		"no list of paragraphs":      {with(0x102+4, 0, 0, 0, 0), report.Corrupt},
		"sectors in a circle":        {circle(whole), report.Corrupt},
		"a damaged head of the file": {with(0x40-main, 0xff), report.Corrupt},
	} {
		t.Run(name, func(t *testing.T) {
			if r := readString("", string(c.b)); r.Status != report.Rejected || r.Reason != c.want || r.Message == "" {
				t.Errorf("%s %s %q, want %s", r.Status, r.Reason, r.Message, c.want)
			}
		})
	}
}

// circle makes the directory's sectors follow one another without end.
func circle(b []byte) []byte {
	b = bytes.Clone(b)
	fat, directory := 512*(1+int(b[76])), int(b[48])
	copy(b[fat+4*directory:], b[48:52])
	return b
}
