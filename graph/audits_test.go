package graph_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// auditTool runs a script of audits/ in Node. Without Node, or before make audits fetched what the
// scripts need, the test is skipped.
func auditTool(t *testing.T, args ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no Node here")
	}
	wanted, err := os.Stat("audits/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if fetched, err := os.Stat("audits/node_modules/.package-lock.json"); err != nil || fetched.ModTime().Before(wanted.ModTime()) {
		t.Skip("graph/audits/node_modules is not there or older than its list: run make audits")
	}
	cmd := exec.CommandContext(t.Context(), "node", args...)
	cmd.Dir = "audits"
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// What graphql-http asks of a server that speaks GraphQL over HTTP, all of it.
func TestServerAudits(t *testing.T) {
	server := serve(t, sample()...)
	out, err := auditTool(t, "http.js", server.URL+"/graphql")
	if err != nil || !strings.Contains(out, "61 audits, 61 passed") {
		t.Errorf("%v\n%s", err, out)
	}
}

// A client of the last release must find all it uses. graph/audits/released.graphql is the schema of
// that release; a release copies testdata/schema.graphql over it.
func TestSchemaAudits(t *testing.T) {
	if out, err := auditTool(t, "schema.js", "released.graphql", "../testdata/schema.graphql"); err != nil {
		t.Errorf("the schema breaks clients of the last release; keep what it had, marked @deprecated(reason: \"Use x.\"): %v\n%s", err, out)
	}
	released, err := os.ReadFile("audits/released.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new, says string }{
		"a field is gone":    {"rankInterval: RankInterval", "renamed: RankInterval", "BREAKING RankingRow.rankInterval"},
		"a list may be null": {"nodes: [RankingRow!]!", "nodes: [RankingRow!]", "BREAKING Ranking.nodes"},
		"a value is new":     {"\n  SAME_BAND\n", "\n  SAME_BAND\n  SAME_MOON\n", "DANGEROUS PeerGroup.SAME_MOON"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(string(released), c.old, c.new, 1)
			if changed == string(released) {
				t.Fatalf("the schema holds no %q", c.old)
			}
			path := filepath.Join(t.TempDir(), "changed.graphql")
			if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
				t.Fatal(err)
			}
			out, err := auditTool(t, "schema.js", "released.graphql", path)
			if !strings.Contains(out, c.says) || (err != nil) != strings.HasPrefix(c.says, "BREAKING") {
				t.Errorf("got %v\n%s", err, out)
			}
		})
	}
}
