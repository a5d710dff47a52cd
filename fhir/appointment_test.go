package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func missed(t testing.TB, outcome peer.Outcome, because peer.NotMet) peer.Contact {
	t.Helper()
	return happened(t, func(c *peer.RecordContact) { c.What.Outcome, c.What.NotMet = outcome, because })
}

func TestToAppointment(t *testing.T) {
	t.Run("FHIR-05, PEER-35 everything that one says", func(t *testing.T) {
		r, err := fhir.ToAppointment(missed(t, peer.Missed, peer.AnotherDay), tamarside(t))
		require.NoError(t, err)
		golden(t, "appointment-missed", r.Body)
		require.Equal(t, fhir.Identifier{System: fhir.Canonical + "/id/contact/appointment", Value: "c-2"}, r.Identifier)
		again, err := fhir.ToAppointment(missed(t, peer.Missed, peer.AnotherDay), tamarside(t))
		require.NoError(t, err)
		require.Equal(t, r.Body, again.Body)
	})
	t.Run("FHIR-05, PEER-35 the least: nobody said why, nor until when", func(t *testing.T) {
		r, err := fhir.ToAppointment(happened(t, func(c *peer.RecordContact) { c.What.Outcome, c.What.End = peer.CalledOff, peer.Moment{} }), tamarside(t))
		require.NoError(t, err)
		golden(t, "appointment-called-off", r.Body)
		require.Equal(t, at(t, r, "start"), at(t, r, "end"), "R4 app-2: both or neither")
	})
	t.Run("FHIR-05, H20 every outcome, reason and choice of a site", func(t *testing.T) {
		for _, outcome := range peer.Outcome("").Terms() {
			for _, because := range append(peer.NotMet("").Terms(), "") {
				for _, returns := range []bool{false, true} {
					in := tamarside(t)
					in.Site.NationalReturns = returns
					outcome, because := peer.Outcome(outcome), peer.NotMet(because)
					if outcome == peer.Attended {
						_, err := fhir.ToAppointment(happened(t, nil), in)
						require.Equal(t, "FHIR-05", refused(t, err, fhir.ErrNotSent).Reasons[0].Rule.Row)
						continue
					}
					r, err := fhir.ToAppointment(missed(t, outcome, because), in)
					require.NoError(t, err)
					status := "cancelled"
					if outcome == peer.Missed && returns {
						status = "noshow"
					}
					require.Equal(t, []string{status}, at(t, r, "status"))
					require.Equal(t, []string{"tentative", "tentative"}, at(t, r, "participant.status"), "nobody is shown as the one who was not there")
					if because == "" || because == peer.NotSaid || status == "noshow" {
						require.NotContains(t, string(r.Body), "cancelationReason")
						continue
					}
					require.Equal(t, []string{string(because)}, at(t, r, "cancelationReason.coding.code"))
					require.Len(t, at(t, r, "cancelationReason.text"), 1)
				}
			}
		}
	})
}

func TestContactsWithoutAppointment(t *testing.T) {
	planned, _, err := peer.NewContact(peer.PlanContact{ID: "c-3", Person: aled, Worker: jess, Kind: peer.OneToOne, ForSafety: true, What: peer.Happening{
		Mode: peer.FaceToFace, Place: peer.AtHome, Start: peer.MustMoment("2027-02-17T11:30:00Z"), End: peer.MustMoment("2027-02-17T12:30:00Z")}},
		(&requests{}).act(byJess, 0), peer.ContactFacts{})
	require.NoError(t, err)
	nobody := happened(t, func(c *peer.RecordContact) {
		c.Person, c.Relationship, c.Headcount, c.Kind, c.What.Outcome = "", "", 4, peer.DropIn, peer.CalledOff
	})
	wrong := peer.MarkInError{Because: say(canary)}
	for name, c := range map[string]peer.Contact{
		"FHIR-05 took place": happened(t, nil), "FHIR-05 in the diary": planned, "FHIR-07 an anonymous drop-in": nobody,
		"FHIR-05 took place by mistake": take(t, happened(t, nil), wrong), "FHIR-05 in the diary by mistake": take(t, planned, wrong),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := fhir.ToAppointment(c, tamarside(t))
			require.Empty(t, r)
			require.Equal(t, name[:7], refused(t, err, fhir.ErrNotSent).Reasons[0].Rule.Row)
		})
	}
	t.Run("FHIR-05, PEER-49 missed by mistake, or put right to say that it took place", func(t *testing.T) {
		off := missed(t, peer.Missed, peer.Unwell)
		h := off.What()
		h.Outcome, h.NotMet = peer.Attended, ""
		in := tamarside(t)
		in.Site.NationalReturns = true
		for _, c := range []peer.Contact{take(t, off, wrong), take(t, off, peer.Correct{What: h, Because: say(canary)})} {
			r, err := fhir.ToAppointment(c, in)
			require.NoError(t, err)
			require.True(t, r.TakesBack)
			require.Equal(t, []string{"entered-in-error"}, at(t, r, "status"))
			require.NotContains(t, string(r.Body), "cancelationReason", "R4 app-4")
			require.NotContains(t, string(r.Body), "not well")
			require.NotContains(t, string(r.Body), canary)
			require.Contains(t, string(r.Body), "Entered in error")
		}
		e, err := fhir.ToEncounter(take(t, off, peer.Correct{What: h, Because: say(canary)}), in)
		require.NoError(t, err)
		require.False(t, e.TakesBack, "what took place after all has its Encounter")
	})
}

func TestAppointmentRefusals(t *testing.T) {
	t.Run("FHIR-05 no contact", func(t *testing.T) {
		_, err := fhir.ToAppointment(peer.Contact{}, tamarside(t))
		refused(t, err, peer.ErrRequired)
	})
	t.Run("FHIR-05, FHIR-15 everything at once", func(t *testing.T) {
		r, err := fhir.ToAppointment(missed(t, peer.Missed, ""), fhir.Context{Site: fhir.Site{Identifiers: "x y"}})
		require.Empty(t, r)
		refused(t, err, fhir.ErrUnmappable, fhir.ErrPatientNotFound, peer.ErrRequired)
	})
	t.Run("FHIR-05 a site that has not turned it on", func(t *testing.T) {
		c := missed(t, peer.Missed, "")
		require.NotContains(t, fhir.Site{}.Documents(c), fhir.DocumentName{Type: "Appointment", Record: c.Ref()})
		_, _, err := fhir.Build(fhir.DocumentName{Type: "Appointment", Record: c.Ref()}, c, tamarside(t))
		refused(t, err, fhir.ErrNotSent)
	})
}

func TestAppointmentNeverSays(t *testing.T) {
	t.Run("FHIR-05, PEER-35 no comment, no reason and no word of blame", func(t *testing.T) {
		for _, because := range append(peer.NotMet("").Terms(), "") {
			r, err := fhir.ToAppointment(missed(t, peer.Missed, peer.NotMet(because)), tamarside(t))
			require.NoError(t, err)
			var members map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(r.Body, &members))
			for _, never := range []string{"comment", "patientInstruction", "reasonCode", "reasonReference", "description", "priority", "supportingInformation", "basedOn", "serviceType"} {
				require.NotContains(t, members, never)
			}
			for _, blame := range []string{"fail", "did not attend", "dna", "no show", "noshow", "refus", "declin", "non-attend", "complian", "accepted", "their fault"} {
				require.NotContains(t, strings.ToLower(string(r.Body)), blame)
			}
		}
	})
}
