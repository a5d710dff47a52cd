package transition_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// everyMove is a move in every place, and one of which everything has been said.
func everyMove(t testing.TB) map[peer.Status]transition.Transition {
	t.Helper()
	s := tellMove(t)
	return map[peer.Status]transition.Transition{"announced": s.announced.move, "preparing": s.preparing.move, "in-transfer": s.inTransfer.move,
		"settling": s.settling.move, "completed": s.completed.move, "cancelled": s.cancelled.move, "announced-all": toldAll(t).move}
}

// Documents that no step could have written are not read, and the fault names where it
// lies. What is read of a document spoilt anywhere can be assessed.
func TestTransitionStored(t *testing.T) {
	records, p := everyMove(t), policy(t)
	moves.Goldens(t, records)
	const never, some = "0001-01-01T00:00:00.000Z", "2026-03-02T10:00:00.000Z"
	type obj = map[string]any
	moves.Unreadable(t, "CANARY", records, []steptest.Hostile{
		{Of: "announced", Path: "/person", Value: "", Heard: "/person"},
		{Of: "announced", Path: "/organiser", Value: obj{}, Heard: "/organiser"},
		{Of: "announced", Path: "/organiser/staff", Value: "w4", Heard: "/organiser"},
		{Of: "announced", Path: "/organiser/role", Value: "peer-worker", Heard: "/organiser"},
		{Of: "announced", Path: "/move", Value: "promotion", Heard: "/move"},
		{Of: "announced", Path: "/told", Value: "2026-03-24", Heard: "/told"},
		{Of: "announced", Path: "/until", Value: "2026-03-22", Heard: "/told"},
		{Of: "announced", Path: "/planned", Value: "", Heard: "/daySet"},
		{Of: "announced", Path: "/daySet", Value: never, Heard: "/daySet"},
		{Of: "announced", Path: "/announced", Value: never, Heard: "/announced"},
		{Of: "announced", Path: "/since", Value: never, Heard: "/since"},
		{Of: "announced", Path: "/arrived", Value: "2026-03-23", Heard: "/arrived"},
		{Of: "announced", Path: "/notProgressing", Value: true, Heard: "/notProgressing"},
		{Of: "announced", Path: "/status", Value: "not-progressing", Heard: "/status"},
		{Of: "announced", Path: "/opinion/send", Value: true, Heard: "/opinion/at"},
		{Of: "announced", Path: "/information/discussed", Value: "yes", Heard: "/information"},
		{Of: "announced", Path: "/information/nothing", Value: true, Heard: "/information"},
		{Of: "announced", Path: "/information/everything", Value: true, Heard: "/information"},
		{Of: "announced", Path: "/information/will", Value: []any{obj{"what": "history"}}, Heard: "/information"},
		{Of: "announced", Path: "/extra/informed", Value: "dr-lowe", Heard: "/extra"},
		{Of: "announced", Path: "/stuck/episode", Value: 1, Heard: "/stuck"},
		{Of: "announced", Path: "/stuck/next", Value: "x", Heard: "/stuck"},
		{Of: "announced", Path: "/heldBack/until", Value: "2026-03-10", Heard: "/heldBack"},
		{Of: "announced", Path: "/effect", Value: "goes-on", Heard: "/effectOn"},
		{Of: "announced", Path: "/effectOn", Value: "2026-03-10", Heard: "/effectOn"},
		{Of: "announced", Path: "/closerEvery", Value: obj{"days": 3}, Heard: "/closerFrom"},
		{Of: "announced", Path: "/continuity/before", Value: -1, Heard: "/continuity/before"},
		{Of: "announced", Path: "/openAgain", Value: some, Heard: ""},
		{Of: "announced-all", Path: "/checks/0/check", Value: "reason", Heard: "/checks"},
		{Of: "announced-all", Path: "/checks/0/check", Value: "mood", Heard: "/checks/0/check"},
		{Of: "announced-all", Path: "/checks/0/words/by", Value: obj{"staff": "w4"}, Heard: "/checks"},
		{Of: "announced-all", Path: "/checks/0/person", Value: "", Heard: "/checks"},
		{Of: "announced-all", Path: "/checks/0/personAt", Value: never, Heard: "/checks"},
		{Of: "announced-all", Path: "/checks/0/workerAt", Value: never, Heard: "/checks"},
		{Of: "announced-all", Path: "/checks/0/becauseAt", Value: never, Heard: "/checks"},
		{Of: "announced-all", Path: "/opinion/words/by", Value: obj{"staff": "w4"}, Heard: "/opinion/words"},
		{Of: "announced-all", Path: "/opinion/words/by", Value: obj{"person": "p6"}, Heard: "/opinion/words"},
		{Of: "announced-all", Path: "/opinion/at", Value: never, Heard: "/opinion/at"},
		{Of: "announced-all", Path: "/information/will/1/contested", Value: false, Heard: "/information"},
		{Of: "announced-all", Path: "/information/will/0/contested", Value: true, Heard: "/information"},
		{Of: "announced-all", Path: "/information/willNot/0/contested", Value: true, Heard: "/information"},
		{Of: "announced-all", Path: "/information/nothing", Value: true, Heard: "/information"},
		{Of: "announced-all", Path: "/information/everything", Value: true, Heard: "/information"},
		{Of: "announced-all", Path: "/information/at", Value: never, Heard: "/information"},
		{Of: "announced-all", Path: "/saidNo", Value: []any{}, Heard: "/information"},
		{Of: "announced-all", Path: "/extra/informed", Value: "w4", Heard: "/extra"},
		{Of: "announced-all", Path: "/extra/informed", Value: "", Heard: "/extra"},
		{Of: "announced-all", Path: "/extra/since", Value: never, Heard: "/extra"},
		{Of: "announced-all", Path: "/stuck/worker/at", Value: never, Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/person/at", Value: some, Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/worker/rev", Value: 99, Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/worker/by", Value: "", Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/person/by", Value: "w4", Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/episode", Value: 0, Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/episode", Value: -1, Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/episode", Value: 99, Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/lookAgain", Value: "", Heard: "/stuck"},
		{Of: "announced-all", Path: "/stuck/next", Value: "", Heard: "/stuck"},
		{Of: "announced-all", Path: "/heldBack/because", Value: "", Heard: "/heldBack"},
		{Of: "announced-all", Path: "/heldBack/until", Value: "2026-03", Heard: "/heldBack"},
		{Of: "announced-all", Path: "/heldBack/at", Value: never, Heard: "/heldBack"},
		{Of: "announced-all", Path: "/effectOn", Value: "", Heard: "/effectOn"},
		{Of: "announced-all", Path: "/closerFrom", Value: "2026", Heard: "/closerFrom"},
		{Of: "settling", Path: "/arrived", Value: "", Heard: "/arrived"},
		{Of: "settling", Path: "/openAgain", Value: some, Heard: "/openAgain"},
		{Of: "completed", Path: "/arrived", Value: "", Heard: "/arrived"},
		{Of: "completed", Path: "/checks/0/person", Value: "", Heard: "/checks"},
		{Of: "completed", Path: "/checks", Value: []any{}, Heard: "/checks"},
	}, func(m transition.Transition) {
		transition.Assess(m, p, p.Calendar(), on("2026-04-30T10:00Z"))
		_, err := transition.Due([]peer.Record{m}, world(t), on("2026-04-30T10:00Z"))
		require.NoError(t, err)
	})
}

// Steps that no form would send.
func TestTransitionHostileSteps(t *testing.T) {
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"do":"close"}`, `{"do":"prepare","by":"p4"}`, `{"do":"prepare","do":"cancel"}`, `{"do":"answer-check","check":7}`,
		`{"Do":"prepare"}`, `{"do":"announce","status":"completed"}`, `{"do":"announce","worker":["w4"]}`, `{"do":"hold-back","reason":"CANARY"}`, "{\"do\":\"prepare\"}\x00"} {
		_, err := transition.DecodeTransitionStep([]byte(bad))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, bad)
		require.NotContains(t, err.Error(), "CANARY")
	}
	_, _, err := tellMove(t).preparing.move.Do(nil, act(byKay, "2026-03-05T09:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrRequired)
	_, _, err = transition.NewTransition(transition.Prepare{}, act(byKay, "2026-03-05T09:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrInvalidTransition)
}
