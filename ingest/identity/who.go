package identity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// source is a subject with the place it was read from.
type source struct {
	subject
	line text
	from int  // in line.plain
	sure bool // it stands where the reporting organ is named: title, heading, manifest
}

// region is the name of region and zone, as far as the subject gives one.
func (s source) region() string {
	var b strings.Builder
	for _, p := range s.places {
		b.WriteString(p.text)
	}
	b.WriteString(s.zone)
	return b.String()
}

// tellWho settles region and organ.
func (f *reading) tellWho() {
	who, ok := f.reporter()
	claimed := f.claimed()
	if claimed != nil {
		f.compareOrgans(claimed, who, ok)
		who, ok = f.merged(*claimed, who, ok), true
	}
	if !ok {
		f.note("organ_unresolved", report.Warning, "nothing says which organ reports", "未见报告机关")
		if region, origin, found := f.regionAround(source{}); found {
			f.setRegion(region, origin)
		} else {
			f.unresolved("", "")
		}
		return
	}
	if !who.sure {
		f.note("organ_from_context", report.Info,
			fmt.Sprintf("no title names the organ; %q is taken from the %s", who.text, who.line.Where),
			fmt.Sprintf("标题未写明机关,“%s”取自%s", who.text, chinesePlaces[who.line.Where]))
	}
	f.settle(who)
	f.report.Organ = who.organOf(f.report.Region)
	f.take(f.proposeOrgan(who))
	if who.office {
		f.note("office_reports", report.Info,
			"the government's office is named; the report is filed as the government's",
			"标题所称机关为政府办公室,按本级政府的报告归档")
	}
}

func (f *reading) proposeOrgan(s source) int {
	words, at := s.line.find(s.from, s.text)
	return f.propose(factOrgan, words, s.line.Where, at)
}

func (f *reading) proposeRegion(s source) int {
	words, at := s.line.find(s.from, s.region())
	return f.propose(factRegion, words, s.line.Where, at)
}

// claimed is what the manifest says of who reports; nil if nothing.
func (f *reading) claimed() *source {
	m := f.Manifest
	if m == nil || m.Region == "" && m.Organ == "" {
		return nil
	}
	organ := plainly(Line{Text: m.Organ, Where: "manifest", Offset: -1})
	s := source{subject: parseSubject(organ.plain), line: organ, sure: true}
	if m.Organ != "" && s.kind == "" {
		s.kind, s.name = report.OtherOrgan, organ.plain
	}
	if m.Region == "" {
		return &s
	}
	code := strings.TrimSpace(m.Region)
	if r, ok := report.RegionAt(code, 0); ok {
		s.places = []place{{text: r.Name, rows: rowsOfCode(code), full: true}}
		return &s
	}
	region := parseSubject(plainly(Line{Text: m.Region}).plain)
	if !region.named() {
		near := nearest(m.Region, f.report.Year)
		f.note("manifest_region_unknown", report.Warning,
			fmt.Sprintf("the manifest's region %q is neither a code nor a name of the code book; nearest are %s", m.Region, strings.Join(near, ", ")),
			fmt.Sprintf("清单所列地区“%s”不在行政区划代码表中;相近的有%s", m.Region, strings.Join(near, "、")))
		if s.kind == "" {
			return nil
		}
		return &s
	}
	s.places = region.places
	if region.zone != "" {
		s.zone = region.zone
	}
	return &s
}

func rowsOfCode(code string) []int32 {
	var rows []int32
	for i, r := range report.Regions() {
		if r.Code == code {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// compareOrgans notes where manifest and document name different organs or regions.
func (f *reading) compareOrgans(claimed *source, who source, found bool) {
	if !found {
		return
	}
	f.proposeOrgan(who)
	if claimed.kind != "" && (claimed.kind != who.kind || who.name != claimed.name) {
		f.disagree("organ", "机关", claimed.text, who.text, who.line.Where)
	}
	if claimed.named() && who.named() && !overlap(claimed.last().rows, who.last().rows) && !nested(claimed.places, who.places) {
		f.disagree("region", "地区", claimed.region(), who.region(), who.line.Where)
	}
}

func (s subject) last() place { return s.places[len(s.places)-1] }

// overlap reports whether two names may mean the same region, in any of its years and codes.
func overlap(a, b []int32) bool {
	if slices.ContainsFunc(a, func(i int32) bool { return slices.Contains(b, i) }) {
		return true
	}
	all := report.Regions()
	for _, i := range a {
		for _, step := range report.Lineage(all[i]) {
			if slices.ContainsFunc(b, func(j int32) bool { return all[j].Code == step.Code }) {
				return true
			}
		}
	}
	return false
}

// nested reports whether one chain names a region around the other's last.
func nested(a, b []place) bool {
	inner := func(x, y []place) bool {
		return slices.ContainsFunc(x[len(x)-1].rows, func(i int32) bool {
			return slices.ContainsFunc(y[len(y)-1].rows, func(j int32) bool { return within(i, j) || within(j, i) })
		})
	}
	return inner(a, b)
}

// merged fills what the manifest leaves unsaid from the document.
func (f *reading) merged(claimed, who source, found bool) source {
	if found && claimed.kind == "" {
		zone := claimed.zone
		places := claimed.places
		claimed.subject = who.subject
		claimed.places = places
		if zone != "" {
			claimed.zone = zone
		}
	} else if claimed.kind == "" {
		claimed.kind = report.Government
		if claimed.zone != "" {
			claimed.kind = report.Zone
		}
		claimed.text = claimed.region()
	}
	if !claimed.named() && found {
		claimed.places = who.places
		if claimed.zone == "" {
			claimed.zone = who.zone
		}
	}
	return claimed
}

// reporter is the subject of the best title, or of a line beside it, or what else names an organ.
func (f *reading) reporter() (source, bool) {
	for _, h := range f.headings {
		if h.subject.kind != "" && !isAside(h.line.Where) {
			return source{h.subject, h.line, h.from, true}, true
		}
	}
	if s, ok := f.besideTitle(); ok {
		return s, true
	}
	if s, ok := f.asideSource(); ok {
		return s, true
	}
	for _, s := range f.contacts() {
		if s.kind != "" {
			return s, true
		}
	}
	return source{}, false
}

// organIn is the organ that a name made of it, a year and numbers gives.
func organIn(t text) (source, bool) {
	s := parseSubject(strings.TrimLeft(asciiless(yearToken.ReplaceAllString(t.plain, "")), "的"))
	return source{s, t, 0, false}, s.kind != "" && (s.named() || s.rank != "")
}

// asciiless drops what is no Chinese at the ends: numbers, dashes, underscores.
func asciiless(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return r < 0x2E80 })
}

// besideTitle finds an organ alone on a line beside a title that names none, or among the first
// lines of a text without a title.
func (f *reading) besideTitle() (source, bool) {
	lines := slices.Concat(f.titles, f.head[:min(len(f.head), 12)])
	for i, t := range lines {
		if !slices.ContainsFunc(f.headings, func(h heading) bool { return h.line.Line == t.Line }) {
			continue
		}
		for _, j := range []int{i - 1, i + 1, i - 2, i + 2} {
			if j < 0 || j >= len(lines) || !titleLike(lines[j].plain) {
				continue
			}
			if s := parseSubject(lines[j].plain); s.kind != "" && (s.named() || s.kind == report.Township || s.rank != "" || s.odd != "") {
				f.joinTitle(lines[j], t, s)
				return source{s, lines[j], 0, true}, true
			}
		}
	}
	var found []source
	for _, t := range lines[:min(len(lines), 6)] {
		s := parseSubject(t.plain)
		if titleLike(t.plain) && s.kind != "" && s.named() && len(s.text) > len(s.last().text) {
			found = append(found, source{s, t, 0, false})
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return source{}, false
}

// joinTitle makes one title of the organ's line and the report's.
func (f *reading) joinTitle(organ, title text, s subject) {
	if strings.Contains(f.report.Title, organ.Text) {
		return
	}
	f.report.Title = strings.TrimSpace(organ.Text) + strings.TrimSpace(f.report.Title)
	for i, o := range f.basis {
		if o.Fact == factTitle && o.Taken {
			f.basis[i].Text = f.report.Title
		}
	}
}

// Words before an organ in running text, and those that end its name.
var (
	contactStarts = []string{"请与", "请联系", "请向", "联系单位", "由"}
	contactEnds   = []string{"联系", "编制", "编写", "负责", "汇总", "撰写", "咨询", ",", ".", ";", "(", "《"}
)

const imprints = 4 // lines at the end of a text that may name the organ

// contacts are organs named in 请与…联系, 由…编制, and in the lines a text closes with.
func (f *reading) contacts() []source {
	var found []source
	for _, t := range slices.Concat(f.head, f.tail) {
		if !containsAny(t.plain, "联系", "编制", "编写", "汇总", "撰写") {
			continue
		}
		for _, w := range contactStarts {
			i := strings.Index(t.plain, w)
			if i < 0 {
				continue
			}
			from := i + len(w)
			from += len(t.plain[from:]) - len(strings.TrimLeft(t.plain[from:], ":是为"))
			name := cut(t.plain[from:], 40)
			for _, end := range contactEnds {
				name, _, _ = strings.Cut(name, end)
			}
			if s := parseSubject(name); s.kind != "" && (s.named() || s.rank != "") {
				found = append(found, source{subject: s, line: t, from: from})
			}
		}
	}
	for _, t := range f.tail[:min(len(f.tail), imprints)] {
		if !titleLike(t.plain) {
			continue
		}
		if s := parseSubject(t.plain); s.kind != "" && s.named() {
			found = append(found, source{subject: s, line: t})
		}
	}
	return found
}

// around are the regions that places other than the title name: the site, contacts, the path.
func (f *reading) around(addresses bool) []source {
	var found []source
	add := func(t text, from int) {
		places, _ := chain(strings.TrimPrefix(t.plain[from:], "中国."))
		if len(places) > 0 && places[len(places)-1].full {
			found = append(found, source{subject: subject{places: places, text: t.plain[from:]}, line: t, from: from})
		}
	}
	for _, t := range f.titles {
		add(t, 0)
		for _, m := range separators.FindAllStringIndex(t.plain, -1) {
			add(t, m[1])
		}
	}
	for _, m := range f.meta {
		if m.name == "sitename" || m.name == "contentsource" || m.name == "author" || m.name == "og:site_name" {
			add(m.text, 0)
		}
	}
	for _, h := range f.headings {
		if h.subject.named() && h.subject.last().full {
			found = append(found, source{subject: h.subject, line: h.line, from: h.from})
		}
	}
	found = append(found, f.contacts()...)
	if s, ok := f.pathRegion(); ok {
		found = append(found, s)
	}
	if addresses {
		for _, t := range slices.Concat(f.head, f.tail) {
			if i := strings.Index(t.plain, "地址"); i >= 0 {
				from := i + len("地址")
				add(t, from+len(t.plain[from:])-len(strings.TrimLeft(t.plain[from:], ":是为")))
			}
		}
	}
	return found
}

// pathRegion reads the longest chain that folder names make together: 河北省/石家庄市/栾城区/2023.html.
func (f *reading) pathRegion() (source, bool) {
	parts := append(slices.Clone(f.folders), f.file)
	var best source
	for i := range parts {
		var b strings.Builder
		for _, p := range parts[i:] {
			b.WriteString(asciiless(p.plain))
		}
		places, _ := chain(b.String())
		if len(places) > len(best.places) && places[len(places)-1].full {
			best = source{subject: subject{places: places}, line: parts[i]}
		}
	}
	best.text = best.region()
	return best, best.named()
}
