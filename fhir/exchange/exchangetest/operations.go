package exchangetest

import (
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// draw gives an operation with random arguments, the same ones for every ledger.
func draw(rt *rapid.T) operation {
	return rapid.SampledFrom([]func(*rapid.T) operation{
		drawMark, drawMark, drawSettle, drawPark, drawClaim, drawClaim, drawLater, drawLeave, drawRelease, drawDismiss,
		drawExpect, drawRest, drawArrive, drawTake, drawStanding, drawStatus,
	}).Draw(rt, "operation")(rt)
}

// doing is an operation that answers with an error only.
func doing(do func(t tb, l exchange.Ledger, target string) error) operation {
	return func(t tb, l exchange.Ledger, target string) any {
		require.NoError(t, do(t, l, target))
		return nil
	}
}

func drawMark(rt *rapid.T) operation {
	wanted := some(rt, drawWanted)
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.MarkDirty(t.Context(), target, wanted...) })
}

func drawSettle(rt *rapid.T) operation {
	settled := some(rt, drawSettled)
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Settle(t.Context(), target, settled...) })
}

func drawPark(rt *rapid.T) operation {
	w, why, dismissed := some(rt, drawWanted), drawWhy(rt), rapid.Bool().Draw(rt, "dismissed")
	var all []exchange.Parked
	for _, one := range w {
		all = append(all, exchange.Parked{Name: one.Name, Rev: one.Rev, Why: why, Owner: exchange.OwnerThere, Dismissed: dismissed})
	}
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Park(t.Context(), target, all...) })
}

// drawClaim answers with what was claimed, without when it was first noted.
func drawClaim(rt *rapid.T) operation {
	now := drawTime(rt)
	c := exchange.Claim{Most: rapid.IntRange(0, 3).Draw(rt, "most"), Now: now, Until: now.Add(time.Minute)}
	return func(t tb, l exchange.Ledger, target string) any {
		claimed, err := l.Claim(t.Context(), target, c)
		require.NoError(t, err)
		for i := range claimed {
			require.False(t, claimed[i].Since.IsZero(), "it is noted since when")
			claimed[i].Since = time.Time{}
		}
		return append([]exchange.Claimed{}, claimed...)
	}
}

func drawLater(rt *rapid.T) operation {
	var put []exchange.Postponed
	for _, w := range some(rt, drawWanted) {
		put = append(put, exchange.Postponed{Wanted: w, Due: drawTime(rt), Why: drawWhy(rt)})
	}
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Later(t.Context(), target, put...) })
}

func drawLeave(rt *rapid.T) operation {
	kept := some(rt, drawWanted)
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Leave(t.Context(), target, kept...) })
}

func drawNames(rt *rapid.T) []exchange.Name {
	return some(rt, func(rt *rapid.T, _ string) exchange.Name { return drawName(rt) })
}

func drawRelease(rt *rapid.T) operation {
	names := drawNames(rt)
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Release(t.Context(), target, names...) })
}

func drawDismiss(rt *rapid.T) operation {
	names := drawNames(rt)
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Dismiss(t.Context(), target, names...) })
}

func drawExpect(rt *rapid.T) operation {
	expected := some(rt, drawExpected)
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Expect(t.Context(), target, expected...) })
}

func drawRest(rt *rapid.T) operation {
	rest := exchange.Resting{Until: drawTime(rt), Why: drawWhy(rt)}
	if rapid.Bool().Draw(rt, "over") {
		rest = exchange.Resting{}
	}
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Rest(t.Context(), target, rest) })
}

func drawArrival(rt *rapid.T, _ string) exchange.Arrival {
	return arrival(rapid.SampledFrom([]string{"x", "y"}).Draw(rt, "place"), rapid.SampledFrom([]string{"1", "2", "3"}).Draw(rt, "version"))
}

func drawArrive(rt *rapid.T) operation {
	found := some(rt, drawArrival)
	upTo := exchange.Checkpoint{Name: "poll", Value: []byte(rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "checkpoint"))}
	if rapid.Bool().Draw(rt, "forget") {
		upTo.Forget = drawTime(rt)
	}
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Arrive(t.Context(), target, found, upTo) })
}

func drawTake(rt *rapid.T) operation {
	taken := some(rt, drawArrival)
	return doing(func(t tb, l exchange.Ledger, target string) error { return l.Take(t.Context(), target, taken...) })
}

// drawStanding answers with what stands in a place, in one order.
func drawStanding(rt *rapid.T) operation {
	of := rapid.SampledFrom(types).Draw(rt, "type")
	return func(t tb, l exchange.Ledger, target string) any {
		links, err := l.Standing(t.Context(), target, exchange.Place{Type: of, ID: "x"})
		require.NoError(t, err)
		slices.SortFunc(links, func(a, b exchange.Link) int { return strings.Compare(a.Name.String(), b.Name.String()) })
		return append([]exchange.Link{}, links...)
	}
}

func drawStatus(rt *rapid.T) operation {
	now := drawTime(rt)
	return func(t tb, l exchange.Ledger, target string) any {
		s, err := l.Status(t.Context(), target, now)
		require.NoError(t, err)
		s.Resting.Until = s.Resting.Until.UTC()
		return without(s)
	}
}
