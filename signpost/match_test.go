package signpost_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// matchNow is the day of AT-08, a Monday.
var matchNow = time.Date(2026, 4, 20, 10, 0, 0, 0, time.UTC)

// matchEntry is a listed entry that somebody made sure of on 30 March.
func matchEntry(id string, edit ...func(*signpost.Entered)) signpost.Resource {
	m := signpost.Entered{ID: id, Verified: peer.MustDate("2026-03-30")}
	m.Listing.Topics = []signpost.Topic{signpost.TopicCompany}
	m.Listing.Reach.NobodyLeftOut = true
	for _, e := range edit {
		e(&m)
	}
	return signpost.MakeResource(m)
}

func matchFeatures(list ...signpost.Feature) func(*signpost.Entered) {
	return func(m *signpost.Entered) { m.Listing.Features = append(m.Listing.Features, list...) }
}

func matchListing(edit func(*signpost.Listing)) func(*signpost.Entered) {
	return func(m *signpost.Entered) { edit(&m.Listing) }
}

// matchCompany is somebody who would like to meet people.
func matchCompany() signpost.Need {
	return signpost.Need{ID: "n1", Person: "p4", By: peer.ByStaff("w4", peer.RolePeerWorker), Goals: []string{"g1"}, Topics: []signpost.Topic{signpost.TopicCompany}}
}

func matchIDs(list []signpost.Candidate) []string {
	out := []string{}
	for _, c := range list {
		out = append(out, c.Resource.ID)
	}
	return out
}

// matchReason is the reason of a rule, and fails the test when there is none.
func matchReason(t testing.TB, reasons []peer.Reason, rule string) peer.Reason {
	t.Helper()
	i := slices.IndexFunc(reasons, func(r peer.Reason) bool { return r.Rule.String() == rule })
	require.GreaterOrEqual(t, i, 0, "no %s among %v", rule, reasons)
	return reasons[i]
}

func matchArgs(r peer.Reason) string {
	var out []string
	for _, a := range r.Args {
		out = append(out, a.Name()+"="+a.Value())
	}
	return strings.Join(out, " ")
}

// matchRefused checks the codes of a refusal.
func matchRefused(t testing.TB, err error, codes ...peer.Code) *peer.Refusal {
	t.Helper()
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	require.ElementsMatch(t, codes, r.Codes(), r.Error())
	return r
}

// one matches a single entry.
func matchOne(t testing.TB, need signpost.Need, r signpost.Resource) (signpost.Candidate, bool) {
	t.Helper()
	m, err := signpost.Match(need, []signpost.Resource{r}, policy(t), matchNow)
	require.NoError(t, err)
	require.Equal(t, 1, len(m.Candidates)+len(m.Explained)+m.Elsewhere)
	switch {
	case len(m.Candidates) == 1:
		require.True(t, m.Candidates[0].Open())
		return m.Candidates[0], true
	case len(m.Explained) == 1:
		require.False(t, m.Explained[0].Open())
		return m.Explained[0], false
	}
	c := signpost.Explain(need, r, policy(t), matchNow)
	require.False(t, c.Open())
	return c, false
}

func TestMatchNeed(t *testing.T) {
	p, all := policy(t), []signpost.Resource{matchEntry("a")}
	t.Run("SIGN-10 a need without goal or wish", func(t *testing.T) {
		m, err := signpost.Match(signpost.Need{}, all, p, matchNow)
		matchRefused(t, err, peer.ErrRequired)
		require.Empty(t, m.Candidates)
		require.Empty(t, m.Crisis)
		require.True(t, m.NotNow)
		for _, n := range []signpost.Need{{Goals: []string{"g"}}, {Wishes: []string{"w"}}, {Topics: []signpost.Topic{signpost.TopicFood}}, {Categories: []signpost.Category{signpost.LinkWorker}},
			{Prefers: signpost.Preferences{Topics: []signpost.Topic{signpost.TopicNature}}}, {Occasions: []signpost.AdvocacyOccasion{signpost.OccasionComplaint}}} {
			_, err := signpost.Match(n, all, p, matchNow)
			require.NoError(t, err)
		}
	})
	t.Run("SIGN-10 a need that only says what it is for leaves nothing out", func(t *testing.T) {
		m, err := signpost.Match(signpost.Need{Goals: []string{"g"}, Occasions: []signpost.AdvocacyOccasion{signpost.OccasionObjection}}, all, p, matchNow)
		require.NoError(t, err)
		require.Equal(t, []string{"a"}, matchIDs(m.Candidates))
	})
	t.Run("SIGN-03 without a time nothing can be told fresh", func(t *testing.T) {
		need := matchCompany()
		need.Distress = signpost.DistressHigh
		m, err := signpost.Match(need, append(all, matchHelpline("h", "2026-04-19")), p, time.Time{})
		matchRefused(t, err, peer.ErrRequired, peer.ErrConcernRequired)
		require.True(t, m.CrisisResources[0].Check)
	})
	t.Run("SIGN-08, SIGN-10 every fault at once, by its path", func(t *testing.T) {
		long := make([]signpost.Topic, 201)
		for i := range long {
			long[i] = signpost.TopicFood
		}
		need := signpost.Need{
			Topics: long, Categories: []signpost.Category{"x"}, Prefers: signpost.Preferences{Topics: []signpost.Topic{"x"}, Features: []signpost.AccessNeed{"x"}},
			Willing: "x", Access: []signpost.AccessNeed{"x"}, Languages: make([]string, 201), Age: 121, From: signpost.Place{Latitude: 100e6}, MaxDistance: -1,
			Setting: "x", Media: []signpost.Medium{"x"}, Occasions: []signpost.AdvocacyOccasion{"x"},
		}
		_, err := signpost.Match(need, nil, p, matchNow)
		r := matchRefused(t, err, peer.ErrUnknownCode, peer.ErrOutOfRange)
		var paths []string
		for _, x := range r.Reasons {
			paths = append(paths, x.Path)
		}
		require.ElementsMatch(t, []string{"/topics", "/categories", "/prefers/topics", "/prefers/features", "/willing", "/access", "/languages", "/age", "/from", "/maxDistance", "/setting", "/media", "/occasions"}, paths)
	})
}
