package signpost_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func matchHelpline(id, verified string, edit ...func(*signpost.Entered)) signpost.Resource {
	return matchEntry(id, append([]func(*signpost.Entered){func(m *signpost.Entered) {
		m.Verified = peer.MustDate(verified)
		m.Listing.Kind, m.Listing.Sector, m.Listing.Categories, m.Listing.Topics = signpost.Crisis, signpost.SectorNational, []signpost.Category{signpost.EmotionalSupport}, nil
	}}, edit...)...)
}

func TestMatchCrisis(t *testing.T) {
	p := policy(t)
	high := matchCompany()
	high.Distress = signpost.DistressHigh
	all := []signpost.Resource{matchEntry("group"), matchHelpline("old", "2025-01-01"), matchHelpline("new", "2026-04-10")}

	t.Run("H24, SIGN-10 help at once stands before any question", func(t *testing.T) {
		m, err := signpost.Match(high, all, p, matchNow)
		refusal := matchRefused(t, err, peer.ErrConcernRequired)
		require.Equal(t, p.Crisis(), m.Crisis)
		require.Empty(t, m.CrisisThrough)
		require.Empty(t, m.Candidates)
		require.Empty(t, m.Explained)
		require.Len(t, m.CrisisResources, 2)
		require.Equal(t, refusal.Signals, m.Signals)
		require.Equal(t, []peer.Signal{{ID: "need.n1.safety-question-open", Kind: peer.SignalSafetyQuestion, Rule: peer.Rule{Row: "SIGN-10", Code: peer.ErrConcernRequired},
			About: "p4", From: peer.Ref{Kind: signpost.KindNeed, ID: "n1"}, Noticed: matchNow, By: high.By}}, m.Signals)
	})
	t.Run("H24 an entry nobody made sure of is shown, with check and a second route", func(t *testing.T) {
		m, _ := signpost.Match(high, all, p, matchNow)
		fresh, stale := m.CrisisResources[0], m.CrisisResources[1]
		require.Equal(t, []any{"new", false, signpost.Fresh}, []any{fresh.Resource.ID, fresh.Check, fresh.Freshness})
		require.Equal(t, []any{"old", true, signpost.Stale}, []any{stale.Resource.ID, stale.Check, stale.Freshness})
		require.Equal(t, p.Crisis()[0], stale.Second)
		require.Equal(t, []signpost.CrisisContact{{Kind: signpost.ContactPhone, Value: "01632 960123", Reaches: true}}, stale.Contacts)
	})
	t.Run("H24 nothing that speaks against an entry takes it away", func(t *testing.T) {
		need := high
		need.Age, need.Area = 56, "a3"
		listed := []signpost.Resource{
			matchHelpline("disputed", "2026-04-10", func(m *signpost.Entered) { m.Status, m.Doubt = signpost.Disputed, signpost.NotReachable }),
			matchHelpline("young", "2026-04-10", matchListing(func(l *signpost.Listing) { l.Reach.MaximumAge = 25 })),
			matchHelpline("elsewhere", "2026-04-10", matchListing(func(l *signpost.Listing) { l.Area = "a9" })),
			matchHelpline("shut", "2026-04-10", matchListing(func(l *signpost.Listing) { l.Now.Closed = true })),
			matchHelpline("retired", "2026-04-10", func(m *signpost.Entered) { m.Status = signpost.Retired }),
			matchHelpline("good", "2026-04-10"),
		}
		m, _ := signpost.Match(need, listed, p, matchNow)
		var ids []string
		for _, c := range m.CrisisResources {
			ids = append(ids, c.Resource.ID)
		}
		require.Equal(t, "good", ids[0])
		require.ElementsMatch(t, []string{"good", "disputed", "young", "elsewhere", "shut"}, ids)
		require.True(t, m.CrisisResources[slices.Index(ids, "shut")].Check)
		i := slices.Index(ids, "disputed")
		require.True(t, m.CrisisResources[i].Check)
		require.Equal(t, "doubt=not-reachable", matchArgs(matchReason(t, m.CrisisResources[i].Reasons, "SIGN-04 disputed-resource")))
	})
	t.Run("H24, SIGN-10 an invalid need and a band nobody knows bring it too", func(t *testing.T) {
		for _, n := range []signpost.Need{{Distress: signpost.DistressHigh}, {Distress: "unbearable"}, {Distress: signpost.DistressHigh, Age: -1, Setting: "x"}} {
			m, err := signpost.Match(n, all, p, matchNow)
			require.ErrorIs(t, err, peer.ErrConcernRequired)
			require.ErrorIs(t, err, peer.ErrRequired)
			require.NotEmpty(t, m.Crisis)
			require.Len(t, m.CrisisResources, 2)
			require.Len(t, m.Signals, 1)
			require.True(t, strings.HasPrefix(m.Signals[0].ID, "need..safety-question-open.20260420T"), m.Signals[0].ID)
		}
	})
	t.Run("H24 without a policy it is the emergency number", func(t *testing.T) {
		m, _ := signpost.Match(high, all, signpost.Policy{}, matchNow)
		require.Equal(t, "999", m.Crisis[0].Telephone)
		require.Equal(t, "999", m.CrisisResources[0].Second.Telephone)
		require.True(t, m.CrisisResources[0].Check)
	})
	t.Run("H24, SIGN-09 no dead end in a restricted setting", func(t *testing.T) {
		need := high
		need.Setting = signpost.SettingCustody
		for _, policy := range []signpost.Policy{p, {}} {
			m, _ := signpost.Match(need, all, policy, matchNow)
			require.Equal(t, signpost.MediumViaStaff, m.CrisisThrough[0])
			require.NotContains(t, m.CrisisThrough, signpost.MediumHold)
			require.False(t, m.CrisisResources[0].Contacts[0].Reaches)
		}
		need.Setting = signpost.SettingSecure
		m, _ := signpost.Match(need, all, p, matchNow)
		require.Empty(t, m.CrisisThrough)
	})
	t.Run("H24 hours, language and access are shown and put the better first", func(t *testing.T) {
		need := high
		need.Languages = []string{"cy"}
		hours := func(day signpost.Weekday, from, to string) func(*signpost.Entered) {
			return matchListing(func(l *signpost.Listing) {
				l.Hours = append(l.Hours, signpost.Opening{Day: day, From: peer.MustClock(from), To: peer.MustClock(to)})
			})
		}
		m, _ := signpost.Match(need, []signpost.Resource{
			matchHelpline("closed", "2026-04-10", hours(signpost.Monday, "12:00", "18:00")),
			matchHelpline("always", "2026-04-10"),
			matchHelpline("welsh", "2026-04-10", matchListing(func(l *signpost.Listing) { l.Languages, l.Access = []string{"CY-GB"}, signpost.AccessDropIn })),
			matchHelpline("night", "2026-04-10", hours(signpost.Sunday, "22:00", "11:30")),
		}, p, matchNow)
		shown := map[string]signpost.CrisisResource{}
		for _, c := range m.CrisisResources {
			shown[c.Resource.ID] = c
		}
		require.Equal(t, "welsh", m.CrisisResources[0].Resource.ID)
		require.Equal(t, signpost.AccessDropIn, m.CrisisResources[0].Access)
		require.Equal(t, "closed", m.CrisisResources[3].Resource.ID)
		require.Equal(t, []peer.Tri{peer.No, peer.Unknown, peer.Yes}, []peer.Tri{shown["closed"].OpenNow, shown["always"].OpenNow, shown["night"].OpenNow})
		require.Len(t, shown["closed"].Hours, 1)
	})
	t.Run("SIGN-10 answered, the rest comes, with help at once first and not twice", func(t *testing.T) {
		for _, f := range []peer.Further{{Answer: peer.Yes, Concern: "c1"}, {Answer: peer.No, Because: peer.TalkedThrough}} {
			need := high
			need.Further = f
			m, err := signpost.Match(need, all, p, matchNow)
			require.NoError(t, err)
			require.NotEmpty(t, m.Crisis)
			require.Len(t, m.CrisisResources, 2)
			require.Equal(t, []string{"group"}, matchIDs(m.Candidates))
			require.Empty(t, m.Signals)
		}
	})
	t.Run("H02, SIGN-10 half an answer is none, at any distress", func(t *testing.T) {
		for f, kind := range map[peer.Further]peer.SignalKind{{Answer: peer.Yes}: peer.SignalGoesFurther, {Answer: peer.No}: peer.SignalSafetyQuestion, {Answer: peer.No, Because: "x"}: peer.SignalSafetyQuestion} {
			for _, need := range []signpost.Need{high, matchCompany()} {
				need.Further = f
				m, err := signpost.Match(need, all, p, matchNow)
				matchRefused(t, err, peer.ErrConcernRequired)
				require.Equal(t, kind, m.Signals[0].Kind)
				require.Equal(t, need.Distress == signpost.DistressHigh || f.Answer == peer.Yes, len(m.Crisis) > 0)
			}
		}
	})
	t.Run("H02 no words of anybody stand in the signal", func(t *testing.T) {
		need := high
		need.ID = "Siân cannot go on"
		m, _ := signpost.Match(need, all, p, matchNow)
		text, err := json.Marshal(m)
		require.NoError(t, err)
		require.NotContains(t, string(text), "cannot go on")
	})
	t.Run("SIGN-10 what goes further brings help at once at any distress; less does not", func(t *testing.T) {
		need := matchCompany()
		need.Further = peer.Further{Answer: peer.Yes, Concern: "c1"}
		m, err := signpost.Match(need, all, p, matchNow)
		require.NoError(t, err)
		require.Len(t, m.CrisisResources, 2)
		for _, d := range []signpost.Distress{"", signpost.DistressNotSaid, signpost.DistressSome} {
			need := matchCompany()
			need.Distress = d
			m, err := signpost.Match(need, all, p, matchNow)
			require.NoError(t, err)
			require.Empty(t, m.Crisis)
			require.Empty(t, m.CrisisResources)
			require.Equal(t, []string{"group"}, matchIDs(m.Candidates))
			require.Equal(t, 2, m.Elsewhere)
		}
	})
	t.Run("SIGN-10 a lot of distress adds somebody to talk to", func(t *testing.T) {
		need := matchCompany()
		need.Distress = signpost.DistressALot
		m, err := signpost.Match(need, all, p, matchNow)
		require.NoError(t, err)
		require.Equal(t, []string{"group", "new", "old"}, matchIDs(m.Candidates))
		require.Contains(t, matchReason(t, m.Candidates[1].Reasons, "SIGN-10 not-asked-for").Says, "somebody to talk to")
	})
}
