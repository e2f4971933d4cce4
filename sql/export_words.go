package sql

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

func dictionaryColumns() []exportColumn {
	return []exportColumn{
		{"indicator", words, "Its id."},
		{"kind", words, "COUNT, AMOUNT, SHARE (part of a whole, between 0 and 1) or RATIO."},
		{"english", words, "Its name in English."},
		{"chinese", words, "Its name in Chinese."},
		{"description", words, "What it tells, in English."},
		{"explanation", words, "The same in Chinese."},
		{"numerator", words, "The columns of reports whose sum stands above the line. A report that lacks one of them counts neither above nor below."},
		{"denominator", words, "Those whose sum stands below; NULL for counts and amounts. Add up first, divide last."},
		{"comparability", words, "Across the editions of the form: EXACT, APPROXIMATE or BREAK."},
	}
}

func dictionaryRows(_ context.Context, _ *Snapshot, _ Extract, row func([]datum) error) error {
	for _, i := range report.Indicators() {
		var r record
		r.word(string(i.ID), string(i.Kind), i.English, i.Chinese, i.Description, i.Explanation,
			sumText(i.Numerator), sumText(i.Denominator), string(i.Across()))
		if err := row(r); err != nil {
			return err
		}
	}
	return nil
}

func sumText(refs []report.Ref) string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = column(r)
	}
	return strings.Join(names, " + ")
}

func crosswalkColumns() []exportColumn {
	columns := []exportColumn{
		{"column_name", words, "The column of reports that holds the cell."},
		{"line", words, "The line of the form, as in cells."},
		{"applicant", words, "The column of table 三, as in cells; NULL in the other tables."},
		{"table_number", whole, "The section of the report: 2, 3 or 4."},
		{"block", words, "The head the line stands under, as printed."},
		{"chinese", words, "The line's label, as printed."},
		{"english", words, "The line in English."},
		{"applicant_chinese", words, "The head of the column, as printed."},
		{"applicant_english", words, "The column in English."},
		{"unit", words, "COUNT (件), TEN_K_YUAN (万元), or YUAN_IF_SAID (元 where the cell prints a unit)."},
		{"signed", truth, "Whether figures below 0 are meaningful."},
		{"comparability", words, "Between the editions: EXACT, APPROXIMATE (same label, other wording or scope), or BREAK (never draw a line across)."},
		{"parts", words, "The lines whose sum it is where another edition prints these instead."},
	}
	for _, e := range report.Editions() {
		columns = append(columns, exportColumn{"in_" + string(e), truth, "Whether the edition of " + string(e) + " prints it."})
	}
	return columns
}

func crosswalkRows(_ context.Context, _ *Snapshot, _ Extract, row func([]datum) error) error {
	for _, ref := range report.Refs("") {
		l, _ := report.FindLine(ref.Line)
		var head report.ColumnName
		if i := slices.IndexFunc(report.Columns(), func(c report.ColumnName) bool { return c.Column == ref.Column }); i >= 0 {
			head = report.Columns()[i]
		}
		var r record
		r.word(column(ref), string(ref.Line), string(ref.Column))
		r.whole(int64(l.Table))
		r.word(l.Block, l.Chinese, l.English, head.Chinese, head.English, string(l.Unit))
		r.truth(l.Signed)
		r.word(string(l.Across), strings.Join(names(l.Parts), " + "))
		for _, e := range report.Editions() {
			r.truth(l.In(e))
		}
		if err := row(r); err != nil {
			return err
		}
	}
	return nil
}

func regionColumns() []exportColumn {
	return []exportColumn{
		{"code", words, "Its code (行政区划代码): a text, not a number. A zone's begins with that of the region it lies in."},
		{"name", words, "Its Chinese name."},
		{"level", words, "PROVINCE, PREFECTURE, COUNTY or TOWNSHIP."},
		{"parent_code", words, "The region it lay directly under; NULL for provinces."},
		{"province", words, "Its province's name then."},
		{"prefecture", words, "Its prefecture's name then; NULL where none stands between."},
		{"from_year", whole, "The first year on whose 31 December it was so; 1981 is where the code book begins. NULL for a zone."},
		{"to_year", whole, "The first year on whose 31 December it no longer was; NULL if it still is, and for a zone."},
		{"successors", words, "The codes that took over its land, each with the year: 130111@2014."},
		{"official", truth, "Whether it stands in the code book; false for zones (开发区, 高新区 …)."},
	}
}

func regionRows(_ context.Context, s *Snapshot, _ Extract, row func([]datum) error) error {
	all := slices.Clone(report.Regions())
	for _, z := range s.zones {
		all = append(all, z)
	}
	slices.SortStableFunc(all, func(a, b report.Region) int { return strings.Compare(a.Code, b.Code) })
	for _, region := range all {
		parent, _ := region.Parent()
		next := make([]string, len(region.Successors))
		for i, n := range region.Successors {
			next[i] = fmt.Sprintf("%s@%d", n.Code, n.Year)
		}
		var r record
		r.word(region.Code, region.Name, string(region.Level), parent.Code, region.Province, region.Prefecture)
		r.wholeUnless(int64(region.From), 0)
		r.wholeUnless(int64(region.To), 0)
		r.word(strings.Join(next, " "))
		r.truth(region.Official)
		if err := row(r); err != nil {
			return err
		}
	}
	return nil
}
