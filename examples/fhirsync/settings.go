package main

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// settings are what stands in the settings file, by the names of the flags.
type settings map[string]any

// Validate has nothing to say about the command line: known looks at the names.
func (s settings) Validate(*kong.Application) error { return nil }

// Resolve answers from the file, unless the environment has an answer: kong by
// itself would let the file win.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, env := range flag.Envs {
		if _, set := os.LookupEnv(env); set {
			return nil, nil
		}
	}
	return s[flag.Name], nil
}

// known turns down a file with a name that is no flag: misspelt, it would be passed
// over without a word.
func (s settings) known(flags []*kong.Flag) error {
	var names []string
	for _, f := range flags {
		if f.Name != "help" && f.Name != "config" {
			names = append(names, f.Name)
		}
	}
	for name := range s {
		if !slices.Contains(names, name) {
			return errors.New("the settings file has a name that is no setting; the settings are " + strings.Join(names, ", "))
		}
	}
	return nil
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

func readSettings(path string) (settings, error) {
	if path == "" {
		return nil, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.New("the settings file cannot be read")
	}
	var values settings
	if json.Unmarshal(b, &values) != nil {
		return nil, errors.New("the settings file is one JSON object, such as {\"server\": \"https://…\"}")
	}
	return values, nil
}
