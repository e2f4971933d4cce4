package sql

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Decision is what somebody decided about a finding.
type Decision string

const (
	Undecided Decision = "OPEN"      // nobody has
	Confirmed Decision = "CONFIRMED" // it is as the finding says
	Dismissed Decision = "DISMISSED" // it is set aside
)

// Decided is a decision about a finding, a line of decisions.csv in the data folder. All but the
// first three say for people what it was about.
type Decided struct {
	ID       string // of the finding
	Decision Decision
	Note     string
	On       string // the day, as an ISO date
	Rule     string
	Report   string
	Message  string
}

var decidedHead = []string{"id", "decision", "note", "decided", "rule", "report", "finding"}

func (d Decided) row() []string {
	return []string{d.ID, string(d.Decision), d.Note, d.On, d.Rule, d.Report, d.Message}
}

// decisions are the decisions of a data folder at one time. None are nil.
type decisions struct {
	byID map[string]Decided
	mark string // changes whenever they do
}

// of is what was decided about a finding, and why.
func (d *decisions) of(id string) (Decision, string) {
	if d != nil {
		if known, ok := d.byID[id]; ok {
			return known.Decision, known.Note
		}
	}
	return Undecided, ""
}

// lists are the ids that were decided about and how, beside each other.
func (d *decisions) lists() (ids, decided []string) {
	ids, decided = []string{}, []string{}
	if d == nil {
		return ids, decided
	}
	for _, id := range slices.Sorted(maps.Keys(d.byID)) {
		ids, decided = append(ids, id), append(decided, string(d.byID[id].Decision))
	}
	return ids, decided
}

// restrict lets pass the findings f that were decided about in one of the ways; all of them if none is
// named.
func (d *decisions) restrict(c *clause, wanted []Decision) error {
	if len(wanted) == 0 {
		return nil
	}
	for _, w := range wanted {
		if w != Undecided && w != Confirmed && w != Dismissed {
			return fmt.Errorf("%w: unknown decision %.40q", ErrQuestion, w)
		}
	}
	ids, decided := d.lists()
	passing := []string{}
	for i, id := range ids {
		if slices.Contains(wanted, Decision(decided[i])) {
			passing = append(passing, id)
		}
	}
	condition := "f.id IN (SELECT unnest(" + c.arg(passing) + "::VARCHAR[]))"
	if slices.Contains(wanted, Undecided) {
		condition += " OR f.id NOT IN (SELECT unnest(" + c.arg(ids) + "::VARCHAR[]))"
	}
	c.add("(" + condition + ")")
	return nil
}

// readDecisions reads decisions.csv; nil if there is none. It takes what people do to such a file: a
// byte order mark, columns moved or left out.
func (f folder) readDecisions() (*decisions, error) {
	text, err := os.ReadFile(f.decisions())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil || !slices.Contains(head, "id") || !slices.Contains(head, "decision") {
		return nil, fmt.Errorf("%s: its first line must name the columns %s", f.decisions(), strings.Join(decidedHead, ","))
	}
	sum := sha256.Sum256(text)
	d := &decisions{byID: map[string]Decided{}, mark: hex.EncodeToString(sum[:6])}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return d, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.decisions(), err)
		}
		field := func(name string) string {
			if i := slices.Index(head, name); i >= 0 && i < len(row) {
				return row[i]
			}
			return ""
		}
		one := Decided{ID: field("id"), Decision: Decision(strings.ToUpper(field("decision"))), Note: field("note"),
			On: field("decided"), Rule: field("rule"), Report: field("report"), Message: field("finding")}
		switch one.Decision {
		case Confirmed, Dismissed:
			d.byID[one.ID] = one
		case Undecided:
		default:
			line, _ := r.FieldPos(0)
			return nil, fmt.Errorf("%s line %d: the decision %.40q is none of OPEN, CONFIRMED and DISMISSED", f.decisions(), line, field("decision"))
		}
	}
}

// Decide keeps decisions about findings in the data folder beside those made before; OPEN takes one
// back. They are there for the next question, and stay when documents are read anew.
func Decide(dir string, made ...Decided) error {
	f, err := openFolder(dir)
	if err != nil {
		return err
	}
	lock, err := os.OpenFile(f.decisions()+".lock", os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("lock %s: %w", lock.Name(), err)
	}
	known, err := f.readDecisions()
	if err != nil {
		return err
	}
	all := map[string]Decided{}
	if known != nil {
		all = known.byID
	}
	for _, d := range made {
		switch d.Decision {
		case Undecided:
			delete(all, d.ID)
		case Confirmed, Dismissed:
			if d.On == "" {
				d.On = time.Now().Format(time.DateOnly)
			}
			all[d.ID] = d
		default:
			return fmt.Errorf("%w: the decision %.40q is none of OPEN, CONFIRMED and DISMISSED", ErrQuestion, d.Decision)
		}
	}
	var text strings.Builder
	w := csv.NewWriter(&text)
	rows := [][]string{decidedHead}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		rows = append(rows, all[id].row())
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	if err := replaceFile(f.decisions(), text.String()); err != nil {
		return fmt.Errorf("keep decisions: %w", err)
	}
	return nil
}
