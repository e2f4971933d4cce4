package graph_test

import (
	"net/http"
	"testing"

	"github.com/gongkai/gongkai/graph"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// flawed is the report of 栾城区 with a request more than is accounted for, and what a reader noticed.
func flawed() paper {
	return paper{code: "130111", year: 2023, edition: report.E2021, figures: luancheng.and(from("carried_in", 1, 0)), besides: func(r *report.Report) {
		r.Findings = []report.Finding{{Rule: "title_cut", Severity: report.Info, Message: "the title is cut off", Chinese: "标题不完整"}}
	}}
}

func TestLedger(t *testing.T) {
	server := serve(t, flawed(), paper{code: "130102", year: 2023, edition: report.E2019, figures: from("received", 1, 0).and(from("carried_out", 1, 0))})
	got := must(t, server, `{ findings { totalCount pageInfo { hasNextPage }
	    nodes { rule severity report { id title } region { code name } organ year line column expected actual difference message chinese places { offset } decision note }
	    counts { rule { code severity stage chinese } severity findings reports open confirmed dismissed } }
	  errors: findings(where: {severities: [ERROR], within: "130000", years: [2023], organKinds: [GOVERNMENT]}) { totalCount }
	  one: findings(where: {rules: ["balance"], lines: [TOTAL], reports: ["130111-2023"]}, first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { column } }
	  decided: findings(where: {decisions: [CONFIRMED, DISMISSED]}) { totalCount nodes { id } }
	  report(id: "130111-2023") { findings { rule severity report { id } } } }`)
	for path, want := range map[string]string{
		"findings totalCount": `4`,
		"findings nodes 0": `{"actual":134,"chinese":"(七)总计·自然人:新收与结转合计135,办理与结转下年合计134","column":"NATURAL_PERSON","decision":"OPEN","difference":-1,"expected":135,` +
			`"line":"TOTAL","message":"requests handled in the year, natural persons: 135 came in, 134 are handled or carried out","note":"","organ":"栾城区人民政府",` +
			`"places":[{"offset":300},{"offset":440},{"offset":3520},{"offset":3660}],"region":{"code":"130111","name":"栾城区"},"report":{"id":"130111-2023","title":"栾城区2023年政府信息公开工作年度报告"},"rule":"balance","severity":"ERROR","year":2023}`,
		"findings counts": `[{"confirmed":0,"dismissed":0,"findings":2,"open":2,"reports":1,"rule":{"chinese":"每一列:本年新收 + 上年结转 = 总计 + 结转下年度继续办理。","code":"balance","severity":"ERROR","stage":"PUBLISHING"},"severity":"ERROR"},` +
			`{"confirmed":0,"dismissed":0,"findings":1,"open":1,"reports":1,"rule":{"chinese":"2021年及以后的报告使用2021年版表格,2019年和2020年使用2019年版。","code":"edition_year","severity":"WARNING","stage":"PUBLISHING"},"severity":"WARNING"},` +
			`{"confirmed":0,"dismissed":0,"findings":1,"open":1,"reports":1,"rule":{"chinese":"标题应完整。","code":"title_cut","severity":"INFO","stage":"READING"},"severity":"INFO"}]`,
		"errors totalCount": `2`,
		"one totalCount":    `2`,
		"one nodes":         `[{"column":"NATURAL_PERSON"}]`,
		"decided":           `{"nodes":[],"totalCount":0}`,
		"report findings":   `[{"report":{"id":"130111-2023"},"rule":"title_cut","severity":"INFO"},{"report":{"id":"130111-2023"},"rule":"balance","severity":"ERROR"},{"report":{"id":"130111-2023"},"rule":"balance","severity":"ERROR"}]`,
	} {
		if at := got.at(t, path); at != want {
			t.Errorf("%s: got %s, want %s", path, at, want)
		}
	}
	for query, code := range map[string]string{
		`{ findings(where: {rules: ["weather"]}) { totalCount } }`:  graph.CodeBadRequest,
		`{ findings(where: {within: "999999"}) { totalCount } }`:    graph.CodeUnknownRegion,
		`{ findings(after: "nowhere") { totalCount } }`:             graph.CodeBadCursor,
		`{ findings(first: 501) { totalCount } }`:                   graph.CodeLimitExceeded,
		`{ findings(where: {decisions: [PERHAPS]}) { totalCount }}`: "GRAPHQL_VALIDATION_FAILED",
	} {
		if r := ask(t, server, query, nil); r.code() != code {
			t.Errorf("%s: got %s, want %s", query, r.text, code)
		}
	}
}

// A decision shows in the next answer, although the snapshot is the same, and a client that kept the
// answer before is not told that it still holds.
func TestDecisionsShow(t *testing.T) {
	dir := t.TempDir()
	w := publish(t, dir, flawed())
	server := serveWarehouse(t, w)
	const query = `{"query": "{ findings(where: {severities: [ERROR]}) { nodes { id decision note } } open: findings(where: {severities: [ERROR], decisions: [OPEN]}) { totalCount counts { open dismissed } } }"}`
	before := send(t, server, http.MethodPost, "/graphql", query, "Content-Type", "application/json")
	var id string
	for _, f := range before.Data["findings"].(map[string]any)["nodes"].([]any) {
		id = f.(map[string]any)["id"].(string)
	}
	if err := sql.Decide(dir, sql.Decided{ID: id, Decision: sql.Dismissed, Note: "已核实"}); err != nil {
		t.Fatal(err)
	}
	after := send(t, server, http.MethodPost, "/graphql", query, "Content-Type", "application/json", "If-None-Match", before.header.Get("ETag"))
	if after.status != http.StatusOK || after.at(t, "findings nodes 1") != `{"decision":"DISMISSED","id":"`+id+`","note":"已核实"}` ||
		after.at(t, "open") != `{"counts":[{"dismissed":0,"open":1}],"totalCount":1}` {
		t.Errorf("after the decision: %d %s", after.status, after.text)
	}
	again := send(t, server, http.MethodPost, "/graphql", query, "Content-Type", "application/json", "If-None-Match", after.header.Get("ETag"))
	if again.status != http.StatusNotModified {
		t.Errorf("the same question again: %d", again.status)
	}
}

func TestRulesOfTheLedger(t *testing.T) {
	got := must(t, serve(t, flawed()), `{ rules { code english chinese severity reason grounds stage } }`)
	list := got.Data["rules"].([]any)
	if len(list) != len(sql.Rules()) {
		t.Fatalf("%d rules, want %d", len(list), len(sql.Rules()))
	}
	for i, r := range sql.Rules() {
		at := list[i].(map[string]any)
		if at["code"] != r.Code || at["chinese"] == "" || at["english"] == "" || at["grounds"] == "" || (at["severity"] == nil) != (r.Severity == "") {
			t.Errorf("%s is told as %v", r.Code, at)
		}
	}
}
