package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func riskRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellRisk(t)
	high, _ := doRisk(t, s.asked, recovery.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}, byJess, "2026-05-02T17:00Z", "b1")
	return map[peer.Status]peer.Record{"positive-risk-talking": high, "positive-risk-decided": s.decided}
}

func TestPositiveRiskStored(t *testing.T) {
	worker, nurse := map[string]any{"staff": "w4"}, map[string]any{"staff": "kay-orr"}
	ground.NeverRead(t, riskRecords(t), []steptest.Hostile{
		{Of: "positive-risk-decided", Path: "/what/by", Value: worker, Heard: "/what"},
		{Of: "positive-risk-decided", Path: "/why/by", Value: worker, Heard: "/what"},
		{Of: "positive-risk-decided", Path: "/because/by", Value: worker, Heard: "/what"},
		{Of: "positive-risk-decided", Path: "/good/0/by", Value: nurse, Heard: "/good"},
		{Of: "positive-risk-decided", Path: "/harm/0/words/by", Value: nurse, Heard: "/good"},
		{Of: "positive-risk-decided", Path: "/safer/0/by", Value: nurse, Heard: "/good"},
		{Of: "positive-risk-decided", Path: "/decision", Value: "forbidden", Heard: "/decision"},
		{Of: "positive-risk-decided", Path: "/decision", Value: "", Heard: "/decision"},
		{Of: "positive-risk-decided", Path: "/decidedOn", Value: "", Heard: "/decision"},
		{Of: "positive-risk-decided", Path: "/decidedOn", Value: "2026", Heard: "/decidedOn"},
		{Of: "positive-risk-talking", Path: "/because", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/because"},
		{Of: "positive-risk-talking", Path: "/decision", Value: "go-ahead", Heard: "/decision"},
		{Of: "positive-risk-talking", Path: "/high", Value: []any{}, Heard: "/high"},
		{Of: "positive-risk-talking", Path: "/high", Value: []any{"life", "life"}, Heard: "/high"},
		{Of: "positive-risk-talking", Path: "/high", Value: []any{"life", "money"}, Heard: "/high"},
		{Of: "positive-risk-decided", Path: "/high", Value: []any{"life"}, Heard: "/high"},
		{Of: "positive-risk-talking", Path: "/concerns", Value: []any{}, Heard: "/concerns"},
		{Of: "positive-risk-decided", Path: "/views/0/of", Value: "carer", Heard: "/views"},
		{Of: "positive-risk-decided", Path: "/views/0/holder", Value: map[string]any{"carer": "megan"}, Heard: "/views"},
		{Of: "positive-risk-decided", Path: "/views/0/words/by", Value: worker, Heard: "/views"},
		{Of: "positive-risk-decided", Path: "/views/0/showPerson", Value: true, Heard: "/views"},
		{Of: "positive-risk-decided", Path: "/views/0/words", Value: map[string]any{"text": "", "by": worker}, Heard: "/views"},
		{Of: "positive-risk-decided", Path: "/likelihood", Value: 3, Heard: "/likelihood"},
		{Of: "positive-risk-decided", Path: "/score", Value: 3, Heard: "/score"},
	})
}

func TestPositiveRiskHistories(t *testing.T) {
	risks.Walks(14).Hold(t, func(t require.TestingT, _, r recovery.PositiveRisk, c peer.Change) {
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
