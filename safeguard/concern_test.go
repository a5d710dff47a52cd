package safeguard_test

import (
	"testing"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

var concerns = steptest.BenchOf(concernGround, safeguard.ConcernTable(), safeguard.NewConcern, safeguard.CheckNewConcern, safeguard.ConcernStarts,
	safeguard.DecodeConcern, safeguard.EncodeConcernStep, safeguard.DecodeConcernStep)

// theDisclosure is what Siân said on Friday at 17:40.
func theDisclosure() safeguard.Raise {
	return safeguard.Raise{
		ID: "c1", Trigger: safeguard.AbuseDisclosure, About: sian, NoticedAt: moment("2026-03-13T17:40:00Z"), Where: safeguard.AtHome,
		Text: peer.Words{Text: peer.Say("She told me about her son")}, Wants: unsigned("do not tell my son"),
		Contact:    safeguard.SafeContact{Answer: safeguard.ContactHow, How: unsigned("by telephone, in the morning only")},
		Disclosure: safeguard.Disclosure{Quoted: unsigned("he takes my money"), SaidAt: moment("2026-03-13T17:38:00Z"), SaidIn: peer.Say("her kitchen"), Safe: peer.Unknown, Children: peer.No, ToldPassedOn: peer.Yes},
		Ground:     safeguard.Ground{Basis: safeguard.BasisSafeguarding, Because: peer.Say("a grandchild visits")},
		NotTo:      safeguard.NotTo{Subjects: []peer.StaffID{"her-son-works-here"}, Named: []peer.StaffID{kay}},
	}
}

func told(who peer.StaffID, turn string) safeguard.Sent {
	return safeguard.Sent{Turn: turn, To: who, Role: safeguard.RoleOnCallClinician, Receipt: "receipt-" + string(who) + "-" + turn}
}

func theTaking() safeguard.Acknowledge {
	return safeguard.Acknowledge{Next: peer.Say("ring her in the morning"), Until: moment("2026-03-16T12:00:00Z")}
}

func theClosing() safeguard.Close {
	return safeguard.Close{As: safeguard.ClosedResolved, Says: unsigned("she has somebody to turn to"), Raiser: peer.Say("a plan is made with her"),
		Person: safeguard.PersonHeard{Told: peer.Say("what we do next"), By: ines, On: peer.MustDate("2026-03-16")}}
}

// concernStory is one concern in every place it can be in.
type concernStory struct {
	raised, notified, acknowledged, inHand, resolved, noFurther, withdrawn *path
}

func tellConcern(t testing.TB) concernStory {
	t.Helper()
	var s concernStory
	s.raised = raise(t, theDisclosure(), byJess, "2026-03-13T17:42Z")
	s.notified = s.raised.copyOf().then(byJess, told(ode, "1.1"), "2026-03-13T17:48Z")
	taking := theTaking()
	taking.Bring = []peer.StaffID{ines}
	s.acknowledged = s.notified.copyOf().then(byOde, taking, "2026-03-13T18:30Z")
	s.inHand = s.acknowledged.copyOf().then(byInes, safeguard.SetInHand{Next: peer.Say("visit"), Until: moment("2026-03-16T16:00:00Z")}, "2026-03-16T09:10Z")
	s.resolved = s.inHand.copyOf().then(byInes, theClosing(), "2026-03-16T10:00Z")
	closing := theClosing()
	closing.As, closing.Person = safeguard.ClosedNoFurther, safeguard.PersonHeard{NotYet: peer.Say("she is away until Tuesday")}
	s.noFurther = s.acknowledged.copyOf().then(byOde, closing, "2026-03-16T10:00Z")
	s.withdrawn = s.raised.copyOf().then(byJess, safeguard.TakeBack{}, "2026-03-13T17:44Z")
	return s
}

// fully is a concern of which everything has been said.
func fully(t testing.TB) *path {
	t.Helper()
	r := theDisclosure()
	r.Disclosure.Children, r.Disclosure.Promised, r.Trigger = peer.Yes, true, "he-told-me"
	r.Danger, r.Age, r.Origin, r.Marks = safeguard.Danger{Violence: peer.Yes, Emergency: safeguard.EmergencyCalled}, 71, []string{"contact.k1.1.1"}, nil
	r.Talk = safeguard.SayTalked{Answer: safeguard.TalkNotSafe, Because: peer.Say("CANARY because"), LookAgain: peer.MustDate("2026-03-20")}
	r.Wants.By = peer.ByStaff(jess, "")
	return raise(t, r, byJess, "2026-03-13T17:42Z").
		then(byJess, told(ode, "1.1"), "2026-03-13T17:48Z").then(byJess, told(paul, "1.2"), "2026-03-13T18:48Z").
		then(byJess, told(paul, "1.again-2"), "2026-03-13T22:00Z").then(byOde, safeguard.Work{}, "2026-03-13T22:05Z").
		then(byPaul, safeguard.Acknowledge{Next: peer.Say("CANARY next"), Until: moment("2026-03-16T12:00:00Z"), Bring: []peer.StaffID{ines}}, "2026-03-13T22:10Z").
		then(byJess, safeguard.FinishPart{}, "2026-03-13T22:15Z").then(byJess, safeguard.PutRight{}, "2026-03-13T22:20Z").
		then(byInes, safeguard.SetInHand{Next: peer.Say("visit"), Until: moment("2026-03-17T12:00:00Z")}, "2026-03-16T09:10Z")
}

// anybody are actors of every sort.
func anybody(of map[peer.StaffID]peer.Party) []steptest.Someone {
	as := func(id peer.StaffID) peer.Party {
		if p, ok := of[id]; ok {
			return p
		}
		return peer.PartyStaff
	}
	return []steptest.Someone{
		{Name: "the person", By: bySian, As: peer.PartyPerson},
		{Name: "another person", By: peer.ByPerson(beatriz), As: peer.PartyNobody},
		{Name: "a person with the raiser's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "whoever raised it", By: byJess, As: peer.PartyRaiser},
		{Name: "whoever raised it, in another role", By: peer.ByStaff(jess, safeguard.RoleSafeguardingLead), As: peer.PartyRaiser},
		{Name: "another worker", By: byRowan, As: peer.PartyStaff},
		{Name: "staff with the person's id", By: peer.ByStaff(peer.StaffID(sian), peer.RolePeerWorker), As: peer.PartyStaff},
		{Name: "whoever is on call", By: byOde, As: as(ode)},
		{Name: "the lead, on duty or not", By: byInes, As: as(ines)},
		{Name: "whom it is about on the staff", By: peer.ByStaff("her-son-works-here", safeguard.RoleSafeguardingLead), As: peer.PartyNobody},
		{Name: "somebody who is not to be told", By: peer.ByStaff(kay, safeguard.RoleSafeguardingLead), As: peer.PartyNobody},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the raiser's id", By: peer.ByCarer(peer.CarerID(jess)), As: peer.PartyCarer},
	}
}

func TestConcernEveryRow(t *testing.T) {
	s := tellConcern(t)
	type one = steptest.Case[safeguard.Concern, safeguard.ConcernStep, safeguard.Facts]
	does := func(name string, by peer.Actor, p *path, step safeguard.ConcernStep, to peer.Status, at string) one {
		return one{Name: name, Record: p.concern, Step: step, Act: act(by, at, "", p.concern), Facts: p.facts, To: to}
	}
	begins := func(name string, by peer.Actor, r safeguard.Raise, f safeguard.Facts) one {
		return one{Name: name, Step: r, Act: act(by, "2026-03-13T17:42Z", "", nil), Facts: f, To: safeguard.Raised}
	}
	f := facts(t)
	const evening, monday = "2026-03-13T19:00Z", "2026-03-16T09:30Z"
	lower := safeguard.Raise{ID: "c3", Trigger: safeguard.RiskToSelf, About: sian, NotTo: theDisclosure().NotTo}
	soon := raise(t, lower, byJess, "2026-03-13T17:42Z").then(byJess, told(ode, "1.1"), "2026-03-13T17:48Z")
	taken := s.notified.copyOf().then(byOde, theTaking(), "2026-03-13T18:30Z")
	promised := taken.copyOf().then(byJess, safeguard.SayMore{Disclosure: safeguard.MoreDisclosed{Promised: true}})
	finishing := taken.copyOf().then(byJess, safeguard.SayTalked{Answer: safeguard.Talked})
	concerns.EveryRow(t, anybody(map[peer.StaffID]peer.Party{ode: peer.PartyRecipient}), map[peer.Status]safeguard.Concern{safeguard.Raised: s.raised.concern, safeguard.Notified: s.notified.concern, safeguard.Acknowledged: s.acknowledged.concern,
		safeguard.InHand: s.inHand.concern, safeguard.Resolved: s.resolved.concern, safeguard.NoFurtherAction: s.noFurther.concern, safeguard.Withdrawn: s.withdrawn.concern},
		begins("SAFE-01, SAFE-05, H01 a worker raises it with all they know", byJess, theDisclosure(), f),
		begins("SAFE-01, H01 a person raises it with nothing", bySian, safeguard.Raise{}, f),
		begins("SAFE-04, H01 a carer raises it under no policy", byMegan, safeguard.Raise{ID: "c2", Trigger: "a-feeling", Disclosure: safeguard.Disclosure{Children: peer.Yes}}, safeguard.Facts{}),
		does("SAFE-17 the receipt", byJess, s.raised, told(ode, "1.1"), safeguard.Notified, evening),
		does("SAFE-14 taken on by somebody who was told", byOde, s.notified, theTaking(), safeguard.Acknowledged, evening),
		does("SAFE-14 taken over while it is in hand", byOde, taken.copyOf().then(byOde, safeguard.SetInHand{Next: peer.Say("visit"), Until: moment("2026-03-16T16:00:00Z")}, "2026-03-14T09:10Z"), theTaking(), safeguard.InHand, monday),
		does("SAFE-14 at work on it", byOde, s.notified, safeguard.Work{}, safeguard.Notified, evening),
		does("SAFE-16 more urgent", byJess, soon, safeguard.MoreUrgent{To: safeguard.Immediate}, safeguard.Notified, evening),
		does("SAFE-09 talked about", byJess, s.notified, safeguard.SayTalked{Answer: safeguard.TalkNotSafe, Because: peer.Say("her son was there"), LookAgain: peer.MustDate("2026-03-20")}, safeguard.Notified, evening),
		does("SAFE-05 what was not known", byJess, s.notified, safeguard.SayMore{Age: 71, Wants: unsigned("a lock on my door"), Disclosure: safeguard.MoreDisclosed{Children: peer.Yes, Promised: true},
			NotTo: safeguard.NotTo{Linked: []peer.StaffID{rowan}}}, safeguard.Notified, evening).Hearing("/about", row("SAFE-01", peer.ErrConflict)),
		does("SAFE-16 in hand", byOde, taken, safeguard.SetInHand{Next: peer.Say("visit"), Until: moment("2026-03-16T16:00:00Z")}, safeguard.InHand, monday),
		does("SAFE-16 closed in one act", byOde, taken, theClosing(), safeguard.Resolved, monday),
		does("SAFE-05 put right", byOde, promised, safeguard.PutRight{}, safeguard.Acknowledged, monday),
		does("SAFE-09 a worker's part", byJess, finishing, safeguard.FinishPart{}, safeguard.Acknowledged, monday),
		does("SAFE-16 taken back", byJess, s.raised, safeguard.TakeBack{}, safeguard.Withdrawn, evening),
	)
}
