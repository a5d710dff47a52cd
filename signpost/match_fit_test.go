package signpost_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func TestMatchFit(t *testing.T) {
	all := func(n signpost.AccessNeed, has peer.Tri) []signpost.Feature {
		return []signpost.Feature{{Need: n, Has: has}}
	}
	t.Run("SIGN-08 unmet is shown with a way round, unknown is not met", func(t *testing.T) {
		for _, word := range signpost.AccessNeed("").Terms() {
			n := signpost.AccessNeed(word)
			need := matchCompany()
			need.Access = []signpost.AccessNeed{n, n}
			c, open := matchOne(t, need, matchEntry("a"))
			require.True(t, open)
			require.Equal(t, signpost.Fit{Unknown: []signpost.AccessNeed{n}}, c.Fit)
			c, open = matchOne(t, need, matchEntry("a", matchFeatures(all(n, peer.No)...)))
			require.True(t, open, "never hidden")
			require.Equal(t, signpost.Fit{Unmet: []signpost.AccessNeed{n}}, c.Fit)
			require.Len(t, c.Ways, 1)
			require.NotEmpty(t, c.Ways[0].Says)
			c, _ = matchOne(t, need, matchEntry("a", matchFeatures(all(n, peer.Yes)...)))
			require.Equal(t, signpost.Fit{Met: []signpost.AccessNeed{n}}, c.Fit)
			require.Empty(t, c.Ways)
		}
		require.Len(t, signpost.WaysRound(), len(signpost.AccessNeed("").Terms()))
	})
	t.Run("SIGN-08 what the rest of the entry leaves no doubt of", func(t *testing.T) {
		for _, c := range []struct {
			need signpost.AccessNeed
			edit func(*signpost.Listing)
			want peer.Tri
		}{
			{signpost.NeedNoCost, func(l *signpost.Listing) { l.Cost.Kind = signpost.CostFree }, peer.Yes},
			{signpost.NeedNoCost, func(l *signpost.Listing) { l.Cost.Kind = signpost.CostDonation }, peer.Yes},
			{signpost.NeedNoCost, func(l *signpost.Listing) { l.Cost.Kind = signpost.CostLow }, peer.No},
			{signpost.NeedNoCost, func(l *signpost.Listing) { l.Cost.Kind = signpost.CostPaid }, peer.No},
			{signpost.NeedNoCost, func(l *signpost.Listing) {
				l.Cost.Kind, l.Features = signpost.CostPaid, all(signpost.NeedNoCost, peer.Yes)
			}, peer.Yes},
			{signpost.NeedOnline, func(l *signpost.Listing) { l.Kind = signpost.Online }, peer.Yes},
			{signpost.NeedNotOnline, func(l *signpost.Listing) { l.Kind = signpost.Online }, peer.No},
			{signpost.NeedNotOnline, func(l *signpost.Listing) {
				l.Kind, l.Features = signpost.Online, all(signpost.NeedNotOnline, peer.Yes)
			}, peer.Yes},
			{signpost.NeedShortTravel, func(l *signpost.Listing) { l.Features = all(signpost.NeedOnline, peer.Yes) }, peer.Yes},
			{signpost.NeedOtherLanguage, func(l *signpost.Listing) { l.Languages = []string{"en-GB", "cy-GB"} }, peer.Yes},
			{signpost.NeedOtherLanguage, func(l *signpost.Listing) { l.Languages = []string{"en", "cycle"} }, peer.No},
			{signpost.NeedOtherLanguage, func(l *signpost.Listing) {
				l.Languages, l.Features = []string{"en"}, all(signpost.NeedOtherLanguage, peer.Yes)
			}, peer.Yes},
			{signpost.NeedOtherLanguage, func(l *signpost.Listing) {
				l.Languages, l.Features = []string{"cy"}, all(signpost.NeedOtherLanguage, peer.No)
			}, peer.Yes},
		} {
			need := matchCompany()
			need.Access, need.Languages = []signpost.AccessNeed{c.need}, nil
			if c.need == signpost.NeedOtherLanguage {
				need.Access, need.Languages = nil, []string{"cy"}
			}
			got, _ := matchOne(t, need, matchEntry("a", matchListing(c.edit)))
			want := map[peer.Tri]signpost.Fit{peer.Yes: {Met: []signpost.AccessNeed{c.need}}, peer.No: {Unmet: []signpost.AccessNeed{c.need}}}[c.want]
			require.Equal(t, want, got.Fit, "%s", c.need)
		}
	})
}
