package steptest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// On reads an instant such as "2026-02-17T11:20Z".
func On(s string) time.Time {
	at, err := time.Parse("2006-01-02T15:04Z07:00", s)
	if err != nil {
		panic(err)
	}
	return at
}

// Own are words that name their author.
func Own(by peer.Actor, text string) peer.Words {
	by.Role = ""
	return peer.Words{Text: peer.Say(text), By: by, Lang: "en-GB", How: peer.Said}
}

// Unsigned are words that do not say whose they are.
func Unsigned(text string) peer.Words { return peer.Words{Text: peer.Say(text)} }

// ActOn is an act on what a record is now; nil: it creates one.
func ActOn(by peer.Actor, at string, id string, r peer.Record) peer.Act {
	a := peer.Act{By: by, At: On(at), ID: peer.RequestID(id)}
	if r != nil {
		a.Seen = r.Rev()
	}
	return a
}

// Only checks that one rule, and no other, stands in the way.
func Only(t testing.TB, d peer.Decision, rule string, path string) {
	t.Helper()
	var stops []peer.Reason
	for _, r := range d.Reasons {
		if r.Stops() {
			stops = append(stops, r)
		}
	}
	require.Len(t, stops, 1, "%v", stops)
	require.Equal(t, rule, stops[0].Rule.String())
	require.Equal(t, path, stops[0].Path)
}

// Open checks that nothing stands in the way and nothing warns.
func Open(t testing.TB, d peer.Decision) {
	t.Helper()
	require.True(t, d.Allowed(), "%v", d.Unmet())
	require.Empty(t, d.Unmet())
}

// Warns checks that a step is taken and told this one thing.
func Warns(t testing.TB, d peer.Decision, rule, path string, weight peer.Weight) {
	t.Helper()
	require.True(t, d.Allowed(), "%v", d.Unmet())
	require.Len(t, d.Unmet(), 1, "%v", d.Unmet())
	x := d.Unmet()[0]
	require.Equal(t, []any{rule, path, weight}, []any{x.Rule.String(), x.Path, x.Weight})
}

// Rule is a requirement row with a code.
func Rule(row string, code peer.Code) peer.Rule { return peer.Rule{Row: row, Code: code} }
