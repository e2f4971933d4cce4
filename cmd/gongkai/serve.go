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

	"github.com/gongkai/gongkai/sql"
)

// serving is how a server is set up.
type serving struct {
	data    string
	addr    string
	origins []string
}

func (s *serving) flags(flags *pflag.FlagSet) {
	flags.StringVar(&s.addr, "addr", "127.0.0.1:8080", "`HOST:PORT` to listen on; port 0 takes a free one")
	flags.StringSliceVar(&s.origins, "origins", nil, "sites whose pages may ask from a browser, such as https://example.org (default any, without credentials)")
	fromEnvironment(flags, "addr", "origins")
}

func newServe() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve [--data DIR] [--addr HOST:PORT] [--origins URL,...]",
		Short: "Answer questions over HTTP",
		Long: `Answer questions over HTTP: GraphQL at /graphql, a page to ask them from at /playground.

What is ingested meanwhile is served from the moment it is published; nothing need be restarted.
SIGTERM and Ctrl-C let the questions at hand be answered, then end.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.serve(cmd.Context(), cmd.OutOrStdout(), logger(cmd.ErrOrStderr(), slog.LevelInfo), "")
		},
	}
	dataFlag(cmd, &s.data)
	s.flags(cmd.Flags())
	return cmd
}

// What a client may take of the server's time and memory.
const (
	headerTime = 5 * time.Second
	readTime   = 15 * time.Second
	writeTime  = 60 * time.Second
	idleTime   = 2 * time.Minute
	maxHeader  = 32 << 10
	graceTime  = 20 * time.Second // for questions at hand when the server is told to end
)

// serve answers until ctx ends. It prints its address and then greeting to w.
func (s serving) serve(ctx context.Context, w io.Writer, log *slog.Logger, greeting string) error {
	for _, origin := range s.origins {
		if !strings.HasPrefix(origin, "http://") && !strings.HasPrefix(origin, "https://") {
			return usage("--origins %s: an origin begins with http:// or https://", origin)
		}
	}
	warehouse, err := sql.Open(ctx, s.data, sql.Settings{Log: log})
	if errors.Is(err, sql.ErrNoData) {
		return fmt.Errorf("%w (or gongkai demo, for a sample)", err)
	}
	if err != nil {
		return err
	}
	defer warehouse.Close()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.addr)
	if err != nil {
		return fmt.Errorf("%w; choose another with --addr", err)
	}
	following, stopFollowing := context.WithCancel(ctx)
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		warehouse.Follow(following)
	}()
	defer func() { stopFollowing(); <-followed }()

	address := "http://" + listener.Addr().String()
	fmt.Fprintf(w, "gongkai answers at %s/graphql, page at %s/playground\n%s", address, address, greeting)
	return answer(ctx, listener, s.routes(ctx, warehouse, log), log)
}

// answer serves on the listener until ctx ends, then takes no more, lets what is at hand finish and
// returns nil if it did.
func answer(ctx context.Context, listener net.Listener, routes http.Handler, log *slog.Logger) error {
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	server := &http.Server{
		Handler:           routes,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		BaseContext:       func(net.Listener) context.Context { return requests },
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	log.Info("listening", "addr", listener.Addr().String())
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("ending", "grace", graceTime)
	grace, done := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer done()
	if err := server.Shutdown(grace); err != nil {
		cancel()
		server.Close()
		return fmt.Errorf("some questions were not answered within %s: %w", graceTime, err)
	}
	log.Info("ended")
	return nil
}
