package ingest_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// drawnPDF writes a PDF by hand: what a test needs to put exactly where it wants it. Text is set in
// a Chinese font that readers bring along, half an em a digit.
type drawnPDF struct {
	pages   []*bytes.Buffer
	trailer string // more of the trailer
	title   string
	extra   []string // objects, from number 10 on
	page    string   // more of every page's dictionary
}

func (d *drawnPDF) newPage() *bytes.Buffer {
	p := &bytes.Buffer{}
	d.pages = append(d.pages, p)
	return p
}

// printAt prints text with its baseline at (x, y), turned by quarters of a turn against the clock.
func printAt(p *bytes.Buffer, x, y, size float64, quarters int, text string) {
	var hex strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&hex, "%04X", u)
	}
	turn := [4]string{"1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"}[quarters]
	fmt.Fprintf(p, "BT /F1 %g Tf %s %g %g Tm <%s> Tj ET\n", size, turn, x, y, hex.String())
}

func drawLine(p *bytes.Buffer, x0, y0, x1, y1 float64) {
	fmt.Fprintf(p, "%g %g m %g %g l S\n", x0, y0, x1, y1)
}

func (d *drawnPDF) bytes() []byte {
	const firstPage = 100
	objects := map[int]string{
		1: "<</Type/Catalog/Pages 2 0 R>>",
		3: "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
		4: "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500 814 939 500]/FontDescriptor 5 0 R>>",
		5: "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
		6: fmt.Sprintf("<</Title(%s)>>", d.title),
	}
	for i, o := range d.extra {
		objects[10+i] = o
	}
	var kids strings.Builder
	last := firstPage
	for i, p := range d.pages {
		n := firstPage + 2*i
		fmt.Fprintf(&kids, "%d 0 R ", n)
		objects[n] = fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>/XObject<</X1 10 0 R>>>>/Contents %d 0 R%s>>", n+1, d.page)
		objects[n+1] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", p.Len(), p.String())
		last = n + 1
	}
	objects[2] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(d.pages), kids.String())
	return pdfOf(objects, last, "/Root 1 0 R/Info 6 0 R"+d.trailer)
}

// pdfOf is a PDF with the objects numbered up to last.
func pdfOf(objects map[int]string, last int, trailer string) []byte {
	b := bytes.NewBufferString("%PDF-1.4\n")
	table := bytes.NewBufferString("")
	for n := 1; n <= last; n++ {
		if objects[n] == "" {
			fmt.Fprintf(table, "0000000000 65535 f \n")
			continue
		}
		fmt.Fprintf(table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", n, objects[n])
	}
	start := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", last+1, table, last+1, trailer, start)
	return b.Bytes()
}

var (
	objectNumber = regexp.MustCompile(`(?m)^(\d+) 0 obj\n`)
	contentsOf   = regexp.MustCompile(`/Contents (\d+) 0 R`)
	rootAndInfo  = regexp.MustCompile(`/Root \d+ 0 R|/Info \d+ 0 R`)
)

// redrawn is a PDF as a browser writes it with the drawing of every page changed, its pages with
// another box and with more in their dictionaries.
func redrawn(t *testing.T, b []byte, change func(string) string, box, page string) []byte {
	t.Helper()
	objects, last := map[int]string{}, 0
	var contents []int
	for at := 0; ; {
		head := objectNumber.FindSubmatchIndex(b[at:])
		if head == nil {
			break
		}
		n, _ := strconv.Atoi(string(b[at+head[2] : at+head[3]]))
		from := at + head[1]
		to := from + bytes.Index(b[from:], []byte("\nendobj\n"))
		objects[n], last = string(b[from:to]), max(last, n)
		if m := contentsOf.FindStringSubmatch(objects[n]); m != nil {
			k, _ := strconv.Atoi(m[1])
			contents = append(contents, k)
			objects[n] = strings.Replace(objects[n], "/Type /Page\n", "/Type /Page\n"+page, 1)
			objects[n] = strings.Replace(objects[n], "/MediaBox [0 0 612 792]", "/MediaBox ["+box+"]", 1)
		}
		at = to
	}
	slices.Sort(contents)
	for _, n := range slices.Compact(contents) {
		_, packed, _ := strings.Cut(objects[n], "stream\n")
		z, err := zlib.NewReader(strings.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		drawing, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		text := change(string(drawing))
		objects[n] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(text), text)
	}
	return pdfOf(objects, last, strings.Join(rootAndInfo.FindAllString(string(b[bytes.LastIndex(b, []byte("trailer")):]), -1), ""))
}
