package graph

import (
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// revisionIDs name all revisions of r's report by their numbers, the last first. Which one counts is
// not always the last.
func revisionIDs(r *sql.Report) []string {
	plain := report.ReportID(r.OrganID, r.Year)
	var ids []string
	for n := r.Revisions; n >= 1; n-- {
		ids = append(ids, report.RevisionID(plain, n))
	}
	return ids
}
