package main

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// An older version of the program rejected two documents. What it knew of them, their path and
// where they were published, stays with the reports they give now: a new one, and a revision.
func TestRetryAfterAnUpgrade(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	first := madeUp("130102", 2023)
	second := madeUp("130102", 2023)
	for i, c := range second.Cells {
		if c.Line == "licensing.decisions" {
			second.Cells[i].Value, second.Cells[i].Text = report.Count(123456), "123456"
		}
	}
	batch, err := sql.Begin(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer batch.Close()
	for i, r := range []report.Report{first, synth.Luancheng(), second} {
		b, err := synth.Render(r, synth.Layout{Family: synth.CMS})
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		old := report.Report{Status: report.Rejected, Reason: report.NeedsConversion, Message: "convert it", Source: report.Source{
			Path: "old.zip!/" + r.Region.Code, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(b)), URL: "https://example.cn/" + r.Region.Code}}
		if i == 0 { // this one it could read
			old = r
			old.Source.SHA256, old.Source.Size, old.Source.Path = hex.EncodeToString(sum[:]), int64(len(b)), "a.html"
		}
		if _, err := batch.Add(t.Context(), old, b); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := batch.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := batch.Close(); err != nil {
		t.Fatal(err)
	}
	gongkai(t, 0, "ingest", "--retry", "--data", data)

	w, err := sql.Open(t.Context(), data, sql.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	snapshot, release := w.Hold()
	defer release()
	heads, err := snapshot.ReportsByID(t.Context(), []string{"130111-2023", "130102-2023"})
	if err != nil {
		t.Fatal(err)
	}
	for id, revision := range map[string]int{"130111-2023": 1, "130102-2023": 2} {
		r := heads[id]
		if r.Revision != revision || r.Source.Path != "old.zip!/"+id[:6] || r.Source.URL != "https://example.cn/"+id[:6] || r.Status != report.Read {
			t.Errorf("%s is %s, revision %d, from %s, %s", id, r.Status, r.Revision, r.Source.Path, r.Source.URL)
		}
	}
	if info := snapshot.Info(); info.Documents != 3 || info.Rejected != 0 {
		t.Errorf("%d documents, %d rejected, want 3 and none", info.Documents, info.Rejected)
	}
}
