package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// tellAT06Activity runs step 4: something that matters to P4, and the way there,
// together at first. Who chose an accompaniment is for its own record to ask.
func tellAT06Activity(t T) {
	const p4 peer.PersonID = "p4" // Siân Weller
	person := peer.ByPerson(p4)
	s := &story{t: t}
	p, err := recovery.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	facts := recovery.Facts{Policy: p}
	hers := func(text string) peer.Words { w := words(text); w.By = person; return w }

	var pottery recovery.Activity
	t.Run("AT-06.4, REC-17, PEER-59 the worker writes the pottery down, and not what it means", func(t T) {
		name := recovery.NameActivity{ID: "act-1", Person: p4, Worker: w4, What: recovery.ActivityCreative, Words: hers("pottery on Thursdays"),
			Meaning: words("it will do her good"), InGroup: true, LedBy: recovery.LedByGroup}
		_, _, err := recovery.NewActivity(name, s.act(jess, "2026-05-01T10:00Z", 0), facts)
		require.Equal(t, "/meaning", refused(t, err, peer.ErrPersonsWordsOnly).Unmet()[0].Path)
		name.Meaning, name.Gives = peer.Words{}, []recovery.Gives{recovery.GivesIdentity}
		_, _, err = recovery.NewActivity(name, s.act(jess, "2026-05-01T10:01Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		name.Gives, name.What = nil, "occupational-therapy"
		_, _, err = recovery.NewActivity(name, s.act(jess, "2026-05-01T10:02Z", 0), facts)
		refused(t, err, peer.ErrUnknownCode)
		name.What, name.LedBy = recovery.ActivityCreative, ""
		_, _, err = recovery.NewActivity(name, s.act(jess, "2026-05-01T10:03Z", 0), facts)
		refused(t, err, peer.ErrRequired)
		name.LedBy = recovery.LedByGroup
		pottery, _, err = recovery.NewActivity(name, s.act(jess, "2026-05-01T10:04Z", 0), facts)
		require.NoError(t, err)
		stands(t, recovery.ActivityWanted, pottery)
		require.True(t, pottery.Words().From(p4))
	})

	t.Run("AT-06.4, REC-17 what it means and that it goes on is P4's to say", func(t T) {
		before := pottery
		means := recovery.SayWhatItGives{Gives: []recovery.Gives{recovery.GivesIdentity, recovery.GivesPeople}, Meaning: words("somebody asked me how I did it")}
		_, _, err := pottery.Do(means, s.act(jess, "2026-05-07T16:00Z", pottery.Rev()), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		_, _, err = pottery.Do(recovery.BeginActivity{}, s.act(jess, "2026-05-07T16:00Z", pottery.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		require.Equal(t, before, pottery)
		pottery, _, err = pottery.Do(recovery.BeginActivity{}, s.act(person, "2026-05-07T16:10Z", pottery.Rev()), facts)
		require.NoError(t, err)
		pottery, _, err = pottery.Do(means, s.act(person, "2026-05-07T16:11Z", pottery.Rev()), facts)
		require.NoError(t, err)
		require.True(t, pottery.Meaning().From(p4))
		missed, change, err := recovery.NewTakingPart(recovery.TellTakingPart{ID: "note-1", Person: p4, Worker: w4, Activity: "act-1", TookPart: peer.No},
			s.act(jess, "2026-06-11T17:00Z", 0), facts)
		require.NoError(t, err)
		stands(t, recovery.TakingPartTold, missed)
		require.Empty(t, change.Reasons)
	})

	t.Run("AT-06.4, REC-18 what is in the way, and what comes next", func(t T) {
		name := recovery.NameObstacle{ID: "obs-1", Person: p4, Worker: w4, Activity: "act-1", Words: words("no motivation")}
		_, _, err := recovery.NewObstacle(name, s.act(jess, "2026-05-03T10:00Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		name.Words = hers("two buses")
		buses, _, err := recovery.NewObstacle(name, s.act(jess, "2026-05-03T10:01Z", 0), facts)
		require.NoError(t, err)
		solve := recovery.SolveObstacle{Cycle: "cycle-1"}
		same, _, err := buses.Do(solve, s.act(jess, "2026-05-03T10:02Z", buses.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		require.Equal(t, buses, same)
		buses, _, err = buses.Do(solve, s.act(person, "2026-05-03T10:03Z", buses.Rev()), facts)
		require.NoError(t, err)
		require.Equal(t, "cycle-1", buses.Cycle())
	})

	var way recovery.GradedPlan
	t.Run("AT-06.4, REC-19 together, partly, back, and alone when P4 says so", func(t T) {
		ask := recovery.AskToComeAlong{ID: "way-1", Person: p4, Worker: w4, Where: words("to the pottery"), Activity: "act-1"}
		_, _, err := recovery.NewGradedPlan(ask, s.act(jess, "2026-05-04T10:00Z", 0), facts)
		require.ErrorIs(t, err, peer.ErrPersonsChoiceOnly)
		way, _, err = recovery.NewGradedPlan(ask, s.act(person, "2026-05-04T10:01Z", 0), facts)
		require.NoError(t, err)
		_, _, err = way.Do(recovery.ComeAlong{}, s.act(person, "2026-05-04T10:02Z", way.Rev()), facts)
		refused(t, err, peer.ErrNotAuthorised)
		for _, move := range []struct {
			on   string
			step recovery.GradedPlanStep
			by   peer.Actor
			to   peer.Status
		}{
			{"2026-05-07", recovery.ComeAlong{}, jess, recovery.GradedTogether},
			{"2026-05-14", recovery.GoPartlyTogether{}, person, recovery.GradedPartly},
			{"2026-05-21", recovery.GoTogether{}, person, recovery.GradedTogether},
			{"2026-05-28", recovery.GoPartlyTogether{}, person, recovery.GradedPartly},
			{"2026-06-04", recovery.GoAlone{}, person, recovery.GradedAlone},
			{"2026-06-18", recovery.FinishGradedPlan{}, person, recovery.GradedFinished},
		} {
			if move.by == person {
				same, _, err := way.Do(move.step, s.act(jess, move.on+"T09:00Z", way.Rev()), facts)
				refused(t, err, peer.ErrPersonsChoiceOnly)
				require.Equal(t, way, same)
			}
			way, _, err = way.Do(move.step, s.act(move.by, move.on+"T12:00Z", way.Rev()), facts)
			require.NoError(t, err)
			stands(t, move.to, way)
			require.Equal(t, move.on, way.StatusOn().String())
		}
		require.Equal(t, "2026-05-21", way.Reached(recovery.GradedTogether).String())
		require.Equal(t, "2026-05-28", way.Reached(recovery.GradedPartly).String())
		require.Equal(t, "2026-06-04", way.Reached(recovery.GradedAlone).String())
	})

	t.Run("AT-06.4, REC-17 the pottery goes on until P4 says otherwise", func(t T) {
		_, _, err := pottery.Do(recovery.ActivityIsOver{}, s.act(jess, "2026-06-20T10:00Z", pottery.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		stands(t, recovery.ActivityGoingOn, pottery)
	})
	at06Pottery(t, pottery, way)
}
