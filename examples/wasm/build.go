package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// program is one way to build the domain.
type program struct {
	file, says string
	env        []string
	flags      []string
	pkg        string
}

const here = "github.com/towpath-care/towpath/examples/wasm/"

// small leaves out what a browser would fetch for nothing: names for debuggers, paths,
// and copies of functions inside each other.
var small = []string{"-trimpath", "-ldflags=-s -w", "-gcflags=all=-l"}

var programs = []program{
	{"browser.wasm", "the domain for browsers (js/wasm)", []string{"GOOS=js", "GOARCH=wasm"}, nil, here + "browser"},
	{"anywhere.wasm", "the domain for other languages (wasip1)", []string{"GOOS=wasip1", "GOARCH=wasm"}, []string{"-buildmode=c-shared"}, here + "anywhere"},
}

// build has the go command make the program in a folder. It runs inside the module.
func (p program) build(ctx context.Context, dir string) error {
	args := append(append([]string{"build", "-o", filepath.Join(dir, p.file)}, small...), p.flags...)
	cmd := exec.CommandContext(ctx, "go", append(args, p.pkg)...)
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0"), p.env...)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s does not build: %w\n%s", p.pkg, err, said)
	}
	return nil
}

// sizes says how large the program is.
func (p program) sizes(ctx context.Context, dir string, small bool) (string, error) {
	info, err := os.Stat(filepath.Join(dir, p.file))
	if err != nil {
		return "", err
	}
	says := megabytes(info.Size())
	if !small {
		return says, nil
	}
	brotli, err := exec.LookPath("brotli")
	if err != nil {
		return says + "; brotli is not installed here", nil
	}
	packed, err := exec.CommandContext(ctx, brotli, "-q", "11", "-w", "24", "-c", filepath.Join(dir, p.file)).Output()
	return says + ", " + megabytes(int64(len(packed))) + " after brotli", err
}

func megabytes(n int64) string { return fmt.Sprintf("%.2f MB", float64(n)/1e6) }

// glue is the script of the Go distribution that a browser loads the program with.
func glue(ctx context.Context) (string, error) {
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	return filepath.Join(strings.TrimSpace(string(bytes.TrimSpace(root))), "lib", "wasm", "wasm_exec.js"), err
}
