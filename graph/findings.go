package graph

import "github.com/gongkai/gongkai/sql"

// FindingPage is a page of findings, which knows what it was asked for: its counts are of all pages.
type FindingPage struct {
	Nodes      []sql.Finding
	TotalCount int
	PageInfo   *PageInfo
	where      sql.FindingFilter
}
