package requirements

import (
	"cmp"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// TestRef is one place in a test that names a row.
type TestRef struct {
	// File is the path from the root, with slashes.
	File string
	Line int
	// Func is the test, fuzz test, example or benchmark that the name is run
	// in. A name in a table outside it belongs to the first that reads the table.
	Func string
	// Name is the name as it is written, such as "PEER-20 no room".
	Name string
}

// Tests returns, for every id that a test under root names, where it does so, by
// file and line. A name is a string that opens with one or more ids and a space:
// "PEER-20 no room", "REC-34, REC-39 an idea of the worker's". A name that no
// test can reach is left out. Files that do not parse are in the error, and the
// rest is returned all the same.
func Tests(root string) (map[string][]TestRef, error) {
	folders, err := parseTree(root, InTest)
	out := map[string][]TestRef{}
	for _, files := range folders {
		runs := runners(files)
		for _, f := range files {
			for decl, ref := range names(f) {
				ref.Func = runs[decl]
				if ref.Func == "" {
					continue
				}
				for _, id := range leadingIDs(ref.Name) {
					out[id] = append(out[id], ref)
				}
			}
		}
	}
	for id := range out {
		slices.SortFunc(out[id], func(a, b TestRef) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
	}
	return out, err
}

// Enforced returns, for every id that stands alone in a string of a Go file
// under root, as in peer.Rule{Row: "PEER-20", …}, the files it stands in. What
// belongs to tests is left out. Files that do not parse are in the error.
func Enforced(root string) (map[string][]string, error) {
	folders, err := parseTree(root, func(path string) bool { return strings.HasSuffix(path, ".go") && !InTest(path) })
	out := map[string][]string{}
	for _, files := range folders {
		for _, f := range files {
			for text := range texts(f.syntax) {
				if n := idLength(text); n > 0 && n == len(text) && !slices.Contains(out[text], f.path) {
					out[text] = append(out[text], f.path)
				}
			}
		}
	}
	for id := range out {
		slices.Sort(out[id])
	}
	return out, err
}

// InTest reports whether a Go file, by its path from the root with slashes, belongs to
// tests: a test file, or a file of the acceptance scenarios, which tests and
// examples/quickstart tell alike.
func InTest(path string) bool {
	return strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "internal/scenarios/") && strings.HasSuffix(path, ".go")
}

// file is one parsed file.
type file struct {
	path   string // from the root, with slashes
	set    *token.FileSet
	syntax *ast.File
}

// parseTree reads the Go files under root that are wanted, folder by folder. It
// passes by testdata, vendor and folders that the go command passes by.
func parseTree(root string, wanted func(path string) bool) ([][]file, error) {
	set := token.NewFileSet()
	folders := map[string][]file{}
	var faults []error
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (name == "testdata" || name == "vendor" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
			return filepath.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); !wanted(rel) {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(set, rel, text, parser.SkipObjectResolution)
		if err != nil {
			faults = append(faults, err)
			return nil
		}
		folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], file{rel, set, syntax})
		return nil
	})
	var out [][]file
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		out = append(out, folders[folder])
	}
	return out, errors.Join(append(faults, err)...)
}

// names yields every string of a file that opens with an id and a space, with
// the declaration it stands in.
func names(f file) func(yield func(string, TestRef) bool) {
	return func(yield func(string, TestRef) bool) {
		for _, decl := range f.syntax.Decls {
			for declared, node := range declarations(decl) {
				for text, lit := range texts(node) {
					ref := TestRef{File: f.path, Line: f.set.Position(lit.Pos()).Line, Name: text}
					if len(leadingIDs(text)) > 0 && !yield(declared, ref) {
						return
					}
				}
			}
		}
	}
}

// leadingIDs returns the ids a name opens with, when words follow them.
func leadingIDs(name string) []string {
	var out []string
	for {
		n := idLength(name)
		if n == 0 || n == len(name) {
			return nil
		}
		out = append(out, name[:n])
		name = name[n:]
		if rest, more := strings.CutPrefix(name, ", "); more {
			name = rest
			continue
		}
		if strings.HasPrefix(name, " ") {
			return out
		}
		return nil
	}
}

// runners returns, for every top-level name of a folder's files of tests, the first
// test function that reaches it: itself, or through the names it mentions.
func runners(files []file) map[string]string {
	mentions := map[string][]string{}
	var tests []string
	for _, f := range files {
		for _, decl := range f.syntax.Decls {
			for name, node := range declarations(decl) {
				if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && isTest(name) {
					tests = append(tests, name)
				}
				ast.Inspect(node, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						mentions[name] = append(mentions[name], id.Name)
					}
					return true
				})
			}
		}
	}
	out := map[string]string{}
	for _, test := range tests {
		reach(test, test, mentions, out)
	}
	return out
}

// reach marks name, and whatever it mentions, as run by test.
func reach(test, name string, mentions map[string][]string, out map[string]string) {
	if _, seen := out[name]; seen && name != test {
		return
	}
	out[name] = test
	for _, next := range mentions[name] {
		if _, declared := mentions[next]; declared && next != test && !isTest(next) {
			reach(test, next, mentions, out)
		}
	}
}

func isTest(name string) bool {
	for _, prefix := range [...]string{"Test", "Fuzz", "Example", "Benchmark"} {
		if strings.HasPrefix(name, prefix) && name != "TestMain" {
			return true
		}
	}
	return false
}

// declarations yields the names a declaration brings, each with what stands
// under it. A method goes by its own name, without its type.
func declarations(decl ast.Decl) func(yield func(string, ast.Node) bool) {
	return func(yield func(string, ast.Node) bool) {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			yield(d.Name.Name, d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				v, ok := spec.(*ast.ValueSpec)
				if ok && !yield(v.Names[0].Name, v) {
					return
				}
			}
		}
	}
}

// texts yields every string literal under a node with its value.
func texts(node ast.Node) func(yield func(string, *ast.BasicLit) bool) {
	return func(yield func(string, *ast.BasicLit) bool) {
		open := true
		ast.Inspect(node, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if open && ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					open = yield(text, lit)
				}
			}
			return open
		})
	}
}
