package fhir_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// stated is a contact beside which the person put these words.
func stated(t testing.TB, c peer.Contact, words ...string) peer.Contact {
	t.Helper()
	for i, text := range words {
		act := (&requests{n: 200 + i}).act(byAled, c.Rev())
		next, _, err := c.Do(peer.AddStatement{Words: say(text), Disagrees: true}, act, peer.ContactFacts{})
		require.NoError(t, err)
		c = next
	}
	return c
}

func TestToStatement(t *testing.T) {
	two := func(t testing.TB) peer.Contact {
		return stated(t, happened(t, nil), "it was me who <asked> & not Jess", "we did laugh")
	}
	t.Run("PEER-47, AT-15 each in their own words", func(t *testing.T) {
		r, err := fhir.ToStatement(two(t), "1", sharing(t))
		require.NoError(t, err)
		golden(t, "communication-statement", r.Body)
		require.Equal(t, []string{"it was me who <asked> & not Jess"}, at(t, r, "note.text"))
		require.Equal(t, []string{"Patient/p1"}, at(t, r, "note.authorReference.reference"))
		second, err := fhir.ToStatement(two(t), "2", sharing(t))
		require.NoError(t, err)
		require.Equal(t, []string{"we did laugh"}, at(t, second, "note.text"))
		require.NotEqual(t, r.ID, second.ID)
		require.Equal(t, "c-2.2", second.Identifier.Value)
	})
	t.Run("PEER-47 the contact names one document for each", func(t *testing.T) {
		var parts []string
		for _, n := range fhir.Documents(two(t)) {
			if n.Type == "Communication" {
				parts = append(parts, n.Part)
			}
		}
		require.Equal(t, []string{"1", "2"}, parts)
		require.NotContains(t, fhir.Site{}.Documents(two(t)), fhir.DocumentName{Type: "Communication", Record: two(t).Ref(), Part: "1"})
	})
	t.Run("PEER-47, PEER-57 only on their yes, and never before or after it", func(t *testing.T) {
		ended := saysYes(aled, peer.ShareContacts, peer.Yes)
		ended[0].Until = clock
		both := append(saysYes(aled, peer.ShareContacts, peer.Yes), saysYes(aled, peer.ShareContacts, peer.No)...)
		forCare := saysYes(aled, peer.ShareContacts, peer.Yes)
		forCare[0].Purpose = peer.ForCare
		for name, consents := range map[string][]peer.Consent{
			"nobody asked": nil, "a no": saysYes(aled, peer.ShareContacts, peer.No), "it ended": ended, "a yes and a no": both,
			"a yes to something else": saysYes(aled, peer.SharePlan, peer.Yes), "somebody else's yes": saysYes("p6", peer.ShareContacts, peer.Yes),
			"a yes for care by the team": forCare,
		} {
			in := sharing(t)
			in.Consents = consents
			r, err := fhir.ToStatement(two(t), "1", in)
			require.Empty(t, r, name)
			require.Equal(t, "PEER-47", refused(t, err, peer.ErrConsentRequired).Reasons[0].Rule.Row)
		}
		in := sharing(t)
		in.At = time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)
		_, err := fhir.ToStatement(two(t), "1", in)
		refused(t, err, peer.ErrConsentRequired)
	})
	t.Run("PEER-47 about what stands for the contact, and dropped nowhere in silence", func(t *testing.T) {
		wrong := peer.MarkInError{Because: say("x")}
		for name, c := range map[string]struct {
			contact peer.Contact
			about   string
		}{
			"took place":       {happened(t, nil), "Encounter"},
			"entered in error": {take(t, happened(t, nil), wrong), "Encounter"},
			"missed":           {missed(t, peer.Missed, ""), "Appointment"},
		} {
			r, err := fhir.ToStatement(stated(t, c.contact, "x"), "1", sharing(t))
			require.NoError(t, err, name)
			require.Equal(t, []string{c.about}, at(t, r, "about.type"), name)
		}
		in := sharing(t)
		in.Site.Appointments = false
		r, err := fhir.ToStatement(stated(t, missed(t, peer.Missed, ""), "x"), "1", in)
		require.Empty(t, r)
		require.Equal(t, "PEER-47", refused(t, err, fhir.ErrNotSent).Reasons[0].Rule.Row)
		planned, _, err := peer.NewContact(peer.PlanContact{ID: "c-3", Person: aled, Worker: jess, Kind: peer.OneToOne, ForSafety: true, What: peer.Happening{
			Mode: peer.FaceToFace, Place: peer.AtHome, Start: peer.MustMoment("2027-02-17T11:30:00Z"), End: peer.MustMoment("2027-02-17T12:30:00Z")}},
			(&requests{}).act(byJess, 0), peer.ContactFacts{})
		require.NoError(t, err)
		_, err = fhir.ToStatement(stated(t, take(t, planned, wrong), "x"), "1", sharing(t))
		refused(t, err, fhir.ErrNotSent)
	})
	t.Run("FHIR-01 a number that there is not", func(t *testing.T) {
		for _, number := range []string{"", "0", "3", "01", "+1", "-1", "x", "1.0"} {
			_, err := fhir.ToStatement(two(t), number, sharing(t))
			refused(t, err, fhir.ErrWrongRecord)
			_, _, err = fhir.Build(fhir.DocumentName{Type: "Communication", Record: two(t).Ref(), Part: number}, two(t), sharing(t))
			refused(t, err, fhir.ErrWrongRecord)
		}
		_, err := fhir.ToStatement(peer.Contact{}, "1", sharing(t))
		refused(t, err, fhir.ErrWrongRecord)
	})
	t.Run("FHIR-15 somebody who is not known, and words that FHIR cannot hold", func(t *testing.T) {
		in := sharing(t)
		in.People.Patients = nil
		_, err := fhir.ToStatement(two(t), "1", in)
		refused(t, err, fhir.ErrPatientNotFound)
		_, err = fhir.ToStatement(stated(t, happened(t, nil), canary+"\x1b[0m"), "1", sharing(t))
		require.Equal(t, "/statements", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
	})
	t.Run("FHIR-03, PEER-47 never a payload, and nobody else speaks", func(t *testing.T) {
		r, err := fhir.ToStatement(two(t), "1", sharing(t))
		require.NoError(t, err)
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(r.Body, &members))
		for _, never := range []string{"payload", "recipient", "reasonCode", "category", "priority", "statusReason", "topic", "encounter"} {
			require.NotContains(t, members, never)
		}
		require.NotContains(t, string(r.Body), "Practitioner")
		require.NotContains(t, string(r.Body), "isagree")
	})
}
