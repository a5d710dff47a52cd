package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/signpost"
)

// at08Site writes Communications and Tasks beside the plan.
var at08Site = fhir.Site{Messages: true, Tasks: true}

// at08Stands checks the activity that a signpost is in Siân's plan, and gives all that
// was made: no referral, and nothing of what was handed over.
func at08Stands(t T, s signpost.Signpost, when string, want map[string][]string) {
	t.Helper()
	all := made(t, siteFor(t, at08Site, wayP4, when), planHolding(t, wayP4, w4, "2026-04-22T10:30Z", "activities", s), s)
	require.Subset(t, []string{"CarePlan", "Communication", "Task"}, typesOf(all), "a signpost is no ServiceRequest")
	care := all[0]
	require.Equal(t, "CarePlan", care.Type)
	require.Empty(t, care.LeftOut)
	require.Equal(t, []string{"signpost"}, says(t, care.Body, "activity.detail.code.coding.code"))
	require.Equal(t, []string{"Patient/p4"}, says(t, care.Body, "activity.detail.performer.reference"))
	for path, value := range want {
		require.Equal(t, value, says(t, care.Body, path), path)
	}
	for _, r := range all {
		for _, never := range []string{"Craft Shed", "two buses", "somebody to go with", "the bus home", "payload", "ServiceRequest"} {
			require.NotContains(t, string(r.Body), never, r.Type)
		}
	}
}

// at08Given is the activity on the day the details were given.
func at08Given(t T, s signpost.Signpost) {
	t.Run("AT-08, FHIR-11, SIGN-15 given: in progress until the day it is asked about", func(t T) {
		at08Stands(t, s, "2026-04-22T11:00Z", map[string][]string{
			"activity.detail.status": {"in-progress"}, "activity.detail.scheduledPeriod.end": {"2026-05-06"}, "activity.outcomeCodeableConcept.coding.code": nil})
	})
	t.Run("AT-08, SIGN-14, H08 without her yes it does not stand in the plan, and nothing stands beside it", func(t T) {
		in := siteFor(t, at08Site, wayP4, "2026-04-22T11:00Z")
		in.Consents = nil
		all := made(t, in, planHolding(t, wayP4, w4, "2026-04-22T10:30Z", "activities", s), s)
		require.Equal(t, []string{"CarePlan"}, typesOf(all))
		require.Empty(t, says(t, all[0].Body, "activity.id"))
	})
}

// at08Ended is the activity once she has said what came of it.
func at08Ended(t T, s signpost.Signpost) {
	t.Run("AT-08, FHIR-11, SIGN-16 completed: she needs something different", func(t T) {
		at08Stands(t, s, "2026-05-06T12:00Z", map[string][]string{
			"activity.detail.status": {"completed"}, "activity.outcomeCodeableConcept.coding.code": {"needs-different"}})
	})
}
