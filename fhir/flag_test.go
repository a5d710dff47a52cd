package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func TestToFlag(t *testing.T) {
	w := passed(t, safeguard.Raise{Trigger: safeguard.RiskToSelf}).takes(paul, "19:05")
	decided := fhir.FlagDecision{By: paul, At: moment(t, "19:30")}
	t.Run("FHIR-14, SAFE-07 where whoever has it decided so", func(t *testing.T) {
		r, err := fhir.ToFlag(w.c, decided, atStated(t))
		require.NoError(t, err)
		golden(t, "flag-concern", r.Body)
		require.Equal(t, []string{"active", "safety", "speak-with-the-team", "R", "2026-03-13T19:30:00Z", "", "paul-renwick"}, []string{one(t, r, "status"), one(t, r, "category.coding.code"), one(t, r, "code.coding.code"),
			one(t, r, "meta.security.code"), one(t, r, "period.start"), one(t, r, "period.end"), one(t, r, "author.identifier.value")})
		over := decided
		over.Ended = moment(t, "20:00")
		r, err = fhir.ToFlag(w.c, over, atStated(t))
		require.NoError(t, err)
		require.Equal(t, []string{"inactive", "2026-03-13T20:00:00Z"}, []string{one(t, r, "status"), one(t, r, "period.end")})
	})
	t.Run("FHIR-14, H20 nobody decided: none, whatever the site has turned on", func(t *testing.T) {
		_, err := fhir.ToFlag(w.c, fhir.FlagDecision{}, atStated(t))
		refused(t, err, fhir.ErrNotSent)
		_, _, err = fhir.Build(fhir.DocumentName{Type: "Flag", Record: w.c.Ref()}, w.c, atStated(t))
		refused(t, err, fhir.ErrNotSent)
	})
	t.Run("FHIR-14 before somebody has it, by somebody who has not, by whoever raised it", func(t *testing.T) {
		for _, d := range []fhir.FlagDecision{{By: paul, At: moment(t, "19:04")}, {By: ode, At: moment(t, "19:30")}, {By: jess, At: moment(t, "19:30")}, {At: moment(t, "19:30")}, {By: paul}} {
			_, err := fhir.ToFlag(w.c, d, atStated(t))
			refused(t, err, peer.ErrInvalidTransition)
		}
		_, err := fhir.ToFlag(passed(t, safeguard.Raise{Trigger: safeguard.RiskToSelf}).c, decided, atStated(t))
		refused(t, err, peer.ErrInvalidTransition)
	})
	t.Run("SAFE-07, H08 a private concern only by a safeguarding lead", func(t *testing.T) {
		private := passed(t, safeguard.Raise{}).takes(paul, "19:05")
		_, err := fhir.ToFlag(private.c, decided, atStated(t))
		refused(t, err, peer.ErrWrongRole)
		lead := decided
		lead.SafeguardingLead = true
		r, err := fhir.ToFlag(private.c, lead, atStated(t))
		require.NoError(t, err)
		require.Equal(t, []string{"R,NOPAT", "speak-with-the-team"}, []string{one(t, r, "meta.security.code"), one(t, r, "code.coding.code")}, "the same code as any")
	})
	t.Run("FHIR-13, FHIR-14 without the statement, with times the wrong way round, about nobody", func(t *testing.T) {
		in := atStated(t)
		in.Site.Labels = fhir.LabelStatement{}
		_, err := fhir.ToFlag(w.c, decided, in)
		refused(t, err, peer.ErrRequired)
		back := decided
		back.Ended = moment(t, "19:29")
		_, err = fhir.ToFlag(w.c, back, atStated(t))
		refused(t, err, fhir.ErrUnmappable)
		_, err = fhir.ToFlag(safeguard.Concern{}, decided, atStated(t))
		refused(t, err, peer.ErrRequired)
	})
}
