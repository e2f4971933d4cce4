// Package synth makes up annual reports (政府信息公开工作年度报告) that look and behave like real
// ones: figures that add up within a report and from year to year, written as the documents offices
// publish. The demo, the tests of the reader and load tests live on them.
//
// The same seed always gives the same documents, whatever is asked for first. Every document made
// here says visibly that it is made up; the one that carries published figures says which report
// they come from. The package never reads documents and never imports the reader.
package synth

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// FirstYear is the first year of the forms that are made: everything before used another.
const FirstYear = 2019

// Office is an organ that reports: the government of a region, or one of its departments.
type Office struct {
	Region     string // code of the region
	Department string // 教育局 …; empty for the government itself
}

// key names the office's own random streams.
func (o Office) key() string { return o.Region + o.Department }

// departments are the bureaus every level of government has.
var departments = []string{
	"教育局", "公安局", "民政局", "司法局", "财政局", "自然资源局", "生态环境局", "住房和城乡建设局", "交通运输局",
	"水利局", "农业农村局", "卫生健康局", "审计局", "市场监督管理局", "统计局", "应急管理局", "医疗保障局",
}

// Offices are the first n offices of the country: the governments of all regions in force today in
// order of code, then their departments, one kind after the other. Regions under another law on
// disclosure (台湾 香港 澳门) are left out. There are about 58,000 offices.
func Offices(n int) []Office {
	var offices []Office
	for _, department := range append([]string{""}, departments...) {
		for _, r := range report.Regions() {
			if len(offices) >= n {
				return offices
			}
			if r.In(0) && r.Code < "70" {
				offices = append(offices, Office{Region: r.Code, Department: department})
			}
		}
	}
	return offices
}

// Nation is [Offices] with those under the codes that their regions had in any of the years, right
// before them.
func Nation(n, from, to int) []Office {
	var offices []Office
	for _, o := range Offices(n) {
		region, _ := report.RegionAt(o.Region, 0)
		var codes []string
		for _, before := range report.Lineage(region) {
			if before.Code != o.Region && !slices.Contains(codes, before.Code) && before.From <= to && (before.To == 0 || before.To > from) {
				codes = append(codes, before.Code)
				offices = append(offices, Office{Region: before.Code, Department: o.Department})
			}
		}
		offices = append(offices, o)
	}
	return offices
}

// OfficesUnder are the governments of a region and of all regions within it that were in force in
// any of the years, in order of code.
func OfficesUnder(code string, from, to int) []Office {
	codes := map[string]bool{}
	for year := from; year <= to; year++ {
		collect(codes, code, year)
	}
	var offices []Office
	for c := range codes {
		offices = append(offices, Office{Region: c})
	}
	slices.SortFunc(offices, func(a, b Office) int { return strings.Compare(a.Region, b.Region) })
	return offices
}

func collect(codes map[string]bool, code string, year int) {
	if _, ok := report.RegionAt(code, year); ok {
		codes[code] = true
	}
	for _, child := range report.Children(code, year) {
		collect(codes, child.Code, year)
	}
}

// Reports are the office's reports for the years, in order: those from 2019 on in which its code
// was in force, none for a code that the book does not know. A year's report does not depend on
// which other years are asked for.
func Reports(seed uint64, o Office, from, to int) []report.Report {
	return history(seed, o, from, to, nil)
}

// history is [Reports] around an anchor: a report whose figures are given and whose neighbours
// must lead up to it and follow from it. It is nil for most.
func history(seed uint64, o Office, from, to int, anchor *report.Report) []report.Report {
	region, ok := report.RegionAt(o.Region, 0)
	if !ok {
		return nil
	}
	// Under all its codes a region is one office: what it leaves open under the old one it takes in
	// under the new.
	line := report.Lineage(region)
	region = line[len(line)-1]
	one := Office{Region: region.Code, Department: o.Department}
	w := world{seed: seed, office: one, region: region, traits: traitsOf(seed, one, region)}
	if anchor != nil {
		w.anchor = newAnchor(*anchor)
		w.traits.follow(w.anchor)
	}
	var reports []report.Report
	for _, y := range w.years(max(to, FirstYear)) {
		if y.year < from || y.year > to {
			continue
		}
		if anchor != nil && anchor.Year == y.year {
			reports = append(reports, *anchor)
		} else if at, ok := report.RegionAt(o.Region, y.year); ok {
			reports = append(reports, w.report(y, at))
		}
	}
	return reports
}

// report is the year as it is told: on a form, by an organ, under a title.
func (w *world) report(y year, region report.Region) report.Report {
	r := report.Report{
		Status:    report.Read,
		Edition:   w.edition(y.year),
		Year:      y.year,
		Period:    report.Period{From: fmt.Sprintf("%d-01-01", y.year), To: fmt.Sprintf("%d-12-31", y.year)},
		Region:    region,
		Organ:     w.organ(region),
		Scope:     w.traits.scope,
		Synthetic: true,
	}
	r.Title = title(r, w.traits.title)
	if w.traits.dated {
		s := newStream(w.seed, w.office.key(), "published", y.year)
		r.Published = fmt.Sprintf("%d-01-%02d", y.year+1, 8+s.below(24))
	}
	r.Cells = w.cells(y, r.Edition)
	return r
}

func (w *world) organ(region report.Region) report.Organ {
	if w.office.Department != "" {
		return report.Organ{Name: region.Name + w.office.Department, Kind: report.Department}
	}
	for _, kind := range []string{"地区", "盟"} { // governed by an office of the province, not by a government of their own
		if region.Level == report.Prefecture && strings.HasSuffix(region.Name, kind) {
			return report.Organ{Name: region.Name + "行政公署", Kind: report.Government}
		}
	}
	return report.Organ{Name: region.Name + "人民政府", Kind: report.Government}
}

// edition is the form the year is reported on. A few offices overlook the change of 2021, and half
// of these the year after too.
func (w *world) edition(year int) report.Edition {
	if year < 2021 || year == 2021 && w.traits.late > 0 || year == 2022 && w.traits.late > 1 {
		return report.E2019
	}
	return report.E2021
}

// title is the report's title; how the office words it does not change over the years.
func title(r report.Report, style int) string {
	const what = "政府信息公开工作年度报告"
	above := r.Region.Prefecture
	if r.Region.Level == report.County && above == "" {
		above = r.Region.Province
	}
	if r.Region.Level != report.County {
		above = ""
	}
	name := above + r.Region.Name
	if r.Organ.Kind == report.Department {
		name = above + r.Organ.Name
	}
	switch style {
	case 0:
		return fmt.Sprintf("%s%d年%s", name, r.Year, what)
	case 1:
		return fmt.Sprintf("%s%d年%s", above+r.Organ.Name, r.Year, what)
	}
	return fmt.Sprintf("%d年%s%s", r.Year, name, what)
}
