package peer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// section is what the policy of these tests comes to with one part of its section put
// anew; nil takes a member out.
func section(t testing.TB, part string, members map[string]any) (peer.Policy, error) {
	t.Helper()
	file, err := opened(policyWith(t, func(d map[string]any) {
		of := d["peer"].(map[string]any)[part].(map[string]any)
		for name, v := range members {
			if of[name] = v; v == nil {
				delete(of, name)
			}
		}
	}))
	require.NoError(t, err)
	return peer.PolicyFrom(file)
}

// argued is a policy in which so many answers make a result, with an argument.
func argued(t testing.TB, n int, why string) peer.Policy {
	t.Helper()
	p, err := section(t, "feedback", map[string]any{"minimum": n, "argument": why})
	require.NoError(t, err)
	return p
}

func TestFeedbackPolicy(t *testing.T) {
	t.Run("PEER-52, POL-01 each member has to be there", func(t *testing.T) {
		for _, name := range []string{"minimum", "complaintsTo", "complaintWithin"} {
			_, err := section(t, "feedback", map[string]any{name: nil})
			require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
			require.Equal(t, []string{"/peer/feedback/" + name}, pathsOf(t, err))
		}
	})
	t.Run("PEER-52, POL-04 fewer than five are argued for in words, and three is the least", func(t *testing.T) {
		for _, c := range []struct {
			n   int
			why string
			ok  bool
		}{{5, "", true}, {1000, "", true}, {4, "a small service", true}, {3, "a small service", true}, {4, "", false}, {4, "   ", false}, {4, strings.Repeat("x", 2001), false},
			{2, "a small service", false}, {-1, "a small service", false}, {1001, "", false}} {
			members := map[string]any{"minimum": c.n, "argument": c.why}
			_, err := section(t, "feedback", members)
			require.Equal(t, c.ok, err == nil, c)
			if !c.ok {
				require.ErrorIs(t, err, peer.ErrPolicyTooWeak)
				require.Equal(t, "/peer/feedback/minimum", pathsOf(t, err)[0])
			}
		}
	})
	t.Run("PEER-52, POL-04 a role has a name that fits", func(t *testing.T) {
		_, err := section(t, "feedback", map[string]any{"complaintsTo": strings.Repeat("x", 201)})
		require.ErrorIs(t, err, peer.ErrPolicyTooWeak)
	})
}

func TestTeamPolicy(t *testing.T) {
	for row, name := range map[string]string{"PEER-61": "tellBackWithin", "PEER-34": "crossingWithin"} {
		t.Run("POL-01 each member of the team's part has to be there, as of "+row, func(t *testing.T) {
			_, err := section(t, "team", map[string]any{name: nil})
			require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
			require.Equal(t, []string{"/peer/team/" + name}, pathsOf(t, err))
			_, err = section(t, "team", map[string]any{name: "soon"})
			require.Equal(t, []string{"/peer/team/" + name}, pathsOf(t, err))
		})
	}
}
