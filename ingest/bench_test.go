package ingest_test

import (
	"bytes"
	"context"
	"os"
	"testing"

	"golang.org/x/net/html"

	"github.com/gongkai/gongkai/ingest"
)

func BenchmarkX(b *testing.B) {
	for _, f := range []string{"../../shared/seed/000_15e719a63086d79c.txt", "../../shared/corpus/002-shanghai-office-2019.html"} {
		doc, _ := os.ReadFile(f)
		b.Run(f[13:20], func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			for b.Loop() {
				ingest.Read(context.Background(), ingest.Document{Path: f, Bytes: doc}, nil)
			}
		})
		b.Run("parse"+f[13:20], func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			for b.Loop() {
				html.Parse(bytes.NewReader(doc))
			}
		})
	}
}
