package transition_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

var organiser = transition.Organiser{Staff: kay, Role: peer.RoleCareCoordinator, Organisation: "A"}

// theMove is a discharge, told of on 2 March for 23 March.
func theMove() transition.Announce {
	return transition.Announce{ID: "m1", Person: sian, Worker: jess, Organiser: organiser, Move: transition.Discharge, From: "ward-4", To: "tamarside-community",
		Told: peer.MustDate("2026-03-02"), Planned: peer.MustDate("2026-03-23"), Until: peer.MustDate("2026-05-31")}
}

func theServices() transition.NameServices {
	return transition.NameServices{Services: []transition.Service{{Name: peer.Say("Tamarside community team"), First: peer.MustDate("2026-03-25"), Contact: peer.Say("the duty line")}}}
}

func theInformation() transition.SayInformation {
	return transition.SayInformation{Will: []transition.Told{{What: transition.PassedCarePlan}, {What: transition.PassedFamily, Text: peer.Say("who visits")}},
		WillNot: []transition.Told{{What: transition.PassedPeerNotes}}, Discussed: peer.Yes}
}

func theContinuity() transition.PlanContinuity {
	return transition.PlanContinuity{Continuity: transition.Continuity{Possible: peer.Yes, Before: 2, After: 4, Until: peer.MustDate("2026-05-15"), FromAgrees: peer.Yes, ToAgrees: peer.Yes}}
}

// path takes steps one after the other, an hour apart unless a step says when.
type path struct {
	t       testing.TB
	move    transition.Transition
	facts   transition.Facts
	at      string
	n       int
	history []peer.Change
}

func begin(t testing.TB, step transition.Announce, by peer.Actor, at string) *path {
	t.Helper()
	p := &path{t: t, facts: facts(t), at: at}
	m, c, err := transition.NewTransition(step, act(by, at, "r0", nil), p.facts)
	require.NoError(t, err)
	p.move, p.history = m, []peer.Change{c}
	return p
}

// then takes the step as whoever it is, at the path's time or at another.
func (p *path) then(by peer.Actor, step transition.TransitionStep, at ...string) *path {
	p.t.Helper()
	if len(at) > 0 {
		p.at = at[0]
	}
	p.n++
	m, c, err := p.move.Do(step, act(by, p.at, "r"+peer.Rev(p.n).String(), p.move), p.facts)
	require.NoError(p.t, err)
	p.move, p.history = m, append(p.history, c)
	return p
}

// answers lets Siân answer all six.
func (p *path) answers(a transition.Answer) *path {
	p.t.Helper()
	for _, c := range []transition.Check{transition.Notice, transition.Reason, transition.Opinion, transition.Timescale, transition.Offer, transition.Information} {
		p.then(bySian, transition.AnswerCheck{Check: c, Answer: a})
	}
	return p
}

// copyOf goes on from the same place without touching it.
func (p *path) copyOf() *path {
	c := *p
	c.history = append([]peer.Change(nil), p.history...)
	return &c
}

// moveStory is one move in every place it can be in.
type moveStory struct {
	announced, preparing, inTransfer, settling, completed, cancelled *path
}

func tellMove(t testing.TB) moveStory {
	t.Helper()
	var s moveStory
	s.announced = begin(t, theMove(), byJess, "2026-03-02T10:00Z")
	s.preparing = s.announced.copyOf().then(byKay, transition.Prepare{}, "2026-03-03T09:00Z")
	s.inTransfer = s.preparing.copyOf().then(byJess, theServices()).then(byKay, theInformation()).then(byJess, theContinuity()).answers(transition.Met).
		then(byKay, transition.StartTransfer{}, "2026-03-20T09:00Z")
	s.settling = s.inTransfer.copyOf().then(byKay, transition.Arrive{On: peer.MustDate("2026-03-23")}, "2026-03-23T15:00Z")
	s.completed = s.settling.copyOf().then(byKay, transition.NewContact{On: peer.MustDate("2026-03-25")}, "2026-03-25T15:00Z").then(byKay, transition.Complete{}, "2026-05-20T09:00Z")
	s.cancelled = s.announced.copyOf().then(byKay, transition.Cancel{}, "2026-03-04T09:00Z")
	return s
}

var moves = steptest.BenchOf(ground, transition.TransitionTable(), transition.NewTransition, transition.CheckNewTransition, transition.TransitionStarts,
	transition.DecodeTransition, transition.EncodeTransitionStep, transition.DecodeTransitionStep)

func TestTransitionEveryRow(t *testing.T) {
	s, f := tellMove(t), facts(t)
	extra := s.preparing.copyOf().then(byJess, transition.FlagExtra{Informed: kay})
	type one = steptest.Case[transition.Transition, transition.TransitionStep, transition.Facts]
	does := func(name string, by peer.Actor, p *path, step transition.TransitionStep, to peer.Status) one {
		return one{Name: name, Record: p.move, Step: step, Act: act(by, "2026-05-20T09:30Z", "", nil), Facts: f, To: to}
	}
	begins := func(name string, by peer.Actor) one {
		return one{Name: name, Step: theMove(), Act: act(by, "2026-03-02T10:00Z", "", nil), Facts: f, To: transition.Announced}
	}
	notThree := row("TRAN-01", peer.ErrNotAuthorised)
	prep := s.preparing
	moves.EveryRow(t, anybody(peer.PartyOrganiser), map[peer.Status]transition.Transition{transition.Announced: s.announced.move, transition.Preparing: prep.move, transition.InTransfer: s.inTransfer.move,
		transition.Settling: s.settling.move, transition.Completed: s.completed.move, transition.Cancelled: s.cancelled.move},
		begins("TRAN-01 the person writes it down", bySian).Hearing("/person", notThree),
		begins("TRAN-01 the worker writes it down", byJess).Hearing("/worker", notThree),
		begins("TRAN-01 the organiser writes it down", byKay).Hearing("/organiser/staff", notThree),
		does("TRAN-03 prepare", byKay, s.announced, transition.Prepare{}, transition.Preparing),
		does("TRAN-03 start the transfer", byKay, prep.copyOf().then(byJess, theContinuity()), transition.StartTransfer{}, transition.InTransfer),
		does("TRAN-03 arrive", byKay, s.inTransfer, transition.Arrive{On: peer.MustDate("2026-03-23")}, transition.Settling),
		does("TRAN-03 go back to preparing", byKay, s.inTransfer, transition.GoBack{}, transition.Preparing),
		does("TRAN-03 go back to the transfer", byKay, s.settling, transition.GoBack{}, transition.InTransfer),
		does("TRAN-03 complete", byKay, s.settling.copyOf().then(byKay, transition.NewContact{On: peer.MustDate("2026-03-25")}, "2026-03-25T15:00Z"), transition.Complete{}, transition.Completed),
		does("TRAN-03 cancel", byKay, s.inTransfer, transition.Cancel{}, transition.Cancelled),
		does("TRAN-13 somebody else stands beside the person", bySian, s.settling, transition.NameWorker{Worker: rowan}, transition.Settling),
		does("TRAN-01 somebody else organises", bySian, s.settling, transition.ChangeOrganiser{Organiser: transition.Organiser{Staff: "dr-lowe", Role: "doctor"}}, transition.Settling),
		does("TRAN-04 another day", byKay, prep, transition.MoveDay{Planned: peer.MustDate("2026-06-01"), Told: peer.MustDate("2026-05-18"), Until: peer.MustDate("2026-07-31")}, transition.Preparing),
		does("TRAN-03 answer a check", bySian, prep, transition.AnswerCheck{Check: transition.Notice, Answer: transition.PartlyMet, Words: own(bySian, "three weeks is short")}, transition.Preparing),
		does("TRAN-03 answer a check when it is over", bySian, s.completed, transition.AnswerCheck{Check: transition.Offer, Answer: transition.NotMet}, transition.Completed),
		does("TRAN-03 how the worker sees it", byJess, prep, transition.ViewCheck{Check: transition.Notice, Answer: transition.Met, Note: peer.Say("we talked it through")}, transition.Preparing),
		does("TRAN-03 why it is not met", byKay, prep, transition.ExplainCheck{Check: transition.Notice, Because: peer.Say("the bed is needed")}, transition.Preparing),
		does("TRAN-05 an opinion", bySian, prep, transition.GiveOpinion{Words: own(bySian, "too soon"), Send: true, Objects: true}, transition.Preparing),
		does("TRAN-05 an opinion when it is over", bySian, s.cancelled, transition.GiveOpinion{}, transition.Cancelled),
		does("TRAN-06 services", byJess, prep, theServices(), transition.Preparing),
		does("TRAN-07 information", byKay, prep, theInformation(), transition.Preparing),
		does("TRAN-07 a no", bySian, s.inTransfer, transition.SayNo{To: []transition.Passed{transition.PassedFamily}}, transition.InTransfer),
		does("TRAN-08 extra support", byJess, prep, transition.FlagExtra{Informed: kay}, transition.Preparing),
		does("TRAN-08 who was told", byJess, extra, transition.InformExtra{Staff: "dr-lowe"}, transition.Preparing),
		does("TRAN-08 not needed any more", byKay, extra, transition.LiftExtra{}, transition.Preparing),
		does("TRAN-13 continuity", bySian, prep, theContinuity(), transition.Preparing),
		does("TRAN-16 the effect", bySian, prep, transition.SayEffect{Effect: transition.GoesOn}, transition.Preparing),
		does("TRAN-14 the bridge", byJess, prep, transition.PlanBridge{Bridge: transition.Bridge{InReach: true, LifeOutside: true, Community: true, Friends: true}}, transition.Preparing),
		does("TRAN-15 the new service was in touch", bySian, s.settling, transition.NewContact{On: peer.MustDate("2026-03-25")}, transition.Settling),
		does("TRAN-14 the two met", byJess, s.completed, transition.MetAfter{On: peer.MustDate("2026-03-24")}, transition.Completed),
		does("TRAN-15 it is stuck", bySian, prep, transition.SayStuck{}, transition.Preparing),
		does("TRAN-15 an answer", byKay, prep, transition.AnswerStuck{Next: peer.Say("I ring them today"), LookAgain: peer.MustDate("2026-06-01")}, transition.Preparing),
		does("TRAN-15 held back", byJess, prep, transition.HoldBack{Because: peer.Say("half-term"), Until: peer.MustDate("2026-06-01")}, transition.Preparing),
		does("TRAN-02 consents", byJess, prep, transition.LookAtConsents{}, transition.Preparing),
		does("TRAN-02 closer contact", bySian, prep, transition.CloserContact{Every: peer.Days(3)}, transition.Preparing),
	)
}
