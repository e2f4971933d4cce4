package sql

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// database writes datasets as the tables of a new DuckDB file, with what its README says as comments
// on tables and columns and in a table readme.
type database struct {
	exec     func(text string, args ...any) error
	appender func(table string) (*duckdb.Appender, error)
	out      *duckdb.Appender
	values   []driver.Value // reused
}

func (s *Snapshot) exportDuckDB(ctx context.Context, path string, e Extract) (err error) {
	db, err := openWriter(path, filepath.Join(filepath.Dir(path), "spill"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	out := &database{}
	out.exec = func(text string, args ...any) error {
		_, err := conn.ExecContext(ctx, text, args...)
		return err
	}
	out.appender = func(table string) (a *duckdb.Appender, err error) {
		err = conn.Raw(func(c any) error {
			a, err = duckdb.NewAppenderFromConn(c.(driver.Conn), "", table)
			return err
		})
		return a, err
	}
	for _, d := range Datasets() {
		if err := s.pour(ctx, out, d, e); err != nil {
			return fmt.Errorf("table %s: %w", d, err)
		}
	}
	if err := out.readme(s.Info(), e); err != nil {
		return err
	}
	return out.exec("CHECKPOINT")
}

func (d *database) begin(t dataset) error {
	columns := t.columns()
	definitions := make([]string, len(columns))
	for i, c := range columns {
		definitions[i] = c.name + " " + c.kind.duckdb()
	}
	if err := d.exec("CREATE TABLE " + string(t.name) + " (" + strings.Join(definitions, ", ") + ")"); err != nil {
		return err
	}
	if err := d.exec("COMMENT ON TABLE " + string(t.name) + " IS " + quote(t.about)); err != nil {
		return err
	}
	for _, c := range columns {
		if err := d.exec("COMMENT ON COLUMN " + string(t.name) + "." + c.name + " IS " + quote(c.about)); err != nil {
			return err
		}
	}
	d.values = make([]driver.Value, len(columns))
	var err error
	d.out, err = d.appender(string(t.name))
	return err
}

func (d *database) row(values []datum) error {
	for i := range values {
		v := &values[i]
		switch {
		case v.null:
			d.values[i] = nil
		case v.kind == whole:
			d.values[i] = v.n
		case v.kind == truth:
			d.values[i] = v.n != 0
		case v.kind == amount:
			scaled, ok := v.number.Scaled(moneyScale)
			if !ok {
				return fmt.Errorf("%s does not fit a column of %d decimals", v.number, moneyScale)
			}
			d.values[i] = duckdb.Decimal{Width: 18, Scale: moneyScale, Value: scaled}
		case v.kind == exact:
			d.values[i] = decimal(&v.number)
		default:
			d.values[i] = v.text
		}
	}
	return d.out.AppendRow(d.values...)
}

func (d *database) end() error { return d.out.Close() }

func (d *database) readme(i Info, e Extract) error {
	err := d.exec("CREATE TABLE readme (table_name VARCHAR, column_name VARCHAR, type VARCHAR, description VARCHAR)")
	for _, name := range Datasets() {
		t := datasetOf(name)
		if err == nil {
			err = d.exec("INSERT INTO readme VALUES ($1, NULL, NULL, $2)", string(name), t.about)
		}
		for _, c := range t.columns() {
			if err == nil {
				err = d.exec("INSERT INTO readme VALUES ($1, $2, $3, $4)", string(name), c.name, c.kind.duckdb(), c.about)
			}
		}
	}
	if err == nil {
		err = d.exec("CREATE TABLE snapshot AS SELECT $1::VARCHAR AS id, $2::TIMESTAMPTZ AS built_at, $3::INTEGER AS reports, $4::VARCHAR AS citation, $5::VARCHAR AS readme",
			i.ID, i.BuiltAt, i.Reports, i.Citation(), readme(i, DuckDB, e))
	}
	return err
}
