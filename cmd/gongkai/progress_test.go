package main

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"
)

// TestProgressElsewhere is the progress where no terminal is: a line every few seconds of time that
// only passes in the test.
func TestProgressElsewhere(t *testing.T) {
	for _, c := range []struct {
		name  string
		quiet bool
		want  string
	}{
		{"a line every five seconds", false, "2 of 9 files: 3 documents, 1/s, 1 rejected\n3 of 9 files: 4 documents, 0/s, 1 rejected\n"},
		{"quiet", true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var said bytes.Buffer
				p := newProgress(&said, 9, c.quiet)
				p.add("a.html", false)
				p.add("b.zip!/1.html", true)
				p.add("b.zip!/2.html", false)
				time.Sleep(lineEvery + time.Second)
				p.add("c.html", false)
				time.Sleep(lineEvery)
				p.close()
				if said.String() != c.want {
					t.Errorf("said %q, want %q", said.String(), c.want)
				}
			})
		})
	}
}
