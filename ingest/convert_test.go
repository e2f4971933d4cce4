package ingest_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// rich is a document that only an office program opens.
const rich = `{\rtf1\ansi a report}`

// office is a program that is called like LibreOffice and then runs a shell script, which finds
// $in, $out (the file to make) and $target.
func office(t *testing.T, script string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "office")
	text := `#!/bin/sh
profile=
while [ $# -gt 1 ]; do
	case $1 in
	-env:UserInstallation=file://*) profile=${1#*file://} ;;
	--convert-to) target=$2; shift ;;
	--outdir) outdir=$2; shift ;;
	esac
	shift
done
in=$1
[ -d "$profile/user" ] || { echo "no profile"; exit 1; }
mkdir -p "$outdir"
base=${in##*/}
out=$outdir/${base%.*}.$target
` + script + "\n"
	if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

func converter(t *testing.T, program string, limit time.Duration) *ingest.Converter {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	c, err := ingest.NewConverter(program, limit)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	})
	return c
}

// page is the report of 栾城区 as a page, in a file.
func page(t *testing.T) (name string, text []byte) {
	t.Helper()
	text, err := synth.Render(synth.Luancheng(), synth.Layout{Family: synth.CMS})
	if err != nil {
		t.Fatal(err)
	}
	name = filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return name, text
}

func TestConverted(t *testing.T) {
	name, text := page(t)
	plain := ingest.Read(t.Context(), ingest.Document{Path: "in/a.rtf", Bytes: text}, nil)
	for kind, script := range map[string]string{
		"a text":  `[ $target = docx ] && cp ` + name + ` "$out"`,
		"a sheet": `[ $target = xlsx ] && cp ` + name + ` "$out" || echo "Error: no export filter"`,
	} {
		t.Run(kind, func(t *testing.T) {
			c := converter(t, office(t, `[ "$(cat "$in")" = '`+rich+`' ] && [ "${in##*.}" = rtf ] || exit 0; `+script), 0)
			known := &identity.Entry{Year: 2022}
			r := c.Read(t.Context(), ingest.Document{Path: "in/a.rtf", Bytes: []byte(rich)}, known)
			if r.Status != report.Read || r.Year != 2022 || r.Region.Code != "130111" {
				t.Errorf("%s %s %q, %d, %s", r.Status, r.Reason, r.Message, r.Year, r.Region.Code)
			}
			if diff := cmp.Diff(plain.Cells, r.Cells, cmp.Comparer(func(a, b report.Number) bool { return a == b })); diff != "" || len(r.Cells) != 200 {
				t.Errorf("%d cells (-plain +converted):\n%s", len(r.Cells), diff)
			}
			raw := ingest.Read(t.Context(), ingest.Document{Path: "in/a.rtf", Bytes: []byte(rich)}, nil).Source
			raw.Format = "rtf via office"
			if diff := cmp.Diff(raw, r.Source); diff != "" {
				t.Errorf("source (-want +got):\n%s", diff)
			}
			if !hasFinding(r, "converted") {
				t.Error("no finding says that it was converted")
			}
		})
	}
}

func TestNotConverted(t *testing.T) {
	_, text := page(t)
	for name, c := range map[string]struct {
		script, document string
		reason           report.Reason
		says             string
	}{
		"what is read without": {`exit 1`, string(text), "", ""},
		"what is no report":    {`cp "$in" "$out"`, "a letter", report.NotAReport, ""},
		"a picture":            {`cp "$in" "$out"`, "\xff\xd8\xff\xe0\x00\x10JFIF\x00", report.NeedsOCR, ""},
		"a refusal":            {`echo "Warning: no java"; echo "Error: source file could not be loaded"`, rich, report.NeedsConversion, "(office could not convert it: Error: source file could not be loaded)"},
		"a crash":              {`cp "$in" "$out"; echo terminate called >&2; exit 134`, rich, report.NeedsConversion, "exit status 134: terminate called"},
		"silence":              {``, rich, report.NeedsConversion, "it said nothing"},
		"a flood of words":     {`head -c 3000000 /dev/zero | tr '\0' x; echo; echo last words`, rich, report.NeedsConversion, ": last words)"},
		"too much":             {`truncate -s 65M "$out"`, rich, report.NeedsConversion, "64 MiB"},
		"the same again":       {`cp "$in" "$out"`, rich, report.NeedsConversion, ""},
		"another picture":      {`printf '\377\330\377\340' > "$out"`, rich, report.NeedsOCR, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := converter(t, office(t, c.script), 0).Read(t.Context(), ingest.Document{Path: "a.rtf", Bytes: []byte(c.document)}, nil)
			if r.Reason != c.reason || !strings.Contains(r.Message, c.says) {
				t.Errorf("%s %q, want %s and %q", r.Reason, r.Message, c.reason, c.says)
			}
			if want := ingest.Read(t.Context(), ingest.Document{Bytes: []byte(c.document)}, nil).Source; r.Source.SHA256 != want.SHA256 || r.Source.Size != want.Size {
				t.Errorf("source %+v, want that of the document itself", r.Source)
			}
		})
	}
}

// hanging is a program that starts another, and both hang. Whoever of them is alive holds the pipe
// open, so that reading it ends with the last of them.
func hanging(t *testing.T) (program, pipe string) {
	t.Helper()
	pipe = filepath.Join(t.TempDir(), "alive")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	return office(t, `exec 3> `+pipe+`; echo up >&3; sleep 1000 & sleep 1000`), pipe
}

func TestConversionEndsWithItsLimit(t *testing.T) {
	program, pipe := hanging(t)
	alive, err := os.OpenFile(pipe, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer alive.Close()
	r := converter(t, program, 300*time.Millisecond).Read(t.Context(), ingest.Document{Path: "a.rtf", Bytes: []byte(rich)}, nil)
	if r.Reason != report.NeedsConversion || !strings.Contains(r.Message, "it took longer than 300ms") {
		t.Errorf("%s %q", r.Reason, r.Message)
	}
	if _, err := io.ReadAll(alive); err != nil {
		t.Fatal(err)
	}
}

func TestConversionEndsWithItsContext(t *testing.T) {
	program, pipe := hanging(t)
	c := converter(t, program, 0)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan report.Report, 1)
	go func() { done <- c.Read(ctx, ingest.Document{Path: "a.rtf", Bytes: []byte(rich)}, nil) }()
	alive, err := os.Open(pipe)
	if err == nil {
		defer alive.Close()
		_, err = io.ReadFull(alive, make([]byte, len("up\n")))
	}
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := io.ReadAll(alive); err != nil {
		t.Fatal(err)
	}
	if r := <-done; r.Reason != report.NeedsConversion {
		t.Errorf("%s %q", r.Reason, r.Message)
	}
}

func TestNoConverter(t *testing.T) {
	for _, program := range []string{"no-such-office", filepath.Join(t.TempDir(), "soffice"), t.TempDir()} {
		if _, err := ingest.NewConverter(program, 0); err == nil || !strings.Contains(err.Error(), "install LibreOffice") || !strings.Contains(err.Error(), program) {
			t.Errorf("%s: %v", program, err)
		}
	}
	var none *ingest.Converter
	if r := none.Read(t.Context(), ingest.Document{Path: "a.rtf", Bytes: []byte(rich)}, nil); r.Reason != report.NeedsConversion {
		t.Errorf("%s %q", r.Reason, r.Message)
	}
}

// libreOffice is the path of the real program.
func libreOffice(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed:", err)
	}
	return program
}

// The report of 栾城区, saved by LibreOffice in formats that are not read, comes back whole.
func TestLibreOffice(t *testing.T) {
	program := libreOffice(t)
	want := synth.Luancheng()
	made := func(f synth.Family) func() ([]byte, error) {
		return func() ([]byte, error) { return synth.Render(want, synth.Layout{Family: f}) }
	}
	for _, c := range []struct {
		target, format string
		from           func() ([]byte, error)
	}{
		{"rtf", "rtf", made(synth.Docx)},
		{"ods", "odf", made(synth.Xlsx)},
		{"odt", "odf", func() ([]byte, error) { return os.ReadFile(filepath.Join(samples, "report.docx")) }},
	} {
		t.Run(c.target, func(t *testing.T) {
			text, err := c.from()
			if errors.Is(err, fs.ErrNotExist) {
				t.Skip("the samples are not here:", err)
			}
			if err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			in := filepath.Join(folder, "a")
			if err := os.WriteFile(in, text, 0o644); err != nil {
				t.Fatal(err)
			}
			said, err := exec.Command(program, "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--convert-to", c.target, "--outdir", folder, in).CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, said)
			}
			document, err := os.ReadFile(in + "." + c.target)
			if err != nil {
				t.Fatalf("%v: %s", err, said)
			}
			r := converter(t, program, 0).Read(t.Context(), ingest.Document{Path: "a." + c.target, Bytes: document}, nil)
			if r.Status != report.Read || r.Source.Format != c.format+" via soffice" || r.Source.Size != int64(len(document)) {
				t.Fatalf("%s %s %q, %+v", r.Status, r.Reason, r.Message, r.Source)
			}
			if diff := cmp.Diff(figures(want), figures(r)); diff != "" || len(figures(r)) != 200 {
				t.Errorf("%d figures (-want +got):\n%s", len(figures(r)), diff)
			}
		})
	}
}

// figures are the report's numbers by place on the form.
func figures(r report.Report) map[report.Ref]string {
	all := map[report.Ref]string{}
	for _, c := range r.Cells {
		if n, ok := c.Figure(); ok {
			all[c.Ref()] = n.String()
		}
	}
	return all
}

// What was deleted under tracked changes is no part of a figure.
func TestLibreOfficeKeepsDeletionsApart(t *testing.T) {
	document := richText(form2021("规章\n1<9>\n<8>2\n3"))
	r := converter(t, libreOffice(t), 0).Read(t.Context(), ingest.Document{Path: "a.rtf", Bytes: []byte(document)}, nil)
	for line, want := range map[report.LineCode]string{"rules.made": "1", "rules.repealed": "2", "rules.in_force": "3", "licensing.decisions": "7"} {
		if got := cell(r, line, ""); got != want {
			t.Errorf("%s is %s, want %s", line, got, want)
		}
	}
}

// A document that points to a picture on the network does not make the program fetch it.
func TestLibreOfficeFetchesNothing(t *testing.T) {
	program := libreOffice(t)
	var fetched atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { fetched.Add(1) }))
	defer server.Close()
	var document bytes.Buffer
	z := zip.NewWriter(&document)
	for _, member := range [][2]string{
		{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`},
		{"content.xml", `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text><text:p>年度报告<draw:frame
text:anchor-type="as-char"><draw:image xlink:href="` + server.URL + `/a.png" xlink:type="simple" xlink:show="embed"
xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body></office:document-content>`},
	} {
		w, err := z.Create(member[0])
		if err == nil {
			_, err = w.Write([]byte(member[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r := converter(t, program, 0).Read(t.Context(), ingest.Document{Path: "a.odt", Bytes: document.Bytes()}, nil)
	if n := fetched.Load(); n > 0 || r.Source.Format != "odf via soffice" {
		t.Errorf("%d requests, read as %s", n, r.Source.Format)
	}
}

// richText is text as RTF, with what stands in <> deleted under tracked changes.
func richText(text string) string {
	var b strings.Builder
	b.WriteString(`{\rtf1\ansi\uc1{\*\revtbl{Unknown;}{A;}}`)
	for _, unit := range utf16.Encode([]rune(text)) {
		switch unit {
		case '<':
			b.WriteString(`{\deleted\revauthdel1 `)
		case '>':
			b.WriteString(`}`)
		case '\n':
			b.WriteString("\\par\n")
		default:
			fmt.Fprintf(&b, `\u%d?`, int16(unit))
		}
	}
	b.WriteString(`}`)
	return b.String()
}
