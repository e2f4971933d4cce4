package sql

import (
	"bytes"
	"testing"

	"github.com/gongkai/gongkai/report"
)

// Packed cells are read from files that may be damaged: whatever stands there, unpacking ends with
// cells or an error, and cells pack into what they were read from.
func FuzzUnpack(f *testing.F) {
	seed, err := packCells(nil, []report.Cell{
		{Line: "received", Column: "business", State: report.Numeric, Value: report.Count(12), Text: "12件", Place: report.Place{Table: 2, Row: 3, Column: 4, Offset: 99}},
		{Line: "review.total", State: report.Illegible, Text: "十二", Derived: true},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte{packVersion, 0xff, 0xff})
	f.Add([]byte{packVersion, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, packed []byte) {
		cells, err := unpackCells(packed)
		if err != nil {
			return
		}
		again, err := packCells(nil, cells)
		if err != nil {
			t.Fatal(err)
		}
		back, err := unpackCells(again)
		if err != nil || len(back) != len(cells) {
			t.Fatalf("%d cells, then %d, %v", len(cells), len(back), err)
		}
		if twice, _ := packCells(nil, back); !bytes.Equal(twice, again) {
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
