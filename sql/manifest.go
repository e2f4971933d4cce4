package sql

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/gongkai/gongkai/report"
)

// manifest stands beside a snapshot and says what it must be.
type manifest struct {
	Info
	Schema string `json:"schema"`
	Book   string `json:"book"`  // the code book of regions in it
	Rules  string `json:"rules"` // those its ledger was made by
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Parent string `json:"parent,omitempty"` // the snapshot it was made from
}

// bookID changes whenever the code book of regions does.
var bookID = sync.OnceValue(func() string {
	h := sha256.New()
	for _, r := range report.Regions() {
		fmt.Fprintln(h, r)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
})

func (f folder) readManifest(id string) (manifest, error) {
	var m manifest
	text, err := os.ReadFile(f.manifest(id))
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err == nil && (m.ID != id || !sha256Hex.MatchString(m.SHA256)) {
		err = errors.New("it is of another snapshot")
	}
	if err != nil {
		return m, fmt.Errorf("manifest %s: %w", f.manifest(id), err)
	}
	return m, nil
}

// verify makes sure that the snapshot is what was published. A file once verified is known again
// by its identity, so that only files that are new or were touched are read whole.
func (f folder) verify(id string) (manifest, error) {
	m, err := f.readManifest(id)
	if err != nil {
		return m, fmt.Errorf("%w: %w; %s", ErrDamaged, err, f.advice(id))
	}
	if err := f.knows(m); err != nil {
		if errors.Is(err, ErrDamaged) {
			err = fmt.Errorf("%w; %s", err, f.advice(id))
		}
		return m, err
	}
	info, err := os.Stat(f.snapshot(id))
	if err != nil {
		return m, fmt.Errorf("open snapshot: %w", err)
	}
	mark := m.SHA256 + " " + identity(info)
	if known, err := os.ReadFile(f.verified(id)); err == nil && identity(info) != "" && string(known) == mark {
		return m, nil
	}
	if err := f.checkHash(m); err != nil {
		return m, fmt.Errorf("%w; %s", err, f.advice(id))
	}
	// Only a shortcut: a folder that cannot be written is verified again next time.
	_ = replaceFile(f.verified(id), mark)
	return m, nil
}

func (f folder) checkHash(m manifest) error {
	hash, size, err := hashFile(f.snapshot(m.ID))
	if err != nil {
		return fmt.Errorf("read snapshot: %w", err)
	}
	if hash != m.SHA256 || size != m.Size {
		return fmt.Errorf("%w: %s is not what was published (%d bytes with SHA-256 %s, not %d with %s)",
			ErrDamaged, f.snapshot(m.ID), size, hash, m.Size, m.SHA256)
	}
	return nil
}

func hashFile(path string) (hash string, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer file.Close()
	h := sha256.New()
	size, err = io.Copy(h, file)
	return hex.EncodeToString(h.Sum(nil)), size, err
}
