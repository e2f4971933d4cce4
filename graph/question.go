package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strings"

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
func readQuestion(body []byte) (question, error) {
	var q question
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '[' {
		return q, refuse(CodeBadRequest, "the body is a list; send one question in each request")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&q); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Field != "" {
			return q, refuse(CodeBadRequest, "%s cannot be a JSON %s", kind.Field, kind.Value)
		}
		return q, refuse(CodeBadRequest, `the body is no JSON object such as {"query": "{ snapshot { id } }"}`)
	}
	if _, err := d.Token(); err != io.EOF {
		return q, refuse(CodeBadRequest, "something follows the JSON object in the body")
	}
	return q, nil
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
