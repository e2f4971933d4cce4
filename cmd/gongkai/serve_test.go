package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gongkai/gongkai/ingest/synth"
	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// patience is how long a test waits for what must happen.
const patience = time.Minute

// until polls until a condition holds, and fails the test if it never does.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !holds(); {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", patience, what)
		}
	}
}

// gongkai runs the program to its end and wants that exit code. It gives what was said.
func gongkai(t *testing.T, code int, args ...string) string {
	t.Helper()
	cmd := exec.Command("gongkai", args...)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != code {
		t.Fatalf("gongkai %s: %v, want exit code %d\n%s", strings.Join(args, " "), err, code, out)
	}
	return string(out)
}

// writeDocument writes a report as a document and returns its path.
func writeDocument(t *testing.T, dir string, r report.Report) string {
	t.Helper()
	b, err := synth.Render(r, synth.Layout{Family: synth.Plain})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, fmt.Sprintf("%s-%d.html", r.Region.Code, r.Year))
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// server is a running gongkai serve or demo.
type server struct {
	cmd     *exec.Cmd
	address string
	said    *bufio.Reader // the rest of its standard output
	errors  bytes.Buffer
}

var addressLine = regexp.MustCompile(`(https?://127\.0\.0\.1:\d+)/graphql`)

func startServer(t testing.TB, env []string, args ...string) *server {
	t.Helper()
	s := &server{cmd: exec.Command("gongkai", append(args, "--addr", "127.0.0.1:0")...)}
	s.cmd.Env = append(os.Environ(), env...)
	if _, load := t.(*testing.B); !load { // then nobody reads the log
		s.cmd.Stderr = &s.errors
	}
	out, err := s.cmd.StdoutPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.cmd.ProcessState == nil {
			s.cmd.Process.Kill()
			s.cmd.Wait()
		}
	})
	s.said = bufio.NewReader(out)
	line, err := s.said.ReadString('\n')
	found := addressLine.FindStringSubmatch(line)
	if err != nil || found == nil {
		s.cmd.Process.Kill()
		s.cmd.Wait()
		t.Fatalf("the server said %q (%v)\n%s", line, err, s.errors.String())
	}
	s.address = found[1]
	return s
}

// end tells the server to end and wants it to do so cleanly.
func (s *server) end(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v\n%s", err, s.errors.String())
	}
}

// ask posts a question and decodes the data of the answer.
func ask(address, query string, data any) error {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return err
	}
	resp, err := http.Post(address+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return decodeAnswer(resp, data)
}

func decodeAnswer(resp *http.Response, data any) error {
	answer := struct {
		Data   any
		Errors []any
	}{Data: data}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK || len(answer.Errors) > 0 {
		return fmt.Errorf("status %d, errors %v", resp.StatusCode, answer.Errors)
	}
	return nil
}

// routesOf are the addresses of a server within this process.
func routesOf(t testing.TB, s serving, warehouse *sql.Warehouse) http.Handler {
	t.Helper()
	routes, err := s.routes(context.WithoutCancel(t.Context()), warehouse, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	return routes
}

// state is what a server holds, asked in two ways that must agree.
type state struct {
	Snapshot struct {
		ID      string
		Reports int
	}
	Reports struct{ TotalCount int }
}

const stateQuery = `{ snapshot { id reports } reports { totalCount } }`

func (s *server) state() (state, error) {
	var st state
	err := ask(s.address, stateQuery, &st)
	if err == nil && st.Snapshot.Reports != st.Reports.TotalCount {
		err = fmt.Errorf("a torn answer: %+v", st)
	}
	return st, err
}

func TestServeFollowsWhatIsPublished(t *testing.T) {
	docs, data := t.TempDir(), filepath.Join(t.TempDir(), "d")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, docs, synth.Luancheng()))
	s := startServer(t, nil, "serve", "--data", data)

	done := make(chan struct{})
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for asked := 0; ; asked++ {
				select {
				case <-done:
					return
				default:
				}
				if st, err := s.state(); err != nil || st.Snapshot.Reports < 1 {
					t.Errorf("question %d: %+v, %v", asked, st, err)
					return
				}
			}
		})
	}
	for n := 2; n <= 4; n++ {
		gongkai(t, 0, "ingest", "--data", data, writeDocument(t, docs, madeUp("130110", 2018+n)))
		until(t, fmt.Sprintf("%d reports are served", n), func() bool {
			st, err := s.state()
			return err == nil && st.Snapshot.Reports == n
		})
	}
	close(done)
	clients.Wait()
	s.end(t)
	if log := s.errors.String(); !strings.Contains(log, "ended") {
		t.Errorf("the log does not say that the server ended:\n%s", log)
	}
}

func TestServeFinishesWhatIsAtHand(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, t.TempDir(), synth.Luancheng()))
	s := startServer(t, nil, "serve", "--data", data)
	host := strings.TrimPrefix(s.address, "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	body := `{"query": "{ snapshot { reports } }"}`
	fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", host, len(body))
	answers := bufio.NewReader(conn)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100") {
		t.Fatalf("the server does not wait for the question: %q, %v", line, err)
	}
	if _, err := answers.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	until(t, "the server takes no more connections", func() bool {
		another, err := net.Dial("tcp", host)
		if err == nil {
			another.Close()
		}
		return err != nil
	})
	io.WriteString(conn, body)
	resp, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatalf("the question at hand was not answered: %v", err)
	}
	defer resp.Body.Close()
	var st state
	if err := decodeAnswer(resp, &st); err != nil || st.Snapshot.Reports != 1 {
		t.Errorf("answer %+v, %v", st, err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v\n%s", err, s.errors.String())
	}
}

func TestServeAddresses(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, t.TempDir(), synth.Luancheng()))
	s := startServer(t, nil, "serve", "--data", data, "--origins", "https://example.org")
	for _, c := range []struct{ path, want string }{
		{"/healthz", "alive"},
		{"/readyz", "ready, snapshot 0"},
		{"/", "<html"},
		{"/playground", "<html"},
		{"/schema.graphql", "type Query"},
		{"/graphql?query={snapshot{reports}}", `"reports":1`},
	} {
		resp, err := http.Get(s.address + c.path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), c.want) {
			t.Errorf("%s: status %d, %v, %.200q, want %q in it", c.path, resp.StatusCode, err, body, c.want)
		}
	}
	for origin, allowed := range map[string]string{"https://example.org": "https://example.org", "https://example.com": ""} {
		req, err := http.NewRequest(http.MethodGet, s.address+"/schema.graphql", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Origin", origin)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Header.Get("Access-Control-Allow-Origin"); got != allowed {
			t.Errorf("origin %s: allowed %q, want %q", origin, got, allowed)
		}
	}
	s.end(t)
}
