package guard_test

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	// linkPattern finds the target of a Markdown link: [text](target).
	linkPattern = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	// headingPattern finds the headings that a link may lead to.
	headingPattern = regexp.MustCompile(`(?m)^#{1,6}\s+(.+?)\s*$`)
	// notAnchor is what a heading's anchor leaves out.
	notAnchor = regexp.MustCompile(`[^\pL\pN _-]`)
	// shownAsItIs finds what a page shows without reading it as Markdown.
	shownAsItIs = regexp.MustCompile("(?ms)^```.*?^```|`[^`\n]+`")
)

// brokenLinks finds the relative links of one page that lead nowhere: to no file
// or folder of the project, or to no heading of a page. read gives a file's text.
func brokenLinks(page, content string, names []string, read func(string) string) []string {
	var faults []string
	for _, m := range linkPattern.FindAllStringSubmatch(shownAsItIs.ReplaceAllString(content, ""), -1) {
		target, err := url.Parse(m[1])
		if err == nil && target.Scheme != "" {
			continue
		}
		if err != nil || strings.HasPrefix(m[1], "/") || !leadsSomewhere(page, target, names, read) {
			faults = append(faults, fmt.Sprintf("%s links to %s, which is not there", page, m[1]))
		}
	}
	return faults
}

func leadsSomewhere(page string, target *url.URL, names []string, read func(string) string) bool {
	to := page
	if target.Path != "" {
		to = path.Join(path.Dir(page), target.Path)
	}
	if !slices.ContainsFunc(names, func(name string) bool { return within(name, to) }) {
		return false
	}
	return target.Fragment == "" || slices.Contains(anchors(read(to)), target.Fragment)
}

// anchors are the names under which the headings of a page are reached: small
// letters, hyphens for spaces, no other signs.
func anchors(content string) []string {
	var out []string
	for _, m := range headingPattern.FindAllStringSubmatch(content, -1) {
		out = append(out, strings.ReplaceAll(notAnchor.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-"))
	}
	return out
}

func TestLinksLeadSomewhere(t *testing.T) {
	read := func(name string) string { content, _ := text(t, name); return content }
	var faults []string
	for _, name := range files(t) {
		if path.Ext(name) == ".md" && !inside(name, "testdata") {
			faults = append(faults, brokenLinks(name, read(name), files(t), read)...)
		}
	}
	none(t, faults)
}

func TestLinkGuardDies(t *testing.T) {
	names := []string{"README.md", "docs/a.md", "docs/b.md", "peer/doc.go"}
	read := func(string) string { return "# One, two\n" }
	content := strings.Join([]string{
		"[a](a.md) [b](b.md#one-two) [c](../peer) [d](../README.md) [e](https://example.org/x)",
		"[f](c.md) [g](b.md#three) [h](/peer) [i](../../elsewhere)",
		"`[j](gone.md)`",
		"```", "[k](gone.md)", "```",
	}, "\n")
	found(t, brokenLinks("docs/a.md", content, names, read), "c.md", "b.md#three", "/peer", "elsewhere")
}

// diagramLabel is what mermaid takes as the text of an arrow of a state diagram:
// a colon or a semicolon would end it.
var diagramLabel = regexp.MustCompile(`^    \S+ --> \S+( : [^:;]+)?$`)

// badDiagramLines finds lines of the diagrams on a page that mermaid would not
// draw: an id of a state with a hyphen in it, or a text with a colon.
func badDiagramLines(page, content string) []string {
	var faults []string
	drawing := false
	for i, line := range strings.Split(content, "\n") {
		switch {
		case line == "```mermaid":
			drawing = true
		case line == "```":
			drawing = false
		case drawing && strings.Contains(line, "-->"):
			from, rest, _ := strings.Cut(line, " --> ")
			to, _, _ := strings.Cut(rest, " : ")
			if !diagramLabel.MatchString(line) || strings.Contains(from+to, "-") {
				faults = append(faults, fmt.Sprintf("%s:%d is not drawn", page, i+1))
			}
		}
	}
	return faults
}

func TestDiagramsAreDrawn(t *testing.T) {
	var faults []string
	for _, name := range files(t) {
		if path.Ext(name) == ".md" {
			content, _ := text(t, name)
			faults = append(faults, badDiagramLines(name, content)...)
		}
	}
	none(t, faults)
}

func TestDiagramGuardDies(t *testing.T) {
	page := "a --> b-c : x\n```mermaid\n    a --> b_c : do-it (person, worker)\n    [*] --> a\n    a --> b-c : x\n    a --> b : x: y\n    a --> b : x; y\n```\n"
	found(t, badDiagramLines("x.md", page), "x.md:5 ", "x.md:6 ", "x.md:7 ")
}
