package sql

import "github.com/gongkai/gongkai/report"

// Scope chooses reports. Empty fields do not restrict, but for OrganKinds, which then stands for
// GOVERNMENT wherever figures are added up.
type Scope struct {
	Years          []int
	Regions        []string // exactly these codes
	Within         string   // every region under this one, itself not included; of a county, its towns
	Level          report.Level
	OrganKinds     []report.OrganKind
	Editions       []report.Edition
	ConsistentOnly bool // only reports whose sums hold wherever they can be checked
	PeersOf        *Peers

	peers *AppliedPeers // those of PeersOf as they were found
}

// RegionFilter chooses regions.
type RegionFilter struct {
	Codes     []string
	Within    string // every region under this one, itself not included
	Level     report.Level
	Name      string // a part of the name
	AsOf      int    // the year the region must exist in; 0: regions of today
	Reporting *bool  // true: only regions with a report of their government; false: only those without
}

// ReportFilter chooses reports of any kind of organ; revisions that were superseded never show.
type ReportFilter struct {
	Scope
	Statuses []report.Status
}

// Page asks for the First nodes after a cursor. First is 1 to 500; 0 means 50.
type Page struct {
	First int
	After string // EndCursor of the page before; empty for the first page
}

// Paged is one page of an ordered list.
type Paged[T any] struct {
	Nodes     []T
	Total     int // of all pages
	HasNext   bool
	EndCursor string // empty if there are no nodes
}

// Dimension is what an aggregate is split by.
type Dimension string

const (
	ByYear       Dimension = "YEAR"
	ByRegion     Dimension = "REGION"
	ByProvince   Dimension = "PROVINCE"
	ByPrefecture Dimension = "PREFECTURE"
	ByLevel      Dimension = "LEVEL"
	ByOrganKind  Dimension = "ORGAN_KIND"
	ByEdition    Dimension = "EDITION"
	ByApplicant  Dimension = "APPLICANT" // only for indicators whose ByApplicant is true
)

// Basis is which figures count.
type Basis string

const (
	Reported      Basis = "REPORTED"      // printed figures; a missing total is the sum of its parts if all are printed
	Reconstructed Basis = "RECONSTRUCTED" // and blanks that the sums prove
)

// NullReason is why a value is null.
type NullReason string

const (
	NoReport        NullReason = "NO_REPORT"        // nobody reported, or nothing of theirs is known
	TableMissing    NullReason = "TABLE_MISSING"    // the report lacks the table the figure stands in
	CellBlank       NullReason = "CELL_BLANK"       // the cell is blank, not applicable, unreadable or not printed
	NotInEdition    NullReason = "NOT_IN_EDITION"   // the edition of the form does not ask for the figure
	ZeroDenominator NullReason = "ZERO_DENOMINATOR" // the whole is 0: there is no share of nothing
)

// Reason is why reports were left out of an answer.
type Reason string

const (
	Superseded     Reason = "SUPERSEDED_REVISION" // a later revision of the same report counts
	OtherOrganKind Reason = "OTHER_ORGAN_KIND"
	OtherLevel     Reason = "OTHER_LEVEL"
	Inconsistent   Reason = "INCONSISTENT"  // its sums do not hold, and only such were asked for
	RegionItself   Reason = "REGION_ITSELF" // of the region that Within names, not of those under it
)

// LeftOut counts reports of the years, places and editions asked for that the answer does not use.
// Each report is counted once, under the first reason that holds in the order above.
type LeftOut struct {
	Reason  Reason
	Reports int
}
