package ingest_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

func TestMarkdown(t *testing.T) {
	whole, err := synth.Render(synth.Luancheng(), synth.Layout{Family: synth.Markdown})
	if err != nil {
		t.Fatal(err)
	}
	plain := string(whole)
	under := func(rule string) string { // a rule under the first row of each table
		tables := regexp.MustCompile(`(?m)(^[^|\n]*\n)(\|.*\n)`)
		return tables.ReplaceAllString(plain, "${1}${2}"+strings.Repeat("|"+rule, 9)+"|\n")
	}
	for name, text := range map[string]string{
		"as written":             plain,
		"rules":                  under("---"),
		"rules with blanks":      under(" --- "),
		"aligned right":          under("---:"),
		"centred with blanks":    under(" :---: "),
		"line breaks":            strings.NewReplacer("本年制发件数", "本年<br>制发件数", "商业企业", "商业<br/>企业", "结果维持", "结果<br />维持").Replace(under("---")),
		"a break behind":         strings.Replace(under("---"), "| 40746 |", "| 40746<br> |", 1),
		"escaped bars in labels": strings.NewReplacer("行政许可 |", `行政\|许可 |`, "(一)予以公开", `(一)\|予以公开`).Replace(under("---")),
		"Windows line ends":      strings.ReplaceAll(under("---"), "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			if name != "as written" && text == plain {
				t.Fatal("nothing is changed")
			}
			r := ingest.Read(context.Background(), ingest.Document{Path: "report.md", Bytes: []byte(text)}, nil)
			if r.Status != report.Read || len(r.Cells) != 200 || r.Source.Format != "text" {
				t.Fatalf("%s %s with %d cells, format %s", r.Status, r.Message, len(r.Cells), r.Source.Format)
			}
			for i, want := range synth.Luancheng().Cells {
				if c := r.Cells[i]; c.Ref() != want.Ref() || c.State != want.State || c.Value != want.Value {
					t.Errorf("%v is %s %s, want %s %s", c.Ref(), c.State, c.Value, want.State, want.Value)
				}
			}
		})
	}
}

func TestMarkdownCells(t *testing.T) {
	const table = "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|:---|---:|:---:|---|\n| 规章 | 1 | @ | 3 |\n| 行政规范性文件 | 4 | 5 | 6 |\n"
	for cellText, want := range map[string]string{
		"1": "1", "": "BLANK", "&nbsp;": "BLANK", `\|`: "NOT_APPLICABLE", "---": "NOT_APPLICABLE",
		"1<br>": "1", "1<br>2": "UNREADABLE", `1\|2`: "UNREADABLE", "**1**": "1",
	} {
		t.Run(cellText, func(t *testing.T) {
			r := readString("", opening+strings.Replace(table, "@", cellText, 1)+"三、收到和处理政府信息公开申请情况\n")
			if got := cell(r, "rules.repealed", ""); got != want {
				t.Errorf("%q is %s, want %s", cellText, got, want)
			}
			if got := cell(r, "rules.in_force", ""); got != "3" {
				t.Errorf("the cell behind %q is %s, want 3", cellText, got)
			}
		})
	}
}
