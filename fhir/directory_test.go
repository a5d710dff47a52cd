package fhir_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

func init() {
	examples[signpost.KindResource] = directoryExample
	sightings[signpost.KindResource] = func(t testing.TB) []sighting {
		return []sighting{{record: directoryExample(t).record, keeps: []string{"/listing/contacts/value", "/listing/languages", "/listing/organisation"},
			made: func(t testing.TB, r peer.Record) []fhir.Resource { return three(t, r.(signpost.Resource), labelled(t)) }}}
	}
}

// policyFile is an example of an organisation's policy, with the sections that these
// tests need.
func policyFile(t testing.TB) peer.PolicyFile {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(`{"schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "until": "2026-12-31", "example": true,
		"calendar": {"zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"},
			"holidays": ["2026-12-25"], "until": "2026-12-31"},
		"signpost": `+string(signpost.ExamplePolicy())+`, "recovery": `+string(recovery.ExamplePolicy())+`}`), time.LoadLocation)
	require.NoError(t, err)
	return file
}

func signpostPolicy(t testing.TB) signpost.Policy {
	t.Helper()
	p, err := signpost.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	return p
}

// shed is a listing with no more than it needs.
func shed(change func(*signpost.Listing)) signpost.Listing {
	l := signpost.Listing{Name: peer.Say("The Shed"), Kind: signpost.Service, Sector: signpost.SectorLocal, Categories: []signpost.Category{signpost.LeisureGroup},
		Offers: peer.Say("A bench & tools"), Contacts: []signpost.ContactPoint{{Kind: signpost.ContactPhone, Value: peer.Say("01632 960123")}}}
	if change != nil {
		change(&l)
	}
	return l
}

// fullListing is a listing that has all there is.
func fullListing(l *signpost.Listing) {
	l.Organisation, l.OrganisationName = "o1", peer.Say("Tamarside Makers")
	l.Topics = []signpost.Topic{signpost.TopicHandsOn, signpost.TopicCompany}
	l.OffersNot = peer.Say("No courses")
	l.Contacts = []signpost.ContactPoint{{Kind: signpost.ContactPhone, Value: peer.Say("01632 960123")}, {Kind: signpost.ContactSMS, Value: peer.Say("07700 900123")},
		{Kind: signpost.ContactEmail, Value: peer.Say("hello@shed.example.org")}, {Kind: signpost.ContactWeb, Value: peer.Say("https://shed.example.org")},
		{Kind: signpost.ContactApp, Value: peer.Say("Shed App")}, {Kind: signpost.ContactVisit, Value: peer.Say("2 Quay Street, Tamarside")}}
	l.Access, l.Area = signpost.AccessBook, "a3"
	l.Place = signpost.Place{Latitude: 50_371_000, Longitude: -4_000_042}
	l.Hours = []signpost.Opening{open(signpost.Monday, "09:00", "17:00"), open(signpost.Tuesday, "09:00", "17:00"), open(signpost.Friday, "20:00", "02:00"), open(signpost.Sunday, "00:00", "24:00")}
	l.Cost = signpost.Cost{Kind: signpost.CostLow, Note: peer.Say("Tea is 50p")}
	l.Languages = []string{"en-GB", "cy"}
	l.Reach = signpost.Reach{Serves: peer.Say("Whoever likes to make things"), CannotServe: peer.Say("Nobody under 18"), Responsible: peer.Say("The bench"), Waiting: peer.Say("A week"),
		Ends: peer.Say("In spring"), Threshold: peer.Say("None"), MinimumAge: 18, MaximumAge: 99, NobodyLeftOut: true}
	l.Features = []signpost.Feature{{Need: signpost.NeedStepFree, Has: peer.Yes}, {Need: signpost.NeedHearingLoop, Has: peer.No}, {Need: signpost.NeedToilets}}
	l.Digital = signpost.Digital{Given: true, Safety: peer.Say("Say no names"), Privacy: peer.Say("They keep logs")}
	l.Sessions = signpost.Sessions{Days: []signpost.Session{{On: peer.MustDate("2026-12-30")}}, Enrol: peer.Say("Ring"), Help: peer.Say("A buddy")}
	l.Now = signpost.RightNow{Alert: peer.Say("Use the side door")}
	l.Source = signpost.SourceOf{Directory: "tamarside", ID: "8f1d3a52-0000-4000-8000-000000000001", Changed: peer.MustDate("2026-10-01"), Assured: peer.MustDate("2026-09-01")}
}

func open(day signpost.Weekday, from, to string) signpost.Opening {
	return signpost.Opening{Day: day, From: peer.MustClock(from), To: peer.MustClock(to)}
}

var (
	byKay     = peer.ByStaff("kay", peer.RoleCareCoordinator)
	makeSure  = signpost.Verify{On: peer.MustDate("2026-12-01"), How: signpost.ByPhone}
	doubt     = signpost.Dispute{Reason: signpost.NotThere, Words: peer.Words{Text: peer.Say("nobody was there")}}
	toListed  = []signpost.ResourceStep{signpost.Propose{}, makeSure, signpost.List{}}
	toClosed  = append(toListed[:3:3], signpost.Retire{Why: signpost.Closed})
	toDoubted = append(toListed[:3:3], doubt)
)

// entry is one of the directory after these steps. Aled found it.
func entry(t testing.TB, l signpost.Listing, steps ...signpost.ResourceStep) signpost.Resource {
	t.Helper()
	ask, f := &requests{}, signpost.Facts{Policy: signpostPolicy(t), NoOther: peer.Yes}
	r, _, err := signpost.NewResource(signpost.Find{ID: "e1", Listing: l}, ask.act(byAled, 0), f)
	require.NoError(t, err)
	for _, step := range steps {
		r, _, err = r.Do(step, ask.act(byKay, r.Rev()), f)
		require.NoError(t, err)
	}
	return r
}

// named is one of the documents of an entry.
func named(resource string) fhir.DocumentName {
	return fhir.DocumentName{Type: resource, Record: peer.Ref{Kind: signpost.KindResource, ID: "e1"}}
}

// entryThere is a site where the documents of the entry stand already.
func entryThere(t testing.TB) fhir.Context {
	in := labelled(t)
	in.Stands = map[fhir.DocumentName]string{named("HealthcareService"): "h1", named("Organization"): "o9", named("Location"): "l1"}
	return in
}

func three(t testing.TB, r signpost.Resource, in fhir.Context) (out []fhir.Resource) {
	t.Helper()
	for _, name := range fhir.Documents(r) {
		made, _, err := fhir.Build(name, r, in)
		require.NoError(t, err)
		out = append(out, made)
	}
	return out
}

func directoryExample(t testing.TB) example {
	r := entry(t, shed(fullListing), append(toListed[:3:3], doubt, makeSure)...)
	return example{r, three(t, r, labelled(t))}
}

func service(t testing.TB, change func(*signpost.Listing)) fhir.Resource {
	t.Helper()
	r, err := fhir.ToHealthcareService(entry(t, shed(change), toListed...), labelled(t))
	require.NoError(t, err)
	return r
}

func TestDirectory(t *testing.T) {
	t.Run("SIGN-01, SIGN-05, SIGN-08, SIGN-25 full and smallest", func(t *testing.T) {
		for _, r := range directoryExample(t).resources {
			golden(t, strings.ToLower(r.Type)+"-full", r.Body)
		}
		golden(t, "healthcareservice-smallest", service(t, nil).Body)
		r, err := fhir.ToLocation(entry(t, shed(func(l *signpost.Listing) { l.Place = signpost.Place{Latitude: -1, Longitude: 12_000_000} }), toListed...), labelled(t))
		require.NoError(t, err)
		golden(t, "location-smallest", r.Body)
		r, err = fhir.ToOrganization(entry(t, shed(func(l *signpost.Listing) { l.OrganisationName = peer.Say("Makers") }), toListed...), labelled(t))
		require.NoError(t, err)
		golden(t, "organization-smallest", r.Body)
	})
	t.Run("FHIR-16 each has a system of its own", func(t *testing.T) {
		base := fhir.Canonical + "/id/resource"
		for i, want := range []string{base, base + "/organization", base + "/location"} {
			require.Equal(t, want, directoryExample(t).resources[i].Identifier.System)
		}
	})
	t.Run("SIGN-01, FHIR-02 the same entry gives the same bytes", func(t *testing.T) {
		one, again := directoryExample(t), directoryExample(t)
		for i := range one.resources {
			require.Equal(t, one.resources[i].Body, again.resources[i].Body)
		}
	})
	t.Run("SIGN-01 they refer to one another, and what is missing is named", func(t *testing.T) {
		r := entry(t, shed(fullListing), toListed...)
		_, missing, err := fhir.Build(named("HealthcareService"), r, labelled(t))
		require.NoError(t, err)
		require.Equal(t, fhir.Missing{Organisations: []peer.OrgID{"o1"}, Documents: []fhir.DocumentName{named("Organization"), named("Location")}}, missing)
		made, _, err := fhir.Build(named("HealthcareService"), r, entryThere(t))
		require.NoError(t, err)
		require.Equal(t, []string{"Organization/o9"}, at(t, made, "providedBy.reference"))
		require.Equal(t, []string{"Location/l1"}, at(t, made, "location.reference"))
	})
	t.Run("SIGN-01 an organisation that the record system has is referred to, and not made again", func(t *testing.T) {
		r, in := entry(t, shed(fullListing), toListed...), labelled(t)
		in.People.Organisations["o1"] = fhir.Reference{Reference: "Organization/makers"}
		made, err := fhir.ToHealthcareService(r, in)
		require.NoError(t, err)
		require.Equal(t, []string{"Organization/makers"}, at(t, made, "providedBy.reference"))
		made, err = fhir.ToOrganization(r, in)
		turnedDown(t, made, err, "SIGN-01 not-sent", "")
		in.People.Organisations["o1"] = fhir.Reference{Reference: "Patient/" + canary}
		made, err = fhir.ToHealthcareService(r, in)
		turnedDown(t, made, err, "SIGN-01 unmappable", "/listing/organisation")
	})
	t.Run("SIGN-01 one that is known by its id alone goes by it", func(t *testing.T) {
		r := entry(t, shed(func(l *signpost.Listing) { l.Organisation = "o1" }), toListed...)
		made, err := fhir.ToHealthcareService(r, labelled(t))
		require.NoError(t, err)
		require.Equal(t, []string{"o1"}, at(t, made, "providedBy.identifier.value"))
		made, err = fhir.ToOrganization(r, labelled(t))
		turnedDown(t, made, err, "SIGN-01 not-sent", "")
	})
}

func TestDirectoryStates(t *testing.T) {
	closed := func(l *signpost.Listing) { fullListing(l); l.Now.Closed = true }
	for name, c := range map[string]struct {
		change func(*signpost.Listing)
		steps  []signpost.ResourceStep
		status peer.Status
		want   []string // active, Location.status
	}{
		"found":                            {fullListing, nil, signpost.Found, nil},
		"proposed":                         {fullListing, toListed[:1], signpost.Proposed, nil},
		"verified":                         {fullListing, toListed[:2], signpost.Verified, nil},
		"listed":                           {fullListing, toListed, signpost.Listed, []string{"true", "active"}},
		"listed and closed for now":        {closed, toListed, signpost.Listed, []string{"false", "suspended"}},
		"doubted":                          {fullListing, toDoubted, signpost.Disputed, []string{"false", "inactive"}},
		"gone":                             {fullListing, toClosed, signpost.Retired, []string{"false", "inactive"}},
		"gone before anybody was shown it": {fullListing, []signpost.ResourceStep{signpost.Retire{Why: signpost.Unsuitable}}, signpost.Retired, nil},
	} {
		t.Run("SIGN-06, SIGN-04, SIGN-03 "+name, func(t *testing.T) {
			r := entry(t, shed(c.change), c.steps...)
			require.Equal(t, c.status, r.Status())
			if c.want == nil {
				for _, name := range fhir.Documents(r) {
					made, _, err := fhir.Build(name, r, entryThere(t))
					turnedDown(t, made, err, "SIGN-06 not-sent", "")
				}
				return
			}
			made := three(t, r, entryThere(t))
			require.Equal(t, c.want, []string{at(t, made[0], "active")[0], at(t, made[2], "status")[0]})
			require.Equal(t, []string{"instance"}, at(t, made[2], "mode"))
		})
	}
	t.Run("SIGN-06 what is gone and was never there is not sent", func(t *testing.T) {
		r := entry(t, shed(fullListing), toClosed...)
		for _, name := range fhir.Documents(r) {
			made, missing, err := fhir.Build(name, r, labelled(t))
			turnedDown(t, made, err, "SIGN-06 not-sent", "")
			require.Equal(t, []fhir.DocumentName{name}, missing.Documents, "once somebody has looked, it is known")
		}
	})
	t.Run("SIGN-01 a place that is given up is over where it stands, and nowhere else", func(t *testing.T) {
		r := entry(t, shed(nil), toListed...)
		made, err := fhir.ToLocation(r, labelled(t))
		turnedDown(t, made, err, "SIGN-01 not-sent", "")
		made, err = fhir.ToLocation(r, entryThere(t))
		require.NoError(t, err)
		require.Equal(t, []string{"inactive"}, at(t, made, "status"))
		require.Empty(t, at(t, service(t, nil), "location.type"))
	})
	t.Run("SIGN-01 of several addresses none has the position", func(t *testing.T) {
		r := entry(t, shed(func(l *signpost.Listing) {
			fullListing(l)
			l.Contacts = append(l.Contacts, signpost.ContactPoint{Kind: signpost.ContactVisit, Value: peer.Say("Market Hall")})
		}), toListed...)
		made, err := fhir.ToLocation(r, labelled(t))
		require.NoError(t, err)
		require.Equal(t, []string{"2 Quay Street, Tamarside; or Market Hall"}, at(t, made, "address.text"))
		require.Empty(t, at(t, made, "position.latitude"))
	})
	t.Run("SIGN-01 only where the site has turned the directory on", func(t *testing.T) {
		r, in := entry(t, shed(fullListing), toListed...), labelled(t)
		require.Len(t, in.Site.Documents(r), 3)
		in.Site.Directory = false
		require.Empty(t, in.Site.Documents(r))
		for _, name := range fhir.Documents(r) {
			made, _, err := fhir.Build(name, r, in)
			turnedDown(t, made, err, "FHIR-01 not-sent", "")
		}
	})
	t.Run("SIGN-01 no entry", func(t *testing.T) {
		made, err := fhir.ToHealthcareService(signpost.Resource{}, labelled(t))
		turnedDown(t, made, err, "FHIR-01 required", "")
	})
}

func TestDirectoryWords(t *testing.T) {
	t.Run("SIGN-02, SIGN-08 every word has a code and what people read", func(t *testing.T) {
		read := map[string]bool{}
		for path, n := range map[string]struct {
			terms []string
			set   func(*signpost.Listing, string)
		}{
			"category.coding": {signpost.Category("").Terms(), func(l *signpost.Listing, w string) { l.Categories = []signpost.Category{signpost.Category(w)} }},
			"type.coding":     {signpost.Topic("").Terms(), func(l *signpost.Listing, w string) { l.Topics = []signpost.Topic{signpost.Topic(w)} }},
			"characteristic.coding": {signpost.AccessNeed("").Terms(), func(l *signpost.Listing, w string) {
				l.Features = []signpost.Feature{{Need: signpost.AccessNeed(w), Has: peer.Yes}}
			}},
			"extension.valueCodeableConcept.coding": {signpost.CostKind("").Terms(), func(l *signpost.Listing, w string) { l.Cost.Kind = signpost.CostKind(w) }},
		} {
			for _, word := range n.terms {
				r := service(t, func(l *signpost.Listing) { n.set(l, word) })
				require.Equal(t, []string{word}, at(t, r, path+".code"))
				require.NotEmpty(t, at(t, r, path+".display")[0])
				read[path+at(t, r, path+".display")[0]] = true
			}
		}
		require.Len(t, read, 15+24+21+4)
		for _, word := range signpost.Sector("").Terms() {
			made, err := fhir.ToOrganization(entry(t, shed(func(l *signpost.Listing) { l.OrganisationName, l.Sector = peer.Say("x"), signpost.Sector(word) }), toListed...), labelled(t))
			require.NoError(t, err)
			require.Equal(t, []string{word}, at(t, made, "type.coding.code"))
		}
	})
	t.Run("SIGN-08 what is not there, and what nobody knows, is no feature", func(t *testing.T) {
		r := service(t, func(l *signpost.Listing) {
			l.Features = []signpost.Feature{{Need: signpost.NeedToilets}, {Need: signpost.NeedStepFree, Has: peer.No}}
		})
		require.Empty(t, at(t, r, "characteristic.coding.code"))
	})
	t.Run("SIGN-05 whom it serves", func(t *testing.T) {
		for want, reach := range map[string]signpost.Reach{
			"From the age of 18.": {MinimumAge: 18}, "Up to the age of 25.": {MaximumAge: 25}, "From the age of 16 to 25.": {MinimumAge: 16, MaximumAge: 25},
			"Cannot serve: dogs\nThreshold: none": {CannotServe: peer.Say("dogs"), Threshold: peer.Say("none")}, "It serves everybody.": {NobodyLeftOut: true}, "": {},
		} {
			r := service(t, func(l *signpost.Listing) { l.Reach = reach })
			require.Equal(t, want, strings.Join(at(t, r, "eligibility.comment"), ""))
		}
	})
	t.Run("SIGN-03 a notice says first whether it is open", func(t *testing.T) {
		for want, now := range map[string]signpost.RightNow{
			"It is closed for now.": {Closed: true}, "It is closed for now.\nFlood": {Closed: true, Alert: peer.Say("Flood")}, "It is open, with a notice.\nSide door": {Alert: peer.Say("Side door")}, "": {},
		} {
			r := service(t, func(l *signpost.Listing) { l.Now = now })
			require.Equal(t, want, strings.Join(at(t, r, "notAvailable.description"), ""))
		}
	})
	t.Run("SIGN-01 appointments are asked for where a place is booked", func(t *testing.T) {
		for _, route := range signpost.AccessRoute("").Terms() {
			r := service(t, func(l *signpost.Listing) { l.Access = signpost.AccessRoute(route) })
			require.Equal(t, route == "book", len(at(t, r, "appointmentRequired")) == 1)
		}
	})
	t.Run("SIGN-01 a cost in words alone, and none", func(t *testing.T) {
		r := service(t, func(l *signpost.Listing) { l.Cost.Note = peer.Say("ask") })
		require.Equal(t, []string{"ask"}, at(t, r, "extension.valueCodeableConcept.text"))
		require.Empty(t, at(t, r, "extension.valueCodeableConcept.coding.code"))
		require.NotContains(t, at(t, service(t, nil), "extension.url"), fhir.ExtensionCost)
	})
	t.Run("SIGN-03 the day somebody last made sure", func(t *testing.T) {
		require.Equal(t, []string{fhir.ExtensionLastVerified}, at(t, service(t, nil), "extension.url"))
		require.Equal(t, []string{"2026-12-01"}, at(t, service(t, nil), "extension.valueDate"))
	})
	t.Run("SIGN-01 words that FHIR cannot hold", func(t *testing.T) {
		bad := peer.Say(canary + "\x1b")
		for path, change := range map[string]func(*signpost.Listing){
			"SIGN-01 unmappable /listing/name":             func(l *signpost.Listing) { l.Name = bad },
			"SIGN-01 unmappable /listing/organisationName": func(l *signpost.Listing) { l.OrganisationName = bad },
			"SIGN-04 unmappable /listing/offers":           func(l *signpost.Listing) { l.Offers = peer.Say("tea \ufffe and cake") },
			"SIGN-04 unmappable /listing/offersNot":        func(l *signpost.Listing) { l.OffersNot = bad },
			"SIGN-05 unmappable /listing/reach":            func(l *signpost.Listing) { l.Reach.Threshold = bad },
			"SIGN-01 unmappable /listing/cost/note":        func(l *signpost.Listing) { l.Cost.Note = bad },
			"SIGN-03 unmappable /listing/now/alert":        func(l *signpost.Listing) { l.Now.Alert = bad },
			"SIGN-01 unmappable /listing/languages":        func(l *signpost.Listing) { l.Languages = []string{"cy", "en GB"} },
			"SIGN-01 unmappable /listing/source/directory": func(l *signpost.Listing) { l.Source.ID, l.Source.Directory = "x1", " \n" },
			"SIGN-01 unmappable /listing/contacts": func(l *signpost.Listing) {
				l.Contacts = []signpost.ContactPoint{{Kind: signpost.ContactVisit, Value: bad}}
			},
		} {
			made, err := fhir.ToHealthcareService(entry(t, shed(change), toListed...), labelled(t))
			cut := strings.LastIndex(path, " ")
			turnedDown(t, made, err, path[:cut], path[cut+1:])
		}
	})
}

func TestDirectoryHoldsNobody(t *testing.T) {
	t.Run("SIGN-06, SIGN-04, H13, FHIR-12 neither finder, doubt nor who made sure; and only what the table names", func(t *testing.T) {
		e := directoryExample(t)
		for _, r := range e.resources {
			for _, never := range []string{"p1", "kay", "offeredIn", "contact", "Patient", "Practitioner", "Shed App"} {
				require.NotContains(t, string(r.Body), `"`+never)
			}
		}
	})
}
