package scenarios

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

const (
	wayP2 peer.PersonID = "p2" // Nadia
	wayP3 peer.PersonID = "p3" // Tom, in secure rehabilitation
)

// at08Directory is the directory of 20 April 2026: what was found, made sure of and
// listed by then. The forum says how to stay safe; the seventh was a double entry.
func at08Directory(t T) *directoryStory {
	t.Helper()
	s := &directoryStory{story: story{t: t}, entries: map[string]signpost.Resource{}, policy: directoryPolicy(t)}
	enter := func(id, name, day string, edit func(*signpost.Listing)) {
		l := directoryListing(name, signpost.SectorLocal)
		edit(&l)
		s.listed(peer.ByStaff(w4, peer.RolePeerWorker), id, day, l)
	}
	about := func(c signpost.Category, topics ...signpost.Topic) func(*signpost.Listing) {
		return func(l *signpost.Listing) { l.Categories, l.Topics = []signpost.Category{c}, topics }
	}
	enter("r1", "Fensway Food Pantry", "2025-09-01", about(signpost.PracticalHelp, signpost.TopicFood))
	enter("r2", "Harbour Craft Shed", "2026-03-30", func(l *signpost.Listing) {
		about(signpost.LeisureGroup, signpost.TopicCompany, signpost.TopicHandsOn)(l)
		l.Features = []signpost.Feature{{Need: signpost.NeedShortTravel, Has: peer.No}}
	})
	enter("r3", "Talk Any Time", "2026-02-01", func(l *signpost.Listing) {
		about(signpost.EmotionalSupport, signpost.TopicMentalHealth)(l)
		l.Kind, l.Sector, l.Area = signpost.Crisis, signpost.SectorNational, ""
	})
	enter("r4", "Peers Online", "2026-03-30", func(l *signpost.Listing) {
		about(signpost.PeerGroup, signpost.TopicCompany)(l)
		l.Kind, l.Digital = signpost.Online, signpost.Digital{Given: true, Forum: true, Moderated: peer.Yes, Safety: peer.Say("use a name that is not yours")}
		l.Contacts = []signpost.ContactPoint{{Kind: signpost.ContactWeb, Value: peer.Say("https://peers.example")}}
	})
	enter("r5", "Over-60s Money Desk", "2026-03-30", func(l *signpost.Listing) {
		about(signpost.PracticalHelp, signpost.TopicMoney, signpost.TopicCompany)(l)
		l.Reach = signpost.Reach{MinimumAge: 60}
	})
	enter("r6", "Advocates of the town", "2026-03-30", about(signpost.Advocacy, signpost.TopicRights))
	return s
}

// listedNow are all entries as a host hands them to Match.
func (s *directoryStory) listedNow() []signpost.Resource {
	var out []signpost.Resource
	for r := range s.directory().All() {
		out = append(out, r)
	}
	return out
}

func candidateIDs(list []signpost.Candidate) []string {
	out := []string{}
	for _, c := range list {
		out = append(out, c.Resource.ID)
	}
	return out
}

// reasonOf is the reason of one rule.
func reasonOf(t T, reasons []peer.Reason, rule string) peer.Reason {
	t.Helper()
	for _, r := range reasons {
		if r.Rule.String() == rule {
			return r
		}
	}
	require.Fail(t, "no "+rule)
	return peer.Reason{}
}

// tellAT08Match runs steps 3, 6 and 7: what may suit Siân, what reaches Tom where he is,
// and help at once for Nadia.
func tellAT08Match(t T) {
	s := at08Directory(t)
	all, now := s.listedNow(), time.Date(2026, 4, 20, 10, 0, 0, 0, time.UTC)
	born := peer.MustDate("1969-07-21")
	sian := signpost.Need{ID: "n4", Person: wayP4, By: jess, Goals: []string{"goal-meet-people"}, Topics: []signpost.Topic{signpost.TopicCompany},
		Prefers: signpost.Preferences{Topics: []signpost.Topic{signpost.TopicHandsOn}}, Access: []signpost.AccessNeed{signpost.NeedShortTravel},
		Willing: signpost.WillingUnsure, Age: signpost.AgeOn(born, s.policy.Calendar().Day(now)), Media: []signpost.Medium{signpost.MediumText, signpost.MediumPhone}}

	t.Run("AT-08.3, SIGN-08, SIGN-10 meet people, hands-on, bus changes hard, not sure", func(t T) {
		m, err := signpost.Match(sian, all, s.policy, now)
		require.NoError(t, err)
		require.Equal(t, []string{"r2", "r4"}, candidateIDs(m.Candidates))
		shed := m.Candidates[0]
		require.Equal(t, []any{[]signpost.Topic{signpost.TopicCompany}, []signpost.Topic{signpost.TopicHandsOn}, []signpost.AccessNeed{signpost.NeedShortTravel}}, []any{shed.Topics, shed.Likes, shed.Fit.Unmet})
		require.Len(t, shed.Ways, 1, "with a way round")
		require.Equal(t, []string{"r5"}, candidateIDs(m.Explained))
		require.True(t, reasonOf(t, m.Explained[0].Reasons, "SIGN-08 not-eligible").Stops())
		require.Equal(t, peer.No, reasonOf(t, m.Reasons, "SIGN-12 support-required").Met)
		require.True(t, m.NotNow)
	})
	t.Run("AT-08.3, SIGN-08, SIGN-11 Jess picks for her; forced, the money desk is not for somebody of 56, and is for P9 of 70", func(t T) {
		for _, c := range []struct {
			person peer.PersonID
			born   string
			heard  []peer.Code
		}{{wayP4, "1969-07-21", []peer.Code{signpost.ErrNotEligible}}, {"p9", "1956-03-02", nil}} {
			them := peer.ByPerson(c.person)
			w := &wayOf{story: &story{t: t}, policy: s.policy, around: signpost.Around{Directory: all, Suitable: 2, Born: peer.MustDate(c.born), Setting: signpost.SettingHome, Usable: []signpost.Medium{signpost.MediumText}}}
			var err error
			w.Signpost, _, err = signpost.NewSignpost(signpost.Consider{ID: "way-9", Person: c.person, Worker: w4, About: signpost.About{Goal: "g"}, Options: []signpost.Option{{Resource: "r5"}, {Resource: "r2"}}},
				w.act(jess, "2026-04-20T10:00Z", 0), w.facts("2026-04-20T10:00Z"))
			require.NoError(t, err)
			w.hears(jess, "2026-04-20T10:01Z", signpost.Choose{Resource: "r5"}, peer.ErrPersonsChoiceOnly)
			w.take(them, "2026-04-20T10:02Z", signpost.Choose{Resource: "r5"})
			w.take(them, "2026-04-20T10:03Z", signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleYes})
			if c.heard != nil {
				w.hears(jess, "2026-04-20T10:04Z", signpost.Give{Medium: signpost.MediumText}, c.heard...)
				continue
			}
			w.take(jess, "2026-04-20T10:04Z", signpost.Give{Medium: signpost.MediumText})
		}
		gwen := sian
		gwen.Person, gwen.Age = "p9", 70
		m, err := signpost.Match(gwen, all, s.policy, now)
		require.NoError(t, err)
		require.Contains(t, candidateIDs(m.Candidates), "r5")
		require.Empty(t, m.Explained)
	})
	t.Run("AT-08.6, SIGN-09, SIGN-17 P3 in secure rehabilitation: no web link, print reaches him, and an advocate is offered", func(t T) {
		w := &wayOf{story: &story{t: t}, policy: s.policy, around: signpost.Around{Directory: all, Suitable: 2, Setting: signpost.SettingSecure,
			Usable: []signpost.Medium{signpost.MediumWeb, signpost.MediumPrint}}}
		tom := peer.ByPerson(wayP3)
		m, err := signpost.Match(signpost.Need{Person: wayP3, By: jess, Goals: []string{"g3"}, Topics: []signpost.Topic{signpost.TopicCompany}, Setting: signpost.SettingSecure}, all, s.policy, now)
		require.NoError(t, err)
		require.Contains(t, candidateIDs(m.Candidates), "r4", "shown, never hidden")
		require.Contains(t, candidateIDs(m.Candidates), "r6")
		w.Signpost, _, err = signpost.NewSignpost(signpost.Consider{ID: "way-3", Person: wayP3, Worker: w4, About: signpost.About{Goal: "g3"}, Options: []signpost.Option{{Resource: "r2"}, {Resource: "r4"}}},
			w.act(jess, "2026-04-20T11:00Z", 0), w.facts("2026-04-20T11:00Z"))
		require.NoError(t, err)
		w.take(tom, "2026-04-20T11:01Z", signpost.Choose{Resource: "r2"})
		w.take(tom, "2026-04-20T11:02Z", signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleYes})
		heard := w.hears(jess, "2026-04-20T11:03Z", signpost.Give{Medium: signpost.MediumWeb}, signpost.ErrRestrictedSetting)
		said := []string{}
		for _, a := range heard.Unmet()[0].Args {
			said = append(said, a.Name()+"="+a.Value())
		}
		require.Equal(t, []string{"setting=secure", "medium=web", "instead=print", "instead=via-staff", "instead=hold"}, said)
		w.take(jess, "2026-04-20T11:04Z", signpost.Give{Medium: signpost.MediumPrint})
		stands(t, signpost.Given, w)
	})
	t.Run("AT-08.7, SIGN-10, H24 P2, distress high: help at once first, the rest once it is said whether it goes further", func(t T) {
		nadia := signpost.Need{ID: "n2", Person: wayP2, By: jess, Goals: []string{"g2"}, Topics: []signpost.Topic{signpost.TopicCompany}, Distress: signpost.DistressHigh}
		m, err := signpost.Match(nadia, all, s.policy, now)
		heard := refused(t, err, peer.ErrConcernRequired)
		require.Equal(t, []string{"999", "01632 960999"}, []string{m.Crisis[0].Telephone, m.Crisis[1].Telephone})
		require.Equal(t, []any{"r3", true}, []any{m.CrisisResources[0].Resource.ID, m.CrisisResources[0].Check}, "78 days are too many for help at once")
		require.Empty(t, m.Candidates)
		require.Equal(t, []any{peer.SignalSafetyQuestion, wayP2}, []any{heard.Signals[0].Kind, heard.Signals[0].About})

		nadia.Further = peer.Further{Answer: peer.Yes, Concern: "c9"}
		m, err = signpost.Match(nadia, all, s.policy, now)
		require.NoError(t, err)
		require.NotEmpty(t, m.Crisis)
		require.Equal(t, []string{"r2", "r5", "r4"}, candidateIDs(m.Candidates))
		require.Empty(t, m.Signals)
	})
}
