package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/towpath-care/towpath/internal/scenarios"
)

// page writes what a reader sees, as text or as JSON lines, and counts it.
type page struct {
	to      io.Writer
	options options
	sum     summary
	err     error // the first that writing gave
}

// opened begins a scenario.
type opened struct {
	Type  string `json:"type"`
	ID    string `json:"id"`
	Title string `json:"title"`
}

// heading begins a part or a step of a scenario.
type heading struct {
	Type string `json:"type"`
	Says string `json:"says"`
}

// broken is an expectation that does not hold.
type broken struct {
	Type string `json:"type"`
	At   string `json:"at"`
	Says string `json:"says"`
}

// summary is the last line: what was told, and how much of it did not hold.
type summary struct {
	Type      string `json:"type"`
	Scenarios int    `json:"scenarios"`
	Steps     int    `json:"steps"`
	States    int    `json:"states"`
	NotYet    int    `json:"not_yet"`
	Due       int    `json:"due"`
	Resources int    `json:"resources"`
	NotSo     int    `json:"not_so"`
}

func (p *page) heading(depth int, name string) {
	if depth == 1 {
		p.line(heading{"part", name})
		return
	}
	p.sum.Steps++
	p.line(heading{"step", name})
}

func (p *page) notSo(at, says string) {
	p.sum.NotSo++
	p.line(broken{"not_so", at, says})
}

func (p *page) shown(s scenarios.Shown) {
	switch s.Kind {
	case scenarios.ShownState:
		p.sum.States++
	case scenarios.ShownNotYet:
		p.sum.NotYet++
	case scenarios.ShownDue:
		p.sum.Due++
	case scenarios.ShownResource:
		p.sum.Resources++
	}
	if !p.options.Resources {
		s.Body = nil
	}
	p.line(s)
}

// outcome is an error when the page could not be written, or something does not hold.
func (p *page) outcome() error {
	if p.err == nil && p.sum.NotSo > 0 {
		return fmt.Errorf("%d expectations do not hold", p.sum.NotSo)
	}
	return p.err
}

// line writes one thing.
func (p *page) line(v any) {
	if s, last := v.(summary); last {
		s.Type = "summary"
		v = s
	}
	text := words(v)
	if p.options.JSON {
		b, err := json.Marshal(v)
		if err != nil && p.err == nil {
			p.err = err
		}
		text = string(b)
	}
	if _, err := fmt.Fprintln(p.to, text); err != nil && p.err == nil {
		p.err = err
	}
}

// words are a line for people.
func words(v any) string {
	switch v := v.(type) {
	case opened:
		return "\n" + v.ID + "  " + v.Title
	case heading:
		if v.Type == "part" {
			return "\n  " + v.Says
		}
		return "    " + v.Says
	case broken:
		return "    NOT SO  " + v.At + "\n" + indented(v.Says)
	case scenarios.Shown:
		return shownWords(v)
	case summary:
		return fmt.Sprintf("\n%d scenarios, %d steps: %d states, %d times not yet, %d deadlines, %d resources. %s",
			v.Scenarios, v.Steps, v.States, v.NotYet, v.Due, v.Resources, verdict(v.NotSo))
	}
	return ""
}

func verdict(notSo int) string {
	if notSo == 0 {
		return "Everything holds."
	}
	return fmt.Sprintf("%d do not hold.", notSo)
}

func shownWords(s scenarios.Shown) string {
	switch s.Kind {
	case scenarios.ShownState:
		return fmt.Sprintf("        %s is %s", s.Of, s.Says)
	case scenarios.ShownNotYet:
		return "        not yet: " + s.Says
	case scenarios.ShownDue:
		return fmt.Sprintf("        due %s: %s", s.Says, s.Of)
	}
	text := fmt.Sprintf("        → %s/%s", s.Of, s.Says)
	var body bytes.Buffer
	if len(s.Body) > 0 && json.Indent(&body, s.Body, "", "  ") == nil {
		text += "\n" + indented(body.String())
	}
	return text
}

func indented(text string) string {
	return "          " + strings.ReplaceAll(text, "\n", "\n          ")
}
