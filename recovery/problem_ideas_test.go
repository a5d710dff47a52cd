package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestProblemIdeas(t *testing.T) {
	collecting := solving(t)[recovery.ProblemGoalsSet]
	t.Run("REC-34, REC-39 an idea of the worker's", func(t *testing.T) {
		for _, tried := range []struct {
			by    peer.Actor
			words peer.Words
		}{{byJess, unsigned("take a taxi")}, {byJess, own(byJess, "take a taxi")}, {bySian, own(byJess, "take a taxi")}, {byJess, own(byKay, "take a taxi")}} {
			d := collecting.check(tried.by, recovery.AddIdea{Words: tried.words})
			only(t, d, "REC-34 directive", "/words")
			require.Contains(t, d.Unmet()[0].Fix, "what they have already thought of")
			require.Equal(t, peer.ShowWhose, d.Unmet()[0].Rule.Code.Kind())
		}
	})
	t.Run("REC-34 judging while ideas are open", func(t *testing.T) {
		some := collecting.also().take(bySian, idea("fly"))
		only(t, some.check(bySian, recovery.WeighIdea{Idea: 1, Against: own(bySian, "silly")}), "REC-34 judging-too-early", "")
	})
	t.Run("REC-34 closing with none", func(t *testing.T) {
		only(t, collecting.check(bySian, recovery.CloseIdeas{}), "REC-34 no-own-idea", "")
		only(t, collecting.also().take(bySian, idea("fly")).check(byJess, recovery.CloseIdeas{}), "REC-34 persons-choice-only", "")
	})
	written := collecting.also().take(byJess, idea("fly"))
	require.Equal(t, peer.PartyPerson, written.Ideas()[0].Origin, "the worker wrote it down; it is the person's")
	require.Empty(t, written.Ideas()[0].Basis)
	three := written.also().take(bySian, idea("swim"), idea("walk"))
	one := three.also().take(bySian, idea("run"))
	three.also().take(bySian, idea("row"))
	require.Equal(t, "run", one.Ideas()[3].Words.Text.Reveal(), "what comes of one cycle twice has nothing in common")
}

func TestInvitedIdeas(t *testing.T) {
	at, allowed := solving(t), offering(t)
	offer := recovery.OfferInvitedIdea{Words: unsigned("go the day before"), Basis: recovery.BasisExperience}
	closed := at[recovery.ProblemBrainstormed].also()
	invited := closed.also().take(bySian, recovery.AskForIdea{})
	invited.facts = allowed
	t.Run("REC-39 where the policy allows it, asked for, after three of their own", func(t *testing.T) {
		c := invited.also().take(byJess, offer)
		got := c.Ideas()[3]
		require.Equal(t, recovery.ProblemIdea{Number: 4, Words: got.Words, Origin: peer.PartyWorker, Basis: recovery.BasisExperience, At: got.At}, got)
		require.Equal(t, peer.ByStaff(jess, ""), got.Words.By)
		require.Empty(t, c.Chosen(), "it is no choice")
		only(t, c.check(byJess, offer), "REC-39 not-invited", "")
		only(t, c.check(byJess, choice(4)), "REC-35 persons-choice-only", "")
		require.Equal(t, bySian, c.also().take(bySian, choice(4)).Chosen()[0].By, "who asked for it may choose it; the choice is theirs")
	})
	t.Run("REC-39 uninvited", func(t *testing.T) {
		c := closed.also()
		c.facts = allowed
		only(t, c.check(byJess, offer), "REC-39 not-invited", "")
	})
	t.Run("REC-39 an invitation is for the occasion", func(t *testing.T) {
		for _, step := range []recovery.ProblemSolvingStep{choice(1), recovery.GoBack{To: recovery.ProblemGoalsSet}} {
			require.False(t, invited.also().take(bySian, step).check(byJess, offer).Allowed())
		}
		only(t, invited.also().take(bySian, choice(1)).check(byJess, offer), "REC-39 not-invited", "")
		only(t, invited.also().take(bySian, recovery.ParkProblem{}, recovery.PickUp{}).check(byJess, offer), "REC-39 not-invited", "")
	})
	t.Run("REC-25, REC-39 before ideas are closed", func(t *testing.T) {
		c := at[recovery.ProblemGoalsSet].also()
		c.facts = allowed
		c.take(bySian, idea("one"), idea("two"), idea("three"), recovery.AskForIdea{})
		only(t, c.check(byJess, offer), "REC-39 directive", "")
		early := at[recovery.ProblemExplained].also()
		require.Contains(t, (&peer.Refusal{Decision: early.check(byJess, offer)}).Codes(), recovery.ErrDirective, "nor before there is a problem")
	})
	t.Run("REC-39 where the policy does not allow it", func(t *testing.T) {
		for name, f := range map[string]recovery.Facts{"off": facts(t), "no policy": {}} {
			c := invited.also()
			c.facts = f
			d := c.check(byJess, offer)
			only(t, d, "REC-39 directive", "")
			require.Contains(t, d.Unmet()[0].Fix, "what they have already thought of", name)
		}
	})
	t.Run("REC-39 before three of their own", func(t *testing.T) {
		c := at[recovery.ProblemGoalsSet].also()
		c.facts = allowed
		c.take(bySian, idea("one"), idea("two"), recovery.CloseIdeas{}, recovery.AskForIdea{})
		d := c.check(byJess, offer)
		only(t, d, "REC-39 directive", "")
		for _, r := range d.Unmet() {
			require.Equal(t, "3", r.Args[0].Value())
		}
		c.take(bySian, recovery.GoBack{To: recovery.ProblemGoalsSet}, idea("three"), recovery.CloseIdeas{}, recovery.AskForIdea{}).take(byJess, offer)
	})
	t.Run("REC-39 the person's words passed off as the worker's idea", func(t *testing.T) {
		only(t, invited.check(byJess, recovery.OfferInvitedIdea{Words: own(bySian, "fly"), Basis: recovery.BasisTechnique}), "REC-39 not-authorised", "/words")
		only(t, invited.check(bySian, recovery.OfferInvitedIdea{Words: own(byJess, "fly"), Basis: recovery.BasisTechnique}), "REC-39 not-authorised", "")
	})
	only(t, closed.check(byJess, recovery.AskForIdea{}), "REC-39 persons-choice-only", "")
}

func TestProblemChoices(t *testing.T) {
	closed := solving(t)[recovery.ProblemBrainstormed]
	for _, n := range []int{9, 4, -1} {
		only(t, closed.check(bySian, choice(n)), "REC-35 unknown-idea", "/ideas")
		only(t, closed.check(bySian, recovery.WeighIdea{Idea: n, For: own(bySian, "x")}), "REC-35 unknown-idea", "/idea")
	}
	only(t, closed.check(bySian, choice(1, 2, 1)), "REC-35 duplicate", "/ideas")
	only(t, closed.check(byJess, choice(1)), "REC-35 persons-choice-only", "")
	only(t, closed.check(bySian, recovery.WeighIdea{Idea: 1}), "REC-35 required", "/for")
	only(t, closed.check(bySian, recovery.WeighIdea{Idea: 1, For: own(byJess, "good for you")}), "REC-35 persons-words-only", "/for")
	only(t, closed.check(bySian, recovery.WeighIdea{Idea: 1, Against: own(byJess, "too far")}), "REC-35 persons-words-only", "/against")
	only(t, closed.check(byJess, recovery.WeighIdea{Idea: 1, For: own(bySian, "x")}), "REC-35 persons-choice-only", "")
	for _, w := range []recovery.WeighedIdea{{Idea: 1, For: own(byJess, "x")}, {Idea: 1, Against: own(byJess, "x")}} {
		only(t, closed.check(bySian, recovery.ChooseIdeas{Ideas: []recovery.WeighedIdea{w}}), "REC-35 persons-words-only", "/ideas")
	}
	c := closed.also().take(bySian, recovery.ChooseIdeas{Ideas: []recovery.WeighedIdea{{Idea: 2, For: unsigned("quick")}, {Idea: 1}}}, choice(3))
	require.Len(t, c.Chosen(), 2, "REC-35 the choice before stays")
	require.Equal(t, 2, c.Chosen()[0].Ideas[0].Idea)
	require.True(t, c.Chosen()[0].Ideas[0].For.From(sian))
	require.Equal(t, bySian, c.Chosen()[1].By)
}

// What the worker does in a plan rests on two steps, one of each.
func TestWorkerTasks(t *testing.T) {
	chosen := solving(t)[recovery.ProblemSolutionChosen]
	planned := theWay()
	planned.Steps = append(planned.Steps, recovery.PlannedStep{What: own(bySian, "a text at 08:30"), Task: 1})
	only(t, chosen.check(byJess, recovery.TakeOn{Task: 1}), "REC-36 needs-both-parties", "/task")
	only(t, chosen.check(bySian, planned), "REC-36 needs-both-parties", "/steps")
	asked := chosen.also().take(bySian, recovery.AskWorker{Words: own(bySian, "text me")})
	only(t, asked.check(bySian, planned), "REC-36 needs-both-parties", "/steps")
	only(t, asked.check(bySian, recovery.TakeOn{Task: 1}), "REC-36 needs-both-parties", "")
	only(t, asked.check(byJess, recovery.TakeOn{Task: 2}), "REC-36 needs-both-parties", "/task")
	only(t, asked.check(byJess, recovery.TakeOn{Task: -1}), "REC-36 needs-both-parties", "/task")
	only(t, chosen.check(byJess, recovery.AskWorker{Words: own(bySian, "text me")}), "REC-36 persons-choice-only", "")
	only(t, chosen.check(bySian, recovery.AskWorker{Words: own(byJess, "I could text")}), "REC-36 persons-words-only", "/words")
	both := asked.also().take(byJess, recovery.TakeOn{Task: 1})
	first := both.Tasks()[0].TakenOn
	require.False(t, first.IsZero())
	require.Zero(t, asked.Tasks()[0].TakenOn, "the record before is as it was")
	require.Equal(t, first, both.also().take(byJess, recovery.TakeOn{Task: 1}).Tasks()[0].TakenOn, "a yes twice is one yes")
	only(t, both.check(byJess, planned), "REC-36 persons-choice-only", "")
	for _, n := range []int{2, -1} {
		beyond := theWay()
		beyond.Steps[0].Task = n
		only(t, both.check(bySian, beyond), "REC-36 needs-both-parties", "/steps")
	}
	c := both.also().take(bySian, planned)
	require.Equal(t, 1, c.Plans()[0].Steps[1].Task)
	require.Equal(t, 1, c.Plans()[0].Choice)
}

func TestProblemPlansAndTries(t *testing.T) {
	at := solving(t)
	chosen, planned := at[recovery.ProblemSolutionChosen], at[recovery.ProblemPlanned]
	only(t, chosen.check(bySian, recovery.PlanSolution{}), "REC-36 required", "/steps")
	only(t, chosen.check(byJess, theWay()), "REC-36 persons-choice-only", "")
	for _, set := range []func(*recovery.PlannedStep, peer.Words){
		func(s *recovery.PlannedStep, w peer.Words) { s.What = w }, func(s *recovery.PlannedStep, w peer.Words) { s.When = w },
		func(s *recovery.PlannedStep, w peer.Words) { s.Where = w }, func(s *recovery.PlannedStep, w peer.Words) { s.WithWhom = w },
		func(s *recovery.PlannedStep, w peer.Words) { s.InTheWay = w },
	} {
		step := theWay()
		set(&step.Steps[0], own(byJess, "with me"))
		only(t, chosen.check(bySian, step), "REC-36 persons-words-only", "/steps")
	}
	again := planned.also().take(bySian, theWay())
	require.Len(t, again.Plans(), 2, "REC-36 the plan before stays")
	kept := again.Plans()[0].Steps[0]
	for _, w := range []peer.Words{kept.What, kept.When, kept.Where, kept.WithWhom, kept.InTheWay} {
		require.True(t, w.From(sian))
	}

	only(t, planned.check(byJess, recovery.TrySolution{Happened: own(byJess, "she coped well"), On: peer.MustDate("2026-03-04")}), "REC-36 persons-words-only", "/happened")
	t.Run("REC-36 what is missing is noted and holds nothing up", func(t *testing.T) {
		for path, step := range map[string]recovery.TrySolution{"/happened": {On: peer.MustDate("2026-03-04")}, "/on": {Happened: own(bySian, "we went")}} {
			d := planned.check(bySian, step)
			require.True(t, d.Allowed())
			require.Len(t, d.Unmet(), 1)
			require.Equal(t, "REC-36 required", d.Unmet()[0].Rule.String())
			require.Equal(t, path, d.Unmet()[0].Path)
		}
		bare := planned.also().take(byJess, recovery.TrySolution{})
		require.Len(t, bare.changes[len(bare.changes)-1].Reasons, 2)
		require.Len(t, bare.Tries(), 1)
	})
	t.Run("REC-36 a day to come is noted", func(t *testing.T) {
		c := planned.also()
		now := c.act(bySian)
		day := func(on string, f recovery.Facts) peer.Decision {
			return c.Check(recovery.TrySolution{Happened: own(bySian, "we went"), On: peer.MustDate(on)}, now, f)
		}
		now.At = on("2026-03-05T23:30Z")
		open(t, day("2026-03-05", c.facts))
		open(t, day("2026-03", c.facts))
		require.Equal(t, "REC-36 future-date", day("2026-03-06", c.facts).Unmet()[0].Rule.String())
		require.True(t, day("2026-03-06", c.facts).Allowed())
		open(t, day("2026-03-06", recovery.Facts{}))
		require.Equal(t, "REC-36 future-date", day("2026-03-07", recovery.Facts{}).Unmet()[0].Rule.String())
		now.At = on("2026-03-05T09:59Z")
		require.NotEmpty(t, day("2026-03-06", recovery.Facts{}).Unmet(), "nowhere on earth has it begun")
		now.At = on("2026-03-05T10:00Z")
		open(t, day("2026-03-06", recovery.Facts{}))
	})
}
