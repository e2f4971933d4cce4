package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

// synthesis is a set of made-up reports asked for.
type synthesis struct {
	organs                        int
	years, format, flaws, planted string
	seed                          uint64
	missing                       float64
}

func newSynth() *cobra.Command {
	var s synthesis
	cmd := &cobra.Command{
		Use:   "synth --organs N [--years 2019-2025] [--seed S] [--format html|txt|docx|xlsx] [--flaws RATE] OUT",
		Short: "Write made-up reports of a whole nation, with a list of what is wrong with them on purpose",
		Long: `Write made-up reports of N organs into the folder OUT: governments of all regions in the order
of their codes, then their departments, with sizes, names, habits, editions and renamings as in the
wild. Every document says that it is made up. The same seed gives the same bytes.

--flaws plants flaws that the ledger finds: a share of reports for all kinds together (0.05), or a
share for each kind (carry_over=0.01,prose=0.02). What was planted, what was left out and who used
an old form is listed beside the folder in OUT.planted.csv, or where --planted says (.csv or .json).`,
		Example: "  gongkai synth --organs 500 --flaws 0.05 nation && gongkai ingest --data made-up nation && gongkai check --data made-up",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			set, err := s.set()
			if err != nil {
				return err
			}
			return s.write(cmd, set, filepath.Clean(args[0]))
		},
	}
	f := cmd.Flags()
	f.IntVar(&s.organs, "organs", 0, "how many organs report")
	f.StringVar(&s.years, "years", "2019-2025", "the years reported on, from 2019")
	f.Uint64Var(&s.seed, "seed", 1, "the same seed gives the same documents")
	f.StringVar(&s.format, "format", "", "html, txt, docx or xlsx; a mixture if left out")
	f.StringVar(&s.flaws, "flaws", "", "share of reports with a planted flaw, or KIND=SHARE,…")
	f.Float64Var(&s.missing, "missing", 0, "share of reports that are not there")
	f.StringVar(&s.planted, "planted", "", "`FILE` for the list of what was planted (default OUT.planted.csv)")
	return cmd
}

func (s *synthesis) set() (set synth.Set, err error) {
	if s.organs < 1 {
		return set, usage("--organs %d: say how many organs report, at least 1", s.organs)
	}
	from, to, ok := strings.Cut(s.years, "-")
	if !ok {
		to = from
	}
	first, bad := strconv.Atoi(from)
	last, worse := strconv.Atoi(to)
	if bad != nil || worse != nil || first < synth.FirstYear || last < first || last > 2100 {
		return set, usage("--years %s: write 2023 or 2019-2025, not before %d", s.years, synth.FirstYear)
	}
	if s.missing < 0 || s.missing > 1 {
		return set, usage("--missing %g: a share is between 0 and 1", s.missing)
	}
	set = synth.Set{Seed: s.seed, Offices: synth.Nation(s.organs, first, last), From: first, To: last, Missing: s.missing}
	if set.Flaws, err = flawShares(s.flaws); err != nil {
		return set, err
	}
	set.Families, err = familiesOf(s.format)
	return set, err
}

// familiesOf are the layouts of a format that can hold any report.
func familiesOf(format string) ([]synth.Family, error) {
	var families []synth.Family
	for _, f := range synth.Families() {
		named := f.Format() == format || f.Format() == "text" && format == "txt"
		if (named || format == "") && f != synth.Spaced && f != synth.Glued {
			families = append(families, f)
		}
	}
	if len(families) == 0 {
		return nil, usage("--format %s: the formats are html, txt, docx and xlsx", format)
	}
	return families, nil
}

// flawShares reads one share for all kinds of flaw together, or one for each.
func flawShares(text string) (map[synth.Flaw]float64, error) {
	if text == "" {
		return nil, nil
	}
	share := func(text string) (float64, error) {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || v < 0 || v > 1 {
			return 0, usage("--flaws %s: a share is a number between 0 and 1", text)
		}
		return v, nil
	}
	all := synth.LedgerFlaws()
	shares := map[synth.Flaw]float64{}
	if !strings.Contains(text, "=") {
		v, err := share(text)
		for _, f := range all {
			shares[f] = v / float64(len(all))
		}
		return shares, err
	}
	for one := range strings.SplitSeq(text, ",") {
		kind, amount, _ := strings.Cut(one, "=")
		if !slices.Contains(all, synth.Flaw(kind)) {
			return nil, usage("--flaws %s: the kinds are %s", one, joined(all))
		}
		v, err := share(amount)
		if err != nil {
			return nil, err
		}
		shares[synth.Flaw(kind)] = v
	}
	return shares, nil
}

func joined[T ~string](words []T) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return strings.Join(all, ", ")
}

// write writes the documents into a folder that has none, and the list of what was planted.
func (s *synthesis) write(cmd *cobra.Command, set synth.Set, out string) error {
	entries, err := os.ReadDir(out)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case len(entries) > 0:
		return fmt.Errorf("%s holds files already: name a folder that is empty or not there", out)
	}
	n, err := set.WriteTo(out)
	if err != nil {
		return err
	}
	list := s.planted
	if list == "" {
		list = out + ".planted.csv"
	}
	planted := set.Planted()
	f, err := os.Create(list)
	if err != nil {
		return fmt.Errorf("list what was planted: %w", err)
	}
	if strings.HasSuffix(list, ".json") {
		err = plantedJSON(f, planted)
	} else {
		err = plantedCSV(f, planted)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("list what was planted: %w", err)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s in %s, all made up; %s listed in %s\n", counted(n, "document"), out, counted(len(planted), "flaw"), list)
	return nil
}

// plantedFlaw is a flaw as the list tells of it. Rule is the code of the rule that finds it, empty
// where nothing is wrong with the figures.
type plantedFlaw struct {
	Path   string          `json:"path"`
	Flaw   synth.Flaw      `json:"flaw"`
	Rule   string          `json:"rule"`
	Line   report.LineCode `json:"line"`
	Column report.Column   `json:"column"`
	Was    string          `json:"was"`
}

func listed(p synth.Planted) plantedFlaw {
	rule := ""
	switch {
	case p.Flaw == synth.OldForm:
		rule = "edition_year"
	case slices.Contains(synth.LedgerFlaws(), p.Flaw):
		rule = string(p.Flaw)
	}
	return plantedFlaw{p.Path, p.Flaw, rule, p.Cell.Line, p.Cell.Column, p.Was}
}

func plantedJSON(w io.Writer, planted []synth.Planted) error {
	all := []plantedFlaw{}
	for _, p := range planted {
		all = append(all, listed(p))
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(all)
}

func plantedCSV(w io.Writer, planted []synth.Planted) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"path", "flaw", "rule", "line", "column", "was"}}
	for _, p := range planted {
		l := listed(p)
		rows = append(rows, []string{l.Path, string(l.Flaw), l.Rule, string(l.Line), string(l.Column), l.Was})
	}
	return out.WriteAll(rows)
}
