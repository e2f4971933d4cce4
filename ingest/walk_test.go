package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/report"
)

// file is a member of an archive under test.
type file struct{ name, content string }

func TestDocuments(t *testing.T) {
	const report1, report2 = "报告一", "报告二"
	for _, c := range []struct {
		name  string
		make  func(t *testing.T, dir string) // fills the folder, which is the working directory
		paths []string
		stdin string
		want  []string // path, content or reason
	}{{
		name:  "a file keeps the path as it was given",
		make:  func(t *testing.T, dir string) { write(t, "a.html", report1) },
		paths: []string{"./a.html", "a.html"},
		want:  []string{"./a.html = " + report1, "a.html = " + report1},
	}, {
		name: "a folder is walked in name order without what is hidden",
		make: func(t *testing.T, dir string) {
			write(t, "in/b.html", "b")
			write(t, "in/a/z.txt", "z")
			write(t, "in/c", "c")
			write(t, "in/.hidden/x.html", "x")
			write(t, "in/.DS_Store", "x")
			write(t, "in/__MACOSX/b.html", "x")
		},
		paths: []string{"in/"},
		want:  []string{"in/a/z.txt = z", "in/b.html = b", "in/c = c"},
	}, {
		name:  "an empty folder is not silent",
		make:  func(t *testing.T, dir string) { write(t, "in/.hidden", "x") },
		paths: []string{"in"},
		want:  []string{"in: EMPTY"},
	}, {
		name:  "what is not there",
		make:  func(t *testing.T, dir string) { write(t, "a", "a") },
		paths: []string{"nowhere", "a"},
		want:  []string{"nowhere: UNREADABLE", "a = a"},
	}, {
		name: "links lead no further than their folder",
		make: func(t *testing.T, dir string) {
			write(t, "in/b", "b")
			write(t, "secret", "s")
			link(t, "b", "in/a-inside")
			link(t, "../secret", "in/c-outside")
			link(t, "nothing", "in/d-broken")
			link(t, ".", "in/e-cycle")
			link(t, "f-itself", "in/f-itself")
		},
		paths: []string{"in"},
		want: []string{"in/a-inside = b", "in/b = b", "in/c-outside: UNREADABLE",
			"in/d-broken: UNREADABLE", "in/f-itself: UNREADABLE"},
	}, {
		name:  "64 MiB are read",
		make:  func(t *testing.T, dir string) { sparse(t, "big", ingest.MaxFile) },
		paths: []string{"big"},
		want:  []string{"big = 67108864 bytes"},
	}, {
		name:  "a byte more is refused",
		make:  func(t *testing.T, dir string) { sparse(t, "big", ingest.MaxFile+1) },
		paths: []string{"big"},
		want:  []string{"big: TOO_LARGE"},
	}, {
		name: "a zip archive, known by its content",
		make: func(t *testing.T, dir string) {
			write(t, "in/reports.dat", zipOf(t, false, file{"b.html", report1}, file{"__MACOSX/b.html", "x"}, file{"sub/a.html", report2}, file{"sub/.x", "x"}))
		},
		paths: []string{"in"},
		want:  []string{"in/reports.dat!/b.html = " + report1, "in/reports.dat!/sub/a.html = " + report2},
	}, {
		name: "names in GB18030",
		make: func(t *testing.T, dir string) {
			write(t, "old.zip", zipOf(t, true, file{gb18030(t, `栾城区\2023年报告.html`), report1}))
			write(t, "old.tgz", gzipOf(t, tarOf(t, file{gb18030(t, "栾城区/2023年报告.html"), report1})))
		},
		paths: []string{"old.zip", "old.tgz"},
		want:  []string{"old.zip!/栾城区/2023年报告.html = " + report1, "old.tgz!/栾城区/2023年报告.html = " + report1},
	}, {
		name:  "unflagged names that are UTF-8 stay so",
		make:  func(t *testing.T, dir string) { write(t, "mac.zip", zipOf(t, true, file{"报告.html", report1})) },
		paths: []string{"mac.zip"},
		want:  []string{"mac.zip!/报告.html = " + report1},
	}, {
		name: "tar archives",
		make: func(t *testing.T, dir string) {
			plain := tarOf(t, file{"./b.html", report1}, file{"a/.hidden", "x"}, file{"a/a.html", report2})
			write(t, "r.tar", plain)
			write(t, "r.tar.gz", gzipOf(t, plain))
		},
		paths: []string{"r.tar", "r.tar.gz"},
		want: []string{"r.tar!/./b.html = " + report1, "r.tar!/a/a.html = " + report2,
			"r.tar.gz!/./b.html = " + report1, "r.tar.gz!/a/a.html = " + report2},
	}, {
		name: "office documents are documents",
		make: func(t *testing.T, dir string) {
			write(t, "a.docx", zipOf(t, false, file{"[Content_Types].xml", "x"}, file{"word/document.xml", "x"}))
			write(t, "b.zip", zipOf(t, false, file{"c.ofd", zipOf(t, false, file{"OFD.xml", "x"})}))
		},
		paths: []string{"a.docx", "b.zip"},
		want:  []string{"a.docx = PK…", "b.zip!/c.ofd = PK…"},
	}, {
		name: "archives inside archives are named, not opened",
		make: func(t *testing.T, dir string) {
			inner := zipOf(t, false, file{"a.html", report1})
			write(t, "outer.zip", zipOf(t, false, file{"inner.zip", inner}, file{"inner.tgz", gzipOf(t, tarOf(t, file{"a", "a"}))}, file{"b.html", report2}))
		},
		paths: []string{"outer.zip"},
		want:  []string{"outer.zip!/inner.zip: UNREADABLE", "outer.zip!/inner.tgz: UNREADABLE", "outer.zip!/b.html = " + report2},
	}, {
		name: "archives of other kinds",
		make: func(t *testing.T, dir string) {
			write(t, "a.rar", "Rar!\x1a\x07\x01\x00…")
			write(t, "b.7z", "7z\xbc\xaf\x27\x1c…")
			write(t, "c.html.gz", gzipOf(t, strings.Repeat(report1, 300)))
		},
		paths: []string{"a.rar", "b.7z", "c.html.gz"},
		want:  []string{"a.rar: UNREADABLE", "b.7z: UNREADABLE", "c.html.gz: UNREADABLE"},
	}, {
		name: "a member that is a bomb, and its neighbours",
		make: func(t *testing.T, dir string) {
			write(t, "bomb.zip", zipOf(t, false, file{"a.html", report1}, file{"bomb", strings.Repeat("0", 8<<20)}, file{"b.html", report2}))
		},
		paths: []string{"bomb.zip"},
		want:  []string{"bomb.zip!/a.html = " + report1, "bomb.zip!/bomb: TOO_LARGE", "bomb.zip!/b.html = " + report2},
	}, {
		name: "a compressed tar that expands too far is given up",
		make: func(t *testing.T, dir string) {
			write(t, "bomb.tgz", gzipOf(t, tarOf(t, file{"a.html", report1}, file{"bomb", strings.Repeat("0", 32<<20)}, file{"b.html", report2})))
		},
		paths: []string{"bomb.tgz"},
		want:  []string{"bomb.tgz!/a.html = " + report1, "bomb.tgz!/bomb: TOO_LARGE", "bomb.tgz: TOO_LARGE"},
	}, {
		name: "a damaged member, and its neighbour",
		make: func(t *testing.T, dir string) {
			z := zipOf(t, false, file{"a.html", report1}, file{"b.html", report2})
			write(t, "bad.zip", strings.Replace(z, report1[:4], "\x00\x00\x00\x00", 1))
		},
		paths: []string{"bad.zip"},
		want:  []string{"bad.zip!/a.html: CORRUPT", "bad.zip!/b.html = " + report2},
	}, {
		name: "a tar archive cut in half",
		make: func(t *testing.T, dir string) {
			whole := tarOf(t, file{"a.html", report1}, file{"b.html", report2}, file{"c.html", report1})
			write(t, "at-a-member.tar", whole[:2*1024])
			write(t, "in-a-member.tar", whole[:1024+512+3])
			write(t, "packed.tgz", gzipOf(t, whole)[:60])
		},
		paths: []string{"at-a-member.tar", "in-a-member.tar", "packed.tgz"},
		want: []string{
			"at-a-member.tar!/a.html = " + report1, "at-a-member.tar!/b.html = " + report2, "at-a-member.tar: CORRUPT",
			"in-a-member.tar!/a.html = " + report1, "in-a-member.tar!/b.html: CORRUPT", "in-a-member.tar: CORRUPT",
			"packed.tgz: UNREADABLE"},
	}, {
		name: "locked, linked and empty archives",
		make: func(t *testing.T, dir string) {
			write(t, "locked.zip", locked(t, zipOf(t, false, file{"a.html", report1})))
			write(t, "link.tar", linkTar(t))
			write(t, "empty.zip", zipOf(t, false))
			write(t, "empty.tgz", gzipOf(t, tarOf(t)))
		},
		paths: []string{"locked.zip", "link.tar", "empty.zip", "empty.tgz"},
		want:  []string{"locked.zip!/a.html: ENCRYPTED", "link.tar!/passwd: UNREADABLE", "empty.zip: EMPTY", "empty.tgz: EMPTY"},
	}, {
		name:  "stdin is a document",
		paths: []string{"-"},
		stdin: report1,
		want:  []string{"- = " + report1},
	}, {
		name:  "stdin is an archive",
		paths: []string{"-"},
		stdin: gzipOf(t, tarOf(t, file{"a.html", report1})),
		want:  []string{"-!/a.html = " + report1},
	}, {
		name:  "stdin is a zip archive",
		paths: []string{"-"},
		stdin: zipOf(t, false, file{"a.html", report1}),
		want:  []string{"-!/a.html = " + report1},
	}, {
		name:  "stdin is bounded",
		paths: []string{"-"},
		stdin: strings.Repeat("x", ingest.MaxFile+1),
		want:  []string{"-: TOO_LARGE"},
	}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			if c.make != nil {
				c.make(t, dir)
			}
			var got []string
			for d := range ingest.Documents(t.Context(), c.paths, strings.NewReader(c.stdin)) {
				got = append(got, show(t, d))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
		})
	}
}

// show is a document as the table above writes it; a reason must come with a message and no bytes.
func show(t *testing.T, d ingest.Document) string {
	t.Helper()
	switch {
	case (d.Reason == "") != (d.Message == ""), d.Reason != "" && d.Bytes != nil:
		t.Errorf("%s: reason %q with message %q and %d bytes", d.Path, d.Reason, d.Message, len(d.Bytes))
	case d.Reason != "":
		return d.Path + ": " + string(d.Reason)
	case len(d.Bytes) > 1000:
		return fmt.Sprintf("%s = %d bytes", d.Path, len(d.Bytes))
	case bytes.HasPrefix(d.Bytes, []byte("PK")):
		return d.Path + " = PK…"
	}
	return d.Path + " = " + string(d.Bytes)
}

func TestDocumentsNeverReadsAFileThatIsTooLarge(t *testing.T) {
	big := filepath.Join(t.TempDir(), "big")
	sparse(t, big, 300<<20)
	allocated := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			for d := range ingest.Documents(b.Context(), []string{big}, nil) {
				if d.Reason != report.TooLarge {
					b.Fatalf("reason %q, want TOO_LARGE", d.Reason)
				}
			}
		}
	}).AllocedBytesPerOp()
	if allocated > 1<<20 {
		t.Errorf("%d bytes allocated for a file that is refused by its size", allocated)
	}
}

func TestDocumentsEndsWithItsContext(t *testing.T) {
	t.Run("between documents", func(t *testing.T) {
		t.Chdir(t.TempDir())
		write(t, "a", "a")
		write(t, "b", "b")
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n := 0
		for range ingest.Documents(ctx, []string{"a", "b", "."}, nil) {
			n++
			cancel()
		}
		if n != 1 {
			t.Errorf("%d documents after the context ended, want 1", n)
		}
	})
	t.Run("while stdin says nothing", func(t *testing.T) {
		silent, end := io.Pipe()
		defer end.Close()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			if _, err := end.Write([]byte("x")); err != nil {
				t.Error(err)
			}
			cancel()
		}()
		for d := range ingest.Documents(ctx, []string{"-"}, silent) {
			t.Errorf("document %s", show(t, d))
		}
	})
	t.Run("while it counts", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		t.Chdir(t.TempDir())
		write(t, "a", "a")
		if n := ingest.Files(ctx, []string{"."}); n != 0 {
			t.Errorf("%d files counted after the context ended", n)
		}
	})
	t.Run("when the caller has enough", func(t *testing.T) {
		t.Chdir(t.TempDir())
		write(t, "a", "a")
		write(t, "b.zip", zipOf(t, false, file{"1", "1"}, file{"2", "2"}))
		for _, most := range []int{1, 2} {
			n := 0
			for range ingest.Documents(t.Context(), []string{"."}, nil) {
				if n++; n == most {
					break
				}
			}
			if n != most {
				t.Errorf("%d documents, want %d", n, most)
			}
		}
	})
}

// TestAFileThatGrowsWhileItIsRead reads a file which another hand writes all the while. What is handed
// over is the file as it was at one moment, or the word that it changed; and that word must be heard.
func TestAFileThatGrowsWhileItIsRead(t *testing.T) {
	const line, lines, mostReads = "一行字\n", 1 << 20, 500
	name := filepath.Join(t.TempDir(), "growing")
	write(t, name, strings.Repeat(line, lines))
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	stop, begun, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		for n := 0; ; n++ {
			if n == 1 {
				close(begun)
			}
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			// Beyond what is read of a file it would be refused for its size.
			if _, err := f.WriteString(line); err != nil || n > 4<<20 {
				done <- errors.Join(err, errors.New("it was never told to stop"))
				return
			}
		}
	}()
	<-begun
	changed := 0
	for n := 0; n < mostReads && changed == 0; n++ {
		for d := range ingest.Documents(t.Context(), []string{name}, nil) {
			switch {
			case d.Reason == "" && len(d.Bytes) >= len(line)*lines && len(d.Bytes)%len(line) == 0:
			case d.Reason == report.Unreadable && d.Bytes == nil && strings.Contains(d.Message, "changed while it was read"):
				changed++
			default:
				t.Errorf("%s %s with %d bytes", d.Reason, d.Message, len(d.Bytes))
			}
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if changed == 0 {
		t.Errorf("%d reads of a growing file, and none says that it changed", mostReads)
	}
	for d := range ingest.Documents(t.Context(), []string{name}, nil) {
		if d.Reason != "" || len(d.Bytes) <= len(line)*lines {
			t.Errorf("complete, it is %s %s with %d bytes", d.Reason, d.Message, len(d.Bytes))
		}
	}
}

func TestFilesCountsWhatDocumentsOpens(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "in/a", "a")
	write(t, "in/sub/b.zip", zipOf(t, false, file{"1", "1"}, file{"2", "2"}))
	write(t, "in/.hidden/c", "c")
	write(t, "d", "d")
	if n := ingest.Files(t.Context(), []string{"in", "d", "nowhere"}); n != 4 {
		t.Errorf("%d files, want in/a, in/sub/b.zip, d and nowhere", n)
	}
}

func TestDocumentsTellsAFailingPipe(t *testing.T) {
	broken := io.MultiReader(strings.NewReader(strings.Repeat("x", 2000)), failing{errors.New("line dropped")})
	var got []string
	for d := range ingest.Documents(t.Context(), []string{"-"}, broken) {
		got = append(got, show(t, d)+" "+d.Message)
	}
	if diff := cmp.Diff([]string{"-: UNREADABLE line dropped"}, got); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
