// Package web is what a browser sees: the page at / and the playground at /playground.
//
// The pages ask /graphql as anyone can; this package knows nothing of the warehouse, computes no
// figure and imports nothing else of ours. Not one request of a page leaves its own origin, and no
// script or style stands in the markup, so that the strict policy below holds.
package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// plain is the committed page: a question box that works without Node and without a network.
//
//go:embed plain
var plain embed.FS

// built is the explorer and the playground as npm run build leaves them in dist/site. Nothing of it is
// committed but a file that keeps the folder, and where it was not built, plain takes its place.
//
//go:embed all:dist
var built embed.FS

const (
	policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
	// The editor of the playground writes styles into the page and runs its language service in workers.
	editorPolicy = policy + "; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; img-src 'self' data:; font-src 'self' data:"
)

// Handler serves /, /playground and the files they need, and answers 404 to all else.
func Handler() http.Handler {
	site, err := fs.Sub(built, "dist/site")
	if err != nil {
		panic(err) // the name is a constant
	}
	return handler(site)
}

// Built reports whether the explorer is in this binary; without it, / and /playground are the plain page.
func Built() bool {
	_, err := fs.Stat(built, "dist/site/index.html")
	return err == nil
}

// handler serves the site; where it is empty, the plain page in its place.
func handler(site fs.FS) http.Handler {
	mux := http.NewServeMux()
	plainFiles, err := fs.Sub(plain, "plain")
	if err != nil {
		panic(err)
	}
	for _, name := range files(plainFiles) {
		mux.Handle("GET /plain/"+name, page(plainFiles, name, policy))
	}
	if _, err := fs.Stat(site, "index.html"); err != nil {
		mux.Handle("GET /{$}", page(plainFiles, "index.html", policy))
		mux.Handle("GET /playground", page(plainFiles, "index.html", policy))
		return mux
	}
	mux.Handle("GET /{$}", page(site, "index.html", policy))
	mux.Handle("GET /playground", page(site, "playground.html", editorPolicy))
	for _, name := range files(site) {
		if strings.HasPrefix(name, "assets/") {
			// The name holds a hash of the content, so whoever has it need never ask again. A worker's
			// own policy comes with its script: the editor's.
			mux.Handle("GET /"+name, file(site, name, "public, max-age=31536000, immutable", editorPolicy))
		}
	}
	return mux
}

// files names every file of a tree but the compressed copies and what is hidden.
func files(tree fs.FS) []string {
	var names []string
	_ = fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil: // the tree is not there
			return err
		case entry.IsDir() && name != "." && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case entry.IsDir(), strings.HasPrefix(entry.Name(), "."), path.Ext(name) == ".br", path.Ext(name) == ".gz":
		default:
			names = append(names, name)
		}
		return nil
	})
	return names
}

// page serves a file that may change under its name: whoever has it asks whether it did.
func page(tree fs.FS, name, policy string) http.Handler {
	return file(tree, name, "no-cache", policy)
}

// A body is a file in one encoding.
type body struct {
	encoding string
	content  []byte
	tag      string
}

func file(tree fs.FS, name, cache, policy string) http.Handler {
	var bodies []body // the smallest first, as it is last
	for _, kind := range []struct{ encoding, ending string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ""}} {
		content, err := fs.ReadFile(tree, name+kind.ending)
		if err != nil {
			continue // not compressed; a file that is not there at all is caught by the tests
		}
		sum := sha256.Sum256(content)
		bodies = append(bodies, body{kind.encoding, content, `"` + hex.EncodeToString(sum[:16]) + `"`})
	}
	media := mime.TypeByExtension(path.Ext(name))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", media)
		h.Set("Cache-Control", cache)
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Vary", "Accept-Encoding")
		for _, b := range bodies {
			if b.encoding != "" && !accepts(r, b.encoding) {
				continue
			}
			if b.encoding != "" {
				h.Set("Content-Encoding", b.encoding)
			}
			h.Set("ETag", b.tag)
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.content))
			return
		}
		http.NotFound(w, r)
	})
}

// accepts reports whether the client takes an encoding: it names it, and not with a weight of nothing.
func accepts(r *http.Request, encoding string) bool {
	for _, value := range r.Header.Values("Accept-Encoding") {
		for part := range strings.SplitSeq(value, ",") {
			name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
			if !strings.EqualFold(strings.TrimSpace(name), encoding) {
				continue
			}
			q, weighted := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
			return !weighted || strings.Trim(q, "0.") != ""
		}
	}
	return false
}
