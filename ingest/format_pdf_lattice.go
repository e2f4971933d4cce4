package ingest

import (
	"cmp"
	"math"
	"slices"
)

// ruling is a straight line along an axis: at is its y if it is level, else its x.
type ruling struct {
	level        bool
	at, from, to float64
}

// turned is the ruling in a page turned as glyph.turned does.
func (r ruling) turned(quarter int) ruling {
	var x0, y0, x1, y1 float64
	if r.level {
		x0, y0, x1, y1 = turnBox(quarter, r.from, r.at, r.to, r.at)
	} else {
		x0, y0, x1, y1 = turnBox(quarter, r.at, r.from, r.at, r.to)
	}
	if quarter%2 == 1 {
		r.level = !r.level
	}
	if r.level {
		return ruling{true, y0, x0, x1}
	}
	return ruling{false, x0, y0, y1}
}

// lattice is a table drawn with ruling lines: xs and ys are the borders of its columns and rows.
type lattice struct {
	xs, ys []float64
	cells  []latticeCell              // by row, then column
	owner  []int                      // by elementary cell: its place in cells; -1 outside
	open   struct{ left, right bool } // no border is drawn there, only where the lines across end
}

// latticeCell is a cell, merged ones whole, by its first row and column.
type latticeCell struct {
	row, column, below, right int // below and right: the first row and column after it
	glyphs                    []glyph
	doubtful                  bool // its text may be part of a neighbour's, or the neighbour's of its
	ragged                    bool // no rectangle: a line is missing, or it lies outside the table
}

func (t *lattice) columns() int { return len(t.xs) - 1 }
func (t *lattice) rows() int    { return len(t.ys) - 1 }
func (t *lattice) area() float64 {
	return (t.xs[len(t.xs)-1] - t.xs[0]) * (t.ys[len(t.ys)-1] - t.ys[0])
}

// at is the cell a point lies in; nil if it lies outside the table.
func (t *lattice) at(x, y float64) *latticeCell {
	column, row := between(t.xs, x), between(t.ys, y)
	if column < 0 || row < 0 || t.owner[row*t.columns()+column] < 0 {
		return nil
	}
	return &t.cells[t.owner[row*t.columns()+column]]
}

// between is the gap of sorted borders that v lies in; -1 if it lies outside them.
func between(borders []float64, v float64) int {
	i, found := slices.BinarySearch(borders, v)
	if found {
		i++
	}
	if i == 0 || i >= len(borders) {
		return -1
	}
	return i - 1
}

const (
	mostRulings    = 3000   // of one direction on a page that are looked at as tables: drawings have more
	mostElementary = 20_000 // cells of one lattice
)

// lattices finds the tables that ruling lines draw.
func lattices(rulings []ruling, em float64) []*lattice {
	near := min(max(0.3*em, 1.2), 4)
	level, plumb := joined(rulings, true, near, em), joined(rulings, false, near, em)
	if len(level) > mostRulings || len(plumb) > mostRulings {
		return nil
	}
	group := newGroups(len(level) + len(plumb))
	for i, h := range level {
		for j, v := range plumb {
			if v.at >= h.from-near && v.at <= h.to+near && h.at >= v.from-near && h.at <= v.to+near {
				group.join(i, len(level)+j)
			}
		}
	}
	parts := make([][2][]ruling, len(level)+len(plumb)) // by the root of their group
	for i, r := range slices.Concat(level, plumb) {
		k := 0
		if i >= len(level) {
			k = 1
		}
		root := group.root(i)
		parts[root][k] = append(parts[root][k], r)
	}
	var all []*lattice
	for _, part := range parts {
		if t := newLattice(part[0], part[1], near, em); t != nil {
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(a, b *lattice) int {
		return cmp.Or(cmp.Compare(a.ys[0], b.ys[0]), cmp.Compare(a.xs[0], b.xs[0]))
	})
	return all
}

// joined are the lines of one direction, pieces of the same line made one. What stays shorter than
// a letter is no border.
func joined(rulings []ruling, level bool, near, em float64) []ruling {
	var all []ruling
	for _, r := range rulings {
		if r.level == level {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b ruling) int { return cmp.Compare(a.at, b.at) })
	var lines []ruling
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].at-all[to-1].at <= near/3 {
			to++
		}
		same := all[from:to]
		slices.SortFunc(same, func(a, b ruling) int { return cmp.Compare(a.from, b.from) })
		open := same[0]
		for _, r := range same[1:] {
			if r.from <= open.to+near {
				open.to = max(open.to, r.to)
				continue
			}
			lines = append(lines, open)
			open = r
		}
		lines = append(lines, open)
		from = to
	}
	return slices.DeleteFunc(lines, func(r ruling) bool { return r.to-r.from < 0.7*em })
}

// groups are sets of numbers that can be joined.
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g groups) root(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(a, b int) { g[g.root(a)] = g.root(b) }

// newLattice makes a table of lines that touch each other; nil if they do not make one.
func newLattice(level, plumb []ruling, near, em float64) *lattice {
	if len(level) < 2 || len(plumb) < 2 {
		return nil
	}
	xs, ys := borders(plumb, near), borders(level, near)
	t := &lattice{xs: withEnds(slices.Clip(xs), level, near, em), ys: withEnds(slices.Clip(ys), plumb, near, em)}
	t.open.left, t.open.right = t.xs[0] < xs[0], t.xs[len(t.xs)-1] > xs[len(xs)-1]
	rows, columns := t.rows(), t.columns()
	if rows < 1 || columns < 1 || rows*columns < 2 || rows*columns > mostElementary {
		return nil
	}
	group := newGroups(rows * columns)
	for row := range rows {
		for column := range columns {
			at := row*columns + column
			if column+1 < columns && !walled(plumb, t.xs[column+1], t.ys[row], t.ys[row+1], near) {
				group.join(at, at+1)
			}
			if row+1 < rows && !walled(level, t.ys[row+1], t.xs[column], t.xs[column+1], near) {
				group.join(at, at+columns)
			}
		}
	}
	t.fill(group)
	if len(t.cells) < 2 {
		return nil
	}
	return t
}

// borders are the places of lines, those nearer than near taken as one.
func borders(lines []ruling, near float64) []float64 {
	lines = slices.Clone(lines)
	slices.SortFunc(lines, func(a, b ruling) int { return cmp.Compare(a.at, b.at) })
	var all []float64
	for from := 0; from < len(lines); {
		to, sum, weight := from, 0.0, 0.0
		for to < len(lines) && lines[to].at-lines[from].at <= near {
			length := lines[to].to - lines[to].from
			sum, weight = sum+lines[to].at*length, weight+length
			to++
		}
		all = append(all, sum/weight)
		from = to
	}
	return all
}

// withEnds adds the outer borders that are not drawn, where the lines across end in line beyond the
// outermost border: tables open at their sides, and tables cut off by the end of the page.
func withEnds(all []float64, across []ruling, near, em float64) []float64 {
	first, last := math.Inf(1), math.Inf(-1)
	for _, r := range across {
		first, last = min(first, r.from), max(last, r.to)
	}
	starts, ends := 0, 0
	for _, r := range across {
		if r.from-first <= near {
			starts++
		}
		if last-r.to <= near {
			ends++
		}
	}
	if starts >= 2 && first < all[0]-0.8*em {
		all = slices.Insert(all, 0, first)
	}
	if ends >= 2 && last > all[len(all)-1]+0.8*em {
		all = append(all, last)
	}
	return all
}

// walled reports whether lines at a border close most of the stretch between two neighbours.
func walled(lines []ruling, border, from, to, near float64) bool {
	covered := 0.0
	for _, r := range lines {
		if math.Abs(r.at-border) <= near {
			covered = max(covered, min(to, r.to)-max(from, r.from))
		}
	}
	return covered > 0.6*(to-from)
}

// fill makes cells of the groups of elementary cells.
func (t *lattice) fill(group groups) {
	columns := t.columns()
	t.owner = make([]int, len(group))
	index := map[int]int{}
	size := []int{}
	for at := range group {
		root := group.root(at)
		k, known := index[root]
		row, column := at/columns, at%columns
		if !known {
			k = len(t.cells)
			index[root] = k
			t.cells = append(t.cells, latticeCell{row: row, column: column, below: row + 1, right: column + 1})
			size = append(size, 0)
		}
		c := &t.cells[k]
		c.row, c.column = min(c.row, row), min(c.column, column)
		c.below, c.right = max(c.below, row+1), max(c.right, column+1)
		size[k]++
		t.owner[at] = k
	}
	for k := range t.cells {
		c := &t.cells[k]
		c.ragged = size[k] != (c.below-c.row)*(c.right-c.column)
	}
}
