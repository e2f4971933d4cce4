package ingest

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// decoded is a document's text with the way back to the offsets of its bytes.
type decoded struct {
	text    string
	encoded encoding.Encoding // nil if the bytes are UTF-8
	source  []byte            // what was decoded, if they are not
	skipped int               // bytes of a byte-order mark
}

// formLetters are characters every report has many of. The encoding that brings out most of them
// is the right one; the name a page gives its encoding is often wrong and is not asked.
const formLetters = "政府信息公开申请行政数量年度报告办理结果其他法律机构本总计处不予的情况公開報請數結機構總計處"

// decode finds the encoding of a text from its bytes alone.
func decode(b []byte) decoded {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return decoded{text: whole(b[3:]), skipped: 3}
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return decodeAs(b, 2, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decodeAs(b, 2, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	case nearlyUTF8(b):
		return decoded{text: whole(b)}
	}
	best, most := decoded{}, -1
	for _, e := range []encoding.Encoding{simplifiedchinese.GB18030, traditionalchinese.Big5,
		unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)} {
		d := decodeAs(b, 0, e)
		if score := letterScore(d.text); score > most {
			best, most = d, score
		}
	}
	return best
}

// substitute stands for a byte that is no character. It is one byte too, so that offsets hold, and it
// is no blank and no part of any figure.
const substitute = '\x1a'

// whole is UTF-8 with a substitute for every byte that is none.
func whole(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	b = bytes.Clone(b)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			b[i] = substitute
		}
		i += n
	}
	return string(b)
}

func decodeAs(b []byte, skip int, e encoding.Encoding) decoded {
	text, _ := e.NewDecoder().Bytes(b[skip:])
	return decoded{text: string(text), encoded: e, source: b[skip:], skipped: skip}
}

// nearlyUTF8 allows for a last character that was cut, and for a stray byte in a long text.
func nearlyUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return bytes.Count(b, []byte{0}) == 0
	}
	broken, wide := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			if !utf8.FullRune(b[i:]) {
				break
			}
			broken++
		} else if n > 2 {
			wide++
		}
		i += n
	}
	return wide > 0 && broken*200 <= wide
}

func letterScore(s string) int {
	score := 0
	for i, r := range s {
		if i > 1<<16 {
			break
		}
		switch {
		case r == utf8.RuneError:
			score -= 5
		case r > 127 && strings.ContainsRune(formLetters, r):
			score += 3
		}
	}
	return score
}

// origins turns offsets in the text into offsets in the document's bytes, in place.
func (d decoded) origins(offsets []*int64) {
	sort.SliceStable(offsets, func(i, j int) bool { return *offsets[i] < *offsets[j] })
	if d.encoded == nil {
		for _, o := range offsets {
			*o += int64(d.skipped)
		}
		return
	}
	// Decoding again as far as each offset is exact where the bytes are damaged too.
	decoder := d.encoded.NewDecoder()
	from, at := 0, d.skipped
	var decoded [4096]byte
	for _, o := range offsets {
		to := min(int(*o), len(d.text))
		for to > from && to < len(d.text) && !utf8.RuneStart(d.text[to]) {
			to-- // within a character
		}
		for from < to {
			made, taken, _ := decoder.Transform(decoded[:min(len(decoded), to-from)], d.source[at-d.skipped:], true)
			if made == 0 && taken == 0 {
				break
			}
			from, at = from+made, at+taken
		}
		*o = int64(at)
	}
}
