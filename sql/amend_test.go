package sql_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// manifested is a report of which a manifest says where and when it was published.
func manifested(t testing.TB, url, published string) report.Report {
	r := received(t, "130111", 2023, "7")
	r.Basis = []report.Origin{{Fact: "published", Text: "2024-01-02", Where: "meta", Offset: 9, Taken: published == ""}}
	r.Published = "2024-01-02"
	if published != "" {
		r.Published = published
		r.Basis = append(r.Basis, report.Origin{Fact: "published", Text: published, Where: "manifest", Offset: -1, Taken: true})
	}
	r.Source.URL = url
	return r
}

func TestAManifestThatComesLaterIsTakenUp(t *testing.T) {
	const url = "https://example.cn/2023.html"
	for _, way := range []string{"in one batch", "each in a batch of its own"} {
		t.Run(way, func(t *testing.T) {
			dir := t.TempDir()
			b := begin(t, dir)
			for _, step := range []struct {
				name string
				r    report.Report
				want sql.Outcome
			}{
				{"without", manifested(t, "", ""), sql.New},
				{"where", manifested(t, url, ""), sql.Amended},
				{"when", manifested(t, "", "2024-01-20"), sql.Amended},
				{"both once more", manifested(t, url, "2024-01-20"), sql.Unchanged},
				{"nothing", manifested(t, "", ""), sql.Unchanged},
			} {
				if got := add(t, b, step.r, "a"); got.Outcome != step.want || got.ReportID != "130111-2023" || got.Revision != 1 {
					t.Errorf("%s: %+v, want %s", step.name, got, step.want)
				}
				if way != "in one batch" {
					publish(t, b)
					b = begin(t, dir)
				}
			}
			publish(t, b)
			w := open(t, dir)
			s := hold(t, w)
			heads, err := s.ReportsByID(t.Context(), []string{"130111-2023"})
			if err != nil {
				t.Fatal(err)
			}
			r := heads["130111-2023"]
			if r.Source.URL != url || r.Published != "2024-01-20" || r.Revisions != 1 || value(t, s, r.ID) != "7" {
				t.Errorf("%+v", r)
			}
			origins, err := s.Origins(t.Context(), []string{r.ID})
			if err != nil {
				t.Fatal(err)
			}
			want := []report.Origin{{Fact: "published", Text: "2024-01-20", Where: "manifest", Offset: -1, Taken: true},
				{Fact: "published", Text: "2024-01-02", Where: "meta", Offset: 9}}
			if diff := cmp.Diff(want, origins[r.ID]); diff != "" {
				t.Errorf("origins (-want +got):\n%s", diff)
			}
			if n := len(listed(t, dir)); way != "in one batch" && n != 3 || way == "in one batch" && n != 1 {
				t.Errorf("%d snapshots: what says nothing new must publish nothing", n)
			}
			if info := s.Info(); info.Documents != 1 {
				t.Errorf("%+v", info)
			}
		})
	}
}

func TestADocumentThatFailsAgainSaysWhyNow(t *testing.T) {
	dir := t.TempDir()
	fails := func(message, url string) report.Report {
		r := rejected(report.NeedsConversion)
		r.Message, r.Source.URL = message, url
		return r
	}
	for i, step := range []struct {
		r       report.Report
		publish bool
		want    string
	}{
		{fails("convert it", "https://example.cn/a.rtf"), true, "convert it"},
		{fails("convert it", ""), false, "convert it"},
		{fails("the office program failed", ""), true, "the office program failed"},
		{fails("the office program failed", ""), false, "the office program failed"},
	} {
		b := begin(t, dir)
		add(t, b, step.r, "scan")
		before := 0
		if i > 0 {
			before = len(listed(t, dir))
		}
		publish(t, b)
		if after := len(listed(t, dir)); (after > before) != step.publish {
			t.Errorf("step %d: %d snapshots, then %d", i, before, after)
		}
		s := hold(t, open(t, dir))
		all, err := s.Rejected(t.Context())
		if err != nil || len(all) != 1 || all[0].Message != step.want || all[0].URL != "https://example.cn/a.rtf" {
			t.Errorf("step %d: %+v, %v", i, all, err)
		}
	}
}
