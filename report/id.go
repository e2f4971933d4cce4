package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// ProvinceCode is the code of the region's province; its own for a province.
func (r Region) ProvinceCode() string {
	if len(r.Code) < 6 {
		return ""
	}
	return r.Code[:2] + "0000"
}

// PrefectureCode is the code of the region's prefecture, its own for a prefecture; empty if none
// stands between it and the province.
func (r Region) PrefectureCode() string {
	switch {
	case len(r.Code) < 6:
		return ""
	case r.Level == Prefecture:
		return r.Code
	case r.Prefecture == "":
		return ""
	}
	return r.Code[:4] + "00"
}

// Rank is the level of the organ: that of its region, but for a township, which is below it.
func (o Organ) Rank(r Region) Level {
	if o.Kind == Township {
		return Town
	}
	return r.Level
}

// OrganID names an organ through the years: the region's code for its government, or for the
// office of a zone outside the code book; else that code, a point and eight hex digits of a
// SHA-256 over the kind and the name. Spaces, brackets and the region in front of the name do not
// count: 石家庄市栾城区教育局 and 栾城区 教育局 are one organ.
func OrganID(r Region, o Organ) string {
	if o.Kind == Government || o.Kind == Zone && !r.Official {
		return r.Code
	}
	sum := sha256.Sum256([]byte(string(o.Kind) + "\x00" + bareName(r, o.Name)))
	return r.Code + "." + hex.EncodeToString(sum[:4])
}

// OfficeID names an organ through the renamings and recodings of its region too: it is the OrganID
// with the region that the lineage began with, and its first year, in place of the code, as in
// 132327@1981 for 栾城县 and for 栾城区, which continues it.
func OfficeID(r Region, o Organ) string {
	root := r.Code
	if r.Official {
		root = officeRoot(r)
	}
	return root + strings.TrimPrefix(OrganID(r, o), r.Code)
}

// officeRoot is where the lineage of an official region begins. Following it takes longer than reading
// the rest of a report's id, so what was followed once is remembered: the book has few rows.
func officeRoot(r Region) string {
	type row struct {
		code string
		from int
	}
	key := row{r.Code, r.From}
	if root, known := officeRoots.Load(key); known {
		return root.(string)
	}
	first := Lineage(r)[0]
	root := first.Code + "@" + strconv.Itoa(first.From)
	officeRoots.Store(key, root)
	return root
}

var officeRoots sync.Map

func bareName(r Region, name string) string {
	name = strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || unicode.IsPunct(c) {
			return -1
		}
		return c
	}, name)
	if _, own, found := strings.Cut(name, r.Name); found && own != "" && r.Name != "" {
		return own
	}
	for _, above := range []string{r.Province, r.Prefecture} {
		if own, found := strings.CutPrefix(name, above); found && own != "" {
			name = own
		}
	}
	return name
}

// ReportID names the report of an organ about a year: 130111-2023.
func ReportID(organ string, year int) string { return organ + "-" + strconv.Itoa(year) }

// RevisionID names one revision of a report, counted from 1: 130111-2023~1.
func RevisionID(report string, revision int) string {
	return report + "~" + strconv.Itoa(revision)
}

// ParseReportID takes an id apart into the report and its revision, 0 for the latest. It reports
// false if the text is not the id of a report.
func ParseReportID(id string) (report string, revision int, ok bool) {
	report, number, named := strings.Cut(id, "~")
	if named {
		n, err := strconv.ParseInt(number, 10, 16)
		if err != nil || n < 1 || strconv.FormatInt(n, 10) != number {
			return "", 0, false
		}
		revision = int(n)
	}
	organ, year, ok := cutLast(report, "-")
	if !ok || organ == "" || len(year) != 4 || !digits(year) {
		return "", 0, false
	}
	return report, revision, true
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
