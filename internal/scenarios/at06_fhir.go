package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// at06Alone is the day on which Siân went to the pottery without anybody.
const at06Alone = "2026-06-04"

// at06Contacts is what a record system gets of the four times that somebody came along.
func at06Contacts(t T, contacts []peer.Record) {
	t.Run("AT-06, FHIR-05, PEER-50 an Encounter for each time somebody came along, and none for the day she went alone", func(t T) {
		var days []string
		all := made(t, siteFor(t, fhir.Site{}, "p4", "2026-06-20T12:00Z"), contacts...)
		for _, r := range all {
			require.Equal(t, []string{"accompaniment"}, says(t, r.Body, "type.coding.code"))
			require.Equal(t, []string{"FLD"}, says(t, r.Body, "class.code"))
			days = append(days, says(t, r.Body, "period.start")[0][:len(at06Alone)])
			require.NotContains(t, string(r.Body), "CANARY")
		}
		require.Equal(t, []string{"Encounter", "Encounter", "Encounter", "Encounter"}, typesOf(all))
		require.Equal(t, []string{"2026-05-07", "2026-05-14", "2026-05-21", "2026-05-28"}, days)
		require.NotContains(t, days, at06Alone)
	})
}

// at06Pottery is the pottery, which goes on, and the way there, which is over.
func at06Pottery(t T, pottery recovery.Activity, way recovery.GradedPlan) {
	t.Run("AT-06, FHIR-11, REC-17 she performs the pottery, and it is in progress", func(t T) {
		s, see := afterwards(t), recovery.WhoMaySee{Audience: recovery.CareRecord}
		plan := planHolding(t, "p4", w4, "2026-06-20T10:00Z", recovery.PlanActivities, pottery, way)
		in := siteFor(t, fhir.Site{}, "p4", "2026-06-20T12:00Z")
		require.Empty(t, says(t, carePlan(t, in, plan, pottery, way).Body, "activity.id"), "REC-50 not before she lets it go")

		pottery, _, err := pottery.Do(see, s.act(peer.ByPerson("p4"), "2026-06-20T11:00Z", pottery.Rev()), recovery.Facts{})
		require.NoError(t, err)
		care := carePlan(t, in, plan, pottery, way)
		require.Equal(t, []string{"pottery on Thursdays"}, says(t, care.Body, "activity.detail.description"))
		require.Equal(t, []string{"in-progress"}, says(t, care.Body, "activity.detail.status"))
		require.Equal(t, []string{"Patient/p4"}, says(t, care.Body, "activity.detail.performer.reference"))
		require.NotContains(t, string(care.Body), "somebody asked me how I did it", "H13 what it means stays here")

		way, _, err := way.Do(see, s.act(peer.ByPerson("p4"), "2026-06-20T11:01Z", way.Rev()), recovery.Facts{})
		require.NoError(t, err)
		care = carePlan(t, in, plan, pottery, way)
		require.Equal(t, []string{"in-progress", "completed"}, says(t, care.Body, "activity.detail.status"))
		require.Equal(t, []string{"2026-05-07", "2026-05-21", "2026-05-28", at06Alone}, says(t, care.Body, "activity.progress.time"), "the pottery began, and the latest day of each part of the way")
	})
}

// at06Coping is what Siân does already, and what she says of it.
func at06Coping(t T, coping recovery.CopingStrategy, verdicts ...recovery.Appraisal) {
	t.Run("AT-06, FHIR-12, REC-21 nothing of an appraisal is sent, whatever the site has turned on", func(t T) {
		s := afterwards(t)
		coping, _, err := coping.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, s.act(peer.ByPerson("p4"), "2026-03-02T10:20Z", coping.Rev()), recovery.Facts{})
		require.NoError(t, err)
		records := []peer.Record{coping}
		for _, v := range verdicts {
			records = append(records, v)
			require.Empty(t, fhir.Documents(v))
			require.NotEmpty(t, everythingOn.WhyNotSent(v.Ref().Kind))
		}
		plan := planHolding(t, "p4", w4, "2026-03-02T10:30Z", recovery.PlanStrategies, records...)
		in := siteFor(t, everythingOn, "p4", "2026-03-02T12:00Z")
		require.Equal(t, []string{"CarePlan"}, typesOf(made(t, in, append(records, plan)...)))
		care := carePlan(t, in, plan, records...)
		require.Equal(t, []string{"stay in bed"}, says(t, care.Body, "activity.detail.description"))
		require.Len(t, care.LeftOut, len(verdicts), "and it is said that they stay")
		for _, word := range []string{"evening", "works", "verdict"} {
			require.NotContains(t, string(care.Body), word)
		}
	})
}
