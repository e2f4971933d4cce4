package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/web"
)

func get(t *testing.T, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	web.Handler().ServeHTTP(w, r)
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
