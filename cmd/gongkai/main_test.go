package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gongkai": main})
}

// TestScripts runs what a person would type, with the program itself in a process of its own.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", env.WorkDir+"/cache")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"report":  writeReport,
			"half":    writeHalf,
			"photo":   writePhoto,
			"sparse":  writeSparse,
			"sub":     substitute,
			"damage":  damage,
			"exits":   exits,
			"jsonhas": jsonHas,
			"lines":   lines,
		},
	})
}

// report FILE [REGION YEAR] writes a report as an office publishes it: that of 栾城区 for 2023, or a
// made-up one.
func writeReport(ts *testscript.TestScript, _ bool, args []string) {
	r := synth.Luancheng()
	if len(args) == 3 {
		year, err := strconv.Atoi(args[2])
		ts.Check(err)
		r = madeUp(args[1], year)
	}
	b, err := synth.Render(r, synth.Layout{Family: synth.CMS})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}

// madeUp is a synthetic report of a region's government.
func madeUp(region string, year int) report.Report {
	return synth.Reports(7, synth.Office{Region: region}, year, year)[0]
}

// half FROM TO writes the first half of a file.
func writeHalf(ts *testscript.TestScript, _ bool, args []string) {
	whole := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(whole[:len(whole)/2]), 0o644))
}

// photo FILE writes a picture.
func writePhoto(ts *testscript.TestScript, _ bool, args []string) {
	picture := image.NewGray(image.Rect(0, 0, 32, 32))
	for i := range 32 {
		picture.SetGray(i, i, color.Gray{Y: uint8(8 * i)})
	}
	var b bytes.Buffer
	ts.Check(png.Encode(&b, picture))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// sparse FILE MIB writes a file of that size that takes no room.
func writeSparse(ts *testscript.TestScript, _ bool, args []string) {
	mib, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), nil, 0o644))
	ts.Check(os.Truncate(ts.MkAbs(args[0]), mib<<20))
}

// sub PATTERN TEXT FILE puts TEXT in place of all that matches the regular expression.
func substitute(ts *testscript.TestScript, _ bool, args []string) {
	changed := regexp.MustCompile(args[0]).ReplaceAllString(ts.ReadFile(args[2]), args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(changed), 0o644))
}

// damage FOLDER appends a byte to each of its files.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	files, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, f := range files {
		name := ts.MkAbs(args[0] + "/" + f.Name())
		ts.Check(os.WriteFile(name, []byte(ts.ReadFile(name)+"x"), 0o644))
	}
}

// exits CODE ARG... runs gongkai with the arguments and wants that exit code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("gongkai", args[1:]...)
	code := "0"
	if err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s", code, args[0])
	}
}

// jsonhas FILE WANT compares the JSON objects of two files line by line. Fields that WANT does not
// name may be anything.
func jsonHas(ts *testscript.TestScript, _ bool, args []string) {
	got, want := objects(ts, args[0]), objects(ts, args[1])
	if len(got) != len(want) {
		ts.Fatalf("%d objects, want %d", len(got), len(want))
	}
	for i := range want {
		for name, value := range want[i] {
			if have, there := got[i][name]; !there || !reflect.DeepEqual(have, value) {
				ts.Fatalf("object %d: %s is\n%s\nwant\n%s", i+1, name, compact(have), compact(value))
			}
		}
	}
}

func objects(ts *testscript.TestScript, file string) []map[string]any {
	d := json.NewDecoder(strings.NewReader(ts.ReadFile(file)))
	d.UseNumber()
	var all []map[string]any
	for d.More() {
		var o map[string]any
		ts.Check(d.Decode(&o))
		all = append(all, o)
	}
	return all
}

func compact(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

// lines FILE N wants that many lines.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	if n := strings.Count(ts.ReadFile(args[0]), "\n"); strconv.Itoa(n) != args[1] {
		ts.Fatalf("%d lines, want %s", n, args[1])
	}
}
