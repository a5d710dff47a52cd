package recovery_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// activityGiven answers a form about one activity and what belongs to it.
func activityGiven(draw steptest.Draw, _ time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch {
		case path == "/activity", path == "/cycle":
			return mostly[any](draw, "v1", steptest.Absent)
		case path == "/inGroup":
			return draw(4) == 0
		case path == "/ledBy":
			return mostly[any](draw, "group", steptest.Absent, "worker")
		case path == "/gives":
			return mostly[any](draw, steptest.Absent, []any{"people", "skills"}, []any{"calm"})
		case path == "/goals", path == "/signposts":
			return mostly[any](draw, []any{"g1"}, steptest.Absent)
		case path == "/plans":
			plan := map[string]any{"plan": map[string]any{"id": "CP-SVC-77", "owner": mostly(draw, "kay-orr", "w4")}, "id": "act-3"}
			return steptest.OneOf[any](draw, steptest.Absent, []any{plan})
		case f.Kind == peer.FieldWhen:
			return mostly[any](draw, steptest.Absent, "2026-05-07", "2026-05-07T14:00:00+01:00")
		}
		return nil
	}
}

// activityRecords is an activity, a note, an obstacle and a graded plan in every
// place.
func activityRecords(t testing.TB) map[peer.Status]peer.Record {
	t.Helper()
	a, o, p := tellActivity(t), tellObstacle(t), tellGraded(t)
	told, aside := takingPartsOf(t)
	said := doActivity(t, a.goingOn, recovery.SayWhatItGives{Gives: []recovery.Gives{recovery.GivesPeople}, Meaning: own(bySian, "my hands know")}, "2026-05-10T09:00Z", "b1")
	return map[peer.Status]peer.Record{
		"activity-wanted": a.wanted, "activity-going-on": said, "activity-resting": a.resting, "activity-over": a.over, "activity-dropped": a.dropped,
		"taking-part-told": told, "taking-part-set-aside": aside,
		"obstacle-named": o.signposting, "obstacle-resolved": o.resolved,
		"graded-plan-asked": p.asked, "graded-plan-together": p.together, "graded-plan-partly-together": p.partly,
		"graded-plan-alone": p.alone, "graded-plan-finished": p.finished, "graded-plan-put-down": p.putDown,
	}
}

// Documents that no step could have written are not read, and the fault names
// where it lies.
func TestActivitiesStoredFormIsChecked(t *testing.T) {
	worker, stranger := map[string]any{"staff": "w4"}, map[string]any{"person": "p6"}
	ground.NeverRead(t, activityRecords(t), []steptest.Hostile{
		{Of: "activity-going-on", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "activity-going-on", Path: "/meaning/by", Value: worker, Heard: "/words"},
		{Of: "activity-going-on", Path: "/schedule/by", Value: stranger, Heard: "/words"},
		{Of: "activity-going-on", Path: "/meaning", Value: map[string]any{"text": "", "by": worker}, Heard: "/words"},
		{Of: "activity-going-on", Path: "/words/text", Value: "", Heard: "/words"},
		{Of: "activity-going-on", Path: "/words/text", Value: strings.Repeat("x", 2001), Heard: "/words/text"},
		{Of: "activity-going-on", Path: "/person", Value: "p6", Heard: "/words"},
		{Of: "activity-going-on", Path: "/person", Value: "", Heard: "/person"},
		{Of: "activity-going-on", Path: "/what", Value: "", Heard: "/what"},
		{Of: "activity-going-on", Path: "/what", Value: "treatment", Heard: "/what"},
		{Of: "activity-going-on", Path: "/gives", Value: []any{"insight"}, Heard: "/gives/0"},
		{Of: "activity-going-on", Path: "/gives", Value: []any{"people", "people", "people", "people", "people", "people"}, Heard: "/gives"},
		{Of: "activity-going-on", Path: "/ledBy", Value: "", Heard: "/ledBy"},
		{Of: "activity-going-on", Path: "/ledBy", Value: "worker", Heard: "/ledBy"},
		{Of: "activity-going-on", Path: "/worker", Value: "kay-orr", Heard: "/plans"},
		{Of: "activity-going-on", Path: "/plans", Value: []any{map[string]any{"plan": map[string]any{"id": "x", "owner": ""}, "id": "y"}}, Heard: "/plans/0/plan/owner"},
		{Of: "activity-going-on", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "activity-going-on", Path: "/domain", Value: "prognosis", Heard: "/domain"},
		{Of: "activity-going-on", Path: "/statusOn", Value: "", Heard: "/statusOn"},
		{Of: "activity-going-on", Path: "/statusOn", Value: "2026-05", Heard: "/statusOn"},
		{Of: "activity-going-on", Path: "/status", Value: "over", Heard: "/recent"},
		{Of: "activity-going-on", Path: "/status", Value: "completed", Heard: "/status"},
		{Of: "activity-going-on", Path: "/attended", Value: 3, Heard: "/attended"},
		{Of: "taking-part-told", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "taking-part-told", Path: "/from", Value: "", Heard: "/from"},
		{Of: "taking-part-told", Path: "/from", Value: "carer", Heard: "/from"},
		{Of: "taking-part-told", Path: "/worker", Value: "", Heard: "/from"},
		{Of: "taking-part-told", Path: "/told", Value: "0001-01-01T00:00:00.000Z", Heard: "/told"},
		{Of: "taking-part-told", Path: "/tookPart", Value: "sometimes", Heard: "/tookPart"},
		{Of: "taking-part-told", Path: "/score", Value: 7, Heard: "/score"},
		{Of: "taking-part-set-aside", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "obstacle-named", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "obstacle-named", Path: "/need/by", Value: worker, Heard: "/words"},
		{Of: "obstacle-named", Path: "/next", Value: "exposure", Heard: "/next"},
		{Of: "obstacle-named", Path: "/next", Value: "accept-as-is", Heard: "/signposts"},
		{Of: "obstacle-named", Path: "/next", Value: "", Heard: "/signposts"},
		{Of: "obstacle-named", Path: "/cycle", Value: "ps1", Heard: "/cycle"},
		{Of: "obstacle-named", Path: "/statusOn", Value: "2026", Heard: "/statusOn"},
		{Of: "obstacle-resolved", Path: "/next", Value: "", Heard: "/cycle"},
		{Of: "obstacle-resolved", Path: "/signposts", Value: []any{"sp1"}, Heard: "/signposts"},
		{Of: "obstacle-resolved", Path: "/need", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/signposts"},
		{Of: "graded-plan-together", Path: "/where/by", Value: worker, Heard: "/where"},
		{Of: "graded-plan-together", Path: "/partly/by", Value: worker, Heard: "/where"},
		{Of: "graded-plan-together", Path: "/worker", Value: "", Heard: "/worker"},
		{Of: "graded-plan-together", Path: "/comesAlong", Value: "unknown", Heard: "/comesAlong"},
		{Of: "graded-plan-together", Path: "/together", Value: "", Heard: "/together"},
		{Of: "graded-plan-together", Path: "/together", Value: "2026-05", Heard: "/together"},
		{Of: "graded-plan-together", Path: "/statusOn", Value: "", Heard: "/statusOn"},
		{Of: "graded-plan-together", Path: "/statusOn", Value: "2026", Heard: "/statusOn"},
		{Of: "graded-plan-partly-together", Path: "/comesAlong", Value: "unknown", Heard: "/comesAlong"},
		{Of: "graded-plan-partly-together", Path: "/partlyTogether", Value: "", Heard: "/partlyTogether"},
		{Of: "graded-plan-partly-together", Path: "/alone", Value: "2026", Heard: "/alone"},
		{Of: "graded-plan-asked", Path: "/comesAlong", Value: "yes", Heard: "/comesAlong"},
		{Of: "graded-plan-asked", Path: "/partlyTogether", Value: "2026", Heard: "/partlyTogether"},
		{Of: "graded-plan-alone", Path: "/alone", Value: "", Heard: "/alone"},
		{Of: "graded-plan-finished", Path: "/alone", Value: "", Heard: "/alone"},
		{Of: "graded-plan-put-down", Path: "/audience", Value: "ward", Heard: "/audience"},
	})
}

func TestWhoSeesActivities(t *testing.T) {
	f := facts(t)
	told, aside := takingPartsOf(t)
	set := map[string]func(a recovery.Audience) viewed{
		"activity": func(a recovery.Audience) viewed {
			return shownTo(t, recovery.Activity.Do, tellActivity(t).goingOn, recovery.ActivityStep(recovery.WhoMaySee{Audience: a}), f)
		},
		"takingPart": func(a recovery.Audience) viewed {
			return shownTo(t, recovery.TakingPart.Do, told, recovery.TakingPartStep(recovery.WhoMaySee{Audience: a}), f)
		},
		"obstacle": func(a recovery.Audience) viewed {
			return shownTo(t, recovery.Obstacle.Do, tellObstacle(t).named, recovery.ObstacleStep(recovery.WhoMaySee{Audience: a}), f)
		},
		"gradedPlan": func(a recovery.Audience) viewed {
			return shownTo(t, recovery.GradedPlan.Do, tellGraded(t).partly, recovery.GradedPlanStep(recovery.WhoMaySee{Audience: a}), f)
		},
	}
	for i, a := range everyAudience {
		for part, record := range set {
			r := record(a)
			for _, who := range readers(peer.SharePlan) {
				t.Run("REC-50 "+part+" "+string(a)+" read by "+who.name, func(t *testing.T) {
					v, err := r.View(who.by)
					require.Equal(t, i >= who.from, sees(t, v, err, "REC-50 consent-required", part))
				})
			}
		}
		r := shownTo(t, recovery.TakingPart.Do, aside, recovery.TakingPartStep(recovery.WhoMaySee{Audience: a}), f)
		for _, who := range readers(peer.SharePlan) {
			t.Run("REC-50 a note set aside, "+string(a)+", read by "+who.name, func(t *testing.T) {
				v, err := r.View(who.by)
				require.Equal(t, i >= who.from && who.from < 2, sees(t, v, err, "REC-50 consent-required", "takingPart"))
			})
		}
		v, err := r.View(reading(byJess, peer.ForRecord))
		require.False(t, sees(t, v, err, "REC-50 consent-required", "takingPart"), "what is set aside goes into no record")
	}
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay} {
		t.Run("REC-50 widened by "+name, func(t *testing.T) {
			to := recovery.WhoMaySee{Audience: recovery.CareRecord}
			p, o := tellGraded(t).partly, tellObstacle(t).named
			only(t, told.Check(to, act(by, "2026-06-30T09:00Z", "r", told), f), "REC-50 persons-choice-only", "")
			only(t, p.Check(to, act(by, "2026-06-30T09:00Z", "r", p), f), "REC-50 persons-choice-only", "")
			only(t, o.Check(to, act(by, "2026-06-30T09:00Z", "r", o), f), "REC-50 persons-choice-only", "")
		})
	}
}
