package ingest

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// PDFium runs as WebAssembly: no C, no files, no network, bounded memory, and a call that does not
// end can be ended. Compiling it takes some seconds, so the machine code is kept in the user's
// cache folder and shared by all engines of the process; nothing of it is touched before the first
// PDF. An engine lives until the process ends or a document makes it overstep; each document gets
// a memory of its own, so that none leaves a trace in the next. Nothing needs closing at exit.

// mostPDFMemory is what one document may use, in pages of 64 KiB.
const mostPDFMemory = 256 << 20 >> 16

type pdfEngine struct {
	pool pdfium.Pool
	stop context.CancelFunc // ends what the engine does; it is of no use afterwards
}

// pdfEngines holds a place for each engine that may run at once; a place is nil until one is needed.
var pdfEngines = sync.OnceValue(func() chan *pdfEngine {
	places := make(chan *pdfEngine, runtime.GOMAXPROCS(0))
	for range cap(places) {
		places <- nil
	}
	return places
})

// pdfStart lets one engine start at a time: the first compiles, the others find it done.
var pdfStart sync.Mutex

// pdfCode keeps the compiled code.
var pdfCode = sync.OnceValue(func() wazero.CompilationCache {
	if folder, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(folder, "gongkai")); err == nil {
			return cache
		}
	}
	return wazero.NewCompilationCache()
})

// startPDF makes an engine; where the kept code is of no use it compiles without it.
func startPDF() (*pdfEngine, error) {
	pdfStart.Lock()
	defer pdfStart.Unlock()
	e, err := newPDFEngine(pdfCode())
	if err != nil {
		e, err = newPDFEngine(wazero.NewCompilationCache())
	}
	return e, err
}

func newPDFEngine(code wazero.CompilationCache) (*pdfEngine, error) {
	ctx, stop := context.WithCancel(experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)))
	pool, err := webassembly.Init(webassembly.Config{
		Context:  ctx,
		MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(),
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithCompilationCache(code).
			WithMemoryLimitPages(mostPDFMemory).
			WithCloseOnContextDone(true),
	})
	if err != nil {
		stop()
		return nil, err
	}
	return &pdfEngine{pool, stop}, nil
}

// withPDFium calls use with a fresh instance, waiting for a free engine. When ctx is done, the call
// that is under way in the instance ends with an error.
func withPDFium(ctx context.Context, use func(pdfium.Pdfium) error) error {
	places := pdfEngines()
	var e *pdfEngine
	select {
	case e = <-places:
	case <-ctx.Done():
		return ctx.Err()
	}
	if e == nil {
		var err error
		if e, err = startWithin(ctx, places); err != nil {
			return err
		}
	}
	unwatch := context.AfterFunc(ctx, e.stop)
	err := e.run(ctx, use)
	if !unwatch() {
		_ = e.pool.Close() // what it says of an engine that was stopped is of no interest
		e = nil
	}
	places <- e
	return err
}

func (e *pdfEngine) run(ctx context.Context, use func(pdfium.Pdfium) error) error {
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return err
	}
	defer instance.Close()
	return use(instance)
}

// startWithin starts an engine for a place that is taken. If ctx is done first the start goes on
// for the next document, and the place is given back when it has ended.
func startWithin(ctx context.Context, places chan *pdfEngine) (*pdfEngine, error) {
	type started struct {
		engine *pdfEngine
		err    error
	}
	done := make(chan started, 1)
	go func() {
		e, err := startPDF()
		done <- started{e, err}
	}()
	select {
	case s := <-done:
		if s.err != nil {
			places <- nil
		}
		return s.engine, s.err
	case <-ctx.Done():
		go func() { places <- (<-done).engine }()
		return nil, ctx.Err()
	}
}
