package graph

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gongkai/gongkai/sql"
)

func serveSchema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = io.WriteString(w, SDL())
}

// serveSource hands out a document as it came, to be kept and never rendered: it is a stranger's.
func (e *engine) serveSource(w http.ResponseWriter, r *http.Request) {
	sum := r.PathValue("sha256")
	document, info, err := e.warehouse.Source(sum)
	h := w.Header()
	if err != nil {
		status, why := http.StatusNotFound, refuse(CodeNotFound, "no document of this snapshot has that SHA-256")
		if !errors.Is(err, sql.ErrNotFound) {
			status, why = http.StatusInternalServerError, newFaults(r.Context(), e.log).record(r.Context(), fmt.Errorf("open source %s: %w", sum, err))
		}
		h.Set("Content-Type", mediaJSON+"; charset=utf-8")
		refusedRequest(status, why).write(w, r, mediaJSON, "")
		return
	}
	defer document.Close()
	name := path.Base(strings.ReplaceAll(info.Path, `\`, "/"))
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("ETag", `"`+info.SHA256+`"`)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, document)
}
