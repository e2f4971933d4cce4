package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
)

// TestKilledIngest kills an ingest twenty times: while it reads, while it writes, while it
// publishes. What a server answers must be the last whole snapshot each time, and the next ingest
// must go on from there.
func TestKilledIngest(t *testing.T) {
	const kills, batchSize = 20, 6
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))

	data := filepath.Join(t.TempDir(), "d")
	offices := synth.OfficesUnder("130000", 2019, 2019)
	next := func() string {
		dir := t.TempDir()
		for _, o := range offices[:batchSize] {
			writeDocument(t, dir, synth.Reports(1, o, 2019, 2019)[0])
		}
		offices = offices[batchSize:]
		return dir
	}
	gongkai(t, 0, "ingest", "--data", data, next())
	s := startServer(t, nil, "serve", "--data", data)
	whole, batch, killed := batchSize, next(), 0
	for tries := 0; killed < kills; tries++ {
		if tries == 4*kills {
			t.Fatalf("only %d of %d ingests were killed before their end", killed, tries)
		}
		if killIngest(t, chance, data, batch, batchSize) {
			killed++
		}
		current := readCurrent(t, data)
		var st state
		until(t, "the server answers from the current snapshot", func() bool {
			var err error
			st, err = s.state()
			if err != nil {
				t.Fatalf("kill %d: %v", killed, err)
			}
			return st.Snapshot.ID == current
		})
		if n := st.Snapshot.Reports; n != whole && n != whole+batchSize {
			t.Fatalf("kill %d: %d reports are served, want %d or %d", killed, n, whole, whole+batchSize)
		}
		if st.Snapshot.Reports > whole {
			whole, batch = whole+batchSize, next()
		}
	}
	gongkai(t, 0, "ingest", "--data", data, batch)
	until(t, "the last batch is served", func() bool {
		st, err := s.state()
		return err == nil && st.Snapshot.Reports == whole+batchSize
	})
	s.end(t)
}

func readCurrent(t *testing.T, data string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "CURRENT"))
	if err != nil {
		t.Fatal(err)
	}
	var id string
	if _, err := fmt.Sscan(string(text), &id); err != nil {
		t.Fatal(err)
	}
	return id
}

// killIngest starts an ingest and kills it at a random point: after so many of its outcomes, or
// after the folder of snapshots has changed so many times. It reports whether the ingest died of it.
func killIngest(t *testing.T, chance *rand.Rand, data, docs string, n int) bool {
	t.Helper()
	cmd := exec.Command("gongkai", "ingest", "--data", data, "--json", docs)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	outcomes := bufio.NewScanner(out)
	for range chance.IntN(n + 1) {
		outcomes.Scan()
	}
	ended := make(chan struct{})
	go func() {
		for outcomes.Scan() {
		}
		close(ended)
	}()
	watchChanges(data, chance.IntN(4), ended)
	cmd.Process.Kill()
	<-ended
	return cmd.Wait() != nil
}

// watchChanges returns when what stands in the data folder has changed so many times, or at the end.
func watchChanges(data string, changes int, ended <-chan struct{}) {
	last := listing(data)
	for changes > 0 {
		select {
		case <-ended:
			return
		default:
		}
		if now := listing(data); now != last {
			last = now
			changes--
		}
	}
}

func listing(data string) (all string) {
	for _, folder := range []string{data, filepath.Join(data, "snapshots"), filepath.Join(data, "work")} {
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			all += e.Name() + "\n"
		}
	}
	return all
}
