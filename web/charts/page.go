package charts

import (
	"bytes"
	_ "embed" // for the page
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

//go:embed page.html
var pageText string

//go:embed page.css
var style []byte

var page = template.Must(template.New("page").Parse(pageText))

const pagePolicy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

func serveStyle(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/css; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(style)
}

// shownChart is a chart on the page.
type shownChart struct {
	Code, Name, About  string
	Picture, Narrow    template.URL // for a screen and for a telephone
	Table, Vega        template.URL
	Image, Embed, Curl string // lines to paste
	Parameters         []shownParameter
}

type shownParameter struct {
	Name, Type, Default string
	Needed              bool
}

// samples asks what there is to show: the last year with reports, and a region with neighbours.
const samples = `{
  snapshot { years }
  counties: regions(where: {reporting: true, level: COUNTY}, first: 1) { nodes { code level prefecture { code } province { code } } }
  any: regions(where: {reporting: true}, first: 1) { nodes { code level prefecture { code } province { code } } }
}`

// servePage lists the charts, each with an example of these data and the lines to paste.
func (s *server) servePage(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Vary", "Accept-Language")
	h.Set("Cache-Control", "no-cache")
	as := chinese
	switch asked := r.URL.Query().Get("lang"); {
	case asked == string(english), asked == "" && prefersEnglish(r.Header.Get("Accept-Language")):
		as = english
	}
	there, _, err := s.ask(r.Context(), samples, nil, "")
	if err != nil {
		s.refuse(w, r, forms[0], light, err)
		return
	}
	shown := struct {
		English bool
		Lang    string
		Empty   bool
		Charts  []shownChart
	}{English: as == english, Lang: map[language]string{chinese: "zh-CN", english: "en"}[as]}
	fill, ok := examples(there)
	shown.Empty = !ok
	for _, c := range s.library.charts {
		shown.Charts = append(shown.Charts, c.shown(as, origin(r), fill))
	}
	var b bytes.Buffer
	if err := page.Execute(&b, shown); err != nil {
		s.refuse(w, r, forms[0], light, err)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

// examples puts what there is into the examples of the charts. It is false if nothing has been read yet.
func examples(there map[string]any) (*strings.Replacer, bool) {
	at := func(path string) string {
		if v := (cursor{}).find(there, path); v != nil {
			return url.QueryEscape(fmt.Sprint(v))
		}
		return ""
	}
	region := "counties.nodes.0"
	if at(region+".code") == "" {
		region = "any.nodes.0"
	}
	within := at(region + ".prefecture.code")
	if within == "" {
		within = at(region + ".province.code")
	}
	years, _ := there["snapshot"].(map[string]any)["years"].([]any)
	if len(years) == 0 || at(region+".code") == "" {
		return strings.NewReplacer(), false
	}
	return strings.NewReplacer("{year}", fmt.Sprint(years[len(years)-1]), "{years}", strings.ReplaceAll(strings.Trim(fmt.Sprint(years), "[]"), " ", ","),
		"{region}", at(region+".code"), "{level}", at(region+".level"), "{within}", within), true
}

func (c *chart) shown(as language, origin string, fill *strings.Replacer) shownChart {
	// A region without one above it leaves its parameter empty, which is none.
	query := fill.Replace(c.Example) + "&lang=" + string(as)
	address := origin + "/charts/" + c.code
	s := shownChart{
		Code: c.code, Name: c.Name.in(as), About: c.About.in(as),
		Picture: template.URL("/charts/" + c.code + ".svg?" + query + "&theme=auto"),
		Narrow:  template.URL("/charts/" + c.code + ".svg?" + query + "&theme=auto&width=360"),
		Table:   template.URL("/charts/" + c.code + ".csv?" + query),
		Vega:    template.URL("/charts/" + c.code + ".vl.json?" + query),
		Image:   fmt.Sprintf(`<img src="%s.svg?%s" alt="%s">`, address, strings.ReplaceAll(query, "&", "&amp;"), template.HTMLEscapeString(c.Name.in(as))),
		Embed:   fmt.Sprintf(`vegaEmbed("#chart", "%s.vl.json?%s")`, address, query),
		Curl:    fmt.Sprintf(`curl -o %s.csv "%s.csv?%s"`, c.code, address, query),
	}
	for _, d := range c.parameters {
		p := shownParameter{Name: d.Variable, Type: d.Type.String(), Needed: d.Type.NonNull && d.DefaultValue == nil}
		if d.DefaultValue != nil {
			p.Default = strings.Trim(d.DefaultValue.String(), "[]")
		}
		s.Parameters = append(s.Parameters, p)
	}
	return s
}

// origin is the address the page was asked at, for lines to be pasted elsewhere.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: r.Host}).String()
}

// prefersEnglish reports whether a reader's languages name English before Chinese.
func prefersEnglish(header string) bool {
	for _, each := range strings.Split(strings.ToLower(header), ",") {
		each = strings.TrimSpace(each)
		if strings.HasPrefix(each, "zh") {
			return false
		}
		if strings.HasPrefix(each, "en") {
			return true
		}
	}
	return false
}
