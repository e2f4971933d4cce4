package graph

import "github.com/gongkai/gongkai/report"

// above is the region directly above r, seen in the same year; nil for a province.
func above(r report.Region) *report.Region {
	parent, ok := r.Parent()
	if !ok {
		return nil
	}
	parent.AsOf = r.AsOf
	return &parent
}

// ancestor is the region of that level that r lies in, as of r's own years; nil if there is none.
func ancestor(r report.Region, level report.Level) *report.Region {
	for at := above(r); at != nil; at = above(*at) {
		if at.Level == level {
			return at
		}
	}
	return nil
}

// lastYear is the year to see what lies in r: the one r was asked for, else r's last; 0 for today.
func lastYear(r report.Region) int {
	if r.AsOf != 0 && r.In(r.AsOf) {
		return r.AsOf
	}
	return max(r.To-1, 0)
}

// orEmpty is the list, empty and not null if there is nothing in it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
