package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"

	"github.com/gongkai/gongkai/ingest"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// rejects are the documents a warehouse keeps that gave no report, to be read again.
type rejects struct {
	warehouse *sql.Warehouse
	documents []sql.SourceInfo
	byHash    map[string]sql.SourceInfo
}

// openRejects lists them. The caller closes the warehouse.
func openRejects(ctx context.Context, data string) (rejects, error) {
	w, err := sql.Open(ctx, data, sql.Settings{})
	if err != nil {
		return rejects{}, err
	}
	snapshot, release := w.Hold()
	defer release()
	rs := rejects{warehouse: w, byHash: map[string]sql.SourceInfo{}}
	rs.documents, err = snapshot.Rejected(ctx)
	if err != nil {
		w.Close()
		return rejects{}, err
	}
	for _, d := range rs.documents {
		rs.byHash[d.SHA256] = d
	}
	return rs, nil
}

// after gives the documents of paths and then those kept, but for those that were among them.
func (rs rejects) after(paths iter.Seq[ingest.Document]) iter.Seq[ingest.Document] {
	return func(yield func(ingest.Document) bool) {
		given := map[string]bool{}
		for d := range paths {
			if hash := hashOf(d); rs.byHash[hash].SHA256 != "" {
				given[hash] = true
			}
			if !yield(d) {
				return
			}
		}
		for _, kept := range rs.documents {
			if !given[kept.SHA256] && !yield(rs.document(kept)) {
				return
			}
		}
	}
}

// document is a kept document under the path it came by.
func (rs rejects) document(kept sql.SourceInfo) ingest.Document {
	lost := func(format string, args ...any) ingest.Document {
		return ingest.Document{Path: kept.Path, Reason: report.Unreadable, Message: fmt.Sprintf(format, args...)}
	}
	f, _, err := rs.warehouse.Source(kept.SHA256)
	if err != nil {
		return lost("%s; ingest it again from where it came", err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return lost("%s; ingest it again from where it came", err)
	}
	d := ingest.Document{Path: kept.Path, Bytes: b}
	if hash := hashOf(d); hash != kept.SHA256 {
		return lost("what is kept of it as %s is damaged: its SHA-256 is %s; ingest it again from where it came", kept.SHA256, hash)
	}
	return d
}

// hashOf is the SHA-256 of a document's bytes.
func hashOf(d ingest.Document) string {
	sum := sha256.Sum256(d.Bytes)
	return hex.EncodeToString(sum[:])
}
