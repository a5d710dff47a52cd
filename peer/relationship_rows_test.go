package peer_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func init() {
	maps.Copy(structs, map[string]any{
		"Ahead": peer.Ahead{}, "AskForSomebodyElse": peer.AskForSomebodyElse{}, "CallOffEnding": peer.CallOffEnding{}, "CareCoordinator": peer.CareCoordinator{},
		"ChangeAsked": peer.ChangeAsked{}, "EndByService": peer.EndByService{}, "EndForSafety": peer.EndForSafety{}, "EndPrepared": peer.EndPrepared{}, "Ending": peer.Ending{},
		"EndingPlan": peer.EndingPlan{}, "EndingWishes": peer.EndingWishes{}, "Gap": peer.Gap{}, "GiveWord": peer.GiveWord{}, "HandOver": peer.HandOver{},
		"NameCareCoordinator": peer.NameCareCoordinator{}, "Pause": peer.Pause{}, "PauseOnOurSide": peer.PauseOnOurSide{}, "Pausing": peer.Pausing{},
		"PlanEnding": peer.PlanEnding{}, "RecordDeath": peer.RecordDeath{}, "Resume": peer.Resume{}, "StepBack": peer.StepBack{}, "SteppedBack": peer.SteppedBack{},
		"WordGiven": peer.WordGiven{},
	})
}

// carys is somebody new to the person.
const carys peer.StaffID = "w9"

// withRowan is a relationship with another worker, to go on from.
func withRowan(t testing.TB) peer.Relationship {
	offer := theOffer()
	offer.ID, offer.Worker = "rel-0", rowan
	r, _, err := peer.NewRelationship(offer, act(byHannah, "2026-02-02T10:00Z", "o", nil), relFacts(t))
	require.NoError(t, err)
	return r
}

func theHandOver() peer.HandOver {
	return peer.HandOver{ID: "rel-2", Continues: "rel-1", Person: aled, Worker: carys, Service: team}
}

func handOverFacts(t testing.TB, before peer.Relationship) peer.RelationshipFacts {
	facts := relFacts(t)
	facts.Before, facts.PersonAgreed = before, peer.Unknown
	return facts
}

func theServiceEnd() peer.EndByService {
	return peer.EndByService{Kind: peer.ForWorkerLeft, Because: own("Jess has a new post in another town")}
}

func theSafetyEnd() peer.EndForSafety {
	return peer.EndForSafety{Because: own("we could not agree on a way that is safe for both"), Instead: own("the crisis line and a nurse from the team")}
}

func TestRelationshipEveryRow(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	const march, april, later = "2026-03-10T12:00Z", "2026-04-21T12:00Z", "2026-05-20T12:00Z"
	half := at(t, s.ending, peer.CallOffEnding{}, byAled, "2026-03-11T10:00Z", facts)
	theirs := []peer.Rule{row("PEER-54", peer.ErrPersonsChoiceOnly)}
	goesOn := []peer.Rule{row("PEER-68", peer.ErrRequired)}
	type one = steptest.Case[peer.Relationship, peer.RelationshipStep, peer.RelationshipFacts]
	on := func(name string, r peer.Relationship, step peer.RelationshipStep, by peer.Actor, when string, to peer.Status, hears map[string][]peer.Rule) one {
		return one{Name: name, Record: r, Step: step, Act: act(by, when, "", nil), Facts: facts, To: to, Hears: hears}
	}
	handedOver := on("PEER-68, PEER-20 another worker goes on", peer.Relationship{}, peer.HandOver{ID: "rel-1", Continues: "rel-0", Person: aled, Worker: jess, Service: team},
		byHannah, march, peer.Offered, map[string][]peer.Rule{"/person": goesOn, "/continues": goesOn})
	handedOver.Facts = handOverFacts(t, withRowan(t))
	steptest.Plan[peer.Relationship, peer.RelationshipStep, peer.RelationshipFacts]{
		Kind: relKind, Person: aled, Anybody: anybody(),
		Records: map[peer.Status]peer.Relationship{peer.Offered: s.offered, peer.Welcomed: s.welcomed, peer.Agreeing: s.agreeing, peer.Active: s.active,
			peer.Paused: s.paused, peer.EndingPlanned: s.ending, peer.Declined: s.declined, peer.Ended: s.ended},
		Cases: []one{
			on("PEER-20, PEER-24 an offer", peer.Relationship{}, theOffer(), byHannah, "2026-02-09T10:00Z", peer.Offered, nil),
			handedOver,
			on("PEER-31 the welcome", s.offered, theWelcome(), byJess, "2026-02-10T14:45Z", peer.Welcomed,
				map[string][]peer.Rule{"/participants": {row("PEER-31", peer.ErrPersonHasNotAgreed)}}),
			on("PEER-32 rights are told", s.welcomed, theRights(), byJess, "2026-02-11T14:45Z", peer.Welcomed, nil),
			on("PEER-32 rights are told again", s.ending, theRights(), byJess, "2026-03-11T14:45Z", peer.EndingPlanned, nil),
			on("PEER-33 the person proposes", s.told, theProposal(), byAled, "2026-02-17T11:00Z", peer.Agreeing, nil),
			on("PEER-34 the worker proposes a new version", s.active, theProposal(), byJess, march, peer.Active, nil),
			on("PEER-33 the second yes", s.agreeing, peer.Confirm{Version: 1}, byJess, "2026-02-17T11:20Z", peer.Active,
				map[string][]peer.Rule{"/version": {row("PEER-33", peer.ErrStaleVersion)}}),
			on("PEER-37 the person declines", s.agreeing, peer.Decline{}, byAled, "2026-02-17T11:20Z", peer.Declined, nil),
			on("PEER-37, PEER-55 the person leaves", s.active, peer.Withdraw{Plan: peer.PlanTakenBack}, byAled, "2026-04-01T09:00Z", peer.Ended, nil),
			on("PEER-37 the person leaves out of a pause", s.onOurSide, peer.Withdraw{}, byAled, "2026-04-01T09:00Z", peer.Ended, nil),
			on("PEER-30 the person pauses", s.active, peer.Pause{}, byAled, march, peer.Paused, nil),
			on("PEER-30 the worker pauses", s.active, peer.PauseOnOurSide{Because: peer.PauseLeave, Until: peer.MustDate("2026-03-24"), Cover: rowan}, byJess, march, peer.Paused, nil),
			on("PEER-30 the line pauses for the worker", s.offered, peer.PauseOnOurSide{Because: peer.PauseUnwell, Until: peer.MustDate("2026-03-24"), Cover: rowan}, byHannah, march, peer.Paused, nil),
			on("PEER-30 the person goes on", s.paused, peer.Resume{}, byAled, march, peer.Active, nil),
			on("PEER-30 the worker is there again", s.onOurSide, peer.Resume{}, byJess, march, peer.Paused, nil),
			on("PEER-54 the person plans an ending", s.active, peer.PlanEnding{LastDate: peer.MustDate("2026-03-12"), Notes: peer.NotesHandOn, Plan: peer.PlanStays}, byAled, march, peer.EndingPlanned, nil),
			on("PEER-54 the worker plans an ending", s.active, theEnding(), byJess, march, peer.EndingPlanned, map[string][]peer.Rule{"/notes": theirs, "/plan": theirs}),
			on("PEER-54 one of them would rather go on", s.ending, peer.CallOffEnding{}, byJess, march, peer.EndingPlanned, nil),
			on("PEER-35, PEER-54 both would rather go on", half, peer.CallOffEnding{}, byJess, "2026-03-12T10:00Z", peer.Active, nil),
			on("PEER-55 the day they planned has come", s.ending, peer.EndPrepared{}, byJess, april, peer.Ended, nil),
			on("PEER-55 the worker left", s.onOurSide, theServiceEnd(), byHannah, april, peer.Ended, nil),
			on("PEER-55 the person died", s.paused, peer.RecordDeath{On: peer.MustDate("2026-04")}, byHannah, later, peer.Ended, nil),
			on("PEER-55 it could not go on safely", s.welcomed, theSafetyEnd(), byHannah, april, peer.Ended, nil),
			on("PEER-68 the person asks for somebody else", s.agreeing, peer.AskForSomebodyElse{}, byAled, march, peer.Agreeing, nil),
			on("PEER-36 the worker steps back", s.offered, peer.StepBack{Ground: peer.OwnWellbeing}, byJess, march, peer.Offered, nil),
			on("PEER-11, PEER-21 a care co-ordinator is named", s.active, peer.NameCareCoordinator{Staff: kay, Role: peer.RoleCareCoordinator, From: peer.MustDate("2026-03")}, byHannah, march, peer.Active, nil),
			on("PEER-71 the person has heard", s.paused, peer.GiveWord{Cover: rowan}, byHannah, march, peer.Paused, nil),
		},
	}.Run(t)
}
