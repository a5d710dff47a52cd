package fhir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/internal/kept"
	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// golden compares a resource with the file of that name, which is indented for
// people to read and otherwise the same, and keeps it for a second opinion.
func golden(t testing.TB, name string, body []byte) {
	t.Helper()
	var got bytes.Buffer
	require.NoError(t, json.Indent(&got, body, "", "  "))
	got.WriteByte('\n')
	steptest.Golden(t, name+".json", got.Bytes())
	kept.Resource(t, body)
}

var (
	aled  peer.PersonID = "p1"
	jess  peer.StaffID  = "w4"
	iris  peer.StaffID  = "iris"
	clock               = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
)

// tamarside is organisation A as its record system knows it.
func tamarside(t testing.TB) fhir.Context {
	t.Helper()
	number, err := peer.ParseNHSNumber("999 000 1014")
	require.NoError(t, err)
	return fhir.Context{People: fhir.People{
		Patients: map[peer.PersonID]fhir.Patient{aled: {Reference: fhir.Reference{Reference: "Patient/p1"}, NHSNumber: number}},
		Staff: map[peer.StaffID]fhir.Reference{
			jess: {Reference: "Practitioner/w4", Display: "Jess Tamblyn"},
			iris: {Reference: "Practitioner/iris", Display: "Iris Penhale"},
		},
		Organisations: map[peer.OrgID]fhir.Reference{"A": {Reference: "Organization/a", Display: "Tamarside"}},
	}}
}

// requests gives every step an id of its own.
type requests struct{ n int }

func (r *requests) act(by peer.Actor, seen peer.Rev) peer.Act {
	r.n++
	return peer.Act{By: by, At: clock.Add(time.Duration(r.n) * time.Minute), ID: peer.RequestID(fmt.Sprintf("r%d", r.n)), Seen: seen}
}

var byJess, byAled = peer.ByStaff(jess, peer.RolePeerWorker), peer.ByPerson(aled)

// happened is a contact as it is written down afterwards.
func happened(t testing.TB, change func(*peer.RecordContact)) peer.Contact {
	t.Helper()
	step := peer.RecordContact{ID: "c-2", Person: aled, Worker: jess, Relationship: "rel-1", Service: "tamarside-community", Organisation: "A",
		Kind: peer.OneToOne, What: peer.Happening{Mode: peer.FaceToFace, Place: peer.AtClinic, Production: peer.CoProduced,
			Start: peer.MustMoment("2026-02-17T11:30:00Z"), End: peer.MustMoment("2026-02-17T12:15:00Z")}}
	if change != nil {
		change(&step)
	}
	c, _, err := peer.NewContact(step, (&requests{}).act(byJess, 0), peer.ContactFacts{})
	require.NoError(t, err)
	return c
}

func take(t testing.TB, c peer.Contact, step peer.ContactStep) peer.Contact {
	t.Helper()
	next, _, err := c.Do(step, (&requests{n: 100 + int(c.Rev())}).act(byJess, c.Rev()), peer.ContactFacts{})
	require.NoError(t, err)
	return next
}

func say(text string) peer.Words { return peer.Words{Text: peer.Say(text), Lang: "cy", How: peer.Said} }

// leaves are the paths of every scalar of a JSON document, without indices, each
// with its values.
func leaves(t testing.TB, body []byte) map[string][]string {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal(body, &v))
	out := map[string][]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				walk(strings.TrimPrefix(path+"."+name, "."), member)
			}
		case []any:
			for _, element := range v {
				walk(path, element)
			}
		default:
			out[path] = append(out[path], fmt.Sprint(v))
		}
	}
	walk("", v)
	return out
}

// elements are the paths of a resource, in order.
func elements(t testing.TB, body []byte) []string {
	t.Helper()
	return slices.Sorted(maps.Keys(leaves(t, body)))
}

func TestResourcesDoNotShow(t *testing.T) {
	in := tamarside(t)
	r, err := fhir.ToEncounter(happened(t, nil), in)
	require.NoError(t, err)
	want := fhir.Person{NHSNumber: in.People.Patients[aled].NHSNumber, BirthDate: peer.MustDate("1988-04-12"), Family: peer.Say("Prowse")}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "resource", r, "people", in.People, "person", want)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		log.WriteString(fmt.Sprintf(verb+verb+verb+verb, r, in.People, want, in))
	}
	for _, secret := range []string{"9990001014", "999 000 1014", "Tamblyn", "1988", "Prowse", "2026-02-17", "313938382d"} {
		require.NotContains(t, log.String(), secret)
	}
	_, err = json.Marshal(r)
	require.Error(t, err)
}

func TestAllowed(t *testing.T) {
	t.Run("FHIR-04 the list is closed", func(t *testing.T) {
		for _, yes := range []string{"Encounter", "Goal", "CarePlan", "EpisodeOfCare", "CareTeam", "Appointment", "Communication", "Consent", "DocumentReference",
			"Flag", "HealthcareService", "Location", "Observation", "Organization", "Provenance", "Task"} {
			require.True(t, fhir.Allowed(yes), yes)
		}
		for _, no := range []string{"", "Condition", "Procedure", "ServiceRequest", "MedicationRequest", "MedicationStatement", "ClinicalImpression",
			"RiskAssessment", "DiagnosticReport", "Patient", "Practitioner", "DetectedIssue", "AuditEvent", "encounter", "Encounter "} {
			require.False(t, fhir.Allowed(no), no)
		}
	})
}

func TestDecode(t *testing.T) {
	t.Run("FHIR-02 the type is checked before anything is read", func(t *testing.T) {
		d, err := fhir.Decode("CarePlan", []byte(plan))
		require.NoError(t, err)
		require.Equal(t, plan, string(d.Bytes()))
		_, err = fhir.Decode("Goal", []byte(`{"resourceType":"Patient","id":"`+canary+`"}`))
		refused(t, err, fhir.ErrWrongResourceType)
		_, err = fhir.Decode("Goal", []byte(`{"id":"`+canary+`"}`))
		refused(t, err, peer.ErrRequired)
		_, err = fhir.Decode("Goal", []byte(`{"resourceType":"Goal","resourceType":"Patient"}`))
		refused(t, err, peer.ErrDuplicate)
	})
}
