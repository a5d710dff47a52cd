package recovery_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func policyOf(t testing.TB, section string) (recovery.Policy, error) {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, "SECTION", section, 1)), time.LoadLocation)
	require.NoError(t, err)
	return recovery.PolicyFrom(file)
}

// saying is the example section with one member put differently; nil leaves it
// out.
func saying(t testing.TB, member string, value any) string {
	t.Helper()
	var section map[string]any
	require.NoError(t, json.Unmarshal(recovery.ExamplePolicy(), &section))
	at := section
	names := strings.Split(member, "/")
	for _, name := range names[:len(names)-1] {
		at = at[name].(map[string]any)
	}
	at[names[len(names)-1]] = value
	if value == nil {
		delete(at, names[len(names)-1])
	}
	b, err := json.Marshal(section)
	require.NoError(t, err)
	return string(b)
}

func TestPolicy(t *testing.T) {
	p := policy(t)
	require.True(t, p.Known())
	require.NotEmpty(t, p.Digest())
	require.Equal(t, "Europe/London", p.Calendar().Zone().String())
	require.False(t, recovery.Policy{}.Known())
	require.Empty(t, recovery.Policy{}.Digest())

	type span = map[string]int
	for name, bad := range map[string]struct {
		member string
		value  any
		code   peer.Code
		path   string
	}{
		"still: not said":             {"stuckAfter", nil, peer.ErrPolicyIncomplete, ""},
		"still: no days":              {"stuckAfter", span{"days": 0}, peer.ErrPolicyTooWeak, ""},
		"still: hours of a day":       {"stuckAfter", span{"hours": 23}, peer.ErrPolicyTooWeak, ""},
		"still: minutes of a day":     {"stuckAfter", span{"minutes": 1439}, peer.ErrPolicyTooWeak, ""},
		"still: less than nothing":    {"stuckAfter", span{"days": -1}, peer.ErrOutOfRange, "/days"},
		"coping: not said":            {"copingReviewAfter", nil, peer.ErrPolicyIncomplete, ""},
		"REC-23 coping: within a day": {"copingReviewAfter", span{"hours": 23}, peer.ErrPolicyTooWeak, ""},
		"depth: not said":             {"problemDepth", nil, peer.ErrPolicyIncomplete, ""},
		"depth: less than one":        {"problemDepth", -1, peer.ErrPolicyTooWeak, ""},
		"depth: without end":          {"problemDepth", 11, peer.ErrPolicyTooWeak, ""},
		"ideas outside: not said":     {"ideas/outside", nil, peer.ErrPolicyIncomplete, ""},
		"ideas inside: not said":      {"ideas/inside", nil, peer.ErrPolicyIncomplete, ""},
		"ideas outside: fewer than 0": {"ideas/outsideAfter", -1, peer.ErrPolicyTooWeak, ""},
		"ideas outside: far too many": {"ideas/outsideAfter", 21, peer.ErrPolicyTooWeak, ""},
		"ideas inside: fewer than 0":  {"ideas/insideAfter", -1, peer.ErrPolicyTooWeak, ""},
		"ideas inside: far too many":  {"ideas/insideAfter", 21, peer.ErrPolicyTooWeak, ""},
		"planning: not said":          {"workerLeadsPlanning", nil, peer.ErrPolicyIncomplete, ""},
		"observations: not said":      {"observations", nil, peer.ErrPolicyIncomplete, ""},
		"statements: not said":        {"advance/statement", nil, peer.ErrPolicyIncomplete, ""},
		"decisions: not said":         {"advance/decision", nil, peer.ErrPolicyIncomplete, ""},
		"high risk: not said":         {"highRisk", nil, peer.ErrPolicyIncomplete, ""},
		"high risk: an unknown harm":  {"highRisk", []string{"life", "reputation"}, peer.ErrPolicyTooWeak, "/1"},
		"a member that is not known":  {"close", true, peer.ErrSchema, ""},
		"deep in, one that is not":    {"ideas/always", true, peer.ErrSchema, ""},
	} {
		_, err := policyOf(t, saying(t, bad.member, bad.value))
		require.ErrorIs(t, err, bad.code, name)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		require.Len(t, r.Unmet(), 1, name)
		require.Equal(t, "/recovery/"+bad.member+bad.path, r.Unmet()[0].Path, name)
	}
	t.Run("REC-39 inside problem solving, the number of own ideas has to be said", func(t *testing.T) {
		section := strings.Replace(string(recovery.ExamplePolicy()), `"inside": false, "insideAfter": 3`, `"inside": true`, 1)
		_, err := policyOf(t, section)
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
	})
	t.Run("POL-01 everything that is missing comes at once", func(t *testing.T) {
		_, err := policyOf(t, `{}`)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, r.Unmet(), 10)
	})
	for member, fits := range map[string][]any{
		"stuckAfter":        {span{"days": 1}, span{"hours": 24}, span{"workingDays": 1}},
		"copingReviewAfter": {span{"days": 1}, span{"months": 2}},
		"problemDepth":      {1, 10},
		"ideas/insideAfter": {0, 20},
		"highRisk":          {[]string{}},
	} {
		for _, value := range fits {
			_, err := policyOf(t, saying(t, member, value))
			require.NoError(t, err, "%s %v", member, value)
		}
	}
	_, err := recovery.PolicyFrom(peer.PolicyFile{})
	require.ErrorIs(t, err, peer.ErrPolicyIncomplete, "an organisation without this section")
}
