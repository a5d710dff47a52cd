package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/signpost"
)

func TestOpeningHours(t *testing.T) {
	for name, c := range map[string]struct {
		hours []signpost.Opening
		want  []string
	}{
		"the same times on several days":            {[]signpost.Opening{open("WE", "09:00", "17:00"), open("MO", "09:00", "17:00"), open("MO", "09:00", "17:00")}, []string{"mon wed 09:00:00-17:00:00"}},
		"to the end of the day":                     {[]signpost.Opening{open("MO", "18:00", "24:00")}, []string{"mon 18:00:00-23:59:59"}},
		"midnight written as the start of a day":    {[]signpost.Opening{open("MO", "18:00", "00:00")}, []string{"mon 18:00:00-23:59:59"}},
		"the whole day":                             {[]signpost.Opening{open("MO", "00:00", "24:00"), open("TU", "00:00", "00:00")}, []string{"mon tue all day"}},
		"past midnight":                             {[]signpost.Opening{open("FR", "20:00", "02:30")}, []string{"fri 20:00:00-23:59:59", "sat 00:00:00-02:30:00"}},
		"past midnight on a Sunday":                 {[]signpost.Opening{open("SU", "22:00", "01:00")}, []string{"mon 00:00:00-01:00:00", "sun 22:00:00-23:59:59"}},
		"once round the clock":                      {[]signpost.Opening{open("MO", "09:00", "09:00")}, []string{"mon 09:00:00-23:59:59", "tue 00:00:00-09:00:00"}},
		"from the end of a day":                     {[]signpost.Opening{open("MO", "24:00", "03:00")}, []string{"tue 00:00:00-03:00:00"}},
		"from the end of a day to that of the next": {[]signpost.Opening{open("MO", "24:00", "24:00")}, []string{"tue all day"}},
		"morning and afternoon":                     {[]signpost.Opening{open("TU", "14:00", "16:00"), open("TU", "09:00", "12:00"), open("MO", "14:00", "16:00")}, []string{"mon tue 14:00:00-16:00:00", "tue 09:00:00-12:00:00"}},
		"nobody has said":                           {nil, nil},
	} {
		t.Run("SIGN-01 "+name, func(t *testing.T) {
			require.Equal(t, c.want, openings(t, service(t, func(l *signpost.Listing) { l.Hours = c.hours })))
		})
	}
}

// openings are the times of a HealthcareService, to be read.
func openings(t testing.TB, r fhir.Resource) (out []string) {
	t.Helper()
	var body struct {
		AvailableTime []struct {
			DaysOfWeek                           []string
			AllDay                               bool
			AvailableStartTime, AvailableEndTime string
		}
	}
	require.NoError(t, json.Unmarshal(r.Body, &body))
	for _, a := range body.AvailableTime {
		times := a.AvailableStartTime + "-" + a.AvailableEndTime
		if a.AllDay {
			times = "all day" + strings.TrimPrefix(times, "-")
		}
		out = append(out, strings.Join(a.DaysOfWeek, " ")+" "+times)
	}
	return out
}
