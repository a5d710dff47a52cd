package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func relationship(t testing.TB, status string) peer.Relationship {
	t.Helper()
	return stored[peer.Relationship](t, "peer/relationship-"+status, nil)
}

func TestToEpisodeOfCare(t *testing.T) {
	t.Run("FHIR-23, PEER-30, PEER-37, PEER-55 every status", func(t *testing.T) {
		want := map[string][4]string{
			"offered":        {"planned", "proposed", "", ""},
			"welcomed":       {"planned", "proposed", "", ""},
			"agreeing":       {"planned", "proposed", "", ""},
			"active":         {"active", "active", "2026-02-17T11:20:00Z", ""},
			"ending-planned": {"active", "active", "2026-02-17T11:20:00Z", ""},
			"paused":         {"onhold", "suspended", "", ""},
			"ended":          {"finished", "inactive", "2026-02-17T11:20:00Z", "2026-03-10T11:00:00Z"},
			"declined":       {"cancelled", "inactive", "", ""},
		}
		require.Len(t, want, len(peer.RelationshipTable().States))
		for _, state := range peer.RelationshipTable().States {
			r := relationship(t, string(state.Status))
			require.Equal(t, state.Status, r.Status())
			episode, err := fhir.ToEpisodeOfCare(r, sharing(t))
			require.NoError(t, err)
			team, err := fhir.ToCareTeam(r, sharing(t))
			require.NoError(t, err)
			w := want[string(state.Status)]
			if !r.Since().IsZero() {
				w[2] = "2026-02-17T11:20:00Z"
			}
			require.Equal(t, w[:2], append(at(t, episode, "status"), at(t, team, "status")...), state.Status)
			for _, resource := range []fhir.Resource{episode, team} {
				require.Equal(t, w[2], strings.Join(at(t, resource, "period.start"), ""), state.Status)
				require.Equal(t, w[3], strings.Join(at(t, resource, "period.end"), ""), state.Status)
			}
		}
	})
	t.Run("FHIR-23 everything that they say", func(t *testing.T) {
		in := sharing(t)
		in.Site.JobRoles, in.Site.ODSCodes = "https://epr.example/CodeSystem/job-role", true
		r := relationship(t, "ended")
		in.Stands = map[fhir.DocumentName]string{{Type: "CareTeam", Record: r.Ref()}: "t1"}
		episode, missing, err := fhir.Build(fhir.DocumentName{Type: "EpisodeOfCare", Record: r.Ref()}, r, in)
		require.NoError(t, err)
		require.True(t, missing.None())
		golden(t, "episodeofcare-ended", episode.Body)
		team, missing, err := fhir.Build(fhir.DocumentName{Type: "CareTeam", Record: r.Ref()}, r, in)
		require.NoError(t, err)
		require.True(t, missing.None())
		golden(t, "careteam-ended", team.Body)
		require.Equal(t, []string{"person", "peer-worker", "07050"}, at(t, team, "participant.role.coding.code"))
		require.NotEqual(t, episode.Identifier, team.Identifier)
	})
	t.Run("FHIR-23 the least", func(t *testing.T) {
		in := sharing(t)
		in.Site = fhir.Site{}
		episode, err := fhir.ToEpisodeOfCare(relationship(t, "offered"), in)
		require.NoError(t, err)
		golden(t, "episodeofcare-offered", episode.Body)
		team, err := fhir.ToCareTeam(relationship(t, "offered"), in)
		require.NoError(t, err)
		golden(t, "careteam-offered", team.Body)
		require.NotContains(t, string(episode.Body)+string(team.Body), "07050")
	})
	t.Run("FHIR-23 what the team is, is noted until it is there", func(t *testing.T) {
		r := relationship(t, "active")
		_, missing, err := fhir.Build(fhir.DocumentName{Type: "EpisodeOfCare", Record: r.Ref()}, r, sharing(t))
		require.NoError(t, err)
		require.Equal(t, []fhir.DocumentName{{Type: "CareTeam", Record: r.Ref()}}, missing.Documents)
	})
}

func TestRelationshipRefusals(t *testing.T) {
	for name, build := range map[string]func(peer.Relationship, fhir.Context) (fhir.Resource, error){"EpisodeOfCare": fhir.ToEpisodeOfCare, "CareTeam": fhir.ToCareTeam} {
		t.Run("FHIR-15, FHIR-23 "+name, func(t *testing.T) {
			_, err := build(peer.Relationship{}, sharing(t))
			refused(t, err, peer.ErrRequired)
			in := sharing(t)
			delete(in.People.Patients, aled)
			_, err = build(relationship(t, "active"), in)
			refused(t, err, fhir.ErrPatientNotFound)
			in = sharing(t)
			in.Site.JobRoles = "not an address"
			_, err = build(relationship(t, "active"), in)
			require.Equal(t, "/site/jobRoles", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
			r := relationship(t, "active")
			require.Empty(t, fhir.Site{}.Documents(r))
			_, _, err = fhir.Build(fhir.DocumentName{Type: name, Record: r.Ref()}, r, tamarside(t))
			refused(t, err, fhir.ErrNotSent)
		})
	}
	t.Run("FHIR-23 a worker, or a managing organisation, that is not known", func(t *testing.T) {
		in := sharing(t)
		delete(in.People.Staff, jess)
		_, err := fhir.ToCareTeam(relationship(t, "active"), in)
		require.Equal(t, "/worker", refused(t, err, peer.ErrRequired).Reasons[0].Path)
		in = sharing(t)
		in.Site.Organisation = "B"
		_, err = fhir.ToEpisodeOfCare(relationship(t, "active"), in)
		require.Equal(t, "/organisation", refused(t, err, peer.ErrRequired).Reasons[0].Path)
	})
}

func TestEpisodeNeverSays(t *testing.T) {
	t.Run("FHIR-04, FHIR-23, PEER-55 nobody manages, and nobody hears why or how it ended", func(t *testing.T) {
		for _, kind := range []string{"prepared", "person-withdrew", "worker-left", "moved", "died", "safety-ground"} {
			ending := `{"kind":"` + kind + `","at":"2026-03-10T11:00:00.000Z"`
			switch kind {
			case "worker-left", "moved":
				ending += `,"because":` + byW4
			case "safety-ground":
				ending += `,"because":` + byW4 + `,"instead":` + byW4
			case "died":
				ending += `,"on":"2026-03-09"`
			}
			with := map[string]any{"ending": put(t, ending+`}`)}
			if kind == "prepared" {
				with["endingPlans"] = put(t, `[{"lastDate":"2026-03-10","by":"person","planned":"2026-03-01T11:00:00.000Z","feelings":[`+byP1+`],"gains":[`+byP1+`],
					"ongoingSupports":[`+byP1+`],"afterContact":`+byP1+`}]`)
			}
			r := stored[peer.Relationship](t, "peer/relationship-ended", with)
			bodies := map[string]bool{}
			for _, resource := range built(t, r, sharing(t)) {
				bodies[string(resource.Body)] = true
				var members map[string]json.RawMessage
				require.NoError(t, json.Unmarshal(resource.Body, &members))
				for _, never := range []string{"careManager", "diagnosis", "referralRequest", "statusHistory", "account", "reasonCode", "note", "name"} {
					require.NotContains(t, members, never)
				}
				require.NotContains(t, string(resource.Body), "onBehalfOf")
				require.NotContains(t, string(resource.Body), kind)
				if resource.Type == "EpisodeOfCare" {
					require.NotContains(t, string(resource.Body), "Practitioner")
				}
			}
			require.Len(t, bodies, 2)
			for body := range bodies {
				usual := built(t, relationship(t, "ended"), sharing(t))
				require.True(t, body == string(usual[0].Body) || body == string(usual[1].Body), "every ending reads the same")
			}
		}
	})
	t.Run("FHIR-23, PEER-30 who paused it, and why, is nowhere", func(t *testing.T) {
		for _, resource := range built(t, relationship(t, "paused"), sharing(t)) {
			for _, word := range []string{"leave", "unwell", "family", "training", "cover", "until"} {
				require.NotContains(t, strings.ToLower(string(resource.Body)), word)
			}
		}
	})
}
