package safeguard_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// Three invented organisations, in testdata/policies: a policy and a roster each.
var proofOrganisations = []string{"tamarside", "broadwater", "soarfield"}

// The year that proofs are about: Christmas, both changes of the clocks and all.
var proofFrom, proofUntil = peer.MustDate("2026-01-01"), peer.MustDate("2026-12-31")

// ground is a policy and a roster that a test may plant something in.
type ground struct {
	policy, roster map[string]any
}

func groundOf(t testing.TB, name string) ground {
	t.Helper()
	read := func(file string) (out map[string]any) {
		b, err := os.ReadFile("testdata/policies/" + file + ".json")
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(b, &out))
		return out
	}
	return ground{read(name), read(name + "-roster")}
}

// plant sets what a path leads to, such as "safeguard/chains/0/outOfHours", in the
// policy or, after "roster:", in the roster. The value is JSON; none takes it away.
func (g ground) plant(t testing.TB, path, value string) {
	t.Helper()
	at := any(g.policy)
	if rest, ok := strings.CutPrefix(path, "roster:"); ok {
		path, at = rest, any(g.roster)
	}
	var v any
	if value != "" {
		require.NoError(t, json.Unmarshal([]byte(value), &v), value)
	}
	require.True(t, planted(at, strings.Split(path, "/"), v), path)
}

func planted(at any, path []string, v any) bool {
	last := len(path) == 1
	switch x := at.(type) {
	case map[string]any:
		if last && v == nil {
			delete(x, path[0])
			return true
		}
		if last {
			x[path[0]] = v
			return true
		}
		next, ok := x[path[0]]
		if list, is := next.([]any); is && path[1] == "+" {
			x[path[0]] = append(list, v)
			return true
		}
		return ok && planted(next, path[1:], v)
	case []any:
		var i int
		if json.Unmarshal([]byte(path[0]), &i) != nil || i >= len(x) {
			return false
		}
		if last {
			x[i] = v
			return true
		}
		return planted(x[i], path[1:], v)
	}
	return false
}

func (g ground) file(t testing.TB) peer.PolicyFile {
	t.Helper()
	b, err := json.Marshal(g.policy)
	require.NoError(t, err)
	file, err := peer.OpenPolicy(b, time.LoadLocation)
	require.NoError(t, err)
	return file
}

func (g ground) policyOf(t testing.TB) safeguard.Policy {
	t.Helper()
	p, err := safeguard.PolicyFrom(g.file(t))
	require.NoError(t, err)
	return p
}

func (g ground) rosterOf(t testing.TB) safeguard.Roster {
	t.Helper()
	b, err := json.Marshal(g.roster)
	require.NoError(t, err)
	r, err := safeguard.OpenRoster(b, g.file(t).Calendar())
	require.NoError(t, err)
	return r
}

// worldOf is the world with this policy in force and this roster.
func (g ground) worldOf(t testing.TB) safeguard.World {
	t.Helper()
	file := g.file(t)
	policies, err := peer.NewPolicies(file)
	require.NoError(t, err)
	return safeguard.World{World: peer.World{Policies: policies, Calendar: file.Calendar()}, Roster: g.rosterOf(t)}
}

// proofInstant reads an instant such as "2026-03-13T17:42Z".
func proofInstant(s string) time.Time { return steptest.On(s) }

// proofRaised is a concern that came in at a time, raised by a worker who is on no roster.
func proofRaised(t testing.TB, p safeguard.Policy, r safeguard.Roster, at time.Time, raise safeguard.Raise) safeguard.Concern {
	t.Helper()
	if raise.ID == "" {
		raise.ID = "c1"
	}
	c, _, err := safeguard.NewConcern(raise, peer.Act{By: peer.ByStaff("w4", ""), At: at, ID: "raise"}, safeguard.Facts{Policy: p, Roster: r})
	require.NoError(t, err)
	return c
}
