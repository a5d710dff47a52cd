package scenarios

import (
	"encoding/json"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// recordSystem is who is who in organisation A's record system.
func recordSystem(t T) fhir.Context {
	t.Helper()
	n, err := peer.ParseNHSNumber("999 000 1014")
	require.NoError(t, err)
	return fhir.Context{People: fhir.People{
		Patients:      map[peer.PersonID]fhir.Patient{p1: {Reference: fhir.Reference{Reference: "Patient/p1"}, NHSNumber: n}},
		Staff:         map[peer.StaffID]fhir.Reference{w4: {Reference: "Practitioner/w4", Display: "Jess Tamblyn"}},
		Organisations: map[peer.OrgID]fhir.Reference{orgA: {Reference: "Organization/a"}},
	}}
}

func tellAT01FHIR(t T) {
	s := &story{t: t}
	facts := peer.ContactFacts{Policy: policy(t), Ready: peer.Readiness{Verdict: peer.Ready}}
	support := record(t, s, "c-2", peer.OneToOne, "2026-02-17T11:30:00Z", "2026-02-17T12:15:00Z", "2026-02-18T09:05Z", facts)
	resource, err := fhir.ToEncounter(support, recordSystem(t))
	require.NoError(t, err)
	sent(t, resource.Body)
	var e struct {
		ResourceType string
		Identifier   []struct{ System, Value string }
		Status       string
		Class        struct{ System, Code string }
		Type         []struct {
			Coding []struct{ System, Code string }
		}
		Subject struct {
			Reference  string
			Identifier struct{ System, Value string }
		}
		Participant []struct{ Individual struct{ Reference string } }
		Period      struct{ Start, End string }
		Length      struct {
			Value              json.Number
			Unit, System, Code string
		}
		ServiceProvider  struct{ Reference string }
		Diagnosis        json.RawMessage
		ReasonReference  json.RawMessage
		ReasonCode       json.RawMessage
		Hospitalization  json.RawMessage
		EpisodeOfCare    json.RawMessage
		PartOf, Location json.RawMessage
	}
	require.NoError(t, json.Unmarshal(resource.Body, &e))

	t.Run("AT-01, FHIR-05 one Encounter for the support contact", func(t T) {
		require.Equal(t, "Encounter", e.ResourceType)
		require.Equal(t, "finished", e.Status)
		require.Equal(t, "one-to-one", e.Type[0].Coding[0].Code)
		require.Len(t, e.Identifier, 1)
		require.Equal(t, "c-2", e.Identifier[0].Value)
		require.Equal(t, "Organization/a", e.ServiceProvider.Reference)
	})
	t.Run("AT-01, FHIR-06 class AMB for face to face in a clinic", func(t T) {
		require.Equal(t, "AMB", e.Class.Code)
	})
	t.Run("AT-01, FHIR-15 the person by reference and NHS number", func(t T) {
		require.Equal(t, "https://fhir.nhs.uk/Id/nhs-number", e.Subject.Identifier.System)
		require.Equal(t, "9990001014", e.Subject.Identifier.Value)
	})
	t.Run("AT-01, FHIR-05 the period, and forty-five minutes in UCUM", func(t T) {
		require.Contains(t, []string{"2026-02-17T11:30:00Z", "2026-02-17T11:30:00.000Z", "2026-02-17T11:30:00+00:00"}, e.Period.Start)
		require.Contains(t, []string{"2026-02-17T12:15:00Z", "2026-02-17T12:15:00.000Z", "2026-02-17T12:15:00+00:00"}, e.Period.End)
		require.Equal(t, "45", e.Length.Value.String())
		require.Equal(t, [3]string{"min", "http://unitsofmeasure.org", "min"}, [3]string{e.Length.Unit, e.Length.System, e.Length.Code})
	})
	t.Run("AT-01, FHIR-05 the worker is the only participant, and nothing clinical is said", func(t T) {
		require.Len(t, e.Participant, 1)
		require.Equal(t, "Practitioner/w4", e.Participant[0].Individual.Reference)
		for _, never := range []json.RawMessage{e.Diagnosis, e.ReasonReference, e.ReasonCode, e.Hospitalization, e.EpisodeOfCare, e.PartOf, e.Location} {
			require.Nil(t, never)
		}
	})

	t.Run("AT-01, PEER-31 exactly two Encounters, and the sister in neither", func(t T) {
		orientation := record(t, s, "c-1", peer.Orientation, "2026-02-10T14:00:00Z", "2026-02-10T14:45:00Z", "2026-02-10T15:00Z", facts)
		missed, _, err := peer.NewContact(peer.RecordContact{ID: "c-3", Person: p1, Worker: w4, Kind: peer.OneToOne, What: peer.Happening{
			Mode: peer.FaceToFace, Start: peer.MustMoment("2026-03-24T11:30:00Z"), Outcome: peer.Missed}}, s.act(jess, "2026-03-24T13:00Z", 0), facts)
		require.NoError(t, err)
		n := 0
		for _, c := range []peer.Contact{orientation, support, missed} {
			r, err := fhir.ToEncounter(c, recordSystem(t))
			if err != nil {
				require.ErrorIs(t, err, fhir.ErrNotSent)
				continue
			}
			n++
			sent(t, r.Body)
			require.NotContains(t, strings.ToLower(string(r.Body)), "megan")
		}
		require.Equal(t, 2, n)
	})
}
