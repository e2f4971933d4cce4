package report

import (
	"fmt"
	"hash/fnv"
	"sort"
	"strings"
)

// Level is the rank of a region.
type Level string

const (
	Province   Level = "PROVINCE"   // 省级
	Prefecture Level = "PREFECTURE" // 地级
	County     Level = "COUNTY"     // 县级
	Town       Level = "TOWNSHIP"   // 乡级; the code book ends above it
)

// Region is a region as it was during some years: one row of the code book (GB/T 2260), or a zone
// outside it. A code whose region was renamed has several rows, one after the other.
type Region struct {
	Code       string // six digits; for a zone see [ZoneIn]
	Name       string // 栾城区, as the code book prints it
	Level      Level
	Province   string // its province's name in those years; its own for a province
	Prefecture string // its prefecture's name in those years, its own for a prefecture; empty if none stands between it and the province
	// From and To are the years in force, From <= year < To, as things stood on 31 December;
	// To is 0 while in force. 1981 is where the code book begins. Both are 0 for a zone.
	From, To   int
	Successors []Successor // where its land went, in part or whole, in order of the source; shared, not to be changed
	Official   bool        // false for zones outside the code book
	AsOf       int         // the year somebody asked for it as of; 0 for none
}

// Successor is a code that took over from a region, and when. A year before the region's end means
// that only a part went.
type Successor struct {
	Code string
	Year int
}

// In reports whether the region was in force on 31 December of the year; 0 asks whether it still is.
// A zone is always in force: nobody records when zones begin and end.
func (r Region) In(year int) bool {
	if year == 0 || !r.Official {
		return r.To == 0
	}
	return r.From <= year && (r.To == 0 || year < r.To)
}

// Regions are all rows of the code book in order of code and year. The slice is shared and not to
// be changed.
func Regions() []Region { return book().regions }

// RegionAt is the region that had the code on 31 December of the year. Year 0 asks for the latest
// row of the code, in force or not. Zones are not in the code book; keep the Region that [ZoneIn] made.
func RegionAt(code string, year int) (Region, bool) {
	rows := rowsOf(code)
	if year == 0 && len(rows) > 0 {
		return rows[len(rows)-1], true
	}
	for _, r := range rows {
		if r.In(year) {
			return r, true
		}
	}
	return Region{}, false
}

func rowsOf(code string) []Region {
	b := book()
	span := b.rows[code]
	return b.regions[span[0]:span[1]]
}

// Parent is the prefecture of a county, or the province where no prefecture stands between, as of
// the region's own years; false for a province. The parent of a zone is the region its code begins
// with, at its latest.
func (r Region) Parent() (Region, bool) {
	switch {
	case !r.Official:
		code, _, _ := strings.Cut(r.Code, "-")
		return RegionAt(code, 0)
	case r.Level == Province:
		return Region{}, false
	case r.Level == County && r.Prefecture != "":
		return RegionAt(r.Code[:4]+"00", r.From)
	}
	return RegionAt(r.Code[:2]+"0000", r.From)
}

// Children are the regions directly under the code on 31 December of the year (0: those still in
// force), in order of code: the prefectures of a province with the counties it governs itself, the
// counties of a prefecture, none of a county. The empty code asks for the provinces.
func Children(code string, year int) []Region {
	all := book().regions
	prefix := strings.TrimSuffix(strings.TrimSuffix(code, "00"), "00")
	start := sort.Search(len(all), func(i int) bool { return all[i].Code >= prefix })
	var children []Region
	for _, r := range all[start:] {
		if !strings.HasPrefix(r.Code, prefix) {
			break
		}
		if r.In(year) && parentCode(r) == code {
			children = append(children, r)
		}
	}
	return children
}

func parentCode(r Region) string {
	switch {
	case r.Level == Province:
		return ""
	case r.Level == County && r.Prefecture != "":
		return r.Code[:4] + "00"
	}
	return r.Code[:2] + "0000"
}

// ZoneIn is the region of a zone that the code book does not know (开发区, 高新区, 新区 …) under its
// parent, the lowest official region its name stands on. Its code is the parent's, "-z" and six hex
// digits made from the zone's name, as in 130100-z3fa2c1: it can never be taken for an official code,
// begins with the code of the region it lies in, and is the same for 高新区, 高新技术产业开发区 and
// 石家庄高新技术产业开发区管理委员会 under 石家庄市. Its level is the one below its parent's.
func ZoneIn(parent Region, name string) Region {
	name = zoneName(parent, name)
	sum := fnv.New32a()
	sum.Write([]byte(zoneAbbreviations.Replace(name)))
	z := Region{
		Code:       fmt.Sprintf("%s-z%06x", parent.Code, sum.Sum32()&0xffffff),
		Name:       name,
		Province:   parent.Province,
		Prefecture: parent.Prefecture,
	}
	for _, generic := range []string{"高新", "经济", "经开", "开发区", "新区", "综合", "工业", "产业"} {
		if strings.HasPrefix(name, generic) {
			z.Name = parent.Short() + name
		}
	}
	switch {
	case parent.Level == County:
		z.Level = Town
	case parent.Level == Prefecture || strings.HasSuffix(parent.Name, "市"):
		z.Level = County
	default:
		z.Level = Prefecture
	}
	return z
}

// zoneName is the zone's own name: without its office, its rank and the regions it lies in.
func zoneName(parent Region, name string) string {
	for _, office := range []string{"管理委员会", "管委会"} {
		name = strings.TrimSuffix(name, office)
	}
	bare := name
	for _, above := range []string{parent.Province, parent.Prefecture, parent.Name} {
		if above != "" {
			bare = strings.TrimPrefix(bare, above)
			bare = strings.TrimPrefix(bare, Region{Name: above}.Short())
		}
	}
	bare = strings.TrimPrefix(strings.TrimPrefix(bare, "国家级"), "国家")
	if bare == "" {
		return name
	}
	return bare
}

var zoneAbbreviations = strings.NewReplacer(
	"高新技术产业开发区", "高新区", "高新技术产业园区", "高新区", "高新技术开发区", "高新区",
	"高新产业开发区", "高新区", "高新开发区", "高新区",
	"经济技术开发区", "经开区", "经济开发区", "经开区")
