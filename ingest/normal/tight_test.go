package normal_test

import (
	"testing"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/normal"
)

func TestTight(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		"栾城区":                  "栾城区",
		"栾 城　区\t２０２３\u200b年\n": "栾城区2023年",
		"信息公開(kāi)工作(2023年)":   "信息公开工作(2023年)",
		"a b(c1)":              "ab(c1)",
	} {
		if got := normal.Tight(in); got != want {
			t.Errorf("Tight(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzTight(f *testing.F) {
	f.Add("栾 城（ｑｕ）區")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip("texts are decoded before they are brought to one form")
		}
		once := normal.Tight(s)
		if again := normal.Tight(normal.Text(s)); again != once {
			t.Errorf("Tight(%q) = %q, but of its Text %q", s, once, again)
		}
	})
}
