package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/towpath-care/towpath/internal/requirements"
)

// hazardsPage lists what could go wrong for a person, where the code speaks of it
// and which tests do the harmful thing.
func hazardsPage(root string) (string, error) {
	tests, err := requirements.Tests(root)
	if err != nil {
		return "", err
	}
	code, err := sources(root)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("# Hazards\n\nThe start of a clinical-safety log: what could go wrong for a person, where the code speaks of it, and which tests do the harmful thing and see it stopped. The library is a component: whoever builds a product with it keeps the log for that product (DCB0129), whoever deploys it theirs (DCB0160). Severity, likelihood, residual risk, owner and sign-off are for a clinical safety officer and for people with lived experience; none is given here. No hazard is ever deleted.\n\n| hazard | what could go wrong | code that speaks of it | tests |\n|---|---|---|---|\n")
	for _, h := range requirements.Hazards() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", h.ID, h.Text, strings.Join(speaking(code, h.ID), "<br>"), or(strings.Join(testNames(tests[h.ID]), "<br>"), "none yet"))
	}
	return b.String(), nil
}

// source is a Go file of the project that is no test.
type source struct{ path, text string }

func sources(root string) ([]source, error) {
	var out []source
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		if !strings.HasSuffix(path, ".go") || requirements.InTest(rel) {
			return nil
		}
		text, err := os.ReadFile(path)
		out = append(out, source{rel, string(text)})
		return err
	})
	return out, err
}

func speaking(code []source, hazard string) []string {
	var out []string
	for _, s := range code {
		if strings.Contains(s.text, hazard) && !strings.HasPrefix(s.path, "internal/requirements/") {
			out = append(out, s.path)
		}
	}
	return out
}
