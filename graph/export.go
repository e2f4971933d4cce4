package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// export is one file that can be had: its name is that of its dataset and format.
type export struct {
	dataset sql.Dataset
	format  sql.Format
	media   string
}

func (x export) name() string { return fmt.Sprintf("%s.%s", x.dataset, x.format) }

// exports are the files of /export/.
var exports = []export{
	{sql.Cells, sql.CSV, "text/csv; charset=utf-8"},
	{sql.Reports, sql.CSV, "text/csv; charset=utf-8"},
	{sql.Findings, sql.CSV, "text/csv; charset=utf-8"},
	{sql.Documents, sql.CSV, "text/csv; charset=utf-8"},
	{sql.Cells, sql.Parquet, "application/vnd.apache.parquet"},
	{sql.Reports, sql.Parquet, "application/vnd.apache.parquet"},
	{sql.Findings, sql.Parquet, "application/vnd.apache.parquet"},
	{sql.Documents, sql.Parquet, "application/vnd.apache.parquet"},
}

// serveExport streams one dataset of the current snapshot. What goes wrong before the first byte has
// a status and words; after it the connection is cut, so that nobody takes a part for the whole.
func (e *engine) serveExport(w http.ResponseWriter, r *http.Request) {
	snapshot, release := e.warehouse.Hold()
	defer release()
	h := w.Header()
	rq := &request{snapshot: snapshot, faults: newFaults(r.Context(), e.log), limits: e.limits}
	refuseWith := func(status int, why *refusal) {
		h.Del("ETag")
		h.Del("Content-Disposition")
		h.Set("Content-Type", mediaJSON+"; charset=utf-8")
		refusedRequest(status, why).write(w, r, mediaJSON, "")
	}
	i := slices.IndexFunc(exports, func(x export) bool { return x.name() == r.PathValue("file") })
	if i < 0 {
		refuseWith(http.StatusNotFound, refuse(CodeNotFound, "there are the exports cells, reports, findings and documents, each as .csv and .parquet"))
		return
	}
	file := exports[i]
	extract, err := extractOf(r.URL.RawQuery)
	if err != nil {
		refuseWith(http.StatusBadRequest, asRefusal(err))
		return
	}
	extract.MaxBytes = e.limits.Export
	tag := e.exportTag(snapshot, file.name(), extract)
	setCaching(h, tag)
	if hasTag(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", file.media)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{
		"filename": fmt.Sprintf("gongkai-%s-%s.%s", file.dataset, snapshot.Info().ID, file.format)}))
	if r.Method == http.MethodHead {
		return
	}
	if !e.exporting.TryAcquire(1) {
		refuseWith(http.StatusServiceUnavailable, limited(CodeBusy, "max-exports", e.limits.Exports,
			"%d exports are being written already, as many as may (max-exports); ask again in a moment", e.limits.Exports))
		return
	}
	defer e.exporting.Release(1)
	ctx := rq.within(r.Context())
	out := &stream{to: w, control: http.NewResponseController(w), pause: e.limits.Write}
	err = snapshot.Export(ctx, out, file.dataset, file.format, extract)
	if err == nil {
		return
	}
	why := meaning(ctx, err)
	switch {
	case out.begun && ctx.Err() != nil: // the client has gone
		panic(http.ErrAbortHandler)
	case out.begun:
		e.log.ErrorContext(ctx, "export cut short", "id", rq.faults.id, "file", file.name(), "err", err)
		panic(http.ErrAbortHandler)
	case why == nil:
		refuseWith(http.StatusInternalServerError, rq.faults.record(ctx, err))
	default:
		refuseWith(http.StatusBadRequest, why)
	}
}

func (e *engine) exportTag(snapshot *sql.Snapshot, file string, x sql.Extract) string {
	h := sha256.New()
	h.Write(e.version)
	_ = json.NewEncoder(h).Encode([]any{snapshot.Info().ID, file, x})
	return `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`
}

// stream gives the client some time for each part, however long the whole takes.
type stream struct {
	to      http.ResponseWriter
	control *http.ResponseController
	pause   time.Duration
	begun   bool
}

func (s *stream) Write(b []byte) (int, error) {
	if err := s.control.SetWriteDeadline(time.Now().Add(s.pause)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	s.begun = true
	return s.to.Write(b)
}

// extractParameters are what an export can be confined by: those of ReportFilter.
const extractParameters = "years, regions, within, level, organKinds, editions, consistentOnly, revisions"

// extractOf reads the parameters of an export. Lists are written with commas.
func extractOf(raw string) (x sql.Extract, err error) {
	values, err := parametersOf(raw)
	if err != nil {
		return x, err
	}
	for name, given := range values {
		text := strings.Join(given, ",")
		switch name {
		case "years":
			x.Scope.Years, err = eachOf(text, func(s string) (int, error) { return strconv.Atoi(s) })
		case "regions":
			x.Scope.Regions = strings.Split(text, ",")
		case "within":
			x.Scope.Within = text
		case "level":
			x.Scope.Level, err = enumOf[report.Level]("RegionLevel", text)
		case "organKinds":
			x.Scope.OrganKinds, err = eachOf(text, func(s string) (report.OrganKind, error) { return enumOf[report.OrganKind]("OrganKind", s) })
		case "editions":
			x.Scope.Editions, err = eachOf(text, func(s string) (report.Edition, error) {
				edition, err := enumOf[report.Edition]("Edition", "E"+strings.TrimPrefix(s, "E"))
				return report.Edition(strings.TrimPrefix(string(edition), "E")), err
			})
		case "consistentOnly":
			x.Scope.ConsistentOnly, err = strconv.ParseBool(text)
		case "revisions":
			x.Revisions, err = strconv.ParseBool(text)
		default:
			return x, refuse(CodeBadRequest, "there is no parameter %s; an export knows %s", clip(name), extractParameters)
		}
		if err != nil {
			return x, refuse(CodeBadRequest, "the parameter %s cannot be %q", name, clip(text))
		}
	}
	return x, nil
}

func eachOf[T any](text string, read func(string) (T, error)) (all []T, err error) {
	for each := range strings.SplitSeq(text, ",") {
		v, err := read(strings.TrimSpace(each))
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// enumOf is a value of an enum of the schema.
func enumOf[T ~string](enum, text string) (T, error) {
	if parsedSchema.Types[enum].EnumValues.ForName(text) == nil {
		return "", fmt.Errorf("%s has no value %s", enum, text)
	}
	return T(text), nil
}
