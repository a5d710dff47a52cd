package exchange_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// hopeful is a number that Aled named for his first goal, and lets into the care record.
func hopeful(t *testing.T) recovery.SelfReport {
	t.Helper()
	r, _, err := recovery.NewSelfReport(recovery.SaySelfReport{ID: "sr-1", Person: fixtures.Person, Worker: fixtures.Worker, Domain: recovery.ReportHope,
		Rating: "6", Scale: recovery.ScaleNotAtAllToCompletely, Goal: "g-1"}, byAled(0), recovery.Facts{})
	require.NoError(t, err)
	return then[recovery.SelfReport, recovery.SelfReportStep](t, r, recovery.WhoMaySee{Audience: recovery.CareRecord})
}

var (
	theGoal   = exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}}
	theRating = exchange.Name{Type: "Observation", Record: peer.Ref{Kind: recovery.KindSelfReport, ID: "sr-1"}}
)

// rates puts a rating among the host's records, and beside the goal it belongs to.
func (b *bench) rates(t *testing.T, r recovery.SelfReport) {
	t.Helper()
	b.put(r)
	b.Beside = func(_ context.Context, of peer.Record, in *fhir.Context) error {
		if of.Ref() == theGoal.Record {
			in.Records[r.Ref()] = r
		}
		return nil
	}
	require.NoError(t, b.Ledger.MarkDirty(t.Context(), "epr", exchange.Wanted{Name: theGoal, Rev: 99}))
}

func TestARatingBelongsToItsGoal(t *testing.T) {
	const theirs = `{ "display" : "seen on the ward, 4.10" }`
	for how, config := range bothKinds {
		t.Run("PEER-64, FHIR-16 it goes before its goal, which refers to it: "+how, func(t *testing.T) {
			b := newBench(t, config)
			b.Site.Observations = true
			b.rates(t, hopeful(t))
			p := b.plan(t)
			at := func(n exchange.Name) int {
				return slices.IndexFunc(p.Items, func(i exchange.Item) bool { return i.Name == n })
			}
			require.Less(t, at(theRating), at(theGoal))
			b.apply(t, p)
			require.Zero(t, b.plan(t).Writes())
			b.forget()
			require.Zero(t, b.plan(t).Writes())
			goal := itemNamed(t, b.plan(t), theGoal).ID
			to := b.stood(t, "Goal", goal)["outcomeReference"].([]any)[0].(map[string]any)
			require.Equal(t, "sr-1", to["identifier"].(map[string]any)["value"])
			if config.UpdateCreate {
				id := fhir.IDIn(to["reference"].(string), "Observation")
				require.InDelta(t, 6, b.stood(t, "Observation", id)["valueInteger"], 0)
			}

			b.replaced(t, "Goal", goal, `"outcomeReference":[`, `"outcomeReference":[`+theirs+`,`)
			require.NoError(t, b.Ledger.MarkDirty(t.Context(), "epr", exchange.Wanted{Name: theGoal, Rev: 99}))
			require.Zero(t, b.plan(t).Writes(), "what others add is theirs")
			b.rates(t, then[recovery.SelfReport, recovery.SelfReportStep](t, hopeful(t), recovery.TakeBackSelfReport{}))
			b.apply(t, b.plan(t))
			now, _ := b.epr.Bytes("Goal", goal)
			require.Contains(t, string(now), theirs, "byte for byte")
			require.NotContains(t, string(now), "sr-1", "taken back: nothing refers to it")
			require.Zero(t, b.plan(t).Writes())
		})
	}
	t.Run("PEER-64, REC-50 one that may not go any more: the goal lets go of it, and somebody hears that it stands there", func(t *testing.T) {
		b := newBench(t, bothKinds["ids chosen by us"])
		b.Site.Observations = true
		b.rates(t, hopeful(t))
		b.apply(t, b.plan(t))
		b.rates(t, then[recovery.SelfReport, recovery.SelfReportStep](t, hopeful(t), recovery.WhoMaySee{Audience: recovery.Team}))
		p := b.plan(t)
		require.Equal(t, []string{"still-there"}, codes(itemNamed(t, p, theRating).Why))
		require.Equal(t, exchange.Update, itemNamed(t, p, theGoal).Do)
		require.NotContains(t, string(itemNamed(t, p, theGoal).Body), "outcomeReference")
	})
}
