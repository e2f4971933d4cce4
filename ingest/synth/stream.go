package synth

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strconv"
)

// stream is a source of chance of its own for one purpose, so that nothing depends on the order in
// which things are made. It draws from PCG alone and derives the rest itself: the methods of
// rand.Rand may change with the language, the algorithm may not.
type stream struct{ pcg *rand.PCG }

func newStream(seed uint64, key, purpose string, year int) stream {
	h := fnv.New64a()
	h.Write([]byte(key + "\x00" + purpose + "\x00" + strconv.Itoa(year)))
	s := stream{rand.NewPCG(seed, h.Sum64())}
	s.pcg.Uint64() // seeds that differ in few bits have first draws that resemble each other
	return s
}

// uniform is at least 0 and less than 1.
func (s stream) uniform() float64 { return float64(s.pcg.Uint64()>>11) / (1 << 53) }

func (s stream) below(n int) int { return int(s.uniform() * float64(n)) }

func (s stream) chance(p float64) bool { return s.uniform() < p }

// normal is about a standard normal variate: twelve uniform ones added up, never beyond six.
func (s stream) normal() float64 {
	sum := -6.0
	for range 12 {
		sum += s.uniform()
	}
	return sum
}

// around is a log-normal variate with that median and spread.
func (s stream) around(median, spread float64) float64 {
	return median * math.Exp(spread*s.normal())
}

// poisson is a count with that mean.
func (s stream) poisson(mean float64) int64 {
	if mean > 30 {
		return max(0, int64(math.Round(mean+math.Sqrt(mean)*s.normal())))
	}
	n, product, limit := int64(0), s.uniform(), math.Exp(-mean)
	for product > limit {
		n++
		product *= s.uniform()
	}
	return n
}

// pick is an index, each as likely as its weight. The weights add up to sum.
func (s stream) pick(weights []float64, sum float64) int {
	at := s.uniform() * sum
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

func total(weights []float64) (sum float64) {
	for _, w := range weights {
		sum += w
	}
	return sum
}
