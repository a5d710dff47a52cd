package signpost_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// matchAT08 is the directory of AT-08 on 20 April 2026.
func matchAT08() []signpost.Resource {
	name := func(s string) func(*signpost.Entered) {
		return matchListing(func(l *signpost.Listing) { l.Name = peer.Say(s) })
	}
	verified := func(day string) func(*signpost.Entered) {
		return func(m *signpost.Entered) { m.Verified = peer.MustDate(day) }
	}
	about := func(c signpost.Category, topics ...signpost.Topic) func(*signpost.Entered) {
		return matchListing(func(l *signpost.Listing) { l.Categories, l.Topics = []signpost.Category{c}, topics })
	}
	return []signpost.Resource{
		matchEntry("R1", name("Fensway Food Pantry"), verified("2025-09-01"), about(signpost.PracticalHelp, signpost.TopicFood)),
		matchEntry("R2", name("Harbour Craft Shed"), about(signpost.LeisureGroup, signpost.TopicCompany, signpost.TopicHandsOn),
			matchFeatures(signpost.Feature{Need: signpost.NeedShortTravel, Has: peer.No})),
		matchHelpline("R3", "2026-02-01", name("National helpline")),
		matchEntry("R4", name("Peer forum"), about(signpost.PeerGroup, signpost.TopicCompany), matchListing(func(l *signpost.Listing) {
			l.Kind, l.Digital = signpost.Online, signpost.Digital{Given: true, Forum: true, Safety: peer.Say("Use a name you made up.")}
			l.Contacts = []signpost.ContactPoint{{Kind: signpost.ContactWeb, Value: peer.Say("https://forum.example.org")}}
		})),
		matchEntry("R5", name("Over-60s Money Desk"), about(signpost.PracticalHelp, signpost.TopicMoney, signpost.TopicCompany),
			matchListing(func(l *signpost.Listing) { l.Reach = signpost.Reach{MinimumAge: 60} })),
		matchEntry("R6", name("Advocates of the town"), about(signpost.Advocacy, signpost.TopicRights)),
	}
}

func TestAT08Matching(t *testing.T) {
	p, directory := matchPolicy(t), matchAT08()
	sian := signpost.Need{ID: "n4", Person: "p4", By: peer.ByStaff("w4", peer.RolePeerWorker), Goals: []string{"meet-people"}, Topics: []signpost.Topic{signpost.TopicCompany},
		Prefers: signpost.Preferences{Topics: []signpost.Topic{signpost.TopicHandsOn}}, Access: []signpost.AccessNeed{signpost.NeedShortTravel},
		Willing: signpost.WillingUnsure, Age: 56, Media: []signpost.Medium{signpost.MediumText, signpost.MediumPhone}}

	t.Run("AT-08.3, SIGN-08, SIGN-10 meet people, hands-on, bus changes hard, not sure", func(t *testing.T) {
		m, err := signpost.Match(sian, directory, p, matchNow)
		require.NoError(t, err)
		require.Equal(t, []string{"R2", "R4"}, matchIDs(m.Candidates))
		shed := m.Candidates[0]
		require.Equal(t, []signpost.Topic{signpost.TopicCompany}, shed.Topics)
		require.Equal(t, []signpost.Topic{signpost.TopicHandsOn}, shed.Likes)
		require.Equal(t, []signpost.AccessNeed{signpost.NeedShortTravel}, shed.Fit.Unmet)
		require.Len(t, shed.Ways, 1)
		require.Equal(t, []string{"R5"}, matchIDs(m.Explained))
		desk := matchReason(t, m.Explained[0].Reasons, "SIGN-08 not-eligible")
		require.True(t, desk.Stops())
		require.Equal(t, "min=60", matchArgs(desk))
		require.Equal(t, peer.No, matchReason(t, m.Reasons, "SIGN-12 support-required").Met)
		require.True(t, m.NotNow)
	})
	t.Run("AT-08.3, SIGN-08 P9 is 70, and the desk serves her", func(t *testing.T) {
		gwen := sian
		gwen.Person, gwen.Age = "p9", 70
		m, err := signpost.Match(gwen, directory, p, matchNow)
		require.NoError(t, err)
		require.Contains(t, matchIDs(m.Candidates), "R5")
		require.Empty(t, m.Explained)
	})
	t.Run("AT-08.6, SIGN-09 P3 in secure rehabilitation", func(t *testing.T) {
		tom := signpost.Need{ID: "n3", Person: "p3", Goals: []string{"g3"}, Topics: []signpost.Topic{signpost.TopicCompany}, Setting: signpost.SettingSecure, Age: 47}
		ok, instead := signpost.RestrictedIn(p, tom.Setting, signpost.MediumWeb)
		require.False(t, ok)
		require.Equal(t, []signpost.Medium{signpost.MediumPrint, signpost.MediumViaStaff, signpost.MediumHold}, instead)
		ok, _ = signpost.RestrictedIn(p, tom.Setting, signpost.MediumPrint)
		require.True(t, ok)
		forum := signpost.Explain(tom, directory[3], p, matchNow)
		require.True(t, forum.Open(), "shown, never hidden")
		require.Equal(t, "setting=secure medium=web instead=print instead=via-staff instead=hold", matchArgs(matchReason(t, forum.Reasons, "SIGN-09 restricted-setting")))
	})
	t.Run("AT-08.7, SIGN-10, H24 P2, distress high", func(t *testing.T) {
		nadia := signpost.Need{ID: "n2", Person: "p2", By: peer.ByStaff("w5", peer.RolePeerWorker), Goals: []string{"g2"}, Topics: []signpost.Topic{signpost.TopicCompany}, Distress: signpost.DistressHigh}
		m, err := signpost.Match(nadia, directory, p, matchNow)
		refusal := matchRefused(t, err, peer.ErrConcernRequired)
		require.Equal(t, []string{"999", "01632 960999"}, []string{m.Crisis[0].Telephone, m.Crisis[1].Telephone})
		require.Equal(t, "R3", m.CrisisResources[0].Resource.ID)
		require.True(t, m.CrisisResources[0].Check, "78 days are too many for help at once")
		require.Empty(t, m.Candidates)
		require.Equal(t, peer.SignalSafetyQuestion, refusal.Signals[0].Kind)
		require.Equal(t, peer.PersonID("p2"), refusal.Signals[0].About)

		nadia.Further = peer.Further{Answer: peer.Yes, Concern: "c9"}
		m, err = signpost.Match(nadia, directory, p, matchNow)
		require.NoError(t, err)
		require.NotEmpty(t, m.Crisis)
		require.Equal(t, []string{"R2", "R5", "R4"}, matchIDs(m.Candidates))
		require.Empty(t, m.Signals)
	})
}
