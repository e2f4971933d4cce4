package charts

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
)

// server answers /charts.
type server struct {
	library   *library
	questions http.Handler
	version   string // of everything here that a chart is made of
	log       *slog.Logger
}

// Options of a Handler. The zero value has good defaults.
type Options struct {
	Log *slog.Logger // nil: silent
}

// Handler serves /charts, /charts/{code}.vl.json, .svg and .csv, and answers 404 to all else. It asks
// questions, the handler of /graphql.
func Handler(questions http.Handler, o Options) http.Handler {
	l, err := load(folders)
	if err != nil {
		panic(err) // a folder of this build is broken
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{library: l, questions: questions, version: version(l), log: o.Log}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /charts", s.servePage)
	mux.HandleFunc("GET /charts/page.css", serveStyle)
	mux.HandleFunc("/charts/{file}", s.serveChart)
	return mux
}

// version tells these folders from those of other builds. What draws them is told apart by the tag of
// the answer, which is of one build of the program.
func version(l *library) string {
	h := sha256.New()
	for _, c := range l.charts {
		text, _ := json.Marshal(c) // read from JSON, so it can be written as JSON
		fmt.Fprint(h, c.code, c.question, string(text), string(c.spec))
	}
	text, _ := json.Marshal(l.words)
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil))
}

// form is a way to take a chart.
type form struct {
	suffix, media string
	make          func(*reading, look) ([]byte, error)
}

var forms = []form{
	{".vl.json", "application/json; charset=utf-8", (*reading).vegaLite},
	{".svg", "image/svg+xml; charset=utf-8", (*reading).svg},
	{".csv", "text/csv; charset=utf-8", (*reading).csv},
}

func (s *server) serveChart(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		s.refuse(w, r, forms[0], light, refuse(http.StatusMethodNotAllowed, codeBad, "charts are fetched with GET"))
		return
	}
	for _, f := range forms {
		if code, ok := strings.CutSuffix(r.PathValue("file"), f.suffix); ok {
			s.serveForm(w, r, code, f)
			return
		}
	}
	s.refuse(w, r, forms[0], light, refuse(http.StatusNotFound, codeNotFound, "charts end in .vl.json, .svg or .csv, and are %s", s.library.codes()))
}

func (s *server) serveForm(w http.ResponseWriter, r *http.Request, code string, f form) {
	c := s.library.find(code)
	if c == nil {
		s.refuse(w, r, f, light, refuse(http.StatusNotFound, codeNotFound, "there is no chart %q; there are %s", code, s.library.codes()))
		return
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.refuse(w, r, f, light, refuse(http.StatusBadRequest, codeBad, "the parameters cannot be read: %s", err))
		return
	}
	look, err := lookOf(values)
	if err != nil {
		s.refuse(w, r, f, look.theme, err)
		return
	}
	shown := sha256.Sum256(fmt.Appendln(nil, s.version, f.suffix, values["lang"], values["theme"], values["width"], values["mark"]))
	tags := tag{shown: hex.EncodeToString(shown[:6])}
	made, err := s.make(r, c, values, look, f, &tags)
	if err != nil {
		s.refuse(w, r, f, look.theme, err)
		return
	}
	h := w.Header()
	h.Set("ETag", tags.String())
	h.Set("Cache-Control", "no-cache")
	if made == nil {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if f.suffix == ".csv" {
		h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "gongkai-"+code+".csv"))
	}
	h.Set("Content-Type", f.media)
	_, _ = w.Write(made)
}

// tag names a chart: the answer it is made of, and how it is shown.
type tag struct{ answer, shown string }

func (t tag) String() string { return `"` + strings.Trim(t.answer, `"`) + "-" + t.shown + `"` }

// held is the tag of the answer behind a chart that the client already has, shown this way; empty if
// it has none.
func (t tag) held(header string) string {
	for _, each := range strings.Split(header, ",") {
		each = strings.Trim(strings.TrimPrefix(strings.TrimSpace(each), "W/"), `"`)
		if answer, ok := strings.CutSuffix(each, "-"+t.shown); ok {
			return `"` + answer + `"`
		}
	}
	return ""
}

// make asks and makes a chart. It is nil if the client holds the same one already.
func (s *server) make(r *http.Request, c *chart, values url.Values, look look, f form, t *tag) ([]byte, error) {
	variables, err := c.variables(values)
	if err != nil {
		return nil, err
	}
	answer, answerTag, err := s.ask(r.Context(), c.question, variables, t.held(r.Header.Get("If-None-Match")))
	if err != nil {
		return nil, err
	}
	t.answer = answerTag
	if answer == nil {
		return nil, nil
	}
	facts := map[string]any{}
	for name, v := range variables {
		facts[name] = v
	}
	if code, ok := variables["within"]; ok {
		region, _, err := s.ask(r.Context(), "query Place($code: ID!) { region(code: $code) { name } }", map[string]any{"code": code}, "")
		if err != nil {
			return nil, err
		}
		facts["withinName"] = cursor{}.find(region, "region.name")
	}
	read, err := s.library.read(c, look, facts, answer)
	if err != nil {
		return nil, err
	}
	made, err := f.make(read, look)
	if err == nil && len(made) > maxChart {
		err = refuse(http.StatusBadRequest, codeLimit, "the chart has more than %d MiB; ask for less", maxChart>>20)
	}
	return made, err
}

// vegaLite is the whole specification with its data.
func (r *reading) vegaLite(look look) ([]byte, error) {
	spec, err := r.specification(look)
	if err != nil {
		return nil, err
	}
	if _, err := r.draw(spec, look); err != nil { // takes away the labels there is no room for
		return nil, err
	}
	datasets := map[string]any{}
	for _, t := range r.data {
		rows := make([]row, 0, len(t.rows))
		datasets[t.Name] = append(rows, t.rows...)
	}
	spec["datasets"] = datasets
	spec["usermeta"] = map[string]any{"chart": r.chart.code, "snapshot": r.facts["snapshot"], "citation": r.facts["citation"], "lang": r.language}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err = e.Encode(spec)
	return []byte(b.String()), err
}

func (r *reading) svg(look look) ([]byte, error) {
	spec, err := r.specification(look)
	if err != nil {
		return nil, err
	}
	return r.draw(spec, look)
}

// csv is the first dataset, without the texts made for the chart. It begins with the mark by which
// spreadsheets know UTF-8.
func (r *reading) csv(look) ([]byte, error) {
	var b strings.Builder
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	t := r.data[0]
	var head []string
	for _, c := range t.Columns {
		if c.Text == nil && !c.Drawn {
			head = append(head, c.Name)
		}
	}
	head = append(head, "snapshot")
	if err := w.Write(head); err != nil {
		return nil, err
	}
	for _, each := range t.rows {
		var line []string
		for _, name := range head {
			v := each[name]
			if name == "snapshot" {
				v = r.facts["snapshot"]
			}
			line = append(line, cellText(v))
		}
		if err := w.Write(line); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return []byte(b.String()), w.Error()
}

// cellText is a value as a spreadsheet takes it: what is missing is empty, and a text that would be
// taken for a formula begins with an apostrophe.
func cellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		if strings.HasPrefix(v, "=") || strings.HasPrefix(v, "+") || strings.HasPrefix(v, "-") || strings.HasPrefix(v, "@") || strings.HasPrefix(v, "\t") || strings.HasPrefix(v, "\r") {
			return "'" + v
		}
	}
	return fmt.Sprint(v)
}

// refuse says why there is no chart: in JSON, or in a picture where one was expected.
func (s *server) refuse(w http.ResponseWriter, r *http.Request, f form, t *theme, err error) {
	var why *refusal
	if !errors.As(err, &why) {
		s.log.ErrorContext(r.Context(), "no chart", "path", r.URL.Path, "query", r.URL.RawQuery, "err", err)
		why = refuse(http.StatusInternalServerError, codeInternal, "internal error")
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if why.again != "" {
		h.Set("Retry-After", why.again)
	}
	if f.suffix == ".svg" {
		h.Set("Content-Type", f.media)
		w.WriteHeader(why.status)
		_, _ = w.Write(errorPicture(why, t))
		return
	}
	h.Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(why.status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{map[string]any{
		"message": why.message, "extensions": map[string]any{"code": why.code}}}})
}

// errorPicture says in a picture what is wrong.
func errorPicture(why *refusal, t *theme) []byte {
	const width = 560.0
	p := &pen{look: look{theme: t}}
	lines := wrap(why.message, width-2*padding, 14)
	p.open(width, float64(2*padding+24+20*len(lines)), why.code, why.message)
	p.text(why.code, padding, padding+14, writing{size: 14, weight: "bold", colour: t.colour("outer")})
	for i, line := range lines {
		p.text(fmt.Sprint(line), padding, float64(padding+38+20*i), writing{size: 14, colour: t.colour("ink")})
	}
	return p.close()
}
