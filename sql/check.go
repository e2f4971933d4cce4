package sql

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"

	"github.com/gongkai/gongkai/report"
)

// check refuses what cannot be stored as it is: nothing is cut, rounded or guessed on the way in. It
// gives the positions of the cells in the catalogue.
func check(r report.Report, bytes []byte) (positions []int, err error) {
	if bytes != nil {
		if sum := sha256.Sum256(bytes); hex.EncodeToString(sum[:]) != r.Source.SHA256 {
			return nil, fmt.Errorf("its bytes have the SHA-256 %x, not %s", sum, r.Source.SHA256)
		}
	}
	switch r.Status {
	case report.Rejected:
		switch {
		case r.Reason == "":
			return nil, errors.New("it is rejected without a reason")
		case len(r.Cells) > 0:
			return nil, errors.New("it is rejected and has cells")
		}
		return nil, nil
	case report.Read, report.Partial:
	default:
		return nil, fmt.Errorf("unknown status %q", r.Status)
	}
	switch {
	case r.Reason != "":
		return nil, fmt.Errorf("it has the status %s and a reason to reject it, %s", r.Status, r.Reason)
	case r.Region.Code == "":
		return nil, fmt.Errorf("it has no region; reject it with %s", report.UnknownRegion)
	case r.Year < 1000 || r.Year > 9999:
		return nil, fmt.Errorf("it has the year %d; reject it with %s", r.Year, report.UnknownYear)
	case r.Organ.Kind == "":
		return nil, errors.New("its organ has no kind")
	case r.Organ.Rank(r.Region) == "":
		return nil, fmt.Errorf("its region %s has no level", r.Region.Code)
	}
	positions = make([]int, len(r.Cells))
	last, money := -1, moneyAt()
	refs := catalogue()
	for i := range r.Cells {
		c := &r.Cells[i]
		position, ok := last+1, true // where the cells of a report mostly stand
		if position >= len(refs) || refs[position] != c.Ref() {
			position, ok = refIndex()[c.Ref()]
		}
		switch {
		case !ok:
			return nil, fmt.Errorf("cell %s %s stands on no form", c.Line, c.Column)
		case position <= last:
			return nil, fmt.Errorf("cell %s %s comes twice or out of the form's order", c.Line, c.Column)
		}
		last, positions[i] = position, position
		if err := checkCell(c, money[position]); err != nil {
			return nil, fmt.Errorf("cell %s %s: %w", c.Line, c.Column, err)
		}
	}
	return positions, nil
}

func checkCell(c *report.Cell, money bool) error {
	switch c.State {
	case report.Blank, report.NotApplicable, report.Illegible:
		return nil
	case report.Numeric:
	default:
		return fmt.Errorf("unknown state %q", c.State)
	}
	if _, ok := stored(c.Value, money); !ok {
		if money {
			return fmt.Errorf("the amount %s has more than 12 digits before or 6 after the point", c.Value)
		}
		return fmt.Errorf("the count %s is no whole number of at most %d", c.Value, math.MaxInt32)
	}
	return nil
}

// stored is the value of a cell as its column holds it: money in millionths, counts as they are.
func stored(n report.Number, money bool) (int64, bool) {
	whole, isWhole := n.Whole()
	if !money {
		return whole, isWhole && whole >= math.MinInt32 && whole <= math.MaxInt32
	}
	const most = 1_000_000_000_000 // yuan, or ten thousands of them
	if isWhole && whole > -most && whole < most {
		return whole * 1_000_000, true
	}
	scaled, ok := n.Scaled(moneyScale)
	if !ok || !scaled.IsInt64() {
		return 0, false
	}
	amount := scaled.Int64()
	return amount, amount > -1e18 && amount < 1e18
}
