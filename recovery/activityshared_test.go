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
func activityRecords(t testing.TB) map[string]peer.Record {
	t.Helper()
	a, o, p := tellActivity(t), tellObstacle(t), tellGraded(t)
	told, aside := takingParts(t)
	said := doActivity(t, a.goingOn, recovery.SayWhatItGives{Gives: []recovery.Gives{recovery.GivesPeople}, Meaning: own(bySian, "my hands know")}, "2026-05-10T09:00Z", "b1")
	return map[string]peer.Record{
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
	neverRead(t, activityRecords(t), []planted{
		{"activity-going-on", "/words/by", worker, "/words"},
		{"activity-going-on", "/meaning/by", worker, "/words"},
		{"activity-going-on", "/schedule/by", stranger, "/words"},
		{"activity-going-on", "/meaning", map[string]any{"text": "", "by": worker}, "/words"},
		{"activity-going-on", "/words/text", "", "/words"},
		{"activity-going-on", "/words/text", strings.Repeat("x", 2001), "/words/text"},
		{"activity-going-on", "/person", "p6", "/words"},
		{"activity-going-on", "/person", "", "/person"},
		{"activity-going-on", "/what", "", "/what"},
		{"activity-going-on", "/what", "treatment", "/what"},
		{"activity-going-on", "/gives", []any{"insight"}, "/gives/0"},
		{"activity-going-on", "/gives", []any{"people", "people", "people", "people", "people", "people"}, "/gives"},
		{"activity-going-on", "/ledBy", "", "/ledBy"},
		{"activity-going-on", "/ledBy", "worker", "/ledBy"},
		{"activity-going-on", "/worker", "kay-orr", "/plans"},
		{"activity-going-on", "/plans", []any{map[string]any{"plan": map[string]any{"id": "x", "owner": ""}, "id": "y"}}, "/plans/0/plan/owner"},
		{"activity-going-on", "/audience", "", "/audience"},
		{"activity-going-on", "/domain", "prognosis", "/domain"},
		{"activity-going-on", "/statusOn", "", "/statusOn"},
		{"activity-going-on", "/statusOn", "2026-05", "/statusOn"},
		{"activity-going-on", "/status", "over", "/recent"},
		{"activity-going-on", "/status", "completed", "/status"},
		{"activity-going-on", "/attended", 3, "/attended"},
		{"taking-part-told", "/words/by", worker, "/words"},
		{"taking-part-told", "/from", "", "/from"},
		{"taking-part-told", "/from", "carer", "/from"},
		{"taking-part-told", "/worker", "", "/from"},
		{"taking-part-told", "/told", "0001-01-01T00:00:00.000Z", "/told"},
		{"taking-part-told", "/tookPart", "sometimes", "/tookPart"},
		{"taking-part-told", "/score", 7, "/score"},
		{"taking-part-set-aside", "/audience", "", "/audience"},
		{"obstacle-named", "/words/by", worker, "/words"},
		{"obstacle-named", "/need/by", worker, "/words"},
		{"obstacle-named", "/next", "exposure", "/next"},
		{"obstacle-named", "/next", "accept-as-is", "/signposts"},
		{"obstacle-named", "/next", "", "/signposts"},
		{"obstacle-named", "/cycle", "ps1", "/cycle"},
		{"obstacle-named", "/statusOn", "2026", "/statusOn"},
		{"obstacle-resolved", "/next", "", "/cycle"},
		{"obstacle-resolved", "/signposts", []any{"sp1"}, "/signposts"},
		{"obstacle-resolved", "/need", map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "/signposts"},
		{"graded-plan-together", "/where/by", worker, "/where"},
		{"graded-plan-together", "/partly/by", worker, "/where"},
		{"graded-plan-together", "/worker", "", "/worker"},
		{"graded-plan-together", "/comesAlong", "unknown", "/comesAlong"},
		{"graded-plan-together", "/together", "", "/together"},
		{"graded-plan-together", "/together", "2026-05", "/together"},
		{"graded-plan-together", "/statusOn", "", "/statusOn"},
		{"graded-plan-together", "/statusOn", "2026", "/statusOn"},
		{"graded-plan-partly-together", "/comesAlong", "unknown", "/comesAlong"},
		{"graded-plan-partly-together", "/partlyTogether", "", "/partlyTogether"},
		{"graded-plan-partly-together", "/alone", "2026", "/alone"},
		{"graded-plan-asked", "/comesAlong", "yes", "/comesAlong"},
		{"graded-plan-asked", "/partlyTogether", "2026", "/partlyTogether"},
		{"graded-plan-alone", "/alone", "", "/alone"},
		{"graded-plan-finished", "/alone", "", "/alone"},
		{"graded-plan-put-down", "/audience", "ward", "/audience"},
	})
}

func TestWhoSeesActivities(t *testing.T) {
	f := facts(t)
	told, aside := takingParts(t)
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
