package sql_test

import (
	stdsql "database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongkai/gongkai/sql"
)

// table is a dataset read back: by column, NULL as "NULL".
type table []map[string]string

// readBack gives a dataset of what ExportTo wrote, as a reader of that format finds it.
func readBack(t testing.TB, path string, f sql.Format, d sql.Dataset) table {
	t.Helper()
	switch f {
	case sql.XLSX:
		return readSheets(t, path, string(d))
	case sql.DuckDB:
		return ask(t, path+"?access_mode=READ_ONLY", "FROM "+string(d))
	case sql.CSV:
		return ask(t, "", "FROM read_csv('"+filepath.Join(path, string(d)+".csv")+"', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"', max_line_size = 1000000)")
	}
	return ask(t, "", "FROM '"+filepath.Join(path, string(d)+".parquet")+"'")
}

func ask(t testing.TB, path, text string) (rows table) {
	t.Helper()
	db, err := stdsql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.QueryContext(t.Context(), "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ("+text+")")
	if err != nil {
		t.Fatal(text, err)
	}
	defer found.Close()
	names, _ := found.Columns()
	values, slots := make([]stdsql.NullString, len(names)), make([]any, len(names))
	for i := range values {
		slots[i] = &values[i]
	}
	for found.Next() {
		if err := found.Scan(slots...); err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, v := range values {
			row[names[i]] = v.String
			if !v.Valid {
				row[names[i]] = "NULL"
			}
		}
		rows = append(rows, row)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func readSheets(t testing.TB, path, name string) (rows table) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for n := 1; ; n++ {
		sheet := name
		if n > 1 {
			sheet = fmt.Sprint(name, " ", n)
		}
		lines, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			if n == 1 {
				t.Fatal(err)
			}
			return rows
		}
		for _, line := range lines[1:] {
			row := map[string]string{}
			for i, column := range lines[0] {
				row[column] = "NULL"
				if i < len(line) && line[i] != "" {
					row[column] = line[i]
				}
			}
			rows = append(rows, row)
		}
	}
}

// figure is how a reader sees a number: without the zeros a format puts behind the point.
func figure(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func orNull(s string) string {
	if s == "" {
		return "NULL"
	}
	return s
}
