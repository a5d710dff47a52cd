package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// at04FHIR is what a record system gets of the cycle, which is closed, and of its goal.
func at04FHIR(t T, s *solves, goal recovery.Goal) {
	const p4 peer.PersonID = "p4"
	sian, see := peer.ByPerson(p4), recovery.WhoMaySee{Audience: recovery.CareRecord}
	in := siteFor(t, fhir.Site{}, p4, "2026-03-20T11:00Z")
	plan := planHolding(t, p4, w4, "2026-03-20T10:30Z", recovery.PlanActivities, s.ProblemSolving)

	t.Run("AT-04, REC-50 without her yes nothing of it stands in the plan, and no Goal is made", func(t T) {
		all := made(t, in, plan, s.ProblemSolving, goal)
		require.Equal(t, []string{"CarePlan"}, typesOf(all))
		require.Empty(t, says(t, all[0].Body, "activity.id"))
	})

	s.take(sian, "2026-03-20T10:20Z", see)
	goal, _, err := goal.Do(see, s.act(sian, "2026-03-20T10:21Z", goal.Rev()), s.facts)
	require.NoError(t, err)
	all := made(t, in, plan, s.ProblemSolving, goal)
	require.ElementsMatch(t, []string{"CarePlan", "Goal"}, typesOf(all), "and no Condition, Task or second plan")
	care, wanted := all[0].Body, all[1].Body

	t.Run("AT-04, FHIR-11, REC-30 one activity, completed, in her words, for her goal", func(t T) {
		for path, want := range map[string]string{
			"activity.detail.status":                      "completed",
			"activity.detail.code.coding.code":            "problem-solving",
			"activity.detail.description":                 "I miss morning appointments",
			"activity.detail.performer.reference":         "Patient/p4",
			"activity.detail.goal.identifier.value":       "goal-bus",
			"activity.outcomeCodeableConcept.coding.code": "helped",
		} {
			require.Equal(t, []string{want}, says(t, care, path), path)
		}
		require.Empty(t, says(t, care, "activity.reference.reference"))
		require.Empty(t, says(t, care, "addresses.reference"))
	})
	t.Run("AT-04, FHIR-11 a note with its time for each step of the method", func(t T) {
		notes, times := says(t, care, "activity.progress.text"), says(t, care, "activity.progress.time")
		require.GreaterOrEqual(t, len(notes), 6)
		require.Len(t, times, len(notes))
		require.Contains(t, times, "2026-03-20T10:02:00Z", "closed")
	})
	t.Run("AT-04, FHIR-10, REC-08 the goal is expressed by her", func(t T) {
		require.Equal(t, []string{"Patient/p4"}, says(t, wanted, "expressedBy.reference"))
		require.Equal(t, []string{"get the 09:40 on Thursdays"}, says(t, wanted, "description.text"))
	})
	t.Run("AT-04, FHIR-04, REC-34 no idea, no choice and nothing of what was tried", func(t T) {
		for _, word := range []string{"taxi", "sit at the front", "neighbour", "crowded", "she was away", "a way of my own", "08:30"} {
			require.NotContains(t, string(care)+string(wanted), word)
		}
	})
}
