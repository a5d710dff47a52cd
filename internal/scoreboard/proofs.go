package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// proof is a line of the table that a test shows: the command runs the test and reads
// its figures.
type proof struct {
	line, gate string
	// args are of go test; env is put before it.
	args, env []string
	// figures finds what the test says, and says how it stands in the table.
	figures *regexp.Regexp
	says    string

	held bool
	seen string
}

// proofs are the lines of the table that tests show.
func proofs() []proof {
	return []proof{
		{line: "pulled changes missed, of 100,000 on three machines whose clocks differ", gate: "0",
			args: []string{"./fhir/exchange", "-run", "^TestCursors$", "-v"}, env: []string{"TOWPATH_LONG=1"},
			figures: regexp.MustCompile(`(two tiers|after the newest seen \(android-fhir\)) +poll +(\S+) +missed +(\d+) +bodies +(\S+)`), says: "$1, poll $2: missed $3, $4 bodies a change"},
		{line: "an outage of 72 hours, in virtual time", gate: "drains; requests bounded; no growth",
			args: []string{"./internal/scoreboard", "-run", "^TestOutage$", "-v"}, figures: regexp.MustCompile(`outage: (.*)`), says: "$1"},
		{line: "random sequences of operations, against the ledger in memory: SQLite", gate: "10,000",
			args: []string{"./fhir/exchange/sqlledger", "-run", "^TestSQLiteFile$/random_sequences", "-v", "-rapid.checks=10000", "-timeout", "2h"}, figures: passed, says: "$1"},
		{line: "random sequences of operations, against the ledger in memory: PostgreSQL", gate: "10,000",
			args: []string{"./fhir/exchange/sqlledger", "-run", "^TestPostgreSQL$/random_sequences", "-v", "-rapid.checks=10000", "-timeout", "2h"}, figures: passed, says: "$1"},
		{line: "histories of several workers that an order explains: SQLite", gate: "1,000",
			args: []string{"./fhir/exchange/sqlledger", "-run", "^TestSQLiteFile$/what_several", "-v", "-rapid.checks=1000", "-timeout", "1h"}, figures: passed, says: "$1"},
		{line: "histories of several workers that an order explains: PostgreSQL", gate: "1,000",
			args: []string{"./fhir/exchange/sqlledger", "-run", "^TestPostgreSQL$/what_several", "-v", "-rapid.checks=1000", "-timeout", "1h"}, figures: passed, says: "$1"},
	}
}

// passed is what package rapid says of its checks.
var passed = regexp.MustCompile(`OK, passed (\d+) tests`)

// shown runs the tests one after the other, beside the runs.
func shown(ctx context.Context, postgres bool) (all []proof) {
	for _, p := range proofs() {
		if strings.Contains(p.line, onPostgres) && !postgres {
			continue
		}
		p.run(ctx)
		all = append(all, p)
	}
	return all
}

func (p *proof) run(ctx context.Context) {
	c := exec.CommandContext(ctx, "go", append([]string{"test", "-count=1"}, p.args...)...)
	c.Env = append(os.Environ(), p.env...)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	err := c.Run()
	var lines []string
	for _, m := range p.figures.FindAllSubmatchIndex(said.Bytes(), -1) {
		lines = append(lines, string(p.figures.Expand(nil, []byte(p.says), said.Bytes(), m)))
	}
	p.seen = strings.Join(lines, "; ")
	if p.held = err == nil && len(lines) > 0; !p.held {
		p.seen = "go test " + strings.Join(p.args, " ") + " did not pass"
	}
}
