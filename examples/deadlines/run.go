package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"
)

// options are everything that can be set.
type options struct {
	Machines int           `default:"1" help:"How many machines share the organisations."`
	Every    time.Duration `default:"4m" help:"How often there is a round; whole minutes."`
	JSON     bool          `name:"json" help:"Print one JSON object a line."`
}

// summary is the last line.
type summary struct {
	Type          string `json:"type"`
	Organisations int    `json:"organisations"`
	Machines      int    `json:"machines"`
	Rounds        int    `json:"rounds"`
	Messages      int    `json:"messages"`
	Again         int    `json:"sent_again"`
}

// run runs the day and prints it, then one more round for everybody, which has nothing
// new to send.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	o, done, err := parse(args, stdout)
	if err != nil || done {
		return err
	}
	orgs, err := organisations()
	if err != nil {
		return err
	}
	events, rounds, err := share(ctx, orgs, o.Machines, o.Every)
	if err != nil {
		return err
	}
	sum := summary{Type: "summary", Organisations: len(orgs), Machines: o.Machines, Rounds: rounds}
	for _, org := range orgs {
		sum.Messages += len(org.channel)
		sent, err := org.round(dayEnds.Add(-time.Minute))
		if err != nil {
			return err
		}
		sum.Again += len(sent)
	}
	return show(stdout, o, events, sum)
}

func parse(args []string, stdout io.Writer) (o options, done bool, err error) {
	parser, err := kong.New(&o, kong.Name("deadlines"), kong.Writers(stdout, stdout),
		kong.Description("Run a made-up day of three organisations: what is due, and who is told when."),
		kong.Exit(func(int) { done = true }))
	if err != nil {
		return o, false, err
	}
	if _, err = parser.Parse(args); err != nil && !done {
		return o, false, fmt.Errorf("%w: %w", errUsage, err)
	}
	if !done && (o.Machines < 1 || o.Machines > 64 || o.Every < time.Minute || o.Every > time.Hour || o.Every%time.Minute != 0) {
		return o, false, fmt.Errorf("%w: 1 to 64 machines, and a round every 1 to 60 whole minutes", errUsage)
	}
	return o, done, nil
}

func show(w io.Writer, o options, events []event, sum summary) error {
	if o.JSON {
		lines := json.NewEncoder(w)
		for _, e := range events {
			if err := lines.Encode(e); err != nil {
				return err
			}
		}
		return lines.Encode(sum)
	}
	_, err := fmt.Fprintf(w, "%s, a round every %v. All people and organisations are invented.\n\n", dayBegins.Format("Monday 2 January 2006"), o.Every)
	for _, e := range events {
		if err == nil {
			_, err = fmt.Fprintf(w, "%s  %d  %-11s %s\n", e.At.Format("15:04"), e.Machine, e.Org, e.Says)
		}
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "\n%d organisations, %d rounds, %d told; run again, %d told. Machines: %d.\n", sum.Organisations, sum.Rounds, sum.Messages, sum.Again, sum.Machines)
	}
	return err
}
