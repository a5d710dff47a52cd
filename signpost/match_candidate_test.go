package signpost_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func TestMatchInTheWay(t *testing.T) {
	aged := func(low, high int) func(*signpost.Entered) {
		return matchListing(func(l *signpost.Listing) { l.Reach.MinimumAge, l.Reach.MaximumAge = low, high })
	}
	t.Run("SIGN-08 stated eligibility is the only thing that keeps somebody out", func(t *testing.T) {
		for _, c := range []struct {
			age, low, high int
			met            peer.Tri
		}{
			{59, 60, 0, peer.No}, {60, 60, 0, peer.Yes}, {25, 0, 25, peer.Yes}, {26, 0, 25, peer.No}, {17, 18, 65, peer.No}, {0, 60, 0, peer.Unknown}, {0, 0, 25, peer.Unknown},
		} {
			need := matchCompany()
			need.Age = c.age
			got, open := matchOne(t, need, matchEntry("a", aged(c.low, c.high)))
			r := matchReason(t, got.Reasons, "SIGN-08 not-eligible")
			require.Equal(t, c.met, r.Met, c)
			require.Equal(t, c.met != peer.No, open, c)
		}
		got, _ := matchOne(t, matchCompany(), matchEntry("a"))
		require.False(t, slices.ContainsFunc(got.Reasons, func(r peer.Reason) bool { return r.Rule.Code == signpost.ErrNotEligible }))
	})
	t.Run("SIGN-08 out of reach is explained", func(t *testing.T) {
		at := func(lat, lon int) func(*signpost.Entered) {
			return matchListing(func(l *signpost.Listing) { l.Place = signpost.Place{Latitude: lat, Longitude: lon} })
		}
		need := matchCompany()
		need.From, need.MaxDistance, need.Area = signpost.Place{Latitude: 50_371_000, Longitude: -4_142_000}, 2000, "a3"
		near, open := matchOne(t, need, matchEntry("a", at(50_375_000, -4_140_000)))
		require.True(t, open)
		require.InDelta(t, 467, near.Away.Metres, 3)
		far, open := matchOne(t, need, matchEntry("a", at(50_721_000, -3_533_000)))
		require.False(t, open)
		require.Equal(t, "metres="+fmt.Sprint(far.Away.Metres)+" max=2000", matchArgs(matchReason(t, far.Reasons, "SIGN-08 out-of-reach")))
		require.InDelta(t, 58_000, far.Away.Metres, 1500)
		c, open := matchOne(t, need, matchEntry("a"))
		require.True(t, open, "nobody knows where it is")
		require.Equal(t, peer.Unknown, matchReason(t, c.Reasons, "SIGN-08 out-of-reach").Met)
		_, open = matchOne(t, need, matchEntry("a", at(50_721_000, -3_533_000), matchFeatures(signpost.Feature{Need: signpost.NeedOnline, Has: peer.Yes})))
		require.True(t, open, "nobody has to travel")
		need.MaxDistance = far.Away.Metres
		_, open = matchOne(t, need, matchEntry("a", at(50_721_000, -3_533_000)))
		require.True(t, open, "just as far as they said")
		_, open = matchOne(t, need, matchEntry("a", matchListing(func(l *signpost.Listing) { l.Area = "a4" })))
		require.False(t, open)
		_, open = matchOne(t, need, matchEntry("a", matchListing(func(l *signpost.Listing) { l.Area = "a3" })))
		require.True(t, open)
	})
	t.Run("SIGN-03, SIGN-04, SIGN-06, SIGN-25 where the entry stands", func(t *testing.T) {
		past := matchListing(func(l *signpost.Listing) {
			l.Kind, l.Sessions.Days = signpost.Course, []signpost.Session{{On: peer.MustDate("2026-04-19")}}
		})
		for rule, r := range map[string]signpost.Resource{
			"SIGN-04 disputed-resource": matchEntry("a", func(m *signpost.Entered) { m.Status, m.Doubt = signpost.Disputed, signpost.NotThere }),
			"SIGN-03 closed-for-now":    matchEntry("a", matchListing(func(l *signpost.Listing) { l.Now.Closed = true })),
			"SIGN-25 stale-resource":    matchEntry("a", past),
		} {
			c, open := matchOne(t, matchCompany(), r)
			require.False(t, open)
			require.True(t, matchReason(t, c.Reasons, rule).Stops())
		}
		for _, s := range []peer.Status{signpost.Found, signpost.Proposed, signpost.Verified, signpost.Retired} {
			r := matchEntry("a", func(m *signpost.Entered) { m.Status = s })
			m, err := signpost.Match(matchCompany(), []signpost.Resource{r}, policy(t), matchNow)
			require.NoError(t, err)
			require.Zero(t, len(m.Candidates)+len(m.Explained)+m.Elsewhere)
			c := signpost.Explain(matchCompany(), r, policy(t), matchNow)
			require.True(t, matchReason(t, c.Reasons, "SIGN-06 not-verified").Stops())
		}
	})
	t.Run("SIGN-03 a stale entry is listed last and says check first", func(t *testing.T) {
		stale := matchEntry("a", func(m *signpost.Entered) { m.Verified = peer.MustDate("2025-09-01") }, matchFeatures(signpost.Feature{Need: signpost.NeedSmallGroup, Has: peer.Yes}))
		need := matchCompany()
		need.Prefers.Features = []signpost.AccessNeed{signpost.NeedSmallGroup}
		m, err := signpost.Match(need, []signpost.Resource{stale, matchEntry("b")}, policy(t), matchNow)
		require.NoError(t, err)
		require.Equal(t, []string{"b", "a"}, matchIDs(m.Candidates))
		require.True(t, m.Candidates[1].CheckFirst)
		require.Equal(t, "Check first.", matchReason(t, m.Candidates[1].Reasons, "SIGN-03 stale-resource").Fix)
		require.False(t, m.Candidates[0].CheckFirst)
	})
	t.Run("SIGN-05, SIGN-13, SIGN-24, SIGN-04 what warns and stops nobody", func(t *testing.T) {
		need := matchCompany()
		need.Media = []signpost.Medium{signpost.MediumText}
		c, open := matchOne(t, need, matchEntry("a", matchListing(func(l *signpost.Listing) {
			l.Reach, l.Access, l.Now.Alert = signpost.Reach{}, signpost.AccessThroughProfessional, peer.Say("Moved upstairs.")
		})))
		require.True(t, open)
		require.True(t, c.Alert)
		for _, rule := range []string{"SIGN-05 limits-unknown", "SIGN-13 medium-not-usable", "SIGN-24 referral-out-of-scope"} {
			r := matchReason(t, c.Reasons, rule)
			require.Equal(t, []any{peer.No, peer.Warns}, []any{r.Met, r.Weight}, rule)
		}
		for _, kind := range []signpost.ContactKind{signpost.ContactSMS, signpost.ContactVisit} {
			c, _ = matchOne(t, need, matchEntry("a", matchListing(func(l *signpost.Listing) {
				l.Contacts = []signpost.ContactPoint{{Kind: kind, Value: peer.Say("01632 960124")}}
			})))
			require.Equal(t, peer.Yes, matchReason(t, c.Reasons, "SIGN-13 medium-not-usable").Met)
		}
	})
	t.Run("SIGN-20 what is not online comes first for somebody who is not", func(t *testing.T) {
		online := func(id string, f ...signpost.Feature) signpost.Resource {
			return matchEntry(id, matchFeatures(f...), matchListing(func(l *signpost.Listing) {
				l.Kind, l.Digital = signpost.Online, signpost.Digital{Given: true, Safety: peer.Say("Use a name you made up.")}
			}))
		}
		all := []signpost.Resource{online("a"), matchEntry("b"), online("c", signpost.Feature{Need: signpost.NeedNotOnline, Has: peer.Yes})}
		want := map[peer.Tri][]string{peer.No: {"b", "c", "a"}, peer.Yes: {"a", "b", "c"}, peer.Unknown: {"a", "b", "c"}}
		for online, ids := range want {
			need := matchCompany()
			need.Online = online
			m, err := signpost.Match(need, all, policy(t), matchNow)
			require.NoError(t, err)
			require.Equal(t, ids, matchIDs(m.Candidates), online)
			a := m.Candidates[slices.Index(ids, "a")]
			require.Equal(t, online, matchReason(t, a.Reasons, "SIGN-20 medium-not-usable").Met)
			require.Equal(t, online == peer.No, a.Offline)
		}
	})
	t.Run("SIGN-12 willing: whatever they say, not now is one of the ways", func(t *testing.T) {
		all := []signpost.Resource{matchEntry("a"), matchEntry("b", matchListing(func(l *signpost.Listing) { l.Access = signpost.AccessDropIn })),
			matchEntry("c", matchFeatures(signpost.Feature{Need: signpost.NeedSomebodyAlong, Has: peer.Yes}), matchListing(func(l *signpost.Listing) { l.Access = signpost.AccessDropIn }))}
		for w, want := range map[signpost.Willing]struct {
			ids           []string
			agreed, steps peer.Tri
		}{
			signpost.WillingYes:    {[]string{"a", "b", "c"}, peer.Yes, peer.Yes},
			signpost.WillingUnsure: {[]string{"c", "b", "a"}, peer.Yes, peer.No},
			signpost.WillingNo:     {[]string{"a", "b", "c"}, peer.No, peer.Yes},
		} {
			need := matchCompany()
			need.Willing = w
			m, err := signpost.Match(need, all, policy(t), matchNow)
			require.NoError(t, err)
			require.True(t, m.NotNow)
			require.Equal(t, want.ids, matchIDs(m.Candidates), w)
			require.Equal(t, want.agreed, matchReason(t, m.Reasons, "SIGN-12 person-has-not-agreed").Met)
			require.Equal(t, want.steps, matchReason(t, m.Reasons, "SIGN-12 support-required").Met)
		}
	})
	t.Run("SIGN-17 advocacy is always added", func(t *testing.T) {
		advocate := matchEntry("z", matchListing(func(l *signpost.Listing) { l.Topics, l.Categories = nil, []signpost.Category{signpost.Advocacy} }))
		for _, word := range signpost.AdvocacyOccasion("").Terms() {
			need := matchCompany()
			need.Occasions = []signpost.AdvocacyOccasion{signpost.AdvocacyOccasion(word)}
			m, err := signpost.Match(need, []signpost.Resource{matchEntry("a"), advocate}, policy(t), matchNow)
			require.NoError(t, err)
			require.Equal(t, []string{"a", "z"}, matchIDs(m.Candidates))
			require.Equal(t, peer.Yes, matchReason(t, m.Reasons, "SIGN-17 advocacy-not-offered").Met)
			m, err = signpost.Match(need, []signpost.Resource{matchEntry("a")}, policy(t), matchNow)
			require.NoError(t, err)
			r := matchReason(t, m.Reasons, "SIGN-17 advocacy-not-offered")
			require.Equal(t, []any{peer.No, peer.Warns, "situation=" + word}, []any{r.Met, r.Weight, matchArgs(r)})
		}
		m, err := signpost.Match(matchCompany(), []signpost.Resource{advocate}, policy(t), matchNow)
		require.NoError(t, err)
		require.Empty(t, m.Candidates)
		require.Empty(t, m.Reasons)
	})
	t.Run("SIGN-17, SIGN-09 a setting that keeps something from people is such an occasion by itself", func(t *testing.T) {
		advocate := matchEntry("z", matchListing(func(l *signpost.Listing) { l.Topics, l.Categories = nil, []signpost.Category{signpost.Advocacy} }))
		for _, word := range signpost.Setting("").Terms() {
			need := matchCompany()
			need.Setting = signpost.Setting(word)
			m, err := signpost.Match(need, []signpost.Resource{advocate}, policy(t), matchNow)
			require.NoError(t, err)
			kept := len(policy(t).Restriction(need.Setting).Blocks) > 0
			require.Equal(t, kept, len(m.Candidates) == 1, word)
			if kept {
				require.Equal(t, "situation=restriction", matchArgs(matchReason(t, m.Reasons, "SIGN-17 advocacy-not-offered")))
			}
		}
	})
	t.Run("SIGN-10 the order, count by count", func(t *testing.T) {
		need := matchCompany()
		need.Topics = append(need.Topics, signpost.TopicCreative)
		need.Prefers = signpost.Preferences{Topics: []signpost.Topic{signpost.TopicHandsOn}, Features: []signpost.AccessNeed{signpost.NeedSmallGroup}}
		need.Access, need.From = []signpost.AccessNeed{signpost.NeedStepFree}, signpost.Place{Latitude: 50_000_000, Longitude: -4_000_000}
		named := func(id, name string, edit ...func(*signpost.Entered)) signpost.Resource {
			return matchEntry(id, append(edit, matchListing(func(l *signpost.Listing) { l.Name = peer.Say(name) }))...)
		}
		topics := func(list ...signpost.Topic) func(*signpost.Entered) {
			return matchListing(func(l *signpost.Listing) { l.Topics = append(l.Topics, list...) })
		}
		at := func(lat int) func(*signpost.Entered) {
			return matchListing(func(l *signpost.Listing) { l.Place = signpost.Place{Latitude: lat, Longitude: -4_000_000} })
		}
		steps := func(has peer.Tri) func(*signpost.Entered) {
			return matchFeatures(signpost.Feature{Need: signpost.NeedStepFree, Has: has})
		}
		inOrder := []signpost.Resource{
			named("wishes", "z", topics(signpost.TopicCreative), steps(peer.No)),
			named("likes", "z", topics(signpost.TopicHandsOn), steps(peer.No), matchFeatures(signpost.Feature{Need: signpost.NeedSmallGroup, Has: peer.Yes})),
			named("like", "z", topics(signpost.TopicHandsOn), steps(peer.No)),
			named("home", "z", steps(peer.Yes), at(51_000_000), matchFeatures(signpost.Feature{Need: signpost.NeedOnline, Has: peer.Yes})),
			named("near", "z", steps(peer.Yes), at(50_010_000)),
			named("far", "y", steps(peer.Yes), at(50_020_000)),
			named("name", "a", steps(peer.Yes)),
			named("id-1", "b", steps(peer.Yes)),
			named("id-2", "b", steps(peer.Yes)),
			named("unknown", "a", at(50_010_000)),
			named("unmet", "a", steps(peer.No), at(50_010_000)),
			named("stale", "a", topics(signpost.TopicCreative), func(m *signpost.Entered) { m.Verified = peer.Date{} }),
		}
		want := []string{}
		for _, r := range inOrder {
			want = append(want, r.Ref().ID)
		}
		slices.Reverse(inOrder)
		m, err := signpost.Match(need, inOrder, policy(t), matchNow)
		require.NoError(t, err)
		require.Equal(t, want, matchIDs(m.Candidates))
	})
}
