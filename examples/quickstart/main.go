// Command quickstart tells every acceptance scenario on invented people and shows what
// came of each step: where a record stands, what was turned down and under which rule,
// what is due and when, and what a record system would get. It needs no server and no
// file, and ends with an error when a scenario does not hold.
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
		fmt.Fprintln(os.Stderr, "quickstart:", err)
	}
	os.Exit(exitCode(err))
}

// Exit codes, as the README lists them.
const (
	exitDone        = 0
	exitNotSo       = 1
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
	return exitNotSo
}
