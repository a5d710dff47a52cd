package fhir_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// ratedFor is a number that Aled named for his goal; it may go into the care record
// unless a step says otherwise.
func ratedFor(t testing.TB, id, goal string, steps ...recovery.SelfReportStep) recovery.SelfReport {
	t.Helper()
	return rated(t, func(c *recovery.SaySelfReport) { c.ID, c.Goal = id, goal }, steps...)
}

// withRatings is what there is to build a goal with, at a site that writes Observations.
func withRatings(t testing.TB, reports ...peer.Record) fhir.Context {
	t.Helper()
	in := planned(t, reports...)
	in.Site.Observations = true
	in.People.Patients["p6"] = fhir.Patient{Reference: fhir.Reference{Reference: "Patient/p6"}}
	for _, r := range reports {
		in.Stands[ratingOf(r)] = ""
	}
	return in
}

func ratingOf(r peer.Record) fhir.DocumentName {
	return fhir.DocumentName{Type: "Observation", Record: r.Ref()}
}

func TestGoalOutcomes(t *testing.T) {
	goal := wanted(t, nil, agree, start)
	name := fhir.Documents(goal)[0]
	t.Run("PEER-64, FHIR-10 the numbers that the person named for it, by where they stand", func(t *testing.T) {
		second, first := ratedFor(t, "r2", "g1"), ratedFor(t, "r1", "g1")
		in := withRatings(t, second, first)
		in.Stands[ratingOf(second)] = "obs-2"
		r, missing, err := fhir.Build(name, goal, in)
		require.NoError(t, err)
		require.True(t, missing.None())
		golden(t, "goal-outcomes", r.Body)
		require.Equal(t, []string{"r1", "r2"}, at(t, r, "outcomeReference.identifier.value"))
		require.Equal(t, []string{"Observation/obs-2"}, at(t, r, "outcomeReference.reference"))
		require.Equal(t, []string{"Observation", "Observation"}, at(t, r, "outcomeReference.type"))
		for _, id := range at(t, r, "outcomeReference.id") {
			require.True(t, fhir.IsElementOfOurs(id), "others add outcomes too")
		}
		require.NotContains(t, string(r.Body), canary)
	})
	t.Run("PEER-64, H20 it changes nothing else, and how it is going least of all", func(t *testing.T) {
		in := withRatings(t, ratedFor(t, "r1", "g1"))
		with, err := fhir.ToGoal(goal, in)
		require.NoError(t, err)
		in.Records = nil
		without, err := fhir.ToGoal(goal, in)
		require.NoError(t, err)
		more := map[string]bool{}
		for path, values := range leaves(t, with.Body) {
			if path != "text.div" && leaves(t, without.Body)[path] == nil {
				more[path] = true
			} else if path != "text.div" {
				require.Equal(t, leaves(t, without.Body)[path], values)
			}
		}
		require.Equal(t, map[string]bool{"outcomeReference.id": true, "outcomeReference.type": true, "outcomeReference.identifier.system": true, "outcomeReference.identifier.value": true}, more)
	})
	t.Run("FHIR-16 nothing dangles: each is a document that leaves, and it is asked where it stands", func(t *testing.T) {
		report := ratedFor(t, "r1", "g1")
		in := withRatings(t, report)
		delete(in.Stands, ratingOf(report))
		r, missing, err := fhir.Build(name, goal, in)
		require.NoError(t, err)
		require.Equal(t, fhir.Missing{Documents: []fhir.DocumentName{ratingOf(report)}}, missing)
		made, _, err := fhir.Build(ratingOf(report), report, in)
		require.NoError(t, err)
		require.Equal(t, []string{made.Identifier.System, made.Identifier.Value}, []string{one(t, r, "outcomeReference.identifier.system"), one(t, r, "outcomeReference.identifier.value")})
	})
	ended := peer.Consent{Person: aled, Scope: peer.ShareGoals, Purpose: peer.ForRecord, Given: peer.No, From: clock.Add(-time.Hour), Until: clock.Add(-time.Minute)}
	no := ended
	no.Until = time.Time{}
	t.Run("PEER-64, REC-50 not one that does not leave", func(t *testing.T) {
		unnumbered := rated(t, func(c *recovery.SaySelfReport) { c.Goal, c.Rating, c.Scale = "g1", "", "" })
		shut := map[string]peer.Record{
			"words without a number": unnumbered,
			"taken back":             ratedFor(t, "r1", "g1", recovery.TakeBackSelfReport{}),
			"of another goal":        ratedFor(t, "r1", "g2"),
			"of no goal":             ratedFor(t, "r1", ""),
			"of somebody else":       somebodysRating(t),
		}
		for _, a := range []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team} {
			shut["for "+string(a)] = ratedFor(t, "r1", "g1", recovery.WhoMaySee{Audience: a})
		}
		for why, r := range shut {
			made, err := fhir.ToGoal(goal, withRatings(t, r))
			require.NoError(t, err)
			require.NotContains(t, string(made.Body), "outcomeReference", why)
			require.NotContains(t, string(made.Body), "named numbers", why)
		}
	})
	t.Run("PEER-64, FHIR-04 not where the site does not write them, and where it does", func(t *testing.T) {
		in := withRatings(t, ratedFor(t, "r1", "g1"))
		in.Site.Observations = false
		r, err := fhir.ToGoal(goal, in)
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), "outcomeReference")
		in.Site.Observations, in.Consents = true, []peer.Consent{ended}
		r, err = fhir.ToGoal(goal, in)
		require.NoError(t, err)
		require.Contains(t, string(r.Body), "outcomeReference", "a no that is over shuts nothing")
		in.Consents = []peer.Consent{no}
		_, err = fhir.ToGoal(goal, in)
		refused(t, err, peer.ErrConsentRequired)
	})
}

// somebodysRating is Beatriz's, under an id that Aled's goal has too.
func somebodysRating(t testing.TB) recovery.SelfReport {
	t.Helper()
	by := peer.ByPerson("p6")
	r := begun(t, recovery.NewSelfReport, recovery.SelfReportStep(recovery.SaySelfReport{ID: "r1", Person: "p6", Domain: recovery.ReportHope, Rating: "3",
		Scale: recovery.ScaleNotAtAllToCompletely, Goal: "g1"}), noFacts, by)
	return taken(t, r, noFacts, by, []recovery.SelfReportStep{toRecord})
}
