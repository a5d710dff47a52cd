package fhir

import (
	"strings"
	"testing"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

// faults are the codes and paths of a refusal.
func faults(t *testing.T, err error) (out []string) {
	t.Helper()
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	for _, reason := range r.Reasons {
		out = append(out, reason.Rule.String()+" "+reason.Path)
	}
	return out
}

func TestFinish(t *testing.T) {
	id := Identifier{"https://example.org/contact", "c1"}
	carried := []r4.Identifier{id.r4()}
	t.Run("FHIR-02 what was forgotten is not made up", func(t *testing.T) {
		_, err := finish(id, encounter{ResourceType: "Encounter", OtherEncounter: &r4.OtherEncounter{}})
		require.Equal(t, []string{"FHIR-02 required /identifier", "FHIR-02 required /id", "FHIR-02 required /status",
			"FHIR-02 required /class/system", "FHIR-02 required /class/code", "FHIR-02 required /subject/reference",
			"FHIR-02 required /period/start", "FHIR-02 required /period/end"}, faults(t, err))
		_, err = finish(id, goal{ResourceType: "Goal", OtherGoal: &r4.OtherGoal{Identifier: carried, Description: r4.CodeableConcept{Text: new(" \n")}}})
		require.Equal(t, []string{"FHIR-02 required /id", "FHIR-02 required /lifecycleStatus", "FHIR-02 required /description/text",
			"FHIR-02 required /subject/reference"}, faults(t, err))
	})
	t.Run("FHIR-02 the models would have said planned and proposed", func(t *testing.T) {
		body, err := literal(encounter{OtherEncounter: &r4.OtherEncounter{}})
		require.NoError(t, err)
		require.Contains(t, string(body), `"status":""`)
		require.Equal(t, 1, strings.Count(string(body), `"status"`))
		body, err = literal(goal{OtherGoal: &r4.OtherGoal{}})
		require.NoError(t, err)
		require.Contains(t, string(body), `"lifecycleStatus":""`)
	})
	t.Run("FHIR-16 another identifier than its own is not carried", func(t *testing.T) {
		_, err := finish(Identifier{id.System, "c2"}, encounter{"Encounter", "x", "finished", &r4.OtherEncounter{
			Identifier: carried, Class: classes[peer.AtHome], Subject: &r4.Reference{Reference: new("Patient/p1")},
			Period: &r4.Period{Start: text(dateTime(peer.MustMoment("2026-02-17T11:30:00Z"))), End: new("2026")}}})
		require.Equal(t, []string{"FHIR-02 required /identifier"}, faults(t, err))
		require.Nil(t, text(dateTime(peer.Moment{})), "a time that nobody gave is not the first of January in year 1")
	})
	t.Run("FHIR-04 what is not on the list does not leave", func(t *testing.T) {
		for _, never := range []string{"Condition", "Procedure", "RiskAssessment", "Patient", "ServiceRequest"} {
			_, err := finish(id, encounter{never, "x", "finished", &r4.OtherEncounter{Identifier: carried}})
			require.Equal(t, []string{"FHIR-04 outside-scope-of-practice /resourceType"}, faults(t, err))
		}
	})
	t.Run("FHIR-19 what is not strictly R4 does not leave", func(t *testing.T) {
		whole := func(change func(*r4.OtherGoal)) error {
			g := &r4.OtherGoal{Identifier: carried, Description: r4.CodeableConcept{Text: new("x")}, Subject: r4.Reference{Reference: new("Patient/p1")}}
			change(g)
			_, err := finish(id, goal{"Goal", "x", "active", g})
			return err
		}
		require.NoError(t, whole(func(*r4.OtherGoal) {}))
		require.Equal(t, []string{"FHIR-19 schema /statusDate"}, faults(t, whole(func(g *r4.OtherGoal) { g.StatusDate = new("17.2.2026") })))
		require.Equal(t, []string{"FHIR-19 schema /subject/reference"}, faults(t, whole(func(g *r4.OtherGoal) { g.Subject.Reference = new("Practitioner/w4") })))
		require.Equal(t, []string{"FHIR-19 schema /target/0"}, faults(t, whole(func(g *r4.OtherGoal) { g.Target = []r4.GoalTarget{{DetailString: new("x")}} })))
		require.Equal(t, []string{"FHIR-03 invalid-choice /start[x]"}, faults(t, whole(func(g *r4.OtherGoal) {
			g.StartDate, g.StartCodeableConcept = new("2026-02-17"), &r4.CodeableConcept{Text: new("x")}
		})))
	})
	t.Run("FHIR-03 the models' own way of writing a payload is found", func(t *testing.T) {
		body, err := literal(r4.Communication{Payload: []r4.CommunicationPayload{{ContentString: "x"}}})
		require.NoError(t, err)
		require.ErrorIs(t, strict.Validate(body), strict.ErrInvalidChoice)
	})
	t.Run("FHIR-01 words the encoder cannot write are no resource", func(t *testing.T) {
		_, err := finish(id, func() {})
		require.Error(t, err)
		_, err = finish(id, map[string]string{"resourceType": "Goal", "text": strings.Repeat("x", 5<<20)})
		require.Equal(t, []string{"FHIR-19 out-of-range "}, faults(t, err))
	})
}

// The example of RFC 9562 appendix A.4: version 5 of www.example.com in the
// namespace of DNS names.
func TestNameUUID(t *testing.T) {
	dns := urlNamespace
	dns[3]--
	require.Equal(t, "2ed6657d-e927-568b-95e1-2665a8aea6a2", nameUUID(dns, "www.example.com"))
}

// What the tables do not have cannot be made by a step, so it is tried here: a
// later version of a record may bring it.
func TestUnknownTerms(t *testing.T) {
	in := Context{Site: Site{ConsultationMechanism: "https://epr.example/mechanism"}}
	t.Run("FHIR-01 FHIR-06 FHIR-10 a word without a code is named by its field and never guessed", func(t *testing.T) {
		_, _, err := in.class(peer.Happening{Mode: "pigeon", Place: peer.AtHome})
		require.Equal(t, []string{"FHIR-06 unmappable /what/mode"}, faults(t, err))
		_, _, err = in.class(peer.Happening{Mode: peer.FaceToFace, Place: "moon"})
		require.Equal(t, []string{"FHIR-06 unmappable /what/place"}, faults(t, err))
		_, err = in.kinds("seance", peer.FaceToFace)
		require.Equal(t, []string{"FHIR-05 unmappable /activity"}, faults(t, err))
		_, err = categoryOf("moon")
		require.Equal(t, []string{"FHIR-10 unmappable /domain"}, faults(t, err))
	})
	t.Run("FHIR-06 FHIR-10 every word there is has a code", func(t *testing.T) {
		require.Len(t, classes, len(peer.Place("").Terms()))
		require.Len(t, mechanisms, len(peer.Mode("").Terms()))
		require.Len(t, kindTexts, len(peer.ActivityKind("").Terms()))
	})
}
