package ingest_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gongkai/gongkai/report"
)

// TestPlacesBehindDamage reads documents with bytes that are no characters in front of the figures.
func TestPlacesBehindDamage(t *testing.T) {
	sentence := saying("区", 1, "加强"+strings.Repeat("平台建设,", 200)+",全年收到政府信息公开申请12件。")
	gb18030, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(sentence))
	if err != nil {
		t.Fatal(err)
	}
	comma := []byte("\n一、总体情况\n加强")
	in, _ := simplifiedchinese.GB18030.NewEncoder().Bytes(comma)
	for name, b := range map[string][]byte{
		"UTF-8":          bytes.Replace([]byte(sentence), comma, append(bytes.Clone(comma), 0xff, 0xfe), 1),
		"GB18030":        bytes.Replace(gb18030, in, append(bytes.Clone(in), 0xff, 0xff, '.'), 1),
		"GB18030, whole": gb18030,
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", string(b))
			figures := 0
			for _, c := range r.Cells {
				if c.State != report.Numeric {
					continue
				}
				figures++
				if at := b[c.Place.Offset:]; !bytes.HasPrefix(at, []byte(c.Text)) {
					t.Errorf("%s: %q is not at byte %d, where %.10q stands", c.Line, c.Text, c.Place.Offset, at)
				}
			}
			if figures != 4 {
				t.Errorf("%d figures, want 4: %s %s", figures, r.Reason, r.Message)
			}
			for _, p := range r.Parts {
				if !utf8.ValidString(p.Text) {
					t.Errorf("section %d: %q is no text", p.Number, p.Text)
				}
			}
		})
	}
}
