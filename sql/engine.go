package sql

import (
	"context"
	stdsql "database/sql"
	"database/sql/driver"
	"embed"
	"fmt"
	"runtime"
	"sync"

	"github.com/duckdb/duckdb-go/v2"
)

//go:embed queries/*.sql
var queryFiles embed.FS

// query is the text of queries/<name>.sql.
func query(name string) string {
	text, err := queryFiles.ReadFile("queries/" + name + ".sql")
	if err != nil {
		panic(err)
	}
	return string(text)
}

// openEngine opens a DuckDB file and runs the settings once, in their order. Options of the DSN are
// applied in no order at all, so it carries no more than one.
func openEngine(path, option string, settings []string) (*stdsql.DB, error) {
	var once sync.Once
	connector, err := duckdb.NewConnector(path+"?"+option, func(conn driver.ExecerContext) (err error) {
		once.Do(func() { err = configure(conn, settings) })
		return err
	})
	if err != nil {
		return nil, err
	}
	db := stdsql.OpenDB(connector)
	if err := db.Ping(); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// configure leaves an engine alone that another Warehouse of this process has locked already: one
// process has one engine a file.
func configure(conn driver.ExecerContext, settings []string) error {
	rows, err := conn.(driver.QueryerContext).QueryContext(context.Background(), "SELECT current_setting('lock_configuration')", nil)
	if err != nil {
		return err
	}
	locked := make([]driver.Value, 1)
	err = rows.Next(locked)
	rows.Close()
	if err != nil || locked[0] == true {
		return err
	}
	for _, s := range settings {
		if _, err := conn.ExecContext(context.Background(), s, nil); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

// openReader opens a snapshot so that no statement can change it or reach beyond it.
func openReader(path string, s Settings) (*stdsql.DB, error) {
	cores := runtime.GOMAXPROCS(0)
	if s.Threads <= 0 {
		s.Threads = cores
	}
	settings := []string{fmt.Sprintf("SET threads = %d", s.Threads)}
	if s.MemoryLimit != "" {
		settings = append(settings, "SET memory_limit = "+quote(s.MemoryLimit))
	}
	settings = append(settings,
		"SET temp_directory = ''",
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET allow_community_extensions = false",
		"SET enable_external_access = false",
		"SET lock_configuration = true")
	db, err := openEngine(path, "access_mode=READ_ONLY", settings)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(2 * cores)
	db.SetMaxIdleConns(2 * cores)
	return db, nil
}

// writerMemory bounds what the engine keeps in memory while it writes; the rest goes to disk.
const writerMemory = "350MB"

func openWriter(path, temp string) (*stdsql.DB, error) {
	return openEngine(path, "storage_compatibility_version=latest", []string{
		"SET memory_limit = " + quote(writerMemory),
		"SET temp_directory = " + quote(temp),
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET allow_community_extensions = false",
	})
}

// quote writes a text of ours, such as a path, as a literal: what SET and ATTACH take.
func quote(s string) string {
	quoted := []byte{'\''}
	for i := range len(s) {
		if s[i] == '\'' {
			quoted = append(quoted, '\'')
		}
		quoted = append(quoted, s[i])
	}
	return string(append(quoted, '\''))
}
