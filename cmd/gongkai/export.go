package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

func newExport() *cobra.Command {
	var (
		data, snapshot, format, level string
		take                          sql.Extract
	)
	cmd := &cobra.Command{
		Use:   "export [--data DIR] --format parquet|csv|xlsx|duckdb OUT",
		Short: "Take everything out again, for R, pandas, DuckDB or Excel",
		Long: `Take everything out again, for R, pandas, DuckDB or Excel: cells, reports (a column a cell of the
form), findings, documents (rejected ones with the reason), the dictionary of indicators, the crosswalk
of the form's editions and the regions.

parquet and csv make a folder of files with a README, xlsx and duckdb one file with a README in it;
each names the snapshot it was taken from. OUT must not exist yet, or be an empty folder. It appears
whole or not at all. Of a report with several revisions the latest is taken, or all with --revisions.`,
		Example: "  gongkai export --format parquet figures/\n  gongkai export --format xlsx --within 130000 --years 2021,2022 hebei.xlsx",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || args[0] == "" {
				return fmt.Errorf("name one OUT, the file or folder to write")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(sql.Formats(), sql.Format(format)) {
				return usage("--format %q: the formats are %s", format, formats())
			}
			take.Scope.Level = report.Level(strings.ToUpper(level))
			warehouse, err := openWarehouse(cmd.Context(), data, snapshot)
			if err != nil {
				return err
			}
			defer warehouse.Close()
			held, release := warehouse.Hold()
			defer release()
			if err := held.ExportTo(cmd.Context(), args[0], sql.Format(format), take); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: snapshot %s, %s\n", args[0], held.Info().ID, describe(held.Info()))
			return nil
		},
	}
	dataFlag(cmd, &data)
	snapshotFlag(cmd, &snapshot)
	flags := cmd.Flags()
	flags.StringVar(&format, "format", "", formats())
	flags.IntSliceVar(&take.Scope.Years, "years", nil, "only reports about these years")
	flags.StringSliceVar(&take.Scope.Regions, "regions", nil, "only reports of the regions with these codes")
	flags.StringVar(&take.Scope.Within, "within", "", "only reports of regions under the one with this `CODE`")
	flags.StringVar(&level, "level", "", "only reports of this level: province, prefecture, county or township")
	flags.BoolVar(&take.Revisions, "revisions", false, "superseded revisions too")
	return cmd
}

func formats() string {
	var all []string
	for _, f := range sql.Formats() {
		all = append(all, string(f))
	}
	return strings.Join(all, ", ")
}

func snapshotFlag(cmd *cobra.Command, snapshot *string) {
	cmd.Flags().StringVar(snapshot, "snapshot", "", "`ID` of an older snapshot, or the beginning of it (default the current one)")
}

// openWarehouse opens the current snapshot, or the one that is named.
func openWarehouse(ctx context.Context, data, snapshot string) (*sql.Warehouse, error) {
	if snapshot == "" {
		return sql.Open(ctx, data, sql.Settings{})
	}
	return sql.OpenSnapshot(ctx, data, snapshot, sql.Settings{})
}
