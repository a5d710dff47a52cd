package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func decisionRecords(t testing.TB) map[string]peer.Record {
	s := tellDecision(t)
	return map[string]peer.Record{"advance-decision-draft": s.draft, "advance-decision-confirmed": s.next, "advance-decision-shared": s.shared,
		"advance-decision-superseded": s.superseded, "advance-decision-withdrawn": s.withdrawn}
}

func TestAdvanceDecisionStored(t *testing.T) {
	worker := map[string]any{"staff": "w4"}
	neverRead(t, decisionRecords(t), []planted{
		{"advance-decision-shared", "/text/treatment/by", worker, "/text"},
		{"advance-decision-shared", "/text/circumstances/by", worker, "/text"},
		{"advance-decision-shared", "/text/why/by", worker, "/text"},
		{"advance-decision-shared", "/text/lifeAtRisk/by", worker, "/text"},
		{"advance-decision-shared", "/text/treatment", map[string]any{"text": ""}, "/text/treatment"},
		{"advance-decision-shared", "/told", []any{"only-refuses"}, "/told"},
		{"advance-decision-draft", "/told", []any{"under-detention", "only-refuses"}, "/told"},
		{"advance-decision-draft", "/told", []any{"only-refuses", "only-refuses"}, "/told"},
		{"advance-decision-shared", "/noted", []any{"signed", "in-writing"}, "/noted"},
		{"advance-decision-shared", "/noted", []any{"even-if-life-is-at-risk"}, "/noted"},
		{"advance-decision-shared", "/lookedAt/by", "w4", "/lookedAt"},
		{"advance-decision-shared", "/lookedAt/by", "", "/lookedAt"},
		{"advance-decision-shared", "/certified", true, "/certified"},
		{"advance-decision-shared", "/certificate", "valid", "/certificate"},
		{"advance-decision-shared", "/capacity", "yes", "/capacity"},
		{"advance-decision-shared", "/document/shares", []any{}, "/status"},
		{"advance-decision-superseded", "/document/replacedBy", "", "/document/replacedBy"},
	})
}

func TestAdvanceDecisionHistories(t *testing.T) {
	f := advanceFacts(t)
	kind := decisionKind
	kind.DecodeStep = func(b []byte) (recovery.AdvanceDecisionStep, error) {
		s, err := decisionKind.DecodeStep(b)
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
	walk(kind, 14).often(2).under(func(draw steptest.Draw) recovery.AdvanceFacts {
		f := f
		f.Policy = mostly(draw, f.Policy, recovery.Policy{})
		f.Born = mostly(draw, f.Born, peer.Date{}, peer.MustDate("2009-09-05"))
		f.Consents = mostly(draw, f.Consents, nil)
		return f
	}).hold(t, func(t require.TestingT, _, d recovery.AdvanceDecision, c peer.Change) {
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
