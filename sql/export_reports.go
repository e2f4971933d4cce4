package sql

import (
	"context"
	"strconv"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// chunk is how many reports are in memory at a time: the engine hands over whole answers.
const chunk = 1_000

// eachReport visits the reports of an extract, oldest year first, then by region and organ. Before
// each chunk of them, prepare may read what belongs to it; it may be nil.
func (s *Snapshot) eachReport(ctx context.Context, e Extract, prepare func(numbers *clause) error, visit func(no int, r Report) error) error {
	c := s.place(e.Scope)
	c.narrow(e.Scope, e.Scope.OrganKinds)
	if !e.Revisions {
		c.add("latest")
	}
	var numbers []int
	err := eachRow(ctx, s.db, "SELECT no FROM report WHERE "+c.text()+" ORDER BY year, region_code, organ_id, revision", c.args, func(row []any) error {
		numbers = append(numbers, integer(row[0]))
		return nil
	})
	for len(numbers) > 0 && err == nil {
		var part []int
		part, numbers = numbers[:min(chunk, len(numbers))], numbers[min(chunk, len(numbers)):]
		err = s.eachOf(ctx, part, prepare, visit)
	}
	return err
}

func (s *Snapshot) eachOf(ctx context.Context, numbers []int, prepare func(*clause) error, visit func(int, Report) error) error {
	heads, err := s.headsOf(ctx, numbers)
	if err != nil {
		return err
	}
	if prepare != nil {
		these := &clause{}
		these.amongIntegers("no", numbers)
		if err := prepare(these); err != nil {
			return err
		}
	}
	for _, no := range numbers {
		if err := visit(no, heads[no]); err != nil {
			return err
		}
	}
	return nil
}

// whose are the columns that say whose report a row is from.
var whose = []exportColumn{
	{"report_id", words, "The report: its organ and year. A superseded revision also carries ~ and its number."},
	{"organ_id", words, "The organ through the years, whatever its printed name."},
	{"organ_name", words, "The organ's name as printed (机关)."},
	{"organ_kind", words, "GOVERNMENT, DEPARTMENT, TOWNSHIP, ZONE or OTHER. Reports of different kinds must not be added up."},
	{"region_code", words, "The code of its region (行政区划代码): a text, not a number. Longer for zones outside the code book."},
	{"region_name", words, "The region's name in that year."},
	{"year", whole, "The year reported on (年度)."},
	{"edition", words, "The edition of the form: 2019 or 2021."},
}

func (r *record) whose(h *Report) {
	r.word(h.ID, h.OrganID, h.Organ.Name, string(h.Organ.Kind), h.Region.Code, h.Region.Name)
	r.whole(int64(h.Year))
	r.word(string(h.Edition))
}

func cellColumns() []exportColumn {
	return append(whose[:len(whose):len(whose)],
		exportColumn{"line", words, "The line of the form; see crosswalk."},
		exportColumn{"applicant", words, "The column of table 三; NULL in the other tables."},
		exportColumn{"value", amount, "The figure; NULL unless the state is NUMBER. NULL is not 0."},
		exportColumn{"state", words, "NUMBER, BLANK (printed and empty), NOT_APPLICABLE (无, /, — …) or UNREADABLE."},
		exportColumn{"text", words, "What is printed, character for character; NULL if nothing is."},
		exportColumn{"derived", truth, "Whether the cell's place in the table was solved from the sums; its figure is printed."},
		exportColumn{"table_no", whole, "The table of the document, from 1; 0 if it has none."},
		exportColumn{"row_no", whole, "The row of that table, from 1."},
		exportColumn{"column_no", whole, "The column of that row, from 1."},
		exportColumn{"byte_offset", whole, "How many bytes of the document stand before it."},
		exportColumn{"sha256", words, "The document, by the SHA-256 of its bytes."})
}

func cellRows(ctx context.Context, s *Snapshot, e Extract, row func([]datum) error) error {
	packed := map[int][]byte{}
	prepare := func(these *clause) error {
		clear(packed)
		return eachRow(ctx, s.db, "SELECT no, cells FROM printed WHERE "+these.text(), these.args, func(row []any) error {
			packed[integer(row[0])] = row[1].([]byte)
			return nil
		})
	}
	var r record
	return s.eachReport(ctx, e, prepare, func(no int, h Report) error {
		cells, err := unpackCells(packed[no])
		if err != nil {
			return err
		}
		r = r[:0]
		r.whose(&h)
		for _, c := range cells {
			r = r[:len(whose)]
			r.word(string(c.Line), string(c.Column))
			r.figure(c)
			r.word(string(c.State), c.Text)
			r.truth(c.Derived)
			r.whole(int64(c.Place.Table))
			r.whole(int64(c.Place.Row))
			r.whole(int64(c.Place.Column))
			r.whole(c.Place.Offset)
			r.word(h.Source.SHA256)
			if err := row(r); err != nil {
				return err
			}
		}
		return nil
	})
}

func reportColumns() []exportColumn {
	columns := append(whose[:len(whose):len(whose)],
		exportColumn{"revision", whole, "The number of the revision, from 1."},
		exportColumn{"revisions", whole, "How many revisions the report has."},
		exportColumn{"latest", truth, "Whether this is the revision that counts."},
		exportColumn{"level", words, "PROVINCE, PREFECTURE, COUNTY or TOWNSHIP. A region's report already contains those below it: never add up several levels."},
		exportColumn{"province_code", words, "The code of its province."},
		exportColumn{"province", words, "The province's name in that year."},
		exportColumn{"prefecture_code", words, "The code of its prefecture; NULL where none stands between region and province."},
		exportColumn{"prefecture", words, "The prefecture's name in that year."},
		exportColumn{"status", words, "READ, or PARTIAL if tables or cells are missing or cut."},
		exportColumn{"title", words, "Its title as found."},
		exportColumn{"scope", words, "WHOLE (全区, 全市 …: departments and towns included), SELF (本级) or NULL where it does not say."},
		exportColumn{"period_from", words, "The first day its figures cover."},
		exportColumn{"period_to", words, "The last day."},
		exportColumn{"published", words, "The day it was published."},
		exportColumn{"consistent", truth, "Whether its sums hold wherever they can be checked."},
		exportColumn{"synthetic", truth, "Whether it is a made-up sample of no real office."},
		exportColumn{"sha256", words, "The document, by the SHA-256 of its bytes."},
		exportColumn{"document", words, "The document's file name."},
		exportColumn{"url", words, "Where the document was published."})
	for _, ref := range report.Refs("") {
		l, _ := report.FindLine(ref.Line)
		about := strings.TrimSpace(l.Block + " " + l.Chinese)
		for _, c := range report.Columns() {
			if c.Column == ref.Column {
				about += ", " + c.Chinese
			}
		}
		columns = append(columns, exportColumn{column(ref), refKind(ref), about})
	}
	return columns
}

func refKind(ref report.Ref) datumKind {
	if money(ref.Line) {
		return amount
	}
	return whole
}

func reportRows(ctx context.Context, s *Snapshot, e Extract, row func([]datum) error) error {
	refs := report.Refs("")
	names := make([]string, len(refs))
	for i, ref := range refs {
		names[i] = column(ref)
	}
	figures := map[int][]datum{}
	prepare := func(these *clause) error {
		clear(figures)
		return eachRow(ctx, s.db, "SELECT no, "+strings.Join(names, ", ")+" FROM report WHERE "+these.text(), these.args, func(row []any) error {
			values := make([]datum, len(refs))
			for i, v := range row[1:] {
				n, err := number(wide(v))
				if err != nil {
					return err
				}
				values[i].kind, values[i].null = refKind(refs[i]), n == nil
				if n != nil {
					values[i].number = *n
					values[i].n, _ = n.Whole()
				}
			}
			figures[integer(row[0])] = values
			return nil
		})
	}
	var r record
	return s.eachReport(ctx, e, prepare, func(no int, h Report) error {
		r = r[:0]
		r.whose(&h)
		r.whole(int64(h.Revision))
		r.whole(int64(h.Revisions))
		r.truth(h.Latest)
		r.word(string(h.Level), h.Region.ProvinceCode(), h.Region.Province, h.Region.PrefectureCode(), h.Region.Prefecture,
			string(h.Status), h.Title, string(h.Scope), h.Period.From, h.Period.To, h.Published)
		r.truth(h.Consistent)
		r.truth(h.Synthetic)
		r.word(h.Source.SHA256, h.Source.Name(), h.Source.URL)
		return row(append(r, figures[no]...))
	})
}

// wide is a count as number takes it.
func wide(v any) any {
	if n, ok := v.(int32); ok {
		return int64(n)
	}
	return v
}

func findingColumns() []exportColumn {
	return append(whose[:len(whose):len(whose)],
		exportColumn{"finding_id", words, "Made of what the finding says: the same whenever it is found again."},
		exportColumn{"rule", words, "The code of what noticed it."},
		exportColumn{"severity", words, "ERROR, WARNING or INFO."},
		exportColumn{"line", words, "The line it is about; NULL if about none."},
		exportColumn{"applicant", words, "The column it is about; NULL if about none."},
		exportColumn{"expected", exact, "What the figure would have to be."},
		exportColumn{"actual", exact, "What it is."},
		exportColumn{"difference", exact, "By how much it is too large, or too small if negative; of a report published late, the days."},
		exportColumn{"decision", words, "What somebody decided about it: OPEN, CONFIRMED or DISMISSED."},
		exportColumn{"note", words, "Why, in the words of whoever decided; NULL if nobody did."},
		exportColumn{"message", words, "What was found, in English."},
		exportColumn{"chinese", words, "The same in Chinese."},
		exportColumn{"places", words, "Where the figures concerned stand: table, row, column and byte offset, one place after the other."},
		exportColumn{"sha256", words, "The document, by the SHA-256 of its bytes."})
}

func findingRows(ctx context.Context, s *Snapshot, e Extract, row func([]datum) error) error {
	var ofReport map[int][]*found
	prepare := func(these *clause) (err error) {
		ofReport, err = s.findingsOf(ctx, &clause{conditions: []string{"f.no IN (SELECT no FROM report WHERE " + these.text() + ")"}, args: these.args})
		return err
	}
	var r record
	return s.eachReport(ctx, e, prepare, func(no int, h Report) error {
		for _, f := range ofReport[no] {
			r = r[:0]
			r.whose(&h)
			r.word(f.ID, f.Rule, string(f.Severity), string(f.Line), string(f.Column))
			r.number(exact, f.Expected)
			r.number(exact, f.Actual)
			r.number(exact, f.Difference)
			r.word(string(f.Decision), f.Note)
			r.word(f.Message, f.Chinese, placesText(f.Places), h.Source.SHA256)
			if err := row(r); err != nil {
				return err
			}
		}
		return nil
	})
}

func placesText(places []report.Place) string {
	var b strings.Builder
	for i, p := range places {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(strconv.Itoa(p.Table) + " " + strconv.Itoa(p.Row) + " " + strconv.Itoa(p.Column) + " " + strconv.FormatInt(p.Offset, 10))
	}
	return b.String()
}
