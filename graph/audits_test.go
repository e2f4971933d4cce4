package graph_test

import (
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
	if found, _ := filepath.Glob("audits/node_modules/*"); len(found) == 0 {
		t.Skip("graph/audits/node_modules is not there: run make audits")
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
