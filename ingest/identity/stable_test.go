package identity_test

import (
	"testing"

	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/report"
)

// An organ is the same through the years however its name is printed, and another one only if it is.
func TestOrgansAreStableThroughTheYears(t *testing.T) {
	organ := func(title string) string {
		var r report.Report
		identity.Fill(&r, identity.Evidence{Path: "in/石家庄市/栾城区/report.html", Titles: lines(title, "title")})
		if r.Region.Code == "" || r.Organ.Kind == "" {
			t.Errorf("%s: no organ: %+v %+v", title, r.Region, r.Organ)
		}
		return report.OrganID(r.Region, r.Organ)
	}
	for name, titles := range map[string][]string{
		"the government": {"栾城区人民政府2021年政府信息公开工作年度报告", "石家庄市栾城区人民政府办公室2022年政府信息公开工作年度报告",
			"河北省石家庄市栾城区2023年政府信息公开工作年度报告", "石家庄市栾城区人民政府 2024年政府信息公开工作年度报告"},
		"education": {"栾城区教育局2021年政府信息公开工作年度报告", "石家庄市栾城区教育局2022年政府信息公开工作年度报告",
			"区教育局2023年政府信息公开工作年度报告"},
		"education and sports": {"栾城区教育和体育局2021年政府信息公开工作年度报告", "石家庄市栾城区教育和体育局2022年政府信息公开工作年度报告"},
		"finance":              {"石家庄市栾城区财政局2022年政府信息公开工作年度报告"},
	} {
		for _, title := range titles[1:] {
			if got, want := organ(title), organ(titles[0]); got != want {
				t.Errorf("%s: %s is organ %s, want %s as for %s", name, title, got, want, titles[0])
			}
		}
		if other := organ("石家庄市栾城区卫生健康局2022年政府信息公开工作年度报告"); other == organ(titles[0]) {
			t.Errorf("%s is the same organ as another: %s", name, other)
		}
	}
	if organ("栾城区教育局2021年政府信息公开工作年度报告") == organ("栾城区教育和体育局2021年政府信息公开工作年度报告") {
		t.Error("an office that was merged or widened is taken for the one before")
	}
	if got := organ("栾城区人民政府2021年政府信息公开工作年度报告"); got != "130111" {
		t.Errorf("the government is organ %s", got)
	}
}
