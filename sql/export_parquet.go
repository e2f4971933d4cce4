package sql

import (
	"fmt"
	"io"
	"math/big"
	"reflect"
	"unsafe"

	"github.com/parquet-go/parquet-go"
)

// parquetSheet writes one dataset as Parquet, a row group after the other, straight to its writer.
// The engine could write it too, but only to a file, with access to the machine that a snapshot's
// engine is denied, and the cells are unpacked here in any case.
type parquetSheet struct {
	to      io.Writer
	options []parquet.WriterOption
	kinds   []datumKind
	out     *parquet.GenericWriter[any]
	rows    []parquet.Row
	held    int
}

// groupFigures is how many figures a row group has: it is in memory until it is written.
const (
	groupFigures = 2 << 20
	rowsHeld     = 256
)

func newParquetSheet(w io.Writer, i Info, e Extract) *parquetSheet {
	return &parquetSheet{to: w, options: []parquet.WriterOption{
		parquet.KeyValueMetadata("snapshot", i.ID),
		parquet.KeyValueMetadata("citation", i.Citation()),
		parquet.KeyValueMetadata("readme", readme(i, Parquet, e)),
		parquet.Compression(&parquet.Zstd),
	}}
}

func (p *parquetSheet) begin(t dataset) error {
	columns := t.columns()
	group := columnsInOrder{Group: parquet.Group{}}
	for _, c := range columns {
		node := parquet.Optional(parquetNode(c.kind))
		group.Group[c.name] = node
		group.fields = append(group.fields, parquetField{node, c.name})
		p.kinds = append(p.kinds, c.kind)
	}
	p.options = append(p.options, parquet.NewSchema(string(t.name), group),
		parquet.MaxRowsPerRowGroup(int64(groupFigures/len(columns))))
	p.out = parquet.NewGenericWriter[any](p.to, p.options...)
	p.rows = make([]parquet.Row, rowsHeld)
	for i := range p.rows {
		p.rows[i] = make(parquet.Row, len(columns))
	}
	return nil
}

func parquetNode(k datumKind) parquet.Node {
	switch k {
	case whole:
		return parquet.Leaf(parquet.Int64Type)
	case truth:
		return parquet.Leaf(parquet.BooleanType)
	case amount:
		return parquet.Decimal(moneyScale, 18, parquet.Int64Type)
	case exact:
		return parquet.Decimal(12, 38, parquet.FixedLenByteArrayType(16))
	}
	return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
}

func (p *parquetSheet) row(values []datum) error {
	row := p.rows[p.held]
	for i := range values {
		v, err := p.value(&values[i], p.kinds[i])
		if err != nil {
			return err
		}
		defined := 1
		if values[i].null {
			defined = 0
		}
		row[i] = v.Level(0, defined, i)
	}
	if p.held++; p.held == rowsHeld {
		return p.flush()
	}
	return nil
}

func (p *parquetSheet) value(d *datum, k datumKind) (parquet.Value, error) {
	if d.null {
		return parquet.NullValue(), nil
	}
	switch k {
	case whole:
		return parquet.Int64Value(d.n), nil
	case truth:
		return parquet.BooleanValue(d.n != 0), nil
	case amount:
		scaled, ok := d.number.Scaled(moneyScale)
		if !ok || !scaled.IsInt64() {
			return parquet.Value{}, fmt.Errorf("%s does not fit a column of %d decimals", d.number, moneyScale)
		}
		return parquet.Int64Value(scaled.Int64()), nil
	case exact:
		scaled, _ := d.number.Scaled(12) // every Number fits
		return parquet.FixedLenByteArrayValue(twosComplement(scaled)), nil
	}
	return parquet.ByteArrayValue(unsafe.Slice(unsafe.StringData(d.text), len(d.text))), nil
}

// twosComplement is a number as Parquet's decimals of sixteen bytes take it.
func twosComplement(n *big.Int) []byte {
	if n.Sign() < 0 {
		n = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	return n.FillBytes(make([]byte, 16))
}

func (p *parquetSheet) flush() error {
	_, err := p.out.WriteRows(p.rows[:p.held])
	p.held = 0
	return err
}

func (p *parquetSheet) end() error {
	if err := p.flush(); err != nil {
		return err
	}
	return p.out.Close()
}

// columnsInOrder is a group whose columns stay in their order; the library sorts them by name.
type columnsInOrder struct {
	parquet.Group
	fields []parquet.Field
}

func (c columnsInOrder) Fields() []parquet.Field { return c.fields }

type parquetField struct {
	parquet.Node
	name string
}

func (f parquetField) Name() string { return f.name }

// Value is how the library would read a field of a Go struct; rows come without.
func (f parquetField) Value(reflect.Value) reflect.Value { return reflect.Value{} }
