package ingest

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/gongkai/gongkai/report"
)

// docxReader reads word/document.xml as it is printed: what was deleted or moved away while changes
// were tracked, hidden text, field codes, notes, headers and footers are left out.
//
// Tables nest and texts break in it as they do on a web page, so it fills the same tables.
type docxReader struct {
	htmlReader
	x        *xmlReader
	headings map[string]bool // ids of the styles of titles and headings
	words    bool            // inside an element whose text is printed
	runs     []face          // those the text stands in; a text box is a run with runs inside
	above    []atom.Atom     // headings of the paragraphs around the one at hand
	chosen   []bool          // by alternative around the text: one of its branches has been taken
	boxes    []int           // by text box around the text: how many tables the box stands in
	boxed    bool            // the cell at hand has text in a box, which may be shown beside it
	merged   []docxMerges    // by table
}

// docxMerges are the columns of a row that belong to a cell which goes on below.
type docxMerges struct{ above, here map[int]bool }

var (
	errNoDocument   = errors.New("the file has no text part")
	errNestedDeeply = refusal{report.TooLarge, fmt.Sprintf("it has tables within tables more than %d deep: save its tables as a document of their own", mostNested)}
)

// readDOCX reads the tables of a Word document and the text around them. Offsets are those of the
// text in word/document.xml, unpacked.
func readDOCX(ctx context.Context, b []byte) (page, error) {
	o, err := openOOXML(b)
	if err != nil {
		return page{}, err
	}
	root, err := o.relations(ctx, "")
	if err != nil {
		return page{}, err
	}
	main := target(root, "officeDocument", "word/document.xml")
	r := docxReader{}
	if r.headings, err = o.headingStyles(ctx, main); err != nil {
		return page{}, err
	}
	switch r.x, err = o.open(ctx, main); {
	case err != nil:
		return page{}, err
	case r.x == nil:
		return page{}, errNoDocument
	}
	if err := r.read(); err != nil {
		return page{}, err
	}
	titles, err := o.titles(ctx, root)
	r.page.titles = append(r.page.titles, titles...)
	return r.page, err
}

// headingStyles are the ids of the styles that titles and the upper three levels of headings have.
func (o ooxml) headingStyles(ctx context.Context, main string) (map[string]bool, error) {
	relations, err := o.relations(ctx, main)
	if err != nil {
		return nil, err
	}
	x, err := o.open(ctx, target(relations, "styles", "word/styles.xml"))
	if x == nil || err != nil {
		return nil, err
	}
	found, id := map[string]bool{}, ""
	for {
		t, err := x.next()
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "style":
			id = value(e, "styleId")
		case "name":
			switch strings.ToLower(value(e, "val")) {
			case "title", "heading 1", "heading 2", "heading 3":
				found[id] = true
			}
		case "outlineLvl":
			found[id] = found[id] || upper(e)
		case "latentStyles", "docDefaults", "rPr":
			if err := x.skip(); err != nil {
				return nil, err
			}
		}
	}
}

// upper reports whether an outline level is one of the upper three.
func upper(e xml.StartElement) bool {
	level := value(e, "val")
	return level == "0" || level == "1" || level == "2"
}

func (r *docxReader) read() error {
	for {
		r.offset = int(r.x.d.InputOffset())
		t, err := r.x.next()
		if err == io.EOF {
			r.flush()
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = r.open(t)
		case xml.EndElement:
			r.close(t.Name)
		case xml.CharData:
			if r.words {
				r.put(string(t))
			}
		}
		if err != nil {
			return err
		}
		if len(r.page.tokens) > mostTokens {
			return errTokens
		}
	}
}

// put adds text as the run at hand shows it.
func (r *docxReader) put(s string) {
	if n := len(r.runs); n > 0 && r.runs[n-1] != (face{}) {
		before := r.text.String()
		if g := r.inner(); g != nil && g.open && !g.layout {
			before = g.text.String()
		}
		s = r.runs[n-1].shown(before, s)
	}
	r.write(s)
	if n := len(r.boxes); n > 0 && r.boxes[n-1] > 0 && r.boxes[n-1] == len(r.tables) {
		r.boxed = true
	}
}

// ofText reports whether the element is one of a text document's own: drawings and formulas use the
// same names for things of theirs.
func ofText(n xml.Name) bool {
	return strings.HasSuffix(n.Space, "/wordprocessingml/2006/main") || strings.HasSuffix(n.Space, "/wordprocessingml/main")
}

func (r *docxReader) open(e xml.StartElement) error {
	if !ofText(e.Name) {
		return r.openOther(e)
	}
	switch e.Name.Local {
	case "t":
		r.words = true
	case "r":
		r.runs = append(r.runs, face{})
	case "rPr":
		run := &face{}
		if n := len(r.runs); n > 0 {
			run = &r.runs[n-1]
		}
		return r.x.properties(run.property)
	case "tab", "ptab":
		r.put("\t")
	case "br", "cr":
		r.breakLine()
	case "noBreakHyphen":
		r.put("-")
	case "sym":
		r.put(symbol(e))
	case "p":
		r.breakLine()
		r.above = append(r.above, r.heading)
		r.heading = 0
	case "pPr":
		return r.x.properties(r.paragraph)
	case "txbxContent":
		r.boxes = append(r.boxes, len(r.tables))
	case "altChunk", "subDoc":
		r.page.cut = "a part of its text is a file of its own inside the document"
	case "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "sectPr":
		return r.x.skip()
	default:
		return r.openTablePart(e.Name.Local)
	}
	return nil
}

// paragraph takes what a paragraph says of itself.
func (r *docxReader) paragraph(e xml.StartElement) {
	if e.Name.Local == "pStyle" && r.headings[value(e, "val")] || e.Name.Local == "outlineLvl" && upper(e) {
		r.heading = atom.H1
	}
}

// openOther takes one branch of alternatives: the first is what a newer program shows, and the
// others say the same for older ones.
func (r *docxReader) openOther(e xml.StartElement) error {
	switch n := len(r.chosen); e.Name.Local {
	case "AlternateContent":
		r.chosen = append(r.chosen, false)
	case "Choice", "Fallback":
		if n == 0 {
			return nil
		}
		if r.chosen[n-1] {
			return r.x.skip()
		}
		r.chosen[n-1] = true
	case "t":
		r.words = true
	}
	return nil
}

func (r *docxReader) close(n xml.Name) {
	switch n.Local {
	case "t":
		r.words = false
	case "AlternateContent":
		r.chosen = r.chosen[:max(0, len(r.chosen)-1)]
	}
	if !ofText(n) {
		return
	}
	switch n.Local {
	case "r":
		r.runs = r.runs[:max(0, len(r.runs)-1)]
	case "p":
		r.breakLine()
		if last := len(r.above) - 1; last >= 0 {
			r.heading, r.above = r.above[last], r.above[:last]
		}
	case "txbxContent":
		r.boxes = r.boxes[:max(0, len(r.boxes)-1)]
	case "tc", "tr":
		r.endCell()
	case "tbl":
		r.endCell()
		if last := len(r.tables) - 1; last >= 0 {
			r.tables, r.merged = r.tables[:last], r.merged[:last]
		}
		r.flush()
	}
}

// endCell ends the cell at hand, if one is open. What a text box says is no figure of the cell.
func (r *docxReader) endCell() {
	before := len(r.page.tokens)
	r.closeCell()
	if r.boxed && len(r.page.tokens) > before {
		if t := &r.page.tokens[before]; t.kind == figure {
			t.kind = word
		}
	}
	r.boxed = false
}

func (r *docxReader) openTablePart(name string) error {
	if name == "tbl" {
		if len(r.tables) >= mostNested {
			return errNestedDeeply
		}
		r.boxed = false
		r.merged = append(r.merged, docxMerges{})
		return r.openTable()
	}
	g := r.inner()
	if g == nil {
		return nil
	}
	switch m := &r.merged[len(r.merged)-1]; name {
	case "tr":
		r.endCell()
		r.flush()
		g.newRow()
		m.above, m.here = m.here, map[int]bool{}
	case "trPr":
		return r.row(g, m)
	case "tc":
		r.endCell()
		r.flush()
		g.newCell(1, 1)
		g.start = r.offset
	case "tcPr":
		return r.cell(g, m)
	}
	return nil
}

// row takes what a row says of itself. A row that was deleted or is hidden is none.
func (r *docxReader) row(g *grid, m *docxMerges) error {
	gone := false
	err := r.x.properties(func(e xml.StartElement) {
		switch e.Name.Local {
		case "del":
			gone = true
		case "hidden":
			gone = gone || on(e)
		case "gridBefore":
			g.span = 1 + min(count(e), mostColumn)
		}
	})
	if err != nil || !gone {
		return err
	}
	g.row--
	m.here = m.above
	return r.x.skip()
}

// cell takes what a cell says of itself. What goes on from the cell above or before it is no cell
// of its own, nor is one that was deleted.
func (r *docxReader) cell(g *grid, m *docxMerges) error {
	gone, down, above := false, false, m.above[g.column]
	err := r.x.properties(func(e xml.StartElement) {
		switch e.Name.Local {
		case "gridSpan":
			g.span = max(1, min(count(e), mostColumn))
		case "vMerge":
			down = true
			gone = gone || above && value(e, "val") != "restart"
		case "hMerge":
			gone = gone || value(e, "val") != "restart" && g.column > 1
		case "cellDel":
			gone = true
		}
	})
	if err != nil {
		return err
	}
	if down && m.here != nil { // a cell outside any row merges with nothing
		m.here[g.column] = true
	}
	if !gone {
		return nil
	}
	g.open = false
	g.text.Reset()
	return r.x.skip()
}

// count is the number a property gives, 0 if it gives none.
func count(e xml.StartElement) int {
	n, err := strconv.Atoi(value(e, "val"))
	if err != nil {
		return 0
	}
	return max(0, n)
}

// symbol is a character of a font of pictures; which picture it is, nobody can tell without the font.
func symbol(e xml.StartElement) string {
	code, err := strconv.ParseUint(value(e, "char"), 16, 16)
	if err != nil {
		return unshown
	}
	return string(rune(code))
}
