package ingest

import (
	"bytes"
	"slices"

	"golang.org/x/net/html/atom"
)

// openFace takes how the text that follows in a cell looks: raised, crossed out, or not at all. Only
// cells are looked at so; tabs of a page hide whole tables that a click shows.
func (r *htmlReader) openFace(tag atom.Atom, raw []byte) {
	g := r.inner()
	if g == nil || !g.open || g.layout {
		return
	}
	switch tag {
	case atom.Sup:
		r.face.raised = true
	case atom.S, atom.Del, atom.Strike:
		r.face.struck = true
	case atom.Td, atom.Th, atom.Br, atom.Img, atom.Input, atom.Hr:
		return
	}
	switch {
	case r.hidden != nil && r.hidden[0] == tag:
		r.hidden = append(r.hidden, tag)
	case r.hidden == nil && tag != 0 && hidesItself(raw):
		r.hidden = []atom.Atom{tag}
		r.face.hidden = true
	}
}

func (r *htmlReader) closeFace(tag atom.Atom) {
	switch tag {
	case atom.Sup:
		r.face.raised = false
	case atom.S, atom.Del, atom.Strike:
		r.face.struck = false
	}
	if n := len(r.hidden); n > 0 && r.hidden[0] == tag {
		if r.hidden = r.hidden[:n-1]; n == 1 {
			r.hidden, r.face.hidden = nil, false
		}
	}
}

// inFace is a text as the cell at hand shows it.
func (r *htmlReader) inFace(s string) string {
	if r.face == (face{}) {
		return s
	}
	g := r.inner()
	if g == nil || !g.open || g.layout {
		return s
	}
	return r.face.shown(g.text.String(), s)
}

// hidings are the words, as they are written, without which no tag hides its element.
var hidings = [][]byte{[]byte("none"), []byte("NONE"), []byte("None"), []byte("hidden"), []byte("HIDDEN"), []byte("Hidden")}

// hidesItself reports whether a tag says that its element is not shown.
func hidesItself(tag []byte) bool {
	if !slices.ContainsFunc(hidings, func(word []byte) bool { return bytes.Contains(tag, word) }) {
		return false
	}
	plain := bytes.ToLower(bytes.Join(bytes.Fields(tag), nil))
	return bytes.Contains(plain, []byte("display:none")) || bytes.Contains(plain, []byte("visibility:hidden"))
}
