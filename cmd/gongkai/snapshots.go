package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/sql"
)

func newSnapshots() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "snapshots list|rollback|prune",
		Short: "List the published states of the warehouse, go back to one, remove old ones",
		RunE: func(*cobra.Command, []string) error {
			return usage("a command is missing: list, rollback or prune")
		},
	}
	cmd.AddCommand(newSnapshotsList(), newSnapshotsRollback(), newSnapshotsPrune())
	return cmd
}

func newSnapshotsList() *cobra.Command {
	var (
		data   string
		asJSON bool
	)
	cmd := &cobra.Command{
		Use:   "list [--data DIR] [--json]",
		Short: "List the snapshots of a warehouse, newest first",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all, err := sql.Snapshots(data)
			if err != nil && len(all) == 0 {
				return err
			}
			if asJSON {
				return errors.Join(printSnapshotsJSON(cmd.OutOrStdout(), all), err)
			}
			t := newTable("Snapshot", "Built", "Reports", "Organs", "Documents", "MiB", "")
			for _, p := range all {
				t.AppendRow([]any{p.ID, date(p.BuiltAt), p.Reports, p.Organs, p.Documents, mebibytes(p.Size), standing(p)})
			}
			fmt.Fprintln(cmd.OutOrStdout(), t.Render())
			return err
		},
	}
	dataFlag(cmd, &data)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	return cmd
}

func standing(p sql.Published) string {
	switch {
	case p.Fault != nil && p.Current:
		return "current, cannot be opened: " + p.Fault.Error()
	case p.Fault != nil:
		return "cannot be opened: " + p.Fault.Error()
	case p.Current && p.Held:
		return "current, being served"
	case p.Current:
		return "current"
	case p.Held:
		return "being served"
	}
	return ""
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04")
}

func mebibytes(n int64) string { return fmt.Sprintf("%.1f", float64(n)/(1<<20)) }

func printSnapshotsJSON(w io.Writer, all []sql.Published) error {
	out := newJSONLines(w)
	for _, p := range all {
		line := struct {
			sql.Info
			Citation string `json:"citation"`
			Size     int64  `json:"size"`
			Current  bool   `json:"current"`
			Held     bool   `json:"held"`
			Fault    string `json:"fault,omitempty"`
		}{p.Info, p.Citation(), p.Size, p.Current, p.Held, ""}
		if p.Fault != nil {
			line.Fault = p.Fault.Error()
		}
		if err := out.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

func newSnapshotsRollback() *cobra.Command {
	var data string
	cmd := &cobra.Command{
		Use:   "rollback [--data DIR] [SNAPSHOT]",
		Short: "Make an older snapshot current",
		Long: `Make an older snapshot current: the one named (the beginning of its name is enough), or the one
before the current. Its file is verified first. Running servers take it up by themselves. What was
current stays and can be named to go forward again, until it is pruned; but the next ingest builds on
what is current then.`,
		Example: "  gongkai snapshots rollback\n  gongkai snapshots rollback 000012",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id := ""
			if len(args) == 1 {
				id = args[0]
				if id == "" {
					return usage("the name of the snapshot is empty")
				}
			}
			before, now, err := sql.Rollback(data, id, logger(cmd.ErrOrStderr(), slog.LevelWarn))
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: snapshot %s of %s is current, %s\n", data, now.ID, date(now.BuiltAt), describe(now))
			if before.ID != "" && before.ID != now.ID {
				fmt.Fprintf(cmd.OutOrStdout(), "to undo this: gongkai snapshots rollback --data %s %s\n", data, before.ID)
			}
			return nil
		},
	}
	dataFlag(cmd, &data)
	return cmd
}

func newSnapshotsPrune() *cobra.Command {
	var (
		data string
		keep int
	)
	cmd := &cobra.Command{
		Use:   "prune [--data DIR] --keep N",
		Short: "Remove all but the newest snapshots",
		Long: `Remove all but the newest N snapshots. The current one is never removed, nor one that a server
on this machine answers from. The documents are kept, whichever snapshot they came with.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("keep") {
				return usage("--keep N is missing: how many of the newest snapshots to keep")
			}
			if keep < 0 {
				return usage("--keep %d: it cannot be less than 0", keep)
			}
			removed, spared, err := sql.Prune(data, keep, logger(cmd.ErrOrStderr(), slog.LevelWarn))
			w, freed := cmd.OutOrStdout(), int64(0)
			for _, p := range removed {
				freed += p.Size
				fmt.Fprintf(w, "removed %s of %s\n", p.ID, date(p.BuiltAt))
			}
			for _, p := range spared {
				fmt.Fprintf(w, "kept %s of %s: a server answers from it\n", p.ID, date(p.BuiltAt))
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s: %s removed, %s MiB freed\n", data, counted(len(removed), "snapshot"), mebibytes(freed))
			return nil
		},
	}
	dataFlag(cmd, &data)
	cmd.Flags().IntVar(&keep, "keep", 0, "how many of the newest snapshots to keep")
	return cmd
}
