package fhir_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func init() {
	examples[safeguard.KindMentalStateReport] = mentalStateExample
	sightings[safeguard.KindMentalStateReport] = func(t testing.TB) []sighting {
		return seenIn(everyReport(t), func(r peer.Record) (fhir.Resource, error) {
			return fhir.ToMentalStateTask(r.(safeguard.MentalStateReport), atStated(t))
		}, "/plan")
	}
}

// everyReport is one with every text that it can have.
func everyReport(t testing.TB) safeguard.MentalStateReport {
	return reported(t, func(c *safeguard.ReportMentalState) { c.Because = peer.Say("x") }, takesReport, reviewsPlan)
}

// reported is a report after these steps, each by whoever it is for.
func reported(t testing.TB, change func(*safeguard.ReportMentalState), steps ...safeguard.MentalStateReportStep) safeguard.MentalStateReport {
	t.Helper()
	first := safeguard.ReportMentalState{ID: "m1", Person: aled, Worker: jess, Change: safeguard.ChangeWorse, Words: say(canary + "-words"), Observation: "canary-observation",
		Noticed: peer.MustMoment("2026-03-13T09:30:00Z"), Decision: safeguard.TellNow, To: iris}
	first.Words.By = byAled
	if change != nil {
		change(&first)
	}
	facts := safeguard.Facts{Policy: safety(t)}
	n := 0
	act := func(by peer.Actor, seen peer.Rev) peer.Act {
		n++
		return peer.Act{By: by, At: moment(t, fmt.Sprintf("10:%02d", n)), ID: peer.RequestID(fmt.Sprintf("m%d", n)), Seen: seen}
	}
	m, _, err := safeguard.NewMentalStateReport(first, act(byJess, 0), facts)
	require.NoError(t, err)
	for _, step := range steps {
		by := peer.ByStaff(iris, "")
		if _, decides := step.(safeguard.DecideTelling); decides {
			by = byJess
		}
		m, _, err = m.Do(step, act(by, m.Rev()), facts)
		require.NoError(t, err)
	}
	return m
}

var (
	takesReport = safeguard.TakeReport{Next: peer.Say(canary + "-next"), Until: peer.MustMoment("2026-03-14T10:00:00Z")}
	reviewsPlan = safeguard.ReviewPlan{Plan: "CP-SVC-77", Found: peer.Say(canary + "-found")}
)

func mentalStateExample(t testing.TB) example {
	m := reported(t, nil, takesReport, reviewsPlan)
	r, err := fhir.ToMentalStateTask(m, atStated(t))
	require.NoError(t, err)
	return example{m, []fhir.Resource{r}}
}

func TestToMentalStateTask(t *testing.T) {
	t.Run("SAFE-06 full and smallest", func(t *testing.T) {
		golden(t, "task-mental-state", mentalStateExample(t).resources[0].Body)
		r, err := fhir.ToMentalStateTask(reported(t, func(c *safeguard.ReportMentalState) {
			c.Decision, c.To, c.Words, c.Observation = safeguard.TellToday, "", peer.Words{}, ""
		}), atStated(t))
		require.NoError(t, err)
		golden(t, "task-mental-state-smallest", r.Body)
		require.Equal(t, []string{"urgent", "2026-03-13", "Qualified staff"}, []string{one(t, r, "priority"), one(t, r, "restriction.period.end"), one(t, r, "owner.display")})
	})
	t.Run("SAFE-06 every place a report can be in", func(t *testing.T) {
		decide := func(d safeguard.Tell, because string) func(*safeguard.ReportMentalState) {
			return func(c *safeguard.ReportMentalState) { c.Decision, c.Because, c.To = d, peer.Say(because), "" }
		}
		want := map[peer.Status]struct {
			m    safeguard.MentalStateReport
			says string
		}{
			safeguard.ReportQuestionOpen: {reported(t, decide("", "")), ""},
			safeguard.ReportKept:         {reported(t, decide(safeguard.TellNo, "it passed")), ""},
			safeguard.Reported:           {reported(t, nil), "requested"},
			safeguard.ReportAcknowledged: {reported(t, nil, takesReport), "accepted"},
			safeguard.PlanReviewed:       {reported(t, nil, takesReport, reviewsPlan), "completed"},
			safeguard.NoChange:           {reported(t, nil, takesReport, safeguard.LeavePlan{Found: peer.Say("as it is")}), "completed"},
		}
		require.Len(t, want, len(safeguard.MentalStateReportTable().States))
		for status, x := range want {
			require.Equal(t, status, x.m.Status())
			r, err := fhir.ToMentalStateTask(x.m, atStated(t))
			if x.says == "" {
				refused(t, err, fhir.ErrNotSent)
				continue
			}
			require.NoError(t, err)
			require.Equal(t, []string{x.says, "order", "mental-state-change", "R", "stat"}, []string{one(t, r, "status"), one(t, r, "intent"), one(t, r, "code.coding.code"), one(t, r, "meta.security.code"), one(t, r, "priority")})
			require.Equal(t, []string{"Practitioner/iris", "Practitioner/w4", "2026-03-13T11:01:00Z"}, []string{one(t, r, "owner.reference"), one(t, r, "requester.reference"), one(t, r, "restriction.period.end")})
		}
	})
	t.Run("SAFE-06 its focus: the plan that was looked at, else the service's own", func(t *testing.T) {
		in := atStated(t)
		in.ServicePlan = "CarePlan/of-the-service"
		for want, m := range map[string]safeguard.MentalStateReport{
			"CarePlan/CP-SVC-77":      reported(t, nil, takesReport, reviewsPlan),
			"CarePlan/of-the-service": reported(t, nil, takesReport, safeguard.ReviewPlan{Plan: "not / an id"}),
		} {
			r, err := fhir.ToMentalStateTask(m, in)
			require.NoError(t, err)
			require.Equal(t, want, one(t, r, "focus.reference"))
		}
		in.ServicePlan = "Goal/1"
		_, err := fhir.ToMentalStateTask(reported(t, nil), in)
		refused(t, err, fhir.ErrUnmappable)
	})
	t.Run("FHIR-13, SAFE-06 without the statement, the switch, the person, the report", func(t *testing.T) {
		in := atStated(t)
		in.Site.Labels = fhir.LabelStatement{}
		_, err := fhir.ToMentalStateTask(reported(t, nil), in)
		refused(t, err, peer.ErrRequired)
		_, _, err = fhir.Build(fhir.DocumentName{Type: "Task", Record: reported(t, nil).Ref()}, reported(t, nil), tamarside(t))
		refused(t, err, fhir.ErrNotSent)
		_, err = fhir.ToMentalStateTask(reported(t, nil), fhir.Context{Site: labelsStated})
		refused(t, err, fhir.ErrPatientNotFound)
		_, err = fhir.ToMentalStateTask(safeguard.MentalStateReport{}, atStated(t))
		refused(t, err, peer.ErrRequired)
	})
	t.Run("FHIR-12, SAFE-06, H08 no word of it leaves", func(t *testing.T) {
		r, err := fhir.ToMentalStateTask(everyReport(t), atStated(t))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), canary)
		require.NotContains(t, string(r.Body), "worse")
	})
}
