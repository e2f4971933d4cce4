// Package identity says who a report is from: its title, organ, region, year, period, scope and date
// of publication, each with every place it was read from.
//
// It weighs what the text, the file's name and a manifest propose and states every disagreement as
// a finding. It never reads tables, never opens a file, and never settles a doubt in silence: what
// cannot be told stays empty.
package identity

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// Line is one run of text a document offers.
type Line struct {
	Text string
	// Where is title, heading, prose, url, meta, properties (of an office file) or sheet name. The text of a meta line is name=content, as in
	// PubDate=2024-01-20 or SiteName=石家庄市栾城区人民政府.
	Where  string
	Offset int64 // of the text in the document's bytes; -1 if it does not stand there
}

// Evidence is all that speaks for a document's identity.
type Evidence struct {
	Path     string // as given: file and folder names are evidence too
	Titles   []Line // page title, headings, metadata, best first; may be empty
	Prose    []Line // the running text outside the tables in reading order
	Manifest *Entry // nil if there is none
}

// The facts an Origin may be about.
const (
	factTitle     = "title"
	factYear      = "year"
	factPeriod    = "period"
	factRegion    = "region"
	factOrgan     = "organ"
	factScope     = "scope"
	factPublished = "published"
)

// Fill sets the report's title, year, period, region, organ, scope and date of publication as far as
// the evidence goes and appends to Basis and Findings. It looks at the first 1,600 characters of the
// prose and the last 400.
func Fill(r *report.Report, e Evidence) {
	f := &reading{report: r, Evidence: e}
	f.gather()
	f.tellPeriod()
	f.nameTitle()
	f.tellYear()
	f.tellWho()
	f.tellScope()
	f.tellPublished()
	f.finish()
}

// reading is the work on one document.
type reading struct {
	Evidence
	report *report.Report

	titles   []text // without metadata
	office   []text // what an office file calls itself and its sheets: often left from another document
	head     []text
	tail     []text // last line first
	folders  []text
	file     text
	meta     []meta
	headings []heading // best first
	periods  []period

	basis []report.Origin
}

type meta struct {
	text
	name string // lower case
}

func (f *reading) gather() {
	for _, t := range readTitles(f.Titles) {
		if t.Where == "properties" || t.Where == "sheet name" {
			f.office = append(f.office, t)
			continue
		}
		if t.Where != "meta" {
			f.titles = append(f.titles, t)
			continue
		}
		name, content, _ := strings.Cut(t.Text, "=")
		m := meta{plainly(Line{Text: content, Where: "meta", Offset: t.Offset}), strings.ToLower(strings.TrimSpace(name))}
		switch m.name {
		case "articletitle", "og:title", "title", "dc.title":
			f.titles = append(f.titles, m.text)
		default:
			f.meta = append(f.meta, m)
		}
	}
	used := 0
	f.head, used = readHead(f.Prose)
	f.tail = readTail(f.Prose[used:])
	f.folders, f.file = readPath(f.Path)
}

// propose notes what a place says of a fact and returns its number for take.
func (f *reading) propose(fact, text, where string, offset int64) int {
	i := slices.IndexFunc(f.basis, func(o report.Origin) bool {
		return o.Fact == fact && o.Text == text && o.Where == where && o.Offset == offset
	})
	if i >= 0 {
		return i
	}
	f.basis = append(f.basis, report.Origin{Fact: fact, Text: text, Where: where, Offset: offset})
	return len(f.basis) - 1
}

func (f *reading) take(i int) { f.basis[i].Taken = true }

func (f *reading) note(rule string, severity report.Severity, english, chinese string) {
	f.report.Findings = append(f.report.Findings, report.Finding{Rule: rule, Severity: severity, Message: english, Chinese: chinese})
}

var factOrder = []string{factTitle, factYear, factPeriod, factRegion, factOrgan, factScope, factPublished}

// finish hands over the basis, fact by fact with the proposals taken first.
func (f *reading) finish() {
	slices.SortStableFunc(f.basis, func(a, b report.Origin) int {
		if c := cmp.Compare(slices.Index(factOrder, a.Fact), slices.Index(factOrder, b.Fact)); c != 0 || a.Taken == b.Taken {
			return c
		}
		if a.Taken {
			return -1
		}
		return 1
	})
	f.report.Basis = append(f.report.Basis, f.basis...)
}

// nameTitle finds the lines that name the report and takes the one that says most.
func (f *reading) nameTitle() {
	for _, t := range f.titles {
		if t.Where != "url" {
			f.add(headingsIn(t, true)...)
		}
	}
	for i, t := range f.head {
		f.headingAt(i, t)
	}
	f.aside()
	if len(f.headings) == 0 {
		f.note("title_missing", report.Info, "no line names the report", "文中没有报告标题")
		return
	}
	for _, h := range f.headings {
		printed, at := h.line.printed(h.from, h.to)
		f.propose(factTitle, printed, h.line.Where, at)
	}
	slices.SortStableFunc(f.headings, func(a, b heading) int { return b.says() - a.says() })
	best := f.headings[0]
	printed, at := best.line.printed(best.from, best.to)
	f.report.Title = printed
	f.take(f.propose(factTitle, printed, best.line.Where, at))
	if best.cut {
		f.note("title_cut", report.Info, "the title is cut off", "标题不完整")
	}
}

func (f *reading) add(all ...heading) { f.headings = append(f.headings, all...) }

func (f *reading) headingAt(i int, t text) {
	if !slices.ContainsFunc(f.headings, func(h heading) bool { return h.says() == saysAll }) {
		f.add(quotedIn(t)...)
	}
	if !titleLike(t.plain) {
		if len(f.headings) == 0 {
			f.add(sentenceIn(t)...)
		}
		return
	}
	if all := headingsIn(t, false); len(all) > 0 || i > 12 {
		f.add(all...)
		return
	}
	// A title over two or three lines.
	joined := t
	for j := i + 1; j < min(i+3, len(f.head)) && titleLike(f.head[j].plain); j++ {
		if _, alone := findCore(f.head[j].plain, false); alone {
			return
		}
		joined.Text += f.head[j].Text
		joined.plain += f.head[j].plain
		if all := headingsIn(joined, false); len(all) > 0 {
			f.add(all...)
			return
		}
	}
}

const saysAll = 9 // organ, region and year

// says is how much the heading tells of who reports for when.
func (h heading) says() int {
	n := 0
	if h.subject.kind != "" {
		n += 4
	}
	if h.subject.named() {
		n += 2
	}
	if h.year != 0 {
		n += 3
	}
	if h.cut {
		n--
	}
	return n
}
