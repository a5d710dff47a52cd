package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// file is what is written, and what is not read.
const file = "doors.go"

// found is what the files of a package say of its machines.
type found struct {
	Package  string
	Machines []machine
}

// machine is one peer.Machine literal.
type machine struct {
	Var    string // the variable that holds it
	Record string // the record's type
	Facts  string // the facts' type
	Self   string // the receiver's name
	Name   string // the record in words: "problem solving"
	Kind   string // the constant that names the kind
}

// A is the record with its article.
func (m machine) A() string {
	if strings.ContainsRune("aeiou", rune(m.Name[0])) {
		return "an " + m.Name
	}
	return "a " + m.Name
}

func read(dir string) (found, error) {
	out := found{}
	kinds, selves := map[string]string{}, map[string]string{}
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return out, err
	}
	for _, name := range names {
		if filepath.Base(name) == file || strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return out, err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			return out, err
		}
		out.Package = f.Name.Name
		for _, d := range f.Decls {
			out.Machines = append(out.Machines, machinesIn(d)...)
			kindsIn(d, kinds)
			selfIn(d, selves)
		}
	}
	for i := range out.Machines {
		m := &out.Machines[i]
		if kinds[m.Kind] == "" {
			return out, fmt.Errorf("%s: no constant %s says its kind", m.Var, m.Kind)
		}
		m.Name, m.Self = strings.ReplaceAll(kinds[m.Kind], "-", " "), selves[m.Record]
		if m.Self == "" {
			m.Self = string(unicode.ToLower(rune(m.Record[0])))
		}
	}
	slices.SortFunc(out.Machines, func(a, b machine) int { return strings.Compare(a.Record, b.Record) })
	return out, nil
}

// machinesIn finds variables such as goals = peer.Machine[Goal, Facts]{Kind: KindGoal, …}.
func machinesIn(d ast.Decl) (out []machine) {
	decl, _ := d.(*ast.GenDecl)
	if decl == nil || decl.Tok != token.VAR {
		return nil
	}
	for _, s := range decl.Specs {
		spec := s.(*ast.ValueSpec)
		for i, v := range spec.Values {
			lit, _ := v.(*ast.CompositeLit)
			if lit == nil {
				continue
			}
			of, _ := lit.Type.(*ast.IndexListExpr)
			if of == nil || lastName(of.X) != "Machine" || len(of.Indices) != 2 {
				continue
			}
			out = append(out, machine{Var: spec.Names[i].Name, Record: lastName(of.Indices[0]), Facts: lastName(of.Indices[1]), Kind: kindOf(lit)})
		}
	}
	return out
}

func kindOf(lit *ast.CompositeLit) string {
	for _, e := range lit.Elts {
		if kv, _ := e.(*ast.KeyValueExpr); kv != nil && lastName(kv.Key) == "Kind" {
			return lastName(kv.Value)
		}
	}
	return ""
}

// kindsIn notes constants that are strings, by name.
func kindsIn(d ast.Decl, kinds map[string]string) {
	decl, _ := d.(*ast.GenDecl)
	if decl == nil || decl.Tok != token.CONST {
		return
	}
	for _, s := range decl.Specs {
		spec := s.(*ast.ValueSpec)
		for i, v := range spec.Values {
			if lit, _ := v.(*ast.BasicLit); lit != nil && lit.Kind == token.STRING {
				kinds[spec.Names[i].Name], _ = strconv.Unquote(lit.Value)
			}
		}
	}
}

// selfIn notes what a type's methods call their receiver.
func selfIn(d ast.Decl, selves map[string]string) {
	f, _ := d.(*ast.FuncDecl)
	if f != nil && f.Recv != nil && len(f.Recv.List[0].Names) == 1 {
		selves[lastName(f.Recv.List[0].Type)] = f.Recv.List[0].Names[0].Name
	}
}

func lastName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}
