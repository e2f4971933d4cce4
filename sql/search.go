package sql

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SearchQuery looks for words in the text of sections.
type SearchQuery struct {
	Text     string // words parted by spaces, which must all stand in a section
	Filter   ReportFilter
	Sections []int // 1 to 6; empty: all
	Page     Page
}

// SearchHit is a section that holds what was looked for.
type SearchHit struct {
	Report   *Report
	Section  int
	Heading  string
	Snippets []Snippet // the first five
	Matches  int
}

// Snippet is a place in a text.
type Snippet struct {
	Before, Match, After string
	Offset               int // characters of the section's text before Match
}

const (
	maxSearch   = 100 // characters of what is looked for
	maxSnippets = 5
	charsBefore = 40
	charsAfter  = 60
)

// hit is a section by its report's row.
type hit struct {
	row     int32
	section int
}

// Search answers q: sections of the newest year first, then by region, organ and number.
func (s *Snapshot) Search(ctx context.Context, q SearchQuery) (Paged[SearchHit], error) {
	var page Paged[SearchHit]
	words, err := q.words()
	if err != nil {
		return page, err
	}
	first, err := q.Page.size()
	if err != nil {
		return page, err
	}
	after, err := cursorFields(q.Page.After, "search", 4)
	if err != nil {
		return page, err
	}
	if err := s.checkPlace(q.Filter.Scope); err != nil {
		return page, err
	}
	hits, err := s.hits(ctx, q, words)
	if err != nil {
		return page, fmt.Errorf("search: %w", err)
	}
	page.Total = len(hits)
	if hits, err = s.index.behindCursor(hits, after); err != nil {
		return page, err
	}
	if len(hits) > first {
		hits, page.HasNext = hits[:first], true
	}
	return page, s.show(ctx, &page, hits, words)
}

// words are what is looked for, in small letters.
func (q SearchQuery) words() ([]string, error) {
	words := strings.Fields(strings.ToLower(q.Text))
	switch {
	case !utf8.ValidString(q.Text):
		return nil, fmt.Errorf("%w: the text is not valid UTF-8", ErrQuestion)
	case len(words) == 0:
		return nil, fmt.Errorf("%w: there is nothing to look for; write a word or several", ErrQuestion)
	case utf8.RuneCountInString(q.Text) > maxSearch:
		return nil, fmt.Errorf("%w characters to look for: %d, at most %d", ErrTooMany, utf8.RuneCountInString(q.Text), maxSearch)
	}
	for _, n := range q.Sections {
		if n < 1 || n > 6 {
			return nil, fmt.Errorf("%w: there is no section %d; a report has 1 to 6", ErrQuestion, n)
		}
	}
	return words, nil
}

// hits are the sections that hold every word, in order.
func (s *Snapshot) hits(ctx context.Context, q SearchQuery, words []string) ([]hit, error) {
	x := s.index
	wanted := make([]bool, len(x.rows))
	for _, row := range x.choose(q.Filter.Scope).rows {
		if len(q.Filter.Statuses) == 0 || slices.Contains(q.Filter.Statuses, x.of(row).status) {
			wanted[x.number[row]] = true
		}
	}
	where := &clause{}
	for _, w := range words {
		where.add("contains(lower(text), " + where.arg(w) + ")")
	}
	where.amongIntegers("number", q.Sections)
	var hits []hit
	err := eachRow(ctx, s.db, strings.Replace(query("search"), "/* words */", where.text(), 1), where.args, func(row []any) error {
		if no := integer(row[0]); no < len(wanted) && wanted[no] {
			hits = append(hits, hit{x.rows[no], integer(row[1])})
		}
		return nil
	})
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(x.year[b.row], x.year[a.row]), cmp.Compare(x.place[a.row], x.place[b.row]), cmp.Compare(a.section, b.section))
	})
	return hits, err
}

// behindCursor are the hits behind the last of the page before; all of them for the first page.
func (x *index) behindCursor(hits []hit, after []string) ([]hit, error) {
	if after == nil {
		return hits, nil
	}
	year, errYear := strconv.Atoi(after[0])
	section, errSection := strconv.Atoi(after[3])
	if errYear != nil || errSection != nil {
		return nil, fmt.Errorf("%w: it names no section", ErrCursor)
	}
	from := slices.IndexFunc(hits, func(h hit) bool {
		at := x.at(h.row)
		return cmp.Or(cmp.Compare(year, int(x.year[h.row])), cmp.Compare(at.region, after[1]), cmp.Compare(at.organ, after[2]), cmp.Compare(h.section, section)) > 0
	})
	if from < 0 {
		return nil, nil
	}
	return hits[from:], nil
}

// show reads the reports and texts of a page.
func (s *Snapshot) show(ctx context.Context, page *Paged[SearchHit], hits []hit, words []string) error {
	rows, byID := make([]int32, len(hits)), map[string]int32{}
	for i, h := range hits {
		rows[i] = h.row
		byID[strconv.Itoa(int(h.row))] = h.row
	}
	reports, err := s.reportsOf(ctx, rows)
	if err != nil {
		return err
	}
	found := map[hit]SearchHit{}
	err = s.eachByID(ctx, "sections_by_id", byID, func(id string, row []any) error {
		h := SearchHit{Section: integer(row[0]), Heading: text(row[1])}
		h.Snippets, h.Matches = snippets(text(row[2]), words)
		found[hit{byID[id], h.Section}] = h
		return nil
	})
	for i, h := range hits {
		shown := found[h]
		shown.Report = reports[i]
		page.Nodes = append(page.Nodes, shown)
		page.EndCursor = cursor("search", strconv.Itoa(shown.Report.Year), shown.Report.Region.Code, shown.Report.OrganID, strconv.Itoa(h.section))
	}
	return err
}

// snippets are the first places of words, which are in small letters, and the number of all.
func snippets(body string, words []string) (list []Snippet, matches int) {
	runes := []rune(body)
	small := make([]rune, len(runes))
	for i, r := range runes {
		small[i] = unicode.ToLower(r)
	}
	for at := 0; at < len(runes); {
		length := 0
		for _, w := range words {
			if word := []rune(w); len(word) > length && at+len(word) <= len(small) && slices.Equal(small[at:at+len(word)], word) {
				length = len(word)
			}
		}
		if length == 0 {
			at++
			continue
		}
		matches++
		if len(list) < maxSnippets {
			list = append(list, snippet(runes, at, at+length))
		}
		at += length
	}
	return list, matches
}

func snippet(runes []rune, from, to int) Snippet {
	before, after := from, to
	for before > 0 && from-before < charsBefore && runes[before-1] != '\n' {
		before--
	}
	for after < len(runes) && after-to < charsAfter && runes[after] != '\n' {
		after++
	}
	return Snippet{string(runes[before:from]), string(runes[from:to]), string(runes[to:after]), from}
}
