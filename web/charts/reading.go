package charts

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// reading is an answer on its way to a chart: its rows, and the texts in the language asked for.
type reading struct {
	chart    *chart
	words    map[string]text
	language language
	facts    row
	data     []table
	marked   []string // codes of regions that are to stand out
}

// every chart's question asks for these.
var every = []column{
	{Name: "snapshot", From: []string{"snapshot.id"}},
	{Name: "citation", From: []string{"snapshot.citation"}},
	{Name: "synthetic", From: []string{"snapshot.synthetic"}, Hide0: true, Format: "many"},
}

// read takes an answer apart. The parameters are at hand for texts, under their names.
func (l *library) read(c *chart, look look, parameters map[string]any, answer map[string]any) (*reading, error) {
	r := &reading{chart: c, words: l.words, language: look.language, facts: row{}, marked: look.marked}
	for _, d := range c.parameters {
		if d.DefaultValue != nil {
			r.facts[d.Variable], _ = d.DefaultValue.Value(nil) // it parsed, and names no variable
		}
	}
	for name, v := range parameters {
		r.facts[name] = v
	}
	for _, f := range slices.Concat(every, c.Facts) {
		if f.Text == nil && f.Count == "" && f.Join == "" {
			r.facts[f.Name] = r.find(f, answer, cursor{})
		}
	}
	var err error
	if r.data, err = r.tables(answer); err != nil {
		return nil, err
	}
	for _, f := range c.Facts {
		if f.Count == "" && f.Join == "" {
			continue
		}
		name, joined, _ := strings.Cut(f.Count+f.Join, ".")
		t, ok := r.dataset(name)
		if !ok {
			return nil, fmt.Errorf("fact %s: there is no dataset %s", f.Name, name)
		}
		if len(t.rows) == 0 {
			continue
		}
		r.facts[f.Name] = json.Number(strconv.Itoa(len(t.rows)))
		if f.Join != "" {
			var said []string
			for _, each := range t.rows {
				if text := fmt.Sprint(each[joined]); !slices.Contains(said, text) {
					said = append(said, text)
				}
			}
			r.facts[f.Name] = strings.Join(said, r.word("comma"))
		}
	}
	r.say(r.facts, c.Facts)
	return r, nil
}

// nameField is the field of an answer that holds names in the language asked for.
func (r *reading) nameField() string {
	if r.language == english {
		return "english"
	}
	return "chinese"
}

// word is the word for a code; the code itself if there is none.
func (r *reading) word(code string) string {
	for _, words := range []map[string]text{r.chart.Texts, r.words} {
		if t, ok := words[code]; ok {
			return t.in(r.language)
		}
	}
	return code
}

// say fills in the columns that are texts, in their order.
func (r *reading) say(to row, columns []column) {
	for _, c := range columns {
		for _, name := range c.Text {
			if said, ok := r.fill(name, to, columns); ok {
				to[c.Name] = said
				break
			}
		}
	}
}

var hole = regexp.MustCompile(`\{[a-zA-Z0-9]+\??\}`)

// fill puts what a row holds into the holes of a text, and what holds of the whole answer where the
// row has no such column. It is false if a hole stays empty: what is not known is not said. A hole with
// a question mark is only a condition.
func (r *reading) fill(name string, from row, columns []column) (string, bool) {
	whole := true
	said := hole.ReplaceAllStringFunc(r.word(name), func(h string) string {
		key, condition := strings.CutSuffix(h[1:len(h)-1], "?")
		v, in := from[key], columns
		if v == nil {
			v, in = r.facts[key], r.chart.Facts
		}
		if v == nil || v == false || v == "" {
			whole = false
			return ""
		}
		if condition {
			return ""
		}
		i := slices.IndexFunc(in, func(c column) bool { return c.Name == key })
		if n, ok := v.(json.Number); ok && i >= 0 {
			return formatNumber(r.formatOf(in[i]), n)
		}
		return fmt.Sprint(v)
	})
	return said, whole
}

// formatOf is how the figures of a column are written in texts; empty for as they are.
func (r *reading) formatOf(c column) string {
	switch c.Format {
	case "value":
		return r.format()
	case "many":
		return ",.4~f"
	case "rounded":
		return ",.2~f"
	}
	return ""
}

// format is how figures in the unit of the indicator are written, in the way of d3-format.
func (r *reading) format() string {
	if r.facts["kind"] == "SHARE" {
		return ".1~%"
	}
	return ",.4~f"
}

func (r *reading) dataset(name string) (table, bool) {
	i := slices.IndexFunc(r.data, func(t table) bool { return t.Name == name })
	if i < 0 {
		return table{}, false
	}
	return r.data[i], true
}

// formatNumber writes a number as d3-format does, of whose specifiers it knows those that the charts
// use: "," to part thousands, a precision, "~" to drop zeros at its end, and f, % or d.
func formatNumber(format string, n json.Number) string {
	parts := numberFormat.FindStringSubmatch(format)
	if parts == nil {
		return n.String()
	}
	v, err := n.Float64()
	if err != nil {
		return n.String()
	}
	precision, _ := strconv.Atoi(strings.TrimPrefix(parts[2], "."))
	unit := ""
	if parts[4] == "%" {
		v, unit = v*100, "%"
	}
	written := n.String()
	if parts[4] == "%" || strings.ContainsAny(written, ".eE") { // else exact as it is
		written = strconv.FormatFloat(v, 'f', precision, 64)
		if parts[3] != "" && strings.Contains(written, ".") {
			written = strings.TrimRight(strings.TrimRight(written, "0"), ".")
		}
	}
	sign := ""
	if digits, negative := strings.CutPrefix(written, "-"); negative {
		if written = digits; strings.Trim(digits, "0.") != "" {
			sign = "−"
		}
	}
	if parts[1] != "" {
		written = partThousands(written)
	}
	return sign + written + unit
}

var numberFormat = regexp.MustCompile(`^(,?)(\.\d)?(~?)([f%d])$`)

func partThousands(digits string) string {
	whole, rest, fraction := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction {
		return whole + "." + rest
	}
	return whole
}
