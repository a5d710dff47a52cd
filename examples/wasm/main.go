// Command wasm builds the domain as WebAssembly, for browsers and for programs in other
// languages, and shows a page on which the rules run without a server: it works out what
// may be done and why not, on invented people.
//
//	go run ./examples/wasm
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "wasm:", err)
		os.Exit(1)
	}
}
