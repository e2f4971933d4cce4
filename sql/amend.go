package sql

import (
	"context"
	stdsql "database/sql"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/report"
)

// said is what is known of a document besides its figures, as far as it tells whether anything is new.
// Of rejected documents, which are few, the texts are kept; of the others only their hashes.
type said struct {
	url, message             string
	urlHash, publicationHash uint64
}

var seed = maphash.MakeSeed()

func hashOf(s string) uint64 {
	if s == "" {
		return 0
	}
	return maphash.String(seed, s)
}

func remembered(d document, url, message, published string) said {
	if d.reason != "" {
		return said{url: strings.Clone(url), message: strings.Clone(message)}
	}
	return said{urlHash: hashOf(url), publicationHash: hashOf(published)}
}

func saidBy(r report.Report) said {
	return remembered(document{reason: r.Reason}, r.Source.URL, r.Message, r.Published)
}

// amendment is what a manifest says of a document that was filed without.
type amendment struct {
	url       string // empty if nothing new
	published string // of its report; empty if nothing new
}

// amend takes up where and when a known document was published, if a manifest says so now. What the
// document itself says of its date was read before.
func (b *Batch) amend(ctx context.Context, key [32]byte, known document, r report.Report) (Loaded, error) {
	filed := b.filings[known.report]
	loaded := Loaded{Unchanged, filed.report, int(filed.revision)}
	change := b.amended[known.no]
	was := change
	if url := r.Source.URL; url != "" && hashOf(url) != known.said.urlHash {
		change.url, known.said.urlHash = url, hashOf(url)
	}
	if date := r.Published; known.report == known.no && date != "" && hashOf(date) != known.said.publicationHash && fromManifest(r) {
		change.published, known.said.publicationHash = date, hashOf(date)
	}
	if change == was {
		return loaded, nil
	}
	if err := b.begin(ctx); err != nil {
		return Loaded{}, b.breakOff(r, err)
	}
	b.amended[known.no], b.documents[key] = change, known
	loaded.Outcome = Amended
	return loaded, nil
}

// redated reports whether the date of a report that was checked before has changed.
func (b *Batch) redated() bool {
	for _, a := range b.amended {
		if a.published != "" {
			return true
		}
	}
	return false
}

// fromManifest reports whether the date of publication is what a manifest said.
func fromManifest(r report.Report) bool {
	return slices.ContainsFunc(r.Basis, func(o report.Origin) bool {
		return o.Fact == "published" && o.Where == "manifest" && o.Taken
	})
}

// writeAmendments puts what manifests said into the tables.
func (b *Batch) writeAmendments(ctx context.Context, conn *stdsql.Conn) error {
	var urlNos, dateNos []int32
	var urls, dates []string
	for _, no := range slices.Sorted(maps.Keys(b.amended)) {
		if a := b.amended[no]; a.url != "" {
			urlNos, urls = append(urlNos, no), append(urls, a.url)
		}
		if a := b.amended[no]; a.published != "" {
			dateNos, dates = append(dateNos, no), append(dates, a.published)
		}
	}
	if len(urlNos) > 0 {
		if _, err := conn.ExecContext(ctx, query("amend_url"), urlNos, urls); err != nil {
			return err
		}
	}
	if len(dateNos) == 0 {
		return nil
	}
	if _, err := conn.ExecContext(ctx, query("amend_published"), dateNos, dates); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, query("amend_taken"), dateNos); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, query("amend_origin"), dateNos, dates)
	return err
}
