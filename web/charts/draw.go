package charts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// view is a Vega-Lite specification, of which the server draws what the charts use. Whatever else
// stands in one is an error, so that a picture never shows less than the specification says.
type view struct {
	Name     string             `json:"name"`
	Data     dataRef            `json:"data"`
	Mark     mark               `json:"mark"`
	Encoding map[string]channel `json:"encoding"`
	Layer    []view             `json:"layer"`

	Height json.RawMessage `json:"height"` // pixels, or {"step": pixels} for each name of y
	Title  struct {
		Text, Subtitle []string
	} `json:"title"`

	// What drawing needs no word of.
	Schema      any `json:"$schema"`
	Description any `json:"description"`
	Width       any `json:"width"`
	Autosize    any `json:"autosize"`
	Padding     any `json:"padding"`
	Background  any `json:"background"`
	Config      any `json:"config"`
}

type dataRef struct {
	Name string `json:"name"`
}

// mark is how rows are drawn.
type mark struct {
	Type        string    `json:"type"` // bar, rect, rule, line, point or text
	Color       string    `json:"color"`
	Opacity     *float64  `json:"opacity"`
	Filled      bool      `json:"filled"` // else only its outline
	Size        float64   `json:"size"`   // of points, in square pixels
	Shape       string    `json:"shape"`
	Stroke      string    `json:"stroke"`
	StrokeWidth float64   `json:"strokeWidth"`
	StrokeDash  []float64 `json:"strokeDash"`
	Align       string    `json:"align"`
	Baseline    string    `json:"baseline"`
	DX          float64   `json:"dx"`
	DY          float64   `json:"dy"`
	FontSize    float64   `json:"fontSize"`
	FontWeight  string    `json:"fontWeight"`
	Height      thickness `json:"height"`
	Width       thickness `json:"width"`
	Clip        bool      `json:"clip"` // nothing is drawn outside the plot
	Aria        any       `json:"aria"`
}

// thickness of a bar, as a part of its band.
type thickness struct {
	Band float64 `json:"band"`
}

// channel is what one side of a mark shows.
type channel struct {
	Field  string          `json:"field"`
	Type   string          `json:"type"` // quantitative, nominal or ordinal
	Value  any             `json:"value"`
	Sort   json.RawMessage `json:"sort"`
	Title  json.RawMessage `json:"title"`
	Stack  any             `json:"stack"`
	Scale  scaling         `json:"scale"`
	Axis   *axis           `json:"axis"`
	Legend *legend         `json:"legend"` // nil: none
	Bin    any             `json:"bin"`    // "binned": the bar reaches to the second side
}

type legend struct {
	Title   any `json:"title"` // null: the title of the chart says it
	Columns int `json:"columns"`
}

type scaling struct {
	Type   string `json:"type"`
	Domain []any  `json:"domain"`
	Range  []any  `json:"range"`
}

type axis struct {
	Format     string    `json:"format"`
	Orient     string    `json:"orient"`
	TickCount  int       `json:"tickCount"`
	Values     []float64 `json:"values"`
	Grid       *bool     `json:"grid"`
	LabelAngle any       `json:"labelAngle"`
	Overlap    any       `json:"labelOverlap"`
	Ticks      *bool     `json:"ticks"`
	Padding    any       `json:"labelPadding"`
}

// parseView reads a specification whose words are filled in.
func parseView(specification map[string]any) (*view, error) {
	text, err := json.Marshal(specification)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	d.UseNumber()
	v := &view{}
	if err := d.Decode(v); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return v, nil
}

// UnmarshalJSON takes an encoding without what is for a reader's pointer alone.
func (v *view) UnmarshalJSON(b []byte) error {
	type plain view
	var each struct {
		plain
		Encoding map[string]json.RawMessage `json:"encoding"`
	}
	if err := strictly(b, &each); err != nil {
		return err
	}
	*v = view(each.plain)
	v.Encoding = map[string]channel{}
	for name, text := range each.Encoding {
		if name == "tooltip" {
			continue
		}
		if !slices.Contains(channels, name) {
			return fmt.Errorf("the channel %s is not drawn", name)
		}
		var c channel
		if err := strictly(text, &c); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		v.Encoding[name] = c
	}
	return nil
}

var channels = []string{"x", "x2", "y", "y2", "color", "shape", "text", "order", "detail", "description"}

// UnmarshalJSON takes the short form too, a mark's name.
func (m *mark) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		return json.Unmarshal(b, &m.Type)
	}
	type plain mark
	return strictly(b, (*plain)(m))
}

func strictly(b []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	d.UseNumber()
	return d.Decode(to)
}

// layers are the marks of a view from back to front, each with all that it takes from the view.
func (v view) layers() []view {
	if len(v.Layer) == 0 {
		return []view{v}
	}
	var all []view
	for _, l := range v.Layer {
		if l.Data.Name == "" {
			l.Data = v.Data
		}
		for name, c := range v.Encoding {
			if _, own := l.Encoding[name]; !own {
				l.Encoding[name] = c
			}
		}
		all = append(all, l.layers()...)
	}
	return all
}

// scaled is the first of the layers' channels of this name that says what it ranges over.
func scaled(layers []view, name string) (channel, bool) {
	for _, l := range layers {
		if c := l.Encoding[name]; c.Scale.Domain != nil || c.Sort != nil {
			return c, true
		}
	}
	return channel{}, false
}

// axisOf is the axis of x or y: that of the first layer which says how it looks.
func axisOf(layers []view, name string) axis {
	for _, l := range layers {
		if c := l.Encoding[name]; c.Axis != nil {
			return *c.Axis
		}
	}
	return axis{}
}
