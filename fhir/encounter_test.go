package fhir_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// at gives what stands at the end of a path, indices not counted.
func at(t testing.TB, r fhir.Resource, path string) []string { return leaves(t, r.Body)[path] }

func TestToEncounter(t *testing.T) {
	t.Run("AT-01 FHIR-05 FHIR-06 FHIR-15 the support contact", func(t *testing.T) {
		r, err := fhir.ToEncounter(happened(t, nil), tamarside(t))
		require.NoError(t, err)
		golden(t, "encounter-one-to-one", r.Body)
		require.Equal(t, "Encounter", r.Type)
		require.Equal(t, fhir.Identifier{System: fhir.Canonical + "/id/contact", Value: "c-2"}, r.Identifier)
		require.False(t, r.TakesBack)
		for path, want := range map[string]string{
			"status": "finished", "class.code": "AMB", "type.coding.code": "one-to-one",
			"subject.identifier.system": "https://fhir.nhs.uk/Id/nhs-number", "subject.identifier.value": "9990001014",
			"period.start": "2026-02-17T11:30:00Z", "period.end": "2026-02-17T12:15:00Z",
			"length.value": "45", "length.unit": "min", "length.system": "http://unitsofmeasure.org", "length.code": "min",
			"participant.individual.reference": "Practitioner/w4", "participant.type.coding.code": "PPRF",
			"serviceProvider.reference": "Organization/a", "identifier.value": "c-2", "id": r.ID,
		} {
			require.Equal(t, []string{want}, at(t, r, path), path)
		}
	})
	t.Run("FHIR-05 the orientation", func(t *testing.T) {
		r, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) { c.ID, c.Kind = "c-1", peer.Orientation }), tamarside(t))
		require.NoError(t, err)
		golden(t, "encounter-orientation", r.Body)
	})
	t.Run("FHIR-05 everything a contact and a site can say", func(t *testing.T) {
		in := tamarside(t)
		in.Site = fhir.Site{Identifiers: "https://tamarside.example/towpath", ConsultationMechanism: "https://epr.example/CodeSystem/mechanism", UKCore: true, WardAsStay: true, ODSCodes: true}
		in.Stay = "Encounter/s1"
		r, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) {
			c.What.Place, c.What.SupervisedBy, c.What.Present = peer.OnWard, iris, true
		}), in)
		require.NoError(t, err)
		golden(t, "encounter-ward-stay", r.Body)
		require.Equal(t, "https://tamarside.example/towpath/contact", r.Identifier.System)
	})
	t.Run("FHIR-02 the same contact gives the same bytes, and the models read them", func(t *testing.T) {
		c, in := happened(t, nil), tamarside(t)
		first, err := fhir.ToEncounter(c, in)
		require.NoError(t, err)
		again, err := fhir.ToEncounter(c, in)
		require.NoError(t, err)
		require.Equal(t, first.Body, again.Body)
		read, err := r4.UnmarshalEncounter(first.Body)
		require.NoError(t, err)
		theirs, err := json.Marshal(read)
		require.NoError(t, err)
		require.JSONEq(t, string(theirs), string(first.Body))
	})
	t.Run("FHIR-05 across a clock change the length is what really passed", func(t *testing.T) {
		london, err := time.LoadLocation("Europe/London")
		require.NoError(t, err)
		wall := func(hour, minute int, offset string) peer.Moment {
			m, err := time.ParseInLocation(time.RFC3339, time.Date(2026, 10, 25, hour, minute, 0, 0, time.UTC).Format("2006-01-02T15:04:05")+offset, london)
			require.NoError(t, err)
			return peer.MomentOf(m)
		}
		r, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) { c.What.Start, c.What.End = wall(0, 30, "+01:00"), wall(1, 45, "Z") }), tamarside(t))
		require.NoError(t, err)
		require.Equal(t, []string{"135"}, at(t, r, "length.value"))
		require.Equal(t, []string{"2026-10-25T00:30:00+01:00"}, at(t, r, "period.start"))
		require.Equal(t, []string{"2026-10-25T01:45:00Z"}, at(t, r, "period.end"))
	})
	t.Run("FHIR-05 fractions of a second are kept, and none are made up", func(t *testing.T) {
		r, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) { c.What.End = peer.MustMoment("2026-02-17T14:15:30.250+01:30") }), tamarside(t))
		require.NoError(t, err)
		require.Equal(t, []string{"2026-02-17T14:15:30.25+01:30"}, at(t, r, "period.end"))
		require.Equal(t, []string{"75"}, at(t, r, "length.value"))
	})
	t.Run("FHIR-05 a letter that ends as it starts took no minutes", func(t *testing.T) {
		r, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) { c.What.Mode, c.What.End = peer.Letter, c.What.Start }), tamarside(t))
		require.NoError(t, err)
		require.Equal(t, []string{"0"}, at(t, r, "length.value"))
	})
	t.Run("FHIR-05 what nobody has said is left out", func(t *testing.T) {
		in := tamarside(t)
		in.People.Patients[aled] = fhir.Patient{Reference: fhir.Reference{Reference: "https://epr.example/fhir/Patient/p1", Display: canary}}
		r, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) { c.Kind, c.Organisation = "", "" }), in)
		require.NoError(t, err)
		require.Equal(t, []string{"class.code", "class.display", "class.system", "id", "identifier.system", "identifier.value",
			"length.code", "length.system", "length.unit", "length.value",
			"participant.individual.display", "participant.individual.reference", "participant.type.coding.code", "participant.type.coding.display", "participant.type.coding.system",
			"period.end", "period.start", "resourceType", "status", "subject.reference", "text.div", "text.status"}, elements(t, r.Body))
	})
}

// Every place, mode, kind and outcome, with and without what a site may ask for.
func TestEncounterOfEveryContact(t *testing.T) {
	class := map[peer.Place]string{peer.AtClinic: "AMB", peer.AtHome: "HH", peer.InCommunity: "FLD", peer.OnWard: "AMB"}
	mechanism := map[peer.Mode]string{peer.FaceToFace: "01", peer.Phone: "02", peer.Video: "11", peer.Chat: "10", peer.Text: "09", peer.Email: "05", peer.Letter: "98"}
	tried, sent := 0, 0
	for _, place := range append(peer.Place("").Terms(), "") {
		for _, mode := range append(peer.Mode("").Terms(), "") {
			for _, kind := range append(peer.ActivityKind("").Terms(), "") {
				for _, outcome := range peer.Outcome("").Terms() {
					for bits := range 8 {
						tried++
						place, mode, kind, outcome := peer.Place(place), peer.Mode(mode), peer.ActivityKind(kind), peer.Outcome(outcome)
						in := tamarside(t)
						in.Site.WardAsStay = bits&1 > 0
						if bits&2 > 0 {
							in.Stay = "Encounter/s1"
						}
						if bits&4 > 0 {
							in.Site.ConsultationMechanism = "https://epr.example/mechanism"
						}
						r, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) {
							c.Kind, c.What.Mode, c.What.Place, c.What.Outcome = kind, mode, place, outcome
						}), in)
						switch {
						case outcome != peer.Attended:
							require.Equal(t, "FHIR-05", refused(t, err, fhir.ErrNotSent).Reasons[0].Rule.Row)
							require.Empty(t, r)
							continue
						case mode == "":
							require.Equal(t, "/what/mode", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
							continue
						case mode == peer.FaceToFace && place == "":
							require.Equal(t, "/what/place", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
							continue
						}
						require.NoError(t, err)
						sent++
						want, stay := "VR", []string(nil)
						if mode == peer.FaceToFace {
							want = class[place]
							if place == peer.OnWard && bits&3 == 3 {
								want, stay = "IMP", []string{"Encounter/s1"}
							}
						}
						require.Equal(t, []string{want}, at(t, r, "class.code"), "FHIR-06")
						require.Equal(t, stay, at(t, r, "partOf.reference"), "IMP never stands alone")
						var codes []string
						if kind != "" {
							codes = append(codes, string(kind))
						}
						if bits&4 > 0 {
							codes = append(codes, string(mode), mechanism[mode])
						}
						require.Equal(t, codes, at(t, r, "type.coding.code"))
						require.Equal(t, []string{"finished"}, at(t, r, "status"))
					}
				}
			}
		}
	}
	t.Logf("%d contacts, %d Encounters", tried, sent)
	require.Equal(t, 5*8*7*3*8, tried)
}

func TestContactsWithoutEncounter(t *testing.T) {
	in := tamarside(t)
	wrong := peer.MarkInError{Because: say(canary)}
	planned, _, err := peer.NewContact(peer.PlanContact{ID: "c-3", Person: aled, Worker: jess, Kind: peer.OneToOne, ForSafety: true, What: peer.Happening{
		Mode: peer.FaceToFace, Place: peer.AtHome, Start: peer.MustMoment("2027-02-17T11:30:00Z"), End: peer.MustMoment("2027-02-17T12:30:00Z")}},
		(&requests{}).act(byJess, 0), peer.ContactFacts{})
	require.NoError(t, err)
	missed := happened(t, func(c *peer.RecordContact) { c.What.Outcome, c.What.NotMet = peer.Missed, peer.Unwell })
	off := happened(t, func(c *peer.RecordContact) { c.What.Outcome = peer.CalledOff })
	anonymous := happened(t, func(c *peer.RecordContact) {
		c.Person, c.Relationship, c.What.Goals, c.Headcount, c.Kind = "", "", nil, 7, peer.DropIn
	})
	for name, c := range map[string]peer.Contact{
		"FHIR-05 in the diary": planned, "FHIR-05 missed": missed, "FHIR-05 called off": off, "FHIR-07 anonymous drop-in": anonymous,
		"FHIR-05 in the diary by mistake": take(t, planned, wrong), "FHIR-05 missed by mistake": take(t, missed, wrong), "FHIR-07 anonymous by mistake": take(t, anonymous, wrong),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := fhir.ToEncounter(c, fhir.Context{})
			require.Empty(t, r)
			require.Equal(t, name[:7], refused(t, err, fhir.ErrNotSent).Reasons[0].Rule.Row, "whoever is not known in the record system")
		})
	}

	t.Run("FHIR-05 AT-15 entered in error takes back what was sent, word for word", func(t *testing.T) {
		c := happened(t, nil)
		was, err := fhir.ToEncounter(c, in)
		require.NoError(t, err)
		r, err := fhir.ToEncounter(take(t, c, wrong), in)
		require.NoError(t, err)
		require.True(t, r.TakesBack)
		require.Equal(t, was.ID, r.ID)
		said := strings.Replace(string(was.Body), `"status":"finished"`, `"status":"entered-in-error"`, 1)
		require.Equal(t, strings.Replace(said, "<p>Peer support contact", "<p>Entered in error: do not rely on this.</p><p>Peer support contact", 1), string(r.Body))
	})
	t.Run("FHIR-05 put right to missed: the Encounter that said otherwise is taken back", func(t *testing.T) {
		c := happened(t, nil)
		put := func(c peer.Contact, h peer.Happening) peer.Contact {
			return take(t, c, peer.Correct{What: h, Because: say(canary)})
		}
		h := c.What()
		h.Place = peer.InCommunity
		c = put(c, h)
		h.Outcome = peer.Missed
		c = put(c, h)
		r, err := fhir.ToEncounter(c, in)
		require.NoError(t, err)
		require.True(t, r.TakesBack)
		require.Equal(t, []string{"entered-in-error", "FLD"}, append(at(t, r, "status"), at(t, r, "class.code")...), "as it was last sent")
		h.NotMet = peer.Travel
		r, err = fhir.ToEncounter(put(c, h), in)
		require.NoError(t, err)
		require.True(t, r.TakesBack, "however often it is put right")
		h.Outcome, h.NotMet, h.Place = peer.Attended, "", peer.AtHome
		r, err = fhir.ToEncounter(put(c, h), in)
		require.NoError(t, err)
		require.False(t, r.TakesBack)
		require.Equal(t, []string{"finished", "HH"}, append(at(t, r, "status"), at(t, r, "class.code")...))
		require.NotContains(t, string(r.Body), canary)
	})
}

func TestEncounterRefusals(t *testing.T) {
	full := func(c *peer.RecordContact) { c.What.SupervisedBy, c.What.Present = iris, true }
	paths := func(r *peer.Refusal) (out []string) {
		for _, reason := range r.Reasons {
			out = append(out, reason.Path)
		}
		return out
	}
	t.Run("FHIR-05 no contact", func(t *testing.T) {
		_, err := fhir.ToEncounter(peer.Contact{}, tamarside(t))
		refused(t, err, peer.ErrRequired)
	})
	t.Run("FHIR-01 FHIR-05 FHIR-15 everything at once, and nothing is guessed", func(t *testing.T) {
		c := happened(t, func(c *peer.RecordContact) { full(c); c.What.Mode = "" })
		r, err := fhir.ToEncounter(c, fhir.Context{})
		require.Empty(t, r)
		refusal := refused(t, err, fhir.ErrPatientNotFound, peer.ErrRequired, fhir.ErrUnmappable)
		require.Equal(t, []string{"/person", "/organisation", "/what/mode", "/worker", "/what/supervisedBy"}, paths(refusal))
	})
	t.Run("FHIR-05 FHIR-15 references that lead elsewhere", func(t *testing.T) {
		in := tamarside(t)
		in.Site = fhir.Site{Identifiers: "not an address", ConsultationMechanism: "https://a.example/x|y", WardAsStay: true}
		in.Stay = "Patient/p1"
		in.People.Patients[aled] = fhir.Patient{Reference: fhir.Reference{Reference: "RelatedPerson/" + canary}}
		in.People.Staff[jess] = fhir.Reference{Reference: "PractitionerRole/w4"}
		in.People.Staff[iris] = fhir.Reference{Reference: "Practitioner/", Display: canary}
		in.People.Organisations["A"] = fhir.Reference{Reference: "urn:uuid:" + canary}
		_, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) { full(c); c.What.Place = peer.OnWard }), in)
		require.Equal(t, []string{"/site/identifiers", "/site/consultationMechanism", "/person", "/organisation", "/stay", "/worker", "/what/supervisedBy"},
			paths(refused(t, err, fhir.ErrUnmappable)))
	})
	t.Run("FHIR-05 an organisation by its ODS code alone", func(t *testing.T) {
		in := tamarside(t)
		in.Site.ODSCodes, in.People.Organisations = true, nil
		r, err := fhir.ToEncounter(happened(t, nil), in)
		require.NoError(t, err)
		require.Equal(t, []string{fhir.ODSSystem, "A"}, append(at(t, r, "serviceProvider.identifier.system"), at(t, r, "serviceProvider.identifier.value")...))
		require.Empty(t, at(t, r, "serviceProvider.reference"))
	})
}

func TestEncounterNeverSays(t *testing.T) {
	t.Run("FHIR-04 FHIR-12 nothing but the fact of the contact", func(t *testing.T) {
		mark := func(field string) string { return canary + "-" + field }
		c := happened(t, func(c *peer.RecordContact) {
			c.Relationship, c.Service = mark("relationship"), peer.ServiceID(mark("service"))
			c.ForSafety = true
			c.What.SupervisedBy, c.What.Goals = iris, []string{mark("goal")}
			c.What.Production, c.What.NotTogether = peer.NotCoProduced, peer.NotSafe
		})
		h := c.What()
		c = take(t, c, peer.Correct{What: h, Because: say(mark("because"))})
		in := tamarside(t)
		in.Site = fhir.Site{ConsultationMechanism: "https://epr.example/mechanism", UKCore: true, ODSCodes: true}
		r, err := fhir.ToEncounter(c, in)
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), canary)
		for _, word := range []string{"safe", "together", "outside", "unsupervised", "late", "not-ready"} {
			require.NotContains(t, strings.ToLower(string(r.Body)), word)
		}
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(r.Body, &members))
		for _, never := range []string{"diagnosis", "reasonReference", "reasonCode", "hospitalization", "location", "note", "contained", "extension", "episodeOfCare", "statusHistory", "appointment", "account"} {
			require.NotContains(t, members, never)
		}
		require.Len(t, slices.Compact(at(t, r, "participant.individual.reference")), 2)
		require.Equal(t, []string{"PPRF", "supervising"}, at(t, r, "participant.type.coding.code"), "not in the room: no SPRF")
	})
}
