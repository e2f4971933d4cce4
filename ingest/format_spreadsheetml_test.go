package ingest_test

import (
	"bytes"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// TestDamagedXMLWorkbooks cuts a workbook and changes its bytes: nothing is read but what was printed.
func TestDamagedXMLWorkbooks(t *testing.T) {
	printed := synth.Luancheng()
	page, err := synth.Render(printed, synth.Layout{Family: synth.Plain})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(xmlHead + `<Worksheet ss:Name="年报"><Table>`)
	for _, row := range gridRows(page) {
		b.WriteString("<Row>")
		for i, text := range row {
			kind := "String"
			if len(text) > 0 && text[0] >= '0' && text[0] <= '9' && strings.Trim(text, "0123456789.") == "" {
				kind = "Number"
			}
			if text != "" {
				fmt.Fprintf(&b, `<Cell ss:Index="%d"><Data ss:Type="%s">%s</Data></Cell>`, i+1, kind, html.EscapeString(text))
			}
		}
		b.WriteString("</Row>\n")
	}
	b.WriteString("</Table></Worksheet></Workbook>")
	whole := []byte(b.String())
	if r := readBytes(string(whole)); r.Status != report.Read || r.Source.Format != "spreadsheetml" || len(r.Cells) != len(printed.Cells) {
		t.Fatalf("the whole one is %s %s as %s with %d cells", r.Status, r.Message, r.Source.Format, len(r.Cells))
	}
	random := rand.New(rand.NewPCG(11, 5))
	for n := range 300 {
		cut := readBytes(string(whole[:random.IntN(len(whole)-1)]))
		if cut.Status == report.Read || cut.Reason == report.Internal {
			t.Errorf("cut %d is %s %s", n, cut.Status, cut.Message)
		}
		neverWrong(t, cut, printed.Cells)
		flipped := bytes.Clone(whole)
		for {
			at := random.IntN(len(flipped))
			if was := flipped[at] ^ 1<<random.IntN(8); strings.IndexByte("0123456789", was) < 0 { // another digit is another figure
				flipped[at] = was
				break
			}
		}
		r := readBytes(string(flipped))
		if r.Reason == report.Internal {
			t.Errorf("flip %d: %s", n, r.Message)
		}
		neverWrong(t, r, printed.Cells)
	}
}
