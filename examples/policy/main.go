// Command policy is the workbench for whoever writes an organisation's policy. It proves
// a policy before anybody relies on it, says why a concern goes where it goes, plays a
// made-up day and a made-up year, and says whose handling changes from one version to the
// next, as text and as a page. Without arguments it does all of that on three invented
// organisations.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	_ "time/tzdata"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout)
	if err != nil && err.Error() != "" {
		fmt.Fprintln(os.Stderr, "policy:", err)
	}
	os.Exit(exitCode(err))
}

// Exit codes, as the README lists them.
const (
	exitDone        = 0
	exitNotDone     = 1
	exitFaults      = 2
	exitUsage       = 4
	exitInterrupted = 130
)

// exit is an end with a code of its own; its text may be empty.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// usage is what the command line or a file has wrong.
func usage(format string, args ...any) error { return exit{exitUsage, fmt.Errorf(format, args...)} }

func exitCode(err error) int {
	var e exit
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &e):
		return e.code
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitNotDone
}
