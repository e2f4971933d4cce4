package graph

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// response is a finished answer, the same for all who asked the same.
type response struct {
	body    []byte
	status  int    // if it is not that of the media type
	refused bool   // there is no data
	code    string // of what it was refused for
	whole   bool   // without errors: it may be kept

	zip    sync.Once
	zipped []byte
}

func newResponse(r reply) *response {
	out := &response{body: r.json(), refused: r.refused(), whole: len(r.errors) == 0}
	if out.refused {
		out.code, _ = r.errors[0].Extensions["code"].(string)
		if askAgain[out.code] != "" {
			out.status = http.StatusServiceUnavailable
		}
	}
	return out
}

// askAgain is after how many seconds a client that came at a bad moment is told to ask again, by the
// code of what it is told. A question that took too long takes a turn from others each time it comes.
var askAgain = map[string]string{CodeBusy: "1", CodeTimeout: "5"}

// refusedRequest is the response to a request that holds no question that could be asked.
func refusedRequest(status int, why *refusal) *response {
	r := newResponse(reply{errors: gqlerror.List{why.shown()}})
	r.status = status
	return r
}

// zipFrom is the length in bytes from which an answer is worth compressing.
const zipFrom = 1000

// compressed is the body as gzip. It is made once, for the first who takes it so.
func (r *response) compressed() []byte {
	r.zip.Do(func() {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // the level exists
		_, _ = w.Write(r.body)                          // a buffer takes all
		_ = w.Close()
		r.zipped = b.Bytes()
	})
	return r.zipped
}

// bytes is about what the response takes in memory, compressed or not.
func (r *response) bytes() int { return len(r.body) + len(r.body)/3 }

// write sends the response. The tag is empty if it has none.
func (r *response) write(w http.ResponseWriter, rq *http.Request, media string, tag string) {
	h := w.Header()
	body := r.body
	if len(body) >= zipFrom && acceptsGzip(rq.Header.Get("Accept-Encoding")) {
		body = r.compressed()
		h.Set("Content-Encoding", "gzip")
		if tag != "" {
			tag = "W/" + tag // other bytes, the same answer
		}
	}
	if tag != "" && r.whole {
		setCaching(h, tag)
	} else {
		h.Set("Cache-Control", "no-store")
	}
	status := http.StatusOK
	switch {
	case r.status != 0:
		status = r.status
	case r.refused && media == mediaGraphQL:
		status = http.StatusBadRequest
	}
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", askAgain[r.code])
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// setCaching lets a client keep an answer, and ask each time whether it still holds: the next
// snapshot may come at any moment.
func setCaching(h http.Header, tag string) {
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
}

// tag is the ETag of the answer to a question in one media type.
func (k key) tag(media string) string {
	tag := hex.EncodeToString(k[:16])
	if media == mediaGraphQL {
		tag += "-r"
	}
	return `"` + tag + `"`
}

// hasTag looks for tag in an If-None-Match header. A question changes nothing, so a POST is told
// 304 just as a GET.
func hasTag(header, tag string) bool {
	for each := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(each), "W/") == tag {
			return true
		}
	}
	return false
}

func acceptsGzip(header string) bool {
	for each := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(each), ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			quality, ok := strings.CutPrefix(strings.TrimSpace(weight), "q=")
			n, err := strconv.ParseFloat(quality, 64)
			return !ok || err == nil && n > 0
		}
	}
	return false
}

// Media types of answers. Under the first a refused question has status 400; under the second, which
// older clients use, it has 200 like any other well-formed request.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

// wish is how much a client wants a form of the answer.
type wish struct {
	weight float64
	exact  int // how exactly it names it; 0 if not at all
	at     int // where among what it names
}

// mediaType chooses the form of the answer: of the two the one that the client wants more, names more
// exactly or names first; application/json if it takes anything. It is false if the client takes
// neither.
func mediaType(accept []string) (string, bool) {
	named := strings.TrimSpace(strings.Join(accept, ","))
	switch named {
	case "", "*/*", mediaJSON:
		return mediaJSON, true
	}
	var wishes [2]wish
	forms := [2]string{mediaJSON, mediaGraphQL}
	at := 0
	for each := range strings.SplitSeq(named, ",") {
		at++
		media, params, err := mime.ParseMediaType(each)
		weight := 1.0
		if q, given := params["q"]; given && err == nil {
			weight, err = strconv.ParseFloat(q, 64)
		}
		if err != nil || !(weight >= 0 && weight <= 1) {
			continue
		}
		for i, form := range forms {
			exact := 1 + slices.Index([]string{"*/*", "application/*", form}, media)
			if exact > wishes[i].exact {
				wishes[i] = wish{weight, exact, at}
			}
		}
	}
	plain, graphQL := wishes[0], wishes[1]
	switch order := cmp.Or(cmp.Compare(graphQL.weight, plain.weight), cmp.Compare(graphQL.exact, plain.exact), cmp.Compare(plain.at, graphQL.at)); {
	case plain.weight == 0 && graphQL.weight == 0:
		return mediaJSON, false
	case order > 0:
		return mediaGraphQL, true
	}
	return mediaJSON, true
}
