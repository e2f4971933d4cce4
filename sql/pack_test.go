package sql

import (
	"bytes"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// Packed cells are read from files that may be damaged: whatever stands there, unpacking ends with
// cells or an error, and cells pack into what they were read from.
func FuzzUnpack(f *testing.F) {
	pack := func(cells []report.Cell) []byte {
		var positions []int
		for _, c := range cells {
			positions = append(positions, refIndex()[c.Ref()])
		}
		return packCells(cells, positions)
	}
	f.Add(pack([]report.Cell{
		{Line: "received", Column: "business", State: report.Numeric, Value: report.Count(12), Text: "12件", Place: report.Place{Table: 2, Row: 3, Column: 4, Offset: 99}},
		{Line: "review.total", State: report.Illegible, Text: "十二", Derived: true},
	}))
	f.Add([]byte{packVersion, 0xff, 0xff})
	f.Add([]byte{packVersion, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, packed []byte) {
		cells, err := unpackCells(packed)
		if err != nil {
			return
		}
		again := pack(cells)
		back, err := unpackCells(again)
		if err != nil || len(back) != len(cells) {
			t.Fatalf("%d cells, then %d, %v", len(cells), len(back), err)
		}
		if !bytes.Equal(pack(back), again) {
			t.Fatal("cells changed on the way")
		}
	})
}

func TestColumnsAreDistinct(t *testing.T) {
	seen := map[string]report.Ref{}
	for _, r := range report.Refs("") {
		if other, ok := seen[column(r)]; ok {
			t.Errorf("%v and %v share the column %s", r, other, column(r))
		}
		seen[column(r)] = r
	}
}
