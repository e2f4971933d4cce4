package ingest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/gongkai/gongkai/report"
)

// The records of a workbook that matter here, by their numbers in the format's specification
// (MS-XLS). BIFF5, of Excel 5 and 95, has the same with texts of one byte a character or two.
const (
	recFormula     = 0x06
	recEOF         = 0x0A
	recFilePass    = 0x2F
	recContinue    = 0x3C
	recDateMode    = 0x22
	recCodePage    = 0x42
	recUncalced    = 0x5E
	recColInfo     = 0x7D
	recBoundSheet  = 0x85
	recMulRK       = 0xBD
	recRString     = 0xD6
	recMulBlank    = 0xBE
	recXF          = 0xE0
	recMergedCells = 0xE5
	recSST         = 0xFC
	recLabelSST    = 0xFD
	recDimensions  = 0x200
	recBlank       = 0x201
	recNumber      = 0x203
	recLabel       = 0x204
	recBoolErr     = 0x205
	recString      = 0x207
	recRow         = 0x208
	recRK          = 0x27E
	recFormat      = 0x41E
	recBOF         = 0x809
)

// unshown stands for content that is there and cannot be told: a result that was never worked out,
// a picture in place of a figure. A cell with it is no figure and not blank.
const unshown = "\ufffc"

var (
	errXLSPassword = refusal{report.Encrypted, "it is protected by a password: save it without one and read that"}
	errXLSVersion  = refusal{report.NeedsConversion, "it was made by Excel 4 or older: open it in an office program, save it as XLSX and read that"}
	errRecord      = errors.New("the workbook breaks off inside a record")
)

const mostSheets = 1000

type xlsReader struct {
	b        []byte
	old      bool // BIFF5
	charset  encoding.Encoding
	strings  []string
	formats  map[int]string // by number, those the file brings
	styles   []int          // number of the format, by style
	from1904 bool           // days are counted from 1904
	sheets   []xlsSheet
}

type xlsSheet struct {
	at     int
	hidden bool
	name   string
}

type xlsRecord struct {
	kind, at int // at: where it begins in the stream
	data     []byte
}

// readXLS reads the sheets of an Excel workbook that are not hidden. Offsets are those of records
// in the workbook's stream.
func readXLS(ctx context.Context, b []byte) (page, error) {
	o, err := openOLE(b)
	if err != nil {
		return page{}, err
	}
	name := "Workbook"
	if o[name] == nil {
		name = "Book"
	}
	stream, err := o.read(name)
	if err != nil {
		return page{}, err
	}
	r := xlsReader{b: stream, charset: charmap.Windows1252, formats: map[int]string{}}
	if err := r.globals(); err != nil {
		return page{}, err
	}
	var p page
	shown := 0
	for _, s := range r.sheets {
		if ctx.Err() != nil {
			return page{}, ctx.Err()
		}
		if s.hidden {
			continue
		}
		shown++
		p.addSheetName(s.name)
		if err := r.sheet(ctx, shown, s.at, &p); err != nil {
			return page{}, err
		}
	}
	p.titles = append(p.titles, o.titles()...)
	return p, nil
}

// next is the record at a place and where the one behind it begins.
func (r *xlsReader) next(at int) (xlsRecord, int, error) {
	if at < 0 || at+4 > len(r.b) {
		return xlsRecord{}, 0, errRecord
	}
	end := at + 4 + u16(r.b, at+2)
	if end > len(r.b) {
		return xlsRecord{}, 0, errRecord
	}
	return xlsRecord{u16(r.b, at), at, r.b[at+4 : end]}, end, nil
}

// globals reads what all sheets share: their names, the texts and the formats of numbers.
func (r *xlsReader) globals() error {
	first, at, err := r.next(0)
	if err != nil {
		return err
	}
	switch version := u16(first.data, 0); {
	case first.kind != recBOF || version != 0x600 && version != 0x500:
		return errXLSVersion
	default:
		r.old = version == 0x500
	}
	for {
		var rec xlsRecord
		if rec, at, err = r.next(at); err != nil {
			return err
		}
		switch rec.kind {
		case recEOF:
			return nil
		case recFilePass:
			return errXLSPassword
		case recCodePage:
			r.charset = codePage(u16(rec.data, 0))
		case recBoundSheet:
			if len(rec.data) < 6 {
				return errRecord
			}
			if rec.data[5] == 0 { // a worksheet; charts and macros have no cells
				if slices.ContainsFunc(r.sheets, func(s xlsSheet) bool { return s.at == u32(rec.data, 0) }) || len(r.sheets) == mostSheets {
					return errors.New("two sheets of the workbook are one")
				}
				name, err := r.text(rec.data, 6, true)
				if err != nil {
					name = "" // nothing hangs on it
				}
				r.sheets = append(r.sheets, xlsSheet{u32(rec.data, 0), rec.data[4]&3 != 0, name})
			}
		case recDateMode:
			r.from1904 = u16(rec.data, 0) == 1
		case recFormat:
			text, err := r.text(rec.data, 2, r.old)
			if err != nil {
				return err
			}
			r.formats[u16(rec.data, 0)] = text
		case recXF:
			r.styles = append(r.styles, u16(rec.data, 2))
		case recSST:
			if at, err = r.sst(rec, at); err != nil {
				return err
			}
		}
	}
}

func codePage(n int) encoding.Encoding {
	switch n {
	case 936, 54936:
		return simplifiedchinese.GB18030
	case 950:
		return traditionalchinese.Big5
	}
	return charmap.Windows1252
}

// text is a text with its length in front, of one byte or two. BIFF8 says in a byte behind it
// whether its characters take one byte or two.
func (r *xlsReader) text(data []byte, at int, short bool) (string, error) {
	n, head := u16(data, at), 2
	if short && at < len(data) {
		n, head = int(data[at]), 1
	}
	if at += head; at > len(data) {
		return "", errRecord
	}
	if r.old {
		if at+n > len(data) {
			return "", errRecord
		}
		text, err := r.charset.NewDecoder().Bytes(data[at : at+n])
		return string(text), err
	}
	s := segments{parts: [][]byte{data[at:]}}
	wide, ok := s.flags()
	if !ok {
		return "", errRecord
	}
	text, ok := s.characters(n, wide&1 != 0)
	if !ok {
		return "", errRecord
	}
	return text, nil
}

// sst reads the table of shared texts, which goes on over records of its own.
func (r *xlsReader) sst(rec xlsRecord, at int) (int, error) {
	if len(rec.data) < 8 {
		return 0, errRecord
	}
	count := u32(rec.data, 4)
	if count > mostTokens {
		return 0, errTokens
	}
	s := segments{parts: [][]byte{rec.data[8:]}}
	for {
		more, end, err := r.next(at)
		if err != nil {
			return 0, err
		}
		if more.kind != recContinue {
			break
		}
		s.parts, at = append(s.parts, more.data), end
	}
	for range count {
		text, ok := s.shared()
		if !ok {
			return 0, errors.New("the workbook's table of texts is damaged")
		}
		r.strings = append(r.strings, text)
	}
	return at, nil
}

// segments are the bytes of a record and of those that continue it.
type segments struct{ parts [][]byte }

func (s *segments) skip(n int) bool {
	for n > 0 {
		if len(s.parts) == 0 {
			return false
		}
		take := min(n, len(s.parts[0]))
		s.parts[0] = s.parts[0][take:]
		if n -= take; n > 0 {
			s.parts = s.parts[1:]
		}
	}
	return true
}

// fixed are the next n bytes, which no record parts.
func (s *segments) fixed(n int) ([]byte, bool) {
	for len(s.parts) > 0 && len(s.parts[0]) == 0 {
		s.parts = s.parts[1:]
	}
	if len(s.parts) == 0 || len(s.parts[0]) < n {
		return nil, false
	}
	b := s.parts[0][:n]
	s.parts[0] = s.parts[0][n:]
	return b, true
}

func (s *segments) flags() (byte, bool) {
	b, ok := s.fixed(1)
	if !ok || b[0]&0xF2 != 0 {
		return 0, false
	}
	return b[0], true
}

// shared is the next text of the table, without its formatting and phonetics.
func (s *segments) shared() (string, bool) {
	head, ok := s.fixed(2)
	if !ok {
		return "", false
	}
	flags, ok := s.flags()
	if !ok {
		return "", false
	}
	behind := 0
	if flags&8 != 0 {
		runs, ok := s.fixed(2)
		if !ok {
			return "", false
		}
		behind += 4 * u16(runs, 0)
	}
	if flags&4 != 0 {
		phonetic, ok := s.fixed(4)
		if !ok {
			return "", false
		}
		behind += u32(phonetic, 0)
	}
	text, ok := s.characters(u16(head, 0), flags&1 != 0)
	return text, ok && s.skip(behind)
}

// characters are n characters; where a record parts them, the next says again how wide they are.
func (s *segments) characters(n int, wide bool) (string, bool) {
	units := make([]uint16, 0, min(n, 1<<13))
	for len(units) < n {
		if len(s.parts) == 0 {
			return "", false
		}
		size := 1
		if wide {
			size = 2
		}
		part := s.parts[0]
		take := min(n-len(units), len(part)/size)
		for i := range take {
			if wide {
				units = append(units, little.Uint16(part[2*i:]))
			} else {
				units = append(units, uint16(part[i]))
			}
		}
		s.parts[0] = part[take*size:]
		if len(units) == n {
			break
		}
		if len(s.parts[0]) > 0 || len(s.parts) == 1 { // half a character, or none left
			return "", false
		}
		s.parts = s.parts[1:]
		flags, ok := s.flags()
		if !ok {
			return "", false
		}
		wide = flags&1 != 0
	}
	return string(utf16.Decode(units)), true
}

// format is the way the style prints numbers.
func (r *xlsReader) format(style int) (numberFormat, error) {
	if style >= len(r.styles) {
		return numberFormat{}, fmt.Errorf("a cell has the style %d, which the workbook has not", style)
	}
	n := r.styles[style]
	f := formatOf(n, r.formats[n])
	f.from1904 = r.from1904
	return f, nil
}

// rk is a number packed into 30 bits: an integer or the upper part of a double, whole or in
// hundredths.
func rk(bits uint32) string {
	if bits&2 != 0 {
		n := int64(int32(bits) >> 2)
		if bits&1 == 0 {
			return fmt.Sprint(n)
		}
		sign := ""
		if n < 0 {
			sign, n = "-", -n
		}
		text := fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
		return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	f := math.Float64frombits(uint64(bits&^3) << 32)
	if bits&1 != 0 {
		f /= 100
	}
	return decimal(f)
}
