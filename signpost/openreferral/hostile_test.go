package openreferral_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

// sound checks what holds of every document, however hostile: nothing panics, every
// entry is legal or says why not, and the report adds up.
func sound(t require.TestingT, raw []byte) {
	for _, lines := range []bool{false, true} {
		o := tamarside()
		o.Lines = lines
		r, entries, err := readAll(o, bytes.NewReader(raw))
		if err != nil {
			require.ErrorIs(t, err, peer.ErrSchema)
		}
		report := r.Report()
		require.Equal(t, len(entries), report.Services)
		require.Equal(t, report.Services, report.Imported+report.Gone+report.LeftOut)
		for _, e := range entries {
			soundEntry(t, e)
		}
		_, again, _ := readAll(o, bytes.NewReader(raw))
		require.Equal(t, entries, again)
	}
}

// takenHere: what was read is what the directory here takes, with what only the host
// can fill in.
func takenHere(t require.TestingT, l signpost.Listing) {
	if len(l.Categories) == 0 {
		l.Categories = []signpost.Category{signpost.PracticalHelp}
	}
	if len(l.Contacts) == 0 {
		l.Contacts = []signpost.ContactPoint{contact(signpost.ContactPhone, "999")}
	}
	if l.Kind == signpost.Online {
		l.Digital = signpost.Digital{Given: true, Safety: peer.Say("x")}
	}
	d := signpost.CheckNewResource(signpost.Find{ID: "r1", Listing: l}, peer.Act{By: peer.ByStaff("w4", ""), At: time.Date(2026, 4, 20, 10, 0, 0, 0, time.UTC), ID: "x"}, signpost.Facts{NoOther: peer.Yes})
	require.True(t, d.Allowed(), "%v", d.Unmet())
}

// soundEntry: whatever was read says what became of it, and stands within its limits.
func soundEntry(t require.TestingT, e openreferral.Entry) {
	stopped := false
	for _, n := range e.Notes {
		stopped = stopped || n.Stops()
		require.NotEmpty(t, n.Rule.Code.String())
		require.True(t, n.Path == "" || n.Path[0] == '/')
	}
	require.Equal(t, e.Outcome == openreferral.LeftOut, stopped)
	require.True(t, e.Outcome.Known())
	_, err := json.Marshal(e)
	require.NoError(t, err)
	if e.Outcome != openreferral.Imported {
		require.Equal(t, signpost.Listing{}, e.Listing)
		return
	}
	l := e.Listing
	require.NotEmpty(t, e.ID)
	require.False(t, l.Name.IsZero() || l.Offers.IsZero())
	require.True(t, l.Kind.Known() && l.Sector.Known())
	require.True(t, e.Shallow || len(l.Contacts) > 0)
	most := func(n, most int) { require.LessOrEqual(t, n, most) }
	most(utf8.RuneCountInString(l.Name.Reveal()), 200)
	most(utf8.RuneCountInString(l.Offers.Reveal()), 4000)
	most(utf8.RuneCountInString(l.Cost.Note.Reveal()), 500)
	most(utf8.RuneCountInString(l.Reach.Serves.Reveal()), 2000)
	most(len(l.Contacts), 20)
	most(len(l.Hours), 40)
	most(len(l.Sessions.Days), 100)
	most(len(l.Languages), 40)
	most(len(l.Features), 40)
	most(len(l.Organisation), 200)
	require.True(t, l.Place.Latitude >= -90e6 && l.Place.Latitude <= 90e6 && l.Place.Longitude >= -180e6 && l.Place.Longitude <= 180e6)
	takenHere(t, l)
	require.True(t, l.Reach.MinimumAge >= 0 && l.Reach.MinimumAge <= 120 && l.Reach.MaximumAge >= 0 && l.Reach.MaximumAge <= 120)
	for _, c := range l.Contacts {
		require.True(t, c.Kind.Known() && !c.Value.IsZero())
		most(utf8.RuneCountInString(c.Value.Reveal()), 300)
	}
	for _, h := range l.Hours {
		require.True(t, h.Day.Known() && h.From.Compare(h.To) < 0)
	}
	require.NoError(t, openreferral.WriteHeld(&bytes.Buffer{}, openreferral.NewHeld("r", signpost.Listed, l, peer.Date{}, "")))
}

func fixtures(t testing.TB) [][]byte {
	var out [][]byte
	for _, name := range []string{"service.json", "page.json", "services.ndjson"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(t, err)
		out = append(out, raw)
	}
	return out
}

var hostile = []string{
	"", "{", "[", "}", "]", "null", "{}", "[[]]", "[{}]", `{"contents":null}`, `{"contents":[],"contents":[{}]}`, `{"contents":[{}],"id":5}`, `{"total_items":"x","contents":[]}`,
	`{"id":{},"name":[],"status":1,"schedules":{},"languages":"x","attributes":[[]],"service_at_locations":[null,5,{"location":[]}],"organization":[],"cost_options":[{"amount":"1e400"}],"eligibility":[1,{"description":{}}]}`,
	`{"id":"i","name":"a","description":"b","status":"active","url":"https://a.example","minimum_age":NaN}`, "\ufeff{}", "{\"id\":\"\xff\"}", `{"id":"\ud800"}`, "{\"a\":1}\n{\"a\":1}\n\n{", "\x00",
}

func TestHostile(t *testing.T) {
	t.Run("SIGN-01 by hand", func(t *testing.T) {
		for _, text := range append(hostile, strings.Repeat("[", 100_000), strings.Repeat(`{"a":`, 100_000), "["+strings.Repeat(`{"x":[`, 50)+strings.Repeat("]}", 50)+"]") {
			sound(t, []byte(text))
		}
	})
	t.Run("SIGN-01 cut off anywhere", func(t *testing.T) {
		for _, raw := range fixtures(t) {
			for i := 0; i < len(raw); i += 37 {
				sound(t, raw[:i])
			}
		}
	})
	t.Run("SIGN-01 bent anywhere", func(t *testing.T) {
		all := fixtures(t)
		rapid.Check(t, func(rt *rapid.T) {
			raw := bytes.Clone(rapid.SampledFrom(all).Draw(rt, "document"))
			for range rapid.IntRange(1, 4).Draw(rt, "bends") {
				i := rapid.IntRange(0, len(raw)-1).Draw(rt, "at")
				piece := rapid.SampledFrom([]string{"", "\"", "{", "}", "[", "]", ",", ":", "null", "1e9", "-1", "\\", "\xff", "true", `"x"`, "\n"}).Draw(rt, "with")
				raw = append(raw[:i:i], append([]byte(piece), raw[min(len(raw), i+rapid.IntRange(0, 3).Draw(rt, "over")):]...)...)
			}
			sound(rt, raw)
		})
	})
	t.Run("SIGN-01 any value anywhere", func(t *testing.T) {
		members := []string{"id", "name", "description", "url", "email", "status", "alert", "fees", "eligibility", "eligibility_description", "minimum_age", "maximum_age", "assured_date", "last_modified", "organization_id", "organization",
			"schedules", "cost_options", "languages", "phones", "contacts", "service_areas", "service_at_locations", "locations", "attributes", "location", "latitude", "longitude", "addresses", "accessibility", "taxonomy_term", "freq", "byday", "opens_at", "closes_at", "dtstart", "amount", "number", "code", "uri", "address_1", "location_type"}
		values := []string{"null", "5", "-1", "1e30", "true", `""`, `"x"`, `"2026-05-04"`, `"10:00"`, `"WEEKLY"`, `"MO,TU"`, `"active"`, `"a@b.org"`, `"https://a.example"`, `"physical"`, "51.5", "[]", "{}"}
		var value func(rt *rapid.T, depth int) string
		value = func(rt *rapid.T, depth int) string {
			switch n := rapid.IntRange(0, 9).Draw(rt, "sort"); {
			case depth > 0 && n > 7:
				var items []string
				for range rapid.IntRange(0, 3).Draw(rt, "items") {
					items = append(items, value(rt, depth-1))
				}
				return "[" + strings.Join(items, ",") + "]"
			case depth > 0 && n > 3:
				var parts []string
				for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(members), 0, 6, rapid.ID[string]).Draw(rt, "members") {
					parts = append(parts, `"`+name+`":`+value(rt, depth-1))
				}
				return "{" + strings.Join(parts, ",") + "}"
			}
			return rapid.SampledFrom(values).Draw(rt, "value")
		}
		imported := 0
		rapid.Check(t, func(rt *rapid.T) {
			var parts []string
			for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(members[6:]), 0, 8, rapid.ID[string]).Draw(rt, "members") {
				parts = append(parts, `,"`+name+`":`+value(rt, 3))
			}
			raw := minimal(strings.Join(parts, ""))
			sound(rt, []byte(raw))
			_, entries, err := readText(tamarside(), raw)
			require.NoError(rt, err)
			if entries[0].Outcome == openreferral.Imported {
				imported++
			}
		})
		require.Greater(t, imported, 20)
	})
}

func FuzzRead(f *testing.F) {
	for _, raw := range fixtures(f) {
		f.Add(raw)
	}
	for _, text := range hostile {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { sound(t, raw) })
}
