// Command frontend is a small peer support application on made-up people, for the person
// and for the worker. Its pages and its JSON API are drawn from what the library says of
// itself; what they do it keeps in memory, or in a file.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
)

// Exit codes, as the README lists them.
const (
	exitDone    = 0
	exitNotDone = 1
	exitUsage   = 4
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "frontend:", err)
	}
	os.Exit(exitCode(err))
}

// errUsage is a flag or an argument that will not do.
var errUsage = errors.New("see --help")

func exitCode(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errUsage):
		return exitUsage
	}
	return exitNotDone
}
