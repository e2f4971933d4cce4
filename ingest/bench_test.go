package ingest_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
)

func document(b *testing.B, family synth.Family) []byte {
	b.Helper()
	whole, err := synth.Render(synth.Luancheng(), synth.Layout{Family: family})
	if err != nil {
		b.Fatal(err)
	}
	return whole
}

// page80 is a page of about 80 KB: a word processor's markup of the report in a site's frame of
// links and scripts.
func page80(b *testing.B) []byte {
	report := document(b, synth.Word)
	var frame strings.Builder
	for n := 0; frame.Len()+len(report) < 80_000; n++ {
		fmt.Fprintf(&frame, "<li class=\"nav-item\"><a href=\"/zwgk/col%d/index.html\" title=\"栏目\">政务公开栏目%d</a></li>\n", n, n)
	}
	return bytes.Replace(report, []byte("<body"), []byte("<body><ul>"+frame.String()+"</ul><div"), 1)
}

func benchmarkRead(b *testing.B, whole []byte) {
	ctx := context.Background()
	b.SetBytes(int64(len(whole)))
	b.ReportAllocs()
	for b.Loop() {
		if r := ingest.Read(ctx, ingest.Document{Path: "report", Bytes: whole}, nil); len(r.Cells) != 200 {
			b.Fatalf("%d cells: %s", len(r.Cells), r.Message)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}

func BenchmarkText(b *testing.B) { benchmarkRead(b, document(b, synth.Padded)) }

func BenchmarkHTML(b *testing.B) { benchmarkRead(b, page80(b)) }

// BenchmarkHTMLParse is what golang.org/x/net/html takes to make a tree of the page of BenchmarkHTML.
func BenchmarkHTMLParse(b *testing.B) {
	whole := page80(b)
	b.SetBytes(int64(len(whole)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := html.Parse(bytes.NewReader(whole)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
