package fhir

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

// Every status of every record that can be an activity, in the order of its table,
// with its code in R4 CarePlanActivityStatus.
var standingsOf = map[peer.Kind][]string{
	recovery.KindProblemSolving: {"not-started", "not-started", "not-started", "not-started", "not-started", "not-started", "scheduled", "in-progress", "in-progress", "completed", "on-hold", "stopped"},
	recovery.KindGradedPlan:     {"not-started", "in-progress", "in-progress", "in-progress", "completed", "stopped"},
	recovery.KindCopingStrategy: {"in-progress", "not-started", "not-started", "in-progress", "stopped"},
	recovery.KindSkill:          {"not-started", "in-progress", "on-hold"},
	recovery.KindActivity:       {"not-started", "in-progress", "on-hold", "completed", "stopped"},
	recovery.KindHealthInfo:     {"not-started", "in-progress", "cancelled"},
	recovery.KindChoice:         {"in-progress", "completed", "in-progress", "cancelled"},
	recovery.KindSelfAdvocacy:   {"not-started", "completed", "cancelled"},
	recovery.KindPositiveRisk:   {"in-progress", "completed"},
	recovery.KindMeetingPrep:    {"in-progress", "completed", "cancelled"},
	recovery.KindConnection:     {"in-progress", "stopped"},
	signpost.KindSignpost:       {"not-started", "not-started", "in-progress", "completed", "completed", "completed", "unknown", "cancelled"},
}

func TestStandings(t *testing.T) {
	tables := map[peer.Kind]peer.Table{}
	for _, table := range slices.Concat(recovery.Tables(), signpost.Tables()) {
		tables[table.Kind] = table
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(standingsOf)), slices.Collect(maps.Keys(standings)))
	require.ElementsMatch(t, slices.Collect(maps.Keys(standingsOf)), slices.Collect(maps.Keys(activityTexts)))
	for kind, want := range standingsOf {
		t.Run("FHIR-11 every status of "+string(kind), func(t *testing.T) {
			require.Len(t, standings[kind], len(tables[kind].States))
			for i, state := range tables[kind].States {
				got := standings[kind][state.Status]
				require.Equal(t, want[i], got.code, state.Status)
				require.True(t, activityStatus[got.code])
				require.NotEmpty(t, statusTexts[got.code])
				forced := slices.Contains([]string{"on-hold", "stopped", "cancelled"}, got.code)
				require.Equal(t, forced, got.reason != "", "H20 %s: a code that says less than the person did has fixed words beside it", state.Status)
			}
		})
	}
}

// terms are the words of a closed list.
func terms[T interface{ Terms() []string }]() []string {
	var list T
	return list.Terms()
}

func keys[K ~string, V any](m map[K]V) (out []string) {
	for k := range m {
		out = append(out, string(k))
	}
	return out
}

func TestPlanTexts(t *testing.T) {
	for name, lists := range map[string][2][]string{
		"outcomes of solutions": {keys(solutionTexts), terms[recovery.SolutionOutcome]()},
		"kinds of help":         {keys(helpTexts), terms[recovery.HelpFrom]()},
		"sorts of activities":   {keys(activitySorts), terms[recovery.ActivityKind]()},
		"health topics":         {keys(healthTopics), terms[recovery.HealthTopic]()},
		"decisions":             {keys(riskTexts), terms[recovery.RiskDecision]()},
		"meetings":              {keys(meetingTexts), terms[recovery.MeetingEvent]()},
		"connections":           {keys(supportTexts), terms[recovery.ConnectionKind]()},
		"outcomes of signposts": {keys(signpostTexts), terms[signpost.Outcome]()},
		"wellbeing sections":    {keys(wellbeingTexts), terms[recovery.WellbeingKind]()},
		"coping":                {keys(copingSteps), []string{"in-use", "considered", "planned", "trying", "dropped"}},
		"activities":            {keys(activitySteps), []string{"wanted", "going-on", "resting", "over", "dropped"}},
	} {
		t.Run("FHIR-11 every word has what people read: "+name, func(t *testing.T) {
			require.ElementsMatch(t, lists[1], lists[0])
		})
	}
	t.Run("FHIR-11 a word that is not known is said to be", func(t *testing.T) {
		m := &planMaking{at: "/items/1"}
		require.Empty(t, m.known(""))
		require.Len(t, m.faults, 1)
		m.activity(recovery.Skill{})
		require.Len(t, m.faults, 2)
	})
}

func TestScheduled(t *testing.T) {
	day, next := peer.MustDate("2026-12-09"), peer.MustDate("2026-12-10")
	require.Nil(t, scheduled(peer.When{}))
	require.Equal(t, "2026-12-09", *scheduled(peer.DueOn(day)).End)
	at := scheduled(peer.DueAt(peer.MustMoment("2026-12-09T10:30:00Z").UTC()))
	require.Nil(t, at.End)
	require.Equal(t, []string{"When: 2026-12-09T10:30:00.000Z"}, periodLine(at))
	require.Nil(t, between(peer.Date{}, peer.Date{}))
	require.Equal(t, []string{"Until: 2026-12-10"}, periodLine(between(peer.Date{}, next)))
	require.Equal(t, []string{"When: 2026-12-09 to 2026-12-10"}, periodLine(between(day, next)))
}
