package identity

import (
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// Every area code of the table leads to regions in force: prefectures, provinces without them, or
// counties that a province governs itself.
func TestPhoneTable(t *testing.T) {
	if len(phones()) != 325 {
		t.Errorf("%d area codes, want 325", len(phones()))
	}
	for code, regions := range phones() {
		if !strings.HasPrefix(code, "0") || len(code) < 3 || len(code) > 4 || len(regions) == 0 {
			t.Errorf("%q: %q", code, regions)
		}
		for _, c := range regions {
			if r, ok := report.RegionAt(c, 2024); !ok || r.Level == report.County && r.Prefecture != "" {
				t.Errorf("%s: %s is %+v", code, c, r)
			}
		}
	}
}
