package signpost_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func TestResourceReading(t *testing.T) {
	records := resourcesOf(t)
	parts := func(r signpost.Resource, by peer.Reading) string {
		v, err := r.View(by)
		require.NoError(t, err)
		var sees []string
		for _, part := range []string{"listing", "standing", "checks"} {
			require.Equal(t, v.Sees(part), r.Sees(part, by))
			if v.Sees(part) {
				sees = append(sees, part)
			}
		}
		return strings.Join(sees, " ")
	}
	for name, by := range readers.Every() {
		alone, _, _ := strings.Cut(name, " ")
		everything, shown, hidden := "listing standing checks", "listing standing", ""
		for status, r := range records {
			listed := status == signpost.Listed || status == signpost.Disputed || status == signpost.Retired
			want := map[bool]string{true: shown, false: hidden}[listed]
			switch alone {
			case "jess", "kay", "rowan":
				want = everything
			case "sian":
				want = shown // she found it
			case "nobody", "two":
				want = hidden
			}
			require.Equal(t, want, parts(r, by), "%s reads %s", name, status)
		}
	}
	t.Run("SIGN-06 staff with the finder's id have not found it, and the worker's line is staff", func(t *testing.T) {
		require.Empty(t, parts(records[signpost.Found], readers.Reading(peer.ByCarer(peer.CarerID(sian)), peer.ForSupport)))
		line := readers.Reading(byKay, peer.ForSupervision)
		line.Lines = peer.Lines{Supervisor: kay}
		require.Equal(t, "listing standing checks", parts(records[signpost.Found], line))
	})
	t.Run("SIGN-06, H13 who found it is told by what sort of somebody, and never by an id", func(t *testing.T) {
		for _, status := range []peer.Status{signpost.Listed, signpost.Disputed, signpost.Retired} {
			for _, by := range []peer.Actor{byBeatriz, byMegan} {
				b := shownTo(t, records[status], by)
				require.Contains(t, b, `"foundBy":"person"`)
				require.NotContains(t, b, `"p4"`)
				require.NotContains(t, b, "w4")
				require.NotContains(t, b, "the garden gate was locked")
			}
		}
		doubted := shownTo(t, records[signpost.Disputed], byKay)
		for _, said := range []string{"the garden gate was locked", `"reason":"not-there"`, `"by":"person"`, `"by":"w4"`} {
			require.Contains(t, doubted, said)
		}
		require.NotContains(t, doubted, `"p4"`, "those who make sure need not know who doubted it")
		require.NotContains(t, shownTo(t, records[signpost.Listed], byKay), `"p4"`, "nor to the staff")
		require.Contains(t, shownTo(t, listedBy(t, theListing(), byMegan, "2026-05-01"), bySian), `"foundBy":"carer"`)
		require.Contains(t, shownTo(t, listedBy(t, theListing(), byKay, "2026-05-01"), bySian), `"foundBy":"staff"`)
	})
	t.Run("SIGN-03 how it stands is told to everybody", func(t *testing.T) {
		b := shownTo(t, records[signpost.Retired], byBeatriz)
		for _, said := range []string{`"verified":"2026-05-05"`, `"how":"phone"`, `"why":"closed"`, `"listed":`} {
			require.Contains(t, b, said)
		}
		require.NotContains(t, b, `"changed":true`)
		amended := resources.Done(t, records[signpost.Listed], signpost.Amend{Listing: with(func(l *signpost.Listing) { l.Offers = peer.Say("tea") })}, byJess)
		require.Contains(t, shownTo(t, amended, byBeatriz), `"changed":true`)
	})
}

func shownTo(t testing.TB, r signpost.Resource, by peer.Actor) string {
	t.Helper()
	return steptest.Seen(t, r, readers.Reading(by, peer.ForSupport))
}

func TestResourceGivesCopies(t *testing.T) {
	r := resourcesOf(t)[signpost.Retired]
	before, err := peer.Encode(r)
	require.NoError(t, err)
	l := r.Listing()
	require.Equal(t, theListing(), l)
	l.Categories[0], l.Topics[0], l.Contacts[0], l.Hours[0], l.Languages[0], l.Features[0], l.Sessions.Days[0] = "", "", signpost.ContactPoint{}, signpost.Opening{}, "", signpost.Feature{}, signpost.Session{}
	r.Doubts()[0] = signpost.Doubt{}
	after, err := peer.Encode(r)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
	require.Equal(t, []any{bySian, on(whenSaid), on(whenNext), signpost.Closed, false, false}, []any{r.Finder(), r.Found(), r.ListedAt(), r.Why(), r.Crisis(), r.Changed()})
	require.Equal(t, peer.ByStaff(jess, ""), resources.Done(t, signpost.Resource{}, found(theListing()), byJess).Finder(), "a finder has no role")
}

// entries answers a form about the directory.
func entries(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch {
		case path == "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case path == "/on":
			return now.AddDate(0, 0, 1-draw(6)).Format(time.DateOnly)
		case path == "/listing/kind":
			return steptest.OneOf(draw, "service", "service", "course", "online", "crisis")
		case path == "/listing/offers":
			return steptest.OneOf(draw, "a garden", "a garden", "a garden and tea", "ask for Ahmed")
		case path == "/listing/name":
			return steptest.OneOf(draw, "The garden", "the  garden", "The shed")
		case path == "/listing/contacts":
			return []any{map[string]any{"kind": "phone", "value": steptest.Mostly(draw, "999", "nobody")}}
		case path == "/listing/digital/given":
			return draw(2) == 0
		case path == "/listing/digital/safety":
			return steptest.OneOf[any](draw, steptest.Absent, "look after yourself")
		case path == "/listing/sessions/days":
			return steptest.OneOf[any](draw, steptest.Absent, []any{map[string]any{"on": now.AddDate(0, 0, 5-draw(10)).Format(time.DateOnly)}})
		case path == "/words" && draw(2) == 0:
			w := map[string]any{"text": "no garden there"}
			if by := steptest.OneOf(draw, "", "person", "carer"); by != "" {
				w["by"] = map[string]any{by: "p4"}
			}
			return w
		case path == "/reason", path == "/how", path == "/why":
			return steptest.OneOf(draw, append([]string(nil), f.Options...)...)
		case path == "/further/answer":
			return steptest.OneOf(draw, "yes", "no", "unknown")
		}
		return nil
	}
}

func TestResourceHistories(t *testing.T) {
	p := policy(t)
	resources.Histories(t, entries, func(t require.TestingT, r signpost.Resource, c peer.Change) {
		day, how := r.LastVerified()
		switch r.Status() {
		case signpost.Found, signpost.Proposed:
			require.Zero(t, day)
		case signpost.Verified, signpost.Listed, signpost.Disputed:
			require.NotZero(t, day, "SIGN-06 nothing is listed before somebody made sure")
			require.True(t, how.Known())
			require.False(t, day.After(date(c.At.Add(14*time.Hour).Format(time.DateOnly))), "SIGN-03 never in the future")
		}
		if c.From != c.To && c.To != signpost.Disputed && c.To != signpost.Found && c.To != signpost.Proposed {
			require.Equal(t, peer.PartyStaff, c.As)
		}
		require.True(t, c.To != signpost.Listed || c.From == signpost.Verified || c.From == signpost.Listed || c.Do == "verify")
		require.NotEmpty(t, r.Listing().Contacts)
		require.True(t, r.Listing().Kind != signpost.Online || !r.Listing().Digital.Safety.IsZero(), "SIGN-20")
		require.True(t, !r.Changed() || r.Freshness(p, c.At) != signpost.Fresh)
		require.False(t, r.Status() == signpost.Proposed && r.Sees("listing", readers.Reading(byBeatriz, peer.ForSupport)) && r.Finder() != byBeatriz)
		require.Empty(t, c.For)
		for _, s := range c.Signals {
			require.Empty(t, s.About, "a directory is about nobody")
		}
	})
}

func TestResourceStored(t *testing.T) {
	records := resourcesOf(t)
	resources.Goldens(t, records)
	type obj = map[string]any
	const never, some = "0001-01-01T00:00:00.000Z", "2026-05-04T10:00:00.000Z"
	verified := obj{"on": "2026-05-04", "how": "phone", "by": "w4", "at": some}
	doubts := []any{obj{"reason": "not-there", "by": obj{"person": "p4"}, "at": some}}
	settled := []any{obj{"reason": "not-there", "by": obj{"person": "p4"}, "at": some, "settled": some}}
	resources.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: signpost.Found, Path: "/finder", Value: obj{}, Heard: "/finder"},
		{Of: signpost.Found, Path: "/finder/staff", Value: "w4", Heard: "/finder"},
		{Of: signpost.Found, Path: "/finder/role", Value: "peer-worker", Heard: "/finder"},
		{Of: signpost.Found, Path: "/found", Value: never, Heard: "/found"},
		{Of: signpost.Found, Path: "/verified", Value: verified, Heard: "/verified"},
		{Of: signpost.Found, Path: "/listed", Value: some, Heard: "/listed"},
		{Of: signpost.Found, Path: "/changed", Value: some, Heard: "/doubts"},
		{Of: signpost.Found, Path: "/doubts", Value: settled, Heard: "/doubts"},
		{Of: signpost.Found, Path: "/why", Value: "closed", Heard: "/why"},
		{Of: signpost.Found, Path: "/listing/name", Value: "", Heard: "/listing/name"},
		{Of: signpost.Found, Path: "/listing/kind", Value: "pub", Heard: "/listing/kind"},
		{Of: signpost.Found, Path: "/listing/contacts", Value: []any{}, Heard: "/listing/contacts"},
		{Of: signpost.Found, Path: "/listing/contacts/1/value", Value: "call", Heard: "/listing/contacts"},
		{Of: signpost.Found, Path: "/listing/categories/0", Value: "therapy", Heard: "/listing/categories/0"},
		{Of: signpost.Found, Path: "/listing/offers", Value: "", Heard: "/listing/offers"},
		{Of: signpost.Found, Path: "/listing/offers", Value: "ask for 999 000 1049", Heard: "/listing"},
		{Of: signpost.Found, Path: "/listing/place/latitude", Value: 0, Heard: "/listing/place"},
		{Of: signpost.Found, Path: "/listing/place/latitude", Value: 90_000_001, Heard: "/listing/place/latitude"},
		{Of: signpost.Found, Path: "/listing/reach/minimumAge", Value: 91, Heard: "/listing/reach/maximumAge"},
		{Of: signpost.Found, Path: "/listing/features/1/need", Value: "step-free", Heard: "/listing/features"},
		{Of: signpost.Found, Path: "/listing/digital/safety", Value: "", Heard: "/listing/digital/safety"},
		{Of: signpost.Found, Path: "/listing/digital/given", Value: false, Heard: "/listing/digital/given"},
		{Of: signpost.Found, Path: "/listing/sessions/days/0/on", Value: "", Heard: "/listing/sessions/days/0/on"},
		{Of: signpost.Proposed, Path: "/verified", Value: verified, Heard: "/verified"},
		{Of: signpost.Verified, Path: "/verified", Value: obj{}, Heard: "/verified"},
		{Of: signpost.Verified, Path: "/verified/on", Value: "", Heard: "/verified"},
		{Of: signpost.Verified, Path: "/verified/how", Value: "", Heard: "/verified"},
		{Of: signpost.Verified, Path: "/verified/how", Value: "dreamt", Heard: "/verified/how"},
		{Of: signpost.Verified, Path: "/verified/by", Value: "", Heard: "/verified"},
		{Of: signpost.Verified, Path: "/verified/at", Value: never, Heard: "/verified"},
		{Of: signpost.Verified, Path: "/verified/on", Value: "2026-05-08", Heard: "/verified"},
		{Of: signpost.Verified, Path: "/listed", Value: some, Heard: "/listed"},
		{Of: signpost.Listed, Path: "/verified", Value: obj{}, Heard: "/verified"},
		{Of: signpost.Listed, Path: "/listed", Value: never, Heard: "/listed"},
		{Of: signpost.Listed, Path: "/doubts", Value: doubts, Heard: "/doubts"},
		{Of: signpost.Disputed, Path: "/doubts", Value: []any{}, Heard: "/doubts"},
		{Of: signpost.Disputed, Path: "/doubts", Value: settled, Heard: "/doubts"},
		{Of: signpost.Disputed, Path: "/doubts/0/reason", Value: "", Heard: "/doubts/0/reason"},
		{Of: signpost.Disputed, Path: "/doubts/0/by", Value: obj{}, Heard: "/doubts/0/by"},
		{Of: signpost.Disputed, Path: "/doubts/0/by", Value: obj{"person": "p6"}, Heard: "/doubts"},
		{Of: signpost.Disputed, Path: "/doubts/0/by/role", Value: "patient", Heard: "/doubts"},
		{Of: signpost.Disputed, Path: "/doubts/0/words/by", Value: obj{"carer": "megan"}, Heard: "/doubts"},
		{Of: signpost.Disputed, Path: "/doubts/0/words/by", Value: obj{}, Heard: "/doubts"},
		{Of: signpost.Disputed, Path: "/doubts/0/words/text", Value: "", Heard: "/doubts"},
		{Of: signpost.Disputed, Path: "/doubts/0/words/text", Value: strings.Repeat("x", 2001), Heard: "/doubts/0/words/text"},
		{Of: signpost.Disputed, Path: "/doubts/0/at", Value: never, Heard: "/doubts/0/at"},
		{Of: signpost.Disputed, Path: "/listed", Value: never, Heard: "/listed"},
		{Of: signpost.Retired, Path: "/doubts", Value: doubts, Heard: ""},
		{Of: signpost.Retired, Path: "/why", Value: "", Heard: "/why"},
		{Of: signpost.Retired, Path: "/verified", Value: obj{}, Heard: "/verified"},
		{Of: signpost.Retired, Path: "/changed", Value: some, Heard: ""},
	})
}
