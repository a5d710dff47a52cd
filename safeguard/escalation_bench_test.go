package safeguard_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// manyConcerns are open concerns, raised one after the other over a week, of which two in
// three were told and one in five somebody has.
func manyConcerns(b testing.TB, h house, n int) []peer.Record {
	triggers := safeguard.CoreTriggers()
	out := make([]peer.Record, n)
	from := at("2026-03-09T00:00Z")
	for i := range out {
		w := &worry{t: b, house: h}
		when := from.Add(7 * 24 * time.Hour / time.Duration(n) * time.Duration(i)).Truncate(time.Millisecond)
		c, _, err := safeguard.NewConcern(safeguard.Raise{ID: fmt.Sprint("c", i), Trigger: triggers[i%len(triggers)], About: "p4"}, w.act(byRaiser, when), h.facts)
		require.NoError(b, err)
		w.c = c
		take := func(by peer.Actor, after time.Duration, step safeguard.ConcernStep) {
			next, _, err := w.c.Do(step, w.act(by, when.Add(after)), h.facts)
			require.NoError(b, err)
			w.c = next
		}
		if i%3 > 0 {
			take(byRaiser, time.Minute, safeguard.Sent{Turn: "1.1", To: ode, Role: safeguard.RoleOnCallClinician, Receipt: "r"})
		}
		if i%3 > 0 && i%5 == 0 {
			take(peer.ByStaff(ode, ""), 20*time.Minute, safeguard.Acknowledge{Next: peer.Say("see to it"), Until: peer.MomentOf(when.Add(9 * 24 * time.Hour))})
		}
		out[i] = w.c
	}
	return out
}

func BenchmarkEscalateOne(b *testing.B) {
	h := newHouse(b, usual())
	w := h.raiseAt(b, "2026-03-13T17:42Z", safeguard.Raise{}).told("1.1", ode, safeguard.RoleOnCallClinician, "2026-03-13T17:48Z")
	read := h.World
	read.Read = []safeguard.Policy{h.facts.Policy}
	for name, c := range map[string]struct {
		world safeguard.World
		now   string
	}{
		"nothing to send":                    {h.World, "2026-03-13T18:47Z"},
		"the next link":                      {h.World, "2026-03-13T18:48Z"},
		"the next link, policy read already": {read, "2026-03-13T18:48Z"},
		"a month asleep":                     {read, "2026-04-13T18:48Z"},
	} {
		now := at(c.now)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				safeguard.Escalate(w.c, c.world, now)
			}
		})
	}
}

func BenchmarkDue(b *testing.B) {
	h := newHouse(b, usual())
	values := manyConcerns(b, h, 100_000)
	now := at("2026-03-16T09:30Z")
	b.Run("100,000 open concerns", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			list, err := safeguard.Due(values, h.World, now)
			require.NoError(b, err)
			require.Greater(b, len(list), 100_000)
		}
	})
}

func BenchmarkUnanswered(b *testing.B) {
	h := newHouse(b, usual())
	var signals []peer.Signal
	for i := range 10_000 {
		signals = append(signals, signal(i, at("2026-03-13T00:00Z").Add(time.Duration(i)*20*time.Second)))
	}
	now := at("2026-03-16T09:30Z")
	b.Run("10,000 signals", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			require.GreaterOrEqual(b, len(safeguard.Unanswered(signals, nil, h.World, now)), 10_000)
		}
	})
}
