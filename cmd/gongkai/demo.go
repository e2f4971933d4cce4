package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/sql"
)

// firstQuestion is what the demo and the README offer to try.
const firstQuestion = `{
  aggregate(indicators: [REVIEW_CORRECTION_RATE, NOT_HELD_SHARE], by: [REGION, YEAR],
            where: {regions: ["130111"], years: [2023]}) {
    rows { region { name } year values { indicator { id } numerator denominator value interval { low high } } }
  }
}
`

func newDemo() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "demo [--addr HOST:PORT] [--data DIR]",
		Short: "Make the bundled sample, ingest it and serve it; nothing to prepare",
		Long: `Make the bundled sample, ingest it and serve it; nothing to prepare.

The sample holds the published figures of 栾城区 for 2023 and, around them, made-up reports of
every county of 河北省 for 2019 to 2025, each marked as synthetic. It is written as documents and
read like any others.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return s.demo(cmd) },
	}
	cmd.Flags().StringVar(&s.data, "data", "", "folder for the sample's warehouse (default: one in the user's cache)")
	s.flags(cmd.Flags(), "text")
	return cmd
}

func (s serving) demo(cmd *cobra.Command) error {
	ctx, log := cmd.Context(), cmd.ErrOrStderr()
	version, err := buildHash()
	if err != nil {
		return err
	}
	if s.data == "" {
		s.data, err = sampleCache(version)
	} else {
		err = claim(s.data, version)
	}
	if err != nil {
		return fmt.Errorf("folder for the sample: %w", err)
	}
	ready, err := published(ctx, s.data)
	if err == nil && !ready {
		fmt.Fprintf(log, "reading the sample into %s\n", s.data)
		err = loadSample(ctx, s.data, log)
	}
	if err != nil {
		return err
	}
	greeting := fmt.Sprintf("The sample is in %s. All but 栾城区 2023 is synthetic.\nA first question to try there:\n\n%s\nIt answers 5/47 and 46/140, the figures that 栾城区 published.\n", s.data, firstQuestion)
	return s.serve(ctx, cmd.OutOrStdout(), log, greeting)
}

// published reports whether the folder has data to serve.
func published(ctx context.Context, data string) (bool, error) {
	w, err := sql.Open(ctx, data, sql.Settings{})
	if errors.Is(err, sql.ErrNoData) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, w.Close()
}

func loadSample(ctx context.Context, data string, w io.Writer) error {
	var documents []ingest.Document
	for d, err := range synth.Sample().Documents() {
		if err != nil {
			return fmt.Errorf("make the sample: %w", err)
		}
		documents = append(documents, ingest.Document{Path: "sample/" + d.Path, Bytes: d.Bytes})
	}
	p := newProgress(w, len(documents), false)
	in := intake{jobs: runtime.GOMAXPROCS(0)}
	_, err := load(ctx, data, in, slices.Values(documents), p, func(o outcome) error {
		if o.Outcome == sql.Kept {
			fmt.Fprintf(p, "%s: %s: %s\n", o.Path, outcomeWord(o), o.Message)
		}
		return nil
	})
	return err
}

// buildHash tells this build of the program from others: each may make and read the sample anew.
func buildHash() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)[:8]), err
}

// sampleMark is the file that says a folder holds nothing but the sample, and of which build.
const sampleMark = "SAMPLE"

// sampleCache is a folder of our own for the sample. What another build left there is removed.
func sampleCache(version string) (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	data := filepath.Join(base, "gongkai", "demo")
	if text, err := os.ReadFile(filepath.Join(data, sampleMark)); err == nil && strings.TrimSpace(string(text)) != version {
		if err := os.RemoveAll(data); err != nil {
			return "", err
		}
	}
	return data, claim(data, version)
}

// claim marks an empty or absent folder as the sample's. It refuses one that holds anything else:
// made-up figures must not get among real ones.
func claim(data, version string) error {
	mark := filepath.Join(data, sampleMark)
	text, err := os.ReadFile(mark)
	if err == nil {
		if strings.TrimSpace(string(text)) != version {
			return fmt.Errorf("%s holds the sample of another build; remove it or choose another with --data", data)
		}
		return nil
	}
	entries, err := os.ReadDir(data)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case len(entries) > 0:
		return fmt.Errorf("%s holds other files; the sample wants a folder of its own, choose another with --data", data)
	}
	if err := os.MkdirAll(data, 0o755); err != nil {
		return err
	}
	return os.WriteFile(mark, []byte(version+"\n"), 0o644)
}
