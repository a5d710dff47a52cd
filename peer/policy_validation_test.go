package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// validationWith reads the policy of these tests with its validation section put anew.
func validationWith(t testing.TB, set func(v map[string]any)) (peer.Policy, error) {
	t.Helper()
	file, err := opened(policyWith(t, func(d map[string]any) { set(d["peer"].(map[string]any)["validation"].(map[string]any)) }))
	require.NoError(t, err)
	return peer.PolicyFrom(file)
}

func policyOf(t testing.TB, set func(v map[string]any)) peer.Policy {
	t.Helper()
	p, err := validationWith(t, set)
	require.NoError(t, err)
	return p
}

func TestPolicyValidation(t *testing.T) {
	t.Run("PEER-48, POL-01 what is left out is named", func(t *testing.T) {
		for _, member := range []string{"asked", "roles", "within", "draftWithin"} {
			_, err := validationWith(t, func(v map[string]any) { delete(v, member) })
			require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
			require.Equal(t, []string{"/peer/validation/" + member}, pathsOf(t, err))
		}
		_, err := validationWith(t, func(v map[string]any) { v["roles"] = []any{} })
		require.Equal(t, []string{"/peer/validation/roles"}, pathsOf(t, err), "somebody has to look where it is asked")
		_, err = validationWith(t, func(v map[string]any) { v["asked"] = "unknown" })
		require.Equal(t, []string{"/peer/validation/asked"}, pathsOf(t, err))
	})
	t.Run("PEER-48 where nobody looks nothing more is said", func(t *testing.T) {
		_, err := validationWith(t, func(v map[string]any) { v["asked"], v["roles"] = "no", []any{}; delete(v, "within") })
		require.NoError(t, err)
	})
	t.Run("PEER-48, POL-04 no organisation lets a peer support worker validate, or a role without a name", func(t *testing.T) {
		long := string(make([]byte, 201))
		for _, role := range []string{"peer-worker", "", long} {
			_, err := validationWith(t, func(v map[string]any) { v["roles"] = []any{"team-lead", role} })
			turnedDown(t, err, peer.ErrPolicyTooWeak)
			require.Equal(t, []string{"/peer/validation/roles"}, pathsOf(t, err))
		}
	})
	t.Run("POL-01 a word in the place of an answer", func(t *testing.T) {
		for member, v := range map[string]any{"asked": "perhaps", "within": "soon", "draftWithin": map[string]any{"moons": 1}} {
			_, err := validationWith(t, func(d map[string]any) { d[member] = v })
			require.Error(t, err, member)
		}
	})
}
