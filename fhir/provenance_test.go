package fhir_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// entryAt is a contact whose entry stands here.
func entryAt(t testing.TB, state string, production string) peer.Contact {
	validation := `{"state":"` + state + `","since":"2026-02-19T10:00:00.000Z"`
	switch peer.EntryState(state) {
	case peer.EntrySeen:
		validation += `,"seen":{"by":"kay-orr","at":"2026-02-19T10:00:00.000Z"}`
	case peer.EntryQueried:
		validation += `,"queries":[{"about":"note","asks":{"text":"x","by":{"staff":"kay-orr"}},"at":"2026-02-18T10:00:00.000Z"}]`
	}
	return stored[peer.Contact](t, "peer/contact", map[string]any{
		"what":       put(t, `{"mode":"face-to-face","place":"home","start":"2026-02-17T11:30:00.000Z","end":"2026-02-17T12:15:00.000Z","outcome":"attended","production":"`+production+`"}`),
		"validation": put(t, validation+`}`),
	})
}

func agentsOf(t testing.TB, r fhir.Resource) (out [][2]string) {
	var p struct {
		Agent []struct {
			Type struct{ Coding []struct{ Code string } }
			Who  struct{ Reference string }
		}
	}
	require.NoError(t, json.Unmarshal(r.Body, &p))
	for _, a := range p.Agent {
		require.Len(t, a.Type.Coding, 1)
		out = append(out, [2]string{a.Type.Coding[0].Code, a.Who.Reference})
	}
	return out
}

func TestValidationTag(t *testing.T) {
	want := map[string]bool{"draft": true, "awaiting-validation": true, "queried": true, "written": false, "validated": false}
	require.Len(t, want, len(peer.EntryState("").Terms()))
	for _, state := range peer.EntryState("").Terms() {
		t.Run("FHIR-09, PEER-48 "+state, func(t *testing.T) {
			r, err := fhir.ToEncounter(entryAt(t, state, "co-produced"), sharing(t))
			require.NoError(t, err)
			var tag []string
			if want[state] {
				tag = []string{"awaiting-validation"}
				require.Equal(t, []string{fhir.EntryStateSystem}, at(t, r, "meta.tag.system"))
			}
			require.Equal(t, tag, at(t, r, "meta.tag.code"))
		})
	}
	t.Run("FHIR-09 the tag stands beside a profile", func(t *testing.T) {
		in := sharing(t)
		in.Site.UKCore = true
		r, err := fhir.ToEncounter(entryAt(t, "awaiting-validation", "co-produced"), in)
		require.NoError(t, err)
		require.Len(t, at(t, r, "meta.profile"), 1)
		require.Len(t, at(t, r, "meta.tag.code"), 1)
	})
}

func TestToProvenance(t *testing.T) {
	person, worker, verifier := [2]string{"author", "Patient/p1"}, [2]string{"author", "Practitioner/w4"}, [2]string{"verifier", "Practitioner/kay"}
	t.Run("FHIR-09, FHIR-22 written together and seen", func(t *testing.T) {
		r, err := fhir.ToProvenance(entryAt(t, "validated", "co-produced"), sharing(t))
		require.NoError(t, err)
		golden(t, "provenance-seen", r.Body)
		require.Equal(t, [][2]string{person, worker, verifier}, agentsOf(t, r))
		require.Equal(t, []string{"2026-02-19T10:00:00Z"}, at(t, r, "recorded"))
	})
	t.Run("FHIR-09, FHIR-22 the least: by the worker, and nobody was asked to look", func(t *testing.T) {
		r, err := fhir.ToProvenance(entryAt(t, "written", "shared-later"), sharing(t))
		require.NoError(t, err)
		golden(t, "provenance-written", r.Body)
		require.Equal(t, [][2]string{worker}, agentsOf(t, r))
	})
	t.Run("FHIR-09, FHIR-22, PEER-47 every state and every way of making it", func(t *testing.T) {
		for _, state := range peer.EntryState("").Terms() {
			for _, production := range peer.Production("").Terms() {
				r, err := fhir.ToProvenance(entryAt(t, state, production), sharing(t))
				if state != "written" && state != "validated" {
					require.Equal(t, "FHIR-09", refused(t, err, fhir.ErrNotSent).Reasons[0].Rule.Row)
					require.Empty(t, r)
					continue
				}
				require.NoError(t, err)
				want := [][2]string{worker}
				if production == string(peer.CoProduced) {
					want = [][2]string{person, worker}
				}
				if state == "validated" {
					want = append(want, verifier)
				}
				require.Equal(t, want, agentsOf(t, r))
			}
		}
	})
	t.Run("FHIR-09 it is about the Encounter, by our identifier and by its place once it has one", func(t *testing.T) {
		c, in := entryAt(t, "validated", "co-produced"), sharing(t)
		name, target := fhir.DocumentName{Type: "Provenance", Record: c.Ref()}, fhir.DocumentName{Type: "Encounter", Record: c.Ref()}
		r, missing, err := fhir.Build(name, c, in)
		require.NoError(t, err)
		require.Equal(t, []fhir.DocumentName{target}, missing.Documents)
		require.Equal(t, []string{in.Site.IdentifierOf(target).Value}, at(t, r, "target.identifier.value"))
		require.Empty(t, at(t, r, "target.reference"))
		in.Stands = map[fhir.DocumentName]string{target: "e7"}
		r, missing, err = fhir.Build(name, c, in)
		require.NoError(t, err)
		require.True(t, missing.None())
		require.Equal(t, []string{"Encounter/e7"}, at(t, r, "target.reference"))
	})
	t.Run("FHIR-22 the person's word that it may stand is the last there is", func(t *testing.T) {
		c := stored[peer.Contact](t, "peer/contact", map[string]any{"confirmed": "2026-03-01T09:00:00.000Z", "validation": put(t, `{"state":"written","since":"2026-02-19T10:00:00.000Z"}`)})
		r, err := fhir.ToProvenance(c, sharing(t))
		require.NoError(t, err)
		require.Equal(t, []string{"2026-03-01T09:00:00Z"}, at(t, r, "recorded"))
		require.Equal(t, [][2]string{person, worker}, agentsOf(t, r))
	})
	t.Run("FHIR-16 it stands under the id of its identifier, which R4 has no place for", func(t *testing.T) {
		r, err := fhir.ToProvenance(entryAt(t, "validated", "co-produced"), sharing(t))
		require.NoError(t, err)
		require.Equal(t, fhir.ResourceID(r.Identifier), r.ID)
		require.True(t, fhir.Carries(r.Body, r.Identifier))
		require.False(t, fhir.Carries(r.Body, fhir.Identifier{System: r.Identifier.System, Value: "c-9"}))
		require.False(t, fhir.Carries(r.Body, fhir.Identifier{}))
		elsewhere, err := fhir.WithID(r.Body, "e7")
		require.NoError(t, err)
		require.False(t, fhir.Carries(elsewhere, r.Identifier))
	})
}

func TestProvenanceRefusals(t *testing.T) {
	wrong := peer.MarkInError{Because: say(canary)}
	for name, c := range map[string]peer.Contact{
		"FHIR-05 missed": missed(t, peer.Missed, ""), "FHIR-09 entered in error": take(t, happened(t, nil), wrong),
		"FHIR-07 an anonymous drop-in": happened(t, func(c *peer.RecordContact) {
			c.Person, c.Relationship, c.Headcount, c.Kind = "", "", 4, peer.DropIn
		}),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fhir.ToProvenance(c, sharing(t))
			require.Equal(t, name[:7], refused(t, err, fhir.ErrNotSent).Reasons[0].Rule.Row)
		})
	}
	t.Run("FHIR-09, PEER-49 put right to say that it did not take place", func(t *testing.T) {
		c := happened(t, nil)
		h := c.What()
		h.Outcome = peer.Missed
		_, err := fhir.ToProvenance(take(t, c, peer.Correct{What: h, Because: say(canary)}), sharing(t))
		refused(t, err, fhir.ErrNotSent)
	})
	t.Run("FHIR-09, FHIR-22 neither a verifier nor an author is left out", func(t *testing.T) {
		in := sharing(t)
		delete(in.People.Staff, "kay-orr")
		_, err := fhir.ToProvenance(entryAt(t, "validated", "co-produced"), in)
		require.Equal(t, "/validation/seen/by", refused(t, err, peer.ErrRequired).Reasons[0].Path)
		in = sharing(t)
		delete(in.People.Patients, aled)
		_, err = fhir.ToProvenance(entryAt(t, "validated", "co-produced"), in)
		refused(t, err, fhir.ErrPatientNotFound)
	})
	t.Run("FHIR-09, FHIR-22 no record, and a site that has not turned it on", func(t *testing.T) {
		_, err := fhir.ToProvenance(peer.Contact{}, sharing(t))
		refused(t, err, peer.ErrRequired)
		_, err = fhir.ToGroupProvenance(peer.GroupAttendance{}, sharing(t))
		refused(t, err, peer.ErrRequired)
		for _, r := range []peer.Record{entryAt(t, "validated", "co-produced"), attended(t, nil)} {
			_, _, err := fhir.Build(fhir.DocumentName{Type: "Provenance", Record: r.Ref()}, r, tamarside(t))
			refused(t, err, fhir.ErrNotSent)
		}
	})
	t.Run("FHIR-04, PEER-47 nothing else stands in one", func(t *testing.T) {
		r, err := fhir.ToProvenance(fullContact(t, wasMet, wasOff), sharing(t))
		require.NoError(t, err)
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(r.Body, &members))
		for _, never := range []string{"reason", "entity", "signature", "activity", "policy", "location", "occurredPeriod", "occurredDateTime"} {
			require.NotContains(t, members, never)
		}
	})
}
