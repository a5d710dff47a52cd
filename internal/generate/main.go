// Command generate writes the pages under docs that are read from the code: the
// rules, the diagrams and the step schemas of every table, the schema of a policy, the
// requirement rows, the index of competences, and the mapping to FHIR. A test and
// .ci/run keep them current.
//
//	go generate ./...
package main

//go:generate go run ../doors ../../peer
//go:generate go run ../doors ../../peer/sharing
//go:generate go run ../doors ../../peer/worker
//go:generate go run ../doors ../../recovery
//go:generate go run ../doors ../../transition
//go:generate go run ../doors ../../safeguard
//go:generate go run ../doors ../../signpost
//go:generate go run . ../..

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	pages, err := Pages(root)
	if err == nil {
		err = write(root, pages)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func write(root string, pages map[string]string) error {
	for path, text := range pages {
		path = filepath.Join(root, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
