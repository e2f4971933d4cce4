package charts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// titles writes title and subtitle and gives where the room below them begins.
func (p *picture) titles() float64 {
	y := float64(padding)
	for _, line := range p.view.Title.Text {
		y += titleSize * lineHeight
		p.text(line, padding, y-titleSize*0.35, writing{size: titleSize, weight: "bold", colour: p.look.theme.colour("ink")})
	}
	for _, line := range p.view.Title.Subtitle {
		y += subtitleSize * lineHeight
		p.text(line, padding, y-subtitleSize*0.35, writing{size: subtitleSize, colour: p.look.theme.colour("muted")})
	}
	return y + 8
}

func (p *picture) drawLegend(top float64) {
	if len(p.legend) == 0 {
		return
	}
	width := 0.0
	for _, e := range p.legend {
		width = max(width, legendMark+textWidth(e.label, labelSize)+legendGap)
	}
	for i, e := range p.legend {
		x := padding + width*float64(i%p.columns)
		y := top + legendRow*float64(i/p.columns) + legendRow/2
		p.symbol(e.shape, x+7, y, 90, e.colour, "", 0, "")
		p.text(e.label, x+legendMark, y, writing{colour: p.look.theme.colour("ink"), baseline: "middle"})
	}
}

// axes draws grid and labels.
func (p *picture) axes() {
	ink, muted, grid := p.look.theme.colour("ink"), p.look.theme.colour("muted"), p.look.theme.colour("grid")
	top, bottom := min(p.y.from, p.y.to), max(p.y.from, p.y.to)
	x := p.labels("x", p.x)
	if shown := axisOf(p.layers, "x").Grid; p.x.names == nil && (shown == nil || *shown) {
		for _, l := range x {
			p.line(l.at, top, l.at, bottom, stroke{colour: grid, width: 1})
		}
	}
	y, below := bottom+axisRoom-6, 1.0
	if axisOf(p.layers, "x").Orient == "top" {
		y, below = top-6, -1
	}
	p.printf(`<g class="x-axis">`)
	for _, l := range apart(x) {
		p.text(l.text, l.at, y, writing{align: "center", colour: ink})
	}
	p.printf("</g>\n")
	if title := p.axisTitle(); title != "" {
		p.text(title, (p.x.from+p.x.to)/2, y+below*titleRoom, writing{align: "center", colour: muted})
	}
	p.printf(`<g class="y-axis">`)
	defer p.printf("</g>\n")
	for _, l := range p.labels("y", p.y) {
		if p.y.names == nil {
			p.line(p.x.from, l.at, p.x.to, l.at, stroke{colour: grid, width: 1})
		}
		p.text(l.text, p.x.from-labelGap, l.at, writing{align: "right", baseline: "middle", colour: ink})
	}
}

// apart drops every second label until none overlaps its neighbour.
func apart(labels []label) []label {
	for {
		overlap := false
		for i := 1; i < len(labels); i++ {
			room := (textWidth(labels[i-1].text, labelSize)+textWidth(labels[i].text, labelSize))/2 + 4
			overlap = overlap || labels[i].at-labels[i-1].at < room
		}
		if !overlap {
			return labels
		}
		var fewer []label
		for i := 0; i < len(labels); i += 2 {
			fewer = append(fewer, labels[i])
		}
		labels = fewer
	}
}

// spot is where a row stands. A side that the mark does not have is not set.
type spot struct {
	x, x2, y, y2       float64
	hasX, hasX2, hasY  bool
	hasY2              bool
	bandX, bandY       float64 // how wide the strip of a name is; 0 of a figure
	colour, shape, say string
}

// spotOf is where a row stands in a layer; false if it lacks a figure the layer needs.
func (p *picture) spotOf(l view, r row) (spot, bool) {
	var s spot
	for name, to := range map[string]struct {
		at   *float64
		has  *bool
		band *float64
		on   scale
	}{
		"x": {&s.x, &s.hasX, &s.bandX, p.x}, "x2": {&s.x2, &s.hasX2, new(float64), p.x},
		"y": {&s.y, &s.hasY, &s.bandY, p.y}, "y2": {&s.y2, &s.hasY2, new(float64), p.y},
	} {
		c, ok := l.Encoding[name]
		if !ok {
			continue
		}
		*to.has = true
		if c.Field == "" { // pixels from the left or the top of the plot
			v, _ := number(c.Value)
			*to.at = v + min(to.on.from, to.on.to)
			continue
		}
		if to.on.names != nil {
			i := slices.Index(to.on.names, fmt.Sprint(r[c.Field]))
			if i < 0 {
				return s, false
			}
			start, width := to.on.band(i)
			*to.at, *to.band = start+width/2, width
			continue
		}
		v, ok := number(r[c.Field])
		if !ok {
			return s, false
		}
		*to.at = to.on.at(v)
	}
	s.colour, s.shape = l.Mark.Color, l.Mark.Shape
	if c, ok := l.Encoding["color"]; ok && c.Field != "" {
		if r[c.Field] == nil {
			return s, false
		}
		s.colour = chosen(c, r[c.Field])
	} else if ok {
		s.colour = fmt.Sprint(c.Value)
	}
	if c, ok := l.Encoding["shape"]; ok {
		s.shape = chosen(c, r[c.Field])
	}
	if c, ok := l.Encoding["description"]; ok && r[c.Field] != nil {
		s.say = fmt.Sprint(r[c.Field])
	}
	return s, true
}

// marks draws one layer.
func (p *picture) marks(l view) error {
	t, ok := p.dataset(l.Data.Name)
	if !ok {
		return fmt.Errorf("there is no such dataset")
	}
	p.group(l.Mark.Opacity, l.Mark.Clip)
	defer p.groupEnd()
	switch l.Mark.Type {
	case "bar", "rect":
		p.bars(l, t.rows)
	case "rule":
		p.rules(l, t.rows)
	case "line":
		p.lines(l, t.rows)
	case "point":
		for _, r := range t.rows {
			if s, ok := p.spotOf(l, r); ok {
				fill, line := s.colour, l.Mark.Stroke
				if !l.Mark.Filled {
					fill, line = "none", s.colour
				}
				p.symbol(cmp.Or(s.shape, "circle"), s.x, s.y, cmp.Or(l.Mark.Size, 60), fill, line, l.Mark.StrokeWidth, s.say)
			}
		}
	case "text":
		for _, r := range t.rows {
			if s, ok := p.spotOf(l, r); ok && r[l.Encoding["text"].Field] != nil {
				p.text(fmt.Sprint(r[l.Encoding["text"].Field]), s.x+l.Mark.DX, s.y+l.Mark.DY, writing{
					align: cmp.Or(l.Mark.Align, "center"), baseline: cmp.Or(l.Mark.Baseline, "middle"), weight: l.Mark.FontWeight,
					colour: cmp.Or(s.colour, p.look.theme.colour("ink")), size: l.Mark.FontSize})
			}
		}
	default:
		return fmt.Errorf("the mark is not drawn")
	}
	return nil
}

// bars draws bars and the cells of grids. A bar without a second side begins at 0, or where the bar
// before it of the same name ends.
func (p *picture) bars(l view, rows []row) {
	if order, ok := l.Encoding["order"]; ok {
		rows = slices.Clone(rows)
		slices.SortStableFunc(rows, func(a, b row) int {
			x, _ := number(a[order.Field])
			y, _ := number(b[order.Field])
			return cmp.Compare(x, y)
		})
	}
	ends := map[float64]float64{} // of the stack at y
	for _, r := range rows {
		s, ok := p.spotOf(l, r)
		if !ok {
			continue
		}
		switch {
		case s.hasX2:
		case p.x.names == nil && l.Encoding["x"].Stack == "zero":
			v, _ := number(r[l.Encoding["x"].Field])
			s.x, s.x2 = p.x.at(ends[s.y]), p.x.at(ends[s.y]+v)
			ends[s.y] += v
		case p.x.names == nil:
			s.x2 = p.x.at(0)
		default:
			s.x, s.x2 = s.x-s.bandX/2*cmp.Or(l.Mark.Width.Band, 1), s.x+s.bandX/2*cmp.Or(l.Mark.Width.Band, 1)
		}
		switch {
		case s.hasY2:
		case p.y.names == nil:
			s.y2 = p.y.at(0)
		default:
			s.y, s.y2 = s.y-s.bandY/2*cmp.Or(l.Mark.Height.Band, 1), s.y+s.bandY/2*cmp.Or(l.Mark.Height.Band, 1)
		}
		p.rect(min(s.x, s.x2), min(s.y, s.y2), math.Abs(s.x2-s.x), math.Abs(s.y2-s.y), s.colour, l.Mark.Stroke, l.Mark.StrokeWidth, s.say)
	}
}

// rules draws straight lines: from one figure to another, or across the plot where one side is not set.
func (p *picture) rules(l view, rows []row) {
	for _, r := range rows {
		s, ok := p.spotOf(l, r)
		if !ok {
			continue
		}
		switch {
		case !s.hasX:
			s.x, s.x2 = p.x.from, p.x.to
		case !s.hasX2:
			s.x2 = s.x
		}
		switch {
		case !s.hasY:
			s.y, s.y2 = min(p.y.from, p.y.to), max(p.y.from, p.y.to)
		case !s.hasY2:
			s.y2 = s.y
		}
		p.line(s.x, s.y, s.x2, s.y2, stroke{colour: s.colour, width: cmp.Or(l.Mark.StrokeWidth, 1), dash: l.Mark.StrokeDash, say: s.say})
	}
}

// lines draws a line for each text of the channel detail, from left to right.
func (p *picture) lines(l view, rows []row) {
	detail := l.Encoding["detail"].Field
	var names []any
	groups := map[any][]spot{}
	for _, r := range rows {
		s, ok := p.spotOf(l, r)
		if !ok {
			continue
		}
		if groups[r[detail]] == nil {
			names = append(names, r[detail])
		}
		groups[r[detail]] = append(groups[r[detail]], s)
	}
	for _, name := range names {
		spots := groups[name]
		slices.SortStableFunc(spots, func(a, b spot) int { return cmp.Compare(a.x, b.x) })
		p.polyline(spots, stroke{colour: spots[0].colour, width: cmp.Or(l.Mark.StrokeWidth, 2), dash: l.Mark.StrokeDash})
	}
}

// thinLabels takes away what would overlap of the layers whose name asks for it, or cover the point of
// another, or run over the edge: the first come stay.
func (p *picture) thinLabels() error {
	var taken, points []box
	sparse := slices.DeleteFunc(slices.Clone(p.layers), func(l view) bool {
		return l.Mark.Type != "text" || !strings.HasPrefix(l.Name, "sparse") && !strings.HasPrefix(l.Name, "many")
	})
	for _, l := range sparse {
		t, _ := p.dataset(l.Data.Name)
		for _, r := range t.rows {
			if s, ok := p.spotOf(l, r); ok && s.bandX == 0 {
				points = append(points, box{s.x - 3, s.y - 3, 6, 6})
			}
		}
	}
	for _, l := range sparse {
		drawn := 0
		for _, o := range p.layers {
			if o.Data.Name == l.Data.Name {
				drawn++
			}
		}
		if drawn > 1 { // what goes for want of room for its label must not go from the chart
			return fmt.Errorf("draw: the labels of layer %s need a dataset of their own; %s is drawn by %d layers", l.Name, l.Data.Name, drawn)
		}
		i := slices.IndexFunc(p.data, func(t table) bool { return t.Name == l.Data.Name })
		if i < 0 {
			continue
		}
		p.data[i].rows = slices.DeleteFunc(slices.Clone(p.data[i].rows), func(r row) bool {
			s, ok := p.spotOf(l, r)
			if !ok || r[l.Encoding["text"].Field] == nil {
				return true
			}
			b := box{s.x + l.Mark.DX, s.y + l.Mark.DY - labelSize*0.7, textWidth(fmt.Sprint(r[l.Encoding["text"].Field]), labelSize), labelSize * 1.4}
			if cmp.Or(l.Mark.Align, "center") == "center" {
				b.x -= b.width / 2
			}
			own := func(o box) bool { return o.x == s.x-3 && o.y == s.y-3 }
			if b.x < 0 || b.x+b.width > float64(p.look.width) || slices.ContainsFunc(taken, b.near) ||
				slices.ContainsFunc(points, func(o box) bool { return !own(o) && b.near(o) }) {
				return true
			}
			taken = append(taken, b)
			return false
		})
	}
	return nil
}
