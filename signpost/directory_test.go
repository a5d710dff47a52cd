package signpost_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// entry is a listed entry with an id, made sure of on a day.
func entry(t testing.TB, id, day string, change func(*signpost.Listing)) signpost.Resource {
	t.Helper()
	f := facts(t)
	r, _, err := signpost.NewResource(signpost.Find{ID: id, Listing: with(change)}, act(byJess, whenSaid, "a1", nil), f)
	require.NoError(t, err)
	for i, step := range []resourceStep{signpost.Propose{}, signpost.Verify{On: date(day), How: signpost.ByPhone}, signpost.List{}} {
		r, _, err = r.Do(step, act(byJess, whenNext, fmt.Sprint("b", i), r), f)
		require.NoError(t, err)
	}
	return r
}

func called(name string) func(*signpost.Listing) {
	return func(l *signpost.Listing) { l.Name = peer.Say(name) }
}

func ids(list []signpost.Resource) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.Ref().ID)
	}
	return out
}

func TestDirectory(t *testing.T) {
	a, b := entry(t, "a", "2026-05-01", called("A")), entry(t, "b", "2026-05-01", called("B"))
	newer := resources.Done(t, a, signpost.Retire{Why: signpost.Closed}, byJess)
	d := signpost.NewDirectory([]signpost.Resource{b, a, {}, newer, a})
	t.Run("SIGN-01 it finds the newest of each", func(t *testing.T) {
		require.Equal(t, 2, d.Len())
		require.Equal(t, []string{"a", "b"}, ids(slices.Collect(d.All())))
		r, ok := d.Find("a")
		require.True(t, ok)
		require.Equal(t, signpost.Retired, r.Status())
		_, ok = d.Find("c")
		require.False(t, ok)
		_, ok = d.Find("")
		require.False(t, ok)
	})
	t.Run("SIGN-01 what a caller does with their list changes nothing", func(t *testing.T) {
		list := []signpost.Resource{b, a}
		d := signpost.NewDirectory(list)
		require.Equal(t, "b", list[0].Ref().ID)
		list[0], list[1] = signpost.Resource{}, signpost.Resource{}
		require.Equal(t, []string{"a", "b"}, ids(slices.Collect(d.All())))
	})
	t.Run("SIGN-01 no directory knows nothing", func(t *testing.T) {
		require.Equal(t, peer.Unknown, signpost.Directory{}.NoOther(theListing()))
		require.Equal(t, peer.Yes, signpost.NewDirectory(nil).NoOther(theListing()))
		require.Empty(t, signpost.Directory{}.Duplicates(theListing()))
		require.Empty(t, signpost.Directory{}.Stale(policy(t), on(whenNext)))
		require.Zero(t, signpost.Directory{}.Len())
		_, ok := signpost.Directory{}.Find("a")
		require.False(t, ok)
		require.Empty(t, slices.Collect(signpost.Directory{}.All()))
	})
}

func TestDirectoryDuplicates(t *testing.T) {
	r := entry(t, "r1", "2026-05-01", reach(signpost.ContactWeb, "https://www.hill.example/garden/"))
	d := signpost.NewDirectory([]signpost.Resource{r})
	apart := func(l *signpost.Listing) {
		l.Name, l.Contacts = peer.Say("Something else"), []signpost.ContactPoint{{Kind: signpost.ContactVisit, Value: peer.Say("1 Hill Road")}}
	}
	for name, c := range map[string]struct {
		change  func(*signpost.Listing)
		noOther peer.Tri
		alike   bool
	}{
		"the same":                                  {func(*signpost.Listing) {}, peer.No, true},
		"in capitals and with spaces":               {called(" THE garden  on the HILL"), peer.No, true},
		"its organisation's id in capitals":         {func(l *signpost.Listing) { l.Organisation = "ORG-1" }, peer.No, true},
		"its organisation by name alone":            {func(l *signpost.Listing) { l.Organisation = "" }, peer.No, true},
		"its organisation called something else":    {func(l *signpost.Listing) { l.OrganisationName = peer.Say("HG") }, peer.No, true},
		"another organisation":                      {func(l *signpost.Listing) { l.Organisation = "org-2" }, peer.Yes, true},
		"another organisation by name":              {func(l *signpost.Listing) { l.Organisation, l.OrganisationName = "", peer.Say("Dale Growers") }, peer.Yes, true},
		"another name, the same telephone":          {called("Hill Garden"), peer.Yes, true},
		"another area, the same telephone":          {func(l *signpost.Listing) { l.Area = "a4" }, peer.Yes, true},
		"nothing in common but where to go":         {apart, peer.Yes, false},
		"the same telephone from abroad":            {func(l *signpost.Listing) { apart(l); reach(signpost.ContactPhone, "+44 (0)1632 960 001")(l) }, peer.Yes, true},
		"the same telephone from abroad, in digits": {func(l *signpost.Listing) { apart(l); reach(signpost.ContactSMS, "0044 1632-960001")(l) }, peer.Yes, true},
		"another telephone":                         {func(l *signpost.Listing) { apart(l); reach(signpost.ContactPhone, "01632 960002")(l) }, peer.Yes, false},
		"a number that begins with 44":              {func(l *signpost.Listing) { apart(l); reach(signpost.ContactPhone, "44 1632 960001")(l) }, peer.Yes, false},
		"the same place on the web":                 {func(l *signpost.Listing) { apart(l); reach(signpost.ContactWeb, "http://hill.EXAMPLE/garden")(l) }, peer.Yes, true},
		"another page of it":                        {func(l *signpost.Listing) { apart(l); reach(signpost.ContactWeb, "http://hill.example/cafe")(l) }, peer.Yes, false},
		"an address that looks like it":             {func(l *signpost.Listing) { apart(l); reach(signpost.ContactEmail, "garden@hill.example")(l) }, peer.Yes, false},
	} {
		t.Run("SIGN-01 "+name, func(t *testing.T) {
			require.Equal(t, c.noOther, d.NoOther(with(c.change)))
			require.Equal(t, c.alike, slices.Contains(d.Duplicates(with(c.change)), r.Ref()))
			require.Equal(t, peer.Yes, d.NoOther(with(c.change), "r1"), "the entry itself is no other")
			require.Empty(t, d.Duplicates(with(c.change), "r1"))
		})
	}
	t.Run("SIGN-01 the same address for letters", func(t *testing.T) {
		d := signpost.NewDirectory([]signpost.Resource{entry(t, "r1", "2026-05-01", reach(signpost.ContactEmail, "Hello@hill.example"))})
		require.Len(t, d.Duplicates(with(func(l *signpost.Listing) { apart(l); reach(signpost.ContactEmail, "hello@HILL.example")(l) })), 1)
	})
	t.Run("SIGN-01 what is retired stands in nobody's way", func(t *testing.T) {
		d := signpost.NewDirectory([]signpost.Resource{resources.Done(t, r, signpost.Retire{Why: signpost.Closed}, byJess)})
		require.Equal(t, peer.Yes, d.NoOther(theListing()))
		require.Empty(t, d.Duplicates(theListing()))
	})
	t.Run("SIGN-01 what may be the same is listed once each, by id, whatever order it came in", func(t *testing.T) {
		list := []signpost.Resource{entry(t, "c", "2026-05-01", func(*signpost.Listing) {}), r, entry(t, "b", "2026-05-01", called("B"))}
		want := []peer.Ref{{Kind: signpost.KindResource, ID: "b"}, {Kind: signpost.KindResource, ID: "c"}, {Kind: signpost.KindResource, ID: "r1"}}
		for range 5 {
			rand.New(rand.NewPCG(1, uint64(len(list)))).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			require.Equal(t, want, signpost.NewDirectory(list).Duplicates(theListing()))
		}
	})
}

func TestDirectoryStale(t *testing.T) {
	p := policy(t)
	crisis := func(l *signpost.Listing) { l.Kind = signpost.Crisis }
	course := func(l *signpost.Listing) {
		l.Kind, l.Sessions.Days = signpost.Course, []signpost.Session{{On: date("2026-05-10")}}
	}
	fresh, old, older := entry(t, "fresh", "2026-05-01", called("1")), entry(t, "z-old", "2025-10-01", called("2")), entry(t, "older", "2025-09-01", called("3"))
	helpline, twin := entry(t, "helpline", "2026-04-01", crisis), entry(t, "a-twin", "2025-09-01", called("4"))
	over := entry(t, "over", "2026-05-02", course)
	doubted := resources.Done(t, entry(t, "doubted", "2025-08-01", called("5")), theDoubt(), bySian)
	changed := resources.Done(t, entry(t, "changed", "2026-05-03", called("6")), signpost.Amend{Listing: with(func(l *signpost.Listing) { called("6")(l); l.Offers = peer.Say("tea") })}, byJess)
	gone := resources.Done(t, entry(t, "gone", "2025-01-01", called("7")), signpost.Retire{Why: signpost.Closed}, byJess)
	list := []signpost.Resource{fresh, old, older, helpline, over, doubted, changed, gone, twin, resourcesOf(t)[signpost.Proposed]}
	want := []string{"helpline", "doubted", "a-twin", "older", "z-old", "over", "changed"}
	rng := rand.New(rand.NewPCG(20260504, 3))
	for range 10 {
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		require.Equal(t, want, ids(signpost.NewDirectory(list).Stale(p, on("2026-05-20T10:00Z"))), "SIGN-03, H24 crisis help first, then the oldest")
	}
	require.Len(t, signpost.NewDirectory(list).Stale(signpost.Policy{}, on("2026-05-20T10:00Z")), 8, "without a policy nothing is fresh")
}

func TestDirectoryDue(t *testing.T) {
	p := policy(t)
	due := func(r signpost.Resource, at string) []peer.Deadline {
		list, err := signpost.Due([]peer.Record{r}, worldOfSignposts(t), on(at))
		require.NoError(t, err)
		return list
	}
	r := entry(t, "r1", "2026-05-01", called("1"))
	t.Run("SIGN-03 it is made sure of by the end of its span", func(t *testing.T) {
		require.Equal(t, []peer.Deadline{{ID: "SIGN-03.resource/r1.verify-due.2026-10-28", Rule: row("SIGN-03", signpost.ErrVerifyDue), About: r.Ref(), Owes: peer.PartyStaff,
			Since: on("2026-04-30T23:00Z"), Due: peer.DueOn(date("2026-10-28")), State: peer.DeadlineOpen, Policy: p.Digest()}}, due(r, "2026-06-01T10:00Z"))
	})
	crisis := entry(t, "999", "2026-05-01", func(l *signpost.Listing) { l.Kind = signpost.Crisis })
	day := func(r signpost.Resource) string { return due(r, "2026-06-01T10:00Z")[0].Due.String() }
	t.Run("SIGN-03, H24 crisis help has a shorter clock", func(t *testing.T) { require.Equal(t, "2026-05-31", day(crisis)) })
	doubted := resources.Done(t, crisis, theDoubt(), bySian)
	doubted, _, err := doubted.Do(signpost.Dispute{Reason: signpost.NotReachable}, act(byMegan, "2026-05-08T10:00Z", "again", doubted), facts(t))
	require.NoError(t, err)
	t.Run("SIGN-04, H24 crisis help that somebody doubted is made sure of that day", func(t *testing.T) {
		require.Equal(t, "2026-05-06", day(doubted))
		require.Equal(t, on(whenNext), due(doubted, "2026-06-01T10:00Z")[0].Since)
		require.Equal(t, "2026-10-28", day(resources.Done(t, r, theDoubt(), bySian)), "anything else waits its turn, and is marked")
		settled, _, err := doubted.Do(signpost.Verify{On: date("2026-05-08"), How: signpost.ByPhone}, act(byJess, "2026-05-08T12:00Z", "sure", doubted), facts(t))
		require.NoError(t, err)
		require.Equal(t, "2026-06-07", day(settled))
	})
	t.Run("SIGN-03 what was changed is made sure of that day", func(t *testing.T) {
		require.Equal(t, "2026-05-06", day(resources.Done(t, r, signpost.Amend{Listing: with(func(l *signpost.Listing) { called("1")(l); l.Offers = peer.Say("tea") })}, byJess)))
	})
	t.Run("SIGN-25 of a course that is over nothing is owed, nor of what nobody is shown", func(t *testing.T) {
		course := entry(t, "c", "2026-05-01", func(l *signpost.Listing) { l.Sessions.Days = []signpost.Session{{On: date("2026-05-31")}} })
		require.Len(t, due(course, "2026-05-31T22:59Z"), 1)
		require.Empty(t, due(course, "2026-05-31T23:00Z"))
		for _, status := range []peer.Status{signpost.Found, signpost.Proposed, signpost.Verified, signpost.Retired} {
			require.Empty(t, due(resourcesOf(t)[status], "2026-06-01T10:00Z"))
		}
		list, err := signpost.Due([]peer.Record{r}, peer.World{Calendar: p.Calendar()}, on(whenNext))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.Empty(t, list)
	})
}
