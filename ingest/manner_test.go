package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// printedLine is one line of the form as a page carries it: a label and what stands behind it.
type printedLine struct {
	label  string
	values []string
	kind   editions.Kind
	part   int
}

// linesOf are the printed lines of a report in reading order.
func linesOf(r report.Report) []printedLine {
	texts := map[report.Ref]string{}
	for _, c := range r.Cells {
		texts[c.Ref()] = c.Text
	}
	all := []printedLine{{label: "石家庄市栾城区" + fmt.Sprint(r.Year) + "年政府信息公开工作年度报告"}}
	for _, f := range editions.All() {
		if f.Edition != r.Edition {
			continue
		}
		for _, s := range f.Slots {
			l := printedLine{label: s.Label, kind: s.Kind, part: s.Part}
			for _, ref := range s.Cells {
				l.values = append(l.values, texts[ref])
			}
			if s.Kind == editions.Grid {
				for _, head := range []string{"行政复议", "行政诉讼", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉",
					"结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"} {
					all = append(all, printedLine{label: head, kind: editions.Head, part: 4})
				}
				l.label = ""
			}
			all = append(all, l)
		}
	}
	return all
}

// settings are ways to set the lines.
var settings = map[string]func([]printedLine) string{
	"a cell a line":          set(func(l printedLine) string { return join(l, "\n") + "\n" }),
	"a bar behind each cell": set(func(l printedLine) string { return join(l, " |\n") + " |\n" }),
	"a row a line":           set(func(l printedLine) string { return join(l, " | ") + " | ||\n" }),
	"bars around":            set(func(l printedLine) string { return "| " + join(l, " | ") + " |\n" }),
	"fullwidth bars":         set(func(l printedLine) string { return join(l, "｜") + "｜\n" }),
	"a drawn box": set(func(l printedLine) string {
		return "│" + join(l, "│") + "│\n├────┼────┼────┤\n"
	}),
	"tabs":                        set(func(l printedLine) string { return join(l, "\t") + "\n" }),
	"blanks":                      set(func(l printedLine) string { return join(l, "  ") + "\n" }),
	"an empty line between cells": set(func(l printedLine) string { return join(l, "\n\n") + "\n\n" }),
	"figures below their label":   set(func(l printedLine) string { return l.label + "\n" + strings.Join(l.values, " ") + "\n" }),
	"figures below, with bars":    set(func(l printedLine) string { return l.label + " |\n" + strings.Join(l.values, " | ") + " |\n" }),
	"figures behind a colon":      set(func(l printedLine) string { return l.label + "：" + strings.Join(l.values, "、") + "\n" }),
	"run together":                set(func(l printedLine) string { return l.label + strings.Join(l.values, "") + "\n" }),
	"one line":                    set(func(l printedLine) string { return join(l, " ") + " " }),
	"a bar on its own line":       set(func(l printedLine) string { return join(l, "\n|\n") + "\n|\n" }),
	"a page, a row a table":       func(lines []printedLine) string { return asPage(lines, "</tr></table><table><tr>") },
	"a page":                      func(lines []printedLine) string { return asPage(lines, "</tr><tr>") },
}

func asPage(lines []printedLine, between string) string {
	return "<html><body><table><tr>" + set(func(l printedLine) string { return "<td>" + join(l, "</td><td>") + "</td>" + between })(lines) + "</tr></table></body></html>"
}

func join(l printedLine, by string) string {
	if l.label == "" {
		return strings.Join(l.values, by)
	}
	return strings.Join(append([]string{l.label}, l.values...), by)
}

func set(write func(printedLine) string) func([]printedLine) string {
	return func(lines []printedLine) string {
		var b strings.Builder
		for _, l := range lines {
			b.WriteString(write(l))
		}
		return b.String()
	}
}

// manners are what offices do to the lines.
var manners = map[string]func(*printedLine){
	"as printed": func(*printedLine) {},
	"labels cut off": labels(func(s string) string {
		r := []rune(s)
		if len(r) > 8 {
			return string(r[:len(r)*3/4])
		}
		return s
	}),
	"labels in blanks": labels(func(s string) string { return strings.Join(strings.Split(s, ""), " ") }),
	"labels numbered by others": labels(func(s string) string {
		return strings.NewReplacer("1.", "①", "2.", "②", "3.", "③", "4.", "④", "5.", "⑤").Replace(s)
	}),
	"labels with 、": labels(func(s string) string {
		return strings.NewReplacer("1.", "1、", "2.", "2、", "3.", "3、", "4.", "4、").Replace(s)
	}),
	"labels unnumbered": labels(func(s string) string {
		for _, n := range []string{"1.", "2.", "3.", "4.", "5.", "6.", "7.", "8."} {
			s = strings.TrimPrefix(s, n)
		}
		return s
	}),
	"labels with notes":                labels(func(s string) string { return s + "（见注1）" }),
	"labels with a unit":               labels(func(s string) string { return s + "(件)" }),
	"labels with a number in brackets": labels(func(s string) string { return s + "[1]" }),
	"fullwidth digits":                 values(func(s string) string { return fullwidth(s) }),
	"digits apart":                     values(func(s string) string { return strings.Join(strings.Split(s, ""), " ") }),
	"件 behind":                         values(func(s string) string { return s + "件" }),
	"zeros as dashes": values(func(s string) string {
		if s == "0" {
			return "—"
		}
		return s
	}),
	"zeros blank": values(func(s string) string {
		if s == "0" {
			return ""
		}
		return s
	}),
	"zeros as 无": values(func(s string) string {
		if s == "0" {
			return "无"
		}
		return s
	}),
	"zeros as O": values(func(s string) string {
		if s == "0" {
			return "O"
		}
		return s
	}),
	"zeros as 零": values(func(s string) string {
		if s == "0" {
			return "零"
		}
		return s
	}),
	"figures bold":   values(func(s string) string { return "**" + s + "**" }),
	"a point behind": values(func(s string) string { return s + "." }),
	"with a decimal": values(func(s string) string { return s + ".0" }),
	"no totals": func(l *printedLine) {
		if l.part == 3 && len(l.values) == 7 {
			l.values = l.values[:6]
		}
	},
	"totals only": func(l *printedLine) {
		if l.part == 3 && len(l.values) == 7 {
			l.values = l.values[6:]
		}
	},
	"zeros left out": func(l *printedLine) {
		l.values = slices.DeleteFunc(slices.Clone(l.values), func(s string) bool { return s == "0" })
	},
	"a unit before the figures": func(l *printedLine) {
		if len(l.values) > 0 {
			l.values = append([]string{"件"}, l.values...)
		}
	},
	"a number before the figures": func(l *printedLine) {
		if len(l.values) > 1 {
			l.values = append([]string{"01"}, l.values...)
		}
	},
	"a remark behind": func(l *printedLine) {
		if len(l.values) > 0 {
			l.values = append(slices.Clone(l.values), "备注")
		}
	},
	"a column of last year behind": func(l *printedLine) {
		if len(l.values) > 0 {
			l.values = append(slices.Clone(l.values), "17")
		}
	},
}

func fullwidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

func labels(change func(string) string) func(*printedLine) {
	return func(l *printedLine) {
		if l.label != "" && l.kind == editions.Row {
			l.label = change(l.label)
		}
	}
}

func values(change func(string) string) func(*printedLine) {
	return func(l *printedLine) {
		l.values = slices.Clone(l.values)
		for i, v := range l.values {
			l.values[i] = change(v)
		}
	}
}

// unknowable are manners that change a run of digits into another one.
var unknowable = []string{"a number before the figures", "a column of last year behind"}

// harmless are manners that leave no doubt about any figure, but in loose settings.
var (
	harmless = []string{"as printed", "labels cut off", "labels numbered by others", "labels unnumbered", "labels with a number in brackets", "labels with a unit",
		"labels with notes", "labels with 、", "fullwidth digits", "with a decimal", "zeros as 零"}
	loose = []string{"run together", "figures behind a colon"}
)

// TestInTheMannerOfOffices sets a report in every way and lets an office do to its lines what offices
// do. No figure is read as another.
func TestInTheMannerOfOffices(t *testing.T) {
	for _, printed := range []report.Report{synth.Luancheng(), luancheng2020()} {
		for setting, write := range settings {
			for manner, change := range manners {
				t.Run(string(printed.Edition)+"/"+setting+"/"+manner, func(t *testing.T) {
					lines := linesOf(printed)
					for i := range lines {
						change(&lines[i])
					}
					r := readString("", write(lines))
					if r.Reason == report.Internal {
						t.Fatal(r.Message)
					}
					if setting != "run together" || !slices.Contains(unknowable, manner) {
						neverWrong(t, r, printed.Cells)
					}
					read := 0
					for _, c := range r.Cells {
						if c.State == report.Numeric {
							read++
						}
					}
					if slices.Contains(harmless, manner) && !slices.Contains(loose, setting) && read != len(printed.Cells) {
						t.Errorf("%d of %d figures read: %s %s", read, len(printed.Cells), r.Status, r.Message)
					}
					t.Logf("READ %d of %d: %s %s %s", read, len(printed.Cells), r.Status, r.Reason, r.Message)
				})
			}
		}
	}
}

// TestTwoReportsInOneDocument: nobody knows which of two reports is meant, and their figures must not
// mix. The same one twice, as pages for two kinds of screens carry it, is one.
func TestTwoReportsInOneDocument(t *testing.T) {
	first, other := synth.Luancheng(), synth.Reports(3, synth.Office{Region: "130111"}, 2022, 2022)[0]
	for setting, write := range settings {
		together := func(a, b report.Report) string {
			return strings.Replace(write(linesOf(a))+write(linesOf(b)), "</body></html><html><body>", "", 1)
		}
		t.Run(setting, func(t *testing.T) {
			if r := readString("", together(first, other)); r.Status != report.Rejected || r.Reason != report.NeedsConversion {
				t.Errorf("two reports are %s %s %s", r.Status, r.Reason, r.Message)
			}
			r := readString("", together(first, first))
			neverWrong(t, r, first.Cells)
			if r.Status == report.Rejected || !slices.Contains(loose, setting) && len(r.Cells) != len(first.Cells) {
				t.Errorf("the same report twice is %s %s with %d cells: %s", r.Status, r.Reason, len(r.Cells), r.Message)
			}
		})
	}
}
