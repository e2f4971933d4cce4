package ingest

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// xlsxReader reads one worksheet.
type xlsxReader struct {
	*workbook
	x *xmlReader
	worksheet
	row    int
	column int
	hidden bool // the row is
}

func (r *xlsxReader) read() error {
	for {
		t, err := r.x.next()
		if err == io.EOF {
			slices.Sort(r.columns)
			r.columns = slices.Compact(r.columns)
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := r.open(e); err != nil {
				return err
			}
		}
		if len(r.sheet.cells)+len(r.blanks) > mostTokens {
			return errTokens
		}
	}
}

func (r *xlsxReader) open(e xml.StartElement) error {
	switch e.Name.Local {
	case "col":
		if truth(value(e, "hidden")) {
			for c := max(1, natural(e, "min")); c <= min(natural(e, "max"), mostXLSXColumn) && len(r.columns) <= mostXLSXColumn; c++ {
				r.columns = append(r.columns, c)
			}
		}
	case "row":
		last := r.row
		if r.row++; value(e, "r") != "" {
			r.row = natural(e, "r")
		}
		if r.row <= last || r.row > mostXLSXRow {
			return fmt.Errorf("row %q of the sheet follows row %d", value(e, "r"), last)
		}
		r.column = 0
		if r.hidden = truth(value(e, "hidden")); r.hidden {
			r.rows = append(r.rows, r.row)
		}
	case "c":
		return r.cell(e)
	case "mergeCell":
		return r.merge(value(e, "ref"))
	case "extLst", "AlternateContent", "conditionalFormatting", "dataValidations":
		return r.x.skip()
	}
	return nil
}

// cell takes a cell in which something stands.
func (r *xlsxReader) cell(e xml.StartElement) error {
	last := r.column
	if r.column++; value(e, "r") != "" {
		row, column, ok := reference(value(e, "r"))
		if !ok || row != r.row || column <= last {
			return fmt.Errorf("a cell in row %d, behind column %d, calls itself %q", r.row, last, value(e, "r"))
		}
		r.column = column
	}
	kind, style := value(e, "t"), natural(e, "s")
	c := sheetCell{row: r.row, column: r.column, offset: r.x.d.InputOffset()}
	stored, rich, formula := "", "", false
	err := r.x.children(func(e xml.StartElement) (err error) {
		switch at := r.x.d.InputOffset(); e.Name.Local {
		case "v":
			c.offset = at
			stored, err = r.x.inner()
		case "is":
			c.offset = at
			rich, err = r.x.rich()
		case "f":
			formula = true
			err = r.x.skip()
		default:
			err = r.x.skip()
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case stored == "" && rich == "" && !formula:
		r.blank(c, r.hidden)
		return nil
	}
	if c.text, err = r.text(kind, style, stored, rich); err != nil {
		return err
	}
	if trim(c.text) == "" {
		r.blank(c, r.hidden)
		return nil
	}
	r.written(c, r.hidden)
	return nil
}

// text is what a cell shows of what is stored of it.
func (r *xlsxReader) text(kind string, style int, stored, rich string) (text string, err error) {
	var s cellStyle
	switch {
	case style >= 0 && style < len(r.styles):
		s = r.styles[style]
	case style != 0:
		return "", fmt.Errorf("a cell has the style %d, which the workbook has not", style)
	}
	switch kind {
	case "s":
		n, err := strconv.Atoi(stored)
		if err != nil || n < 0 || n >= len(r.strings) {
			return "", fmt.Errorf("a cell has the text %q of %d", stored, len(r.strings))
		}
		text = r.strings[n]
	case "inlineStr":
		text = rich
	case "str":
		text = xlsxEscapes.Replace(stored)
	case "", "n":
		if stored == "" {
			return unshown, nil // a formula that was never worked out
		}
		f, err := strconv.ParseFloat(trim(stored), 64)
		if err != nil {
			return "", fmt.Errorf("a cell has the number %q", stored)
		}
		text = s.format.show(decimal(f))
	case "d":
		text, _, _ = strings.Cut(stored, "T")
	default: // a truth or an error
		return unshown, nil
	}
	return s.face.shown("", text), nil
}

// merge takes a merged cell such as A1:C2.
func (r *xlsxReader) merge(ref string) error {
	first, last, several := strings.Cut(ref, ":")
	if !several {
		last = first
	}
	top, left, ok := reference(first)
	bottom, right, also := reference(last)
	if !ok || !also || bottom < top || right < left {
		return fmt.Errorf("a merged cell of the sheet is %q", ref)
	}
	r.sheet.merged = append(r.sheet.merged, area{top: top, left: left, bottom: bottom, right: right})
	if len(r.sheet.merged) > mostMerged {
		return errMerged
	}
	return nil
}

// reference takes a cell's name apart: B3 is row 3, column 2.
func reference(name string) (row, column int, ok bool) {
	i := 0
	for ; i < len(name) && name[i] >= 'A' && name[i] <= 'Z' && column <= mostXLSXColumn; i++ {
		column = 26*column + int(name[i]-'A') + 1
	}
	row, err := strconv.Atoi(name[i:])
	return row, column, err == nil && row >= 1 && row <= mostXLSXRow && column >= 1 && column <= mostXLSXColumn
}
