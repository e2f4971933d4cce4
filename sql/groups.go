package sql

import (
	"cmp"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// grouped parts rows by dimensions; of is the group of each row. Without dimensions all rows are one
// group, though there be none. Applicants are not told apart.
func (x *index) grouped(rows []int32, by []Dimension) (groups []group, of []int32) {
	of = make([]int32, len(rows))
	if len(by) == 0 {
		return []group{{reports: len(rows), row: -1}}, of
	}
	digits := x.digits(by)
	find := groupFinder(digits)
	last, g := uint64(0), int32(-1)
	for i, row := range rows {
		code := uint64(0)
		for _, d := range digits {
			code = code*d.radix + d.of(row)
		}
		if g < 0 || code != last { // neighbours are often of one group
			slot := find(code)
			if *slot == 0 {
				groups = append(groups, group{key: x.key(row, by), row: row})
				*slot = int32(len(groups))
			}
			last, g = code, *slot-1
		}
		of[i] = g
		groups[g].reports++
	}
	return groups, of
}

// mostSlots is how many codes a table of groups may have; beyond that it is a map.
const mostSlots = 1 << 20

// groupFinder finds the place where the number of a code's group stands, counted from 1, 0 at first.
func groupFinder(digits []digit) func(code uint64) *int32 {
	codes := uint64(1)
	for _, d := range digits {
		codes = min(codes*d.radix, mostSlots+1) // radixes are below 2^33, so this does not overflow
	}
	if codes <= mostSlots {
		slots := make([]int32, codes)
		return func(code uint64) *int32 { return &slots[code] }
	}
	slots := map[uint64]*int32{}
	return func(code uint64) *int32 {
		slot := slots[code]
		if slot == nil {
			slot = new(int32)
			slots[code] = slot
		}
		return slot
	}
}

// digit is what a row has in one dimension, as a number below radix.
type digit struct {
	radix uint64
	of    func(row int32) uint64
}

// digits are those of all dimensions but applicants. Together they have at most 64 bits.
func (x *index) digits(by []Dimension) []digit {
	var all []digit
	ofPlace := func(no func(p *place) int32) digit {
		most := int32(0)
		for i := range x.places {
			most = max(most, no(&x.places[i]))
		}
		return digit{uint64(most) + 1, func(row int32) uint64 { return uint64(no(x.at(row))) }}
	}
	for _, d := range by {
		switch d {
		case ByYear:
			all = append(all, digit{uint64(x.lastYear-x.firstYear) + 1, func(row int32) uint64 { return uint64(x.year[row] - x.firstYear) }})
		case ByRegion:
			all = append(all, ofPlace(func(p *place) int32 { return p.regionNo }))
		case ByProvince:
			all = append(all, ofPlace(func(p *place) int32 { return p.provinceNo }))
		case ByPrefecture:
			all = append(all, ofPlace(func(p *place) int32 { return p.prefectureNo }))
		case ByLevel:
			all = append(all, ofStanding(x, func(st *standing) report.Level { return st.level }))
		case ByOrganKind:
			all = append(all, ofStanding(x, func(st *standing) report.OrganKind { return st.kind }))
		case ByEdition:
			all = append(all, ofStanding(x, func(st *standing) report.Edition { return st.edition }))
		case byNumber:
			all = append(all, digit{1 << 32, func(row int32) uint64 { return uint64(row) }})
		}
	}
	return all
}

// ofStanding numbers what standings have.
func ofStanding[T comparable](x *index, what func(*standing) T) digit {
	var seen []T
	numbers := make([]uint64, len(x.standings))
	for i := range x.standings {
		n := slices.Index(seen, what(&x.standings[i]))
		if n < 0 {
			n = len(seen)
			seen = append(seen, what(&x.standings[i]))
		}
		numbers[i] = uint64(n)
	}
	return digit{uint64(len(seen)) + 1, func(row int32) uint64 { return numbers[x.standing[row]] }}
}

// key is the key of the row's group.
func (x *index) key(row int32, by []Dimension) key {
	var k key
	p, st := x.at(row), x.of(row)
	for _, d := range by {
		switch d {
		case ByYear:
			k.year = int(x.year[row])
		case ByRegion:
			k.region = p.region
		case ByProvince:
			k.province = p.province
		case ByPrefecture:
			k.prefecture = p.prefecture
		case ByLevel:
			k.level = st.level
		case ByOrganKind:
			k.kind = st.kind
		case ByEdition:
			k.edition = st.edition
		case byNumber:
			k.row = row
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
func grid(groups []group, by []Dimension, scope Scope, indicators int) []group {
	keys := []key{{}}
	for _, d := range by {
		var more []key
		for _, k := range keys {
			switch {
			case d == ByYear && len(scope.Years) > 0:
				for _, k.year = range distinct(scope.Years) {
					more = append(more, k)
				}
			case d == ByRegion && len(scope.Regions) > 0:
				for _, k.region = range distinct(scope.Regions) {
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
			groups = append(groups, group{key: k, row: -1, indicators: make([]tally, indicators)})
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

// lastly compares two things of which those that are empty come last.
func lastly(aEmpty, bEmpty, descending bool, compare func() int) int {
	switch {
	case aEmpty && bEmpty:
		return 0
	case aEmpty:
		return 1
	case bEmpty:
		return -1
	case descending:
		return -compare()
	}
	return compare()
}

func (k *key) compare(other *key, d Dimension, descending bool) int {
	texts := func(a, b string) int {
		return lastly(a == "", b == "", descending, func() int { return cmp.Compare(a, b) })
	}
	numbers := func(a, b int) int { return lastly(false, false, descending, func() int { return cmp.Compare(a, b) }) }
	switch d {
	case ByYear:
		return numbers(k.year, other.year)
	case ByRegion:
		return texts(k.region, other.region)
	case ByProvince:
		return texts(k.province, other.province)
	case ByPrefecture:
		return texts(k.prefecture, other.prefecture)
	case ByLevel:
		return numbers(slices.Index(levelOrder, k.level), slices.Index(levelOrder, other.level))
	case ByOrganKind:
		return numbers(slices.Index(kindOrder, k.kind), slices.Index(kindOrder, other.kind))
	case ByEdition:
		return texts(string(k.edition), string(other.edition))
	}
	return numbers(k.applicant, other.applicant)
}
