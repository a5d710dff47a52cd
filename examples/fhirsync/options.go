package main

import (
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// options are everything that can be set. A flag counts before the environment,
// the environment before the file.
type options struct {
	Config      string `placeholder:"FILE" env:"TOWPATH_CONFIG" help:"Settings as one JSON object, by the names of the flags."`
	Server      string `placeholder:"URL" env:"TOWPATH_SERVER" help:"The record system. Without it, one inside this program with invented people."`
	Records     string `placeholder:"DIR" env:"TOWPATH_RECORDS" help:"Your records: DIR/<kind>/<id>.json and DIR/people.json."`
	Policies    string `placeholder:"DIR" env:"TOWPATH_POLICIES" help:"Your policies, one JSON file each. A record that was made under another one waits."`
	EPR         string `name:"epr" placeholder:"DIR" env:"TOWPATH_EPR" help:"Fill the record system inside this program with a folder of R4 JSON."`
	Identifiers string `placeholder:"URL" env:"TOWPATH_IDENTIFIERS" help:"Where your identifiers stand. Two programs that write to one record system need different ones."`
	PlanEdits   bool   `default:"true" negatable:"" env:"TOWPATH_PLAN_EDITS" help:"Put accepted contributions into a service's plans."`
	ShowValues  bool   `env:"TOWPATH_SHOW_VALUES" help:"Show values in the plan. They are people's."`
	Account     bool   `env:"TOWPATH_ACCOUNT" help:"Say of every record which fields go where, and which stay here and why."`
	JSON        bool   `name:"json" env:"TOWPATH_JSON" help:"Print one JSON object a line."`

	stored      `embed:""`
	credentials `embed:""`

	Demo   struct{}  `cmd:"" default:"1" help:"Plan, apply, prove it and run again (default)."`
	Plan   planCmd   `cmd:"" help:"Show what would be written, and write nothing."`
	Apply  applyCmd  `cmd:"" help:"Write a saved plan."`
	Sync   syncCmd   `cmd:"" help:"Send what has changed here and find what was changed there, until told to stop."`
	Pull   struct{}  `cmd:"" help:"Find what was changed there, and send nothing."`
	Status struct{}  `cmd:"" help:"Say what stands there, what is on its way and what waits."`
	Parked parkedCmd `cmd:"" help:"What waits for somebody."`
	Doctor doctorCmd `cmd:"" help:"Look at the store, the record system and the token, and say what is amiss."`
	Report reportCmd `cmd:"" help:"Write a page that shows what went, what waits and why."`
}

type planCmd struct {
	Out string `placeholder:"FILE" help:"Save the plan. The file holds what would be sent: keep it private."`
}

type applyCmd struct {
	File string `arg:"" help:"A plan that was saved with plan --out."`
}

// parse reads the command line. The command is its words, such as "parked list". done
// is true when it asked for help and has been served.
func parse(args []string, stdout io.Writer) (o options, command string, done bool, err error) {
	file, err := readSettings(configPath(args))
	if err != nil {
		return o, "", false, exit{exitUsage, err}
	}
	parser, err := kong.New(&o, kong.Name("fhirsync"), kong.Writers(stdout, stdout),
		kong.Description("Bring peer support records to a FHIR R4 record system without disturbing anything in it."),
		kong.Exit(func(int) { done = true }), kong.Resolvers(file))
	if err != nil {
		return o, "", false, err
	}
	if err := file.known(parser.Model.Flags); err != nil {
		return o, "", false, exit{exitUsage, err}
	}
	ctx, err := parser.Parse(args)
	switch {
	case done:
		return o, "", true, nil
	case err != nil:
		return o, "", false, exit{exitUsage, err}
	}
	command, _, _ = strings.Cut(ctx.Command(), " <")
	return o, command, false, nil
}
