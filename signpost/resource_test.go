package signpost_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

type resourceStep = signpost.ResourceStep

var resources = steptest.BenchOf(ground, signpost.ResourceTable(), signpost.NewResource, signpost.CheckNewResource, signpost.ResourceStarts,
	signpost.DecodeResource, signpost.EncodeResourceStep, signpost.DecodeResourceStep)

func date(s string) peer.Date { return peer.MustDate(s) }

// theListing says everything there is to say of a garden.
func theListing() signpost.Listing {
	return signpost.Listing{
		Name: peer.Say("The garden on the hill"), Organisation: "org-1", OrganisationName: peer.Say("Hill Growers"), Kind: signpost.Service, Sector: signpost.SectorLocal,
		Categories: []signpost.Category{signpost.LeisureGroup}, Topics: []signpost.Topic{signpost.TopicNature, signpost.TopicCompany},
		Offers: peer.Say("growing things together, and tea"), OffersNot: peer.Say("a place to stay"),
		Contacts: []signpost.ContactPoint{{Kind: signpost.ContactVisit, Value: peer.Say("1 Hill Road")}, {Kind: signpost.ContactPhone, Value: peer.Say("01632 960001")}},
		Access:   signpost.AccessDropIn, Area: "a3", Place: signpost.Place{Latitude: 50_400_000, Longitude: -4_200_000},
		Hours: []signpost.Opening{{Day: signpost.Tuesday, From: peer.MustClock("10:00"), To: peer.MustClock("15:00")}},
		Cost:  signpost.Cost{Kind: signpost.CostDonation, Note: peer.Say("a pound for the tea")}, Languages: []string{"en-GB", "cy"},
		Reach: signpost.Reach{Serves: peer.Say("who likes to be outside"), CannotServe: peer.Say("children"), Responsible: peer.Say("the tools"), Waiting: peer.Say("none"),
			Ends: peer.Say("in October"), Threshold: peer.Say("none"), MinimumAge: 18, MaximumAge: 90},
		Features: []signpost.Feature{{Need: signpost.NeedStepFree, Has: peer.No}, {Need: signpost.NeedToilets, Has: peer.Yes}},
		Digital:  signpost.Digital{Given: true, Device: peer.Yes, Privacy: peer.Say("first names only"), Safety: peer.Say("two people look after the group page")},
		Sessions: signpost.Sessions{Days: []signpost.Session{{On: date("2026-09-08"), From: peer.MustClock("10:00")}}, Enrol: peer.Say("come along"), Help: peer.Say("a seat")},
		Now:      signpost.RightNow{Alert: peer.Say("mind the wasps")}, Source: signpost.SourceOf{Directory: "valley", ID: "v-17", Changed: date("2026-02-01")},
	}
}

func found(l signpost.Listing) signpost.Find { return signpost.Find{ID: "r1", Listing: l} }

// listedBy takes an entry all the way: found, proposed, made sure of on a day, listed.
func listedBy(t testing.TB, l signpost.Listing, finder peer.Actor, day string) signpost.Resource {
	t.Helper()
	r := resources.Done(t, signpost.Resource{}, found(l), finder)
	r = resources.Done(t, r, signpost.Propose{}, finder)
	r = resources.Done(t, r, signpost.Verify{On: date(day), How: signpost.ByPhone}, byJess)
	return resources.Done(t, r, signpost.List{}, byJess)
}

func theDoubt() signpost.Dispute {
	return signpost.Dispute{Reason: signpost.NotThere, Words: own(bySian, "the garden gate was locked")}
}

func resourcesOf(t testing.TB) map[peer.Status]signpost.Resource {
	t.Helper()
	then := func(r signpost.Resource, step resourceStep, by peer.Actor) signpost.Resource {
		return resources.Done(t, r, step, by)
	}
	f := then(signpost.Resource{}, found(theListing()), bySian)
	p := then(f, signpost.Propose{}, bySian)
	v := then(p, signpost.Verify{On: date("2026-05-05"), How: signpost.ByPhone}, byJess)
	l := then(v, signpost.List{}, byJess)
	d := then(l, theDoubt(), bySian)
	return map[peer.Status]signpost.Resource{signpost.Found: f, signpost.Proposed: p, signpost.Verified: v, signpost.Listed: l, signpost.Disputed: d,
		signpost.Retired: then(d, signpost.Retire{Why: signpost.Closed}, byKay)}
}

func TestResourceEveryRow(t *testing.T) {
	records := resourcesOf(t)
	ages := []peer.Rule{row("SIGN-05", peer.ErrOutOfRange)}
	shape := map[string][]peer.Rule{"/listing/reach/minimumAge": ages, "/listing/features": {row("SIGN-08", peer.ErrDuplicate)}}
	amended := theListing()
	amended.Offers = peer.Say("growing things together")
	verify := signpost.Verify{On: date("2026-05-06"), How: signpost.ByVisit}
	resources.EveryRow(t, everybody(), records,
		resources.Planned(t, "SIGN-06 a person finds it", signpost.Resource{}, found(theListing()), bySian, signpost.Found, shape),
		resources.Planned(t, "SIGN-06 a carer finds it", signpost.Resource{}, found(theListing()), byMegan, signpost.Found, shape),
		resources.Planned(t, "SIGN-06 anybody proposes it", records[signpost.Found], signpost.Propose{}, byBeatriz, signpost.Proposed, nil),
		resources.Planned(t, "SIGN-03 made sure of at first", records[signpost.Proposed], verify, byJess, signpost.Verified, nil),
		resources.Planned(t, "SIGN-03 made sure of once more", records[signpost.Listed], verify, byKay, signpost.Listed, nil),
		resources.Planned(t, "SIGN-04 made sure of after a doubt", records[signpost.Disputed], verify, byJess, signpost.Listed, nil),
		resources.Planned(t, "SIGN-06 list", records[signpost.Verified], signpost.List{}, byJess, signpost.Listed, nil),
		resources.Planned(t, "SIGN-01 amend what was made sure of", records[signpost.Verified], signpost.Amend{Listing: amended}, byJess, signpost.Proposed, shape),
		resources.Planned(t, "SIGN-01 amend what is listed", records[signpost.Listed], signpost.Amend{Listing: amended}, byJess, signpost.Listed, shape),
		resources.Planned(t, "SIGN-04 a person doubts it", records[signpost.Listed], signpost.Dispute{Reason: signpost.NotWelcoming}, bySian, signpost.Disputed, nil),
		resources.Planned(t, "SIGN-04 so does a carer", records[signpost.Disputed], signpost.Dispute{Reason: signpost.NotReachable, Words: unsigned("nobody picks up")}, byMegan, signpost.Disputed, nil),
		resources.Planned(t, "SIGN-04, H02 what is said of one that is gone is kept", records[signpost.Retired], signpost.Dispute{Reason: signpost.NotSafe, Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}, byBeatriz, signpost.Retired,
			nil),
		resources.Planned(t, "SIGN-06 retire", records[signpost.Listed], signpost.Retire{Why: signpost.Merged}, byJess, signpost.Retired, nil),
	)
}

func TestResourceStandsThereOnce(t *testing.T) {
	records := resourcesOf(t)
	for name, met := range map[string]peer.Tri{"it does": peer.No, "nobody has looked": peer.Unknown} {
		other := func(f *signpost.Facts) { f.NoOther = met }
		t.Run("SIGN-01 found, where "+name, func(t *testing.T) {
			only(t, resources.Tried(t, signpost.Resource{}, found(theListing()), bySian, other), "SIGN-01 duplicate", "/listing/name")
		})
		t.Run("SIGN-01 amended into another, where "+name, func(t *testing.T) {
			for _, change := range []func(*signpost.Listing){func(l *signpost.Listing) { l.Name = peer.Say("The other garden") },
				func(l *signpost.Listing) { l.Area = "a4" }, func(l *signpost.Listing) { l.Organisation = "org-2" }} {
				only(t, resources.Tried(t, records[signpost.Found], signpost.Amend{Listing: with(change)}, byJess, other), "SIGN-01 duplicate", "/listing/name")
			}
		})
		t.Run("SIGN-01 amended and still itself, where "+name, func(t *testing.T) {
			for _, change := range []func(*signpost.Listing){func(l *signpost.Listing) { l.Offers = peer.Say("less") }, func(l *signpost.Listing) { l.Name = peer.Say("the  GARDEN on the hill ") },
				func(l *signpost.Listing) { l.Organisation = "" }} {
				open(t, resources.Tried(t, records[signpost.Found], signpost.Amend{Listing: with(change)}, byJess, other))
			}
		})
	}
}

func TestResourceIsMadeSureOf(t *testing.T) {
	records := resourcesOf(t)
	for _, of := range []peer.Status{signpost.Found, signpost.Proposed, signpost.Disputed} {
		t.Run("SIGN-06 listed from "+string(of)+" before anybody made sure", func(t *testing.T) {
			d := resources.Tried(t, records[of], signpost.List{}, byJess)
			only(t, d, "SIGN-06 not-verified", "")
			require.Equal(t, "verify", d.Unmet()[0].Args[0].Value())
		})
	}
	t.Run("SIGN-06 listed twice", func(t *testing.T) {
		only(t, resources.Tried(t, records[signpost.Listed], signpost.List{}, byJess), "SIGN-06 invalid-transition", "")
		only(t, resources.Tried(t, records[signpost.Retired], signpost.List{}, byJess), "SIGN-06 invalid-transition", "")
	})
	verify := func(day string) resourceStep { return signpost.Verify{On: date(day), How: signpost.ByPhone} }
	t.Run("SIGN-03 tomorrow", func(t *testing.T) {
		only(t, resources.Tried(t, records[signpost.Proposed], verify("2026-05-07"), byJess), "SIGN-03 future-date", "/on")
		open(t, resources.Tried(t, records[signpost.Proposed], verify("2026-05-06"), byJess))
		open(t, resources.Tried(t, records[signpost.Proposed], verify("2026-05"), byJess))
	})
	t.Run("SIGN-03 the day is the local one, and without a policy any that has begun", func(t *testing.T) {
		for at, c := range map[string]struct{ with, without bool }{"2026-05-06T09:59Z": {false, false}, "2026-05-06T10:00Z": {false, true}, "2026-05-06T22:59Z": {false, true}, "2026-05-06T23:00Z": {true, true}} {
			a := act(byJess, at, "x", records[signpost.Proposed])
			require.Equal(t, c.with, records[signpost.Proposed].Check(verify("2026-05-07"), a, facts(t)).Allowed(), at)
			require.Equal(t, c.without, records[signpost.Proposed].Check(verify("2026-05-07"), a, signpost.Facts{}).Allowed(), at)
		}
	})
	t.Run("SIGN-03, SIGN-04 a doubt is settled by looking after it", func(t *testing.T) {
		only(t, resources.Tried(t, records[signpost.Disputed], verify("2026-05-05"), byJess), "SIGN-03 not-verified", "/on")
		only(t, resources.Tried(t, records[signpost.Disputed], verify("2026-04"), byJess), "SIGN-03 not-verified", "/on")
		r := resources.Done(t, records[signpost.Disputed], verify("2026-05-06"), byJess)
		require.Equal(t, signpost.Listed, r.Status())
		require.Len(t, r.Doubts(), 1)
		require.Equal(t, on(whenNext), r.Doubts()[0].Settled)
		require.Zero(t, records[signpost.Disputed].Doubts()[0].Settled, "the record before is as it was")
	})
	t.Run("SIGN-03 of two days the later stands, whichever was written down first", func(t *testing.T) {
		r := resources.Done(t, records[signpost.Listed], signpost.Verify{On: date("2026-05-06"), How: signpost.ByVisit}, byKay)
		day, how := r.LastVerified()
		require.Equal(t, []any{date("2026-05-06"), signpost.ByVisit}, []any{day, how})
		r = resources.Done(t, r, signpost.Verify{On: date("2026-04-01"), How: signpost.ByPeers}, byJess)
		day, how = r.LastVerified()
		require.Equal(t, []any{date("2026-05-06"), signpost.ByVisit}, []any{day, how})
	})
}

func TestResourceAmended(t *testing.T) {
	records := resourcesOf(t)
	p := policy(t)
	now := on(whenNext)
	goneBy := map[string]func(*signpost.Listing){
		"kind": func(l *signpost.Listing) { l.Kind = signpost.Crisis }, "offers": func(l *signpost.Listing) { l.Offers = peer.Say("tea") }, "offersNot": func(l *signpost.Listing) { l.OffersNot = peer.Private{} },
		"contacts": reach(signpost.ContactWeb, "https://hill.example"), "access": func(l *signpost.Listing) { l.Access = signpost.AccessBook }, "area": func(l *signpost.Listing) { l.Area = "a4" },
		"place": func(l *signpost.Listing) { l.Place = signpost.Place{} }, "hours": func(l *signpost.Listing) { l.Hours = nil }, "cost": func(l *signpost.Listing) { l.Cost.Kind = signpost.CostPaid },
		"sector": func(l *signpost.Listing) { l.Sector = signpost.SectorOther }, "languages": func(l *signpost.Listing) { l.Languages = nil },
		"reach": func(l *signpost.Listing) { l.Reach.Waiting = peer.Say("a year") }, "features": func(l *signpost.Listing) { l.Features = l.Features[:1] },
		"digital": func(l *signpost.Listing) { l.Digital.Forum = true }, "days": func(l *signpost.Listing) { l.Sessions.Days = []signpost.Session{{On: date("2026-10-01")}} },
		"enrol": func(l *signpost.Listing) { l.Sessions.Enrol = peer.Private{} }, "coProduced": func(l *signpost.Listing) { l.Sessions.CoProduced = peer.Yes }, "help": func(l *signpost.Listing) { l.Sessions.Help = peer.Private{} },
	}
	for name, change := range goneBy {
		t.Run("SIGN-03, H24 with another "+name+" it stays listed, stale until somebody makes sure", func(t *testing.T) {
			r := resources.Done(t, records[signpost.Listed], signpost.Amend{Listing: with(change)}, byJess)
			require.Equal(t, signpost.Listed, r.Status())
			require.True(t, r.Changed())
			require.Equal(t, signpost.Stale, r.Freshness(p, now))
			only(t, resources.Tried(t, r, signpost.Verify{On: date("2026-05-05"), How: signpost.ByPhone}, byJess), "SIGN-03 not-verified", "/on")
			r = resources.Done(t, r, signpost.Verify{On: date("2026-05-06"), How: signpost.ByPhone}, byJess)
			require.False(t, r.Changed())
			require.Equal(t, signpost.Fresh, r.Freshness(p, now))
		})
	}
	aside := map[string]func(*signpost.Listing){
		"name": func(l *signpost.Listing) { l.Name = peer.Say("The Hill Garden") }, "organisation": func(l *signpost.Listing) { l.OrganisationName = peer.Say("Hill Growers CIC") },
		"categories": func(l *signpost.Listing) { l.Categories = []signpost.Category{signpost.PeerGroup} },
		"topics":     func(l *signpost.Listing) { l.Topics = nil }, "alert": func(l *signpost.Listing) { l.Now.Closed = true }, "source": func(l *signpost.Listing) { l.Source = signpost.SourceOf{} },
	}
	for name, change := range aside {
		t.Run("SIGN-03 another "+name+" is not gone by", func(t *testing.T) {
			r := resources.Done(t, records[signpost.Listed], signpost.Amend{Listing: with(change)}, byJess)
			require.Equal(t, signpost.Fresh, r.Freshness(p, now))
			require.Equal(t, with(change), r.Listing())
			require.Equal(t, signpost.Verified, resources.Done(t, records[signpost.Verified], signpost.Amend{Listing: with(change)}, byJess).Status())
		})
	}
	t.Run("SIGN-06 what is not listed yet is proposed again", func(t *testing.T) {
		r := resources.Done(t, records[signpost.Verified], signpost.Amend{Listing: with(goneBy["offers"])}, byJess)
		require.Equal(t, signpost.Proposed, r.Status())
		day, how := r.LastVerified()
		require.Equal(t, []any{peer.Date{}, signpost.HowVerified("")}, []any{day, how})
		only(t, resources.Tried(t, r, signpost.List{}, byJess), "SIGN-06 not-verified", "")
		for of, changed := range map[peer.Status]bool{signpost.Found: false, signpost.Proposed: false, signpost.Disputed: true} {
			r := resources.Done(t, records[of], signpost.Amend{Listing: with(goneBy["offers"])}, byJess)
			require.Equal(t, of, r.Status())
			require.Equal(t, changed, r.Changed())
		}
	})
}

func TestResourceDoubted(t *testing.T) {
	records := resourcesOf(t)
	listed := records[signpost.Listed]
	t.Run("SIGN-04 a doubt rests on no fact and no policy", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byMegan, byJess, byKay} {
			open(t, listed.Check(signpost.Dispute{Reason: signpost.NotThere}, act(by, whenNext, "x", listed), signpost.Facts{}))
		}
	})
	t.Run("SIGN-04, H02 where somebody was not safe, the question stays open and the doubt is kept", func(t *testing.T) {
		for answer, kind := range map[peer.Further]peer.SignalKind{
			{}: peer.SignalSafetyQuestion, {Answer: peer.Yes}: peer.SignalGoesFurther, {Answer: peer.No}: peer.SignalSafetyQuestion,
			{Answer: peer.Yes, Concern: "c1"}: "", {Answer: peer.No, Because: peer.TalkedThrough}: "",
		} {
			r, c, err := listed.Do(signpost.Dispute{Reason: signpost.NotSafe, Further: answer}, act(bySian, whenNext, "x", listed), signpost.Facts{})
			require.NoError(t, err)
			require.Equal(t, signpost.Disputed, r.Status())
			if kind == "" {
				require.Empty(t, c.Signals)
				continue
			}
			require.Len(t, c.Signals, 1)
			require.Equal(t, kind, c.Signals[0].Kind)
			require.Equal(t, row("SIGN-04", peer.ErrConcernRequired), c.Signals[0].Rule)
		}
		_, c, err := listed.Do(signpost.Dispute{Reason: signpost.NotThere}, act(bySian, whenNext, "x", listed), signpost.Facts{})
		require.NoError(t, err)
		require.Empty(t, c.Signals, "nobody is asked about a locked gate")
	})
	t.Run("SIGN-04, H02 somebody was not safe at a place that is gone, or never was listed", func(t *testing.T) {
		for _, of := range []peer.Status{signpost.Found, signpost.Disputed} {
			gone := resources.Done(t, records[of], signpost.Retire{Why: signpost.Unsuitable}, byJess)
			r, c, err := gone.Do(signpost.Dispute{Reason: signpost.NotSafe, Words: unsigned("he followed me")}, act(byBeatriz, whenNext, "x", gone), signpost.Facts{})
			require.NoError(t, err)
			require.Equal(t, []any{signpost.Retired, len(gone.Doubts()) + 1}, []any{r.Status(), len(r.Doubts())})
			require.Equal(t, peer.SignalSafetyQuestion, c.Signals[0].Kind)
			b, err := peer.Encode(r)
			require.NoError(t, err)
			_, err = signpost.DecodeResource(b)
			require.NoError(t, err)
		}
	})
	for name, c := range map[string]struct {
		by    peer.Actor
		words peer.Words
		may   bool
	}{
		"a person's own": {bySian, own(bySian, "x"), true}, "unsigned": {byMegan, unsigned("x"), true}, "none": {bySian, peer.Words{}, true}, "none, of somebody": {bySian, peer.Words{By: byBeatriz}, true},
		"the staff listened to a person": {byJess, own(bySian, "x"), true}, "the staff listened to a carer": {byJess, own(byMegan, "x"), true},
		"of another person": {bySian, own(byBeatriz, "x"), false}, "of the staff, by a person": {bySian, own(byJess, "x"), false}, "of a person, by a carer": {byMegan, own(bySian, "x"), false},
		"of two at once": {byJess, own(peer.Actor{Person: sian, Staff: jess}, "x"), false},
	} {
		t.Run("SIGN-04 words "+name, func(t *testing.T) {
			d := resources.Tried(t, listed, signpost.Dispute{Reason: signpost.NotThere, Words: c.words}, c.by)
			if c.may {
				open(t, d)
				return
			}
			only(t, d, "SIGN-04 persons-words-only", "/words")
		})
	}
	t.Run("SIGN-04 doubts come together, the newest twenty are kept", func(t *testing.T) {
		r := listed
		for i := range 25 {
			by := []peer.Actor{bySian, byMegan, byJess}[i%3]
			r = resources.Done(t, r, signpost.Dispute{Reason: signpost.NotThere, Words: unsigned("garden " + peer.Rev(i).String())}, by)
		}
		list := r.Doubts()
		require.Len(t, list, 20)
		require.Equal(t, "garden 5", list[0].Words.Text.Reveal())
		require.Equal(t, "garden 24", list[19].Words.Text.Reveal())
		require.Equal(t, peer.ByStaff(jess, ""), list[0].By)
		require.Equal(t, on(whenNext), list[0].At)
		list[0] = signpost.Doubt{}
		require.Equal(t, "garden 5", r.Doubts()[0].Words.Text.Reveal())
		r = resources.Done(t, r, signpost.Verify{On: date("2026-05-06"), How: signpost.ByPhone}, byJess)
		require.False(t, slices.ContainsFunc(r.Doubts(), func(d signpost.Doubt) bool { return d.Settled.IsZero() }))
		r = resources.Done(t, r, signpost.Dispute{Reason: signpost.NotSafe}, bySian)
		r = resources.Done(t, r, signpost.Verify{On: date("2026-05-06"), How: signpost.ByPhone}, byJess)
		require.Equal(t, signpost.Listed, r.Status())
	})
}

func TestFreshness(t *testing.T) {
	p := policy(t)
	old := func(l signpost.Listing, day string) signpost.Resource { return listedBy(t, l, byJess, day) }
	sector := func(s signpost.Sector, k signpost.ResourceKind) signpost.Listing {
		return with(func(l *signpost.Listing) { l.Sector, l.Kind = s, k })
	}
	for name, c := range map[string]struct {
		of     signpost.Listing
		day    string
		at     string
		answer signpost.Freshness
	}{
		"231 days of 180":                     {sector(signpost.SectorLocal, signpost.Service), "2025-09-01", "2026-04-20T10:00Z", signpost.Stale},
		"78 days of 90":                       {sector(signpost.SectorNational, signpost.Service), "2026-02-01", "2026-04-20T10:00Z", signpost.Fresh},
		"the last day, in summer time":        {sector(signpost.SectorNational, signpost.Service), "2026-02-01", "2026-05-02T22:59Z", signpost.Fresh},
		"the first moment after it":           {sector(signpost.SectorNational, signpost.Service), "2026-02-01", "2026-05-02T23:00Z", signpost.Stale},
		"a trust's last day":                  {sector(signpost.SectorTrust, signpost.Service), "2026-01-10", "2026-07-09T10:00Z", signpost.Fresh},
		"open access, its last day":           {sector(signpost.SectorOpenAccess, signpost.Service), "2026-01-10", "2026-07-09T10:00Z", signpost.Fresh},
		"any other, a day later":              {sector(signpost.SectorOther, signpost.Service), "2026-01-10", "2026-07-10T10:00Z", signpost.Stale},
		"crisis help has a shorter clock":     {sector(signpost.SectorTrust, signpost.Crisis), "2026-04-01", "2026-05-02T10:00Z", signpost.Stale},
		"crisis help on its last day":         {sector(signpost.SectorTrust, signpost.Crisis), "2026-04-01", "2026-05-01T10:00Z", signpost.Fresh},
		"of a month the first day counts":     {sector(signpost.SectorTrust, signpost.Crisis), "2026-04", "2026-05-02T10:00Z", signpost.Stale},
		"a course after its last session":     {sector(signpost.SectorTrust, signpost.Course), "2026-05-01", "2026-09-09T10:00Z", signpost.Over},
		"a course on the day of its last one": {sector(signpost.SectorTrust, signpost.Course), "2026-05-01", "2026-09-08T22:59Z", signpost.Fresh},
	} {
		t.Run("SIGN-03, SIGN-25, H24 "+name, func(t *testing.T) {
			require.Equal(t, c.answer, old(c.of, c.day).Freshness(p, on(c.at)))
		})
	}
	t.Run("SIGN-03 without a policy nothing is fresh, and so is what nobody made sure of", func(t *testing.T) {
		r := old(theListing(), "2026-05-04")
		require.Equal(t, signpost.Fresh, r.Freshness(p, on(whenNext)))
		require.Equal(t, signpost.Stale, r.Freshness(signpost.Policy{}, on(whenNext)))
		require.Equal(t, signpost.Stale, resourcesOf(t)[signpost.Proposed].Freshness(p, on(whenNext)))
		require.Equal(t, signpost.Stale, signpost.Resource{}.Freshness(p, on(whenNext)))
	})
}
