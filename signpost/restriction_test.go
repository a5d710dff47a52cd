package signpost_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func TestRestriction(t *testing.T) {
	p := policy(t)
	t.Run("SIGN-09 what is kept from people is the policy's to say", func(t *testing.T) {
		ok, instead := signpost.RestrictedIn(p, signpost.SettingSecure, signpost.MediumWeb)
		require.False(t, ok)
		require.Equal(t, []signpost.Medium{signpost.MediumPrint, signpost.MediumViaStaff, signpost.MediumHold}, instead)
		for _, s := range []signpost.Setting{signpost.SettingHome, signpost.SettingSupported, ""} {
			ok, instead = signpost.RestrictedIn(p, s, signpost.MediumWeb)
			require.True(t, ok)
			require.Nil(t, instead)
		}
		ok, _ = signpost.RestrictedIn(p, signpost.SettingInpatient, signpost.MediumPhone)
		require.True(t, ok)
	})
	t.Run("SIGN-09, H24 some way is always left, with any policy and with none", func(t *testing.T) {
		for _, policy := range []signpost.Policy{p, {}} {
			for _, s := range signpost.Setting("").Terms() {
				for _, m := range signpost.Medium("").Terms() {
					ok, instead := signpost.RestrictedIn(policy, signpost.Setting(s), signpost.Medium(m))
					require.Equal(t, !ok, len(instead) > 0)
					for _, x := range instead {
						reaches, _ := signpost.RestrictedIn(policy, signpost.Setting(s), x)
						require.True(t, reaches, "%s in %s instead of %s", x, s, m)
					}
				}
				for _, m := range []signpost.Medium{signpost.MediumVerbal, signpost.MediumMemoryAid, signpost.MediumKeepForMe, signpost.MediumPrint} {
					ok, _ := signpost.RestrictedIn(policy, signpost.Setting(s), m)
					require.True(t, ok)
				}
			}
		}
		ok, _ := signpost.RestrictedIn(signpost.Policy{}, signpost.SettingCustody, signpost.MediumPhone)
		require.False(t, ok, "what nobody knows is not allowed")
	})
	t.Run("SIGN-09 a candidate says which of its ways do not reach", func(t *testing.T) {
		need := matchCompany()
		need.Setting = signpost.SettingSecure
		point := func(k signpost.ContactKind, v string) signpost.ContactPoint {
			return signpost.ContactPoint{Kind: k, Value: peer.Say(v)}
		}
		c, open := matchOne(t, need, matchEntry("a", matchListing(func(l *signpost.Listing) {
			l.Contacts = []signpost.ContactPoint{point(signpost.ContactWeb, "https://example.org"), point(signpost.ContactWeb, "https://example.org/b"), point(signpost.ContactApp, "Craft"), point(signpost.ContactPhone, "01632 960123")}
		})))
		require.True(t, open)
		require.Equal(t, []signpost.Medium{signpost.MediumWeb, signpost.MediumApp}, c.Blocked)
		require.Equal(t, []signpost.Medium{signpost.MediumPrint, signpost.MediumViaStaff, signpost.MediumHold}, c.Instead)
		r := matchReason(t, c.Reasons, "SIGN-09 restricted-setting")
		require.Equal(t, []any{peer.No, peer.Warns, "setting=secure medium=web medium=app instead=print instead=via-staff instead=hold"}, []any{r.Met, r.Weight, matchArgs(r)})
		c, _ = matchOne(t, need, matchEntry("a"))
		require.Equal(t, peer.Yes, matchReason(t, c.Reasons, "SIGN-09 restricted-setting").Met)
		require.Empty(t, c.Instead)
	})
}
