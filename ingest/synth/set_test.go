package synth_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

func documents(t testing.TB, s synth.Set) map[string]synth.Document {
	t.Helper()
	all := map[string]synth.Document{}
	for d, err := range s.Documents() {
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := all[d.Path]; twice {
			t.Errorf("%s is there twice", d.Path)
		}
		all[d.Path] = d
	}
	return all
}

// sample is the sample's documents by path, made once.
func sample(t testing.TB) map[string]synth.Document {
	t.Helper()
	sampleOnce.Do(func() { sampleMade = documents(t, synth.Sample()) })
	return sampleMade
}

var (
	sampleOnce sync.Once
	sampleMade map[string]synth.Document
)

func TestSampleCoversTheProvince(t *testing.T) {
	have := map[string]bool{}
	levels := map[report.Level]int{}
	for _, d := range sample(t) {
		have[strings.TrimSuffix(d.Path, filepath.Ext(d.Path))] = true
		levels[d.Report.Region.Level]++
	}
	missing := 0
	for _, p := range synth.Sample().Planted() {
		if p.Flaw == synth.NotReported {
			missing++
			name := strings.TrimSuffix(p.Path, filepath.Ext(p.Path))
			if have[name] {
				t.Errorf("%s is there and said not to be", p.Path)
			}
			have[name] = true
		}
	}
	if missing < 3 || missing > 20 {
		t.Errorf("%d reports are missing, a handful is meant", missing)
	}
	want := 0
	for _, o := range synth.OfficesUnder("130000", 2019, 2025) {
		for year := 2019; year <= 2025; year++ {
			r, ok := report.RegionAt(o.Region, year)
			if !ok {
				continue
			}
			want++
			parts := []string{"河北省", r.Prefecture, r.Name}
			if r.Level != report.County {
				parts = parts[:2]
			}
			parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
			if name := strings.Join(parts, "/") + "/" + yearText(year); !have[name] {
				t.Errorf("%s is neither there nor said to be missing", name)
			}
		}
	}
	if len(have) != want || levels[report.Province] != 7 || levels[report.Prefecture] != 77 {
		t.Errorf("%d places for documents, want %d; by level %v", len(have), want, levels)
	}
}

func yearText(year int) string {
	return string([]byte{'2', '0', '0' + byte(year/10%10), '0' + byte(year%10)})
}

// Every document of the sample holds its report's figures, says what it is, and nothing is wrong
// with it that is not listed.
func TestSampleIsHonest(t *testing.T) {
	all := sample(t)
	planted := map[string][]synth.Planted{}
	for _, p := range synth.Sample().Planted() {
		planted[p.Path] = append(planted[p.Path], p)
	}
	kinds := map[synth.Flaw]int{}
	for path, d := range all {
		text := decoded(t, d.Bytes, d.Layout)
		if strings.Contains(text, report.SyntheticNotice) != d.Report.Synthetic {
			t.Errorf("%s: synthetic %v, its notice says otherwise", path, d.Report.Synthetic)
		}
		var broken []report.Identity
		old := d.Report.Edition == report.E2019 && d.Report.Year > 2020
		odd := slices.IndexFunc(d.Report.Cells, func(c report.Cell) bool {
			return c.State == report.NotApplicable || c.State == report.Blank && !d.Layout.ZerosBlank
		})
		for _, p := range planted[path] {
			kinds[p.Flaw]++
			broken = append(broken, p.Broken...)
			if p.Flaw == synth.OldForm {
				old = !old
			}
			if odd >= 0 && d.Report.Cells[odd].Ref() == p.Cell {
				odd = -1
			}
		}
		if old {
			t.Errorf("%s: the old form is used and not listed, or listed and not used", path)
		}
		if odd >= 0 {
			t.Errorf("%s: %v is %s and not listed", path, d.Report.Cells[odd].Ref(), d.Report.Cells[odd].State)
		}
		if got := failing(d.Report); len(got) != len(broken) {
			t.Errorf("%s: these sums fail: %v, listed are %v", path, got, broken)
		}
	}
	for _, flaw := range []synth.Flaw{synth.SumFails, synth.NotApplicable, synth.BlankTotal, synth.OldForm} {
		if kinds[flaw] == 0 {
			t.Errorf("no flaw %s was planted", flaw)
		}
	}
}

func TestSampleIsTheSameTwice(t *testing.T) {
	first, second := sample(t), documents(t, synth.Sample())
	if len(first) != len(second) {
		t.Errorf("%d documents, then %d", len(first), len(second))
	}
	for path, d := range first {
		if !bytes.Equal(d.Bytes, second[path].Bytes) {
			t.Errorf("%s differs", path)
		}
	}
}

// The one real report stands among made-up neighbours that lead up to it and follow from it.
func TestLuanchengStandsInItsSeries(t *testing.T) {
	years := map[int]report.Report{}
	for path, d := range sample(t) {
		if d.Report.Region.Code != "130111" {
			continue
		}
		years[d.Report.Year] = d.Report
		if d.Report.Year == 2023 {
			text := decoded(t, d.Bytes, d.Layout)
			if d.Report.Synthetic || !strings.Contains(text, "本文件的数字转录自已经公开发布的《石家庄市栾城区2023年政府信息公开工作年度报告》") {
				t.Errorf("%s does not say where its figures are from:\n%s", path, text)
			}
			if !slices.Equal(synth.Luancheng().Cells, d.Report.Cells) {
				t.Errorf("%s has other figures than those published", path)
			}
		}
	}
	if len(years) != 7 {
		t.Fatalf("%d years, want 7", len(years))
	}
	for _, c := range []struct {
		year int
		cell report.Ref
		want int64
	}{
		{2022, report.Ref{Line: "carried_out", Column: report.Total}, 0},
		{2022, report.Ref{Line: "normative_documents.in_force"}, 11},
		{2023, report.Ref{Line: "unable_not_held", Column: report.Total}, 46},
		{2024, report.Ref{Line: "carried_in", Column: report.Total}, 0},
	} {
		if got := values(years[c.year])[c.cell]; got != report.Count(c.want) {
			t.Errorf("%d: %v is %s, want %d", c.year, c.cell, got, c.want)
		}
	}
	after := values(years[2024])
	want := report.Count(11).Add(after[report.Ref{Line: "normative_documents.made"}]).Sub(after[report.Ref{Line: "normative_documents.repealed"}])
	if got := after[report.Ref{Line: "normative_documents.in_force"}]; got != want {
		t.Errorf("2024: %s documents in force, want %s", got, want)
	}
}

// The committed figures are those of the published report's text.
func TestLuanchengFiguresAsPublished(t *testing.T) {
	names, _ := filepath.Glob("../../../shared/seed/*.txt")
	if len(names) == 0 {
		t.Skip("the published report's text is not here (shared/seed)")
	}
	text, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, m := range regexp.MustCompile(`(?m)^(\d[\d.]*) \|$`).FindAllSubmatch(text, -1) {
		want = append(want, string(m[1]))
	}
	for _, c := range synth.Luancheng().Cells {
		got = append(got, c.Text)
	}
	if len(want) != 200 {
		t.Errorf("the text has %d figures, want 200", len(want))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWriteTo(t *testing.T) {
	s := synth.Set{Seed: 7, Offices: synth.Offices(3), From: 2020, To: 2021, Families: []synth.Family{synth.Bars}}
	dir := t.TempDir()
	n, err := s.WriteTo(dir)
	if err != nil || n != 6 {
		t.Fatalf("%d documents, %v; want 6", n, err)
	}
	var got []string
	err = fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			got = append(got, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"北京市/2020.txt", "北京市/2021.txt", "北京市/东城区/2020.txt", "北京市/东城区/2021.txt", "北京市/西城区/2020.txt", "北京市/西城区/2021.txt"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := s.WriteTo(filepath.Join(dir, "北京市/2020.txt")); err == nil {
		t.Error("writing under a file went well")
	}
}

func TestASetWithAnUnknownFamilyEndsWithAnError(t *testing.T) {
	s := synth.Set{Offices: synth.Offices(1), From: 2020, To: 2021, Families: []synth.Family{"papyrus"}}
	if n, err := s.WriteTo(t.TempDir()); err == nil || n != 0 {
		t.Errorf("%d documents, %v", n, err)
	}
}

func BenchmarkSample(b *testing.B) {
	n, size := 0, 0
	for b.Loop() {
		for d := range synth.Sample().Documents() {
			n++
			size += len(d.Bytes)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
	b.ReportMetric(float64(size)/float64(n), "bytes/document")
}
