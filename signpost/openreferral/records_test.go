package openreferral_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

// taken is an entry after these steps of somebody on the staff, a day apart from 1 March.
func taken(t testing.TB, id string, l signpost.Listing, steps ...signpost.ResourceStep) signpost.Resource {
	t.Helper()
	at := func(rev peer.Rev) peer.Act {
		return peer.Act{By: peer.ByStaff("w4", ""), At: time.Date(2026, 3, 1+int(rev), 10, 0, 0, 0, time.UTC), ID: peer.RequestID("q" + rev.String()), Seen: rev}
	}
	facts := signpost.Facts{NoOther: peer.Yes}
	r, _, err := signpost.NewResource(signpost.Find{ID: id, Listing: l}, at(0), facts)
	require.NoError(t, err)
	for _, step := range steps {
		r, _, err = r.Do(step, at(r.Rev()), facts)
		require.NoError(t, err)
	}
	return r
}

// listing is an entry of the fixture that the directory here takes.
func listing(t testing.TB) (openreferral.Entry, signpost.Listing) {
	t.Helper()
	_, entries := readFixture(t, "service.json")
	return entries[0], entries[0].Listing
}

var toListed = []signpost.ResourceStep{signpost.Propose{}, signpost.Verify{On: peer.MustDate("2026-03-02"), How: signpost.ByPhone}, signpost.List{}}

func gone(why signpost.RetiredReason) []signpost.ResourceStep {
	return append(toListed[:3:3], signpost.Retire{Why: why})
}

func TestRecordsReadAgain(t *testing.T) {
	entry, l := listing(t)
	feed := func(changed string) openreferral.Feed {
		e := entry
		e.Listing.Hours, e.Listing.Source.Changed = nil, peer.MustDate(changed)
		e.Listing.Offers = peer.Say("Making and mending, and tea.")
		return openreferral.Feed{Directory: "tamarside", Entries: []openreferral.Entry{e}}
	}
	t.Run("SIGN-01, SIGN-03 read again, what was made sure of and what is only known here stays, and what changed is shown", func(t *testing.T) {
		here := l
		here.OffersNot, here.Reach.CannotServe = peer.Say("no lathe"), peer.Say("children")
		r := taken(t, "r1", here, toListed...)
		d := openreferral.Compare([]signpost.Resource{r}, feed("2026-03-20"))[0]
		require.Equal(t, []any{openreferral.Changed, r.Ref(), false}, []any{d.Sort, d.Resource, d.HereNewer})
		require.Equal(t, []string{"offers"}, names(d.Fields))
		want := here
		want.Offers, want.Source.Changed = peer.Say("Making and mending, and tea."), peer.MustDate("2026-03-20")
		require.Equal(t, want, d.Listing)
		next := taken(t, "r1", here, append(toListed[:3:3], signpost.Amend{Listing: d.Listing})...)
		on, how := next.LastVerified()
		require.Equal(t, []any{signpost.Listed, peer.MustDate("2026-03-02"), signpost.ByPhone, true}, []any{next.Status(), on, how, next.Changed()}, "somebody makes sure of it anew")
		require.Equal(t, openreferral.Unchanged, openreferral.Compare([]signpost.Resource{next}, feed("2026-03-20"))[0].Sort)
	})
	t.Run("SIGN-06 what was retired here stays retired, unless it had closed and may have opened again", func(t *testing.T) {
		for why, offered := range map[signpost.RetiredReason]bool{signpost.Closed: true, signpost.Merged: false, signpost.Unsuitable: false, signpost.DoubleEntry: false} {
			r := taken(t, "r1", l, gone(why)...) // on 5 March
			require.Empty(t, openreferral.Compare([]signpost.Resource{r}, feed("2026-03-05")), why)
			list := openreferral.Compare([]signpost.Resource{r}, feed("2026-03-06"))
			require.Equal(t, offered, len(list) == 1, why)
			if offered {
				require.Equal(t, []any{openreferral.New, r.Ref()}, []any{list[0].Sort, list[0].Resource})
			}
		}
		closed, unfit, living := taken(t, "r1", l, gone(signpost.Closed)...), taken(t, "r2", l, gone(signpost.Unsuitable)...), taken(t, "r3", l, toListed...)
		require.Empty(t, openreferral.Compare([]signpost.Resource{closed, unfit}, feed("2026-03-06")))
		require.Empty(t, openreferral.Compare([]signpost.Resource{unfit, closed}, feed("2026-03-06")))
		require.Equal(t, living.Ref(), openreferral.Compare([]signpost.Resource{living, unfit, closed}, feed("2026-03-06"))[0].Resource)
	})
}

func TestRecordsWritten(t *testing.T) {
	_, l := listing(t)
	doubt := signpost.Dispute{Reason: signpost.NotThere, Words: peer.Words{Text: peer.Say("CANARY")}}
	for name, c := range map[string]struct {
		steps  []signpost.ResourceStep
		status string
	}{
		"found": {nil, ""}, "proposed": {toListed[:1], ""}, "made sure of": {toListed[:2], ""}, "in doubt": {append(toListed[:3:3], doubt), ""},
		"listed": {toListed, `"status":"active"`}, "closed": {append(gone(signpost.Closed), doubt), `"status":"inactive"`}, "merged": {gone(signpost.Merged), `"status":"inactive"`},
		"unsuitable": {gone(signpost.Unsuitable), ""}, "a double entry": {gone(signpost.DoubleEntry), ""}, "retired and never listed": {[]signpost.ResourceStep{signpost.Retire{Why: signpost.Closed}}, ""},
	} {
		t.Run("SIGN-01, H13 "+name, func(t *testing.T) {
			var b, page bytes.Buffer
			r := taken(t, "r1", l, c.steps...)
			require.NoError(t, openreferral.WritePage(&page, []signpost.Resource{r}, openreferral.Paging{}))
			if err := openreferral.Write(&b, r); c.status == "" {
				require.ErrorIs(t, err, openreferral.ErrNotWritten)
				require.Contains(t, page.String(), `"contents":[]`)
				return
			}
			require.Contains(t, b.String(), c.status)
			require.Contains(t, b.String(), `"assured_date":"2026-03-02"`)
			require.Contains(t, page.String(), c.status)
			require.NotContains(t, b.String()+page.String(), "CANARY")
			require.NotContains(t, b.String()+page.String(), "w4")
		})
	}
}
