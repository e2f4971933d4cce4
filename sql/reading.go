package sql

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/gongkai/gongkai/report"
)

// What was read in a report besides its figures. Each answer goes by report id: an empty list means
// that there are none, and reports that do not exist are absent.

// listsByID asks a query of queries/*_by_id.sql whose rows are the members of lists, in their order.
func listsByID[T any](ctx context.Context, s *Snapshot, name string, ids []string, scan func(row []any) (T, error)) (map[string][]T, error) {
	rows, err := s.rowsByID(ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]T, len(rows))
	for id := range rows {
		found[id] = []T{}
	}
	err = s.eachByID(ctx, name, rows, func(id string, row []any) error {
		v, err := scan(row)
		found[id] = append(found[id], v)
		return err
	})
	return found, err
}

// Rows are the printed rows of reports that have no place on the form, in the order of the document.
func (s *Snapshot) Rows(ctx context.Context, ids []string) (map[string][]report.Row, error) {
	return listsByID(ctx, s, "rows_by_id", ids, func(row []any) (r report.Row, err error) {
		r.Label = text(row[0])
		if err = unpack(row[1], &r.Texts); err != nil {
			return r, err
		}
		return r, unpack(row[2], &r.Place)
	})
}

// Sections are the sections of reports with their text, by number.
func (s *Snapshot) Sections(ctx context.Context, ids []string) (map[string][]report.Part, error) {
	return listsByID(ctx, s, "sections_by_id", ids, func(row []any) (report.Part, error) {
		return report.Part{Number: integer(row[0]), Heading: text(row[1]), Text: text(row[2]), Offset: int64(integer(row[3]))}, nil
	})
}

// Facts are the figures that the running text of reports states, in the order of the text.
func (s *Snapshot) Facts(ctx context.Context, ids []string) (map[string][]report.Fact, error) {
	return listsByID(ctx, s, "facts_by_id", ids, func(row []any) (report.Fact, error) {
		f := report.Fact{
			Lines:  []report.LineCode{},
			Topic:  report.Topic(text(row[1])),
			Approx: row[3] == true,
			Text:   text(row[4]),
			Offset: int64(integer(row[5])),
		}
		lines, _ := row[0].([]any)
		for _, line := range lines {
			f.Lines = append(f.Lines, report.LineCode(text(line)))
		}
		value, err := number(row[2])
		if err == nil {
			f.Value = *value
		}
		return f, err
	})
}

// Origins are the proposals for who the reports are from and of which year, fact by fact with those
// taken first.
func (s *Snapshot) Origins(ctx context.Context, ids []string) (map[string][]report.Origin, error) {
	return listsByID(ctx, s, "origins_by_id", ids, func(row []any) (report.Origin, error) {
		return report.Origin{Fact: text(row[0]), Text: text(row[1]), Where: text(row[2]), Offset: int64(integer(row[3])), Taken: row[4] == true}, nil
	})
}

// unpack reads a column that holds JSON.
func unpack(column, into any) error {
	if err := json.Unmarshal([]byte(text(column)), into); err != nil {
		return fmt.Errorf("%.80q: %w", text(column), err)
	}
	return nil
}
