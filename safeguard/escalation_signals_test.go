package safeguard_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// signal is one as a domain package leaves it behind.
func signal(i int, noticed time.Time) peer.Signal {
	kinds := peer.SignalKinds()
	return peer.Signal{ID: fmt.Sprint("REC-49.contact/k", i, ".open"), Kind: kinds[i%len(kinds)], Rule: peer.Rule{Row: "REC-49", Code: peer.ErrConcernRequired}, About: "p4",
		From: peer.Ref{Kind: peer.KindContact, ID: fmt.Sprint("k", i)}, Rev: 1, Noticed: noticed, By: peer.ByStaff("w4", "")}
}

// answers is the concern that answers a signal.
func answers(t testing.TB, h house, s peer.Signal, when time.Time) safeguard.Concern {
	t.Helper()
	c, _, err := safeguard.NewConcern(safeguard.ConcernFrom(s), peer.Act{By: byRaiser, At: when, ID: peer.RequestID("raise " + s.ID)}, h.facts)
	require.NoError(t, err)
	return c
}

// noneNeeded says that a signal needs no concern.
func noneNeeded(t testing.TB, h house, s peer.Signal, when time.Time) safeguard.NoneNeeded {
	t.Helper()
	facts := h.facts
	facts.Signals = []peer.Signal{s}
	n, _, err := safeguard.NewNoneNeeded(safeguard.SayNoneNeeded{ID: "n" + s.From.ID, Signal: s.ID, Because: peer.TalkedThrough}, peer.Act{By: peer.ByStaff(ode, ""), At: when, ID: "none"}, facts)
	require.NoError(t, err)
	return n
}

// Between a domain package and Raise any signals may be dropped, raised twice or stored
// twice: each that nobody answered is owed, and none twice (H02).
func TestEverySignalDroppedIsOwed(t *testing.T) {
	h := newHouse(t, usual())
	h.Read = []safeguard.Policy{h.facts.Policy}
	from := at("2026-03-11T00:00Z")
	rounds := interleavings(200, 10_000)
	dropped, all := 0, 0
	for seed := range rounds {
		rng := rand.New(rand.NewPCG(uint64(seed), 2))
		var stored []peer.Signal
		var values []peer.Record
		want := map[string]bool{}
		for i := range 30 {
			s := signal(i, from.Add(time.Duration(rng.IntN(5000))*time.Minute))
			stored = append(stored, s)
			if rng.IntN(4) == 0 {
				stored = append(stored, s) // the host stored it twice
			}
			when := s.Noticed.Add(time.Duration(1+rng.IntN(100)) * time.Minute)
			switch rng.IntN(6) {
			case 0, 1: // nobody raised it
				want[s.ID] = true
			case 2: // raised, and raised again
				values = append(values, answers(t, h, s, when))
				if rng.IntN(2) == 0 {
					values = append(values, answers(t, h, s, when))
				}
			case 3: // raised by mistake, as somebody says
				c := answers(t, h, s, when)
				c, _, err := c.Do(safeguard.TakeBack{}, peer.Act{By: byRaiser, At: when, ID: "back", Seen: c.Rev()}, h.facts)
				require.NoError(t, err)
				values, want[s.ID] = append(values, c), true
			case 4:
				if s.Kind == peer.SignalGoesFurther && rng.IntN(2) == 0 {
					want[s.ID] = true
					continue
				}
				values = append(values, noneNeeded(t, h, s, when))
			case 5: // and opened again
				n := noneNeeded(t, h, s, when)
				n, _, err := n.Do(safeguard.OpenAgain{}, peer.Act{By: byRaiser, At: when, ID: "open", Seen: n.Rev()}, h.facts)
				require.NoError(t, err)
				values, want[s.ID] = append(values, n), true
			}
		}
		rng.Shuffle(len(stored), func(i, j int) { stored[i], stored[j] = stored[j], stored[i] })
		now := from.Add(time.Duration(rng.IntN(9000)) * time.Minute)
		got, keys := map[string]bool{}, map[string]bool{}
		for _, o := range safeguard.Unanswered(stored, values, h.World, now) {
			if o.Kind == safeguard.OwedRaise {
				require.False(t, got[o.ID], "seed %d: %s twice", seed, o.ID)
				got[o.ID] = true
			}
			for _, to := range append(o.To, safeguard.Recipient{}) {
				require.False(t, keys[o.Key(to)], "seed %d: %s twice", seed, o.Key(to))
				keys[o.Key(to)] = true
			}
		}
		require.Len(t, got, len(want), "seed %d", seed)
		for id := range want {
			require.True(t, got["signal/"+id], "seed %d: %s", seed, id)
		}
		dropped, all = dropped+len(want), all+30
	}
	t.Logf("%d rounds: %d signals, %d dropped, each owed once", rounds, all, dropped)
}
