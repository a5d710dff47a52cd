package recovery_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func goalRecords(t testing.TB) map[peer.Status]peer.Record {
	g := tellGoal(t)
	said, _ := doGoal(t, g.active, recovery.SayHowItGoes{Going: recovery.GoingImproving}, "2026-05-08T09:00Z", "b1")
	into, _ := doGoal(t, said, recovery.ChangeGoal{Because: recovery.BecauseLifeChanged, Into: theNext()}, "2026-05-09T09:00Z", "b2")
	return map[peer.Status]peer.Record{"goal-proposed": g.proposed, "goal-agreed": g.agreed, "goal-active": said, "goal-on-hold": g.resting,
		"goal-achieved": g.achieved, "goal-changed": into, "goal-let-go": g.letGo}
}

func setbackRecords(t testing.TB) map[peer.Status]peer.Record {
	told, _ := newSetback(t, theSetback(), bySian)
	asked, _ := newSetback(t, worse(peer.Further{}), byJess)
	return map[peer.Status]peer.Record{"setback-told": told, "setback-question-open": asked}
}

func celebrationRecords(t testing.TB) map[peer.Status]peer.Record {
	offered, accepted, aside := celebrationsOf(t)
	return map[peer.Status]peer.Record{"celebration-offered": offered, "celebration-accepted": accepted, "celebration-set-aside": aside}
}

func contributionRecords(t testing.TB) map[peer.Status]peer.Record {
	c := tellContribution(t)
	return map[peer.Status]peer.Record{"contribution-proposed": c.proposed, "contribution-accepted": c.accepted, "contribution-declined": c.declined,
		"contribution-withdrawn": c.withdrawn, "contribution-proposed-task": contributedTask(t)}
}

// Documents that no step could have written are not read, and the fault names
// where it lies.
func TestStoredFormIsChecked(t *testing.T) {
	ground.NeverRead(t, gathered(t, goalRecords, setbackRecords, celebrationRecords, contributionRecords), []steptest.Hostile{
		{Of: "goal-active", Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: "goal-active", Path: "/why/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: "goal-active", Path: "/why", Value: map[string]any{"text": "", "by": map[string]any{"staff": "w4"}}, Heard: "/words"},
		{Of: "goal-active", Path: "/strengths/0/by", Value: map[string]any{"person": "p6"}, Heard: "/words"},
		{Of: "goal-active", Path: "/words/text", Value: "", Heard: "/words"},
		{Of: "goal-active", Path: "/words/text", Value: strings.Repeat("x", 2001), Heard: "/words/text"},
		{Of: "goal-active", Path: "/person", Value: "", Heard: "/person"},
		{Of: "goal-active", Path: "/person", Value: "p6", Heard: "/words"},
		{Of: "goal-active", Path: "/audience", Value: "everybody", Heard: "/audience"},
		{Of: "goal-active", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "goal-active", Path: "/domain", Value: "prognosis", Heard: "/domain"},
		{Of: "goal-active", Path: "/going", Value: "not-attainable", Heard: "/going"},
		{Of: "goal-active", Path: "/going", Value: "", Heard: "/goingOn"},
		{Of: "goal-active", Path: "/goingOn", Value: "", Heard: "/goingOn"},
		{Of: "goal-active", Path: "/goingOn", Value: "2026", Heard: "/goingOn"},
		{Of: "goal-active", Path: "/started", Value: "", Heard: "/started"},
		{Of: "goal-active", Path: "/started", Value: "2026-03", Heard: "/started"},
		{Of: "goal-active", Path: "/statusOn", Value: "2026", Heard: "/statusOn"},
		{Of: "goal-active", Path: "/statusOn", Value: "", Heard: "/statusOn"},
		{Of: "goal-active", Path: "/because", Value: "rest-for-now", Heard: "/because"},
		{Of: "goal-active", Path: "/into", Value: "g2", Heard: "/into"},
		{Of: "goal-active", Path: "/status", Value: "closed", Heard: "/status"},
		{Of: "goal-active", Path: "/status", Value: "achieved", Heard: "/recent"},
		{Of: "goal-active", Path: "/rank", Value: 1, Heard: "/rank"},
		{Of: "goal-on-hold", Path: "/because", Value: "no-progress", Heard: "/because"},
		{Of: "goal-let-go", Path: "/because", Value: "no-progress", Heard: "/because"},
		{Of: "goal-let-go", Path: "/started", Value: "2026", Heard: "/started"},
		{Of: "goal-agreed", Path: "/started", Value: "2026-03-01", Heard: "/started"},
		{Of: "goal-agreed", Path: "/going", Value: "improving", Heard: "/goingOn"},
		{Of: "goal-changed", Path: "/into", Value: "g1", Heard: "/into"},
		{Of: "setback-told", Path: "/happened/by", Value: map[string]any{"staff": "w4"}, Heard: "/happened"},
		{Of: "setback-told", Path: "/worse", Value: "yes", Heard: "/further"},
		{Of: "setback-told", Path: "/further", Value: map[string]any{"answer": "yes"}, Heard: "/further"},
		{Of: "setback-told", Path: "/further/because", Value: "he-said-so", Heard: "/further/because"},
		{Of: "setback-told", Path: "/told", Value: "0001-01-01T00:00:00.000Z", Heard: "/told"},
		{Of: "setback-question-open", Path: "/worse", Value: "no", Heard: "/further"},
		{Of: "setback-question-open", Path: "/further", Value: map[string]any{"answer": "yes", "concern": "c1"}, Heard: "/further"},
		{Of: "celebration-offered", Path: "/from", Value: "person", Heard: "/from"},
		{Of: "celebration-offered", Path: "/from", Value: "owner", Heard: "/from"},
		{Of: "celebration-accepted", Path: "/from", Value: "staff", Heard: "/from"},
		{Of: "celebration-accepted", Path: "/what/by", Value: map[string]any{"staff": "w5"}, Heard: "/what"},
		{Of: "celebration-accepted", Path: "/worker", Value: "", Heard: "/what"},
		{Of: "contribution-proposed", Path: "/plan/owner", Value: "w4", Heard: "/plan/owner"},
		{Of: "contribution-proposed", Path: "/plan/owner", Value: "", Heard: "/plan/owner"},
		{Of: "contribution-proposed", Path: "/words/by", Value: map[string]any{"staff": "kay-orr"}, Heard: "/words"},
		{Of: "contribution-proposed", Path: "/agrees", Value: "yes", Heard: "/seenAt"},
		{Of: "contribution-proposed", Path: "/over", Value: "2026-03-03T09:00:00.000Z", Heard: "/over"},
		{Of: "contribution-accepted", Path: "/agrees", Value: "no", Heard: "/agrees"},
		{Of: "contribution-accepted", Path: "/over", Value: "0001-01-01T00:00:00.000Z", Heard: "/over"},
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
