package sql

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"
)

// Settings of a Warehouse. The zero value has good defaults.
type Settings struct {
	Threads     int          // of the engine; 0: one a core
	MemoryLimit string       // of the engine, as DuckDB writes it ("2GB"); empty: its default
	Log         *slog.Logger // nil: silent

	// Warm reads the newest reports into memory before a snapshot is served, some ten thousand a second.
	// A server wants it, a single question does not.
	Warm bool

	ColumnMemory int64 // bytes of figures kept in memory for the next question; 0: 512 MiB
}

// Warehouse serves the current snapshot of a data folder.
type Warehouse struct {
	dir      folder
	settings Settings
	fixed    bool // stays at its snapshot, whatever becomes current

	refreshing sync.Mutex // one refresh at a time

	mu        sync.Mutex
	current   *Snapshot
	closed    bool
	decisions *decisions // as last read
	decidedAt string     // what the file was then
}

// Open opens the current snapshot of the data folder for reading.
func Open(ctx context.Context, dir string, s Settings) (*Warehouse, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	id, err := f.currentID()
	if err != nil {
		return nil, err
	}
	w, err := openAt(ctx, f, id, s)
	if err != nil {
		// What was current may have been pruned meanwhile, because something else is.
		if next, again := f.currentID(); again == nil && next != id {
			return openAt(ctx, f, next, s)
		}
	}
	return w, err
}

func openAt(ctx context.Context, f folder, id string, s Settings) (*Warehouse, error) {
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	snapshot, err := openSnapshot(ctx, f, id, s)
	if err != nil {
		return nil, err
	}
	w := &Warehouse{dir: f, settings: s, current: snapshot}
	if w.decisions, err = f.readDecisions(); err != nil {
		return nil, errors.Join(err, snapshot.close())
	}
	return w, nil
}

// openFolder refuses paths that the engine would take for options.
func openFolder(dir string) (folder, error) {
	if strings.ContainsAny(dir, "?#%") {
		return "", fmt.Errorf("data folder %q: its path must not contain ?, # or %%", dir)
	}
	return folder(dir), nil
}

// Hold gives the current snapshot for the length of one request; call release when it ends. After
// Close the snapshot answers with errors.
func (w *Warehouse) Hold() (s *Snapshot, release func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s = w.current
	s.holders++
	w.readDecisions()
	s.decisions.Store(w.decisions)
	return s, sync.OnceFunc(func() {
		w.mu.Lock()
		s.holders--
		last := s.retired && s.holders == 0
		w.mu.Unlock()
		if last {
			w.discard(s)
		}
	})
}

// readDecisions reads the decisions if their file has changed. Where it cannot be read those before
// stay.
func (w *Warehouse) readDecisions() {
	at := ""
	if info, err := os.Stat(w.dir.decisions()); err == nil {
		at = identity(info)
	}
	if at == w.decidedAt && at != "" || at == "" && w.decisions == nil {
		return
	}
	w.decidedAt = at
	d, err := w.dir.readDecisions()
	if err != nil {
		w.settings.Log.Error("the decisions about findings cannot be read; those before stay", "err", err)
		return
	}
	w.decisions = d
}

// Refresh looks whether another snapshot has become current and swaps to it once it is verified.
// On an error the old one stays.
func (w *Warehouse) Refresh(ctx context.Context) (changed bool, err error) {
	if w.fixed {
		return false, nil
	}
	w.refreshing.Lock()
	defer w.refreshing.Unlock()
	id, err := w.dir.currentID()
	if err != nil {
		return false, err
	}
	w.mu.Lock()
	same, closed := w.current.manifest.ID == id, w.closed
	w.mu.Unlock()
	if same || closed {
		return false, nil
	}
	next, err := openSnapshot(ctx, w.dir, id, w.settings)
	if err != nil {
		return false, err
	}
	if !w.swap(next) {
		return false, next.close()
	}
	return true, nil
}

// swap makes next current, unless the warehouse was closed meanwhile.
func (w *Warehouse) swap(next *Snapshot) bool {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return false
	}
	old := w.current
	w.current, old.retired = next, true
	idle := old.holders == 0
	w.mu.Unlock()
	if idle {
		w.discard(old)
	}
	return true
}

func (w *Warehouse) discard(s *Snapshot) {
	if err := s.close(); err != nil {
		w.settings.Log.Error("close snapshot", "id", s.manifest.ID, "err", err)
	}
}

// Follow refreshes every second until ctx ends, and logs what happens.
func (w *Warehouse) Follow(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	said := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		changed, err := w.Refresh(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && err.Error() != said:
			said = err.Error()
			w.settings.Log.Error("the current snapshot cannot be opened; the one before goes on answering", "err", err)
		case changed:
			said = ""
			s, release := w.Hold()
			w.settings.Log.Info("serving another snapshot", "id", s.Info().ID, "reports", s.Info().Reports)
			release()
		}
	}
}

// Source opens a document as it came. ErrNotFound if the current snapshot does not know it, or its
// bytes were never kept because there were too many.
func (w *Warehouse) Source(sha256 string) (io.ReadSeekCloser, SourceInfo, error) {
	if !sha256Hex.MatchString(sha256) {
		return nil, SourceInfo{}, fmt.Errorf("document %.70q: %w: it is no SHA-256 in lower-case hex", sha256, ErrNotFound)
	}
	s, release := w.Hold()
	defer release()
	info, err := s.source(context.Background(), sha256)
	if err != nil {
		return nil, info, err
	}
	file, err := os.Open(w.dir.source(sha256))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, info, fmt.Errorf("document %s: %w: its bytes are not kept", sha256, ErrNotFound)
	}
	if err != nil {
		return nil, info, fmt.Errorf("open document: %w", err)
	}
	return file, info, nil
}

// Close closes the warehouse. A snapshot that is still held is closed when it is released.
func (w *Warehouse) Close() error {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.closed, w.current.retired = true, true
	idle := w.current.holders == 0
	w.mu.Unlock()
	if idle {
		return w.current.close()
	}
	return nil
}
