package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gongkai/gongkai/graph"
)

// visit is what the log says of one request beside its answer.
type visit struct {
	id     string
	client string
	key    string // the name of the API key
}

type visitKey struct{}

func visitOf(r *http.Request) *visit { return r.Context().Value(visitKey{}).(*visit) }

// proxies are those whose word counts for who asks.
type proxies struct {
	networks []netip.Prefix
	socket   bool // whoever connects to the Unix socket
}

func readProxies(names []string) (p proxies, err error) {
	for _, name := range names {
		if name == "unix" {
			p.socket = true
			continue
		}
		if !strings.Contains(name, "/") {
			if addr, err := netip.ParseAddr(name); err == nil {
				name = fmt.Sprintf("%s/%d", name, addr.BitLen())
			}
		}
		network, err := netip.ParsePrefix(name)
		if err != nil {
			return p, usage("--trusted-proxies %s: write addresses as 10.0.0.0/8 or 10.0.0.1, or unix", name)
		}
		p.networks = append(p.networks, network.Masked())
	}
	return p, nil
}

func (p proxies) trust(host string) bool {
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return p.socket && host == socketClient
	}
	for _, network := range p.networks {
		if network.Contains(addr.Unmap()) {
			return true
		}
	}
	return false
}

// socketClient is the address of whoever comes by the Unix socket.
const socketClient = "unix"

// client is the address a request comes from, and whether a trusted proxy brought it. Of the
// addresses a proxy names, the last that is not itself a trusted proxy counts: what stands before it
// anybody may have written.
func (p proxies) client(r *http.Request) (host string, proxied bool) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = socketClient
	}
	if !p.trust(host) {
		return host, false
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		addr, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		host = addr.String()
		if !p.trust(host) {
			break
		}
	}
	return host, true
}

var requestID = regexp.MustCompile(`^[0-9A-Za-z_.-]{8,64}$`)

// logged gives each request an id, logs it once it is answered and counts it. A panic becomes an
// internal error that shows nothing but the id.
func logged(log *slog.Logger, p proxies, count *traffic, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		v := &visit{}
		var proxied bool
		if v.client, proxied = p.client(r); proxied {
			v.id = r.Header.Get("X-Request-Id")
		}
		if !requestID.MatchString(v.id) {
			var b [8]byte
			_, _ = rand.Read(b[:])
			v.id = hex.EncodeToString(b[:])
		}
		w.Header().Set("X-Request-Id", v.id)
		r = r.WithContext(graph.WithRequestID(context.WithValue(r.Context(), visitKey{}, v), v.id))
		out := &recorder{ResponseWriter: w}
		count.running.Inc()
		defer func() {
			count.running.Dec()
			p := recover()
			if p != nil && p != http.ErrAbortHandler {
				log.Error("internal error", "id", v.id, "err", fmt.Sprintf("panic: %v", p), "stack", string(debug.Stack()))
				if out.status == 0 {
					plainText(out, http.StatusInternalServerError, "internal error (id "+v.id+")")
				}
				p = http.ErrAbortHandler
			}
			took := time.Since(began)
			count.add(r.Pattern, out.code(), took)
			level := slog.LevelInfo
			if quiet[r.Pattern] {
				level = slog.LevelDebug
			}
			log.LogAttrs(r.Context(), level, "request", slog.String("id", v.id), slog.String("client", v.client), slog.String("key", v.key),
				slog.String("method", r.Method), slog.String("path", shortened(r.URL.Path)), slog.Int("status", out.code()), slog.Int64("bytes", out.bytes),
				slog.Float64("seconds", took.Seconds()), slog.String("agent", shortened(r.UserAgent())))
			if p != nil && out.status != http.StatusInternalServerError {
				panic(p) // what was begun cannot be finished: cut the connection
			}
		}()
		next.ServeHTTP(out, r)
	})
}

// quiet are the addresses that machines look at all the time.
var quiet = map[string]bool{"GET /healthz": true, "GET /readyz": true, "GET /metrics": true}

func shortened(text string) string { return text[:min(len(text), 200)] }

// recorder notes what is answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets deadlines and flushes through.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// code is the status sent; that of a client that went away before is, by custom, 499.
func (r *recorder) code() int {
	if r.status == 0 {
		return 499
	}
	return r.status
}
