package sql

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/gongkai/gongkai/report"
)

// entry is a document made ready to be written: whatever needs no look at the warehouse, so that
// several goroutines can make it at once.
type entry struct {
	report.Report
	key [sha256.Size]byte // of its bytes

	// Of what is not rejected:
	organ                 string                       // its id
	positions             []int                        // of its cells in the catalogue
	has                   [report.Challenges + 1]bool  // a cell of that table
	figures               int64                        // see figuresHash
	consistent            bool                         // its sums hold
	summed, reconstructed map[report.Ref]report.Number // what follows from the printed figures; nil if nothing
	packed                []byte
}

// prepare refuses what cannot be stored as it is. The bytes may be nil.
func prepare(r report.Report, bytes []byte) (*entry, error) {
	positions, err := check(r, bytes)
	if err != nil {
		return nil, err
	}
	e := &entry{Report: r, positions: positions}
	if e.key, err = hashKey(r.Source.SHA256); err != nil || r.Status == report.Rejected {
		return e, err
	}
	e.organ = report.OrganID(r.Region, r.Organ)
	tables := tableAt()
	for _, position := range positions {
		e.has[tables[position]] = true
	}
	e.figures = figuresHash(r, positions)
	figures := report.FiguresOf(r.Edition, r.Cells)
	e.consistent, e.summed, e.reconstructed = figures.Consistent(), figures.Summed(), figures.Reconstructed()
	e.packed = packCells(r.Cells, positions)
	return e, nil
}

// figuresHash tells figures apart: the edition, and each cell's place on the form, state and value.
func figuresHash(r report.Report, positions []int) int64 {
	b := append(make([]byte, 0, 1024), r.Edition...)
	for i := range r.Cells {
		c := &r.Cells[i]
		b = append(binary.AppendUvarint(b, uint64(positions[i])), c.State[0])
		if c.State == report.Numeric {
			b = c.Value.Append(b)
		}
		b = append(b, '\n')
	}
	sum := sha256.Sum256(b)
	return int64(binary.BigEndian.Uint64(sum[:]))
}
