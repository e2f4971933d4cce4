// Package report holds the words everyone in this program shares: the statutory form of a
// government-information disclosure report (政府信息公开工作年度报告), what a reader found in one
// document, the regions it may speak of, and the indicators computed from it.
//
// It is data and arithmetic only. It never opens a file, never asks a database and imports
// nothing but the standard library, so that the reader need not know the warehouse and the
// warehouse need not know HTML.
package report

// Status is how the reading of one document ended.
type Status string

const (
	Read     Status = "READ"     // every table of the form was found and read
	Partial  Status = "PARTIAL"  // figures were read, but tables or cells are missing or cut
	Rejected Status = "REJECTED" // no figure was taken; Reason says why
)

// Reason is why a document was rejected.
type Reason string

const (
	NotAReport         Reason = "NOT_A_REPORT"        // the text is of something else
	NoTables           Reason = "NO_TABLES"           // an annual report without its statutory tables
	NeedsOCR           Reason = "NEEDS_OCR"           // a picture or a scan: there is no text to read
	NeedsConversion    Reason = "NEEDS_CONVERSION"    // a format that an office program can turn into one we read
	Encrypted          Reason = "ENCRYPTED"           // protected by a password
	TooLarge           Reason = "TOO_LARGE"           // beyond a limit of size, nesting, tokens or expansion
	Corrupt            Reason = "CORRUPT"             // damaged or cut off
	Empty              Reason = "EMPTY"               // no bytes, or nothing but blanks
	UnsupportedEdition Reason = "UNSUPPORTED_EDITION" // a form we know by name but do not read
	UnknownYear        Reason = "UNKNOWN_YEAR"        // no year: it cannot be filed
	UnknownOrgan       Reason = "UNKNOWN_ORGAN"       // nothing says which office reports: it cannot be filed
	UnknownRegion      Reason = "UNKNOWN_REGION"      // no region in the code book: it cannot be filed
	TimedOut           Reason = "TIMED_OUT"           // reading took longer than the limit allows
	Unreadable         Reason = "UNREADABLE"          // the file could not be opened or read
	Internal           Reason = "INTERNAL"            // a fault of ours; the document is kept
)

// Report is what one document says. A rejected document is a Report with a Reason and no cells.
type Report struct {
	Source  Source
	Status  Status
	Reason  Reason // empty unless Status is Rejected
	Message string // what happened and what to do, for a person; empty when Status is Read

	Edition   Edition // empty if not recognised
	Title     string
	Year      int    // the year reported on; 0 if unknown
	Period    Period // zero if the document states none
	Region    Region // zero Code if unresolved; as of Year
	Organ     Organ
	Scope     Scope
	Published string   // ISO date, empty if the document gives none
	Cells     []Cell   // in the order of the form, at most one a line and column
	Rows      []Row    // rows the edition does not know, or whose columns are unknown, as printed
	Facts     []Fact   // figures the running text gives, for comparison only
	Parts     []Part   // the text of the six sections
	Basis     []Origin // where title, year, region and organ were read, the one taken first
	Findings  []Finding
	Cut       string // why the document seems to end before its end; empty if it is whole
	Synthetic bool   // the document says of itself that it is a made-up sample
}

// SyntheticNotice is the sentence a made-up document carries; a reader that meets it marks the report.
const SyntheticNotice = "本文件为合成样例,数字系程序生成,不是任何机关的真实报告"

// Source is the document itself.
type Source struct {
	Path   string // as it was given; a member of an archive is archive.zip!/member
	SHA256 string // lower-case hex of the bytes
	Size   int64
	Format string // html, text, docx …; empty if the bytes were not recognised
	URL    string // where it was published; empty if nobody said
}

// Organ is the office that reports.
type Organ struct {
	Name string
	Kind OrganKind
}

// OrganKind is the kind of office.
type OrganKind string

const (
	Government OrganKind = "GOVERNMENT" // 人民政府 of a region (its 办公室 reports for it)
	Department OrganKind = "DEPARTMENT" // 局, 委, 办, 院 … of a region
	Township   OrganKind = "TOWNSHIP"   // 乡, 镇, 街道
	Zone       OrganKind = "ZONE"       // 开发区, 高新区, 管委会
	OtherOrgan OrganKind = "OTHER"
)

// Scope is whose figures a report sums, when it says so.
type Scope string

const (
	ScopeUnsaid Scope = ""
	ScopeWhole  Scope = "WHOLE" // 全区, 全市, 全县: with departments and towns
	ScopeSelf   Scope = "SELF"  // 本级, 本机关: the office alone
)

// Period is the span of days the figures cover, as ISO dates; empty strings if not stated.
type Period struct{ From, To string }

// Origin is one proposal for a fact of identity: which fact, what it said, where it stood.
type Origin struct {
	Fact   string // title, year, region, organ, period, scope, published
	Text   string // as found
	Where  string // manifest, title, period, heading, prose, file name, folder, url
	Offset int64  // byte offset in the decoded text; -1 outside the document
	Taken  bool
}

// Row is a printed row kept as text because it has no place on the edition's form.
type Row struct {
	Label string
	Texts []string
	Place Place
}

// Fact is a figure the running text states of the report's own year and office. It is there to be
// compared with the tables and never stands in for them.
type Fact struct {
	// Lines are the lines of the form whose sum it is, each in its Main column: lawsuits are both
	// routes, 不予公开 its eight grounds. There are none where Topic says what it is.
	Lines  []LineCode
	Topic  Topic
	Value  Number // in the unit of the lines; ProcessingFee in 元
	Approx bool   // 余, 多, 近, 约, or a count in 万
	Text   string // the words that say it, as printed
	Offset int64  // of Text
}

// Topic is what a Fact speaks of where no line of the form does.
type Topic string

// ProcessingFee is 信息处理费, collected for requests; it stands in section 六 and nowhere on the form.
const ProcessingFee Topic = "processing_fee"

// Part is one of the six sections of the report.
type Part struct {
	Number  int // 1 to 6
	Heading string
	Text    string
	Offset  int64
}
