package main

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/sql"
)

// chartServer serves the sample of 石家庄市 for 2021 to 2023, within this process.
func chartServer(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	set := synth.Sample()
	set.Offices = slices.DeleteFunc(synth.OfficesUnder("130100", 2021, 2023), func(o synth.Office) bool { return o.Region > "130130" })
	set.From, set.To, set.Missing, set.Flawed = 2021, 2023, 0.05, 0
	if _, err := set.WriteTo(dir); err != nil {
		t.Fatal(err)
	}
	return serveFolder(t, dir)
}

// serveFolder ingests a folder, as the command does, and serves it within this process.
func serveFolder(t testing.TB, dir string) string {
	t.Helper()
	data := filepath.Join(t.TempDir(), "d")
	ingest := newRoot()
	ingest.SetArgs([]string{"ingest", "--data", data, dir})
	ingest.SetOut(io.Discard)
	ingest.SetErr(io.Discard)
	if err := ingest.ExecuteContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	warehouse, err := sql.Open(t.Context(), data, sql.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(routesOf(t, serving{}, warehouse))
	t.Cleanup(func() { s.Close(); warehouse.Close() })
	return s.URL
}

func fetch(t testing.TB, address string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

// examples are the addresses of the pictures on the page of charts, by code.
func examples(t testing.TB, server string) map[string]string {
	t.Helper()
	resp, body := fetch(t, server+"/charts?lang=zh")
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("the page of charts: %d %s", resp.StatusCode, body)
	}
	all := map[string]string{}
	for _, m := range regexp.MustCompile(`<img src="/charts/([a-z]+)\.svg\?([^"]*)"`).FindAllStringSubmatch(body, -1) {
		all[m[1]] = strings.ReplaceAll(strings.ReplaceAll(m[2], "&amp;", "&"), "&theme=auto", "")
	}
	return all
}

// TestCharts draws charts of the sample.
func TestCharts(t *testing.T) {
	server := chartServer(t)
	t.Run("every folder", func(t *testing.T) { everyChart(t, server) })
	t.Run("narrow and money", func(t *testing.T) { chartNarrow(t, server) })
	t.Run("table", func(t *testing.T) { chartTable(t, server) })
	t.Run("refusals", func(t *testing.T) { chartRefusals(t, server) })
	t.Run("other sites", func(t *testing.T) { chartsForOtherSites(t, server) })
}

// everyChart draws every chart there is a folder for, as the page of charts shows it.
func everyChart(t *testing.T, server string) {
	shown := examples(t, server)
	folders, err := filepath.Glob("../../web/charts/*/chart.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		code := filepath.Base(filepath.Dir(folder))
		query, ok := shown[code]
		if !ok {
			t.Errorf("%s is not on the page of charts", code)
			continue
		}
		for _, lang := range []string{"zh", "en"} {
			t.Run(code+" "+lang, func(t *testing.T) {
				checkChart(t, server+"/charts/"+code, strings.Replace(query, "lang=zh", "lang="+lang, 1), lang)
			})
		}
	}
	if want := []string{"applicants", "coverage", "distribution", "funnel", "outcomes", "ranking", "trend", "years"}; len(folders) < len(want) {
		t.Errorf("got %d charts, want at least %v", len(folders), want)
	}
}

func checkChart(t *testing.T, address, query, lang string) {
	_, picture := fetch(t, address+".svg?"+query)
	texts, elements := parseXML(t, picture)
	if elements < 20 {
		t.Errorf("the picture has %d elements:\n%s", elements, picture)
	}
	_, spec := fetch(t, address+".vl.json?"+query)
	var vega struct {
		Schema      string `json:"$schema"`
		Description string
		Datasets    map[string][]map[string]any
		Usermeta    struct{ Snapshot string }
		Title       struct{ Text []string }
	}
	if err := json.Unmarshal([]byte(spec), &vega); err != nil {
		t.Fatalf("%v\n%s", err, spec)
	}
	if vega.Usermeta.Snapshot == "" || len(vega.Title.Text) == 0 || !slices.Contains(texts, vega.Title.Text[0]) {
		t.Errorf("the title %q of the specification of %q is not that of the picture: %q", vega.Title.Text, vega.Usermeta.Snapshot, texts)
	}
	rows := readSheet(t, address+".csv?"+query)
	head := rows[0]
	for _, name := range []string{"snapshot"} {
		i := slices.Index(head, name)
		if i < 0 || len(rows) < 2 || rows[1][i] == "" {
			t.Errorf("the table lacks %s: %q", name, head)
		}
	}
	for name, text := range map[string]string{"picture": picture, "specification": spec} {
		if !strings.Contains(text, vega.Usermeta.Snapshot) {
			t.Errorf("the %s does not name its snapshot", name)
		}
		for _, found := range regexp.MustCompile(`@[a-zA-Z.]+|https?://[^"]+`).FindAllString(text, -1) {
			if !strings.HasPrefix(found, "http://www.w3.org/") && !strings.HasPrefix(found, "https://vega.github.io/schema/") {
				t.Errorf("the %s holds %s", name, found)
			}
		}
		if chinese := regexp.MustCompile(`[，。：]`).FindString(text); lang == "en" && chinese != "" {
			t.Errorf("the English %s holds %q", name, chinese)
		}
	}
	first, _ := fetch(t, address+".svg?"+query)
	again, body := fetch(t, address+".svg?"+query, "If-None-Match", first.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("again: status %d, want 304", again.StatusCode)
	}
	other, _ := fetch(t, address+".svg?"+query+"&theme=dark", "If-None-Match", first.Header.Get("ETag"))
	if other.StatusCode != http.StatusOK {
		t.Errorf("in other colours, with the tag of the light one: status %d, want 200", other.StatusCode)
	}
}

// chartNarrow: where there is no room for a label, the label goes and what it stands at stays; money has
// its unit.
func chartNarrow(t *testing.T, server string) {
	const query = "?years=2021,2022,2023&within=130100&level=COUNTY&lang=en&width="
	_, wide := fetch(t, server+"/charts/coverage.svg"+query+"1600")
	_, narrow := fetch(t, server+"/charts/coverage.svg"+query+"320")
	cells := func(picture string) int { return strings.Count(picture, "</title></rect>") }
	if _, money := fetch(t, server+"/charts/ranking.svg?indicator=FEES_10K_YUAN&year=2023&within=130100&level=COUNTY"); !strings.Contains(money, "单位：万元") {
		t.Errorf("money without its unit:\n%s", money)
	}
	if rows := len(readSheet(t, server+"/charts/coverage.csv"+query+"320")) - 1; rows < 60 || cells(wide) != rows || cells(narrow) != rows {
		t.Errorf("got %d cells in the wide picture and %d in the narrow one, want the %d of the table", cells(wide), cells(narrow), rows)
	}
}

// parseXML is the texts and the number of the elements of a document that must be well formed.
func parseXML(t *testing.T, document string) (texts []string, elements int) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(document))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts, elements
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, document)
		}
		switch token := token.(type) {
		case xml.StartElement:
			elements++
		case xml.CharData:
			texts = append(texts, string(token))
		}
	}
}

func readSheet(t *testing.T, address string) [][]string {
	t.Helper()
	resp, body := fetch(t, address)
	text, marked := strings.CutPrefix(body, "\ufeff")
	if !marked || resp.Header.Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("the table is %s and begins with %.20q", resp.Header.Get("Content-Type"), body)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// chartTable: the table of a chart holds what 栾城区 published about 2023, and no figure that it did not.
func chartTable(t *testing.T, server string) {
	rows := readSheet(t, server+"/charts/outcomes.csv?regions=130111&years=2023&lang=en")
	var got []string
	for _, r := range rows {
		got = append(got, strings.Join(r[1:len(r)-1], ","))
	}
	want := []string{
		"code,label,outcome,outcomeName,value,numerator,denominator,low,high,reports,missing,nullReason",
		"130111,栾城区,FULL_DISCLOSURE_RATE,Granted,0.478571428571,67,140,0.3975",
		"130111,栾城区,REFUSAL_RATE,Refused,0.021428571429,3,140,0.0073",
		"130111,栾城区,UNABLE_SHARE,Unable to provide,0.342857142857,48,140,0.269",
		"130111,栾城区,DECLINED_SHARE,Not processed,0.028571428571,4,140,0.0111",
		"130111,栾城区,OTHER_OUTCOME_SHARE,Otherwise handled,0.085714285714,12,140,0.0497",
		"130111,栾城区,PARTLY_GRANTED,Partly granted,0.042857142857,6,140,0.0197",
	}
	if len(got) != len(want) {
		t.Fatalf("got %d rows, want %d: %q", len(got), len(want), got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

// chartRefusals: what is wrong is said in the form that was asked for, and never drawn as if it were right.
func chartRefusals(t *testing.T, server string) {
	for _, c := range []struct {
		name, path string
		status     int
		code, say  string
	}{
		{"an unknown chart", "pie.vl.json?year=2023", 404, "NOT_FOUND", "there are "},
		{"an unknown form", "outcomes.png", 404, "NOT_FOUND", ".svg"},
		{"a misspelt parameter", "outcomes.csv?yeers=2023", 400, "BAD_REQUEST", "years, regions"},
		{"no number", "outcomes.vl.json?years=MMXX", 400, "BAD_REQUEST", `years: "MMXX" is no whole number`},
		{"a year twice", "outcomes.vl.json?level=COUNTY&level=PROVINCE", 400, "BAD_REQUEST", "given 2 times"},
		{"a value the questions do not know", "outcomes.vl.json?level=CITY", 400, "GRAPHQL_VALIDATION_FAILED", "CITY"},
		{"levels that must not be added up", "outcomes.vl.json?by=YEAR&within=130000", 400, "MIXED_LEVELS", "level"},
		{"a region that there is not", "outcomes.csv?within=999999", 400, "UNKNOWN_REGION", "999999"},
		{"too wide", "outcomes.svg?width=100000", 400, "BAD_REQUEST", "320"},
		{"a picture of a misspelt parameter", "outcomes.svg?yeers=2023", 400, "BAD_REQUEST", "yeers"},
		{"a language that there is not", "outcomes.svg?lang=fr", 400, "BAD_REQUEST", "zh"},
		{"parameters that cannot be read", "outcomes.vl.json?years=%zz", 400, "BAD_REQUEST", "%zz"},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp, body := fetch(t, server+"/charts/"+c.path)
			if resp.StatusCode != c.status || !strings.Contains(body, c.code) {
				t.Errorf("got %d %s, want %d %s", resp.StatusCode, body, c.status, c.code)
			}
			if resp.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("an error may be kept: %q", resp.Header.Get("Cache-Control"))
			}
			if strings.Contains(c.path, ".svg") {
				if texts, _ := parseXML(t, body); !strings.Contains(fmt.Sprint(texts), c.say) {
					t.Errorf("the picture says %q, want %q", texts, c.say)
				}
				return
			}
			var said struct {
				Errors []struct {
					Message    string
					Extensions struct{ Code string }
				}
			}
			if err := json.Unmarshal([]byte(body), &said); err != nil || len(said.Errors) != 1 || !strings.Contains(said.Errors[0].Message, c.say) {
				t.Errorf("got %s, %v, want %q in it", body, err, c.say)
			}
		})
	}
}

// chartsForOtherSites: pages of other sites may fetch charts, and run nothing of them.
func chartsForOtherSites(t *testing.T, server string) {
	resp, _ := fetch(t, server+"/charts/outcomes.vl.json?years=2023&within=130100&level=COUNTY", "Origin", "https://example.org")
	if got := resp.Header.Get("Access-Control-Allow-Origin"); got != "*" {
		t.Errorf("another site may fetch: %q, want *", got)
	}
	if got := resp.Header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") {
		t.Errorf("the policy is %q", got)
	}
	r, err := http.NewRequest(http.MethodPost, server+"/charts/outcomes.svg", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	posted, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	posted.Body.Close()
	if posted.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a POST: status %d, want 405", posted.StatusCode)
	}
}

// Three cities have a 桥西区: each has a bar of its own.
func TestChartOfNamesakes(t *testing.T) {
	dir := t.TempDir()
	for _, code := range []string{"130104", "130703", "130111"} {
		writeDocument(t, dir, madeUp(code, 2023))
	}
	rows := readSheet(t, serveFolder(t, dir)+"/charts/applicants.csv?years=2023&level=COUNTY")
	labels := map[string]bool{}
	for _, r := range rows[1:] {
		labels[r[2]] = true
	}
	want := map[string]bool{"桥西区（石家庄市）": true, "桥西区（张家口市）": true, "栾城区": true}
	if diff := cmp.Diff(want, labels); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkChart(b *testing.B) {
	server := chartServer(b)
	for code, query := range examples(b, server) {
		for _, form := range []string{".svg", ".vl.json", ".csv"} {
			b.Run(code+form, func(b *testing.B) {
				for b.Loop() {
					if resp, body := fetch(b, server+"/charts/"+code+form+"?"+query); resp.StatusCode != http.StatusOK {
						b.Fatal(body)
					}
				}
			})
		}
	}
}
