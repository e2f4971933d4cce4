//go:build ignore

// Regions_gen writes regions.tsv from the CSV of github.com/yescallop/areacodes (CC0 1.0), whose
// path is its argument. Without one it leaves the table as it is.
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"regexp"
	"slices"
	"strings"
)

const head = `# Codes of the administrative regions of China (GB/T 2260) since 1981 with their years in force.
# Source: github.com/yescallop/areacodes (CC0 1.0), made compact by regions_gen.go.
# code, name, from, to (empty while in force), successors: at the end, or @year for a part.
`

var partial = regexp.MustCompile(`\[(\d{4})\]`)

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 || os.Args[1] == "" {
		log.Print("regions.tsv kept: no CSV given (AREACODES=path go generate ./report)")
		return
	}
	bytesIn, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(bytesIn, []byte("\ufeff")))).ReadAll()
	if err != nil {
		log.Fatalf("%s: %v", os.Args[1], err)
	}
	if want := "代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码"; strings.Join(rows[0], ",") != want {
		log.Fatalf("%s: columns are %s, want %s", os.Args[1], rows[0], want)
	}
	rows = rows[1:]
	slices.SortFunc(rows, func(a, b []string) int { return strings.Compare(a[0]+a[6], b[0]+b[6]) })
	var out bytes.Buffer
	out.WriteString(head)
	for _, r := range rows {
		successors := partial.ReplaceAllString(strings.ReplaceAll(r[8], ";", " "), "@$1")
		fmt.Fprintf(&out, "%s\t%s\t%s\t%s\t%s\n", r[0], r[3], r[6], r[7], successors)
	}
	if err := os.WriteFile("regions.tsv", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}
