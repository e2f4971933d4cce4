package ingest

import (
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// csvField is a cell as written: its text and where in the document it begins.
type csvField struct {
	text   string
	offset int
}

func (f csvField) blank() bool { return trim(f.text) == "" }

// csvSeparators are what may stand between cells.
const csvSeparators = ",\t;"

const (
	fewestCSVLines  = 8 // with a separator
	fewestCSVLabels = 4 // rows that begin with labels of rows of the form
)

// csvSeparator is what parts the cells of a text, 0 if it is no table of separated values: most
// lines have as many separators as each other, and labels of the form stand alone between them.
func csvSeparator(text string) byte {
	if bars(text) >= fewestBars {
		return 0
	}
	for _, separator := range []byte(csvSeparators) {
		if strings.Count(text, string(separator)) < fewestCSVLines {
			continue
		}
		rows, _ := csvRows(text, separator)
		parted, labels := 0, 0
		for _, row := range rows {
			if len(row) > 1 {
				parted++
				if slices.ContainsFunc(row, func(f csvField) bool { return isLabel(f.text, editions.Row) }) {
					labels++
				}
			}
		}
		_, alike := usualWidth(rows)
		if parted >= fewestCSVLines && labels >= fewestCSVLabels && 2*parted > len(rows) && 2*alike > parted {
			return separator
		}
	}
	return 0
}

// usualWidth is how many cells most rows have, and how many rows have so many.
func usualWidth(rows [][]csvField) (width, alike int) {
	count := map[int]int{}
	for _, row := range rows {
		if n := len(row); n > 1 {
			count[n]++
			if count[n] > alike || count[n] == alike && n > width {
				width, alike = n, count[n]
			}
		}
	}
	return width, alike
}

// csvRows are the rows, but for lines with nothing in them. A cell in quotes may hold separators, line
// breaks and, doubled, quotes. open reports whether the text ends within such a cell.
func csvRows(text string, separator byte) (rows [][]csvField, open bool) {
	var row []csvField
	end := func() {
		if len(row) > 1 || len(row) == 1 && !row[0].blank() {
			rows = append(rows, row)
		}
		row = nil
	}
	for i := 0; i < len(text); {
		var f csvField
		f, i, open = csvFieldAt(text, i, separator)
		if open {
			break // half a cell is none
		}
		row = append(row, f)
		if i == len(text) {
			break
		}
		if text[i] != separator {
			if i++; i < len(text) && text[i-1] == '\r' && text[i] == '\n' {
				i++
			}
			end()
			continue
		}
		i++
	}
	end()
	return rows, open
}

// csvFieldAt reads the cell at i; next is the separator or line break behind it.
func csvFieldAt(text string, i int, separator byte) (f csvField, next int, open bool) {
	ends := func(i int) bool {
		return i == len(text) || text[i] == separator || text[i] == '\n' || text[i] == '\r'
	}
	next = i
	if text[i] == '"' {
		for next = i + 1; next < len(text); next++ {
			if text[next] != '"' {
				continue
			}
			if next+1 < len(text) && text[next+1] == '"' {
				next++
				continue
			}
			break
		}
		if next == len(text) {
			return f, next, true
		}
		if ends(next + 1) {
			return csvField{strings.ReplaceAll(text[i+1:next], `""`, `"`), i + 1}, next + 1, false
		}
		next = i // a quote that only begins a word
	}
	for !ends(next) {
		next++
	}
	return csvField{text[i:next], i}, next, false
}

// csvReader turns rows of separated values into tokens. Programs that write such files leave the
// columns a merged cell covers empty; which of the empty cells are cells of the form is told by the
// heads above them.
type csvReader struct {
	page  *page
	width int // of every row, 0 if they differ
	heads []bool
	first int  // the first column under heads other than the labels'
	above bool // the row before is one of heads
	table int
	row   int
}

func readCSV(text string) (page, error) {
	var p page
	p.within = func(of *token, at int) int64 { return csvPlace(text, of, at) }
	separator := csvSeparator(text)
	rows, open := csvRows(text, separator)
	r := csvReader{page: &p, table: 1}
	if width, alike := usualWidth(rows); 10*alike >= 8*len(rows) {
		r.width = width
	}
	if n := len(rows); n > 0 && !strings.HasSuffix(text, "\n") && !strings.HasSuffix(text, "\r") {
		last := rows[n-1]
		if end := len(last) - 1; last[end].blank() && end > 0 {
			rows[n-1] = last[:end] // nothing tells a blank cell from one that was cut off
		}
	}
	for _, row := range rows {
		r.row++
		r.add(row)
		if len(p.tokens) > mostTokens {
			return page{}, errTokens
		}
	}
	if open {
		p.cut = "the text ends inside a cell in quotes"
	}
	if n := len(p.tokens); n > 0 {
		last := &p.tokens[n-1]
		last.last = last.kind == figure && last.text != "0" && strings.HasSuffix(text, last.text)
	}
	return p, nil
}

// csvPlace is where the byte at of a cell's text stands: doubled quotes take two bytes.
func csvPlace(text string, of *token, at int) int64 {
	i := int(of.place.Offset)
	for range at {
		if text[i] == '"' && i+1 < len(text) && text[i+1] == '"' {
			i++
		}
		i++
	}
	return int64(i)
}

func (r *csvReader) add(row []csvField) {
	filled := 0
	var only csvField
	for _, f := range row {
		if !f.blank() {
			filled++
			only = f
		}
	}
	if filled == 0 && !(r.above && r.first == 0) {
		return // a blank row is one only in table 四, which has no labels
	}
	if filled == 1 && isProse(trim(only.text)) {
		r.prose(only)
		r.above = false
		return
	}
	heads := r.isHeads(row)
	switch {
	case heads && !r.above:
		r.heads, r.first = make([]bool, len(row)), 0
		fallthrough
	case heads:
		r.learn(row)
	}
	r.above = heads
	if !heads && r.heads != nil && !r.fits(row) {
		r.broken(row)
		return
	}
	for i, f := range row {
		if !f.blank() || !heads && (r.heads == nil || i >= r.first && i < len(r.heads) && r.heads[i]) {
			r.cell(trim(f.text), f, i)
		}
	}
}

// learn notes under which columns values stand.
func (r *csvReader) learn(row []csvField) {
	for i, f := range row {
		for len(r.heads) <= i {
			r.heads = append(r.heads, false)
		}
		if f.blank() {
			continue
		}
		r.heads[i] = true
		if i > 0 && (r.first == 0 || i < r.first) {
			r.first = i
		}
	}
	if slices.ContainsFunc(row, func(f csvField) bool { return !isHead(labelled(f.text)) }) {
		return
	}
	if r.heads[0] {
		r.first = 0 // table 四 has heads alone
	}
}

func labelled(text string) token {
	t := token{text: trim(text)}
	t.classify()
	return t
}

// isHeads reports whether the row holds heads of columns.
func (r *csvReader) isHeads(row []csvField) bool {
	filled, heads, letters := 0, 0, 0
	for i, f := range row {
		if f.blank() {
			continue
		}
		filled++
		t := labelled(f.text)
		switch {
		case t.kind != word || t.label == (normal.Label{}):
			return false
		case isLabel(t.text, editions.Row) && (t.label.Enumerator != "" || !isHead(t)):
			return false // 3.其他 is a row, 其他 may be a head
		case isHead(t):
			letters++
		}
		if i > 0 && isLabel(t.text, editions.Head) {
			heads++
		}
	}
	return heads > 0 || letters > 1 && letters == filled
}

// fits reports whether the row is as wide as the others and its values stand under heads.
func (r *csvReader) fits(row []csvField) bool {
	if r.width > 0 && len(row) != r.width {
		return false
	}
	for i := r.first; i < len(row); i++ {
		if !row[i].blank() && (i >= len(r.heads) || !r.heads[i]) {
			return false
		}
	}
	return true
}

// broken adds a row that has lost or won a separator: what its cells hold, nobody knows.
func (r *csvReader) broken(row []csvField) {
	var texts []string
	for i, f := range row {
		if i < r.first {
			if !f.blank() {
				r.cell(trim(f.text), f, i)
			}
			continue
		}
		texts = append(texts, trim(f.text))
	}
	text := strings.Join(texts, " | ")
	at := row[min(r.first, len(row)-1)]
	for i := r.first; i < len(r.heads); i++ {
		if r.heads[i] {
			r.page.tokens = append(r.page.tokens, token{text: text, cell: true, grid: true, span: 1,
				place: report.Place{Table: r.table, Row: r.row, Column: i + 1, Offset: int64(at.offset)}})
		}
	}
}

// cell adds a cell that a label or a value may stand in. Where rows are not all as wide as each
// other, the place in a row proves nothing.
func (r *csvReader) cell(text string, f csvField, column int) {
	offset := f.offset
	if text != "" {
		offset += strings.Index(f.text, text)
	}
	t := token{text: text, cell: true, grid: r.width > 0, span: 1,
		place: report.Place{Table: r.table, Row: r.row, Column: column + 1, Offset: int64(offset)}}
	t.classify()
	r.page.tokens = append(r.page.tokens, t)
}

// prose adds a title or running text, which such files keep in a cell of its own.
func (r *csvReader) prose(f csvField) {
	for line := range strings.Lines(f.text) {
		text := trim(line)
		if text != "" {
			t := token{text: text, place: report.Place{Offset: int64(f.offset + strings.Index(f.text, text))}}
			t.classify()
			r.page.tokens = append(r.page.tokens, t)
		}
	}
}
