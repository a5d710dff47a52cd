package recovery_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// problemRecords are cycles in every place, with something in every member.
func problemRecords(t testing.TB) map[peer.Status]peer.Record {
	t.Helper()
	at := solving(t)
	out := map[peer.Status]peer.Record{}
	for status, c := range at {
		out["problem-solving-"+status] = c.ProblemSolving
	}
	c := at[recovery.ProblemBrainstormed].also()
	c.facts = offering(t)
	c.take(bySian, recovery.AskForIdea{}).take(byJess, recovery.OfferInvitedIdea{Words: unsigned("go the day before"), Basis: recovery.BasisExperience})
	out["problem-solving-brainstormed"] = c.also().take(bySian, recovery.AskForIdea{}).ProblemSolving
	c.take(bySian, choice(2, 4), recovery.AskWorker{Words: own(bySian, "text me")}).take(byJess, recovery.TakeOn{Task: 1})
	plan := theWay()
	plan.Steps = append(plan.Steps, recovery.PlannedStep{What: own(bySian, "a text"), Task: 1})
	c.take(bySian, plan, pass(), recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Learning: own(bySian, "not alone"), Then: recovery.ThenStop})
	out["problem-solving-stopped"] = c.ProblemSolving
	return out
}

// Documents that no step could have written are not read, and the fault names where
// it lies.
func TestProblemSolvingStoredFormIsChecked(t *testing.T) {
	byWorker, byOther := map[string]any{"staff": "w4"}, map[string]any{"person": "p6"}
	ground.NeverRead(t, problemRecords(t), []steptest.Hostile{
		{Of: "problem-solving-stopped", Path: "/problems/0/words/by", Value: byWorker, Heard: "/problems"},
		{Of: "problem-solving-stopped", Path: "/problems/0/achievable", Value: "no", Heard: "/problems"},
		{Of: "problem-solving-stopped", Path: "/problems/0/relevant", Value: "unknown", Heard: "/problems"},
		{Of: "problem-solving-stopped", Path: "/problems/0/important", Value: "no", Heard: "/problems"},
		{Of: "problem-solving-stopped", Path: "/problems/0/words/text", Value: "", Heard: "/problems/0/words"},
		{Of: "problem-solving-stopped", Path: "/parts/0/words/by", Value: byOther, Heard: "/parts"},
		{Of: "problem-solving-stopped", Path: "/parts/0/number", Value: 2, Heard: "/parts"},
		{Of: "problem-solving-stopped", Path: "/parts/0/of", Value: 1, Heard: "/parts"},
		{Of: "problem-solving-stopped", Path: "/parts/0/of", Value: 4, Heard: "/parts"},
		{Of: "problem-solving-stopped", Path: "/parts/0/of", Value: -1, Heard: "/parts"},
		{Of: "problem-solving-stopped", Path: "/goals/0/words/by", Value: byWorker, Heard: "/goals"},
		{Of: "problem-solving-stopped", Path: "/goals/0/resources/0/by", Value: byWorker, Heard: "/goals"},
		{Of: "problem-solving-stopped", Path: "/goals/0/resources", Value: []any{}, Heard: "/goals/0/resources"},
		{Of: "problem-solving-stopped", Path: "/goals/0/obstacles/0/by", Value: byWorker, Heard: "/goals"},
		{Of: "problem-solving-stopped", Path: "/goals/0/obstacles", Value: nil, Heard: "/goals"},
		{Of: "problem-solving-stopped", Path: "/goals/0/noneSeen", Value: true, Heard: "/goals"},
		{Of: "problem-solving-stopped", Path: "/goals/0/part", Value: 4, Heard: "/goals"},
		{Of: "problem-solving-stopped", Path: "/goals/0/part", Value: -1, Heard: "/goals"},
		{Of: "problem-solving-stopped", Path: "/ideas/0/words/by", Value: byWorker, Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/ideas/0/origin", Value: "worker", Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/ideas/0/basis", Value: "own-experience", Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/ideas/0/number", Value: 3, Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/ideas/3/origin", Value: "person", Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/ideas/3/basis", Value: nil, Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/ideas/3/basis", Value: "advice", Heard: "/ideas/3/basis"},
		{Of: "problem-solving-stopped", Path: "/ideas/3/words/by", Value: map[string]any{"staff": "w5"}, Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/ideas/3/words/by", Value: map[string]any{"person": "p4"}, Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/worker", Value: nil, Heard: "/ideas"},
		{Of: "problem-solving-stopped", Path: "/worker", Value: nil, Heard: "/tasks"},
		{Of: "problem-solving-stopped", Path: "/choices/0/by", Value: byWorker, Heard: "/choices"},
		{Of: "problem-solving-stopped", Path: "/choices/0/ideas/0/idea", Value: 9, Heard: "/choices"},
		{Of: "problem-solving-stopped", Path: "/choices/0/ideas/1/idea", Value: 2, Heard: "/choices"},
		{Of: "problem-solving-stopped", Path: "/choices/0/number", Value: 2, Heard: "/choices"},
		{Of: "problem-solving-stopped", Path: "/choices", Value: nil, Heard: "/place"},
		{Of: "problem-solving-stopped", Path: "/tasks/0/words/by", Value: byWorker, Heard: "/tasks"},
		{Of: "problem-solving-stopped", Path: "/tasks/0/number", Value: 2, Heard: "/tasks"},
		{Of: "problem-solving-stopped", Path: "/tasks/0/takenOn", Value: nil, Heard: "/plans"},
		{Of: "problem-solving-stopped", Path: "/plans/0/steps/1/task", Value: 2, Heard: "/plans"},
		{Of: "problem-solving-stopped", Path: "/plans/0/steps/1/task", Value: -1, Heard: "/plans"},
		{Of: "problem-solving-stopped", Path: "/plans/0/choice", Value: 2, Heard: "/plans"},
		{Of: "problem-solving-stopped", Path: "/plans/0/choice", Value: -1, Heard: "/plans"},
		{Of: "problem-solving-stopped", Path: "/plans/0/steps/0/what/by", Value: byWorker, Heard: "/plans"},
		{Of: "problem-solving-stopped", Path: "/plans/0/steps/0/withWhom/by", Value: byWorker, Heard: "/plans"},
		{Of: "problem-solving-stopped", Path: "/plans/0/steps", Value: []any{}, Heard: "/plans/0/steps"},
		{Of: "problem-solving-stopped", Path: "/passed/0/words/by", Value: byWorker, Heard: "/passed"},
		{Of: "problem-solving-stopped", Path: "/passed/0/place", Value: "selected", Heard: "/passed"},
		{Of: "problem-solving-stopped", Path: "/passed/0/place", Value: "evaluated", Heard: "/passed"},
		{Of: "problem-solving-stopped", Path: "/passed", Value: nil, Heard: "/place"},
		{Of: "problem-solving-stopped", Path: "/evaluations/0/by", Value: byWorker, Heard: "/evaluations"},
		{Of: "problem-solving-stopped", Path: "/evaluations/0/learning/by", Value: byWorker, Heard: "/evaluations"},
		{Of: "problem-solving-stopped", Path: "/evaluations/0/number", Value: 2, Heard: "/evaluations"},
		{Of: "problem-solving-stopped", Path: "/evaluations/0/choice", Value: 2, Heard: "/evaluations"},
		{Of: "problem-solving-stopped", Path: "/evaluations/0/choice", Value: -1, Heard: "/evaluations"},
		{Of: "problem-solving-stopped", Path: "/evaluations/0/then", Value: nil, Heard: "/evaluations"},
		{Of: "problem-solving-stopped", Path: "/evaluations/0/outcome", Value: "failure", Heard: "/evaluations/0/outcome"},
		{Of: "problem-solving-stopped", Path: "/evaluations", Value: nil, Heard: "/place"},
		{Of: "problem-solving-stopped", Path: "/place", Value: "closed", Heard: "/place"},
		{Of: "problem-solving-stopped", Path: "/place", Value: "stopped", Heard: "/place"},
		{Of: "problem-solving-stopped", Path: "/place", Value: "nowhere", Heard: "/place"},
		{Of: "problem-solving-stopped", Path: "/invited", Value: true, Heard: "/invited"},
		{Of: "problem-solving-stopped", Path: "/reached/1/place", Value: "explained", Heard: "/reached"},
		{Of: "problem-solving-stopped", Path: "/reached/3/place", Value: "closed", Heard: "/reached"},
		{Of: "problem-solving-stopped", Path: "/reached/3/place", Value: "parked", Heard: "/reached"},
		{Of: "problem-solving-stopped", Path: "/reached", Value: []any{}, Heard: "/reached"},
		{Of: "problem-solving-stopped", Path: "/reached/0/at", Value: "0001-01-01T00:00:00.000Z", Heard: "/reached/0/at"},
		{Of: "problem-solving-implementing", Path: "/tries/0/happened/by", Value: byWorker, Heard: "/tries"},
		{Of: "problem-solving-implementing", Path: "/tries", Value: nil, Heard: "/place"},
		{Of: "problem-solving-implementing", Path: "/plans", Value: nil, Heard: "/place"},
		{Of: "problem-solving-implementing", Path: "/weighed/0/idea", Value: 4, Heard: "/weighed"},
		{Of: "problem-solving-implementing", Path: "/weighed/0/for/by", Value: byWorker, Heard: "/weighed"},
		{Of: "problem-solving-implementing", Path: "/place", Value: "planned", Heard: "/place"},
		{Of: "problem-solving-implementing", Path: "/goals", Value: nil, Heard: "/place"},
		{Of: "problem-solving-implementing", Path: "/parts", Value: nil, Heard: "/place"},
		{Of: "problem-solving-implementing", Path: "/problems", Value: nil, Heard: "/place"},
		{Of: "problem-solving-implementing", Path: "/person", Value: "p6", Heard: "/problems"},
		{Of: "problem-solving-implementing", Path: "/person", Value: "", Heard: "/person"},
		{Of: "problem-solving-implementing", Path: "/audience", Value: "everybody", Heard: "/audience"},
		{Of: "problem-solving-implementing", Path: "/verdict", Value: "poor", Heard: "/verdict"},
		{Of: "problem-solving-brainstormed", Path: "/ideas", Value: []any{}, Heard: "/place"},
		{Of: "problem-solving-parked", Path: "/invited", Value: true, Heard: "/invited"},
		{Of: "problem-solving-closed", Path: "/evaluations", Value: nil, Heard: "/place"},
	})
}

// Two goals under one id, and words without an author, take more than one place.
func TestProblemSolvingHostileLists(t *testing.T) {
	words := map[string]any{"text": "x", "by": map[string]any{"staff": "w4"}}
	ground.NeverRead(t, problemRecords(t), []steptest.Hostile{
		{Of: "problem-solving-stopped", Path: "/goals", Heard: "/goals", Value: func(old any) any { return append(old.([]any), old.([]any)[0]) }},
		{Of: "problem-solving-stopped", Path: "/parts", Heard: "/parts", Value: func(old any) any {
			parts := old.([]any)
			parts[0].(map[string]any)["of"], parts[1].(map[string]any)["of"] = 2, 1
			return parts
		}},
		{Of: "problem-solving-stopped", Path: "/statements", Value: []any{words}, Heard: "/statements"},
		{Of: "problem-solving-stopped", Path: "/choices/0/ideas/0/against", Value: words, Heard: "/choices"},
		{Of: "problem-solving-stopped", Path: "/reached", Heard: "/reached", Value: func(old any) any {
			reached := old.([]any)
			reached[0], reached[1] = reached[1], reached[0]
			return reached
		}},
		{Of: "problem-solving-stopped", Path: "/reached", Heard: "/reached", Value: func(old any) any { return slices.Delete(old.([]any), 4, 5) }},
	})
}

func TestWhoSeesAProblem(t *testing.T) {
	at := solving(t)[recovery.ProblemClosed]
	t.Run("REC-50 a cycle", func(t *testing.T) {
		readBy(t, peer.SharePlan, func(a recovery.Audience) recovery.ProblemSolving {
			return at.also().take(bySian, recovery.WhoMaySee{Audience: a}).ProblemSolving
		}, map[string]shown{"problem": {beyond: true, record: true}, "working": {beyond: true}, "further": {worker: true}})
	})
	t.Run("H20 ideas, choices and plans never go into the record", func(t *testing.T) {
		b := steptest.Seen(t, at.also().take(bySian, recovery.WhoMaySee{Audience: recovery.CareRecord}), reading(byKay, peer.ForRecord))
		require.Contains(t, b, "I miss morning appointments")
		require.Contains(t, b, `"outcome":"helped"`)
		for _, stays := range []string{"neighbour", "surgery", "she is kind", "two stops", "text me", "crowded", "ideas"} {
			require.NotContains(t, b, stays)
		}
		require.Equal(t, 10, strings.Count(b, `"at":`), "each place with its time")
	})
	t.Run("H02 a concern is for the two", func(t *testing.T) {
		c := solving(t)[recovery.ProblemImplementing].take(bySian, recovery.WhoMaySee{Audience: recovery.Team}, recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Then: recovery.ThenStop,
			Further: peer.Further{Answer: peer.Yes, Concern: "concern-77"}})
		for by, seen := range map[peer.Actor]bool{byJess: true, byKay: false} {
			b := steptest.Seen(t, c, reading(by, peer.ForCare))
			require.Equal(t, seen, strings.Contains(b, "concern-77"))
		}
		require.Equal(t, peer.ConcernID("concern-77"), c.Evaluations()[0].Further.Concern, "looking changes nothing")
	})
}
