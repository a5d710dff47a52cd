package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	_ "time/tzdata" // the scenarios count in London's days, wherever they are told

	"github.com/alecthomas/kong"

	"github.com/towpath-care/towpath/internal/scenarios"
)

// options are everything that can be set.
type options struct {
	Scenarios []string `arg:"" optional:"" name:"scenario" help:"Scenarios to tell, such as AT-06; all of them without one."`
	Resources bool     `help:"Show each resource that a record system would get, whole."`
	JSON      bool     `name:"json" help:"Print one JSON object a line."`
	List      bool     `help:"List the scenarios and tell none."`
}

// run tells the scenarios that args name and writes what came of them to stdout. The
// error says how many things did not hold.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	o, done, err := parse(args, stdout)
	if err != nil || done {
		return err
	}
	chosen, err := choose(o.Scenarios)
	if err != nil {
		return err
	}
	out := &page{to: stdout, options: o}
	for _, s := range chosen {
		if o.List {
			out.line(opened{Type: "scenario", ID: s.ID, Title: s.Title})
			continue
		}
		if err := tell(ctx, out, s); err != nil {
			return err
		}
	}
	if !o.List {
		out.line(out.sum)
	}
	return out.outcome()
}

func parse(args []string, stdout io.Writer) (o options, done bool, err error) {
	parser, err := kong.New(&o, kong.Name("quickstart"), kong.Writers(stdout, stdout),
		kong.Description("Tell the acceptance scenarios and show what came of each step."),
		kong.Exit(func(int) { done = true }))
	if err != nil {
		return o, false, err
	}
	if _, err = parser.Parse(args); err != nil && !done {
		return o, false, fmt.Errorf("%w: %w", errUsage, err)
	}
	return o, done, nil
}

// choose finds the scenarios by their ids, in the order asked for.
func choose(ids []string) ([]scenarios.Scenario, error) {
	all := scenarios.All()
	if len(ids) == 0 {
		return all, nil
	}
	var out []scenarios.Scenario
	for _, id := range ids {
		before := len(out)
		for _, s := range all {
			if strings.EqualFold(s.ID, id) {
				out = append(out, s)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("%w: there is no scenario of that name; --list lists them", errUsage)
		}
	}
	return out, nil
}
