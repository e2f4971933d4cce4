package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gongkai/gongkai/report"
)

// What an archive may hold. A member beyond MaxFile or maxRatio is refused alone; beyond the other
// limits the rest of the archive is.
const (
	maxRatio    = 100      // bytes unpacked for one byte packed
	ratioFloor  = 1 << 20  // bytes unpacked that no ratio refuses
	maxUnpacked = 16 << 30 // bytes unpacked of one archive
	maxMembers  = 200_000
)

// packing is what a file's first bytes say of it.
type packing int

const (
	single  packing = iota // no archive, or one that only its reader can tell
	zipped                 // zip, which office documents are too
	gzipped                // gzip, of a tar archive we hope
	tarred
	foreign // an archive of a kind that is not opened
)

// sniffed is how many first bytes tell archives apart.
const sniffed = 512

// To open another kind of archive, give it a packing of its own here and a reader below.
func archiveOf(head []byte) packing {
	starts := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case starts("PK\x03\x04"), starts("PK\x05\x06"):
		return zipped
	case starts("\x1f\x8b"):
		return gzipped
	case len(head) >= 262 && string(head[257:262]) == "ustar":
		return tarred
	case starts("Rar!\x1a\x07"), starts("7z\xbc\xaf\x27\x1c"), starts("\xfd7zXZ\x00"), starts("BZh"), starts("\x28\xb5\x2f\xfd"):
		return foreign
	}
	return single
}

const (
	foreignArchive = "an archive of a kind that is not opened; unpack it, or pack it as .zip or .tar.gz"
	nestedArchive  = "an archive inside an archive is not opened; unpack it first"
	memberTooLarge = "unpacks to %d bytes; a member may unpack to 64 MiB and to 100 times its packed size"
	tooMany        = "more than %d members; the rest is not read: split the archive"
	expandsTooFar  = "unpacks to more than 100 times its size or 16 GiB; what follows is not read"
)

func openZip(r io.ReaderAt, size int64) (*zip.Reader, bool) {
	z, err := zip.NewReader(r, size)
	return z, err == nil
}

// office tells documents that are zip files inside (OOXML, OFD, OpenDocument) from archives.
func office(z *zip.Reader) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool {
		return f.Name == "[Content_Types].xml" || f.Name == "OFD.xml" || f.Name == "mimetype"
	})
}

func readZip(ctx context.Context, archive string, z *zip.Reader, size int64, give giver) bool {
	found := 0
	give = counted(give, &found)
	unpacked := int64(0)
	for i, f := range z.File {
		if i >= maxMembers {
			return give.refuse(archive, report.TooLarge, tooMany, maxMembers)
		}
		if unpacked > unpackedLimit(size) {
			return give.refuse(archive, report.TooLarge, expandsTooFar)
		}
		name := memberName(f.Name, f.NonUTF8)
		if f.FileInfo().IsDir() || strings.HasSuffix(name, "/") || memberPassedOver(name) {
			continue
		}
		data, reason, message := unzip(f)
		unpacked += int64(len(data))
		if !giveMember(archive+"!/"+name, data, reason, message, give) {
			return false
		}
	}
	if found == 0 {
		return give.refuse(archive, report.Empty, "the archive holds no documents")
	}
	return ctx.Err() == nil
}

// unpackedLimit is how many bytes may come out of an archive of which so many were read.
func unpackedLimit(packed int64) int64 { return min(maxUnpacked, ratioFloor+maxRatio*packed) }

func giveMember(name string, data []byte, reason report.Reason, message string, give giver) bool {
	if reason == "" && nested(data) {
		return give.refuse(name, report.Unreadable, nestedArchive)
	}
	return give(Document{Path: name, Bytes: data, Reason: reason, Message: message})
}

func nested(data []byte) bool {
	switch archiveOf(data) {
	case single:
		return false
	case zipped:
		z, opened := openZip(bytes.NewReader(data), int64(len(data)))
		return opened && !office(z)
	}
	return true
}

const encryptedBit = 0x1

// unzip is the content of a member, or the reason why not.
func unzip(f *zip.File) (data []byte, reason report.Reason, message string) {
	declared := f.UncompressedSize64
	switch {
	case f.Flags&encryptedBit != 0:
		return nil, report.Encrypted, "protected by a password; unpack the archive with it first"
	case !f.Mode().IsRegular():
		return nil, report.Unreadable, "a link or device inside an archive is not followed"
	case declared > MaxFile || declared > ratioFloor+maxRatio*f.CompressedSize64:
		return nil, report.TooLarge, fmt.Sprintf(memberTooLarge, declared)
	}
	r, err := f.Open()
	if err != nil {
		return nil, report.Unreadable, err.Error()
	}
	defer r.Close()
	data, err = readWhole(r, int64(declared))
	if err != nil {
		return nil, report.Corrupt, "damaged inside the archive: " + err.Error()
	}
	return data, "", ""
}

func readTar(ctx context.Context, archive string, r io.Reader, kind packing, give giver) bool {
	found := 0
	give = counted(give, &found)
	unpacked := &meter{stop: ctx.Err, r: r}
	if kind == gzipped {
		packed := &meter{stop: ctx.Err, r: r}
		z, err := gzip.NewReader(packed)
		if err != nil {
			return give.refuse(archive, report.Corrupt, "damaged: %s", err)
		}
		unpacked = &meter{stop: ctx.Err, r: z, packed: packed}
	}
	members := tar.NewReader(unpacked)
	for i := 0; ; i++ {
		h, err := members.Next()
		switch {
		case err == io.EOF && unpacked.zeros < tarBlock:
			return give.refuse(archive, report.Corrupt, "cut off: its end mark is missing; %d members were read", found)
		case err == io.EOF && found == 0:
			return give.refuse(archive, report.Empty, "the archive holds no documents")
		case err == io.EOF:
			return true
		case errors.Is(err, errExpands):
			return give.refuse(archive, report.TooLarge, expandsTooFar)
		case err != nil && i == 0:
			return give.refuse(archive, report.Unreadable, "compressed, but no tar archive inside (%s); unpack it first", err)
		case err != nil:
			return give.refuse(archive, report.Corrupt, "damaged or cut off after %d members; those were read (%s)", i, err)
		case i >= maxMembers:
			return give.refuse(archive, report.TooLarge, tooMany, maxMembers)
		}
		name := memberName(h.Name, !utf8.ValidString(h.Name))
		if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader || memberPassedOver(name) {
			continue
		}
		data, reason, message := untar(h, members)
		if !giveMember(archive+"!/"+name, data, reason, message, give) {
			return false
		}
	}
}

func untar(h *tar.Header, r io.Reader) (data []byte, reason report.Reason, message string) {
	switch {
	case h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeGNUSparse:
		return nil, report.Unreadable, "a link or device inside an archive is not followed"
	case h.Size > MaxFile:
		return nil, report.TooLarge, fmt.Sprintf(memberTooLarge, h.Size)
	}
	data, err := readWhole(r, h.Size)
	switch {
	case errors.Is(err, errExpands):
		return nil, report.TooLarge, expandsTooFar
	case err != nil:
		return nil, report.Corrupt, "damaged inside the archive: " + err.Error()
	}
	return data, "", ""
}

const tarBlock = 512

var errExpands = errors.New("unpacks too far")

// meter counts the bytes read through it, ends when stop says so and, given the meter of the packed
// bytes beneath, when too many come out.
type meter struct {
	stop   func() error
	r      io.Reader
	packed *meter
	read   int64
	zeros  int // how many of the last bytes read were zeros; a tar archive ends with a block of them
}

func (m *meter) Read(p []byte) (int, error) {
	if err := m.stop(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(p)
	m.read += int64(n)
	end := len(bytes.TrimRight(p[:n], "\x00"))
	if end > 0 {
		m.zeros = 0
	}
	m.zeros += n - end
	if m.packed != nil && m.read > unpackedLimit(m.packed.read) {
		return 0, errExpands
	}
	return n, err
}

// memberName is a member's name as its maker saw it. Old Windows archivers write GB18030 and do not
// say so.
func memberName(name string, unsaid bool) string {
	if unsaid && !utf8.ValidString(name) {
		if decoded, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	return strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "�")
}

func memberPassedOver(name string) bool {
	for part := range strings.SplitSeq(path.Clean("/"+name), "/") {
		if part != "" && passedOver(part) {
			return true
		}
	}
	return false
}
