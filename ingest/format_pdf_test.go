package ingest_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// printedPDFs are made-up reports as a browser and an office program print them: synth's Plain page
// through headless Chromium in Droid Sans Fallback, and its Word page through LibreOffice. Table 三
// goes over a page break in all of them.
var printedPDFs = []struct {
	file  string
	year  int
	blank bool // zeros are left blank
	read  int  // cells that are read; the others are said to be unreadable or missing
}{
	{"ruled.pdf", 2022, false, 200},
	{"unruled.pdf", 2022, false, 200},
	{"unruled-blank.pdf", 2023, true, 168}, // no lines, and blanks that leave no trace: some rows have no certain place
	{"writer.pdf", 2020, true, 198},
}

func printedPDF(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "pdf", file))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readPDF(b []byte) report.Report {
	return ingest.Read(context.Background(), ingest.Document{Path: "report.pdf", Bytes: b}, nil)
}

func TestPrintedPDFs(t *testing.T) {
	for _, c := range printedPDFs {
		t.Run(c.file, func(t *testing.T) {
			printed := synth.Reports(11, synth.Office{Region: "130111"}, c.year, c.year)[0]
			got := readPDF(printedPDF(t, c.file))
			if got.Year != c.year || got.Region.Code != "130111" || got.Edition != printed.Edition || !got.Synthetic {
				t.Errorf("%d %s of %s, synthetic %v, want %d 130111 of %s: %s", got.Year, got.Region.Code, got.Edition, got.Synthetic, c.year, printed.Edition, got.Message)
			}
			truth := map[report.Ref]report.Cell{}
			for _, w := range synth.Printed(printed, synth.Layout{Family: synth.Plain, ZerosBlank: c.blank}) {
				truth[w.Ref()] = w
			}
			read := 0
			for _, g := range got.Cells {
				w := truth[g.Ref()]
				if g.State == report.Illegible {
					continue
				}
				read++
				if g.State != w.State || g.Value != w.Value {
					t.Errorf("%v is %s %s %q, want %s %s", g.Ref(), g.State, g.Value, g.Text, w.State, w.Value)
				}
			}
			if read != c.read {
				t.Errorf("%d cells read, want %d: %s %s", read, c.read, got.Status, got.Message)
			}
		})
	}
}

// TestTurnedPDFs turns the pages, the text on them, or both.
func TestTurnedPDFs(t *testing.T) {
	whole := printedPDF(t, "ruled.pdf")
	want := readPDF(whole).Cells
	const upright, level = "0 0 612 792", "0 0 792 612"
	for name, c := range map[string]struct{ matrix, box, page string }{
		"as it is":                {"1 0 0 1 0 0", upright, ""},
		"the page, not its text":  {"1 0 0 1 0 0", upright, "/Rotate 90\n"},
		"its text, not the page":  {"0 1 -1 0 792 0", level, ""},
		"both":                    {"0 1 -1 0 792 0", level, "/Rotate 90\n"},
		"its text with the clock": {"0 -1 1 0 0 612", level, ""},
		"its text upside down":    {"-1 0 0 -1 612 792", upright, ""},
		"half as large":           {".5 0 0 .5 100 100", upright, ""},
		"three times as large":    {"3 0 0 3 0 0", "0 0 1836 2376", ""},
		"on a page elsewhere":     {"1 0 0 1 2000 -3000", "2000 -3000 2612 -2208", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := redrawn(t, whole, func(drawing string) string { return "q " + c.matrix + " cm\n" + drawing + "\nQ" }, c.box, c.page)
			got := readPDF(b)
			if len(got.Cells) != len(want) {
				t.Fatalf("%d cells, want %d: %s %s", len(got.Cells), len(want), got.Reason, got.Message)
			}
			for i, g := range got.Cells {
				if g != want[i] {
					t.Errorf("%+v, want %+v", g, want[i])
				}
			}
		})
	}
}

func TestSampleInPDF(t *testing.T) {
	want := seedFigures(t)
	b, err := os.ReadFile(filepath.Join(samples, "report.pdf"))
	if err != nil {
		t.Skip("the samples are not here:", err)
	}
	got := readPDF(b)
	if got.Status != report.Read || len(got.Cells) != 200 {
		t.Fatalf("%s, %d cells: %s", got.Status, len(got.Cells), got.Message)
	}
	for _, c := range got.Cells {
		if c.State != report.Numeric || c.Value != want[c.Ref()] {
			t.Errorf("%v is %s %s from %q, want %s", c.Ref(), c.State, c.Value, c.Text, want[c.Ref()])
		}
	}
}

func TestDamagedPDFs(t *testing.T) {
	for _, c := range printedPDFs {
		printed := synth.Printed(synth.Reports(11, synth.Office{Region: "130111"}, c.year, c.year)[0], synth.Layout{Family: synth.Plain, ZerosBlank: c.blank})
		whole := printedPDF(t, c.file)
		n := 300
		if testing.Short() {
			n = 30
		}
		for name, harm := range map[string]func([]byte, *rand.Rand) []byte{
			"cut": func(b []byte, r *rand.Rand) []byte { return b[:r.IntN(len(b))] },
			"flipped": func(b []byte, r *rand.Rand) []byte {
				b[r.IntN(len(b))] ^= 1 << r.IntN(8)
				return b
			},
		} {
			t.Run(c.file+" "+name, func(t *testing.T) {
				random := rand.New(rand.NewPCG(uint64(c.year), 3))
				for i := range n {
					b := harm(bytes.Clone(whole), random)
					got := readPDF(b)
					if got.Reason == report.Internal {
						t.Fatalf("case %d: %s", i, got.Message)
					}
					neverWrong(t, got, printed)
					if len(got.Cells) > 0 && len(b) < len(bytes.TrimRight(whole, "\r\n")) {
						t.Errorf("case %d: %d bytes of %d are read", i, len(b), len(whole))
					}
				}
			})
		}
	}
}

func TestPDFsAtOnce(t *testing.T) {
	whole := printedPDF(t, "ruled.pdf")
	want := len(readPDF(whole).Cells)
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			for range 3 {
				if got := readPDF(whole); len(got.Cells) != want {
					t.Errorf("%d cells, want %d: %s %s", len(got.Cells), want, got.Reason, got.Message)
				}
			}
		})
	}
	wait.Wait()
}

// TestPDFGivenUp stops readings at any moment: each ends soon, and none spoils the next.
func TestPDFGivenUp(t *testing.T) {
	whole := printedPDF(t, "ruled.pdf")
	readPDF(whole)
	for _, after := range []time.Duration{0, time.Millisecond, 5 * time.Millisecond, 20 * time.Millisecond} {
		ctx, stop := context.WithTimeout(context.Background(), after)
		got := ingest.Read(ctx, ingest.Document{Path: "report.pdf", Bytes: whole}, nil)
		stop()
		if got.Reason != report.TimedOut && len(got.Cells) != 200 {
			t.Errorf("given up after %s: %s %s", after, got.Reason, got.Message)
		}
	}
	if got := readPDF(whole); len(got.Cells) != 200 {
		t.Errorf("afterwards %d cells: %s", len(got.Cells), got.Message)
	}
}

func BenchmarkPDF(b *testing.B) {
	whole := printedPDF(b, "writer.pdf")
	const pages = 5
	readPDF(whole)
	b.SetBytes(int64(len(whole)))
	for b.Loop() {
		if r := readPDF(whole); len(r.Cells) != 198 {
			b.Fatal(r.Message)
		}
	}
	b.ReportMetric(pages*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
