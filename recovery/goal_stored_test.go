package recovery_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func goalRecords(t testing.TB) map[string]peer.Record {
	g := tellGoal(t)
	said, _ := doGoal(t, g.active, recovery.SayHowItGoes{Going: recovery.GoingImproving}, "2026-05-08T09:00Z", "b1")
	into, _ := doGoal(t, said, recovery.ChangeGoal{Because: recovery.BecauseLifeChanged, Into: theNext()}, "2026-05-09T09:00Z", "b2")
	return map[string]peer.Record{"goal-proposed": g.proposed, "goal-agreed": g.agreed, "goal-active": said, "goal-on-hold": g.resting,
		"goal-achieved": g.achieved, "goal-changed": into, "goal-let-go": g.letGo}
}

func setbackRecords(t testing.TB) map[string]peer.Record {
	told, _ := newSetback(t, theSetback(), bySian)
	asked, _ := newSetback(t, worse(peer.Further{}), byJess)
	return map[string]peer.Record{"setback-told": told, "setback-question-open": asked}
}

func celebrationRecords(t testing.TB) map[string]peer.Record {
	offered, accepted, aside := celebrations(t)
	return map[string]peer.Record{"celebration-offered": offered, "celebration-accepted": accepted, "celebration-set-aside": aside}
}

func contributionRecords(t testing.TB) map[string]peer.Record {
	c := tellContribution(t)
	return map[string]peer.Record{"contribution-proposed": c.proposed, "contribution-accepted": c.accepted, "contribution-declined": c.declined,
		"contribution-withdrawn": c.withdrawn, "contribution-proposed-task": contributedTask(t)}
}

// Documents that no step could have written are not read, and the fault names
// where it lies.
func TestStoredFormIsChecked(t *testing.T) {
	neverRead(t, gathered(t, goalRecords, setbackRecords, celebrationRecords, contributionRecords), []planted{
		{"goal-active", "/words/by", map[string]any{"staff": "w4"}, "/words"},
		{"goal-active", "/why/by", map[string]any{"staff": "w4"}, "/words"},
		{"goal-active", "/why", map[string]any{"text": "", "by": map[string]any{"staff": "w4"}}, "/words"},
		{"goal-active", "/strengths/0/by", map[string]any{"person": "p6"}, "/words"},
		{"goal-active", "/words/text", "", "/words"},
		{"goal-active", "/words/text", strings.Repeat("x", 2001), "/words/text"},
		{"goal-active", "/person", "", "/person"},
		{"goal-active", "/person", "p6", "/words"},
		{"goal-active", "/audience", "everybody", "/audience"},
		{"goal-active", "/audience", "", "/audience"},
		{"goal-active", "/domain", "prognosis", "/domain"},
		{"goal-active", "/going", "not-attainable", "/going"},
		{"goal-active", "/going", "", "/goingOn"},
		{"goal-active", "/goingOn", "", "/goingOn"},
		{"goal-active", "/goingOn", "2026", "/goingOn"},
		{"goal-active", "/started", "", "/started"},
		{"goal-active", "/started", "2026-03", "/started"},
		{"goal-active", "/statusOn", "2026", "/statusOn"},
		{"goal-active", "/statusOn", "", "/statusOn"},
		{"goal-active", "/because", "rest-for-now", "/because"},
		{"goal-active", "/into", "g2", "/into"},
		{"goal-active", "/status", "closed", "/status"},
		{"goal-active", "/status", "achieved", "/recent"},
		{"goal-active", "/rank", 1, "/rank"},
		{"goal-on-hold", "/because", "no-progress", "/because"},
		{"goal-let-go", "/because", "no-progress", "/because"},
		{"goal-let-go", "/started", "2026", "/started"},
		{"goal-agreed", "/started", "2026-03-01", "/started"},
		{"goal-agreed", "/going", "improving", "/goingOn"},
		{"goal-changed", "/into", "g1", "/into"},
		{"setback-told", "/happened/by", map[string]any{"staff": "w4"}, "/happened"},
		{"setback-told", "/worse", "yes", "/further"},
		{"setback-told", "/further", map[string]any{"answer": "yes"}, "/further"},
		{"setback-told", "/further/because", "he-said-so", "/further/because"},
		{"setback-told", "/told", "0001-01-01T00:00:00.000Z", "/told"},
		{"setback-question-open", "/worse", "no", "/further"},
		{"setback-question-open", "/further", map[string]any{"answer": "yes", "concern": "c1"}, "/further"},
		{"celebration-offered", "/from", "person", "/from"},
		{"celebration-offered", "/from", "owner", "/from"},
		{"celebration-accepted", "/from", "staff", "/from"},
		{"celebration-accepted", "/what/by", map[string]any{"staff": "w5"}, "/what"},
		{"celebration-accepted", "/worker", "", "/what"},
		{"contribution-proposed", "/plan/owner", "w4", "/plan/owner"},
		{"contribution-proposed", "/plan/owner", "", "/plan/owner"},
		{"contribution-proposed", "/words/by", map[string]any{"staff": "kay-orr"}, "/words"},
		{"contribution-proposed", "/agrees", "yes", "/seenAt"},
		{"contribution-proposed", "/over", "2026-03-03T09:00:00.000Z", "/over"},
		{"contribution-accepted", "/agrees", "no", "/agrees"},
		{"contribution-accepted", "/over", "0001-01-01T00:00:00.000Z", "/over"},
	})
}

// Steps that no form would send.
func TestHostileSteps(t *testing.T) {
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"do":"close"}`, `{"do":"agree","by":"p4"}`, `{"do":"agree","do":"let-go"}`,
		`{"do":"say-how-it-goes","going":7}`, `{"Do":"agree"}`, `{"do":"propose","status":"active"}`, `{"do":"propose","worker":["w4"]}`,
		`{"do":"let-go","because":"no-progress","reason":"CANARY"}`, `{"do":"propose","words":"CANARY"}`, "{\"do\":\"agree\"}\x00"} {
		_, err := recovery.DecodeGoalStep([]byte(bad))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, bad)
		require.NotContains(t, err.Error(), "CANARY")
	}
	s := tellGoal(t)
	_, _, err := s.active.Do(nil, act(bySian, "2026-05-01T09:00Z", "r", s.active), facts(t))
	require.ErrorIs(t, err, peer.ErrRequired, "no step at all")
	_, _, err = recovery.NewGoal(recovery.AgreeGoal{}, act(bySian, "2026-05-01T09:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrInvalidTransition)
	_, _, err = recovery.Goal{}.Do(recovery.PickUp{}, act(bySian, "2026-05-01T09:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrInvalidTransition, "no goal takes no step")
	_, err = peer.Encode(recovery.Goal{})
	require.ErrorIs(t, err, peer.ErrRequired)
	b, err := peer.Encode(s.active)
	require.NoError(t, err)
	_, err = recovery.DecodeGoal(bytes.Replace(b, []byte(`"schema":1`), []byte(`"schema":2`), 1))
	require.ErrorIs(t, err, peer.ErrNewerSchema)
}
