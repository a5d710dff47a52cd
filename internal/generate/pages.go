package main

import (
	"fmt"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/internal/requirements"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// generated opens every page.
const generated = "<!-- Generated from the code by go generate ./...; do not edit. -->\n\n"

// family is one package and its tables.
type family struct {
	name   string
	tables []peer.Table
}

func families() []family {
	return []family{
		{"peer", []peer.Table{peer.SupportRequestTable(), peer.RelationshipTable(), peer.ContactTable()}},
		{"recovery", []peer.Table{recovery.GoalTable(), recovery.SetbackTable(), recovery.CelebrationTable(), recovery.ContributionTable()}},
	}
}

// Pages gives every generated page by its path below the root.
func Pages(root string) (map[string]string, error) {
	pages := map[string]string{
		"docs/rules/every-step.md": generated + everyStep(),
		"docs/mapping.md":          generated + mapping(),
	}
	for _, f := range families() {
		pages["docs/rules/"+f.name+".md"] = generated + rules(f)
		pages["docs/diagrams/"+f.name+".md"] = generated + diagrams(f)
	}
	rows, err := rowsPage(root)
	pages["docs/requirements.md"] = generated + rows
	return pages, err
}

func everyStep() string {
	var b strings.Builder
	b.WriteString("# Rules of every step\n\nThese hold for every step of every table, before its own rules.\n\n")
	ruleTable(&b, peer.CommonRules())
	return b.String()
}

func rules(f family) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Rules of package %s\n\nOne table a record. A rule is named by its requirement row and its code, for good. The rules that hold for every step are in [every-step.md](every-step.md); the pictures are in [../diagrams/%s.md](../diagrams/%s.md).\n", f.name, f.name, f.name)
	for _, t := range f.tables {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| status | what it means |\n|---|---|\n", t.Kind, t.Says)
		for _, s := range t.States {
			fmt.Fprintf(&b, "| %s | %s |\n", s.Status, s.Says)
		}
		b.WriteString("\n| step | what it does | leads from | to | whose it is |\n|---|---|---|---|---|\n")
		for _, r := range t.Rows {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s%s |\n", r.Do, r.Says, or(list(r.From), "(makes it)"), list(r.To), list(r.By), authority(r.For))
		}
		b.WriteString("\n")
		ruleTable(&b, t.Rules())
		b.WriteString("\n| what can be seen | left out under | why |\n|---|---|---|\n")
		for _, p := range t.Parts {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", p.Name, p.Rule, p.Says)
		}
	}
	return b.String()
}

func ruleTable(b *strings.Builder, rules []peer.Asks) {
	b.WriteString("| rule | what must be so | what would put it right | a front end | unmet |\n|---|---|---|---|---|\n")
	for _, a := range rules {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s%s |\n", a.Rule, a.Says, a.Fix, a.Rule.Code.Kind(), a.Weight, raises(a))
	}
}

func raises(a peer.Asks) string {
	if a.Raise == "" {
		return ""
	}
	return ", leaves a signal: " + string(a.Raise)
}

func authority(s peer.AuthorityScope) string {
	if s == "" {
		return ""
	}
	return ", or somebody with a recorded authority for " + string(s)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func list[T ~string](items []T) string {
	out := make([]string, len(items))
	for i, v := range items {
		out[i] = string(v)
	}
	return strings.Join(out, ", ")
}

func diagrams(f family) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Where records of package %s can be\n\nAn arrow is a step, with whose it is.\n", f.name)
	for _, t := range f.tables {
		fmt.Fprintf(&b, "\n## %s\n\n```mermaid\n%s```\n", t.Kind, t.Diagram())
	}
	return b.String()
}

func mapping() string {
	var b strings.Builder
	b.WriteString("# Where each field goes\n\nEvery stored field of every record that can reach a record system, and the R4 element it is written to, or why it stays here.\n")
	var kind peer.Kind
	for _, m := range fhir.Mappings() {
		if m.Record != kind {
			kind = m.Record
			fmt.Fprintf(&b, "\n## %s\n\n| field | R4 element | why it stays here |\n|---|---|---|\n", kind)
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", or(m.Field, "(all of it)"), or(strings.Join(m.Elements, ", "), "not mapped"), m.Because)
	}
	return b.String()
}

func rowsPage(root string) (string, error) {
	tests, err := requirements.Tests(root)
	if err != nil {
		return "", err
	}
	enforced, err := requirements.Enforced(root)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("# Requirement rows\n\nWhat the library promises, where it is kept, and the tests that try to break it. A row without tests is not built yet, or is out of scope (class f).\n\n| row | class | what | kept in | tests |\n|---|---|---|---|---|\n")
	for _, r := range requirements.Rows() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.ID, r.Class, r.Text, strings.Join(enforced[r.ID], "<br>"), testNames(tests[r.ID]))
	}
	return b.String(), nil
}

// testNames lists each test function once.
func testNames(refs []requirements.TestRef) string {
	var out []string
	seen := map[string]bool{}
	for _, r := range refs {
		name := r.File + " " + r.Func
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return strings.Join(out, "<br>")
}
