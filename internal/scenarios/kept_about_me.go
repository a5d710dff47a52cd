package scenarios

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
	"github.com/towpath-care/towpath/peer/worker"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// tellKeptAboutMe asks what is kept about P1, over records of every package.
func tellKeptAboutMe(t T) {
	s := &story{t: t}
	var open, closed []peer.Record
	keep := func(list *[]peer.Record) func(peer.Record, peer.Change, error) {
		return func(r peer.Record, _ peer.Change, err error) {
			require.NoError(t, err)
			*list = append(*list, r)
		}
	}
	feel := func(r transition.Feeling, c peer.Change, err error) { keep(&open)(r, c, err) }
	feel(transition.NewFeeling(transition.SayFeeling{ID: "f1", Person: p1, Worker: w4, Transition: "t1", Words: words("I will miss the allotment")}, s.act(aled, "2026-03-01T10:00Z", 0), transition.Facts{}))
	like := func(r signpost.Interest, c peer.Change, err error) { keep(&open)(r, c, err) }
	like(signpost.NewInterest(signpost.Subscribe{ID: "i1", Person: p1, Of: signpost.WouldLike{Topics: []signpost.Topic{signpost.TopicHandsOn}}}, s.act(aled, "2026-03-02T10:00Z", 0), signpost.Facts{}))
	goal := func(r recovery.Goal, c peer.Change, err error) { keep(&open)(r, c, err) }
	goal(recovery.NewGoal(recovery.ProposeGoal{ID: "g1", Person: p1, Worker: w4, Words: words("get back to the allotment")}, s.act(aled, "2026-03-03T10:00Z", 0), recovery.Facts{}))

	concern := func(r safeguard.Concern, c peer.Change, err error) { keep(&closed)(r, c, err) }
	concern(safeguard.NewConcern(safeguard.Raise{ID: "c1", About: p1, Text: words("canary of the concern")}, s.act(jess, "2026-03-04T10:00Z", 0), safeguard.Facts{}))
	reflect := func(r worker.Reflection, c peer.Change, err error) { keep(&closed)(r, c, err) }
	reflect(worker.NewReflection(worker.Reflect{ID: "r1", Worker: w4, Words: words("canary of the reflection")}, s.act(jess, "2026-03-05T10:00Z", 0), worker.Facts{}))
	limits := func(r sharing.OffLimits, c peer.Change, err error) { keep(&closed)(r, c, err) }
	limits(sharing.NewOffLimits(sharing.SetOffLimits{ID: "o1", Worker: w4, Themes: []sharing.Theme{sharing.Childhood}}, s.act(jess, "2026-03-06T10:00Z", 0), sharing.Facts{}))

	tables := slices.Concat(peer.Tables(), recovery.Tables(), signpost.Tables(), transition.Tables())
	asked := func(records []peer.Record, seen ...peer.Seen) string {
		kept, err := peer.KeptAboutMe(p1, peer.Keeping{Records: records, Tables: tables, Seen: seen}, peer.Reading{By: aled, At: at(t, "2026-03-10T10:00Z")})
		require.NoError(t, err)
		b, err := json.Marshal(kept)
		require.NoError(t, err)
		return string(b)
	}
	t.Run("PEER-70 what every package keeps, each through its own door", func(t T) {
		text := asked(open)
		for _, says := range []string{"I will miss the allotment", "get back to the allotment", "hands-on", "How a person feels about a move"} {
			require.Contains(t, text, says)
		}
	})
	t.Run("PEER-70, H08, H26, H27 a concern and a worker's own records leave no trace", func(t T) {
		var seen []peer.Seen
		for _, r := range closed {
			seen = append(seen, peer.Seen{Of: r.Ref(), By: voss, Purpose: peer.ForCare, At: at(t, "2026-03-07T10:00Z")})
		}
		require.Equal(t, asked(open), asked(slices.Concat(closed, open), seen...))
	})
}

// tellSaidOnceUsedEverywhere holds the words in which a person says how to be reached
// and met against those of the packages that take them as plain facts.
func tellSaidOnceUsedEverywhere(t T) {
	s := &story{t: t}
	t.Run("PEER-69, SIGN-13 every form of a signpost is a medium", func(t T) {
		require.Subset(t, peer.Medium("").Terms(), signpost.Medium("").Terms())
	})
	t.Run("PEER-69, H10 a concern says how to be reached in the same words", func(t T) {
		require.Equal(t, safeguard.Contactable("").Terms(), peer.Contactable("").Terms())
	})
	t.Run("PEER-36, PEER-01 a wish for shared experience names a worker's category", func(t T) {
		require.Equal(t, worker.Experience("").Terms(), peer.LivedExperience("").Terms())
	})
	reach, _, err := peer.NewSafeContact(peer.SaySafeContact{ID: "sc1", Person: p1, Worker: w4, How: peer.HowToReach{NeverInWriting: true,
		Ways: []peer.SafeWay{{Medium: peer.MediumPhone, AnyTime: true}}, SayItIs: peer.Say("Jess")}}, s.act(aled, "2026-03-01T10:00Z", 0), peer.Facts{})
	require.NoError(t, err)
	t.Run("PEER-69, H10 it goes along with a concern", func(t T) {
		answer, how := reach.Contactable()
		concern, _, err := safeguard.NewConcern(safeguard.Raise{ID: "c1", About: p1, Contact: safeguard.SafeContact{Answer: safeguard.Contactable(answer), How: how}}, s.act(jess, "2026-03-04T10:00Z", 0), safeguard.Facts{})
		require.NoError(t, err)
		require.Equal(t, "Never in writing. By phone: at any time. Say it is: Jess.", concern.Minimal().How.Reveal())
		require.Equal(t, safeguard.ContactHow, concern.Minimal().Contact)
	})
	t.Run("PEER-69, SIGN-13, H09 never in writing: nothing lasting is given, and word of mouth is enough", func(t T) {
		var unsafe []signpost.Medium
		for _, m := range reach.UnsafeMedia() {
			unsafe = append(unsafe, signpost.Medium(m))
		}
		policy, err := signpost.PolicyFrom(wayPolicy(t))
		require.NoError(t, err)
		w := &wayOf{story: s, policy: policy, around: signpost.Around{Suitable: 1, Setting: signpost.SettingHome, Usable: []signpost.Medium{signpost.MediumText}, Unsafe: unsafe,
			Directory: []signpost.Resource{wayListed(t, "r1", "Fensway Food Pantry", "2026-04-20", signpost.TopicFood)}}}
		consider := signpost.Consider{ID: "way-9", Person: p1, Worker: w4, About: signpost.About{Goal: "g1"},
			Options: []signpost.Option{{Resource: "r1", Kind: signpost.TellInformation, Source: signpost.ToldSource{Kind: signpost.FromEntry}}}}
		w.Signpost, _, err = signpost.NewSignpost(consider, w.act(jess, "2026-04-20T10:01Z", 0), w.facts("2026-04-20T10:01Z"))
		require.NoError(t, err)
		w.take(aled, "2026-04-20T10:06Z", signpost.Choose{Resource: "r1"})
		w.take(aled, "2026-04-20T10:07Z", signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleYes})
		w.hears(jess, "2026-04-20T10:08Z", signpost.Give{Medium: signpost.MediumText}, peer.ErrMediumNotUsable)
		w.take(jess, "2026-04-20T10:09Z", signpost.Give{Medium: signpost.MediumVerbal})
	})
	t.Run("PEER-69, SIGN-15, SIGN-22 a reminder and a notice ask first", func(t T) {
		for m, ok := range map[peer.Medium]bool{peer.MediumPhone: true, peer.MediumText: false, peer.MediumLetter: false, peer.MediumVisit: false} {
			err := peer.Sendable(reach, peer.CommunicationNeeds{}, m, at(t, "2026-03-04T10:00Z"), peer.Calendar{})
			require.Equal(t, ok, err == nil, m)
			if !ok {
				refused(t, err, peer.ErrMediumNotUsable)
			}
		}
		require.Error(t, peer.Sendable(peer.SafeContact{}, peer.CommunicationNeeds{}, peer.MediumPhone, time.Time{}, peer.Calendar{}))
	})
}
