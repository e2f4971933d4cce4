package report

import "sync"

// Edition is a version of the statutory form. Which one a document uses is seen from its heads,
// never from its year or the notice it cites.
type Edition string

const (
	E2014 Edition = "2014" // 国办发〔2014〕32号, annex 政府信息公开情况统计表: recognised, not read
	E2019 Edition = "2019" // 国办公开办函〔2019〕60号 (试行)
	E2021 Edition = "2021" // 国办公开办函〔2021〕30号
)

// Editions are the editions whose figures are read, oldest first.
func Editions() []Edition { return []Edition{E2019, E2021} }

// Column is an applicant column of table 三, or empty in tables 二 and 四.
type Column string

// NoColumn is the column of lines that have one cell only.
const NoColumn Column = ""

// ColumnName is an applicant column with its printed head.
type ColumnName struct {
	Column  Column
	Chinese string
	English string
}

// Total is the column 总计 of table 三.
const Total Column = "total"

// Columns are the seven columns of table 三 in printed order: six applicants and their total.
func Columns() []ColumnName {
	return []ColumnName{
		{"natural_person", "自然人", "natural persons"},
		{"business", "商业企业", "businesses"},
		{"research", "科研机构", "research institutions"},
		{"charity", "社会公益组织", "public-benefit organisations"},
		{"legal_service", "法律服务机构", "legal-service institutions"},
		{"other", "其他", "other organisations"},
		{Total, "总计", "all applicants"},
	}
}

// Applicants are the columns of table 三 without their total.
func Applicants() []ColumnName { return Columns()[:6] }

// LineCode names one printed line of the form. It is the same in files, SQL and (in upper case,
// dots as underscores) GraphQL, and never changes meaning.
type LineCode string

// Table is the section of the report a line stands in.
type Table int

const (
	Disclosure Table = 2 // 二、主动公开政府信息情况
	Requests   Table = 3 // 三、收到和处理政府信息公开申请情况
	Challenges Table = 4 // 四、政府信息公开行政复议、行政诉讼情况
)

// Unit is what a line's figures count.
type Unit string

const (
	Cases      Unit = "COUNT"        // 件, 项, 宗: whole numbers
	TenKYuan   Unit = "TEN_K_YUAN"   // 万元: decimals occur
	YuanIfSaid Unit = "YUAN_IF_SAID" // 元 where the cell prints a unit, else as printed
)

// Comparability says how a figure relates to the same figure under another edition.
type Comparability string

const (
	Exact       Comparability = "EXACT"       // the same thing
	Approximate Comparability = "APPROXIMATE" // the same label, another wording or scope
	Break       Comparability = "BREAK"       // not the same thing: never draw a line across
)

// Line is one printed line of the form.
type Line struct {
	Code     LineCode
	Table    Table
	Block    string // the head it stands under, as printed
	Chinese  string // its own label, as printed
	English  string
	Editions []Edition
	Unit     Unit
	Signed   bool          // negative figures are meaningful
	Across   Comparability // between the editions; Break for a line that only one edition has
	Parts    []LineCode    // the lines that add up to it where an edition prints these instead
}

// In reports whether the edition prints the line.
func (l Line) In(e Edition) bool {
	for _, have := range l.Editions {
		if have == e {
			return true
		}
	}
	return false
}

// Columns are the columns the line has: seven in table 三, else the one NoColumn.
func (l Line) Columns() []Column {
	if l.Table != Requests {
		return []Column{NoColumn}
	}
	return requestColumns
}

var requestColumns = func() (all []Column) {
	for _, c := range Columns() {
		all = append(all, c.Column)
	}
	return all
}()

// Main is the column that stands for the whole line.
func (l Line) Main() Column {
	if l.Table == Requests {
		return Total
	}
	return NoColumn
}

// Lines are all lines of all editions in the order of the form.
func Lines() []Line { return lines }

var lineIndex = sync.OnceValue(func() map[LineCode]int {
	m := make(map[LineCode]int, len(lines))
	for i, l := range lines {
		m[l.Code] = i
	}
	return m
})

// FindLine is the line of that code.
func FindLine(code LineCode) (Line, bool) {
	i, ok := lineIndex()[code]
	if !ok {
		return Line{}, false
	}
	return lines[i], true
}

// Refs are the cells of an edition in the order of the form; of all editions for "". The slice is
// shared: do not change it.
func Refs(e Edition) []Ref {
	return refs()[e]
}

var refs = sync.OnceValue(func() map[Edition][]Ref {
	all := map[Edition][]Ref{"": refsOf("")}
	for _, e := range Editions() {
		all[e] = refsOf(e)
	}
	return all
})

func refsOf(e Edition) []Ref {
	var all []Ref
	for _, l := range lines {
		if e != "" && !l.In(e) {
			continue
		}
		for _, c := range l.Columns() {
			all = append(all, Ref{l.Code, c})
		}
	}
	return all
}
