package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func statementRecords(t testing.TB) map[string]peer.Record {
	s := tellStatement(t)
	return map[string]peer.Record{"advance-statement-draft": s.draft, "advance-statement-confirmed": s.next, "advance-statement-shared": s.shared,
		"advance-statement-superseded": s.superseded, "advance-statement-withdrawn": s.withdrawn}
}

func TestAdvanceStatementStored(t *testing.T) {
	worker, none := map[string]any{"staff": "w4"}, "0001-01-01T00:00:00.000Z"
	neverRead(t, statementRecords(t), []planted{
		{"advance-statement-shared", "/text/wishes/by", worker, "/text"},
		{"advance-statement-shared", "/text/helps/by", worker, "/text"},
		{"advance-statement-shared", "/text/ratherNot/by", worker, "/text"},
		{"advance-statement-shared", "/document/where/by", worker, "/document/where"},
		{"advance-statement-shared", "/document/ask/by", worker, "/document/where"},
		{"advance-statement-shared", "/audience", "", "/audience"},
		{"advance-statement-shared", "/document/version", 0, "/document/version"},
		{"advance-statement-shared", "/document/version", 2, "/document/replaces"},
		{"advance-statement-shared", "/document/replaces", "st0", "/document/replaces"},
		{"advance-statement-confirmed", "/document/replaces", "", "/document/replaces"},
		{"advance-statement-confirmed", "/document/replaces", "st2", "/document/replaces"},
		{"advance-statement-confirmed", "/document/replacedBy", "st3", "/document/replacedBy"},
		{"advance-statement-superseded", "/document/replacedBy", "", "/document/replacedBy"},
		{"advance-statement-superseded", "/document/replacedBy", "st1", "/document/replacedBy"},
		{"advance-statement-shared", "/document/confirmed", none, "/document/confirmed"},
		{"advance-statement-draft", "/document/confirmed", "2026-06-16T10:00:00.000Z", "/document/confirmed"},
		{"advance-statement-draft", "/document/over", "2026-06-16T10:00:00.000Z", "/document/over"},
		{"advance-statement-withdrawn", "/document/over", none, "/document/over"},
		{"advance-statement-withdrawn", "/document/shares/0/ended", none, "/document/shares"},
		{"advance-statement-superseded", "/document/shares/0/ended", none, "/document/shares"},
		{"advance-statement-shared", "/document/shares", []any{}, "/status"},
		{"advance-statement-shared", "/document/shares/0/ended", "2026-06-17T10:00:00.000Z", "/status"},
		{"advance-statement-shared", "/document/shares/0/number", 2, "/document/shares"},
		{"advance-statement-shared", "/document/shares/0/with/organisation", "", "/document/shares"},
		{"advance-statement-shared", "/document/shares/0/with/carer", "megan", "/document/shares"},
		{"advance-statement-shared", "/document/shares/0/with/kind", "everybody", "/document/shares/0/with/kind"},
		{"advance-statement-draft", "/document/shares", []any{map[string]any{"number": 1, "with": map[string]any{"kind": "gp", "organisation": "g"}, "at": "2026-06-16T10:00:00.000Z"}}, "/document/shares"},
		{"advance-statement-shared", "/certified", true, "/certified"},
	})
}

func TestAdvanceStatementHistories(t *testing.T) {
	p, f := policy(t), advanceFacts(t)
	kind := statementKind
	kind.DecodeStep = func(b []byte) (recovery.AdvanceStatementStep, error) {
		s, err := statementKind.DecodeStep(b)
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
	walk(kind, 20).under(func(draw steptest.Draw) recovery.AdvanceFacts {
		return recovery.AdvanceFacts{Policy: steptest.OneOf(draw, p, recovery.Policy{}), Consents: steptest.OneOf(draw, f.Consents, f.Consents, nil)}
	}).hold(t, func(t require.TestingT, _, s recovery.AdvanceStatement, c peer.Change) {
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
