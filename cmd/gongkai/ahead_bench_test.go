package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	stdsql "database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/gongkai/gongkai/graph"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// everyday are six questions that people ask all day, as GraphQL and as the plain statement somebody
// would send to the engine for the same figures.
var everyday = []struct{ name, question, statement string }{
	{"rate by year for one province's counties",
		`{ aggregate(indicators: [REVIEW_CORRECTION_RATE], by: [YEAR], where: {within: "{province}", level: COUNTY}) {
			rows { year values { value numerator denominator reports missing } } } }`,
		`SELECT year, sum(review_corrected), sum(review_upheld + review_corrected + review_other),
			sum(review_corrected) / nullif(sum(review_upheld + review_corrected + review_other), 0), count(*)
			FROM report WHERE latest AND organ_kind = 'GOVERNMENT' AND level = 'COUNTY' AND province_code = '{province}'
			AND review_upheld + review_corrected + review_other IS NOT NULL GROUP BY year ORDER BY year`},
	{"not-held share by province and year",
		`{ aggregate(indicators: [NOT_HELD_SHARE], by: [PROVINCE, YEAR], where: {level: COUNTY}) {
			rows { province { code } year values { value numerator denominator } } } }`,
		`SELECT province_code, year, sum(unable_not_held__total), sum(total__total),
			sum(unable_not_held__total) / nullif(sum(total__total), 0) FROM report
			WHERE latest AND organ_kind = 'GOVERNMENT' AND level = 'COUNTY' AND unable_not_held__total + total__total IS NOT NULL
			GROUP BY province_code, year ORDER BY province_code, year`},
	{"ranking of 3,000 counties",
		`{ aggregate(indicators: [DISCLOSURE_RATE], by: [REGION], where: {years: [2023], level: COUNTY},
			orderBy: {indicator: DISCLOSURE_RATE, direction: DESC}, limit: 3000) {
			rows { region { code } values { value numerator denominator } } } }`,
		`SELECT region_code, granted__total + partly_granted__total, total__total,
			(granted__total + partly_granted__total) / nullif(total__total, 0) AS rate FROM report
			WHERE latest AND organ_kind = 'GOVERNMENT' AND level = 'COUNTY' AND year = 2023
			AND granted__total + partly_granted__total + total__total IS NOT NULL
			ORDER BY rate DESC NULLS LAST, region_code LIMIT 3000`},
	{"applicants by year",
		`{ aggregate(indicators: [REQUESTS_RECEIVED], by: [YEAR, APPLICANT], where: {level: COUNTY}) {
			rows { year applicant values { value } } } }`,
		`SELECT year, sum(received__natural_person), sum(received__business), sum(received__research),
			sum(received__charity), sum(received__legal_service), sum(received__other) FROM report
			WHERE latest AND organ_kind = 'GOVERNMENT' AND level = 'COUNTY' GROUP BY year ORDER BY year`},
	{"one report whole",
		`{ report(id: "{report}") { id year title organ { name } region { code name } source { sha256 name }
			cells { line column value state text } } }`,
		`SELECT * FROM report WHERE report_id = '{report}' AND latest`},
	{"a page of 50 reports",
		`{ reports(where: {within: "{province}", level: COUNTY, years: [2023]}, first: 50) {
			nodes { id year title organ { name } region { code name } values(ids: [REQUESTS_RECEIVED, DISCLOSURE_RATE]) { value } } totalCount } }`,
		`SELECT report_id, year, title, organ_name, region_code, received__total,
			(granted__total + partly_granted__total) / nullif(total__total, 0), count(*) OVER () FROM report
			WHERE latest AND organ_kind = 'GOVERNMENT' AND level = 'COUNTY' AND province_code = '{province}' AND year = 2023
			ORDER BY region_code LIMIT 50`},
}

// BenchmarkEveryday asks the six questions over HTTP of a server with 24,000 reports, and the plain
// statements of the same file, each with 16 clients; nothing is answered from a cache. The figures
// to look at are the ratios of the two.
func BenchmarkEveryday(b *testing.B) {
	dir := nation(b)
	warehouse, err := sql.Open(b.Context(), dir, sql.Settings{Warm: true})
	if err != nil {
		b.Fatal(err)
	}
	defer warehouse.Close()
	server := httptest.NewServer(graph.Handler(warehouse, graph.Options{Limits: graph.Limits{Cache: -1, Running: 16}}))
	defer server.Close()
	files, err := filepath.Glob(filepath.Join(dir, "snapshots", "*.duckdb"))
	if err != nil || len(files) != 1 {
		b.Fatal(files, err)
	}
	db, err := stdsql.Open("duckdb", files[0]+"?access_mode=READ_ONLY")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16, DisableCompression: true}}
	for _, e := range everyday {
		var asked atomic.Int64
		b.Run(e.name+"/gongkai", func(b *testing.B) {
			defer reportWork(b)()
			b.SetParallelism(8)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					// A variable that nobody needs makes each question one of its own.
					n := asked.Add(1)
					body, _ := json.Marshal(map[string]any{"query": about(e.question, n), "variables": map[string]any{"n": n}})
					post(b, client, server.URL+"/graphql", body)
				}
			})
		})
		b.Run(e.name+"/plain statement", func(b *testing.B) {
			defer reportWork(b)()
			b.SetParallelism(8)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					scanAll(b, db, about(e.statement, asked.Add(1)))
				}
			})
		})
	}
}

// reportWork reports what the process, its clients included, has worked for each question until the
// function it gives is called: on a busy machine that says more than the clock.
func reportWork(b *testing.B) func() {
	began := worked(b)
	return func() { b.ReportMetric(float64((worked(b)-began).Microseconds())/float64(b.N), "cpu-µs/op") }
}

func worked(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// about puts the nth province and the nth report into a question.
func about(question string, n int64) string {
	provinces, counties := offices()
	question = strings.ReplaceAll(question, "{province}", provinces[int(n)%len(provinces)])
	return strings.ReplaceAll(question, "{report}", fmt.Sprint(counties[int(n)*37%len(counties)], "-", 2019+n%7))
}

// offices are the codes of provinces, and of the counties whose reports the nation has.
var offices = sync.OnceValues(func() (provinces, counties []string) {
	for _, office := range synth.Offices(1 << 20) {
		region, ok := report.RegionAt(office.Region, 2025)
		switch {
		case !ok || office.Department != "":
		case region.Level == report.Province:
			provinces = append(provinces, office.Region)
		case region.Level == report.County:
			counties = append(counties, office.Region)
		}
	}
	return provinces, counties
})

func post(b *testing.B, client *http.Client, address string, body []byte) {
	response, err := client.Post(address, "application/json", bytes.NewReader(body))
	if err != nil {
		b.Error(err)
		return
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || bytes.Contains(answer, []byte(`"errors"`)) {
		b.Errorf("%d %.300s %v", response.StatusCode, answer, err)
	}
}

func scanAll(b *testing.B, db *stdsql.DB, statement string) {
	rows, err := db.QueryContext(b.Context(), statement)
	if err != nil {
		b.Error(err)
		return
	}
	defer rows.Close()
	names, _ := rows.Columns()
	row, slots := make([]any, len(names)), make([]any, len(names))
	for i := range row {
		slots[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(slots...); err != nil {
			b.Error(err)
			return
		}
	}
}

// nation is a data folder with 24,000 reports, made once a run.
var nation = func() func(testing.TB) string {
	var once sync.Once
	var dir string
	return func(t testing.TB) string {
		once.Do(func() { dir = fillNation(t) })
		return dir
	}
}()

func fillNation(t testing.TB) string {
	dir := t.TempDir()
	batch, err := sql.Begin(context.Background(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer batch.Close()
	n := 0
	_, counties := offices()
	for _, code := range counties {
		for _, r := range synth.Reports(1, synth.Office{Region: code}, 2019, 2025) {
			sum := sha256.Sum256([]byte(code + strconv.Itoa(r.Year)))
			r.Source = report.Source{SHA256: hex.EncodeToString(sum[:]), Path: fmt.Sprint(code, r.Year, ".html"), Format: "html", Size: 80_000}
			r.Status = report.Read
			if _, err := batch.Add(context.Background(), r, nil); err != nil {
				t.Fatal(err)
			}
			n++
		}
	}
	if _, err := batch.Publish(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Log(strings.TrimSpace(fmt.Sprint(n, " reports")))
	return dir
}
