package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func decisionRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellDecision(t)
	return map[peer.Status]peer.Record{"advance-decision-draft": s.draft, "advance-decision-confirmed": s.next, "advance-decision-shared": s.shared,
		"advance-decision-superseded": s.superseded, "advance-decision-withdrawn": s.withdrawn}
}

func TestAdvanceDecisionStored(t *testing.T) {
	worker := map[string]any{"staff": "w4"}
	ground.NeverRead(t, decisionRecords(t), []steptest.Hostile{
		{Of: "advance-decision-shared", Path: "/text/treatment/by", Value: worker, Heard: "/text"},
		{Of: "advance-decision-shared", Path: "/text/circumstances/by", Value: worker, Heard: "/text"},
		{Of: "advance-decision-shared", Path: "/text/why/by", Value: worker, Heard: "/text"},
		{Of: "advance-decision-shared", Path: "/text/lifeAtRisk/by", Value: worker, Heard: "/text"},
		{Of: "advance-decision-shared", Path: "/text/treatment", Value: map[string]any{"text": ""}, Heard: "/text/treatment"},
		{Of: "advance-decision-shared", Path: "/told", Value: []any{"only-refuses"}, Heard: "/told"},
		{Of: "advance-decision-draft", Path: "/told", Value: []any{"under-detention", "only-refuses"}, Heard: "/told"},
		{Of: "advance-decision-draft", Path: "/told", Value: []any{"only-refuses", "only-refuses"}, Heard: "/told"},
		{Of: "advance-decision-shared", Path: "/noted", Value: []any{"signed", "in-writing"}, Heard: "/noted"},
		{Of: "advance-decision-shared", Path: "/noted", Value: []any{"even-if-life-is-at-risk"}, Heard: "/noted"},
		{Of: "advance-decision-shared", Path: "/lookedAt/by", Value: "w4", Heard: "/lookedAt"},
		{Of: "advance-decision-shared", Path: "/lookedAt/by", Value: "", Heard: "/lookedAt"},
		{Of: "advance-decision-shared", Path: "/certified", Value: true, Heard: "/certified"},
		{Of: "advance-decision-shared", Path: "/certificate", Value: "valid", Heard: "/certificate"},
		{Of: "advance-decision-shared", Path: "/capacity", Value: "yes", Heard: "/capacity"},
		{Of: "advance-decision-shared", Path: "/document/shares", Value: []any{}, Heard: "/status"},
		{Of: "advance-decision-superseded", Path: "/document/replacedBy", Value: "", Heard: "/document/replacedBy"},
	})
}

func TestAdvanceDecisionHistories(t *testing.T) {
	f := advanceFacts(t)
	kind := decisions
	kind.DecodeStep = func(b []byte) (recovery.AdvanceDecisionStep, error) {
		s, err := decisions.DecodeStep(b)
		switch c := s.(type) {
		case recovery.EditDecision:
			if c.ID == "r1" {
				c.ID = "r2"
			}
			return c, err
		case recovery.ShareAdvance:
			c.With.Organisation, c.With.Carer = "org-a", megan
			return c, err
		case recovery.TellLimits:
			if len(c.Topics) == 1 && c.Topics[0] != recovery.LimitDetention {
				c.Topics = allLimits()
			}
			return c, err
		}
		return s, err
	}
	kind.Walks(14).Often(2).Under(func(draw steptest.Draw) recovery.AdvanceFacts {
		f := f
		f.Policy = mostly(draw, f.Policy, recovery.Policy{})
		f.Born = mostly(draw, f.Born, peer.Date{}, peer.MustDate("2009-09-05"))
		f.Consents = mostly(draw, f.Consents, nil)
		return f
	}).Hold(t, func(t require.TestingT, _, d recovery.AdvanceDecision, c peer.Change) {
		x := d.Text()
		personsOwn(t, d.Person(), nil, x.Treatment, x.Circumstances, x.Why, x.LifeAtRisk, d.Where(), d.Ask())
		if c.To != c.From && c.Rev > 1 {
			require.Equal(t, peer.PartyPerson, c.As)
		}
		if !d.Confirmed().IsZero() {
			require.Equal(t, allLimits(), d.ToldLimits(), "H18 nobody confirmed what they had not been told")
		}
		if d.LookedAt().By != "" {
			require.Contains(t, f.Professionals, d.LookedAt().By)
			require.NotEqual(t, d.Worker(), d.LookedAt().By)
		}
	})
}
