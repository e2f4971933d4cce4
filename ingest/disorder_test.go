package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// sectionsOf are a page's six sections with their tables, what comes before them first.
func sectionsOf(t *testing.T, page string) []string {
	t.Helper()
	var all []string
	from := 0
	for _, heading := range []string{"<p>一、", "<p>二、", "<p>三、", "<p>四、", "<p>五、", "<p>六、"} {
		at := strings.Index(page, heading)
		if at < from {
			t.Fatalf("no %s on the page", heading)
		}
		all, from = append(all, page[from:at]), at
	}
	return append(all, page[from:])
}

// TestSectionsInAnotherOrder prints the sections of a report in another order. The heading of each says
// which table stands under it; where none does, only what is in order is read.
func TestSectionsInAnotherOrder(t *testing.T) {
	printed := synth.Luancheng()
	page := straightly().page()
	flat := func(s string) string {
		return strings.NewReplacer("</td></tr>", "|\n", "</td><td>", "|", "</td>", "|", "<td>", "", "<td colspan=5>", "", "</tr>", "\n", "</p>", "\n", "</title>", "\n",
			"<tr>", "", "<table>", "", "</table>", "\n", "<p>", "", "<html><head><title>", "", "</head><body>", "", "</body></html>", "").Replace(s)
	}
	contents := "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p><p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p>"
	for name, c := range map[string]struct {
		order   []int
		change  *strings.Replacer
		between string // before the sections
		whole   bool
	}{
		"as on the form":                  {[]int{1, 2, 3, 4, 5, 6}, nil, "", true},
		"三 before 二":                      {[]int{1, 3, 2, 4, 5, 6}, nil, "", true},
		"三 before 二, renumbered":          {[]int{1, 3, 2, 4, 5, 6}, strings.NewReplacer("<p>三、", "<p>二、", "<p>二、", "<p>三、"), "", true},
		"四 before 三":                      {[]int{1, 2, 4, 3, 5, 6}, nil, "", true},
		"backwards":                       {[]int{4, 3, 2, 1, 5, 6}, nil, "", true},
		"tables behind the text":          {[]int{1, 5, 2, 3, 4, 6}, nil, "", true},
		"三 before 二, contents before it":  {[]int{1, 3, 2, 4, 5, 6}, nil, contents, true},
		"二 last, where it may be cut off": {[]int{1, 3, 4, 5, 6, 2}, nil, "", false},
		"headings lost":                   {[]int{1, 3, 2, 4, 5, 6}, strings.NewReplacer("<p>二、主动公开政府信息情况</p>", "", "<p>三、收到和处理政府信息公开申请情况</p>", ""), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			sections := sectionsOf(t, page)
			b := sections[0] + c.between
			for _, n := range c.order {
				b += strings.TrimSuffix(sections[n], "</body></html>")
			}
			if c.change != nil {
				b = c.change.Replace(b)
			}
			for format, text := range map[string]string{"html": b + "</body></html>", "text": flat(b)} {
				r := readString("", text)
				neverWrong(t, r, printed.Cells)
				if r.Source.Format != format {
					t.Errorf("it is %s, want %s", r.Source.Format, format)
				}
				if whole := r.Status == report.Read && len(r.Cells) == len(printed.Cells); whole != c.whole {
					t.Errorf("%s: %s with %d cells: %s; want all %v", format, r.Status, len(r.Cells), r.Message, c.whole)
				}
				if c.whole && c.between == "" {
					for i, p := range r.Parts {
						if p.Number != i+1 || p.Offset != int64(strings.LastIndex(text, p.Heading)) {
							t.Errorf("%s: section %d is %d %s at byte %d", format, i+1, p.Number, p.Heading, p.Offset)
						}
					}
				}
				if !slices.ContainsFunc(r.Basis, func(o report.Origin) bool { return o.Fact == "title" }) || r.Year != 2023 {
					t.Errorf("%s: year %d, %+v", format, r.Year, r.Basis)
				}
			}
		})
	}
}
