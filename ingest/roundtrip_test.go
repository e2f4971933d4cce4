package ingest_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// anyLayout draws a report and a way to print it.
func anyLayout(t *rapid.T) (report.Report, synth.Layout) {
	offices := synth.OfficesUnder("130000", 2019, 2025)
	office := rapid.SampledFrom(offices).Draw(t, "office")
	reports := synth.Reports(rapid.Uint64().Draw(t, "seed"), office, 2019, 2025)
	if len(reports) == 0 {
		t.Skip("no report")
	}
	l := synth.Layout{
		Family:      rapid.SampledFrom(synth.Families()).Draw(t, "family"),
		GB18030:     rapid.Bool().Draw(t, "gb18030"),
		ZerosBlank:  rapid.Bool().Draw(t, "zeros blank"),
		FullWidth:   rapid.Bool().Draw(t, "full width"),
		OddBlanks:   rapid.Bool().Draw(t, "odd blanks"),
		Annotated:   rapid.Bool().Draw(t, "annotated"),
		OtherWords:  rapid.Bool().Draw(t, "other words"),
		Traditional: rapid.Bool().Draw(t, "traditional"),
	}
	return rapid.SampledFrom(reports).Draw(t, "report"), l
}

func TestWhatIsPrintedIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		printed, layout := anyLayout(t)
		if err := layout.Fits(printed); err != nil {
			layout.Family = synth.Padded
		}
		b, err := synth.Render(printed, layout)
		if err != nil {
			t.Fatal(err)
		}
		got := ingest.Read(context.Background(), ingest.Document{Path: "report", Bytes: b}, nil)
		want := synth.Printed(printed, layout)
		if layout.Family == synth.Glued && got.Status == report.Partial {
			neverWrong(t, got, want) // figures that run into each other may be left, and then it says so
			return
		}
		if got.Status != report.Read || got.Edition != printed.Edition || !got.Synthetic {
			t.Fatalf("%s %s %s, edition %s, want READ of %s; synthetic %v", got.Status, got.Reason, got.Message, got.Edition, printed.Edition, got.Synthetic)
		}
		if got.Year != printed.Year || got.Region.Code != printed.Region.Code || got.Organ.Kind != printed.Organ.Kind {
			t.Errorf("%d %s %s, want %d %s %s", got.Year, got.Region.Code, got.Organ, printed.Year, printed.Region.Code, printed.Organ)
		}
		if len(got.Cells) != len(want) {
			t.Fatalf("%d cells, want %d", len(got.Cells), len(want))
		}
		for i, c := range got.Cells {
			if w := want[i]; c.Ref() != w.Ref() || c.State != w.State || c.Value != w.Value || c.Derived {
				t.Errorf("%v is %s %s %q, want %s %s at %v", c.Ref(), c.State, c.Value, c.Text, w.State, w.Value, w.Ref())
			}
		}
	})
}

// TestBlanksAreNeverFigures leaves any cells of a report blank, whatever stands in them. Each cell comes
// back as it was printed, or as text that says it could not be placed; nothing else passes as whole.
func TestBlanksAreNeverFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		printed, layout := anyLayout(t)
		layout.ZerosBlank = false
		printed.Cells = slices.Clone(printed.Cells)
		percent := rapid.SampledFrom([]int{1, 5, 20, 50, 90, 100}).Draw(t, "percent")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "blanks"), 3))
		for i, c := range printed.Cells {
			if random.IntN(100) < percent {
				printed.Cells[i] = report.Cell{Line: c.Line, Column: c.Column, State: report.Blank}
			}
		}
		if layout.Fits(printed) != nil {
			layout.Family = rapid.SampledFrom([]synth.Family{synth.Padded, synth.Bars, synth.Lines}).Draw(t, "another family")
		}
		b, err := synth.Render(printed, layout)
		if err != nil {
			t.Fatal(err)
		}
		got := ingest.Read(context.Background(), ingest.Document{Path: "report", Bytes: b}, nil)
		neverWrong(t, got, printed.Cells)
		truth := map[report.Ref]report.Cell{}
		for _, c := range printed.Cells {
			truth[c.Ref()] = c
		}
		equal := len(got.Cells) == len(printed.Cells)
		for _, c := range got.Cells {
			w := truth[c.Ref()]
			equal = equal && c.State == w.State
			if c.State != w.State && c.State != report.Illegible {
				t.Errorf("%v is %s %q, want %s %q", c.Ref(), c.State, c.Text, w.State, w.Text)
			}
		}
		if !equal && got.Status == report.Read {
			t.Errorf("it passes as whole with %d cells, and is not", len(got.Cells))
		}
		if got.Status == report.Rejected && percent < 50 {
			t.Errorf("%s %s", got.Reason, got.Message)
		}
	})
}

// neverWrong checks that whatever was read is as printed.
func neverWrong(t interface{ Errorf(string, ...any) }, got report.Report, want []report.Cell) {
	truth := map[report.Ref]report.Cell{}
	for _, c := range want {
		truth[c.Ref()] = c
	}
	for _, c := range got.Cells {
		if w := truth[c.Ref()]; c.State == report.Numeric && (w.State != report.Numeric || c.Value != w.Value) {
			t.Errorf("%v is %s from %q, want %s %s", c.Ref(), c.Value, c.Text, w.State, w.Value)
		}
	}
}

// damage reads documents of a family with one thing wrong with their bytes: no figure may come out
// other than it was printed.
func damage(family synth.Family, seed uint64, harm func([]byte, *rand.Rand) []byte, t *testing.T) {
	printed := synth.Luancheng()
	layout := synth.Layout{Family: family}
	if layout.Fits(printed) != nil {
		printed = synth.Reports(seed, synth.Office{Region: "130111"}, 2023, 2023)[0]
		if layout.Fits(printed) != nil {
			t.Skip("no figures that fit this family")
		}
	}
	whole, err := synth.Render(printed, layout)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(seed, 1))
	for n := range 300 {
		b := harm(append([]byte(nil), whole...), random)
		got := ingest.Read(context.Background(), ingest.Document{Bytes: b}, nil)
		if got.Reason == report.Internal {
			t.Fatalf("case %d: %s", n, got.Message)
		}
		neverWrong(t, got, synth.Printed(printed, layout))
		if got.Status == report.Read && len(b) < len(whole) && len(got.Cells) < 200 {
			t.Errorf("case %d: %d bytes of %d pass as whole", n, len(b), len(whole))
		}
	}
}

func TestCutDocuments(t *testing.T) {
	for _, family := range synth.Families() {
		t.Run(string(family), func(t *testing.T) {
			damage(family, 7, func(b []byte, r *rand.Rand) []byte { return b[:r.IntN(len(b))] }, t)
		})
	}
}

func TestFlippedBytes(t *testing.T) {
	for _, family := range synth.Families() {
		t.Run(string(family), func(t *testing.T) {
			damage(family, 8, func(b []byte, r *rand.Rand) []byte {
				for {
					i, bit := r.IntN(len(b)), byte(1)<<r.IntN(8)
					// Where a digit comes up, another figure is printed, and no reader could know.
					if is := b[i] ^ bit; strings.IndexByte("0123456789", is) < 0 {
						b[i] = is
						return b
					}
				}
			}, t)
		})
	}
}
