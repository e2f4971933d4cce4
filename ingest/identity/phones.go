package identity

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

//go:embed phones.tsv
var phoneTable string

// phones maps an area code to the codes of the regions that use it.
var phones = sync.OnceValue(func() map[string][]string {
	m := make(map[string][]string)
	for line := range strings.Lines(phoneTable) {
		if code, regions, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && line[0] == '0' {
			m[code] = strings.Fields(regions)
		}
	}
	return m
})

// areaCode finds a telephone number in s whose area code is used in the region.
func areaCode(s string, r report.Region) (code string, at int, ok bool) {
	i := strings.Index(s, "电话")
	if i < 0 {
		return "", 0, false
	}
	from := i + len("电话")
	from += len(s[from:]) - len(strings.TrimLeft(s[from:], ":号码(为是"))
	for _, n := range []int{4, 3} {
		if len(s) < from+n {
			continue
		}
		for _, region := range phones()[s[from:from+n]] {
			home := report.Region{Code: region}
			if at, known := report.RegionAt(region, 0); known {
				home = at
			}
			if home.Code == r.Code || home.Level == report.Province && r.Code[:2] == region[:2] ||
				home.Level == report.Prefecture && r.Prefecture != "" && r.Code[:2] == region[:2] && (report.Region{Name: r.Prefecture}).Short() == home.Short() {
				return s[from : from+n], from, true
			}
		}
	}
	return "", 0, false
}
