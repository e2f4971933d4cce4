package sql

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// workbook writes datasets as the sheets of an Excel file. A dataset with more rows than a sheet
// takes goes on on the next sheet, which has the same head.
type workbook struct {
	file   *excelize.File
	most   int // rows a sheet, its head included
	table  dataset
	sheets int // of the table
	out    *excelize.StreamWriter
	at     int
	cells  []any // reused
	bold   int
}

// exactDigits is how many digits of a number Excel keeps. What has more is written as text.
const exactDigits = 15

func (s *Snapshot) exportXLSX(ctx context.Context, path string, e Extract) (err error) {
	w := &workbook{file: excelize.NewFile(excelize.Options{TmpDir: filepath.Dir(path)}), most: e.SheetRows}
	if w.most <= 0 {
		w.most = excelize.TotalRows
	}
	defer func() {
		if closed := w.file.Close(); err == nil {
			err = closed
		}
	}()
	if w.bold, err = w.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	if err := w.readme(readme(s.Info(), XLSX, e)); err != nil {
		return err
	}
	for _, d := range Datasets() {
		if err := s.pour(ctx, w, d, e); err != nil {
			return fmt.Errorf("sheet %s: %w", d, err)
		}
	}
	return w.file.SaveAs(path)
}

func (w *workbook) readme(text string) error {
	if err := w.file.SetSheetName("Sheet1", "README"); err != nil {
		return err
	}
	out, err := w.file.NewStreamWriter("README")
	if err != nil {
		return err
	}
	for i, line := range strings.Split(text, "\n") {
		if err := out.SetRow("A"+strconv.Itoa(i+1), []any{line}); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (w *workbook) begin(t dataset) error {
	w.table, w.sheets, w.out = t, 0, nil
	w.cells = make([]any, len(t.columns()))
	return w.nextSheet()
}

func (w *workbook) nextSheet() error {
	if w.out != nil {
		if err := w.out.Flush(); err != nil {
			return err
		}
	}
	w.sheets++
	name := string(w.table.name)
	if w.sheets > 1 {
		name += " " + strconv.Itoa(w.sheets)
	}
	if _, err := w.file.NewSheet(name); err != nil {
		return err
	}
	var err error
	if w.out, err = w.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := w.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, c := range w.table.columns() {
		w.cells[i] = c.name
	}
	w.at = 1
	return w.out.SetRow("A1", w.cells, excelize.RowOpts{StyleID: w.bold})
}

func (w *workbook) row(values []datum) error {
	if w.at == w.most {
		if err := w.nextSheet(); err != nil {
			return err
		}
	}
	w.at++
	for i := range values {
		w.cells[i] = excelValue(&values[i])
	}
	return w.out.SetRow("A"+strconv.Itoa(w.at), w.cells)
}

func (w *workbook) end() error { return w.out.Flush() }

// excelValue is a value as a cell of Excel: a number only if Excel keeps all of its digits, and a
// text never longer than a cell takes.
func excelValue(d *datum) any {
	switch {
	case d.null:
		return nil
	case d.kind == truth:
		return d.n != 0
	case d.kind == whole && d.n < 1e15 && d.n > -1e15:
		return d.n
	}
	plain := d.plain()
	if d.kind == amount || d.kind == exact {
		if n, err := strconv.ParseFloat(plain, 64); err == nil && len(plain) <= exactDigits {
			return n
		}
	}
	return shortened(plain)
}

func shortened(s string) string {
	const cut = "…(longer than a cell of Excel takes)"
	units := utf16.Encode([]rune(s))
	if len(units) <= excelize.TotalCellChars {
		return s
	}
	return string(utf16.Decode(units[:excelize.TotalCellChars-len([]rune(cut))])) + cut
}
