package fhir_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// moving is a move after these steps of its organiser's.
func moving(t testing.TB, change func(*transition.Announce), steps ...transition.TransitionStep) transition.Transition {
	t.Helper()
	first := transition.Announce{ID: "t1", Person: aled, Worker: jess, Organiser: transition.Organiser{Staff: iris, Role: peer.RoleCareCoordinator, Organisation: "A"}, Move: transition.Discharge}
	if change != nil {
		change(&first)
	}
	ask := &requests{}
	m, _, err := transition.NewTransition(first, ask.act(byJess, 0), transition.Facts{})
	require.NoError(t, err)
	for _, step := range steps {
		m, _, err = m.Do(step, ask.act(peer.ByStaff(iris, ""), m.Rev()), transition.Facts{})
		require.NoError(t, err)
	}
	return m
}

func TestToExtraSupportTask(t *testing.T) {
	asks, tells := transition.FlagExtra{}, transition.InformExtra{Staff: ode}
	for name, x := range map[string]struct {
		m    transition.Transition
		want []string
	}{
		"TRAN-08 asked for":            {moving(t, nil, asks), []string{"requested", "", "Practitioner/iris"}},
		"TRAN-08 a professional knows": {moving(t, nil, asks, tells), []string{"accepted", "", "Practitioner/iris"}},
		"TRAN-08 lifted":               {moving(t, nil, asks, tells, transition.LiftExtra{}), []string{"completed", "", "Practitioner/iris"}},
		"TRAN-08 over, and they knew":  {moving(t, nil, asks, tells, transition.Cancel{}), []string{"completed", "", "Practitioner/iris"}},
		"TRAN-08 over, nobody told":    {moving(t, nil, asks, transition.Cancel{}), []string{"cancelled", "move-over", "Practitioner/iris"}},
		"TRAN-08 the organisation": {moving(t, func(c *transition.Announce) {
			c.Organiser = transition.Organiser{Organisation: "A"}
			c.CouldNotManage = true
		}), []string{"requested", "", "Organization/a"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := fhir.ToExtraSupportTask(x.m, atStated(t))
			require.NoError(t, err)
			require.Equal(t, x.want, []string{one(t, r, "status"), one(t, r, "statusReason.coding.code"), one(t, r, "owner.reference")})
			require.Equal(t, []string{"order", "urgent", "extra-support-during-move", "R", "CarePlan", "Patient/p1"},
				[]string{one(t, r, "intent"), one(t, r, "priority"), one(t, r, "code.coding.code"), one(t, r, "meta.security.code"), one(t, r, "focus.type"), one(t, r, "for.reference")})
			require.True(t, strings.HasPrefix(one(t, r, "authoredOn"), "2026-12-01T09:0"))
			for _, never := range []string{"manage", "could", "risk", "because", "discharge", "description", "w4"} {
				require.NotContains(t, strings.ToLower(string(r.Body)), never)
			}
		})
	}
	t.Run("TRAN-08, H20 nobody asked for it; no move; no statement; a person nobody knows", func(t *testing.T) {
		_, err := fhir.ToExtraSupportTask(moving(t, nil), atStated(t))
		refused(t, err, fhir.ErrNotSent)
		_, err = fhir.ToExtraSupportTask(transition.Transition{}, atStated(t))
		refused(t, err, peer.ErrRequired)
		_, err = fhir.ToExtraSupportTask(moving(t, nil, asks), tamarside(t))
		require.Equal(t, "/site/labels", refused(t, err, peer.ErrRequired).Reasons[0].Path)
		_, err = fhir.ToExtraSupportTask(moving(t, nil, asks), fhir.Context{Site: labelsStated})
		refused(t, err, fhir.ErrPatientNotFound)
	})
	t.Run("TRAN-08 nobody organises it as far as anybody knows", func(t *testing.T) {
		in := atStated(t)
		in.People.Organisations = nil
		r, err := fhir.ToExtraSupportTask(moving(t, func(c *transition.Announce) {
			c.Organiser = transition.Organiser{Organisation: "A"}
			c.CouldNotManage = true
		}), in)
		require.NoError(t, err)
		require.Equal(t, "Whoever organises the move", one(t, r, "owner.display"))
	})
}

func TestToExtraSupportFlag(t *testing.T) {
	m := moving(t, nil, transition.FlagExtra{}, transition.InformExtra{Staff: ode})
	at := clock.Add(time.Hour)
	t.Run("TRAN-08 the organiser, or the professional who was told, decides", func(t *testing.T) {
		for _, by := range []peer.StaffID{iris, ode} {
			r, err := fhir.ToExtraSupportFlag(m, fhir.FlagDecision{By: by, At: at}, atStated(t))
			require.NoError(t, err)
			require.Equal(t, []string{"active", "speak-with-the-team", "safety", "R"}, []string{one(t, r, "status"), one(t, r, "code.coding.code"), one(t, r, "category.coding.code"), one(t, r, "meta.security.code")})
		}
	})
	t.Run("TRAN-08 nobody else, and not before; without a decision there is none", func(t *testing.T) {
		for _, d := range []fhir.FlagDecision{{By: jess, At: at}, {At: at}, {By: iris, At: clock}, {By: ode, At: clock.Add(2 * time.Minute)}} {
			_, err := fhir.ToExtraSupportFlag(m, d, atStated(t))
			refused(t, err, peer.ErrInvalidTransition)
		}
		for _, none := range []transition.Transition{m, moving(t, nil)} {
			_, err := fhir.ToExtraSupportFlag(none, fhir.FlagDecision{}, atStated(t))
			refused(t, err, fhir.ErrNotSent)
		}
		_, err := fhir.ToExtraSupportFlag(m, fhir.FlagDecision{By: iris, At: at}, tamarside(t))
		refused(t, err, peer.ErrRequired)
	})
}
