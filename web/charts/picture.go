package charts

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// picture is a chart being drawn by the server.
type picture struct {
	pen
	*reading
	look    look
	view    *view
	layers  []view
	x, y    scale
	legend  []entry
	columns int     // of the legend
	side    float64 // the width of the widest label of y
}

// entry is a line of the legend.
type entry struct{ label, colour, shape string }

// draw makes the SVG of a specification, and takes from its datasets the labels for which there is no
// room, so that whoever draws the specification has none that overlap either.
func (r *reading) draw(specification map[string]any, look look) ([]byte, error) {
	v, err := parseView(specification)
	if err != nil {
		return nil, err
	}
	p := &picture{reading: r, look: look, view: v, layers: v.layers(), pen: pen{look: look}}
	p.entries()
	height, err := p.lay()
	if err != nil {
		return nil, err
	}
	if err := p.thinLabels(); err != nil {
		return nil, err
	}
	p.open(float64(look.width), height, strings.Join(v.Title.Text, ""), fmt.Sprint(v.Description))
	p.plot = box{p.x.from, min(p.y.from, p.y.to), p.x.to - p.x.from, math.Abs(p.y.to - p.y.from)}
	top := p.titles()
	p.drawLegend(top)
	p.axes()
	for _, l := range p.layers {
		if err := p.marks(l); err != nil {
			return nil, fmt.Errorf("draw %s of %s: %w", l.Mark.Type, l.Data.Name, err)
		}
	}
	return p.close(), nil
}

const (
	legendRow  = 20.0
	legendMark = 18.0
	legendGap  = 14.0
	axisRoom   = 20.0 // for the labels of x
	titleRoom  = 18.0 // for the title of x
	labelGap   = 8.0
)

// lay sets the scales and gives the height of the picture.
func (p *picture) lay() (float64, error) {
	var err error
	if p.x, err = p.scale("x"); err != nil {
		return 0, err
	}
	if p.y, err = p.scale("y"); err != nil {
		return 0, err
	}
	for _, label := range p.labels("y", p.y) {
		p.side = max(p.side, textWidth(label.text, labelSize))
	}
	var room struct {
		Right float64 `json:"right"`
	}
	text, err := json.Marshal(p.view.Padding)
	if err != nil {
		return 0, err
	}
	if err := json.Unmarshal(text, &room); err != nil {
		return 0, err
	}
	p.x.from, p.x.to = padding+p.side+labelGap, float64(p.look.width)-room.Right
	if last := p.labels("x", p.x); len(last) > 0 && p.x.names == nil { // the last label of x hangs over by half
		p.x.to = min(p.x.to, float64(p.look.width)-padding/2-textWidth(last[len(last)-1].text, labelSize)/2)
	}
	top := padding + float64(len(p.view.Title.Text))*titleSize*lineHeight + float64(len(p.view.Title.Subtitle))*subtitleSize*lineHeight + 8
	if len(p.legend) > 0 {
		top += legendRow*float64((len(p.legend)+p.columns-1)/p.columns) + 6
	}
	below := 0.0
	if orient := axisOf(p.layers, "x").Orient; orient == "top" {
		top += axisRoom + p.titleOfX()
	} else {
		below = axisRoom + p.titleOfX()
	}
	height, err := p.plotHeight()
	p.y.from, p.y.to = top+height, top
	if p.y.names != nil {
		p.y.from, p.y.to = top, top+height
	}
	return top + height + below + padding, err
}

func (p *picture) titleOfX() float64 {
	if p.axisTitle() == "" {
		return 0
	}
	return titleRoom
}

// axisTitle is the title of x; that of y stands in the title of the chart.
func (p *picture) axisTitle() string {
	c, _ := scaled(p.layers, "x")
	var title string
	_ = json.Unmarshal(c.Title, &title) // null and absent are none
	return title
}

func (p *picture) plotHeight() (float64, error) {
	var fixed float64
	if json.Unmarshal(p.view.Height, &fixed) == nil {
		return fixed, nil
	}
	var step struct{ Step float64 }
	if err := json.Unmarshal(p.view.Height, &step); err != nil || step.Step == 0 {
		return 0, fmt.Errorf("draw: the height is neither pixels nor a step")
	}
	return step.Step * float64(max(1, len(p.y.names))), nil
}

// scale is that of x or y, without its place on the picture.
func (p *picture) scale(name string) (scale, error) {
	c, ok := scaled(p.layers, name)
	if !ok {
		return scale{}, fmt.Errorf("draw: no layer says what %s ranges over", name)
	}
	if c.Type != "quantitative" {
		s := scale{names: []string{}}
		var order []any
		if err := strictly(c.Sort, &order); err != nil {
			return s, fmt.Errorf("draw: the order of %s is no list: %w", name, err)
		}
		for _, v := range order {
			s.names = append(s.names, fmt.Sprint(v))
		}
		return s, nil
	}
	s := scale{root: c.Scale.Type == "sqrt"}
	if len(c.Scale.Domain) != 2 {
		return s, fmt.Errorf("draw: %s has no domain of two figures", name)
	}
	for i, v := range c.Scale.Domain {
		s.domain[i], _ = number(v)
	}
	return s, nil
}

// label is a text at an axis.
type label struct {
	text string
	at   float64
}

// labels are those of x or y.
func (p *picture) labels(name string, s scale) []label {
	var all []label
	if s.names != nil {
		for i, text := range s.names {
			start, width := s.band(i)
			all = append(all, label{text, start + width/2})
		}
		return all
	}
	a := axisOf(p.layers, name)
	values := a.Values
	if values == nil {
		count := a.TickCount
		if count == 0 {
			count = niceTicks
		}
		values = ticks(s.domain[0], s.domain[1], count)
	}
	for _, v := range values {
		text := formatNumber(a.Format, json.Number(plain(v)))
		all = append(all, label{text, s.at(v)})
	}
	return all
}

// entries sets the legend: that of the first layer which has one.
func (p *picture) entries() {
	for _, l := range p.layers {
		c, ok := l.Encoding["color"]
		if !ok || c.Legend == nil {
			continue
		}
		shape := l.Encoding["shape"]
		for i, v := range c.Scale.Domain {
			e := entry{label: fmt.Sprint(v), colour: fmt.Sprint(c.Scale.Range[i%len(c.Scale.Range)]), shape: "square"}
			if shape.Field != "" {
				e.shape = chosen(shape, v)
			} else if l.Mark.Type != "bar" && l.Mark.Type != "rect" {
				e.shape = "circle"
			}
			p.legend = append(p.legend, e)
		}
		p.columns = max(1, c.Legend.Columns)
		return
	}
}

// chosen is what the range of a channel has for a value of its domain; empty if the value is not in it.
func chosen(c channel, v any) string {
	for i, d := range c.Scale.Domain {
		if d == v && len(c.Scale.Range) > 0 {
			return fmt.Sprint(c.Scale.Range[i%len(c.Scale.Range)])
		}
	}
	return ""
}
