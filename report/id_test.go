package report_test

import (
	"testing"

	"github.com/gongkai/gongkai/report"
)

func TestOrganID(t *testing.T) {
	district, ok := report.RegionAt("130111", 2023)
	if !ok {
		t.Fatal("栾城区 is not in the code book")
	}
	city, _ := report.RegionAt("130100", 2023)
	zone := report.ZoneIn(city, "石家庄高新技术产业开发区")
	id := func(r report.Region, kind report.OrganKind, name string) string {
		return report.OrganID(r, report.Organ{Name: name, Kind: kind})
	}
	education := id(district, report.Department, "栾城区教育局")
	for _, c := range []struct{ name, got, want string }{
		{"a government", id(district, report.Government, "石家庄市栾城区人民政府"), "130111"},
		{"a zone of its own", id(zone, report.Zone, "石家庄高新区管委会"), zone.Code},
		{"a city in front", id(district, report.Department, "石家庄市栾城区教育局"), education},
		{"a space within", id(district, report.Department, "栾城区 教育局"), education},
		{"no region in front", id(district, report.Department, "教育局"), education},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.name, c.got, c.want)
		}
	}
	for name, other := range map[string]string{
		"another name":   id(district, report.Department, "栾城区财政局"),
		"another kind":   id(district, report.OtherOrgan, "栾城区教育局"),
		"another region": id(city, report.Department, "教育局"),
	} {
		if other == education {
			t.Errorf("%s has the same id %s", name, other)
		}
	}
}

func TestParseReportID(t *testing.T) {
	for _, c := range []struct {
		id, report string
		revision   int
		ok         bool
	}{
		{"130111-2023", "130111-2023", 0, true},
		{"130111-2023~2", "130111-2023", 2, true},
		{"130111.0a1b2c3d-2023", "130111.0a1b2c3d-2023", 0, true},
		{"130100-z3fa2c1-2021~1", "130100-z3fa2c1-2021", 1, true},
		{"130111-2023~0", "", 0, false},
		{"130111-2023~", "", 0, false},
		{"130111-2023~+1", "", 0, false},
		{"130111", "", 0, false},
		{"-2023", "", 0, false},
		{"", "", 0, false},
	} {
		gotReport, revision, ok := report.ParseReportID(c.id)
		if gotReport != c.report || revision != c.revision || ok != c.ok {
			t.Errorf("%q: %q %d %v, want %q %d %v", c.id, gotReport, revision, ok, c.report, c.revision, c.ok)
		}
	}
	if id := report.RevisionID(report.ReportID("130111", 2023), 1); id != "130111-2023~1" {
		t.Error(id)
	}
}

func TestCodesOfParents(t *testing.T) {
	for _, c := range []struct{ code, province, prefecture string }{
		{"130000", "130000", ""},
		{"130100", "130000", "130100"},
		{"130111", "130000", "130100"},
		{"469001", "460000", ""},
	} {
		r, ok := report.RegionAt(c.code, 2023)
		if !ok {
			t.Fatalf("%s is not in the code book", c.code)
		}
		if r.ProvinceCode() != c.province || r.PrefectureCode() != c.prefecture {
			t.Errorf("%s: %s %s, want %s %s", c.code, r.ProvinceCode(), r.PrefectureCode(), c.province, c.prefecture)
		}
	}
}
