package sql_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// Every document comes out with what became of it: the rejected one too, unless only some regions are
// asked for, and the one that only repeats a report.
func TestDocumentsAreExported(t *testing.T) {
	dir := t.TempDir()
	refused := rejected(report.NotAReport)
	refused.Source.Path = "/home/someone/无关.html"
	load(t, dir, received(t, "130102", 2023, "5"), refused, received(t, "130104", 2023, "7"))
	load(t, dir, received(t, "130102", 2023, "9"), received(t, "130102", 2023, "9"))
	s := hold(t, open(t, dir))
	for _, c := range []struct {
		name  string
		scope sql.Scope
		want  []string
	}{
		{"all", sql.Scope{}, []string{"READ||130102-2023 1", "REJECTED|NOT_A_REPORT| ", "READ||130104-2023 1", "READ||130102-2023 2", "READ||130102-2023 2"}},
		{"of one region", sql.Scope{Regions: []string{"130104"}}, []string{"READ||130104-2023 1"}},
	} {
		for _, f := range sql.Formats() {
			t.Run(c.name+" as "+string(f), func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "out")
				if err := s.ExportTo(t.Context(), path, f, sql.Extract{Scope: c.scope}); err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, row := range readBack(t, path, f, sql.Documents) {
					if strings.Contains(row["document"], "someone") || row["size"] == "NULL" || len(row["sha256"]) != 64 {
						t.Errorf("%v", row)
					}
					got = append(got, strings.ReplaceAll(row["status"]+"|"+row["reason"]+"|"+row["report_id"]+" "+row["revision"], "NULL", ""))
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}
