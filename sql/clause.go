package sql

import (
	"strconv"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// clause is a WHERE being composed. Its texts are ours; whatever a caller said is an argument.
type clause struct {
	conditions []string
	args       []any
}

func (c *clause) add(condition string) { c.conditions = append(c.conditions, condition) }

func (c *clause) arg(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

func (c *clause) text() string {
	if len(c.conditions) == 0 {
		return "true"
	}
	return strings.Join(c.conditions, "\n  AND ")
}

// shortList is how many texts stand in a statement one by one. A subquery over a list costs more to
// plan than all the rest.
const shortList = 16

// among restricts to a list of texts; an empty list does not restrict.
func (c *clause) among(column string, values []string) {
	switch {
	case len(values) == 0:
	case len(values) <= shortList:
		marks := make([]string, len(values))
		for i, v := range values {
			marks[i] = c.arg(v)
		}
		c.add(column + " IN (" + strings.Join(marks, ", ") + ")")
	default:
		c.add(column + " IN (SELECT unnest(" + c.arg(values) + "::VARCHAR[]))")
	}
}

// amongIntegers restricts to a list of numbers; an empty list does not restrict.
func (c *clause) amongIntegers(column string, values []int) {
	if len(values) == 0 {
		return
	}
	literals := make([]string, len(values))
	for i, v := range values {
		literals[i] = strconv.Itoa(v)
	}
	c.add(column + " IN (" + strings.Join(literals, ", ") + ")")
}

// amongWords restricts to a list of words of ours, which the scope was checked for; an empty list
// does not restrict. Arguments would make the engine plan the statement twice.
func amongWords[T ~string](c *clause, column string, words []T) {
	if len(words) == 0 {
		return
	}
	literals := make([]string, len(words))
	for i, w := range words {
		literals[i] = quote(string(w))
	}
	c.add(column + " IN (" + strings.Join(literals, ", ") + ")")
}

// MaxList is how many regions or years one scope may name.
const MaxList = 5_000

// place is the years, places and editions of a scope: the reports an answer could be about. The
// scope has passed checkPlace.
func (s *Snapshot) place(scope Scope) *clause {
	c := &clause{}
	c.amongIntegers("year", scope.Years)
	c.among("region_code", scope.Regions)
	amongWords(c, "edition", scope.Editions)
	if scope.Within == "" {
		return c
	}
	r, _ := s.regionAt(scope.Within, 0)
	code := c.arg(scope.Within)
	switch r.Level {
	case report.Province:
		c.add("province_code = " + code)
	case report.Prefecture:
		c.add("prefecture_code = " + code)
	default:
		c.add("(region_code = " + code + " OR starts_with(region_code, " + code + " || '-'))")
	}
	c.add("NOT (region_code = " + code + " AND level <> '" + string(report.Town) + "')")
	return c
}

// narrow adds what a scope says beyond its place.
func (c *clause) narrow(scope Scope, kinds []report.OrganKind) {
	if scope.Level != "" {
		amongWords(c, "level", []report.Level{scope.Level})
	}
	amongWords(c, "organ_kind", kinds)
	if scope.ConsistentOnly {
		c.add("consistent")
	}
}

func names[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}
