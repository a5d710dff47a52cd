package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

const at06P4 peer.PersonID = "p4"

// tellAT06Coping runs the steps about coping, fears and self-management: each goes
// on from the one before.
func tellAT06Coping(t T) {
	s := &story{t: t}
	p4 := peer.ByPerson(at06P4)
	file := policyFile(t)
	section, err := recovery.PolicyFrom(file)
	require.NoError(t, err)
	facts := recovery.Facts{Policy: section}
	all, err := peer.NewPolicies(file)
	require.NoError(t, err)
	world := peer.World{Policies: all, Calendar: file.Calendar()}

	stored := func(r peer.Record) string {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		return string(b)
	}
	do := func(c recovery.CopingStrategy, step recovery.CopingStrategyStep, when string) recovery.CopingStrategy {
		t.Helper()
		next, _, err := c.Do(step, s.act(p4, when, c.Rev()), facts)
		require.NoError(t, err)
		return next
	}
	// left checks that a step was turned down with these codes and left the
	// strategy as it was.
	left := func(t T, c recovery.CopingStrategy, step recovery.CopingStrategyStep, by peer.Actor, when string, codes ...peer.Code) {
		t.Helper()
		before := stored(c)
		next, change, err := c.Do(step, s.act(by, when, c.Rev()), facts)
		refused(t, err, codes...)
		require.Zero(t, change)
		require.Equal(t, before, stored(next))
	}
	said := func(text string) peer.Words {
		w := words(text)
		w.By = p4
		return w
	}

	var walk, bed recovery.CopingStrategy
	t.Run("AT-06.1, REC-20 what P4 does already, as she says it", func(t T) {
		var err error
		walk, _, err = recovery.NewCopingStrategy(recovery.TellCoping{ID: "c1", Person: at06P4, Worker: w4, Words: words("walk the dog"),
			Resources: []recovery.CopingResource{{From: recovery.HelpAnimal}}}, s.act(p4, "2026-03-02T10:00Z", 0), facts)
		require.NoError(t, err)
		stands(t, recovery.CopingInUse, walk)
		bed, _, err = recovery.NewCopingStrategy(recovery.TellCoping{ID: "c2", Person: at06P4, Worker: w4, Words: said("stay in bed")}, s.act(jess, "2026-03-02T10:05Z", 0), facts)
		require.NoError(t, err, "the worker writes down what P4 said")
		require.True(t, bed.Words().From(at06P4))
	})

	appraise := func(id string, c recovery.CopingStrategy, v recovery.Verdict, why peer.Words, by peer.Actor) (recovery.Appraisal, error) {
		a, _, err := recovery.NewAppraisal(recovery.Appraise{ID: id, Person: at06P4, Worker: w4, About: recovery.OfCopingStrategy, Of: c.Ref().ID, Verdict: v, Why: why},
			s.act(by, "2026-03-02T10:10Z", 0), facts)
		return a, err
	}
	var works, worse recovery.Appraisal
	t.Run("AT-06.1, REC-21 what works is something to build on", func(t T) {
		var err error
		works, err = appraise("v1", walk, recovery.Works, peer.Words{}, p4)
		require.NoError(t, err)
		require.True(t, works.Reinforces())
		require.Equal(t, recovery.Works, walk.Verdicts([]recovery.Appraisal{works})[0].Verdict)
	})
	t.Run("AT-06.1, REC-21 a verdict is P4's, and one that says no says why", func(t T) {
		none, err := appraise("v2", bed, recovery.DoesNotWork, said("avoidance"), jess)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		require.False(t, none.Exists())
		none, err = appraise("v2", bed, recovery.DoesNotWork, peer.Words{}, p4)
		refused(t, err, peer.ErrRequired)
		require.False(t, none.Exists())
		worse, err = appraise("v2", bed, recovery.DoesNotWork, words("worse by evening"), p4)
		require.NoError(t, err)
		require.Equal(t, "worse by evening", worse.Why().Text.Reveal())
		require.True(t, worse.Why().From(at06P4))
		require.False(t, worse.Reinforces())
		v, err := worse.View(peer.Reading{By: jess, Purpose: peer.ForRecord, At: at(t, "2026-03-02T10:10Z")})
		require.NoError(t, err)
		require.False(t, v.Sees("appraisal"), "nothing of an appraisal goes into the record")
	})
	at06Coping(t, bed, works, worse)

	var ring recovery.CopingStrategy
	tired := []recovery.CopingBarrier{{Words: words("too tired")}}
	use := recovery.CopingUse{When: words("when the evening gets long"), With: words("somebody who picks up")}
	t.Run("AT-06.2, REC-22 something different comes from P4", func(t T) {
		idea := recovery.ConsiderCoping{ID: "c3", Person: at06P4, Worker: w4, Words: words("ring a friend")}
		_, _, err := recovery.NewCopingStrategy(idea, s.act(jess, "2026-03-05T10:00Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		ring, _, err = recovery.NewCopingStrategy(idea, s.act(p4, "2026-03-05T10:00Z", 0), facts)
		require.NoError(t, err)
		stands(t, recovery.CopingConsidered, ring)
	})
	t.Run("AT-06.2, REC-22 before it is tried, what may get in the way is talked about", func(t T) {
		left(t, ring, recovery.TryCoping{}, p4, "2026-03-05T10:05Z", recovery.ErrStepIncomplete)
		left(t, ring, recovery.PlanCoping{Use: use}, p4, "2026-03-05T10:05Z", recovery.ErrStepIncomplete)
		left(t, ring, recovery.PlanCoping{Use: use, Barriers: tired}, p4, "2026-03-05T10:05Z", recovery.ErrStepIncomplete)
		left(t, ring, recovery.KeepCoping{}, p4, "2026-03-05T10:05Z", peer.ErrInvalidTransition)
	})
	t.Run("AT-06.2, REC-22 that she would rather just try it is an answer, in her words", func(t T) {
		left(t, ring, recovery.TryCoping{JustTry: peer.Words{Text: peer.Say("let us just try it"), By: peer.ByStaff(w4, "")}}, p4, "2026-03-05T10:06Z", peer.ErrPersonsWordsOnly)
		tried, change, err := ring.Do(recovery.TryCoping{JustTry: words("I'd rather just try it")}, s.act(p4, "2026-03-05T10:06Z", ring.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.CopingTrying, tried)
		require.True(t, tried.JustTry().From(at06P4))
		require.Len(t, change.Reasons, 1, "it is marked")
		require.Equal(t, "REC-22 step-incomplete", change.Reasons[0].Rule.String())
		require.Equal(t, peer.Warns, change.Reasons[0].Weight)
		marked, change, err := ring.Do(recovery.PlanCoping{Use: use, Barriers: tired, JustTry: words("I'd rather just try it")}, s.act(p4, "2026-03-05T10:06Z", ring.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.CopingPlanned, marked)
		require.Len(t, change.Reasons, 1)
	})
	t.Run("AT-06.2, REC-22 planned, tried on 9 March and in use on 6 April", func(t T) {
		tired[0].Response = words("text instead")
		left(t, ring, recovery.PlanCoping{Use: use, Barriers: tired}, jess, "2026-03-05T10:10Z", peer.ErrPersonsChoiceOnly, peer.ErrPersonsWordsOnly)
		ring = do(ring, recovery.PlanCoping{Use: use, Barriers: tired}, "2026-03-05T10:10Z")
		stands(t, recovery.CopingPlanned, ring)
		require.True(t, ring.Barriers()[0].Response.From(at06P4))
		ring = do(ring, recovery.TryCoping{}, "2026-03-09T10:00Z")
		stands(t, recovery.CopingTrying, ring)
		left(t, ring, recovery.KeepCoping{}, jess, "2026-04-06T10:00Z", peer.ErrPersonsChoiceOnly)
		ring = do(ring, recovery.KeepCoping{}, "2026-04-06T10:00Z")
		stands(t, recovery.CopingInUse, ring)
	})
	t.Run("AT-06.2, REC-23 looked at again after 60 days, or when and if P4 likes", func(t T) {
		list, err := recovery.Due([]peer.Record{ring}, world, at(t, "2026-04-07T09:00Z"))
		require.NoError(t, err)
		require.Len(t, list, 1)
		due(t, "a look back at "+ring.Ref().String(), "2026-06-05", list[0].Due.String())
		require.Equal(t, peer.PartyWorker, list[0].Owes, "the worker asks; P4 owes nothing")
		left(t, ring, recovery.ReviewCopingEvery{Every: peer.Hours(12)}, p4, "2026-04-07T09:00Z", peer.ErrOutOfRange)
		left(t, ring, recovery.RemindCoping{On: peer.No}, jess, "2026-04-07T09:00Z", peer.ErrPersonsChoiceOnly)
		weekly := do(ring, recovery.ReviewCopingEvery{Every: peer.Weeks(1)}, "2026-04-07T09:00Z")
		list, err = recovery.Due([]peer.Record{weekly}, world, at(t, "2026-04-07T09:00Z"))
		require.NoError(t, err)
		due(t, "a look back at "+weekly.Ref().String()+", every week", "2026-04-13", list[0].Due.String())
		off := do(ring, recovery.RemindCoping{On: peer.No}, "2026-04-07T09:05Z")
		list, err = recovery.Due([]peer.Record{off}, world, at(t, "2026-06-05T09:00Z"))
		require.NoError(t, err)
		require.Empty(t, list)
	})

	t.Run("AT-06.3, REC-26 a fear is named by P4 and by nobody as hers", func(t T) {
		for _, w := range []peer.Words{words("of getting well"), said("that people will stare")} {
			none, _, err := recovery.NewFear(recovery.NameFear{ID: "e1", Person: at06P4, Worker: w4, Words: w}, s.act(jess, "2026-05-01T10:00Z", 0), facts)
			require.ErrorIs(t, err, peer.ErrPersonsWordsOnly)
			refused(t, err, peer.ErrPersonsWordsOnly)
			require.False(t, none.Exists())
		}
		fear, _, err := recovery.NewFear(recovery.NameFear{ID: "e1", Person: at06P4, Worker: w4, Words: words("that people will stare")}, s.act(p4, "2026-05-01T10:00Z", 0), facts)
		require.NoError(t, err)
		v, err := fear.View(peer.Reading{By: peer.ByStaff(kay, peer.RoleCareCoordinator), Purpose: peer.ForRecord, At: at(t, "2026-05-01T10:00Z")})
		require.NoError(t, err)
		require.False(t, v.Sees("fear"))
	})
	t.Run("AT-06.3, REC-14 how a skill goes is P4's own number or words", func(t T) {
		skill, _, err := recovery.NewSkill(recovery.ListSkill{ID: "k1", Person: at06P4, Worker: w4, Words: said("breathing out slowly")}, s.act(jess, "2026-05-01T10:10Z", 0), facts)
		require.NoError(t, err)
		before := stored(skill)
		rating := recovery.SayHowSkillGoes{Rating: recovery.SkillRating{Number: "7", Scale: recovery.ScaleHardToEasy}}
		next, _, err := skill.Do(rating, s.act(jess, "2026-05-01T10:15Z", skill.Rev()), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		require.Equal(t, before, stored(next))
		skill, _, err = skill.Do(rating, s.act(p4, "2026-05-01T10:15Z", skill.Rev()), facts)
		require.NoError(t, err)
		require.Equal(t, recovery.Rating("7"), skill.Rating().Number)
	})
}
