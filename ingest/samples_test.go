package ingest_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/report"
)

// The seed and its tables as an office program wrote them also lie beside the checkout.
const (
	seed    = "../../shared/seed"
	samples = "../../shared/samples"
)

// seedFigures are the seed's 200 figures from the corpus.
func seedFigures(t *testing.T) map[report.Ref]report.Number {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(corpus, "001-luancheng-2023.json"))
	if err != nil {
		t.Skip("the corpus is not here:", err)
	}
	var k truth
	if err := json.Unmarshal(b, &k); err != nil {
		t.Fatal(err)
	}
	figures := map[report.Ref]report.Number{}
	for ref, entry := range k.cells() {
		n, ok := figureOf(entry)
		if !ok {
			t.Fatalf("%v: %s is no figure", ref, entry)
		}
		figures[ref] = n
	}
	if len(figures) != 200 {
		t.Fatalf("%d figures, want 200", len(figures))
	}
	return figures
}

func TestSeedInEveryFormat(t *testing.T) {
	want := seedFigures(t)
	files, _ := filepath.Glob(filepath.Join(seed, "*.txt"))
	for _, name := range []string{"report.html", "report-gb18030.html", "report.doc", "report.docx", "report.xls", "report.xlsx", "seed-zeros-blank.txt"} {
		files = append(files, filepath.Join(samples, name))
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Skip("not here:", err)
			}
			got := ingest.Read(context.Background(), ingest.Document{Path: filepath.Base(file), Bytes: b}, nil)
			if got.Status != report.Read || got.Edition != report.E2021 || len(got.Cells) != 200 {
				t.Fatalf("%s %s, edition %s, %d cells: %s", got.Status, got.Reason, got.Edition, len(got.Cells), got.Message)
			}
			for _, c := range got.Cells {
				blankZero := c.State == report.Blank && want[c.Ref()] == report.Number{}
				if c.Value != want[c.Ref()] || c.State != report.Numeric && !blankZero {
					t.Errorf("%v: %s %s from %q, want %s", c.Ref(), c.State, c.Value, c.Text, want[c.Ref()])
				}
				if c.State == report.Numeric && got.Source.Format == "text" && string(b[c.Place.Offset:][:len(c.Text)]) != c.Text {
					t.Errorf("%v: %q is not at byte %d", c.Ref(), c.Text, c.Place.Offset)
				}
			}
		})
	}
}
