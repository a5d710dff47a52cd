package recovery_test

import (
	"testing"
	"time"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// A full cycle, from the first explanation to the end.
func BenchmarkProblemSolvingCycle(b *testing.B) {
	defer witness.Pause()()
	f := facts(b)
	steps := []recovery.ProblemSolvingStep{theProblem(), theParts(), theBusGoal(), idea("leave earlier"), idea("ring the surgery"), idea("go with my neighbour"),
		recovery.CloseIdeas{}, choice(3), theWay(), theTry(), went(recovery.SolutionHelped), recovery.CloseProblem{}}
	from := on("2026-03-04T10:00Z")
	b.ReportAllocs()
	for b.Loop() {
		p, _, err := recovery.NewProblemSolving(theStart(), peer.Act{By: byJess, At: from, ID: "start"}, f)
		for i, step := range steps {
			a := peer.Act{By: bySian, At: from.Add(time.Duration(i) * time.Hour), ID: peer.RequestID(p.Rev().String()), Seen: p.Rev()}
			if err == nil {
				p, _, err = p.Do(step, a, f)
			}
		}
		if err != nil || p.Status() != recovery.ProblemClosed {
			b.Fatal(p, err)
		}
	}
}

// Beside it: storing and reading back the cycle it comes to.
func BenchmarkProblemSolvingStored(b *testing.B) {
	p := solving(b)[recovery.ProblemClosed].ProblemSolving
	b.ReportAllocs()
	for b.Loop() {
		stored, err := peer.Encode(p)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := recovery.DecodeProblemSolving(stored); err != nil {
			b.Fatal(err)
		}
	}
}
