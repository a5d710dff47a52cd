package openreferral_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

func TestService(t *testing.T) {
	t.Run("SIGN-01, SIGN-05, SIGN-08 a whole service", func(t *testing.T) {
		r, entries := readFixture(t, "service.json")
		require.Len(t, entries, 1)
		e := entries[0]
		require.Equal(t, openreferral.Imported, e.Outcome, said(e.Notes))
		require.False(t, e.Shallow)
		require.Equal(t, openreferral.PageInfo{}, r.Page())
		require.Equal(t, []string{
			"/attributes/1/taxonomy_term term-unmapped", "/cost_options/2/valid_to date-old",
			"/schedules/1/closes_at zone-dropped", "/schedules/1/opens_at zone-dropped", "/schedules/2 not-kept", "/schedules/3 not-kept", "/schedules/5 date-old", "/schedules/6 not-kept",
		}, said(e.Notes))
		require.Equal(t, []string{"Bell ringing"}, e.Unmapped)
		hour := func(day signpost.Weekday, from, to string) signpost.Opening {
			return signpost.Opening{Day: day, From: peer.MustClock(from), To: peer.MustClock(to)}
		}
		require.Equal(t, signpost.Listing{
			Name: peer.Say("Harbour Craft Shed"), Organisation: "0b6f3b52-5f5d-4f0e-9a58-3a1c5de3b001", OrganisationName: peer.Say("Harbour Trust"),
			Kind: signpost.Service, Sector: signpost.SectorLocal, Categories: []signpost.Category{signpost.LeisureGroup},
			Topics: []signpost.Topic{signpost.TopicHandsOn, signpost.TopicCreative, signpost.TopicNature},
			Offers: peer.Say("Making and mending by the water, with tea.\n\nRepair morning on the first Saturday of the month.\n\nWheelchair access on the ground floor. There is no hearing loop.\n\nJust come along.\n\nInterpreters can be booked a week ahead."),
			Contacts: []signpost.ContactPoint{
				contact(signpost.ContactPhone, "01632 960001"), contact(signpost.ContactSMS, "07700 900001"), contact(signpost.ContactEmail, "ann@shed.example.org"),
				contact(signpost.ContactEmail, "hello@shed.example.org"), contact(signpost.ContactWeb, "https://shed.example.org/visit"), contact(signpost.ContactVisit, "2 Quay Street, Tamarside, PL0 0AB"),
			},
			Area: "a3", Place: signpost.Place{Latitude: 50_371_000, Longitude: -4_142_000},
			Hours: []signpost.Opening{hour("MO", "10:00", "16:30"), hour("WE", "10:00", "16:30"), hour("FR", "18:00", "24:00"), hour("SA", "00:00", "01:00"), hour("SU", "00:00", "24:00")},
			Cost:  signpost.Cost{Kind: signpost.CostLow, Note: peer.Say("Members: £2.50 a session; First visit")}, Languages: []string{"en", "cy"},
			Reach:    signpost.Reach{Threshold: peer.Say("Anybody from Tamarside."), Waiting: peer.Say("None."), MinimumAge: 18},
			Features: []signpost.Feature{{Need: signpost.NeedStepFree, Has: peer.Yes}},
			Sessions: signpost.Sessions{Days: []signpost.Session{{On: peer.MustDate("2026-05-04"), From: peer.MustClock("14:00"), To: peer.MustClock("16:00")}}},
			Now:      signpost.RightNow{Alert: peer.Say("Upstairs until the roof is mended.")},
			Source:   signpost.SourceOf{Directory: "tamarside", ID: "0b6f3b52-5f5d-4f0e-9a58-3a1c5de3a001", Changed: peer.MustDate("2026-03-15"), Assured: peer.MustDate("2026-03-01")},
		}, e.Listing)
		require.Equal(t, map[string]int{"Bell ringing": 1}, r.Report().Unmapped)
	})
	t.Run("SIGN-23 nobody's name is read", func(t *testing.T) {
		_, entries := readFixture(t, "service.json")
		for name, text := range openreferral.Fields(entries[0].Listing) {
			require.NotContains(t, text, "Persona", name)
			require.NotContains(t, text, "a.person", name)
		}
	})
	t.Run("SIGN-01 what a service cannot be read without", func(t *testing.T) {
		for text, want := range map[string]string{
			`{"name":"a","description":"b","status":"active","url":"https://a.example"}`:                                         "!/id required",
			`{"id":"` + strings.Repeat("i", 201) + `","name":"a","description":"b","status":"active","url":"https://a.example"}`: "!/id shortened",
			`{"id":"i","name":" ","description":"b","status":"active","url":"https://a.example"}`:                                "!/name required",
			`{"id":"i","name":5,"description":"b","status":"active","url":"https://a.example"}`:                                  "!/name required",
			`{"id":"i","name":"a","status":"active","url":"https://a.example"}`:                                                  "!/description required",
			`{"id":"i","name":"a","description":"b","url":"https://a.example"}`:                                                  "!/status required",
			`{"id":"i","name":"a","description":"b","status":"Active","url":"https://a.example"}`:                                "!/status unknown-code",
			`{"id":"i","name":"a","description":"b","status":"active"}`:                                                          "!/contacts required",
			`{"id":"i","name":"a","description":"b","status":"active","organization":{"website":"x y"}}`:                         "!/organization/website invalid-contact",
			`{"id":"i","name":"a","description":"b","status":"active","organization":{"email":"x@y"}}`:                           "!/organization/email invalid-contact",
			`[]`: "",
		} {
			_, entries, err := readText(tamarside(), text)
			require.NoError(t, err)
			if want == "" {
				require.Empty(t, entries)
				continue
			}
			require.Equal(t, openreferral.LeftOut, entries[0].Outcome)
			require.Contains(t, said(entries[0].Notes), want, text)
		}
	})
	t.Run("SIGN-01 an item of a list may get its contacts later", func(t *testing.T) {
		_, entries, err := readText(tamarside(), `[{"id":"i","name":"a","description":"b","status":"active"}]`)
		require.NoError(t, err)
		require.Equal(t, openreferral.Imported, entries[0].Outcome)
		require.True(t, entries[0].Shallow)
		require.Equal(t, []string{"/attributes required", "/contacts required", "/id schema"}, said(entries[0].Notes))
	})
	t.Run("SIGN-01 addresses, pages and numbers", func(t *testing.T) {
		for email, ok := range map[string]bool{"a.b+c@d-e.co.uk": true, "": true, "a@b": false, strings.Repeat("a", 65) + "@b.org": false} {
			require.Equal(t, ok, one(t, `,"email":"`+email+`"`).Outcome == openreferral.Imported, email)
		}
		for url, ok := range map[string]bool{"https://a.org/x?y=1#z": true, "a.org": false, "https://u:p@a.org": false, "https://a.org/" + strings.Repeat("x", 300): false} {
			_, entries, err := readText(tamarside(), `{"id":"i","name":"a","description":"b","status":"active","email":"a@b.org","url":"`+url+`"}`)
			require.NoError(t, err)
			require.Equal(t, ok, entries[0].Outcome == openreferral.Imported, url)
		}
		for number, ok := range map[string]bool{"116 123": true, "01632 960001 x12": false, "ring us": false} {
			e := one(t, `,"phones":[{"number":"`+number+`"}]`)
			require.Equal(t, openreferral.Imported, e.Outcome, "a number is not worth an entry")
			require.Equal(t, ok, len(e.Listing.Contacts) == 2, number)
		}
	})
	t.Run("SIGN-08 ages", func(t *testing.T) {
		for _, c := range []struct {
			more     string
			low, top int
			note     string
		}{
			{`"minimum_age":16,"maximum_age":25`, 16, 25, ""}, {`"minimum_age":0,"maximum_age":0`, 0, 0, ""}, {`"minimum_age":"18"`, 18, 0, ""}, {`"minimum_age":17.5`, 17, 0, ""},
			{`"minimum_age":-1`, 0, 0, "/minimum_age out-of-range"}, {`"minimum_age":121`, 0, 0, "/minimum_age out-of-range"}, {`"maximum_age":150`, 0, 0, ""}, {`"maximum_age":1e9`, 0, 0, "/maximum_age out-of-range"},
			{`"minimum_age":30,"maximum_age":20`, 0, 0, "/maximum_age out-of-range"}, {`"minimum_age":"many"`, 0, 0, "/minimum_age schema"}, {`"minimum_age":null`, 0, 0, ""}, {`"minimum_age":[1]`, 0, 0, "/minimum_age schema"},
		} {
			e := one(t, ","+c.more)
			require.Equal(t, []int{c.low, c.top}, []int{e.Listing.Reach.MinimumAge, e.Listing.Reach.MaximumAge}, c.more)
			if c.note != "" {
				require.Contains(t, said(e.Notes), c.note)
			} else {
				require.Equal(t, []string{"/attributes required"}, said(e.Notes), c.more)
			}
		}
	})
	t.Run("SIGN-03 dates", func(t *testing.T) {
		for _, c := range []struct{ more, assured, changed, note string }{
			{`"assured_date":"2025-04-19"`, "2025-04-19", "", ""}, {`"assured_date":"2025-04-18"`, "2025-04-18", "", "/assured_date date-old"}, {`"assured_date":"2026-04-21"`, "", "", "/assured_date out-of-range"},
			{`"assured_date":"2026-04-20"`, "2026-04-20", "", ""}, {`"assured_date":"20/04/2026"`, "", "", "/assured_date schema"}, {`"assured_date":"2026-04"`, "", "", "/assured_date schema"}, {`"assured_date":"2026-02-30"`, "", "", "/assured_date schema"},
			{`"last_modified":"2026-04-01T10:00:00+01:00"`, "", "2026-04-01", ""}, {`"last_modified":"2030-01-01T00:00:00Z"`, "", "", "/last_modified out-of-range"},
		} {
			e := one(t, ","+c.more)
			require.Equal(t, []string{c.assured, c.changed}, []string{e.Listing.Source.Assured.String(), e.Listing.Source.Changed.String()}, c.more)
			if c.note != "" {
				require.Contains(t, said(e.Notes), c.note)
			} else {
				require.Len(t, e.Notes, 1, c.more)
			}
		}
		o := tamarside()
		o.Today = peer.Date{}
		_, entries, err := readText(o, minimal(`,"assured_date":"1999-01-01","schedules":[{"freq":"WEEKLY","byday":"MO","opens_at":"10:00","closes_at":"11:00","valid_to":"2000-01-01"}]`))
		require.NoError(t, err)
		require.Len(t, entries[0].Listing.Hours, 1)
		require.Equal(t, []string{"/attributes required"}, said(entries[0].Notes))
	})
	t.Run("SIGN-01 times that are no hours", func(t *testing.T) {
		for more, note := range map[string]string{
			`"freq":"WEEKLY","opens_at":"10:00","closes_at":"11:00"`:                           "/schedules/0 not-kept",
			`"freq":"WEEKLY","byday":"MO"`:                                                     "/schedules/0 not-kept",
			`"freq":"WEEKLY","byday":"MO","opens_at":"10:00","closes_at":"10:00"`:              "/schedules/0 not-kept",
			`"freq":"WEEKLY","byday":"1MO","opens_at":"10:00","closes_at":"11:00"`:             "/schedules/0 unknown-code",
			`"freq":"WEEKLY","byday":"MO","opens_at":"ten","closes_at":"11:00"`:                "/schedules/0/opens_at schema",
			`"freq":"WEEKLY","byday":"MO","opens_at":"25:00","closes_at":"11:00"`:              "/schedules/0/opens_at schema",
			`"freq":"DAILY","opens_at":"10:00","closes_at":"11:00"`:                            "/schedules/0 not-kept",
			`"dtstart":"2026-05-04","byday":"MO"`:                                              "/schedules/0 not-kept",
			`"freq":"WEEKLY","byday":"MO","opens_at":"9:00","closes_at":"11:00"`:               "/schedules/0/opens_at schema",
			`"freq":"WEEKLY","interval":2,"byday":"MO","opens_at":"09:00","closes_at":"11:00"`: "/schedules/0 not-kept",
		} {
			e := one(t, `,"schedules":[{"description":"In our own words.",`+more+`}]`)
			require.Empty(t, e.Listing.Hours, more)
			require.Contains(t, said(e.Notes), note, more)
			require.Contains(t, e.Listing.Offers.Reveal(), "In our own words.", more)
		}
	})
	t.Run("SIGN-25 dated sessions alone are a course", func(t *testing.T) {
		e := one(t, `,"schedules":[{"dtstart":"2026-05-04","opens_at":"10:00"}]`)
		require.Equal(t, signpost.Course, e.Listing.Kind)
		require.Len(t, e.Listing.Sessions.Days, 1)
	})
	t.Run("SIGN-01 places: what is not on earth or abroad is dropped, and the entry kept", func(t *testing.T) {
		at := func(more string) openreferral.Entry {
			return one(t, `,"service_at_locations":[{"location":{"location_type":"physical","name":"The Shed",`+more+`}}]`)
		}
		for more, note := range map[string]string{
			`"latitude":100,"longitude":-4`:  "/service_at_locations/0/location/latitude out-of-range",
			`"latitude":50,"longitude":-181`: "/service_at_locations/0/location/longitude out-of-range",
			`"latitude":"north"`:             "/service_at_locations/0/location/latitude schema",
			`"latitude":50,"longitude":-4,"addresses":[{"address_1":"1 Main St","country":"US"}]`: "/service_at_locations/0/location other-country",
			`"latitude":0,"longitude":0`: "/attributes required",
			`"latitude":50`:              "/attributes required",
		} {
			e := at(more)
			require.Equal(t, openreferral.Imported, e.Outcome)
			require.Zero(t, e.Listing.Place, more)
			require.Contains(t, said(e.Notes), note, more)
		}
		e := at(`"latitude":51.478,"longitude":0.0`)
		require.Equal(t, signpost.Place{Latitude: 51_478_000, Longitude: 1}, e.Listing.Place, "Greenwich")
		soundEntry(t, e)
		e = at(`"latitude":"50.1","longitude":-4.0000006`)
		require.Equal(t, signpost.Place{Latitude: 50_100_000, Longitude: -4_000_001}, e.Listing.Place)
		require.Contains(t, e.Listing.Contacts, contact(signpost.ContactVisit, "The Shed"))
		e = one(t, `,"locations":[{"location_type":"virtual","name":"x"},{"location_type":"postal","name":"y"},{"location_type":"physical","latitude":51,"longitude":-1},{"location_type":"physical","latitude":52,"longitude":-1}]`)
		require.Equal(t, 51_000_000, e.Listing.Place.Latitude)
		require.Equal(t, []signpost.Feature{{Need: signpost.NeedOnline, Has: peer.Yes}}, e.Listing.Features)
		require.Len(t, e.Listing.Contacts, 1)
	})
	t.Run("SIGN-08 accessibility: a doubt is not a yes", func(t *testing.T) {
		for text, want := range map[string][]signpost.AccessNeed{
			"Step-free. Induction loop; BSL on Tuesdays":       {signpost.NeedStepFree, signpost.NeedHearingLoop, signpost.NeedSignLanguage},
			"No wheelchair access.":                            nil,
			"Sorry, we aren't step-free":                       nil,
			"Wheelchair users can only reach the ground floor": nil,
			"A cramped room":                                   nil,
			"Ramp at the back. No accessible toilet.":          {signpost.NeedStepFree},
			"Large print and easy read. Quiet room":            {signpost.NeedLargePrint, signpost.NeedEasyRead, signpost.NeedLowSensory},
			"Wheelchair access on request":                     nil,
		} {
			e := one(t, `,"locations":[{"location_type":"physical","accessibility":[{"description":"`+text+`"}]}]`)
			var got []signpost.AccessNeed
			for _, f := range e.Listing.Features {
				require.Equal(t, peer.Yes, f.Has)
				got = append(got, f.Need)
			}
			require.Equal(t, want, got, text)
			require.Contains(t, e.Listing.Offers.Reveal(), text)
		}
	})
	t.Run("SIGN-01 what it costs", func(t *testing.T) {
		for more, want := range map[string]signpost.Cost{
			`"cost_options":[{"amount":0}]`:                               {Kind: signpost.CostFree},
			`"cost_options":[{"amount":5}]`:                               {Kind: signpost.CostLow, Note: peer.Say("£5")},
			`"cost_options":[{"amount":5.01,"option":"Adults"}]`:          {Kind: signpost.CostPaid, Note: peer.Say("Adults: £5.01")},
			`"cost_options":[{"amount":0,"option":"Child"},{"amount":9}]`: {Kind: signpost.CostPaid, Note: peer.Say("Child; £9")},
			`"cost_options":[{"option":"Ask us"}]`:                        {Note: peer.Say("Ask us")},
			`"cost_options":[{"amount":-3}]`:                              {},
			`"cost_options":[{"amount":3,"valid_to":"2026-04-19"}]`:       {},
			`"cost_options":[{"amount":3,"valid_to":"2026-04-20"}]`:       {Kind: signpost.CostLow, Note: peer.Say("£3")},
			`"fees":"Free."`:                       {Kind: signpost.CostFree, Note: peer.Say("Free.")},
			`"fees":"Free parking, £40 a class"`:   {Note: peer.Say("Free parking, £40 a class")},
			`"fees":"x","fees_description":"None"`: {Kind: signpost.CostFree, Note: peer.Say("None")},
		} {
			require.Equal(t, want, one(t, ","+more).Listing.Cost, more)
		}
	})
	t.Run("SIGN-01 languages, areas and terms", func(t *testing.T) {
		e := one(t, `,"languages":[{"code":"cy-GB"},{"code":"zh_Hant"},{"name":"POLISH"},{"language":"bsl"},{"code":"english language"},{"id":"1"},{"code":"cy-gb"}]`)
		require.Equal(t, []string{"cy-gb", "zh-hant", "pl", "bfi"}, e.Listing.Languages)
		require.Equal(t, []string{"/attributes required", "/languages/4 unknown-code", "/languages/5 unknown-code"}, said(e.Notes))

		for areas, want := range map[string][2]string{
			`{"name":"Tamarside"}`:                     {"a3", ""},
			`{"name":"Nowhere"}`:                       {"", "Nowhere"},
			`{"name":"Tamarside"},{"name":"Nowhere"}`:  {"", "Tamarside\nNowhere"},
			`{"uri":"tamarside"},{"name":"Tamarside"}`: {"a3", ""},
			`{"service_area":"All of it","extent":{}}`: {"", "All of it"},
			`{"id":"1"}`: {"", ""},
		} {
			l := one(t, `,"service_areas":[`+areas+`]`).Listing
			require.Equal(t, want, [2]string{l.Area, l.Reach.Serves.Reveal()}, areas)
		}

		o := tamarside()
		o.Categories = []signpost.Category{signpost.PracticalHelp}
		o.Terms = map[string]openreferral.Term{
			"T-1": {Kind: signpost.Crisis, Sector: signpost.SectorNational}, "https://terms.example/2": {Categories: []signpost.Category{signpost.LinkWorker}}, "plain": {Features: []signpost.AccessNeed{signpost.NeedWomenOnly}}, "ignored": {},
		}
		term := func(members string) string { return `{"taxonomy_term":{` + members + `}}` }
		_, entries, err := readText(o, minimal(`,"attributes":[`+strings.Join([]string{term(`"id":"t-1","name":"x"`), term(`"id":"z","term_uri":"https://terms.example/2"`), term(`"name":"PLAIN"`), term(`"name":"ignored"`),
			term(`"name":"crisis","taxonomy":"towpath-kind"`), term(`"name":"nonsense","taxonomy":"towpath-topic"`), `{}`, term("")}, ",")+`]`))
		require.NoError(t, err)
		l := entries[0].Listing
		require.Equal(t, []any{signpost.Crisis, signpost.SectorNational, []signpost.Category{signpost.LinkWorker}}, []any{l.Kind, l.Sector, l.Categories})
		require.Equal(t, []signpost.Feature{{Need: signpost.NeedWomenOnly, Has: peer.Yes}}, l.Features)
		require.Equal(t, []string{"nonsense"}, entries[0].Unmapped)
		_, entries, err = readText(o, minimal(""))
		require.NoError(t, err)
		require.Equal(t, o.Categories, entries[0].Listing.Categories)
	})
	t.Run("SIGN-01 texts and lists are bounded, and that is said", func(t *testing.T) {
		long := strings.Repeat("é", 5000)
		_, entries, err := readText(openreferral.Options{}, `{"id":"i","name":"`+long+`","description":"`+long+`","alert":"`+long+`","wait_time":"`+long+`","eligibility":"`+long+`","fees":"`+long+`","status":"active","url":"https://a.example"}`)
		require.NoError(t, err)
		l := entries[0].Listing
		for most, text := range map[int]peer.Private{200: l.Name, 4000: l.Offers, 1000: l.Now.Alert, 500: l.Reach.Waiting} {
			require.Len(t, []rune(text.Reveal()), most)
			require.True(t, strings.HasSuffix(text.Reveal(), "…"))
		}
		require.Equal(t, signpost.SectorOther, l.Sector)
		require.Len(t, entries[0].Notes, 8) // six texts, the id and the category
		var phones []string
		for i := range 30 {
			phones = append(phones, `{"number":"01632 9600`+peer.Rev(10+i).String()+`"}`)
		}
		e := one(t, `,"phones":[`+strings.Join(phones, ",")+`]`)
		require.Len(t, e.Listing.Contacts, 20)
		require.Contains(t, said(e.Notes), "/contacts shortened")
	})
	t.Run("SIGN-01 an organisation's contacts stand in where the service has none", func(t *testing.T) {
		_, entries, err := readText(tamarside(), `{"id":"i","name":"a","description":"b","status":"active","organization_id":"o-1","organization":{"name":"O","website":"https://o.example","email":"o@o.example","phones":[]}}`)
		require.NoError(t, err)
		require.Equal(t, []signpost.ContactPoint{contact(signpost.ContactEmail, "o@o.example"), contact(signpost.ContactWeb, "https://o.example")}, entries[0].Listing.Contacts)
		require.Equal(t, "o-1", entries[0].Listing.Organisation)
		require.Len(t, one(t, `,"organization":{"website":"https://o.example"}`).Listing.Contacts, 1)
	})
	t.Run("SIGN-01 what is gone needs no more than who it is", func(t *testing.T) {
		for text, want := range map[string]openreferral.Outcome{
			`{"id":"i","status":"inactive"}`: openreferral.Gone, `{"id":"i","status":"defunct","email":"x","name":5}`: openreferral.Gone, `{"status":"defunct"}`: openreferral.LeftOut,
		} {
			_, entries, err := readText(tamarside(), text)
			require.NoError(t, err)
			require.Equal(t, want, entries[0].Outcome, text)
		}
	})
	t.Run("SIGN-01 no note repeats what a directory says", func(t *testing.T) {
		canary := "Canary-4711"
		for _, more := range []string{`,"email":"` + canary + `"`, `,"status":"` + canary + `"`, `,"minimum_age":"` + canary + `"`, `,"` + canary + ` x":[[`, `,"languages":[{"code":"` + canary + `"}]`, `,"schedules":[{"opens_at":"` + canary + `"}]`} {
			_, entries, err := readText(tamarside(), "["+minimal(more)+"]")
			if err != nil {
				require.NotContains(t, err.Error(), canary)
			}
			for _, e := range entries {
				for _, n := range e.Notes {
					require.NotContains(t, n.Path+n.Says+n.Fix, canary)
				}
			}
		}
	})
}
