package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gongkai/gongkai/ingest/synth"
)

// A server on a Unix socket answers there, takes the place of one that was killed, and of no other.
func TestServeOnASocket(t *testing.T) {
	dir, err := os.MkdirTemp("", "gongkai") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	data, socket := filepath.Join(dir, "d"), filepath.Join(dir, "s")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, t.TempDir(), synth.Luancheng()))
	get := func() (string, error) {
		over := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", socket)
		}}}
		resp, err := over.Get("http://gongkai/graphql?query={snapshot{reports}}")
		if err != nil {
			return "", err
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		return string(b), err
	}
	begin := func() *exec.Cmd {
		cmd := exec.Command("gongkai", "serve", "--data", data, "--addr", "unix:"+socket)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if cmd.ProcessState == nil {
				cmd.Process.Kill()
				cmd.Wait()
			}
		})
		until(t, "it answers", func() bool {
			text, err := get()
			return err == nil && strings.Contains(text, `"reports":1`)
		})
		return cmd
	}
	first := begin()
	if info, err := os.Stat(socket); err != nil || info.Mode().Perm() != 0o660 {
		t.Errorf("the socket: %v, %v", info, err)
	}
	out, err := exec.Command("gongkai", "serve", "--data", data, "--addr", "unix:"+socket).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "another server answers") {
		t.Errorf("a second server: %v %s", err, out)
	}
	first.Process.Kill()
	first.Wait()
	second := begin()
	second.Process.Signal(os.Interrupt)
	if err := second.Wait(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(socket); !os.IsNotExist(err) {
		t.Errorf("the socket is left behind: %v", err)
	}
	if err := os.WriteFile(socket, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err = exec.Command("gongkai", "serve", "--data", data, "--addr", "unix:"+socket).CombinedOutput()
	if kept, _ := os.ReadFile(socket); err == nil || !strings.Contains(string(out), "is no socket") || string(kept) != "mine" {
		t.Errorf("in the place of a file: %v %s, the file holds %q", err, out, kept)
	}
}

// certify writes a certificate of that serial number for 127.0.0.1, as of a moment.
func certify(t *testing.T, certFile, keyFile string, serial int64, at time.Time) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "gongkai"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{keyFile: {Type: "EC PRIVATE KEY", Bytes: secret}, certFile: {Type: "CERTIFICATE", Bytes: der}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// Over TLS a renewed certificate is served without a restart, and a broken one is not.
func TestServeTLS(t *testing.T) {
	dir := t.TempDir()
	data, certFile, keyFile := filepath.Join(dir, "d"), filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, dir, synth.Luancheng()))
	out, err := exec.Command("gongkai", "serve", "--data", data, "--tls-cert", certFile, "--tls-key", keyFile, "--addr", "127.0.0.1:0").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "certificate: ") {
		t.Errorf("without a certificate: %v %s", err, out)
	}
	begin := time.Now().Add(-time.Minute)
	certify(t, certFile, keyFile, 1, begin)
	s := startServer(t, []string{"GONGKAI_TLS_KEY=" + keyFile, "GONGKAI_TLS_CERT=" + certFile}, "serve", "--data", data)
	over := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true, ForceAttemptHTTP2: true}}
	ask := func() *http.Response {
		t.Helper()
		resp, err := over.Get(s.address + "/graphql?query={snapshot{reports}}")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp
	}
	got := ask()
	if got.StatusCode != 200 || got.Proto != "HTTP/2.0" || got.Header.Get("Strict-Transport-Security") == "" || got.TLS.PeerCertificates[0].SerialNumber.Int64() != 1 {
		t.Errorf("got %s %d %v", got.Proto, got.StatusCode, got.Header)
	}
	certify(t, certFile, keyFile, 2, begin.Add(10*time.Second))
	if n := ask().TLS.PeerCertificates[0].SerialNumber.Int64(); n != 2 {
		t.Errorf("after the renewal the certificate is the number %d", n)
	}
	if err := os.WriteFile(certFile, []byte("half a cert"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n := ask().TLS.PeerCertificates[0].SerialNumber.Int64(); n != 2 {
		t.Errorf("a broken one took its place: number %d", n)
	}
	s.end(t)
}

// A client that sends its head a letter at a time is cut off, and so is one with a huge head.
func TestSlowAndLargeHeads(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, t.TempDir(), synth.Luancheng()))
	s := startServer(t, []string{"GONGKAI_MAX_HEADER=4KB"}, "serve", "--data", data, "--header-timeout", "200ms")
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "GET / HTTP/1.1\r\nX-Slow: ")
	conn.SetReadDeadline(time.Now().Add(patience))
	if _, err := conn.Read(make([]byte, 1)); err == nil || os.IsTimeout(err) {
		t.Errorf("the slow one is still waited for: %v", err)
	}
	rq, err := http.NewRequest(http.MethodGet, s.address+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	rq.Header.Set("X-Large", strings.Repeat("x", 20<<10))
	resp, err := http.DefaultClient.Do(rq)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("the large one gets %d", resp.StatusCode)
	}
	s.end(t)
}

func TestLimitFlags(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	gongkai(t, 0, "ingest", "--data", data, writeDocument(t, t.TempDir(), synth.Luancheng()))
	s := startServer(t, []string{"GONGKAI_MAX_DEPTH=1", "GONGKAI_MAX_FIELDS=7"}, "serve", "--data", data, "--max-fields", "5", "--max-body", "1KB")
	for query, says := range map[string]string{
		`{ snapshot { id } }`: "limit of 1 (max-depth)",
		`{ a: __typename b: __typename c: __typename d: __typename e: __typename f: __typename }`: "limit of 5 (max-fields)",
		strings.Repeat(" ", 1100): "limit of 1024 bytes (max-body)",
	} {
		if err := ask(s.address, query, nil); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.80s: %v, want %q", query, err, says)
		}
	}
	s.end(t)
	for flag, value := range map[string]string{"--max-depth": "0", "--max-body": "many", "--time-limit": "-1s", "--log": "xml", "--trusted-proxies": "here", "--tls-cert": "x", "--addr": "nowhere"} {
		cmd := exec.Command("gongkai", "serve", "--data", data, flag, value)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), strings.TrimPrefix(flag, "--")) && !strings.Contains(string(out), value) {
			t.Errorf("%s %s: %v %s", flag, value, err, out)
		}
	}
}

func TestByteSize(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "1": 1, "512B": 512, "256KB": 256 << 10, " 16 mb ": 16 << 20, "1GB": 1 << 30} {
		var n int
		b := newByteSize(&n, 7)
		if err := b.Set(text); err != nil || n != want {
			t.Errorf("%q: %d, %v, want %d", text, n, err, want)
		}
		var again int
		if err := newByteSize(&again, 0).Set(b.String()); err != nil || again != want {
			t.Errorf("%q is written %q, which reads as %d, %v", text, b.String(), again, err)
		}
	}
	for _, text := range []string{"", "KB", "-1", "1.5MB", "1TB", "x"} {
		n := 7
		if err := newByteSize(&n, 7).Set(text); err == nil || n != 7 {
			t.Errorf("%q is taken for %d", text, n)
		}
	}
}
