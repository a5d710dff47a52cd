package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// messages are the Communications of a concern by their part.
func messages(t testing.TB, c safeguard.Concern, in fhir.Context) map[string]fhir.Resource {
	t.Helper()
	out := map[string]fhir.Resource{}
	for _, name := range fhir.Documents(c) {
		if name.Type == "Communication" {
			r, _, err := fhir.Build(name, c, in)
			require.NoError(t, err)
			out[name.Part] = r
		}
	}
	return out
}

func TestToConcernMessage(t *testing.T) {
	t.Run("SAFE-14, SAFE-17, FHIR-14 told, told, and acknowledged in answer to it", func(t *testing.T) {
		made := messages(t, passed(t, safeguard.Raise{}).takes(paul, "19:05").c, atStated(t))
		require.Len(t, made, 3)
		golden(t, "communication-concern-told", made["1-2"].Body)
		golden(t, "communication-concern-acknowledged", made["1-2-acknowledged"].Body)
		for part, want := range map[string][]string{
			"1-1":              {"completed", "told,alert", "2026-03-13T17:48:00Z", "2026-03-13T17:48:00Z", "dr-ode", "", "", "c1.1-1"},
			"1-2":              {"completed", "told,alert", "2026-03-13T18:48:00Z", "2026-03-13T18:48:00Z", "paul-renwick", "", "", "c1.1-2"},
			"1-2-acknowledged": {"completed", "acknowledged,notification", "2026-03-13T19:05:00Z", "", "", "paul-renwick", "c1.1-2", "c1.1-2"},
		} {
			var got []string
			for _, path := range []string{"status", "category.coding.code", "sent", "received", "recipient.identifier.value", "sender.identifier.value", "inResponseTo.identifier.value", "about.identifier.value"} {
				got = append(got, one(t, made[part], path))
			}
			require.Equal(t, want, got, part)
			require.Equal(t, "R,NOPAT", one(t, made[part], "meta.security.code"))
			require.Equal(t, "Patient/p1", one(t, made[part], "subject.reference"))
		}
	})
	t.Run("SAFE-14 a late acknowledgement answers the telling there was; who takes it unasked answers none", func(t *testing.T) {
		late := messages(t, passed(t, safeguard.Raise{}).takes(ode, "18:55").c, atStated(t))
		require.Equal(t, []string{"c1.1-1", "c1.taken-1"}, []string{one(t, late["taken-1-acknowledged"], "inResponseTo.identifier.value"), one(t, late["taken-1-acknowledged"], "about.identifier.value")})
		after := passed(t, safeguard.Raise{}).takes(paul, "19:05").takes(ines, "19:10")
		brought := messages(t, after.c, atStated(t))
		require.Equal(t, "", one(t, brought["taken-2-acknowledged"], "inResponseTo.identifier.value"))
		require.Len(t, brought, 4)
		told := messages(t, after.told("1.3", ines, "", "19:15").c, atStated(t))
		require.Equal(t, "", one(t, told["taken-2-acknowledged"], "inResponseTo.identifier.value"), "nobody answers what comes later")
	})
	t.Run("FHIR-14 a message that is none, and a concern that leaves nothing", func(t *testing.T) {
		c := passed(t, safeguard.Raise{}).c
		for _, part := range []string{"", "1-1-acknowledged", "1-3", "-acknowledged"} {
			_, err := fhir.ToConcernMessage(c, part, atStated(t))
			require.Equal(t, "/part", refused(t, err, peer.ErrRequired).Reasons[0].Path)
		}
		_, err := fhir.ToConcernMessage(raised(t, safeguard.Raise{ID: "c9"}, byJess).c, "1-1", atStated(t))
		refused(t, err, fhir.ErrNotSent)
		in := atStated(t)
		in.Site.Labels = fhir.LabelStatement{}
		_, err = fhir.ToConcernMessage(c, "1-1", in)
		refused(t, err, peer.ErrRequired)
	})
	t.Run("FHIR-14 messages are about Tasks: a site without Tasks has none", func(t *testing.T) {
		for _, site := range []fhir.Site{{Messages: true, Labels: labelsStated.Labels}, {Tasks: true, Labels: labelsStated.Labels}} {
			for _, name := range site.Documents(passed(t, safeguard.Raise{}).c) {
				require.NotEqual(t, "Communication", name.Type)
			}
		}
	})
}
