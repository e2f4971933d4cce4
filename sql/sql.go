// Package sql is the warehouse: what reports say, kept in DuckDB files that never change once
// published, and the statements that answer questions about them.
//
// A Batch writes: it copies the current snapshot, adds to the copy and publishes it whole or not
// at all. A Warehouse reads: each question holds one Snapshot throughout, whatever is published
// meanwhile. A caller's text never becomes SQL, a missing figure never becomes zero, and no other
// package imports database/sql or DuckDB.
package sql

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gongkai/gongkai/report"
)

var (
	// ErrNoData means nothing has been published in the data folder yet.
	ErrNoData = errors.New("no data published yet")
	// ErrBusy means another process is writing to the data folder.
	ErrBusy = errors.New("another ingest is writing")
	// ErrDamaged means a snapshot, its manifest or CURRENT is not what was published.
	ErrDamaged = errors.New("damaged snapshot")
	// ErrMixedLevels means the question would add reports that must not be added.
	ErrMixedLevels = errors.New("the question mixes reports that must not be added up")
	// ErrUnknownRegion means a code stands neither in the code book nor among the zones met.
	ErrUnknownRegion = errors.New("unknown region")
	// ErrCursor means a cursor is not one of this page's.
	ErrCursor = errors.New("this cursor does not belong to this page")
	// ErrTooMany means a question asks for more than the limit it names.
	ErrTooMany = errors.New("too many")
	// ErrQuestion means a question that has no answer as it is put; the message says how to put it.
	ErrQuestion = errors.New("the question cannot be answered")
	// ErrNotFound means there is no such document.
	ErrNotFound = errors.New("not found")
)

// MixedError says which reports a question would mix. It is an ErrMixedLevels.
type MixedError struct {
	Levels []LevelCount     // the levels found, province first; nil if the levels are not mixed
	Kinds  []OrganKindCount // the organ kinds found; nil if the kinds are not mixed
	Whole  bool             // the question is not one that could be split by level or kind
}

// LevelCount is how many reports of a level a scope holds.
type LevelCount struct {
	Level   report.Level
	Reports int
}

// OrganKindCount is how many reports of an organ kind a scope holds.
type OrganKindCount struct {
	Kind    report.OrganKind
	Reports int
}

func (e *MixedError) Error() string {
	if len(e.Levels) > 0 {
		found := make([]string, len(e.Levels))
		for i, l := range e.Levels {
			found[i] = fmt.Sprintf("%s %d", l.Level, l.Reports)
		}
		lowest := e.Levels[len(e.Levels)-1].Level
		if e.Whole {
			return fmt.Sprintf("the scope holds reports of several levels (%s), which are not held against each other; ask for one level (where: {level: %s})",
				strings.Join(found, ", "), lowest)
		}
		return fmt.Sprintf("the scope holds reports of several levels (%s), and a region is never added to its parent; "+
			"ask for one level (level: %s) or for each apart (by: [LEVEL] or by: [REGION])", strings.Join(found, ", "), lowest)
	}
	found := make([]string, len(e.Kinds))
	for i, k := range e.Kinds {
		found[i] = fmt.Sprintf("%s %d", k.Kind, k.Reports)
	}
	if e.Whole {
		return fmt.Sprintf("the scope holds reports of several kinds of organ (%s), which are not held against each other; ask for one kind (where: {organKinds: [%s]})",
			strings.Join(found, ", "), e.Kinds[0].Kind)
	}
	return fmt.Sprintf("the scope holds reports of several kinds of organ (%s), and a department or town is never added to its region; "+
		"ask for one kind (organKinds: [%s]) or for each apart (by: [ORGAN_KIND])", strings.Join(found, ", "), e.Kinds[0].Kind)
}

// Is makes errors.Is(err, ErrMixedLevels) true.
func (e *MixedError) Is(target error) bool { return target == ErrMixedLevels }
