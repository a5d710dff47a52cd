package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func TestConcernTaskRefusals(t *testing.T) {
	w := passed(t, safeguard.Raise{})
	t.Run("FHIR-13, H08 without the site's statement on labels there is none, whatever is switched on", func(t *testing.T) {
		for _, labels := range []fhir.LabelStatement{{}, {By: "somebody"}, {On: peer.MustDate("2026-03-01")}} {
			in := atStated(t)
			in.Site.Labels = labels
			in.Flags = map[peer.Ref]fhir.FlagDecision{w.c.Ref(): {By: paul, At: moment(t, "19:30"), SafeguardingLead: true}}
			for _, name := range fhir.Documents(passed(t, safeguard.Raise{}).takes(paul, "19:05").c) {
				_, _, err := fhir.Build(name, passed(t, safeguard.Raise{}).takes(paul, "19:05").c, in)
				require.Equal(t, "/site/labels", refused(t, err, peer.ErrRequired).Reasons[0].Path)
			}
		}
	})
	t.Run("FHIR-01 a site that has not turned it on", func(t *testing.T) {
		in := atStated(t)
		in.Site.Tasks = false
		for _, name := range fhir.Documents(w.c)[:4] {
			_, _, err := fhir.Build(name, w.c, in)
			refused(t, err, fhir.ErrNotSent)
		}
		require.Len(t, in.Site.Documents(w.c), 1, "a Flag rests on no Task")
		require.Empty(t, fhir.Site{}.Documents(w.c))
	})
	t.Run("FHIR-14 a concern about nobody, a hop that is none, no concern", func(t *testing.T) {
		nobody := raised(t, safeguard.Raise{ID: "c9", Trigger: safeguard.EnvironmentalRisk}, byJess).told("1.1", ode, "", "17:48")
		_, err := fhir.ToConcernTask(nobody.c, "1-1", atStated(t))
		refused(t, err, fhir.ErrNotSent)
		for _, number := range []string{"", "2-1", "1.1", "taken-1"} {
			_, err = fhir.ToConcernTask(w.c, number, atStated(t))
			require.Equal(t, "/hop", refused(t, err, peer.ErrRequired).Reasons[0].Path)
		}
		_, err = fhir.ToConcernTask(safeguard.Concern{}, "1-1", atStated(t))
		refused(t, err, peer.ErrRequired)
	})
	t.Run("SAFE-14 days need a calendar", func(t *testing.T) {
		slow := raised(t, safeguard.Raise{Trigger: safeguard.Accident}, byJess).told("1.1", ode, "", "17:48")
		in := atStated(t)
		in.Calendar = peer.Calendar{}
		_, err := fhir.ToConcernTask(slow.c, "1-1", in)
		require.Equal(t, "/calendar", refused(t, err, peer.ErrRequired).Reasons[0].Path)
		_, err = fhir.ToConcernTask(w.c, "1-1", in)
		require.NoError(t, err)
	})
	t.Run("FHIR-15 a person whom the record system does not know", func(t *testing.T) {
		_, err := fhir.ToConcernTask(w.c, "1-1", fhir.Context{Site: labelsStated})
		refused(t, err, fhir.ErrPatientNotFound)
	})
}

func TestConcernNeverSays(t *testing.T) {
	t.Run("SAFE-05, SAFE-18, H08, H13 no word, no third party, no severity", func(t *testing.T) {
		for _, r := range concernExample(t).resources {
			require.NotContains(t, strings.ToLower(string(r.Body)), "canary")
			for _, never := range []string{"violence", "vital-interests", "at home", `"17"`, "sms-", "abuse"} {
				require.NotContains(t, string(r.Body), never)
			}
			var members map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(r.Body, &members))
			for _, never := range []string{"description", "input", "output", "reasonCode", "reasonReference", "payload", "topic", "encounter", "contained", "extension", "relevantHistory"} {
				require.NotContains(t, members, never, r.Type)
			}
			require.True(t, r.Type == "Task" || members["note"] == nil)
		}
	})
	t.Run("FHIR-12 what is noted beside it feeds nothing", func(t *testing.T) {
		for _, kind := range []peer.Kind{safeguard.KindAddition, safeguard.KindNoneNeeded, safeguard.KindRiskContribution, safeguard.KindLimitReached, safeguard.KindIncident, safeguard.KindDiscrimination, safeguard.KindChallengeNote} {
			require.Empty(t, fhir.DocumentTypes(kind), "SAFE-08, SAFE-10, SAFE-11, SAFE-12, SAFE-13")
			require.NotEmpty(t, fhir.WhyNotSent(kind))
		}
	})
}
