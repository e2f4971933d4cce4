package sql

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/gongkai/gongkai/report"
)

//go:embed schema.sql
var schemaTemplate string

// schema is schema.sql with the cells of the catalogue in it.
var schema = sync.OnceValue(func() string {
	var cells strings.Builder
	for _, r := range report.Refs("") {
		cells.WriteString("\n  , " + column(r) + " " + columnType(r))
	}
	return strings.ReplaceAll(schemaTemplate, "\n  /* cells */", cells.String())
})

// schemaID changes whenever the tables do.
var schemaID = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(schema()))
	return hex.EncodeToString(sum[:6])
})

// column is the column of the wide table that holds a cell.
func column(r report.Ref) string {
	name := strings.ReplaceAll(string(r.Line), ".", "_")
	if r.Column != report.NoColumn {
		name += "__" + string(r.Column)
	}
	return name
}

// moneyScale is the number of decimals of an amount of money.
const moneyScale = 6

func columnType(r report.Ref) string {
	if money(r.Line) {
		return "DECIMAL(18,6)"
	}
	return "INTEGER"
}

func money(code report.LineCode) bool {
	l, _ := report.FindLine(code)
	return l.Unit == report.TenKYuan || l.Unit == report.YuanIfSaid
}

// catalogue are the cells of every edition in the order of the form.
var catalogue = sync.OnceValue(func() []report.Ref { return report.Refs("") })

// moneyAt says of each cell of the catalogue whether it is money.
var moneyAt = sync.OnceValue(func() []bool {
	var all []bool
	for _, r := range report.Refs("") {
		all = append(all, money(r.Line))
	}
	return all
})

// tableAt says of each cell of the catalogue in which table it stands.
var tableAt = sync.OnceValue(func() []report.Table {
	var all []report.Table
	for _, r := range report.Refs("") {
		l, _ := report.FindLine(r.Line)
		all = append(all, l.Table)
	}
	return all
})

// tables are all tables of a snapshot with the order their rows are stored in.
var tables = []struct{ name, order string }{
	{"source", "no"},
	{"report", "year, province_code, level, organ_id, revision"},
	{"filled", "basis, year, province_code, level, no"},
	{"printed", "no"},
	{"finding", "no, ordinal"},
	{"fact", "no, ordinal"},
	{"part", "no, number"},
	{"unplaced", "no, ordinal"},
	{"origin", "no, ordinal"},
	{"region", "code, from_year"},
}
