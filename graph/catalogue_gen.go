//go:build ignore

// catalogue_gen writes catalogue.graphqls: the enums of the schema that follow from the form and the
// dictionary in package report. Run it with go generate ./graph.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/gongkai/gongkai/report"
)

func main() {
	out := flag.String("o", "catalogue.graphqls", "file to write")
	flag.Parse()
	if err := os.WriteFile(*out, []byte(catalogue()), 0o644); err != nil {
		log.Fatal(err)
	}
}

func catalogue() string {
	var b strings.Builder
	b.WriteString("# Code generated from package report by catalogue_gen.go; DO NOT EDIT.\n")

	enum(&b, "IndicatorId", "The figures this service computes (指标). Each is a sum of cells of the form, or the ratio of two such sums; `indicators` gives the whole definition.")
	for _, i := range report.Indicators() {
		value(&b, string(i.ID), fmt.Sprintf("%s (%s), %s. %s", i.English, i.Chinese, kind(i.Kind), i.Description))
	}
	b.WriteString("}\n")

	enum(&b, "LineCode", "The printed lines of the form (报告表格的行), of all its editions, in printed order.")
	for _, l := range report.Lines() {
		value(&b, strings.ToUpper(strings.ReplaceAll(string(l.Code), ".", "_")), line(l))
	}
	b.WriteString("}\n")

	enum(&b, "Applicant", "The columns of table 三 (申请人情况): six kinds of applicant and their total.")
	for _, c := range report.Columns() {
		name := strings.ToUpper(c.English[:1]) + c.English[1:]
		value(&b, strings.ToUpper(string(c.Column)), fmt.Sprintf("%s (%s).", name, c.Chinese))
	}
	b.WriteString("}\n")
	return b.String()
}

func enum(b *strings.Builder, name, description string) {
	fmt.Fprintf(b, "\n%s\nenum %s {\n", quote(description), name)
}

func value(b *strings.Builder, name, description string) {
	fmt.Fprintf(b, "  %s\n  %s\n", quote(description), name)
}

// quote writes a description as a string on one line.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}

func kind(k report.Kind) string {
	switch k {
	case report.KindCount:
		return "a count"
	case report.KindAmount:
		return "an amount of money"
	case report.KindShare:
		return "a share between 0 and 1"
	case report.KindRatio:
		return "a ratio"
	}
	panic("no words for the kind " + string(k))
}

func line(l report.Line) string {
	s := strings.ToUpper(l.English[:1]) + l.English[1:] + " (" + l.Chinese
	if l.Block != "" {
		s += ", under " + l.Block
	}
	s += fmt.Sprintf("). Table %s", table(l.Table))
	switch len(l.Editions) {
	case 1:
		s += fmt.Sprintf(", edition %s only", l.Editions[0])
	default:
		var all []string
		for _, e := range l.Editions {
			all = append(all, string(e))
		}
		s += ", editions " + strings.Join(all, " and ")
	}
	s += "; " + unit(l.Unit)
	if l.Signed {
		s += ", negative for a decrease"
	}
	s += "."
	if len(l.Editions) > 1 && l.Across == report.Approximate {
		s += " The label is the same in both editions, the scope is not: compare with care."
	}
	if len(l.Parts) > 0 {
		s += " Where an edition prints its parts instead, it is their sum."
	}
	return s
}

func table(t report.Table) string {
	switch t {
	case report.Disclosure:
		return "二"
	case report.Requests:
		return "三"
	case report.Challenges:
		return "四"
	}
	panic(fmt.Sprintf("no numeral for table %d", t))
}

func unit(u report.Unit) string {
	switch u {
	case report.Cases:
		return "a count"
	case report.TenKYuan:
		return "in 10,000 yuan (万元)"
	case report.YuanIfSaid:
		return "in yuan (元) where the cell prints a unit, else as printed"
	}
	panic("no words for the unit " + string(u))
}
