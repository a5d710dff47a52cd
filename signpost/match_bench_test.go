package signpost_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/ratio"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// matchNaively explains every entry in full, throws away what does not belong and puts
// the rest in order: what Match says in another way.
func matchNaively(need signpost.Need, all []signpost.Resource, p signpost.Policy) signpost.Matched {
	whole, _ := signpost.Match(need, nil, p, matchNow)
	crisis := len(whole.Crisis) > 0
	if crisis {
		only := slices.DeleteFunc(slices.Clone(all), func(r signpost.Resource) bool { return !r.Crisis() })
		m, _ := signpost.Match(need, only, p, matchNow)
		whole.CrisisResources = m.CrisisResources
	}
	names, advocates := map[peer.Ref]string{}, false
	for _, r := range all {
		if r.Status() != signpost.Listed && r.Status() != signpost.Disputed || crisis && r.Crisis() {
			continue
		}
		c := signpost.Explain(need, r, p, matchNow)
		names[c.Resource] = r.Listing().Name.Reveal()
		has := func(code peer.Code, met peer.Tri) bool {
			return slices.ContainsFunc(c.Reasons, func(x peer.Reason) bool { return x.Rule.Code == code && x.Met == met })
		}
		switch {
		case has(signpost.NotAskedFor, peer.No):
			whole.Elsewhere++
		case c.Open():
			whole.Candidates = append(whole.Candidates, c)
			advocates = advocates || has(signpost.AdvocacyNotOffered, peer.Yes)
		default:
			whole.Explained = append(whole.Explained, c)
		}
	}
	byAll := func(a, b signpost.Candidate) int {
		return cmp.Or(a.Compare(b), strings.Compare(names[a.Resource], names[b.Resource]), strings.Compare(a.Resource.ID, b.Resource.ID))
	}
	slices.SortFunc(whole.Candidates, byAll)
	slices.SortFunc(whole.Explained, byAll)
	for i := range whole.Reasons {
		if whole.Reasons[i].Rule.Code == signpost.AdvocacyNotOffered {
			whole.Reasons[i].Met = peer.Is(advocates)
		}
	}
	return whole
}

// directory has 10,000 entries, 20 of them about nature.
func directory() []signpost.Resource {
	var twenty [500]signpost.Resource
	for i := range twenty {
		twenty[i] = matchEntry("r"+peer.Rev(i).String(), matchFeatures(signpost.Feature{Need: signpost.NeedStepFree, Has: peer.Tri(i % 3)}),
			matchListing(func(l *signpost.Listing) {
				l.Place = signpost.Place{Latitude: 50_000_000 + 997*i%100_000, Longitude: -4_000_000}
				if l.Topics = []signpost.Topic{signpost.TopicCompany}; i == 77 {
					l.Topics = append(l.Topics, signpost.TopicNature)
				}
			}))
	}
	out := make([]signpost.Resource, 0, 10_000)
	for range 20 {
		out = append(out, twenty[:]...)
	}
	return out
}

func benchNeed(topic signpost.Topic) signpost.Need {
	return signpost.Need{Goals: []string{"g"}, Topics: []signpost.Topic{topic}, Access: []signpost.AccessNeed{signpost.NeedStepFree, signpost.NeedShortTravel},
		From: signpost.Place{Latitude: 50_010_000, Longitude: -4_000_000}, Age: 56, Setting: signpost.SettingInpatient}
}

func BenchmarkMatch(b *testing.B) {
	all, p := directory(), policy(b)
	for name, topic := range map[string]signpost.Topic{"20 of 10000": signpost.TopicNature, "all of 10000": signpost.TopicCompany} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := signpost.Match(benchNeed(topic), all, p, matchNow); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+" beside a naive one", func(b *testing.B) {
			ratio.Of(b, func() { _, _ = signpost.Match(benchNeed(topic), all, p, matchNow) }, func() { matchNaively(benchNeed(topic), all, p) })
		})
	}
}

// What is not shown costs no memory.
func TestMatchAllocations(t *testing.T) {
	all, p := directory(), policy(t)
	few := testing.AllocsPerRun(2, func() { _, _ = signpost.Match(benchNeed(signpost.TopicNature), all, p, matchNow) })
	none := testing.AllocsPerRun(2, func() { _, _ = signpost.Match(benchNeed(signpost.TopicFaith), all, p, matchNow) })
	t.Logf("20 of 10,000: %.0f allocations; none of 10,000: %.0f", few, none)
	require.Less(t, none, 30.0)
	require.Less(t, few, none+20*15)
}
