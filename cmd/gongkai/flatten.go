package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// sheet is the one list of an answer as rows.
type sheet struct {
	columns []string
	rows    []map[string]any // by column: string, bool or json.Number; null and absent are not there
	cut     []string         // fields beside the list that say there would be more
}

// object is a JSON object with its fields in their order.
type object []field

type field struct {
	name  string
	value any // nil, bool, string, json.Number, object or []any
}

// flatten makes a sheet of the answer to a question, as graph.Ask gives it.
func flatten(answer []byte) (*sheet, error) {
	d := json.NewDecoder(bytes.NewReader(answer))
	d.UseNumber()
	reply, err := decodeOrdered(d)
	if err != nil {
		return nil, err
	}
	var data any
	for _, f := range reply.(object) {
		if f.name == "data" {
			data = f.value
		}
	}
	s := &sheet{}
	lists := s.findLists(data, nil)
	var items []any
	switch len(lists) {
	case 0:
		items = []any{data}
	case 1:
		items = lists[0].value.([]any)
	default:
		var names []string
		for _, l := range lists {
			names = append(names, l.name)
		}
		return nil, fmt.Errorf("the answer holds more than one list (%s); ask for one at a time, or for --format json", strings.Join(names, ", "))
	}
	for _, item := range items {
		rows, err := s.explode(item, "")
		if err != nil {
			return nil, err
		}
		s.rows = append(s.rows, rows...)
	}
	s.dropNullParents()
	return s, nil
}

func decodeOrdered(d *json.Decoder) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('{'):
		o := object{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := decodeOrdered(d)
			if err != nil {
				return nil, err
			}
			o = append(o, field{name.(string), value})
		}
		_, err = d.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := decodeOrdered(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = d.Token()
		return list, err
	}
	return t, nil
}

// findLists are the lists of objects that no other list holds, by their path, and notes the fields
// beside them that say they were cut.
func (s *sheet) findLists(v any, path []string) []field {
	var lists []field
	o, _ := v.(object)
	for _, f := range o {
		at := append(slices.Clone(path), f.name)
		name := strings.Join(at, ".")
		switch value := f.value.(type) {
		case object:
			lists = append(lists, s.findLists(value, at)...)
		case []any:
			if !scalars(value) {
				lists = append(lists, field{name, value})
			}
		case bool:
			if value && (f.name == "truncated" || f.name == "hasNextPage") {
				s.cut = append(s.cut, name)
			}
		}
	}
	return lists
}

// scalars tells a list that fits one column. An empty list may be either and counts as rows.
func scalars(list []any) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(v any) bool {
		switch v.(type) {
		case object, []any:
			return true
		}
		return false
	})
}

var errTwoLists = errors.New("the rows hold more than one list each; ask for one at a time, or for --format json")

// explode is one item as rows: one, or one for each item of the list inside it.
func (s *sheet) explode(v any, column string) ([]map[string]any, error) {
	switch v := v.(type) {
	case object:
		rows := []map[string]any{{}}
		for _, f := range v {
			name := f.name
			if column != "" {
				name = column + "." + f.name
			}
			inner, err := s.explode(f.value, name)
			if err != nil {
				return nil, err
			}
			if rows, err = cross(rows, inner); err != nil {
				return nil, err
			}
		}
		return rows, nil
	case []any:
		if scalars(v) {
			return s.single(column, join(v)), nil
		}
		var rows []map[string]any
		for _, item := range v {
			inner, err := s.explode(item, column)
			if err != nil {
				return nil, err
			}
			rows = append(rows, inner...)
		}
		if len(rows) == 0 {
			rows = []map[string]any{{}}
		}
		return rows, nil
	}
	return s.single(column, v), nil
}

func (s *sheet) single(column string, v any) []map[string]any {
	if !slices.Contains(s.columns, column) {
		s.columns = append(s.columns, column)
	}
	if v == nil {
		return []map[string]any{{}}
	}
	return []map[string]any{{column: v}}
}

// cross adds the fields of b to the rows of a. Only one of the two may hold several rows.
func cross(a, b []map[string]any) ([]map[string]any, error) {
	if len(a) > 1 && len(b) > 1 {
		return nil, errTwoLists
	}
	var rows []map[string]any
	for _, x := range a {
		for _, y := range b {
			row := make(map[string]any, len(x)+len(y))
			for _, part := range []map[string]any{x, y} {
				for k, v := range part {
					row[k] = v
				}
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func join(list []any) string {
	var parts []string
	for _, v := range list {
		parts = append(parts, cellString(v))
	}
	return strings.Join(parts, "; ")
}

func cellString(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// dropNullParents drops the column of an object that was null in one row where others give its
// fields.
func (s *sheet) dropNullParents() {
	all := slices.Clone(s.columns)
	s.columns = slices.DeleteFunc(s.columns, func(c string) bool {
		return slices.ContainsFunc(all, func(other string) bool { return strings.HasPrefix(other, c+".") })
	})
}

func (s *sheet) csv(w io.Writer, bom bool) error {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	if len(s.columns) > 0 {
		out.Write(s.columns)
	}
	for _, row := range s.rows {
		line := make([]string, len(s.columns))
		for i, c := range s.columns {
			line[i] = cellString(row[c])
		}
		out.Write(line)
	}
	out.Flush()
	return out.Error()
}

func (s *sheet) table(w io.Writer) error {
	var head []any
	for _, c := range s.columns {
		head = append(head, c)
	}
	t := newTable(head...)
	for _, row := range s.rows {
		var line table.Row
		for _, c := range s.columns {
			line = append(line, printable(cellString(row[c])))
		}
		t.AppendRow(line)
	}
	var configs []table.ColumnConfig
	for i, c := range s.columns {
		if s.numeric(c) {
			configs = append(configs, table.ColumnConfig{Number: i + 1, Align: text.AlignRight})
		}
	}
	t.SetColumnConfigs(configs)
	_, err := fmt.Fprintln(w, t.Render())
	return err
}

func (s *sheet) numeric(column string) bool {
	for _, row := range s.rows {
		if v, there := row[column]; there {
			if _, number := v.(json.Number); !number {
				return false
			}
		}
	}
	return true
}
