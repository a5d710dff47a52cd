package openreferral_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

func names(fields []openreferral.Field) []string {
	out := []string{}
	for _, f := range fields {
		out = append(out, f.Name)
	}
	return out
}

func TestCompare(t *testing.T) {
	_, entries := readFixture(t, "service.json")
	before := entries[0]
	feed := func(entries ...openreferral.Entry) openreferral.Feed {
		return openreferral.Feed{Directory: "tamarside", Entries: entries}
	}
	kept := func(edit func(*signpost.Listing)) []openreferral.Held {
		l := before.Listing
		edit(&l)
		return []openreferral.Held{openreferral.NewHeld("r1", signpost.Listed, l, peer.MustDate("2026-04-01"), "")}
	}
	one := func(t *testing.T, known []openreferral.Held, f openreferral.Feed) openreferral.Difference {
		t.Helper()
		all := openreferral.CompareHeld(known, f)
		require.Len(t, all, 1)
		return all[0]
	}
	same := func(*signpost.Listing) {}

	t.Run("SIGN-03 the same twice is no difference", func(t *testing.T) {
		d := one(t, kept(same), feed(before))
		require.Equal(t, openreferral.Unchanged, d.Sort)
		require.Equal(t, peer.Ref{Kind: signpost.KindResource, ID: "r1"}, d.Resource)
		require.Empty(t, d.Fields)
		require.True(t, d.Assured.IsZero(), "somebody here made sure of it later")
		require.True(t, d.HereNewer)
	})
	t.Run("SIGN-03 what changed, field by field, and nothing is changed by it", func(t *testing.T) {
		known := kept(func(l *signpost.Listing) {
			l.Name, l.Now.Closed, l.Reach.MinimumAge, l.Hours = peer.Say("Shed"), true, 16, nil
		})
		d := one(t, known, feed(before))
		require.Equal(t, openreferral.Changed, d.Sort)
		require.Equal(t, []string{"name", "hours", "reach/minimumAge", "now/closed"}, names(d.Fields))
		require.Equal(t, []string{`"Shed"`, `"Harbour Craft Shed"`}, []string{d.Fields[0].Here.Reveal(), d.Fields[0].There.Reveal()})
		require.Equal(t, before.Listing, d.Listing)
		require.Equal(t, "Shed", known[0].Listing().Name.Reveal())
	})
	t.Run("SIGN-03 every member that is compared tells a difference", func(t *testing.T) {
		for name := range openreferral.Fields(before.Listing) {
			require.NotEmpty(t, openreferral.Fields(before.Listing)[name], name)
		}
		all := openreferral.Entry{ID: before.ID, Outcome: openreferral.Imported, Listing: before.Listing}
		all.Listing.Reach.Serves, all.Listing.Reach.MaximumAge = peer.Say("x"), 60
		d := one(t, []openreferral.Held{openreferral.NewHeld("r1", signpost.Listed, signpost.Listing{Source: before.Listing.Source, Now: signpost.RightNow{Closed: true}}, peer.Date{}, "")}, feed(all))
		require.Len(t, d.Fields, len(openreferral.Fields(signpost.Listing{})))
		require.Equal(t, peer.MustDate("2026-03-01"), d.Assured)
		require.False(t, d.HereNewer)
	})
	t.Run("SIGN-03 what is only known here stays, an alert that ended is told", func(t *testing.T) {
		bare := before
		bare.Listing.Features, bare.Listing.Languages, bare.Listing.Topics, bare.Listing.Now = nil, nil, nil, signpost.RightNow{}
		d := one(t, kept(func(l *signpost.Listing) {
			l.OffersNot, l.Reach.CannotServe = peer.Say("No tea."), peer.Say("Nobody under 18.")
		}), feed(bare))
		require.Equal(t, []string{"now/alert"}, names(d.Fields))
	})
	t.Run("SIGN-03 of an item of a list only what it holds", func(t *testing.T) {
		_, page := readFixture(t, "page.json")
		item := page[0]
		item.ID, item.Listing.Source.ID = before.ID, before.ID
		d := one(t, kept(same), feed(item))
		require.Equal(t, []string{"name", "now/alert"}, names(d.Fields))
	})
	t.Run("SIGN-03 new, gone, unreadable, and what was retired here", func(t *testing.T) {
		entry := func(id string, o openreferral.Outcome) openreferral.Entry {
			e := openreferral.Entry{ID: id, Outcome: o}
			if o == openreferral.Imported {
				e.Listing = before.Listing
				e.Listing.Source.ID = id
			}
			return e
		}
		from := func(id, directory string) openreferral.Held {
			return openreferral.NewHeld("r-"+id, signpost.Listed, signpost.Listing{Source: signpost.SourceOf{Directory: directory, ID: id}}, peer.Date{}, "")
		}
		retired := openreferral.NewHeld("r-retired", signpost.Retired, signpost.Listing{Source: signpost.SourceOf{Directory: "tamarside", ID: "retired"}}, peer.Date{}, "")
		known := []openreferral.Held{retired, from("gone", "tamarside"), from("broken", "tamarside"), from("missing", "tamarside"), from("new", "elsewhere"), from("", "")}
		f := feed(entry("retired", openreferral.Imported), entry("new", openreferral.Imported), entry("gone", openreferral.Gone), entry("broken", openreferral.LeftOut),
			entry("", openreferral.LeftOut), entry("never", openreferral.Gone), entry("torn", openreferral.LeftOut), entry("new", openreferral.Imported))
		short := func(all []openreferral.Difference) []string {
			out := []string{}
			for _, d := range all {
				out = append(out, string(d.Sort)+" "+d.ID+" "+d.Resource.ID)
			}
			return out
		}
		require.Equal(t, []string{"new new ", "no-longer gone r-gone", "unreadable broken r-broken"}, short(openreferral.CompareHeld(known, f)))
		f.Whole = true
		require.Equal(t, []string{"new new ", "no-longer gone r-gone", "no-longer missing r-missing", "unreadable broken r-broken"}, short(openreferral.CompareHeld(known, f)))
		require.Empty(t, openreferral.Compare(nil, openreferral.Feed{}))
	})
}
