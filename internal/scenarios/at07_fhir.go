package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// at07Site writes consents and the text of advance wishes.
var at07Site = fhir.Site{Consents: true, Papers: true}

// at07Statement is what a record system gets of both versions of Nadia's statement, and
// of the plan that refers to it.
func at07Statement(t T, shared, v1, v2 recovery.AdvanceStatement) {
	in := siteFor(t, at07Site, advanceP2, "2026-06-17T12:00Z")
	require.Empty(t, made(t, in, v1, v2), "REC-47 not before she lets it go")
	s := afterwards(t)
	for _, v := range []*recovery.AdvanceStatement{&shared, &v1, &v2} {
		let, _, err := v.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, s.act(peer.ByPerson(advanceP2), "2026-06-17T10:30Z", v.Rev()), recovery.AdvanceFacts{})
		require.NoError(t, err)
		*v = let
	}
	t.Run("AT-07, FHIR-24 before there was a newer version, the first was active", func(t T) {
		require.Equal(t, []string{"active"}, says(t, made(t, in, shared)[0].Body, "status"))
	})
	t.Run("AT-07, FHIR-24, REC-47 a Consent of each version: the newer is active, and nobody has verified either", func(t T) {
		var stands []string
		for _, r := range made(t, in, v1, v2) {
			require.Contains(t, []string{"Consent", "DocumentReference"}, r.Type)
			if r.Type == "Consent" {
				require.Equal(t, []string{"adr"}, says(t, r.Body, "scope.coding.code"))
				require.Contains(t, says(t, r.Body, "category.coding.code"), "acd")
				require.NotContains(t, string(r.Body), "verif")
				require.NotContains(t, string(r.Body), "provision")
				require.NotContains(t, string(r.Body), "blanket")
			}
			stands = append(stands, r.Type+" "+r.Identifier.Value+" "+says(t, r.Body, "status")[0])
		}
		require.Equal(t, []string{"Consent st-1 inactive", "DocumentReference st-1 superseded", "Consent st-2 active", "DocumentReference st-2 current"}, stands)
	})
	t.Run("AT-07, REC-47 her plan refers to the Consent of the version that counts", func(t T) {
		plan := planHolding(t, advanceP2, advanceW5, "2026-06-17T11:00Z", recovery.PlanCrisisWishes, v1, v2)
		care := carePlan(t, in, plan, v1, v2)
		require.Equal(t, []string{"st-2"}, says(t, care.Body, "supportingInfo.identifier.value"))
		require.Equal(t, []string{"Consent"}, says(t, care.Body, "supportingInfo.type"))
		require.Equal(t, []string{"Patient/p2"}, says(t, care.Body, "author.reference"))
	})
	t.Run("AT-07, FHIR-24 a site that writes no consents gets none, and no reference to one", func(t T) {
		in := siteFor(t, fhir.Site{}, advanceP2, "2026-06-17T12:00Z")
		require.Empty(t, made(t, in, v1, v2))
		plan := planHolding(t, advanceP2, advanceW5, "2026-06-17T11:00Z", recovery.PlanCrisisWishes, v2)
		require.Empty(t, says(t, carePlan(t, in, plan, v2).Body, "supportingInfo.identifier.value"))
	})
}

// at07Decision is the draft of a decision, of which nothing is sent, although she lets it
// go into the care record.
func at07Decision(t T, d recovery.AdvanceDecision) {
	t.Run("AT-07, FHIR-24, H18 nothing is sent of the decision's draft", func(t T) {
		s := afterwards(t)
		d, _, err := d.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, s.act(peer.ByPerson(advanceP2), "2026-06-16T16:10Z", d.Rev()), recovery.AdvanceFacts{})
		require.NoError(t, err)
		require.Len(t, at07Site.Documents(d), 2)
		in := siteFor(t, at07Site, advanceP2, "2026-06-17T12:00Z")
		require.Empty(t, made(t, in, d))
		plan := planHolding(t, advanceP2, advanceW5, "2026-06-17T11:00Z", recovery.PlanCrisisWishes, d)
		require.Empty(t, says(t, carePlan(t, in, plan, d).Body, "supportingInfo.identifier.value"))
	})
}

// at07Choice is the choice that was not hers, and the one that she made of it later. Her
// words stand in activity.progress: R4 has no note of an activity.
func at07Choice(t T, imposed, own recovery.ChoiceMade) {
	plan := planHolding(t, p2, w5, "2026-06-09T10:30Z", recovery.PlanActivities, imposed)
	t.Run("AT-07, REC-42, FHIR-11 an activity with the words she approved, as hers, and no others", func(t T) {
		care := carePlan(t, siteFor(t, fhir.Site{}, p2, "2026-06-09T11:00Z"), plan, imposed)
		require.Equal(t, []string{"I was pressed to join the group"}, says(t, care.Body, "activity.progress.text"))
		require.Equal(t, []string{"Patient/p2"}, says(t, care.Body, "activity.progress.authorReference.reference"))
		for _, word := range []string{"consultant", "skills group", "allotment", "sit in a group"} {
			require.NotContains(t, string(care.Body), word)
		}
	})
	t.Run("AT-07, REC-42 once she has chosen anew, those words are not sent any more", func(t T) {
		care := carePlan(t, siteFor(t, fhir.Site{}, p2, "2026-06-20T11:00Z"), plan, own)
		require.NotContains(t, string(care.Body), "pressed")
		require.Empty(t, says(t, care.Body, "activity.id"))
	})
}
