// Command write makes the strict schemas of package fhir/strict from the table in
// internal/r4schema. With -from it first makes the table anew from HL7's definitions.
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"

	"github.com/towpath-care/towpath/internal/r4schema"
)

func main() {
	log.SetFlags(0)
	from := flag.String("from", "", "the folder of the unpacked package of definitions; makes the table and nothing else")
	to := flag.String("to", "schema", "the folder for the schemas")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	if from != "" {
		table, err := r4schema.Trim(os.DirFS(from))
		if err != nil {
			return err
		}
		text, err := table.Encode()
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join("internal", "r4schema", "table.json"), text, 0o644)
	}
	files, err := r4schema.Schemas()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(to, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
