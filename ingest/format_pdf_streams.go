package ingest

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"

	"github.com/gongkai/gongkai/report"
)

// PDFium shows what it can of a damaged file: a stream may decode to another digit, and a glyph
// whose drawing is lost leaves no trace. Before it is asked, the frame of the file is therefore
// looked over: that it goes on to its end, that objects follow each other without a gap and stand
// where the table of objects says, that what is packed has its checksum, and that fonts made of
// drawings have all of them.

var (
	errPDFCut     = refusal{report.Corrupt, "it is cut off: its end is missing. Fetch it again"}
	errPDFDamaged = refusal{report.Corrupt, "parts of it are damaged. Fetch it again, or open it and print it to a new PDF"}
	errPDFBomb    = refusal{report.TooLarge, "it unpacks to far more than a report: open it and print it to a new PDF"}
)

// pdfFrame is what is known of a file by its frame.
type pdfFrame struct {
	b         []byte
	at        int
	room      int64 // bytes that may still be unpacked
	encrypted bool
	starts    map[int][]int
	streams   map[int]bool
	tables    []int // where tables of objects begin
	drawn     [][]byte
}

var (
	objectHead    = regexp.MustCompile(`^(\d{1,10})[ \t\r\n]+\d{1,5}[ \t\r\n]+obj\b`)
	objectTable   = regexp.MustCompile(`^(\d{1,10}) +(\d{1,10})[ \t]*\r?\n?`)
	objectEntry   = regexp.MustCompile(`^[ \t\r\n]*(\d{10}) (\d{5}) ([nf])`)
	streamLength  = regexp.MustCompile(`/Length\s+\d`)
	deflateFilter = regexp.MustCompile(`/Filter\s*(\[\s*)?/FlateDecode[\s/>\]]`)
	onlyNames     = regexp.MustCompile(`^(\s*(\d+\s|/[^\s/\[\]<>()]+))*\s*$`)
	glyphNames    = regexp.MustCompile(`/Differences\s*\[([^\]]*)\]`)
	glyphName     = regexp.MustCompile(`/[^\s/\[\]<>()]+`)
	glyphDrawing  = regexp.MustCompile(`(/[^\s/\[\]<>()]+)\s+(\d{1,10})\s+\d{1,5}\s+R`)
)

// soundPDF reports what is wrong with the bytes of a PDF; nil if nothing is.
func soundPDF(b []byte) error {
	end := bytes.LastIndex(b, []byte("%%EOF"))
	if end < 0 || bytes.Contains(b[end:], []byte(" obj")) || !bytes.Contains(b[max(0, end-64):end], []byte("startxref")) {
		return errPDFCut
	}
	f := pdfFrame{b: b[:end], room: int64(max(16<<20, 100*len(b))), starts: map[int][]int{}, streams: map[int]bool{}, encrypted: bytes.Contains(b, []byte("/Encrypt"))}
	for f.skip(); f.at < len(f.b); f.skip() {
		rest := f.b[f.at:]
		switch head := objectHead.FindSubmatch(rest[:min(len(rest), 64)]); {
		case head != nil:
			if err := f.object(number(head[1]), len(head[0])); err != nil {
				return err
			}
		case bytes.HasPrefix(rest, []byte("xref")):
			f.tables = append(f.tables, f.at+len("xref"))
			if !f.past("trailer") {
				return errPDFDamaged
			}
			fallthrough
		case bytes.HasPrefix(rest, []byte("startxref")), bytes.HasPrefix(rest, []byte("trailer")):
			if !f.past("%%EOF") {
				f.at = len(f.b)
			}
		default:
			return errPDFDamaged
		}
	}
	if !f.listed() || !f.drawable() {
		return errPDFDamaged
	}
	return nil
}

func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}

// skip passes blanks and comments between objects.
func (f *pdfFrame) skip() {
	for f.at < len(f.b) {
		switch c := f.b[f.at]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == 0:
			f.at++
		case c == '%':
			for f.at < len(f.b) && f.b[f.at] != '\r' && f.b[f.at] != '\n' {
				f.at++
			}
		default:
			return
		}
	}
}

// past goes behind the next occurrence of a word; it reports false if there is none.
func (f *pdfFrame) past(word string) bool {
	i := bytes.Index(f.b[f.at:], []byte(word))
	if i >= 0 {
		f.at += i + len(word)
	}
	return i >= 0
}

// pdfBlanks are the blanks of a PDF.
const pdfBlanks = " \t\r\n\f\x00"

var streamStart = regexp.MustCompile(`stream(\r\n|\n|\r)|endobj`)

// object passes an object and checks what is packed in it.
func (f *pdfFrame) object(id, head int) error {
	f.starts[id] = append(f.starts[id], f.at)
	f.at += head
	word := streamStart.FindIndex(f.b[f.at:])
	if word == nil {
		return errPDFDamaged
	}
	dictionary := f.b[f.at : f.at+word[0]]
	f.at += word[1]
	if bytes.Contains(dictionary, []byte("/Type3")) {
		f.drawn = append(f.drawn, dictionary)
	}
	if f.b[f.at-1] == 'j' {
		return nil
	}
	f.streams[id] = true
	start := f.at
	if !f.past("endstream") {
		return errPDFCut
	}
	if f.skip(); !bytes.HasPrefix(f.b[f.at:], []byte("endobj")) {
		return errPDFDamaged
	}
	f.at += len("endobj")
	plain := bytes.Trim(dictionary, pdfBlanks)
	switch {
	case !bytes.HasPrefix(plain, []byte("<<")) || !bytes.HasSuffix(plain, []byte(">>")) || !streamLength.Match(plain):
		return errPDFDamaged
	case f.encrypted || picture(dictionary):
		return nil
	}
	n, err := inflate(f.b[start:], f.room)
	if said := deflated(dictionary); said != (err == nil) { // packed without saying so: the word was damaged
		return errPDFDamaged
	}
	if f.room -= n; f.room <= 0 {
		return errPDFBomb
	}
	return nil
}

// listed reports whether the objects stand where the tables of objects say. Tables of which most is
// wrong were written so, and nobody relies on them.
func (f *pdfFrame) listed() bool {
	right, wrong := 0, 0
	for _, at := range f.tables {
		for {
			rest := bytes.TrimLeft(f.b[at:], " \t\r\n")
			at = len(f.b) - len(rest)
			head := objectTable.FindSubmatch(rest[:min(len(rest), 64)])
			if head == nil {
				break
			}
			at += len(head[0])
			first, count := number(head[1]), number(head[2])
			for i := range min(count, len(f.b)/20) {
				rest := f.b[at:]
				entry := objectEntry.FindSubmatch(rest[:min(len(rest), 40)])
				if entry == nil {
					wrong++
					break
				}
				at += len(entry[0])
				if entry[3][0] == 'f' || number(entry[1]) == 0 {
					continue
				}
				if f.standsAt(first+i, number(entry[1])) {
					right++
				} else {
					wrong++
				}
			}
		}
	}
	return wrong == 0 || wrong > right
}

func (f *pdfFrame) standsAt(id, at int) bool {
	for _, start := range f.starts[id] {
		if start >= at && start <= at+2 {
			return true
		}
	}
	return false
}

// drawable reports whether fonts whose letters are drawings have a drawing for each.
func (f *pdfFrame) drawable() bool {
	for _, font := range f.drawn {
		names, drawings := glyphNames.FindSubmatch(font), map[string]bool{}
		if names == nil {
			continue // they stand elsewhere
		}
		for _, d := range glyphDrawing.FindAllSubmatch(font, -1) {
			drawings[string(d[1])] = f.streams[number(d[2])]
		}
		if !onlyNames.Match(names[1]) {
			return false
		}
		for _, name := range glyphName.FindAll(names[1], -1) {
			if s := string(name); !drawings[s] && s != "/.notdef" && s != "/space" {
				return false
			}
		}
	}
	return true
}

// picture reports whether a stream is one: pictures are not looked at.
func picture(dictionary []byte) bool {
	return bytes.Contains(bytes.ReplaceAll(dictionary, []byte(" "), nil), []byte("/Subtype/Image"))
}

// deflated reports whether the dictionary before a stream says that it is packed with deflate
// first of all.
func deflated(dictionary []byte) bool { return deflateFilter.Match(dictionary) }

// inflate unpacks a stream to its end and returns its size, at most one more than most.
func inflate(b []byte, most int64) (int64, error) {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return 0, err
	}
	return io.Copy(io.Discard, io.LimitReader(z, most+1))
}
