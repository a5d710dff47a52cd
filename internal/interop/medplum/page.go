package medplum

import (
	"context"
	"fmt"
	"strings"

	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/fhirtest/conformance"
	"github.com/towpath-care/towpath/fhir/strict"
)

const opening = `<!-- Written by go generate ./internal/interop/medplum; do not edit. -->

# What servers hold of R4

Package [conformance](../fhir/fhirtest/conformance) looks at a server from outside: %d checks, each from a named part of R4 4.0.1. Here is what two servers make of them. One is ours, [fhirtest](../fhir/fhirtest), with strict.Validate in front of what it stores; it runs with every test. The other nobody here wrote: Medplum's router over its in-memory repository, with Medplum's validator in front of every write. ` + "`.ci/medplum`" + ` fetches and starts it, and fails when it differs in anything else than stands here.

It is not an installation of Medplum. HTTP and GET /metadata around it are [a few lines of ours](../internal/interop/medplum/server.mjs), and its repository is meant for tests. What it is good for: it was written from the same standard by other people, and what it does otherwise is what an integration can meet.

Try your own test system; it writes there:

` + "```console\n$ TOWPATH_FHIR_BASE=https://epr.example/fhir go test ./fhir/fhirtest/conformance -run TestServerElsewhere -v\n```" + `

## Where Medplum differs

%d checks are not held or not offered. Our code has to come through each of them.

| check | what it did | why | what our code does |
|---|---|---|---|
`

// Page is docs/conformance.md. It asks our own server for its part.
func Page(ctx context.Context) (string, error) {
	ours, err := oursHolds(ctx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, opening, len(conformance.Checks()), len(differences))
	theirs := map[string]conformance.Verdict{}
	for _, d := range differences {
		theirs[d.Check] = d.Verdict
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", d.Check, d.did(), d.Because, d.Ours)
	}
	b.WriteString("\n## Every check\n\n| check | what R4 lays down | where | fhirtest | Medplum |\n|---|---|---|---|---|\n")
	for _, c := range conformance.Checks() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", c.Name, c.Says, c.Section, ours[c.Name], verdict(theirs[c.Name]))
	}
	return b.String(), nil
}

// did is what the server did, as a cell of a table.
func (d Difference) did() string {
	if d.Verdict == skipped {
		return "not offered: " + d.Says
	}
	return d.Says
}

func verdict(v conformance.Verdict) string {
	switch v {
	case "":
		return string(conformance.Holds)
	case skipped:
		return "not offered"
	}
	return "**" + string(v) + "**"
}

func oursHolds(ctx context.Context) (map[string]conformance.Verdict, error) {
	base, stop := fhirtest.New(fhirtest.Config{Validate: strict.Validate}).Start()
	defer stop()
	found, err := conformance.Run(ctx, conformance.Target{Base: base})
	out := map[string]conformance.Verdict{}
	for _, f := range found {
		out[f.Check] = f.Verdict
	}
	return out, err
}
