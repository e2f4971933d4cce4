package sql

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// index is what questions ask of every report: who reports, about which year and how. A snapshot
// keeps it in memory, about 22 bytes a report, so that reports are chosen, counted and put in order
// without a statement. Rows are the revisions of reports in the order of the table report.
type index struct {
	places    []place          // by region code, then organ
	standings []standing       // what reports of one kind have in common
	codes     []string         // of all regions in order; the first is empty, for none
	numbers   map[string]int32 // position in codes

	number   []int32 // by row: the document
	revision []int16
	year     []int16
	place    []int32  // position in places
	standing []uint16 // position in standings

	years  []int           // with reports, in order
	ofYear map[int][]int32 // rows; those of a batch that was added to others lie behind all of these

	organs map[string]int // organ to its first place
	starts []int32        // of the rows of each place in byPlace, and the end of the last
	byRow  []int32        // rows, those of one place together
	rows   []int32        // document to row, -1 for those that are none

	rowIDs int // one more than the engine's last of the table report

	byPlace sync.Map // numbers of the places' keys, by the dimensions they tell apart
}

// place is an organ and the regions around it. The numbers stand for the codes.
type place struct {
	region, organ, province, prefecture string // prefecture may be empty
	regionNo, provinceNo, prefectureNo  int32
}

// standing is how a report stands: what scopes ask for besides years and places.
type standing struct {
	level              report.Level
	kind               report.OrganKind
	edition            report.Edition
	status             report.Status
	latest, consistent bool
	disclosure         bool // which tables are there
	requests           bool
	challenges         bool
}

// readIndex reads the index; zones are the regions outside the code book.
func readIndex(ctx context.Context, q querier, zones map[string]report.Region) (*index, error) {
	x := &index{organs: map[string]int{}}
	if err := x.readPlaces(ctx, q); err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	x.numberRegions(zones)
	err := eachRow(ctx, q, query("standings"), nil, func(row []any) error {
		x.standings = append(x.standings, standing{
			level:      report.Level(strings.Clone(text(row[0]))),
			kind:       report.OrganKind(strings.Clone(text(row[1]))),
			edition:    report.Edition(strings.Clone(text(row[2]))),
			status:     report.Status(strings.Clone(text(row[3]))),
			latest:     row[4] == true,
			consistent: row[5] == true,
			disclosure: row[6] == true,
			requests:   row[7] == true,
			challenges: row[8] == true,
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read standings: %w", err)
	}
	err = eachRow(ctx, q, "SELECT coalesce(max(rowid) + 1, 0) FROM report", nil, func(row []any) error {
		x.rowIDs = integer(row[0])
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count the reports: %w", err)
	}
	err = eachRow(ctx, q, query("index"), nil, func(row []any) error {
		x.number = append(x.number, int32(integer(row[0])))
		x.revision = append(x.revision, int16(integer(row[1])))
		x.year = append(x.year, int16(integer(row[2])))
		x.place = append(x.place, int32(integer(row[3])))
		x.standing = append(x.standing, uint16(integer(row[4])))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the index of reports: %w", err)
	}
	x.sortRows()
	return x, nil
}

func (x *index) readPlaces(ctx context.Context, q querier) error {
	return eachRow(ctx, q, query("places"), nil, func(row []any) error {
		p := place{region: strings.Clone(text(row[0])), organ: strings.Clone(text(row[1])),
			province: strings.Clone(text(row[2])), prefecture: strings.Clone(text(row[3]))}
		if _, known := x.organs[p.organ]; !known {
			x.organs[p.organ] = len(x.places)
		}
		x.places = append(x.places, p)
		return nil
	})
}

// numberRegions numbers all regions that a question may name or a report is filed under.
func (x *index) numberRegions(zones map[string]report.Region) {
	codes := append(slices.Collect(maps.Keys(zones)), "")
	for _, r := range report.Regions() {
		codes = append(codes, r.Code)
	}
	for _, p := range x.places {
		codes = append(codes, p.region, p.province, p.prefecture)
	}
	x.codes = distinct(codes)
	x.numbers = make(map[string]int32, len(x.codes))
	for n, code := range x.codes {
		x.numbers[code] = int32(n)
	}
	for i := range x.places {
		p := &x.places[i]
		p.regionNo, p.provinceNo, p.prefectureNo = x.numbers[p.region], x.numbers[p.province], x.numbers[p.prefecture]
	}
}

// sortRows makes the ways from a year, from a place and from a document to rows.
func (x *index) sortRows() {
	x.ofYear = map[int][]int32{}
	for row, year := range x.year {
		x.ofYear[int(year)] = append(x.ofYear[int(year)], int32(row))
	}
	x.years = slices.Sorted(maps.Keys(x.ofYear))
	x.starts = make([]int32, len(x.places)+1)
	last := int32(0)
	for row, p := range x.place {
		x.starts[p+1]++
		last = max(last, x.number[row])
	}
	for p := range x.places {
		x.starts[p+1] += x.starts[p]
	}
	next := slices.Clone(x.starts)
	x.byRow = make([]int32, len(x.place))
	x.rows = slices.Repeat([]int32{-1}, int(last)+1)
	for row, p := range x.place {
		x.byRow[next[p]] = int32(row)
		next[p]++
		x.rows[x.number[row]] = int32(row)
	}
}

// row finds a revision of a report by its id; ok is false if there is none.
func (x *index) row(id string) (row int32, ok bool) {
	name, revision, ok := report.ParseReportID(id)
	if !ok {
		return 0, false
	}
	cut := strings.LastIndexByte(name, '-')
	organ := name[:cut]
	year, err := strconv.Atoi(name[cut+1:])
	p, known := x.organs[organ]
	if !known || err != nil {
		return 0, false
	}
	for ; p < len(x.places) && x.places[p].organ == organ; p++ {
		for _, row := range x.byRow[x.starts[p]:x.starts[p+1]] {
			if int(x.year[row]) == year && (int(x.revision[row]) == revision || revision == 0 && x.of(row).latest) {
				return row, true
			}
		}
	}
	return 0, false
}

// of is how the report of a row stands.
func (x *index) of(row int32) *standing { return &x.standings[x.standing[row]] }

// at is the place of the report of a row.
func (x *index) at(row int32) *place { return &x.places[x.place[row]] }

// newest are the documents of at most n reports that count, those of the last year first.
func (x *index) newest(n int) (numbers []int) {
	for _, year := range slices.Backward(x.years) {
		for _, row := range x.ofYear[year] {
			if len(numbers) == n {
				return numbers
			}
			if x.of(row).latest {
				numbers = append(numbers, int(x.number[row]))
			}
		}
	}
	return numbers
}

// numbersOf are the documents of rows, each once.
func (x *index) numbersOf(rows map[string]int32) []int {
	numbers := make([]int, 0, len(rows))
	for _, row := range rows {
		numbers = append(numbers, int(x.number[row]))
	}
	return distinct(numbers)
}
