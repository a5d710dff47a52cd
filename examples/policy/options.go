package main

import (
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// options are everything that can be set.
type options struct {
	JSON bool `name:"json" help:"Print one JSON object a line."`

	Demo     demoCmd     `cmd:"" default:"withargs" help:"All of it on three invented organisations (default)."`
	Check    checkCmd    `cmd:"" help:"Every fault, the moment at which it shows, and what puts it right."`
	Explain  explainCmd  `cmd:"" help:"Why a concern goes where it goes."`
	Simulate simulateCmd `cmd:"" help:"Who is told when, on a made-up day or over a made-up year."`
	Compare  compareCmd  `cmd:"" help:"Whose handling changes from one policy to the next."`
	Report   reportCmd   `cmd:"" help:"All of it as one page that needs nothing else."`
}

type demoCmd struct {
	Out string `placeholder:"DIR" help:"Write the pages there; without it, into a new folder for temporary files."`
}

// ground is what a policy is held against.
type ground struct {
	Roster string `placeholder:"FILE" help:"Who is on duty when. Without it one made-up person holds each role at every hour."`
	From   string `placeholder:"DATE" help:"The first day that is looked at; without it, the first on which the policy is in force."`
	Until  string `placeholder:"DATE" help:"The last day that is looked at; without it, a year later, or the last on which the policy is in force."`
}

type checkCmd struct {
	Files []string `arg:"" name:"file" help:"A policy, or the versions of one that follow each other."`
	ground
}

type explainCmd struct {
	File    string            `arg:"" help:"A policy."`
	Concern string            `required:"" placeholder:"TRIGGER" help:"What was noticed, such as abuse-disclosure."`
	Known   map[string]string `mapsep:"," placeholder:"WHAT=ANSWER" help:"What is known besides, such as age=15,violence=yes,setting=home."`
	At      string            `placeholder:"TIME" help:"When it comes in, on the organisation's clocks, such as 2026-03-13T17:42."`
	ground
}

type simulateCmd struct {
	File string `arg:"" help:"A policy."`
	Day  string `placeholder:"DATE" xor:"stretch" help:"The made-up day; without it, the first working day."`
	Year bool   `xor:"stretch" help:"A made-up year, and the worst time to a human over all of its hours."`
	ground
}

type compareCmd struct {
	Was string `arg:"" help:"The policy as it was."`
	Now string `arg:"" help:"The policy as it would be."`
	ground
}

type reportCmd struct {
	File    string `arg:"" help:"A policy."`
	Against string `placeholder:"FILE" help:"The policy that it follows; the page then says what changes."`
	Out     string `required:"" placeholder:"FILE" help:"Where the page is written."`
	ground
}

// parse reads the command line. done is true when it asked for help and has been
// served.
func parse(args []string, stdout io.Writer) (o options, command string, done bool, err error) {
	parser, err := kong.New(&o, kong.Name("policy"), kong.Writers(stdout, stdout),
		kong.Description("The workbench for whoever writes an organisation's policy."), kong.Exit(func(int) { done = true }))
	if err != nil {
		return o, "", false, err
	}
	ctx, err := parser.Parse(args)
	switch {
	case done:
		return o, "", true, nil
	case err != nil:
		return o, "", false, exit{exitUsage, err}
	}
	command, _, _ = strings.Cut(ctx.Command(), " ")
	return o, command, false, nil
}

// days reads the days that are looked at; zero: none was given.
func (g ground) days() (from, until peer.Date, err error) {
	if from, err = day("--from", g.From); err != nil {
		return from, until, err
	}
	until, err = day("--until", g.Until)
	return from, until, err
}

func day(flag, text string) (peer.Date, error) {
	if text == "" {
		return peer.Date{}, nil
	}
	d, err := peer.ParseDate(text)
	if err != nil || d.Precision() != peer.ByDay {
		return peer.Date{}, usage("%s is a day, such as 2026-03-13", flag)
	}
	return d, nil
}

// asks are what --known may say.
func asks() string {
	var out []string
	for _, name := range safeguard.Ask("").Terms() {
		if fills[safeguard.Ask(name)] != nil {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}
