package signpost_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// drawNeed and drawEntry are for the properties below.
func drawNeed(t *rapid.T) signpost.Need {
	some := func(name string, from []string, most int) []string {
		return rapid.SliceOfN(rapid.SampledFrom(from), 0, most).Draw(t, name)
	}
	need := signpost.Need{Goals: []string{"g"}, Distress: signpost.Distress(rapid.SampledFrom([]string{"", "some", "a-lot", "high"}).Draw(t, "distress"))}
	need.Topics = asTerms[signpost.Topic](append(some("topics", signpost.Topic("").Terms()[1:4], 2), "housing"))
	need.Categories = asTerms[signpost.Category](some("categories", signpost.Category("").Terms()[9:13], 2))
	need.Prefers.Topics = asTerms[signpost.Topic](some("likes", signpost.Topic("").Terms()[3:6], 2))
	need.Prefers.Features = asTerms[signpost.AccessNeed](some("features", signpost.AccessNeed("").Terms(), 3))
	need.Access = asTerms[signpost.AccessNeed](rapid.SliceOfNDistinct(rapid.SampledFrom(signpost.AccessNeed("").Terms()), 1, 4, rapid.ID[string]).Draw(t, "access"))
	need.Languages = some("languages", []string{"cy", "en-GB"}, 1)
	need.Occasions = asTerms[signpost.AdvocacyOccasion](some("occasions", signpost.AdvocacyOccasion("").Terms(), 1))
	need.Media = asTerms[signpost.Medium](some("media", signpost.Medium("").Terms()[:5], 2))
	need.Setting = signpost.Setting(rapid.SampledFrom(append(signpost.Setting("").Terms(), "")).Draw(t, "setting"))
	need.Willing = signpost.Willing(rapid.SampledFrom(append(signpost.Willing("").Terms(), "")).Draw(t, "willing"))
	need.Online = peer.Tri(rapid.IntRange(0, 2).Draw(t, "online"))
	need.Age = rapid.SampledFrom([]int{0, 17, 56}).Draw(t, "age")
	need.Area = rapid.SampledFrom([]string{"", "a1"}).Draw(t, "area")
	need.From = signpost.Place{Latitude: rapid.SampledFrom([]int{0, 50_000_000}).Draw(t, "from")}
	need.MaxDistance = rapid.SampledFrom([]int{0, 5000}).Draw(t, "max")
	need.Further = peer.Further{Answer: peer.No, Because: peer.TalkedThrough}
	return need
}

func asTerms[T ~string](list []string) []T {
	out := make([]T, len(list))
	for i, s := range list {
		out[i] = T(s)
	}
	return out
}

func drawEntry(t *rapid.T, i int) signpost.Entered {
	m := signpost.Entered{ID: "r" + fmt.Sprint(i), Status: rapid.SampledFrom([]peer.Status{signpost.Listed, signpost.Listed, signpost.Listed, signpost.Listed, signpost.Listed, signpost.Disputed, signpost.Found, signpost.Retired}).Draw(t, "status"),
		Verified: peer.MustDate(rapid.SampledFrom([]string{"2026-04-01", "2025-01-01"}).Draw(t, "verified"))}
	l := &m.Listing
	l.Name = peer.Say(rapid.SampledFrom([]string{"Alder", "Birch"}).Draw(t, "name"))
	l.Kind = rapid.SampledFrom([]signpost.ResourceKind{signpost.Service, signpost.Online, signpost.Crisis, signpost.Service}).Draw(t, "kind")
	l.Topics = asTerms[signpost.Topic](rapid.SliceOfN(rapid.SampledFrom(append(signpost.Topic("").Terms()[:5], "housing", "housing", "housing", "housing")), 1, 3).Draw(t, "topics"))
	l.Categories = asTerms[signpost.Category](rapid.SliceOfN(rapid.SampledFrom(signpost.Category("").Terms()[9:14]), 1, 2).Draw(t, "categories"))
	l.Access = rapid.SampledFrom([]signpost.AccessRoute{"", signpost.AccessDropIn}).Draw(t, "access")
	l.Area = rapid.SampledFrom([]string{"", "a1", "a2"}).Draw(t, "area")
	l.Place = signpost.Place{Latitude: rapid.SampledFrom([]int{0, 50_010_000, 50_100_000}).Draw(t, "place")}
	l.Cost.Kind = rapid.SampledFrom([]signpost.CostKind{"", signpost.CostFree, signpost.CostPaid}).Draw(t, "cost")
	l.Languages = rapid.SliceOfN(rapid.SampledFrom([]string{"cy", "en"}), 0, 2).Draw(t, "languages")
	l.Reach.MinimumAge = rapid.SampledFrom([]int{0, 0, 18}).Draw(t, "age")
	l.Now.Closed = rapid.IntRange(0, 5).Draw(t, "closed") == 0
	for _, n := range rapid.SliceOfNDistinct(rapid.SampledFrom(signpost.AccessNeed("").Terms()), 0, 6, rapid.ID[string]).Draw(t, "has") {
		l.Features = append(l.Features, signpost.Feature{Need: signpost.AccessNeed(n), Has: peer.Tri(rapid.IntRange(0, 2).Draw(t, "tri"))})
	}
	return m
}

func TestMatchProperties(t *testing.T) {
	p := policy(t)
	places := 0
	t.Run("SIGN-08, SIGN-10 one order whatever comes first, and nothing listed disappears", func(t *testing.T) {
		rapid.Check(t, func(rt *rapid.T) {
			need := drawNeed(rt)
			var all []signpost.Resource
			for i := range 6 {
				all = append(all, signpost.MakeResource(drawEntry(rt, i)))
			}
			m, err := signpost.Match(need, all, p, matchNow)
			require.NoError(rt, err)
			again, err := signpost.Match(need, rapid.Permutation(all).Draw(rt, "shuffled"), p, matchNow)
			require.NoError(rt, err)
			require.Equal(rt, m, again)
			require.Equal(rt, matchNaively(need, all, p), m)
			require.True(rt, slices.IsSortedFunc(m.Candidates, signpost.Candidate.Compare))
			require.True(rt, slices.IsSortedFunc(m.Explained, signpost.Candidate.Compare))
			shown := map[string]bool{}
			for _, c := range m.CrisisResources {
				shown[c.Resource.ID] = true
			}
			for _, c := range append(slices.Clone(m.Candidates), m.Explained...) {
				require.False(rt, shown[c.Resource.ID], "twice")
				shown[c.Resource.ID] = true
				require.ElementsMatch(rt, need.Access, slices.DeleteFunc(slices.Concat(c.Fit.Met, c.Fit.Unmet, c.Fit.Unknown), func(n signpost.AccessNeed) bool {
					return n == signpost.NeedOtherLanguage && !slices.Contains(need.Access, n)
				}), "%v", need.Access)
			}
			elsewhere := 0
			for _, r := range all {
				c := signpost.Explain(need, r, p, matchNow)
				listed := r.Status() == signpost.Listed || r.Status() == signpost.Disputed
				other := slices.ContainsFunc(c.Reasons, func(x peer.Reason) bool { return x.Stops() && x.Rule.Code == signpost.NotAskedFor })
				require.Equal(rt, listed && (!other || r.Crisis() && len(m.Crisis) > 0), shown[r.Ref().ID])
				if listed && !shown[r.Ref().ID] {
					elsewhere++
				}
			}
			require.Equal(rt, elsewhere, m.Elsewhere)
			places += len(m.Candidates)
		})
		require.Greater(t, places, 100)
	})
	t.Run("SIGN-08 an unknown feature that turns out to be there never makes it come later", func(t *testing.T) {
		moved := 0
		rapid.Check(t, func(rt *rapid.T) {
			need := drawNeed(rt)
			entries, made := make([]signpost.Entered, 5), make([]signpost.Resource, 5)
			for i := range entries {
				entries[i] = drawEntry(rt, i)
				made[i] = signpost.MakeResource(entries[i])
			}
			place := func(at int, r signpost.Resource) int {
				all := slices.Clone(made)
				all[at] = r
				m, err := signpost.Match(need, all, p, matchNow)
				require.NoError(rt, err)
				return slices.Index(append(matchIDs(m.Candidates), matchIDs(m.Explained)...), r.Ref().ID)
			}
			wanted := slices.Concat(need.Access, need.Prefers.Features, []signpost.AccessNeed{signpost.NeedOnline, signpost.NeedSomebodyAlong})
			for at, e := range entries {
				for _, n := range wanted {
					has := func(tri peer.Tri) signpost.Resource {
						e.Listing.Features = append(slices.DeleteFunc(slices.Clone(e.Listing.Features), func(f signpost.Feature) bool { return f.Need == n }), signpost.Feature{Need: n, Has: tri})
						return signpost.MakeResource(e)
					}
					before, after := place(at, has(peer.Unknown)), place(at, has(peer.Yes))
					require.Equal(rt, before < 0, after < 0)
					require.LessOrEqual(rt, after, before)
					if after < before {
						moved++
					}
				}
			}
		})
		t.Logf("%d entries came earlier", moved)
		require.Greater(t, moved, 20)
	})
}
