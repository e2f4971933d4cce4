package main

import (
	"bufio"
	"bytes"
	"context"
	stdsql "database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"
)

// The load client: a server of its own, in a process of its own, and clients that ask it over
// loopback. BENCHMARKS.md has the figures and says how to get them.

// loaded is one question of the mix, and the plain statement that has the same figures.
type loaded struct {
	name  string
	query string
	bare  string // empty: no statement is asked
}

const governments = `latest AND organ_kind = 'GOVERNMENT' AND level = 'COUNTY'`

var mix = []loaded{
	{"rate by year", `{ aggregate(indicators: [DISCLOSURE_RATE], by: [YEAR], where: {within: "130000", level: COUNTY}) { rows { year values { value numerator denominator reports missing } } } }`,
		`SELECT year, sum(granted__total + partly_granted__total), sum(total__total), count(*) FROM report
		 WHERE ` + governments + ` AND province_code = '130000' GROUP BY year ORDER BY year`},
	{"share by province and year", `{ aggregate(indicators: [NOT_HELD_SHARE], by: [PROVINCE, YEAR], where: {level: COUNTY}) { rows { province { code name } year values { value interval { low high } } } } }`,
		`SELECT province_code, year, sum(unable_not_held__total), sum(total__total), count(*) FROM report
		 WHERE ` + governments + ` GROUP BY province_code, year ORDER BY province_code, year`},
	{"ranking of counties", `{ ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}) { nodes { rank rankInterval { low high } region { code name } value { value interval { low high } } } } }`,
		`SELECT region_code, sum(unable_not_held__total), sum(total__total), sum(unable_not_held__total) / nullif(sum(total__total), 0) AS share FROM report
		 WHERE ` + governments + ` AND year = 2023 GROUP BY region_code ORDER BY share DESC NULLS LAST LIMIT 50`},
	{"applicants by year", `{ aggregate(indicators: [REQUESTS_RECEIVED], by: [APPLICANT, YEAR], where: {level: COUNTY}) { rows { applicant year values { value } } } }`,
		`SELECT year, sum(received__natural_person), sum(received__business), sum(received__research), sum(received__charity), sum(received__legal_service), sum(received__other)
		 FROM report WHERE ` + governments + ` GROUP BY year ORDER BY year`},
	{"one report", `{ report(id: "130111-2023") { id title organ { name } cells { line column value state text place { table row column offset } } } }`,
		`SELECT * FROM report JOIN printed USING (no) WHERE report_id = '130111-2023' AND latest`},
	{"a page of reports", `{ reports(where: {years: [2023], within: "130000"}, first: 50) { totalCount nodes { id title organ { name } region { name } values(ids: [DISCLOSURE_RATE, NOT_HELD_SHARE]) { value } } } }`,
		`SELECT report_id, title, organ_name, region_code, granted__total, partly_granted__total, unable_not_held__total, total__total FROM report
		 WHERE latest AND year = 2023 AND province_code = '130000' ORDER BY level, region_code LIMIT 50`},
	{"the dictionary", `{ indicators { id english chinese description } }`, ""},
	{"regions", `{ regions(where: {within: "130100"}) { nodes { code name } } }`, ""},
}

// launch starts a server for load: its log is written, and thrown away.
func launch(b *testing.B, args ...string) (host string) {
	b.Helper()
	s := startServer(b, nil, append([]string{"serve"}, args...)...)
	return strings.TrimPrefix(s.address, "http://")
}

// client is one connection that asks and takes answers, and does little else: it shares the cores
// with the server.
type client struct {
	conn net.Conn
	in   *bufio.Reader
}

func dial(host string) (*client, error) {
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return nil, err
	}
	return &client{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

// requestOf is a question as it goes over the wire.
func requestOf(host, query string) []byte {
	body, _ := json.Marshal(map[string]string{"query": query}) // a string can be written
	return fmt.Appendf(nil, "POST /graphql HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", host, len(body), body)
}

// ask sends a request and wants an answer without errors.
func (c *client) ask(request []byte) error {
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	length, status := -1, ""
	for first := true; ; first = false {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if first {
			status = string(line[9:12])
		}
		if len(line) <= 2 {
			break
		}
		if n, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			length, _ = strconv.Atoi(string(bytes.TrimSpace(n)))
		}
	}
	head, err := c.in.Peek(min(length, 10))
	if err != nil {
		return err
	}
	if status != "200" || !bytes.HasPrefix(head, []byte(`{"data":`)) {
		body := make([]byte, min(length, 500))
		io.ReadFull(c.in, body)
		return fmt.Errorf("status %s: %s", status, body)
	}
	_, err = c.in.Discard(length)
	return err
}

// press has clients ask a mix of questions, b.N in all, and reports the rate and the slowest of a
// hundred. The question of a turn is that of vary.
func press(b *testing.B, host string, clients int, vary func(turn int64) []byte) {
	b.Helper()
	var turn, failed atomic.Int64
	took := make([][]time.Duration, clients)
	var all sync.WaitGroup
	b.ResetTimer()
	for i := range clients {
		all.Go(func() {
			c, err := dial(host)
			if err != nil {
				b.Error(err)
				return
			}
			defer c.conn.Close()
			for n := turn.Add(1); n <= int64(b.N); n = turn.Add(1) {
				request := vary(n)
				began := time.Now()
				if err := c.ask(request); err != nil {
					failed.Add(1)
					b.Error(err)
					return
				}
				took[i] = append(took[i], time.Since(began))
			}
		})
	}
	all.Wait()
	b.StopTimer()
	times := slices.Concat(took...)
	b.ReportMetric(float64(len(times))/b.Elapsed().Seconds(), "requests/s")
	b.ReportMetric(milliseconds(quantile(times, .5)), "p50-ms")
	b.ReportMetric(milliseconds(quantile(times, .99)), "p99-ms")
	b.ReportMetric(float64(failed.Load()), "failed")
}

func quantile(times []time.Duration, q float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	times = slices.Sorted(slices.Values(times))
	return times[min(len(times)-1, int(q*float64(len(times))))]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// requests are the whole mix, ready to send.
func requests(host string) [][]byte {
	all := make([][]byte, len(mix))
	for i, m := range mix {
		all[i] = requestOf(host, m.query)
	}
	return all
}

const loadReports, loadClients = 24_000, 16

// BenchmarkLoad asks a mix of questions of 24,000 reports with 16 clients: with no answer kept, with
// answers kept, and while snapshots change.
func BenchmarkLoad(b *testing.B) {
	dir := loadData(b, loadReports)
	b.Run("uncached", func(b *testing.B) {
		host := launch(b, "--data", dir, "--cache", "0")
		all := requests(host)
		press(b, host, loadClients, func(n int64) []byte { return all[n%int64(len(all))] })
	})
	b.Run("cached", func(b *testing.B) {
		host := launch(b, "--data", dir)
		all := requests(host)
		press(b, host, loadClients, func(n int64) []byte { return all[n%int64(len(all))] })
	})
	b.Run("while snapshots swap", func(b *testing.B) {
		changing := copyData(b, dir)
		host := launch(b, "--data", changing)
		all := requests(host)
		ctx, cancel := context.WithCancel(b.Context())
		defer cancel()
		var published sync.WaitGroup
		swaps := 0
		published.Go(func() {
			for ctx.Err() == nil {
				if err := addOne(ctx, changing, swaps); err != nil && ctx.Err() == nil {
					b.Error(err)
					return
				}
				swaps++
			}
		})
		press(b, host, loadClients, func(n int64) []byte { return all[n%int64(len(all))] })
		cancel()
		published.Wait()
		b.ReportMetric(float64(swaps), "published")
	})
}

// BenchmarkOverhead compares an answer over HTTP, no answer kept, with the plain statement sent ad
// hoc through database/sql, one after the other and one client alone.
func BenchmarkOverhead(b *testing.B) { compare(b, loadReports, mix) }

// nationwide are questions for which most of the 1.8 million reports are looked at.
var nationwide = []loaded{
	{"departments by province and year", `{ aggregate(indicators: [NOT_HELD_SHARE], by: [PROVINCE, YEAR], where: {level: COUNTY, organKinds: [DEPARTMENT]}) { rows { province { code name } year values { value interval { low high } } } } }`,
		`SELECT province_code, year, sum(unable_not_held__total), sum(total__total), count(*) FROM report
		 WHERE latest AND organ_kind = 'DEPARTMENT' AND level = 'COUNTY' GROUP BY province_code, year ORDER BY province_code, year`},
	{"ranking of a province's departments", `{ ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {within: "130000", level: COUNTY, organKinds: [DEPARTMENT]}) { nodes { rank rankInterval { low high } value { value interval { low high } } } } }`,
		`SELECT organ_id, sum(unable_not_held__total) / nullif(sum(total__total), 0) AS share FROM report
		 WHERE latest AND organ_kind = 'DEPARTMENT' AND level = 'COUNTY' AND year = 2023 AND province_code = '130000' GROUP BY organ_id ORDER BY share DESC NULLS LAST LIMIT 50`},
}

// BenchmarkNation is the same over 1.8 million reports: 3,000 counties and 220,000 departments.
func BenchmarkNation(b *testing.B) {
	if os.Getenv("GONGKAI_BENCH") == "" {
		b.Skip("1.8 million reports take minutes to make: name a folder to keep them in GONGKAI_BENCH")
	}
	compare(b, 1_800_000, slices.Concat(mix, nationwide))
}

func compare(b *testing.B, reports int, questions []loaded) {
	dir := loadData(b, reports)
	host := launch(b, "--data", dir, "--cache", "0")
	files, err := filepath.Glob(filepath.Join(dir, "snapshots", "*.duckdb"))
	if err != nil || len(files) != 1 {
		b.Fatal(files, err)
	}
	db, err := stdsql.Open("duckdb", files[0]+"?access_mode=READ_ONLY")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for _, m := range questions {
		if m.bare == "" {
			continue
		}
		b.Run(m.name, func(b *testing.B) {
			c, err := dial(host)
			if err != nil {
				b.Fatal(err)
			}
			defer c.conn.Close()
			request := requestOf(host, m.query)
			var answers, statements []time.Duration
			for b.Loop() {
				began := time.Now()
				if err := c.ask(request); err != nil {
					b.Fatal(err)
				}
				asked := time.Now()
				if err := drain(b.Context(), db, m.bare); err != nil {
					b.Fatal(err)
				}
				answers = append(answers, asked.Sub(began))
				statements = append(statements, time.Since(asked))
			}
			answer, statement := quantile(answers, .5), quantile(statements, .5)
			b.ReportMetric(milliseconds(answer), "answer-p50-ms")
			b.ReportMetric(milliseconds(quantile(answers, .95)), "answer-p95-ms")
			b.ReportMetric(milliseconds(statement), "statement-p50-ms")
			b.ReportMetric(float64(answer)/float64(statement), "times")
		})
	}
}

// drain asks a statement and takes every row.
func drain(ctx context.Context, db *stdsql.DB, text string) error {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	row, slots := make([]any, len(names)), make([]any, len(names))
	for i := range row {
		slots[i] = &row[i]
	}
	n := 0
	for ; rows.Next(); n++ {
		if err := rows.Scan(slots...); err != nil {
			return err
		}
	}
	if n == 0 {
		return fmt.Errorf("no row: %s", text)
	}
	return rows.Err()
}
