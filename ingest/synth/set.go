package synth

import (
	"fmt"
	"iter"
	"os"
	"path"
	"path/filepath"

	"github.com/gongkai/gongkai/report"
)

// Set is many offices over some years. Its documents are made when they are asked for.
type Set struct {
	Seed      uint64
	Offices   []Office
	From, To  int
	Families  []Family         // what to print in, [Padded] where a report does not fit; nil: what is common in the wild
	Missing   float64          // share of reports that are not there
	Flawed    float64          // share of reports with a flaw in a cell
	Flaws     map[Flaw]float64 // share of reports with each of [LedgerFlaws]; an office has one of them at most, and then every report and no blank 0
	Published []report.Report  // real reports that stand in for the made-up ones of their government and year
}

// Document is one file of a set.
type Document struct {
	Path   string // with slashes, unique in its set: 河北省/石家庄市/长安区/2023.html
	Bytes  []byte
	Layout Layout
	Report report.Report // what a perfect reader finds in the bytes, without places
}

// Sample is the bundled set: the published figures of 栾城区 2023, and around them made-up reports of
// the province, the prefectures and the counties of 河北省 for 2019 to 2025.
func Sample() Set {
	return Set{
		Seed:      130111,
		Offices:   OfficesUnder("130000", 2019, 2025),
		From:      2019,
		To:        2025,
		Missing:   0.006,
		Flawed:    0.008,
		Published: []report.Report{Luancheng()},
	}
}

// Documents are the set's files, office by office, each office's in order of years. It ends with an
// error if the set names a family that does not exist.
func (s Set) Documents() iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for e := range s.entries() {
			if e.report == nil {
				continue
			}
			d, err := e.print()
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

// Planted is everything that is wrong with the set on purpose, in the order of its documents.
func (s Set) Planted() []Planted {
	var all []Planted
	for e := range s.entries() {
		all = append(all, e.planted...)
	}
	return all
}

// WriteTo writes the documents under the folder, which it makes, and says how many there are.
func (s Set) WriteTo(dir string) (int, error) {
	n, made := 0, ""
	for d, err := range s.Documents() {
		if err != nil {
			return n, err
		}
		name := filepath.Join(dir, filepath.FromSlash(d.Path))
		if folder := filepath.Dir(name); folder != made {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return n, fmt.Errorf("write documents: %w", err)
			}
			made = folder
		}
		if err := os.WriteFile(name, d.Bytes, 0o644); err != nil {
			return n, fmt.Errorf("write documents: %w", err)
		}
		n++
	}
	return n, nil
}

// entry is one office and year of a set; report is nil if it did not report.
type entry struct {
	path    string
	report  *report.Report
	layout  Layout
	planted []Planted
}

func (e entry) print() (Document, error) {
	bytes, err := Render(*e.report, e.layout)
	if err != nil {
		return Document{}, fmt.Errorf("print %s: %w", e.path, err)
	}
	r := *e.report
	r.Cells = Printed(r, e.layout)
	r.Source = report.Source{Path: e.path, Size: int64(len(bytes)), Format: e.layout.Family.Format()}
	return Document{Path: e.path, Bytes: bytes, Layout: e.layout, Report: r}, nil
}

func (s Set) entries() iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for _, o := range s.Offices {
			real := s.published(o)
			all := history(s.Seed, o, s.From, s.To, real)
			flawed, planted := s.plant(o, all)
			for i, r := range all {
				e := s.entry(o, r, flawed >= 0)
				if i == flawed {
					planted.Path = e.path
					e.planted = append(e.planted, planted)
				}
				if !yield(e) {
					return
				}
			}
		}
	}
}

// published is the office's real report in the set, nil if there is none. An office has one at most.
func (s Set) published(o Office) *report.Report {
	for i, r := range s.Published {
		if r.Region.Code == o.Region && o.Department == "" {
			return &s.Published[i]
		}
	}
	return nil
}

// entry is an office's report of a year as a file. One of an office with a planted flaw is there, has
// no other flaw, and prints its zeros, so that the flaw shows.
func (s Set) entry(o Office, r report.Report, planted bool) entry {
	chance := newStream(s.Seed, o.key(), "entry", r.Year)
	lost, flaw := chance.chance(s.Missing), chance.chance(s.Flawed)
	e := entry{report: &r, layout: s.layout(o, r.Year)}
	if planted {
		lost, flaw, e.layout.ZerosBlank = false, false, false
		if e.layout.Family == Opener { // the columns of table 四 are told by its sums there
			e.layout.Family = Padded
		}
	}
	if !r.Synthetic {
		lost, flaw = false, false
		e.layout = Layout{Family: e.layout.Family}
	}
	e.path = documentPath(o, r, e.layout)
	if lost {
		return entry{path: e.path, planted: []Planted{{Path: e.path, Flaw: NotReported}}}
	}
	if s.old(r) {
		e.planted = append(e.planted, Planted{Path: e.path, Flaw: OldForm})
	}
	if flaw {
		if p, ok := flawed(&r, chance); ok {
			p.Path = e.path
			e.planted = append(e.planted, p)
		}
	}
	if e.layout.Fits(r) != nil {
		e.layout.Family = Padded
	}
	return e
}

// documentPath is province/prefecture/county/year, as far down as the region stands; a department
// has its file beside its government's.
func documentPath(o Office, r report.Report, l Layout) string {
	name := fmt.Sprintf("%s%d%s", o.Department, r.Year, l.Family.Extension())
	parts := []string{r.Region.Province}
	if r.Region.Prefecture != "" {
		parts = append(parts, r.Region.Prefecture)
	}
	if r.Region.Level == report.County {
		parts = append(parts, r.Region.Name)
	}
	return path.Join(append(parts, name)...)
}

// usualFamilies are what the wild is made of; the layouts that hold few reports are not among them.
var usualFamilies = []Family{
	Plain, Plain, CMS, CMS, CMS, CMS, Word, Word, OneLine, OneLine,
	Padded, Padded, InlineEnd, Bars, Leading, Markdown, OwnLine, Opener, Lines,
}

// layout is how the office's site prints: the same for years, until some sites are rebuilt in 2022.
func (s Set) layout(o Office, year int) Layout {
	from := s.Families
	if len(from) == 0 {
		from = usualFamilies
	}
	site := newStream(s.Seed, o.key(), "site", 0)
	if site.chance(0.3) && year >= 2022 {
		site = newStream(s.Seed, o.key(), "site", 2022)
		site.uniform()
	}
	l := Layout{
		Family:     from[site.below(len(from))],
		FullWidth:  site.chance(0.5),
		OddBlanks:  site.chance(0.25),
		Annotated:  site.chance(0.08),
		OtherWords: site.chance(0.3),
	}
	format := l.Family.Format()
	l.GB18030 = site.chance(0.2) && format == "html"
	l.ZerosBlank = site.chance(0.06) && (format != "text" || l.Family == Padded)
	return l
}
