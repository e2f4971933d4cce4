package sql

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/gongkai/gongkai/report"
)

// Funnel holds the share of each region against the limits that chance keeps to.
type Funnel struct {
	CrossSection
	Points         []FunnelPoint // fewest cases first
	Limits         []FunnelLimit // from the smallest denominator to the largest
	AdjustedLimits []FunnelLimit // the same, widened; nil unless Dispersion is above 1
	Dispersion     *Dispersion   // nil with fewer than three points, or if the overall share is 0 or 1
}

// FunnelPoint is one region in a funnel.
type FunnelPoint struct {
	Region       report.Region // as of the year
	Value        Value
	Flag         FunnelFlag
	AdjustedFlag FunnelFlag // empty without AdjustedLimits
	Limits       FunnelLimit
}

// FunnelFlag is where a point lies against the limits.
type FunnelFlag string

const (
	Within   FunnelFlag = "WITHIN"
	Above95  FunnelFlag = "ABOVE_95"
	Below95  FunnelFlag = "BELOW_95"
	Above998 FunnelFlag = "ABOVE_998"
	Below998 FunnelFlag = "BELOW_998"
)

// FunnelLimit are the limits at one denominator.
type FunnelLimit struct {
	Denominator report.Number
	report.Limits
}

// Dispersion says how much more than chance the points differ.
type Dispersion struct {
	Factor      float64
	Significant bool // above what chance alone makes of so many points
	Winsorised  float64
}

// limitSteps is how many denominators the limits of a funnel are told for, at most.
const limitSteps = 120

// Funnel answers q, whose indicator must be a share. Overall is that of the points.
func (s *Snapshot) Funnel(ctx context.Context, q CrossSectionQuery) (Funnel, error) {
	if q.Indicator.Kind != report.KindShare {
		return Funnel{}, fmt.Errorf("%w: %s is no share of a whole, and a funnel is about shares; ask for a ranking or a distribution", ErrQuestion, q.Indicator.ID)
	}
	section, marks, absent, err := s.crossSection(ctx, q)
	if err != nil {
		return Funnel{}, err
	}
	f := Funnel{CrossSection: section}
	marks = f.possible(marks, absent)
	slices.SortStableFunc(marks, func(a, b mark) int { return a.value.Denominator.Cmp(*b.value.Denominator) })
	var shares []report.Share
	for _, m := range marks {
		shares = append(shares, m.share())
	}
	f.Absent = s.absences(absent, q.Year)
	if len(marks) == 0 {
		return f, nil
	}
	share := f.Overall.Numerator.Float() / f.Overall.Denominator.Float()
	f.draw(shares, share)
	s.plot(&f, marks, shares, share)
	return f, nil
}

// draw makes the limits and the factor of over-dispersion.
func (f *Funnel) draw(shares []report.Share, share float64) {
	if factor, ok := report.Overdispersion(shares, share); ok {
		f.Dispersion = &Dispersion{Factor: factor, Winsorised: report.Winsorised,
			Significant: factor > 1+2*math.Sqrt(2/float64(len(shares)))}
	}
	for _, n := range steps(shares[0].Whole, shares[len(shares)-1].Whole) {
		f.Limits = append(f.Limits, FunnelLimit{report.Count(n), report.BinomialLimits(n, share)})
		if f.widened() {
			f.AdjustedLimits = append(f.AdjustedLimits, FunnelLimit{report.Count(n), report.AdjustedLimits(n, share, f.Dispersion.Factor)})
		}
	}
}

func (f *Funnel) widened() bool { return f.Dispersion != nil && f.Dispersion.Factor > 1 }

// plot makes the points, each against the limits at its own denominator.
func (s *Snapshot) plot(f *Funnel, marks []mark, shares []report.Share, share float64) {
	f.Points = make([]FunnelPoint, len(marks))
	for i, m := range marks {
		n := shares[i].Whole
		p := FunnelPoint{Region: s.regionOf(m.region, f.Year), Value: m.value}
		if i > 0 && shares[i-1].Whole == n { // points are in the order of their denominators
			p.Limits = f.Points[i-1].Limits
		} else {
			p.Limits = FunnelLimit{report.Count(n), report.BinomialLimits(n, share)}
		}
		own := float64(shares[i].Part) / float64(n)
		p.Flag = flag(own, p.Limits.Limits)
		if f.widened() {
			p.AdjustedFlag = flag(own, report.AdjustedLimits(n, share, f.Dispersion.Factor))
		}
		f.Points[i] = p
	}
}

func flag(share float64, l report.Limits) FunnelFlag {
	switch {
	case share > l.High998:
		return Above998
	case share < l.Low998:
		return Below998
	case share > l.High95:
		return Above95
	case share < l.Low95:
		return Below95
	}
	return Within
}

// steps are denominators from the least to the most, each a little larger than the one before.
func steps(least, most int64) []int64 {
	list := []int64{least}
	growth := math.Pow(float64(most)/float64(least), 1/float64(limitSteps-1))
	for at := float64(least); list[len(list)-1] < most; {
		at = max(at*growth, float64(list[len(list)-1])+1)
		list = append(list, min(int64(math.Ceil(at-1e-9)), most))
	}
	return slices.CompactFunc(list, func(a, b int64) bool { return cmp.Compare(a, b) == 0 })
}
