package guard_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// setbacks lists words that judge a person or what a person did. They stand in
// no exported name, in no text of the domain and on no page. A word given in
// capitals is looked for in capitals.
var setbacks = []string{
	"failed", "failure to engage", "failed to attend", "failing",
	"refused", "refuses to", "refuser",
	"non-compliant", "non-compliance", "noncompliant", "noncompliance", "non compliant", "non compliance",
	"non-adherent", "non-adherence", "nonadherent", "nonadherence", "uncooperative",
	"DNA", "DNAs", "DNA'd", "DNAed", "did not attend", "no show", "no-show",
	"attention-seeking", "attention seeking", "manipulative", "manipulating",
	"service user", "service users", "frequent flyer", "frequent attender",
	"hard to reach", "hard to engage", "difficult to engage", "disengaged", "challenging patient",
	"unlikely to recover", "treatment resistant", "treatment-resistant", "lacks insight", "poor historian",
	"committed suicide", "sufferer", "suffers from", "addict", "lunatic",
}

// excused holds "file: word" with the reason why the word may stand there.
var excused = map[string]string{
	"peer/change.go: refused": "the audit entry of a step that was not taken; it speaks of the step, never of a person",
}

// setbackPattern finds any of the words, whole.
var setbackPattern = func() *regexp.Regexp {
	var parts []string
	for _, w := range setbacks {
		if part := regexp.QuoteMeta(w); w == strings.ToLower(w) {
			parts = append(parts, "(?i:"+part+")")
		} else {
			parts = append(parts, part)
		}
	}
	slices.SortFunc(parts, func(a, b string) int { return len(b) - len(a) })
	return regexp.MustCompile(`(?:^|[^\pL\pN])(` + strings.Join(parts, "|") + `)(?:$|[^\pL\pN])`)
}()

// setbacksIn finds the words of the list in a text that stands in a file.
func setbacksIn(where, text string) []string {
	file, _, _ := strings.Cut(where, ":")
	var faults []string
	for _, m := range setbackPattern.FindAllStringSubmatch(text, -1) {
		if excused[file+": "+strings.ToLower(m[1])] == "" {
			faults = append(faults, fmt.Sprintf("%s says %q", where, m[1]))
		}
	}
	return faults
}

// nameWords writes a Go name as words: "ErrDNARecorded" becomes "Err DNA
// Recorded".
func nameWords(name string) string {
	var b strings.Builder
	letters := []rune(name)
	for i, r := range letters {
		starts := i > 0 && unicode.IsUpper(r) && (!unicode.IsUpper(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1]))
		if starts || r == '_' {
			b.WriteByte(' ')
		}
		if r != '_' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// spokenNames finds the words in the exported names of a package.
func spokenNames(s source) []string {
	var faults []string
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			for _, id := range declaredNames(n) {
				if id.IsExported() {
					faults = append(faults, setbacksIn(s.at(id), nameWords(id.Name))...)
				}
			}
			_, body := n.(*ast.BlockStmt)
			return !body
		})
	}
	return faults
}

func declaredNames(n ast.Node) []*ast.Ident {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return []*ast.Ident{n.Name}
	case *ast.TypeSpec:
		return []*ast.Ident{n.Name}
	case *ast.ValueSpec:
		return n.Names
	case *ast.Field:
		return n.Names
	}
	return nil
}

// spokenTexts finds the words in the strings of a package.
func spokenTexts(s source) []string {
	var faults []string
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if _, imports := n.(*ast.ImportSpec); imports {
				return false
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				value, _ := strconv.Unquote(lit.Value)
				faults = append(faults, setbacksIn(s.at(lit), value)...)
			}
			return true
		})
	}
	return faults
}

// page reports whether a file that is not Go is shown to people: what the domain
// embeds, and the templates of the examples.
func page(name string) bool {
	if inside(name, "testdata") || inside(name, "vendor") || strings.Contains(name, ".min.") {
		return false
	}
	switch path.Ext(name) {
	case ".html", ".tmpl", ".gohtml":
		return true
	case ".go", ".md":
		return false
	}
	return inDomain(name)
}

func TestNoWordJudgesAPerson(t *testing.T) {
	var faults []string
	for _, s := range sources(t) {
		if s.public() {
			faults = append(faults, spokenNames(s)...)
		}
		if inDomain(s.dir) {
			faults = append(faults, spokenTexts(s)...)
		}
	}
	for _, name := range files(t) {
		if !page(name) {
			continue
		}
		if content, ok := text(t, name); ok {
			faults = append(faults, setbacksIn(name, content)...)
		}
	}
	none(t, faults)
}

func TestWordGuardDies(t *testing.T) {
	s := plant(t, `package peer

import _ "failed"

type PersonFailed struct{ DNACount int; RefusedAt string }

const StatusDNA = "did-not-attend"

func (PersonFailed) MarkNonCompliant() { var Failed int; _ = Failed }

var says = []string{"They refused.", "Attention-seeking", "the ServiceUser", "two service users", "DNA'd twice"}

var fine = []string{"It is not yet time.", "dna", "unfailed", "refusal", "address book", "FAILEDNESS"}
`)
	found(t, spokenNames(s), `"Failed"`, `"DNA"`, `"Refused"`, `"DNA"`, `"Non Compliant"`)
	found(t, spokenTexts(s), `"refused"`, `"Attention-seeking"`, `"service users"`, `"DNA'd"`)
	found(t, setbacksIn("safeguard/policy.json", `{"says":"The patient was manipulative."}`), "manipulative")

	excused["safeguard/a.go: refused"] = "planted"
	defer delete(excused, "safeguard/a.go: refused")
	found(t, setbacksIn("safeguard/a.go:3", "Refused."))
	found(t, setbacksIn("recovery/a.go:3", "Refused."), "recovery/a.go:3")
}

func TestPagesAreWhatPeopleSee(t *testing.T) {
	for name, want := range map[string]bool{
		"examples/frontend/page.html": true, "safeguard/policy.json": true, "peer/words/en.txt": true,
		"peer/door.go": false, "peer/testdata/hostile.json": false, "fhir/schema.json": false,
		"examples/frontend/vendor/kit.html": false, "recovery/README.md": false,
	} {
		if page(name) != want {
			t.Errorf("%s: %v", name, page(name))
		}
	}
}
