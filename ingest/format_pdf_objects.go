package ingest

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

const (
	mostForms    = 6    // pages within pages
	mostSegments = 4000 // of a path that is looked at as lines
	thickest     = 3.2  // points: a rectangle thinner than this is a line
)

// matrix maps a point (x, y) to (ax+cy+e, bx+dy+f).
type matrix struct{ a, b, c, d, e, f float64 }

var identityMatrix = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// within is the matrix that maps by m and then by outer.
func (m matrix) within(outer matrix) matrix {
	a, b := m.a*outer.a+m.b*outer.c, m.a*outer.b+m.b*outer.d
	c, d := m.c*outer.a+m.d*outer.c, m.c*outer.b+m.d*outer.d
	e, f := outer.apply(m.e, m.f)
	return matrix{a, b, c, d, e, f}
}

// box maps a rectangle and returns the one around the result.
func (m matrix) box(x0, y0, x1, y1 float64) (float64, float64, float64, float64) {
	ax, ay := m.apply(x0, y0)
	bx, by := m.apply(x1, y1)
	cx, cy := m.apply(x0, y1)
	dx, dy := m.apply(x1, y0)
	return min(ax, bx, cx, dx), min(ay, by, cy, dy), max(ax, bx, cx, dx), max(ay, by, cy, dy)
}

// objects looks through all that is drawn on a page.
func (d *pdfDocument) objects(p *rawPage, at requests.Page) error {
	count, err := d.pdfium.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil {
		return err
	}
	for i := range count.Count {
		object, err := d.pdfium.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			return err
		}
		if err := d.object(p, object.PageObject, identityMatrix, 0); err != nil {
			return err
		}
	}
	return nil
}

func (d *pdfDocument) object(p *rawPage, object references.FPDF_PAGEOBJECT, m matrix, depth int) error {
	if p.drawn++; p.drawn > mostObjects {
		return errDrawing
	}
	kind, err := d.pdfium.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object})
	if err != nil {
		return err
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_TEXT:
		return d.textObject(p, object, m)
	case enums.FPDF_PAGEOBJ_PATH:
		return d.path(p, object, m)
	case enums.FPDF_PAGEOBJ_IMAGE:
		x0, y0, x1, y1, err := d.bounds(object, m)
		if err != nil {
			return err
		}
		if !p.rule(x0, y0, x1, y1) {
			p.covers = append(p.covers, coverBox{rectangle{x0, y0, x1, y1}, true})
			p.scan = true
		}
	case enums.FPDF_PAGEOBJ_FORM:
		return d.form(p, object, m, depth)
	}
	return nil
}

func (d *pdfDocument) bounds(object references.FPDF_PAGEOBJECT, m matrix) (x0, y0, x1, y1 float64, err error) {
	b, err := d.pdfium.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object})
	if err != nil {
		return 0, 0, 0, 0, err
	}
	x0, y0, x1, y1 = m.box(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top))
	return x0, y0, x1, y1, nil
}

func (d *pdfDocument) matrixOf(object references.FPDF_PAGEOBJECT) (matrix, error) {
	got, err := d.pdfium.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: object})
	if err != nil {
		return matrix{}, err
	}
	m := got.Matrix
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}, nil
}

// form looks through a page within the page. What lies deeper than anyone draws is refused, for
// lines could be lost there.
func (d *pdfDocument) form(p *rawPage, object references.FPDF_PAGEOBJECT, m matrix, depth int) error {
	if depth >= mostForms {
		return errDrawing
	}
	inner, err := d.matrixOf(object)
	if err != nil {
		return err
	}
	count, err := d.pdfium.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: object})
	if err != nil {
		return err
	}
	for i := range count.Count {
		child, err := d.pdfium.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: object, Index: uint64(i)})
		if err != nil {
			return err
		}
		if err := d.object(p, child.PageObject, inner.within(m), depth+1); err != nil {
			return err
		}
	}
	return nil
}

// rule takes a thin rectangle as a line and reports whether it is one.
func (p *rawPage) rule(x0, y0, x1, y1 float64) bool {
	width, height := x1-x0, y1-y0
	switch {
	case height <= thickest && width > 2*height:
		p.rulings = append(p.rulings, ruling{true, (y0 + y1) / 2, x0, x1})
	case width <= thickest && height > 2*width:
		p.rulings = append(p.rulings, ruling{false, (x0 + x1) / 2, y0, y1})
	default:
		return false
	}
	return true
}

// path takes the straight lines of a path: thin rectangles that are filled, and what is stroked
// along an axis.
func (d *pdfDocument) path(p *rawPage, object references.FPDF_PAGEOBJECT, m matrix) error {
	mode, err := d.pdfium.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: object})
	if err != nil {
		return err
	}
	filled := mode.FillMode == enums.FPDF_FILLMODE_ALTERNATE || mode.FillMode == enums.FPDF_FILLMODE_WINDING
	if !filled && !mode.Stroke {
		return nil
	}
	x0, y0, x1, y1, err := d.bounds(object, m)
	if err != nil {
		return err
	}
	count, err := d.pdfium.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: object})
	if err != nil {
		return err
	}
	if count.Count <= 6 && p.rule(x0, y0, x1, y1) {
		p.reach(rectangle{x0, y0, x1, y1}, object, m)
		return nil
	}
	if filled && !mode.Stroke {
		p.shapes++
	}
	if count.Count > mostSegments || p.drawn+count.Count > mostObjects {
		return nil
	}
	p.drawn += count.Count
	own, err := d.matrixOf(object)
	if err != nil {
		return err
	}
	return d.segments(p, object, own.within(m), count.Count, mode.Stroke)
}

// outline is a part of a path that is drawn in one go.
type outline struct {
	xs, ys []float64
	curved bool
	closed bool
}

func (d *pdfDocument) segments(p *rawPage, object references.FPDF_PAGEOBJECT, m matrix, count int, stroked bool) error {
	var o outline
	for i := range count {
		at, err := d.pdfium.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: object, Index: i})
		if err != nil {
			return err
		}
		kind, err := d.pdfium.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: at.PathSegment})
		if err != nil {
			return err
		}
		point, err := d.pdfium.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: at.PathSegment})
		if err != nil {
			return err
		}
		closes, err := d.pdfium.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: at.PathSegment})
		if err != nil {
			return err
		}
		if kind.Type == enums.FPDF_SEGMENT_MOVETO {
			p.outline(o, stroked)
			o = outline{}
		}
		x, y := m.apply(float64(point.X), float64(point.Y))
		o.xs, o.ys = append(o.xs, x), append(o.ys, y)
		o.curved = o.curved || kind.Type == enums.FPDF_SEGMENT_BEZIERTO
		o.closed = o.closed || closes.IsClose
	}
	p.outline(o, stroked)
	return nil
}

func (p *rawPage) outline(o outline, stroked bool) {
	if len(o.xs) < 2 || o.curved {
		return
	}
	x0, y0, x1, y1 := o.xs[0], o.ys[0], o.xs[0], o.ys[0]
	for i := range o.xs {
		x0, y0, x1, y1 = min(x0, o.xs[i]), min(y0, o.ys[i]), max(x1, o.xs[i]), max(y1, o.ys[i])
	}
	if p.rule(x0, y0, x1, y1) || !stroked {
		return
	}
	n := len(o.xs)
	for i := range n {
		j := i + 1
		if j == n {
			if !o.closed {
				break
			}
			j = 0
		}
		if math.Abs(o.ys[i]-o.ys[j]) < 0.5 || math.Abs(o.xs[i]-o.xs[j]) < 0.5 {
			p.rule(min(o.xs[i], o.xs[j]), min(o.ys[i], o.ys[j]), max(o.xs[i], o.xs[j]), max(o.ys[i], o.ys[j]))
		}
	}
}
