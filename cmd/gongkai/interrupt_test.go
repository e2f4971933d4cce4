package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
)

// TestInterruptedIngest presses Ctrl-C while an ingest waits for what is piped in.
func TestInterruptedIngest(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	cmd := exec.Command("gongkai", "ingest", "--json", "--data", data, writeDocument(t, t.TempDir(), synth.Luancheng()), "-")
	var errors bytes.Buffer
	cmd.Stderr = &errors
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	outcomes := bufio.NewScanner(out)
	if !outcomes.Scan() || !strings.Contains(outcomes.Text(), `"outcome":"NEW"`) {
		t.Errorf("first outcome %q", outcomes.Text())
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for outcomes.Scan() {
		t.Errorf("outcome after Ctrl-C: %s", outcomes.Text())
	}
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	if want := "gongkai: interrupted: nothing was published, the warehouse is what it was\n"; errors.String() != want {
		t.Errorf("said %q, want %q", errors.String(), want)
	}
	gongkai(t, 1, "ask", "--data", data, "{ snapshot { id } }")
}
