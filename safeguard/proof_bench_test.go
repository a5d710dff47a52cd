package safeguard_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// Proofs of a whole year, each in one run.

func BenchmarkLintYear(b *testing.B) {
	for _, name := range proofOrganisations {
		b.Run(name, func(b *testing.B) {
			g := groundOf(b, name)
			files, roster := []peer.PolicyFile{g.file(b)}, g.rosterOf(b)
			b.ReportAllocs()
			for b.Loop() {
				if found := safeguard.Lint(files, roster, proofFrom, proofUntil); len(found) > 0 {
					b.Fatal(found)
				}
			}
		})
	}
}

// BenchmarkWorstYear tries 20 triggers at 8,760 starts each.
func BenchmarkWorstYear(b *testing.B) {
	g := groundOf(b, "tamarside")
	p, roster := g.policyOf(b), g.rosterOf(b)
	b.ReportAllocs()
	for b.Loop() {
		safeguard.WorstTimeToHuman(p, roster, proofFrom, proofUntil)
	}
}

func BenchmarkReplay10000(b *testing.B) {
	g, h := groundOf(b, "tamarside"), groundOf(b, "soarfield")
	p, roster, next := g.policyOf(b), g.rosterOf(b), h.policyOf(b)
	was, err := peer.NewPolicies(g.file(b))
	if err != nil {
		b.Fatal(err)
	}
	triggers := safeguard.CoreTriggers()
	past := make([]safeguard.Concern, 10_000)
	for i := range past {
		at := proofInstant("2026-01-01T00:00Z").Add(time.Duration(i) * 37 * time.Minute)
		past[i] = proofRaised(b, p, roster, at, safeguard.Raise{ID: fmt.Sprint("c", i), Trigger: triggers[i%len(triggers)]})
	}
	b.ReportAllocs()
	for b.Loop() {
		if n := len(safeguard.Replay(past, was, next, roster)); n != len(past) {
			b.Fatal(n)
		}
	}
}

func BenchmarkNarrate(b *testing.B) {
	x := theStory(b, func(string, string, *telling) {})
	now := proofInstant("2026-03-16T11:00Z")
	b.ReportAllocs()
	for b.Loop() {
		safeguard.Narrate(x.c, x.p.world, now)
	}
}
