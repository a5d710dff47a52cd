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
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%w: no arguments are expected", errUsage)
	}
	s := store.NewMemory(desk.Decode)
	if err := world.Tell(ctx, s); err != nil {
		return err
	}
	handler, err := app.New(app.Config{Store: s, Now: clock(), NewID: newID, Away: *away, Log: slog.New(slog.NewTextHandler(os.Stderr, nil))})
	if err != nil {
		return err
	}
	return serve(ctx, *addr, handler, stdout)
}

// clock begins on the day of the example and goes on from there.
func clock() func() time.Time {
	began := time.Now()
	return func() time.Time { return world.Begins.Add(time.Since(began)) }
}

func newID() string { return strings.ToLower(rand.Text()) }

// serve answers until ctx ends, and lets answers that are under way finish.
func serve(ctx context.Context, addr string, handler http.Handler, stdout io.Writer) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("it cannot listen there: %w", err)
	}
	requests, end := context.WithCancel(context.Background())
	defer end()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute,
		BaseContext: func(net.Listener) context.Context { return requests }}
	fmt.Fprintf(stdout, "Open http://%s in a browser. All people are invented; nothing is kept after the program ends.\nThe same as JSON: http://%s/api/openapi.yaml\nCtrl-C ends it.\n", l.Addr(), l.Addr())
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
