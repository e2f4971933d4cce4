package ingest

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/gongkai/gongkai/report"
)

// The tokenizer is used without the tree: it knows the byte offset of everything, and the tables
// of these pages need less repair than a browser does. Cells, rows and tables close what they
// left open inside them.

const (
	mostNested = 64   // tables within tables
	mostColumn = 100  // columns a cell may span
	mostRow    = 1000 // rows a cell may span
)

var errNested = refusal{report.TooLarge, fmt.Sprintf("it has tables within tables more than %d deep: save the page again from a browser", mostNested)}

type htmlReader struct {
	page    page
	z       *html.Tokenizer
	offset  int // of the token at hand
	tables  []*grid
	count   int // tables begun
	text    strings.Builder
	start   int // where text begins; meaningful while text is not empty
	skip    atom.Atom
	face    face        // of the text in the cell at hand
	hidden  []atom.Atom // the hidden element around it, and those of its kind inside
	heading atom.Atom   // title, h1, h2 or h3 while inside one
	whole   bool        // the page opens with <html> and so must close it
	closed  bool
}

// grid is a table being read.
type grid struct {
	number   int
	row      int
	column   int   // of the cell at hand
	span     int   // columns of the cell at hand
	below    int   // rows it reaches down
	occupied []int // by column: rows below this one that a cell above still covers
	open     bool  // inside a cell
	layout   bool  // the cell holds a table of its own, so it is no cell of figures
	start    int
	starts   []int // where the lines of text begin
	text     strings.Builder
}

// readHTML reads the tables of a page and the text around them.
func readHTML(text string) (page, error) {
	r := htmlReader{z: html.NewTokenizer(strings.NewReader(text))}
	for {
		kind := r.z.Next()
		raw := len(r.z.Raw())
		if kind == html.ErrorToken {
			if err := r.z.Err(); !errors.Is(err, io.EOF) {
				return page{}, err
			}
			r.end(raw > 0)
			r.page.within = func(of *token, at int) int64 { return placeInHTML(text, of, at) }
			return r.page, nil
		}
		if err := r.token(kind); err != nil {
			return page{}, err
		}
		if len(r.page.tokens) > mostTokens {
			return page{}, errTokens
		}
		r.offset += raw
	}
}

func (r *htmlReader) token(kind html.TokenType) error {
	switch kind {
	case html.TextToken:
		if r.skip == 0 {
			r.write(r.inFace(string(r.z.Text())))
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		raw := r.z.Raw()
		name, attributes := r.z.TagName()
		tag := atom.Lookup(name)
		if err := r.open(tag, attributes, kind == html.SelfClosingTagToken); err != nil {
			return err
		}
		r.openFace(tag, raw)
	case html.EndTagToken:
		name, _ := r.z.TagName()
		tag := atom.Lookup(name)
		r.closeFace(tag)
		r.close(tag)
	}
	return nil
}

func (r *htmlReader) inner() *grid {
	if n := len(r.tables); n > 0 {
		return r.tables[n-1]
	}
	return nil
}

// write adds text to the cell at hand, or to the running text.
func (r *htmlReader) write(s string) {
	g := r.inner()
	if g == nil || !g.open || g.layout {
		g = nil
	}
	if g == nil && r.text.Len() > 0 {
		r.text.WriteString(s)
		return
	}
	if g != nil && strings.IndexByte(s, '\n') >= 0 {
		s = strings.ReplaceAll(s, "\n", " ") // a line of the markup is none of the cell
	}
	if g != nil && len(g.starts) > 0 && !strings.HasSuffix(g.text.String(), "\n") {
		g.text.WriteString(s)
		return
	}
	lead := len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	if s = s[lead:]; s == "" {
		return
	}
	if g == nil {
		r.start = r.offset + lead
		r.text.WriteString(s)
		return
	}
	if g.text.Len() == 0 {
		g.start = r.offset + lead
	}
	g.starts = append(g.starts, r.offset+lead)
	g.text.WriteString(s)
}

// breakLine ends a paragraph: a new line in a cell, the end of a piece of running text elsewhere.
func (r *htmlReader) breakLine() {
	if g := r.inner(); g != nil && g.open && !g.layout {
		if g.text.Len() > 0 {
			g.text.WriteByte('\n')
		}
		return
	}
	r.flush()
}

func (r *htmlReader) flush() {
	text := strings.Join(strings.Fields(r.text.String()), " ")
	r.text.Reset()
	if text == "" {
		return
	}
	switch r.heading {
	case atom.Title, atom.H1, atom.H2, atom.H3:
		where := "heading"
		if r.heading == atom.Title {
			where = "title"
		}
		r.page.titles = append(r.page.titles, heading{text, where, int64(r.start)})
		if r.heading == atom.Title {
			return
		}
	}
	t := token{text: text, place: report.Place{Offset: int64(r.start)}}
	t.classify()
	r.page.tokens = append(r.page.tokens, t)
}

func (r *htmlReader) open(tag atom.Atom, attributes, alone bool) error {
	if silentHTML(tag) {
		if !alone {
			r.skip = tag
		}
		return nil
	}
	switch tag {
	case atom.Html:
		r.whole = true
	case atom.Meta:
		r.meta(attributes)
	case atom.Title, atom.H1, atom.H2, atom.H3:
		r.breakLine()
		r.heading = tag
	case atom.Table:
		return r.openTable()
	case atom.Tr:
		if g := r.inner(); g != nil {
			r.closeCell()
			r.flush()
			g.newRow()
		}
	case atom.Td, atom.Th:
		if g := r.inner(); g != nil {
			r.closeCell()
			r.flush()
			g.newCell(r.spans(attributes))
			g.start = r.offset
		}
	default:
		if block(tag) {
			r.breakLine()
		}
	}
	return nil
}

// block reports whether the element stands apart from the text around it.
func block(tag atom.Atom) bool {
	switch tag {
	case atom.Br, atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Nav, atom.Main, atom.Body, atom.Hr, atom.Form, atom.Caption, atom.Pre, atom.Blockquote:
		return true
	}
	return false
}

func (r *htmlReader) close(tag atom.Atom) {
	if r.skip != 0 {
		if tag == r.skip {
			r.skip = 0
		}
		return
	}
	switch tag {
	case atom.Html, atom.Body:
		r.closed = true
	case atom.Title, atom.H1, atom.H2, atom.H3:
		r.breakLine()
		r.heading = 0
	case atom.Td, atom.Th, atom.Tr:
		r.closeCell()
	case atom.Table:
		if len(r.tables) > 0 {
			r.closeCell()
			r.tables = r.tables[:len(r.tables)-1]
		}
		r.flush()
	default:
		if block(tag) {
			r.breakLine()
		}
	}
}

func (r *htmlReader) openTable() error {
	if len(r.tables) >= mostNested {
		return errNested
	}
	if g := r.inner(); g != nil && g.open && !g.layout {
		g.layout = true
		r.release(g)
	}
	r.flush()
	r.count++
	r.tables = append(r.tables, &grid{number: r.count})
	return nil
}

// release turns what stands in a cell before a table of its own into running text, line by line.
func (r *htmlReader) release(g *grid) {
	starts := g.starts
	for line := range strings.SplitSeq(g.text.String(), "\n") {
		if line == "" {
			continue
		}
		r.text.Reset()
		r.text.WriteString(line)
		r.start, starts = starts[0], starts[1:]
		r.flush()
	}
	g.text.Reset()
}

func (g *grid) newRow() {
	g.row++
	g.column, g.span = 0, 0
	for i := range g.occupied {
		g.occupied[i] = max(0, g.occupied[i]-1)
	}
}

func (g *grid) newCell(span, below int) {
	if g.row == 0 {
		g.newRow()
	}
	g.column += max(g.span, 1)
	for g.column <= len(g.occupied) && g.occupied[g.column-1] > 0 {
		g.column++
	}
	g.span, g.below, g.open, g.layout = span, below, true, false
	g.starts = g.starts[:0]
	for len(g.occupied) < g.column+span-1 {
		g.occupied = append(g.occupied, 0)
	}
	if below > 1 {
		for i := range span {
			g.occupied[g.column-1+i] = below
		}
	}
}

// closeCell ends the cell at hand, if one is open, and adds it to the page.
func (r *htmlReader) closeCell() {
	g := r.inner()
	if g == nil || !g.open {
		return
	}
	g.open = false
	r.face, r.hidden = face{}, nil
	if g.layout {
		r.flush()
		return
	}
	text := trim(g.text.String())
	g.text.Reset()
	t := token{text: text, cell: true, grid: true, span: g.span, place: report.Place{Table: g.number, Row: g.row, Column: g.column, Offset: int64(g.start)}}
	t.classify()
	r.page.tokens = append(r.page.tokens, t)
}

func (r *htmlReader) spans(attributes bool) (columns, rows int) {
	columns, rows = 1, 1
	for attributes {
		var key, value []byte
		key, value, attributes = r.z.TagAttr()
		n, err := strconv.Atoi(strings.TrimSpace(string(value)))
		if err != nil || n < 1 {
			continue
		}
		switch string(key) {
		case "colspan":
			columns = min(n, mostColumn)
		case "rowspan":
			rows = min(n, mostRow)
		}
	}
	return columns, rows
}

// meta keeps what a page says of itself in its head, as name=content.
func (r *htmlReader) meta(attributes bool) {
	var name, content string
	for attributes {
		var key, value []byte
		key, value, attributes = r.z.TagAttr()
		switch string(key) {
		case "name", "property":
			name = strings.ToLower(string(value))
		case "content":
			content = string(value)
		}
	}
	if name != "" && content != "" {
		r.page.titles = append(r.page.titles, heading{name + "=" + content, "meta", int64(r.offset)})
	}
}

// end closes the page. What was open when the bytes ran out is not taken: it may be half a cell.
func (r *htmlReader) end(broken bool) {
	switch {
	case broken || len(r.tables) > 0:
		r.page.cut = "the page ends inside a table or a tag"
	case r.whole && !r.closed:
		r.page.cut = "the page ends without closing its body"
	}
	r.page.whole = r.closed && r.page.cut == ""
	r.tables = nil
	r.flush()
}
