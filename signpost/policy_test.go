package signpost_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// saying is the policy with one member put differently; nil leaves it out.
func saying(t testing.TB, path string, value any) (signpost.Policy, error) {
	t.Helper()
	var section any
	require.NoError(t, json.Unmarshal(signpost.ExamplePolicy(), &section))
	steptest.Put(t, section, "/"+path, value)
	b, err := json.Marshal(section)
	require.NoError(t, err)
	return signpost.PolicyFrom(policyFile(t, string(b)))
}

func TestPolicy(t *testing.T) {
	type span = map[string]any
	type list = []any
	fault := func(t *testing.T, path string, value any, code peer.Code, at string) {
		t.Helper()
		_, err := saying(t, path, value)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, "%s %v", path, value)
		require.Len(t, r.Unmet(), 1, "%s %v: %v", path, value, err)
		require.Equal(t, code.String()+" /signpost/"+at, r.Unmet()[0].Rule.Code.String()+" "+r.Unmet()[0].Path, "%s %v", path, value)
	}
	fits := func(t *testing.T, path string, value any) {
		t.Helper()
		_, err := saying(t, path, value)
		require.NoError(t, err, "%s %v", path, value)
	}
	spans := []string{"maxAge/trust", "maxAge/local", "maxAge/open-access", "maxAge/national", "maxAge/other", "maxAge/crisis", "followUpAfter", "followUpAgain"}
	t.Run("POL-01 what is missing, and what is no span", func(t *testing.T) {
		for _, path := range append(spans, "followUpAtMost", "settings", "sensitive", "crisis") {
			fault(t, path, nil, peer.ErrPolicyIncomplete, path)
		}
		for _, path := range spans {
			fault(t, path, span{"days": -1}, peer.ErrOutOfRange, strings.Replace(path, "open-access", "*", 1)+"/days") // no text of a file is said that may be a secret
		}
		fault(t, "always", true, peer.ErrSchema, "always")
	})
	t.Run("POL-04, SIGN-03, SIGN-15, H24 no organisation goes beyond the ceilings", func(t *testing.T) {
		for _, path := range spans[:5] {
			for _, value := range []span{{"days": 367}, {"weeks": 53}, {"months": 12}, {"hours": 366*24 + 1}, {"workingDays": 262}} {
				fault(t, path, value, peer.ErrPolicyTooWeak, path)
			}
			for _, value := range []span{{"days": 366}, {"weeks": 52}, {"months": 11}, {"hours": 366 * 24}, {"workingDays": 261}} {
				fits(t, path, value)
			}
		}
		for path, c := range map[string]struct{ bad, good []any }{
			"maxAge/crisis":  {[]any{span{"days": 32}, span{"weeks": 5}, span{"months": 2}, span{"workingDays": 23}}, []any{span{"days": 31}, span{"months": 1}, span{"workingDays": 22}, span{"minutes": 1}}},
			"followUpAfter":  {[]any{span{"days": 93}, span{"months": 3}}, []any{span{"days": 92}, span{"days": 0}}},
			"followUpAgain":  {[]any{span{"days": 93}, span{"days": 0}, span{"workingDays": 0}}, []any{span{"days": 1}, span{"days": 92}, span{"workingDays": 1}}},
			"followUpAtMost": {[]any{7, -1}, []any{1, 6}},
		} {
			for _, value := range c.bad {
				fault(t, path, value, peer.ErrPolicyTooWeak, path)
			}
			for _, value := range c.good {
				fits(t, path, value)
			}
		}
	})
	t.Run("SIGN-09, H24 a ward, a secure ward and custody are named, each once, and none is a dead end", func(t *testing.T) {
		ward := span{"setting": "inpatient", "blocks": list{"app"}, "instead": list{"print"}}
		fault(t, "settings", list{ward}, peer.ErrPolicyIncomplete, "settings")
		fault(t, "settings", list{ward, span{"setting": "secure"}, span{"setting": "custody"}, span{"setting": "attic"}}, peer.ErrUnknownCode, "settings/3/setting")
		fault(t, "settings", list{ward, span{"setting": "secure"}, span{"setting": "custody"}, ward}, peer.ErrDuplicate, "settings/3/setting")
		fault(t, "settings/1/instead", list{}, peer.ErrPolicyIncomplete, "settings/1/instead")
		fault(t, "settings/1/instead", list{"print", "web"}, peer.ErrPolicyTooWeak, "settings/1")
		fault(t, "settings/2/blocks/4", "owl", peer.ErrUnknownCode, "settings/2/blocks/4")
		fault(t, "settings/2/instead/1", "owl", peer.ErrUnknownCode, "settings/2/instead/1")
		fits(t, "settings/0", span{"setting": "inpatient"})
		p, err := saying(t, "settings/1", span{"setting": "secure", "blocks": list{"web", "verbal", "via-staff"}, "instead": list{"verbal", "print"}})
		require.ErrorIs(t, err, peer.ErrPolicyTooWeak)
		require.False(t, p.Known())
		p, err = saying(t, "settings/1", span{"setting": "secure", "blocks": list{"web", "verbal", "hold"}, "instead": list{"print"}})
		require.NoError(t, err)
		require.Equal(t, []signpost.Medium{signpost.MediumWeb}, p.Restriction(signpost.SettingSecure).Blocks, "word of mouth and what staff see to are kept from nobody")
	})
	t.Run("H24 help at once has a name, and a number that can be rung", func(t *testing.T) {
		fault(t, "crisis", list{}, peer.ErrPolicyIncomplete, "crisis")
		fault(t, "crisis/1/says", "", peer.ErrPolicyIncomplete, "crisis/1")
		fault(t, "crisis/0/telephone", "", peer.ErrPolicyIncomplete, "crisis/0")
		for _, bad := range []string{"ask the ward", "99", "999 or 112", "tel:999"} {
			fault(t, "crisis/0/telephone", bad, signpost.ErrInvalidContact, "crisis/0/telephone")
		}
	})
	t.Run("H08 abuse, sexual violence and sexual health stay between the two whatever an organisation says", func(t *testing.T) {
		fault(t, "sensitive", list{}, peer.ErrPolicyIncomplete, "sensitive")
		for _, without := range []list{{"sexual-violence", "sexual-health"}, {"domestic-abuse", "sexual-health"}, {"domestic-abuse", "sexual-violence"}, {"debt"}} {
			fault(t, "sensitive", without, peer.ErrPolicyTooWeak, "sensitive")
		}
		fault(t, "sensitive/5", "secrets", peer.ErrUnknownCode, "sensitive/5")
		p, err := saying(t, "sensitive", list{"domestic-abuse", "sexual-violence", "sexual-health"})
		require.NoError(t, err)
		require.Equal(t, []bool{true, false}, []bool{p.Sensitive(signpost.TopicDomesticAbuse), p.Sensitive(signpost.TopicDebt)})
	})
	t.Run("POL-01 every fault at once", func(t *testing.T) {
		_, err := signpost.PolicyFrom(policyFile(t, `{"maxAge":{"crisis":{"days":60}},"followUpAtMost":9,"settings":[{"setting":"attic","blocks":["owl"]}],"sensitive":["secrets"],"crisis":[{"says":"x","telephone":"y"}]}`))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		var paths []string
		for _, x := range r.Unmet() {
			paths = append(paths, strings.TrimPrefix(x.Path, "/signpost/"))
		}
		require.Equal(t, []string{"followUpAfter", "followUpAgain", "maxAge/trust", "maxAge/local", "maxAge/open-access", "maxAge/national", "maxAge/other", "followUpAtMost", "maxAge/crisis",
			"settings/0/setting", "settings/0/instead", "settings/0/blocks/0", "settings", "crisis/0/telephone", "sensitive", "sensitive/0"}, paths)
		_, err = signpost.PolicyFrom(peer.PolicyFile{})
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete, "an organisation without this section")
	})
	t.Run("POL-03 without a policy every topic is sensitive, and help at once is the emergency number", func(t *testing.T) {
		none := signpost.Policy{}
		require.Equal(t, []any{false, peer.Digest(""), true, []signpost.CrisisRoute{{Says: "Emergency services", Telephone: "999"}}}, []any{none.Known(), none.Digest(), none.Sensitive(signpost.TopicFood), none.Crisis()})
	})
	p := policy(t)
	require.True(t, p.Known())
	require.NotEmpty(t, p.Digest())
	require.Equal(t, "Europe/London", p.Calendar().Zone().String())
	p.Crisis()[0] = signpost.CrisisRoute{}
	require.Equal(t, "999", p.Crisis()[0].Telephone, "each gets their own")
	example := signpost.ExamplePolicy()
	example[0] = 'x'
	require.Equal(t, byte('{'), signpost.ExamplePolicy()[0])
}
