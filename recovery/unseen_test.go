package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// A draft that never went out does not go out because it was taken back.
func TestWithdrawnDraftStaysHere(t *testing.T) {
	exporter := reading(byKay, peer.ForRecord)
	t.Run("REC-47, H18 a decision", func(t *testing.T) {
		d := tellDecision(t).draft
		d = doDecision(t, d, recovery.WhoMaySee{Audience: recovery.CareRecord}, bySian, "2026-06-20T09:00Z", "r1")
		require.False(t, d.Sees("decision", exporter))
		d = doDecision(t, d, recovery.WithdrawAdvance{}, bySian, "2026-06-20T10:00Z", "r2")
		require.False(t, d.Sees("decision", exporter))
		require.True(t, d.Sees("decision", reading(bySian, peer.ForSupport)))
	})
	t.Run("REC-47, H18 a statement", func(t *testing.T) {
		s := tellStatement(t).draft
		s = doStatement(t, s, recovery.WhoMaySee{Audience: recovery.CareRecord}, "2026-06-20T09:00Z", "r1")
		s = doStatement(t, s, recovery.WithdrawAdvance{}, "2026-06-20T10:00Z", "r2")
		require.False(t, s.Sees("statement", exporter))
	})
	t.Run("REC-47 what was in force is still found when it is over, to end it there", func(t *testing.T) {
		d := tellDecision(t).confirmed
		d = doDecision(t, d, recovery.WhoMaySee{Audience: recovery.CareRecord}, bySian, "2026-06-20T09:00Z", "r1")
		d = doDecision(t, d, recovery.WithdrawAdvance{}, bySian, "2026-06-20T10:00Z", "r2")
		require.True(t, d.Sees("decision", exporter))
	})
}

// A page that is read at home shows no sign of a concern.
func TestNoSignOfAConcernOnThePersonsPage(t *testing.T) {
	further := peer.Further{Answer: peer.Yes, Concern: "concern-7"}
	page := func(t *testing.T, r interface {
		View(peer.Reading) (peer.Viewed, error)
	}, by peer.Actor) string {
		b := steptest.Seen(t, r, reading(by, peer.ForSupport))
		return b
	}
	b, _ := newSetback(t, worse(further), byJess)
	p := solving(t)[recovery.ProblemImplementing].also()
	harder := went(recovery.SolutionMadeHarder)
	harder.Then, harder.Further = recovery.ThenStop, further
	stopped := p.take(bySian, harder).ProblemSolving
	t.Run("REC-12, H08, H26 a setback", func(t *testing.T) {
		require.NotContains(t, page(t, b, bySian), "concern-7")
		require.Contains(t, page(t, b, bySian), `"happened"`)
		require.Contains(t, page(t, b, byJess), "concern-7")
	})
	t.Run("REC-37, H08, H26 problem solving", func(t *testing.T) {
		require.NotContains(t, page(t, stopped, bySian), "concern-7")
		require.Contains(t, page(t, stopped, byJess), "concern-7")
	})
}

// What the person keeps to themself is nobody else's to ask about or to name.
func TestOnlyMeIsNotAskedAbout(t *testing.T) {
	only := recovery.WhoMaySee{Audience: recovery.OnlyMe}
	goal, _ := doGoal(t, tellGoal(t).active, only, "2026-03-02T09:00Z", "r1")
	require.Empty(t, recovery.Stuck([]recovery.Goal{goal}, nil, policy(t), on("2026-12-01T09:00Z")), "REC-13, REC-50 no goal of theirs alone")

	list := recovery.ListSkill{ID: "k1", Person: sian, Worker: jess, Words: own(bySian, "a walk before noon")}
	skill, _, err := recovery.NewSkill(list, act(bySian, "2026-03-02T09:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	_, ok := recovery.Modelable(sian, skill)
	require.True(t, ok)
	skill, _, err = skill.Do(only, act(bySian, "2026-03-02T10:00Z", "a2", skill), facts(t))
	require.NoError(t, err)
	_, ok = recovery.Modelable(sian, skill)
	require.False(t, ok, "REC-24, REC-50 no skill of theirs alone")
}
