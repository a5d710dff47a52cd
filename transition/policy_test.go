package transition_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// saying is the policy with one member put differently; nil leaves it out.
func saying(t testing.TB, member string, value any) (transition.Policy, error) {
	t.Helper()
	var section map[string]any
	require.NoError(t, json.Unmarshal(transition.ExamplePolicy(), &section))
	section[member] = value
	if value == nil {
		delete(section, member)
	}
	b, err := json.Marshal(section)
	require.NoError(t, err)
	return transition.PolicyFrom(policyFile(t, string(b)))
}

func TestPolicy(t *testing.T) {
	p := policy(t)
	require.True(t, p.Known())
	require.NotEmpty(t, p.Digest())
	require.Equal(t, "Europe/London", p.Calendar().Zone().String())
	require.Equal(t, peer.Days(7), p.CheckInEvery())
	require.Equal(t, peer.Days(14), p.MinimumNotice())
	require.False(t, transition.Policy{}.Known())
	require.Empty(t, transition.Policy{}.Digest())
	example := transition.ExamplePolicy()
	example[0] = 'x'
	require.Equal(t, byte('{'), transition.ExamplePolicy()[0], "each gets their own")

	type span = map[string]any
	all := []string{"minimumNotice", "openBefore", "contactWithin", "escalateBy", "firstContactAfterDischarge", "checkInEvery"}
	fault := func(member string, value any, code peer.Code) {
		_, err := saying(t, member, value)
		require.ErrorIs(t, err, code, "%s %v", member, value)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, r.Unmet(), 1)
		require.Contains(t, r.Unmet()[0].Path, "/transition/"+member)
	}
	for _, member := range all {
		fault(member, nil, peer.ErrPolicyIncomplete)
		fault(member, span{"days": -1}, peer.ErrOutOfRange)
	}
	fault("always", true, peer.ErrSchema)
	for member, bad := range map[string][]span{
		"openBefore":                 {{"days": 0}, {"days": 29}, {"hours": 48}, {"workingDays": 2}},
		"contactWithin":              {{"days": 29}, {"hours": 673}, {"workingDays": 29}, {"weeks": 5}, {"months": 1}},
		"escalateBy":                 {{"days": 4}, {"hours": 73}, {"workingDays": 4}, {"weeks": 1}, {"minutes": 4321}},
		"firstContactAfterDischarge": {{"days": 8}, {"hours": 169}, {"weeks": 2}, {"workingDays": 8}},
		"checkInEvery":               {{"days": 0}, {"days": 29}},
	} {
		for _, value := range bad {
			fault(member, value, peer.ErrPolicyTooWeak)
		}
	}
	for member, fits := range map[string][]span{
		"minimumNotice": {{"days": 1}, {"months": 6}}, "openBefore": {{"days": 1}, {"days": 28}}, "contactWithin": {{"days": 28}, {"hours": 672}, {"weeks": 4}},
		"escalateBy": {{"days": 3}, {"hours": 72}, {"workingDays": 0}}, "firstContactAfterDischarge": {{"days": 7}, {"weeks": 1}}, "checkInEvery": {{"days": 1}, {"weeks": 4}},
	} {
		for _, value := range fits {
			_, err := saying(t, member, value)
			require.NoError(t, err, "%s %v", member, value)
		}
	}
	t.Run("POL-01 everything that is missing comes at once", func(t *testing.T) {
		_, err := transition.PolicyFrom(policyFile(t, `{}`))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, r.Unmet(), len(all))
	})
	_, err := transition.PolicyFrom(peer.PolicyFile{})
	require.ErrorIs(t, err, peer.ErrPolicyIncomplete, "an organisation without this section")
}
