package charts_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/web/charts"
)

// The numbers are what d3.format of the program that draws the specification writes.
func TestFormatNumber(t *testing.T) {
	for _, c := range []struct{ format, number, want string }{
		{".1~%", "0.106382978723", "10.6%"},
		{".1~%", "0.12", "12%"},
		{".1~%", "0", "0%"},
		{".1~%", "1", "100%"},
		{".1~%", "-0.00001", "0%"},
		{".1~%", "-0.021", "−2.1%"},
		{",.4~f", "1234567", "1,234,567"},
		{",.4~f", "40746", "40,746"},
		{",.4~f", "251000.5", "251,000.5"},
		{",.4~f", "0.123456", "0.1235"},
		{",.4~f", "-1200", "−1,200"},
		{",.4~f", "9007199254740993", "9,007,199,254,740,993"}, // more than a float holds
		{",.2~f", "3.3767", "3.38"},
		{"d", "2023", "2023"},
		{"", "2023", "2023"},
	} {
		if got := charts.FormatNumber(c.format, json.Number(c.number)); got != c.want {
			t.Errorf("%s as %q: got %q, want %q", c.number, c.format, got, c.want)
		}
	}
}

// The ticks are those of d3.ticks, and the edges those of d3.nice, for about five steps.
func TestTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
		nice      string
	}{
		{0, 1, "[0 0.2 0.4 0.6 0.8 1]", "0 1"},
		{0, 0.329, "[0 0.05 0.1 0.15 0.2 0.25 0.3]", "0 0.35"},
		{0, 0.07, "[0 0.01 0.02 0.03 0.04 0.05 0.06 0.07]", "0 0.07"},
		{0, 40746, "[0 10000 20000 30000 40000]", "0 50000"},
		{0, 3, "[0 0.5 1 1.5 2 2.5 3]", "0 3"},
		{-12, 30, "[-10 0 10 20 30]", "-20 30"},
		{0, 0, "[0]", "0 1"},
	} {
		if got := fmt.Sprint(charts.Ticks(c.low, c.high, 5)); got != c.want {
			t.Errorf("ticks from %v to %v: got %s, want %s", c.low, c.high, got, c.want)
		}
		low, high := charts.Nice(c.low, c.high)
		if got := fmt.Sprint(low, high); got != c.nice {
			t.Errorf("edges around %v to %v: got %s, want %s", c.low, c.high, got, c.nice)
		}
	}
}

// Lines fit, and together hold every character but the spaces between them.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abc W栾城区，。 （）1%")), 0, 80, -1).Draw(t, "text")
		width := rapid.Float64Range(40, 400).Draw(t, "width")
		var all strings.Builder
		for _, line := range charts.Wrap(text, width, 12) {
			if charts.TextWidth(line.(string), 12) > width {
				t.Fatalf("%q is wider than %v", line, width)
			}
			all.WriteString(line.(string))
		}
		if got, want := strings.ReplaceAll(all.String(), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

// A text that a spreadsheet would take for a formula is not one in the table; a figure stays one.
func TestCellText(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{"=HYPERLINK(1)", "'=HYPERLINK(1)"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@x", "'@x"}, {"\tx", "'\tx"},
		{"栾城区", "栾城区"}, {nil, ""}, {json.Number("-3"), "-3"}, {true, "true"},
	} {
		if got := charts.CellText(c.value); got != c.want {
			t.Errorf("%#v: got %q, want %q", c.value, got, c.want)
		}
	}
}

// answering answers every question alike.
func answering(status int, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"same"`)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

func get(t *testing.T, questions http.Handler, address string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	charts.Handler(questions, charts.Options{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	return w.Code, w.Body.String()
}

// hostile is the name of an office as nobody should have it.
const hostile = "</text><script>alert(1)</script>\x01&\"'"

const row = `{"data": {"snapshot": {"id": "s", "citation": "c", "synthetic": 0}, "aggregate": {"rows": [{"year": null,
	"region": {"code": "1", "name": %s, "prefecture": null}, "values": [
	{"indicator": {"english": "NATURAL_PERSON", "kind": "SHARE"}, "value": %s, "numerator": 1, "denominator": 2, "interval": null, "reports": 1, "missing": 0, "nullReason": null}]}],
	"truncated": false, "scope": {"years": [2023], "level": "COUNTY"}}}}`

func TestHostileNames(t *testing.T) {
	name, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	status, picture := get(t, answering(200, fmt.Sprintf(row, name, "0.5")), "/charts/applicants.svg")
	if status != 200 || strings.Contains(picture, "<script") {
		t.Errorf("status %d\n%s", status, picture)
	}
	d := xml.NewDecoder(strings.NewReader(picture))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, picture)
		}
	}
}

// Where there is no figure there is no bar: missing is not 0.
func TestMissingIsNotDrawn(t *testing.T) {
	const bar = "自然人 "
	_, there := get(t, answering(200, fmt.Sprintf(row, `"栾城区"`, "0")), "/charts/applicants.svg")
	_, missing := get(t, answering(200, fmt.Sprintf(row, `"栾城区"`, "null")), "/charts/applicants.svg")
	if !strings.Contains(there, bar) || strings.Contains(missing, bar) || !strings.Contains(missing, "没有数据") {
		t.Errorf("with 0:\n%s\nwith null:\n%s", there, missing)
	}
}

// Nothing to draw is a chart that says so with its scope, not an error; a fault is an error without details.
func TestAnswersWithoutRows(t *testing.T) {
	empty := `{"data": {"snapshot": {"id": "s", "citation": "c", "synthetic": 0}, "aggregate": {"rows": [], "truncated": false, "scope": {"years": [2023], "level": "COUNTY"}}}}`
	for _, form := range []string{".svg", ".vl.json", ".csv"} {
		if status, body := get(t, answering(200, empty), "/charts/applicants"+form); status != 200 {
			t.Errorf("%s of no rows: %d %s", form, status, body)
		}
	}
	for name, c := range map[string]struct {
		answer string
		given  int
		want   int
	}{
		"a fault":       {`{"errors": [{"message": "internal error, id 7", "extensions": {"code": "INTERNAL"}}]}`, 200, 500},
		"a refusal":     {`{"errors": [{"message": "no region 9", "extensions": {"code": "UNKNOWN_REGION"}}]}`, 200, 400},
		"too many":      {`{"errors": [{"message": "come back", "extensions": {"code": "BUSY"}}]}`, 503, 503},
		"too late":      {`{"errors": [{"message": "no answer within 5s", "extensions": {"code": "TIMEOUT"}}]}`, 503, 503},
		"late in part":  {`{"data": {"aggregate": null}, "errors": [{"message": "no answer within 5s", "extensions": {"code": "TIMEOUT"}}]}`, 200, 503},
		"no answer":     {`oops`, 502, 502},
		"a huge answer": {`{"data": {"x": "` + strings.Repeat("x", 17<<20) + `"}}`, 200, 400},
	} {
		status, body := get(t, answering(c.given, c.answer), "/charts/applicants.vl.json")
		if status != c.want || !strings.Contains(body, `"errors"`) {
			t.Errorf("%s: got %d %.200s, want %d", name, status, body, c.want)
		}
	}
	w := httptest.NewRecorder()
	late := answering(200, `{"data": {"aggregate": null}, "errors": [{"message": "no answer within 5s", "extensions": {"code": "TIMEOUT"}}]}`)
	charts.Handler(late, charts.Options{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/charts/applicants.svg", nil))
	if w.Code != 503 || w.Header().Get("Retry-After") != "5" {
		t.Errorf("a picture that came too late: %d %v", w.Code, w.Header())
	}
}

// Every text of a page is there in both languages, and says something else in each.
func TestPageLanguages(t *testing.T) {
	questions := answering(200, `{"data": {"snapshot": {"years": [2023]}, "counties": {"nodes": []}, "any": {"nodes": []}}}`)
	_, chinese := get(t, questions, "/charts?lang=zh")
	_, english := get(t, questions, "/charts?lang=en")
	if strings.ContainsAny(english[:strings.Index(english, "<main>")], "，。") || !strings.Contains(chinese, "尚未读入报告") || !strings.Contains(english, "No report has been read") {
		t.Errorf("chinese:\n%s\nenglish:\n%s", chinese, english)
	}
	if strings.Count(chinese, "<section") != strings.Count(english, "<section") {
		t.Error("the pages show different charts")
	}
	if i := slices.IndexFunc(strings.Split(english, "\n"), func(l string) bool { return strings.Contains(l, "style=") || strings.Contains(l, "<script") }); i >= 0 {
		t.Errorf("line %d of the page breaks its policy", i+1)
	}
}
