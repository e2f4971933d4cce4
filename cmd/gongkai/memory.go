package main

import (
	"os"
	"runtime/debug"
)

const (
	readingGarbage = 400       // percent of what is kept, before it is collected
	readingMemory  = 320 << 20 // bytes from which it is collected as often as it takes to stay below
)

// collectLess lets garbage be collected less often, for reading leaves much behind and keeps little.
// Where memory becomes scarce, or GOGC or GOMEMLIMIT say something else, it is as they say. What it
// returns makes it as before.
func collectLess() (asBefore func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(readingGarbage), debug.SetMemoryLimit(readingMemory)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
