package sql

import (
	"context"
	stdsql "database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/gongkai/gongkai/report"
)

// draft is the file a batch writes: a copy of the current snapshot, or a new one. All of it is one
// transaction.
type draft struct {
	dir       folder
	path      string
	db        *stdsql.DB
	conn      *stdsql.Conn
	appenders map[string]*duckdb.Appender

	appended int            // reports
	row      []driver.Value // reused
}

func (f folder) newDraft(ctx context.Context, parent string) (*draft, error) {
	d := &draft{dir: f, path: filepath.Join(f.work(), "draft.duckdb"), appenders: map[string]*duckdb.Appender{}}
	if parent != "" {
		if err := copyFile(d.path, f.snapshot(parent)); err != nil {
			return nil, fmt.Errorf("copy the current snapshot: %w", err)
		}
	}
	db, err := openWriter(d.path, filepath.Join(f.work(), "spill"))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", d.path, err)
	}
	d.db = db
	if d.conn, err = db.Conn(ctx); err == nil && parent == "" {
		_, err = d.conn.ExecContext(ctx, schema())
	}
	if err == nil {
		_, err = d.conn.ExecContext(ctx, "BEGIN TRANSACTION")
	}
	if err == nil {
		err = d.openAppenders()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", d.path, err), d.close())
	}
	return d, nil
}

func (d *draft) openAppenders() error {
	for _, t := range tables {
		if err := d.openAppender(t.name); err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) openAppender(table string) error {
	return d.conn.Raw(func(conn any) error {
		a, err := duckdb.NewAppenderFromConn(conn.(driver.Conn), "", table)
		if err == nil {
			d.appenders[table] = a
		}
		return err
	})
}

// flush hands over what the appenders still hold and ends them.
func (d *draft) flush() error {
	var errs []error
	for _, t := range tables {
		if a := d.appenders[t.name]; a != nil {
			errs = append(errs, a.Close())
			delete(d.appenders, t.name)
		}
	}
	return errors.Join(errs...)
}

// close ends the draft without publishing it.
func (d *draft) close() error {
	for _, a := range d.appenders {
		// What they hold is abandoned with the file.
		_ = a.Clear()
	}
	_ = d.flush()
	var errs []error
	if d.conn != nil {
		errs = append(errs, d.conn.Close())
	}
	return errors.Join(append(errs, d.db.Close(), os.RemoveAll(d.path))...)
}

func (d *draft) append(table string, values ...driver.Value) error {
	if err := d.appenders[table].AppendRow(values...); err != nil {
		return fmt.Errorf("write to %s: %w", table, err)
	}
	return nil
}

func (d *draft) addSource(doc document, r report.Report) error {
	var standsFor driver.Value
	if doc.report != 0 {
		standsFor = doc.report
	}
	s := r.Source
	return d.append("source", doc.no, s.SHA256, s.Path, s.Size, s.Format, s.URL,
		string(r.Status), string(r.Reason), r.Message, standsFor)
}

// addReading adds what was read besides the figures, of a rejected document too.
func (d *draft) addReading(no int32, r report.Report) error {
	if err := d.addFindings(no, r); err != nil {
		return err
	}
	for i, f := range r.Facts {
		lines := append([]report.LineCode{}, f.Lines...)
		if err := d.append("fact", no, int32(i), names(lines), string(f.Topic), decimal(&f.Value), f.Approx, f.Text, f.Offset); err != nil {
			return err
		}
	}
	for _, p := range r.Parts {
		if err := d.append("part", no, int16(p.Number), p.Heading, p.Text, p.Offset); err != nil {
			return err
		}
	}
	for i, row := range r.Rows {
		texts, err := json.Marshal(append([]string{}, row.Texts...))
		if err != nil {
			return err
		}
		place, err := json.Marshal(row.Place)
		if err != nil {
			return err
		}
		if err := d.append("unplaced", no, int32(i), row.Label, string(texts), string(place)); err != nil {
			return err
		}
	}
	for i, o := range r.Basis {
		if err := d.append("origin", no, int32(i), o.Fact, o.Text, o.Where, o.Offset, o.Taken); err != nil {
			return err
		}
	}
	return nil
}

// addFindings adds what the reader noticed, each statement once.
func (d *draft) addFindings(no int32, r report.Report) error {
	about := r.Source.SHA256
	if r.Status != report.Rejected {
		about = report.ReportID(report.OrganID(r.Region, r.Organ), r.Year)
	}
	said := make(map[string]bool, len(r.Findings))
	for i, f := range r.Findings {
		id := findingID(about, f, f.Chinese)
		if said[id] {
			continue
		}
		said[id] = true
		var difference *report.Number
		if f.Expected != nil && f.Actual != nil {
			n := f.Actual.Sub(*f.Expected)
			difference = &n
		}
		if err := d.addFinding(no, i, id, false, f, difference); err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) addFinding(no int32, ordinal int, id string, published bool, f report.Finding, difference *report.Number) error {
	places, err := json.Marshal(append([]report.Place{}, f.Places...))
	if err != nil {
		return err
	}
	return d.append("finding", no, int32(ordinal), id, published, f.Rule, string(f.Severity), string(f.Line), string(f.Column),
		decimal(f.Expected), decimal(f.Actual), decimal(difference), f.Message, f.Chinese, string(places))
}

// decimal is a number as DECIMAL(38,12) takes it: every Number fits.
func decimal(n *report.Number) driver.Value {
	if n == nil {
		return nil
	}
	scaled, _ := n.Scaled(12)
	return duckdb.Decimal{Width: 38, Scale: 12, Value: scaled}
}

func (d *draft) addRegion(r report.Region) error {
	successors, err := json.Marshal(append([]report.Successor{}, r.Successors...))
	if err != nil {
		return err
	}
	return d.append("region", r.Code, r.Name, string(r.Level), r.Province, r.Prefecture,
		int32(r.From), int32(r.To), string(successors), r.Official)
}

// addReport adds the nth revision of a report: its printed figures, those that follow from them, and
// its cells.
func (d *draft) addReport(no int32, n int, e *entry) error {
	var prefecture driver.Value
	if code := e.Region.PrefectureCode(); code != "" {
		prefecture = code
	}
	level, province := string(e.Organ.Rank(e.Region)), e.Region.ProvinceCode()
	d.row = append(d.row[:0], no, report.ReportID(e.organ, e.Year), int16(n), int16(n), true, e.organ,
		report.OfficeID(e.Region, e.Organ), string(e.Organ.Kind), e.Organ.Name, e.Region.Code, province, prefecture, level,
		int16(e.Year), string(e.Edition), string(e.Status), e.Title, string(e.Scope), e.Period.From, e.Period.To,
		e.Published, e.Synthetic, e.consistent, e.has[report.Disclosure], e.has[report.Requests], e.has[report.Challenges],
		e.summed != nil, e.reconstructed != nil, e.figures)
	if err := d.appendWide("report", e, nil); err != nil {
		return err
	}
	for _, f := range []struct {
		basis  Basis
		gained map[report.Ref]report.Number
	}{{Reported, e.summed}, {Reconstructed, e.reconstructed}} {
		if f.gained == nil {
			continue
		}
		d.row = append(d.row[:0], string(f.basis), no, true, string(e.Organ.Kind), e.Region.Code, province,
			prefecture, level, int16(e.Year), string(e.Edition), e.consistent,
			e.has[report.Disclosure], e.has[report.Requests], e.has[report.Challenges])
		if err := d.appendWide("filled", e, f.gained); err != nil {
			return err
		}
	}
	d.appended++
	return d.append("printed", no, e.packed)
}

// appendWide appends the keys in d.row and after them a value a cell of the catalogue.
func (d *draft) appendWide(table string, e *entry, gained map[report.Ref]report.Number) error {
	keys, money := len(d.row), moneyAt()
	d.row = append(d.row, make([]driver.Value, len(catalogue()))...)
	set := func(position int, n report.Number) error {
		value, ok := stored(n, money[position])
		switch {
		case !ok:
			ref := report.Refs("")[position]
			return fmt.Errorf("the figure %s of %s %s does not fit its column", n, ref.Line, ref.Column)
		case money[position]:
			d.row[keys+position] = value
		default:
			d.row[keys+position] = int32(value)
		}
		return nil
	}
	for i := range e.Cells {
		if c := &e.Cells[i]; c.State == report.Numeric {
			if err := set(e.positions[i], c.Value); err != nil {
				return err
			}
		}
	}
	for ref, n := range gained {
		if err := set(refIndex()[ref], n); err != nil {
			return err
		}
	}
	return d.append(table, d.row...)
}
