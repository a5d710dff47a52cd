package openreferral_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

// shed is an entry with everything that is written.
func shed(t testing.TB) openreferral.Held {
	t.Helper()
	_, entries := readFixture(t, "service.json")
	l := entries[0].Listing
	l.Reach.CannotServe, l.Cost = peer.Say("groups"), signpost.Cost{Kind: signpost.CostFree, Note: peer.Say("Free <for all>")}
	l.Features = append(l.Features, signpost.Feature{Need: signpost.NeedSmallGroup, Has: peer.Yes}, signpost.Feature{Need: signpost.NeedHearingLoop, Has: peer.No})
	return openreferral.NewHeld("r1", signpost.Listed, l, peer.MustDate("2026-03-30"), "2026-03-30T10:00:00.000Z")
}

func written(t testing.TB, h openreferral.Held) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, openreferral.WriteHeld(&b, h))
	return b.String()
}

func TestWrite(t *testing.T) {
	t.Run("SIGN-01 the same bytes every time", func(t *testing.T) {
		got := written(t, shed(t))
		require.Equal(t, got, written(t, shed(t)))
		var pretty bytes.Buffer
		require.NoError(t, json.Indent(&pretty, []byte(got), "", "  "))
		steptest.Golden(t, "written.json", pretty.Bytes())
		require.Contains(t, got, "Free <for all>")
	})
	t.Run("SIGN-01 what is written is read again", func(t *testing.T) {
		h := shed(t)
		o := tamarside()
		o.Areas["a3"] = "a3"
		_, entries, err := readText(o, written(t, h))
		require.NoError(t, err)
		require.Equal(t, openreferral.Imported, entries[0].Outcome, said(entries[0].Notes))
		require.Empty(t, said(entries[0].Notes))
		got, want := entries[0].Listing, h.Listing()
		require.ElementsMatch(t, want.Hours, got.Hours)
		require.ElementsMatch(t, want.Contacts, got.Contacts)
		require.Equal(t, "Anybody from Tamarside.\nNot for: groups", got.Reach.Threshold.Reveal())
		require.Equal(t, []signpost.Feature{{Need: signpost.NeedStepFree, Has: peer.Yes}, {Need: signpost.NeedSmallGroup, Has: peer.Yes}}, got.Features)
		want.Hours, want.Contacts, want.Features, want.Reach = got.Hours, got.Contacts, got.Features, got.Reach
		want.Source.Assured, want.Source.Changed = peer.MustDate("2026-03-30"), peer.MustDate("2026-03-30")
		require.Equal(t, want, got)
	})
	t.Run("SIGN-01 where it stands", func(t *testing.T) {
		l := shed(t).Listing()
		l.Source.ID, l.Organisation, l.Kind, l.OrganisationName = "not a uuid", "o1", signpost.Crisis, peer.Say("O")
		status := func(s peer.Status, closed bool) string {
			l.Now.Closed = closed
			var back struct{ ID, Status string }
			require.NoError(t, json.Unmarshal([]byte(written(t, openreferral.NewHeld("r1", s, l, peer.Date{}, ""))), &back))
			require.Equal(t, "6e8f569b-d41d-5915-a32b-9f02eea8084d", back.ID)
			return back.Status
		}
		require.Equal(t, "active", status(signpost.Listed, false))
		require.Equal(t, "temporarily closed", status(signpost.Listed, true))
		require.Equal(t, "inactive", status(signpost.Retired, true))
		require.ErrorIs(t, openreferral.Write(&bytes.Buffer{}, signpost.Resource{}), openreferral.ErrNotWritten)
	})
	t.Run("SIGN-01 pages by id, without what is not for others", func(t *testing.T) {
		var list []openreferral.Held
		for i, s := range []peer.Status{signpost.Listed, signpost.Disputed, signpost.Listed, signpost.Found, signpost.Proposed, signpost.Verified, signpost.Retired} {
			l := shed(t).Listing()
			l.Source.ID = "0b6f3b52-5f5d-4f0e-9a58-3a1c5de3a00" + string(rune('9'-i))
			list = append(list, openreferral.NewHeld("r"+string(rune('0'+i)), s, l, peer.Date{}, ""))
		}
		page := func(p openreferral.Paging) (openreferral.PageInfo, []string) {
			var b bytes.Buffer
			require.NoError(t, openreferral.WriteHeldPage(&b, list, p))
			r, entries, err := readText(tamarside(), b.String())
			require.NoError(t, err)
			ids := []string{}
			for _, e := range entries {
				require.Equal(t, p.Shallow && e.Outcome == openreferral.Imported, e.Shallow)
				ids = append(ids, e.ID[35:])
			}
			return r.Page(), ids
		}
		info, ids := page(openreferral.Paging{})
		require.Equal(t, openreferral.PageInfo{Items: 3, Pages: 1, Number: 1, Size: 3, First: true, Last: true}, info)
		require.Equal(t, []string{"3", "7", "9"}, ids)
		info, ids = page(openreferral.Paging{Number: 1, Size: 2, Shallow: true})
		require.Equal(t, openreferral.PageInfo{Items: 3, Pages: 2, Number: 1, Size: 2, First: true}, info)
		require.Equal(t, []string{"3", "7"}, ids)
		info, ids = page(openreferral.Paging{Number: 2, Size: 2})
		require.Equal(t, openreferral.PageInfo{Items: 3, Pages: 2, Number: 2, Size: 2, Last: true}, info)
		require.Equal(t, []string{"9"}, ids)
		info, _ = page(openreferral.Paging{Number: 1 << 30, Size: 2})
		require.True(t, info.Empty)
		list = nil
		info, _ = page(openreferral.Paging{})
		require.Equal(t, openreferral.PageInfo{Pages: 1, Number: 1, Size: 1, First: true, Last: true, Empty: true}, info)
		require.NoError(t, openreferral.WritePage(&bytes.Buffer{}, []signpost.Resource{{}}, openreferral.Paging{}))
	})
	t.Run("SIGN-01 an address alone, a place alone", func(t *testing.T) {
		l := signpost.Listing{Name: peer.Say("a"), Offers: peer.Say("b"), Place: signpost.Place{Latitude: 1}}
		require.Contains(t, written(t, openreferral.NewHeld("r", signpost.Listed, l, peer.Date{}, "")), `"latitude":0.000001,"longitude":0`)
		l.Place, l.Contacts = signpost.Place{}, []signpost.ContactPoint{contact(signpost.ContactVisit, "2 Quay Street"), contact(signpost.ContactEmail, "a@b.org"), contact(signpost.ContactEmail, "c@b.org"), contact(signpost.ContactApp, "Craft")}
		text := written(t, openreferral.NewHeld("r", signpost.Listed, l, peer.Date{}, ""))
		require.Equal(t, 1, strings.Count(text, "Quay Street"))
		require.NotContains(t, text, "latitude")
		require.Contains(t, text, `"email":"a@b.org"`)
		require.Contains(t, text, `"email":"c@b.org"`)
	})
}
