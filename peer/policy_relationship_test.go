package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestPolicyOfRelationships(t *testing.T) {
	with := func(member string, value any) error {
		file, err := opened(policyWith(t, func(d map[string]any) {
			section := d["peer"].(map[string]any)["relationship"].(map[string]any)
			if section[member] = value; value == nil {
				delete(section, member)
			}
		}))
		require.NoError(t, err)
		_, err = peer.PolicyFrom(file)
		return err
	}
	type span = map[string]any
	all := []string{"longestPause", "endingNotice", "endingContacts", "safetyRoles", "anotherWorkerWithin"}
	t.Run("POL-01, PEER-30, PEER-54, PEER-55, PEER-68 each number has to be said", func(t *testing.T) {
		for _, member := range all {
			err := with(member, nil)
			turnedDown(t, err, peer.ErrPolicyIncomplete)
			require.Equal(t, []string{"/peer/relationship/" + member}, pathsOf(t, err))
		}
		file, err := opened(policyWith(t, func(d map[string]any) { delete(d["peer"].(map[string]any), "relationship") }))
		require.NoError(t, err)
		_, err = peer.PolicyFrom(file)
		require.Len(t, pathsOf(t, err), len(all), "all at once")
	})
	t.Run("POL-04 what makes no sense, whatever an organisation says", func(t *testing.T) {
		for _, c := range []struct {
			member string
			value  any
			code   peer.Code
		}{
			{"longestPause", span{"days": 0}, peer.ErrPolicyTooWeak},
			{"endingNotice", span{"weeks": 0}, peer.ErrPolicyTooWeak},
			{"endingContacts", -1, peer.ErrPolicyTooWeak},
			{"safetyRoles", []string{"team-lead", "peer-worker"}, peer.ErrPolicyTooWeak},
			{"safetyRoles", []string{""}, peer.ErrPolicyTooWeak},
			{"safetyRoles", []string{}, peer.ErrPolicyIncomplete},
			{"anotherWorkerWithin", span{"days": -1}, peer.ErrOutOfRange},
			{"longestPause", "long", peer.ErrSchema},
			{"always", true, peer.ErrSchema},
		} {
			require.ErrorIs(t, with(c.member, c.value), c.code, "%s %v", c.member, c.value)
		}
		for member, value := range map[string]any{"longestPause": span{"weeks": 6}, "endingNotice": span{"workingDays": 1}, "endingContacts": 1, "safetyRoles": []string{"ward-manager"}, "anotherWorkerWithin": span{"workingDays": 0}} {
			require.NoError(t, with(member, value), member)
		}
	})
}
