package graph_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/url"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
)

// request is one that no client of good will sends, and what it is told.
type request struct {
	method, path, body string
	headers            []string
	status             int
	says               string
}

// posted is a question with variables as JSON.
func posted(query, variables string, status int, says string) request {
	text, _ := json.Marshal(query) // a string
	return request{"POST", "/graphql", `{"query":` + string(text) + `,"variables":` + variables + `}`, nil, status, says}
}

// sent is a body as it is.
func sent(body string, status int, says string, headers ...string) request {
	return request{"POST", "/graphql", body, headers, status, says}
}

// got is a GET.
func got(parameters string, status int, says string, headers ...string) request {
	return request{"GET", "/graphql?" + parameters, "", headers, status, says}
}

const anything = "query=%7Bsnapshot%7Bid%7D%7D"

// requests hurt, or are meant to, by what surrounds a question.
func requests() map[string]request {
	rep := strings.Repeat
	list := func(n int, each func(i int) string) string {
		all := make([]string, n)
		for i := range all {
			all[i] = each(i)
		}
		return strings.Join(all, ",")
	}
	same := func(text string) func(int) string { return func(int) string { return text } }
	const codes, years = `query($c: [ID!]) { regions(where: {codes: $c}) { totalCount } }`, `query($y: [Int!]) { reports(where: {years: $y}) { totalCount } }`
	const scope, plain = `query($w: Scope) { aggregate(indicators: [REVIEWS], where: $w) { truncated } }`, `{ snapshot { reports } }`
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write(make([]byte, 100<<20)) // a buffer takes all
	_ = z.Close()
	return map[string]request{
		"10,000 variables nobody declared": posted(plain, "{"+list(10_000, func(i int) string { return fmt.Sprintf(`"v%d":1`, i) })+"}", 200, `"reports":7`),
		"10,001 variables":                 posted(plain, "{"+list(10_001, func(i int) string { return fmt.Sprintf(`"v%d":1`, i) })+"}", 400, "max-variables"),
		"a variable of 200,000 letters":    posted(plain, `{"`+rep("k", 200_000)+`":1}`, 200, `"reports":7`),
		"lists in lists":                   posted(codes, `{"c":`+rep("[", 9000)+rep("]", 9000)+`}`, 200, "cannot use slice as ID"),
		"too deep lists":                   posted(codes, `{"c":`+rep("[", 100_000)+rep("]", 100_000)+`}`, 400, "no JSON object"),
		"objects in objects":               posted(scope, `{"w":`+rep(`{"peersOf":`, 9000)+"1"+rep("}", 9000)+`}`, 200, "unknown field"),
		"9,999 texts":                      posted(codes, `{"c":[`+list(9999, same(`"1"`))+`]}`, 200, `"totalCount":0`),
		"9,999 years":                      posted(years, `{"y":[`+list(9999, same(`2023`))+`]}`, 200, "at most 5000"),
		"9,999 wrong names":                posted(`query($i: [IndicatorId!]) { indicators(ids: $i) { id } }`, `{"i":[`+list(9999, same(`"X"`))+`]}`, 200, "X is not a valid IndicatorId"),
		"a number of 200,000 digits":       posted(years, `{"y":[`+rep("9", 200_000)+`]}`, 200, "cannot use the number 99999"),
		"a number with a huge exponent":    posted(years, `{"y":[1e999999999]}`, 200, "cannot use the number 1e999999999 as Int"),
		"half a year":                      posted(years, `{"y":[2022.5]}`, 200, "cannot use the number 2022.5 as Int"),
		"a code of 200,000 digits":         posted(codes, `{"c":[`+rep("9", 200_000)+`]}`, 200, `"totalCount":0`),
		"10,000 escapes":                   sent(`{"query":"{ region(code: \"`+rep(`\u0041`, 10_000)+`\") { name } }"}`, 200, `"region":null`),
		"half a surrogate":                 sent(`{"query":"{ region(code: \"\ud800\") { name } }"}`, 200, `"region":null`),
		"no UTF-8":                         sent("{\"query\":\"{ region(code: \\\"\xff\\\") { name } }\"}", 400, "not in UTF-8"),
		"a NUL in JSON":                    sent("{\"query\":\"{ snapshot \x00{ id } }\"}", 400, "no JSON object"),
		"a byte order mark":                sent("\ufeff"+small, 400, "no JSON object"),
		"two questions in one":             sent(`{"query":"{ nothing }","query":"{ snapshot { reports } }"}`, 400, "query stands twice"),
		"variables twice":                  sent(`{"query":"{ snapshot { id } }","variables":{"a":1},"variables":{"b":2}}`, 400, "variables stands twice"),
		"extensions 10,000 times":          sent(`{"query":"{ snapshot { id } }"`+rep(`,"extensions":{}`, 10_000)+`}`, 400, "extensions stands twice"),
		"10,000 unknown members":           sent(`{`+list(10_000, same(`"x":{}`))+`,"query":"{ snapshot { reports } }"}`, 200, `"reports":7`),
		"deep extensions":                  sent(`{"query":"{ snapshot { reports } }","extensions":{"a":`+rep("[", 9000)+rep("]", 9000)+`}}`, 200, `"reports":7`),
		"extensions that are none":         sent(`{"query":"{ snapshot { id } }","extensions":{"persistedQuery":5}}`, 400, "extensions.persistedQuery cannot be a JSON number"),
		"another case":                     sent(`{"QUERY":"{ snapshot { id } }"}`, 400, "there is no query"),
		"nothing":                          sent("", 400, "no JSON object"),
		"null":                             sent("null", 400, "no JSON object"),
		"an operation of 200,000 letters":  sent(`{"query":"query A { snapshot { id } }","operationName":"`+rep("x", 200_000)+`"}`, 200, "operation xxx"),
		"operations without a name":        sent(`{"query":"query A { __typename } query B { __typename }"}`, 200, "2 operations; name one"),
		"a gzip bomb":                      sent(zipped.String(), 415, "uncompressed", "Content-Encoding", "gzip"),
		"a body said to be what it is":     sent(small, 200, `"reports":7`, "Content-Encoding", "identity"),
		"10,000 parameters of a type":      sent(small, 200, `"reports":7`, "Content-Type", "application/json"+rep(";a=b", 3000)),
		"HEAD without a question":          {"HEAD", "/graphql", "", nil, 400, ""},
		"OPTIONS":                          {"OPTIONS", "/graphql", "", nil, 405, "GET or POST"},
		"PUT":                              {"PUT", "/graphql", small, nil, 405, "GET or POST"},
		"DELETE":                           {"DELETE", "/graphql?" + anything, "", nil, 405, "GET or POST"},
		"TRACE":                            {"TRACE", "/graphql", "", nil, 405, "GET or POST"},
		"a method of its own":              {"DROP", "/graphql", "", nil, 405, "GET or POST"},
		"a query twice":                    got(anything+"&query=%7Bnothing%7D", 400, "query stands twice"),
		"variables twice in an address":    got(anything+"&variables=%7B%7D&variables=%7B%7D", 400, "variables stands twice"),
		"a bare semicolon":                 got("query={snapshot{id};}", 400, "%3B"),
		"a bare percent sign":              got("query=%zz", 400, "%25"),
		"20,000 parameters":                got(anything+rep("&a=1", 20_000), 400, "cannot be read"),
		"something behind the variables":   got(anything+"&variables=%7B%7Dx", 400, "variables is no JSON object"),
		"no UTF-8 in an address":           got("query="+url.QueryEscape("{ region(code: \"\xff\") { name } }"), 400, "not in UTF-8"),
		"a NUL in an address":              got("query=%00", 200, "GRAPHQL_PARSE_FAILED"),
		"an address of 500,000 letters":    got(anything+"%23"+rep("x", 500_000), 400, "max-query"),
		"60,000 media types":               got(anything, 406, "Accept", "Accept", rep("a/b;c=d,", 60_000)),
		"60,000 commas":                    got(anything, 406, "Accept", "Accept", rep(",", 60_000)),
		"60,000 tags":                      got(anything, 200, `"id"`, "If-None-Match", rep(`"x",`, 60_000)),
		"60,000 codings":                   got(anything, 200, `"id"`, "Accept-Encoding", rep("gzip;q=x,", 60_000)),
	}
}

// A request is answered or refused in clear words, at once and without much memory, whatever is wrong
// with it.
func TestHostileRequests(t *testing.T) {
	server := serve(t, sample()...)
	for name, c := range requests() {
		t.Run(name, func(t *testing.T) {
			quickly(t, func(spaces string) {
				body := strings.Replace(c.body, `"query":"`, `"query":"`+spaces, 1) // asked anew, not answered from memory
				headers := append([]string{"Content-Type", "application/json"}, c.headers...)
				got := send(t, server, c.method, c.path, body, headers...)
				if got.status != c.status || !strings.Contains(got.text, c.says) || len(got.text) > 5000 {
					t.Fatalf("got %d %.600s\nwant %d and the words %q", got.status, got.text, c.status, c.says)
				}
				if len(got.Errors) > 0 && (got.code() == "" || got.code() == "INTERNAL") {
					t.Errorf("the error has the code %q", got.code())
				}
				if c.status == 405 && got.header.Get("Allow") != "GET, HEAD, POST" {
					t.Errorf("allowed is %q", got.header.Get("Allow"))
				}
			})
		})
	}
}

// quickly does something a few times, each with other spaces, and fails the test unless once it took
// no longer and never took more memory than an answer may.
func quickly(t *testing.T, do func(spaces string)) {
	t.Helper()
	quickest, most := time.Hour, uint64(0)
	for n := range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		do(strings.Repeat(" ", n))
		quickest = min(quickest, time.Since(began))
		runtime.ReadMemStats(&after)
		most = max(most, after.TotalAlloc-before.TotalAlloc)
	}
	patience := 100 * time.Millisecond
	if raced() {
		patience *= 10
	}
	if quickest > patience || most > 64<<20 {
		t.Errorf("it took %s and %d MiB", quickest, most>>20)
	}
}

// raced reports whether the race detector watches, which makes everything many times slower.
func raced() bool {
	build, _ := debug.ReadBuildInfo()
	return build != nil && slices.Contains(build.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
