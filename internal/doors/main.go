// Command doors writes doors.go of a package that has records: for each machine
// of the package the methods and functions that hand it on with the record's own
// types. They are the same for every record, so a record's own files hold only
// what makes it different.
//
//	go run ./internal/doors recovery
//
// It reads the package's Go files and nothing else: every variable that is a
// peer.Machine literal. A record's step interface is its name and "Step".
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: doors FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "doors:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	pkg, err := read(dir)
	if err != nil {
		return err
	}
	out, err := write(pkg)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, file), out, 0o644)
}
