package sql

import (
	"encoding/csv"
	"io"
)

// csvSheet writes one dataset as CSV for people with Excel: with a byte order mark, or it would not
// see UTF-8.
type csvSheet struct {
	to     io.Writer
	csv    *csv.Writer
	record []string
}

func newCSVSheet(w io.Writer) *csvSheet { return &csvSheet{to: w, csv: csv.NewWriter(w)} }

func (c *csvSheet) begin(t dataset) error {
	if _, err := io.WriteString(c.to, "\ufeff"); err != nil {
		return err
	}
	for _, column := range t.columns() {
		c.record = append(c.record, column.name)
	}
	return c.csv.Write(c.record)
}

func (c *csvSheet) row(values []datum) error {
	for i := range values {
		c.record[i] = values[i].plain()
	}
	return c.csv.Write(c.record)
}

func (c *csvSheet) end() error {
	c.csv.Flush()
	return c.csv.Error()
}
