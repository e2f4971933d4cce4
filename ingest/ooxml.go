package ingest

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// mostPart is how many bytes one part of an office document may have unpacked.
const mostPart = 16 << 20

var (
	errPart     = refusal{report.TooLarge, fmt.Sprintf("a part of it unpacks to more than %d MiB or to more than %d times its size: this is hardly one report", mostPart>>20, maxRatio)}
	errEntities = refusal{report.Unreadable, "its XML declares entities of its own, which no office program does: open it in an office program and save it again"}
	errWide     = refusal{report.NeedsConversion, "its XML is not in UTF-8: open it in an office program and save it again"}
	errSecret   = refusal{report.Encrypted, "its parts are protected by a password: save it without one and read that"}
	errSameName = errors.New("the file has two parts of one name")
)

// ooxml is an office document in the zip format, its parts by their names in lower case.
type ooxml map[string]*zip.File

func openOOXML(b []byte) (ooxml, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fmt.Errorf("the file is damaged or cut off (%w)", err)
	}
	o := make(ooxml, len(z.File))
	for _, f := range z.File {
		name := partName("", f.Name)
		if o[name] != nil {
			return nil, errSameName
		}
		o[name] = f
	}
	return o, nil
}

// partName is the name of the part that a name leads to from within a folder.
func partName(folder, name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if !strings.HasPrefix(name, "/") {
		name = path.Join(folder, name)
	}
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+name), "/"))
}

// part is the content of a part, nil if there is none of that name.
func (o ooxml) part(name string) ([]byte, error) {
	f := o[name]
	switch {
	case f == nil:
		return nil, nil
	case f.Flags&encryptedBit != 0:
		return nil, errSecret
	case f.UncompressedSize64 > mostPart || f.UncompressedSize64 > ratioFloor+maxRatio*f.CompressedSize64:
		return nil, errPart
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("the part %s cannot be unpacked (%w)", name, err)
	}
	defer r.Close()
	b := make([]byte, f.UncompressedSize64)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, fmt.Errorf("the part %s is damaged (%w)", name, err)
	}
	if n, _ := r.Read(make([]byte, 1)); n > 0 || crc32.ChecksumIEEE(b) != f.CRC32 {
		return nil, fmt.Errorf("the part %s is damaged (its checksum is wrong)", name)
	}
	return b, nil
}

// relation is a part that another one names.
type relation struct {
	kind   string // styles, worksheet, sharedStrings …
	target string
}

// relations are the parts that a part names, by the ids it gives them; those of the whole document
// for the name "".
func (o ooxml) relations(ctx context.Context, name string) (map[string]relation, error) {
	folder, file := path.Split(name)
	x, err := o.open(ctx, path.Join(folder, "_rels", file+".rels"))
	if x == nil || err != nil {
		return nil, err
	}
	all := map[string]relation{}
	for {
		t, err := x.next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && !strings.EqualFold(value(e, "TargetMode"), "External") {
			all[value(e, "Id")] = relation{path.Base(value(e, "Type")), partName(folder, value(e, "Target"))}
		}
	}
}

// target is the part of a kind among relations, or else the part it usually is.
func target(relations map[string]relation, kind, usual string) string {
	found := ""
	for _, r := range relations {
		if r.kind == kind && (found == "" || r.target < found) {
			found = r.target
		}
	}
	return cmp.Or(found, usual)
}

// titles is the title the document has among its properties, if it has one.
func (o ooxml) titles(ctx context.Context, relations map[string]relation) ([]heading, error) {
	x, err := o.open(ctx, target(relations, "core-properties", "docprops/core.xml"))
	if x == nil || err != nil {
		return nil, err
	}
	for {
		t, err := x.next()
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "title" {
			text, err := x.inner()
			if text = trim(text); text == "" || err != nil {
				return nil, err
			}
			return []heading{{text, "properties", -1}}, nil
		}
	}
}

// xmlReader reads one part. Entities of the part's own are refused, and so is all that is no
// well-formed XML: half a part is no part.
type xmlReader struct {
	stop   func() error
	name   string
	d      *xml.Decoder
	tokens int
}

// open begins a part; the reader is nil if there is none of that name.
func (o ooxml) open(ctx context.Context, name string) (*xmlReader, error) {
	b, err := o.part(name)
	if b == nil || err != nil {
		return nil, err
	}
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return nil, errWide
	}
	x := &xmlReader{stop: ctx.Err, name: name, d: xml.NewDecoder(bytes.NewReader(b))}
	x.d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errWide }
	return x, nil
}

// next is the next token of the part, io.EOF after the last.
func (x *xmlReader) next() (xml.Token, error) {
	if x.tokens++; x.tokens%4096 == 0 {
		if err := x.stop(); err != nil {
			return nil, err
		}
	}
	t, err := x.d.Token()
	if _, declares := t.(xml.Directive); declares {
		return nil, errEntities
	}
	return t, x.wrong(err)
}

// skip passes over the element at hand.
func (x *xmlReader) skip() error {
	return x.wrong(x.d.Skip())
}

// wrong says in which part the XML is broken.
func (x *xmlReader) wrong(err error) error {
	var broken *xml.SyntaxError
	switch {
	case errors.Is(err, errWide):
		return errWide
	case errors.As(err, &broken):
		return fmt.Errorf("the part %s is broken (%w)", x.name, err)
	}
	return err
}

// children visits the elements directly within the element at hand, to its end.
func (x *xmlReader) children(visit func(xml.StartElement) error) error {
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := visit(t); err != nil {
				return err
			}
		}
	}
}

// properties visits the elements directly within the element at hand and passes over what they hold.
func (x *xmlReader) properties(visit func(xml.StartElement)) error {
	return x.children(func(e xml.StartElement) error {
		visit(e)
		return x.skip()
	})
}

// inner is the text directly within the element at hand, to its end.
func (x *xmlReader) inner() (string, error) {
	text := ""
	for {
		t, err := x.next()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			text += string(t)
		case xml.EndElement:
			return text, nil
		case xml.StartElement:
			if err := x.skip(); err != nil {
				return "", err
			}
		}
	}
}

// value is an attribute by its name without prefix, empty if the element has none.
func value(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on reports whether a property that is there is switched on: it is unless it says no.
func on(e xml.StartElement) bool {
	switch value(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// face is how a run of characters looks, as far as it changes what is read.
type face struct {
	hidden bool
	struck bool // crossed out
	raised bool // above the line, as the marks of footnotes are
}

func (f *face) property(e xml.StartElement) {
	switch e.Name.Local {
	case "vanish":
		f.hidden = on(e)
	case "strike", "dstrike":
		f.struck = f.struck || on(e)
	case "vertAlign":
		f.raised = value(e, "val") == "superscript"
	}
}

// shown is what a run adds to the text before it. What is crossed out is marked, so that no figure
// comes of it. A raised mark behind a text belongs to a footnote and is left out; but a digit
// behind a digit may be either, and is marked.
func (f face) shown(before, s string) string {
	switch plain := trim(s); {
	case f.hidden:
		return ""
	case plain == "":
		return s
	case f.struck:
		return "~~" + s + "~~"
	case !f.raised || before == "" || strings.Trim(plain, "0123456789*()[]\uff08\uff09〔〕【】①②③④⑤⑥⑦⑧⑨⑩注") != "":
		return s
	case digit(before[len(before)-1]) && digit(plain[0]):
		return "^" + s
	}
	return ""
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
