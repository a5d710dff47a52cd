// Command scoreboard shows that fhir/exchange loses nothing, doubles nothing and writes
// nothing over, by trying to make it do so: programs are killed at named places, on
// SQLite and on PostgreSQL, while a record system has its bad day and people there edit
// what is being written. A strategy as it must not be is held to the same checks and has
// to fail them.
//
//	go run ./internal/scoreboard               prints the table
//	go run ./internal/scoreboard --out docs/reliability.md
//
// PostgreSQL is tried where TOWPATH_POSTGRES names one. The seed is printed, and repeats
// the faults of a run. Exit code 1: something was lost, doubled, written over or missed, or
// the checks are blind.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"sync"
	"time"
)

// options are what the command is asked for.
type options struct {
	store    string
	kills    int
	seed     uint64
	short    bool
	out      string
	postgres string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := func() error {
		if os.Getenv(lifeIn) != "" {
			return live(ctx)
		}
		return command(ctx, os.Args[1:], os.Stdout)
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string, out io.Writer) error {
	o := options{postgres: os.Getenv("TOWPATH_POSTGRES")}
	flags := flag.NewFlagSet("scoreboard", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&o.store, "store", "both", "sqlite, postgres or both")
	flags.IntVar(&o.kills, "kills", 544, "how often programs are killed, over all stores")
	flags.Uint64Var(&o.seed, "seed", 0, "draws what goes wrong; 0: one is drawn")
	flags.BoolVar(&o.short, "short", false, "fewer kills, and what a test run shows is left out")
	flags.StringVar(&o.out, "out", "", "the page whose generated part is written, such as docs/reliability.md")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if o.seed == 0 {
		o.seed = rand.Uint64N(1 << 32)
	}
	return score(ctx, o, out)
}

// score tries everything, prints the table and writes the page.
func score(ctx context.Context, o options, out io.Writer) error {
	began := time.Now()
	if o.short {
		o.kills = min(o.kills, 68)
	}
	where, err := o.stores()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "seed %d\n", o.seed)
	b := board{options: o, began: began}
	for _, s := range where {
		if s == onPostgres && o.postgres == "" {
			b.missing = "TOWPATH_POSTGRES names no PostgreSQL, so SQLite was tried alone."
			fmt.Fprintln(out, b.missing)
			continue
		}
		b.stores = append(b.stores, s)
	}
	if len(b.stores) == 0 {
		return errors.New("no store to try: set TOWPATH_POSTGRES, such as .ci/postgres does")
	}
	var beside sync.WaitGroup
	if !o.short {
		beside.Go(func() { b.shown = shown(ctx, o.postgres != "") })
	}
	err = b.try(ctx, out)
	b.took = time.Since(began)
	if beside.Wait(); err != nil {
		return err
	}
	fmt.Fprintln(out)
	b.print(out)
	if o.out != "" {
		if err := b.write(o.out); err != nil {
			return err
		}
	}
	return b.verdict()
}

// The stores that can be tried.
const (
	onSQLite   = "SQLite"
	onPostgres = "PostgreSQL"
)

func (o options) stores() ([]string, error) {
	switch o.store {
	case "both":
		return []string{onSQLite, onPostgres}, nil
	case "sqlite":
		return []string{onSQLite}, nil
	case "postgres":
		return []string{onPostgres}, nil
	}
	return nil, fmt.Errorf("--store is sqlite, postgres or both, not %q", o.store)
}
