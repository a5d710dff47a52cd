package safeguard_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

var limits = steptest.BenchOf(recordGround, safeguard.LimitReachedTable(), safeguard.NewLimitReached, safeguard.CheckNewLimitReached, safeguard.LimitReachedStarts,
	safeguard.DecodeLimitReached, safeguard.EncodeLimitReachedStep, safeguard.DecodeLimitReachedStep)

func theLimit() safeguard.ReachLimit {
	return safeguard.ReachLimit{ID: "l1", Person: sian, Worker: jess, Asked: safeguard.LimitMedication, Words: unsigned("whether to leave the tablets off in the garden sun"),
		RouteTo: peer.RoleCareCoordinator, Said: unsigned("that Kay knows, and we could ring together")}
}

func TestLimitReachedEveryRow(t *testing.T) {
	limit := limits.Done(t, safeguard.LimitReached{}, theLimit(), byJess)
	whose := row("SAFE-10", peer.ErrNotAuthorised)
	limits.EveryRow(t, everybody(nil), map[peer.Status]safeguard.LimitReached{safeguard.LimitSaid: limit},
		limits.Planned(t, "SAFE-10 reach", safeguard.LimitReached{}, theLimit(), byJess, safeguard.LimitSaid, map[string][]peer.Rule{"/worker": {whose}}),
		limits.Planned(t, "SAFE-10 what was said", limit, safeguard.SayWhatWasSaid{RouteTo: "pharmacist", Said: unsigned("x")}, byJess, safeguard.LimitSaid, nil),
	)
}

func TestLimitReachedGoesToAColleague(t *testing.T) {
	none := safeguard.LimitReached{}
	t.Run("SAFE-10 it makes a concern that is stored with it", func(t *testing.T) {
		limit, change := limits.Changed(t, none, theLimit(), byJess)
		require.Len(t, change.Made, 1)
		require.Equal(t, peer.Ref{Kind: safeguard.KindConcern, ID: "l1-limit"}, change.Made[0].Ref)
		require.Equal(t, "l1-limit", limit.Concern())
		concern := change.Made[0].Record.(safeguard.Concern)
		require.Equal(t, []any{safeguard.LimitOfCompetence, sian, peer.ByStaff(jess, ""), safeguard.Routine, on(whenSaid)}, []any{concern.Trigger(), concern.About(), concern.Raiser(), concern.Urgency(), concern.Received()})
		require.Equal(t, []peer.Role{peer.RolePeerSupportLead, peer.RoleTeamLead}, concern.Handling().InHours, "SAFE-03 a colleague or the supervisor")
		require.Equal(t, peer.RequestID("a1"), change.Made[0].Change.Request)
		require.Contains(t, concern.Minimal().Text.Reveal(), "tablets")
	})
	t.Run("SAFE-10 an id as long as can be", func(t *testing.T) {
		step := theLimit()
		step.ID = strings.Repeat("x", 200)
		limit := limits.Done(t, none, step, byJess)
		require.Len(t, limit.Concern(), 200)
	})
	t.Run("H01 without a policy it is made all the same", func(t *testing.T) {
		_, change := limits.Changed(t, none, theLimit(), byJess, func(f *safeguard.Facts) { f.Policy = safeguard.Policy{} })
		require.True(t, change.Made[0].Record.(safeguard.Concern).Marked(safeguard.NotInForce))
	})
	t.Run("SAFE-10 what is missing holds nothing up", func(t *testing.T) {
		step := theLimit()
		step.RouteTo = ""
		steptest.Warns(t, limits.Tried(t, none, step, byJess), "SAFE-10 required", "/routeTo", peer.Warns)
		step.RouteTo, step.Said = peer.RoleCareCoordinator, peer.Words{}
		steptest.Warns(t, limits.Tried(t, none, step, byJess), "SAFE-10 required", "/said", peer.Warns)
		step.Words = peer.Words{}
		limit := limits.Done(t, none, step, byJess)
		more := limits.Done(t, limit, safeguard.SayWhatWasSaid{Said: unsigned("that Kay knows")}, byJess)
		require.Equal(t, []any{"that Kay knows", peer.RoleCareCoordinator}, []any{more.Said().Text.Reveal(), more.RouteTo()})
		more = limits.Done(t, more, safeguard.SayWhatWasSaid{RouteTo: "pharmacist"}, byJess)
		require.Equal(t, []any{"that Kay knows", peer.Role("pharmacist")}, []any{more.Said().Text.Reveal(), more.RouteTo()})
	})
	t.Run("SAFE-10 whose words these are", func(t *testing.T) {
		step := theLimit()
		step.Words = own(bySian, "should I leave them off?")
		open(t, limits.Tried(t, none, step, byJess))
		step.Words = own(byRowan, "x")
		only(t, limits.Tried(t, none, step, byJess), "SAFE-10 not-authorised", "/words")
		step.Words, step.Said = peer.Words{}, own(bySian, "x")
		only(t, limits.Tried(t, none, step, byJess), "SAFE-10 not-authorised", "/said")
		limit := limits.Done(t, none, theLimit(), byJess)
		only(t, limits.Tried(t, limit, safeguard.SayWhatWasSaid{Said: own(bySian, "x")}, byJess), "SAFE-10 not-authorised", "/said")
	})
	t.Run("SAFE-10 it is for the worker and their line", func(t *testing.T) {
		limit := limits.Done(t, none, theLimit(), byJess)
		readers.See(t, limit, "limit", "garden", "SAFE-18 not-authorised", "jess", "hannah supervision", "iris supervision")
		require.Equal(t, []any{safeguard.LimitMedication, sian, jess, on(whenSaid)}, []any{limit.Asked(), limit.Person(), limit.Worker(), limit.At()})
		require.Contains(t, limit.Words().Text.Reveal(), "garden")
	})
}

func TestLimitReachedHistories(t *testing.T) {
	limits.Histories(t, nil, func(t require.TestingT, l safeguard.LimitReached, c peer.Change) {
		require.NotEmpty(t, l.Concern())
		require.Equal(t, c.Rev == 1, len(c.Made) == 1)
		require.False(t, l.Sees("limit", readers.Reading(bySian, peer.ForSupport)))
	})
}

func TestLimitReachedStored(t *testing.T) {
	records := map[peer.Status]safeguard.LimitReached{safeguard.LimitSaid: limits.Done(t, safeguard.LimitReached{}, theLimit(), byJess)}
	limits.Goldens(t, records)
	limits.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: safeguard.LimitSaid, Path: "/words/by", Value: map[string]any{"staff": "w5"}, Heard: "/words"},
		{Of: safeguard.LimitSaid, Path: "/said/by", Value: map[string]any{"person": "p4"}, Heard: "/said"},
		{Of: safeguard.LimitSaid, Path: "/asked", Value: "advice", Heard: "/asked"},
		{Of: safeguard.LimitSaid, Path: "/at", Value: nil, Heard: "/at"},
	})
}
