package charts

import "math"

// The steps and edges of axes are those of d3-array and d3-scale, which the programs that draw the
// specification use: https://d3js.org/d3-array/ticks.

// tickStep is the distance of about so many ticks, as an integer and what to divide it by: steps
// below 1 are kept as their inverse, so that a tick is one rounded division and not a sum.
func tickStep(low, high float64, count int) (step, inverse float64) {
	raw := (high - low) / math.Max(1, float64(count))
	power := math.Floor(math.Log10(raw))
	factor := 1.0
	switch residue := raw / math.Pow(10, power); {
	case residue >= math.Sqrt(50):
		factor = 10
	case residue >= math.Sqrt(10):
		factor = 5
	case residue >= math.Sqrt2:
		factor = 2
	}
	if power < 0 {
		return 1, math.Pow(10, -power) / factor
	}
	return math.Pow(10, power) * factor, 1
}

// ticks are about so many round numbers from low to high.
func ticks(low, high float64, count int) []float64 {
	if !(high > low) {
		return []float64{low}
	}
	step, inverse := tickStep(low, high, count)
	unit := step / inverse
	var all []float64 // + 0: a ceiling can be -0
	for i := math.Ceil(low/unit-1e-9) + 0; i <= math.Floor(high/unit+1e-9); i++ {
		if step > 1 {
			all = append(all, i*step)
		} else {
			all = append(all, i/inverse)
		}
	}
	return all
}

// nice widens a range to round numbers.
func nice(low, high float64) (float64, float64) {
	if !(high > low) {
		return low, low + 1
	}
	step, inverse := tickStep(low, high, niceTicks)
	unit := step / inverse
	return math.Floor(low/unit+1e-9) * step / inverse, math.Ceil(high/unit-1e-9) * step / inverse
}

const niceTicks = 5

// scale takes what a row holds to a place on the picture.
type scale struct {
	domain   [2]float64 // of figures
	root     bool       // the square root of figures, not figures
	names    []string   // of names, in order; figures if nil
	from, to float64
}

// at is where a figure stands.
func (s scale) at(v float64) float64 {
	bend := func(v float64) float64 { return v }
	if s.root {
		bend = func(v float64) float64 { return math.Copysign(math.Sqrt(math.Abs(v)), v) }
	}
	low, high := bend(s.domain[0]), bend(s.domain[1])
	return s.from + (bend(v)-low)/(high-low)*(s.to-s.from)
}

// band is where a name's strip begins, and how wide it is.
func (s scale) band(i int) (start, width float64) {
	width = (s.to - s.from) / float64(len(s.names))
	return s.from + float64(i)*width, width
}
