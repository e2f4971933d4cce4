package ingest

import (
	"slices"

	"github.com/gongkai/gongkai/ingest/normal"
)

// The heads of table 四: over its three blocks, and in each over its five results.
var (
	blockHeads  = []string{"行政复议", "未经复议直接起诉", "复议后起诉"}
	resultHeads = []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
)

// blockHeading is a head of table 四 where it stands.
type blockHeading struct {
	of    int // the block, or the result
	token *token
}

// headings are the heads of table 四 among the tokens, the blocks' and the results'. Where each
// letter is a token of its own nothing is found, which says nothing.
func headings(tokens []token) (blocks, results []blockHeading) {
	for i := range tokens {
		t := &tokens[i]
		if t.kind != word {
			continue
		}
		if b := slices.IndexFunc(blockHeads, func(s string) bool { return normal.Of(s).Core == t.label.Core }); b >= 0 {
			blocks = append(blocks, blockHeading{b, t})
		}
		if r := slices.IndexFunc(resultHeads, func(s string) bool { return normal.Of(s).Core == t.label.Core }); r >= 0 {
			results = append(results, blockHeading{r, t})
		}
	}
	return blocks, results
}

// blocks gives the figures of table 四 the cells whose heads they stand under or behind. It answers as
// [row.order] does.
func (rd *reading) blocks(r row) (o ordering, cells []*token) {
	above := rd.tokens[r.from : r.label+1]
	blocks, results := headings(above)
	if len(r.values) == 0 || len(blocks) == 0 && len(results) == 0 {
		return asPrinted, nil
	}
	cells, ok, twice := gridBlocks(rd.tokens[r.from:max(r.end, r.from)], len(r.slot.Cells))
	switch {
	case ok:
		return byHeads, cells
	case twice, suitsFirst(above), outOfOrder(blocks, len(blockHeads), len(blockHeads)), outOfOrder(results, len(resultHeads), len(blockHeads)*len(resultHeads)):
		return unordered, nil
	}
	return asPrinted, nil
}

// gridBlocks finds the heads of each value of table 四 in its grids, however they are laid out: one
// table or one for each block, results side by side or one below the other. ok is false unless every
// cell of the form gets one value and nothing is left but blanks; twice is set where a cell gets two
// from two rows, and they differ.
func gridBlocks(tokens []token, want int) (cells []*token, ok, twice bool) {
	cells = make([]*token, want)
	var blocks, results []blockHeading
	headed := headsByRow(tokens)
	found := 0
	ok = true
	for i := range tokens {
		v := &tokens[i]
		if !v.grid || v.span < 1 {
			continue
		}
		if v.kind == word {
			b, r := headings(tokens[i : i+1])
			blocks, results = append(blocks, b...), append(results, r...)
			continue
		}
		block, result := headsOf(v, blocks, results, headed[[2]int{v.place.Table, v.place.Row}])
		n := block*len(resultHeads) + result
		switch {
		case result < 0 && (v.kind == blank || ofItsOwn(tokens[:i], v)):
		case v.kind == blank && block < 0:
		case block < 0 || result < 0:
			ok = false
		case cells[n] == nil:
			cells[n] = v
			found++
		case v.kind == blank: // an empty row of heads
		case cells[n].kind == blank:
			cells[n] = v
		default:
			ok, twice = false, twice || cells[n].text != v.text && !alongside(*cells[n], *v)
		}
	}
	return cells, ok && found == want, twice
}

// ofItsOwn reports whether a value stands under a head that is none of the form's, such as 备注: then it
// is none of the form's figures.
func ofItsOwn(above []token, v *token) bool {
	for i := len(above) - 1; i >= 0; i-- {
		t := &above[i]
		if t.place.Table != v.place.Table || !t.grid {
			return false
		}
		if t.place.Row == v.place.Row || t.place.Column > v.place.Column || v.place.Column >= t.place.Column+t.span {
			continue
		}
		return t.kind == word && !isHead(*t)
	}
	return false
}

// rowHeads counts the blocks and results in a row of a grid: one alone is the head of its values.
type rowHeads struct{ blocks, results int }

func headsByRow(tokens []token) map[[2]int]rowHeads {
	rows := map[[2]int]rowHeads{}
	blocks, results := headings(tokens)
	for _, h := range blocks {
		at := [2]int{h.token.place.Table, h.token.place.Row}
		rows[at] = rowHeads{rows[at].blocks + 1, rows[at].results}
	}
	for _, h := range results {
		at := [2]int{h.token.place.Table, h.token.place.Row}
		rows[at] = rowHeads{rows[at].blocks, rows[at].results + 1}
	}
	return rows
}

// headsOf are the block and the result a value stands for, -1 where none is found. Heads are those in
// its row, else those above it; a block's head reaches right to the next, and down to the next.
func headsOf(v *token, blocks, results []blockHeading, row rowHeads) (block, result int) {
	block, result = -1, -1
	inRow, last, only := false, -1, true
	at := 0
	for _, h := range results {
		switch t := h.token; {
		case t.place.Table != v.place.Table:
		case t.place.Row == v.place.Row && row.results > 1:
		case t.place.Row == v.place.Row:
			result, inRow = h.of, true
		case !inRow && t.place.Column <= v.place.Column && v.place.Column < t.place.Column+t.span:
			result = h.of // the lowest above
		}
	}
	for _, h := range blocks {
		t := h.token
		if t.place.Table != v.place.Table {
			continue
		}
		if t.place.Row == v.place.Row && row.blocks == 1 && row.results < 2 {
			return h.of, result
		}
		only = only && last < 0
		last = h.of
		if t.place.Column <= v.place.Column && t.place.Column > at {
			block, at = h.of, t.place.Column
		}
	}
	if inRow || only {
		block = last
	}
	return block, result
}

// outOfOrder reports whether all the heads are there and they do not follow each other as on the form,
// over and over. Where some were not found, the others prove nothing.
func outOfOrder(all []blockHeading, cycle, whole int) bool {
	if len(all) != whole {
		return false
	}
	if !slices.ContainsFunc(all, func(h blockHeading) bool { return h.token.span == 0 }) {
		slices.SortStableFunc(all, func(a, b blockHeading) int { return a.token.place.Column - b.token.place.Column })
	}
	for i, h := range all {
		if h.of != i%cycle {
			return true
		}
	}
	return false
}

// suitsFirst reports whether 行政诉讼, the head over both blocks of lawsuits, stands before 行政复议.
func suitsFirst(tokens []token) bool {
	first := func(head string) int {
		return slices.IndexFunc(tokens, func(t token) bool { return t.label.Core == head })
	}
	suits := first("行政诉讼")
	return suits >= 0 && suits < first(blockHeads[0])
}
