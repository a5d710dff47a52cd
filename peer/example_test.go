package peer_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// One story: a worker is offered, the two meet, agree, and see each other for the
// first time. Once somebody tries what is not theirs, and hears why.
func Example() {
	const aled, jess, hannah = peer.PersonID("aled"), peer.StaffID("jess"), peer.StaffID("hannah")
	person, worker, manager := peer.ByPerson(aled), peer.ByStaff(jess, peer.RolePeerWorker), peer.ByStaff(hannah, peer.RoleLineManager)
	clock := time.Date(2026, 2, 9, 10, 0, 0, 0, time.UTC)

	// Who does it, when, and what they had in front of them.
	requests := 0
	now := func(by peer.Actor, seen peer.Rev) peer.Act {
		requests++
		clock = clock.Add(24 * time.Hour)
		return peer.Act{By: by, At: clock, ID: peer.RequestID(fmt.Sprint("request-", requests)), Seen: seen}
	}
	// What the decisions rest on besides the record.
	facts := peer.RelationshipFacts{
		PersonAgreed: peer.Yes, NoOther: peer.Yes,
		Lines:  peer.Lines{LineManager: hannah},
		Ready:  peer.Readiness{Verdict: peer.Ready},
		Places: peer.Places{Agreed: peer.Yes, Max: 12, Held: 11},
	}

	// Hannah offers Jess to Aled, who has said yes to peer support.
	rel, _, err := peer.NewRelationship(peer.Offer{ID: "aled-and-jess", Person: aled, Worker: jess, Service: "tamarside"}, now(manager, 0), facts)
	fmt.Println(rel, err)

	// They meet. Jess says that she has been there herself.
	rel, _, err = rel.Do(peer.WelcomePerson{Participants: []peer.Actor{person}, IntroducedAsPeer: true}, now(worker, rel.Rev()), facts)
	fmt.Println(rel, err)

	// Jess explains what Aled has a right to.
	var rights peer.TellRights
	for _, topic := range peer.RightsTopics() {
		rights.Topics = append(rights.Topics, peer.Right{Topic: topic, Told: peer.Explained})
	}
	rel, _, err = rel.Do(rights, now(worker, rel.Rev()), facts)
	fmt.Println(rel, err)

	// Aled proposes what they do together, in his own words.
	said := func(text string) peer.Words { return peer.Words{Text: peer.Say(text), Lang: "en-GB", How: peer.Said} }
	rel, _, err = rel.Do(peer.Propose{
		Purpose:    said("get back to the allotment"),
		Activities: []peer.ActivityKind{peer.Accompaniment}, Modes: []peer.Mode{peer.FaceToFace},
		Boundaries: []peer.Boundary{{Kind: peer.BoundaryHours, Words: said("not at weekends")}},
	}, now(person, rel.Rev()), facts)
	fmt.Println(rel, err)

	// Hannah would like to see it begin. It is not hers to say.
	_, _, err = rel.Do(peer.Confirm{Version: 1}, now(manager, rel.Rev()), facts)
	fmt.Println(errors.Is(err, peer.ErrNeedsBothParties))
	fmt.Println(err)

	// Jess says yes to the same version. Now it has begun.
	rel, change, err := rel.Do(peer.Confirm{Version: 1}, now(worker, rel.Rev()), facts)
	fmt.Println(rel, err)
	fmt.Println(change.Do, "by the", change.As, "from", change.From, "to", change.To)

	// The first contact, planned within what they agreed.
	start := peer.MomentOf(clock.Add(48 * time.Hour))
	contact, _, err := peer.NewContact(peer.PlanContact{ID: "first", Person: aled, Worker: jess, Kind: peer.Accompaniment,
		What:  peer.Happening{Mode: peer.FaceToFace, Start: start, End: peer.MomentOf(clock.Add(49 * time.Hour))},
		Along: peer.GoingAlong{To: peer.AlongActivity, ChosenBy: person, NoGoalYet: true}},
		now(person, 0), peer.ContactFacts{Agreed: peer.AgreedIn(rel), Ready: facts.Ready, Age: peer.Yes})
	fmt.Println(contact, err)
	fmt.Println(contact.What().Minutes(), "minutes")

	// Output:
	// relationship/aled-and-jess@1 offered <nil>
	// relationship/aled-and-jess@2 welcomed <nil>
	// relationship/aled-and-jess@3 welcomed <nil>
	// relationship/aled-and-jess@4 agreeing <nil>
	// true
	// not yet: [PEER-35 needs-both-parties] needed: This is for the two of them: the person and the worker. Ask the one whose turn it is. Nobody can decide it in their place.
	// relationship/aled-and-jess@5 active <nil>
	// confirm by the worker from agreeing to active
	// contact/first@1 planned <nil>
	// 60 minutes
}
