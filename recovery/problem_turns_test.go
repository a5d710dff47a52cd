package recovery_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestProblemEvaluations(t *testing.T) {
	doing := solving(t)[recovery.ProblemImplementing]
	say := func(how recovery.SolutionOutcome, then recovery.ProblemThen, idea int) recovery.EvaluateSolution {
		return recovery.EvaluateSolution{Outcome: how, Then: then, Idea: idea, Further: settled}
	}
	for _, how := range []recovery.SolutionOutcome{recovery.SolutionHelped, recovery.SolutionHelpedPartly, recovery.SolutionDidNotHelp, recovery.SolutionMadeHarder} {
		for then, to := range map[recovery.ProblemThen]peer.Status{recovery.ThenAnotherIdea: recovery.ProblemSolutionChosen, recovery.ThenSpecifyAgain: recovery.ProblemSelected,
			recovery.ThenAnotherGoal: recovery.ProblemSpecified, recovery.ThenStop: recovery.ProblemStopped, "": recovery.ProblemEvaluated} {
			t.Run("REC-37 "+string(how)+", then "+string(then), func(t *testing.T) {
				idea := 0
				if then == recovery.ThenAnotherIdea {
					idea = 1
				}
				negative := how == recovery.SolutionDidNotHelp || how == recovery.SolutionMadeHarder
				if then == "" && negative {
					only(t, doing.check(bySian, say(how, then, 0)), "REC-37 next-step-required", "/then")
					return
				}
				c := doing.also().take(bySian, say(how, then, idea))
				require.Equal(t, to, c.Status())
				require.Equal(t, recovery.ProblemEvaluation{Number: 1, Choice: 1, Outcome: how, Then: then, Further: settled, By: bySian, At: c.Evaluations()[0].At}, c.Evaluations()[0])
				require.Len(t, c.Chosen(), 1+idea, "another idea is another choice of theirs")
				if then == recovery.ThenStop {
					require.Equal(t, recovery.ProblemEvaluated, c.take(bySian, recovery.PickUp{}).Status())
				}
			})
		}
	}
	only(t, doing.check(bySian, say(recovery.SolutionHelped, recovery.ThenAnotherIdea, 9)), "REC-35 unknown-idea", "/idea")
	only(t, doing.check(bySian, say(recovery.SolutionHelped, recovery.ThenAnotherIdea, 0)), "REC-35 unknown-idea", "/idea")
	only(t, doing.check(bySian, say(recovery.SolutionHelped, "", 1)), "REC-37 next-step-required", "/then")
	only(t, doing.check(bySian, say(recovery.SolutionHelped, recovery.ThenStop, 1)), "REC-37 next-step-required", "/then")
	only(t, doing.check(byJess, say(recovery.SolutionHelped, "", 0)), "REC-37 persons-choice-only", "")
	theirs := went(recovery.SolutionHelped)
	theirs.Learning = own(byJess, "exposure works")
	only(t, doing.check(bySian, theirs), "REC-37 persons-words-only", "/learning")
}

// "It made things harder" is kept whatever is answered; what is open leaves a signal.
func TestProblemSafetyQuestion(t *testing.T) {
	doing := solving(t)[recovery.ProblemImplementing]
	harder := recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Then: recovery.ThenAnotherGoal}
	yes := peer.Further{Answer: peer.Yes, Concern: "c1"}
	for name, c := range map[string]struct {
		outcome recovery.SolutionOutcome
		further peer.Further
		signals []peer.SignalKind
	}{
		"harder, not answered":               {recovery.SolutionMadeHarder, peer.Further{}, []peer.SignalKind{peer.SignalSafetyQuestion}},
		"harder, a no without a reason":      {recovery.SolutionMadeHarder, peer.Further{Answer: peer.No}, []peer.SignalKind{peer.SignalSafetyQuestion}},
		"harder, a yes without its concern":  {recovery.SolutionMadeHarder, peer.Further{Answer: peer.Yes}, []peer.SignalKind{peer.SignalGoesFurther}},
		"harder, answered":                   {recovery.SolutionMadeHarder, settled, nil},
		"harder, a yes with its concern":     {recovery.SolutionMadeHarder, yes, nil},
		"did not help, nothing asked":        {recovery.SolutionDidNotHelp, peer.Further{}, nil},
		"helped, a yes without its concern":  {recovery.SolutionHelped, peer.Further{Answer: peer.Yes}, []peer.SignalKind{peer.SignalGoesFurther}},
		"helped, a yes that has its concern": {recovery.SolutionHelped, yes, nil},
	} {
		t.Run("REC-37, H02 "+name, func(t *testing.T) {
			p := doing.also().take(bySian, recovery.EvaluateSolution{Outcome: c.outcome, Then: recovery.ThenAnotherGoal, Further: c.further})
			var kinds []peer.SignalKind
			for _, s := range p.changes[len(p.changes)-1].Signals {
				kinds = append(kinds, s.Kind)
				require.Equal(t, sian, s.About)
			}
			require.Equal(t, c.signals, kinds)
			require.Equal(t, c.signals != nil, p.QuestionOpen())
			if c.signals == nil {
				only(t, p.check(byJess, recovery.AnswerFurther{Further: settled}), "REC-37 invalid-transition", "")
				return
			}
			answered := p.also().take(byJess, recovery.AnswerFurther{Further: yes})
			require.False(t, answered.QuestionOpen())
			require.Equal(t, yes, answered.Evaluations()[0].Further)
			require.True(t, p.QuestionOpen(), "the record before is as it was")
		})
	}
	asked := doing.also().take(bySian, harder)
	t.Run("REC-37, H02 it is answered from wherever the cycle is", func(t *testing.T) {
		for _, step := range []recovery.ProblemSolvingStep{recovery.ParkProblem{}, recovery.StopProblem{}, theBusGoalNamed("g10"), recovery.GoBack{To: recovery.ProblemExplained}} {
			require.False(t, asked.also().take(bySian, step).take(byJess, recovery.AnswerFurther{Further: settled}).QuestionOpen())
		}
	})
	t.Run("REC-37, H02 one answer to all that is open, and to nothing else", func(t *testing.T) {
		first := doing.also().take(bySian, recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Then: recovery.ThenSpecifyAgain, Further: settled})
		twice := first.take(bySian, recovery.GoBack{To: recovery.ProblemExplained}, theProblem(), pass(), pass(), pass(), pass(), pass(), pass(), harder)
		twice.take(bySian, pass(), pass(), pass(), pass(), pass(), harder).take(byJess, recovery.AnswerFurther{Further: yes})
		var got []peer.Further
		for _, e := range twice.Evaluations() {
			got = append(got, e.Further)
		}
		require.Equal(t, []peer.Further{settled, yes, yes}, got)
	})
	t.Run("REC-37, H02 walking away", func(t *testing.T) {
		for _, try := range []struct {
			by   peer.Actor
			step recovery.ProblemSolvingStep
			on   *cycle
		}{{byJess, harder, doing}, {bySian, recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder}, doing}, {byJess, recovery.AnswerFurther{}, asked}} {
			_, _, err := try.on.Do(try.step, try.on.act(try.by), try.on.facts)
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Len(t, r.Signals, 1, "the question stays behind")
			require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind)
		}
		only(t, asked.check(byJess, recovery.AnswerFurther{Further: peer.Further{Answer: peer.Yes}}), "REC-37 concern-required", "/further/concern")
	})
}

func pass() recovery.ProblemSolvingStep {
	return recovery.PassStep{Words: own(bySian, "I have done this step already")}
}

func theBusGoalNamed(id string) recovery.SetGoal {
	g := theBusGoal()
	g.Goal = id
	return g
}

// From every place to every earlier one, nothing that was said is lost.
func TestGoingBackLosesNothing(t *testing.T) {
	at := solving(t)
	said := func(p recovery.ProblemSolving) map[string]any {
		b, err := peer.Encode(p)
		require.NoError(t, err)
		var doc map[string]any
		require.NoError(t, json.Unmarshal(b, &doc))
		for _, moves := range []string{"rev", "status", "recent", "place", "reached"} {
			delete(doc, moves)
		}
		return doc
	}
	for i, from := range method {
		for j, to := range append(append([]peer.Status{}, method...), recovery.ProblemParked, recovery.ProblemStopped, "elsewhere") {
			t.Run("REC-30 from "+string(from)+" to "+string(to), func(t *testing.T) {
				step := recovery.GoBack{To: to}
				switch d := at[from].check(bySian, step); {
				case i == 0:
					require.Contains(t, (&peer.Refusal{Decision: d}).Codes(), peer.ErrInvalidTransition)
				case j >= i:
					only(t, d, "REC-30 step-out-of-order", "/to")
				default:
					back := at[from].also().take(bySian, step)
					require.Equal(t, to, back.Status())
					require.Equal(t, said(at[from].ProblemSolving), said(back.ProblemSolving))
					require.Len(t, back.Reached(), len(at[from].Reached()), "when each place was last reached stays")
					require.Equal(t, back.changes[len(back.changes)-1].At, back.Reached()[j].At)
					only(t, at[from].check(byJess, step), "REC-30 persons-choice-only", "")
				}
			})
		}
	}
	for _, place := range method[:9] {
		for name, step := range map[string]recovery.ProblemSolvingStep{"park": recovery.ParkProblem{}, "stop": recovery.StopProblem{}} {
			t.Run("REC-30 "+name+" at "+string(place)+" and go on", func(t *testing.T) {
				rests := at[place].also().take(bySian, step)
				require.Equal(t, place, rests.Place())
				again := rests.take(bySian, recovery.PickUp{})
				require.Equal(t, place, again.Status())
				require.Equal(t, said(at[place].ProblemSolving), said(again.ProblemSolving))
				require.Equal(t, at[place].Reached(), again.Reached())
				only(t, at[place].check(byJess, step), "REC-30 persons-choice-only", "")
				open(t, at[place].Check(step, at[place].act(bySian), recovery.Facts{}))
			})
		}
	}
}

func TestPassingSteps(t *testing.T) {
	c := solving(t)[recovery.ProblemSelected].also()
	t.Run("REC-30 a worker passes nothing", func(t *testing.T) {
		only(t, c.check(byJess, pass()), "REC-30 persons-choice-only", "")
		only(t, c.check(bySian, recovery.PassStep{Words: own(byJess, "she did that")}), "REC-30 persons-words-only", "/words")
		only(t, c.check(bySian, recovery.PassStep{}), "REC-30 required", "/words")
	})
	for i, place := range method[2:8] {
		c.take(bySian, pass())
		require.Equal(t, place, c.Status())
		require.Equal(t, place, c.Passed()[i].Place, "REC-30 it is marked")
		require.True(t, c.Passed()[i].Words.From(sian))
	}
	require.Empty(t, c.Ideas())
	c.take(bySian, went(recovery.SolutionHelped), recovery.CloseProblem{})
	require.Zero(t, c.Evaluations()[0].Choice)
	require.Equal(t, recovery.SolutionHelped, c.Outcome())
	require.Empty(t, c.also().take(bySian, recovery.GoBack{To: recovery.ProblemImplementing}).Outcome(), "H20 an outcome does not stand while the person is at it again")
	require.Equal(t, recovery.ProblemClosed, c.Status())
}

// Nothing the person says or decides waits for a fact.
func TestProblemSolvingWaitsForNoFact(t *testing.T) {
	for place, c := range solving(t) {
		for _, choice := range c.Choices(c.act(bySian), recovery.Facts{}) {
			if choice.Do == "close-ideas" || choice.Do == "answer-further" || place == recovery.ProblemGoalsSet && choice.Do == "weigh" {
				continue // these wait for what the record holds
			}
			require.Equal(t, choice.Yours, choice.Open, "%s at %s", choice.Do, place)
		}
	}
}

func TestOriginReport(t *testing.T) {
	at := solving(t)
	c := at[recovery.ProblemBrainstormed].also()
	c.facts = offering(t)
	c.take(bySian, recovery.AskForIdea{}).take(byJess, recovery.OfferInvitedIdea{Words: unsigned("go the day before"), Basis: recovery.BasisTechnique}).take(bySian, choice(1), choice(2, 4))
	lines := peer.Lines{LineManager: "line", Supervisor: "iris"}
	read := func(by peer.Actor, purpose peer.Purpose) peer.Reading {
		return peer.Reading{By: by, Purpose: purpose, At: on("2026-05-10T09:00Z"), Lines: lines}
	}
	iris := peer.ByStaff("iris", peer.RolePeerSupportLead)
	for name, by := range map[string]peer.Reading{"the worker": read(byJess, peer.ForSupport), "the supervisor they chose": read(iris, peer.ForSupervision)} {
		t.Run("REC-39 for "+name, func(t *testing.T) {
			got, err := recovery.OriginReport(c.ProblemSolving, by)
			require.NoError(t, err)
			require.Equal(t, [6]int{3, 1, 1, 0, 2, 0}, [6]int{got.Ideas.Person(), got.Ideas.Worker(), got.Goals.Person(), got.Goals.Worker(), got.Choices.Person(), got.Choices.Worker()})
			require.Equal(t, recovery.Origin{peer.PartyPerson, peer.PartyPerson, peer.PartyPerson, peer.PartyWorker}, got.Ideas)
		})
	}
	for name, by := range map[string]peer.Reading{
		"the person": read(bySian, peer.ForSupport), "the line manager": read(peer.ByStaff("line", peer.RoleLineManager), peer.ForSupervision),
		"a supervisor nobody named": read(peer.ByStaff("somebody", ""), peer.ForSupervision), "the supervisor, for care": read(iris, peer.ForCare),
		"another worker": read(byRowan, peer.ForSupport), "the worker, for the record": read(byJess, peer.ForRecord), "nobody": read(peer.Actor{}, peer.ForSupervision),
		"two at once": read(peer.Actor{Person: sian, Staff: jess}, peer.ForSupport), "a carer": read(byMegan, peer.ForSupport),
	} {
		t.Run("REC-39, H27 not for "+name, func(t *testing.T) {
			got, err := recovery.OriginReport(c.ProblemSolving, by)
			require.ErrorIs(t, err, peer.ErrNotAuthorised)
			require.Zero(t, got)
		})
	}
	hidden := c.also().take(bySian, recovery.WhoMaySee{Audience: recovery.OnlyMe})
	_, err := recovery.OriginReport(hidden.ProblemSolving, read(byJess, peer.ForSupport))
	require.ErrorIs(t, err, peer.ErrNotAuthorised, "what the person keeps to themself is not counted")
	_, err = recovery.OriginReport(recovery.ProblemSolving{}, read(byJess, peer.ForSupport))
	require.ErrorIs(t, err, peer.ErrNotAuthorised)
	nobody := peer.Lines{}
	_, err = recovery.OriginReport(c.ProblemSolving, peer.Reading{By: peer.ByStaff("", ""), Purpose: peer.ForSupervision, Lines: nobody})
	require.ErrorIs(t, err, peer.ErrNotAuthorised)
}
