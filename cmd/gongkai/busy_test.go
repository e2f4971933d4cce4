package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
)

// TestTwoIngestsAtOnce starts a second ingest while the first waits for its document: it is told who
// writes and what to do, and nothing is lost of either.
func TestTwoIngestsAtOnce(t *testing.T) {
	data, docs := filepath.Join(t.TempDir(), "d"), t.TempDir()
	offices := synth.OfficesUnder("130000", 2021, 2021)
	first := writeDocument(t, docs, synth.Reports(1, offices[0], 2021, 2021)[0])
	second := writeDocument(t, docs, synth.Reports(1, offices[1], 2021, 2021)[0])

	cmd := exec.Command("gongkai", "ingest", "--data", data, "-")
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	until(t, "the first ingest writes", func() bool {
		_, err := os.Stat(filepath.Join(data, "work"))
		return err == nil
	})
	said := gongkai(t, 1, "ingest", "--data", data, second)
	for _, want := range []string{"another ingest is writing to " + data, "process ", "wait for it to end"} {
		if !strings.Contains(said, want) {
			t.Errorf("the second ingest says %q, want %q in it", said, want)
		}
	}

	f, err := os.Open(first)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.Copy(in, f); err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	gongkai(t, 0, "ingest", "--data", data, second)
	answer := gongkai(t, 0, "ask", "--data", data, "{ snapshot { reports documents } }")
	if !strings.Contains(answer, `"reports":2,"documents":2`) {
		t.Errorf("at last: %s", answer)
	}
}
