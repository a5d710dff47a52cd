package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func theAsking() peer.AskForSupport {
	return peer.AskForSupport{ID: "req-1", Person: aled, Service: team}
}

func theAllocation() peer.Allocate { return peer.Allocate{Worker: jess, Relationship: "rel-1"} }

// reqStory is one request in every place it can be in.
type reqStory struct{ asked, accepted, turnedDown, allocated peer.SupportRequest }

func tellReq(t testing.TB) (s reqStory) {
	t.Helper()
	facts := relFacts(t)
	do := func(r peer.SupportRequest, step peer.SupportRequestStep, by peer.Actor, at, id string) peer.SupportRequest {
		t.Helper()
		next, _, err := r.Do(step, act(by, at, id, r), facts)
		require.NoError(t, err)
		return next
	}
	var err error
	s.asked, _, err = peer.NewSupportRequest(theAsking(), act(byHannah, "2026-02-05T09:00Z", "q1", nil), facts)
	require.NoError(t, err)
	s.accepted = do(s.asked, peer.AcceptSupport{}, byAled, "2026-02-06T09:00Z", "q2")
	s.turnedDown = do(s.asked, peer.TurnDownSupport{}, byAled, "2026-02-06T09:00Z", "q3")
	s.allocated = do(s.accepted, theAllocation(), byHannah, "2026-02-09T10:00Z", "q4")
	return s
}

var reqKind = steptest.Kind[peer.SupportRequest, peer.SupportRequestStep, peer.RelationshipFacts]{
	Table: peer.SupportRequestTable(), New: peer.NewSupportRequest, CheckNew: peer.CheckNewSupportRequest, Starts: peer.SupportRequestStarts,
	Do: peer.SupportRequest.Do, Check: peer.SupportRequest.Check, Choices: peer.SupportRequest.Choices,
	Decode: peer.DecodeSupportRequest, EncodeStep: peer.EncodeSupportRequestStep, DecodeStep: peer.DecodeSupportRequestStep,
}

// staffOnly is anybody as a request knows them: its worker is not named yet. The
// worker who is allocated is left out, whom the new relationship knows.
func staffOnly() (list []steptest.Someone) {
	for _, who := range anybody() {
		if who.By.Staff != "" {
			who.As = peer.PartyStaff
		}
		if who.By.Staff != jess {
			list = append(list, who)
		}
	}
	return list
}

func TestSupportRequestEveryRow(t *testing.T) {
	s, facts := tellReq(t), relFacts(t)
	type one = steptest.Case[peer.SupportRequest, peer.SupportRequestStep, peer.RelationshipFacts]
	steptest.Plan[peer.SupportRequest, peer.SupportRequestStep, peer.RelationshipFacts]{
		Kind: reqKind, Person: aled, Anybody: staffOnly(),
		Records: map[peer.Status]peer.SupportRequest{peer.Asked: s.asked, peer.Accepted: s.accepted, peer.TurnedDown: s.turnedDown, peer.Allocated: s.allocated},
		Cases: []one{
			{Name: "PEER-24 a team asks", Step: theAsking(), Act: act(byHannah, "2026-02-05T09:00Z", "", nil), Facts: facts, To: peer.Asked},
			{Name: "PEER-24 the person asks", Step: theAsking(), Act: act(byAled, "2026-02-05T09:00Z", "", nil), Facts: facts, To: peer.Accepted,
				Hears: map[string][]peer.Rule{"/person": {row("PEER-24", peer.ErrNotAuthorised)}}},
			{Name: "PEER-24 the person accepts", Record: s.asked, Step: peer.AcceptSupport{}, Act: act(byAled, "2026-02-06T09:00Z", "", nil), Facts: facts, To: peer.Accepted},
			{Name: "PEER-24 the person turns it down", Record: s.accepted, Step: peer.TurnDownSupport{}, Act: act(byAled, "2026-02-07T09:00Z", "", nil), Facts: facts, To: peer.TurnedDown},
			{Name: "PEER-20, PEER-24 a worker is allocated", Record: s.accepted, Step: theAllocation(), Act: act(byHannah, "2026-02-09T10:00Z", "", nil), Facts: facts, To: peer.Allocated,
				Hears: map[string][]peer.Rule{"/relationship": {row("PEER-24", peer.ErrRequired)}}},
		},
	}.Run(t)
}

func TestSupportRequest(t *testing.T) {
	s, facts := tellReq(t), relFacts(t)
	allocate := func(r peer.SupportRequest, by peer.Actor, facts peer.RelationshipFacts) peer.Decision {
		return r.Check(theAllocation(), act(by, "2026-02-09T10:00Z", "x", r), facts)
	}

	t.Run("PEER-24 nobody is offered before the person's own yes", func(t *testing.T) {
		d := allocate(s.asked, byHannah, facts)
		only(t, d, "PEER-24 person-has-not-agreed")
		_, change, err := s.asked.Do(theAllocation(), act(byHannah, "2026-02-09T10:00Z", "x", s.asked), facts)
		turnedDown(t, err, peer.ErrPersonHasNotAgreed)
		require.Empty(t, change.Made)
		c := choice(t, s.asked.Choices(act(byHannah, "2026-02-09T10:00Z", "x", s.asked), facts), "allocate")
		require.False(t, c.Open)
		only(t, c.Decision, "PEER-24 person-has-not-agreed")
	})
	t.Run("PEER-24 a yes among the facts does not stand in for the person's yes to the request", func(t *testing.T) {
		facts := facts
		facts.PersonAgreed = peer.Yes
		only(t, allocate(s.asked, byHannah, facts), "PEER-24 person-has-not-agreed")
		facts.PersonAgreed = peer.No
		require.True(t, allocate(s.accepted, byHannah, facts).Allowed(), "the request knows what the person said")
	})
	t.Run("PEER-24 what the person said", func(t *testing.T) {
		require.Equal(t, peer.Unknown, s.asked.Agreed())
		require.Equal(t, peer.Yes, s.accepted.Agreed())
		require.Equal(t, peer.Yes, s.allocated.Agreed())
		require.Equal(t, peer.No, s.turnedDown.Agreed())
		require.Equal(t, peer.Unknown, peer.SupportRequest{}.Agreed())
	})
	t.Run("PEER-24 a worker does not allocate themself", func(t *testing.T) {
		facts := facts
		facts.Lines.LineManager = jess
		only(t, allocate(s.accepted, byJess, facts), "PEER-24 not-authorised")
	})
	t.Run("PEER-11 a colleague who is not in the worker's line does not allocate", func(t *testing.T) {
		only(t, allocate(s.accepted, peer.ByStaff(kay, peer.RoleLineManager), facts), "PEER-11 not-authorised")
	})
	t.Run("PEER-20 allocation asks for room first", func(t *testing.T) {
		facts := facts
		facts.Places.Held = facts.Places.Max
		only(t, allocate(s.accepted, byHannah, facts), "PEER-20 caseload-exceeded")
	})
	t.Run("PEER-24 allocating makes the relationship in the same change", func(t *testing.T) {
		next, change, err := s.accepted.Do(theAllocation(), act(byHannah, "2026-02-09T10:00Z", "x", s.accepted), facts)
		require.NoError(t, err)
		require.Len(t, change.Made, 1)
		rel, ok := change.Made[0].Record.(peer.Relationship)
		require.True(t, ok)
		require.Equal(t, peer.Ref{Kind: peer.KindRelationship, ID: "rel-1"}, change.Made[0].Ref)
		require.Equal(t, peer.Offered, rel.Status())
		require.Equal(t, aled, rel.Person())
		require.Equal(t, jess, rel.Worker())
		require.Equal(t, team, rel.Service())
		require.Equal(t, "rel-1", next.Relationship())
		require.Equal(t, rel.Recent()[0], *change.Made[0].Change)
		require.Equal(t, peer.RequestID("x"), change.Made[0].Change.Request)
	})
	t.Run("PEER-24 nothing is heard twice", func(t *testing.T) {
		_, _, err := s.asked.Do(peer.Allocate{}, peer.Act{}, peer.RelationshipFacts{})
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		heard := map[string]bool{}
		for _, reason := range r.Unmet() {
			key := reason.Rule.String() + reason.Path + reason.Says
			require.False(t, heard[key], key)
			heard[key] = true
			require.NotEqual(t, "/person", reason.Path, "a path is one of this form's")
		}
	})
	t.Run("PEER-24 who asked, and when", func(t *testing.T) {
		require.Equal(t, byHannah, s.asked.AskedBy())
		require.Equal(t, aled, s.asked.Person())
		require.Equal(t, team, s.asked.Service())
		byCarer, _, err := peer.NewSupportRequest(theAsking(), act(byMegan, "2026-02-05T09:00Z", "x", nil), facts)
		require.NoError(t, err)
		require.Equal(t, peer.Asked, byCarer.Status(), "a carer asks; the person answers")
	})
}
