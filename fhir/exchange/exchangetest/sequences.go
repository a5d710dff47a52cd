package exchangetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// picture is everything that can be read of a target, without when it was noted.
type picture struct {
	Dirty      []exchange.Wanted
	Parked     []exchange.Parked
	Waiting    []exchange.Postponed
	Links      []exchange.Link
	Journal    []exchange.Entry
	Arrived    []exchange.Arrival
	Checkpoint []byte
	Status     exchange.Status
}

// few are the documents that random sequences are about.
var few = []string{"1", "2", "3", "4"}

func snapshot(t tb, l exchange.Ledger, target string) picture {
	t.Helper()
	p := picture{Dirty: all(t, l.Dirty(t.Context(), target)), Parked: all(t, l.Parked(t.Context(), target)), Waiting: all(t, l.Waiting(t.Context(), target)),
		Journal: entries(t, l, target), Arrived: arrived(t, l, target)}
	for i := range p.Waiting {
		p.Waiting[i].Due = p.Waiting[i].Due.UTC()
	}
	for _, id := range few {
		for _, of := range types {
			link, known, err := l.Link(t.Context(), target, exchange.Name{Type: of, Record: peer.Ref{Kind: "goal", ID: id}})
			require.NoError(t, err)
			if known {
				p.Links = append(p.Links, link)
			}
		}
	}
	value, err := l.Checkpoint(t.Context(), target, "poll")
	require.NoError(t, err)
	p.Checkpoint = append([]byte{}, value...)
	s, err := l.Status(t.Context(), target, at)
	require.NoError(t, err)
	require.Equal(t, len(p.Dirty) > 0, !s.Oldest.IsZero(), "there is an oldest where something is dirty")
	s.Resting.Until = s.Resting.Until.UTC()
	p.Status = without(s)
	return p
}

var types = []string{"Goal", "CarePlan"}

// operation does something to a ledger, and gives what it answered.
type operation func(t tb, l exchange.Ledger, target string) any

// sequences lets random sequences of operations happen to a ledger and to one in memory.
// Each has a target to itself.
func sequences(t *testing.T, l exchange.Ledger) {
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		if testing.Short() && run%10 != 0 {
			return
		}
		target := fmt.Sprintf("sequence-%d", run)
		memory := &exchange.MemoryLedger{}
		for n := range rapid.IntRange(1, 25).Draw(rt, "steps") {
			do := draw(rt)
			require.Equal(rt, do(rt, memory, target), do(rt, l, target), "step %d", n)
		}
		require.Equal(rt, snapshot(rt, memory, target), snapshot(rt, l, target))
	})
}

func drawName(rt *rapid.T) exchange.Name {
	return exchange.Name{Type: rapid.SampledFrom(types).Draw(rt, "type"), Record: peer.Ref{Kind: "goal", ID: rapid.SampledFrom(few).Draw(rt, "id")}}
}

func drawWanted(rt *rapid.T, _ string) exchange.Wanted {
	return exchange.Wanted{Name: drawName(rt), Rev: peer.Rev(rapid.IntRange(1, 4).Draw(rt, "rev"))}
}

func drawTime(rt *rapid.T) time.Time {
	return at.Add(time.Duration(rapid.IntRange(-2, 3).Draw(rt, "minute")) * time.Minute)
}

func drawWhy(rt *rapid.T) []peer.Reason {
	if rapid.Bool().Draw(rt, "why") {
		return because()
	}
	return nil
}

func some[T any](rt *rapid.T, draw func(*rapid.T, string) T) []T {
	var out []T
	for range rapid.IntRange(1, 3).Draw(rt, "how many") {
		out = append(out, draw(rt, "one of them"))
	}
	return out
}

func drawSettled(rt *rapid.T, _ string) exchange.Settled {
	w := drawWanted(rt, "")
	did := rapid.SampledFrom([]exchange.Do{exchange.Create, exchange.Update, exchange.Edit, exchange.Leave}).Draw(rt, "did")
	return exchange.Settled{Link: exchange.Link{Name: w.Name, ID: "x", ETag: w.Rev.String(), Rev: w.Rev, Base: "sha256:1"}, Did: did}
}

func drawExpected(rt *rapid.T, _ string) exchange.Expected {
	return exchange.Expected{Name: drawName(rt), Contents: some(rt, rapid.SampledFrom([]peer.Digest{"sha256:1", "sha256:2", "sha256:3"}).Draw)}
}
