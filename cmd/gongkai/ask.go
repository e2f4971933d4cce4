package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/graph"
)

func newAsk() *cobra.Command {
	var (
		data, snapshot, variables, format string
		bom                               bool
	)
	cmd := &cobra.Command{
		Use:   "ask [--data DIR] [--snapshot ID] [--format json|csv|table] 'query' | @file",
		Short: "Answer one GraphQL question without a server",
		Long: `Answer one GraphQL question without a server. The question is the argument itself, the file
named after @, or what is piped in for @-.

With --format csv or table the one list in the answer becomes rows: a nested field is a column
such as region.name, and a list inside the list gives a row for each of its items.`,
		Example: `  gongkai ask '{ snapshot { id reports years } }'
  gongkai ask --format csv @question.graphql > answer.csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("ask one question at a time, in quotes, not %d", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains([]string{"json", "csv", "table"}, format) {
				return usage("--format %s: the formats are json, csv and table", format)
			}
			query, err := textOrFile(args[0], cmd.InOrStdin())
			if err != nil {
				return err
			}
			values, err := readVariables(variables, cmd.InOrStdin())
			if err != nil {
				return err
			}
			warehouse, err := openWarehouse(cmd.Context(), data, snapshot)
			if err != nil {
				return err
			}
			defer warehouse.Close()
			answer, failed := graph.Ask(cmd.Context(), warehouse, query, values)
			if err := printAnswer(cmd, answer, format, bom, failed == nil); err != nil {
				return err
			}
			return failed
		},
	}
	dataFlag(cmd, &data)
	snapshotFlag(cmd, &snapshot)
	cmd.Flags().StringVar(&variables, "variables", "", "variables of the question as a JSON object, or @file")
	cmd.Flags().StringVar(&format, "format", "json", "json, csv or table")
	cmd.Flags().BoolVar(&bom, "bom", false, "begin CSV with a byte order mark, which Excel needs to see UTF-8")
	return cmd
}

// textOrFile is the argument itself or what it points to with @.
func textOrFile(arg string, stdin io.Reader) (string, error) {
	name, isFile := strings.CutPrefix(arg, "@")
	if !isFile {
		if _, err := os.Stat(arg); err == nil && !strings.Contains(arg, "{") {
			return "", usage("%s is a file: write @%s to have read what stands in it", arg, arg)
		}
		return arg, nil
	}
	const most = 1 << 20 // far beyond what a question may have
	r := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer f.Close()
		r = f
	}
	text, err := io.ReadAll(io.LimitReader(r, most))
	return string(text), err
}

func readVariables(arg string, stdin io.Reader) (map[string]any, error) {
	text, err := textOrFile(arg, stdin)
	if err != nil || text == "" {
		return nil, err
	}
	var values map[string]any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&values); err != nil {
		return nil, usage("--variables: no JSON object: %w", err)
	}
	return values, nil
}

// printAnswer writes the answer as asked for. One with errors is shown as JSON or not at all: half
// an answer looks whole in a table.
func printAnswer(cmd *cobra.Command, answer []byte, format string, bom, whole bool) error {
	switch {
	case format == "json":
		_, err := cmd.OutOrStdout().Write(answer)
		return err
	case !whole:
		return nil
	}
	sheet, err := flatten(answer)
	if err != nil {
		return fmt.Errorf("--format %s: %w", format, err)
	}
	for _, cut := range sheet.cut {
		fmt.Fprintf(cmd.ErrOrStderr(), "the answer is not whole: %s is true\n", cut)
	}
	if format == "csv" {
		return sheet.csv(cmd.OutOrStdout(), bom)
	}
	return sheet.table(cmd.OutOrStdout())
}
