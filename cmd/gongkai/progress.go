package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/cwriter"
	"github.com/vbauerster/mpb/v8/decor"
)

const (
	lineEvery = 5 * time.Second
	barWidth  = 40
)

// progress tells a person how far the reading of documents has come: a bar on a terminal, a line
// every few seconds elsewhere.
type progress struct {
	io.Writer // for log lines, which must not run through the bar

	files               int // 0 if not known
	file                string
	done, docs, refused atomic.Int64

	bars *mpb.Progress
	bar  *mpb.Bar

	since time.Time
	end   chan struct{}
	lines sync.WaitGroup
}

// newProgress begins; close ends it. If quiet, nothing is shown and nothing but log lines written.
func newProgress(w io.Writer, files int, quiet bool) *progress {
	p := &progress{Writer: w, files: files, since: time.Now(), end: make(chan struct{})}
	switch {
	case quiet:
	case isTerminal(w):
		p.bars = mpb.New(mpb.WithOutput(w), mpb.WithWidth(barWidth))
		p.Writer = p.bars
		p.bar = p.bars.AddBar(int64(files),
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CountersNoUnit("%d of %d files ")),
			mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return " " + p.tally() + " " }),
				decor.AverageETA(decor.ET_STYLE_GO)))
	default:
		p.lines.Go(p.tell)
	}
	return p
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && cwriter.IsTerminal(int(f.Fd()))
}

// add counts a document. Members of one archive come one after the other and count as one file.
func (p *progress) add(path string, refused bool) {
	file, _, _ := strings.Cut(path, "!/")
	if file != p.file || file == path {
		p.file = file
		p.done.Add(1)
		if p.bar != nil {
			p.bar.SetCurrent(min(p.done.Load(), int64(p.files)))
		}
	}
	p.docs.Add(1)
	if refused {
		p.refused.Add(1)
	}
}

func (p *progress) tally() string {
	docs, seconds := p.docs.Load(), time.Since(p.since).Seconds()
	s := fmt.Sprintf("%d documents, %.0f/s", docs, float64(docs)/max(seconds, 0.001))
	if refused := p.refused.Load(); refused > 0 {
		s += fmt.Sprintf(", %d rejected", refused)
	}
	return s
}

func (p *progress) tell() {
	tick := time.NewTicker(lineEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			fmt.Fprintf(p.Writer, "%d of %d files: %s\n", p.done.Load(), p.files, p.tally())
		case <-p.end:
			return
		}
	}
}

func (p *progress) close() {
	close(p.end)
	p.lines.Wait()
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
	}
}
