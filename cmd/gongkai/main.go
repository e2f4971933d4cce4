// Command gongkai reads annual reports on the disclosure of government information
// (政府信息公开工作年度报告), keeps their figures in a warehouse and answers questions about them.
//
// This package wires the others together and is what people meet: flags, signals, exit codes,
// progress and tables. It reads no document and computes no figure itself.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Exit codes other than 0, which says that all is well.
const (
	exitFailed   = 1 // could not do the work
	exitUsage    = 2 // asked for in a way we do not understand
	exitRejected = 3 // done, but some documents were rejected, or an error is open
)

// errRejected ends a command that did its work and has said which documents it rejected.
var errRejected = errors.New("some documents were rejected")

// usageError is an error in how a command was called.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	root := newRoot()
	root.SetArgs(args)
	started := false
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if err := flagsFromEnvironment(cmd.Flags()); err != nil {
			return err
		}
		started = true
		return nil
	}
	cmd, err := root.ExecuteContextC(ctx)
	var wrong usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errRejected), errors.Is(err, errOpen):
		return exitRejected
	case !started, errors.As(err, &wrong):
		fmt.Fprintf(cmd.ErrOrStderr(), "gongkai: %v\nsee: %s --help\n", err, cmd.CommandPath())
		return exitUsage
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "gongkai: %s\n", strings.TrimSpace(err.Error()))
	return exitFailed
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "gongkai",
		Short: "Figures of China's annual reports on government-information disclosure",
		Long: `gongkai (公开) reads the annual reports on the disclosure of government information
(政府信息公开工作年度报告) that Chinese offices publish, keeps every figure with its source,
and answers questions about them over GraphQL.`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(*cobra.Command, []string) error { return usage("a command is missing") },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetVersionTemplate("gongkai {{.Version}}\n")
	root.AddCommand(newIngest(), newRead(), newServe(), newDemo(), newAsk(), newCheck(), newSynth(), newExport(), newSnapshots())
	return root
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "of unknown version"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && v == "(devel)" {
			v = s.Value
		}
	}
	return fmt.Sprintf("%s (%s)", v, info.GoVersion)
}

// fromEnvironment lets GONGKAI_NAME stand for --name where the flag is not given.
func fromEnvironment(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		f := flags.Lookup(name)
		f.Annotations = map[string][]string{environment: {"GONGKAI_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))}}
		f.Usage += fmt.Sprintf(" [$%s]", f.Annotations[environment][0])
	}
}

const environment = "environment"

func flagsFromEnvironment(flags *pflag.FlagSet) (err error) {
	flags.VisitAll(func(f *pflag.Flag) {
		for _, name := range f.Annotations[environment] {
			if value := os.Getenv(name); value != "" && !f.Changed && err == nil {
				if bad := flags.Set(f.Name, value); bad != nil {
					err = fmt.Errorf("%s: %w", name, bad)
				}
			}
		}
	})
	return err
}

func dataFlag(cmd *cobra.Command, data *string) {
	cmd.Flags().StringVar(data, "data", "data", "folder of the warehouse")
	fromEnvironment(cmd.Flags(), "data")
}

func jobsFlag(cmd *cobra.Command, jobs *int) {
	cmd.Flags().IntVar(jobs, "jobs", runtime.GOMAXPROCS(0), "documents read at the same time")
	fromEnvironment(cmd.Flags(), "jobs")
}

// pathArgs wants at least one path, and stdin at most once.
func pathArgs(_ *cobra.Command, paths []string) error {
	piped := 0
	for _, p := range paths {
		if p == "-" {
			piped++
		}
	}
	switch {
	case len(paths) == 0:
		return errors.New("name at least one PATH: a file, a folder, an archive, or - for what is piped in")
	case piped > 1:
		return errors.New("- can be named only once")
	}
	return nil
}

func logger(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}
