package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// options are everything that can be set. A flag counts before the environment,
// the environment before the file.
type options struct {
	Config      string `placeholder:"FILE" env:"TOWPATH_CONFIG" help:"Settings as one JSON object, by the names of the flags."`
	Server      string `placeholder:"URL" env:"TOWPATH_SERVER" help:"The record system. Without it, one inside this program with invented people."`
	TokenFile   string `placeholder:"FILE" env:"TOWPATH_TOKEN_FILE" help:"A file that holds the access token."`
	Records     string `placeholder:"DIR" env:"TOWPATH_RECORDS" help:"Your records: DIR/<kind>/<id>.json and DIR/people.json."`
	EPR         string `name:"epr" placeholder:"DIR" env:"TOWPATH_EPR" help:"Fill the record system inside this program with a folder of R4 JSON."`
	Identifiers string `placeholder:"URL" env:"TOWPATH_IDENTIFIERS" help:"Where your identifiers stand. Two programs that write to one record system need different ones."`
	PlanEdits   bool   `default:"true" negatable:"" env:"TOWPATH_PLAN_EDITS" help:"Put accepted contributions into a service's plans."`
	ShowValues  bool   `env:"TOWPATH_SHOW_VALUES" help:"Show values in the plan. They are people's."`
	Account     bool   `env:"TOWPATH_ACCOUNT" help:"Say of every record which fields go where, and which stay here and why."`
	JSON        bool   `name:"json" env:"TOWPATH_JSON" help:"Print one JSON object a line."`

	Demo  struct{} `cmd:"" default:"1" help:"Plan, apply, prove it and run again (default)."`
	Plan  planCmd  `cmd:"" help:"Show what would be written, and write nothing."`
	Apply applyCmd `cmd:"" help:"Write a saved plan."`
}

type planCmd struct {
	Out string `placeholder:"FILE" help:"Save the plan. The file holds what would be sent: keep it private."`
}

type applyCmd struct {
	File string `arg:"" help:"A plan that was saved with plan --out."`
}

// parse reads the command line. done is true when it asked for help and has been
// served.
func parse(args []string, stdout io.Writer) (o options, command string, done bool, err error) {
	parser, err := kong.New(&o, kong.Name("fhirsync"), kong.Writers(stdout, stdout),
		kong.Description("Bring peer support records to a FHIR R4 record system without disturbing anything in it."),
		kong.Exit(func(int) { done = true }), kong.Resolvers(settings(args)))
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

// settings answers from the file, unless the environment has an answer: kong by
// itself would let the file win.
func settings(args []string) kong.Resolver {
	var values map[string]any
	var fault error
	if path := configPath(args); path != "" {
		values, fault = readSettings(path)
	}
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, env := range flag.Envs {
			if _, set := os.LookupEnv(env); set {
				return nil, nil
			}
		}
		return values[flag.Name], fault
	})
}

func configPath(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--config="); ok {
			return v
		}
		if a == "--config" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return os.Getenv("TOWPATH_CONFIG")
}

func readSettings(path string) (map[string]any, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.New("the settings file cannot be read")
	}
	var values map[string]any
	if json.Unmarshal(b, &values) != nil {
		return nil, errors.New("the settings file is one JSON object, such as {\"server\": \"https://…\"}")
	}
	known := map[string]bool{"server": true, "token-file": true, "records": true, "epr": true, "identifiers": true, "plan-edits": true, "show-values": true, "account": true, "json": true}
	for name := range values {
		if !known[name] {
			return nil, fmt.Errorf("the settings file has a name that is no setting; the settings are server, token-file, records, epr, identifiers, plan-edits, show-values, account, json")
		}
	}
	return values, nil
}
