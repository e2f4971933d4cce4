package main

import (
	"fmt"
	"strconv"
	"strings"
)

// byteSize is the value of a flag such as 256KB, where a KB has 1024 bytes.
type byteSize[T int | int64] struct{ to *T }

func newByteSize[T int | int64](to *T, usual T) byteSize[T] {
	*to = usual
	return byteSize[T]{to}
}

var byteUnits = []struct {
	name  string
	shift int
}{{"GB", 30}, {"MB", 20}, {"KB", 10}, {"B", 0}}

// Set reads a size.
func (b byteSize[T]) Set(text string) error {
	number, shift := strings.ToUpper(strings.TrimSpace(text)), 0
	for _, u := range byteUnits {
		if digits, ok := strings.CutSuffix(number, u.name); ok {
			number, shift = strings.TrimSpace(digits), u.shift
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil || n < 0 {
		return fmt.Errorf("%q is no size; write it as 256KB, 16MB or 1GB", text)
	}
	*b.to = T(n << shift)
	return nil
}

// String writes a size in the largest unit that gives a whole number.
func (b byteSize[T]) String() string {
	if b.to == nil {
		return "0"
	}
	for _, u := range byteUnits {
		if n := *b.to >> u.shift; *b.to != 0 && n<<u.shift == *b.to {
			return fmt.Sprintf("%d%s", n, u.name)
		}
	}
	return "0"
}

// Type is what the help calls such a value.
func (b byteSize[T]) Type() string { return "size" }
