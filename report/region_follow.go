package report

import (
	"slices"
	"strings"
	"sync"
)

// Next are the rows that took over from the region, wholly or in part, in order of year and code.
func (r Region) Next() []Region {
	var next []Region
	for _, s := range r.Successors {
		if n, ok := RegionAt(s.Code, s.Year); ok {
			next = append(next, n)
		}
	}
	if n, ok := renamed(r); ok && !slices.ContainsFunc(next, func(have Region) bool { return same(have, n) }) {
		next = append(next, n)
	}
	slices.SortStableFunc(next, byYear)
	return next
}

// Previous are the rows whose land the region took over, wholly or in part, in order of year and code.
func (r Region) Previous() []Region {
	var previous []Region
	for _, i := range predecessors()[r.Code] {
		p := book().regions[i]
		for _, n := range p.Next() {
			if same(n, r) {
				previous = append(previous, p)
				break
			}
		}
	}
	slices.SortStableFunc(previous, byYear)
	return previous
}

func byYear(a, b Region) int {
	if a.From != b.From {
		return a.From - b.From
	}
	return strings.Compare(a.Code, b.Code)
}

func same(a, b Region) bool { return a.Code == b.Code && a.From == b.From }

// predecessors maps a code to the rows that name it as a successor, and to its own rows.
var predecessors = sync.OnceValue(func() map[string][]int32 {
	all := make(map[string][]int32)
	for i, r := range book().regions {
		all[r.Code] = append(all[r.Code], int32(i))
		for _, s := range r.Successors {
			if list := all[s.Code]; s.Code != r.Code && (len(list) == 0 || list[len(list)-1] != int32(i)) {
				all[s.Code] = append(list, int32(i))
			}
		}
	}
	return all
})

// renamed is the next row of the same code, if it follows without a gap.
func renamed(r Region) (Region, bool) {
	if r.To == 0 {
		return Region{}, false
	}
	n, ok := RegionAt(r.Code, r.To)
	return n, ok && n.From == r.To
}

// Lineage is the region through its renamings and one-to-one recodings, oldest first, the region
// itself among them: 栾城县 132327, 栾城县 130124, 栾城区 130111. A region whose land was shared out or
// that was merged into another ends there, unless a new region of the same level took over its
// name (抚宁县, 抚宁区), or its code.
func Lineage(r Region) []Region {
	line := []Region{r}
	for {
		p, ok := continued(line[0])
		if !ok {
			break
		}
		line = slices.Insert(line, 0, p)
	}
	for {
		n, ok := continuation(line[len(line)-1])
		if !ok {
			return line
		}
		line = append(line, n)
	}
}

// continued is the row that r is the continuation of.
func continued(r Region) (Region, bool) {
	candidates := r.Previous()
	if r.Level == Prefecture {
		candidates = append(candidates, promotions(r)...)
	}
	for _, p := range candidates {
		if n, ok := continuation(p); ok && same(n, r) {
			return p, true
		}
	}
	return Region{}, false
}

// displaced reports whether another region that n took over brought its name into r's code: 綦江县
// lives on as 綦江区 under the code that was 万盛区's.
func displaced(r, n Region) bool {
	return n.Short() != r.Short() && slices.ContainsFunc(n.Previous(), func(p Region) bool {
		return p.Code != r.Code && p.To == n.From && p.Short() == n.Short() && lists(p, n.Code, n.From)
	})
}

// continuation is the row that r lives on in: the same code, else a region newly made that year
// under the same name, else the only one that took over all of r and nothing else.
func continuation(r Region) (Region, bool) {
	if r.To == 0 || !r.Official {
		return Region{}, false
	}
	if n, ok := renamed(r); ok && !displaced(r, n) {
		return n, true
	}
	next := slices.DeleteFunc(r.Next(), func(n Region) bool { return n.From > r.To || !lists(r, n.Code, r.To) })
	fresh := slices.DeleteFunc(slices.Clone(next), func(n Region) bool { return n.From != r.To || n.Level != r.Level })
	if r.Level == Prefecture && len(next) == 0 {
		fresh = slices.DeleteFunc(promotions(r), func(n Region) bool { return n.From != r.To })
	}
	for _, n := range fresh {
		if n.Short() == r.Short() {
			return n, true
		}
	}
	if len(next) == 1 && len(fresh) == 1 && soleOrigin(r, fresh[0]) {
		return fresh[0], true
	}
	return Region{}, false
}

func lists(r Region, code string, year int) bool {
	return slices.Contains(r.Successors, Successor{code, year})
}

// soleOrigin reports whether n was made in its first year from r alone.
func soleOrigin(r, n Region) bool {
	for _, p := range n.Previous() {
		if !same(p, r) && (p.To == n.From || lists(p, n.Code, n.From)) {
			return false
		}
	}
	return true
}

// promotions are prefectures of r's name and province that begin when r ends or end when it begins:
// the source gives a 地区 that became a 市 no successor.
func promotions(r Region) []Region {
	var found []Region
	for _, n := range book().regions {
		if n.Level == Prefecture && n.Code != r.Code && n.Code[:2] == r.Code[:2] &&
			(n.From == r.To || n.To == r.From) && n.Short() == r.Short() {
			found = append(found, n)
		}
	}
	return found
}
