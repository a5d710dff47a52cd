package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

// keptInPlan are the fields of what stands in a plan that have no mark: ids of records
// that have to be there, and texts that no record of which something goes can have.
var keptInPlan = map[peer.Kind][]string{
	peer.KindPerspectiveBrief:   {"/forums", "/uses/forum", "/uses/back/text"},
	recovery.KindActivity:       {"/goals"},
	recovery.KindGradedPlan:     {"/goals"},
	recovery.KindProblemSolving: {"/goals/goal"},
}

func init() {
	for _, kind := range []peer.Kind{recovery.KindVision, recovery.KindStrength, peer.KindPerspectiveBrief, recovery.KindProblemSolving, recovery.KindGradedPlan, recovery.KindCopingStrategy,
		recovery.KindSkill, recovery.KindActivity, recovery.KindHealthInfo, recovery.KindChoice, recovery.KindSelfAdvocacy, recovery.KindPositiveRisk, recovery.KindMeetingPrep,
		recovery.KindConnection} {
		sightings[kind] = func(t testing.TB) []sighting {
			for _, r := range everything(t) {
				if r.Ref().Kind == kind {
					return []sighting{{record: r, keeps: keptInPlan[kind], made: inPlanOf(aled), within: recovery.KindPlan}}
				}
			}
			return nil
		}
	}
	sightings[recovery.KindPlan] = func(t testing.TB) []sighting {
		p := current(t, nil, map[recovery.PlanSection]string{recovery.PlanVision: "x", recovery.PlanStrategies: "y"}, linked)
		return seenIn(p, func(r peer.Record) (fhir.Resource, error) { return fhir.ToPlan(r.(recovery.Plan), planned(t)) }, "/service/id")
	}
	sightings[recovery.KindWellbeingPlan] = func(t testing.TB) []sighting {
		return seenIn(stayingWell(t), func(r peer.Record) (fhir.Resource, error) {
			return fhir.ToWellbeingPlan(r.(recovery.WellbeingPlan), planned(t))
		})
	}
	sightings[recovery.KindContribution] = func(t testing.TB) []sighting {
		return seenIn(contributed(t, say("x"), seenAndWanted, acceptedByOwner), func(r peer.Record) (fhir.Resource, error) {
			return fhir.ToProposal(r.(recovery.Contribution), proposing(t))
		}, "/plan/id")
	}
	sightings[recovery.KindCelebration] = func(t testing.TB) []sighting {
		list := seenIn(cheered(t), func(r peer.Record) (fhir.Resource, error) { return fhir.ToGoal(wanted(t, nil), planned(t, r)) }, "/goal")
		list[0].within = recovery.KindGoal
		return list
	}
	sightings[recovery.KindGoal] = func(t testing.TB) []sighting {
		g := wanted(t, func(c *recovery.ProposeGoal) {
			c.Why, c.FirstStep, c.Strengths, c.Challenges = say("x"), say("x"), []peer.Words{say("x")}, []peer.Words{say("x")}
		})
		return seenIn(g, func(r peer.Record) (fhir.Resource, error) { return fhir.ToGoal(r.(recovery.Goal), planned(t)) })
	}
	sightings[signpost.KindSignpost] = signpostSightings
}

// seenIn is the one resource that a record feeds.
func seenIn(r peer.Record, to func(peer.Record) (fhir.Resource, error), keeps ...string) []sighting {
	return []sighting{{record: r, keeps: keeps, made: func(t testing.TB, r peer.Record) []fhir.Resource {
		t.Helper()
		made, err := to(r)
		require.NoError(t, err)
		return []fhir.Resource{made}
	}}}
}
