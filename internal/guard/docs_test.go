package guard_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// documentedAtLeast is the share of a package's exported names that have a doc
// comment, in percent.
const documentedAtLeast = 98

// packageDocs finds packages that do not have exactly one package comment, or
// one that does not open with the package's name.
func packageDocs(s source) []string {
	var docs []*ast.CommentGroup
	for _, f := range s.files {
		if f.Doc != nil {
			docs = append(docs, f.Doc)
		}
	}
	if len(docs) != 1 {
		return []string{fmt.Sprintf("%s has %d package comments, not one", s.dir, len(docs))}
	}
	if opens := "Package " + s.name + " "; !s.isMain() && !strings.HasPrefix(docs[0].Text(), opens) {
		return []string{fmt.Sprintf("%s does not open with %q", s.at(docs[0]), opens)}
	}
	return nil
}

// public reports whether others may import the package.
func (s source) public() bool {
	return !s.isMain() && !inside(s.dir, "internal") && !inside(s.dir, "examples")
}

// A tally counts the exported names of a package and lists those without a doc.
type tally struct {
	s     source
	names int
	bare  []string
}

func (t *tally) count(n ast.Node, name string, documented bool) {
	t.names++
	if !documented {
		t.bare = append(t.bare, t.s.at(n)+" "+name)
	}
}

// documented counts the exported names of a package: types, functions, methods,
// constants, variables, and the fields and methods within exported types.
func documented(s source) *tally {
	t := &tally{s: s}
	for _, f := range s.files {
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d))) {
					t.count(d, d.Name.Name, d.Doc != nil)
				}
			case *ast.GenDecl:
				t.specs(d)
			}
		}
	}
	return t
}

func (t *tally) specs(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch sp := spec.(type) {
		case *ast.TypeSpec:
			if !sp.Name.IsExported() {
				continue
			}
			has := sp.Doc != nil || sp.Comment != nil || d.Doc != nil && len(d.Specs) == 1
			t.count(sp, sp.Name.Name, has)
			t.members(sp, has)
		case *ast.ValueSpec:
			for _, name := range sp.Names {
				if name.IsExported() {
					t.count(name, name.Name, sp.Doc != nil || sp.Comment != nil || d.Doc != nil)
				}
			}
		}
	}
}

// members counts the fields of a struct and the methods of an interface. One
// comment serves the lines that follow it without a blank line between, and the
// comment of the type serves the first of them.
func (t *tally) members(sp *ast.TypeSpec, served bool) {
	var list *ast.FieldList
	switch typ := sp.Type.(type) {
	case *ast.StructType:
		list = typ.Fields
	case *ast.InterfaceType:
		list = typ.Methods
	default:
		return
	}
	last := t.s.set.Position(list.Opening).Line
	for _, f := range list.List {
		begins := f.Pos()
		if f.Doc != nil {
			begins = f.Doc.Pos()
		}
		if t.line(begins) > last+1 {
			served = false
		}
		served = served || f.Doc != nil || f.Comment != nil
		last = t.line(f.End())
		for _, name := range f.Names {
			if name.IsExported() {
				t.count(name, sp.Name.Name+"."+name.Name, served)
			}
		}
	}
}

func (t *tally) line(p token.Pos) int { return t.s.set.Position(p).Line }

// receiver is the name of the type a method belongs to.
func receiver(d *ast.FuncDecl) string {
	typ := d.Recv.List[0].Type
	for {
		switch e := typ.(type) {
		case *ast.StarExpr:
			typ = e.X
		case *ast.IndexExpr:
			typ = e.X
		case *ast.IndexListExpr:
			typ = e.X
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	var faults []string
	for _, s := range sources(t) {
		faults = append(faults, packageDocs(s)...)
	}
	none(t, faults)
}

func TestExportedNamesAreDocumented(t *testing.T) {
	for _, s := range sources(t) {
		if !s.public() {
			continue
		}
		t.Run(s.dir, func(t *testing.T) {
			got := documented(s)
			if 100*(got.names-len(got.bare)) < documentedAtLeast*got.names {
				none(t, got.bare)
			}
		})
	}
}

func TestDocumentationGuardDies(t *testing.T) {
	s := parse(t, "peer", map[string]string{"peer/a.go": "package peer\n", "peer/b.go": "package peer\n"})
	found(t, packageDocs(s), "has 0 package comments")
	s = parse(t, "peer", map[string]string{"peer/a.go": "// Package peer is.\npackage peer\n", "peer/b.go": "// Package peer is.\npackage peer\n"})
	found(t, packageDocs(s), "has 2 package comments")
	found(t, packageDocs(plant(t, "// Peer support.\npackage peer\n")), `does not open with "Package peer "`)
	found(t, packageDocs(plant(t, "// Package peer is.\npackage peer\n")))

	got := documented(plant(t, `package peer

type Bare struct {
	Field int
}

// Told is told.
type Told struct {
	First, Second int
	Third int

	Apart int
	// Fifth starts a group.
	Fifth int
	Sixth int
	hidden int
}

func (Told) Method() {}
func (*hidden) Method() {}
func Func() {}

var Var = 1

// A group.
const (
	One = 1
	Two = 2
)

// Asks is an interface.
type Asks interface {
	Known()

	Unknown()
}

type hidden struct{ Field int }
`))
	require.Equal(t, 17, got.names)
	found(t, got.bare, " Bare", " Bare.Field", " Told.Apart", " Method", " Func", " Var", " Asks.Unknown")
}
