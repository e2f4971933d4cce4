package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gongkai/gongkai/graph"
	"github.com/gongkai/gongkai/sql"
)

// serving is how a server is set up.
type serving struct {
	data      string
	addr      string
	certFile  string
	keyFile   string
	origins   []string
	keys      string // file of API keys
	proxies   []string
	logFormat string
	limits    graph.Limits

	header    time.Duration // for the head of a request to arrive
	idle      time.Duration // between two requests of a connection
	grace     time.Duration // for questions at hand when the server is told to end
	maxHeader int
}

// flags declares the flags of a server whose log has that format unless told otherwise.
func (s *serving) flags(flags *pflag.FlagSet, logFormat string) {
	declared := map[string]bool{}
	flags.VisitAll(func(f *pflag.Flag) { declared[f.Name] = true })

	flags.StringVar(&s.addr, "addr", "127.0.0.1:8080", "`HOST:PORT` to listen on (port 0 takes a free one), or unix:PATH")
	flags.StringVar(&s.certFile, "tls-cert", "", "`FILE` with the certificate chain for HTTPS, in PEM; read again when it changes")
	flags.StringVar(&s.keyFile, "tls-key", "", "`FILE` with the key of that certificate")
	flags.StringSliceVar(&s.origins, "origins", nil, "sites whose pages may ask from a browser, such as https://example.org (default any, without credentials)")
	flags.StringVar(&s.keys, "keys", "", "`FILE` of API keys; whoever has none of them is refused (default everybody may ask)")
	flags.StringSliceVar(&s.proxies, "trusted-proxies", nil, "`CIDR`s, or unix, of proxies whose X-Forwarded-For and X-Request-Id are believed")
	flags.StringVar(&s.logFormat, "log", logFormat, "format of the log on standard error: json or text")
	s.limitFlags(flags)

	var ours []string
	flags.VisitAll(func(f *pflag.Flag) {
		if !declared[f.Name] {
			ours = append(ours, f.Name)
		}
	})
	fromEnvironment(flags, ours...)
}

// limitFlags declares what a request and a client may take of the server.
func (s *serving) limitFlags(flags *pflag.FlagSet) {
	l, usual := &s.limits, graph.DefaultLimits()
	for _, f := range []struct {
		name  string
		to    *int
		usual int
		usage string
	}{
		{"max-tokens", &l.Tokens, usual.Tokens, "words and signs of a question"},
		{"max-fields", &l.Fields, usual.Fields, "fields and fragments of a question, those of fragments wherever they are used"},
		{"max-depth", &l.Depth, usual.Depth, "fields within fields of a question"},
		{"max-aliases", &l.Aliases, usual.Aliases, "aliases of a question"},
		{"max-repeats", &l.Repeats, usual.Repeats, "fields of one name, or fragments, in one place of a question"},
		{"max-variables", &l.Variables, usual.Variables, "values within the variables of a question"},
		{"max-cost", &l.Cost, usual.Cost, "cost of a question: about one for a value in the answer, ten thousand for a search through all reports"},
		{"max-rows", &l.Rows, usual.Rows, "rows of one table in an answer"},
		{"max-running", &l.Running, usual.Running, "questions worked on at the same time"},
		{"max-waiting", &l.Waiting, usual.Waiting, "questions that may wait for their turn; the next is told to come back (503)"},
		{"max-exports", &l.Exports, usual.Exports, "exports written at the same time; the next is told to come back (503)"},
	} {
		flags.IntVar(f.to, f.name, f.usual, f.usage)
	}
	flags.Var(newByteSize(&l.Body, usual.Body), "max-body", "`SIZE` of a request")
	flags.Var(newByteSize(&l.Query, usual.Query), "max-query", "`SIZE` of a question in a request, without its variables")
	flags.Var(newByteSize(&l.Answer, usual.Answer), "max-answer", "`SIZE` of an answer")
	flags.Var(newByteSize(&l.Export, usual.Export), "max-export", "`SIZE` of an export")
	flags.Var(newByteSize(&l.Cache, usual.Cache), "cache", "`SIZE` of the answers kept in memory; 0 keeps none")
	flags.Var(newByteSize(&s.maxHeader, 32<<10), "max-header", "`SIZE` of the head of a request")
	for _, f := range []struct {
		name  string
		to    *time.Duration
		usual time.Duration
		usage string
	}{
		{"time-limit", &l.Time, usual.Time, "for an answer, waiting included"},
		{"read-timeout", &l.Read, usual.Read, "for the body of a request to arrive"},
		{"write-timeout", &l.Write, usual.Write, "for a client to take an answer, or the next part of an export"},
		{"header-timeout", &s.header, 5 * time.Second, "for the head of a request to arrive"},
		{"idle-timeout", &s.idle, 2 * time.Minute, "between two requests of a connection"},
		{"grace", &s.grace, 20 * time.Second, "for questions at hand when the server is told to end"},
	} {
		flags.DurationVar(f.to, f.name, f.usual, f.usage)
	}
}

func newServe() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve [--data DIR] [--addr HOST:PORT|unix:PATH] [--tls-cert FILE --tls-key FILE] [--keys FILE]",
		Short: "Answer questions over HTTP",
		Long: `Answer questions over HTTP: GraphQL at /graphql, a page to ask them from at /playground.

What is ingested meanwhile is served from the moment it is published; nothing need be restarted.
SIGTERM and Ctrl-C let the questions at hand be answered, then end.

With --keys a client must send "Authorization: Bearer KEY". A line of the file is a name, the
SHA-256 of a key and, if wanted, requests a second and how many may come at once:
  press 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c0f0a00a08 10 50
Make a key with "openssl rand -hex 32", its hash with "printf %s KEY | sha256sum".

A limit is a number; a SIZE is bytes, or such as 256KB or 16MB; a time is such as 500ms or 5s.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.serve(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), "")
		},
	}
	dataFlag(cmd, &s.data)
	s.flags(cmd.Flags(), "json")
	return cmd
}

// check finds what is wrong with the flags before anything is opened.
func (s *serving) check() error {
	for _, origin := range s.origins {
		if !strings.HasPrefix(origin, "http://") && !strings.HasPrefix(origin, "https://") {
			return usage("--origins %s: an origin begins with http:// or https://", origin)
		}
	}
	if s.logFormat != "json" && s.logFormat != "text" {
		return usage("--log %s: the formats are json and text", s.logFormat)
	}
	if (s.certFile == "") != (s.keyFile == "") {
		return usage("--tls-cert and --tls-key go together")
	}
	if s.limits.Cache == 0 {
		s.limits.Cache = -1
	}
	return s.checkLimits()
}

// checkLimits refuses limits under which nothing could be asked.
func (s *serving) checkLimits() error {
	l := s.limits
	for name, value := range map[string]int64{
		"max-tokens": int64(l.Tokens), "max-fields": int64(l.Fields), "max-depth": int64(l.Depth), "max-aliases": int64(l.Aliases),
		"max-variables": int64(l.Variables), "max-cost": int64(l.Cost), "max-rows": int64(l.Rows), "max-running": int64(l.Running),
		"max-waiting": int64(l.Waiting), "max-exports": int64(l.Exports), "max-body": int64(l.Body), "max-query": int64(l.Query),
		"max-answer": int64(l.Answer), "max-export": l.Export, "max-header": int64(s.maxHeader), "time-limit": int64(l.Time),
		"read-timeout": int64(l.Read), "write-timeout": int64(l.Write), "header-timeout": int64(s.header), "idle-timeout": int64(s.idle),
	} {
		if value <= 0 {
			return usage("--%s must be more than 0", name)
		}
	}
	return nil
}

// serve answers until ctx ends. It prints its address and then greeting to w, and logs to logs.
func (s serving) serve(ctx context.Context, w, logs io.Writer, greeting string) error {
	if err := s.check(); err != nil {
		return err
	}
	log := logger(logs, slog.LevelInfo)
	if s.logFormat == "json" {
		log = slog.New(slog.NewJSONHandler(logs, nil))
	}
	warehouse, err := sql.Open(ctx, s.data, sql.Settings{Log: log, Warm: true})
	if errors.Is(err, sql.ErrNoData) {
		return fmt.Errorf("%w (or gongkai demo, for a sample)", err)
	}
	if err != nil {
		return err
	}
	defer warehouse.Close()
	routes, err := s.routes(ctx, warehouse, log)
	if err != nil {
		return err
	}
	listener, address, err := s.listen(ctx)
	if err != nil {
		return err
	}
	following, stopFollowing := context.WithCancel(ctx)
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		warehouse.Follow(following)
	}()
	defer func() { stopFollowing(); <-followed }()

	fmt.Fprintf(w, "gongkai answers at %s/graphql, page at %s/playground\n%s", address, address, greeting)
	return s.answer(ctx, listener, routes, log)
}

// answer serves on the listener until ctx ends, then takes no more, lets what is at hand finish and
// returns nil if it did.
func (s serving) answer(ctx context.Context, listener net.Listener, routes http.Handler, log *slog.Logger) error {
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	server := &http.Server{
		Handler:           routes,
		ReadHeaderTimeout: s.header,
		ReadTimeout:       s.header + s.limits.Read,
		WriteTimeout:      s.header + s.limits.Read + s.limits.Time + s.limits.Write, // it begins with the head of the request
		IdleTimeout:       s.idle,
		MaxHeaderBytes:    s.maxHeader,
		BaseContext:       func(net.Listener) context.Context { return requests },
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() {
		if s.certFile == "" {
			failed <- server.Serve(listener)
			return
		}
		server.TLSConfig = s.tlsConfig()
		failed <- server.ServeTLS(listener, "", "")
	}()
	log.Info("listening", "addr", listener.Addr().String())
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("ending", "grace", s.grace.String())
	grace, done := context.WithTimeout(context.WithoutCancel(ctx), s.grace)
	defer done()
	if err := server.Shutdown(grace); err != nil {
		cancel()
		server.Close()
		return fmt.Errorf("some questions were not answered within %s: %w", s.grace, err)
	}
	log.Info("ended")
	return nil
}
