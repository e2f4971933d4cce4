package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/gongkai/gongkai/ingest/synth"
)

// block is the first fenced block of a language in the README.
func block(t *testing.T, language string) string {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindSubmatch(readme)
	if found == nil {
		t.Fatalf("the README has no %s block", language)
	}
	return string(found[1])
}

// TestDemo is the README's way in: the demo offers a question, and answers it as the README says.
func TestDemo(t *testing.T) {
	home := []string{"XDG_CACHE_HOME=" + t.TempDir()}
	s := startServer(t, home, "demo")
	question := block(t, "graphql")
	if question != firstQuestion {
		t.Errorf("the README asks\n%s\nthe demo\n%s", question, firstQuestion)
	}
	var want struct{ Data any }
	if err := json.Unmarshal([]byte(block(t, "json")), &want); err != nil {
		t.Fatal(err)
	}
	var got any
	if err := ask(s.address, question, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Data, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("the README's answer (-) and the demo's (+):\n%s", diff)
	}
	first, err := s.state()
	if err != nil {
		t.Fatal(err)
	}
	if documents := count(t); first.Snapshot.Reports != documents {
		t.Errorf("%d reports of the sample's %d documents are served", first.Snapshot.Reports, documents)
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	said, err := io.ReadAll(s.said)
	if err != nil || !strings.Contains(string(said), firstQuestion) {
		t.Errorf("the demo offers no question: %q, %v", said, err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("after Ctrl-C: %v\n%s", err, s.errors.String())
	}

	again := startServer(t, home, "demo")
	second, err := again.state()
	if err != nil || second != first {
		t.Errorf("the second time %+v, %v, want %+v", second, err, first)
	}
	again.end(t)
	if strings.Contains(again.errors.String(), "reading the sample") {
		t.Errorf("the sample was read a second time:\n%s", again.errors.String())
	}
}

func count(t *testing.T) (n int) {
	t.Helper()
	for _, err := range synth.Sample().Documents() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func TestDemoKeepsOutOfRealData(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, t.TempDir(), synth.Luancheng()))
	gongkai(t, 1, "demo", "--data", data, "--addr", "127.0.0.1:0")
}
