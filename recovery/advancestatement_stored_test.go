package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func statementRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellStatement(t)
	return map[peer.Status]peer.Record{"advance-statement-draft": s.draft, "advance-statement-confirmed": s.next, "advance-statement-shared": s.shared,
		"advance-statement-superseded": s.superseded, "advance-statement-withdrawn": s.withdrawn}
}

func TestAdvanceStatementStored(t *testing.T) {
	worker, none := map[string]any{"staff": "w4"}, "0001-01-01T00:00:00.000Z"
	ground.NeverRead(t, statementRecords(t), []steptest.Hostile{
		{Of: "advance-statement-shared", Path: "/text/wishes/by", Value: worker, Heard: "/text"},
		{Of: "advance-statement-shared", Path: "/text/helps/by", Value: worker, Heard: "/text"},
		{Of: "advance-statement-shared", Path: "/text/ratherNot/by", Value: worker, Heard: "/text"},
		{Of: "advance-statement-shared", Path: "/document/where/by", Value: worker, Heard: "/document/where"},
		{Of: "advance-statement-shared", Path: "/document/ask/by", Value: worker, Heard: "/document/where"},
		{Of: "advance-statement-shared", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "advance-statement-shared", Path: "/document/version", Value: 0, Heard: "/document/version"},
		{Of: "advance-statement-shared", Path: "/document/version", Value: 2, Heard: "/document/replaces"},
		{Of: "advance-statement-shared", Path: "/document/replaces", Value: "st0", Heard: "/document/replaces"},
		{Of: "advance-statement-confirmed", Path: "/document/replaces", Value: "", Heard: "/document/replaces"},
		{Of: "advance-statement-confirmed", Path: "/document/replaces", Value: "st2", Heard: "/document/replaces"},
		{Of: "advance-statement-confirmed", Path: "/document/replacedBy", Value: "st3", Heard: "/document/replacedBy"},
		{Of: "advance-statement-superseded", Path: "/document/replacedBy", Value: "", Heard: "/document/replacedBy"},
		{Of: "advance-statement-superseded", Path: "/document/replacedBy", Value: "st1", Heard: "/document/replacedBy"},
		{Of: "advance-statement-shared", Path: "/document/confirmed", Value: none, Heard: "/document/confirmed"},
		{Of: "advance-statement-draft", Path: "/document/confirmed", Value: "2026-06-16T10:00:00.000Z", Heard: "/document/confirmed"},
		{Of: "advance-statement-draft", Path: "/document/over", Value: "2026-06-16T10:00:00.000Z", Heard: "/document/over"},
		{Of: "advance-statement-withdrawn", Path: "/document/over", Value: none, Heard: "/document/over"},
		{Of: "advance-statement-withdrawn", Path: "/document/shares/0/ended", Value: none, Heard: "/document/shares"},
		{Of: "advance-statement-superseded", Path: "/document/shares/0/ended", Value: none, Heard: "/document/shares"},
		{Of: "advance-statement-shared", Path: "/document/shares", Value: []any{}, Heard: "/status"},
		{Of: "advance-statement-shared", Path: "/document/shares/0/ended", Value: "2026-06-17T10:00:00.000Z", Heard: "/status"},
		{Of: "advance-statement-shared", Path: "/document/shares/0/number", Value: 2, Heard: "/document/shares"},
		{Of: "advance-statement-shared", Path: "/document/shares/0/with/organisation", Value: "", Heard: "/document/shares"},
		{Of: "advance-statement-shared", Path: "/document/shares/0/with/carer", Value: "megan", Heard: "/document/shares"},
		{Of: "advance-statement-shared", Path: "/document/shares/0/with/kind", Value: "everybody", Heard: "/document/shares/0/with/kind"},
		{Of: "advance-statement-draft", Path: "/document/shares", Value: []any{map[string]any{"number": 1, "with": map[string]any{"kind": "gp", "organisation": "g"}, "at": "2026-06-16T10:00:00.000Z"}}, Heard: "/document/shares"},
		{Of: "advance-statement-shared", Path: "/certified", Value: true, Heard: "/certified"},
	})
}

func TestAdvanceStatementHistories(t *testing.T) {
	p, f := policy(t), advanceFacts(t)
	kind := statements
	kind.DecodeStep = func(b []byte) (recovery.AdvanceStatementStep, error) {
		s, err := statements.DecodeStep(b)
		switch c := s.(type) {
		case recovery.EditStatement:
			if c.ID == "r1" {
				c.ID = "r2"
			}
			return c, err
		case recovery.ShareAdvance:
			c.With.Organisation, c.With.Carer = "org-a", megan
			return c, err
		}
		return s, err
	}
	kind.Walks(20).Under(func(draw steptest.Draw) recovery.AdvanceFacts {
		return recovery.AdvanceFacts{Policy: steptest.OneOf(draw, p, recovery.Policy{}), Consents: steptest.OneOf(draw, f.Consents, f.Consents, nil)}
	}).Hold(t, func(t require.TestingT, _, s recovery.AdvanceStatement, c peer.Change) {
		x := s.Text()
		personsOwn(t, s.Person(), nil, x.Wishes, x.Helps, x.RatherNot, s.Where(), s.Ask())
		if !s.Confirmed().IsZero() && (c.To != c.From || c.Do != "say-where") {
			require.Equal(t, peer.PartyPerson, c.As, "REC-47 nobody but the person confirms, shares, edits or withdraws")
		}
		require.Empty(t, c.For)
		require.Empty(t, c.Signals)
		if s.Status() == recovery.AdvanceSuperseded || s.Status() == recovery.AdvanceWithdrawn {
			require.Empty(t, s.SharedWith(), "H18")
		}
		for _, made := range c.Made {
			next := made.Record.(recovery.AdvanceStatement)
			require.Equal(t, s.Version()+1, next.Version())
			require.Equal(t, s.Ref().ID, next.Replaces())
			require.Equal(t, s.Audience(), next.Audience())
			require.Empty(t, next.Shares())
		}
	})
}
