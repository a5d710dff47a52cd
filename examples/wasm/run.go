package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

// run builds both programs, says how large they are, and serves the page until ctx ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("wasm", flag.ContinueOnError)
	flags.SetOutput(out)
	address := flags.String("listen", "127.0.0.1:0", "where the page is served; port 0 takes one that is free")
	keep := flags.String("out", "", "a folder that keeps the two programs; empty: they are thrown away at the end")
	small := flags.Bool("brotli", false, "say the sizes after brotli -q 11 too, which takes a minute")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	dir := *keep
	if dir == "" {
		made, err := os.MkdirTemp("", "towpath-wasm-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(made)
		dir = made
	}
	for _, p := range programs {
		if err := p.build(ctx, dir); err != nil {
			return ended(ctx, err)
		}
		size, err := p.sizes(ctx, dir, *small)
		if err != nil {
			return ended(ctx, err)
		}
		fmt.Fprintf(out, "%s: %s\n", p.says, size)
	}
	return ended(ctx, serve(ctx, *address, dir, out))
}

// ended leaves out what went wrong only because somebody pressed Ctrl-C.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// patience is how long an answer that is on its way may take at the end.
const patience = 2 * time.Second
