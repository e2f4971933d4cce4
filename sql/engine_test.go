package sql

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAReaderCanNeitherChangeNorLeaveItsFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.duckdb")
	w, err := openWriter(path, filepath.Join(dir, "spill"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Exec("CREATE TABLE a AS SELECT 1 AS n"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(dir, "secret.csv")
	if err := os.WriteFile(secret, []byte("a\n1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := openReader(path, Settings{Threads: 1, MemoryLimit: "100MB"})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var threads int
	if err := db.QueryRow("SELECT current_setting('threads')").Scan(&threads); err != nil || threads != 1 {
		t.Errorf("threads %d, %v", threads, err)
	}
	for _, statement := range []string{
		"INSERT INTO a VALUES (2)",
		"CREATE TABLE b (n INTEGER)",
		"DROP TABLE a",
		"SELECT * FROM read_csv(" + quote(secret) + ")",
		"COPY a TO " + quote(filepath.Join(dir, "out.csv")),
		"ATTACH " + quote(filepath.Join(dir, "other.duckdb")),
		"SET enable_external_access = true",
		"SET threads = 8",
		"INSTALL httpfs",
	} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
	again, err := openReader(path, Settings{})
	if err != nil {
		t.Fatalf("the same file opened twice: %v", err)
	}
	again.Close()
}

// InPortions lets the rules look at no more than n reports together.
func (b *Batch) InPortions(n int) { b.portion = n }
