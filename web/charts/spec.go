package charts

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// specification fills the template of the chart's folder: the Vega-Lite specification, whole but for
// its datasets. In the template a text that begins with @ stands for
//
//	@order          the texts of the field beside it, in the order of the rows
//	@zero @nice     what the axis ranges over, with 0 among it or not, to round numbers
//	@span           the same with a little room, and not to round numbers
//	@values         the figures of the field beside it
//	@colours        a colour for each text of the field beside it; one for all if there are too many to tell apart
//	@legend         the legend of those colours, in as many columns as there is room for; none for one colour
//	@format         how figures in the unit of the indicator are written
//	@width          of the whole picture
//	@colour.ROLE    a colour of the theme
//	ANYTHING ELSE   a text of the chart or of all charts; what cannot be said whole is left out
//
// A layer whose name begins with sparse keeps only the texts that do not overlap. One whose name begins
// with few or with many is there only if its colours tell all of its texts apart, or only if they do not.
func (r *reading) specification(look look) (map[string]any, error) {
	var spec map[string]any
	d := json.NewDecoder(bytes.NewReader(r.chart.spec))
	d.UseNumber()
	if err := d.Decode(&spec); err != nil {
		return nil, err
	}
	f := filling{reading: r, look: look}
	f.reserve(spec)
	f.collect(spec, "")
	filled, _ := f.walk(spec, place{})
	spec = filled.(map[string]any)
	title, _ := r.fill("title", nil, nil)
	spec["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json"
	spec["description"] = strings.TrimSpace(title + " " + r.word("described"))
	spec["width"] = look.width
	if look.container {
		spec["width"] = "container"
	}
	spec["autosize"] = map[string]any{"type": "fit-x", "contains": "padding"}
	spec["padding"] = map[string]any{"left": padding, "right": padding + f.right, "top": padding, "bottom": padding}
	spec["background"] = look.theme.colour("ground")
	spec["config"] = look.theme.config()
	return spec, nil
}

// filling is the work of filling one template.
type filling struct {
	*reading
	look  look
	x, y  []float64 // what the quantitative channels of the specification hold
	right float64   // room for texts that run over the right edge
}

// place is where in the template a value stands.
type place struct {
	data    string         // the dataset drawn there
	axis    string         // x or y
	channel map[string]any // the object the value is a field of
	title   bool
}

// walk gives what stands in a template with its words filled in. It is false for what is to be left out.
func (f *filling) walk(node any, at place) (any, bool) {
	switch node := node.(type) {
	case map[string]any:
		if data, ok := node["data"].(map[string]any); ok {
			at.data, _ = data["name"].(string)
		}
		if !f.wanted(node, at.data) {
			return nil, false
		}
		if node["field"] != nil {
			at.channel = node
		}
		out := map[string]any{}
		for key, value := range node {
			below := at
			switch key {
			case "x", "x2", "y", "y2":
				below.axis = key[:1]
			case "title":
				_, isTitle := value.(map[string]any)
				below.title = isTitle
			}
			if filled, ok := f.walk(value, below); ok {
				out[key] = filled
			}
		}
		return out, true
	case []any:
		out := []any{}
		for _, item := range node {
			filled, ok := f.walk(item, at)
			if lines, several := filled.([]any); several && at.title {
				out = append(out, lines...)
			} else if ok {
				out = append(out, filled)
			}
		}
		return out, true
	case string:
		if name, ok := strings.CutPrefix(node, "@"); ok {
			return f.standsFor(name, at)
		}
	}
	return node, true
}

// standsFor is what a word of the template stands for.
func (f *filling) standsFor(name string, at place) (any, bool) {
	switch name {
	case "order", "values":
		return f.texts(at), true
	case "zero", "nice", "span":
		return f.span(at.axis, name), true
	case "format":
		return f.format(), true
	case "width":
		return f.look.width, true
	case "colours":
		return f.colours(at), true
	case "legend":
		texts := f.texts(at)
		if scale, ok := at.channel["scale"].(map[string]any); ok {
			texts = nil
			for _, word := range scale["domain"].([]any) {
				said, _ := f.walk(word, at)
				texts = append(texts, said)
			}
		} else if len(texts) > len(f.look.theme.series) {
			return nil, true
		}
		return map[string]any{"title": nil, "columns": legendColumns(texts, f.look.width)}, true
	}
	if role, ok := strings.CutPrefix(name, "colour."); ok {
		return f.look.theme.colour(role), true
	}
	said, ok := f.fill(name, nil, nil)
	if slices.ContainsFunc(f.chart.Facts, func(c column) bool { return c.Name == name && c.Text != nil }) {
		said, ok = f.facts[name].(string)
	}
	if at.title && ok {
		size := subtitleSize
		if name == "title" {
			size = titleSize
		}
		return wrap(said, float64(f.look.width-2*padding), size), true
	}
	return said, ok
}

// texts are the distinct texts of the field beside the word, in the order of the rows.
func (f *filling) texts(at place) []any {
	texts := []any{}
	seen := map[any]bool{}
	field, _ := at.channel["field"].(string)
	t, _ := f.dataset(at.data)
	for _, r := range t.rows {
		if v := r[field]; v != nil && !seen[v] {
			seen[v] = true
			texts = append(texts, v)
		}
	}
	return texts
}

// legendColumns is how many texts of a legend stand side by side.
func legendColumns(texts []any, width int) int {
	widest := 1.0
	for _, t := range texts {
		widest = max(widest, legendMark+textWidth(fmt.Sprint(t), labelSize)+legendGap)
	}
	return max(1, min(len(texts), int(float64(width-2*padding)/widest)))
}

func (f *filling) colours(at place) map[string]any {
	texts := f.texts(at)
	series := f.look.theme.series
	colours := make([]any, len(texts))
	for i := range texts {
		colours[i] = f.look.theme.colour("muted")
		if len(texts) <= len(series) {
			colours[i] = series[i]
		}
	}
	return map[string]any{"domain": texts, "range": colours}
}

// wanted reports whether a layer is to be there: whether its name asks for few texts and colours tell
// them apart, or for many and they do not.
func (f *filling) wanted(layer map[string]any, data string) bool {
	name, _ := layer["name"].(string)
	few, many := strings.HasPrefix(name, "few"), strings.HasPrefix(name, "many")
	if !few && !many {
		return true
	}
	encoding, _ := layer["encoding"].(map[string]any)
	detail, _ := encoding["detail"].(map[string]any)
	return few == (len(f.texts(place{data: data, channel: detail})) <= len(f.look.theme.series))
}

// span is what an axis ranges over.
func (f *filling) span(axis, how string) []any {
	values := f.x
	if axis == "y" {
		values = f.y
	}
	if how == "zero" {
		values = append(values, 0)
	}
	if len(values) == 0 {
		values = []float64{0}
	}
	low, high := slices.Min(values), slices.Max(values)
	switch {
	case how != "span":
		low, high = nice(low, high)
	default:
		room := max(0.5, (high-low)/20)
		low, high = low-room, high+room
	}
	return []any{low, high}
}

// collect gathers what the quantitative channels hold; bars that are stacked count with their sums, and
// what is clipped does not count.
func (f *filling) collect(view map[string]any, data string) {
	if d, ok := view["data"].(map[string]any); ok {
		data, _ = d["name"].(string)
	}
	if mark, _ := view["mark"].(map[string]any); mark["clip"] == true || !f.wanted(view, data) {
		return
	}
	encoding, _ := view["encoding"].(map[string]any)
	t, _ := f.dataset(data)
	for _, name := range []string{"x", "x2", "y", "y2"} {
		channel, _ := encoding[name].(map[string]any)
		field, _ := channel["field"].(string)
		kind, _ := channel["type"].(string)
		if field == "" || kind != "quantitative" && len(name) == 1 {
			continue
		}
		to := &f.x
		if name[0] == 'y' {
			to = &f.y
		}
		sums := map[any]float64{}
		across, _ := encoding[map[byte]string{'x': "y", 'y': "x"}[name[0]]].(map[string]any)
		group, _ := across["field"].(string)
		for _, r := range t.rows {
			if v, ok := number(r[field]); ok {
				*to = append(*to, v)
				sums[r[group]] += v
			}
		}
		if channel["stack"] == "zero" {
			for _, sum := range sums {
				*to = append(*to, sum)
			}
		}
	}
	layers, _ := view["layer"].([]any)
	for _, l := range layers {
		f.collect(l.(map[string]any), data)
	}
}

// reserve makes room at the right for texts that begin at a figure.
func (f *filling) reserve(spec map[string]any) {
	layers, _ := spec["layer"].([]any)
	for _, l := range layers {
		layer := l.(map[string]any)
		mark, _ := layer["mark"].(map[string]any)
		at := place{data: cmp.Or(dataName(layer), dataName(spec))}
		if mark["type"] != "text" || mark["align"] != "left" || !f.wanted(layer, at.data) {
			continue
		}
		at.channel, _ = layer["encoding"].(map[string]any)["text"].(map[string]any)
		offset, _ := number(mark["dx"])
		for _, t := range f.texts(at) {
			f.right = max(f.right, offset+textWidth(fmt.Sprint(t), labelSize))
		}
	}
}

func dataName(view map[string]any) string {
	data, _ := view["data"].(map[string]any)
	name, _ := data["name"].(string)
	return name
}

// number is a figure of a row or a specification as a place on a scale.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Float64()
		return n, err == nil
	case float64:
		return v, true
	}
	return 0, false
}
