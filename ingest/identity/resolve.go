package identity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// reach is a region a name may mean for a year, and how the name stands to it.
type reach struct {
	region report.Region
	named  report.Region // the row that bears the name
	years  int           // between the year and the nearest one the name was in force: 0 if it was
	kept   bool          // the region ended just before the year, or begins just after, and nothing continues it
}

// regionsFor are the regions the rows mean for a report on the year: those in force, and those whose
// name was in force within a year of it, under the code that was in force. If there are none, names
// from further away are followed to the year. Year 0 is the present.
func regionsFor(rows []int32, year int) []reach {
	var found []reach
	for _, i := range rows {
		r := report.Regions()[i]
		if r.In(year) {
			found = add(found, reach{region: r, named: r})
			continue
		}
		years := away(r, year)
		line := report.Lineage(r)
		now := slices.IndexFunc(line, func(step report.Region) bool { return step.In(year) })
		switch {
		case now >= 0:
			found = add(found, reach{region: line[now], named: r, years: years})
		case years == 1 && year != 0:
			found = add(found, reach{region: r, named: r, years: 1, kept: true})
		}
	}
	near := slices.DeleteFunc(slices.Clone(found), func(x reach) bool { return x.years > 1 })
	if len(near) > 0 {
		return near
	}
	return found
}

func add(found []reach, x reach) []reach {
	for i, have := range found {
		if have.region.Code == x.region.Code {
			if x.years < have.years {
				found[i] = x
			}
			return found
		}
	}
	return append(found, x)
}

func away(r report.Region, year int) int {
	switch {
	case year == 0:
		return 2
	case year < r.From:
		return r.From - year
	}
	return year - r.To + 1
}

// settle sets the report's region to the one the source means, or says why not.
func (f *reading) settle(who source) {
	if who.odd != "" {
		f.unresolved(who.odd, who.text)
		return
	}
	if !who.named() {
		if who.kind == report.OtherOrgan && hasAnyPrefix(who.name, stateOrgans...) {
			f.note("region_none", report.Warning,
				fmt.Sprintf("%s is an organ of the state: the code book has no region for it, and reports are filed by region", who.name),
				fmt.Sprintf("%s系国家机关,行政区划代码表中没有与之对应的地区,而报告须按地区归档", who.name))
			return
		}
		region, origin, ok := f.regionAround(who)
		if !ok {
			f.unresolved(who.odd, who.text)
			return
		}
		f.setRegion(f.zoned(region, who), origin)
		return
	}
	n := f.proposeRegion(who)
	found := regionsFor(who.last().rows, f.report.Year)
	if len(found) > 1 {
		found = f.breakTie(found, who)
	}
	if len(found) != 1 {
		f.ambiguous(found, who)
		return
	}
	f.setRegion(f.zoned(found[0].region, who), n)
	f.sayRenamed(found[0])
	if who.line.Where != "manifest" && (f.Manifest == nil || f.Manifest.Region == "") {
		f.compareRegions(who)
	}
}

func (f *reading) setRegion(r report.Region, origin int) {
	f.report.Region = r
	f.take(origin)
}

func (f *reading) zoned(parent report.Region, who source) report.Region {
	if who.zone == "" {
		return parent
	}
	return report.ZoneIn(parent, who.zone)
}

func (f *reading) sayRenamed(x reach) {
	year := f.report.Year
	switch {
	case x.kept:
		f.note("region_not_in_force", report.Warning,
			fmt.Sprintf("%s (%s) was not in force at the end of %d and no one region continues it; it is kept", full(x.named), x.named.Code, year),
			fmt.Sprintf("%s(%s)在%d年末已不存在或尚未设立,且无单一区划与之对应,仍按原名归档", full(x.named), x.named.Code, year))
	case x.years > 0:
		severity := report.Info
		if x.years > 1 {
			severity = report.Warning
		}
		f.note("region_renamed", severity,
			fmt.Sprintf("%s (%s) is taken as of %d: %s (%s)", full(x.named), x.named.Code, year, full(x.region), x.region.Code),
			fmt.Sprintf("%s(%s)按%d年的区划记为%s(%s)", full(x.named), x.named.Code, year, full(x.region), x.region.Code))
	}
}

// compareRegions notes another region in a place that should name the same.
func (f *reading) compareRegions(who source) {
	for _, other := range f.around(false) {
		n := f.proposeRegion(other)
		if f.basis[n].Taken || overlap(other.last().rows, who.last().rows) || nested(other.places, who.places) {
			continue
		}
		f.note("region_conflict", report.Warning,
			fmt.Sprintf("the %s names %s, the %s %s; %s is taken", who.line.Where, who.region(), other.line.Where, other.region(), full(f.report.Region)),
			fmt.Sprintf("%s称%s,%s称%s;采用%s", chinesePlaces[who.line.Where], who.region(), chinesePlaces[other.line.Where], other.region(), full(f.report.Region)))
		return
	}
}

// full is the name with province and prefecture in front.
func full(r report.Region) string {
	var b strings.Builder
	b.WriteString(r.Province)
	if r.Prefecture != "" && r.Prefecture != r.Province {
		b.WriteString(r.Prefecture)
	}
	if r.Name != r.Province && r.Name != r.Prefecture {
		b.WriteString(r.Name)
	}
	return b.String()
}

// regionAround looks for the region of an organ whose name does not give it (区统计局, 太平镇) in the
// places around. Those that do not fit its rank are left out; two that disagree settle nothing.
func (f *reading) regionAround(who source) (report.Region, int, bool) {
	var found []reach
	var origins []int
	low := who.kind == report.Township || slices.Contains([]string{"区", "县", "旗"}, who.rank)
	for _, s := range f.around(low) {
		n := f.proposeRegion(s)
		reaches := regionsFor(s.last().rows, f.report.Year)
		if len(reaches) > 1 {
			reaches = f.breakTie(reaches, s)
		}
		if len(reaches) == 1 && fits(reaches[0].region, who) {
			found, origins = append(found, reaches[0]), append(origins, n)
		}
	}
	if len(found) == 0 {
		return report.Region{}, 0, false
	}
	deepest := 0
	for i, x := range found {
		if inRegion(x.region, found[deepest].region) {
			deepest = i
		}
	}
	best := found[deepest].region
	for _, x := range found {
		if x.region.Code != best.Code && !inRegion(best, x.region) {
			f.ambiguous(found, who)
			return report.Region{}, 0, false
		}
	}
	o := f.basis[origins[deepest]]
	f.note("region_from_context", report.Info,
		fmt.Sprintf("the organ's name gives no region; %s is taken from the %s", full(best), o.Where),
		fmt.Sprintf("机关名称未写明地区,据%s记为%s", chinesePlaces[o.Where], full(best)))
	f.sayRenamed(found[deepest])
	return best, origins[deepest], true
}

// inRegion reports whether a lies in b, both as of one year.
func inRegion(a, b report.Region) bool {
	return a.Level != b.Level && a.Code[:2] == b.Code[:2] &&
		(b.Level == report.Province || b.Level == report.Prefecture && a.Level == report.County && a.Prefecture == b.Name)
}

// fits reports whether a region can be the one of an organ with that rank or kind.
func fits(r report.Region, who source) bool {
	if who.rank != "" {
		return strings.HasSuffix(r.Name, who.rank)
	}
	if who.kind == report.Township {
		return r.Level == report.County || r.Level == report.Prefecture && len(report.Children(r.Code, 0)) == 0
	}
	return true
}

// breakTie keeps the one region that other evidence speaks for, if it speaks for none of the others.
func (f *reading) breakTie(found []reach, who source) []reach {
	best, rivals := -1, 0
	origins := make([]int, len(found))
	strength := make([]int, len(found))
	for i, x := range found {
		strength[i], origins[i] = f.support(x.region, tellingNames(found, i), who)
	}
	top := slices.Max(strength)
	for i, s := range strength {
		if s == top {
			best, rivals = i, rivals+1
		} else if s >= strong && top >= strong || s > 0 && top < strong {
			rivals++
		}
	}
	if top == 0 || rivals != 1 {
		return found
	}
	f.take(origins[best])
	o := f.basis[origins[best]]
	f.note("region_by_context", report.Info,
		fmt.Sprintf("%s is one of %d of that name; %q in the %s speaks for it", full(found[best].region), len(found), o.Text, o.Where),
		fmt.Sprintf("同名区划有%d个,据%s“%s”判定为%s", len(found), chinesePlaces[o.Where], o.Text, full(found[best].region)))
	return found[best : best+1]
}

// strong evidence is the path, the site, an area code; the prose may mention any city.
const strong = 2

// tellingNames are the regions above the i-th that are above none of the others.
func tellingNames(found []reach, i int) []string {
	var names []string
	for _, name := range []string{found[i].region.Prefecture, found[i].region.Province} {
		shared := slices.ContainsFunc(found, func(x reach) bool {
			return x.region.Code != found[i].region.Code && (x.region.Prefecture == name || x.region.Province == name)
		})
		if name != "" && name != found[i].region.Name && !shared {
			names = append(names, name)
		}
	}
	return names
}

// support is how strongly the evidence around speaks for the region, whose parents' names are given,
// and the origin that does.
func (f *reading) support(r report.Region, above []string, who source) (int, int) {
	var wholes, stems []string
	for _, name := range above {
		wholes = append(wholes, normal.Text(name))
		if stem := normal.Text(report.Region{Name: name}.Short()); !strings.Contains(who.text, stem) {
			stems = append(stems, stem)
		}
	}
	for _, t := range slices.Concat(f.folders, []text{f.file}, f.titles) {
		for _, name := range slices.Concat(wholes, stems) {
			if i := strings.Index(t.plain, name); i >= 0 {
				words, at := t.printed(i, i+len(name))
				return strong, f.propose(factRegion, words, t.Where, at)
			}
		}
	}
	for _, m := range f.meta {
		for _, name := range slices.Concat(wholes, stems) {
			if m.name != "description" && m.name != "keywords" && strings.Contains(m.plain, name) {
				return strong, f.propose(factRegion, name, "meta", m.Offset)
			}
		}
	}
	for _, t := range slices.Concat(f.head, f.tail) {
		if code, at, ok := areaCode(t.plain, r); ok {
			words, offset := t.printed(at, at+len(code))
			return strong, f.propose(factRegion, words, t.Where, offset)
		}
	}
	for _, t := range slices.Concat(f.head, f.tail) {
		for _, name := range wholes {
			if i := strings.Index(t.plain, name); i >= 0 {
				words, at := t.printed(i, i+len(name))
				return 1, f.propose(factRegion, words, t.Where, at)
			}
		}
	}
	return 0, 0
}

func (f *reading) ambiguous(found []reach, who source) {
	if len(found) == 0 {
		f.unresolved(who.region(), who.text)
		return
	}
	var list []string
	for _, x := range found[:min(len(found), 6)] {
		list = append(list, fmt.Sprintf("%s (%s)", full(x.region), x.region.Code))
	}
	name := who.region()
	if name == "" {
		name = who.text
	}
	f.note("region_ambiguous", report.Warning,
		fmt.Sprintf("%q may be %s; name the region in a manifest", name, strings.Join(list, " or ")),
		fmt.Sprintf("“%s”可能是%s;请在清单中注明地区", name, strings.Join(list, "或")))
}

// unresolved notes that no region was found for a name, or that none is named at all.
func (f *reading) unresolved(name, organ string) {
	switch {
	case name != "":
		near := nearest(name, f.report.Year)
		f.note("region_unresolved", report.Warning,
			fmt.Sprintf("%q is not in the code book for %s; nearest are %s", name, yearOrNow(f.report.Year), strings.Join(near, ", ")),
			fmt.Sprintf("“%s”不在行政区划代码表中;相近的有%s", name, strings.Join(near, "、")))
	case organ != "":
		f.note("region_unresolved", report.Warning,
			fmt.Sprintf("%q does not say of which region; name the region in a manifest", organ),
			fmt.Sprintf("“%s”未写明所属地区,请在清单中注明", organ))
	default:
		f.note("region_unresolved", report.Warning, "nothing names a region; name it in a manifest", "未见地区名称,请在清单中注明")
	}
}

func yearOrNow(year int) string {
	if year == 0 {
		return "any year"
	}
	return fmt.Sprint(year)
}

// nearest are the three regions of the year (0: of today) whose names are most like the one given.
func nearest(name string, year int) []string {
	name = cut(normal.Tight(name), 20)
	type near struct {
		name string
		far  int
	}
	var found []near
	for _, r := range report.Regions() {
		if !r.In(year) {
			continue
		}
		n := near{full(r), min(distance(name, r.Name), distance(name, full(r)))}
		i, _ := slices.BinarySearchFunc(found, n, func(a, b near) int { return cmp.Compare(a.far, b.far+1) })
		if i < 3 {
			found = slices.Insert(found, i, n)
			found = found[:min(len(found), 3)]
		}
	}
	var list []string
	for _, n := range found {
		list = append(list, n.name)
	}
	return list
}
