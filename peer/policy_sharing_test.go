package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestSharingPolicy(t *testing.T) {
	t.Run("POL-01 everything that differs is said", func(t *testing.T) {
		for _, name := range []string{"directCare", "tellWithin", "lookAgainWithin", "lapseNoticeDays", "under16", "from16"} {
			_, err := sharingPolicy(t, map[string]any{name: nil})
			turnedDown(t, err, peer.ErrPolicyIncomplete)
			require.Equal(t, []string{"/peer/sharing/" + name}, pathsOf(t, err))
		}
	})
	t.Run("POL-04, PEER-57 nobody's words, goals and plans go for direct care without their yes", func(t *testing.T) {
		for scope, ok := range map[string]bool{"contacts": true, "concerns": true, "agreement": false, "goals": false, "plan": false, "everything": false} {
			_, err := sharingPolicy(t, map[string]any{"directCare": []string{"contacts", scope}})
			require.Equal(t, ok, err == nil, scope)
			if !ok {
				turnedDown(t, err, peer.ErrPolicyTooWeak)
				require.Equal(t, []string{"/peer/sharing/directCare/1"}, pathsOf(t, err))
			}
		}
		_, err := sharingPolicy(t, map[string]any{"directCare": []string{}})
		require.NoError(t, err, "an empty list says that nothing goes")
	})
	t.Run("POL-04, H16 a young person is asked at least a day before", func(t *testing.T) {
		for days, ok := range map[int]bool{-1: false, 1: true, 365: true, 366: false} {
			_, err := sharingPolicy(t, map[string]any{"lapseNoticeDays": days})
			require.Equal(t, ok, err == nil, days)
			if !ok {
				turnedDown(t, err, peer.ErrPolicyTooWeak)
			}
		}
	})
	t.Run("POL-04 who says yes for a young person is one of two", func(t *testing.T) {
		for _, name := range []string{"under16", "from16"} {
			for who, ok := range map[string]bool{"person": true, "parental-responsibility": true, "school": false, "health-and-welfare": false} {
				_, err := sharingPolicy(t, map[string]any{name: []string{who}})
				require.Equal(t, ok, err == nil, who)
				if !ok {
					turnedDown(t, err, peer.ErrPolicyTooWeak)
					require.Equal(t, []string{"/peer/sharing/" + name + "/0"}, pathsOf(t, err))
				}
			}
		}
	})
	t.Run("V23 the example is for adults", func(t *testing.T) {
		step := sharePlan("k1", crisisTeam)
		for born, ok := range map[peer.Date]bool{bornAled: true, bornSeventeen: false, bornFifteen: false} {
			require.Equal(t, ok, consentBench.Tried(t, peer.ConsentEntry{}, step, byAled, func(f *peer.ConsentFacts) { f.Born, f.Ability = born, kayRecorded(peer.Yes) }).Allowed())
		}
	})
}
