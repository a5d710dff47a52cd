package signpost_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

var interests = steptest.BenchOf(ground, signpost.InterestTable(), signpost.NewInterest, signpost.CheckNewInterest, signpost.InterestStarts,
	signpost.DecodeInterest, signpost.EncodeInterestStep, signpost.DecodeInterestStep)

func wouldLike(topics ...signpost.Topic) signpost.WouldLike {
	return signpost.WouldLike{Topics: topics}
}

// interested is an interest of Siân's after some steps, a day apart from 1 March.
func interested(t testing.TB, steps ...signpost.InterestStep) signpost.Interest {
	t.Helper()
	var r signpost.Interest
	f, start := signpost.Facts{Policy: policy(t)}, on("2026-03-01T10:00Z")
	for i, step := range steps {
		a := peer.Act{By: bySian, At: start.AddDate(0, 0, i), ID: peer.RequestID("r" + strconv.Itoa(i)), Seen: r.Rev()}
		var err error
		if r.Exists() {
			r, _, err = r.Do(step, a, f)
		} else {
			r, _, err = signpost.NewInterest(step, a, f)
		}
		require.NoError(t, err)
	}
	return r
}

func handsOn() signpost.Subscribe {
	return signpost.Subscribe{ID: "n1", Person: sian, Of: signpost.WouldLike{Topics: []signpost.Topic{signpost.TopicHandsOn}, Categories: []signpost.Category{signpost.Learning}, Area: "a3"}}
}

func TestInterestEveryRow(t *testing.T) {
	on, off := interested(t, handsOn()), interested(t, handsOn(), signpost.Unsubscribe{})
	records := map[peer.Status]signpost.Interest{signpost.Subscribed: on, signpost.Unsubscribed: off}
	type one = steptest.Case[signpost.Interest, signpost.InterestStep, signpost.Facts]
	does := func(name string, r signpost.Interest, step signpost.InterestStep, to peer.Status, hears map[string][]peer.Rule) one {
		return one{Name: name, Record: r, Step: step, Act: act(bySian, "2026-04-21T10:00Z", "", nil), Facts: signpost.Facts{Policy: policy(t)}, To: to, Hears: hears}
	}
	steptest.Plan[signpost.Interest, signpost.InterestStep, signpost.Facts]{
		Kind: interests.Kind, Person: sian, Records: records,
		Anybody: append(anybody()[:3], anybody()[4:]...),
		Cases: []one{
			does("SIGN-22 subscribe", signpost.Interest{}, handsOn(), signpost.Subscribed, map[string][]peer.Rule{"/person": {row("SIGN-22", peer.ErrPersonsChoiceOnly)}}),
			does("SIGN-22 change", on, signpost.ChangeInterest{Of: wouldLike(signpost.TopicFaith)}, signpost.Subscribed, nil),
			does("SIGN-22 unsubscribe", on, signpost.Unsubscribe{}, signpost.Unsubscribed, nil),
			does("SIGN-22 again", off, signpost.SubscribeAgain{}, signpost.Subscribed, nil),
		},
	}.Run(t)
}

func TestInterestIsThePersonsAlone(t *testing.T) {
	r, f := interested(t, handsOn()), signpost.Facts{Policy: policy(t)}
	t.Run("SIGN-22 nobody subscribes anybody, or stops it for them", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byKay, byMegan, peer.ByPerson(beatriz)} {
			only(t, signpost.CheckNewInterest(handsOn(), act(by, considered, "x", nil), f), "SIGN-22 persons-choice-only", "")
			only(t, r.Check(signpost.Unsubscribe{}, act(by, considered, "x", r), f), "SIGN-22 persons-choice-only", "")
			only(t, r.Check(signpost.ChangeInterest{Of: wouldLike(signpost.TopicDebt)}, act(by, considered, "x", r), f), "SIGN-22 persons-choice-only", "")
		}
		open(t, r.Check(signpost.Unsubscribe{}, act(bySian, considered, "x", r), signpost.Facts{}))
	})
	t.Run("SIGN-22 nothing is named", func(t *testing.T) {
		step := handsOn()
		step.Of = signpost.WouldLike{Area: "a3"}
		only(t, signpost.CheckNewInterest(step, act(bySian, considered, "x", nil), f), "SIGN-22 required", "/of")
		only(t, r.Check(signpost.ChangeInterest{}, act(bySian, considered, "x", r), f), "SIGN-22 required", "/of")
	})
	t.Run("SIGN-22, H09 nobody else sees it", func(t *testing.T) {
		sharing(peer.Yes).See(t, r, "interest", "", "SIGN-22 not-authorised", "sian", "sian care-record")
	})
	t.Run("SIGN-22 what it is of", func(t *testing.T) {
		r.Of().Topics[0], r.Of().Categories[0] = "", ""
		require.Equal(t, handsOn().Of, r.Of())
		require.Equal(t, sian, r.Person())
	})
	records := map[peer.Status]signpost.Interest{signpost.Subscribed: r, signpost.Unsubscribed: interested(t, handsOn(), signpost.Unsubscribe{})}
	interests.Goldens(t, records)
	interests.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: signpost.Subscribed, Path: "/person", Value: "", Heard: "/person"},
		{Of: signpost.Subscribed, Path: "/of", Value: map[string]any{}, Heard: "/of"},
		{Of: signpost.Subscribed, Path: "/of/topics/0", Value: "astrology", Heard: "/of/topics/0"},
		{Of: signpost.Subscribed, Path: "/since", Value: nil, Heard: "/since"},
		{Of: signpost.Subscribed, Path: "/worker", Value: "w4", Heard: "/worker"},
	})
}

func TestNotices(t *testing.T) {
	since, now := on("2026-03-31T09:00Z"), on("2026-04-20T09:00Z")
	ids := func(list []signpost.Notice) []string {
		out := []string{}
		for _, n := range list {
			out = append(out, string(n.Person)+" "+n.Resource)
		}
		return out
	}
	listedAt := func(id, at string, edits ...func(*signpost.Listing)) signpost.Resource {
		return signpost.MakeResource(signpost.Entered{ID: id, Listing: listing(id, edits...), Verified: day("2026-03-30"), At: on(at)})
	}
	r := interested(t, signpost.Subscribe{ID: "n1", Person: sian, Of: wouldLike(signpost.TopicHandsOn)})
	t.Run("SIGN-22 for those who would like to hear of it, and nobody else", func(t *testing.T) {
		dir := []signpost.Resource{listedAt("later", "2026-04-02T09:00Z"), listedEntry(shed), listedEntry(money, func(l *signpost.Listing) { l.Topics = []signpost.Topic{signpost.TopicMoney} })}
		require.Equal(t, []signpost.Notice{{Interest: r.Ref(), Person: sian, Resource: shed, At: on("2026-04-01T09:00Z")}, {Interest: r.Ref(), Person: sian, Resource: "later", At: on("2026-04-02T09:00Z")}},
			signpost.Notices([]signpost.Interest{r}, dir, since, now))
		require.Empty(t, signpost.Notices(nil, dir, since, now))
		require.Empty(t, signpost.Notices([]signpost.Interest{{}}, dir, since, now))
	})
	t.Run("SIGN-22 unsubscribed, nothing", func(t *testing.T) {
		off := interested(t, handsOn(), signpost.Unsubscribe{})
		require.Empty(t, signpost.Notices([]signpost.Interest{off}, []signpost.Resource{listedEntry(shed)}, since, now))
	})
	t.Run("SIGN-22 not of what was listed while they were not", func(t *testing.T) {
		again := interested(t, signpost.Subscribe{ID: "n1", Person: sian, Of: wouldLike(signpost.TopicHandsOn)}, signpost.Unsubscribe{}, signpost.SubscribeAgain{})
		require.Empty(t, signpost.Notices([]signpost.Interest{again}, []signpost.Resource{listedAt(shed, "2026-03-03T09:59Z")}, on("2026-03-01T09:00Z"), now))
		require.Len(t, signpost.Notices([]signpost.Interest{again}, []signpost.Resource{listedAt(shed, "2026-03-03T10:00Z")}, on("2026-03-01T09:00Z"), now), 1)
	})
	t.Run("SIGN-22 after since, and by now", func(t *testing.T) {
		for at, n := range map[string]int{"2026-03-31T09:00Z": 0, "2026-03-31T09:01Z": 1, "2026-04-20T09:00Z": 1, "2026-04-20T09:01Z": 0} {
			require.Len(t, signpost.Notices([]signpost.Interest{r}, []signpost.Resource{listedAt(shed, at)}, since, now), n, at)
		}
	})
	t.Run("SIGN-22 not of what is doubted, gone or closed at present", func(t *testing.T) {
		for _, x := range []signpost.Resource{entryIn(shed, signpost.Disputed, "2026-03-30"), entryIn(shed, signpost.Retired, "2026-03-30"), entryIn(shed, signpost.Found, "2026-03-30"),
			listedEntry(shed, func(l *signpost.Listing) { l.Now.Closed = true }), listedEntry(shed, func(l *signpost.Listing) { l.Sessions.Days = []signpost.Session{{On: day("2026-04-18")}} })} {
			require.Empty(t, signpost.Notices([]signpost.Interest{r}, []signpost.Resource{x}, since, now))
		}
	})
	t.Run("SIGN-22 by topic or category, and by area", func(t *testing.T) {
		area := func(a string) func(*signpost.Listing) { return func(l *signpost.Listing) { l.Area = a } }
		learning := func(l *signpost.Listing) {
			l.Topics, l.Categories, l.Area = nil, []signpost.Category{signpost.Learning}, "a3"
		}
		dir := []signpost.Resource{listedEntry("x-a3", area("a3")), listedEntry("x-all", area("")), listedEntry("x-a4", area("a4")), listedEntry("x-college", learning)}
		require.Equal(t, []string{"p4 x-a3", "p4 x-all", "p4 x-college"}, ids(signpost.Notices([]signpost.Interest{interested(t, handsOn())}, dir, since, now)))
		require.Equal(t, []string{"p4 x-a3", "p4 x-a4", "p4 x-all"}, ids(signpost.Notices([]signpost.Interest{r}, dir, since, now)))
	})
	t.Run("SIGN-22 each once", func(t *testing.T) {
		other := interested(t, signpost.Subscribe{ID: "n2", Person: sian, Of: wouldLike(signpost.TopicCompany)})
		require.Equal(t, []string{"p4 shed"}, ids(signpost.Notices([]signpost.Interest{r, other}, []signpost.Resource{listedEntry(shed)}, since, now)))
	})
}

func TestInterestHistories(t *testing.T) {
	interests.Walks(8).Giving(answers).Under(func(draw steptest.Draw) signpost.Facts {
		return steptest.Mostly(draw, signpost.Facts{Policy: policy(t)}, signpost.Facts{})
	}).Hold(t, func(t require.TestingT, _, r signpost.Interest, c peer.Change) {
		for _, n := range signpost.Notices([]signpost.Interest{r}, entriesOfTests(), time.Time{}, c.At.AddDate(0, 1, 0)) {
			require.True(t, r.Status() == signpost.Subscribed && n.Person == r.Person())
		}
	})
}
