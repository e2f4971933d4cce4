package main

import (
	"strings"
	"testing"
)

func TestFlatten(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		want         string // CSV, or the error after "error: "
		cut          string
	}{{
		"a list of objects, fields in their order",
		`{"data":{"reports":{"totalCount":2,"nodes":[{"year":2023,"organ":{"name":"甲","kind":"GOVERNMENT"}},{"year":2022,"organ":{"name":"乙","kind":"ZONE"}}]}}}`,
		"year,organ.name,organ.kind\n2023,甲,GOVERNMENT\n2022,乙,ZONE\n", "",
	}, {
		"a list inside the list gives a row for each item",
		`{"data":{"a":{"rows":[{"year":1,"values":[{"v":0.10},{"v":2}],"z":"x"},{"year":2,"values":[],"z":"y"}]}}}`,
		"year,values.v,z\n1,0.10,x\n1,2,x\n2,,y\n", "",
	}, {
		"null is empty, and so are the fields of an object that is null",
		`{"data":{"a":{"rows":[{"region":null,"v":null},{"region":{"code":"1"},"v":3}]}}}`,
		"v,region.code\n,\n3,1\n", "",
	}, {
		"numbers keep every digit",
		`{"data":{"rows":[{"v":123456789012345678901234567890.123456789012}]}}`,
		"v\n123456789012345678901234567890.123456789012\n", "",
	}, {
		"a list of plain values is one column",
		`{"data":{"rows":[{"years":[2019,2020],"flag":true}]}}`,
		"years,flag\n2019; 2020,true\n", "",
	}, {
		"text with commas, quotes and line ends",
		`{"data":{"rows":[{"t":"a,\"b\"\nc"}]}}`,
		"t\n\"a,\"\"b\"\"\nc\"\n", "",
	}, {
		"without a list the answer is one row",
		`{"data":{"snapshot":{"id":"7","years":[2023]}}}`,
		"snapshot.id,snapshot.years\n7,2023\n", "",
	}, {
		"an empty list is no row",
		`{"data":{"reports":{"nodes":[]}}}`,
		"", "",
	}, {
		"two lists",
		`{"data":{"a":[{"x":1}],"b":{"c":[{"x":1}]}}}`,
		"error: the answer holds more than one list (a, b.c)", "",
	}, {
		"two lists in one row",
		`{"data":{"rows":[{"a":[{"x":1},{"x":2}],"b":[{"y":1},{"y":2}]}]}}`,
		"error: the rows hold more than one list each", "",
	}, {
		"a list that was cut says so",
		`{"data":{"a":{"rows":[{"x":1}],"truncated":true},"pageInfo":{"hasNextPage":false}}}`,
		"x\n1\n", "a.truncated",
	}} {
		t.Run(c.name, func(t *testing.T) {
			s, err := flatten([]byte(c.answer))
			if wanted, isError := strings.CutPrefix(c.want, "error: "); isError {
				if err == nil || !strings.HasPrefix(err.Error(), wanted) {
					t.Fatalf("error %v, want %s", err, wanted)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := s.csv(&b, false); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.want {
				t.Errorf("got\n%swant\n%s", b.String(), c.want)
			}
			if cut := strings.Join(s.cut, " "); cut != c.cut {
				t.Errorf("cut %q, want %q", cut, c.cut)
			}
		})
	}
}
