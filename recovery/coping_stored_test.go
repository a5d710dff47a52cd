package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// copingRecords is one record in each place, with as much said as can be.
func copingRecords(t testing.TB) map[string]peer.Record {
	t.Helper()
	s, f := tellCoping(t), tellFear(t)
	mine := doCoping(t, s.kept, recovery.ReviewCopingEvery{Every: peer.Weeks(2)}, "2026-04-07T10:00Z")
	mine = doCoping(t, mine, recovery.LookAgain{}, "2026-04-20T10:00Z")
	mine = doCoping(t, mine, recovery.RemindCoping{On: peer.No}, "2026-04-21T10:00Z")
	just := doCoping(t, s.considered, recovery.PlanCoping{NothingInTheWay: true, JustTry: rather}, "2026-03-05T10:00Z")
	given := appraise(t, theAppraisal(), "2026-03-09T10:00Z")
	unsure := verdict(t, "v2", recovery.OfSkill, "k1", recovery.DoesNotWork, "2026-03-09T10:00Z")
	listed, tried, aside := tellSkill(t)
	return map[string]peer.Record{
		"coping-strategy-in-use": mine, "coping-strategy-considered": s.considered, "coping-strategy-planned": just,
		"coping-strategy-trying": s.trying, "coping-strategy-dropped": s.dropped,
		"appraisal-given": given, "appraisal-taken-back": takenBack(t, unsure, "2026-03-10T10:00Z"),
		"self-management-skill-listed": listed, "self-management-skill-tried": tried, "self-management-skill-set-aside": aside,
		"fear-named": f[recovery.FearNamed], "fear-working": f[recovery.FearWorking], "fear-easier": f[recovery.FearEasier], "fear-parked": f[recovery.FearParked],
	}
}

// Documents that no step could have written are not read, and the fault names
// where it lies.
func TestCopingStoredFormIsChecked(t *testing.T) {
	worker := map[string]any{"staff": "w4"}
	neverRead(t, copingRecords(t), []planted{
		{"coping-strategy-in-use", "/words/by", worker, "/words"},
		{"coping-strategy-in-use", "/use/when/by", worker, "/words"},
		{"coping-strategy-in-use", "/use/where/by", worker, "/words"},
		{"coping-strategy-in-use", "/use/with/by", worker, "/words"},
		{"coping-strategy-in-use", "/barriers/0/words/by", worker, "/words"},
		{"coping-strategy-in-use", "/barriers/0/response/by", worker, "/words"},
		{"coping-strategy-in-use", "/resources/0/words/by", worker, "/words"},
		{"coping-strategy-in-use", "/resources/0/from", "diagnosis", "/resources/0/from"},
		{"coping-strategy-in-use", "/resources/0/from", "", "/resources/0/from"},
		{"coping-strategy-in-use", "/resources/0/health", "x", "/resources/0/health"},
		{"coping-strategy-planned", "/justTry/by", worker, "/words"},
		{"coping-strategy-planned", "/justTry", nil, "/barriers"},
		{"coping-strategy-trying", "/barriers/0/response", nil, "/barriers"},
		{"coping-strategy-trying", "/barriers", nil, "/barriers"},
		{"coping-strategy-trying", "/use", nil, "/barriers"},
		{"coping-strategy-in-use", "/barriers/0/response", nil, "/barriers"},
		{"coping-strategy-in-use", "/barriers/0/words", nil, "/barriers/0/words"},
		{"coping-strategy-considered", "/use", map[string]any{"when": map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}}, "/use"},
		{"coping-strategy-considered", "/nothingInTheWay", true, "/use"},
		{"coping-strategy-considered", "/justTry", map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "/use"},
		{"coping-strategy-considered", "/barriers", []any{map[string]any{"words": map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "accepted": true}}, "/use"},
		{"coping-strategy-considered", "/place", "in-use", "/place"},
		{"coping-strategy-considered", "/reviewedAt", "2026-04-20T10:00:00.000Z", "/reviewedAt"},
		{"coping-strategy-dropped", "/place", "dropped", "/place"},
		{"coping-strategy-dropped", "/place", "", "/place"},
		{"coping-strategy-dropped", "/place", "considered", "/use"},
		{"coping-strategy-in-use", "/every", map[string]any{"hours": 23}, "/every"},
		{"coping-strategy-in-use", "/every", map[string]any{"days": 0}, "/every"},
		{"coping-strategy-in-use", "/movedAt", "0001-01-01T00:00:00.000Z", "/movedAt"},
		{"coping-strategy-in-use", "/audience", "", "/audience"},
		{"coping-strategy-in-use", "/person", "p6", "/words"},
		{"coping-strategy-in-use", "/status", "trying", "/recent"},
		{"appraisal-given", "/why/by", worker, "/why"},
		{"appraisal-given", "/when/by", worker, "/why"},
		{"appraisal-given", "/why", nil, "/why"},
		{"appraisal-taken-back", "/dontKnow", false, "/why"},
		{"appraisal-given", "/verdict", "no-progress", "/verdict"},
		{"appraisal-given", "/verdict", "", "/verdict"},
		{"appraisal-given", "/about", "goal", "/about"},
		{"appraisal-given", "/of", "", "/of"},
		{"appraisal-given", "/said", "0001-01-01T00:00:00.000Z", "/said"},
		{"appraisal-given", "/score", 3, "/score"},
		{"self-management-skill-tried", "/words/by", worker, "/words"},
		{"self-management-skill-tried", "/when/by", worker, "/words"},
		{"self-management-skill-tried", "/progress/by", worker, "/words"},
		{"self-management-skill-tried", "/saidAt", "0001-01-01T00:00:00.000Z", "/saidAt"},
		{"self-management-skill-set-aside", "/saidAt", "0001-01-01T00:00:00.000Z", "/saidAt"},
		{"self-management-skill-tried", "/rating/scale", "", "/rating"},
		{"self-management-skill-tried", "/rating/number", "11", "/rating/number"},
		{"self-management-skill-tried", "/rating/number", 6, "/rating/number"},
		{"self-management-skill-tried", "/rating/average", 5, "/rating/average"},
		{"self-management-skill-listed", "/useful", "yes", "/saidAt"},
		{"self-management-skill-listed", "/when", map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "/saidAt"},
		{"self-management-skill-listed", "/progress", map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "/saidAt"},
		{"self-management-skill-listed", "/rating", map[string]any{"number": "3", "scale": "worst-to-best"}, "/saidAt"},
		{"self-management-skill-listed", "/saidAt", "2026-04-20T10:00:00.000Z", "/saidAt"},
		{"fear-named", "/words/by", worker, "/words"},
		{"fear-named", "/stops/by", worker, "/words"},
		{"fear-named", "/helps/by", worker, "/words"},
		{"fear-named", "/smallSteps/0/by", worker, "/words"},
		{"fear-named", "/words/text", "", "/words"},
		{"fear-named", "/named", "0001-01-01T00:00:00.000Z", "/named"},
		{"fear-named", "/status", "overcome", "/status"},
	})
}

// Either of the two is enough, and there is one.
func TestCopingNeedsWordsOrItem(t *testing.T) {
	for name, item := range map[string]string{"coping-strategy-considered": "item", "self-management-skill-listed": "code"} {
		r := copingRecords(t)[name]
		_, err := recovery.Decode(r.Ref().Kind, edited(t, r, func(doc map[string]any) { delete(doc, "words") }))
		require.NoError(t, err, "the %s alone is enough", item)
		hostileDocument(t, r, "without either", "/words", func(doc map[string]any) {
			delete(doc, "words")
			delete(doc, item)
		})
	}
}
