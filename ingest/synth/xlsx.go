package synth

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

const xlsxSheet = "Sheet1"

// xlsxWriter writes a report down one sheet. The first thing that goes wrong is kept and ends it.
type xlsxWriter struct {
	file   *excelize.File
	row    int
	styles map[string]int // of cells, by the format of their number
	err    error
}

// writeXlsx writes a workbook with one sheet: a row for every heading and sentence, over the width
// of the widest table, and the tables between them with the form's merged cells. Figures are
// numbers where the office prints nothing but digits.
func writeXlsx(p page, l Layout) ([]byte, error) {
	w := xlsxWriter{file: excelize.NewFile(), styles: map[string]int{}}
	defer w.file.Close()
	w.try(w.file.SetDocProps(&excelize.DocProperties{Title: p.title, Creator: "", Created: "2020-01-01T00:00:00Z", Modified: "2020-01-01T00:00:00Z"}))
	width := 1
	for _, part := range p.parts {
		for _, g := range part.tables {
			width = max(width, g.width)
		}
	}
	w.line(p.title, width)
	if p.published != "" {
		w.line(prose("发布日期:")+day(p.published), width)
	}
	w.line(p.notice, width)
	w.line(p.opening, width)
	for _, part := range p.parts {
		w.line(part.heading, width)
		for _, text := range part.paragraphs {
			w.line(text, width)
		}
		for _, g := range part.tables {
			w.table(g, l)
		}
	}
	if w.err != nil {
		return nil, fmt.Errorf("write the workbook: %w", w.err)
	}
	b, err := w.file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	return b.Bytes(), nil
}

func (w *xlsxWriter) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *xlsxWriter) name(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	w.try(err)
	return name
}

func (w *xlsxWriter) line(text string, width int) {
	w.row++
	w.try(w.file.SetCellStr(xlsxSheet, w.name(w.row, 1), text))
	w.merge(w.row, 1, 1, width)
}

func (w *xlsxWriter) merge(row, column, rows, columns int) {
	if rows > 1 || columns > 1 {
		w.try(w.file.MergeCell(xlsxSheet, w.name(row, column), w.name(row+rows-1, column+columns-1)))
	}
}

func (w *xlsxWriter) table(g grid, l Layout) {
	for _, row := range g.placed() {
		w.row++
		for _, c := range row {
			for x := range c.columns {
				w.style(w.name(w.row, c.column+x), "")
			}
			if !c.continued {
				w.text(w.name(w.row, c.column), c.box, l)
				w.merge(w.row, c.column, c.rows, c.columns)
			}
		}
	}
}

// style draws the lines around a cell and sets how its number is printed.
func (w *xlsxWriter) style(name, format string) {
	id, ok := w.styles[format]
	if !ok {
		s := &excelize.Style{Alignment: &excelize.Alignment{WrapText: true}}
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
		if format != "" {
			s.CustomNumFmt = &format
		}
		var err error
		id, err = w.file.NewStyle(s)
		w.try(err)
		w.styles[format] = id
	}
	w.try(w.file.SetCellStyle(xlsxSheet, name, name, id))
}

var printedNumber = regexp.MustCompile(`^-?[0-9][0-9,]*(\.([0-9]+))?$`)

func (w *xlsxWriter) text(name string, c box, l Layout) {
	if c.blank() {
		return
	}
	text := strings.Join(l.lines(c), "\n")
	parts := printedNumber.FindStringSubmatch(text)
	if !c.figure || parts == nil {
		w.try(w.file.SetCellStr(xlsxSheet, name, text))
		return
	}
	format := "0"
	if strings.Contains(text, ",") {
		format = "#,##0"
	}
	if places := len(parts[2]); places > 0 {
		format += "." + strings.Repeat("0", places)
	}
	w.style(name, format)
	number, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	w.try(err)
	w.try(w.file.SetCellFloat(xlsxSheet, name, number, -1, 64))
}
