package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/gongkai/gongkai/graph"
)

// What stands beside the nodes of a page costs the same however many nodes there are; the nodes cost
// as many times more, wherever a fragment puts them.
func TestAPageCostsItsNodes(t *testing.T) {
	server := httptest.NewServer(graph.Handler(publish(t, t.TempDir(), sample()...), graph.Options{Limits: graph.Limits{Cost: 1}}))
	defer server.Close()
	cost := func(format string, first int) (n int) {
		t.Helper()
		body, _ := json.Marshal(map[string]string{"query": fmt.Sprintf(format, first)})
		got := send(t, server, "POST", "/graphql", string(body), "Content-Type", "application/json")
		if _, err := fmt.Sscanf(got.Errors[0].Message, "the question costs %d", &n); err != nil {
			t.Fatalf("%s: %v", got.text, err)
		}
		return n
	}
	for name, beside := range map[string]string{
		"counts":  `{ findings(first: %d) { totalCount counts { findings } } }`,
		"overall": `{ ranking(first: %d, indicator: REVIEWS, year: 2023) { overall { cells(first: 100) { nodes { line } } } } }`,
	} {
		if one, many := cost(beside, 1), cost(beside, 500); one != many {
			t.Errorf("%s: %d beside one node, %d beside 500", name, one, many)
		}
	}
	for name, nodes := range map[string]string{
		"findings": `{ findings(first: %d) { nodes { id message } } }`,
		"reports":  `{ reports(first: %d) { ...page } } fragment page on ReportPage { nodes { id title } }`,
		"ranking":  `{ ranking(first: %d, indicator: REVIEWS, year: 2023) { nodes { rank percentile } } }`,
	} {
		base := cost(nodes, 1) - 3
		if got := cost(nodes, 200) - base; got != 200*3 {
			t.Errorf("%s: 200 nodes of two fields cost %d", name, got)
		}
	}
	if got, all := cost(`{ ranking(first: %d, show: ["130102", "130104"], indicator: REVIEWS, year: 2023) { nodes { rank percentile } } }`, 50),
		cost(`{ ranking(first: %d, indicator: REVIEWS, year: 2023) { nodes { rank percentile } } }`, 2); got != all {
		t.Errorf("two rows shown cost %d, a page of two %d", got, all)
	}
}
