package charts

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// dataset says how the answer to a question becomes rows: one for each item of a list, or those rows
// of another dataset that fulfil a condition.
type dataset struct {
	Name    string               `json:"name"`
	Each    string               `json:"each"`    // the lists of the answer to go through, "ranking.nodes"; empty for one row of the whole
	Columns []column             `json:"columns"` // in the order of the table
	Of      string               `json:"of"`      // instead of Each: a dataset before this one
	Where   map[string]condition `json:"where"`   // by column; all must hold
	Last    string               `json:"last"`    // only the last row of those that share this column and stand together
}

// column says where one figure or word of a row stands in the answer.
type column struct {
	Name   string   `json:"name"`
	From   []string `json:"from"`   // paths; what several of them find is joined; "@name" stands for chinese or english
	Either bool     `json:"either"` // take the first that is there instead of joining them
	Before string   `json:"before"` // instead of From: this column in the row before, of the same item one list up
	Among  []string `json:"among"`  // instead of what From holds: where in this list it stands, from 0
	Join   string   `json:"join"`   // instead of From, in facts: what the rows of this dataset hold in a column, "breaks.year", each once
	Drawn  bool     `json:"drawn"`  // made for drawing; the table goes without it
	Hide0  bool     `json:"hide0"`  // 0 counts as absent
	Text   []string `json:"text"`   // instead of From: the first of these texts whose holes can all be filled
	Count  string   `json:"count"`  // instead of From, in facts: the rows of this dataset; none counts as absent
	Say    bool     `json:"say"`    // a code; give its word
	Format string   `json:"format"` // in texts: value (in the unit of the indicator), many (thousands parted) or rounded
	Unique []string `json:"unique"` // what to add, in turn, while different items have the same text
}

// condition is "present", "absent", "marked" (a code that the parameter mark names) or a list of values.
type condition struct {
	absent, present, marked bool
	among                   []string
}

func (c *condition) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case `"present"`:
		c.present = true
	case `"absent"`:
		c.absent = true
	case `"marked"`:
		c.marked = true
	default:
		return json.Unmarshal(b, &c.among)
	}
	return nil
}

func (c condition) holds(v any, marked []string) bool {
	switch {
	case c.marked:
		return v != nil && slices.Contains(marked, fmt.Sprint(v))
	case c.present:
		return v != nil
	case c.absent:
		return v == nil
	}
	return v != nil && slices.Contains(c.among, fmt.Sprint(v))
}

// row is a row of a dataset by column: string, bool, json.Number, or nil where there is none.
type row map[string]any

// table is a dataset with its rows.
type table struct {
	dataset
	rows []row
}

// tables are all datasets of an answer.
func (r *reading) tables(answer map[string]any) ([]table, error) {
	var all []table
	for _, d := range r.chart.Datasets {
		t := table{dataset: d}
		if d.Of == "" {
			t.rows = r.rows(d, answer)
		} else {
			i := slices.IndexFunc(all, func(t table) bool { return t.Name == d.Of })
			if i < 0 {
				return nil, fmt.Errorf("dataset %s: there is no dataset %s before it", d.Name, d.Of)
			}
			t.Columns, t.rows = all[i].Columns, all[i].rows
		}
		t.rows = slices.DeleteFunc(slices.Clone(t.rows), func(each row) bool {
			for name, c := range d.Where {
				if !c.holds(each[name], r.marked) {
					return true
				}
			}
			return false
		})
		if d.Last != "" {
			t.rows = slices.DeleteFunc(t.rows, func() func(row) bool {
				i, rows := 0, slices.Clone(t.rows)
				return func(r row) bool { i++; return i < len(rows) && rows[i][d.Last] == r[d.Last] }
			}())
		}
		all = append(all, t)
	}
	return all, nil
}

// cursor is the way to one item: the names of the path to it, and at each what stands there, the
// current item where that is a list.
type cursor struct {
	names []string
	at    []any
}

// find is what stands at a path: along the way to the current item, and then downwards, where a number
// chooses from a list. It is nil if there is nothing.
func (c cursor) find(root any, path string) any {
	names := strings.Split(path, ".")
	shared := 0
	for shared < len(c.names) && shared < len(names) && c.names[shared] == names[shared] {
		shared++
	}
	here := root
	if shared > 0 {
		here = c.at[shared-1]
	}
	for _, name := range names[shared:] {
		switch at := here.(type) {
		case map[string]any:
			here = at[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(at) {
				return nil
			}
			here = at[i]
		default:
			return nil
		}
	}
	if list, ok := here.([]any); ok {
		return joined(list)
	}
	return here
}

// joined is a list of plain values as one text, nil if it is empty.
func joined(list []any) any {
	var texts []string
	for _, item := range list {
		texts = append(texts, fmt.Sprint(item))
	}
	if len(texts) == 0 {
		return nil
	}
	if len(texts) > 2 && consecutive(list) {
		return texts[0] + "–" + texts[len(texts)-1]
	}
	return strings.Join(texts, ", ")
}

// consecutive reports whether the list holds whole numbers that rise by one.
func consecutive(list []any) bool {
	last := int64(0)
	for i, item := range list {
		n, ok := item.(json.Number)
		if !ok {
			return false
		}
		v, err := n.Int64()
		if err != nil || i > 0 && v != last+1 {
			return false
		}
		last = v
	}
	return true
}

// rows go through the lists of the path. Rows of the same item one list up stand together.
func (r *reading) rows(d dataset, answer map[string]any) []row {
	if d.Each == "" {
		one := r.row(d.Columns, answer, cursor{}, nil)
		r.say(one, d.Columns)
		return []row{one}
	}
	var out []row
	names := strings.Split(d.Each, ".")
	var walk func(c cursor, here any)
	walk = func(c cursor, here any) {
		if list, ok := here.([]any); ok {
			start := len(out)
			for _, item := range list {
				down := cursor{c.names, append(slices.Clone(c.at[:len(c.at)-1]), item)}
				if len(c.names) == len(names) {
					out = append(out, r.row(d.Columns, answer, down, out[start:]))
					continue
				}
				walk(down, item)
			}
			return
		}
		object, ok := here.(map[string]any)
		if !ok || len(c.names) == len(names) {
			return
		}
		name := names[len(c.names)]
		walk(cursor{append(slices.Clone(c.names), name), append(slices.Clone(c.at), object[name])}, object[name])
	}
	walk(cursor{}, answer)
	for _, c := range d.Columns {
		tellApart(out, c)
	}
	for _, each := range out { // texts last: their holes may name any column
		r.say(each, d.Columns)
	}
	return out
}

func (r *reading) row(columns []column, answer map[string]any, at cursor, before []row) row {
	out := row{}
	for _, c := range columns {
		switch {
		case c.Text != nil:
		case c.Before != "":
			if len(before) > 0 {
				out[c.Name] = before[len(before)-1][c.Before]
			}
		default:
			out[c.Name] = r.find(c, answer, at)
			for i, more := range c.Unique {
				out[fmt.Sprintf("%s+%d", c.Name, i)] = at.find(answer, more)
			}
		}
	}
	return out
}

// find is what a column's paths hold.
func (r *reading) find(c column, answer map[string]any, at cursor) any {
	var found []any
	for _, path := range c.From {
		v := at.find(answer, strings.ReplaceAll(path, "@name", r.nameField()))
		if v == nil {
			continue
		}
		if c.Among != nil {
			v = json.Number(strconv.Itoa(slices.Index(c.Among, fmt.Sprint(v))))
		}
		if c.Say {
			v = r.word(fmt.Sprint(v))
		}
		if c.Hide0 && v == json.Number("0") {
			continue
		}
		found = append(found, v)
		if c.Either {
			break
		}
	}
	switch len(found) {
	case 0:
		return nil
	case 1:
		return found[0]
	}
	var texts []string
	for _, v := range found {
		texts = append(texts, fmt.Sprint(v))
	}
	return strings.Join(texts, " ")
}

// tellApart adds to the texts of a column while several codes share one: 桥西区 lies in three cities.
// A column that must be unique is followed by what to add and compared by the last of it, its code.
func tellApart(rows []row, c column) {
	if len(c.Unique) == 0 {
		return
	}
	key := fmt.Sprintf("%s+%d", c.Name, len(c.Unique)-1)
	for i := range c.Unique {
		codes := map[any]map[any]bool{}
		for _, r := range rows {
			if codes[r[c.Name]] == nil {
				codes[r[c.Name]] = map[any]bool{}
			}
			codes[r[c.Name]][r[key]] = true
		}
		more := fmt.Sprintf("%s+%d", c.Name, i)
		for _, r := range rows {
			if len(codes[r[c.Name]]) > 1 && r[more] != nil {
				r[c.Name] = fmt.Sprintf("%v（%v）", r[c.Name], r[more])
			}
		}
	}
	for _, r := range rows {
		for i := range c.Unique {
			delete(r, fmt.Sprintf("%s+%d", c.Name, i))
		}
	}
}
