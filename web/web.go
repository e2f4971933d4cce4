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
	"mime"
	"net/http"
	"path"
	"time"
)

// plain is the committed page: a question box that works without Node and without a network. A built
// front end, which is not committed, takes its place where there is one.
//
//go:embed plain
var plain embed.FS

const policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

// Handler serves /, /playground and the files they need, and answers 404 to all else.
func Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", file("index.html"))
	mux.HandleFunc("GET /playground", file("index.html"))
	entries, _ := plain.ReadDir("plain") // embedded: it cannot fail
	for _, e := range entries {
		mux.HandleFunc("GET /plain/"+e.Name(), file(e.Name()))
	}
	return mux
}

func file(name string) http.HandlerFunc {
	content, _ := plain.ReadFile("plain/" + name) // a name of a file that is not embedded is caught by the tests
	sum := sha256.Sum256(content)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	media := mime.TypeByExtension(path.Ext(name))
	return func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", media)
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache")
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
	}
}
