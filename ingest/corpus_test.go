package ingest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/report"
)

// The corpus lies beside the checkout, not in it: tables of real reports as extractors left them,
// with their figures in JSON.
const corpus = "../../shared/corpus"

type truth struct {
	Edition              int                                   `json:"edition"`
	Disclosure           map[string]map[string]json.RawMessage `json:"disclosure"`
	Requests             map[string]map[string]json.RawMessage `json:"requests"`
	Review               map[string]json.RawMessage            `json:"review"`
	LitigationDirect     map[string]json.RawMessage            `json:"litigation_direct"`
	LitigationAfterwards map[string]json.RawMessage            `json:"litigation_after_review"`
}

// cells are the figures by cell, as the truth file prints them; "null" for a blank.
func (k truth) cells() map[report.Ref]string {
	m := map[report.Ref]string{}
	for row, columns := range k.Disclosure {
		for column, v := range columns {
			m[report.Ref{Line: report.LineCode(row + "." + column)}] = string(v)
		}
	}
	for row, columns := range k.Requests {
		for column, v := range columns {
			m[report.Ref{Line: report.LineCode(row), Column: report.Column(column)}] = string(v)
		}
	}
	for block, results := range map[string]map[string]json.RawMessage{"review": k.Review, "litigation_direct": k.LitigationDirect, "litigation_after_review": k.LitigationAfterwards} {
		for result, v := range results {
			m[report.Ref{Line: report.LineCode(block + "." + result)}] = string(v)
		}
	}
	for ref := range m {
		if _, ok := report.FindLine(ref.Line); !ok {
			delete(m, ref) // a province's own row
		}
	}
	return m
}

// figureOf is the number a truth entry stands for; ok is false if it stands for none.
func figureOf(entry string) (n report.Number, ok bool) {
	if entry == "null" {
		return n, false
	}
	text := strings.Trim(entry, `"`)
	scale := 0
	switch {
	case strings.HasSuffix(text, "万元"):
		scale = 4
	case text == "0/0":
		text = "0"
	}
	text = strings.NewReplacer("万元", "", "元", "", "减", "-", "減", "-", "? ", "", "--", "-").Replace(text)
	n, err := report.ParseNumber(text)
	if err != nil {
		return n, false
	}
	n, ok = n.Shift(scale)
	return n, ok
}

func TestCorpus(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(corpus, "*.json"))
	if len(files) == 0 {
		t.Skip("the corpus is not here:", corpus)
	}
	printed, read := 0, 0
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			p, r := compare(t, file)
			printed, read = printed+p, read+r
		})
	}
	t.Logf("%d documents: %d figures printed, %d read, %d left, none wrong", len(files), printed, read, printed-read)
	if read*100 < printed*99 {
		t.Errorf("%d of %d printed figures read, want at least 99 %%", read, printed)
	}
}

func compare(t *testing.T, file string) (printed, read int) {
	var want truth
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	document := strings.TrimSuffix(file, ".json") + ".txt"
	if _, err := os.Stat(document); err != nil {
		document = strings.TrimSuffix(file, ".json") + ".html"
	}
	b, err = os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	got := ingest.Read(context.Background(), ingest.Document{Path: filepath.Base(document), Bytes: b}, nil)
	if len(want.cells()) > 0 && string(got.Edition) != fmt.Sprint(want.Edition) {
		t.Errorf("edition %q, want %d", got.Edition, want.Edition)
	}
	t.Logf("%s %s %s %s", got.Status, got.Reason, got.Edition, got.Message)
	expected := want.cells()
	left := 0
	cells := map[report.Ref]report.Cell{}
	for _, c := range got.Cells {
		cells[c.Ref()] = c
		if _, ok := expected[c.Ref()]; !ok && c.State == report.Numeric {
			t.Errorf("%v: invented %s from %q", c.Ref(), c.Value, c.Text)
		}
	}
	for ref, entry := range expected {
		n, isFigure := figureOf(entry)
		c, ok := cells[ref]
		numeric := ok && c.State == report.Numeric
		switch {
		case isFigure && numeric && c.Value == n:
			printed, read = printed+1, read+1
		case numeric:
			t.Errorf("%v: read %s from %q, printed is %s", ref, c.Value, c.Text, entry)
		case isFigure:
			printed++
			if left++; left <= 5 {
				t.Logf("%v: not read: %s (%s %q)", ref, entry, c.State, c.Text)
			}
		}
	}
	return printed, read
}
