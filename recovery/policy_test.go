package recovery_test

import (
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

func TestPolicy(t *testing.T) {
	p, err := policyOf(t, `{"stuckAfter": {"weeks": 6}}`)
	require.NoError(t, err)
	require.True(t, p.Known())
	require.NotEmpty(t, p.Digest())
	require.Equal(t, "Europe/London", p.Calendar().Zone().String())
	require.False(t, recovery.Policy{}.Known())
	require.Empty(t, recovery.Policy{}.Digest())

	for name, bad := range map[string]struct {
		section string
		code    peer.Code
		path    string
	}{
		"nothing said":       {`{}`, peer.ErrPolicyIncomplete, "/recovery/stuckAfter"},
		"null":               {`{"stuckAfter": null}`, peer.ErrPolicyIncomplete, "/recovery/stuckAfter"},
		"no days":            {`{"stuckAfter": {"days": 0}}`, peer.ErrPolicyTooWeak, "/recovery/stuckAfter"},
		"hours of a day":     {`{"stuckAfter": {"hours": 23}}`, peer.ErrPolicyTooWeak, "/recovery/stuckAfter"},
		"minutes of a day":   {`{"stuckAfter": {"minutes": 1439}}`, peer.ErrPolicyTooWeak, "/recovery/stuckAfter"},
		"less than nothing":  {`{"stuckAfter": {"days": -1}}`, peer.ErrOutOfRange, "/recovery/stuckAfter/days"},
		"a member not known": {`{"stuckAfter": {"days": 42}, "close": true}`, peer.ErrSchema, "/recovery/close"},
	} {
		_, err := policyOf(t, bad.section)
		require.ErrorIs(t, err, bad.code, name)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		require.Equal(t, bad.path, r.Unmet()[0].Path, name)
	}
	for _, fits := range []string{`{"stuckAfter": {"days": 1}}`, `{"stuckAfter": {"hours": 24}}`, `{"stuckAfter": {"workingDays": 1}}`} {
		_, err := policyOf(t, fits)
		require.NoError(t, err, fits)
	}
	_, err = recovery.PolicyFrom(peer.PolicyFile{})
	require.ErrorIs(t, err, peer.ErrPolicyIncomplete, "an organisation without this section")
}
