package identity

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/report"
)

// subject is who reports, as a title or a sentence names it.
type subject struct {
	text   string // without blanks
	places []place
	zone   string           // a zone outside the code book, between region and organ
	kind   report.OrganKind // empty if no organ was made out
	name   string           // the organ without region and zone: 司法局, 松木塘镇人民政府
	office bool             // the government's office is named, not the government
	rank   string           // 区, 县, 市 … where the text says no more of the region: 区统计局
	odd    string           // what looks like a region's name and is none we know
	scope  report.Scope
}

// named reports whether the subject names a region of the code book.
func (s subject) named() bool { return len(s.places) > 0 }

func officeHead(s string) bool { return hasAnyPrefix(s, officeStarts...) }
func officeTail(s string) bool { return hasAnySuffix(s, officeEnds...) }
func zoneHead(s string) bool   { return hasAnyPrefix(s, zoneStarts...) }

// isSeat: the government itself, or its general office.
func isSeat(s string) bool {
	s = strings.TrimSuffix(s, "(办公室)")
	s, _ = cutAnySuffix(s, "办公室", "办公厅", "办")
	return s == "" || s == "人民政府" || s == "政府" || s == "行政公署" || s == "行署"
}

// isCommittee: the office of a zone.
func isCommittee(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "管理委员会"), "管委会")
	return s == "" || s == "办公室" || s == "党政办公室" || s == "综合办公室" || s == "党政办"
}

// unnamedTown: 某镇, 街道办事处, 镇人民政府.
func unnamedTown(s string) bool {
	s, _ = cutAnySuffix(s, "人民政府", "办事处", "政府")
	s = strings.TrimPrefix(strings.TrimPrefix(s, "某"), "各")
	return s == "镇" || s == "乡" || s == "街道"
}

// townName is the canonical name of a town's or street's office, and whether s is one: 牛华镇 is
// 牛华镇人民政府, 佳荣里街 is 佳荣里街道办事处.
func townName(s string) (string, bool) {
	if unnamedTown(s) {
		return s, true
	}
	base, office := cutAnySuffix(s, "党政综合办公室", "党政办公室", "综合办公室", "党政办", "办公室")
	base, seat := cutAnySuffix(base, "人民政府办事处", "人民政府", "办事处", "政府")
	if seat == "" && office != "" {
		base = s
	}
	if seat == "办事处" && strings.HasSuffix(base, "地区") {
		return base + seat, true
	}
	name, kind := cutAnySuffix(base, "街道", "街", "镇", "乡", "苏木")
	if kind == "" || name == "" || len(base) > 14*len("镇") {
		return "", false
	}
	switch {
	case kind == "街道":
		return base + "办事处", true
	case kind == "街":
		return base + "道办事处", true
	case seat == "办事处":
		return base + seat, true
	}
	return base + "人民政府", true
}

// parseSubject tells region, zone and organ apart.
func parseSubject(text string) subject {
	s := subject{text: text}
	for _, noise := range []string{"关于", "中国.", "公开", "本机关", "附件", "附", "关于印发"} {
		text = strings.TrimPrefix(text, noise)
	}
	text = strings.Trim(text, ".,:;、-_|>()[]\"'《》<")
	text, s.scope = scopeWords(text)
	var rest string
	s.places, rest = chain(text)
	if before := anyPrefix(text, verticals...); before != "" && !s.named() {
		if places, after := chain(text[len(before):]); len(places) > 0 {
			s.places, s.kind = places, report.Department
			s.name = before + after
			if strings.HasSuffix(after, "海关") {
				s.kind = report.OtherOrgan
			}
			return s
		}
	}
	if !s.named() && hasAnyPrefix(text, stateOrgans...) && officeTail(text) {
		s.kind, s.name = report.OtherOrgan, text
		return s
	}
	s.organ(rest)
	return s
}

// organ reads what stands after the region.
func (s *subject) organ(rest string) {
	rest = strings.TrimPrefix(rest, "的")
	rest = strings.TrimRight(rest, "的,.:;、-_")
	if !s.named() {
		rest = s.withoutRank(rest)
	}
	if zone, after, ok := cutZone(rest); ok && s.beyond(after) {
		s.organ(s.afterPlaces(after))
		return
	} else if ok {
		s.zone = zone
		if after == "" || isCommittee(after) {
			s.kind, s.name = report.Zone, ""
			return
		}
		rest = after
	}
	if s.zone == "" && s.strange(rest) {
		return
	}
	switch name, town := townName(rest); {
	case isSeat(rest) && (rest != "" || s.named()) && s.zone == "":
		s.kind = report.Government
		s.office = strings.Contains(rest, "办")
	case rest == "管理委员会" || rest == "管委会":
		s.kind = report.Zone
	case town:
		s.kind, s.name = report.Township, name
	case hasAnySuffix(rest, institutions...):
		s.kind, s.name = report.OtherOrgan, rest
	case officeTail(rest) && utf8.RuneCountInString(rest) > 1 && utf8.RuneCountInString(rest) <= 40:
		s.kind, s.name = report.Department, rest
	}
}

// withoutRank takes 区, 县 … off the front where a department follows: 区统计局, 县人民政府.
func (s *subject) withoutRank(rest string) string {
	bare := strings.TrimPrefix(strings.TrimPrefix(rest, "某"), "本")
	for _, rank := range []string{"省", "市", "区", "县", "旗", "州", "盟"} {
		after, ok := strings.CutPrefix(bare, rank)
		if ok && (officeHead(after) || hasAnyPrefix(after, "人民政府", "政府", "委", "市场")) && !strings.HasPrefix(bare, "市政公用") {
			s.rank = rank
			return after
		}
	}
	return rest
}

// strange reads an organ whose name begins with a region's that is not in the code book, or not
// where the names before it say: 栾诚区教育局, 张家口市栾城区. It leaves the subject without a region.
func (s *subject) strange(rest string) bool {
	name, after, ok := regionLike(rest)
	if !ok || s.rank != "" || strings.ContainsAny(name, "局厅委院") {
		return false
	}
	office, town := townName(after)
	switch {
	case isSeat(after):
		s.kind = report.Government
	case town && !unnamedTown(after):
		s.kind, s.name = report.Township, office
	case officeHead(after) && officeTail(after):
		s.kind, s.name = report.Department, after
	default:
		return false
	}
	for _, p := range s.places {
		s.odd += p.text
	}
	s.odd, s.places = s.odd+name, nil
	return true
}

// regionLike cuts what may be a region's name of three to eleven characters off the front of s.
func regionLike(s string) (name, rest string, ok bool) {
	n := 0
	for i, r := range s {
		if r < 0x3400 || n > 10 {
			break
		}
		if n >= 2 && strings.ContainsRune("省市县区旗州盟", r) {
			i += utf8.RuneLen(r)
			return s[:i], s[i:], true
		}
		n++
	}
	return "", "", false
}

// beyond reports whether what follows a zone's name is a region of the code book within the
// subject's: 雄县 of 河北雄安新区雄县.
func (s *subject) beyond(after string) bool {
	places, _ := chain(after)
	return len(places) > 0 && places[0].full && (!s.named() || len(inside(places[0].rows, s.last().rows, 1)) > 0)
}

func (s *subject) afterPlaces(after string) (rest string) {
	places, rest := chain(after)
	if s.named() {
		places[0].rows = inside(places[0].rows, s.last().rows, 1)
	}
	s.places = append(s.places, places...)
	return rest
}

// cutZone cuts a zone outside the code book off the front: 南湖新区 of 南湖新区教育局. Weak words
// (片区, 景区, 示范区 …) make a zone only before its committee.
func cutZone(s string) (zone, after string, ok bool) {
	for i, r := range s {
		if r != '区' && r != '园' && r != '城' {
			continue
		}
		end := i + utf8.RuneLen(r)
		head, tail := s[:end], s[end:]
		if r == '园' && strings.HasPrefix(tail, "区") {
			continue
		}
		bare := hasAnySuffix(head, bareZones...)
		if !bare && !hasAnySuffix(head, weakZones...) {
			continue
		}
		if utf8.RuneCountInString(head) > 18 || strings.ContainsAny(head, "局厅院委") || containsAny(head, "中心", "街道") {
			return "", "", false
		}
		office := hasAnyPrefix(tail, "管理委员会", "管委会")
		switch {
		case !office && (!bare || beginsInsideName(tail)):
		case !office && containsAny(tail, bareZones...): // 经济开发区高新园区: the longer name
		case !office || isCommittee(tail):
			return head, tail, true
		default:
			return head, strings.TrimPrefix(strings.TrimPrefix(tail, "管理委员会"), "管委会"), true
		}
	}
	if head, found := strings.CutSuffix(s, "管委会"); found && head != "" && !strings.ContainsAny(head, "局厅院委") {
		return head, "", true
	}
	return "", "", false
}

// organOf is the organ of the subject in its region, under the name it has in every year it reports:
// <region>人民政府, <region>司法局, 松木塘镇人民政府, <zone>管理委员会.
func (s subject) organOf(region report.Region) report.Organ {
	name := region.Name
	switch {
	case s.kind == report.Government && name != "":
		return report.Organ{Name: name + seatOf(name), Kind: s.kind}
	case s.kind == report.Zone && name != "":
		return report.Organ{Name: name + "管理委员会", Kind: s.kind}
	case s.kind == report.Department && name != "":
		if before := anyPrefix(s.name, verticals...); before != "" {
			return report.Organ{Name: before + name + s.name[len(before):], Kind: s.kind}
		}
		return report.Organ{Name: name + strings.TrimPrefix(strings.TrimPrefix(s.name, "人民政府"), "行政公署"), Kind: s.kind}
	case s.kind == report.Government || s.kind == report.Zone:
		return report.Organ{Name: s.text, Kind: s.kind}
	case name == "" && s.kind == report.Department:
		return report.Organ{Name: s.odd + s.rank + s.zone + s.name, Kind: s.kind}
	}
	return report.Organ{Name: s.name, Kind: s.kind}
}

// seatOf is the government of a region: 盟 and 地区 have an office of the government above.
func seatOf(region string) string {
	if strings.HasSuffix(region, "盟") || strings.HasSuffix(region, "地区") {
		return "行政公署"
	}
	return "人民政府"
}

var wholeWords = []string{"全省", "全市", "全区", "全县", "全旗", "全州", "全盟"}

// scopeWords takes 全市 and (本级) out of a subject.
func scopeWords(s string) (string, report.Scope) {
	for _, w := range []string{"(本级)", "本级", "(本机关)", "本部门"} {
		if strings.HasSuffix(s, w) {
			return strings.TrimSuffix(s, w), report.ScopeSelf
		}
	}
	if _, rest := chain(s); rest == "" {
		return s, report.ScopeUnsaid // 万全区 is a name
	}
	if i := slices.IndexFunc(wholeWords, func(w string) bool { return strings.HasSuffix(s, w) }); i >= 0 {
		return strings.TrimSuffix(s, wholeWords[i]), report.ScopeWhole
	}
	return s, report.ScopeUnsaid
}
