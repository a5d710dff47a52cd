package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func init() {
	examples[recovery.KindWellbeingPlan] = func(t testing.TB) example {
		w := stayingWell(t)
		r, err := fhir.ToWellbeingPlan(w, planned(t))
		require.NoError(t, err)
		return example{w, []fhir.Resource{r}}
	}
}

// stayingWell is a plan with a section of each kind, the first four of which may go.
func stayingWell(t testing.TB, more ...recovery.WellbeingPlanStep) recovery.WellbeingPlan {
	t.Helper()
	w := begun(t, recovery.NewWellbeingPlan, recovery.WellbeingPlanStep(recovery.OfferWellbeing{ID: "w1", Person: aled, Worker: jess}), noFacts, byAled)
	for i, s := range []recovery.AddWellbeingSection{
		{Kind: recovery.WellbeingStrengths, Words: say("I am patient")}, {Kind: recovery.WellbeingOther, Title: say("Sundays"), Words: say("the sea")},
		{Kind: recovery.WellbeingPeople, Words: say("my sister Jan")}, {Kind: recovery.WellbeingRest, Words: say("an hour after lunch")}, {Kind: recovery.WellbeingCoping, Words: say("I hide")},
	} {
		w = taken(t, w, noFacts, byAled, []recovery.WellbeingPlanStep{s})
		if i < 4 {
			w = taken(t, w, noFacts, byAled, []recovery.WellbeingPlanStep{recovery.WhoMaySeeWellbeing{Section: i + 1, Audience: recovery.CareRecord}})
		}
	}
	return taken(t, w, noFacts, byAled, more)
}

func TestToWellbeingPlan(t *testing.T) {
	t.Run("REC-15, FHIR-11 the sections that may go, each in the person's own words", func(t *testing.T) {
		w := stayingWell(t)
		r, err := fhir.ToWellbeingPlan(w, planned(t))
		require.NoError(t, err)
		golden(t, "wellbeing-plan", r.Body)
		require.Equal(t, "CarePlan of wellbeing-plan/w1", fhir.Documents(w)[0].String())
		require.Equal(t, []string{"I am patient", "the sea", "an hour after lunch"}, at(t, r, "activity.progress.text"))
		require.Equal(t, []string{"Patient/p1", "Patient/p1", "Patient/p1"}, at(t, r, "activity.progress.authorReference.reference"))
		require.NotContains(t, string(r.Body), "I hide")
		require.NotContains(t, string(r.Body), "Jan")
		require.Equal(t, []fhir.LeftOut{{Record: w.Ref(), Item: 3, Says: "Who is there for a person goes by its kind, because words about them may name somebody."}}, r.LeftOut)
	})
	t.Run("REC-15 it never goes on the yes to another plan", func(t *testing.T) {
		p := begun(t, recovery.NewWellbeingPlan, recovery.WellbeingPlanStep(recovery.OfferWellbeing{ID: "w1", Person: aled, Worker: jess}), noFacts, byAled)
		p = taken(t, p, noFacts, byAled, []recovery.WellbeingPlanStep{recovery.AddWellbeingSection{Kind: recovery.WellbeingRest, Words: say(canary)}})
		_, err := fhir.ToWellbeingPlan(p, planned(t))
		refused(t, err, peer.ErrConsentRequired)
		w := stayingWell(t)
		r, err := fhir.ToPlan(current(t, []peer.Record{w}, nil), planned(t, w))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), "patient\"")
		require.Len(t, r.LeftOut, 1)
	})
	t.Run("REC-15 a recorded no narrows it", func(t *testing.T) {
		in := planned(t)
		in.Consents = append(in.Consents, peer.Consent{Person: aled, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: peer.No, From: clock})
		_, err := fhir.ToWellbeingPlan(stayingWell(t), in)
		refused(t, err, peer.ErrConsentRequired)
	})
	t.Run("REC-15 before the person has it, and after they declined", func(t *testing.T) {
		_, err := fhir.ToWellbeingPlan(recovery.WellbeingPlan{}, planned(t))
		refused(t, err, peer.ErrRequired)
		welcome := recovery.Facts{WellbeingWelcome: peer.Yes}
		offered := begun(t, recovery.NewWellbeingPlan, recovery.WellbeingPlanStep(recovery.OfferWellbeing{ID: "w1", Person: aled, Worker: jess}), welcome, byJess)
		later := taken(t, offered, noFacts, byAled, []recovery.WellbeingPlanStep{recovery.LaterWellbeing{}})
		declined := taken(t, offered, noFacts, byAled, []recovery.WellbeingPlanStep{recovery.DeclineWellbeing{}})
		for _, w := range []recovery.WellbeingPlan{offered, later, declined} {
			_, err := fhir.ToWellbeingPlan(w, planned(t))
			refused(t, err, fhir.ErrNotSent)
		}
		r, err := fhir.ToWellbeingPlan(stayingWell(t, recovery.DeclineWellbeing{}), planned(t))
		require.NoError(t, err)
		require.True(t, r.TakesBack)
		require.Equal(t, []string{"revoked"}, at(t, r, "status"))
		require.NotContains(t, string(r.Body), "activity")
	})
	t.Run("REC-15, H25 declined and offered again before anybody looked: it ends what stands there", func(t *testing.T) {
		w := taken(t, stayingWell(t, recovery.DeclineWellbeing{}), noFacts, byAled, []recovery.WellbeingPlanStep{recovery.OfferWellbeingAgain{}})
		in := planned(t)
		in.Stands = map[fhir.DocumentName]string{fhir.Documents(w)[0]: "w7"}
		r, err := fhir.ToWellbeingPlan(w, in)
		require.NoError(t, err)
		require.True(t, r.TakesBack)
		require.Equal(t, []string{"revoked"}, at(t, r, "status"))
		require.NotContains(t, string(r.Body), "activity")
		in.Stands = nil
		_, err = fhir.ToWellbeingPlan(w, in)
		refused(t, err, fhir.ErrNotSent)
	})
	t.Run("FHIR-15 nobody known, and words that FHIR cannot hold", func(t *testing.T) {
		w := stayingWell(t, recovery.EditWellbeingSection{Section: 4, Words: say(canary + "\x01")})
		_, err := fhir.ToWellbeingPlan(w, fhir.Context{})
		refused(t, err, fhir.ErrPatientNotFound, peer.ErrRequired, fhir.ErrUnmappable)
	})
}
