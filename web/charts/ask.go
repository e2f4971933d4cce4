package charts

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// refusal is why there is no chart, in words for whoever asked.
type refusal struct {
	status  int
	code    string
	message string
	again   string // after how many seconds to ask again, if that helps
}

func (e *refusal) Error() string { return e.message }

func refuse(status int, code, format string, a ...any) *refusal {
	return &refusal{status: status, code: code, message: fmt.Sprintf(format, a...)}
}

// Codes of refusals beside those of the questions.
const (
	codeNotFound = "NOT_FOUND"
	codeBad      = "BAD_REQUEST"
	codeLimit    = "LIMIT_EXCEEDED"
	codeInternal = "INTERNAL"
	codeTimeout  = "TIMEOUT"
)

// lateAgain is after how many seconds to ask again for a chart whose answer came in part.
const lateAgain = "5"

// Parameters that say how a chart is shown, and not what is asked.
var showing = []string{"lang", "theme", "width", "mark"}

// lookOf reads the parameters that say how a chart is shown.
func lookOf(values url.Values) (look, error) {
	l := look{language: chinese, width: 720, theme: light}
	switch v := values.Get("lang"); v {
	case "", string(chinese):
	case string(english):
		l.language = english
	default:
		return l, refuse(http.StatusBadRequest, codeBad, "lang is zh or en, not %q", v)
	}
	switch v := values.Get("theme"); v {
	case "", "light":
	case "dark":
		l.theme = dark
	case "auto":
		l.auto = true
	default:
		return l, refuse(http.StatusBadRequest, codeBad, "theme is light, dark or auto, not %q", v)
	}
	if v := values.Get("width"); v == "container" {
		l.container = true
	} else if v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < minWidth || n > maxWidth {
			return l, refuse(http.StatusBadRequest, codeBad, "width is a number of pixels from %d to %d, or container, not %q", minWidth, maxWidth, v)
		}
		l.width = n
	}
	for _, given := range values["mark"] {
		l.marked = append(l.marked, strings.Split(given, ",")...)
	}
	return l, nil
}

const minWidth, maxWidth = 320, 2000

// variables are the parameters of the question, as its types want them. Lists are parted by commas or
// given by repeating the name. A name that the question does not know is refused: a chart of another
// scope than was meant is worse than none.
func (c *chart) variables(values url.Values) (map[string]any, error) {
	variables := map[string]any{}
	for name, given := range values {
		if slices.Contains(showing, name) {
			continue
		}
		d := c.parameters.ForName(name)
		if d == nil {
			return nil, refuse(http.StatusBadRequest, codeBad, "%s has no parameter %q; it has %s", c.code, name, strings.Join(c.names(), ", "))
		}
		v, err := coerce(d.Type, given)
		if err != nil {
			return nil, refuse(http.StatusBadRequest, codeBad, "%s: %s", name, err)
		}
		if v != nil {
			variables[name] = v
		}
	}
	for _, d := range c.parameters {
		if d.Type.NonNull && d.DefaultValue == nil && variables[d.Variable] == nil {
			return nil, refuse(http.StatusBadRequest, codeBad, "%s needs the parameter %s, as in ?%s", c.code, d.Variable, c.Example)
		}
	}
	return variables, nil
}

// names are those of all parameters.
func (c *chart) names() []string {
	var names []string
	for _, d := range c.parameters {
		names = append(names, d.Variable)
	}
	return append(names, showing...)
}

var wholeNumber = regexp.MustCompile(`^-?[0-9]{1,10}$`)

// coerce is what the texts of a parameter say as a value of the type; nil if they are empty.
func coerce(t *ast.Type, given []string) (any, error) {
	if t.Elem != nil {
		var all []any
		for _, text := range given {
			for _, each := range strings.Split(text, ",") {
				v, err := coerce(t.Elem, []string{strings.TrimSpace(each)})
				if err != nil {
					return nil, err
				}
				if v != nil {
					all = append(all, v)
				}
			}
		}
		if all == nil {
			return nil, nil
		}
		return all, nil
	}
	if len(given) > 1 {
		return nil, fmt.Errorf("given %d times; it takes one value", len(given))
	}
	text := given[0]
	switch {
	case text == "":
		return nil, nil
	case t.NamedType == "Int":
		if !wholeNumber.MatchString(text) {
			return nil, fmt.Errorf("%q is no whole number", text)
		}
		return json.Number(text), nil
	case t.NamedType == "Boolean":
		if text != "true" && text != "false" {
			return nil, fmt.Errorf("%q is neither true nor false", text)
		}
		return text == "true", nil
	}
	if strings.HasPrefix(text, "{") {
		var object map[string]any
		if err := json.Unmarshal([]byte(text), &object); err != nil {
			return nil, fmt.Errorf("%q is no JSON object", text)
		}
		return object, nil
	}
	return text, nil
}

// What an answer and what is made of it may hold.
const (
	maxAnswer = 16 << 20 // bytes
	maxChart  = 8 << 20  // bytes
)

// reply is what /graphql said.
type reply struct {
	status int
	header http.Header
	body   bytes.Buffer
	cut    bool
}

func (r *reply) Header() http.Header    { return r.header }
func (r *reply) WriteHeader(status int) { r.status = status }
func (r *reply) Write(b []byte) (int, error) {
	if r.body.Len()+len(b) > maxAnswer {
		r.cut = true
		return 0, io.ErrShortWrite
	}
	return r.body.Write(b)
}

// ask puts a question to /graphql. If it has the tag, the answer is nil and the same as it was.
func (s *server) ask(ctx context.Context, question string, variables map[string]any, tag string) (answer map[string]any, newTag string, err error) {
	body, err := json.Marshal(map[string]any{"query": question, "variables": variables})
	if err != nil {
		return nil, "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, "", err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json")
	if tag != "" {
		request.Header.Set("If-None-Match", tag)
	}
	r := &reply{status: http.StatusOK, header: http.Header{}}
	s.questions.ServeHTTP(r, request)
	if r.status == http.StatusNotModified {
		return nil, tag, nil
	}
	if r.cut {
		return nil, "", refuse(http.StatusBadRequest, codeLimit, "the answer has more than %d MiB; ask for less", maxAnswer>>20)
	}
	d := json.NewDecoder(&r.body)
	d.UseNumber()
	var said struct {
		Data   map[string]any `json:"data"`
		Errors []struct {
			Message    string
			Path       []any
			Extensions struct{ Code string }
		} `json:"errors"`
	}
	if err := d.Decode(&said); err != nil {
		return nil, "", refuse(max(r.status, http.StatusBadRequest), codeInternal, "the question was not answered (status %d)", r.status)
	}
	if len(said.Errors) > 0 {
		e := said.Errors[0]
		why := &refusal{http.StatusBadRequest, e.Extensions.Code, e.Message, r.header.Get("Retry-After")}
		switch {
		case why.code == codeTimeout: // perhaps after part of the answer, of which there is no chart
			why.status, why.again = http.StatusServiceUnavailable, cmp.Or(why.again, lateAgain)
		case why.code == codeInternal || r.status >= http.StatusInternalServerError:
			why.status = max(r.status, http.StatusInternalServerError)
		}
		return nil, "", why
	}
	return said.Data, r.header.Get("ETag"), nil
}
