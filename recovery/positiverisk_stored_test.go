package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func riskRecords(t testing.TB) map[string]peer.Record {
	s := tellRisk(t)
	high, _ := doRisk(t, s.asked, recovery.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}, byJess, "2026-05-02T17:00Z", "b1")
	return map[string]peer.Record{"positive-risk-talking": high, "positive-risk-decided": s.decided}
}

func TestPositiveRiskStored(t *testing.T) {
	worker, nurse := map[string]any{"staff": "w4"}, map[string]any{"staff": "kay-orr"}
	neverRead(t, riskRecords(t), []planted{
		{"positive-risk-decided", "/what/by", worker, "/what"},
		{"positive-risk-decided", "/why/by", worker, "/what"},
		{"positive-risk-decided", "/because/by", worker, "/what"},
		{"positive-risk-decided", "/good/0/by", nurse, "/good"},
		{"positive-risk-decided", "/harm/0/words/by", nurse, "/good"},
		{"positive-risk-decided", "/safer/0/by", nurse, "/good"},
		{"positive-risk-decided", "/decision", "forbidden", "/decision"},
		{"positive-risk-decided", "/decision", "", "/decision"},
		{"positive-risk-decided", "/decidedOn", "", "/decision"},
		{"positive-risk-decided", "/decidedOn", "2026", "/decidedOn"},
		{"positive-risk-talking", "/because", map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "/because"},
		{"positive-risk-talking", "/decision", "go-ahead", "/decision"},
		{"positive-risk-talking", "/high", []any{}, "/high"},
		{"positive-risk-talking", "/high", []any{"life", "life"}, "/high"},
		{"positive-risk-talking", "/high", []any{"life", "money"}, "/high"},
		{"positive-risk-decided", "/high", []any{"life"}, "/high"},
		{"positive-risk-talking", "/concerns", []any{}, "/concerns"},
		{"positive-risk-decided", "/views/0/of", "carer", "/views"},
		{"positive-risk-decided", "/views/0/holder", map[string]any{"carer": "megan"}, "/views"},
		{"positive-risk-decided", "/views/0/words/by", worker, "/views"},
		{"positive-risk-decided", "/views/0/showPerson", true, "/views"},
		{"positive-risk-decided", "/views/0/words", map[string]any{"text": "", "by": worker}, "/views"},
		{"positive-risk-decided", "/likelihood", 3, "/likelihood"},
		{"positive-risk-decided", "/score", 3, "/score"},
	})
}

func TestPositiveRiskHistories(t *testing.T) {
	walk(riskKind, 14).under(policyOrNone(t)).hold(t, func(t require.TestingT, _, r recovery.PositiveRisk, c peer.Change) {
		personsOwn(t, r.Person(), nil, r.What(), r.Why(), r.Because())
		both := []peer.Actor{peer.ByStaff(r.Worker(), "")}
		personsOwn(t, r.Person(), both, append(r.Good(), r.Safer()...)...)
		if c.Do == "decide" {
			require.Equal(t, peer.PartyPerson, c.As, "REC-16 nobody but the person decides")
		}
		for _, v := range r.Views() {
			require.True(t, v.Words.IsZero() || v.Words.By == v.Holder)
			require.False(t, v.ShowPerson && v.Of != recovery.ViewOfCarer)
		}
		for _, h := range r.Harm() {
			personsOwn(t, r.Person(), both, h.Words)
			if h.Kind == recovery.HarmLife || h.Kind == recovery.HarmChild {
				require.Contains(t, r.High(), h.Kind)
			}
		}
		if c.Do == "talk" && r.QuestionOpen() {
			require.NotEmpty(t, c.Signals, "H02")
		}
	})
}
