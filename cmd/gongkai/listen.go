package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

// unixScheme begins an address that is a socket in the file system.
const unixScheme = "unix:"

// listen opens the address of the server, and gives it as a client writes it.
func (s serving) listen(ctx context.Context) (net.Listener, string, error) {
	if s.certFile != "" {
		if _, err := tls.LoadX509KeyPair(s.certFile, s.keyFile); err != nil {
			return nil, "", fmt.Errorf("certificate: %w", err)
		}
	}
	if path, ok := strings.CutPrefix(s.addr, unixScheme); ok {
		listener, err := listenUnix(ctx, path)
		return listener, s.addr, err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.addr)
	if err != nil {
		return nil, "", fmt.Errorf("%w; choose another with --addr", err)
	}
	scheme := "http://"
	if s.certFile != "" {
		scheme = "https://"
	}
	return listener, scheme + listener.Addr().String(), nil
}

// listenUnix takes the place of a socket that a killed server left behind, never that of a server
// that answers or of a file. Who may connect is the owner and the group of the socket.
func listenUnix(ctx context.Context, path string) (net.Listener, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.Mode().Type() != fs.ModeSocket:
		return nil, fmt.Errorf("%s is no socket: remove it, or choose another path with --addr", path)
	default:
		conn, err := net.DialTimeout("unix", path, time.Second)
		if err == nil {
			conn.Close()
			return nil, fmt.Errorf("another server answers at %s; choose another path with --addr", path)
		}
		if !errors.Is(err, syscall.ECONNREFUSED) {
			return nil, err
		}
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o660); err != nil {
		listener.Close()
		return nil, err
	}
	return listener, nil
}

// tlsConfig reads the certificate again once its file has changed, so that a renewed one is served
// without a restart. One that cannot be read leaves the one before.
func (s serving) tlsConfig() *tls.Config {
	var (
		mu     sync.Mutex
		loaded time.Time
		pair   *tls.Certificate
	)
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			mu.Lock()
			defer mu.Unlock()
			info, err := os.Stat(s.certFile)
			if err == nil && !info.ModTime().Equal(loaded) {
				var next tls.Certificate
				if next, err = tls.LoadX509KeyPair(s.certFile, s.keyFile); err == nil {
					pair, loaded = &next, info.ModTime()
				}
			}
			if pair == nil {
				return nil, err
			}
			return pair, nil
		},
	}
}
