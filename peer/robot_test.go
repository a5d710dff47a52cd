package peer_test

import (
	"testing"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// usual are who mostly takes whose steps, others who tries as well.
var (
	usual  = map[peer.Party]peer.Actor{peer.PartyPerson: byAled, peer.PartyWorker: byJess, peer.PartyStaff: byHannah, peer.PartyCarer: byMegan}
	others = []peer.Actor{peer.ByPerson(beatriz), peer.ByStaff(rowan, peer.RolePeerWorker), peer.ByStaff(kay, peer.RoleCareCoordinator)}
)

var robot = steptest.Robot{IDs: []string{"rel-1"}}

func TestARobotTakesARelationshipThroughItsForms(t *testing.T) {
	s := tellRel(t)
	steptest.Bench[peer.Relationship, peer.RelationshipStep, peer.RelationshipFacts]{Kind: relKind, Ground: steptest.Ground[peer.RelationshipFacts]{
		Facts: relFacts, Said: before, Next: "2026-04-02T10:00Z", Usual: usual, Others: others,
	}}.Robot(t, robot, map[peer.Status]peer.Relationship{peer.Offered: s.offered, peer.Welcomed: s.welcomed, peer.Agreeing: s.agreeing,
		peer.Active: s.active, peer.Declined: s.declined, peer.Ended: s.ended}, nil)
}

func TestARobotTakesAContactThroughItsForms(t *testing.T) {
	s := tellCon(t)
	steptest.Bench[peer.Contact, peer.ContactStep, peer.ContactFacts]{Kind: conKind, Ground: steptest.Ground[peer.ContactFacts]{
		Facts: conFacts, Said: before, Next: nextDay, Usual: usual, Others: others,
	}}.Robot(t, robot, map[peer.Status]peer.Contact{peer.Planned: s.planned, peer.Recorded: s.recorded, peer.EnteredInError: s.wrong}, nil)
}
