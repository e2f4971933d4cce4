package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/gongkai/gongkai/sql"
)

// question is what a client asks: the body of a POST, the parameters of a GET.
type question struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName,omitempty"`
	Variables     map[string]any `json:"variables,omitempty"`
	Extensions    struct {
		PersistedQuery *persistedQuery `json:"persistedQuery,omitempty"`
	} `json:"extensions,omitzero"` // of the protocol; others are ignored
}

// persistedQuery asks by the hash of a text that an earlier question carried: Apollo's automatic
// persisted queries.
type persistedQuery struct {
	Version int    `json:"version"`
	Hash    string `json:"sha256Hash"`
}

// readQuestion reads a question as JSON. It refuses what a GraphQL client does not send.
func readQuestion(body []byte) (q question, err error) {
	if !utf8.Valid(body) {
		return q, refuse(CodeBadRequest, "the body is not in UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	switch first, err := d.Token(); {
	case err == nil && first == json.Delim('['):
		return q, refuse(CodeBadRequest, "the body is a list; send one question in each request")
	case err != nil || first != json.Delim('{'):
		return q, errNoObject
	}
	read := map[string]bool{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return q, errNoObject
		}
		name, _ := key.(string)
		member := q.member(name)
		if member != nil && read[name] {
			return q, refuse(CodeBadRequest, "%s stands twice in the body", name)
		}
		read[name] = true
		if member == nil {
			member = new(json.RawMessage)
		}
		if err := d.Decode(member); err != nil {
			return q, memberError(name, err)
		}
	}
	if _, err := d.Token(); err != nil {
		return q, errNoObject
	}
	if _, err := d.Token(); err != io.EOF {
		return q, refuse(CodeBadRequest, "something follows the JSON object in the body")
	}
	return q, nil
}

var errNoObject = refuse(CodeBadRequest, `the body is no JSON object such as {"query": "{ snapshot { id } }"}`)

// member is where the part of a question of that name belongs; nil if the protocol has none.
func (q *question) member(name string) any {
	switch name {
	case "query":
		return &q.Query
	case "operationName":
		return &q.OperationName
	case "variables":
		return &q.Variables
	case "extensions":
		return &q.Extensions
	}
	return nil
}

func memberError(name string, err error) error {
	var kind *json.UnmarshalTypeError
	if !errors.As(err, &kind) {
		return errNoObject
	}
	if kind.Field != "" {
		name += "." + kind.Field
	}
	return refuse(CodeBadRequest, "%s cannot be a JSON %s", name, kind.Value)
}

// urlQuestion is the question of a GET, read from what follows the question mark of its address;
// variables and extensions are JSON there.
func urlQuestion(raw string) (q question, err error) {
	values, err := parametersOf(raw)
	if err != nil {
		return q, err
	}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		given, text := values[name], values.Get(name)
		switch {
		case len(given) > 1:
			return q, refuse(CodeBadRequest, "the parameter %s stands twice in the address", name)
		case !utf8.ValidString(text):
			return q, refuse(CodeBadRequest, "the parameter %s is not in UTF-8", name)
		}
		switch member := q.member(name).(type) {
		case *string:
			*member = text
		default:
			if text != "" && !readJSON(text, member) {
				return q, refuse(CodeBadRequest, "the parameter %s is no JSON object", name)
			}
		}
	}
	return q, nil
}

// parametersOf are the parameters of an address. One that cannot be read is not passed over, as if it
// had not been given.
func parametersOf(raw string) (url.Values, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, refuse(CodeBadRequest, "the parameters of the address cannot be read; write %%25 for a percent sign and %%3B for a semicolon")
	}
	return values, nil
}

// readJSON reads one value and nothing behind it.
func readJSON(text string, to any) bool {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if d.Decode(to) != nil {
		return false
	}
	_, err := d.Token()
	return err == io.EOF
}

// nameNumbers has errors about variables show the number that does not fit: to who found them every
// number is a text.
func (q question) nameNumbers(errs gqlerror.List) {
	for _, err := range errs {
		var at any = map[string]any{"variable": q.Variables}
		for _, step := range err.Path {
			object, _ := at.(map[string]any)
			list, _ := at.([]any)
			at = nil
			switch step := step.(type) {
			case ast.PathName:
				at = object[string(step)]
			case ast.PathIndex:
				if int(step) < len(list) {
					at = list[step]
				}
			}
		}
		if number, ok := at.(json.Number); ok {
			err.Message = strings.Replace(err.Message, "cannot use string as", "cannot use the number "+number.String()+" as", 1)
		}
	}
}

// check refuses a question that is too large to look at. A persisted one has found its text before.
func (l Limits) check(q question) error {
	if strings.TrimSpace(q.Query) == "" {
		return refuse(CodeBadRequest, "there is no query")
	}
	if len(q.Query) > l.Query {
		return over("max-query", l.Query, "the query has %d bytes (put long lists into its variables)", len(q.Query))
	}
	if n := valuesIn(q.Variables) - 1; n > l.Variables {
		return over("max-variables", l.Variables, "the variables hold %d values", n)
	}
	return nil
}

// errTextUnknown has the words and the code by which clients know to send the text.
var errTextUnknown = refuse("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")

// findText gives a question that names its text by a hash the text that was sent with that hash
// before.
func (e *engine) findText(q *question) error {
	p := q.Extensions.PersistedQuery
	if p == nil {
		return nil
	}
	if p.Version != 1 {
		return refuse(CodeBadRequest, "persistedQuery has version %d; this server knows 1", p.Version)
	}
	var k key
	if n, err := hex.Decode(k[:], []byte(p.Hash[:min(len(p.Hash), 2*len(k))])); err != nil || n != len(k) || len(p.Hash) != 2*n {
		return refuse(CodeBadRequest, "sha256Hash of persistedQuery is no SHA-256 in hex")
	}
	if q.Query != "" {
		if textKey(q.Query) != k {
			return refuse(CodeBadRequest, "provided sha does not match query")
		}
		return nil
	}
	text, ok := e.texts.get(k)
	if !ok {
		return errTextUnknown
	}
	q.Query = text
	return nil
}

// keepText remembers the text of a question that was answered, for those who ask by its hash.
func (e *engine) keepText(q question) {
	if q.Extensions.PersistedQuery != nil {
		e.texts.put(textKey(q.Query), q.Query, len(q.Query))
	}
}

func textKey(text string) key { return sha256.Sum256([]byte(text)) }

// key names the answer to q from a snapshot.
func (e *engine) key(snapshot *sql.Snapshot, q question) (k key) {
	h := sha256.New()
	h.Write(e.version)
	_ = json.NewEncoder(h).Encode([]any{snapshot.Version(), q.Query, q.OperationName, q.Variables}) // maps are written in order of their keys
	h.Sum(k[:0])
	return k
}
