package guard_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// module is the path of the project's module.
const module = "github.com/towpath-care/towpath"

// domain lists the folders that decide things. They do no I/O and read nothing
// from the world around them; folders below one of them belong to it.
var domain = []string{"peer", "recovery", "signpost", "transition", "safeguard"}

// root is the project's folder.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	return filepath.Dir(filepath.Dir(dir))
}

// within reports whether dir is folder or lies below it.
func within(dir, folder string) bool {
	return dir == folder || strings.HasPrefix(dir, folder+"/")
}

// inDomain reports whether a folder or a file belongs to the domain.
func inDomain(name string) bool {
	return slices.ContainsFunc(domain, func(d string) bool { return within(name, d) })
}

// inside reports whether a folder or a file lies in a folder of this name.
func inside(name, folder string) bool {
	return slices.Contains(strings.Split(name, "/"), folder)
}

var listed = sync.OnceValues(func() ([]string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	return list(filepath.Dir(filepath.Dir(dir)))
})

// files returns the project's files with slashes, from its folder: what git
// tracks and what it would track next.
func files(t testing.TB) []string {
	t.Helper()
	out, err := listed()
	require.NoError(t, err)
	return out
}

func list(dir string) ([]string, error) {
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = dir
	text, err := cmd.Output()
	if err != nil {
		return walk(dir)
	}
	var out []string
	for name := range strings.SplitSeq(strings.TrimSuffix(string(text), "\x00"), "\x00") {
		if info, err := os.Lstat(filepath.Join(dir, name)); err == nil && info.Mode().IsRegular() {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out, touch(dir, out)
}

// touch reads every folder that holds a file. The go command then knows that the
// tests here depend on which files there are, and does not answer from its cache
// when one has come or gone.
func touch(dir string, names []string) error {
	seen := map[string]bool{}
	for _, name := range names {
		for d := path.Dir(name); !seen[d]; d = path.Dir(d) {
			seen[d] = true
			if _, err := os.ReadDir(filepath.Join(dir, d)); err != nil {
				return err
			}
		}
	}
	return nil
}

// walk lists a tree that is no git repository, such as an unpacked module.
func walk(dir string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		out = append(out, filepath.ToSlash(rel))
		return err
	})
	return out, err
}

// text returns a file's text, or ok false when it is not text.
func text(t testing.TB, name string) (content string, ok bool) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root(t), filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(b), !bytes.ContainsRune(b[:min(len(b), 8000)], 0)
}

// source is the parsed Go files of one package, without its tests.
type source struct {
	dir   string // from the project's folder, with slashes
	name  string
	set   *token.FileSet
	files []*ast.File
}

// at says where a node stands, as file:line.
func (s source) at(n ast.Node) string {
	p := s.set.Position(n.Pos())
	p.Column = 0
	return p.String()
}

// isMain reports whether the package is a program.
func (s source) isMain() bool { return s.name == "main" }

// sources parses every package of the module, without tests and testdata.
func sources(t testing.TB) []source {
	t.Helper()
	byDir := map[string]map[string]string{}
	for _, name := range files(t) {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || inside(name, "testdata") {
			continue
		}
		content, _ := text(t, name)
		if byDir[path.Dir(name)] == nil {
			byDir[path.Dir(name)] = map[string]string{}
		}
		byDir[path.Dir(name)][name] = content
	}
	var out []source
	for dir, contents := range byDir {
		out = append(out, parse(t, dir, contents))
	}
	slices.SortFunc(out, func(a, b source) int { return strings.Compare(a.dir, b.dir) })
	return out
}

// parse makes a package of file names and contents.
func parse(t testing.TB, dir string, contents map[string]string) source {
	t.Helper()
	s := source{dir: dir, set: token.NewFileSet()}
	for _, name := range slices.Sorted(maps.Keys(contents)) {
		f, err := parser.ParseFile(s.set, name, contents[name], parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		s.name = f.Name.Name
		s.files = append(s.files, f)
	}
	return s
}

// plant parses one file as a package of the domain.
func plant(t testing.TB, content string) source {
	t.Helper()
	return parse(t, "peer", map[string]string{"peer/planted.go": content})
}

// none stops the test when there are faults, and lists them all.
func none(t testing.TB, faults []string) {
	t.Helper()
	if len(faults) > 0 {
		t.Fatalf("%d found:\n%s", len(faults), strings.Join(faults, "\n"))
	}
}

// found stops the test when the faults are not these, in this order, each given
// by a part of its text.
func found(t testing.TB, faults []string, parts ...string) {
	t.Helper()
	require.Len(t, faults, len(parts), strings.Join(faults, "\n"))
	for i, part := range parts {
		require.Contains(t, faults[i], part)
	}
}
