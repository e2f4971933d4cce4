package sql

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// Outcome is what became of an added document.
type Outcome string

const (
	New       Outcome = "NEW"       // the first report of its organ and year
	Revision  Outcome = "REVISION"  // other figures than before: it becomes the latest, unless only part of it could be read and all of an earlier one
	Unchanged Outcome = "UNCHANGED" // nothing new in it
	Amended   Outcome = "AMENDED"   // a known document, of which it is now known where or when it was published
	Kept      Outcome = "REJECTED"  // no figures; the document and the reason are kept
)

// Loaded says what became of an added document.
type Loaded struct {
	Outcome  Outcome
	ReportID string // of the report it stands for, without revision; empty if rejected
	Revision int    // the revision it stands for; 0 if rejected
}

// Batch is one writing of the warehouse: all of it is published, or none. It may be used by
// several goroutines: they make documents ready side by side and take turns to write them.
type Batch struct {
	dir  folder
	log  *slog.Logger
	lock *os.File

	mu        sync.Mutex
	parent    manifest // the zero manifest if nothing was ever published
	documents map[[sha256.Size]byte]document
	reports   map[string][]revision // by report id, oldest first
	filings   []filing              // by the number of the document
	zones     map[string]report.Region
	firstNo   int32 // documents beyond it are this batch's
	lastNo    int32
	portion   int // how many reports the rules look at together

	draft    *draft          // nil until there is something to write
	revised  map[string]bool // reports that have a further revision by this batch
	replaced []int32         // rejected documents that were read anew
	amended  map[int32]amendment
	staged   []string // documents to be kept
	broken   error    // why nothing can be added or published any more
	done     bool     // published or closed
}

type document struct {
	no     int32
	reason report.Reason // why it was rejected; empty if it was not
	report int32         // the number of the report it stands for; 0 if rejected
	said   said
}

// revision is what tells whether another document says the same.
type revision struct {
	no      int32
	figures int64
}

// Begin starts a batch in the data folder, which is made if absent, and sweeps what a killed run
// left behind. Only one batch writes at a time: ErrBusy says who does. A nil log is silent.
func Begin(ctx context.Context, dir string, log *slog.Logger) (*Batch, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	f, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	b := &Batch{dir: f, log: log, portion: portionSize, documents: map[[sha256.Size]byte]document{}, reports: map[string][]revision{},
		zones: map[string]report.Region{}, revised: map[string]bool{}, amended: map[int32]amendment{}}
	for _, path := range []string{string(f), f.snapshots(), f.sources()} {
		if err := os.MkdirAll(path, 0o755); err != nil {
			return nil, fmt.Errorf("make data folder: %w; it must be writable", err)
		}
	}
	if b.lock, err = f.takeLock(); err != nil {
		return nil, err
	}
	if err := b.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("begin a batch in %s: %w", dir, err), b.lock.Close())
	}
	return b, nil
}

func (b *Batch) prepare(ctx context.Context) error {
	if err := b.dir.sweep(b.log); err != nil {
		return fmt.Errorf("sweep what an earlier run left: %w", err)
	}
	if err := os.MkdirAll(b.dir.staged(), 0o755); err != nil {
		return err
	}
	id, err := b.dir.currentID()
	if errors.Is(err, ErrNoData) {
		return nil
	}
	if err != nil {
		return err
	}
	return b.remember(ctx, id)
}

// remember reads from the current snapshot what is known already.
func (b *Batch) remember(ctx context.Context, id string) error {
	s, err := openSnapshot(ctx, b.dir, id, Settings{})
	if err != nil {
		return err
	}
	defer s.close()
	b.parent, b.zones = s.manifest, s.zones
	err = eachRow(ctx, s.db, query("known_reports"), nil, func(row []any) error {
		no, id, n := int32(integer(row[0])), text(row[1]), integer(row[2])
		b.filed(no, filing{id, int32(n)})
		b.reports[id] = append(b.reports[id], revision{no, row[3].(int64)})
		return nil
	})
	if err != nil {
		return err
	}
	err = eachRow(ctx, s.db, query("known_documents"), nil, func(row []any) error {
		key, err := hashKey(text(row[1]))
		no := int32(integer(row[0]))
		doc := document{no: no, reason: report.Reason(text(row[2])), report: int32(integer(row[3]))}
		doc.said = remembered(doc, text(row[4]), text(row[5]), text(row[6]))
		b.documents[key] = doc
		b.lastNo = max(b.lastNo, no)
		return err
	})
	b.firstNo = b.lastNo
	return err
}

// sweep removes what a batch left that did not come to its end.
func (f folder) sweep(log *slog.Logger) error {
	unfinished, err := os.ReadFile(f.journal())
	if err == nil {
		id := string(unfinished)
		current, _ := os.ReadFile(f.current())
		if snapshotID.MatchString(id) && string(current) != id+"\n" {
			log.Info("removing a snapshot that was never published", "id", id)
			for _, path := range []string{f.manifest(id), f.verified(id), f.snapshot(id)} {
				if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return err
				}
			}
		}
	}
	left, err := filepath.Glob(filepath.Join(f.snapshots(), "*.new"))
	if err != nil {
		return err
	}
	for _, path := range append(left, f.current()+".new", f.work()) {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	return nil
}

func hashKey(sha string) (key [sha256.Size]byte, err error) {
	if len(sha) == 2*len(key) && sha == strings.ToLower(sha) {
		if _, err = hex.Decode(key[:], []byte(sha)); err == nil {
			return key, nil
		}
	}
	return key, fmt.Errorf("%.70q is no SHA-256 in lower-case hex", sha)
}

// Has reports whether a document with that hash stands for a report in the current snapshot or in
// this batch. Of rejected ones it says no: a newer program may be able to read them.
func (b *Batch) Has(sha256 string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	key, err := hashKey(sha256)
	known, seen := b.documents[key]
	return err == nil && seen && known.reason == ""
}

// Add adds one document and what was read in it. A document that was rejected and can now be read
// is taken as if it were new. A report without a region or a year must come as rejected. The bytes
// may be nil where they were too many to keep. An error refuses this document alone, unless the
// batch cannot be written any more: then Publish gives the same error.
func (b *Batch) Add(ctx context.Context, r report.Report, bytes []byte) (Loaded, error) {
	e, err := prepare(r, bytes)
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.usable(ctx); err != nil {
		return Loaded{}, err
	}
	if err != nil {
		return Loaded{}, fmt.Errorf("add %s: %w", r.Source.Path, err)
	}
	known, seen := b.documents[e.key]
	switch {
	case seen && known.reason == "":
		return b.amend(ctx, e.key, known, r)
	case seen:
		e.Source.URL = cmp.Or(r.Source.URL, known.said.url)
		if known.reason == r.Reason && known.said.message == r.Message && known.said.url == e.Source.URL {
			return Loaded{Outcome: Unchanged}, nil
		}
	}
	loaded, err := b.add(ctx, e, bytes)
	if err != nil {
		return Loaded{}, b.breakOff(r, err)
	}
	if seen {
		b.replaced = append(b.replaced, known.no)
	}
	return loaded, nil
}

// breakOff ends the batch: it cannot be written any more.
func (b *Batch) breakOff(r report.Report, err error) error {
	b.broken = fmt.Errorf("add %s: %w; nothing of this batch is published", r.Source.Path, err)
	return b.broken
}

func (b *Batch) usable(ctx context.Context) error {
	switch {
	case b.broken != nil:
		return b.broken
	case b.done:
		return errors.New("the batch is over")
	}
	return ctx.Err()
}

// begin makes the file to write to, if there is none yet.
func (b *Batch) begin(ctx context.Context) (err error) {
	if b.draft == nil {
		b.draft, err = b.dir.newDraft(ctx, b.parent.ID)
	}
	return err
}

// add writes a document that is not known yet.
func (b *Batch) add(ctx context.Context, e *entry, bytes []byte) (Loaded, error) {
	if err := b.begin(ctx); err != nil {
		return Loaded{}, err
	}
	if err := b.stage(e.Source.SHA256, bytes); err != nil {
		return Loaded{}, err
	}
	b.lastNo++
	doc := document{no: b.lastNo, reason: e.Reason, said: saidBy(e.Report)}
	loaded := Loaded{Outcome: Kept}
	if e.Status != report.Rejected {
		var err error
		if loaded, doc.report, err = b.file(doc.no, e); err != nil {
			return Loaded{}, err
		}
	}
	err := b.draft.addSource(doc, e.Report)
	if err == nil && loaded.Outcome != Unchanged {
		err = b.draft.addReading(doc.no, e.Report)
	}
	b.documents[e.key] = doc
	return loaded, err
}

// file finds out which report a document is, and writes it unless it only repeats a revision.
func (b *Batch) file(no int32, e *entry) (Loaded, int32, error) {
	id := report.ReportID(e.organ, e.Year)
	for i, known := range b.reports[id] {
		if known.figures == e.figures {
			return Loaded{Unchanged, id, i + 1}, known.no, nil
		}
	}
	b.reports[id] = append(b.reports[id], revision{no, e.figures})
	n := len(b.reports[id])
	loaded := Loaded{New, id, n}
	if n > 1 {
		loaded.Outcome, b.revised[id] = Revision, true
	}
	b.filed(no, filing{id, int32(n)})
	if err := b.meet(e.Region); err != nil {
		return loaded, no, err
	}
	return loaded, no, b.draft.addReport(no, n, e)
}

// filing is the report that a document stands for.
type filing struct {
	report   string
	revision int32
}

func (b *Batch) filed(no int32, f filing) {
	for int(no) >= len(b.filings) {
		b.filings = append(b.filings, filing{})
	}
	b.filings[no] = f
}

// meet keeps a zone that the code book does not have.
func (b *Batch) meet(r report.Region) error {
	if _, known := b.zones[r.Code]; known || r.Official {
		return nil
	}
	b.zones[r.Code] = r
	return b.draft.addRegion(r)
}

// stage keeps the bytes of a document in the batch's own folder until it is published.
func (b *Batch) stage(sha string, bytes []byte) error {
	if bytes == nil {
		return nil
	}
	if _, err := os.Stat(b.dir.source(sha)); err == nil {
		return nil
	}
	b.staged = append(b.staged, sha)
	return os.WriteFile(filepath.Join(b.dir.staged(), sha), bytes, 0o644)
}

// Close abandons what was not published and lets the next batch begin.
func (b *Batch) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lock == nil {
		return nil
	}
	b.done = true
	var errs []error
	if b.draft != nil {
		errs = append(errs, b.draft.close())
		b.draft = nil
	}
	errs = append(errs, os.RemoveAll(b.dir.work()), b.lock.Close())
	b.lock = nil
	return errors.Join(errs...)
}
