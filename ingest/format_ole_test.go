package ingest_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// officeFiles are documents of ours that an office program saved again.
var officeFiles = []struct {
	name    string
	printed func() report.Report
	layout  synth.Layout
}{
	{"luancheng.doc", synth.Luancheng, synth.Layout{Family: synth.Plain}},
	{"cms2019.doc", luancheng2020, synth.Layout{Family: synth.CMS, ZerosBlank: true}},
	{"luancheng-blank.xls", synth.Luancheng, synth.Layout{Family: synth.OneLine, ZerosBlank: true}},
	{"edition2019.xls", luancheng2020, synth.Layout{Family: synth.Word, FullWidth: true}},
}

func luancheng2020() report.Report {
	return synth.Reports(7, synth.Office{Region: "130111"}, 2020, 2020)[0]
}

func TestOfficeFiles(t *testing.T) {
	for _, f := range officeFiles {
		t.Run(f.name, func(t *testing.T) {
			printed := f.printed()
			got := ingest.Read(context.Background(), ingest.Document{Path: "report", Bytes: officeFile(t, f.name)}, nil)
			if got.Status != report.Read || got.Edition != printed.Edition || "."+got.Source.Format != filepath.Ext(f.name) {
				t.Fatalf("%s %s %q, %s of edition %s", got.Status, got.Reason, got.Message, got.Source.Format, got.Edition)
			}
			if got.Year != printed.Year || got.Region.Code != printed.Region.Code {
				t.Errorf("%d %s, want %d %s", got.Year, got.Region.Code, printed.Year, printed.Region.Code)
			}
			if !slices.ContainsFunc(got.Basis, func(o report.Origin) bool {
				return o.Fact == "title" && o.Where == "properties" && strings.Contains(o.Text, "政府信息公开工作年度报告")
			}) {
				t.Errorf("the title in its properties is not among %+v", got.Basis)
			}
			want := synth.Printed(printed, f.layout)
			if len(got.Cells) != len(want) {
				t.Fatalf("%d cells, want %d", len(got.Cells), len(want))
			}
			for i, c := range got.Cells {
				if w := want[i]; c.Ref() != w.Ref() || c.State != w.State || c.Value != w.Value || c.Derived || c.Place.Row == 0 {
					t.Errorf("%v is %s %s %q at %+v, want %s %s", c.Ref(), c.State, c.Value, c.Text, c.Place, w.State, w.Value)
				}
			}
		})
	}
}

func damaged(t *testing.T, name string, harm func([]byte, *rand.Rand) ([]byte, bool), judge func(t *testing.T, n int, b []byte, got report.Report)) {
	whole := officeFile(t, name)
	random := rand.New(rand.NewPCG(9, 9))
	for n := 0; n < 300; {
		b, ok := harm(bytes.Clone(whole), random)
		if !ok {
			continue
		}
		n++
		got := ingest.Read(context.Background(), ingest.Document{Bytes: b}, nil)
		if got.Reason == report.Internal || got.Reason == report.TimedOut {
			t.Fatalf("case %d: %s", n, got.Message)
		}
		judge(t, n, b, got)
	}
}

func TestCutOfficeFiles(t *testing.T) {
	for _, f := range officeFiles {
		t.Run(f.name, func(t *testing.T) {
			want := synth.Printed(f.printed(), f.layout)
			damaged(t, f.name, func(b []byte, r *rand.Rand) ([]byte, bool) { return b[:r.IntN(len(b))], true },
				func(t *testing.T, n int, b []byte, got report.Report) {
					neverWrong(t, got, want)
					if got.Status == report.Read && len(got.Cells) < len(want) {
						t.Errorf("case %d: %d bytes pass as whole", n, len(b))
					}
				})
		})
	}
}

// Nothing in a workbook checks its numbers: a bit that makes another number of one makes another
// workbook. So a figure may change where it stands, with all that the same bytes print, and nothing
// else may.
func TestFlippedOfficeFiles(t *testing.T) {
	for _, f := range officeFiles {
		t.Run(f.name, func(t *testing.T) {
			want := synth.Printed(f.printed(), f.layout)
			damaged(t, f.name, func(b []byte, r *rand.Rand) ([]byte, bool) {
				i, bit := r.IntN(len(b)), byte(1)<<r.IntN(8)
				b[i] ^= bit
				return b, strings.IndexByte("0123456789 ", b[i]) < 0 // with these another figure may be printed
			}, func(t *testing.T, n int, b []byte, got report.Report) {
				if got.Source.Format != "xls" || len(changed(got, want)) != 1 {
					neverWrong(t, got, want)
				}
			})
		})
	}
}

// changed are the cells that are not as printed, those that were printed alike and are read alike
// as one.
func changed(got report.Report, want []report.Cell) map[[2]string]bool {
	texts := map[report.Ref]string{}
	for _, c := range got.Cells {
		texts[c.Ref()] = string(c.State) + c.Text
	}
	all := map[[2]string]bool{}
	for _, w := range want {
		if is, was := texts[w.Ref()], string(w.State)+w.Text; is != was {
			all[[2]string{was, is}] = true
		}
	}
	return all
}

func BenchmarkDOC(b *testing.B) { benchmarkRead(b, officeFile(b, "luancheng.doc")) }

func BenchmarkXLS(b *testing.B) { benchmarkRead(b, officeFile(b, "luancheng-blank.xls")) }

func officeFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
