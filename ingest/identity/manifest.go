package identity

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/normal"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Entry is what one row of a manifest says about a document. What it does not say is zero.
type Entry struct {
	Path      string
	Region    string // a code of the code book or a name: 130111, 石家庄市栾城区
	Organ     string
	Year      int
	URL       string
	Published string // ISO date
}

// columns of a manifest and the heads they go by.
var columns = map[string]string{
	"path": "path", "file": "path", "路径": "path", "文件": "path",
	"region": "region", "地区": "region", "行政区": "region",
	"organ": "organ", "机关": "organ", "单位": "organ",
	"year": "year", "年份": "year", "年度": "year",
	"url": "url", "网址": "url", "地址": "url",
	"published": "published", "发布日期": "published", "发布时间": "published",
}

// ReadManifest reads a CSV whose first line names its columns: path and any of region, organ, year,
// url and published, in any order; other columns are left alone. UTF-8 with or without a byte order
// mark and GB18030 are read. The map's keys are the paths as written.
func ReadManifest(r io.Reader) (map[string]Entry, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(raw) {
		if raw, err = simplifiedchinese.GB18030.NewDecoder().Bytes(raw); err != nil || bytes.ContainsRune(raw, utf8.RuneError) {
			return nil, errors.New("manifest: neither UTF-8 nor GB18030; save it as UTF-8")
		}
	}
	rows := csv.NewReader(bytes.NewReader(raw))
	rows.FieldsPerRecord = -1
	rows.TrimLeadingSpace = true
	head, err := rows.Read()
	if err == io.EOF {
		return nil, errors.New("manifest line 1: the file is empty; it begins with a line that names its columns, such as path,region,year")
	}
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	at, err := heads(head)
	if err != nil {
		return nil, err
	}
	entries := make(map[string]Entry)
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return entries, nil
		}
		if err != nil {
			return nil, fmt.Errorf("manifest: %w", err)
		}
		line, _ := rows.FieldPos(0)
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		if len(row) > len(head) {
			return nil, fmt.Errorf("manifest line %d: %d fields, but the first line names %d columns; quote a field that holds a comma", line, len(row), len(head))
		}
		e, err := entry(at, row)
		if err != nil {
			return nil, fmt.Errorf("manifest line %d: %w", line, err)
		}
		if have, ok := entries[e.Path]; ok && have != e {
			return nil, fmt.Errorf("manifest line %d: %q stands in the manifest twice and the rows disagree", line, e.Path)
		}
		entries[e.Path] = e
	}
}

func heads(head []string) (map[string]int, error) {
	at := make(map[string]int)
	for i, h := range head {
		h = strings.ToLower(strings.TrimSpace(h))
		column, ok := columns[h]
		if !ok {
			for _, known := range []string{"path", "region", "organ", "year", "url", "published"} {
				if len(known) > 3 && distance(h, known) <= 2 {
					return nil, fmt.Errorf("manifest line 1: unknown column %q; did you mean %q?", h, known)
				}
			}
			continue
		}
		if _, twice := at[column]; twice {
			return nil, fmt.Errorf("manifest line 1: the column %s stands twice", column)
		}
		at[column] = i
	}
	if _, ok := at["path"]; !ok {
		return nil, fmt.Errorf("manifest line 1: no column path among %q; name the columns in the first line", head)
	}
	return at, nil
}

func entry(at map[string]int, row []string) (Entry, error) {
	field := func(column string) string {
		if i, ok := at[column]; ok && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	e := Entry{Path: field("path"), Region: field("region"), Organ: field("organ"), URL: field("url")}
	if e.Path == "" {
		return e, errors.New("the path is empty")
	}
	if s := field("year"); s != "" {
		plain := strings.TrimSuffix(normal.Tight(s), "年")
		year, n := yearAt(plain)
		if n == 0 || n != len(plain) {
			return e, fmt.Errorf("the year %q is no year from %d to %d", s, firstYear, lastYear)
		}
		e.Year = year
	}
	if e.URL != "" && !strings.HasPrefix(e.URL, "https://") && !strings.HasPrefix(e.URL, "http://") {
		return e, fmt.Errorf("the url %.80q does not begin with https:// or http://", e.URL)
	}
	if s := field("published"); s != "" {
		d, n := dateAt(normal.Tight(s))
		if n == 0 || !d.valid() {
			return e, fmt.Errorf("published %q is no date; write it as 2024-01-20", s)
		}
		e.Published = d.String()
	}
	return e, nil
}

// distance is the number of characters to insert, drop or change to make one string the other.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		diagonal := row[0]
		row[0] = i + 1
		for j := range t {
			change := diagonal
			if s[i] != t[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(t)]
}
