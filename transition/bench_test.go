package transition_test

import (
	"testing"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// The daily run of a large organisation: 10,000 open moves in different places.
func BenchmarkAssessDaily(b *testing.B) {
	s := tellMove(b)
	four := []transition.Transition{s.announced.move, s.preparing.move, s.inTransfer.move, s.settling.move}
	p, now := policy(b), on("2026-03-22T06:00Z")
	cal := p.Calendar()
	b.ReportAllocs()
	for b.Loop() {
		for i := range 10_000 {
			if transition.Assess(four[i%4], p, cal, now).Progressing == peer.Unknown {
				b.Fatal("there is a policy")
			}
		}
	}
}
