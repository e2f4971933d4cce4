package synth_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

func layout(t *rapid.T) synth.Layout {
	flag := func(name string) bool { return rapid.Bool().Draw(t, name) }
	return synth.Layout{
		Family:      rapid.SampledFrom(synth.Families()).Draw(t, "family"),
		GB18030:     flag("gb18030"),
		ZerosBlank:  flag("zeros blank"),
		FullWidth:   flag("full width"),
		OddBlanks:   flag("odd blanks"),
		Annotated:   flag("annotated"),
		OtherWords:  flag("other words"),
		Traditional: flag("traditional"),
	}
}

func decoded(t testing.TB, document []byte, l synth.Layout) string {
	t.Helper()
	if l.GB18030 {
		utf, err := simplifiedchinese.GB18030.NewDecoder().Bytes(document)
		if err != nil {
			t.Fatal(err)
		}
		document = utf
	}
	if !utf8.Valid(document) || bytes.ContainsRune(document, utf8.RuneError) {
		t.Fatal("the document is not valid in its encoding")
	}
	return string(document)
}

var numeric = regexp.MustCompile(`^([+增减-]?\d[\d,]*(\.\d+)?(元|万元)?)?$`)

// htmlCells are the texts of the cells that hold a figure or nothing, in order.
func htmlCells(t testing.TB, document string) (texts []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	var text func(*html.Node) string
	text = func(n *html.Node) (s string) {
		if n.Type == html.TextNode {
			return n.Data
		}
		for c := range n.ChildNodes() {
			s += text(c)
		}
		return s
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "td" {
			if s := strings.TrimSpace(text(n)); numeric.MatchString(s) {
				texts = append(texts, s)
			}
		}
	}
	return texts
}

// textCells are the same for the families that mark every cell.
func textCells(document string, f synth.Family) (texts []string) {
	var cells []string
	switch f {
	case synth.Lines:
		for i, line := range strings.Split(document, "\n") {
			if i > 0 && (line != "" || len(cells) > 0 && cells[len(cells)-1] == "") {
				cells = append(cells, line)
			} else if line == "" {
				cells = append(cells, "\x00")
			}
		}
	default:
		cells = regexp.MustCompile(`[ \n]*\|[ \n]*|\n`).Split(document, -1)
	}
	for _, c := range cells {
		if c != "" && numeric.MatchString(c) {
			texts = append(texts, c)
		}
	}
	return texts
}

// docxCells is the text of a DOCX file, and the texts of its cells that hold a figure or nothing, in
// order and without those that only go on from above.
func docxCells(t testing.TB, document []byte) (text string, texts []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := fs.ReadFile(z, "word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	type paragraph struct {
		Texts []string `xml:"r>t"`
	}
	var body struct {
		Paragraphs []paragraph `xml:"body>p"`
		Cells      []struct {
			Merge *struct {
				Val string `xml:"val,attr"`
			} `xml:"tcPr>vMerge"`
			Paragraphs []paragraph `xml:"p"`
		} `xml:"body>tbl>tr>tc"`
	}
	if err := xml.Unmarshal(part, &body); err != nil {
		t.Fatal(err)
	}
	for _, p := range body.Paragraphs {
		text += strings.Join(p.Texts, "") + "\n"
	}
	texts = []string{}
	for _, c := range body.Cells {
		if s := strings.Join(c.Paragraphs[0].Texts, ""); numeric.MatchString(s) && (c.Merge == nil || c.Merge.Val == "restart") {
			texts = append(texts, s)
		}
	}
	return text, texts
}

// xlsxCells is the text of an XLSX file, and the texts of its cells that show a figure, in order.
func xlsxCells(t testing.TB, document []byte) (text string, texts []string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	texts = []string{}
	for _, row := range rows {
		for _, c := range row {
			text += c + "\n"
			if c != "" && numeric.MatchString(c) {
				texts = append(texts, c)
			}
		}
	}
	return text, texts
}

func TestOfficeFilesAreTheSameEveryTime(t *testing.T) {
	for _, f := range []synth.Family{synth.Docx, synth.Xlsx} {
		first, err := synth.Render(synth.Luancheng(), synth.Layout{Family: f})
		if err != nil {
			t.Fatal(err)
		}
		second, err := synth.Render(synth.Luancheng(), synth.Layout{Family: f})
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: two files of one report differ (%v)", f, err)
		}
	}
}

func TestEveryFigureIsInTheDocument(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := layout(rt)
		reports := synth.Reports(rapid.Uint64().Draw(rt, "seed"), office(rt), 2019, 2023)
		if len(reports) == 0 {
			rt.Skip("an office of later years")
		}
		r := rapid.SampledFrom(reports).Draw(rt, "report")
		document, err := synth.Render(r, l)
		if errors.Is(err, synth.ErrUnfit) {
			if l.Family != synth.Spaced && l.Family != synth.Glued {
				rt.Fatalf("%v, but every report fits this family", err)
			}
			return
		}
		if err != nil {
			rt.Fatal(err)
		}
		var text string
		var got []string
		switch l.Family.Format() {
		case "docx":
			text, got = docxCells(t, document)
		case "xlsx":
			text, got = xlsxCells(t, document)
		default:
			text = decoded(t, document, l)
		}
		if !strings.Contains(text, report.SyntheticNotice) || !strings.Contains(text, r.Title) {
			rt.Error("the notice or the title is missing")
		}
		var want []string
		for _, c := range synth.Printed(r, l) {
			if c.Text != "" || l.Family.Format() == "html" || l.Family.Format() == "docx" {
				want = append(want, c.Text)
			}
		}
		switch {
		case got != nil:
		case l.Family.Format() == "html":
			got = htmlCells(t, text)
		case l.Family == synth.Spaced:
			got = textCells(strings.ReplaceAll(text, " ", "\n"), l.Family)
		case l.Family == synth.Glued:
			return // see TestGluedRows
		default:
			got = textCells(text, l.Family)
		}
		if !slices.Equal(got, want) {
			rt.Errorf("the document has\n%q\nwant\n%q", got, want)
		}
	})
}

func TestOnlyZerosAreLeftBlank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(synth.Reports(rapid.Uint64().Draw(t, "seed"), office(t), 2019, 2025)).Draw(t, "report")
		for i, c := range synth.Printed(r, synth.Layout{ZerosBlank: true}) {
			before := r.Cells[i]
			switch {
			case before.Value.Sign() != 0 && c != before:
				t.Errorf("%v was %q and became %q", before.Ref(), before.Text, c.Text)
			case before.Value.Sign() == 0 && (c.State != report.Blank || c.Text != ""):
				t.Errorf("%v is 0 and prints %q", before.Ref(), c.Text)
			}
		}
		if r.Cells[0].Text == "" {
			t.Error("the report itself was changed")
		}
	})
}

// Rows as extractors leave them, one of each family.
func TestRows(t *testing.T) {
	r := synth.Luancheng()
	for name, c := range map[string]struct {
		layout synth.Layout
		want   []string
	}{
		"padded":             {synth.Layout{Family: synth.Padded}, []string{"行政许可 |\n40746 |\n||\n", "(三)不予公开 |\n1.属于国家秘密 |\n0 |\n0 |\n0 |\n0 |\n0 |\n0 |\n0 |\n|\n"}},
		"padded, blank":      {synth.Layout{Family: synth.Padded, ZerosBlank: true}, []string{"规章 |\n |\n |\n |\n行政规范性文件 |\n2 |\n"}},
		"inline end":         {synth.Layout{Family: synth.InlineEnd}, []string{"\n第二十条第(一)项 | |||\n", "行政许可 |\n40746 | ||\n"}},
		"bars":               {synth.Layout{Family: synth.Bars}, []string{"\n规章 | 0 | 0 | 0 |\n", "\n行政许可 | 40746 | ||\n"}},
		"bars, blank":        {synth.Layout{Family: synth.Bars, ZerosBlank: true}, []string{"\n规章 | | | |\n"}},
		"leading":            {synth.Layout{Family: synth.Leading}, []string{"\n| | 2.其他法律行政法规禁止公开 | 0 |", "\n| (七)总计 | 134 | 0 |", "\n四、结转下年度继续办理 | 0 |"}},
		"markdown":           {synth.Layout{Family: synth.Markdown}, []string{"\n| 规章 | 0 | 0 | 0 | \n", "\n| 行政许可 | 40746 | ||\n"}},
		"own line":           {synth.Layout{Family: synth.OwnLine}, []string{"\n规章\n|\n0\n|\n0\n|\n0\n|\n"}},
		"opener":             {synth.Layout{Family: synth.Opener}, []string{"\n|\n规章 |\n0 |\n0 |\n0 |\n|\n"}},
		"lines":              {synth.Layout{Family: synth.Lines}, []string{"\n规章\n\n0\n\n0\n\n0\n\n行政规范性文件\n\n2\n\n"}},
		"lines, blank":       {synth.Layout{Family: synth.Lines, ZerosBlank: true}, []string{"\n规章\n\n\n\n\n行政规范性文件\n\n2\n\n2\n\n11\n\n"}},
		"spaced":             {synth.Layout{Family: synth.Spaced}, []string{"\n规章 0 0 0\n", "(三)不予公开 1.属于国家秘密 0 0 0 0 0 0 0\n", "\n38 5 4 0 47 0 0 3 0 3 3 0 1 0 4\n"}},
		"other words":        {synth.Layout{Family: synth.Bars, OtherWords: true}, []string{"\n规范性文件 | 2 | 2 | 11 |\n"}},
		"odd blanks":         {synth.Layout{Family: synth.Bars, OddBlanks: true}, []string{"(三) 不予 公开 | 1. 属于国家秘密 |", "商业 企业 |", "结果 维持 |"}},
		"full width":         {synth.Layout{Family: synth.Bars, FullWidth: true}, []string{"第二十条第\uff08一\uff09项", "本年收费金额\uff08单位\uff1a万元\uff09"}},
		"annotated":          {synth.Layout{Family: synth.Bars, Annotated: true}, []string{"四、结转下年度继续办理(截至12月31日) | 0 |"}},
		"traditional":        {synth.Layout{Family: synth.Bars, Traditional: true}, []string{"行政許可 | 40746 |", "三、收到和處理政府信息公開申請情況", "《石家庄市栾城区2023年"}},
		"upright heads":      {synth.Layout{Family: synth.OneLine}, []string{"自<br />然<br />人", "总<br />计"}},
		"spans as the form":  {synth.Layout{Family: synth.Plain}, []string{`<td rowspan="22">三、本年度办理结果</td><td colspan="2">(一)予以公开</td>`, `<td rowspan="8">(三)不予公开</td>`}},
		"blank of a word":    {synth.Layout{Family: synth.Word, ZerosBlank: true}, []string{"<span lang=EN-US>&nbsp;</span>", "<o:p></o:p>", "MsoNormal"}},
		"meta of a system":   {synth.Layout{Family: synth.CMS}, []string{`<meta name="ArticleTitle" content="石家庄市栾城区2023年政府信息公开工作年度报告" />`}},
		"declared character": {synth.Layout{Family: synth.Plain, GB18030: true}, []string{`<meta charset="gb2312">`}},
	} {
		t.Run(name, func(t *testing.T) {
			document, err := synth.Render(r, c.layout)
			if err != nil {
				t.Fatal(err)
			}
			text := decoded(t, document, c.layout)
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
		})
	}
}

// Glued rows hold figures only where every figure that has a neighbour is one digit.
func TestGluedRows(t *testing.T) {
	var glued int
	departments := slices.DeleteFunc(slices.Clone(offices), func(o synth.Office) bool { return o.Department == "" })
	for _, o := range departments[:1000] {
		for _, r := range synth.Reports(5, o, 2023, 2023) {
			document, err := synth.Render(r, synth.Layout{Family: synth.Glued})
			if err != nil {
				continue
			}
			glued++
			row := regexp.MustCompile(`\n一、本年新收政府信息公开申请数量(\d+)\n`).FindSubmatch(document)
			if len(row) != 2 || len(row[1]) != 7 {
				t.Fatalf("%s: not seven figures in\n%s", r.Title, document)
			}
		}
	}
	if glued == 0 {
		t.Error("no report fits")
	}
}

func TestUnfitAndUnknown(t *testing.T) {
	r := synth.Luancheng()
	for name, c := range map[string]struct {
		layout  synth.Layout
		edition report.Edition
		unfit   bool
		want    string
	}{
		"blanks between blanks":    {synth.Layout{Family: synth.Spaced, ZerosBlank: true}, report.E2021, true, "rules.made is blank"},
		"two digits glued":         {synth.Layout{Family: synth.Glued}, report.E2021, true, `"11" in normative_documents.in_force`},
		"no such family":           {synth.Layout{Family: "papyrus"}, report.E2021, false, `no layout family "papyrus"`},
		"a form that is not drawn": {synth.Layout{Family: synth.Plain}, report.E2014, false, `no form of edition "2014"`},
	} {
		t.Run(name, func(t *testing.T) {
			r := r
			r.Edition = c.edition
			_, err := synth.Render(r, c.layout)
			if err == nil || errors.Is(err, synth.ErrUnfit) != c.unfit || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func BenchmarkRender(b *testing.B) {
	r := synth.Luancheng()
	for _, f := range synth.Families() {
		if f == synth.Glued {
			continue
		}
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				document, err := synth.Render(r, synth.Layout{Family: f})
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(document)))
			}
		})
	}
}
