package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gongkai/gongkai/web"
)

// get asks the plain page, as a program without the explorer serves it.
func get(t *testing.T, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return getFrom(t, web.Serving(fstest.MapFS{}), path, headers...)
}

func getFrom(t *testing.T, handler http.Handler, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

func TestAddresses(t *testing.T) {
	for path, want := range map[string]struct {
		status int
		media  string
	}{
		"/":                    {200, "text/html; charset=utf-8"},
		"/playground":          {200, "text/html; charset=utf-8"},
		"/plain/style.css":     {200, "text/css; charset=utf-8"},
		"/plain/page.js":       {200, "text/javascript; charset=utf-8"},
		"/plain/examples.json": {200, "application/json"},
		"/plain/icon.svg":      {200, "image/svg+xml"},
		"/plain/":              {404, ""},
		"/plain/../web.go":     {404, ""},
		"/web.go":              {404, ""},
		"/playground/x":        {404, ""},
	} {
		r, _ := get(t, path)
		if media := r.Header.Get("Content-Type"); r.StatusCode != want.status && r.StatusCode != http.StatusTemporaryRedirect || want.status == 200 && media != want.media {
			t.Errorf("%s: got %d %s, want %d %s", path, r.StatusCode, media, want.status, want.media)
		}
		if want.status != 200 {
			continue
		}
		if policy := r.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
		if again, body := get(t, path, "If-None-Match", r.Header.Get("ETag")); again.StatusCode != 304 || body != "" {
			t.Errorf("%s again: got %d, want 304", path, again.StatusCode)
		}
	}
}

// A page that needs another origin, or that the policy would break, is of no use in an office.
func TestPageKeepsToItself(t *testing.T) {
	_, page := get(t, "/")
	for name, forbidden := range map[string]string{
		"a script in the markup":  `<script[^>]*>[^<]`,
		"a style in the markup":   `<style|\sstyle=`,
		"a handler in the markup": `\son[a-z]+=`,
	} {
		if found := regexp.MustCompile(forbidden).FindString(page); found != "" {
			t.Errorf("%s: %q", name, found)
		}
	}
	references := regexp.MustCompile(`(?:href|src)="([^"#]+)"`).FindAllStringSubmatch(page, -1)
	if len(references) != 4 {
		t.Errorf("got %d references, want 4", len(references))
	}
	for _, r := range references {
		if r[1] == "/schema.graphql" {
			continue // served beside the page
		}
		if answer, _ := get(t, r[1]); answer.StatusCode != 200 {
			t.Errorf("%s: got %d", r[1], answer.StatusCode)
		}
	}
	files, err := os.ReadDir("plain")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile("plain/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, address := range regexp.MustCompile(`(?:https?:)?//[a-z][^\s"'`+"`"+`]*\.[a-z]+`).FindAllString(string(text), -1) {
			if address != "http://www.w3.org" { // the name of SVG, never fetched
				t.Errorf("%s names %s", f.Name(), address)
			}
		}
		for _, module := range regexp.MustCompile(`from "\./([^"]+)"`).FindAllStringSubmatch(string(text), -1) {
			if answer, _ := get(t, "/plain/"+module[1]); answer.StatusCode != 200 {
				t.Errorf("%s imports %s: %d", f.Name(), module[1], answer.StatusCode)
			}
		}
	}
}

// Whoever cannot see the page finds a name at every control.
func TestControlsAreNamed(t *testing.T) {
	_, page := get(t, "/")
	controls := regexp.MustCompile(`<(?:textarea|input)[^>]* id="([a-z]+)"`).FindAllStringSubmatch(page, -1)
	if len(controls) != 3 {
		t.Errorf("got %d controls, want 3", len(controls))
	}
	for _, c := range controls {
		if !strings.Contains(page, `<label for="`+c[1]+`">`) {
			t.Errorf("%s has no label", c[1])
		}
	}
	for _, id := range regexp.MustCompile(`aria-labelledby="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+id[1]+`"`) {
			t.Errorf("%s names nothing", id[1])
		}
	}
}

func TestBuiltSite(t *testing.T) {
	site := web.Serving(fstest.MapFS{
		"index.html":               {Data: []byte("<p>the explorer")},
		"index.html.br":            {Data: []byte("brotli")},
		"index.html.gz":            {Data: []byte("gzip")},
		"playground.html":          {Data: []byte("<p>the playground")},
		"assets/index-1a2b.js":     {Data: []byte("script")},
		"assets/index-1a2b.js.gz":  {Data: []byte("gzip")},
		".vite/manifest.json":      {Data: []byte("{}")},
		"assets/.hidden":           {Data: []byte("")},
		"assets/codicon-3c4d.ttf":  {Data: []byte("font")},
		"assets/index-5e6f.css":    {Data: []byte("style")},
		"assets/index-5e6f.css.br": {Data: []byte("brotli")},
	})
	for name, c := range map[string]struct {
		path, accept                    string
		status                          int
		media, encoding, body, contains string
	}{
		"the page, best encoding":     {"/", "gzip, deflate, br", 200, "text/html; charset=utf-8", "br", "brotli", "default-src 'self'"},
		"the page, gzip only":         {"/", "gzip", 200, "text/html; charset=utf-8", "gzip", "gzip", ""},
		"the page, no encoding":       {"/", "", 200, "text/html; charset=utf-8", "", "<p>the explorer", ""},
		"an encoding refused":         {"/", "br;q=0, gzip;q=0.5", 200, "text/html; charset=utf-8", "gzip", "gzip", ""},
		"another view":                {"/?view=ranking&lang=zh", "", 200, "text/html; charset=utf-8", "", "<p>the explorer", ""},
		"the playground":              {"/playground", "br", 200, "text/html; charset=utf-8", "", "<p>the playground", "worker-src 'self' blob:"},
		"a script":                    {"/assets/index-1a2b.js", "br, gzip", 200, "text/javascript; charset=utf-8", "gzip", "gzip", ""},
		"a style":                     {"/assets/index-5e6f.css", "br, gzip", 200, "text/css; charset=utf-8", "br", "brotli", ""},
		"a copy by its own name":      {"/assets/index-1a2b.js.gz", "", 404, "", "", "", ""},
		"the list of the build":       {"/.vite/manifest.json", "", 404, "", "", "", ""},
		"a hidden file":               {"/assets/.hidden", "", 404, "", "", "", ""},
		"a folder":                    {"/assets/", "", 404, "", "", "", ""},
		"the plain page is still had": {"/plain/index.html", "", 200, "text/html; charset=utf-8", "", "", ""},
	} {
		r, body := getFrom(t, site, c.path, "Accept-Encoding", c.accept)
		if r.StatusCode != c.status {
			t.Errorf("%s: got %d, want %d", name, r.StatusCode, c.status)
			continue
		}
		if c.status != 200 {
			continue
		}
		if got := r.Header.Get("Content-Type"); got != c.media {
			t.Errorf("%s: got %s, want %s", name, got, c.media)
		}
		if got := r.Header.Get("Content-Encoding"); got != c.encoding || c.body != "" && body != c.body {
			t.Errorf("%s: got %q in encoding %q, want %q in %q", name, body, got, c.body, c.encoding)
		}
		if policy := r.Header.Get("Content-Security-Policy"); !strings.Contains(policy, c.contains) || !strings.HasPrefix(policy, "default-src 'self'") {
			t.Errorf("%s: the policy is %q", name, policy)
		}
		if r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: a store between could give it to a client that cannot read it", name)
		}
		asset := strings.HasPrefix(c.path, "/assets/")
		if cache := r.Header.Get("Cache-Control"); strings.Contains(cache, "immutable") != asset {
			t.Errorf("%s: cached as %q", name, cache)
		}
		again, _ := getFrom(t, site, c.path, "Accept-Encoding", c.accept, "If-None-Match", r.Header.Get("ETag"))
		if again.StatusCode != 304 {
			t.Errorf("%s again: got %d, want 304", name, again.StatusCode)
		}
	}
}

// A program that was built with the explorer serves it, one that was not the plain page; never neither.
func TestHandlerServesAPage(t *testing.T) {
	_, page := getFrom(t, web.Handler(), "/")
	if explorer := strings.Contains(page, `id="page"`); explorer != web.Built() {
		t.Errorf("built %t, but the explorer is served: %t", web.Built(), explorer)
	}
	for _, r := range regexp.MustCompile(`(?:href|src)="(/(?:assets|plain)/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if answer, _ := getFrom(t, web.Handler(), r[1]); answer.StatusCode != 200 {
			t.Errorf("%s: got %d", r[1], answer.StatusCode)
		}
	}
}
