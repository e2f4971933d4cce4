package ingest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// spreadsheetML is the name space of workbooks that Excel 2002 and later, and many programs after
// them, write as one XML file, often with the ending of the binary format.
const spreadsheetML = "urn:schemas-microsoft-com:office:spreadsheet"

const mostSheetRow = 1 << 20

var errXML = refusal{report.TooLarge, fmt.Sprintf("it is an XML workbook of more than %d MiB: save the sheet with the report alone", mostPart>>20)}

// looksSpreadsheetML reports whether the first element of a text is such a workbook.
func looksSpreadsheetML(text string) bool {
	head := text[:min(len(text), 4096)]
	for rest := head; ; {
		open := strings.IndexByte(rest, '<')
		if open < 0 || open+1 >= len(rest) {
			return false
		}
		if rest = rest[open+1:]; rest[0] != '?' && rest[0] != '!' {
			name := rest[:strings.IndexAny(rest+" ", " \t\r\n>/")]
			return name[strings.IndexByte(name, ':')+1:] == "Workbook" && strings.Contains(head, spreadsheetML)
		}
	}
}

type xmlWorkbook struct {
	page    page
	d       *xml.Decoder
	path    []string // names of the open elements, those of other name spaces empty
	formats map[string]numberFormat
	style   string // whose definition is open

	sheets    int
	sheet     worksheet
	unseen    bool // the sheet is hidden
	column    int  // of the last definition of columns
	row       int  // of the last row
	below     int  // rows below that are like it
	rowHidden bool
	rowStyle  string
	next      int // column after the last cell
	cell      sheetCell
	kind      string // of the cell's data
	cellStyle string
	text      strings.Builder
}

// readSpreadsheetML reads the sheets of an XML workbook that are not hidden.
func readSpreadsheetML(text string) (page, error) {
	if len(text) > mostPart {
		return page{}, errXML
	}
	w := xmlWorkbook{d: xml.NewDecoder(strings.NewReader(text)), formats: map[string]numberFormat{}}
	w.d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // the text is decoded already
	for {
		at := w.d.InputOffset()
		t, err := w.d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return w.page, nil
		case err != nil:
			return page{}, errors.New("its XML is damaged")
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = w.open(t, at)
		case xml.EndElement:
			err = w.close()
		case xml.CharData:
			if w.in("Data") || w.in("Visible") {
				w.text.Write(t)
			}
		}
		if err != nil {
			return page{}, err
		}
		if len(w.sheet.sheet.cells)+len(w.sheet.blanks) > mostTokens || len(w.path) > mostNested {
			return page{}, errTokens
		}
	}
}

// in reports whether the element is open. The data of a cell may have elements for its letters.
func (w *xmlWorkbook) in(name string) bool { return slices.Contains(w.path, name) }

func (w *xmlWorkbook) open(t xml.StartElement, at int64) error {
	name := t.Name.Local
	if t.Name.Space != spreadsheetML && name != "WorksheetOptions" && name != "Visible" {
		name = ""
	}
	a := attributesOf(t)
	var err error
	switch name {
	case "Style":
		w.style = a["ID"]
		w.formats[w.style] = w.formats[a["Parent"]]
	case "NumberFormat":
		if f := a["Format"]; w.in("Style") {
			w.formats[w.style] = namedFormat(f)
		}
	case "Worksheet":
		w.sheets++
		w.sheet = worksheet{sheet: sheet{number: w.sheets}, lastText: -1}
		w.page.addSheetName(a["Name"])
		w.unseen, w.column, w.row = false, 0, 0
	case "Column":
		err = w.openColumn(a)
	case "Row":
		w.row, err = position(a["Index"], w.row, mostSheetRow)
		w.rowHidden, w.rowStyle, w.next = a["Hidden"] == "1", a["StyleID"], 1
		if w.below = span(a["Span"]); w.rowHidden {
			for row := w.row; row <= min(w.row+w.below, mostSheetRow); row++ {
				w.sheet.rows = append(w.sheet.rows, row)
			}
		}
	case "Cell":
		err = w.openCell(a, at)
	case "Data":
		if w.in("Comment") {
			name = "" // a note is no content of the cell
		} else {
			w.kind = a["Type"]
			w.text.Reset()
		}
	case "Visible":
		w.text.Reset()
	}
	w.path = append(w.path, name)
	return err
}

func attributesOf(t xml.StartElement) map[string]string {
	a := map[string]string{}
	for _, attribute := range t.Attr {
		a[attribute.Name.Local] = attribute.Value
	}
	return a
}

// position is the place an index names, the one after the last where there is none.
func position(index string, last, most int) (int, error) {
	n := last + 1
	if index != "" {
		var err error
		if n, err = strconv.Atoi(index); err != nil || n <= last {
			return 0, fmt.Errorf("the index %q comes after %d", index, last)
		}
	}
	if n > most {
		return 0, fmt.Errorf("there is a cell beyond the %d rows or columns a sheet can have", most)
	}
	return n, nil
}

// span is how many more rows or columns something reaches over.
func span(text string) int {
	n, _ := strconv.Atoi(text)
	return max(0, min(n, mostSheetRow))
}

func (w *xmlWorkbook) openColumn(a map[string]string) (err error) {
	first := 0
	if first, err = position(a["Index"], w.column, mostColumns); err != nil {
		return err
	}
	w.column = first + min(span(a["Span"]), mostColumns)
	if a["Hidden"] == "1" {
		for c := first; c <= min(w.column, mostColumns); c++ {
			w.sheet.columns = append(w.sheet.columns, c)
		}
	}
	return nil
}

func (w *xmlWorkbook) openCell(a map[string]string, at int64) error {
	column, err := position(a["Index"], w.next-1, mostColumns)
	if err != nil {
		return err
	}
	across, down := min(span(a["MergeAcross"]), mostColumns-column), span(a["MergeDown"])
	w.next = column + across + 1
	w.cell = sheetCell{row: w.row, column: column, offset: at}
	w.cellStyle = a["StyleID"]
	if w.cellStyle == "" {
		w.cellStyle = w.rowStyle
	}
	w.kind = ""
	w.text.Reset()
	if across > 0 || down > 0 {
		w.sheet.sheet.merged = append(w.sheet.sheet.merged, area{top: w.row, left: column, bottom: w.row + down, right: column + across})
	}
	return nil
}

func (w *xmlWorkbook) close() error {
	name := w.path[len(w.path)-1]
	w.path = w.path[:len(w.path)-1]
	switch name {
	case "Visible":
		w.unseen = strings.HasPrefix(w.text.String(), "SheetHidden") || strings.HasPrefix(w.text.String(), "SheetVeryHidden")
	case "Cell":
		w.cell.text = w.shown()
		if w.cell.text == "" {
			w.sheet.blank(w.cell, w.rowHidden)
		} else {
			w.sheet.written(w.cell, w.rowHidden)
		}
	case "Row":
		w.row += w.below
	case "Worksheet":
		if !w.unseen {
			return w.sheet.addTo(&w.page, func() error { return nil })
		}
	}
	return nil
}

// shown is the text of the cell that ends.
func (w *xmlWorkbook) shown() string {
	text := trim(w.text.String())
	switch w.kind {
	case "Number":
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return unshown
		}
		return w.formats[w.cellStyle].show(decimal(f))
	case "DateTime":
		date, _, _ := strings.Cut(text, "T")
		return date
	case "Boolean", "Error":
		return unshown
	}
	return text
}

// namedFormat reads a format by its code, or by the name that stands for one.
func namedFormat(code string) numberFormat {
	switch {
	case slices.Contains([]string{"", "General", "General Number", "Fixed", "Standard", "Currency", "Euro Currency"}, code):
		return numberFormat{}
	case strings.HasSuffix(code, " Date") || strings.HasSuffix(code, " Time"):
		return numberFormat{date: true}
	case slices.Contains([]string{"Percent", "Scientific", "Yes/No", "True/False", "On/Off"}, code):
		return numberFormat{odd: code}
	}
	return parseFormat(code)
}
