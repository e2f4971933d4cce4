package ingest_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gongkai/gongkai/report"
)

// biff writes records of a workbook; old is the version of Excel 5 and 95.
type biff struct {
	bytes.Buffer
	old bool
}

func (w *biff) record(kind uint16, parts ...any) *biff {
	var data bytes.Buffer
	for _, p := range parts {
		if err := binary.Write(&data, binary.LittleEndian, p); err != nil {
			panic(err)
		}
	}
	binary.Write(w, binary.LittleEndian, []uint16{kind, uint16(data.Len())})
	w.Write(data.Bytes())
	return w
}

// chars is a text as a record holds it behind its length.
func (w *biff) chars(s string) (n uint16, b []byte) {
	if w.old {
		b, _ = simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
		return uint16(len(b)), b
	}
	units := utf16.Encode([]rune(s))
	b = []byte{1}
	for _, u := range units {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return uint16(len(units)), b
}

func (w *biff) label(row, column uint16, s string) *biff {
	n, b := w.chars(s)
	return w.record(0x204, row, column, uint16(0), n, b)
}

func (w *biff) rk(row, column, style uint16, bits uint32) *biff {
	return w.record(0x27E, row, column, style, bits)
}

// whole is a whole number as an RK packs it.
func whole(n int32) uint32 { return uint32(n)<<2 | 2 }

// styles are what the cells of the tests may have, by the code of their format.
var styles = []string{"", `0"元"`, "0%", `yyyy"年"m"月"`, "0.00", "#,##0,", "#,##0_ ", `"约"0`, "[Red]0"}

// workbook is an Excel workbook with one sheet more, hidden or not, for each writer behind the first.
func workbook(old bool, state byte, sheets ...func(*biff)) []byte {
	w := &biff{old: old}
	version := uint16(0x600)
	name := "Workbook"
	if old {
		version, name = 0x500, "Book"
	}
	bof := func(kind uint16) { w.record(0x809, version, kind, make([]byte, 12)) }
	bof(5)
	w.record(0x42, uint16(936))
	for i, code := range styles[1:] {
		n, b := w.chars(code)
		if old {
			w.record(0x41E, uint16(200+i), byte(n), b)
		} else {
			w.record(0x41E, uint16(200+i), n, b)
		}
	}
	for i := range styles {
		format := uint16(199 + i)
		if i == 0 {
			format = 0
		}
		w.record(0xE0, uint16(0), format, make([]byte, 16))
	}
	var at []int // where the places of the sheets are to be written
	for i := range sheets {
		at = append(at, w.Len()+4)
		hidden := byte(0)
		if i > 0 {
			hidden = state
		}
		tail := []byte("S")
		if !old {
			tail = []byte{0, 'S'}
		}
		w.record(0x85, uint32(0), hidden, byte(0), byte(1), tail)
	}
	w.record(0x0A)
	for i, sheet := range sheets {
		binary.LittleEndian.PutUint32(w.Bytes()[at[i]:], uint32(w.Len()))
		bof(0x10)
		sheet(w)
		w.record(0x0A)
	}
	return oleFile(name, w.Bytes())
}

// form is tables 二 and the head of 三 on a sheet, with what stands in some of their cells.
func form(cells func(*biff)) func(*biff) {
	return func(w *biff) {
		w.label(0, 0, "某县2023年政府信息公开工作年度报告").label(1, 0, "一、总体情况").label(2, 0, "二、主动公开政府信息情况")
		w.label(3, 0, "信息内容").label(3, 1, "本年制发件数").label(3, 2, "本年废止件数").label(3, 3, "现行有效件数")
		w.label(4, 0, "规章").label(5, 0, "行政规范性文件").label(6, 0, "第二十条第(八)项")
		w.label(7, 0, "信息内容").label(7, 1, "本年收费金额(单位:万元)").label(8, 0, "行政事业性收费")
		w.label(9, 0, "三、收到和处理政府信息公开申请情况")
		cells(w)
	}
}

func TestWorkbookCells(t *testing.T) {
	const made, fees = report.LineCode("rules.made"), report.LineCode("fees.amount_10k_yuan")
	double := func(f float64) uint64 { return math.Float64bits(f) }
	formula := func(w *biff, value any) {
		w.record(0x06, uint16(4), uint16(1), uint16(0), value, uint16(0), uint32(0), uint16(0))
	}
	for name, c := range map[string]struct {
		cells func(*biff)
		line  report.LineCode
		want  string
	}{
		"a whole number":                 {func(w *biff) { w.rk(4, 1, 0, whole(40746)) }, made, "40746"},
		"hundredths":                     {func(w *biff) { w.rk(8, 1, 0, whole(19045)|1) }, fees, "190.45"},
		"hundredths below one":           {func(w *biff) { w.rk(8, 1, 0, whole(7)|1) }, fees, "0.07"},
		"hundredths that are whole":      {func(w *biff) { w.rk(4, 1, 0, whole(1200)|1) }, made, "12"},
		"the upper part of a double":     {func(w *biff) { w.rk(8, 1, 0, uint32(double(0.5)>>32)) }, fees, "0.5"},
		"a double":                       {func(w *biff) { w.record(0x203, uint16(8), uint16(1), uint16(4), double(190.457379)) }, fees, "190.457379"},
		"a sum with the noise of floats": {func(w *biff) { w.record(0x203, uint16(8), uint16(1), uint16(0), double(0.1+0.2)) }, fees, "0.3"},
		"several": {func(w *biff) {
			w.record(0xBD, uint16(4), uint16(1), uint16(0), whole(1), uint16(0), whole(2), uint16(2))
		}, made, "1"},
		"text":                      {func(w *biff) { w.label(4, 1, "12件") }, made, "12"},
		"blank":                     {func(w *biff) { w.record(0x201, uint16(4), uint16(1), uint16(0)) }, made, "BLANK"},
		"a result":                  {func(w *biff) { formula(w, double(5)) }, made, "5"},
		"a result that is text":     {func(w *biff) { formula(w, []uint16{0, 0, 0, 0xFFFF}); n, b := w.chars("7"); w.record(0x207, n, b) }, made, "7"},
		"a result without its text": {func(w *biff) { formula(w, []uint16{0, 0, 0, 0xFFFF}) }, made, "UNREADABLE"},
		"a result that is empty":    {func(w *biff) { formula(w, []uint16{3, 0, 0, 0xFFFF}) }, made, "BLANK"},
		"a result that is an error": {func(w *biff) { formula(w, []uint16{2, 7, 0, 0xFFFF}) }, made, "UNREADABLE"},
		"a result never worked out": {func(w *biff) { w.record(0x5E, uint16(0)); formula(w, double(0)) }, made, "UNREADABLE"},
		"no number":                 {func(w *biff) { w.record(0x203, uint16(4), uint16(1), uint16(0), double(math.NaN())) }, made, "UNREADABLE"},
		"a unit in the format":      {func(w *biff) { w.rk(8, 1, 1, whole(251000)) }, fees, "25.1"},
		"percent":                   {func(w *biff) { w.rk(4, 1, 2, whole(1)) }, made, "UNREADABLE"},
		"a date":                    {func(w *biff) { w.rk(4, 1, 3, whole(45000)) }, made, "UNREADABLE"},
		"rounded by its format":     {func(w *biff) { w.rk(8, 1, 4, whole(3)) }, fees, "3"},
		"thousands":                 {func(w *biff) { w.rk(4, 1, 5, whole(3000)) }, made, "UNREADABLE"},
		"groups of three":           {func(w *biff) { w.rk(4, 1, 6, whole(3000)) }, made, "3000"},
		"a word before":             {func(w *biff) { w.rk(4, 1, 7, whole(3000)) }, made, "UNREADABLE"},
		"coloured":                  {func(w *biff) { w.rk(4, 1, 8, whole(3000)) }, made, "3000"},
		"under a merged cell":       {func(w *biff) { w.rk(4, 1, 0, whole(3)).record(0xE5, uint16(1), []uint16{4, 4, 0, 1}) }, made, "UNREADABLE"},
		"a merged cell":             {func(w *biff) { w.rk(8, 1, 0, whole(3)).record(0xE5, uint16(1), []uint16{8, 8, 1, 3}) }, fees, "3"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, old := range []bool{false, true} {
				r := readString("", string(workbook(old, 0, form(c.cells))))
				if got := cell(r, c.line, ""); got != c.want {
					t.Errorf("of BIFF5 %v: %s is %s, want %s (%s %s)", old, c.line, got, c.want, r.Status, r.Message)
				}
			}
		})
	}
}

func TestHiddenPartsOfWorkbooks(t *testing.T) {
	figures := func(w *biff) { w.rk(4, 1, 0, whole(1)).rk(4, 2, 0, whole(2)).rk(4, 3, 0, whole(3)) }
	for name, b := range map[string][]byte{
		"nothing hidden": workbook(false, 0, form(figures)),
		"a hidden sheet": workbook(false, 1, form(figures), form(func(w *biff) { w.rk(4, 1, 0, whole(9)) })),
		"a hidden row": workbook(false, 0, form(func(w *biff) {
			w.record(0x208, uint16(5), uint16(0), uint16(4), uint16(0), uint32(0), uint32(0x20))
			figures(w)
			w.rk(5, 1, 0, whole(9))
		})),
		"a hidden column behind": workbook(false, 0, form(func(w *biff) {
			w.record(0x7D, uint16(4), uint16(5), uint16(0), uint16(0), uint16(1), uint16(0))
			figures(w)
			w.rk(4, 4, 0, whole(9))
		})),
		"a chart in the sheet": workbook(false, 0, form(func(w *biff) {
			w.record(0x809, uint16(0x600), uint16(0x20), make([]byte, 12))
			w.rk(4, 1, 0, whole(9)).record(0x0A)
			figures(w)
		})),
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", string(b))
			got := cell(r, "rules.made", "") + cell(r, "rules.repealed", "") + cell(r, "rules.in_force", "")
			if got != "123" || hasFinding(r, "row_repeated") {
				t.Errorf("read %s, want 123 (%s %s), findings %v", got, r.Reason, r.Message, r.Findings)
			}
		})
	}
}

func TestBrokenWorkbooks(t *testing.T) {
	figure := form(func(w *biff) { w.rk(4, 1, 0, whole(1)) })
	whole2003 := workbook(false, 0, figure)
	for name, c := range map[string]struct {
		b    []byte
		want report.Reason
	}{
		"a password":                   {bytes.Replace(whole2003, []byte("\x42\x00\x02\x00\xa8\x03"), []byte("\x2f\x00\x02\x00\xa8\x03"), 1), report.Encrypted},
		"Excel 4":                      {oleFile("Book", []byte("\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00")), report.NeedsConversion},
		"an OLE file of another kind":  {oleFile("PowerPoint Document", []byte("slides")), report.NeedsConversion},
		"a cell there twice":           {workbook(false, 0, form(func(w *biff) { w.rk(4, 1, 0, whole(1)).rk(4, 1, 0, whole(2)) })), report.Corrupt},
		"a cell and a blank in one":    {workbook(false, 0, form(func(w *biff) { w.rk(4, 1, 0, whole(1)).record(0x201, uint16(4), uint16(1), uint16(0)) })), report.Corrupt},
		"a style that is not there":    {workbook(false, 0, form(func(w *biff) { w.rk(4, 1, 99, whole(1)) })), report.Corrupt},
		"a text that is not there":     {workbook(false, 0, form(func(w *biff) { w.record(0xFD, uint16(4), uint16(1), uint16(0), uint32(7)) })), report.Corrupt},
		"a merged cell inside out":     {workbook(false, 0, form(func(w *biff) { w.record(0xE5, uint16(1), []uint16{4, 3, 1, 1}) })), report.Corrupt},
		"a record that breaks off":     {workbook(false, 0, func(w *biff) { w.Write([]byte{4, 2, 0xff, 0xff}) }), report.Corrupt},
		"more cells than a report has": {workbook(false, 0, manyCells), report.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			if r := readString("", string(c.b)); r.Status != report.Rejected || r.Reason != c.want || r.Message == "" {
				t.Errorf("%s %s %q, want %s", r.Status, r.Reason, r.Message, c.want)
			}
		})
	}
}

func manyCells(w *biff) {
	for row := range uint16(1000) {
		w.record(0xBD, row, uint16(0), bytes.Repeat([]byte{0, 0, 6, 0, 0, 0}, 256), uint16(255))
	}
}

func TestEmptyRowOfAWorkbook(t *testing.T) {
	r := readString("", string(workbook(false, 0, form(func(w *biff) {
		w.label(10, 0, "四、结转下年度继续办理").record(0xBD, uint16(10), uint16(1), bytes.Repeat([]byte{0, 0, 6, 0, 0, 0}, 7), uint16(7))
		w.label(11, 0, "四、政府信息公开行政复议、行政诉讼情况")
		for i := range uint16(15) {
			w.label(12, i, []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}[i%5])
			w.record(0x201, uint16(13), i, uint16(0))
		}
		w.label(14, 0, "五、存在的主要问题及改进情况")
	}))))
	if got := cell(r, "review.upheld", ""); got != "BLANK" {
		t.Errorf("review.upheld is %s, want BLANK (%s %s)", got, r.Status, r.Message)
	}
}

// The table of shared texts may go on over several records, cut inside a text.
func TestTextsOverSeveralRecords(t *testing.T) {
	w := &biff{}
	w.record(0x809, uint16(0x600), uint16(5), make([]byte, 12))
	w.record(0xE0, uint16(0), uint16(0), make([]byte, 16))
	at := w.Len() + 4
	w.record(0x85, uint32(0), byte(0), byte(0), byte(1), []byte{0, 'S'})
	// 12 as one-byte letters, cut and gone on with two-byte ones; then a text with runs and phonetics.
	w.record(0xFC, uint32(2), uint32(3), uint16(2), byte(0), byte('1'))
	w.record(0x3C, byte(1), uint16('2'), uint16(2), byte(0x0D), uint16(1), uint32(4), []uint16{'规', '章'}, uint16(0))
	w.record(0x3C, uint16(0), uint32(0), uint16(1), byte(0), byte('8'))
	w.record(0x0A)
	binary.LittleEndian.PutUint32(w.Bytes()[at:], uint32(w.Len()))
	w.record(0x809, uint16(0x600), uint16(0x10), make([]byte, 12))
	form(func(w *biff) {
		w.record(0xFD, uint16(4), uint16(1), uint16(0), uint32(0))
		w.record(0xFD, uint16(4), uint16(2), uint16(0), uint32(2))
	})(w)
	w.record(0x0A)
	r := readString("", string(oleFile("Workbook", w.Bytes())))
	if a, b := cell(r, "rules.made", ""), cell(r, "rules.repealed", ""); a != "12" || b != "8" {
		t.Errorf("read %s and %s, want 12 and 8 (%s %s)", a, b, r.Reason, r.Message)
	}
}

const xmlHead = `<?xml version="1.0" encoding="GB2312"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="yuan"><NumberFormat ss:Format="0&quot;元&quot;"/></Style><Style ss:ID="money"><NumberFormat ss:Format="&quot;¥&quot;#,##0.00"/></Style><Style ss:ID="about"><NumberFormat ss:Format="&quot;约&quot;#,##0"/></Style><Style ss:ID="date"><NumberFormat ss:Format="Short Date"/></Style></Styles>
`

func TestXMLWorkbook(t *testing.T) {
	row := func(cells string) string { return "<Row>" + cells + "</Row>" }
	text := func(s string) string { return `<Cell><Data ss:Type="String">` + s + "</Data></Cell>" }
	number := func(s string) string { return `<Cell><Data ss:Type="Number">` + s + "</Data></Cell>" }
	sheet := func(made, fees string) string {
		return `<Worksheet ss:Name="a"><Table>` + row(text("某县2023年政府信息公开工作年度报告")) + row(text("一、总体情况")) + row(text("二、主动公开政府信息情况")) +
			row(text("信息内容")+text("本年制发件数")+text("本年废止件数")+text("现行有效件数")) + row(text("规章")+made) +
			`<Row ss:Index="9">` + text("信息内容") + text("本年收费金额(单位:万元)") + "</Row>" + row(text("行政事业性收费")+fees) +
			row(text("三、收到和处理政府信息公开申请情况")) + "</Table></Worksheet>"
	}
	three := number("1") + number("2") + number("3")
	for name, c := range map[string]struct{ sheets, want string }{
		"plain":                {sheet(three, number("190.457379")), "1 2 3 190.457379"},
		"an index":             {sheet(number("1")+`<Cell ss:Index="4"><Data ss:Type="Number">3</Data></Cell>`, number("0")), "1 BLANK 3 0"},
		"merged":               {sheet(three, `<Cell ss:MergeAcross="2" ss:MergeDown="0"><Data ss:Type="Number">5</Data></Cell>`), "1 2 3 5"},
		"a unit in the format": {sheet(three, `<Cell ss:StyleID="yuan"><Data ss:Type="Number">251000</Data></Cell>`), "1 2 3 25.1"},
		"a mark of money":      {sheet(three, `<Cell ss:StyleID="money"><Data ss:Type="Number">2510.5</Data></Cell>`), "1 2 3 2510.5"},
		"a word before it":     {sheet(three, `<Cell ss:StyleID="about"><Data ss:Type="Number">2510</Data></Cell>`), "1 2 3 UNREADABLE"},
		"letters of their own": {sheet(`<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>1</B><Font>2</Font></ss:Data></Cell>`+number("2")+number("3"), number("4")), "12 2 3 4"},
		"a note":               {sheet(`<Cell><Data ss:Type="Number">1</Data><Comment><ss:Data>9</ss:Data></Comment></Cell>`+number("2")+number("3"), number("4")), "1 2 3 4"},
		"a date":               {sheet(`<Cell ss:StyleID="date"><Data ss:Type="Number">45000</Data></Cell>`+number("2")+number("3"), number("4")), "UNREADABLE 2 3 4"},
		"a hidden sheet": {strings.Replace(sheet(number("9"), ""), "</Table>", `</Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>`, 1) +
			sheet(three, number("4")), "1 2 3 4"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", xmlHead+c.sheets+"</Workbook>")
			got := strings.Join([]string{cell(r, "rules.made", ""), cell(r, "rules.repealed", ""), cell(r, "rules.in_force", ""), cell(r, "fees.amount_10k_yuan", "")}, " ")
			if got != c.want || r.Source.Format != "spreadsheetml" {
				t.Errorf("read %s as %s, want %s (%s %s)", got, r.Source.Format, c.want, r.Reason, r.Message)
			}
		})
	}
	for name, bad := range map[string]string{
		"cut off":      xmlHead + sheet(three, number("4")),
		"a cell twice": xmlHead + sheet(number("1")+`<Cell ss:Index="2"><Data ss:Type="Number">3</Data></Cell>`, "") + "</Workbook>",
		"out of reach": xmlHead + sheet(`<Cell ss:Index="99999"/>`, "") + "</Workbook>",
	} {
		if r := readString("", bad); r.Reason != report.Corrupt {
			t.Errorf("%s: %s %s %q, want CORRUPT", name, r.Status, r.Reason, r.Message)
		}
	}
}

func FuzzWorkbook(f *testing.F) {
	f.Add(workbook(false, 1, form(func(w *biff) { w.rk(4, 1, 0, whole(1)) }), form(func(*biff) {})))
	f.Add(workbook(true, 1, form(func(w *biff) { w.rk(4, 1, 0, whole(1)) })))
	f.Fuzz(neverBreaks)
}

func FuzzWordDocument(f *testing.F) {
	f.Add(officeFile(f, "marked.doc"))
	f.Add(oleFile("WordDocument", []byte("\xec\xa5\xc1\x00")))
	f.Fuzz(neverBreaks)
}

func FuzzXMLWorkbook(f *testing.F) {
	f.Add([]byte(xmlHead + `<Worksheet><Table><Row ss:Index="2"><Cell ss:MergeDown="1"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>`))
	f.Fuzz(neverBreaks)
}

// neverBreaks reads any bytes: they end in a named outcome, in time.
func neverBreaks(t *testing.T, b []byte) {
	if r := readString("", string(b)); r.Reason == report.Internal || r.Reason == report.TimedOut {
		t.Fatal(r.Message)
	}
}
