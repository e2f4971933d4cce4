package synth

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

//go:embed luancheng-2023.tsv
var luanchengTable string

// Luancheng is the one report here that is not made up: the figures of 栾城区 for 2023 as published.
// Its text is none of the office's.
func Luancheng() report.Report {
	r := luancheng()
	r.Cells = append([]report.Cell(nil), r.Cells...)
	return r
}

var luancheng = sync.OnceValue(func() report.Report {
	region, _ := report.RegionAt("130111", 2023)
	cells, err := parseTable(luanchengTable)
	if err != nil {
		panic("luancheng-2023.tsv: " + err.Error()) // embedded: a fault of the build
	}
	return report.Report{
		Status:  report.Read,
		Edition: report.E2021,
		Title:   "石家庄市栾城区2023年政府信息公开工作年度报告",
		Year:    2023,
		Period:  report.Period{From: "2023-01-01", To: "2023-12-31"},
		Region:  region,
		Organ:   report.Organ{Name: "栾城区人民政府", Kind: report.Government},
		Cells:   cells,
	}
})

// parseTable reads lines of a code and its figures, tab between, into cells.
func parseTable(table string) ([]report.Cell, error) {
	var cells []report.Cell
	for text := range strings.Lines(table) {
		if strings.HasPrefix(text, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(text), "\t")
		line, ok := report.FindLine(report.LineCode(fields[0]))
		if columns := line.Columns(); !ok || len(fields) != 1+len(columns) {
			return nil, fmt.Errorf("%q is no line of the form with its figures", text)
		}
		for i, column := range line.Columns() {
			value, err := report.ParseNumber(fields[1+i])
			if err != nil {
				return nil, fmt.Errorf("line %s: %w", line.Code, err)
			}
			cells = append(cells, report.Cell{Line: line.Code, Column: column, State: report.Numeric, Value: value, Text: fields[1+i]})
		}
	}
	return cells, nil
}
