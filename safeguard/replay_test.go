package safeguard_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func TestReplay(t *testing.T) {
	g := groundOf(t, "tamarside")
	was, err := peer.NewPolicies(g.file(t))
	require.NoError(t, err)
	roster := g.rosterOf(t)
	next := func(plants ...[2]string) safeguard.Policy {
		h := groundOf(t, "tamarside")
		h.plant(t, "version", `"next"`)
		for _, p := range plants {
			h.plant(t, p[0], p[1])
		}
		return h.policyOf(t)
	}
	raised := func(id string, r safeguard.Raise) *telling {
		r.ID = id
		return tellingOf(t, "tamarside", r, "2026-03-13T17:42Z")
	}
	self := raised("c1", safeguard.Raise{Trigger: safeguard.RiskToSelf, About: "p4"})
	bad := raised("c2", safeguard.Raise{Trigger: "self-neglect", About: "p6"})
	byHand := raised("c3", safeguard.Raise{Trigger: safeguard.Accident})
	byHand.do("2026-03-13T18:00Z", peer.ByStaff("w4", ""), safeguard.MoreUrgent{To: safeguard.Immediate})
	later := raised("c4", safeguard.Raise{Trigger: safeguard.AreaOfConcern})
	later.do("2026-03-13T18:00Z", peer.ByStaff("w4", ""), safeguard.SayMore{Age: 12, Danger: safeguard.Danger{Violence: peer.Yes}})
	back := raised("c5", safeguard.Raise{Trigger: safeguard.RiskToSelf})
	back.do("2026-03-13T18:00Z", peer.ByStaff("w4", ""), safeguard.TakeBack{})
	past := []safeguard.Concern{{}, self.c, bad.c, byHand.c, later.c, back.c}

	t.Run("SAFE-04 the same rules change nothing, whatever became known or was done since", func(t *testing.T) {
		require.Empty(t, safeguard.Replay(past, was, next(), roster))
	})
	t.Run("SAFE-01 a word that nobody knew then, and one that nobody knows any more", func(t *testing.T) {
		own := [2]string{"safeguard/triggers/+", `{"trigger":"self-neglect","as":"risk-to-self","says":"-","urgency":"immediate","chain":"line"}`}
		got := safeguard.Replay(past, was, next(own), roster)
		require.Len(t, got, 1)
		require.Equal(t, bad.c.Ref(), got[0].Concern)
		require.Equal(t, []safeguard.FieldChange{{Field: safeguard.FieldTrigger, Was: "area-of-concern", Now: "self-neglect"}, {Field: safeguard.FieldUrgency, Was: "soon", Now: "immediate"}}, got[0].Fields[:2])

		h := groundOf(t, "tamarside")
		h.plant(t, own[0], own[1])
		c := proofRaised(t, h.policyOf(t), roster, proofInstant("2026-03-13T17:42Z"), safeguard.Raise{Trigger: "self-neglect"})
		had, err := peer.NewPolicies(h.file(t))
		require.NoError(t, err)
		gone := safeguard.Replay([]safeguard.Concern{c}, had, next(), roster)
		require.Equal(t, safeguard.FieldChange{Field: safeguard.FieldTrigger, Was: "self-neglect", Now: "risk-to-self"}, gone[0].Fields[0])
	})
	t.Run("SAFE-04 the policy it was handled under is not there any more", func(t *testing.T) {
		require.Empty(t, safeguard.Replay([]safeguard.Concern{self.c, bad.c}, peer.Policies{}, next(), roster))
		require.Len(t, safeguard.Replay([]safeguard.Concern{self.c}, peer.Policies{}, safeguard.Policy{}, safeguard.Roster{}), 1)
	})
	t.Run("SAFE-04 handled under the built-in floor", func(t *testing.T) {
		c := proofRaised(t, safeguard.Policy{}, roster, proofInstant("2026-03-13T17:42Z"), safeguard.Raise{Trigger: safeguard.Accident})
		require.Empty(t, safeguard.Replay([]safeguard.Concern{c}, was, safeguard.Policy{}, roster))
		require.NotEmpty(t, safeguard.Replay([]safeguard.Concern{c}, was, next(), roster))
	})
	t.Run("SAFE-04 more urgent", func(t *testing.T) {
		got := safeguard.Replay([]safeguard.Concern{self.c, byHand.c}, was, next([2]string{"safeguard/triggers/7/urgency", `"immediate"`}), roster)
		require.Equal(t, []safeguard.Rehandled{{Concern: self.c.Ref(), About: "p4", Trigger: safeguard.RiskToSelf, Fields: []safeguard.FieldChange{
			{Field: safeguard.FieldUrgency, Was: "soon", Now: "immediate"},
			{Field: safeguard.FieldNotify, Was: "2026-03-13T21:42:00Z", Now: "2026-03-13T18:12:00Z"},
			{Field: safeguard.FieldTake, Was: "8 hours", Now: "60 minutes"},
			{Field: safeguard.FieldHuman, Was: "14 days", Now: "4 hours"},
		}}}, got)
	})
	t.Run("SAFE-16 what somebody made more urgent stays so", func(t *testing.T) {
		require.Empty(t, safeguard.Replay([]safeguard.Concern{byHand.c}, was, next([2]string{"safeguard/triggers/18/urgency", `"soon"`}), roster))
	})
	t.Run("SAFE-03 told to others first", func(t *testing.T) {
		got := safeguard.Replay([]safeguard.Concern{self.c}, was, next([2]string{"safeguard/chains/1/outOfHours", `["duty-manager","on-call-clinician"]`}), roster)
		require.Equal(t, []safeguard.FieldChange{
			{Field: safeguard.FieldOutOfHours, Was: "on-call-clinician, duty-manager", Now: "duty-manager, on-call-clinician"},
			{Field: safeguard.FieldFirstTold, Was: "dr-lindqvist", Now: "greta"},
		}, got[0].Fields)
		require.Len(t, safeguard.Replay([]safeguard.Concern{self.c}, was, next([2]string{"safeguard/chains/1/outOfHours", `["duty-manager","on-call-clinician"]`}), safeguard.Roster{})[0].Fields, 1)
	})
}

func TestReplayHoldsNoWords(t *testing.T) {
	x := theStory(t, func(string, string, *telling) {})
	was, err := peer.NewPolicies(groundOf(t, "tamarside").file(t))
	require.NoError(t, err)
	for _, name := range []string{"broadwater", "soarfield"} {
		t.Run("SAFE-18, SAFE-19 "+name, func(t *testing.T) {
			got := safeguard.Replay([]safeguard.Concern{x.c}, was, groundOf(t, name).policyOf(t), x.p.roster)
			require.Len(t, got, 1)
			b, err := json.Marshal(got)
			require.NoError(t, err)
			require.NotContains(t, string(b), canary)
			require.NotContains(t, string(b), "01632")
			require.Contains(t, string(b), `{"field":"telephone"}`)
		})
	}
}
