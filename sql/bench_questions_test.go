package sql_test

import (
	"testing"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// The questions about one year and about regions over time, over 24,000 reports of counties.
func BenchmarkQuestions(b *testing.B) {
	s := hold(b, open(b, filled(b, 24_000)))
	year := sql.CrossSectionQuery{Indicator: indicators(b, "NOT_HELD_SHARE")[0], Year: 2023, Scope: sql.Scope{Level: report.County}}
	band := year
	band.Scope.PeersOf = &sql.Peers{Region: "130111", Groups: []sql.PeerGroup{sql.SameProvince, sql.SameBand}}
	for name, ask := range map[string]func() error{
		"ranking": func() error {
			_, err := s.Ranking(b.Context(), sql.RankingQuery{CrossSectionQuery: year, Descending: true})
			return err
		},
		"ranking among peers": func() error {
			_, err := s.Ranking(b.Context(), sql.RankingQuery{CrossSectionQuery: band, Descending: true})
			return err
		},
		"funnel":       func() error { _, err := s.Funnel(b.Context(), year); return err },
		"distribution": func() error { _, err := s.Distribution(b.Context(), year, 0); return err },
		"trend": func() error {
			_, err := s.Trend(b.Context(), sql.TrendQuery{Indicator: year.Indicator, Regions: []string{"130111", "130102"}})
			return err
		},
		"coverage":           func() error { _, err := s.Coverage([]int{2023}, "", report.County); return err },
		"coverage of nobody": func() error { _, err := s.Coverage([]int{2024}, "", report.County); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
