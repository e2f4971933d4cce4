package charts

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// pen writes SVG. What it shows stands in attributes, which word processors understand too; only a
// picture that follows its reader's light or dark has a style sheet.
type pen struct {
	out     bytes.Buffer
	look    look
	plot    box      // where marks stand
	closing []string // the ends of the groups that are open
}

type box struct{ x, y, width, height float64 }

// near reports whether two boxes overlap, or nearly so.
func (b box) near(o box) bool {
	const gap = 3
	return b.x < o.x+o.width+gap && o.x < b.x+b.width+gap && b.y < o.y+o.height && o.y < b.y+b.height
}

// plain is a number without an exponent, rounded to what can be seen.
func plain(v float64) string {
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func px(v float64) string { return plain(math.Round(v*100) / 100) }

// escape is a text as XML; what XML cannot hold becomes U+FFFD.
func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

func (p *pen) printf(format string, a ...any) { fmt.Fprintf(&p.out, format, a...) }

func (p *pen) open(width, height float64, title, description string) {
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s" role="img" aria-label="%[3]s" font-family="%[4]s" font-size="%[5]s">`,
		px(width), px(height), escape(description), escape(fonts), px(labelSize))
	p.printf("<title>%s</title><desc>%s</desc>\n", escape(title), escape(description))
	if p.look.auto {
		p.printf("<style>@media (prefers-color-scheme: dark) {")
		all := exchanges()
		slices.SortFunc(all, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
		for _, e := range all {
			p.printf(`[fill="%s"]{fill:%s}[stroke="%[1]s"]{stroke:%[2]s}`, e[0], e[1])
		}
		p.printf("}</style>\n")
	}
	p.printf(`<rect width="%s" height="%s" fill="%s"/>`+"\n", px(width), px(height), p.look.theme.colour("ground"))
}

func (p *pen) close() []byte {
	p.printf("</svg>\n")
	return p.out.Bytes()
}

// group opens a group of so much opacity, or one that is cut at the edges of the plot.
func (p *pen) group(opacity *float64, clip bool) {
	closing := ""
	if opacity != nil {
		p.printf(`<g opacity="%s">`, px(*opacity))
		closing = "</g>\n"
	}
	if clip { // a drawing within the drawing needs no name, of which a page with two pictures would have two
		p.printf(`<svg x="%[1]s" y="%[2]s" width="%[3]s" height="%[4]s" viewBox="%[1]s %[2]s %[3]s %[4]s">`,
			px(p.plot.x), px(p.plot.y), px(p.plot.width), px(p.plot.height))
		closing = "</svg>" + closing
	}
	p.closing = append(p.closing, closing)
}

func (p *pen) groupEnd() {
	last := len(p.closing) - 1
	p.printf("%s", p.closing[last])
	p.closing = p.closing[:last]
}

// end closes an element, around what it says to a pointer or a screen reader.
func (p *pen) end(name, say string) {
	if say == "" {
		p.printf("/>\n")
		return
	}
	p.printf("><title>%s</title></%s>\n", escape(say), name)
}

// writing is how a text looks. The zero value is plain and begins at its place.
type writing struct {
	align, baseline, weight, colour string
	size                            float64
}

func (p *pen) text(s string, x, y float64, w writing) {
	size := cmp.Or(w.size, labelSize)
	if w.baseline == "middle" { // not every program knows dominant-baseline
		y += size * 0.36
	}
	p.printf(`<text x="%s" y="%s" fill="%s"`, px(x), px(y), w.colour)
	if anchor := map[string]string{"center": "middle", "right": "end"}[w.align]; anchor != "" {
		p.printf(` text-anchor="%s"`, anchor)
	}
	if size != labelSize {
		p.printf(` font-size="%s"`, px(size))
	}
	if w.weight != "" {
		p.printf(` font-weight="%s"`, w.weight)
	}
	p.printf(">%s</text>\n", escape(s))
}

// stroke is how a line looks, and what it says.
type stroke struct {
	colour string
	width  float64
	dash   []float64
	say    string
}

func (p *pen) stroked(s stroke) {
	p.printf(` stroke="%s" stroke-width="%s"`, s.colour, px(s.width))
	if len(s.dash) > 0 {
		p.printf(` stroke-dasharray="%s"`, strings.Trim(fmt.Sprint(s.dash), "[]"))
	}
}

func (p *pen) line(x, y, x2, y2 float64, s stroke) {
	p.printf(`<line x1="%s" y1="%s" x2="%s" y2="%s"`, px(x), px(y), px(x2), px(y2))
	p.stroked(s)
	p.end("line", s.say)
}

func (p *pen) polyline(spots []spot, s stroke) {
	p.printf(`<polyline fill="none"`)
	p.stroked(s)
	p.printf(` points="`)
	for i, at := range spots {
		if i > 0 {
			p.printf(" ")
		}
		p.printf("%s,%s", px(at.x), px(at.y))
	}
	p.printf(`"`)
	p.end("polyline", s.say)
}

func (p *pen) rect(x, y, width, height float64, fill, line string, lineWidth float64, say string) {
	p.printf(`<rect x="%s" y="%s" width="%s" height="%s" fill="%s"`, px(x), px(y), px(width), px(height), fill)
	if line != "" {
		p.stroked(stroke{colour: line, width: cmp.Or(lineWidth, 1)})
	}
	p.end("rect", say)
}

// symbol draws a filled shape of so many square pixels, as Vega counts them.
func (p *pen) symbol(shape string, x, y, size float64, fill, line string, lineWidth float64, say string) {
	half := math.Sqrt(size) / 2
	name := "path"
	switch shape {
	case "square":
		p.printf(`<path d="M%[1]s %[2]sh%[3]sv%[3]sh-%[3]sz"`, px(x-half), px(y-half), px(2*half))
	case "diamond":
		p.printf(`<path d="M%[1]s %[2]sL%[3]s %[4]sL%[1]s %[5]sL%[6]s %[4]sz"`, px(x), px(y-half), px(x+half), px(y), px(y+half), px(x-half))
	case "triangle-up":
		h := half * math.Sqrt(3) / 2
		p.printf(`<path d="M%[1]s %[2]sL%[3]s %[4]sL%[5]s %[2]sz"`, px(x-half), px(y+h), px(x), px(y-h), px(x+half))
	default:
		name = "circle"
		p.printf(`<circle cx="%s" cy="%s" r="%s"`, px(x), px(y), px(half))
	}
	p.printf(` fill="%s"`, fill)
	if line != "" {
		p.stroked(stroke{colour: line, width: cmp.Or(lineWidth, 1)})
	}
	p.end(name, say)
}
