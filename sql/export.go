package sql

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Dataset is one table of what is taken out of a snapshot.
type Dataset string

const (
	Cells      Dataset = "cells"      // one row a printed cell
	Reports    Dataset = "reports"    // one row a report, a column a cell of the form
	Findings   Dataset = "findings"   // one row a finding
	Documents  Dataset = "documents"  // one row a document, rejected ones too
	Dictionary Dataset = "dictionary" // one row an indicator
	Crosswalk  Dataset = "crosswalk"  // one row a cell of the form, in whichever edition
	Regions    Dataset = "regions"    // one row a region and the years it bore its name
)

// Datasets are all datasets in the order they are shown.
func Datasets() []Dataset {
	return []Dataset{Cells, Reports, Findings, Documents, Dictionary, Crosswalk, Regions}
}

// Format is a kind of file to export to.
type Format string

const (
	CSV     Format = "csv"
	Parquet Format = "parquet"
	XLSX    Format = "xlsx"
	DuckDB  Format = "duckdb"
)

// Formats are all formats.
func Formats() []Format { return []Format{CSV, Parquet, XLSX, DuckDB} }

// Extract says which reports to export. Its zero value takes every report of every kind of organ, of
// its revisions the latest.
type Extract struct {
	Scope     Scope
	Revisions bool  // superseded ones too
	MaxBytes  int64 // of one dataset written by Export; beyond it ErrTooMany, 0 for no limit
	SheetRows int   // on a sheet of XLSX, its head included; 0 for as many as Excel takes
}

// Export streams one dataset of the snapshot as CSV or Parquet. Nothing is written before the
// arguments are found to be good. In CSV and in Excel an empty field is NULL, what is unknown or not
// there; it never stands for 0.
func (s *Snapshot) Export(ctx context.Context, w io.Writer, d Dataset, f Format, e Extract) error {
	if !slices.Contains(Datasets(), d) {
		return fmt.Errorf("%w: there is no dataset %.40q, only %q", ErrQuestion, d, Datasets())
	}
	if f != CSV && f != Parquet {
		return fmt.Errorf("%w: one dataset is written as csv or parquet, not %.40q", ErrQuestion, f)
	}
	if err := s.checkPlace(e.Scope); err != nil {
		return err
	}
	limited := &limitedWriter{w: w, left: e.MaxBytes, limit: e.MaxBytes}
	buffered := bufio.NewWriterSize(limited, 1<<16)
	var out sheet
	switch f {
	case CSV:
		out = newCSVSheet(buffered)
	case Parquet:
		out = newParquetSheet(buffered, s.Info(), e)
	}
	err := s.pour(ctx, out, d, e)
	if err == nil {
		err = buffered.Flush()
	}
	if err != nil {
		return fmt.Errorf("export %s: %w", d, asked(ctx, err))
	}
	return nil
}

// sheet takes the rows of datasets, one dataset after the other.
type sheet interface {
	begin(t dataset) error
	row(values []datum) error // which the next row overwrites
	end() error
}

func (s *Snapshot) pour(ctx context.Context, out sheet, d Dataset, e Extract) error {
	t := datasetOf(d)
	err := out.begin(t)
	if err == nil {
		err = t.rows(ctx, s, e, out.row)
	}
	if err == nil {
		err = out.end()
	}
	return err
}

// limitedWriter refuses what goes beyond its limit; a limit of 0 is none.
type limitedWriter struct {
	w           io.Writer
	left, limit int64
}

func (l *limitedWriter) Write(b []byte) (int, error) {
	if l.limit > 0 {
		if l.left -= int64(len(b)); l.left < 0 {
			return 0, fmt.Errorf("%w bytes: it has more than %d MiB; narrow it to fewer years or regions, or run gongkai export",
				ErrTooMany, l.limit>>20)
		}
	}
	return l.w.Write(b)
}

// ExportTo writes all datasets: as one file (XLSX, DuckDB), or as a file each in a folder with a
// README (CSV, Parquet). Path must not exist, or be an empty folder. It appears whole or not at all.
func (s *Snapshot) ExportTo(ctx context.Context, path string, f Format, e Extract) (err error) {
	if err := s.checkPlace(e.Scope); err != nil {
		return err
	}
	path = filepath.Clean(path)
	if err := vacant(path); err != nil {
		return err
	}
	aside, err := os.MkdirTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.partial")
	if err != nil {
		return fmt.Errorf("export to %s: %w", path, err)
	}
	defer func() {
		err = errors.Join(err, os.RemoveAll(aside))
	}()
	made := aside
	switch f {
	case CSV, Parquet:
		err = s.exportFolder(ctx, aside, f, e)
	case XLSX:
		made = filepath.Join(aside, "export.xlsx")
		err = s.exportXLSX(ctx, made, e)
	case DuckDB:
		made = filepath.Join(aside, "export.duckdb")
		err = s.exportDuckDB(ctx, made, e)
	default:
		return fmt.Errorf("%w: unknown format %.40q; the formats are %q", ErrQuestion, f, Formats())
	}
	if err == nil {
		err = syncPath(made)
	}
	if err == nil {
		err = moveInto(path, made)
	}
	if err != nil {
		return fmt.Errorf("export to %s: %w; nothing of it is left", path, asked(ctx, err))
	}
	return syncPath(filepath.Dir(path))
}

// vacant refuses a path where something stands.
func vacant(path string) error {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return nil
	case err == nil:
		return fmt.Errorf("%w: %s is not empty; name a new folder", fs.ErrExist, path)
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%w: %s; remove it or name another", fs.ErrExist, path)
	}
	return err
}

// moveInto gives the file or folder made its name. An empty folder of that name gives way.
func moveInto(path, made string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	info, err := os.Stat(made)
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o644) // excelize makes files that could be run
	if info.IsDir() {
		mode = 0o755 // a temporary folder is its owner's alone
	}
	if err := os.Chmod(made, mode); err != nil {
		return err
	}
	return os.Rename(made, path)
}

func (s *Snapshot) exportFolder(ctx context.Context, folder string, f Format, e Extract) error {
	for _, d := range Datasets() {
		err := writeFile(filepath.Join(folder, string(d)+"."+string(f)), func(w io.Writer) error {
			return s.Export(ctx, w, d, f, e)
		})
		if err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(folder, "README.txt"), func(w io.Writer) error {
		_, err := io.WriteString(w, readme(s.Info(), f, e))
		return err
	})
}

// writeFile makes a file and makes it last.
func writeFile(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	err = write(file)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
