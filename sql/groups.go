package sql

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// grouped parts rows by dimensions; of is the group of each row. Without dimensions all rows are one
// group, though there be none. Applicants are not told apart.
func (x *index) grouped(rows []int32, by []Dimension) (groups []group, of []int32) {
	of = make([]int32, len(rows))
	if len(by) == 0 {
		return []group{{reports: len(rows)}}, of
	}
	numberOf := x.numbering(by)
	known := map[int64]int32{}
	last, g := int64(-1), int32(-1)
	for i, row := range rows {
		if n := numberOf(row); n != last { // neighbours are often of one group
			var there bool
			if g, there = known[n]; !there {
				g = int32(len(groups))
				known[n] = g
				groups = append(groups, group{key: x.keyOf(by, row)})
			}
			last = n
		}
		of[i] = g
		groups[g].reports++
	}
	return groups, of
}

// numbering gives rows of one key the same number, and rows of two keys two. What depends on a place
// or a standing alone is numbered before the rows are looked at.
func (x *index) numbering(by []Dimension) func(row int32) int64 {
	if slices.Contains(by, byNumber) {
		return func(row int32) int64 { return int64(row) }
	}
	places, standings := x.placeNumbers(by), numbered(len(x.standings), func(i int) key { return standingKey(by, &x.standings[i]) })
	byYear := slices.Contains(by, ByYear)
	return func(row int32) int64 {
		n := int64(places.of[x.place[row]])*standings.keys + int64(standings.of[x.standing[row]])
		if byYear {
			n += int64(x.year[row]) * places.keys * standings.keys
		}
		return n
	}
}

// numbers are those of the keys of things, from 0, and how many keys there are.
type numbers struct {
	of   []int32
	keys int64
}

func numbered(n int, keyOf func(i int) key) numbers {
	of := make([]int32, n)
	known := map[key]int32{}
	for i := range of {
		k := keyOf(i)
		number, there := known[k]
		if !there {
			number = int32(len(known))
			known[k] = number
		}
		of[i] = number
	}
	return numbers{of, int64(len(known))}
}

// placeNumbers are those of the places' keys, which are kept: places are many.
func (x *index) placeNumbers(by []Dimension) numbers {
	var dimensions []Dimension
	for _, d := range []Dimension{ByRegion, ByProvince, ByPrefecture} {
		if slices.Contains(by, d) {
			dimensions = append(dimensions, d)
		}
	}
	name := fmt.Sprint(dimensions)
	if kept, there := x.byPlace.Load(name); there {
		return kept.(numbers)
	}
	made := numbered(len(x.places), func(i int) key { return placeKey(dimensions, &x.places[i]) })
	x.byPlace.Store(name, made)
	return made
}

// keyOf is the key of a row, applicants left out.
func (x *index) keyOf(by []Dimension, row int32) key {
	k, p := standingKey(by, x.of(row)), placeKey(by, x.at(row))
	k.region, k.province, k.prefecture = p.region, p.province, p.prefecture
	if slices.Contains(by, ByYear) {
		k.year = int32(x.year[row])
	}
	if slices.Contains(by, byNumber) {
		k.row = row
	}
	return k
}

// placeKey is what a place says of a key.
func placeKey(by []Dimension, p *place) (k key) {
	for _, d := range by {
		switch d {
		case ByRegion:
			k.region = p.regionNo
		case ByProvince:
			k.province = p.provinceNo
		case ByPrefecture:
			k.prefecture = p.prefectureNo
		}
	}
	return k
}

// standingKey is what a standing says of a key.
func standingKey(by []Dimension, st *standing) (k key) {
	for _, d := range by {
		switch d {
		case ByLevel:
			k.level = ordinal(levelOrder, st.level)
		case ByOrganKind:
			k.kind = ordinal(kindOrder, st.kind)
		case ByEdition:
			k.edition = ordinal(editionOrder, st.edition)
		}
	}
	return k
}

// crowds are the reports of each group by how they stand.
func (x *index) crowds(rows, of []int32) map[int][]crowd {
	type standingOf struct {
		group    int32
		standing uint16
	}
	counts := map[standingOf]int{}
	for i, row := range rows {
		counts[standingOf{of[i], x.standing[row]}]++
	}
	crowds := map[int][]crowd{}
	for s, n := range counts {
		crowds[int(s.group)] = append(crowds[int(s.group)], crowd{&x.standings[s.standing], n})
	}
	return crowds
}

// editions are the positions of the standings' editions among those that are read; -1 for others.
func (x *index) editions() []int8 {
	all := make([]int8, len(x.standings))
	for i := range x.standings {
		all[i] = int8(slices.Index(report.Editions(), x.standings[i].edition))
	}
	return all
}

// grid gives the groups and one without reports for each of the years and regions that a scope lists
// and nobody reports of, if those are all the question is split by.
func (x *index) grid(groups []group, by []Dimension, scope Scope, indicators int) []group {
	keys := []key{{}}
	for _, d := range by {
		var more []key
		for _, k := range keys {
			switch {
			case d == ByYear && len(scope.Years) > 0:
				for _, year := range distinct(scope.Years) {
					k.year = int32(year)
					more = append(more, k)
				}
			case d == ByRegion && len(scope.Regions) > 0:
				for _, code := range distinct(scope.Regions) {
					k.region = x.numbers[code]
					more = append(more, k)
				}
			default:
				return groups
			}
		}
		keys = more
	}
	there := make(map[key]bool, len(groups))
	for _, g := range groups {
		there[g.key] = true
	}
	for _, k := range keys {
		if !there[k] {
			groups = append(groups, group{key: k, indicators: make([]tally, indicators)})
		}
	}
	return groups
}

// ordered are the positions of groups in the order asked for. Ties follow the dimensions as named in
// by; what is empty comes last either way.
func (q AggregateQuery) ordered(groups []group) []int {
	places := make([]sortPlace, len(groups))
	for i := range groups {
		places[i].at = i
	}
	o := q.Order
	if o != nil && o.Indicator != "" {
		q.sortValues(places, groups)
	}
	slices.SortFunc(places, func(a, b sortPlace) int {
		if a.empty != b.empty {
			if a.empty {
				return 1
			}
			return -1
		}
		if c := cmp.Compare(a.value, b.value); c != 0 {
			return c
		}
		ka, kb := &groups[a.at].key, &groups[b.at].key
		if o != nil && o.Dimension != "" {
			if c := ka.compare(kb, o.Dimension, o.Descending); c != 0 {
				return c
			}
		}
		for _, d := range q.By {
			if c := ka.compare(kb, d, false); c != 0 {
				return c
			}
		}
		return 0
	})
	at := make([]int, len(places))
	for i := range places {
		at[i] = places[i].at
	}
	return at
}

// sortPlace is what a group is sorted by first, if that is a value. Two equal ratios of whole numbers
// give the same float.
type sortPlace struct {
	at    int
	empty bool
	value float64 // its negative where the largest comes first
}

func (q AggregateQuery) sortValues(places []sortPlace, groups []group) {
	n := q.indexOf(q.Order.Indicator)
	for i := range places {
		p, t := &places[i], &groups[i].indicators[n]
		switch {
		case t.numerator == nil:
			p.empty = true
		case len(q.Indicators[n].Denominator) == 0:
			p.value = t.numerator.Float()
		case *t.denominator == report.Number{}:
			p.empty = true
		default:
			p.value = t.numerator.Float() / t.denominator.Float()
		}
		if q.Order.Descending {
			p.value = -p.value
		}
	}
}

// compare compares two keys in one dimension. What is empty, a region without a prefecture or a form
// that is not recognised, comes last either way.
func (k *key) compare(other *key, d Dimension, descending bool) int {
	a, b := k.digit(d), other.digit(d)
	switch {
	case a == b:
		return 0
	case a == 0 && d != ByApplicant:
		return 1
	case b == 0 && d != ByApplicant:
		return -1
	case descending:
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// digit is where the key stands in a dimension; 0 for what is empty.
func (k *key) digit(d Dimension) int32 {
	switch d {
	case ByYear:
		return k.year
	case ByRegion:
		return k.region
	case ByProvince:
		return k.province
	case ByPrefecture:
		return k.prefecture
	case ByLevel:
		return int32(k.level)
	case ByOrganKind:
		return int32(k.kind)
	case ByEdition:
		return int32(k.edition)
	}
	return int32(k.applicant)
}
