package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gongkai/gongkai/report"
)

func parse(t testing.TB, texts ...string) []report.Number {
	t.Helper()
	var numbers []report.Number
	for _, s := range texts {
		n, err := report.ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, n)
	}
	return numbers
}

func TestQuantile(t *testing.T) {
	for _, c := range []struct {
		values  string
		percent int
		want    string
	}{
		{"1 2 3 4", 50, "2.5"},
		{"1 2 3 4", 25, "1.75"},
		{"1 2 3 4", 0, "1"},
		{"1 2 3 4", 100, "4"},
		{"1 2 3 4 5", 25, "2"},
		{"7", 95, "7"},
		{"-3 0.5", 10, "-2.65"},
		{"0 0.000000000001", 50, "0"}, // half of the last place rounds to even
	} {
		if got := report.Quantile(parse(t, strings.Fields(c.values)...), c.percent).String(); got != c.want {
			t.Errorf("percentile %d of %s is %s, want %s", c.percent, c.values, got, c.want)
		}
	}
}

func TestBins(t *testing.T) {
	for _, c := range []struct {
		values string
		most   int
		want   string
	}{
		{"0 1 1 2 5", 10, "0-1:1 1-2:2 2-3:1 3-4:0 4-5:0 5-6:1"},
		{"0 1 1 2 5", 3, "0-2:3 2-4:1 4-6:1"},
		{"0.1 0.25 0.5", 5, "0.1-0.2:1 0.2-0.3:1 0.3-0.4:0 0.4-0.5:1"},
		{"0 0.5 1", 2, "0-0.5:1 0.5-1:2"},
		{"0 0.5 1", 1, "0-1:3"},
		{"3 3 3", 20, "3-4:3"},
		{"0 0 0", 20, "0-1:3"},
		{"0.333333333333 0.333333333333", 20, "0.33-0.34:2"},
		{"-7 12", 3, "-10-0:1 0-10:0 10-20:1"},
		{"-5 0", 1, "-5-0:1 0-5:1"}, // no width has one bin hold both
		{"-0.5 0", 1, "-0.5-0:2"},
		{"0.000000000001 0.000000000003", 2, "0.000000000001-0.000000000002:1 0.000000000002-0.000000000003:1"},
		{"1 999999999999999", 1, "0-1000000000000000:2"},
	} {
		var got []string
		for _, b := range report.Bins(parse(t, strings.Fields(c.values)...), c.most) {
			got = append(got, fmt.Sprintf("%s-%s:%d", b.Low, b.High, b.Count))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s in %d: %s, want %s", c.values, c.most, strings.Join(got, " "), c.want)
		}
	}
}

// Every value lies in one bin, and the bins join.
func TestBinsHoldAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var values []report.Number
		scale := rapid.IntRange(-12, 0).Draw(t, "scale")
		for _, n := range rapid.SliceOfN(rapid.Int64Range(-1000, 1_000_000), 1, 50).Draw(t, "values") {
			v, _ := report.Count(n).Shift(scale)
			values = append(values, v)
		}
		slices.SortFunc(values, report.Number.Cmp)
		most := rapid.IntRange(1, 100).Draw(t, "most")
		bins := report.Bins(values, most)
		if len(bins) == 0 || len(bins) > most && bins[0].Low.Sign() == bins[len(bins)-1].High.Sign() {
			t.Fatalf("%d bins, at most %d", len(bins), most)
		}
		for i, b := range bins {
			in := 0
			for _, v := range values {
				if v.Cmp(b.Low) >= 0 && (v.Cmp(b.High) < 0 || i == len(bins)-1 && v.Cmp(b.High) == 0) {
					in++
				}
			}
			if in != b.Count || i > 0 && bins[i-1].High != b.Low {
				t.Fatalf("bin %d of %v is %v, with %d values", i, bins, b, in)
			}
		}
		if total := len(values); total != sum(bins) {
			t.Fatalf("the bins hold %d of %d", sum(bins), total)
		}
	})
}

func sum(bins []report.Bin) (n int) {
	for _, b := range bins {
		n += b.Count
	}
	return n
}
