package transition_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// toldAll is a move of which everything has been said.
func toldAll(t testing.TB) *path {
	t.Helper()
	step := theMove()
	step.CouldNotManage, step.Informed = true, "dr-lowe"
	p := begin(t, step, byKay, "2026-03-02T10:00Z")
	p.facts.LoneWorking = peer.Yes
	return p.then(byJess, theServices()).then(byKay, theInformation()).then(byJess, theContinuity()).answers(transition.Met).
		then(bySian, transition.AnswerCheck{Check: transition.Notice, Answer: transition.PartlyMet, Words: own(bySian, "CANARY words")}).
		then(byJess, transition.ViewCheck{Check: transition.Notice, Answer: transition.Met, Note: peer.Say("CANARY note")}).
		then(byKay, transition.ExplainCheck{Check: transition.Notice, Because: peer.Say("CANARY because")}).
		then(bySian, transition.GiveOpinion{Words: own(bySian, "CANARY opinion"), Objects: true}).
		then(bySian, transition.SayNo{To: []transition.Passed{transition.PassedFamily}}).
		then(bySian, transition.SayEffect{Effect: transition.GoesOn}).then(byJess, transition.PlanBridge{Bridge: transition.Bridge{InReach: true, HomeVisits: true}}).
		then(bySian, transition.CloserContact{Every: peer.Days(3)}).then(bySian, transition.SayStuck{}).
		then(byKay, transition.AnswerStuck{Next: peer.Say("CANARY next"), LookAgain: date("2026-03-10")}).
		then(byJess, transition.SayStuck{}).
		then(byJess, transition.HoldBack{Because: peer.Say("CANARY held"), Until: date("2026-03-10")})
}

func TestTransitionViews(t *testing.T) {
	p := toldAll(t)
	sent := p.copyOf().then(bySian, transition.GiveOpinion{Words: own(bySian, "CANARY opinion"), Send: true})
	yes := func(purpose peer.Purpose) []peer.Consent {
		return []peer.Consent{{ID: "c", Person: sian, Scope: peer.SharePlan, Purpose: purpose, Given: peer.Yes, From: on("2026-01-01T00:00Z")}}
	}
	parts := []string{"move", "information", "opinion", "words", "reasons", "going", "beside"}
	lowe := peer.ByStaff("dr-lowe", "doctor")
	for name, c := range map[string]struct {
		p        *path
		by       peer.Actor
		purpose  peer.Purpose
		consents []peer.Consent
		line     bool
		sees     []string
	}{
		"the person":    {p, bySian, peer.ForSupport, nil, false, parts},
		"the worker":    {p, byJess, peer.ForSupport, nil, false, parts},
		"the organiser": {p, byKay, peer.ForCare, nil, false, []string{"move", "information", "reasons", "going"}},
		"TRAN-05 the organiser, when it was sent":  {sent, byKay, peer.ForCare, nil, false, []string{"move", "information", "opinion", "reasons", "going"}},
		"the organiser, with a yes":                {p, byKay, peer.ForCare, yes(peer.ForCare), false, []string{"move", "information", "words", "reasons", "going"}},
		"a doctor who cares":                       {p, lowe, peer.ForCare, nil, false, []string{"move", "information"}},
		"a doctor who cares, sent to the other":    {sent, lowe, peer.ForCare, nil, false, []string{"move", "information"}},
		"a doctor who cares, with a yes":           {p, lowe, peer.ForCare, yes(peer.ForCare), false, []string{"move", "information", "words"}},
		"a doctor for another purpose":             {p, lowe, peer.ForSupervision, nil, false, nil},
		"the worker's supervisor":                  {p, lowe, peer.ForSupervision, nil, true, []string{"going"}},
		"the record":                               {sent, lowe, peer.ForRecord, nil, false, []string{"move"}},
		"the record, with a yes":                   {sent, lowe, peer.ForRecord, yes(peer.ForRecord), false, []string{"move", "information", "opinion", "words"}},
		"the record, with a yes to something else": {sent, lowe, peer.ForRecord, yes(peer.ForCare), false, []string{"move"}},
		"the record, with a yes, not sent":         {p, lowe, peer.ForRecord, yes(peer.ForRecord), false, []string{"move", "information", "words"}},
		"the record, written by the worker":        {p, byJess, peer.ForRecord, nil, false, []string{"move"}},
		"the record, written by the organiser":     {sent, byKay, peer.ForRecord, nil, false, []string{"move"}},
		"the person, for the record":               {sent, bySian, peer.ForRecord, yes(peer.ForRecord), false, []string{"move"}},
		"another person":                           {p, peer.ByPerson(beatriz), peer.ForCare, yes(peer.ForCare), false, nil},
		"a carer":                                  {p, byMegan, peer.ForCare, yes(peer.ForCare), false, nil},
		"two at once":                              {p, peer.Actor{Person: sian, Staff: jess}, peer.ForSupport, nil, false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			by := peer.Reading{By: c.by, Purpose: c.purpose, At: on("2026-03-03T10:00Z"), Consents: c.consents}
			if c.line {
				by.Lines = peer.Lines{Supervisor: "dr-lowe"}
			}
			v, err := c.p.move.View(by)
			require.NoError(t, err)
			var sees []string
			for _, part := range parts {
				require.Equal(t, v.Sees(part), c.p.move.Sees(part, by))
				if v.Sees(part) {
					sees = append(sees, part)
				}
			}
			require.Equal(t, c.sees, sees)
			require.Len(t, v.LeftOut, len(parts)-len(sees))
		})
	}
	t.Run("TRAN-05 sent to a service, it is read there on the person's yes", func(t *testing.T) {
		service := p.copyOf().then(bySian, transition.ChangeOrganiser{Organiser: transition.Organiser{Organisation: "A"}})
		for _, c := range []struct {
			p        *path
			purpose  peer.Purpose
			consents []peer.Consent
			sees     bool
		}{{service.copyOf().then(bySian, transition.GiveOpinion{Words: own(bySian, "x"), Send: true}), peer.ForCare, yes(peer.ForCare), true},
			{service.copyOf().then(bySian, transition.GiveOpinion{Words: own(bySian, "x"), Send: true}), peer.ForCare, nil, false},
			{service.copyOf().then(bySian, transition.GiveOpinion{Words: own(bySian, "x"), Send: true}), peer.ForSupervision, yes(peer.ForSupervision), false},
			{service, peer.ForCare, yes(peer.ForCare), false}, {sent, peer.ForCare, yes(peer.ForCare), false}} {
			require.Equal(t, c.sees, c.p.move.Sees("opinion", peer.Reading{By: lowe, Purpose: c.purpose, At: on("2026-03-03T10:00Z"), Consents: c.consents}))
		}
	})
	shown := func(by peer.Actor, purpose peer.Purpose) string {
		b := steptest.Seen(t, p.move, peer.Reading{By: by, Purpose: purpose, At: on("2026-03-03T10:00Z")})
		return b
	}
	t.Run("TRAN-08, H20 extra support never says why", func(t *testing.T) {
		b, err := peer.Encode(p.move)
		require.NoError(t, err)
		for _, text := range []string{shown(lowe, peer.ForCare), shown(lowe, peer.ForRecord), shown(bySian, peer.ForSupport), string(b)} {
			require.NotRegexp(t, `(?i)manage|behav|difficult`, text)
		}
		require.Contains(t, shown(lowe, peer.ForCare), `"extraSupport":true`)
	})
	t.Run("nothing is written of the person behind their back", func(t *testing.T) {
		text := shown(bySian, peer.ForSupport)
		for _, said := range []string{"words", "note", "because", "opinion", "next", "held"} {
			require.Contains(t, text, "CANARY "+said)
		}
	})
	t.Run("what the two say to each other stays with them", func(t *testing.T) {
		for _, text := range []string{shown(byKay, peer.ForCare), shown(lowe, peer.ForCare), shown(byJess, peer.ForRecord)} {
			require.NotContains(t, text, "CANARY note")
			require.NotContains(t, text, "CANARY words")
			require.NotContains(t, text, "CANARY opinion")
		}
		require.Contains(t, shown(byKay, peer.ForCare), "CANARY because")
		require.NotContains(t, shown(lowe, peer.ForCare), "CANARY")
	})
}

func TestTransitionGivesCopies(t *testing.T) {
	m := toldAll(t).move
	before, err := peer.Encode(m)
	require.NoError(t, err)
	m.Offered()[0], m.Will()[0], m.WillNot()[0], m.Answers()[0] = transition.Service{}, transition.Item{}, transition.Item{}, transition.CheckAnswer{}
	after, err := peer.Encode(m)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
	require.Equal(t, []any{sian, jess, organiser, transition.Discharge, peer.ServiceID("ward-4"), peer.ServiceID("tamarside-community")},
		[]any{m.Person(), m.Worker(), m.Organiser(), m.Move(), m.From(), m.To()})
	require.Equal(t, []peer.Date{date("2026-03-02"), date("2026-03-23"), {}}, []peer.Date{m.Told(), m.Planned(), m.Arrived()})
	require.Equal(t, theContinuity().Continuity, m.Continuity())
	require.Equal(t, transition.GoesOn, m.Effect())
	require.Equal(t, []any{date("2026-05-31"), on("2026-03-02T10:00Z"), peer.Days(3), []transition.Passed{transition.PassedFamily}},
		[]any{m.Until(), m.Announced(), m.Closer(), m.SaidNo()})
	met := tellMove(t).settling.copyOf().then(bySian, transition.NewContact{On: date("2026-03-23")}).then(byJess, transition.MetAfter{On: date("2026-03-22")}).move
	require.Equal(t, []peer.Date{date("2026-03-23"), date("2026-03-22")}, []peer.Date{met.NewContact(), met.AfterMet()})
	require.Equal(t, transition.Bridge{InReach: true, HomeVisits: true}, m.Bridge())
	words, send, objects := m.Opinion()
	require.True(t, words.From(sian))
	require.False(t, send)
	require.True(t, objects)
}
