package ingest_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// xlsxOf is a workbook of one sheet with these rows, its styles and its shared texts.
func xlsxOf(t *testing.T, sheet, styles, texts string) string {
	return zipOf(t, false,
		file{"xl/workbook.xml", `<workbook><sheets><sheet name="1" sheetId="1" id="r1"/></sheets></workbook>`},
		file{"xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml")},
		file{"xl/worksheets/sheet1.xml", "<worksheet>" + sheet + "</worksheet>"},
		file{"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"},
		file{"xl/sharedStrings.xml", "<sst>" + texts + "</sst>"})
}

// inline is a cell with a text of its own.
func inline(name, text string) string {
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, name, text)
}

// tableTwoRows is tableTwo from row 3 on, with cells as they are given instead of those of that name.
func tableTwoRows(instead map[string]string) string {
	cells := map[string]string{
		"A1": inline("A1", "一、总体情况"), "A2": inline("A2", "二、主动公开政府信息情况"), "A3": inline("A3", "第二十条第(一)项"),
		"A4": inline("A4", "信息内容"), "B4": inline("B4", "本年制发件数"), "C4": inline("C4", "本年废止件数"), "D4": inline("D4", "现行有效件数"),
		"A5": inline("A5", "规章"), "B5": `<c r="B5"><v>1</v></c>`, "C5": `<c r="C5"><v>2</v></c>`, "D5": `<c r="D5"><v>3</v></c>`,
		"A6": inline("A6", "行政规范性文件"), "B6": `<c r="B6"><v>4</v></c>`, "C6": `<c r="C6"><v>5</v></c>`, "D6": `<c r="D6"><v>6</v></c>`,
		"A7": inline("A7", "第二十条第(八)项"), "A8": inline("A8", "信息内容"), "B8": inline("B8", "本年收费金额(单位:万元)"),
		"A9": inline("A9", "行政事业性收费"), "B9": `<c r="B9"><v>7.5</v></c>`,
		"A10": inline("A10", "三、收到和处理政府信息公开申请情况"),
	}
	maps.Copy(cells, instead)
	rows := map[int]string{}
	for _, name := range slices.Sorted(maps.Keys(cells)) {
		var row int
		fmt.Sscanf(name[1:], "%d", &row)
		rows[row] += cells[name]
	}
	sheet := ""
	for _, n := range slices.Sorted(maps.Keys(rows)) {
		sheet += fmt.Sprintf(`<row r="%d">%s</row>`, n, rows[n])
	}
	return "<sheetData>" + sheet + "</sheetData>"
}

const tableTwoMerges = `<mergeCells><mergeCell ref="A3:D3"/><mergeCell ref="A7:D7"/><mergeCell ref="B8:D8"/><mergeCell ref="B9:D9"/></mergeCells>`

// styled are the styles of a workbook with number formats, the first of which is style 1, and one
// more at the end that is crossed out.
func styled(formats ...string) string {
	codes, styles := "", `<xf numFmtId="0" fontId="0"/>`
	for i, code := range formats {
		codes += fmt.Sprintf(`<numFmt numFmtId="%d" formatCode="%s"/>`, 200+i, strings.ReplaceAll(code, `"`, "&quot;"))
		styles += fmt.Sprintf(`<xf numFmtId="%d" fontId="0"/>`, 200+i)
	}
	styles += `<xf numFmtId="0" fontId="1"/>`
	return "<numFmts>" + codes + "</numFmts><fonts><font/><font><strike/></font></fonts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs>" + styles + "</cellXfs>"
}

func TestXLSXCells(t *testing.T) {
	styles := styled("0.00", "#,##0", "0%", "0!.0,", `0"件"`, "yyyy/m/d", ";;;", `_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ `)
	texts := "<si><t>12</t></si><si><r><t>1</t></r><r><rPr><strike/></rPr><t>2</t></r></si><si><r><t>1</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>②</t></r><rPh sb=\"0\" eb=\"1\"><t>9</t></rPh></si><si><t>12_x000D_</t></si>"
	for name, c := range map[string]struct{ repealed, want string }{
		"a number":                       {`<c r="C5"><v>12</v></c>`, "12"},
		"a number with two places shown": {`<c r="C5" s="1"><v>12</v></c>`, "12"},
		"groups of three":                {`<c r="C5" s="2"><v>40746</v></c>`, "40746"},
		"a zero shown as a dash":         {`<c r="C5" s="8"><v>0</v></c>`, "0"},
		"a sum just below a whole":       {`<c r="C5"><v>139.99999999999997</v></c>`, "140"},
		"powers of ten":                  {`<c r="C5"><v>1.2E2</v></c>`, "120"},
		"a text":                         {`<c r="C5" t="s"><v>0</v></c>`, "12"},
		"a text with a return":           {`<c r="C5" t="s"><v>3</v></c>`, "12"},
		"a footnote's mark":              {`<c r="C5" t="s"><v>2</v></c>`, "1"},
		"a unit in the format":           {`<c r="C5" s="5"><v>12</v></c>`, "12"},
		"a formula with its result":      {`<c r="C5"><f>SUM(B6:D6)</f><v>15</v></c>`, "15"},
		"a formula's text":               {`<c r="C5" t="str"><f>"12"</f><v>12</v></c>`, "12"},
		"nothing, but lines around it":   {`<c r="C5" s="1"/>`, "BLANK"},
		"no cell at all":                 {"", "BLANK"},
		"a slash":                        {inline("C5", "/"), "NOT_APPLICABLE"},
		"a formula never worked out":     {`<c r="C5"><f>SUM(B6:D6)</f></c>`, "UNREADABLE"},
		"an error":                       {`<c r="C5" t="e"><v>#REF!</v></c>`, "UNREADABLE"},
		"a truth":                        {`<c r="C5" t="b"><v>1</v></c>`, "UNREADABLE"},
		"percent":                        {`<c r="C5" s="3"><v>12</v></c>`, "UNREADABLE"},
		"shown in tens of thousands":     {`<c r="C5" s="4"><v>120000</v></c>`, "UNREADABLE"},
		"a date":                         {`<c r="C5" s="6"><v>12</v></c>`, "UNREADABLE"},
		"a date of its own kind":         {`<c r="C5" t="d"><v>2024-01-12T00:00:00</v></c>`, "UNREADABLE"},
		"crossed out in part":            {`<c r="C5" t="s"><v>1</v></c>`, "UNREADABLE"},
		"crossed out":                    {`<c r="C5" s="9"><v>12</v></c>`, "UNREADABLE"},
		"a fraction":                     {`<c r="C5"><v>12.5</v></c>`, "UNREADABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readBytes(xlsxOf(t, tableTwoRows(map[string]string{"C5": c.repealed})+tableTwoMerges, styles, texts))
			if got := cell(r, "rules.repealed", ""); got != c.want {
				t.Errorf("it is %s, want %s (%s: %s)", got, c.want, r.Status, r.Message)
			}
			for line, want := range map[report.LineCode]string{"rules.made": "1", "rules.in_force": "3", "normative_documents.in_force": "6", "fees.amount_10k_yuan": "7.5"} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("beside it %s is %s, want %s", line, got, want)
				}
			}
		})
	}
}

func TestXLSXMoney(t *testing.T) {
	for stored, want := range map[string]string{"190.457379": "190.457379", "190.45737900000001": "190.457379", "1.9045737899999999E2": "190.457379", "0.30000000000000004": "0.3", "0": "0", "1E-3": "0.001"} {
		r := readBytes(xlsxOf(t, tableTwoRows(map[string]string{"B9": `<c r="B9"><v>` + stored + "</v></c>"})+tableTwoMerges, "", ""))
		if got := cell(r, "fees.amount_10k_yuan", ""); got != want {
			t.Errorf("%s is read as %s, want %s", stored, got, want)
		}
	}
}

func TestXLSXShapes(t *testing.T) {
	whole := tableTwoRows(nil)
	shifted := strings.NewReplacer(`r="D`, `r="E`, `r="C`, `r="D`, `r="B`, `r="C`).Replace(whole) // column B is free
	for name, sheet := range map[string]string{
		"as it is":                      whole + tableTwoMerges,
		"no merged cells":               whole,
		"no names":                      strings.NewReplacer(` r="A1"`, "", ` r="B5"`, "", ` r="C5"`, "", ` r="D5"`, "").Replace(whole) + tableTwoMerges,
		"another prefix":                strings.NewReplacer("<row", "<x:row", "</row", "</x:row", "<c ", "<x:c ", "</c>", "</x:c>", "<v>", "<x:v>", "</v>", "</x:v>", "<is>", "<x:is>", "</is>", "</x:is>", "<t>", "<x:t>", "</t>", "</x:t>").Replace(whole),
		"figures far to the right":      strings.NewReplacer(`r="D`, `r="AZ`, `r="C`, `r="AY`, `r="B`, `r="AX`).Replace(whole),
		"a hidden column":               `<cols><col min="2" max="2" hidden="1"/></cols>` + strings.Replace(shifted, `<c r="C5">`, `<c r="B5"><v>9</v></c><c r="C5">`, 1),
		"hidden columns apart":          `<cols><col min="2" max="2" hidden="true"/><col min="6" max="16384" hidden="true"/></cols>` + shifted,
		"merged over a hidden column":   `<cols><col min="2" max="2" hidden="1"/></cols>` + strings.NewReplacer(`<c r="C5">`, `<c r="B5">`, `<c r="C6">`, `<c r="B6">`).Replace(shifted) + `<mergeCells><mergeCell ref="B5:C5"/><mergeCell ref="B6:C6"/></mergeCells>`,
		"something under a merged cell": strings.Replace(whole, inline("A3", "第二十条第(一)项"), inline("A3", "第二十条第(一)项")+`<c r="B3"><v>9</v></c>`, 1) + tableTwoMerges,
		"a merged cell over everything": whole + `<mergeCells><mergeCell ref="A11:XFD1048576"/><mergeCell ref="F1:XFD1048576"/></mergeCells>`,
		"extensions":                    whole + tableTwoMerges + `<extLst><ext><row r="1"><c r="A1"><v>9</v></c></row></ext></extLst>`,
	} {
		t.Run(name, func(t *testing.T) {
			r := readBytes(xlsxOf(t, sheet, "", ""))
			for line, want := range map[report.LineCode]string{
				"rules.made": "1", "rules.repealed": "2", "rules.in_force": "3", "fees.amount_10k_yuan": "7.5",
				"normative_documents.made": "4", "normative_documents.repealed": "5", "normative_documents.in_force": "6",
			} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("%s is %s, want %s (%s: %s)", line, got, want, r.Status, r.Message)
				}
			}
		})
	}
}

// edited is tableTwo in a workbook after a spreadsheet program did something to it.
func edited(t *testing.T, edit func(*excelize.File) error) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	err := f.SetSheetName("Sheet1", "1")
	for i, row := range [][]any{
		{"一、总体情况"}, {"二、主动公开政府信息情况"}, {"第二十条第(一)项"}, {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"},
		{"规章", 1, 2, 3}, {"行政规范性文件", 4, 5, 6}, {"第二十条第(八)项"}, {"信息内容", "本年收费金额(单位:万元)"}, {"行政事业性收费", 7.5},
		{"三、收到和处理政府信息公开申请情况"},
	} {
		err = errors.Join(err, f.SetSheetRow("1", fmt.Sprint("A", i+1), &row))
	}
	if err = errors.Join(err, edit(f)); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestXLSXEdited(t *testing.T) {
	for name, edit := range map[string]func(*excelize.File) error{
		"saved again": func(f *excelize.File) error { return nil },
		"a hidden row": func(f *excelize.File) error {
			return errors.Join(f.DuplicateRow("1", 6), f.SetCellInt("1", "B6", 9), f.SetRowVisible("1", 6, false))
		},
		"a label that begins in a hidden row": func(f *excelize.File) error {
			return errors.Join(f.InsertRows("1", 5, 1), f.SetCellStr("1", "A5", "规章"), f.SetCellStr("1", "A6", ""), f.MergeCell("1", "A5", "A6"), f.SetRowVisible("1", 5, false))
		},
		"a hidden sheet in front": func(f *excelize.File) error {
			to, err := f.NewSheet("旧")
			return errors.Join(err, f.CopySheet(0, to), f.SetCellInt("旧", "B5", 9), f.MoveSheet("旧", "1"), f.SetSheetVisible("旧", false))
		},
		"lines around empty cells": func(f *excelize.File) error {
			id, err := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "left", Style: 1, Color: "000000"}}})
			return errors.Join(err, f.SetCellStyle("1", "A1", "H40", id))
		},
		"tables on two sheets": func(f *excelize.File) error {
			_, err := f.NewSheet("2")
			for row := 7; row <= 10; row++ {
				for _, column := range []string{"A", "B"} {
					v, no := f.GetCellValue("1", fmt.Sprint(column, row))
					err = errors.Join(err, no, f.SetCellStr("2", fmt.Sprint(column, row-6), v), f.SetCellStr("1", fmt.Sprint(column, row), ""))
				}
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := readBytes(edited(t, edit))
			for line, want := range map[report.LineCode]string{
				"rules.made": "1", "rules.repealed": "2", "rules.in_force": "3", "fees.amount_10k_yuan": "7.5",
				"normative_documents.made": "4", "normative_documents.repealed": "5", "normative_documents.in_force": "6",
			} {
				if got := cell(r, line, ""); got != want {
					t.Errorf("%s is %s, want %s (%s: %s)", line, got, want, r.Status, r.Message)
				}
			}
		})
	}
}

// A report of nothing but zeros that are left blank: the row of table 四 has no text at all.
func TestXLSXBlankRow(t *testing.T) {
	printed := synth.Luancheng()
	for i := range printed.Cells {
		if l, _ := report.FindLine(printed.Cells[i].Line); l.Table == report.Challenges {
			printed.Cells[i].Value, printed.Cells[i].Text = report.Number{}, "0"
		}
	}
	layout := synth.Layout{Family: synth.Xlsx, ZerosBlank: true}
	b, err := synth.Render(printed, layout)
	if err != nil {
		t.Fatal(err)
	}
	r := readBytes(string(b))
	if r.Status != report.Read || cell(r, "review.upheld", "") != "BLANK" || cell(r, "litigation_after_review.total", "") != "BLANK" {
		t.Errorf("%s %s, review.upheld is %s", r.Status, r.Message, cell(r, "review.upheld", ""))
	}
	for i, want := range synth.Printed(printed, layout) {
		if got := r.Cells[i]; got.Ref() != want.Ref() || got.State != want.State || got.Value != want.Value {
			t.Errorf("%v is %s %s, want %s %s", got.Ref(), got.State, got.Value, want.State, want.Value)
		}
	}
}

func TestPlacesInXLSX(t *testing.T) {
	b := officeReport(t, synth.Xlsx)
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	part := partOf(t, b, "xl/worksheets/sheet1.xml")
	r := readBytes(string(b))
	for _, c := range r.Cells {
		name, err := excelize.CoordinatesToCellName(c.Place.Column, c.Place.Row)
		if err != nil {
			t.Fatal(err)
		}
		if there, _ := f.GetCellValue(f.GetSheetName(0), name); there != c.Text || c.Place.Table != 1 {
			t.Errorf("%v: %q is in %s, want %q", c.Ref(), there, name, c.Text)
		}
		if at := int(c.Place.Offset); !strings.HasPrefix(part[at:], c.Text+"</v>") {
			t.Errorf("%v: %q is not at byte %d", c.Ref(), c.Text, at)
		}
	}
	if len(r.Cells) != 200 {
		t.Errorf("%d cells, want 200", len(r.Cells))
	}
}

// Places are those in the file, whatever is hidden.
func TestPlacesBesideHidden(t *testing.T) {
	r := readBytes(edited(t, func(f *excelize.File) error {
		return errors.Join(f.InsertCols("1", "B", 1), f.SetColVisible("1", "B", false), f.InsertRows("1", 2, 2), f.SetRowVisible("1", 2, false), f.SetRowVisible("1", 3, false))
	}))
	for _, c := range r.Cells {
		if c.Line == "rules.repealed" && (c.Text != "2" || c.Place.Row != 7 || c.Place.Column != 4) {
			t.Errorf("%q is at %+v, want 2 in row 7, column 4", c.Text, c.Place)
		}
	}
	if got := cell(r, "rules.repealed", ""); got != "2" {
		t.Errorf("it is %s, want 2", got)
	}
}

func TestXLSXThatIsRefused(t *testing.T) {
	whole := tableTwoRows(nil)
	row := "<row>" + strings.Repeat("<c><v>1</v></c>", 25) + "</row>"
	for name, c := range map[string]struct {
		sheet string
		want  report.Reason
	}{
		"too many cells":            {"<sheetData>" + strings.Repeat(row, 9_000) + "</sheetData>" + noise(t), report.TooLarge},
		"too wide":                  {"<sheetData>" + strings.Repeat("<row><c><v>1</v></c></row>", 100) + `<row r="101">` + inline("A101", "规章") + `<c r="XFD101"><v>1</v></c></row></sheetData>`, report.TooLarge},
		"too many merged cells":     {whole + "<mergeCells>" + strings.Repeat(`<mergeCell ref="F1:XFD1048576"/>`, 10_001) + "</mergeCells>", report.TooLarge},
		"a cell beyond the last":    {strings.Replace(whole, `r="D5"`, `r="XFE5"`, 1), report.Corrupt},
		"a row beyond the last":     {strings.Replace(whole, `<row r="9">`, `<row r="1048577">`, 1), report.Corrupt},
		"rows out of order":         {strings.Replace(whole, `<row r="9">`, `<row r="2">`, 1), report.Corrupt},
		"cells out of order":        {strings.Replace(whole, `r="C5"`, `r="B5"`, 1), report.Corrupt},
		"a cell of another row":     {strings.Replace(whole, `r="C5"`, `r="C6"`, 1), report.Corrupt},
		"a text that is not there":  {strings.Replace(whole, `<c r="C5">`, `<c r="C5" t="s">`, 1), report.Corrupt},
		"a style that is not there": {strings.Replace(whole, `<c r="C5">`, `<c r="C5" s="7">`, 1), report.Corrupt},
		"a number that is none":     {strings.Replace(whole, "<v>2</v>", "<v>2,0</v>", 1), report.Corrupt},
		"a merge that is none":      {whole + `<mergeCell ref="B2:A1"/>`, report.Corrupt},
		"entities":                  {`<!DOCTYPE x [<!ENTITY a "9">]>` + whole, report.Unreadable},
		"half of its XML":           {whole[:len(whole)/2] + "<!--", report.Corrupt},
	} {
		t.Run(name, func(t *testing.T) {
			r := readBytes(xlsxOf(t, c.sheet, "", ""))
			if r.Status != report.Rejected || r.Reason != c.want || r.Message == "" {
				t.Errorf("%s %s %q, want %s", r.Status, r.Reason, r.Message, c.want)
			}
		})
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(tableTwoRows(nil)+tableTwoMerges, styled("0.00", "0%", `[<1]"x";0!.0,`), "<si><t>1</t></si>")
	f.Add(`<cols><col min="-5" max="99999999" hidden="1"/></cols>`+tableTwoRows(nil)+`<mergeCell ref="A1:XFD1048576"/>`, "", "")
	f.Add(`<row r="1048576" hidden="1"><c r="XFD1048576"><v>1e999</v></c></row><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/>`, `<cellXfs><xf numFmtId="-1" fontId="-9"/></cellXfs>`, "")
	f.Fuzz(func(t *testing.T, sheet, styles, texts string) {
		if r := readBytes(xlsxOf(t, sheet, styles, texts)); r.Reason == report.Internal {
			t.Error(r.Message)
		}
	})
}

func BenchmarkXLSX(b *testing.B) { benchmarkRead(b, officeReport(b, synth.Xlsx)) }
