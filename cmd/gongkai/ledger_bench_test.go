package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"testing"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// BenchmarkPublishAYear publishes the reports of 3,000 governments about one year on those of the
// eight years before, the ledger among what it takes.
func BenchmarkPublishAYear(b *testing.B) {
	const first, years = 2019, 9
	offices := synth.Offices(3000)
	byYear := map[int][]report.Report{}
	for _, o := range offices {
		for _, r := range synth.Reports(1, o, first, first+years-1) {
			sum := sha256.Sum256(fmt.Append(nil, o, r.Year))
			r.Source = report.Source{Path: fmt.Sprint(o.Region, r.Year), SHA256: hex.EncodeToString(sum[:]), Format: "html"}
			byYear[r.Year] = append(byYear[r.Year], r)
		}
	}
	load := func(dir string, from, to int, start, stop func()) {
		batch, err := sql.Begin(b.Context(), dir, slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		defer batch.Close()
		for year := from; year <= to; year++ {
			for _, r := range byYear[year] {
				if _, err := batch.Add(b.Context(), r, nil); err != nil {
					b.Fatal(err)
				}
			}
		}
		start()
		info, err := batch.Publish(b.Context())
		stop()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Reports), "reports")
	}
	b.Run("the first eight years", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			load(b.TempDir(), first, first+years-2, b.StartTimer, b.StopTimer)
			b.StartTimer()
		}
	})
	b.Run("one year more", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			dir := b.TempDir()
			load(dir, first, first+years-2, func() {}, func() {})
			load(dir, first+years-1, first+years-1, b.StartTimer, b.StopTimer)
			b.StartTimer()
		}
	})
}
