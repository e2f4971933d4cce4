package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/report"
)

func readString(path, text string) report.Report {
	return ingest.Read(context.Background(), ingest.Document{Path: path, Bytes: []byte(text)}, nil)
}

// cell is what a report says at a cell, as "STATE value text".
func cell(r report.Report, line report.LineCode, column report.Column) string {
	for _, c := range r.Cells {
		if c.Line == line && c.Column == column {
			switch {
			case c.Derived:
				return fmt.Sprintf("derived %s", c.Value)
			case c.State == report.Numeric:
				return c.Value.String()
			}
			return string(c.State)
		}
	}
	return "absent"
}

const opening = "某县2023年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"

// form2021 is table 二 of the 2021 edition, a cell a line, with the rows given.
func form2021(rows string) string {
	return opening + "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n" + rows + "\n第二十条第(五)项\n信息内容\n本年处理决定数量\n行政许可\n7\n三、收到和处理政府信息公开申请情况\n"
}

func TestRowsAreNeverGuessed(t *testing.T) {
	for name, c := range map[string]struct {
		text         string
		line         report.LineCode
		column       report.Column
		want         string
		wantsFinding string
	}{
		"three values":                    {form2021("规章\n1\n2\n3"), "rules.repealed", "", "2", ""},
		"one value for three cells":       {form2021("规章\n1"), "rules.made", "", "UNREADABLE", "row_unplaced"},
		"no value":                        {form2021("规章"), "rules.made", "", "BLANK", ""},
		"four values for three cells":     {form2021("规章\n1\n2\n3\n4"), "rules.made", "", "UNREADABLE", "row_unplaced"},
		"glued zeros":                     {form2021("规章000"), "rules.in_force", "", "0", ""},
		"glued in two ways":               {form2021("规章0120"), "rules.repealed", "", "UNREADABLE", "row_unplaced"},
		"glued in several ways":           {form2021("规章2211"), "rules.made", "", "UNREADABLE", "row_unplaced"},
		"a slash":                         {form2021("规章\n/\n/\n/"), "rules.made", "", "NOT_APPLICABLE", ""},
		"a note behind the label":         {form2021("规章\n(由设区的市填写)\n1\n2\n3"), "rules.made", "", "1", ""},
		"a label in two pieces":           {form2021("规\n章\n1\n2\n3"), "rules.made", "", "1", ""},
		"a fraction":                      {form2021("规章\n1.5\n2\n3"), "rules.made", "", "UNREADABLE", "cell_unreadable"},
		"a row the form does not know":    {form2021("规章\n1\n2\n3\n其他文件\n4\n5\n6"), "rules.in_force", "", "3", ""},
		"the same row again":              {form2021("规章\n1\n2\n3\n规章\n1\n2\n3"), "rules.made", "", "1", ""},
		"the same row with other figures": {form2021("规章\n1\n2\n3\n规章\n4\n5\n6"), "rules.made", "", "1", "row_repeated"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("", c.text)
			if got := cell(r, c.line, c.column); got != c.want {
				t.Errorf("%s %s is %s, want %s", c.line, c.column, got, c.want)
			}
			if c.wantsFinding != "" && !hasFinding(r, c.wantsFinding) {
				t.Errorf("no finding %s in %+v", c.wantsFinding, r.Findings)
			}
		})
	}
}

func hasFinding(r report.Report, rule string) bool {
	for _, f := range r.Findings {
		if f.Rule == rule {
			return true
		}
	}
	return false
}

func TestRejections(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want report.Reason
	}{
		"nothing":              {"", report.Empty},
		"blanks":               {" \n\n\t ", report.Empty},
		"a letter":             {"尊敬的各位代表:\n今天天气很好。\n", report.NotAReport},
		"headings only":        {"某局2021年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n", report.NoTables},
		"an empty page shell":  {"<html><head><title>某县2022年政府信息公开工作年度报告</title></head><body><div id=app></div><script>load()</script></body></html>", report.NoTables},
		"the form of 2014":     {"某县2016年政府信息公开工作年度报告\n政府信息公开情况统计表\n统计指标\n单位\n统计数\n一、主动公开情况\n主动公开政府信息数\n条\n120\n", report.UnsupportedEdition},
		"a picture":            {"\xff\xd8\xff\xe0\x00\x10JFIF\x00", report.NeedsOCR},
		"a PDF":                {"%PDF-1.7\n", report.Corrupt},
		"rich text":            {`{\rtf1\ansi`, report.NeedsConversion},
		"bytes of no kind":     {"\x01\x02\x03\x04\x05\x06\x07\x00\x01\x02", report.NotAReport},
		"a form in one prose":  {"2023年,全区新收政府信息公开申请140件,办结140件。政府信息公开工作年度报告如上。", report.NoTables},
		"tables nested deeply": {strings.Repeat("<table><tr><td>", 100), report.TooLarge},
		"too many cells":       {"<table>" + strings.Repeat("<tr><td>1<td>2", 150_000), report.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			r := readString("x", c.text)
			if r.Status != report.Rejected || r.Reason != c.want {
				t.Errorf("%s %s %q, want %s", r.Status, r.Reason, r.Message, c.want)
			}
			if r.Message == "" || len(r.Cells) != 0 {
				t.Errorf("message %q and %d cells, want words and none", r.Message, len(r.Cells))
			}
		})
	}
}
