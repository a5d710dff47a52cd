// Package conformance looks at a FHIR R4 server from the outside and says where
// it departs from what R4 lays down for it. Each check is named, rests on a named
// part of R4 and is tried only where the server's CapabilityStatement says that
// the server does such a thing.
//
//	findings, err := conformance.Run(ctx, conformance.Target{Base: "https://epr.example/fhir"})
//	for _, f := range findings {
//		fmt.Println(f)
//	}
//
// It writes. Run it against a test system only: it creates some dozens of
// resources of one type, all with identifiers of its own, changes them and, where
// the server has delete, deletes them at the end. It reads nothing that it has
// not made.
//
// The server of package fhirtest holds every check when strict.Validate judges what
// it stores; what a record system does not hold is what an integration has to be
// ready for. docs/conformance.md shows both, and what another server makes of them.
package conformance

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Target is a server to look at.
type Target struct {
	// Base is the base address of the server, without a slash at the end.
	Base string
	// Client sends the requests. Nil means one that follows no redirect and
	// waits 30 seconds for each.
	Client *http.Client
	// Header is sent with every request, such as Authorization.
	Header http.Header
	// Type is the resource type to work with. Empty means the first of Encounter,
	// Flag and Basic that the server can create, read and search by identifier.
	Type string
	// Resource makes a resource of that type, as JSON, with an identifier of this
	// system and value and without an id. Nil means the least that R4 asks for.
	Resource func(system, value string) []byte
	// Only are the names of the checks to make; nil means all.
	Only []string
}

// Verdict is what came of a check.
type Verdict string

// The verdicts.
const (
	// Holds: the server does what R4 lays down.
	Holds Verdict = "holds"
	// Departs: it does something else.
	Departs Verdict = "departs"
	// Skipped: it does not say that it does such a thing at all.
	Skipped Verdict = "skipped"
)

// Finding is what came of one check. It holds no content of the server's.
type Finding struct {
	// Check is the name of the check and Section the part of R4 it rests on.
	Check, Section string
	Verdict        Verdict
	// Says is what the server did, or why the check was skipped; empty when it
	// holds.
	Says string
}

// String is one line for a report.
func (f Finding) String() string {
	line := fmt.Sprintf("%-8s %-28s (%s)", f.Verdict, f.Check, f.Section)
	if f.Says != "" {
		line += ": " + f.Says
	}
	return line
}

// Check is one thing that is looked at.
type Check struct {
	// Name is short and in kebab-case.
	Name string
	// Section is the page of R4 4.0.1 and the heading on it.
	Section string
	// Says is what R4 lays down, in a sentence.
	Says string

	do func(*probe) error
}

// Checks lists every check in the order they are made.
func Checks() []Check {
	var out []Check
	for _, some := range [][]Check{single, content, versions, conditions, searches, bundles} {
		out = append(out, some...)
	}
	return out
}

// Run makes the checks, one after the other. The error says that the server
// could not be looked at, because it answers no CapabilityStatement of R4 or
// offers nothing to work with; there are no findings then.
func Run(ctx context.Context, target Target) ([]Finding, error) {
	p := &probe{ctx: ctx, Target: target, run: strings.ToLower(rand.Text()[:12])}
	if p.Client == nil {
		p.Client = &http.Client{Timeout: 30 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	p.Base = strings.TrimSuffix(p.Base, "/")
	if err := p.meet(); err != nil {
		return nil, err
	}
	defer p.leave()
	var out []Finding
	for _, c := range Checks() {
		if !p.wants(c.Name) {
			continue
		}
		out = append(out, p.finding(c))
	}
	return out, ctx.Err()
}

func (p *probe) finding(c Check) Finding {
	f := Finding{Check: c.Name, Section: c.Section, Verdict: Holds}
	err := c.do(p)
	if skipped := (skip)(""); errors.As(err, &skipped) {
		f.Verdict, f.Says = Skipped, string(skipped)
	} else if err != nil {
		f.Verdict, f.Says = Departs, strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	return f
}

// skip says why a check is not made.
type skip string

func (s skip) Error() string { return string(s) }

// wants reports whether a check is asked for.
func (p *probe) wants(name string) bool {
	if p.Only == nil {
		return true
	}
	for _, one := range p.Only {
		if one == name {
			return true
		}
	}
	return false
}
