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

// blocks gives the fifteen values of table 四 the cells whose heads they stand under. It answers as
// [row.order] does.
func (rd *reading) blocks(r row) (o ordering, cells []*token) {
	above := rd.tokens[r.from : r.label+1]
	blocks, results := headings(above)
	if len(r.values) == 0 || len(blocks) == 0 && len(results) == 0 {
		return asPrinted, nil
	}
	if cells, ok := underBlocks(r, blocks, results); ok {
		return byHeads, cells
	}
	if suitsFirst(above) || outOfOrder(blocks, len(blockHeads), len(blockHeads)) || outOfOrder(results, len(resultHeads), len(blockHeads)*len(resultHeads)) {
		return unordered, nil
	}
	return asPrinted, nil
}

// underBlocks finds for each value of a grid the result head above it and the block head above that
// or to its left; ok is false unless every cell of the form gets one value and nothing is left but blanks.
func underBlocks(r row, blocks, results []blockHeading) (cells []*token, ok bool) {
	cells = make([]*token, len(r.slot.Cells))
	found := 0
	for i := range r.values {
		v := &r.values[i]
		if !v.grid || v.span < 1 {
			return nil, false
		}
		result, block := -1, -1
		at := 0
		for _, h := range results {
			if t := h.token; t.place.Table == v.place.Table && t.place.Column <= v.place.Column && v.place.Column < t.place.Column+t.span {
				result = h.of // the lowest head above
			}
		}
		for _, h := range blocks {
			if t := h.token; t.place.Table == v.place.Table && t.span > 0 && t.place.Column <= v.place.Column && t.place.Column > at {
				block, at = h.of, t.place.Column
			}
		}
		switch n := block*len(resultHeads) + result; {
		case result < 0 || block < 0:
			if v.kind != blank {
				return nil, false
			}
		case cells[n] != nil:
			return nil, false
		default:
			cells[n] = v
			found++
		}
	}
	return cells, found == len(cells)
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
