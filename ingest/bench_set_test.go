package ingest_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// readAll reads documents on so many cores and says how many gave no report.
func readAll(cores int, documents func(yield func(ingest.Document) bool)) (read, rejected int64) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	waiting := make(chan ingest.Document)
	var workers sync.WaitGroup
	for range cores {
		workers.Go(func() {
			for d := range waiting {
				if ingest.Read(context.Background(), d, nil).Status == report.Rejected {
					atomic.AddInt64(&rejected, 1)
				}
				atomic.AddInt64(&read, 1)
			}
		})
	}
	documents(func(d ingest.Document) bool {
		waiting <- d
		return true
	})
	close(waiting)
	workers.Wait()
	return read, rejected
}

// computing is the time the process has been at work on all cores.
func computing(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkCores reads the same text on one core and on all, by turns. "times-one-core" is what
// the clock says; "work-times-one-core" what the work done would allow on a machine without anyone
// else: the cores over how much more work a document is on all of them than on one.
func BenchmarkCores(b *testing.B) {
	whole := document(b, synth.Padded)
	const documents = 2000
	many := func(yield func(ingest.Document) bool) {
		for range documents {
			yield(ingest.Document{Path: "report", Bytes: whole})
		}
	}
	all := runtime.NumCPU()
	readAll(all, many)
	var clock, work [2]time.Duration
	for b.Loop() {
		for i, cores := range []int{1, all} {
			start, before := time.Now(), computing(b)
			readAll(cores, many)
			clock[i], work[i] = clock[i]+time.Since(start), work[i]+computing(b)-before
		}
	}
	b.ReportMetric(documents*float64(b.N)/clock[0].Seconds(), "documents/s-one-core")
	b.ReportMetric(documents*float64(b.N)/clock[1].Seconds(), "documents/s-all-cores")
	b.ReportMetric(clock[0].Seconds()/clock[1].Seconds(), "times-one-core")
	b.ReportMetric(float64(all)*work[0].Seconds()/work[1].Seconds(), "work-times-one-core")
}

// BenchmarkPDFs reads PDFs on all cores.
func BenchmarkPDFs(b *testing.B) {
	var whole [][]byte
	for _, c := range printedPDFs {
		whole = append(whole, printedPDF(b, c.file))
	}
	const documents = 40
	many := func(yield func(ingest.Document) bool) {
		for i := range documents {
			yield(ingest.Document{Path: "report.pdf", Bytes: whole[i%len(whole)]})
		}
	}
	readAll(runtime.NumCPU(), many)
	for b.Loop() {
		if _, rejected := readAll(runtime.NumCPU(), many); rejected > 0 {
			b.Fatal(rejected, "rejected")
		}
	}
	b.ReportMetric(documents*float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}

// BenchmarkPDFStart is the first PDF of a process: without the machine code of earlier ones, and with it.
func BenchmarkPDFStart(b *testing.B) {
	for _, kept := range []bool{false, true} {
		b.Run(map[bool]string{false: "compiling", true: "compiled"}[kept], func(b *testing.B) {
			folder := b.TempDir()
			if kept {
				firstPDF(b, folder)
			}
			for b.Loop() {
				if !kept {
					folder = b.TempDir()
				}
				firstPDF(b, folder)
			}
		})
	}
}

// firstPDF reads a PDF in a process of its own, whose user's cache is the folder.
func firstPDF(tb testing.TB, cache string) {
	tb.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestFirstPDF$")
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache, firstPDFOnly+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("%v: %s", err, out)
	}
}

const firstPDFOnly = "GONGKAI_FIRST_PDF"

// TestFirstPDF is the process of firstPDF. On a busy machine the engine may not be there in the time
// of a document; it must be for a later one.
func TestFirstPDF(t *testing.T) {
	if os.Getenv(firstPDFOnly) == "" {
		t.Skip("it is run by others")
	}
	whole := printedPDF(t, "writer.pdf")
	got := readPDF(whole)
	for n := 0; n < 5 && got.Reason == report.TimedOut; n++ {
		got = readPDF(whole)
	}
	if len(got.Cells) != 198 {
		t.Errorf("%d cells: %s %s", len(got.Cells), got.Reason, got.Message)
	}
}

// TestPDFCodeDamaged reads a PDF with what was kept of the compiled code damaged, and where none can
// be kept.
func TestPDFCodeDamaged(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles three times")
	}
	cache := t.TempDir()
	firstPDF(t, cache)
	files, _ := filepath.Glob(filepath.Join(cache, "gongkai", "*", "*"))
	if len(files) == 0 {
		t.Fatal("nothing is kept")
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b[:len(b)/2], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	firstPDF(t, cache)
	firstPDF(t, os.DevNull)
}

// mixedFiles is how many files BenchmarkMixed reads.
const mixedFiles = 10_000

// BenchmarkMixed reads ten thousand files of all formats from a folder and tells the most memory
// that the process had at once.
func BenchmarkMixed(b *testing.B) {
	dir := b.TempDir()
	writeMixed(b, dir)
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Skip("no telling the most memory here:", err)
	}
	for b.Loop() {
		read, rejected := readAll(runtime.NumCPU(), ingest.Documents(context.Background(), []string{dir}, nil))
		if read != mixedFiles || rejected > mixedFiles/100 {
			b.Fatalf("%d read, %d of them rejected", read, rejected)
		}
	}
	b.ReportMetric(float64(mixedFiles)*float64(b.N)/b.Elapsed().Seconds(), "documents/s")
	b.ReportMetric(peak(b), "peak-MB")
}

// peak is the most memory the process had at once, in MB.
func peak(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kb); n == 1 {
			return kb / 1000
		}
	}
	b.Fatal("the status has no VmHWM")
	return 0
}

// writeMixed writes files of every format that is read: one of twenty is a PDF, one a DOC, one an XLS,
// the rest are generated in every family.
func writeMixed(b *testing.B, dir string) {
	var fixed [][]byte
	for _, c := range printedPDFs {
		fixed = append(fixed, printedPDF(b, c.file))
	}
	fixed = append(fixed, officeFile(b, "luancheng.doc"), officeFile(b, "luancheng-blank.xls"), officeFile(b, "cms2019.doc"), officeFile(b, "edition2019.xls"))
	n := 0
	write := func(content []byte) {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d", n)), content, 0o600); err != nil {
			b.Fatal(err)
		}
		n++
	}
	for seed := uint64(1); n < mixedFiles; seed++ {
		set := synth.Set{Seed: seed, Offices: synth.OfficesUnder("130000", 2019, 2025), From: 2019, To: 2025, Families: synth.Families()}
		for d, err := range set.Documents() {
			if err != nil {
				b.Fatal(err)
			}
			if n == mixedFiles {
				break
			}
			if n%10 == 0 {
				write(fixed[n/10%len(fixed)])
			} else {
				write(d.Bytes)
			}
		}
	}
}
