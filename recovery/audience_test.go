package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestAudienceAllows(t *testing.T) {
	for i, a := range everyAudience {
		for j, to := range everyAudience {
			require.Equal(t, i >= j, a.Allows(to), "%s to %s", a, to)
		}
		require.False(t, a.Allows(""))
		require.False(t, a.Allows("everybody"))
		require.False(t, recovery.Audience("everybody").Allows(a))
		require.False(t, recovery.Audience("").Allows(a))
	}
}

func TestWhoSeesAGoal(t *testing.T) {
	g := tellGoal(t).active
	for i, a := range everyAudience {
		set, _ := doGoal(t, g, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z", "b1")
		for _, r := range readers(peer.ShareGoals) {
			t.Run("REC-50 "+string(a)+" read by "+r.name, func(t *testing.T) {
				v, err := set.View(r.by)
				require.Equal(t, i >= r.from, sees(t, v, err, "REC-50 consent-required", "goal", "path"))
			})
		}
	}
	require.Equal(t, recovery.MeAndMyWorker, g.Audience(), "REC-50 what a goal starts with")
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan} {
		t.Run("REC-50 widened by "+name, func(t *testing.T) {
			only(t, g.Check(recovery.WhoMaySee{Audience: recovery.CareRecord}, act(by, "2026-05-09T09:00Z", "r", g), facts(t)), "REC-50 persons-choice-only", "")
		})
	}
	v, err := recovery.Goal{}.View(reading(bySian, peer.ForSupport))
	require.False(t, sees(t, v, err, "REC-50 consent-required", "goal", "path"), "there is nothing to see of no goal")
}

func TestWhoSeesTheRest(t *testing.T) {
	offered, accepted, _ := celebrationsOf(t)
	b, _ := newSetback(t, theSetback(), bySian)
	c := tellContribution(t)
	goals, plan := consent(peer.ShareGoals, peer.ForCare, peer.Yes), consent(peer.SharePlan, peer.ForCare, peer.Yes)
	record, planRecord := consent(peer.ShareGoals, peer.ForRecord, peer.Yes), consent(peer.SharePlan, peer.ForRecord, peer.Yes)
	for _, r := range []struct {
		name                                            string
		by                                              peer.Reading
		setback, offered, accepted                      bool
		proposed, seen, contributionAccepted, withdrawn bool
	}{
		{"the person", reading(bySian, peer.ForSupport), true, true, true, true, true, true, true},
		{"the worker", reading(byJess, peer.ForSupport), true, true, true, true, true, true, true},
		{"the plan's owner", reading(byKay, peer.ForCare), false, false, false, false, true, true, true},
		{"the plan's owner on a yes to goals", reading(byKay, peer.ForCare, goals), false, false, true, false, true, true, true},
		{"a colleague", reading(byRowan, peer.ForCare), false, false, false, false, false, true, false},
		{"a colleague on a yes", reading(byRowan, peer.ForCare, goals, plan), false, false, true, false, true, true, false},
		{"a colleague for supervision", reading(byRowan, peer.ForSupervision, goals, plan), false, false, false, false, false, false, false},
		{"an exporter", reading(byKay, peer.ForRecord), false, false, false, false, false, true, false},
		{"an exporter on a yes", reading(byKay, peer.ForRecord, record, planRecord), false, false, true, false, true, true, false},
		{"a carer on a yes", reading(byMegan, peer.ForCare, goals, plan), false, false, false, false, false, false, false},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForCare, goals, plan), false, false, false, false, false, false, false},
	} {
		t.Run(r.name, func(t *testing.T) {
			see := func(v peer.Viewed, err error) bool {
				require.NoError(t, err)
				return len(v.LeftOut) == 0
			}
			require.Equal(t, r.setback, b.Sees("setback", r.by), "REC-50 the setback")
			require.Equal(t, r.offered, see(offered.View(r.by)), "REC-11 the offer")
			require.Equal(t, r.accepted, see(accepted.View(r.by)), "REC-11 the celebration")
			require.Equal(t, r.proposed, see(c.proposed.View(r.by)), "REC-44 not seen by the person")
			require.Equal(t, r.seen, see(c.seen.View(r.by)), "REC-44 seen by the person")
			require.Equal(t, r.contributionAccepted, see(c.accepted.View(r.by)), "REC-44 accepted")
			require.Equal(t, r.withdrawn, see(c.withdrawn.View(r.by)), "REC-44 withdrawn")
		})
	}
	for _, by := range []peer.Actor{bySian, byJess, byKay} {
		v, err := b.View(reading(by, peer.ForRecord, record))
		require.NoError(t, err)
		require.Equal(t, "REC-50 consent-required", v.LeftOut[0].Rule.String())
		require.Len(t, v.LeftOut, 2, "H20 a setback never goes into the record")
	}
}
