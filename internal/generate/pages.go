package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/internal/policyschema"
	"github.com/towpath-care/towpath/internal/requirements"
	"github.com/towpath-care/towpath/internal/stepschema"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
	"github.com/towpath-care/towpath/peer/worker"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
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
		{"peer", peer.Tables()},
		{"sharing", sharing.Tables()},
		{"worker", worker.Tables()},
		{"recovery", recovery.Tables()},
		{"safeguard", safeguard.Tables()},
		{"signpost", signpost.Tables()},
		{"transition", transition.Tables()},
	}
}

// Pages gives every generated page by its path below the root.
func Pages(root string) (map[string]string, error) {
	pages := map[string]string{
		"docs/rules/every-step.md": generated + everyStep(),
		"docs/mapping.md":          generated + mapping(),
	}
	policy, err := policyschema.Policy()
	if err != nil {
		return nil, err
	}
	pages["docs/schema/policy.json"] = string(policy)
	var tables []peer.Table
	for _, f := range families() {
		pages["docs/rules/"+f.name+".md"] = generated + rules(f)
		pages["docs/diagrams/"+f.name+".md"] = generated + diagrams(f)
		for _, t := range f.tables {
			steps, err := stepschema.Of(t)
			if err != nil {
				return nil, err
			}
			record, err := stepschema.Record(t)
			if err != nil {
				return nil, err
			}
			pages["docs/schema/"+string(t.Kind)+"-steps.json"] = string(steps)
			pages["docs/schema/"+string(t.Kind)+".json"] = string(record)
		}
		tables = append(tables, f.tables...)
	}
	decisions, err := stepschema.Decisions()
	if err != nil {
		return nil, err
	}
	pages["docs/schema/decisions.json"] = string(decisions)
	pages["docs/schema/towpath.d.ts"] = stepschema.Declarations(tables)
	for _, c := range fhir.CodeSystems() {
		body, err := c.Resource()
		if err != nil {
			return nil, err
		}
		pages["docs/fhir/CodeSystem-"+c.ID()+".json"] = indented(body)
	}
	rows, err := rowsPage(root)
	if err != nil {
		return nil, err
	}
	pages["docs/requirements.md"] = generated + rows
	competences, err := competencesPage()
	if err != nil {
		return nil, err
	}
	pages["docs/competence.md"] = generated + competences
	hazards, err := hazardsPage(root)
	pages["docs/assurance/hazards.md"] = generated + hazards
	return pages, err
}

// indented is JSON for people to read.
func indented(body []byte) string {
	var b bytes.Buffer
	if json.Indent(&b, body, "", "  ") != nil {
		return string(body)
	}
	return b.String() + "\n"
}

func everyStep() string {
	var b strings.Builder
	b.WriteString("# Rules of every step and of every document\n\n")
	b.WriteString(legend)
	b.WriteString("## Every step\n\nThese hold for every step of every record, beside the record's own rules.\n\n")
	ruleTable(&b, peer.CommonRules())
	b.WriteString("\n## Every document\n\nThese hold wherever something stored or sent is read: a record, a step, a policy. What does not hold to them is not read.\n\n")
	ruleTable(&b, peer.DocumentRules())
	return b.String()
}

func ruleTable(b *strings.Builder, rules []peer.Asks) {
	b.WriteString("| rule | what must be so | what would put it right | if it is not so |\n|---|---|---|---|\n")
	for _, a := range rules {
		fmt.Fprintf(b, "| %s |\n", ruleCells(a))
	}
}

// legend explains the last column of every table of rules.
const legend = `The last column says two things. First, what happens to the step:

- **blocks**: the step is not taken, and the answer says why.
- **warns**: the step is taken, and the reason is kept with the record of the change.
- **raises**: the step is taken, and a signal says that somebody may need to know.

A fact that nobody knows counts as not so. Then, in brackets, what a front end does:

- **ask-field**: show the sentence beside the field it is about.
- **show-whose**: show whose turn it is.
- **wait**: say what has to happen first.
- **read-again**: read the record again and show what changed.
- **stop**: this is not done here; show what there is instead.

`

func rules(f family) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Rules of package %s\n\nOne part of this page for each kind of record: where it can be, which steps there are, under which rules each is taken, and who may see it. A rule is named by its [requirement row](../requirements.md) and a code, and keeps that name for good.\n\nThe [rules of every step](every-step.md) come first. The [pictures](../diagrams/%s.md) show the same steps as arrows.\n\n", f.name, f.name)
	b.WriteString(legend)
	b.WriteString("The kinds of records, each with what it is:\n\n")
	for _, t := range f.tables {
		fmt.Fprintf(&b, "- [%s](#%s) %s\n", t.Kind, t.Kind, t.Says)
	}
	for _, t := range f.tables {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| status | what it means, and what leads on |\n|---|---|\n", t.Kind, t.Says)
		for _, s := range t.States {
			fmt.Fprintf(&b, "| %s | %s%s |\n", s.Status, s.Says, end(s))
		}
		b.WriteString("\n| step | what it does | leads from | to | whose it is |\n|---|---|---|---|---|\n")
		for _, r := range t.Rows {
			fmt.Fprintf(&b, "| %s | %s%s%s | %s | %s | %s%s |\n", r.Do, r.Says, makes(r), mended(r), or(list(r.From), "(makes it)"), list(r.To), list(r.By), authority(r.For))
		}
		b.WriteString("\n### Rules of each step\n\n| steps | rule | what must be so | what would put it right | if it is not so |\n|---|---|---|---|---|\n")
		for _, h := range ofSteps(t) {
			fmt.Fprintf(&b, "| %s | %s |\n", list(h.steps), ruleCells(h.asks))
		}
		b.WriteString("\n### Rules of every step of this record\n\nWhere the record is, and what a filled form looks like.\n\n")
		ruleTable(&b, shape(t))
		b.WriteString("\n### Who may see it\n\nA view gives a reader the parts they may see, and names the others with this rule.\n\n| part | rule | for whom it is |\n|---|---|---|\n")
		for _, p := range t.Parts {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", p.Name, p.Rule, p.Says)
		}
	}
	return b.String()
}

// makes says which rules hold besides, for a step that makes a record too.
func makes(r peer.RowOf) string {
	if r.Makes == "" {
		return ""
	}
	return " May make another record too, of kind " + string(r.Makes) + ": the rules of the step that begins one hold as well."
}

// mended says of a step that it is never turned down.
func mended(r peer.RowOf) string {
	if !r.Mended {
		return ""
	}
	return " It is never turned down: what it cannot be without is put right, and marked."
}

// held is a rule and the steps it holds for.
type held struct {
	asks  peer.Asks
	steps []peer.Action
}

// ofSteps are the rules that steps of a table own, each once, in the order of the
// table.
func ofSteps(t peer.Table) []held {
	var out []held
	for _, r := range t.Rows {
		whose := []peer.Asks{r.Else}
		if r.Mended {
			whose = nil
		}
		for _, a := range slices.Concat(whose, r.Open, r.Needs) {
			i := slices.IndexFunc(out, func(h held) bool { return ruleCells(h.asks) == ruleCells(a) })
			if i < 0 {
				i, out = len(out), append(out, held{asks: a})
			}
			if !slices.Contains(out[i].steps, r.Do) {
				out[i].steps = append(out[i].steps, r.Do)
			}
		}
	}
	return out
}

// shape are the rules of a table that no single step owns: that the step leads on
// from here, and what its form may hold.
func shape(t peer.Table) []peer.Asks {
	var out []peer.Asks
	add := func(a peer.Asks) {
		if !slices.ContainsFunc(out, func(b peer.Asks) bool { return a.Rule == b.Rule && a.Says == b.Says }) {
			out = append(out, a)
		}
	}
	add(t.Moves)
	if t.Early.Says != "" {
		add(t.Early)
	}
	for _, r := range t.Rows {
		for _, a := range r.Form {
			add(a)
		}
	}
	return out
}

func end(s peer.State) string {
	if !s.End {
		return ""
	}
	return " No step leads on."
}

func ruleCells(a peer.Asks) string {
	return fmt.Sprintf("%s | %s | %s | %s%s (%s)%s", a.Rule, a.Says, a.Fix, a.Weight, raises(a), a.Rule.Code.Kind(), readers(a))
}

// readers says who reads why, where that is not everybody.
func readers(a peer.Asks) string {
	if a.Audience == peer.Everyone {
		return ""
	}
	return "; only the worker and their line read why"
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
	fmt.Fprintf(&b, "# Where records of package %s can be\n\nAn arrow is a step, and in brackets whose it is. An arrow that leads back to where it began changes the record and not its status. The words of each status are in the [rules](../rules/%s.md).\n", f.name, f.name)
	for _, t := range f.tables {
		fmt.Fprintf(&b, "\n## %s\n\n```mermaid\n%s```\n", t.Kind, t.Diagram())
	}
	return b.String()
}

func mapping() string {
	var b strings.Builder
	b.WriteString("# Where each field goes\n\nEvery stored field of every record that can reach a record system, and the FHIR R4 element it is written to, or why it stays here. A kind of record with no home in a record system has one line, with the reason. A field is a JSON pointer into the record as it is stored; what lies below a field that stays here stays here too.\n")
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

// classes says what the letter of a row means, in the order of the letters.
var classes = []string{
	"**a**: a rule that is enforced",
	"**b**: a record somebody can keep",
	"**c**: steps that lead from one status to the next",
	"**d**: something that is due by a time",
	"**e**: content to look up or to be prompted by",
	"**f**: not done here; the text says why",
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
	b.WriteString("# Requirement rows\n\nWhat the library is to promise, row by row, and where each row stands today.\n\n- **code and tests**: code and tests name the row. It does not say that all of the row is built: read the files.\n- **in part**: the package it belongs to is not built; other packages keep some of it.\n- **tests only**: tests name the row, and no rule does. It is content to look up, or there in part.\n- **no test yet**: the code names the row, and no test tries to break it.\n- **not built yet**: neither names it. Do not rely on it.\n- **out of scope**: it will not be built.\n\nThe letter says what kind of promise it is.\n\n- " + strings.Join(classes, "\n- ") + "\n")
	families, count := &strings.Builder{}, map[string]int{}
	family := ""
	for _, r := range requirements.Rows() {
		if letters, _, _ := requirements.Family(r.ID); letters != family {
			family = letters
			fmt.Fprintf(families, "\n## %s\n\n| row | class | what | where it stands | code | tests |\n|---|---|---|---|---|---|\n", family)
		}
		code, names := enforced[r.ID], testNames(tests[r.ID])
		at := stands(root, r, names, code)
		count[at]++
		fmt.Fprintf(families, "| %s | %s | %s | %s | %s | %s |\n", r.ID, r.Class, r.Text, at, strings.Join(code, "<br>"), strings.Join(names, "<br>"))
	}
	b.WriteString("\n| where it stands | rows |\n|---|---|\n")
	for _, at := range places {
		fmt.Fprintf(&b, "| %s | %d |\n", at, count[at])
	}
	b.WriteString(families.String())
	return b.String(), nil
}

// places are the answers to where a row stands, in the order of the page.
var places = []string{"code and tests", "in part", "tests only", "no test yet", "**not built yet**", "out of scope"}

// stands says plainly what there is of a row.
func stands(root string, r requirements.Row, tests, code []string) string {
	_, missing := os.Stat(filepath.Join(root, filepath.FromSlash(r.Package)))
	switch {
	case r.Class == requirements.OutsideRow:
		return "out of scope"
	case len(tests)+len(code) == 0:
		return "**not built yet**"
	case missing != nil:
		return "in part"
	case len(code) == 0:
		return "tests only"
	case len(tests) == 0:
		return "no test yet"
	}
	return "code and tests"
}

// testNames lists each test function once. Tests of the list of rows itself use
// ids as samples and keep no promise.
func testNames(refs []requirements.TestRef) []string {
	var out []string
	for _, r := range refs {
		name := r.File + " " + r.Func
		if !strings.HasPrefix(r.File, "internal/requirements/") && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
