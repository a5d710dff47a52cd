package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/towpath-care/towpath/examples/frontend/app"
	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/world"
)

// run is the whole program but for the exit code. It ends when ctx does.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("frontend", flag.ContinueOnError)
	flags.SetOutput(stdout)
	addr := flags.String("addr", "127.0.0.1:8099", "where to listen")
	away := flags.String("away", "", "where the quick exit leads; empty: a page of this program that says nothing")
	file := flags.String("store", "", "the file in which everything is kept, made where there is none; empty: memory")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%w: no arguments are expected", errUsage)
	}
	s, begins, end, err := keep(ctx, *file)
	if err != nil {
		return err
	}
	defer end()
	handler, err := app.New(app.Config{Store: s, Now: clock(begins), NewID: newID, Away: *away, Log: slog.New(slog.NewTextHandler(os.Stderr, nil))})
	if err != nil {
		return err
	}
	kept := "nothing is kept after the program ends"
	if *file != "" {
		kept = "what they do is kept in " + *file
	}
	return serve(ctx, *addr, handler, stdout, kept)
}

// keep opens the store in a file, or one in memory, and tells the story where it is empty.
// The example begins on its own day, or where it was left.
func keep(ctx context.Context, file string) (s store.Store, begins time.Time, end func(), err error) {
	end = func() {}
	if s = store.NewMemory(desk.Decode); file != "" {
		kept, err := store.OpenSQLite(ctx, file, desk.Decode)
		if err != nil {
			return nil, begins, nil, err
		}
		s, end = kept, func() { _ = kept.Close() }
	}
	last, err := s.Last(ctx)
	if err == nil && last.Of.IsZero() {
		err = world.Tell(ctx, s)
	}
	if err != nil {
		end()
		return nil, begins, nil, err
	}
	begins = world.Begins
	if last.At.After(begins) {
		begins = last.At
	}
	return s, begins, end, nil
}

// clock begins at a time of the example and goes on from there.
func clock(begins time.Time) func() time.Time {
	began := time.Now()
	return func() time.Time { return begins.Add(time.Since(began)) }
}

func newID() string { return strings.ToLower(rand.Text()) }

// serve answers until ctx ends, and lets answers that are under way finish.
func serve(ctx context.Context, addr string, handler http.Handler, stdout io.Writer, kept string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("it cannot listen there: %w", err)
	}
	requests, end := context.WithCancel(context.Background())
	defer end()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute,
		BaseContext: func(net.Listener) context.Context { return requests }}
	fmt.Fprintf(stdout, "Open http://%s in a browser. All people are invented; %s.\nThe same as JSON: http://%s/api/openapi.yaml\nCtrl-C ends it.\n", l.Addr(), kept, l.Addr())
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	end() // pages that wait for changes hear no more
	closing, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(closing); err != nil {
		return err
	}
	fmt.Fprintln(stdout, "Ended.")
	return nil
}
