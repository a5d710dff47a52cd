package fhir_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func attended(t testing.TB, with map[string]any) peer.GroupAttendance {
	t.Helper()
	return stored[peer.GroupAttendance](t, "peer/group-attendance-recorded", with)
}

func TestToGroupEncounter(t *testing.T) {
	t.Run("FHIR-07, PEER-58 one person's own", func(t *testing.T) {
		a := attended(t, nil)
		r, err := fhir.ToGroupEncounter(a, sharing(t))
		require.NoError(t, err)
		golden(t, "encounter-group", r.Body)
		require.Equal(t, []string{"group"}, at(t, r, "type.coding.code"))
		require.Equal(t, []string{"Practitioner/w4"}, at(t, r, "participant.individual.reference"))
	})
	t.Run("FHIR-07, H13 the session is the same for all, in a system of its own, and nothing is created by it", func(t *testing.T) {
		in := sharing(t)
		in.Site.Identifiers = "https://tamarside.example/towpath"
		one := attended(t, nil)
		r, err := fhir.ToGroupEncounter(one, in)
		require.NoError(t, err)
		require.Equal(t, in.Site.IdentifierOf(fhir.DocumentName{Type: "Encounter", Record: one.Ref()}), r.Identifier)
		require.Equal(t, []string{"https://tamarside.example/towpath/group-attendance", "https://tamarside.example/towpath/group-session"}, at(t, r, "identifier.system"))
		require.Equal(t, []string{one.Ref().ID, one.Session()}, at(t, r, "identifier.value"))
		require.NotEqual(t, one.Session(), r.Identifier.Value)
		require.NotContains(t, r.ID, one.Session())
	})
	t.Run("PEER-40, FHIR-07 that lived experience was shared", func(t *testing.T) {
		in, a := sharing(t), attended(t, nil)
		in.Shared = map[peer.Ref]bool{a.Ref(): true}
		r, err := fhir.ToGroupEncounter(a, in)
		require.NoError(t, err)
		require.Equal(t, []string{"group", "lived-experience-shared"}, at(t, r, "type.coding.code"))
	})
	t.Run("FHIR-07, PEER-49 entered in error", func(t *testing.T) {
		r, err := fhir.ToGroupEncounter(stored[peer.GroupAttendance](t, "peer/group-attendance-entered-in-error", nil), sharing(t))
		require.NoError(t, err)
		require.True(t, r.TakesBack)
		require.Equal(t, []string{"entered-in-error"}, at(t, r, "status"))
	})
	t.Run("FHIR-05, FHIR-07, FHIR-15 what is not known is not guessed", func(t *testing.T) {
		_, err := fhir.ToGroupEncounter(peer.GroupAttendance{}, sharing(t))
		refused(t, err, peer.ErrRequired)
		_, err = fhir.ToGroupEncounter(attended(t, nil), fhir.Context{})
		refused(t, err, fhir.ErrPatientNotFound, peer.ErrRequired)
	})
	t.Run("FHIR-04, FHIR-07 no Group, no parent, nobody else", func(t *testing.T) {
		r, err := fhir.ToGroupEncounter(attended(t, nil), sharing(t))
		require.NoError(t, err)
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(r.Body, &members))
		for _, never := range []string{"partOf", "location", "reasonCode", "diagnosis", "hospitalization", "meta", "episodeOfCare"} {
			require.NotContains(t, members, never)
		}
		require.NotContains(t, strings.ReplaceAll(string(r.Body), "group-attendance", ""), "Group/")
		require.Equal(t, []string{"Patient/p1"}, slices.Compact(at(t, r, "subject.reference")))
	})
}

// Everybody who came to a session becomes one Encounter, and none mentions another.
func TestGroupSession(t *testing.T) {
	t.Run("FHIR-07, PEER-45 each who came has one, and a headcount has none", func(t *testing.T) {
		in := sharing(t)
		members := []peer.PersonID{"p1", "p4", "p6", "p7"}
		in.People.Patients["p6"] = fhir.Patient{Reference: fhir.Reference{Reference: "Patient/p6"}}
		in.People.Patients["p7"] = fhir.Patient{Reference: fhir.Reference{Reference: "Patient/p7"}}
		when := peer.SessionTime{Mode: peer.FaceToFace, Place: peer.InCommunity, Start: peer.MustMoment("2026-02-17T11:30:00Z"), End: peer.MustMoment("2026-02-17T13:00:00Z")}
		ids := map[string]bool{}
		for i, person := range members {
			a, _, err := peer.NewGroupAttendance(peer.RecordAttendance{ID: "a-" + string(person), Person: person, Worker: jess, Session: "s-1", Organisation: "A", When: when, Production: peer.CoProduced},
				(&requests{n: i}).act(byJess, 0), peer.GroupFacts{})
			require.NoError(t, err)
			r, err := fhir.ToGroupEncounter(a, in)
			require.NoError(t, err)
			ids[r.ID] = true
			require.Equal(t, []string{"2026-02-17T11:30:00Z", "2026-02-17T13:00:00Z"}, append(at(t, r, "period.start"), at(t, r, "period.end")...))
			for _, other := range members {
				require.Equal(t, other == person, strings.Contains(string(r.Body), `"Patient/`+string(other)+`"`), "%s in the record of %s", other, person)
				require.Equal(t, other == person, strings.Contains(string(r.Body), `"a-`+string(other)+`"`))
			}
		}
		require.Len(t, ids, len(members))
	})
}

func TestToGroupProvenance(t *testing.T) {
	t.Run("FHIR-22, PEER-47 who wrote it", func(t *testing.T) {
		for _, production := range append(peer.Production("").Terms(), "") {
			a := attended(t, map[string]any{"production": production, "notTogether": nil, "words": nil, "learning": nil})
			r, err := fhir.ToGroupProvenance(a, sharing(t))
			require.NoError(t, err)
			want := [][2]string{{"author", "Practitioner/w4"}}
			if production == string(peer.CoProduced) {
				want = [][2]string{{"author", "Patient/p1"}, {"author", "Practitioner/w4"}}
			}
			require.Equal(t, want, agentsOf(t, r))
			require.Equal(t, []string{fhir.Site{}.IdentifierOf(fhir.DocumentName{Type: "Encounter", Record: a.Ref()}).Value}, at(t, r, "target.identifier.value"))
		}
	})
	t.Run("FHIR-09, PEER-49 entered in error", func(t *testing.T) {
		_, err := fhir.ToGroupProvenance(stored[peer.GroupAttendance](t, "peer/group-attendance-entered-in-error", nil), sharing(t))
		refused(t, err, fhir.ErrNotSent)
	})
}
