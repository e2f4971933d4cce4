package graph_test

import (
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// 栾城县 (130124) became 栾城区 (130111) in 2014. No form of that time is read, so these reports are on
// one that is.
func renamed() []paper {
	year := func(code string, year int, e report.Edition, notHeld, total int64) paper {
		return paper{code: code, year: year, edition: e, figures: from("total", total, 0).and(from("unable_not_held", notHeld, 0), in("licensing.decisions", 9))}
	}
	return []paper{
		year("130124", 2012, report.E2019, 48, 80),
		year("130124", 2013, report.E2019, 56, 70),
		year("130111", 2014, report.E2019, 0, 10),
		year("130111", 2016, report.E2019, 3, 10),
		year("130111", 2017, report.E2021, 9, 10),
	}
}

func TestTrend(t *testing.T) {
	server := serve(t, renamed()...)
	for _, code := range []string{"130111", "130124"} {
		got := must(t, server, `{ trend(indicator: NOT_HELD_SHARE, regions: ["`+code+`"], from: 2013) { region { code } lineage { code name }
		  points { year region { code name } value { value nullReason comparability } change { since difference interval { low high } comparability } report { id } } } }`)
		for path, want := range map[string]string{
			"trend 0 points 0 year":              `2013`,
			"trend 0 points 0 region":            `{"code":"130124","name":"栾城县"}`,
			"trend 0 points 0 value value":       `0.8`,
			"trend 0 points 0 change difference": `0.2`, // from the year before the first
			"trend 0 points 0 report id":         `"130124-2013"`,
			"trend 0 points 1 region":            `{"code":"130111","name":"栾城区"}`,
			"trend 0 points 1 value":             `{"comparability":"EXACT","nullReason":null,"value":0}`, // a printed 0 is no gap
			"trend 0 points 1 change difference": `-0.8`,
			"trend 0 points 2 value":             `{"comparability":null,"nullReason":"NO_REPORT","value":null}`,
			"trend 0 points 2 region name":       `"栾城区"`,
			"trend 0 points 2 report":            `null`,
			"trend 0 points 3 change":            `null`, // nothing stands before it
			"trend 0 points 4 change difference": `0.6`,
			"trend 0 points 4 change since":      `2016`,
		} {
			if at := got.at(t, path); at != want {
				t.Errorf("%s of %s: got %s, want %s", path, code, at, want)
			}
		}
		// Contrast (a) of Newcombe's paper.
		if low, high := got.at(t, "trend 0 points 0 change interval low"), got.at(t, "trend 0 points 0 change interval high"); !strings.HasPrefix(low, "0.0524") || !strings.HasPrefix(high, "0.3338") {
			t.Errorf("the change from 48/80 to 56/70 lies between %s and %s", low, high)
		}
	}
	got := must(t, server, `{ trend(indicator: LICENSING_DECISIONS, regions: ["130111"], from: 2016, to: 2017) { points { value { value comparability } change { difference interval { low } comparability } } }
	  fees: trend(indicator: FEES_10K_YUAN, regions: ["130111"], from: 2016, to: 2017) { points { value { nullReason comparability } change { difference } } } }`)
	if at := got.at(t, "trend 0 points 1"); at != `{"change":{"comparability":"APPROXIMATE","difference":0,"interval":null},"value":{"comparability":"APPROXIMATE","value":9}}` {
		t.Errorf("over the change of editions: %s", at)
	}
	if at := got.at(t, "fees 0 points 0 value nullReason"); at != `"NOT_IN_EDITION"` {
		t.Errorf("fees on the form of 2019: %s", at)
	}
	if at := got.at(t, "fees 0 points 1"); at != `{"change":null,"value":{"comparability":"BREAK","nullReason":"CELL_BLANK"}}` && at != `{"change":null,"value":{"comparability":"BREAK","nullReason":null}}` {
		t.Errorf("fees over a break: %s", at)
	}
}

func TestCompare(t *testing.T) {
	got := must(t, serve(t, append(sample(), renamed()...)...), `{ compare(indicators: [NOT_HELD_SHARE, REQUESTS_HANDLED], regions: ["130102", "130111"], years: [2023, 2013, 2022]) {
	  region { code name } year reportedAs { code name } values { indicator { id } value nullReason } report { id } } }`)
	rows := got.Data["compare"].([]any)
	if len(rows) != 6 {
		t.Fatalf("got %d rows, want 6", len(rows))
	}
	for path, want := range map[string]string{
		"compare 0 region code":         `"130102"`,
		"compare 0 year":                `2023`,
		"compare 0 values 0 value":      `0.1`,
		"compare 1 values 0 nullReason": `"NO_REPORT"`,
		"compare 1 reportedAs name":     `"长安区"`,
		"compare 3 region":              `{"code":"130111","name":"栾城区"}`,
		"compare 3 values 1":            `{"indicator":{"id":"REQUESTS_HANDLED"},"nullReason":null,"value":140}`,
		"compare 4 region code":         `"130111"`,
		"compare 4 reportedAs":          `{"code":"130124","name":"栾城县"}`,
		"compare 4 values 0 value":      `0.8`,
		"compare 4 report id":           `"130124-2013"`,
		"compare 5 report":              `null`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
}

func TestCoverage(t *testing.T) {
	papers := append(sample(), paper{code: "130105", year: 2023, edition: report.E2021, figures: luancheng, besides: func(r *report.Report) {
		var kept []report.Cell
		for _, c := range r.Cells {
			if l, _ := report.FindLine(c.Line); l.Table != report.Challenges {
				kept = append(kept, c)
			}
		}
		r.Cells = kept
	}})
	server := serve(t, papers...)
	got := must(t, server, `{ coverage(years: [2023, 2013], within: "130100") { year expected reported complete missing lacking { table reports }
	  regions(status: [COMPLETE, TABLE_MISSING]) { totalCount nodes { region { code } status lacks report { id } } }
	  missed: regions(status: [NO_REPORT], first: 2) { totalCount pageInfo { hasNextPage endCursor } nodes { region { code name } status lacks report { id } } } } }`)
	for path, want := range map[string]string{
		"coverage 0 year":               `2023`,
		"coverage 0 expected":           `22`,
		"coverage 0 reported":           `4`,
		"coverage 0 complete":           `3`,
		"coverage 0 missing":            `18`,
		"coverage 0 lacking":            `[{"reports":1,"table":4}]`,
		"coverage 0 regions totalCount": `4`,
		"coverage 0 regions nodes 0":    `{"lacks":[],"region":{"code":"130102"},"report":{"id":"130102-2023"},"status":"COMPLETE"}`,
		"coverage 0 regions nodes 2":    `{"lacks":[4],"region":{"code":"130105"},"report":{"id":"130105-2023"},"status":"TABLE_MISSING"}`,
		"coverage 0 missed totalCount":  `18`,
		"coverage 0 missed nodes 0":     `{"lacks":[],"region":{"code":"130107","name":"井陉矿区"},"report":null,"status":"NO_REPORT"}`,
		"coverage 1 reported":           `0`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	next := must(t, server, `{ coverage(years: [2023], within: "130100") { regions(status: [NO_REPORT], first: 2, after: `+got.at(t, "coverage 0 missed pageInfo endCursor")+`) { totalCount nodes { region { code } } } } }`)
	if at := next.at(t, "coverage 0 regions"); at != `{"nodes":[{"region":{"code":"130109"}},{"region":{"code":"130110"}}],"totalCount":18}` {
		t.Errorf("the next page: %s", at)
	}
}

func TestFollowRefuses(t *testing.T) {
	server := serve(t, sample()...)
	for name, c := range map[string]struct{ question, code, says string }{
		"no region":           {`trend(indicator: REVIEWS, regions: []) { region { code } }`, "BAD_REQUEST", "names no region"},
		"no such region":      {`trend(indicator: REVIEWS, regions: ["999999"]) { region { code } }`, "UNKNOWN_REGION", "999999"},
		"years the wrong way": {`trend(indicator: REVIEWS, regions: ["130111"], from: 2023, to: 2020) { region { code } }`, "BAD_REQUEST", "first year comes first"},
		"too many years":      {`trend(indicator: REVIEWS, regions: ["130111"], from: 1, to: 2020) { region { code } }`, "LIMIT_EXCEEDED", "at most 100"},
		"no year":             {`compare(indicators: [REVIEWS], regions: ["130111"], years: []) { year }`, "BAD_REQUEST", "names no year"},
		"no indicator":        {`compare(indicators: [], regions: ["130111"], years: [2023]) { year }`, "BAD_REQUEST", "names no indicator"},
		"towns":               {`coverage(years: [2023], level: TOWNSHIP) { year }`, "BAD_REQUEST", "not in the code book"},
		"coverage of no year": {`coverage(years: []) { year }`, "BAD_REQUEST", "names no year"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ask(t, server, "{ "+c.question+" }", nil)
			if got.code() != c.code || !strings.Contains(got.text, c.says) {
				t.Errorf("got %s\nwant the code %s and the words %q", got.text, c.code, c.says)
			}
		})
	}
}
