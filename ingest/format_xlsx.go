package ingest

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// Sheets are read without the library that writes them: it takes a damaged part for a whole one,
// keeps no formats of numbers while it streams, and needs the sheet twice for its merged cells.

var (
	errNoSheets = errors.New("the workbook has no sheets, or they are not where it says")
	errXLSB     = refusal{report.NeedsConversion, "it is a binary workbook (XLSB): open it in a spreadsheet program, save it as XLSX and read that"}
)

const (
	mostXLSXRow    = 1 << 20
	mostXLSXColumn = mostColumns
)

// workbook is what the sheets of a file share.
type workbook struct {
	sheets   []string // names of the parts of those that are shown, in order
	names    []string // what they are called
	from1904 bool     // days are counted from 1904
	strings  []string
	styles   []cellStyle
}

type cellStyle struct {
	format numberFormat
	face   face
}

// readXLSX reads the sheets of an Excel workbook that are not hidden. Offsets are those of the
// cells' values in the sheet's part, unpacked; the value of a shared text is its number.
func readXLSX(ctx context.Context, b []byte) (page, error) {
	o, err := openOOXML(b)
	if err != nil {
		return page{}, err
	}
	root, err := o.relations(ctx, "")
	if err != nil {
		return page{}, err
	}
	w, err := o.workbook(ctx, target(root, "officeDocument", "xl/workbook.xml"))
	if err != nil {
		return page{}, err
	}
	var p page
	for i, name := range w.sheets {
		x, err := o.open(ctx, name)
		if err != nil {
			return page{}, err
		}
		if x == nil {
			return page{}, errNoSheets
		}
		p.addSheetName(w.names[i])
		r := xlsxReader{workbook: w, x: x, worksheet: worksheet{sheet: sheet{number: i + 1}, lastText: -1}}
		if err := r.read(); err != nil {
			return page{}, err
		}
		if err := r.addTo(&p, x.stop); err != nil {
			return page{}, err
		}
	}
	titles, err := o.titles(ctx, root)
	p.titles = append(p.titles, titles...)
	return p, err
}

func (o ooxml) workbook(ctx context.Context, main string) (*workbook, error) {
	if strings.HasSuffix(main, ".bin") {
		return nil, errXLSB
	}
	relations, err := o.relations(ctx, main)
	if err != nil {
		return nil, err
	}
	w := &workbook{}
	if err := w.readSheets(ctx, o, main, relations); err != nil {
		return nil, err
	}
	if err := w.readStrings(ctx, o, target(relations, "sharedStrings", "xl/sharedstrings.xml")); err != nil {
		return nil, err
	}
	return w, w.readStyles(ctx, o, target(relations, "styles", "xl/styles.xml"))
}

// readSheets finds the worksheets that are shown. Sheets of charts have no cells.
func (w *workbook) readSheets(ctx context.Context, o ooxml, main string, relations map[string]relation) error {
	return o.each(ctx, main, func(_ *xmlReader, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			w.from1904 = truth(value(e, "date1904"))
		case "sheet":
			state := value(e, "state")
			r, ok := relations[value(e, "id")]
			if !ok {
				return errNoSheets
			}
			if r.kind == "worksheet" && state != "hidden" && state != "veryHidden" {
				w.sheets = append(w.sheets, r.target)
				w.names = append(w.names, value(e, "name"))
			}
		}
		if len(w.sheets) > mostSheets {
			return errTokens
		}
		return nil
	})
}

// each visits the elements of a part, if there is one of that name.
func (o ooxml) each(ctx context.Context, name string, visit func(*xmlReader, xml.StartElement) error) error {
	x, err := o.open(ctx, name)
	if x == nil || err != nil {
		return err
	}
	for {
		t, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := visit(x, e); err != nil {
				return err
			}
		}
	}
}

func truth(s string) bool { return s == "1" || s == "true" || s == "on" }

func (w *workbook) readStrings(ctx context.Context, o ooxml, name string) error {
	return o.each(ctx, name, func(x *xmlReader, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := x.rich()
		w.strings = append(w.strings, text)
		return err
	})
}

// rich is a text that may change its face on the way, without its phonetics.
func (x *xmlReader) rich() (string, error) {
	all := ""
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			text, err := x.inner()
			all += text
			return err
		case "r":
			var run face
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "rPr":
					return x.properties(run.property)
				case "t":
					text, err := x.inner()
					all += run.shown(all, text)
					return err
				}
				return x.skip()
			})
		}
		return x.skip()
	})
	return xlsxEscapes.Replace(all), err
}

// xlsxEscapes undoes the escapes of the characters that XML cannot hold.
var xlsxEscapes = strings.NewReplacer("_x000D_", "", "_x000d_", "", "_x000A_", "\n", "_x000a_", "\n", "_x0009_", "\t", "_x005F_", "_", "_x005f_", "_")

// readStyles reads how cells print their numbers, and which have their text crossed out.
func (w *workbook) readStyles(ctx context.Context, o ooxml, name string) error {
	codes := map[int]string{}
	var fonts []face
	inCells := false
	return o.each(ctx, name, func(x *xmlReader, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			codes[natural(e, "numFmtId")] = value(e, "formatCode")
		case "font":
			var f face
			err := x.properties(f.property)
			fonts = append(fonts, face{struck: f.struck})
			return err
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
			return x.skip()
		case "xf":
			if !inCells {
				return nil
			}
			n := natural(e, "numFmtId")
			s := cellStyle{format: formatOf(n, codes[n])}
			s.format.from1904 = w.from1904
			if f := natural(e, "fontId"); f >= 0 && f < len(fonts) {
				s.face = fonts[f]
			}
			w.styles = append(w.styles, s)
		}
		return nil
	})
}

// natural is an attribute that is a whole number, 0 if there is none, -1 if it is something else.
func natural(e xml.StartElement, name string) int {
	s := value(e, name)
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n < 0 {
		return -1
	}
	return int(n)
}
