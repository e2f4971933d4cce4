package graph_test

import (
	"strings"
	"testing"

	"github.com/gongkai/gongkai/report"
)

func TestRanking(t *testing.T) {
	server := serve(t, sample()...)
	got := must(t, server, `{ ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {within: "130100"}) {
	  indicator { id } year direction ranked totalCount pageInfo { hasNextPage endCursor }
	  nodes { rank rankInterval { low high } percentile ties region { code name } value { value numerator denominator interval { low } } report { id source { sha256 } } }
	  overall { value numerator denominator reports } absent { reason count regions(first: 2) { code name } }
	  scope { years level organKinds within } leftOut { reason reports } } }`)
	for path, want := range map[string]string{
		"ranking indicator id":         `"NOT_HELD_SHARE"`,
		"ranking direction":            `"DESC"`,
		"ranking ranked":               `3`,
		"ranking totalCount":           `3`,
		"ranking nodes 0 rank":         `1`,
		"ranking nodes 0 region":       `{"code":"130111","name":"栾城区"}`,
		"ranking nodes 0 value value":  `0.328571428571`,
		"ranking nodes 0 rankInterval": `{"high":3,"low":1}`,
		"ranking nodes 0 report id":    `"130111-2023"`,
		"ranking nodes 1 rank":         `2`,
		"ranking nodes 1 ties":         `1`,
		"ranking nodes 2 rank":         `2`,
		"ranking nodes 2 region code":  `"130104"`,
		"ranking overall numerator":    `48`,
		"ranking overall denominator":  `160`,
		"ranking overall reports":      `3`,
		"ranking absent 0 reason":      `"NO_REPORT"`,
		"ranking absent 0 count":       `19`, // 石家庄 has 22 counties and districts
		"ranking absent 0 regions 0":   `{"code":"130105","name":"新华区"}`,
		"ranking scope":                `{"level":"COUNTY","organKinds":["GOVERNMENT"],"within":"130100","years":[2023]}`,
		"ranking leftOut":              `[{"reason":"OTHER_ORGAN_KIND","reports":1},{"reason":"REGION_ITSELF","reports":1}]`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	t.Run("pages join", func(t *testing.T) {
		var codes []string
		after := ""
		for range 3 {
			page := must(t, server, `{ ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}, direction: ASC, first: 1`+after+`) {
			  nodes { region { code } } pageInfo { hasNextPage endCursor } } }`)
			codes = append(codes, page.at(t, "ranking nodes 0 region code"))
			after = `, after: ` + page.at(t, "ranking pageInfo endCursor")
			if more := page.at(t, "ranking pageInfo hasNextPage"); more != []string{"true", "true", "false"}[len(codes)-1] {
				t.Errorf("page %d: hasNextPage is %s", len(codes), more)
			}
		}
		if got := strings.Join(codes, " "); got != `"130102" "130104" "130111"` {
			t.Errorf("the pages hold %s", got)
		}
	})
	t.Run("show keeps the rank", func(t *testing.T) {
		got := must(t, server, `{ ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}, show: ["130104"]) { ranked totalCount nodes { rank region { code } } } }`)
		if at := got.at(t, "ranking"); at != `{"nodes":[{"rank":2,"region":{"code":"130104"}}],"ranked":3,"totalCount":1}` {
			t.Errorf("got %s", at)
		}
	})
	t.Run("too few cases", func(t *testing.T) {
		got := must(t, server, `{ ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {within: "130100"}, minDenominator: 11) { ranked absent { reason count } } }`)
		if at := got.at(t, "ranking"); at != `{"absent":[{"count":19,"reason":"NO_REPORT"},{"count":2,"reason":"BELOW_MIN_DENOMINATOR"}],"ranked":1}` {
			t.Errorf("got %s", at)
		}
	})
}

// A report whose part exceeds its whole has no interval of its own, and takes nobody else's away.
func TestImpossibleShare(t *testing.T) {
	flawed := from("received", 100, 0).and(in("unable_not_held", 60), in("total", 30))
	papers := []paper{{code: "130105", year: 2023, edition: report.E2021, figures: flawed}, {code: "130105", year: 2022, edition: report.E2021, figures: luancheng}}
	for code, part := range map[string]int64{"130102": 10, "130104": 500, "130111": 990} {
		papers = append(papers, paper{code: code, year: 2023, edition: report.E2021, figures: in("unable_not_held", part).and(in("total", 1000))})
	}
	server := serve(t, papers...)
	const value = `value { value numerator denominator interval { low } intervalNullReason nullReason }`
	got := must(t, server, `{
	  ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}) { ranked nodes { rank rankInterval { low high } region { code } `+value+` } }
	  rising: ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}, direction: ASC) { nodes { rank rankInterval { low high } } }
	  counted: ranking(indicator: REQUESTS_HANDLED, year: 2023, where: {level: COUNTY}) { nodes { rankInterval { low } `+value+` } }
	  funnel(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}) { points { region { code } } overall { numerator denominator } absent { reason count regions { code } } }
	  trend(indicator: NOT_HELD_SHARE, regions: ["130105", "130102"], from: 2021, to: 2023) { points { `+value+` change { difference interval { low } } } }
	  compare(indicators: [NOT_HELD_SHARE], regions: ["130105", "130111"], years: [2023]) { values { value interval { low } intervalNullReason } } }`)
	for path, want := range map[string]string{
		"ranking ranked":                            `4`,
		"ranking nodes 0 region code":               `"130105"`,
		"ranking nodes 0 rank":                      `1`,
		"ranking nodes 0 rankInterval":              `null`,
		"ranking nodes 0 value":                     `{"denominator":30,"interval":null,"intervalNullReason":"IMPOSSIBLE_SHARE","nullReason":null,"numerator":60,"value":2}`,
		"ranking nodes 1 rankInterval":              `{"high":2,"low":1}`, // 130111; only 130105 might stand before it
		"ranking nodes 2 rankInterval":              `{"high":3,"low":2}`, // 130104
		"ranking nodes 3 rankInterval":              `{"high":4,"low":3}`, // 130102
		"ranking nodes 3 value intervalNullReason":  `null`,
		"rising nodes 0 rankInterval":               `{"high":2,"low":1}`,
		"rising nodes 3 rankInterval":               `null`,
		"counted nodes 0 rankInterval":              `null`,
		"counted nodes 0 value intervalNullReason":  `"NOT_A_SHARE"`,
		"funnel points":                             `[{"region":{"code":"130102"}},{"region":{"code":"130104"}},{"region":{"code":"130111"}}]`,
		"funnel overall":                            `{"denominator":3000,"numerator":1500}`,
		"trend 0 points 0 value intervalNullReason": `"NO_VALUE"`,
		"trend 0 points 1 value intervalNullReason": `null`,
		"trend 0 points 2 change interval":          `null`,
		"trend 0 points 2 change difference":        `1.671428571429`,
		"trend 0 points 2 value intervalNullReason": `"IMPOSSIBLE_SHARE"`,
		"trend 1 points 2 value intervalNullReason": `null`,
		"compare 0 values 0 intervalNullReason":     `"IMPOSSIBLE_SHARE"`,
		"compare 1 values 0 intervalNullReason":     `null`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	if absent := got.at(t, "funnel absent"); !strings.Contains(absent, `{"count":1,"reason":"IMPOSSIBLE_SHARE","regions":[{"code":"130105"}]}`) {
		t.Errorf("the funnel leaves out %s", absent)
	}
}

func TestFunnel(t *testing.T) {
	got := must(t, serve(t, sample()...), `{ funnel(indicator: NOT_HELD_SHARE, year: 2023, where: {within: "130100"}) {
	  overall { numerator denominator value reports missing } dispersion { factor significant winsorised }
	  points { region { code } value { numerator denominator } flag adjustedFlag limits { denominator low95 high95 low998 high998 } report { id } }
	  limits { denominator low95 high95 low998 high998 } adjustedLimits { denominator low95 } absent { reason count } } }`)
	for path, want := range map[string]string{
		"funnel overall":                     `{"denominator":160,"missing":0,"numerator":48,"reports":3,"value":0.3}`,
		"funnel points 0 region code":        `"130102"`,
		"funnel points 0 flag":               `"WITHIN"`,
		"funnel points 2 value denominator":  `140`,
		"funnel points 2 report id":          `"130111-2023"`,
		"funnel limits 0 denominator":        `10`,
		"funnel limits 0 low95":              `0`,   // P(R <= 0) of 10 at 0.3 is 0.0282
		"funnel limits 0 high95":             `0.6`, // P(R <= 6) is 0.9894, P(R <= 5) 0.9527
		"funnel limits 0 high998":            `0.8`, // P(R <= 8) is 0.9999, P(R <= 7) 0.9984
		"funnel points 0 limits denominator": `10`,
		"funnel absent":                      `[{"count":19,"reason":"NO_REPORT"}]`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
}

func TestDistribution(t *testing.T) {
	got := must(t, serve(t, sample()...), `{ distribution(indicator: REQUESTS_HANDLED, year: 2023, where: {level: COUNTY}, bins: 4) {
	  count overall { value } quantiles { percent value } bins { low high count } absent { reason } } }`)
	for path, want := range map[string]string{
		"distribution count":             `3`,
		"distribution overall value":     `160`,
		"distribution quantiles 0 value": `10`,
		"distribution quantiles 4":       `{"percent":50,"value":10}`,
		"distribution quantiles 5":       `{"percent":75,"value":75}`,
		"distribution bins":              `[{"count":2,"high":50,"low":0},{"count":0,"high":100,"low":50},{"count":1,"high":150,"low":100}]`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
}

func TestPeers(t *testing.T) {
	server := serve(t, sample()...)
	for name, c := range map[string]struct{ peers, want string }{
		"same level":         {`region: "130111"`, `[130102 130104 130111] COUNTY null null null`},
		"of a city":          {`region: "130100"`, `[130100] PREFECTURE null null null`},
		"same city":          {`region: "130111", groups: [SAME_CITY]`, `[130102 130104 130111] COUNTY null null null`},
		"same province":      {`region: "110105", groups: [SAME_PROVINCE]`, `[] COUNTY null null null`},
		"same band":          {`region: "130111", groups: [SAME_BAND]`, `[130111] COUNTY 2023 100 299`},
		"same band, smaller": {`region: "130102", groups: [SAME_CITY, SAME_BAND], year: 2023`, `[130102 130104] COUNTY 2023 10 29`},
	} {
		t.Run(name, func(t *testing.T) {
			got := must(t, server, `{ aggregate(indicators: [REQUESTS_HANDLED], by: [REGION], where: {years: [2023], peersOf: {`+c.peers+`}}) {
			  rows { region { code } } scope { level peersOf { region { code } groups year bandFrom bandTo } } } }`)
			var codes []string
			for _, row := range got.Data["aggregate"].(map[string]any)["rows"].([]any) {
				codes = append(codes, row.(map[string]any)["region"].(map[string]any)["code"].(string))
			}
			scope := "aggregate scope peersOf "
			have := "[" + strings.Join(codes, " ") + "] " + strings.Trim(got.at(t, "aggregate scope level"), `"`) + " " +
				got.at(t, scope+"year") + " " + got.at(t, scope+"bandFrom") + " " + got.at(t, scope+"bandTo")
			if have != c.want {
				t.Errorf("got %s, want %s", have, c.want)
			}
		})
	}
	if got := must(t, server, `{ ranking(indicator: REQUESTS_HANDLED, year: 2023, where: {peersOf: {region: "130102", groups: [SAME_BAND]}}) { ranked absent { reason } } }`); got.at(t, "ranking ranked") != "2" {
		t.Errorf("ranking among the band: %s", got.text)
	}
}

func TestCrossSectionsRefuse(t *testing.T) {
	server := serve(t, sample()...)
	for name, c := range map[string]struct{ question, code, says string }{
		"levels mixed":           {`ranking(indicator: NOT_HELD_SHARE, year: 2023) { ranked }`, "MIXED_LEVELS", "where: {level: COUNTY}"},
		"kinds mixed":            {`ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY, organKinds: [GOVERNMENT, DEPARTMENT]}) { ranked }`, "MIXED_LEVELS", "organKinds: [GOVERNMENT]"},
		"another year":           {`ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY, years: [2022]}) { ranked }`, "BAD_REQUEST", "leave where.years out"},
		"no denominator":         {`ranking(indicator: REVIEWS, year: 2023, where: {level: COUNTY}, minDenominator: 5) { ranked }`, "BAD_REQUEST", "leave minDenominator out"},
		"a least of none":        {`ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}, minDenominator: -5) { ranked }`, "BAD_REQUEST", "at least 1"},
		"to show nobody":         {`ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}, show: ["9"]) { ranked }`, "UNKNOWN_REGION", "9"},
		"a page too long":        {`ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}, first: 501) { ranked }`, "LIMIT_EXCEEDED", "500"},
		"another list's cursor":  {`ranking(indicator: NOT_HELD_SHARE, year: 2023, where: {level: COUNTY}, after: "eyJhIjoxfQ") { ranked }`, "BAD_CURSOR", "endCursor"},
		"a funnel of counts":     {`funnel(indicator: REVIEWS, year: 2023, where: {level: COUNTY}) { points { flag } }`, "BAD_REQUEST", "ask for a ranking"},
		"no bins":                {`distribution(indicator: REVIEWS, year: 2023, where: {level: COUNTY}, bins: 0) { count }`, "BAD_REQUEST", "1 to 100"},
		"too many bins":          {`distribution(indicator: REVIEWS, year: 2023, where: {level: COUNTY}, bins: 101) { count }`, "LIMIT_EXCEEDED", "at most 100"},
		"a band of no year":      {`aggregate(indicators: [REVIEWS], where: {peersOf: {region: "130111", groups: [SAME_BAND]}}) { truncated }`, "BAD_REQUEST", "peersOf.year"},
		"a band of nobody":       {`ranking(indicator: REVIEWS, year: 2023, where: {peersOf: {region: "130105", groups: [SAME_BAND]}}) { ranked }`, "BAD_REQUEST", "no band"},
		"peers of another level": {`ranking(indicator: REVIEWS, year: 2023, where: {level: PREFECTURE, peersOf: {region: "130111"}}) { ranked }`, "BAD_REQUEST", "leave level out"},
		"peers of nobody":        {`ranking(indicator: REVIEWS, year: 2023, where: {peersOf: {region: "999999"}}) { ranked }`, "UNKNOWN_REGION", "999999"},
		"absent beyond a page":   {`ranking(indicator: REVIEWS, year: 2023, where: {level: COUNTY}) { absent { regions(first: 0) { code } } }`, "BAD_REQUEST", "1 to 500"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ask(t, server, "{ "+c.question+" }", nil)
			if got.code() != c.code || !strings.Contains(got.text, c.says) {
				t.Errorf("got %s\nwant the code %s and the words %q", got.text, c.code, c.says)
			}
		})
	}
}
