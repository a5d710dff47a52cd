package guard_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// hiddenImports lists packages the domain may not import itself, with what to
// do instead.
var hiddenImports = map[string]string{
	"os":           "take what it gives as an argument",
	"log":          "return what there is to say",
	"math/rand":    "ids and chance come from the caller",
	"math/rand/v2": "ids and chance come from the caller",
	"crypto/rand":  "ids and chance come from the caller",
	"syscall":      "take what it gives as an argument",
	"unsafe":       "a record's fields are private for a reason",
}

// hiddenNames lists what the domain may not name of packages it may import.
var hiddenNames = map[string][]string{
	"time":     {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "LoadLocation", "Local"},
	"fmt":      {"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
	"log/slog": {"Debug", "Info", "Warn", "Error", "Log", "LogAttrs", "Default", "SetDefault", "With", "DebugContext", "InfoContext", "WarnContext", "ErrorContext"},
	"context":  {"Background", "TODO"},
}

// changing lists types that exist to be changed, so that no package-level
// variable of the domain has one.
var changing = []string{"sync.Mutex", "sync.RWMutex", "sync.Map", "sync.Pool", "sync.Once", "sync.WaitGroup", "atomic."}

// hiddenAllowed holds files that may have a hidden input, with the reason.
var hiddenAllowed = map[string]string{
	"internal/witness": "it writes down which rules a test run has seen, and only while tests run",
}

// hidden finds what a package reads or changes that no caller gave it.
func hidden(s source) []string {
	info := resolve(s)
	var faults []string
	for _, f := range s.files {
		for _, imp := range f.Imports {
			p, _ := strconv.Unquote(imp.Path.Value)
			if why, bad := hiddenImports[p]; bad {
				faults = append(faults, fmt.Sprintf("%s imports %s: %s", s.at(imp), p, why))
			}
			if imp.Name != nil && imp.Name.Name == "." {
				faults = append(faults, fmt.Sprintf("%s imports %s with a dot, which hides where a name comes from", s.at(imp), p))
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			faults = append(faults, hiddenIn(s, info, n)...)
			return true
		})
		for _, decl := range f.Decls {
			faults = append(faults, globals(s, info, decl)...)
		}
	}
	return faults
}

// hiddenIn judges one node: a name of another package, or a built-in that
// prints.
func hiddenIn(s source, info *types.Info, n ast.Node) []string {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		id, ok := n.X.(*ast.Ident)
		if !ok {
			return nil
		}
		pkg, ok := info.Uses[id].(*types.PkgName)
		if ok && slices.Contains(hiddenNames[pkg.Imported().Path()], n.Sel.Name) {
			return []string{fmt.Sprintf("%s names %s.%s", s.at(n), pkg.Imported().Path(), n.Sel.Name)}
		}
	case *ast.CallExpr:
		id, ok := n.Fun.(*ast.Ident)
		if !ok {
			return nil
		}
		if _, ok := info.Uses[id].(*types.Builtin); ok && (id.Name == "print" || id.Name == "println") {
			return []string{fmt.Sprintf("%s prints", s.at(n))}
		}
	}
	return nil
}

// globals finds package-level variables that change after the program started:
// assigned to outside init, or of a type that exists to be changed.
func globals(s source, info *types.Info, decl ast.Decl) []string {
	if gen, ok := decl.(*ast.GenDecl); ok {
		return changingVars(s, gen)
	}
	fn, ok := decl.(*ast.FuncDecl)
	if !ok || fn.Body == nil || fn.Recv == nil && fn.Name.Name == "init" {
		return nil
	}
	var faults []string
	change := func(at ast.Node, target ast.Expr) {
		id := base(target)
		if id == nil {
			return
		}
		if v, ok := info.Uses[id].(*types.Var); ok && v.Parent() == v.Pkg().Scope() {
			faults = append(faults, fmt.Sprintf("%s changes %s, which every caller shares", s.at(at), id.Name))
		}
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, target := range n.Lhs {
				if n.Tok != token.DEFINE {
					change(n, target)
				}
			}
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				change(n, n.Key)
				change(n, n.Value)
			}
		case *ast.IncDecStmt:
			change(n, n.X)
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && slices.Contains([]string{"clear", "delete", "copy"}, id.Name) {
				change(n, n.Args[0])
			}
		}
		return true
	})
	return faults
}

func changingVars(s source, gen *ast.GenDecl) []string {
	if gen.Tok != token.VAR {
		return nil
	}
	var faults []string
	for _, spec := range gen.Specs {
		v := spec.(*ast.ValueSpec)
		for _, name := range changing {
			if of := typeText(v); strings.HasPrefix(of, name) {
				faults = append(faults, fmt.Sprintf("%s keeps a %s for every caller", s.at(v), of))
				break
			}
		}
	}
	return faults
}

// typeText is the type a variable is declared or made with, as it is written.
func typeText(v *ast.ValueSpec) string {
	switch {
	case v.Type != nil:
		return types.ExprString(v.Type)
	case len(v.Values) == 1:
		value := v.Values[0]
		if ref, ok := value.(*ast.UnaryExpr); ok {
			value = ref.X
		}
		if lit, ok := value.(*ast.CompositeLit); ok && lit.Type != nil {
			return types.ExprString(lit.Type)
		}
	}
	return ""
}

// base is the variable that an assignment to target changes: m for m.a[k].
func base(target ast.Expr) *ast.Ident {
	switch e := target.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return base(e.X)
	case *ast.IndexExpr:
		return base(e.X)
	case *ast.SliceExpr:
		return base(e.X)
	case *ast.StarExpr:
		return base(e.X)
	case *ast.ParenExpr:
		return base(e.X)
	}
	return nil
}

// resolve says what each name of a package stands for. What other packages
// declare stays unknown, which is enough here and needs none of them.
func resolve(s source) *types.Info {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: blank{}, Error: func(error) {}, FakeImportC: true}
	_, _ = conf.Check(s.dir, s.set, s.files, info)
	return info
}

// blank imports every package as an empty one.
type blank struct{}

func (blank) Import(p string) (*types.Package, error) {
	pkg := types.NewPackage(p, path.Base(strings.TrimSuffix(p, "/v2")))
	pkg.MarkComplete()
	return pkg, nil
}

func TestDomainHasNoHiddenInput(t *testing.T) {
	g := listGraph(t)
	under := map[string]bool{}
	for pkg := range g {
		folder, ok := own(pkg)
		if !ok || !inDomain(folder) {
			continue
		}
		under[folder] = true
		for to := range g.reaches(pkg) {
			if folder, ok := own(to); ok {
				under[folder] = true
			}
		}
	}
	require.True(t, under["peer"])
	var faults []string
	for _, s := range sources(t) {
		if under[s.dir] && hiddenAllowed[s.dir] == "" {
			faults = append(faults, hidden(s)...)
		}
	}
	none(t, faults)
}

func TestHiddenInputGuardDies(t *testing.T) {
	cases := []struct {
		name, code string
		fault      []string
	}{
		{"a clock", "import \"time\"\nfunc f() time.Time { return time.Now() }", []string{"names time.Now"}},
		{"a clock kept for later", "import \"time\"\nvar clock = time.Now", []string{"names time.Now"}},
		{"a clock by another name", "import t \"time\"\nfunc f() { t.Sleep(1) }", []string{"names time.Sleep"}},
		{"a dot", "import . \"time\"\nvar x = Second", []string{"with a dot"}},
		{"the machine's zone", "import \"time\"\nvar here = time.Local", []string{"names time.Local"}},
		{"a zone from the disk", "import \"time\"\nfunc f() { time.LoadLocation(\"Europe/London\") }", []string{"names time.LoadLocation"}},
		{"the environment", "import \"os\"\nvar home = os.Getenv(\"HOME\")", []string{"imports os"}},
		{"chance", "import \"math/rand/v2\"\nvar n = rand.Int()", []string{"imports math/rand/v2"}},
		{"secret chance", "import _ \"crypto/rand\"", []string{"imports crypto/rand"}},
		{"a log", "import \"log/slog\"\nfunc f() { slog.Info(\"x\") }", []string{"names log/slog.Info"}},
		{"a print", "import \"fmt\"\nfunc f() { fmt.Println() }", []string{"names fmt.Println"}},
		{"a bare print", "func f() { println() }", []string{"prints"}},
		{"a count", "var n int\nfunc f() { n++ }", []string{"changes n"}},
		{"a setter", "var by string\nfunc Set(s string) { by = s }", []string{"changes by"}},
		{"a register", "var m = map[string]int{}\nfunc f() { m[\"x\"] = 1; delete(m, \"y\"); clear(m) }", []string{"changes m", "changes m", "changes m"}},
		{"a field", "var c struct{ n []int }\nfunc f() { c.n[0] += 2 }", []string{"changes c"}},
		{"a range", "var i int\nfunc f() { for i = range 3 {} }", []string{"changes i"}},
		{"a closure", "var n int\nfunc f() func() { return func() { n = 1 } }", []string{"changes n"}},
		{"a lock", "import \"sync\"\nvar mu sync.Mutex\nvar p = &sync.Pool{}", []string{"sync.Mutex", "sync.Pool"}},
		{"a counter", "import \"sync/atomic\"\nvar n atomic.Int64", []string{"atomic.Int64"}},

		{"a local of the same name is fine", "var n int\nfunc f() int { n := 1; n++; return n }", nil},
		{"a parameter of the same name is fine", "var m map[string]int\nfunc f(m map[string]int) { m[\"x\"] = 1 }", nil},
		{"a table that stays as it is is fine", "var m = map[string]int{\"x\": 1}\nfunc f() int { return m[\"x\"] }", nil},
		{"what is made once is fine", "import \"sync\"\nvar once = sync.OnceValue(func() int { return 1 })", nil},
		{"a time that was given is fine", "import \"time\"\nfunc f(t time.Time) time.Time { return t.UTC().Add(time.Hour) }", nil},
		{"a value for a log is fine", "import \"log/slog\"\nfunc f() slog.Value { return slog.StringValue(\"x\") }", nil},
		{"a field called Now is fine", "type w struct{ Now int }\nfunc f(time w) int { return time.Now }", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found(t, hidden(plant(t, "package peer\n"+c.code)), c.fault...)
		})
	}
}
