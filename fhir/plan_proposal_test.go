package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func init() {
	examples[recovery.KindContribution] = func(t testing.TB) example {
		mine := say("walk together")
		mine.By = byAled
		r, err := fhir.ToProposal(contributed(t, mine, seenAndWanted, acceptedByOwner), proposing(t))
		require.NoError(t, err)
		return example{someContribution(t), []fhir.Resource{r}}
	}
}

// proposing is a site that has contributions go beside plans.
func proposing(t testing.TB) fhir.Context {
	in := planned(t)
	in.Site.Proposals = true
	return in
}

// contributionTurn is a step with whose it is.
type contributionTurn struct {
	by   peer.Actor
	step recovery.ContributionStep
}

var (
	seenAndWanted   = contributionTurn{byAled, recovery.SeenByPerson{Agrees: peer.Yes}}
	acceptedByOwner = contributionTurn{byKay, recovery.AcceptContribution{}}
)

func contributed(t testing.TB, words peer.Words, turns ...contributionTurn) recovery.Contribution {
	t.Helper()
	c := begun(t, recovery.NewContribution, recovery.ContributionStep(recovery.Contribute{ID: "k1", Person: aled, Worker: jess, Plan: recovery.PlanRef{ID: "c1", Owner: kay}, Words: words}), noFacts, byJess)
	for _, turn := range turns {
		c = taken(t, c, noFacts, turn.by, []recovery.ContributionStep{turn.step})
	}
	return c
}

func TestToProposal(t *testing.T) {
	t.Run("REC-44, FHIR-08 a plan of ours beside the service's", func(t *testing.T) {
		mine := say("walk to the allotment")
		mine.By = byAled
		r, err := fhir.ToProposal(contributed(t, mine, seenAndWanted, acceptedByOwner), proposing(t))
		require.NoError(t, err)
		golden(t, "proposal", r.Body)
		require.Equal(t, []string{"proposal"}, at(t, r, "intent"))
		require.Equal(t, []string{"CarePlan/c1"}, at(t, r, "basedOn.reference"))
		require.Equal(t, []string{"Patient/p1"}, at(t, r, "author.reference"))
	})
	t.Run("REC-44, FHIR-08 the worker is a contributor and never the author", func(t *testing.T) {
		r, err := fhir.ToProposal(contributed(t, say("walk together"), seenAndWanted, acceptedByOwner), proposing(t))
		require.NoError(t, err)
		require.Nil(t, at(t, r, "author.reference"))
		require.Equal(t, []string{"Practitioner/w4"}, at(t, r, "contributor.reference"))
		require.Nil(t, at(t, r, "activity.detail.performer.reference"))
	})
	t.Run("REC-44 only where the site has it so", func(t *testing.T) {
		c := contributed(t, say("x"), seenAndWanted, acceptedByOwner)
		for _, site := range []fhir.Site{{}, {PlanEdits: true}, {PlanEdits: true, Proposals: true}} {
			in := proposing(t)
			in.Site = site
			_, err := fhir.ToProposal(c, in)
			refused(t, err, fhir.ErrNotSent)
			_, _, err = fhir.Build(fhir.Documents(c)[0], c, in)
			refused(t, err, fhir.ErrNotSent)
		}
		r, missing, err := fhir.Build(fhir.Documents(c)[0], c, proposing(t))
		require.NoError(t, err)
		require.True(t, missing.None())
		require.Equal(t, "k1", r.Identifier.Value)
	})
	t.Run("REC-44 what stands in the way, each alone", func(t *testing.T) {
		_, err := fhir.ToProposal(recovery.Contribution{}, proposing(t))
		refused(t, err, peer.ErrRequired)
		shared := proposing(t) // the person's yes to sharing opens the door before the owner's
		_, err = fhir.ToProposal(contributed(t, say(canary), seenAndWanted), shared)
		refused(t, err, fhir.ErrContributionOnly)
		_, err = fhir.ToProposal(contributed(t, say(canary)), shared)
		refused(t, err, peer.ErrConsentRequired, fhir.ErrContributionOnly)
		for _, over := range []contributionTurn{{byKay, recovery.DeclineContribution{}}, {byAled, recovery.WithdrawContribution{}}} {
			_, err = fhir.ToProposal(contributed(t, say(canary), seenAndWanted, over), shared)
			refused(t, err, fhir.ErrNotSent)
		}
		_, err = fhir.ToProposal(contributed(t, say(canary+"\x01"), seenAndWanted, acceptedByOwner), shared)
		require.Equal(t, "/words", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
	})
}
