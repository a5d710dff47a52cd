package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// asked is what a step of a relationship hears.
func asked(t testing.TB, r peer.Relationship, step peer.RelationshipStep, by peer.Actor, when string, with ...func(*peer.RelationshipFacts)) peer.Decision {
	t.Helper()
	facts := relFacts(t)
	for _, set := range with {
		set(&facts)
	}
	return r.Check(step, act(by, when, "asked", r), facts)
}

func noPolicy(f *peer.RelationshipFacts) { f.Policy = peer.Policy{} }

// nothingKnown are no facts at all.
func nothingKnown(f *peer.RelationshipFacts) { *f = peer.RelationshipFacts{} }

const march10 = "2026-03-10T11:00Z"

// awake are the places a pause leads from and back to.
func awake(t testing.TB, s relStory) map[peer.Status]peer.Relationship {
	return map[peer.Status]peer.Relationship{peer.Offered: s.offered, peer.Welcomed: s.told, peer.Agreeing: s.agreeing, peer.Active: s.active,
		peer.EndingPlanned: at(t, s.active, theEnding(), byJess, "2026-03-09T11:00Z", relFacts(t))}
}

func TestThePersonsPause(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	t.Run("PEER-30, PEER-37 it asks nothing, rests on no fact and has no end", func(t *testing.T) {
		for _, r := range awake(t, s) {
			require.True(t, asked(t, r, peer.Pause{}, byAled, march10, nothingKnown).Allowed())
			paused := at(t, r, peer.Pause{}, byAled, march10, peer.RelationshipFacts{})
			p, ok := paused.Pausing()
			require.True(t, ok)
			require.Equal(t, peer.Pausing{Was: r.Status(), Since: on(march10), By: peer.PartyPerson}, p)
			require.False(t, p.OnOurSide())
			require.True(t, paused.Holds(), "H22 their place is kept")
			require.False(t, paused.Runs())
			require.False(t, peer.AgreedIn(paused).Active, "nothing is planned meanwhile")
		}
	})
	t.Run("PEER-30 their word leads back to where it was, without anybody else's", func(t *testing.T) {
		for place, r := range awake(t, s) {
			paused := at(t, r, peer.Pause{}, byAled, march10, facts)
			back := at(t, paused, peer.Resume{}, byAled, "2026-05-10T11:00Z", peer.RelationshipFacts{})
			require.Equal(t, place, back.Status())
			p, ok := back.Pausing()
			require.False(t, ok)
			require.Zero(t, p)
			require.Equal(t, r.Agreements(), back.Agreements())
			require.Equal(t, r.EndingPlans(), back.EndingPlans())
		}
	})
	t.Run("PEER-30 nobody pauses in the person's name", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, byMegan, peer.ByPerson(beatriz)} {
			only(t, asked(t, s.active, peer.Pause{}, by, march10), "PEER-37 persons-choice-only")
		}
	})
	t.Run("PEER-71 nobody is called back before they are ready", func(t *testing.T) {
		only(t, asked(t, s.paused, peer.Resume{}, byJess, march10), "PEER-30 needs-both-parties")
		only(t, asked(t, s.paused, peer.Resume{}, byHannah, march10), "PEER-35 needs-both-parties")
		only(t, asked(t, s.paused, theProposal(), byJess, march10), "PEER-30 invalid-transition")
	})
	t.Run("PEER-37 out of a pause they leave, and ask for somebody else", func(t *testing.T) {
		for _, r := range []peer.Relationship{s.paused, s.onOurSide} {
			require.Equal(t, peer.Ended, at(t, r, peer.Withdraw{}, byAled, march10, peer.RelationshipFacts{}).Status())
			require.Equal(t, peer.Paused, at(t, r, peer.AskForSomebodyElse{}, byAled, march10, peer.RelationshipFacts{}).Status())
		}
	})
}

func TestAPauseOnOurSide(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	until := func(day string) peer.PauseOnOurSide {
		p := thePause()
		p.Until = peer.MustDate(day)
		return p
	}
	t.Run("PEER-30, H22 it has a reason, a last day and somebody who is there", func(t *testing.T) {
		for path, step := range map[string]peer.PauseOnOurSide{
			"/because": {Until: peer.MustDate("2026-03-13"), Cover: rowan},
			"/until":   {Because: peer.PauseLeave, Cover: rowan},
			"/cover":   {Because: peer.PauseLeave, Until: peer.MustDate("2026-03-13")},
		} {
			require.Equal(t, path, only(t, asked(t, s.active, step, byJess, march10), "PEER-30 required").Path)
		}
		p, _ := s.onOurSide.Pausing()
		require.True(t, p.OnOurSide())
		require.Equal(t, peer.Pausing{Was: peer.Active, Since: on("2026-03-02T09:00Z"), By: peer.PartyWorker, Because: peer.PauseFamily, Until: peer.MustDate("2026-03-13"), Cover: rowan}, p)
		require.Equal(t, peer.WordGiven{At: p.Since, Cover: rowan}, s.onOurSide.WordGiven(), "with the offer of cover the person has heard")
	})
	t.Run("PEER-30 it is no longer than the policy lets one last", func(t *testing.T) {
		for day, open := range map[string]bool{"2026-03-10": true, "2026-03-24": true, "2026-03-25": false, "2026-04": false} {
			d := asked(t, s.active, until(day), byJess, march10)
			require.Equal(t, open, d.Allowed(), day)
			if !open {
				reason := only(t, d, "PEER-30 out-of-range")
				require.Equal(t, "/until", reason.Path)
				require.Equal(t, []peer.Arg{peer.On("latest", peer.MustDate("2026-03-24"))}, reason.Args)
			}
		}
		require.Equal(t, peer.MustDate("2026-03-31"), pauseOf(at(t, s.active, until("2026-03"), byJess, "2026-03-18T11:00Z", facts)).Until, "a month is over with its last day")
	})
	t.Run("PEER-30 without a policy nobody knows how long", func(t *testing.T) {
		reason := only(t, asked(t, s.active, until("2026-03-12"), byJess, march10, noPolicy), "PEER-30 out-of-range")
		require.Equal(t, peer.Unknown, reason.Met)
		require.Empty(t, reason.Args)
	})
	t.Run("PEER-30 its last day is still to come", func(t *testing.T) {
		require.Equal(t, "/until", only(t, asked(t, s.active, until("2026-03-09"), byJess, march10), "PEER-30 past-date").Path)
	})
	t.Run("PEER-30 nobody covers for themself", func(t *testing.T) {
		step := thePause()
		step.Cover = jess
		require.Equal(t, "/cover", only(t, asked(t, s.active, step, byJess, march10), "PEER-30 self-reference").Path)
	})
	t.Run("PEER-30, PEER-11 of the staff the worker's line begins one", func(t *testing.T) {
		require.True(t, asked(t, s.active, thePause(), peer.ByStaff(iris, ""), march10).Allowed())
		only(t, asked(t, s.active, thePause(), peer.ByStaff(kay, peer.RoleLineManager), march10), "PEER-11 not-authorised")
		only(t, asked(t, s.active, thePause(), byHannah, march10, func(f *peer.RelationshipFacts) { f.Lines = peer.Lines{} }), "PEER-11 not-authorised")
		only(t, asked(t, s.active, thePause(), byAled, march10), "PEER-30 not-authorised")
	})
	t.Run("PEER-30, H22 the person ends it at once, and asks nobody", func(t *testing.T) {
		require.Equal(t, peer.Active, at(t, s.onOurSide, peer.Resume{}, byAled, march10, peer.RelationshipFacts{}).Status())
	})
	t.Run("PEER-30 the worker's word waits for the person's", func(t *testing.T) {
		there := at(t, s.onOurSide, peer.Resume{}, byJess, march10, peer.RelationshipFacts{})
		require.Equal(t, peer.Paused, there.Status())
		require.Equal(t, on(march10), pauseOf(there).WorkerBack)
		only(t, asked(t, there, peer.Resume{}, byJess, "2026-03-11T11:00Z"), "PEER-30 needs-both-parties")
		require.Equal(t, peer.Active, at(t, there, peer.Resume{}, byAled, "2026-03-11T11:00Z", peer.RelationshipFacts{}).Status())
	})
	t.Run("PEER-30 a last day that has passed changes nothing by itself", func(t *testing.T) {
		require.True(t, asked(t, s.onOurSide, peer.Resume{}, byJess, "2026-06-10T11:00Z").Allowed())
		require.Equal(t, peer.Paused, s.onOurSide.Status())
	})
}

func pauseOf(r peer.Relationship) peer.Pausing {
	p, _ := r.Pausing()
	return p
}
