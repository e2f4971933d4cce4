package report

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

const (
	decimals = 12
	unit     = 1_000_000_000_000 // 10^decimals
)

// Number is an exact decimal with up to twelve places, wide enough for national sums of money.
// Its zero value is 0. Numbers are compared with ==.
type Number struct {
	whole int64
	part  int64 // 10^-12ths, of the same sign as whole
}

// Count is a whole number.
func Count(n int64) Number { return Number{whole: n} }

// ErrNumber is returned for text that is no plain decimal, or one that does not fit a Number.
var ErrNumber = errors.New("not a decimal number of at most 15 digits before and 12 after the point")

// ParseNumber reads a plain decimal: an optional sign, digits, an optional point and digits.
func ParseNumber(s string) (Number, error) {
	body, negative := strings.CutPrefix(s, "-")
	if !negative {
		body = strings.TrimPrefix(s, "+")
	}
	whole, part, _ := strings.Cut(body, ".")
	if len(whole) == 0 || len(whole) > 15 || len(part) > decimals || !digits(whole) || !digits(part) || strings.HasSuffix(body, ".") {
		return Number{}, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	var n Number
	n.whole, _ = strconv.ParseInt(whole, 10, 64)
	n.part, _ = strconv.ParseInt(part+strings.Repeat("0", decimals-len(part)), 10, 64)
	if negative {
		n = n.Neg()
	}
	return n, nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// FromScaled is coefficient / 10^scale. It reports false if that has more than twelve places or
// does not fit.
func FromScaled(coefficient *big.Int, scale uint8) (Number, bool) {
	if scale > decimals {
		return Number{}, false
	}
	c := new(big.Int).Mul(coefficient, power(decimals-int64(scale)))
	whole, part := new(big.Int).QuoRem(c, big.NewInt(unit), new(big.Int))
	if !whole.IsInt64() {
		return Number{}, false
	}
	return Number{whole.Int64(), part.Int64()}, true
}

// Scaled is n * 10^scale as a whole number; it reports false if n has more than scale places.
func (n Number) Scaled(scale uint8) (*big.Int, bool) {
	if scale > decimals {
		return nil, false
	}
	quotient, rest := new(big.Int).QuoRem(n.coefficient(), power(decimals-int64(scale)), new(big.Int))
	return quotient, rest.Sign() == 0
}

// Shift is n * 10^places; it reports false if that cannot be kept exactly.
func (n Number) Shift(places int) (Number, bool) {
	c := n.coefficient()
	if places >= 0 {
		return FromScaled(c.Mul(c, power(int64(places))), decimals)
	}
	quotient, rest := c.QuoRem(c, power(int64(-places)), new(big.Int))
	shifted, ok := FromScaled(quotient, decimals)
	return shifted, ok && rest.Sign() == 0
}

func power(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }

func (n Number) coefficient() *big.Int {
	c := new(big.Int).Mul(big.NewInt(n.whole), big.NewInt(unit))
	return c.Add(c, big.NewInt(n.part))
}

// Quotient is n / d rounded half to even at the twelfth place; false if d is zero.
func Quotient(n, d Number) (Number, bool) {
	if d == (Number{}) {
		return Number{}, false
	}
	if n.part == 0 && d.part == 0 && n.whole >= 0 && d.whole > 0 {
		if q, ok := wholeQuotient(uint64(n.whole), uint64(d.whole)); ok {
			return q, true
		}
	}
	top := n.coefficient()
	top.Mul(top, big.NewInt(unit))
	bottom := d.coefficient()
	negative := top.Sign()*bottom.Sign() < 0
	q, r := new(big.Int).QuoRem(top.Abs(top), bottom.Abs(bottom), new(big.Int))
	half := r.Lsh(r, 1).Cmp(bottom)
	if half > 0 || half == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	if negative {
		q.Neg(q)
	}
	return FromScaled(q, decimals)
}

// wholeQuotient is Quotient in 128 bits; false if it needs more.
func wholeQuotient(n, d uint64) (Number, bool) {
	high, low := bits.Mul64(n, unit)
	if high >= d {
		return Number{}, false
	}
	q, rest := bits.Div64(high, low, d)
	if rest > d-rest || rest == d-rest && q%2 == 1 {
		q++
	}
	return Number{int64(q / unit), int64(q % unit)}, true
}

// Whole reports the value as an integer, and whether it is one.
func (n Number) Whole() (int64, bool) { return n.whole, n.part == 0 }

// Float is the nearest float64, for statistics that are not counts or money.
func (n Number) Float() float64 { return float64(n.whole) + float64(n.part)/unit }

// Sign is -1, 0 or 1.
func (n Number) Sign() int {
	switch {
	case n.whole < 0 || n.part < 0:
		return -1
	case n.whole > 0 || n.part > 0:
		return 1
	}
	return 0
}

// Neg is -n.
func (n Number) Neg() Number { return Number{-n.whole, -n.part} }

// Add is n + m.
func (n Number) Add(m Number) Number {
	return normal(n.whole+m.whole, n.part+m.part)
}

// Sub is n - m.
func (n Number) Sub(m Number) Number { return n.Add(m.Neg()) }

// Cmp is -1, 0 or 1 as n is less than, equal to or greater than m.
func (n Number) Cmp(m Number) int { return n.Sub(m).Sign() }

func normal(whole, part int64) Number {
	whole, part = whole+part/unit, part%unit
	switch {
	case whole > 0 && part < 0:
		whole, part = whole-1, part+unit
	case whole < 0 && part > 0:
		whole, part = whole+1, part-unit
	}
	return Number{whole, part}
}

// String is the shortest plain decimal: no exponent, no trailing zeros.
func (n Number) String() string { return string(n.Append(nil)) }

// Append appends what String gives.
func (n Number) Append(b []byte) []byte {
	if n.part == 0 {
		return strconv.AppendInt(b, n.whole, 10)
	}
	whole, part := n.whole, n.part
	if n.Sign() < 0 {
		b, whole, part = append(b, '-'), -whole, -part
	}
	b = append(strconv.AppendInt(b, whole, 10), '.')
	places := len(b)
	b = strconv.AppendInt(b, unit+part, 10) // a 1 and twelve places
	copy(b[places:], b[places+1:])
	return bytes.TrimRight(b[:len(b)-1], "0")
}

// MarshalJSON writes a JSON number with every digit.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalJSON reads a JSON number without an exponent.
func (n *Number) UnmarshalJSON(b []byte) error {
	m, err := ParseNumber(string(b))
	if err == nil {
		*n = m
	}
	return err
}
