package ingest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// saying puts a sentence into a section of a report whose table has one row.
func saying(office string, part int, sentence string) string {
	title := map[string]string{"区": "石家庄市栾城区", "局": "石家庄市农业农村局", "镇": "石家庄市栾城区楼底镇人民政府"}[office]
	var b strings.Builder
	fmt.Fprintf(&b, "%s2023年政府信息公开工作年度报告\n", title)
	for i, head := range []string{"一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
		"四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"} {
		b.WriteString(head + "\n")
		if i+1 == part {
			b.WriteString(sentence + "\n")
		}
		if i+1 == 2 {
			b.WriteString("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n1\n2\n3\n第二十条第(五)项\n信息内容\n本年处理决定数量\n行政许可\n7\n")
		}
	}
	return b.String()
}

// stated are a report's facts as the table of cases writes them.
func stated(r report.Report) string {
	var all []string
	for _, f := range r.Facts {
		var lines []string
		for _, line := range f.Lines {
			lines = append(lines, string(line))
		}
		sign := "="
		if f.Approx {
			sign = "~"
		}
		all = append(all, strings.Join(lines, "+")+string(f.Topic)+sign+f.Value.String())
	}
	return strings.Join(all, " ")
}

func TestFacts(t *testing.T) {
	b, err := os.ReadFile("testdata/facts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		cases++
		t.Run(columns[0], func(t *testing.T) {
			document := saying(columns[1], int(columns[2][0]-'0'), columns[3])
			r := readString("", document)
			if r.Year != 2023 || len(r.Parts) != 6 {
				t.Fatalf("year %d, %d parts: %s %s", r.Year, len(r.Parts), r.Reason, r.Message)
			}
			if got := stated(r); got != columns[4] {
				t.Errorf("%s\n got %s\nwant %s", columns[3], got, columns[4])
			}
			for _, f := range r.Facts {
				if rest := document[f.Offset:]; !strings.HasPrefix(rest, f.Text) {
					t.Errorf("%q is not at byte %d, where %.60q stands", f.Text, f.Offset, rest)
				}
			}
		})
	}
	if cases < 100 {
		t.Errorf("%d cases, want at least 100", cases)
	}
}

// printedFacts are the facts that the generator's sentences state of a report.
func printedFacts(r report.Report) (facts []string) {
	cells := map[report.LineCode]report.Cell{}
	for _, c := range r.Cells {
		if l, _ := report.FindLine(c.Line); l.Main() == c.Column {
			cells[c.Line] = c
		}
	}
	for _, sentence := range [][]report.LineCode{{"received", "carried_in", "total", "carried_out"}, {"granted", "partly_granted"},
		{"licensing.decisions", "penalties.decisions"}, {"review.total", "review.corrected"}} {
		if slices.ContainsFunc(sentence, func(l report.LineCode) bool { return cells[l].State != report.Numeric }) {
			continue
		}
		for _, l := range sentence {
			facts = append(facts, fmt.Sprintf("%s=%s", l, cells[l].Value))
		}
	}
	return facts
}

func TestFactsOfEveryLayout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		printed, layout := anyLayout(t)
		if layout.Fits(printed) != nil {
			layout.Family = synth.Word
		}
		b, err := synth.Render(printed, layout)
		if err != nil {
			t.Fatal(err)
		}
		r := ingest.Read(context.Background(), ingest.Document{Path: "report", Bytes: b}, nil)
		if want := strings.Join(printedFacts(printed), " "); strings.TrimSuffix(stated(r), " processing_fee=0") != strings.TrimSpace(want) {
			t.Errorf("%s %d %s\n got %s\nwant %s", r.Organ.Name, r.Year, r.Scope, stated(r), want)
		}
		if format := layout.Family.Format(); format != "text" && format != "html" {
			return // offsets in a part of a file
		}
		for _, f := range r.Facts {
			at := b[f.Offset:]
			if layout.GB18030 {
				at, _ = simplifiedchinese.GB18030.NewDecoder().Bytes(at[:min(len(at), 400)])
			}
			first := []byte(f.Text)[:3] // the page may have markup after it
			if !bytes.HasPrefix(at, first) {
				t.Errorf("%q is not at byte %d, where %.60q stands", f.Text, f.Offset, at)
			}
		}
	})
}

func TestFactsWithinMarkup(t *testing.T) {
	page := strings.Replace(aroundTable(tableTwo), "<body>", "<head><title>某县2023年政府信息公开工作年度报告</title></head><body>", 1)
	sentence := `<p>&nbsp;某县<span>2023</span>年,&ldquo;新收&rdquo;。<b>新收<!-- 9 --></b><span lang=EN-US>政府信息公开</span>申请<i> 14</i>0<u>件</u>,办结&nbsp;139件</p>`
	page = strings.Replace(page, "<p>一、总体情况</p>", "<p>一、总体情况</p>"+sentence, 1)
	r := readString("", page)
	if got := stated(r); got != "received=140 total=139" {
		t.Fatalf("facts %s", got)
	}
	for i, want := range []string{"新收<!-- 9 --></b>", "办结&nbsp;139件"} {
		if at := page[r.Facts[i].Offset:]; !strings.HasPrefix(at, want) {
			t.Errorf("%q is said to stand at %.40q", r.Facts[i].Text, at)
		}
	}
}

func TestFactsOfTheSeed(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(seed, "*.txt"))
	if len(files) == 0 {
		t.Skip("the seed is not here:", seed)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	r := ingest.Read(context.Background(), ingest.Document{Bytes: b}, nil)
	if got, want := stated(r), "total=140 review.total=47 litigation_direct.total+litigation_after_review.total=7 processing_fee=0"; got != want && got+" processing_fee=0" != want {
		t.Errorf("facts %s, want %s", got, want)
	}
	for _, f := range r.Facts {
		if !bytes.HasPrefix(b[f.Offset:], []byte(f.Text)) {
			t.Errorf("%q is not at byte %d", f.Text, f.Offset)
		}
	}
}

// narrative are the keys of the corpus's narrative figures and the lines they are of.
var narrative = map[string]string{
	"requests_received": "received", "requests_carried_in": "carried_in", "requests_answered": "total", "review": "review.total",
	"litigation":     "litigation_direct.total+litigation_after_review.total",
	"normative_made": "normative_documents.made", "normative_repealed": "normative_documents.repealed",
	"licensing_decisions": "licensing.decisions", "penalty_decisions": "penalties.decisions",
}

func TestFactsOfTheCorpus(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(corpus, "*.json"))
	if len(files) == 0 {
		t.Skip("the corpus is not here:", corpus)
	}
	known, read := 0, 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var truth struct {
			Facts map[string]json.RawMessage `json:"narrative_facts"`
		}
		if err := json.Unmarshal(b, &truth); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for key, value := range truth.Facts {
			if lines, ok := narrative[key]; ok {
				want[lines] = string(value)
			}
		}
		known += len(want)
		document, err := os.ReadFile(strings.TrimSuffix(file, ".json") + ".txt")
		if err != nil {
			continue // a page, read by TestCorpus
		}
		r := ingest.Read(context.Background(), ingest.Document{Bytes: document}, nil)
		for _, f := range strings.Fields(stated(r)) {
			lines, value, _ := strings.Cut(f, "=")
			if want[lines] == value {
				read++
			} else if w, ok := want[lines]; ok || lines != "total" { // the seed calls handled what its truth calls received
				t.Errorf("%s: fact %s, the truth says %q", filepath.Base(file), f, w)
			}
		}
	}
	t.Logf("%d figures told in running text by 41 reports, most of which the excerpts leave out: %d read, none wrong", known, read)
}
