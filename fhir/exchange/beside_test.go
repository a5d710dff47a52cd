package exchange_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestWhatOnlyTheHostKnows(t *testing.T) {
	with := func(t *testing.T, shared map[peer.Ref]bool) *bench {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Site.SharedFact = true
		b.Beside = func(_ context.Context, _ peer.Record, in *fhir.Context) error { in.Shared = shared; return nil }
		return b
	}
	contact := peer.Ref{Kind: peer.KindContact, ID: "c-1"}
	t.Run("PEER-40, FHIR-16 it goes into the document it is about, and a second run writes nothing", func(t *testing.T) {
		b := with(t, map[peer.Ref]bool{contact: true})
		p := b.plan(t)
		require.Contains(t, string(itemOf(t, p, "contact/c-1").Body), "lived-experience-shared")
		require.NotContains(t, string(itemOf(t, p, "contact/c-2").Body), "lived-experience-shared")
		b.apply(t, p)
		b.forget()
		require.Zero(t, b.plan(t).Writes())
	})
	t.Run("FHIR-16 it says something else between plan and apply: outdated", func(t *testing.T) {
		shared := map[peer.Ref]bool{contact: true}
		b := with(t, shared)
		p := b.plan(t)
		delete(shared, contact)
		require.Equal(t, []string{"plan-outdated"}, codes(resultOf(t, b.apply(t, p), "contact/c-1").Why))
	})
	t.Run("FHIR-16 a no of the host's is about one record, and any other error ends the plan", func(t *testing.T) {
		b := with(t, nil)
		no := error(peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "", "It is known whether something was shared.", "Ask the worker."))
		b.Beside = func(_ context.Context, r peer.Record, _ *fhir.Context) error {
			if r.Ref() == contact {
				return no
			}
			return nil
		}
		p := b.plan(t)
		requireReason(t, itemOf(t, p, "contact/c-1").Why, "required", "It is known whether something was shared.", "Ask the worker.")
		require.Equal(t, exchange.Create, itemOf(t, p, "contact/c-2").Do)
		no = errDown
		_, err := b.Plan(t.Context(), b.client.Reader())
		require.ErrorIs(t, err, errDown)
	})
	t.Run("FHIR-16 what it adds to the records is used and not looked up", func(t *testing.T) {
		c := coping(t, "co-1", "ring somebody")
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, c)
		b.Records = b.Records.(exchange.Loaded)[:1]
		require.Equal(t, exchange.Hold, itemOf(t, b.plan(t), thePlan).Do)
		b.Beside = func(_ context.Context, _ peer.Record, in *fhir.Context) error { in.Records[c.Ref()] = c; return nil }
		b.forget()
		i := itemOf(t, b.plan(t), thePlan)
		require.Equal(t, exchange.Create, i.Do)
		require.Empty(t, i.Read)
	})
	t.Run("FHIR-10, FHIR-17 what somebody celebrates is a note of the goal, and theirs beside it stands", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Consents = yesTo(peer.ShareGoals)
		var celebrations []recovery.Celebration
		b.Beside = func(_ context.Context, _ peer.Record, in *fhir.Context) error {
			for _, c := range celebrations {
				in.Records[c.Ref()] = c
			}
			return nil
		}
		id := resultOf(t, b.apply(t, b.plan(t)), "goal/g-1").ID
		const theirs = `{ "text" : "spoke with the ward, 4.10" }`
		b.replaced(t, "Goal", id, `"subject":`, `"note":[`+theirs+`],"subject":`)
		marked := exchange.Wanted{Name: exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}}, Rev: 99}
		for _, said := range []string{"the first beans", "the second beans", ""} {
			celebrations = nil
			if said != "" {
				celebrations = append(celebrations, celebrated(t, said))
			}
			require.NoError(t, b.Ledger.MarkDirty(t.Context(), "epr", marked))
			b.apply(t, b.plan(t))
			now, _ := b.epr.Bytes("Goal", id)
			require.Contains(t, string(now), theirs)
			require.Len(t, b.stood(t, "Goal", id)["note"], 1+len(celebrations))
			require.Contains(t, string(now), said)
			require.Zero(t, b.plan(t).Writes())
		}
	})
}

// celebrated is something Aled celebrates of the first goal.
func celebrated(t *testing.T, words string) recovery.Celebration {
	t.Helper()
	c, _, err := recovery.NewCelebration(recovery.Celebrate{ID: "ce-1", Person: fixtures.Person, Worker: fixtures.Worker, Goal: "g-1", What: peer.Words{Text: peer.Say(words), By: peer.ByPerson(fixtures.Person), How: peer.Said}}, byAled(0), recovery.Facts{})
	require.NoError(t, err)
	return c
}

func TestWhatASiteTurnsOn(t *testing.T) {
	told, err := fixtures.Story()
	require.NoError(t, err)
	const off = "This site has not turned on what it would become: it stays here."
	t.Run("FHIR-04, FHIR-12 off: the record stays, with the site's sentence; on: it goes", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Records = exchange.Loaded(told.Records)
		i := itemOf(t, b.plan(t), "relationship/rel-1")
		require.Equal(t, exchange.Keep, i.Do)
		require.Equal(t, off, i.Why[0].Says)
		b.Site.Episodes, b.Site.Organisation = true, fixtures.Organisation
		p := b.plan(t)
		require.Equal(t, map[string]exchange.Do{"": exchange.Create}, partsOf(p, "EpisodeOfCare"))
		require.Equal(t, map[string]exchange.Do{"": exchange.Create}, partsOf(p, "CareTeam"))
		b.apply(t, p)
		require.Len(t, b.epr.IDs("EpisodeOfCare"), 1)
		require.Zero(t, b.plan(t).Writes())
		b.forget()
		require.Zero(t, b.plan(t).Writes())
	})
	t.Run("FHIR-04 a document that was marked before the site turned it off stays here", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Site.Episodes, b.Site.Organisation = true, fixtures.Organisation
		require.NoError(t, b.MarkChanged(t.Context()))
		b.Site.Episodes = false
		p := b.plan(t)
		require.Equal(t, map[string]exchange.Do{"": exchange.Keep}, partsOf(p, "CareTeam"))
		requireReason(t, itemNamed(t, p, exchange.Name{Type: "CareTeam", Record: peer.Ref{Kind: peer.KindRelationship, ID: "rel-1"}}).Why, "not-sent", "This site has turned the document on.", "until the site decides otherwise")
	})
	t.Run("FHIR-05, FHIR-16 a contact that was missed is an Appointment where the site has them", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		require.Empty(t, partsOf(b.plan(t), "Appointment"))
		b.Site.Appointments = true
		p := b.plan(t)
		name := exchange.Name{Type: "Appointment", Record: peer.Ref{Kind: peer.KindContact, ID: "c-3"}}
		require.Equal(t, exchange.Create, itemNamed(t, p, name).Do)
		b.apply(t, p)
		require.Len(t, b.epr.IDs("Appointment"), 1)
		require.Zero(t, b.plan(t).Writes())
	})
	t.Run("FHIR-13, H08 a concern without the site's statement stays", func(t *testing.T) {
		b := concernBench(t, fhirtest.Config{UpdateCreate: true})
		b.Site.Tasks = false
		i := itemOf(t, b.plan(t), "concern/con-1")
		require.Equal(t, off, i.Why[0].Says)
		b = concernBench(t, fhirtest.Config{UpdateCreate: true})
		b.Site.Labels = fhir.LabelStatement{}
		p := b.plan(t)
		require.Zero(t, p.Writes())
		b.apply(t, p)
		require.Empty(t, b.epr.IDs("Task"))
	})
	t.Run("FHIR-08 a proposal of ours, where the site has those", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Site = fhir.Site{Proposals: true}
		p := b.plan(t)
		require.Equal(t, exchange.Create, itemOf(t, p, "contribution/walk").Do)
		before, _ := b.epr.Bytes("CarePlan", "CP-SVC-77")
		b.apply(t, p)
		after, _ := b.epr.Bytes("CarePlan", "CP-SVC-77")
		require.Equal(t, string(before), string(after))
		require.Len(t, b.epr.IDs("CarePlan"), 2)
		require.Zero(t, b.plan(t).Writes())
	})
}
