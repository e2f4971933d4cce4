package identity

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// naming are the rows of the code book that one spelling may mean, as indices into report.Regions.
type naming struct {
	full  []int32 // the spelling says what kind of region it is: 栾城区, 耿马县
	short []int32 // it does not: 栾城, 耿马
}

// gazetteer finds the names of regions at the head of a text.
type gazetteer struct {
	names   map[string]naming
	lengths map[string]uint32 // of the names that begin with these two characters: bit n for n characters
}

var names = sync.OnceValue(func() gazetteer {
	g := gazetteer{names: make(map[string]naming, 16000), lengths: make(map[string]uint32, 8000)}
	for i, r := range report.Regions() {
		full, short := spellings(r)
		for _, s := range full {
			n := g.names[s]
			n.full = append(n.full, int32(i))
			g.names[s] = n
		}
		if short != "" {
			n := g.names[short]
			n.short = append(n.short, int32(i))
			g.names[short] = n
		}
	}
	for name, n := range g.names {
		n.short = withoutCountiesLikeProvinces(n.short)
		g.names[name] = n
		g.lengths[firstTwo(name)] |= 1 << min(utf8.RuneCountInString(name), 31)
	}
	return g
})

// withoutCountiesLikeProvinces: 河北 alone is the province, never 天津's 河北区.
func withoutCountiesLikeProvinces(rows []int32) []int32 {
	level := func(i int32) report.Level { return report.Regions()[i].Level }
	if !slices.ContainsFunc(rows, func(i int32) bool { return level(i) == report.Province }) {
		return rows
	}
	return slices.DeleteFunc(rows, func(i int32) bool { return level(i) == report.County })
}

// customary are everyday names that follow no rule.
var customary = map[string]string{
	"前郭尔罗斯蒙古族自治县": "前郭县", "喀喇沁左翼蒙古族自治县": "喀左县", "阜新蒙古族自治县": "阜蒙县",
	"莫力达瓦达斡尔族自治旗": "莫旗", "杜尔伯特蒙古族自治县": "杜蒙县", "巴音郭楞蒙古自治州": "巴州",
	"博尔塔拉蒙古自治州": "博州", "克孜勒苏柯尔克孜自治州": "克州", "锡林郭勒盟": "锡盟",
}

// spellings are the ways a region's name is written: with its kind, and without ("" if it never is).
func spellings(r report.Region) (full []string, short string) {
	full = append(full, normal.Text(r.Name))
	stem := r.Short()
	for _, kind := range [...]string{"自治县", "自治州", "自治旗"} {
		if strings.HasSuffix(r.Name, kind) && stem != r.Name {
			full = append(full, normal.Text(stem+kind[len("自治"):]))
			if other := normal.Text(stem + kind); other != full[0] {
				full = append(full, other)
			}
		}
	}
	if name, ok := customary[r.Name]; ok {
		full = append(full, name)
	}
	if stem != r.Name {
		short = normal.Text(stem)
	}
	return full, short
}

func firstTwo(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	_, m := utf8.DecodeRuneInString(s[n:])
	return s[:n+m]
}

// at are the names s begins with, longest first.
func (g gazetteer) at(s string) []string {
	if len(s) < 4 {
		return nil
	}
	lengths := g.lengths[firstTwo(s)]
	if lengths == 0 {
		return nil
	}
	var found []string
	n := 0
	for i := range s {
		if n > 1 && lengths&(1<<n) != 0 {
			if _, ok := g.names[s[:i]]; ok {
				found = append(found, s[:i])
			}
		}
		if n++; n > 31 {
			break
		}
	}
	if n <= 31 && lengths&(1<<n) != 0 {
		if _, ok := g.names[s]; ok {
			found = append(found, s)
		}
	}
	slices.Reverse(found)
	return found
}

// place is one name of a chain 河北省 石家庄市 栾城区, and the rows it may mean there.
type place struct {
	text string
	rows []int32
	full bool
}

// chain reads the names of regions at the head of s, each within the one before. It takes the
// reading that covers most: 青岛 市南区 and not 青岛市 南区. A name that gives no kind ends a chain only
// where what follows cannot be the rest of some other name.
func chain(s string) (places []place, rest string) {
	places = longest(s, nil, 0)
	n := 0
	for _, p := range places {
		n += len(p.text)
	}
	for i := len(places) - 2; i >= 0; i-- {
		places[i].rows = slices.DeleteFunc(slices.Clone(places[i].rows), func(above int32) bool {
			return !slices.ContainsFunc(places[i+1].rows, func(below int32) bool { return within(below, above) })
		})
	}
	return places, s[n:]
}

const deepest = 4 // province, prefecture, county, and one printed twice

func longest(s string, above []int32, depth int) []place {
	if depth == deepest {
		return nil
	}
	g := names()
	var best []place
	covered := 0
	for _, text := range g.at(s) {
		n := g.names[text]
		for _, p := range []place{{text, n.full, true}, {text, n.short, false}} {
			p.rows = inside(p.rows, above, depth)
			if len(p.rows) == 0 {
				continue
			}
			rest := s[len(text):]
			reading := append([]place{p}, longest(rest, p.rows, depth+1)...)
			if len(reading) == 1 && !ends(p, rest, depth) {
				continue
			}
			length := 0
			for _, q := range reading {
				length += len(q.text)
			}
			if length > covered {
				best, covered = reading, length
			}
		}
	}
	return best
}

// inside keeps the rows that lie in one of those above; all at the head of a chain.
func inside(rows, above []int32, depth int) []int32 {
	if depth == 0 {
		return rows
	}
	var kept []int32
	for _, r := range rows {
		if slices.ContainsFunc(above, func(a int32) bool { return within(r, a) }) {
			kept = append(kept, r)
		}
	}
	return kept
}

// within reports whether one row lies in another, or would but for a change of kind (a county of
// 海东地区 named with 海东市).
func within(below, above int32) bool {
	all := report.Regions()
	b, a := &all[below], &all[above]
	if b.Code[:2] != a.Code[:2] || b.Level == a.Level {
		return false
	}
	switch a.Level {
	case report.Province:
		return true
	case report.Prefecture:
		return b.Level == report.County && b.Prefecture != "" &&
			(b.Prefecture == a.Name || report.Region{Name: b.Prefecture}.Short() == a.Short())
	}
	return false
}

// ends reports whether a chain may end with p when rest follows.
func ends(p place, rest string, depth int) bool {
	if beginsInsideName(rest) {
		return false
	}
	if p.full || rest == "" {
		return true
	}
	if _, town := townName(rest); town {
		return false
	}
	if hasAnyPrefix(rest, "人民政府", "政府", "行政公署") || officeHead(rest) || depth == 0 && zoneHead(rest) {
		return true
	}
	if _, _, zone := cutZone(rest); zone { // 河北雄安新区, but not 白云山风景名胜区
		return slices.ContainsFunc(p.rows, func(i int32) bool { return report.Regions()[i].Level == report.Province })
	}
	return false
}

// beginsInsideName: 北京路街道, 和平镇, 城区街道 and 朝阳村 are no regions' names but begin with one.
func beginsInsideName(rest string) bool {
	return hasAnyPrefix(rest, "镇", "乡", "街", "路", "村", "社区", "苏木", "庄", "大道", "东路", "西路", "南路", "北路", "中路", "大街") &&
		!hasAnyPrefix(rest, "乡村", "乡镇", "村镇", "镇村")
}
