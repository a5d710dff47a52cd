package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// copingRecords is one record in each place, with as much said as can be.
func copingRecords(t testing.TB) map[peer.Status]peer.Record {
	t.Helper()
	s, f := tellCoping(t), tellFear(t)
	mine := doCoping(t, s.kept, recovery.ReviewCopingEvery{Every: peer.Weeks(2)}, "2026-04-07T10:00Z")
	mine = doCoping(t, mine, recovery.LookAgain{}, "2026-04-20T10:00Z")
	mine = doCoping(t, mine, recovery.RemindCoping{On: peer.No}, "2026-04-21T10:00Z")
	just := doCoping(t, s.considered, recovery.PlanCoping{NothingInTheWay: true, JustTry: rather}, "2026-03-05T10:00Z")
	given := appraise(t, theAppraisal(), "2026-03-09T10:00Z")
	unsure := verdict(t, "v2", recovery.OfSkill, "k1", recovery.DoesNotWork, "2026-03-09T10:00Z")
	listed, tried, aside := tellSkill(t)
	return map[peer.Status]peer.Record{
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
	ground.NeverRead(t, copingRecords(t), []steptest.Hostile{
		{Of: "coping-strategy-in-use", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "coping-strategy-in-use", Path: "/use/when/by", Value: worker, Heard: "/words"},
		{Of: "coping-strategy-in-use", Path: "/use/where/by", Value: worker, Heard: "/words"},
		{Of: "coping-strategy-in-use", Path: "/use/with/by", Value: worker, Heard: "/words"},
		{Of: "coping-strategy-in-use", Path: "/barriers/0/words/by", Value: worker, Heard: "/words"},
		{Of: "coping-strategy-in-use", Path: "/barriers/0/response/by", Value: worker, Heard: "/words"},
		{Of: "coping-strategy-in-use", Path: "/resources/0/words/by", Value: worker, Heard: "/words"},
		{Of: "coping-strategy-in-use", Path: "/resources/0/from", Value: "diagnosis", Heard: "/resources/0/from"},
		{Of: "coping-strategy-in-use", Path: "/resources/0/from", Value: "", Heard: "/resources/0/from"},
		{Of: "coping-strategy-in-use", Path: "/resources/0/health", Value: "x", Heard: "/resources/0/health"},
		{Of: "coping-strategy-planned", Path: "/justTry/by", Value: worker, Heard: "/words"},
		{Of: "coping-strategy-planned", Path: "/justTry", Value: nil, Heard: "/barriers"},
		{Of: "coping-strategy-trying", Path: "/barriers/0/response", Value: nil, Heard: "/barriers"},
		{Of: "coping-strategy-trying", Path: "/barriers", Value: nil, Heard: "/barriers"},
		{Of: "coping-strategy-trying", Path: "/use", Value: nil, Heard: "/barriers"},
		{Of: "coping-strategy-in-use", Path: "/barriers/0/response", Value: nil, Heard: "/barriers"},
		{Of: "coping-strategy-in-use", Path: "/barriers/0/words", Value: nil, Heard: "/barriers/0/words"},
		{Of: "coping-strategy-considered", Path: "/use", Value: map[string]any{"when": map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}}, Heard: "/use"},
		{Of: "coping-strategy-considered", Path: "/nothingInTheWay", Value: true, Heard: "/use"},
		{Of: "coping-strategy-considered", Path: "/justTry", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/use"},
		{Of: "coping-strategy-considered", Path: "/barriers", Value: []any{map[string]any{"words": map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "accepted": true}}, Heard: "/use"},
		{Of: "coping-strategy-considered", Path: "/place", Value: "in-use", Heard: "/place"},
		{Of: "coping-strategy-considered", Path: "/reviewedAt", Value: "2026-04-20T10:00:00.000Z", Heard: "/reviewedAt"},
		{Of: "coping-strategy-dropped", Path: "/place", Value: "dropped", Heard: "/place"},
		{Of: "coping-strategy-dropped", Path: "/place", Value: "", Heard: "/place"},
		{Of: "coping-strategy-dropped", Path: "/place", Value: "considered", Heard: "/use"},
		{Of: "coping-strategy-in-use", Path: "/every", Value: map[string]any{"hours": 23}, Heard: "/every"},
		{Of: "coping-strategy-in-use", Path: "/every", Value: map[string]any{"days": 0}, Heard: "/every"},
		{Of: "coping-strategy-in-use", Path: "/movedAt", Value: "0001-01-01T00:00:00.000Z", Heard: "/movedAt"},
		{Of: "coping-strategy-in-use", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "coping-strategy-in-use", Path: "/person", Value: "p6", Heard: "/words"},
		{Of: "coping-strategy-in-use", Path: "/status", Value: "trying", Heard: "/recent"},
		{Of: "appraisal-given", Path: "/why/by", Value: worker, Heard: "/why"},
		{Of: "appraisal-given", Path: "/when/by", Value: worker, Heard: "/why"},
		{Of: "appraisal-given", Path: "/why", Value: nil, Heard: "/why"},
		{Of: "appraisal-taken-back", Path: "/dontKnow", Value: false, Heard: "/why"},
		{Of: "appraisal-given", Path: "/verdict", Value: "no-progress", Heard: "/verdict"},
		{Of: "appraisal-given", Path: "/verdict", Value: "", Heard: "/verdict"},
		{Of: "appraisal-given", Path: "/about", Value: "goal", Heard: "/about"},
		{Of: "appraisal-given", Path: "/of", Value: "", Heard: "/of"},
		{Of: "appraisal-given", Path: "/said", Value: "0001-01-01T00:00:00.000Z", Heard: "/said"},
		{Of: "appraisal-given", Path: "/score", Value: 3, Heard: "/score"},
		{Of: "self-management-skill-tried", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "self-management-skill-tried", Path: "/when/by", Value: worker, Heard: "/words"},
		{Of: "self-management-skill-tried", Path: "/progress/by", Value: worker, Heard: "/words"},
		{Of: "self-management-skill-tried", Path: "/saidAt", Value: "0001-01-01T00:00:00.000Z", Heard: "/saidAt"},
		{Of: "self-management-skill-set-aside", Path: "/saidAt", Value: "0001-01-01T00:00:00.000Z", Heard: "/saidAt"},
		{Of: "self-management-skill-tried", Path: "/rating/scale", Value: "", Heard: "/rating"},
		{Of: "self-management-skill-tried", Path: "/rating/number", Value: "11", Heard: "/rating/number"},
		{Of: "self-management-skill-tried", Path: "/rating/number", Value: 6, Heard: "/rating/number"},
		{Of: "self-management-skill-tried", Path: "/rating/average", Value: 5, Heard: "/rating/average"},
		{Of: "self-management-skill-listed", Path: "/useful", Value: "yes", Heard: "/saidAt"},
		{Of: "self-management-skill-listed", Path: "/when", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/saidAt"},
		{Of: "self-management-skill-listed", Path: "/progress", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/saidAt"},
		{Of: "self-management-skill-listed", Path: "/rating", Value: map[string]any{"number": "3", "scale": "worst-to-best"}, Heard: "/saidAt"},
		{Of: "self-management-skill-listed", Path: "/saidAt", Value: "2026-04-20T10:00:00.000Z", Heard: "/saidAt"},
		{Of: "fear-named", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "fear-named", Path: "/stops/by", Value: worker, Heard: "/words"},
		{Of: "fear-named", Path: "/helps/by", Value: worker, Heard: "/words"},
		{Of: "fear-named", Path: "/smallSteps/0/by", Value: worker, Heard: "/words"},
		{Of: "fear-named", Path: "/words/text", Value: "", Heard: "/words"},
		{Of: "fear-named", Path: "/named", Value: "0001-01-01T00:00:00.000Z", Heard: "/named"},
		{Of: "fear-named", Path: "/status", Value: "overcome", Heard: "/status"},
	})
}

// Either of the two is enough, and there is one.
func TestCopingNeedsWordsOrItem(t *testing.T) {
	for name, item := range map[peer.Status]string{"coping-strategy-considered": "item", "self-management-skill-listed": "code"} {
		r := copingRecords(t)[name]
		alone, err := recovery.Decode(r.Ref().Kind, steptest.PutAnew(t, r, "/words", nil))
		require.NoError(t, err, "the %s alone is enough", item)
		ground.Hears(t, alone, steptest.Hostile{Path: "/" + item, Heard: "/words"})
	}
}
