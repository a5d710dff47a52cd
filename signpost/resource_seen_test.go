package signpost_test

import (
	"encoding/json"
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
	for name, by := range readersOf() {
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
			require.Equal(t, want, parts(r, by.reading()), "%s reads %s", name, status)
		}
	}
	t.Run("SIGN-06 staff with the finder's id have not found it, and the worker's line is staff", func(t *testing.T) {
		require.Empty(t, parts(records[signpost.Found], reader{peer.ByCarer(peer.CarerID(sian)), peer.ForSupport}.reading()))
		line := reader{byKay, peer.ForSupervision}.reading()
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
		amended := done(t, resourceKind, records[signpost.Listed], resourceStep(signpost.Amend{Listing: with(func(l *signpost.Listing) { l.Offers = peer.Say("tea") })}), byJess)
		require.Contains(t, shownTo(t, amended, byBeatriz), `"changed":true`)
	})
}

func shownTo(t testing.TB, r signpost.Resource, by peer.Actor) string {
	t.Helper()
	v, err := r.View(reader{by, peer.ForSupport}.reading())
	require.NoError(t, err)
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
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
	require.Equal(t, peer.ByStaff(jess, ""), done(t, resourceKind, signpost.Resource{}, resourceStep(found(theListing())), byJess).Finder(), "a finder has no role")
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
	histories(t, resourceKind, entries, func(t require.TestingT, r signpost.Resource, c peer.Change) {
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
		require.False(t, r.Status() == signpost.Proposed && r.Sees("listing", reader{byBeatriz, peer.ForSupport}.reading()) && r.Finder() != byBeatriz)
		require.Empty(t, c.For)
		for _, s := range c.Signals {
			require.Empty(t, s.About, "a directory is about nobody")
		}
	})
}

func TestResourceStored(t *testing.T) {
	records := resourcesOf(t)
	goldens(t, signpost.DecodeResource, records)
	type obj = map[string]any
	const never, some = "0001-01-01T00:00:00.000Z", "2026-05-04T10:00:00.000Z"
	verified := obj{"on": "2026-05-04", "how": "phone", "by": "w4", "at": some}
	doubts := []any{obj{"reason": "not-there", "by": obj{"person": "p4"}, "at": some}}
	settled := []any{obj{"reason": "not-there", "by": obj{"person": "p4"}, "at": some, "settled": some}}
	unreadable(t, signpost.DecodeResource, records, []hostile{
		{signpost.Found, "/finder", obj{}, "/finder"},
		{signpost.Found, "/finder/staff", "w4", "/finder"},
		{signpost.Found, "/finder/role", "peer-worker", "/finder"},
		{signpost.Found, "/found", never, "/found"},
		{signpost.Found, "/verified", verified, "/verified"},
		{signpost.Found, "/listed", some, "/listed"},
		{signpost.Found, "/changed", some, "/doubts"},
		{signpost.Found, "/doubts", settled, "/doubts"},
		{signpost.Found, "/why", "closed", "/why"},
		{signpost.Found, "/listing/name", "", "/listing/name"},
		{signpost.Found, "/listing/kind", "pub", "/listing/kind"},
		{signpost.Found, "/listing/contacts", []any{}, "/listing/contacts"},
		{signpost.Found, "/listing/contacts/1/value", "call", "/listing/contacts"},
		{signpost.Found, "/listing/categories/0", "therapy", "/listing/categories/0"},
		{signpost.Found, "/listing/offers", "", "/listing/offers"},
		{signpost.Found, "/listing/offers", "ask for 999 000 1049", "/listing"},
		{signpost.Found, "/listing/place/latitude", 0, "/listing/place"},
		{signpost.Found, "/listing/place/latitude", 90_000_001, "/listing/place/latitude"},
		{signpost.Found, "/listing/reach/minimumAge", 91, "/listing/reach/maximumAge"},
		{signpost.Found, "/listing/features/1/need", "step-free", "/listing/features"},
		{signpost.Found, "/listing/digital/safety", "", "/listing/digital/safety"},
		{signpost.Found, "/listing/digital/given", false, "/listing/digital/given"},
		{signpost.Found, "/listing/sessions/days/0/on", "", "/listing/sessions/days/0/on"},
		{signpost.Proposed, "/verified", verified, "/verified"},
		{signpost.Verified, "/verified", obj{}, "/verified"},
		{signpost.Verified, "/verified/on", "", "/verified"},
		{signpost.Verified, "/verified/how", "", "/verified"},
		{signpost.Verified, "/verified/how", "dreamt", "/verified/how"},
		{signpost.Verified, "/verified/by", "", "/verified"},
		{signpost.Verified, "/verified/at", never, "/verified"},
		{signpost.Verified, "/verified/on", "2026-05-08", "/verified"},
		{signpost.Verified, "/listed", some, "/listed"},
		{signpost.Listed, "/verified", obj{}, "/verified"},
		{signpost.Listed, "/listed", never, "/listed"},
		{signpost.Listed, "/doubts", doubts, "/doubts"},
		{signpost.Disputed, "/doubts", []any{}, "/doubts"},
		{signpost.Disputed, "/doubts", settled, "/doubts"},
		{signpost.Disputed, "/doubts/0/reason", "", "/doubts/0/reason"},
		{signpost.Disputed, "/doubts/0/by", obj{}, "/doubts/0/by"},
		{signpost.Disputed, "/doubts/0/by", obj{"person": "p6"}, "/doubts"},
		{signpost.Disputed, "/doubts/0/by/role", "patient", "/doubts"},
		{signpost.Disputed, "/doubts/0/words/by", obj{"carer": "megan"}, "/doubts"},
		{signpost.Disputed, "/doubts/0/words/by", obj{}, "/doubts"},
		{signpost.Disputed, "/doubts/0/words/text", "", "/doubts"},
		{signpost.Disputed, "/doubts/0/words/text", strings.Repeat("x", 2001), "/doubts/0/words/text"},
		{signpost.Disputed, "/doubts/0/at", never, "/doubts/0/at"},
		{signpost.Disputed, "/listed", never, "/listed"},
		{signpost.Retired, "/doubts", doubts, ""},
		{signpost.Retired, "/why", "", "/why"},
		{signpost.Retired, "/verified", obj{}, "/verified"},
		{signpost.Retired, "/changed", some, ""},
	})
}
