// Command deadlines shows how a host calls the pure due functions on a schedule: what is
// due, who has to be told, told once, on one machine or shared out by organisation. It
// runs a made-up day of three invented organisations and takes no time for it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "deadlines:", err)
	}
	os.Exit(exitCode(err))
}

// Exit codes, as the README lists them.
const (
	exitDone        = 0
	exitNotDone     = 1
	exitUsage       = 4
	exitInterrupted = 130
)

// errUsage is behind every fault of the command line.
var errUsage = errors.New("the command is not right")

func exitCode(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitNotDone
}
