package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Step 3 of AT-06: a wellbeing plan is offered, declined and left alone until the
// person comes back to it. Strengths, visions and fears stand in the other files of
// this scenario.
func tellAT06Plans(t T) {
	const p4 peer.PersonID = "p4" // Siân Weller
	sian, jess := peer.ByPerson(p4), peer.ByStaff(w4, peer.RolePeerWorker)
	s := &story{t: t}
	p, err := recovery.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	facts := recovery.Facts{Policy: p}
	said := func(text string) peer.Words {
		w := words(text)
		w.By = sian
		return w
	}
	var plan recovery.WellbeingPlan

	// unmoved checks that a step is turned down and that the plan stays as it was.
	unmoved := func(t T, step recovery.WellbeingPlanStep, by peer.Actor, when string, codes ...peer.Code) {
		t.Helper()
		before, err := peer.Encode(plan)
		require.NoError(t, err)
		next, _, err := plan.Do(step, s.act(by, when, plan.Rev()), facts)
		refused(t, err, codes...)
		after, err := peer.Encode(next)
		require.NoError(t, err)
		require.Equal(t, string(before), string(after))
	}
	do := func(t T, step recovery.WellbeingPlanStep, by peer.Actor, when string) {
		t.Helper()
		var err error
		plan, _, err = plan.Do(step, s.act(by, when, plan.Rev()), facts)
		require.NoError(t, err)
	}
	strengths := recovery.AddWellbeingSection{Kind: recovery.WellbeingStrengths, Words: said("I have run a kitchen for forty people")}

	t.Run("AT-06.3, REC-15 a wellbeing plan is offered and declined", func(t T) {
		facts.WellbeingWelcome = recovery.WellbeingWelcome(nil, p4, at(t, "2026-03-09T14:00Z"), p)
		plan, _, err = recovery.NewWellbeingPlan(recovery.OfferWellbeing{ID: "well-1", Person: p4, Worker: w4}, s.act(jess, "2026-03-09T14:00Z", 0), facts)
		require.NoError(t, err)
		stands(t, recovery.WellbeingOffered, plan)
		unmoved(t, recovery.DeclineWellbeing{}, jess, "2026-03-09T14:01Z", peer.ErrPersonsChoiceOnly)
		do(t, recovery.DeclineWellbeing{}, sian, "2026-03-09T14:02Z")
		stands(t, recovery.WellbeingDeclined, plan)
	})

	t.Run("AT-06.3, REC-15 nothing is written into it", func(t T) {
		unmoved(t, strengths, jess, "2026-03-09T14:05Z", peer.ErrPersonHasNotAgreed)
		unmoved(t, strengths, sian, "2026-03-09T14:06Z", peer.ErrPersonHasNotAgreed)
	})

	t.Run("AT-06.3, REC-15 nobody reminds her, and nobody else comes back to it", func(t T) {
		require.False(t, plan.MayRemind(at(t, "2026-04-09T09:00Z"), p))
		require.False(t, plan.MayRemind(at(t, "2027-04-09T09:00Z"), p))
		unmoved(t, recovery.OfferWellbeingAgain{}, jess, "2026-04-09T09:00Z", peer.ErrPersonHasNotAgreed)
		unmoved(t, recovery.ReopenWellbeing{}, jess, "2026-04-09T09:01Z", peer.ErrPersonsChoiceOnly)
		require.Equal(t, peer.No, recovery.WellbeingWelcome([]recovery.WellbeingPlan{plan}, p4, at(t, "2026-04-09T09:02Z"), p))
	})

	t.Run("AT-06.3, REC-15 she reopens it and fills the sections she chose", func(t T) {
		do(t, recovery.ReopenWellbeing{}, sian, "2026-05-01T10:00Z")
		stands(t, recovery.WellbeingAccepted, plan)
		do(t, strengths, jess, "2026-05-01T10:05Z")
		do(t, recovery.AddWellbeingSection{Kind: recovery.WellbeingSupports, Words: words("my sister's voice on the phone")}, sian, "2026-05-01T10:06Z")
		own := recovery.AddWellbeingSection{Kind: recovery.WellbeingInterests, Words: words("she should join the choir")}
		unmoved(t, own, jess, "2026-05-01T10:07Z", peer.ErrPersonsWordsOnly)
		own.Words = said("clay, if my hands allow")
		do(t, own, jess, "2026-05-01T10:08Z")
		var kinds []recovery.WellbeingKind
		for i, section := range plan.Sections() {
			kinds = append(kinds, section.Kind)
			require.Equal(t, i+1, section.Number)
			require.True(t, section.Words.From(p4))
		}
		require.Equal(t, []recovery.WellbeingKind{recovery.WellbeingStrengths, recovery.WellbeingSupports, recovery.WellbeingInterests}, kinds)
	})

	t.Run("AT-06.3, REC-15, REC-50 its going into the record is a yes of its own, for each section", func(t T) {
		// She said that her plan may go in the care record. That is another plan.
		record := peer.Reading{By: jess, Purpose: peer.ForRecord, At: at(t, "2026-05-02T09:00Z"), Consents: []peer.Consent{
			{ID: "consent-1", Person: p4, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: peer.Yes, From: at(t, "2026-03-02T09:00Z")}}}
		require.Empty(t, plan.SectionsFor(record))
		unmoved(t, recovery.WhoMaySeeWellbeing{Section: 3, Audience: recovery.CareRecord}, jess, "2026-05-02T09:01Z", peer.ErrPersonsChoiceOnly)
		do(t, recovery.WhoMaySeeWellbeing{Section: 3, Audience: recovery.CareRecord}, sian, "2026-05-02T09:02Z")
		require.Len(t, plan.SectionsFor(record), 1)
		require.Equal(t, recovery.WellbeingInterests, plan.SectionsFor(record)[0].Kind)
	})

	t.Run("AT-06.3, REC-45 a vision in her plan is hers, and what the worker puts there waits for her", func(t T) {
		hers, _, err := recovery.NewPlan(recovery.OpenPlan{ID: "plan-1", Person: p4, Worker: w4}, s.act(jess, "2026-05-01T11:00Z", 0), facts)
		require.NoError(t, err, "policy A lets the worker lead how it is made")
		_, _, err = hers.Do(recovery.AddPlanItem{Section: recovery.PlanVision, Words: words("to be well again")}, s.act(jess, "2026-05-01T11:01Z", hers.Rev()), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		hers, _, err = hers.Do(recovery.AddPlanItem{Section: recovery.PlanStrategies, Record: peer.Ref{Kind: "strength", ID: "s1"}}, s.act(jess, "2026-05-01T11:02Z", hers.Rev()), facts)
		require.NoError(t, err)
		_, err = hers.Use(1)
		refused(t, err, peer.ErrPersonHasNotAgreed)
		hers, _, err = hers.Do(recovery.AcceptPlanItem{Item: 1}, s.act(sian, "2026-05-01T11:03Z", hers.Rev()), facts)
		require.NoError(t, err)
		_, err = hers.Use(1)
		require.NoError(t, err)
	})
}
