package recovery_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// beside is a goal and the entries about it, held by the caller and tied by id.
func beside(t testing.TB, n int) (recovery.Goal, []recovery.Entry) {
	t.Helper()
	goal, f := tellGoal(t).active, facts(t)
	entries := make([]recovery.Entry, n)
	for i := range entries {
		step := theNote()
		step.ID, step.About = "e"+peer.Rev(i).String(), goal.Ref()
		var err error
		entries[i], _, err = recovery.NewEntry(step, act(bySian, "2026-03-03T10:00Z", "a1", nil), f)
		require.NoError(t, err)
	}
	return goal, entries
}

func goalStep(goal recovery.Goal, f recovery.Facts) (recovery.Goal, peer.Change, error) {
	return goal.Do(recovery.SayHowItGoes{Going: recovery.GoingImproving}, act(bySian, "2026-05-01T09:00Z", "x", goal), f)
}

// BenchmarkGoalStepBesideEntries takes the same step on a goal that has twenty
// entries and on one that has two thousand. A step copies its own record and nothing
// else, so both cost the same.
func BenchmarkGoalStepBesideEntries(b *testing.B) {
	for _, n := range []int{20, 2000} {
		b.Run(peer.Rev(n).String(), func(b *testing.B) {
			goal, entries := beside(b, n)
			f := facts(b)
			if len(recovery.EntriesAbout(goal.Ref(), entries)) != n {
				b.Fatal("entries")
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := goalStep(goal, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEntriesAbout reads those of one goal out of a list, as a screen does.
func BenchmarkEntriesAbout(b *testing.B) {
	goal, entries := beside(b, 2000)
	b.ReportAllocs()
	for b.Loop() {
		if len(recovery.EntriesAbout(goal.Ref(), entries)) != 2000 {
			b.Fatal("entries")
		}
	}
}

func TestGoalStepDoesNotGrowWithEntries(t *testing.T) {
	defer witness.Pause()()
	type cost struct {
		goal, change, decoded int
		allocs                float64
	}
	f := facts(t)
	of := func(n int) cost {
		goal, entries := beside(t, n)
		require.Len(t, recovery.EntriesAbout(goal.Ref(), entries), n)
		next, change, err := goalStep(goal, f)
		require.NoError(t, err)
		stored, err := peer.Encode(next)
		require.NoError(t, err)
		changed, err := json.Marshal(change)
		require.NoError(t, err)
		back, err := recovery.DecodeGoal(stored)
		require.NoError(t, err)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		return cost{len(stored), len(changed), len(again), testing.AllocsPerRun(50, func() { _, _, _ = goalStep(goal, f) })}
	}
	few, many := of(20), of(2000)
	t.Logf("beside 20 and beside 2000 entries: %d bytes of goal, %d of change, %.0f allocations", many.goal, many.change, many.allocs)
	require.Equal(t, few, many)
}
