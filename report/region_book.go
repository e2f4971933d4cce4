package report

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run regions_gen.go $AREACODES

//go:embed regions.tsv
var regionTable string

type codeBook struct {
	regions []Region
	rows    map[string][2]int32 // code to the span of its rows
}

// book reads the embedded table at first use. The table is ours: a line that cannot be read is a
// fault of the build, which the tests catch.
var book = sync.OnceValue(func() codeBook {
	b := codeBook{
		regions: make([]Region, 0, strings.Count(regionTable, "\n")),
		rows:    make(map[string][2]int32, 6000),
	}
	successors := make([]Successor, 0, strings.Count(regionTable, " ")+strings.Count(regionTable, "\n"))
	for line := range strings.Lines(regionTable) {
		if line[0] == '#' {
			continue
		}
		code, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		name, rest, _ := strings.Cut(rest, "\t")
		from, rest, _ := strings.Cut(rest, "\t")
		to, next, _ := strings.Cut(rest, "\t")
		r := Region{Code: code, Name: name, Level: levelOf(code), From: number(from), To: number(to), Official: true}
		mark := len(successors)
		for next != "" {
			var one string
			one, next, _ = strings.Cut(next, " ")
			s := Successor{Code: one, Year: r.To}
			if code, year, partly := strings.Cut(one, "@"); partly {
				s = Successor{Code: code, Year: number(year)}
			}
			successors = append(successors, s)
		}
		r.Successors = successors[mark:len(successors):len(successors)]
		span, known := b.rows[code]
		if !known {
			span[0] = int32(len(b.regions))
		}
		b.regions = append(b.regions, r)
		span[1] = int32(len(b.regions))
		b.rows[code] = span
	}
	b.nameParents()
	return b
})

func levelOf(code string) Level {
	switch {
	case strings.HasSuffix(code, "0000"):
		return Province
	case strings.HasSuffix(code, "00"):
		return Prefecture
	}
	return County
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// nameParents fills in the names of provinces and prefectures. A row never outlives the name of the
// prefecture it stands under: the code book starts a new row with every renaming.
func (b codeBook) nameParents() {
	at := func(code string, year int) string {
		span := b.rows[code]
		for _, r := range b.regions[span[0]:span[1]] {
			if r.In(year) {
				return r.Name
			}
		}
		return ""
	}
	for i := range b.regions {
		r := &b.regions[i]
		r.Province = at(r.Code[:2]+"0000", r.From)
		if above := r.Code[:4] + "00"; levelOf(above) == Prefecture {
			r.Prefecture = at(above, r.From)
		}
	}
}
