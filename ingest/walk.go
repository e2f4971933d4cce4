package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// Document is one file to read. Reason is set, with a Message for a person, when its bytes could
// not be had or must not be read as one document.
type Document struct {
	Path    string // as it was given; a member of an archive is archive.zip!/member
	Bytes   []byte
	Reason  report.Reason
	Message string
}

// MaxFile is the largest document that is read, in bytes.
const MaxFile = 64 << 20

// Documents are the documents behind the paths, in their order: a file; every file of a folder in
// name order; the members of an archive (.zip, .tar.gz, known by their content) in the archive's
// order; and stdin for "-". Names that begin with a dot and __MACOSX are passed over inside folders
// and archives. Links are followed only inside the folder they stand in, and never to folders.
//
// Whatever cannot be read is a Document that says why, and the walk goes on. The walk ends early
// when ctx does.
func Documents(ctx context.Context, paths []string, stdin io.Reader) iter.Seq[Document] {
	return func(yield func(Document) bool) {
		give := func(d Document) bool { return ctx.Err() == nil && yield(d) }
		for _, p := range paths {
			if !walkPath(ctx, p, stdin, give) {
				return
			}
		}
	}
}

// giver hands over one document and says whether to go on.
type giver func(Document) bool

func (give giver) refuse(path string, reason report.Reason, format string, args ...any) bool {
	return give(Document{Path: path, Reason: reason, Message: fmt.Sprintf(format, args...)})
}

func (give giver) unreadable(path string, err error) bool {
	return give.refuse(path, report.Unreadable, "%s", plain(err))
}

// plain is an error without the operation and path that the message around it already names.
func plain(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return err.Error()
}

func walkPath(ctx context.Context, name string, stdin io.Reader, give giver) bool {
	if name == "-" {
		return readStream(ctx, name, stdin, give)
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return give.unreadable(name, err)
	case info.IsDir():
		return walkFolder(ctx, name, give)
	}
	f, err := os.Open(name)
	if err != nil {
		return give.unreadable(name, err)
	}
	defer f.Close()
	if !info.Mode().IsRegular() {
		return readStream(ctx, name, f, give)
	}
	return readFile(ctx, name, f, give)
}

func walkFolder(ctx context.Context, folder string, give giver) bool {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return give.unreadable(folder, err)
	}
	defer root.Close()
	found := 0
	give = counted(give, &found)
	whole := eachEntry(ctx, root, func(name string, err error) bool {
		switch shown := strings.TrimSuffix(folder, "/") + "/" + name; {
		case name == ".":
			return give.unreadable(folder, err)
		case err != nil:
			return give.unreadable(shown, err)
		default:
			return readEntry(ctx, root, name, shown, give)
		}
	})
	if whole && found == 0 {
		return give.refuse(folder, report.Empty, "the folder holds no documents")
	}
	return whole
}

// eachEntry visits everything in the folder but folders, in name order, until visit returns false;
// err is set for folders that cannot be read. It reports whether it came to the end.
func eachEntry(ctx context.Context, root *os.Root, visit func(name string, err error) bool) bool {
	stopped := errors.New("stopped")
	return nil == fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return stopped
		case name != "." && passedOver(name) && entry.IsDir():
			return fs.SkipDir
		case name != "." && passedOver(name), err == nil && entry.IsDir():
			return nil
		case !visit(name, err):
			return stopped
		}
		return nil
	})
}

// Files counts the files that Documents opens for these paths; an archive is one.
func Files(ctx context.Context, paths []string) int {
	n := 0
	for _, p := range paths {
		if root, err := os.OpenRoot(p); err == nil {
			eachEntry(ctx, root, func(string, error) bool { n++; return true })
			root.Close()
		} else {
			n++
		}
	}
	return n
}

// readEntry reads a file of a folder, or what a link of the folder leads to.
func readEntry(ctx context.Context, root *os.Root, name, shown string, give giver) bool {
	info, err := root.Lstat(name)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if info, err = root.Stat(name); err != nil {
			return give.refuse(shown, report.Unreadable,
				"a link that leads out of the folder or nowhere (%s); give the file it points to by its own path", plain(err))
		}
		if info.IsDir() {
			return true // what it leads to is walked where it stands
		}
	}
	switch {
	case err != nil:
		return give.unreadable(shown, err)
	case !info.Mode().IsRegular():
		return give.refuse(shown, report.Unreadable, "not a file: %s", info.Mode().Type())
	}
	f, err := root.Open(name)
	if err != nil {
		return give.unreadable(shown, err)
	}
	defer f.Close()
	return readFile(ctx, shown, f, give)
}

func counted(give giver, n *int) giver {
	return func(d Document) bool {
		*n++
		return give(d)
	}
}

// passedOver tells names that are never documents: hidden ones and the shadow folder of Mac archives.
func passedOver(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") || base == "__MACOSX"
}

// readFile gives the documents of an open regular file: itself, or the members of an archive.
func readFile(ctx context.Context, name string, f *os.File, give giver) bool {
	before, err := f.Stat()
	if err != nil {
		return give.unreadable(name, err)
	}
	head := make([]byte, sniffed)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return give.unreadable(name, err)
	}
	switch kind := archiveOf(head[:n]); kind {
	case zipped:
		if members, opened := openZip(f, before.Size()); opened && !office(members) {
			return readZip(ctx, name, members, before.Size(), give)
		}
	case tarred, gzipped:
		return readTar(ctx, name, f, kind, give)
	case foreign:
		return give.refuse(name, report.Unreadable, foreignArchive)
	}
	if before.Size() > MaxFile {
		return give.refuse(name, report.TooLarge, tooLarge, before.Size())
	}
	data, err := readWhole(f, before.Size())
	if err != nil {
		return give.unreadable(name, err)
	}
	after, err := f.Stat()
	switch {
	case err != nil:
		return give.unreadable(name, err)
	case int64(len(data)) != after.Size() || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()):
		return give.refuse(name, report.Unreadable, "the file changed while it was read; try again when it is complete")
	}
	return give(Document{Path: name, Bytes: data})
}

const tooLarge = "%d bytes, more than the 64 MiB that are read of one document; split it or leave out its pictures"

// readWhole reads at most one byte more than MaxFile.
func readWhole(r io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(max(size, 0), MaxFile)) + bytes.MinRead)
	_, err := b.ReadFrom(io.LimitReader(r, MaxFile+1))
	return b.Bytes(), err
}

// readStream gives the documents of a pipe, whose size nobody knows. A read that never ends is
// given up when ctx is.
func readStream(ctx context.Context, name string, r io.Reader, give giver) bool {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	defer out.Close()
	defer context.AfterFunc(ctx, func() { out.CloseWithError(ctx.Err()) })()

	head := make([]byte, sniffed)
	n, err := io.ReadFull(out, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return give.unreadable(name, err)
	}
	whole := io.MultiReader(bytes.NewReader(head[:n]), out)
	kind := archiveOf(head[:n])
	switch kind {
	case tarred, gzipped:
		return readTar(ctx, name, whole, kind, give)
	case foreign:
		return give.refuse(name, report.Unreadable, foreignArchive)
	}
	data, err := readWhole(whole, 0)
	switch {
	case err != nil:
		return give.unreadable(name, err)
	case len(data) > MaxFile:
		return give.refuse(name, report.TooLarge, "more than the 64 MiB that are read of a pipe; write it to a file first")
	}
	if kind == zipped {
		if members, opened := openZip(bytes.NewReader(data), int64(len(data))); opened && !office(members) {
			return readZip(ctx, name, members, int64(len(data)), give)
		}
	}
	return give(Document{Path: name, Bytes: data})
}
