// Command fhirsync brings peer support records to a FHIR R4 record system: it
// shows what it would write, writes exactly that, and proves that it left the rest
// alone. Without arguments it does so on invented people, against a record system
// that it starts inside itself. With a store it runs on: it sends what has changed
// here, finds what was changed there, and says what waits for whom.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // told a second time, it ends at once
	err := run(ctx, os.Args[1:], os.Stdout)
	if err != nil && err.Error() != "" {
		fmt.Fprintln(os.Stderr, "fhirsync:", err)
	}
	os.Exit(exitCode(err))
}

// Exit codes, as the README lists them.
const (
	exitDone        = 0
	exitNotDone     = 1
	exitPending     = 2
	exitSomeHeld    = 3
	exitUsage       = 4
	exitNotLetIn    = 5
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
