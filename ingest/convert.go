package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/gongkai/gongkai/ingest/identity"
	"github.com/gongkai/gongkai/report"
)

// Converter reads as Read does, and has an installed LibreOffice turn into DOCX or XLSX what Read
// says needs conversion. The program runs with a profile of its own, without macros and without
// asking the network, one at a time a call. A nil Converter converts nothing.
type Converter struct {
	program string
	limit   time.Duration
}

// mostConversion is how long turning one document into another format may take.
const mostConversion = 60 * time.Second

// NewConverter finds the program by its name or path. A document may take it as long as the limit,
// a minute if that is 0. The error says what to install.
func NewConverter(program string, limit time.Duration) (*Converter, error) {
	path, err := exec.LookPath(program)
	if err == nil {
		path, err = filepath.Abs(path)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: install LibreOffice, whose program is soffice, or name the path of that program", err)
	}
	return &Converter{path, cmp.Or(limit, mostConversion)}, nil
}

// Read reads one document, after conversion if it needs one and nothing else is wrong with it. Hash
// and size of the source are those of the document as it came; the places are those of what it was
// turned into, and a finding says so. Many goroutines may call it at once.
func (c *Converter) Read(ctx context.Context, d Document, known *identity.Entry) report.Report {
	r := Read(ctx, d, known)
	if c == nil || r.Reason != report.NeedsConversion {
		return r
	}
	name := filepath.Base(c.program)
	converted, err := c.convert(ctx, d)
	if err != nil {
		r.Message += fmt.Sprintf(" (%s could not convert it: %s)", name, err)
		return r
	}
	came := r.Source
	r = Read(ctx, Document{Path: d.Path, Bytes: converted}, known)
	way := came.Format + " via " + name
	r.Findings = append(r.Findings, report.Finding{Rule: "converted", Severity: report.Info,
		Message: fmt.Sprintf("it was read as %s, turned into %s; places are those in that %s, which is not kept", way, r.Source.Format, r.Source.Format),
		Chinese: fmt.Sprintf("原文件为%s格式,由%s转换为%s后读取;所记位置为转换后文件中的位置,转换后文件不保留", came.Format, name, r.Source.Format)})
	r.Source.SHA256, r.Source.Size, r.Source.Format = came.SHA256, came.Size, way
	return r
}

// targets are the formats to turn a document into, first for texts, then for sheets. Unlike HTML
// they keep deleted text apart from what stands.
var targets = []string{"docx", "xlsx"}

// convert gives the document in the first of the targets that the program can make of it.
func (c *Converter) convert(ctx context.Context, d Document) (converted []byte, err error) {
	ctx, stop := context.WithTimeout(ctx, c.limit)
	defer stop()
	folder, err := os.MkdirTemp("", "gongkai-convert-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	in := filepath.Join(folder, "document"+extension.FindString(d.Path))
	if err := os.WriteFile(in, d.Bytes, 0o600); err != nil {
		return nil, err
	}
	if err := writeProfile(profile(folder)); err != nil {
		return nil, err
	}
	var errs []error
	for _, target := range targets {
		converted, err := c.run(ctx, folder, in, target)
		if err == nil {
			return converted, nil
		}
		if ctx.Err() != nil {
			return nil, err
		}
		errs = append(errs, err)
	}
	return nil, errs[0]
}

// extension is the end of a file's name. It is only a hint to the program.
var extension = regexp.MustCompile(`\.[A-Za-z0-9]{1,5}$`)

func profile(folder string) string { return filepath.Join(folder, "profile") }

// writeProfile sets up a profile in which documents run no macros and fetch nothing.
func writeProfile(folder string) error {
	user := filepath.Join(folder, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(security), 0o600)
}

const security = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
`

// killWait is how long the program's output may stay open after its end.
const killWait = 5 * time.Second

// run makes the target of the file. That nothing was made is no error to the program, which exits
// with 0 all the same. It and what it started are killed when ctx ends.
func (c *Converter) run(ctx context.Context, folder, in, target string) ([]byte, error) {
	out := filepath.Join(folder, target)
	profileURL := url.URL{Scheme: "file", Path: profile(folder)}
	cmd := exec.CommandContext(ctx, c.program, "-env:UserInstallation="+profileURL.String(),
		"--headless", "--norestore", "--convert-to", target, "--outdir", out, in)
	var said spoken
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, &said, &said
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = killWait
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) { // what it started outlives it
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil, fmt.Errorf("it took longer than %s", c.limit)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, said.lastLine())
	}
	f, err := os.Open(filepath.Join(out, "document."+target))
	if err != nil {
		return nil, errors.New(said.lastLine())
	}
	defer f.Close()
	made, err := readWhole(f, 0)
	if len(made) > MaxFile {
		return nil, errors.New("what it made has more than 64 MiB")
	}
	return made, err
}

// spoken keeps the end of what a program says.
type spoken []byte

const spokenKept = 4 << 10

func (s *spoken) Write(p []byte) (int, error) {
	*s = append(*s, p...)
	*s = (*s)[max(0, len(*s)-spokenKept):]
	return len(p), nil
}

func (s spoken) lastLine() string {
	lines := strings.Split(strings.TrimSpace(string(s)), "\n")
	return cmp.Or(strings.ToValidUTF8(strings.TrimSpace(lines[len(lines)-1]), "�"), "it said nothing")
}
